"""Tied pairs and their triangles: found once, used by every measure that looks at three at a time.

Pairs are ranked by degree and each triangle is found from its least tied node, which bounds the work
by m^1.5 for m ties (Chiba and Nishizeki 1985, "Arboricity and subgraph listing algorithms", SIAM
Journal on Computing 14(1); Latapy 2008 for the form used here).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.layer import checked

Array = NDArray[np.float64]
Ids = NDArray[np.int64]
Numbers = NDArray[np.int32]

BLOCK = 1 << 17
"""So many open or closed triples are looked at together, some 8 MB: more would not fit near the processor."""
MOST = np.iinfo(np.uint16).max
"""Nodes with more ties than this rank as equal: numbers this small are sorted in one go."""
KEPT = 1 << 24
"""Up to so many triangles are remembered (12 bytes each); more are found anew in each round."""


class Block(NamedTuple):
    """Some triangles a, b, c in rising rank: the edge of a and b, of a and c, of b and c."""

    ab: Numbers
    ac: Numbers
    bc: Numbers


class Triangles:
    """The edges of a layer, which are pairs tied in either direction, and its triangles.

    `w` (n x n) is a layer.  Edge e joins node `low[e]` to node `high[e]`, where `high[e]` has more
    ties (or as many, and comes later).  Iterating gives every triangle of three edges exactly once, in
    blocks.  Loops are left out.  A stored tie of weight 0 counts as an edge here, so that a tie may
    come and go between draws; the measures leave out what weighs 0.  Raises `AantafelError` where
    `w` is no layer.  Memory: some 55 bytes a tie, `BLOCK` and `KEPT`.

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
        self._bits = max(self.n - 1, 0).bit_length()
        i, j = _ends(w)
        is_pair = i != j
        loops = i[~is_pair]
        degree = np.diff(w.indptr) + np.bincount(j, minlength=self.n)
        degree[loops] -= 2
        order = np.argsort(np.minimum(degree, MOST).astype(np.uint16), kind="stable")
        self._rank = np.empty(self.n, dtype=np.int64)
        self._rank[order] = np.arange(self.n)
        key, forward = self._keys(i, j)
        self._key, pair = _numbered(key[is_pair])
        self._place = np.full(len(i), -1, dtype=np.int32)
        self._place[is_pair] = np.where(forward[is_pair], pair, pair + len(self._key))
        self._pattern = w.indptr.copy(), w.indices.copy()  # the caller may change his
        own, high = np.arange(len(self._key), dtype=np.int32), self._key & ((1 << self._bits) - 1)
        many = np.bincount(self._key >> self._bits, minlength=self.n)
        start = np.concatenate([[0], np.cumsum(many)]).astype(np.int32)
        self.low, self.high = np.repeat(order, many), order[high]
        self._after = np.repeat(start[1:] - 1, many) - own
        self._upward = csr_array((own + 1, high.astype(np.int32), start), shape=w.shape)
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
        count = len(self._key)
        each = np.zeros(2 * count + 1)  # one place more, for what is no pair
        each[self._places(w)] = w.data
        both: Array = each[:-1].reshape(2, count)
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
        if self._found is not None:
            yield from self._found
            return
        kept: list[Block] = []
        count = 0
        for block in _evenly(self._search(), self._block):
            count += len(block.ab)
            if count <= self._kept:
                kept.append(block)
            yield block
        if count <= self._kept:
            self._found = kept

    def _keys(self, i: Ids, j: Ids) -> tuple[Ids, NDArray[np.bool_]]:
        """For each tie the number of its pair, and whether it runs from lower to higher rank."""
        a, b = self._rank[i], self._rank[j]
        key = np.minimum(a, b)
        key <<= self._bits
        key |= np.maximum(a, b)
        return key, a < b

    def _places(self, w: csr_array) -> Numbers:
        """For each stored tie its edge, behind those the way back; -1 for a loop and for a new pair of 0."""
        if w.shape[0] != self.n:
            raise AantafelError.of("measures.other_nodes", nodes=self.n, given=w.shape[0])
        if all(np.array_equal(a, b) for a, b in zip(self._pattern, (w.indptr, w.indices), strict=True)):
            return self._place
        i, j = _ends(w)
        key, forward = self._keys(i, j)
        at = np.searchsorted(self._key, key)
        known = np.append(self._key, -1)[at] == key
        if ((w.data > 0) & ~known & (i != j)).any():
            raise AantafelError.of("measures.other_ties")
        return np.where(known, np.where(forward, at, at + len(self._key)), -1).astype(np.int32)

    def _search(self) -> Iterator[Block]:
        """The triangles: of each two edges ab and ac that may close, those for which bc is an edge."""
        high = self._upward.indices
        for ab, ac in self._open():
            bc = self._upward[high[ab], high[ac]]  # 1 more than the number of the edge, 0 where there is none
            closed = np.flatnonzero(bc)
            yield Block(ab[closed], ac[closed], bc[closed] - 1)

    def _open(self) -> Iterator[tuple[Numbers, Numbers]]:
        """From each edge ab on with the later edges ac of the same a; those of which bc is surely none go.

        64 bits a node say of most pairs that they are none (Bloom 1970, "Space/time trade-offs in hash coding
        with allowable errors", Communications of the ACM 13(7)).
        """
        high, edges = self._upward.indices, np.flatnonzero(self._after).astype(np.int32)
        bit = np.uint64(1) << (high & 63).astype(np.uint64)
        any_of = np.zeros(self.n, dtype=np.uint64)
        has_some = np.flatnonzero(np.diff(self._upward.indptr))
        any_of[has_some] = np.bitwise_or.reduceat(bit, self._upward.indptr[has_some])
        after = self._after[edges]
        done = np.cumsum(after, dtype=np.int64)
        start = 0
        while start < len(edges):
            before = done[start] - after[start]
            stop = max(int(np.searchsorted(done, before + self._block, side="right")), start + 1)
            own, many = edges[start:stop], after[start:stop]
            end = (done[start:stop] - before).astype(np.int32)
            ac = np.repeat(own + 1 - (end - many), many) + np.arange(end[-1], dtype=np.int32)
            likely = np.flatnonzero(np.repeat(any_of[high[own]], many) & bit[ac])
            if len(likely):
                yield np.repeat(own, many)[likely], ac[likely]
            start = stop


