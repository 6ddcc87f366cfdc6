"""Burt's constraint in many worlds, on the exchange layer (`queries.measures.structural_holes`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array

from queries.draws import Array, Batch, Worlds
from queries.draws.influence import is_ranked
from queries.draws.shares import RELATIONS as RELATIONS
from queries.draws.shares import ShareTable
from queries.measures.structural_holes import constraint
from queries.measures.triangles import Triangles
from queries.project import exchange
from queries.question import Brief
from queries.sides import Interval


def standing(brief: Brief) -> Mapping[str, Interval]:
    """Constraint on the map as it stands, of each who has a value (`computed`); unknown ties left out."""
    layer = exchange(brief)
    values = constraint(layer.ties)
    told = {node: float(values[layer.index[node]]) for node, known in computed(brief).items() if known}
    return {node: Interval(value, value) for node, value in told.items() if not np.isnan(value)}


def computed(brief: Brief) -> Mapping[str, bool]:
    """Of each who trades, works or lends: whether the size of at least half of these contacts is known."""
    layer = exchange(brief)
    contacts: dict[str, dict[str, bool]] = defaultdict(dict)
    for pair in layer.rests_on:
        for one, other in (pair, pair[::-1]):
            contacts[one][other] = contacts[one].get(other, False) or pair in layer.weights
    return {node: 2 * sum(known.values()) >= len(known) for node, known in sorted(contacts.items())}


def rests_on(brief: Brief) -> Mapping[str, frozenset[str]]:
    """The root sources behind the ties of each."""
    found: dict[str, set[str]] = defaultdict(set)
    for pair, facts in exchange(brief).rests_on.items():
        for node in pair:
            found[node].update(root for fact in facts for root in fact.roots)
    return {node: frozenset(roots) for node, roots in found.items()}


def order(brief: Brief, node: str) -> str:
    """The order in which somebody has a place: one for all but people and who stands for several."""
    return "all" if is_ranked(brief, node) else ""


def drawn(brief: Brief, items: Sequence[str], worlds: Worlds) -> Array:
    """Constraint of each of `items` in each world, nan where it has no contact there: (items x worlds)."""
    ties = ExchangeTies(worlds)
    triangles = Triangles(ties.pattern)
    rows = [ties.index[node] for node in items]
    found = np.empty((len(rows), worlds.count))
    at = 0
    for batch in worlds.batches(ties.shares.width):
        for weights in ties.weights(batch).T:
            layer = csr_array((weights, ties.pattern.indices, ties.pattern.indptr), ties.pattern.shape)
            found[:, at] = constraint(layer, triangles)[rows]
            at += 1
    return found


class ExchangeTies:
    """The exchange layer with room for what is not known: one pattern, weights for each world.

    From whose whole it is to the partner: the largest share of its sales, purchases, income … in that
    world; what nobody states is drawn.
    """

    def __init__(self, worlds: Worlds) -> None:
        self.shares = ShareTable(worlds)
        nodes = worlds.brief.stakeholders()
        self.index = {node: row for row, node in enumerate(nodes)}
        ends = [(self.index[one.holder], self.index[one.partner]) for one in self.shares.shares]
        self._order = np.array(sorted(range(len(ends)), key=lambda at: (ends[at], at)), dtype=int)
        cells = np.array([ends[at] for at in self._order], dtype=int).reshape(-1, 2)
        new = np.ones(len(cells), dtype=bool)
        new[1:] = (cells[1:] != cells[:-1]).any(axis=1)
        self._start = np.flatnonzero(new)
        size = np.bincount(cells[new, 0], minlength=len(nodes))
        indptr = np.concatenate([[0], np.cumsum(size)])
        shape = (len(nodes), len(nodes))
        self.pattern = csr_array((np.ones(len(self._start)), cells[new, 1], indptr), shape=shape)

    def weights(self, batch: Batch) -> Array:
        """The weight of each tie of the pattern, 0 where it is not there: (ties x worlds)."""
        share = self.shares.drawn(batch).share
        if not len(self._start):
            return share
        return np.asarray(np.maximum.reduceat(share[self._order], self._start, axis=0))
