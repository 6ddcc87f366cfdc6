"""Tied pairs and their triangles: found once, used by every measure that looks at three at a time.

Pairs are ranked by degree and each triangle is found from its least tied node, which bounds the work
by m^1.5 for m ties (Chiba and Nishizeki 1985, "Arboricity and subgraph listing algorithms", SIAM
Journal on Computing 14(1); Latapy 2008 for the form used here).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.layer import checked

Array = NDArray[np.float64]
Ids = NDArray[np.int64]

BLOCK = 1 << 17
"""So many open or closed triples are looked at together, some 8 MB: more would not fit near the processor."""
KEPT = 1 << 24
"""Up to so many triangles are remembered (12 bytes each); more are found anew in each round."""


class Block(NamedTuple):
    """Some triangles a, b, c in rising rank: the edge of a and b, of a and c, of b and c."""

    ab: NDArray[np.int32]
    ac: NDArray[np.int32]
    bc: NDArray[np.int32]


class Triangles:
    """The edges of a layer, which are pairs tied in either direction, and its triangles.

    `w` (n x n) is a layer.  Edge e joins node `low[e]` to node `high[e]`, where `high[e]` has more
    ties (or as many, and comes later).  Iterating gives every triangle of three edges exactly once, in
    blocks.  Loops are left out.  A stored tie of weight 0 counts as an edge here, so that a tie may
    come and go between draws; the measures leave out what weighs 0.  Raises `AantafelError` where
    `w` is no layer.  Memory: 40 bytes a tie, `BLOCK` and `KEPT`.

    >>> w = csr_array([[0.0, 2, 1, 0], [0, 0, 4, 0], [0, 0, 0, 0], [0, 0, 8, 0]])
    >>> t = Triangles(w)
    >>> [(int(a), int(b)) for a, b in zip(t.low, t.high)]
    [(3, 2), (0, 1), (0, 2), (1, 2)]
    >>> [(block.ab.tolist(), block.ac.tolist(), block.bc.tolist()) for block in t]
    [([1], [2], [3])]
    """

    def __init__(self, w: csr_array, *, block: int = BLOCK, kept: int = KEPT) -> None:
        w = checked(w)
        self.n, self._block, self._kept = w.shape[0], block, kept
        i, j = _ends(w)
        is_pair = i != j
        loops = i[~is_pair]
        degree = np.diff(w.indptr) + np.bincount(j, minlength=self.n)
        degree[loops] -= 2
        order = np.argsort(degree, kind="stable")
        self._rank = np.empty(self.n, dtype=np.int64)
        self._rank[order] = np.arange(self.n)
        key, self._forward = self._keys(i, j)
        self._key, pair = np.unique(key[is_pair], return_inverse=True)
        self._edge = np.full(len(i), -1, dtype=np.int32)
        self._edge[is_pair] = pair.reshape(-1)
        self._pattern = w.indptr.copy(), w.indices.copy()  # the caller may change his
        self._low, self._high = np.divmod(self._key, max(self.n, 1))
        self.low, self.high = order[self._low], order[self._high]
        self._found: list[Block] | None = None

    def weights(self, w: csr_array, keep: Array | None = None) -> Array:
        """The two directions of each edge (2 x edges): w[low, high], and w[high, low]; 0 where none.

        `w` may be the layer itself or another of the same nodes without further pairs, as in a draw.
        `keep`, one number from 0 up for each edge, multiplies both directions; 0 leaves the pair out.
        Raises `AantafelError` where `w` ties a pair that is no edge, or `keep` does not fit.

        >>> w = csr_array([[0.0, 2, 0], [0.5, 0, 4], [0, 0, 0]])  # its edges: 2 with 1, and 0 with 1
        >>> Triangles(w).weights(w, np.array([1.0, 0.5])).tolist()
        [[0.0, 1.0], [4.0, 0.25]]
        """
        w = checked(w)
        edge, forward = self._place(w)
        count = len(self._key)
        at, data = np.where(forward, edge, edge + count), w.data
        if edge.min(initial=0) < 0:
            there = np.flatnonzero(edge >= 0)
            at, data = at[there], data[there]
        both: Array = np.bincount(at, data, 2 * count).reshape(2, count).astype(float, copy=False)
        if keep is not None:
            keep = np.asarray(keep, dtype=float)
            if keep.shape != (count,) or not ((keep >= 0) & np.isfinite(keep)).all():
                raise AantafelError.of("measures.keep", edges=count)
            with np.errstate(over="ignore"):
                both *= keep
            if not np.isfinite(both).all():
                raise AantafelError.of("measures.weights")
        return both

    def __iter__(self) -> Iterator[Block]:
        if self._found is None:
            kept: list[Block] = []
            count = 0
            for block in self._search():
                count += len(block.ab)
                if count <= self._kept:
                    kept.append(block)
                yield block
            if count <= self._kept:
                self._found = self._even(kept)
        else:
            yield from self._found

    def _keys(self, i: Ids, j: Ids) -> tuple[Ids, NDArray[np.bool_]]:
        """For each tie the number of its pair, and whether it runs from lower to higher rank."""
        a, b = self._rank[i], self._rank[j]
        return np.minimum(a, b) * self.n + np.maximum(a, b), a < b

    def _place(self, w: csr_array) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """The edge of each stored tie, -1 for a loop, and whether it runs from low to high."""
        if w.shape[0] != self.n:
            raise AantafelError.of("measures.other_nodes", nodes=self.n, given=w.shape[0])
        if all(np.array_equal(a, b) for a, b in zip(self._pattern, (w.indptr, w.indices), strict=True)):
            return self._edge, self._forward
        i, j = _ends(w)
        key, forward = self._keys(i, j)
        at = np.searchsorted(self._key, key)
        known = np.append(self._key, -1)[at] == key
        if ((w.data > 0) & ~known & (i != j)).any():
            raise AantafelError.of("measures.other_ties")
        return np.where(known, at, -1).astype(np.int32), forward

    def _search(self) -> Iterator[Block]:
        """From each edge ab go on with a later edge ac of the same a, and look whether bc is an edge."""
        key, count = self._key, len(self._key)
        after = np.cumsum(np.bincount(self._low, minlength=self.n))[self._low] - np.arange(count) - 1
        done = np.cumsum(after)
        sieve, hashed = _sieve(key)
        start = 0
        while start < count:
            before = done[start] - after[start]
            stop = max(int(np.searchsorted(done, before + self._block, side="right")), start + 1)
            many, end = after[start:stop], done[start:stop] - before
            first = np.arange(start, stop) + 1 - (end - many)
            ac = np.repeat(first, many) + np.arange(end[-1])
            wanted = np.repeat(self._high[start:stop] * self.n, many)
            wanted += self._high[ac]
            likely = np.flatnonzero(sieve[hashed(wanted)])
            wanted = wanted[likely]
            bc = np.searchsorted(key, wanted)
            closed = key[np.minimum(bc, count - 1)] == wanted
            likely, bc = likely[closed], bc[closed]
            ab = start + np.searchsorted(end, likely, side="right")
            yield Block(*(edge.astype(np.int32) for edge in (ab, ac[likely], bc)))
            start = stop

    def _even(self, blocks: list[Block]) -> list[Block]:
        """The same triangles in as few blocks as may be."""
        whole = [np.concatenate(edges) for edges in zip(*blocks, strict=True)]
        if not whole:
            return []
        starts = range(0, len(whole[0]), self._block)
        return [Block(*(edges[at : at + self._block] for edges in whole)) for at in starts]


def _ends(w: csr_array) -> tuple[Ids, Ids]:
    rows = np.repeat(np.arange(w.shape[0], dtype=np.int64), np.diff(w.indptr))
    return rows, w.indices.astype(np.int64)


def _sieve(key: Ids) -> tuple[NDArray[np.bool_], Callable[[Ids], NDArray[np.uint64]]]:
    """A table that knows at once of most numbers that they are not among these (Bloom 1970)."""
    bits = max(10, len(key).bit_length() + 4)
    shift, golden = np.uint64(64 - bits), np.uint64(0x9E3779B97F4A7C15)

    def hashed(numbers: Ids) -> NDArray[np.uint64]:
        return (numbers.view(np.uint64) * golden) >> shift

    table = np.zeros(1 << bits, dtype=bool)
    table[hashed(key)] = True
    return table, hashed
