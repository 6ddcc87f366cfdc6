"""What goes into what: the shares of everybody's purchases as matrices, which chains are followed on.

Direction is from the buyer to the supplier, so that a walk leads back to where things come from; shares
are those of `queries.shares`: summed over products within one source and one period, never over sources.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from scipy.sparse import csr_array

from graph.facts import Facts
from queries.question import Brief
from queries.shares import shares
from queries.sides import TINY, Interval, Share

Pair = tuple[str, str]
PURCHASES = "purchases"


@dataclass(frozen=True)
class Inputs:
    """Who buys how much from whom.

    `parts`: the least and most of the buyer's purchases that come from the supplier, 0 to 1; who claims
    more than the whole is scaled down to it.  `shares`: what these rest on.
    """

    nodes: tuple[str, ...]
    parts: Mapping[Pair, Interval]
    shares: Mapping[Pair, Share]

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The row of each node."""
        return {node: row for row, node in enumerate(self.nodes)}

    @cached_property
    def known(self) -> csr_array:
        """n x n, buyer by supplier: the part that surely comes from there; no stored zeros."""
        return self._matrix({pair: ends.low for pair, ends in self.parts.items() if ends.low > 0})

    @cached_property
    def is_open(self) -> csr_array:
        """n x n: 1 where it may be more than what is known."""
        return self._matrix({pair: 1.0 for pair, ends in self.parts.items() if ends.point is None})

    @cached_property
    def ties(self) -> csr_array:
        """n x n: 1 where something is or may be bought, whatever the part."""
        return self._matrix({pair: 1.0 for pair, ends in self.parts.items() if ends.high > 0})

    @cached_property
    def rest(self) -> Mapping[str, float]:
        """For each node the part of its purchases that no known share speaks of, 0 to 1."""
        known = np.asarray(self.known.sum(axis=1), dtype=float)
        left = np.where(known > 1 - TINY, 0.0, 1.0 - known)
        return dict(zip(self.nodes, left.tolist(), strict=True))

    def suppliers_of(self, buyer: str) -> tuple[str, ...]:
        """From whom somebody buys, or may buy, something."""
        start, end = self.ties.indptr[self.index[buyer] : self.index[buyer] + 2]
        return tuple(self.nodes[row] for row in self.ties.indices[start:end])

    def _matrix(self, entries: Mapping[Pair, float]) -> csr_array:
        at = [(self.index[buyer], self.index[supplier]) for buyer, supplier in entries]
        rows, columns = np.array(at, int).reshape(-1, 2).T
        return csr_array((np.array(list(entries.values()), float), (rows, columns)), (len(self.nodes),) * 2)


_DONE: WeakKeyDictionary[Facts, Inputs] = WeakKeyDictionary()


def inputs(brief: Brief) -> Inputs:
    """The shares of purchases of everybody in the network, in its order.  Linear in ties."""
    if brief.facts not in _DONE:
        bought = {(one.holder, one.partner): one for one in shares(brief) if one.means == PURCHASES}
        whole: dict[str, float] = defaultdict(float)
        for (buyer, _), one in bought.items():
            whole[buyer] += one.share.low
        parts = {
            pair: Interval(
                one.share.low / max(whole[pair[0]], 1.0), min(one.share.high / max(whole[pair[0]], 1.0), 1.0)
            )
            for pair, one in bought.items()
        }
        _DONE[brief.facts] = Inputs(brief.stakeholders(), parts, bought)
    return _DONE[brief.facts]
