"""How sure a number and a comparison are: many seeded draws, and each root source left out in turn.

`sureness(brief, measure)` is the way in.  A sentence that compares needs `ENOUGH` of the draws and every
run without one root source in which both keep a value (`docs/definitions.md`, "How sure").
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import ModuleType
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from graph.facts import Facts
from queries.draws import (
    BUDGET,
    DRAWS,
    FEWEST,
    Array,
    Worlds,
    bargaining,
    concentration,
    constraint,
    coverage,
    dependence,
    influence,
    power_over,
)
from queries.draws.missing import RATES, WITH_MORE
from queries.measures.ranks import SAME, among_first, interval, kendall, ranks
from queries.question import Brief
from queries.sides import Interval

ENOUGH = 0.9
WITH_MORE_DRAWS = 200
YES, NO, ONE_SOURCE = "yes", "no", "one_source"
MEASURES: Mapping[str, ModuleType] = {
    "influence": influence,
    "dependence": dependence,
    "power_over": power_over,
    "concentration": concentration,
    "constraint": constraint,
    "coverage": coverage,
    "bargaining": bargaining,
}


@dataclass(frozen=True, eq=False)
class Sure:
    """One measure in many worlds.

    `items` are nodes, pairs or whatever the measure is of.  `ends` (items x 2) is the value of each on
    the map as it stands, least and most where something is missing, nan where it is not worked out;
    `values` (items x draws) its value in each world, nan where it has none there; `without` gives, for
    each root source left out, the ends that are left, nan where none are; `rests_on` the root sources
    behind each; `order` the order in which each has a place, "" for none.
    """

    measure: str
    items: tuple[Any, ...]
    ends: Array = field(repr=False)
    values: Array = field(repr=False)
    without: Mapping[str, Array] = field(repr=False)
    rests_on: tuple[frozenset[str], ...] = field(repr=False)
    order: tuple[str, ...] = field(repr=False)
    seed: int

    @property
    def draws(self) -> int:
        """How many worlds were drawn."""
        return int(self.values.shape[1])

    @cached_property
    def row(self) -> Mapping[Hashable, int]:
        """Where each item stands in the arrays."""
        return {item: at for at, item in enumerate(self.items)}

    def between(self, item: Hashable) -> Interval | None:
        """The 5 % and 95 % points of an item's value over the draws; None where it has none."""
        return _pair(self._between, self.row.get(item))

    def rank(self, item: Hashable) -> Interval | None:
        """The 5 % and 95 % points of an item's rank, 1 for the largest; None where it has no place."""
        return _pair(self._rank, self.row.get(item))

    def top(self, item: Hashable, k: int = 3) -> float | None:
        """The share of draws, 0 to 1, in which an item is among the first `k`; None where it has no place.

        Where several are equal across the border, each is there for a part.
        """
        at = self.row.get(item)
        if at is None or not self.draws or np.isnan(self._top(k)[at]):
            return None
        return float(self._top(k)[at])

    def tau(self, order: str = "all") -> tuple[float, Interval] | None:
        """Kendall's tau between the order of a draw and that on the map: its middle, and 5 % and 95 %.

        None where fewer than two have a place, or all are equal.
        """
        rows = self._rows(order)
        found = kendall(self._middle[rows], self.values[rows])
        known = found[~np.isnan(found)]
        if not len(known):
            return None
        ends = interval(known[None, :])
        return float(interval(known[None, :], 0.5).low[0]), Interval(float(ends.low[0]), float(ends.high[0]))

    def has_place(self, item: Hashable) -> bool:
        """Whether an item has a place in an order: it may have one, and has a value on the map."""
        at = self.row.get(item)
        return at is not None and bool(self.order[at]) and not np.isnan(self._middle[at])

    def more(self, a: Hashable, b: Hashable) -> float:
        """The share of draws, 0 to 1, in which `a` has more than `b`; 0 where either is not known."""
        return self.share(lambda value: _above(value[a], value[b]), a, b)

    def share(self, holds: Callable[[Mapping[Hashable, Array]], Any], *items: Hashable) -> float:
        """The share of draws, 0 to 1, in which something holds of the values of `items`.

        `holds` gets each item's values over the draws and gives true or false for each; a draw in
        which one of the items has no value counts as one in which it does not hold.
        """
        if not self.draws or any(item not in self.row for item in items):
            return 0.0
        values = {item: self.values[self.row[item]] for item in items}
        known = ~np.any([np.isnan(value) for value in values.values()], axis=0)
        return float(np.mean(np.asarray(holds(values), dtype=bool) & known))

    def may_say(self, a: Hashable, b: Hashable) -> str:
        """Whether it may be said that `a` has more than `b`: "yes", "no" or "one_source".

        Yes, if it is so on the map, in `ENOUGH` of the draws, and in every run without one root source in
        which both keep a value; where something is missing, at both ends.  With no such run that takes
        away something on which either rests, it rests on one source.
        """
        one, other = self.row.get(a), self.row.get(b)
        if one is None or other is None:
            return NO

        def holds(ends: Array) -> bool:
            return bool(np.all(_above(ends[one], ends[other])))

        if not holds(self.ends) or self.more(a, b) < ENOUGH:
            return NO
        return self._over_runs((one, other), holds)

    def in_top(self, item: Hashable, k: int = 3) -> str:
        """Whether it may be said that `item` is among the first `k`: "yes", "no" or "one_source".

        No where only `k` or fewer have a place: then it says nothing.
        """
        at, share = self.row.get(item), self.top(item, k)
        if at is None or share is None or share < ENOUGH or len(self._rows(self.order[at])) <= k:
            return NO
        rows = self._rows(self.order[at])
        own = int(np.flatnonzero(rows == at)[0])

        def holds(ends: Array) -> bool:
            return bool((among_first(ends[rows], k)[own] == 1).all())

        return self._over_runs((at,), holds) if holds(self.ends) else NO

    def _over_runs(self, rows: Sequence[int], holds: Callable[[Array], bool]) -> str:
        own, tested = list(rows), False
        for root, left in self.without.items():
            if np.isnan(left[own]).any():
                continue
            if not holds(left):
                return NO
            changed = not np.array_equal(left[own], self.ends[own])
            tested = tested or changed or any(root in self.rests_on[at] for at in own)
        return YES if tested else ONE_SOURCE

    @cached_property
    def _middle(self) -> Array:
        return np.asarray(self.ends.mean(axis=1), dtype=float)

    @cached_property
    def _between(self) -> Array:
        return np.column_stack(interval(self.values))

    @cached_property
    def _rank(self) -> Array:
        found = np.full((len(self.items), 2), np.nan)
        for order in set(self.order) - {""}:
            rows = self._rows(order)
            found[rows] = np.column_stack(interval(ranks(self.values[rows])))
        return found

    def _rows(self, order: str) -> NDArray[np.int64]:
        """The rows that have a place in an order: those with a value on the map."""
        known = ~np.isnan(self._middle)
        return np.array([at for at, own in enumerate(self.order) if own == order and known[at]], dtype=int)

    def _top(self, k: int) -> Array:
        if k not in self._tops:
            found = np.full(len(self.items), np.nan)
            for order in set(self.order) - {""}:
                rows = self._rows(order)
                found[rows] = among_first(self.values[rows], k).mean(axis=1)
            self._tops[k] = found
        return self._tops[k]

    @cached_property
    def _tops(self) -> dict[int, Array]:
        return {}


