"""Total influence in many worlds: `queries.influence` of each world as if it were the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.schema import PEOPLE
from queries.concentration import NOT_ONE
from queries.draws import Array, Batch, Ends, Worlds, column, ends_of
from queries.draws.shares import RELATIONS as OF_SHARES
from queries.draws.shares import ShareTable
from queries.measures.influence import attenuation, total_influence
from queries.measures.spread import within
from queries.measures.worlds import influence_in_worlds
from queries.project import ASSUMED, STATED, Pair, Part, influence, influence_parts
from queries.question import Brief
from queries.sides import Interval

RELATIONS = ("INFLUENCES", "OWNS", *OF_SHARES, *ASSUMED)
FIELD = {STATED: "strength", "OWNS.share": "share"}


def standing(brief: Brief) -> Mapping[str, Interval]:
    """Total influence on the map as it stands, of each who has a value (`computed`); what is missing is 0."""
    layer = influence(brief)
    total = total_influence(layer.ties)
    values = {node: float(total[layer.index[node]]) for node, told in computed(brief).items() if told}
    return {node: Interval(value, value) for node, value in values.items()}


def computed(brief: Brief) -> Mapping[str, bool]:
    """Of each stakeholder with a tie that moves somebody: whether the size of at least half is known."""
    layer = influence(brief)
    ties: dict[str, int] = {}
    lacking: dict[str, int] = {}
    for pair in layer.rests_on:
        ties[pair[0]] = ties.get(pair[0], 0) + 1
        if pair in layer.missing and pair not in layer.weights:
            lacking[pair[0]] = lacking.get(pair[0], 0) + 1
    return {node: 2 * lacking.get(node, 0) <= n for node, n in ties.items()}


def rests_on(brief: Brief) -> Mapping[str, frozenset[str]]:
    """The root sources behind the ties by which each moves somebody."""
    found: dict[str, set[str]] = {}
    for (one, _), facts in influence(brief).rests_on.items():
        found.setdefault(one, set()).update(root for fact in facts for root in fact.roots)
    return {node: frozenset(roots) for node, roots in found.items()}


def is_ranked(brief: Brief, node: str) -> bool:
    """Whether somebody has a place in an order: no people, and nobody who stands for several."""
    kind = brief.kind(node)
    return kind not in PEOPLE and kind != "Person" and brief.net.nodes[node].get("extent") not in NOT_ONE


def order(brief: Brief, node: str) -> str:
    """The order in which somebody has a place: one for all but people and who stands for several."""
    return "all" if is_ranked(brief, node) else ""


def drawn(brief: Brief, items: Sequence[str], worlds: Worlds) -> Array:
    """Total influence of each of `items` in each world: (items x worlds).

    How far influence carries through others (b) is that of the map as it stands, the same in all worlds.
    """
    ties, b = InfluenceTies(worlds), attenuation(influence(brief).ties)
    rows = [ties.index[node] for node in items]
    found = np.empty((len(rows), worlds.count))
    at = 0
    for batch in worlds.batches(ties.width):
        total = influence_in_worlds(ties.pattern, ties.weights(batch), b)
        found[:, at : at + batch.size] = total[rows]
        at += batch.size
    return found


class InfluenceTies:
    """The influence layer with room for what is not known: one pattern, weights for each world.

    Of each pair the largest way that is there counts; a strength that somebody states replaces the
    others where it is there (`queries.project.influence_parts`).  A way of which nobody states the size
    is drawn: a share within what its side leaves, a strength or a part owned anywhere from 0 to 1.
    """

    def __init__(self, worlds: Worlds) -> None:
        self.worlds, self.shares = worlds, ShareTable(worlds)
        nodes = worlds.brief.stakeholders()
        self.index = {node: row for row, node in enumerate(nodes)}
        ways = sorted(
            (self.index[one.pair[0]], self.index[one.pair[1]], at, one)
            for at, one in enumerate(influence_parts(worlds.brief))
            if one.pair[0] != one.pair[1]
        )
        self.ways: list[Part] = [one for *_, one in ways]
        cells = np.array([(i, j) for i, j, *_ in ways], dtype=int).reshape(-1, 2)
        new = np.ones(len(cells), dtype=bool)
        new[1:] = (cells[1:] != cells[:-1]).any(axis=1)
        self.start = np.flatnonzero(new)
        self.pairs: list[Pair] = [self.ways[at].pair for at in self.start]
        pair_of = np.cumsum(new) - 1
        size = np.bincount(cells[new, 0], minlength=len(nodes))
        indptr = np.concatenate([[0], np.cumsum(size)])
        self.pattern = csr_array(
            (np.ones(len(self.start)), cells[new, 1], indptr), shape=(len(nodes), len(nodes))
        )
        of_shares = [(at, way.share) for at, way in enumerate(self.ways) if way.share is not None]
        of_facts = [(at, way) for at, way in enumerate(self.ways) if way.share is None]
        self._of_shares, self._of_facts = _rows(at for at, _ in of_shares), _rows(at for at, _ in of_facts)
        self._share_rows = _rows(self.shares.row[s.means, s.holder, s.partner] for _, s in of_shares)
        self._fact_rows = _rows(worlds.row(way.facts[0]) for _, way in of_facts)
        self._ends = column(_ends(worlds, way) for _, way in of_facts)
        self._stated = _rows(at for at, way in of_facts if way.rule == STATED and way.weight is not None)
        self._stated_pairs = pair_of[self._stated]
        self._stated_rows = _rows(worlds.row(self.ways[at].facts[0]) for at in self._stated)

    @property
    def width(self) -> int:
        """How many rows the largest table has."""
        return max(len(self.ways), self.shares.width)

    def weights(self, batch: Batch) -> Array:
        """The weight of each tie of the pattern, 0 where it is not there: (ties x worlds)."""
        ways = np.zeros((len(self.ways), batch.size))
        ways[self._of_shares] = self.shares.drawn(batch).share[self._share_rows]
        sizes = within(batch.normal("sizes", len(self._of_facts)), *self._ends)
        ways[self._of_facts] = sizes * batch.there[self._fact_rows]
        return self._largest(ways, batch.there[self._stated_rows] > 0)

    def extremes(self) -> Array:
        """The least and the most that each tie can weigh, each for itself and all there: (ties x 2)."""
        ways = np.zeros((len(self.ways), 2))
        ways[self._of_shares] = self.shares.extremes()[self._share_rows]
        ways[self._of_facts] = np.hstack([self._ends[0], self._ends[2]])
        return self._largest(ways, np.ones((len(self._stated), 2), dtype=bool))

    def _largest(self, ways: Array, is_stated: NDArray[np.bool_]) -> Array:
        if not self.ways:
            return ways
        found = np.maximum.reduceat(ways, self.start, axis=0)
        found[self._stated_pairs] = np.where(is_stated, ways[self._stated], found[self._stated_pairs])
        return np.asarray(found)


def _ends(worlds: Worlds, way: Part) -> Ends:
    if way.rule in FIELD:
        return ends_of(worlds, way.facts[0], FIELD[way.rule])
    assert way.weight is not None
    return way.weight, way.weight, way.weight


def _rows(rows: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(rows, np.int64)
