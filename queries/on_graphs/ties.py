"""From a NetworkX graph to the matrix that measures run on: who is tied to whom, by which number."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.errors import AantafelError

Array = NDArray[np.float64]
PARALLEL = {"sum": np.add, "max": np.fmax, "min": np.fmin}
"""How the numbers of ties side by side become one: flows add up, of trust the best counts, of lengths the
shortest."""


class Ties:
    """The ties of a graph with the edge attributes named in `weights`, as they are at this moment.

    `nodes` are in the graph's own order; a tie of an undirected graph runs both ways.  `missing` is what an
    edge without the attribute has.  Raises `AantafelError` where an attribute holds what is no number.
    Linear in nodes and ties.
    """

    __networkx_backend__ = "aantafel"

    def __init__(self, G: Any, weights: Collection[str] = (), *, missing: float = 1.0) -> None:
        self.nodes = list(G)
        self.index = {node: row for row, node in enumerate(self.nodes)}
        self.directed, self.multi = bool(G.is_directed()), bool(G.is_multigraph())
        near_of: Mapping[Any, Mapping[Any, Any]] = dict(G.adjacency())
        near = [near_of[node] for node in self.nodes]
        start = np.cumsum([0, *map(len, near)], dtype=np.int32)
        to = map(self.index.__getitem__, chain.from_iterable(near))
        self._pattern = np.fromiter(to, np.int32, int(start[-1])), start
        self._first = _first_of_each(near) if self.multi else np.arange(len(self._pattern[0]))
        self._count = len(self._pattern[0])
        self._numbers: dict[str, Array] = {}
        if self.multi or weights:
            pairs = chain.from_iterable(one.values() for one in near)
            edges = list(chain.from_iterable(one.values() for one in pairs) if self.multi else pairs)
            self._count = len(edges)
            self._numbers = {name: _numbers(edges, name, missing) for name in weights}
        self._made: dict[tuple[str | None, str], csr_array] = {}

    def __len__(self) -> int:
        return len(self.nodes)

    def is_directed(self) -> bool:
        return self.directed

    def is_multigraph(self) -> bool:
        return self.multi

    def number_of_edges(self) -> int:
        """How many ties there are, those side by side each counted."""
        return self._count if self.directed else (self._count + self._loops()) // 2

    def has_loops(self) -> bool:
        """Whether any node is tied to itself."""
        return self._loops() > 0

    def matrix(self, weight: str | None = None, parallel: str = "sum") -> csr_array:
        """A square matrix (nodes x nodes) with one entry a pair, made once; leave it as it is.

        `weight` is one of the attributes asked for, or None: then every tie has 1.  `parallel` says what ties
        side by side have: their "sum", "max" or "min".  Raises `AantafelError` for another word.
        """
        if parallel not in PARALLEL:
            raise AantafelError.of("measures.parallel", parallel=parallel, choices=", ".join(PARALLEL))
        key = weight, parallel if self.multi else ""
        if key not in self._made:
            values = np.ones(self._count) if weight is None else self._numbers[weight]
            if self.multi and len(values):
                values = PARALLEL[parallel].reduceat(values, self._first)
            indices, start = self._pattern
            made = csr_array((values, indices, start), shape=(len(self), len(self)), copy=True)
            made.sort_indices()  # in place, which is why it has arrays of its own
            self._made[key] = made
        return self._made[key]

    def row(self, node: Any) -> int:
        """The row of a node; raises `AantafelError` where the graph has none such."""
        if node not in self.index:
            raise AantafelError.of("measures.no_node", node=node)
        return self.index[node]

    def _loops(self) -> int:
        indices, start = self._pattern
        at = np.flatnonzero(indices == np.repeat(np.arange(len(self)), np.diff(start)))
        return int(np.diff(np.r_[self._first, self._count])[at].sum())


def _first_of_each(near: list[Mapping[Any, Any]]) -> NDArray[np.int64]:
    """Where the edges of each pair begin, all edges in order."""
    many = chain.from_iterable(map(len, one.values()) for one in near)
    return np.cumsum([0, *many], dtype=np.int64)[:-1]


def _numbers(edges: list[Mapping[str, Any]], name: str, missing: float) -> Array:
    """One number for each edge; not-a-number where it says None."""
    try:
        return np.fromiter((data.get(name, missing) for data in edges), float, len(edges))
    except (TypeError, ValueError) as problem:
        raise AantafelError.of("measures.no_number", attribute=name) from problem
