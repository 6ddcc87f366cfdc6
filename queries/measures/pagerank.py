"""PageRank: how often a walk along the ties, that now and then starts anew anywhere, visits each node.

Brin and Page (1998), "The anatomy of a large-scale hypertextual web search engine"; Langville and Meyer
(2006), "Google's PageRank and beyond".  It forgets strength: one weak tie as only way out passes on as much
as a strong one.  For influence prefer `queries.measures.influence`.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.layer import Array, rows, ties, widest_first

CLOSE = 1e-12
"""Stop where the sum of all that is still wrong is below this; the sum of all values is 1."""


def pagerank(w: csr_array, damping: float = 0.85) -> Array:
    """r = d (P' r + what stands still / n) + (1 - d) / n, P the shares of each row of `w`; the sum of r is 1.

    `w` (n x n) is a layer; a walk goes on along a tie by its part of the row, with the chance `damping`, 0
    to below 1, else it starts anew at any of the n nodes; also where no tie leads on.  Above 0 for every
    node; no nodes, no entries.  The error of all values together is below 1e-12, however many there are, or
    that of rounding where `damping` is so close to 1 that this is more (from some .999 up).
    A node without ties gets as much as any node that no tie leads to, and takes that from all others in
    proportion: no ratio between others changes.

    Raises `AantafelError` where `damping` is out of range or `w` is no layer.  Linear in ties, for each of
    some 30 to 180 steps, of which there are more where `damping` is higher (40,000 at .999).

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
    for _ in range(_steps(damping)):
        found = onward @ r
        found += (damping * float(r[ends].sum()) + 1 - damping) / n
        np.subtract(found, r, out=r)  # in place: new pages for what is thrown away cost as much as the sum
        change = float(np.abs(r, out=r).sum())
        r = found
        if change * damping <= CLOSE * (1 - damping):
            break
    values = np.empty(n)
    values[order] = r / r.sum()  # 1 but for rounding, which each step shrinks as any error
    return values


def _steps(damping: float) -> int:
    """After so many the rest is small enough, or rounding: each step leaves `damping` of it, of at most 2."""
    return math.ceil(math.log(CLOSE * (1 - damping) / 2) / math.log(damping)) if damping else 1