_DONE: WeakKeyDictionary[Facts, dict[Any, Any]] = WeakKeyDictionary()


def sureness(brief: Brief, measure: str) -> Sure:
    """How sure a measure is on this map: see `Sure`.  Worked out once for a network and a seed.

    `measure` is one of `MEASURES`; `KeyError` for another.  The number of draws and the seed are the
    settings'.  Time grows with ties x draws, and with ties x root sources.
    """
    count = draws_of(brief, MEASURES[measure].RELATIONS, getattr(MEASURES[measure], "TIMES", 1))
    done, what = _DONE.setdefault(brief.facts, {}), (measure, count, brief.settings.seed, brief.guests)
    if what not in done:
        done[what] = _sureness(brief, measure, count)
    sure: Sure = done[what]
    return sure


def if_missing(brief: Brief, measure: str, rate: float) -> Sure:
    """The same items with a part `rate` of each kind of tie added (`queries.draws.missing`).

    Nothing else is drawn, so that it stands apart from `sureness`; there are `WITH_MORE_DRAWS` draws at
    most, and `without` is empty.  `measure` is one of `WITH_MORE`; `KeyError` for another.
    """
    base = sureness(brief, measure)
    done, what = _DONE[brief.facts], (measure, rate, base.draws, base.seed)
    if what not in done:
        values = WITH_MORE[measure](brief, base.items, rate, min(base.draws, WITH_MORE_DRAWS))
        done[what] = replace(base, values=values, without={})
    sure: Sure = done[what]
    return sure


def draws_of(brief: Brief, relations: Iterable[str], times: int = 1) -> int:
    """How many worlds to draw: what was asked for; else `DRAWS`, fewer on a large map or for hard work."""
    if brief.settings.draws is not None:
        return brief.settings.draws
    facts = sum(len(brief.facts.of(relation)) for relation in relations)
    return min(DRAWS, max(FEWEST, BUDGET // max(facts * times, 1)))


def without_root(brief: Brief, root: str) -> Brief:
    """The same map as if one root source and all its copies claimed no tie; who is who stays."""
    return replace(brief, facts=brief.facts.without(root))


def _sureness(brief: Brief, name: str, count: int) -> Sure:
    measure = MEASURES[name]
    rests = measure.rests_on(brief)
    items = tuple(sorted(rests))
    told = (*brief.facts.of(*measure.RELATIONS), *brief.facts.denied(*measure.RELATIONS))
    roots = sorted({root for fact in told for root in fact.roots})
    worlds = Worlds(brief, measure.RELATIONS, count, brief.settings.seed)
    return Sure(
        name,
        items,
        _ends(items, measure.standing(brief)),
        measure.drawn(brief, items, worlds) if count else np.zeros((len(items), 0)),
        {root: _ends(items, measure.standing(without_root(brief, root))) for root in roots},
        tuple(rests[item] for item in items),
        tuple(measure.order(brief, item) for item in items),
        brief.settings.seed,
    )


def _ends(items: Sequence[Hashable], known: Mapping[Any, Interval]) -> Array:
    return np.array([known.get(item, (np.nan, np.nan)) for item in items], dtype=float).reshape(-1, 2)


__all__ = [
    "ENOUGH", "MEASURES", "NO", "ONE_SOURCE", "RATES", "WITH_MORE", "YES", "Sure", "draws_of", "if_missing",
    "sureness", "without_root",
]  # fmt: skip


def _above(a: Any, b: Any) -> Any:
    """Whether a is more than b, and not merely by rounding."""
    return a - b > SAME * np.maximum(np.abs(a), np.abs(b))


def _pair(ends: Array, at: int | None) -> Interval | None:
    if at is None or np.isnan(ends[at]).any():
        return None
    return Interval(float(ends[at, 0]), float(ends[at, 1]))
