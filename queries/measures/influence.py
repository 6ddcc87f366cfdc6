"""Total influence: what one sets in motion, directly and through others.

Bonacich (1987), "Power and centrality: a family of measures", American Journal of Sociology 92(5),
with beta > 0; equal to (katz - 1) / b of Katz (1953) on the reversed graph.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import spsolve

from graph.errors import AantafelError

Array = NDArray[np.float64]
DENSE = 300
"""Up to so many nodes of one component, all eigenvalues are taken from the dense matrix."""
STEPS = 5000


def total_influence(w: csr_array, b: float | None = None) -> Array:
    """c(b) = (I - bw)^-1 w 1 = w 1 + b w^2 1 + b^2 w^3 1 + …, in one entry per row of `w`.

    `w` (n x n) holds the influence of i on j, 0 to 1; c has no unit and is at least the row's own
    sum, which is what i influences directly.  `b`, 0 to below 1 / `radius(w)`, is how far influence
    carries through others; by default 0.5 / max(radius, 1).  A node without ties has 0; no nodes, no
    entries.  Raises `AantafelError` where `w` is not square, has negative or infinite weights, or
    `b` is out of range.  Time grows with ties.

    A chain 0 -> 1 -> 2 of full influence: 0 moves 1, and half of what 1 moves.

    >>> w = csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])
    >>> total_influence(w).tolist()
    [1.5, 1.0, 0.0]
    """
    w = checked(w)
    if b is None:
        b = attenuation(w)
    elif not 0 <= b * max(radius(w), 1e-300) < 1:
        raise AantafelError.of("measures.beta", beta=b)
    direct = np.asarray(w.sum(axis=1), dtype=float)
    total, step = direct.copy(), direct
    for _ in range(STEPS):
        step = b * (w @ step)
        total += step
        if not (step > 1e-15 * total).any():
            return total
    n = w.shape[0]
    return np.asarray(spsolve((eye_array(n, format="csc") - b * w).tocsc(), direct), dtype=float)


def carried(w: csr_array, b: float, total: Array) -> Array:
    """What each stored tie adds to its first end's total: w_ij (1 + b c_j), in the order of `w.data`.

    The ties of a row add up to its total.

    >>> w = csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])
    >>> carried(w, 0.5, total_influence(w, 0.5)).tolist()
    [1.5, 1.0]
    """
    return np.asarray(w.data * (1 + b * total[w.indices]), dtype=float)


def attenuation(w: csr_array, most: float = 0.5) -> float:
    """b = most / max(radius(w), 1): the sum of all indirect influence stays finite.

    >>> attenuation(csr_array([[0.0, 1], [0, 0]]))
    0.5
    """
    return most / max(radius(w), 1.0)


def radius(w: csr_array) -> float:
    """The largest eigenvalue lambda_1 >= 0 of a matrix without negative weights.

    Taken per strongly connected component, since the eigenvalues of a triangular block matrix are
    those of its blocks; a chain has 0, which an iteration on the whole matrix would not find.

    >>> radius(csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]]))
    0.0
    >>> radius(csr_array([[0.0, 0.9], [0.4, 0]]))            # the root of 0.9 x 0.4
    0.6
    """
    w = checked(w)  # scipy never ends on a circle of parallel entries
    n = w.shape[0]
    if n == 0 or w.nnz == 0:
        return 0.0
    count, label = connected_components(w, directed=True, connection="strong")
    size = np.bincount(label, minlength=count)
    rows = np.repeat(np.arange(n), np.diff(w.indptr))
    inside = label[rows] == label[w.indices]  # ties within one component, loops included
    members = np.argsort(label, kind="stable")
    start = np.concatenate([[0], np.cumsum(size)])
    found = 0.0
    for one in np.unique(label[rows[inside]]):
        own = members[start[one] : start[one + 1]]
        found = max(found, _perron(w[own][:, own]))
    return found


def _perron(block: csr_array) -> float:
    """The Perron root of one irreducible block."""
    if block.shape[0] <= DENSE:
        values = np.linalg.eigvals(block.toarray())
        return float(f"{np.abs(values).max():.12g}")
    shifted = block + eye_array(block.shape[0], format="csr")  # also a ring converges then
    x = np.ones(block.shape[0])
    low = high = 0.0
    for _ in range(STEPS):
        y = shifted @ x
        ratio = y / x
        low, high = ratio.min(), ratio.max()  # Collatz and Wielandt: the root lies between
        if high - low <= 1e-10 * high:
            break
        x = y / y.max()
    return float(high) - 1.0  # never below the root, so that b stays in range


def checked(w: csr_array) -> csr_array:
    """`w` in CSR form with parallel entries summed; raises `AantafelError` where it is no layer."""
    if w.ndim != 2 or w.shape[0] != w.shape[1]:
        raise AantafelError.of("measures.shape", shape=" x ".join(map(str, w.shape)))
    w = csr_array(w, dtype=float)
    if not w.has_canonical_format:
        w = w.copy()  # the caller's stays as it is
        w.sum_duplicates()
    if not np.isfinite(w.data).all() or (w.data < 0).any():
        raise AantafelError.of("measures.weights")
    return w
