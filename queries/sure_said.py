"""How sure, as it stands in an answer: cells of a row, sentences above the table, and what was used.

A sentence that compares follows `queries.sure.Sure.may_say` and `in_top`: what is not so in enough draws,
or without some source, is not said; what rests on one source is said to.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from queries.question import Brief, Column
from queries.sides import Interval
from queries.sure import ENOUGH, ONE_SOURCE, RATES, YES, Sure, if_missing

Line = tuple[str, Mapping[str, object]]
FIRST = 3
BETWEEN, RANK, TOP = Column("between", "interval"), Column("rank", "interval"), Column("top3", "share")
IF_MISSING = tuple(Column(f"rank_{round(100 * rate)}", "interval") for rate in RATES)


def cells(sure: Sure, item: Hashable) -> dict[str, Any]:
    """5 % and 95 % points of the value and of the rank over the draws; how often among the first three."""
    return {"between": sure.between(item), "rank": sure.rank(item), "top3": sure.top(item, FIRST)}


def cells_if_missing(brief: Brief, measure: str, item: Hashable) -> dict[str, Any]:
    """`rank_5`, `rank_15`: the rank if so many per cent of each kind of tie are missing from the map."""
    return {
        column.name: if_missing(brief, measure, rate).rank(item)
        for column, rate in zip(IF_MISSING, RATES, strict=True)
    }


def first_three(brief: Brief, sure: Sure, area: str) -> list[Line]:
    """Who may be named as one of the first three: those on more sources, and those on one."""
    if not sure.draws or sum(sure.has_place(item) for item in sure.items) <= FIRST:
        return []
    verdict = {item: sure.in_top(item, FIRST) for item in sure.items}
    lines: list[Line] = [
        (f"{area}.{key}", {"names": _names(brief, found)})
        for key, wanted in (("first", YES), ("first_one_source", ONE_SOURCE))
        if (found := [item for item, said in verdict.items() if said == wanted])
    ]
    return lines or [(f"{area}.nobody_first", {})]


def orders(brief: Brief, sure: Sure) -> list[Line]:
    """How far the order of a draw is that on the map, and what ties that may be missing would change."""
    found: list[Line] = []
    if told := sure.tau():
        found.append(("sure.order", {**_tau(told), "draws": sure.draws}))
    for rate in RATES:
        other = if_missing(brief, sure.measure, rate)
        if told := other.tau():
            found.append(("sure.if_missing", {**_tau(told), "rate": round(100 * rate), "draws": other.draws}))
    return found


def used(sure: Sure) -> list[Line]:
    """What was drawn, how often, with which seed; and what may be said after that."""
    if not sure.draws:
        return [("sure.not_drawn", {})]
    least = round(100 * ENOUGH)
    return [("sure.drawn", {"draws": sure.draws, "seed": sure.seed}), ("sure.rule", {"share": least})]


def lacking(inputs: Iterable[str]) -> tuple[str, ...]:
    """Missing inputs, as "RELATION.field", once each in one order."""
    return tuple(sorted(set(inputs)))


def _tau(told: tuple[float, Interval]) -> dict[str, object]:
    middle, ends = told
    return {"tau": f"{middle:.2f}", "low": f"{ends.low:.2f}", "high": f"{ends.high:.2f}"}


def _names(brief: Brief, nodes: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(brief.name(node) for node in nodes))
