"""How sure a number is, as rows of `show`: in the draws, and without each source it rests on."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from graph.terms import Level
from queries.behind import Row
from queries.dependence import dependencies, power_over
from queries.question import Brief
from queries.sides import Interval
from queries.sure import sureness

LARGE = 10_000
"""On a map of more claims than this, `show` names the question that draws instead of drawing."""


def of_a_stakeholder(brief: Brief, node: str) -> Iterator[Row]:
    """Influence and power over others: the sum of the latter, and how sure both are."""
    if _is_large(brief):  # drawn for everybody at once it takes minutes, so not for one
        for question in ("influence", "power_over"):
            yield Row("number", f"{question}_drawn", (), f"aantafel {question.removesuffix('_over')}")
        return
    yield from _how_sure(brief, "influence", node)
    on = [one for (_, partner), one in dependencies(brief).items() if partner == node]
    if on:
        yield Row("number", "power_over", (), f"{_text(power_over(brief)[node])} = sum of dep ({len(on)})")
        yield from _how_sure(brief, "power_over", node)


def of_a_pair(brief: Brief, a: str, b: str) -> Iterator[Row]:
    """How sure it is how much each depends on the other, and how often the first depends more."""
    if _is_large(brief):
        yield Row("number", "dependence_drawn", (a, b), "aantafel power")
        return
    sure = sureness(brief, "dependence")
    for pair in ((a, b), (b, a)):
        yield from _how_sure(brief, "dependence", pair, about=pair)
    if sure.draws and (a, b) in sure.row and (b, a) in sure.row:
        share = f"{sure.more((a, b), (b, a)):.2g} ({sure.draws})"
        yield Row("number", "dependence_more", (a, b), share)


def _how_sure(brief: Brief, measure: str, item: Hashable, about: tuple[str, ...] = ()) -> Iterator[Row]:
    sure = sureness(brief, measure)
    ends = sure.between(item)
    if ends is not None:
        yield Row("number", f"{measure}_drawn", about, f"{_text(ends)} ({sure.draws}, seed {sure.seed})")
    for root, left in sure.without.items() if item in sure.row else ():
        low, high = left[sure.row[item]].tolist()
        own = root in sure.rests_on[sure.row[item]]
        if own or (low, high) != tuple(sure.ends[sure.row[item]].tolist()):
            value = "–" if low != low else _text(Interval(low, high))
            yield Row("number", f"{measure}_without", about, value, source=_shown(brief, root))


def _is_large(brief: Brief) -> bool:
    return bool(brief.net.number_of_edges() > LARGE)


def _shown(brief: Brief, root: str) -> str:
    """A source as it may be named here: an original that is hidden at this level stays so."""
    card = brief.net.graph["all_sources"].get(root)
    return root if card is None or Level(brief.net.graph["level"]).shows(card.level) else ""


def _text(ends: Interval) -> str:
    return f"{ends.low:.3g}" if ends.point is not None else f"{ends.low:.3g}–{ends.high:.3g}"