def _ends(w: csr_array) -> tuple[Ids, Ids]:
    rows = np.repeat(np.arange(w.shape[0], dtype=np.int64), np.diff(w.indptr))
    return rows, w.indices.astype(np.int64)


def _numbered(key: Ids) -> tuple[Ids, Numbers]:
    """The different keys, which are 0 or more, in rising order; and of each key its number among them."""
    bits = len(key).bit_length()
    if int(key.max(initial=0)) >> (63 - bits):
        different, which = np.unique(key, return_inverse=True)
        return different, which.reshape(-1).astype(np.int32)
    marked = key << bits
    marked |= np.arange(len(key))
    marked.sort()  # faster than to sort places by their keys
    rising = marked >> bits
    is_new = np.ones(len(key), dtype=np.bool_)
    np.not_equal(rising[1:], rising[:-1], out=is_new[1:])
    marked &= (1 << bits) - 1
    number = np.empty(len(key), dtype=np.int32)
    number[marked] = np.cumsum(is_new, dtype=np.int32) - 1
    return rising[is_new], number


def _evenly(blocks: Iterable[Block], size: int) -> Iterator[Block]:
    """The same triangles in blocks of `size`, and what is left."""
    held: list[Block] = []
    count = 0
    for block in blocks:
        held.append(block)
        count += len(block.ab)
        if count >= size:
            whole = _together(held)
            for at in range(0, count - size + 1, size):
                yield _cut(whole, at, at + size)
            held, count = [_cut(whole, count - count % size, count)], count % size
    if count:
        yield _together(held)


def _together(blocks: list[Block]) -> Block:
    return Block(*(np.concatenate(edges) for edges in zip(*blocks, strict=True)))


def _cut(block: Block, start: int, stop: int) -> Block:
    return Block(*(edges[start:stop] for edges in block))
