"""PageRank: how often a walk along the ties, that now and then starts anew anywhere, visits each node.

Brin and Page (1998), "The anatomy of a large-scale hypertextual web search engine"; Langville and Meyer
(2006), "Google's PageRank and beyond".  It forgets strength: one weak tie as only way out passes on as much
as a strong one.  For influence prefer `queries.measures.influence`.
"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.layer import Array, Nodes, rows, ties, widest_first

CLOSE = 1e-12
"""Stop where the sum of all that is still wrong is below this; the sum of all values is 1."""
BLOCKS, TIES = 6, 100_000
"""At most so many blocks, and so many ties in each: taking one up has its price too."""

Block = tuple[slice, csr_array]


def pagerank(w: csr_array, damping: float = 0.85, *, blocks: int | None = None) -> Array:
    """r = d (P' r + what stands still / n) + (1 - d) / n, P the shares of each row of `w`; the sum of r is 1.

    `w` (n x n) is a layer; a walk goes on along a tie by its part of the row, with the chance `damping`, 0
    to below 1, else it starts anew at any of the n nodes; also where no tie leads on.  Above 0 for every
    node; no nodes, no entries.  The error of all values together is below 1e-12, however many there are, or
    that of rounding where `damping` is so close to 1 that this is more (from some .999 up).
    A node without ties gets as much as any node that no tie leads to, and takes that from all others in
    proportion: no ratio between others changes.  `blocks` changes the time it takes, and nothing else.

    Raises `AantafelError` where `damping` is out of range or `w` is no layer.  Linear in ties, for each of
    some 20 to 180 steps, of which there are more where `damping` is higher (40,000 at .999).

    Of two nodes with a tie 0 -> 1: r0 = (.85 r1 / 2) + .075, r0 + r1 = 1.

    >>> pagerank(csr_array([[0.0, 1], [0, 0]])).round(4).tolist()
    [0.3509, 0.6491]
    """
    if not 0 <= damping < 1:
        raise AantafelError.of("measures.damping", damping=damping)
    w = ties(w)
    n = w.shape[0]
    if not n:
        return np.zeros(0)
    total: Array = w @ np.ones(n)
    is_end = total == 0
    total[is_end] = 1.0
    shares = csr_array((w.data * (damping / total)[rows(w)], w.indices, w.indptr), w.shape)
    onward, order = widest_first(shares.T)
    ends = np.flatnonzero(is_end[order])
    r: Array = np.full(n, 1 / n)
    for count in sorted({blocks or max(min(BLOCKS, onward.nnz // TIES), 1), 1}, reverse=True):
        if _is_settled(r, _blocks(onward, count), ends, damping):
            break
    values = np.empty(n)
    values[order] = r / r.sum()
    return values


def _blocks(m: csr_array, count: int) -> list[Block]:
    """The rows of `m` in so many blocks, with as many entries each; and where they stand."""
    at = np.searchsorted(m.indptr, np.linspace(0, m.nnz, count + 1)[1:-1])
    found = []
    for first, end in pairwise([0, *at.tolist(), m.shape[0]]):
        start = m.indptr[first : end + 1]
        here = slice(start[0], start[-1])
        block = csr_array((m.data[here], m.indices[here], start - start[0]), (end - first, m.shape[1]))
        found.append((slice(first, end), block))
    return found


def _is_settled(r: Array, blocks: list[Block], ends: Nodes, damping: float) -> bool:
    """Whether `r` (n) came to rest in as many steps as that takes at most, each in place.

    A block takes what the blocks before it have just found (Gauss and Seidel), so that six need two thirds
    of the steps of one; the whole is then no longer 1, and is divided by.  What moved in a step is all that
    the next one has to correct, so the error is below damping / (1 - damping) of it.
    """
    whole = float(r.sum())
    for _ in range(_steps(damping)):
        from_all = (damping * float(r[ends].sum()) + (1 - damping) * whole) / len(r)
        moved = 0.0
        for place, block in blocks:
            found = block @ r
            found += from_all
            old = r[place]
            np.subtract(found, old, out=old)  # in place: new pages for what is thrown away cost as much
            moved += float(np.abs(old, out=old).sum())
            old[:] = found
        before, whole = whole, float(r.sum())
        if damping * moved + (1 - damping) * abs(whole - before) <= CLOSE * (1 - damping) * whole:
            return True
    return False


def _steps(damping: float) -> int:
    """After so many the rest is small enough, or rounding: each step leaves `damping` of it, of at most 2."""
    return math.ceil(math.log(CLOSE * (1 - damping) / 2) / math.log(damping)) if damping else 1
