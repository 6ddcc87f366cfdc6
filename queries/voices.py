"""The question `voices`: who is touched by what, who can speak for them, and who is missing.

One row for each concern.  Sources: `docs/definitions.md`; OECD guidance (those most severely affected before
the most influential), UN Guiding Principles 14 and 18.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import ceil, floor
from typing import Any

from queries.concerns import shown_place
from queries.coverage import counts, coverage, fragile
from queries.draws.coverage import MAY_BE, SURELY
from queries.findings import ordered, rules
from queries.hearing import UNKNOWN, Heard, Hearing, hearing, voice_facts
from queries.question import Answer, Brief, Column, Question, evidence_of
from queries.question import Unknown as NotKnown
from queries.sure import sureness

COLUMNS = (
    Column("group", "node"),
    Column("risk", "risk"),
    Column("place"),
    Column("weight", "number"),
    Column("weight_low", "number"),
    Column("status", "word"),
    Column("gaps", "words"),
    Column("best", "node"),
    Column("rung", "number"),
    Column("through", "word"),
    Column("voices", "nodes"),
    Column("evidence", "evidence"),
)
Line = tuple[str, Mapping[str, object]]


def ask(brief: Brief) -> Answer:
    """Every concern, heaviest first, with its state, its gaps and the voices the map knows.

    `weight` (1 to 9) is the most a concern may weigh, `weight_low` the least; `status` is heard,
    not_heard or unknown; `best` is the best voice on the list that counts, `rung` its value from 0 to 1,
    `through` in_person, elected (or mandated) or others.  `voices` names who could speak and is safe as
    far as asked; it is empty where safety answers may not be seen.
    """
    told = hearing(brief)
    cells = sorted(told.cells, key=lambda cell: (cell.concern.order, cell.concern.about))
    return Answer(
        "voices",
        COLUMNS,
        tuple(_row(told, cell) for cell in cells),
        findings=ordered(rules(told, ("voices",))),
        summary=(*summary(told), *_sure(told)),
        coverage={**coverage(told), "drawn": _drawn(brief)},
        unknown=unknown(told),
        cannot_tell=cannot_tell(told),
        used=used(brief),
    )


def summary(told: Hearing) -> tuple[Line, ...]:
    """What stands above the table: concerns by state, coverage, rights-holder seats."""
    number = counts(told.cells)
    if told.brief.guests is None:
        return (("voices.no_list", {}), ("voices.map_only", number))
    lines: list[Line] = [("voices.concerns", number)]
    total = coverage(told)["total"]
    if total:
        low, high = floor(total["low"] * 100 + 1e-9), ceil(total["high"] * 100 - 1e-9)
        lines.append(("voices.coverage", {"low": low, "high": high}))
    sure, maybe = told.rights_seats
    seats = {"sure": len(sure), "maybe": len(maybe), "n": len(told.members)}
    lines.append(("voices.rights_maybe" if maybe else "voices.rights", seats))
    return tuple(lines)


def _drawn(brief: Brief) -> dict[str, Any] | None:
    sure = sureness(brief, "coverage")
    ends = {item: sure.between(item) for item in (SURELY, MAY_BE)}
    if not all(ends.values()):
        return None
    return {
        **{item: tuple(pair) for item, pair in ends.items() if pair},
        "draws": sure.draws,
        "seed": sure.seed,
    }


def _sure(told: Hearing) -> tuple[Line, ...]:
    """How sure coverage is: over the draws, and in the worst case."""
    drawn, weak = _drawn(told.brief), fragile(told)
    lines: list[Line] = []
    if drawn:
        low, high = floor(drawn[SURELY][0] * 100 + 1e-9), ceil(drawn[SURELY][1] * 100 - 1e-9)
        lines.append(
            ("voices.drawn", {"low": low, "high": high, "draws": drawn["draws"], "seed": drawn["seed"]})
        )
    if told.brief.guests is not None and weak:
        lines.append(("voices.fragile", {"n": len(weak)}))
    return tuple(lines)


def unknown(told: Hearing) -> tuple[NotKnown, ...]:
    """Why nobody can say of some concerns whether they are heard, and which weights nobody graded.

    One entry for each reason, with the groups it is about and their number of concerns as `n`.
    """
    about: dict[tuple[str, str], list[str]] = defaultdict(list)
    for cell in told.cells:
        for why in cell.why or (("unseen",) if cell.status == UNKNOWN else ()):
            about["voice", why].append(cell.concern.group)
        if cell.concern.low < cell.concern.high:
            about["weight", "weight"].append(cell.concern.group)
    return tuple(
        NotKnown(what, tuple(dict.fromkeys(groups)), f"voices.why.{why}", {"n": len(groups)})
        for (what, why), groups in sorted(about.items())
    )


def cannot_tell(told: Hearing) -> tuple[str, ...]:
    """What this answer cannot see, as keys of the catalogue `answers`."""
    guests = told.brief.guests
    found = []
    if not told.cells:
        found.append("voices.cannot.no_concerns")
    if guests is None:
        found.append("voices.cannot.no_list")
    elif not guests.complete:
        found.append("voices.cannot.incomplete")
    if not told.safety.visible:
        found.append("voices.cannot.safety")
    return (*found, "voices.cannot.silent")


def used(brief: Brief) -> tuple[Line, ...]:
    """How claims were combined here, printed with the answer."""
    settings = brief.settings
    values = {word: f"{value:g}" for word, value in settings.ladder.items()}
    values |= {"tau": f"{settings.tau:g}", "above": f"{settings.captured_above:g}"}
    return (("voices.used.ladder", values), ("voices.used.weight", {}))


def _row(told: Hearing, cell: Heard) -> dict[str, Any]:
    concern, best = cell.concern, cell.best
    free = [voice for voice in cell.voices if voice.most and not told.safety.unsafe(voice.who)]
    return {
        "group": concern.group,
        "risk": told.brief.name(concern.risk),
        "place": shown_place(told.brief, concern),
        "weight": concern.high,
        "weight_low": concern.low,
        "status": cell.status,
        "gaps": cell.gaps,
        "best": best.who if best else None,
        "rung": best.value if best else None,
        "through": best.rung if best else None,
        "voices": tuple(voice.who for voice in free) if told.safety.visible else (),
        "evidence": evidence_of((*concern.facts, *voice_facts(cell.voices))),
    }


QUESTION = Question(
    "voices", "who is touched by what, who can speak for them, and who is missing", ("harm", "voice"), ask
)
