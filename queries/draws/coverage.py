"""Coverage in many worlds: who is touched by what and who speaks for whom, there or not (`queries.coverage`).

Only these two sorts of fact are drawn, and weights that nobody graded, evenly between their ends.  Who
has power over whom, who is safe and who has a seat stay as on the map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.facts import Fact
from queries.concerns import concerns
from queries.coverage import coverage
from queries.draws import Array, Worlds
from queries.hearing import HEARD, NOT_HEARD, Hearing, hearing, voice_facts
from queries.question import Brief
from queries.sides import Interval

RELATIONS = ("AFFECTED_BY", "REPRESENTS")
SURELY, MAY_BE = "surely", "may_be"
ITEMS = (MAY_BE, SURELY)
"""Shares of the weight of all concerns, 0 to 1: what surely is heard; what may be, the unknown counted in."""


def standing(brief: Brief) -> Mapping[str, Interval]:
    """Both shares on the map as it stands; nothing without a guest list or without concerns."""
    told = coverage(hearing(brief))["total"]
    if told is None:
        return {}
    return {SURELY: Interval(told["low"], told["low"]), MAY_BE: Interval(told["high"], told["high"])}


def rests_on(brief: Brief) -> Mapping[str, frozenset[str]]:
    """The root sources of what touches people and of who on the list speaks for them."""
    if not standing(brief):
        return {}
    cells = hearing(brief).cells
    facts = [fact for cell in cells for fact in (*cell.concern.facts, *voice_facts(cell.present))]
    roots = frozenset(root for fact in facts for root in fact.roots)
    return dict.fromkeys(ITEMS, roots)


def order(brief: Brief, item: str) -> str:
    """The two shares are not put in order."""
    return ""


def drawn(brief: Brief, items: Sequence[str], worlds: Worlds) -> Array:
    """Both shares in each world, nan where nobody is touched by anything: (items x worlds)."""
    told = hearing(brief)
    units = [Unit(told, facts, worlds) for facts in _units(brief.facts.of("AFFECTED_BY"))] if items else []
    found = np.full((len(items), worlds.count), np.nan)
    at = 0
    for batch in worlds.batches(max(len(units), 1)):
        weights = {name: np.zeros(batch.size) for name in ("all", *ITEMS)}
        graded = batch.uniform("weights", len(units))
        for unit, between in zip(units, graded, strict=True):
            for columns, cells in unit.judged(batch.there):
                for cell in cells:
                    weight = cell.low + between[columns] * (cell.high - cell.low)
                    weights["all"][columns] += weight
                    weights[SURELY][columns] += weight * cell.heard
                    weights[MAY_BE][columns] += weight * cell.may_be
        whole = np.where(weights["all"] > 0, weights["all"], np.nan)
        for row, item in enumerate(items):
            found[row, at : at + batch.size] = weights[item] / whole
        at += batch.size
    return found


class Judged(NamedTuple):
    """One concern in one world: what it weighs, and whether it is heard, or may be."""

    low: float
    high: float
    heard: bool
    may_be: bool


class Unit:
    """The concerns of one group and one risk: what is there of them decides all of it, and is judged once."""

    def __init__(self, told: Hearing, touched: Sequence[Fact], worlds: Worlds) -> None:
        self.told, self.touched = told, touched
        speaks = told.brief.facts.into("REPRESENTS", touched[0].a)
        through = [fact for one in speaks for fact in told.brief.facts.into("REPRESENTS", one.a)]
        self.facts = tuple({fact.key: fact for fact in (*touched, *speaks, *through)}.values())
        self._rows = np.array([worlds.row(fact) for fact in self.facts], dtype=int)
        self._known: dict[bytes, tuple[Judged, ...]] = {}

    def judged(self, there: Array) -> Iterable[tuple[NDArray[np.int64], tuple[Judged, ...]]]:
        """For each state of its facts that occurs: in which worlds (columns), and its concerns there."""
        states, world = np.unique(there[self._rows].T > 0, axis=0, return_inverse=True)
        world = world.reshape(-1)
        for at, state in enumerate(states):
            key = state.tobytes()
            if key not in self._known:
                self._known[key] = self._judge(state)
            yield np.flatnonzero(world == at).astype(np.int64), self._known[key]

    def _judge(self, state: NDArray[np.bool_]) -> tuple[Judged, ...]:
        gone = frozenset(fact.key for fact, is_there in zip(self.facts, state, strict=True) if not is_there)
        cells = (
            self.told.judged(concern, gone)
            for concern in concerns(self.told.brief, [fact for fact in self.touched if fact.key not in gone])
        )
        return tuple(
            Judged(cell.concern.low, cell.concern.high, cell.status == HEARD, cell.status != NOT_HEARD)
            for cell in cells
        )


def _units(facts: Iterable[Fact]) -> list[list[Fact]]:
    by: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        by[fact.a, fact.b].append(fact)
    return [by[about] for about in sorted(by)]
