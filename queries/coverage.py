"""How much of what touches people is heard: coverage, as an interval that a thin map cannot narrow.

Lower end: what surely is heard, over all; upper end: what is unknown counted as heard.  Weights that
nobody graded run over their whole interval.  Source: `docs/definitions.md`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from queries.concerns import shown_place
from queries.hearing import HEARD, NOT_HEARD, UNKNOWN, Heard, Hearing

Part = tuple[float, float, float]  # least weight, most weight, value 0 to 1
FIRM = 0.75
"""From this chance on a fact is taken to hold in the worst case."""
RUNGS = ("in_person", "elected", "others")


def coverage(hearing: Hearing) -> dict[str, Any]:
    """Counts of concerns, and coverage in total and by group, risk and place.

    `low` and `high` are shares from 0 to 1 of the weight of all concerns, None where there are none;
    `soft` counts the rung of the best voice; `directness` says which part of what is heard is heard in
    person, through a body they chose or the law gives them, and through others; `one_voice` what hangs
    on a single guest; `fragile` what would not be heard were no claim true of which it is less than
    `FIRM` sure that somebody speaks for somebody.  Without a guest list there is nothing to share out,
    and all of it is None.
    """
    cells = hearing.cells
    listed = hearing.brief.guests is not None
    by: dict[str, dict[str, list[Heard]]] = {name: defaultdict(list) for name in ("group", "risk", "place")}
    for cell in cells:
        by["group"][cell.concern.group].append(cell)
        by["risk"][hearing.brief.name(cell.concern.risk)].append(cell)
        by["place"][shown_place(hearing.brief, cell.concern)].append(cell)
    return {
        "concerns": counts(cells),
        "total": _share(cells) if listed else None,
        "soft": _soft(cells) if listed else None,
        "directness": _directness(cells) if listed else None,
        "one_voice": _one_voice(cells) if hearing.complete else None,
        "fragile": _summed(fragile(hearing)) if listed else None,
        **{
            f"by_{name}": {what: _share(some) for what, some in sorted(parts.items())} if listed else None
            for name, parts in by.items()
        },
    }


def counts(cells: Iterable[Heard]) -> dict[str, int]:
    """How many concerns there are, heard (and by whom: a rung each), not heard, unknown."""
    told = list(cells)
    status = Counter(cell.status for cell in told)
    rungs = Counter(cell.best.rung for cell in told if cell.status == HEARD and cell.best)
    return {
        "concerns": len(told),
        HEARD: status[HEARD],
        **{rung: rungs[rung] for rung in RUNGS},
        NOT_HEARD: status[NOT_HEARD],
        UNKNOWN: status[UNKNOWN],
    }


def mean_range(parts: Sequence[Part]) -> tuple[float, float] | None:
    """The least and the most that the weighted mean of some values can be, weights free in their intervals.

    None where nothing weighs anything.  The extremes put the most weight on one end of the sorted
    values and the least on the other, so all cuts are tried, in linear time after sorting.

    >>> mean_range([(1, 1, 1.0), (1, 3, 0.0)])
    (0.25, 0.5)
    """
    if not parts:
        return None
    ordered = sorted(parts, key=lambda part: part[2])
    return _least(ordered), 1.0 - _least([(low, high, 1.0 - v) for low, high, v in reversed(ordered)])


def _least(ordered: Sequence[Part]) -> float:
    """The least mean, values rising: the most weight on the first of them."""
    weight = sum(low for low, _, _ in ordered)
    total = sum(low * value for low, _, value in ordered)
    best = total / weight
    for low, high, value in ordered:
        weight += high - low
        total += (high - low) * value
        best = min(best, total / weight)
    return best


def _share(cells: Iterable[Heard]) -> dict[str, float] | None:
    told = list(cells)
    return _ends(
        [(c.concern.low, c.concern.high, float(c.status == HEARD)) for c in told],
        [(c.concern.low, c.concern.high, float(c.status != NOT_HEARD)) for c in told],
    )


def _soft(cells: Iterable[Heard]) -> dict[str, float] | None:
    told = list(cells)
    return _ends(
        [(c.concern.low, c.concern.high, c.low) for c in told],
        [(c.concern.low, c.concern.high, c.high) for c in told],
    )


def _ends(least: Sequence[Part], most: Sequence[Part]) -> dict[str, float] | None:
    low, high = mean_range(least), mean_range(most)
    return {"low": low[0], "high": high[1]} if low and high else None


def _directness(cells: Iterable[Heard]) -> dict[str, dict[str, float]] | None:
    told = [(c.concern.low, c.concern.high, c.best.rung) for c in cells if c.status == HEARD and c.best]
    if not told:
        return None
    found = {}
    for rung in RUNGS:
        ends = mean_range([(low, high, float(own == rung)) for low, high, own in told])
        if ends:
            found[rung] = {"low": ends[0], "high": ends[1]}
    return found


def fragile(hearing: Hearing) -> tuple[Heard, ...]:
    """What is heard only if a claim is true that is less than `FIRM` sure, that one speaks for another."""
    facts = hearing.brief.facts.of("REPRESENTS")
    unsure = frozenset(fact.key for fact in facts if fact.exists < FIRM - 1e-9)
    heard = [cell for cell in hearing.cells if cell.status == HEARD]
    return tuple(cell for cell in heard if hearing.judged(cell.concern, unsure).status != HEARD)


def _one_voice(cells: Iterable[Heard]) -> dict[str, float]:
    """How many concerns hang on one guest, and what they weigh; the guest is nobody's business here."""
    return _summed([cell for cell in cells if "single" in cell.gaps])


def _summed(cells: Sequence[Heard]) -> dict[str, float]:
    weights = [(cell.concern.low, cell.concern.high) for cell in cells]
    return {"concerns": len(cells), "low": sum(low for low, _ in weights), "high": sum(h for _, h in weights)}
