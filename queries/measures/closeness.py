"""Closeness: how few steps everybody who can reach one needs to do so.

Freeman (1979), "Centrality in social networks", Social Networks 1(3), on inward distances; where not all
reach a node, scaled by the part that does, after Wasserman and Faust (1994), *Social Network Analysis*,
formula 5.22.  Not linear in ties: ask `cost` first, and take pivots where it is much.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from queries.measures.distances import Array, lengths, steps
from queries.measures.pivots import Cost, Pivots, chosen, cost_of

SECONDS_PER_STEP = 6e-10
SECONDS_PER_STEP_BY_DISTANCE = 5e-8
WORDS = 8
"""So many words of 64 sources are followed at once."""
FEW = 64
"""Nodes with more ties in than this are gathered one by one, the others a tie at a time."""
LONG = 500
"""Where routes are longer than this, each source is followed by itself."""
CELLS = 4_000_000
"""About so many distances are held at once."""

Words = NDArray[np.uint64]
Sums = tuple[Array, Array]


def closeness(
    w: csr_array, *, directed: bool = True, pivots: Pivots = None, seed: int = 0, wasserman_faust: bool = True
) -> Array:
    """C_C of each row of `w`, by the number of ties on the way **to** it: 0 to 1.

    C_C(v) = r / S, with r the number of others that reach v and S the sum of their distances; with
    `wasserman_faust`, times r / (n - 1), so that being near to few does not look like being near to
    all.  `w` (n x n) holds strengths, of which only 0 (no tie) and not 0 (a tie) count; loops do not.
    With `directed` False a tie runs both ways, whichever way it is stored.  For distances *from* a node
    give `w.T`.  Nobody reaches an isolate: 0; so has one node alone.

    `pivots` (see `pivots.chosen`) follows the routes from some nodes only and takes them for all; those
    drawn are seeded, and depend on the order of rows.  With a single pivot its own value is
    undefined (nan), since no other distance to it was looked at.

    Raises `AantafelError` where `w` is not square, has negative or infinite weights, or `pivots` are none
    or more than n.  Steps: n x (n + ties), or pivots x (n + ties), 64 at a time.

    In a chain 0 -> 1 -> 2, 0 is not reached; 1 is by one of two; 2 by two, in one and two steps.

    >>> closeness(csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])).round(4).tolist()
    [0.0, 0.5, 0.6667]
    """
    ties = steps(w, directed=directed)
    sources = chosen(ties.shape[0], pivots, seed)
    return _close(_by_words(ties, sources), sources, wasserman_faust)


def closeness_by_distance(
    d: csr_array, *, directed: bool = True, pivots: Pivots = None, seed: int = 0, wasserman_faust: bool = True
) -> Array:
    """C_C of each row of `d`, by the length of the shortest route to it; otherwise as `closeness`.

    `d` (n x n) holds the length of each tie, 0 or more, in any unit: **the larger, the further apart**.
    A strength is no length: take its inverse, or -ln of a trust.  A stored 0 is a tie without length.
    Of parallel ties the shortest counts.  The value has the unit 1 / length, and no upper end; where all
    who reach a node are at distance 0 it is undefined, and 0 is returned, as in NetworkX.
    Raises `AantafelError` as `closeness` does.  Steps: as many, each some hundred times dearer.

    >>> d = csr_array([[0.0, 1, 3], [0, 0, 1], [0, 0, 0]])     # to 2: from 0 by way of 1, 2; from 1, 1
    >>> closeness_by_distance(d).round(4).tolist()
    [0.0, 0.5, 0.6667]
    """
    ties = lengths(d, directed=directed)
    sources = chosen(ties.shape[0], pivots, seed)
    return _close(_one_by_one(ties, sources), sources, wasserman_faust)


def cost(w: csr_array, pivots: Pivots = None, *, directed: bool = True, by_distance: bool = False) -> Cost:
    """What `closeness` of `w` costs, from all nodes or from pivots, before it starts.

    >>> cost(csr_array([[0.0, 1], [1, 0]])).sources
    2
    """
    per_step = SECONDS_PER_STEP_BY_DISTANCE if by_distance else SECONDS_PER_STEP
    return cost_of(w, pivots, per_step, both_ways=not directed)


def _close(sums: Sums, sources: NDArray[np.int64], wasserman_faust: bool) -> Array:
    """From how many sources reach each node, and at which distance in sum, to what all others do."""
    reached, total = sums
    n = len(reached)
    looked = np.full(n, float(len(sources)))
    looked[sources] -= 1  # nobody is one of the others to itself
    found = np.divide(reached, total, out=np.zeros(n), where=total > 0)
    if wasserman_faust:
        found *= np.divide(reached, looked, out=np.zeros(n), where=looked > 0)
    found[(looked == 0) & (n > 1)] = np.nan
    return found


def _by_words(ties: csr_array, sources: NDArray[np.int64]) -> Sums:
    """Breadth-first search from many sources at once, one bit for each; by Dijkstra where routes are long."""
    n = ties.shape[0]
    reached, total = np.zeros(n), np.zeros(n)
    gather = _Gather(ties)
    for at in range(0, len(sources), 64 * WORDS):
        for depth, fresh in gather.shells(sources[at : at + 64 * WORDS]):
            reached += fresh
            total += depth * fresh
            if depth == LONG:
                return _one_by_one(ties, sources)
    return gather.in_order(reached), gather.in_order(total)


class _Gather:
    """The ties into each node, nodes with many first, so that the j-th ties of all lie side by side."""

    def __init__(self, ties: csr_array) -> None:
        into = csr_array(ties.T)
        self.order = np.argsort(-np.diff(into.indptr), kind="stable")
        into = into[self.order][:, self.order]
        start, self.near = into.indptr.astype(np.int64), into.indices.astype(np.int64)
        size = np.diff(start)
        self.n, self.hubs = len(size), int((size > FEW).sum())
        self.hub_start, self.hub_near = start[: self.hubs], self.near[: start[self.hubs]]
        rest_start, rest_size = start[self.hubs : -1], size[self.hubs :]
        many = int(rest_size[0]) if len(rest_size) else 0
        self.nth = [self.near[rest_start[: int((rest_size > j).sum())] + j] for j in range(many)]

    def in_order(self, values: Array) -> Array:
        """Values in the order of rows again."""
        back = np.empty(self.n)
        back[self.order] = values
        return back

    def shells(self, sources: NDArray[np.int64]) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """Each depth with the number of sources that reach each node there; nodes with many ties first."""
        place = np.empty(self.n, np.int64)
        place[self.order] = np.arange(self.n)
        bit = np.arange(len(sources))
        seen = np.zeros((self.n, -(-len(sources) // 64)), np.uint64)
        seen[place[sources], bit // 64] = np.uint64(1) << (bit % 64).astype(np.uint64)
        front, depth = seen.copy(), 0
        while True:
            front, depth = self._spread(front) & ~seen, depth + 1
            fresh = ones(front)
            if not fresh.any():
                return
            seen |= front
            yield depth, fresh

    def _spread(self, front: Words) -> Words:
        """What the ties into each node bring."""
        found = np.zeros_like(front)
        if self.hubs:
            brought = front.take(self.hub_near, axis=0)
            found[: self.hubs] = np.bitwise_or.reduceat(brought, self.hub_start, axis=0)
        rest = found[self.hubs :]
        for near in self.nth:
            part = rest[: len(near)]
            np.bitwise_or(part, front.take(near, axis=0), out=part)
        return found


_ONES = np.array([number.bit_count() for number in range(1 << 16)], np.uint8)


def ones_by_table(words: Words) -> NDArray[np.int64]:
    """As `ones`, for a numpy before 2.0, which cannot count bits.

    >>> ones_by_table(np.array([[7, 1], [0, 2**63]], np.uint64)).tolist()
    [4, 1]
    """
    counted = _ONES[np.ascontiguousarray(words).view(np.uint16)]
    return np.asarray(counted.sum(axis=1, dtype=np.int64))


def ones(words: Words) -> NDArray[np.int64]:
    """How many bits of each row are 1.

    >>> ones(np.array([[7, 1], [0, 2**63]], np.uint64)).tolist()
    [4, 1]
    """
    if hasattr(np, "bitwise_count"):
        return np.asarray(np.bitwise_count(words).sum(axis=1, dtype=np.int64))
    return ones_by_table(words)


def _one_by_one(d: csr_array, sources: NDArray[np.int64]) -> Sums:
    """By Dijkstra's algorithm from each source."""
    n = d.shape[0]
    reached, total = np.zeros(n), np.zeros(n)
    batch = max(CELLS // max(n, 1), 1)
    for at in range(0, len(sources), batch):
        far = dijkstra(d, indices=sources[at : at + batch])
        near = np.isfinite(far)
        near[np.arange(len(far)), sources[at : at + batch]] = False
        reached += near.sum(axis=0)
        total += np.where(near, far, 0.0).sum(axis=0)
    return reached, total
