"""Dependence in many worlds, of pairs and added up by whom they depend on (`queries.dependence`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from queries.concentration import NOT_ONE
from queries.dependence import dependencies, permits
from queries.draws import Array, Batch, Worlds, column
from queries.draws.shares import RELATIONS as OF_SHARES
from queries.draws.shares import ShareTable
from queries.measures.spread import within
from queries.question import Brief
from queries.sides import ANYTHING, Interval

Pair = tuple[str, str]
RELATIONS = (*OF_SHARES, "REGULATES")


def standing(brief: Brief) -> Mapping[Pair, Interval]:
    """How much i depends on j, least and most; without the pairs of which nothing is known but the tie."""
    return {pair: one.ends for pair, one in dependencies(brief).items() if one.ends != ANYTHING}


def rests_on(brief: Brief) -> Mapping[Pair, frozenset[str]]:
    """The root sources behind each pair."""
    return {
        pair: frozenset(root for need in one.needs for fact in need.facts for root in fact.roots)
        for pair, one in dependencies(brief).items()
        if one.ends != ANYTHING
    }


def order(brief: Brief, pair: Pair) -> str:
    """The order in which a pair has a place: one for all, none for who stands for several."""
    return "" if any(brief.net.nodes[node].get("extent") in NOT_ONE for node in pair) else "all"


def drawn(brief: Brief, items: Sequence[Pair], worlds: Worlds) -> Array:
    """Dependence of each pair in each world, 0 where nothing of it is there: (items x worlds)."""
    needs = Needs(worlds)
    rows = [needs.row[pair] for pair in items]
    found = np.empty((len(rows), worlds.count))
    at = 0
    for batch in worlds.batches(needs.width):
        found[:, at : at + batch.size] = needs.dependence(batch)[rows]
        at += batch.size
    return found


class Needs:
    """Every means by which somebody needs another, ready to be drawn; of a pair the most critical counts.

    Whether a permit is needed that nobody is sure of is drawn as what it may mean: anything from 0 to 1.
    """

    def __init__(self, worlds: Worlds) -> None:
        self.worlds, self.shares = worlds, ShareTable(worlds)
        allowed = list(permits(worlds.brief.facts))
        self._permits_there = worlds.any_of(need.facts for _, need in allowed)
        self._permit = column(
            (d.low, np.nan if d.point is None else d.low, d.high) for d in (n.dependence for _, n in allowed)
        )
        pairs = [(one.holder, one.partner) for one in self.shares.shares] + [pair for pair, _ in allowed]
        self._order = np.array(sorted(range(len(pairs)), key=lambda at: (pairs[at], at)), dtype=int)
        ordered = [pairs[at] for at in self._order]
        self._start = np.array(
            [at for at, pair in enumerate(ordered) if not at or pair != ordered[at - 1]], dtype=int
        )
        self.pairs = tuple(ordered[at] for at in self._start)
        self.row = {pair: at for at, pair in enumerate(self.pairs)}

    @property
    def width(self) -> int:
        """How many rows the largest table has."""
        return max(len(self._order), self.shares.width)

    def dependence(self, batch: Batch) -> Array:
        """dep(i on j), 0 to 1: (pairs x worlds)."""
        allowed = within(batch.normal("permits", len(self._permit[0])), *self._permit)
        every = np.concatenate(
            [self.shares.drawn(batch).dependence, allowed * self._permits_there(batch)], axis=0
        )
        if not len(self._start):
            return every
        return np.asarray(np.maximum.reduceat(every[self._order], self._start, axis=0))
