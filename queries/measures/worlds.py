"""Measures over many worlds at once: one pattern of ties, one column of weights for each world."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from queries.measures.radius import radius

Array = NDArray[np.float64]
STEPS = 5000


def influence_in_worlds(pattern: csr_array, weights: Array, most: float = 0.5) -> Array:
    """Total influence (`queries.measures.influence`) in each world: n rows, a column for each.

    `pattern` (n x n) says where ties can be, in canonical CSR form; its data are not looked at.
    `weights` (ties x worlds) are 0 or more in the order of `pattern.data`, 0 where a world has no such
    tie.  Each world is measured as if it were the map: b = `most` / max(radius, 1) of its own.  Time
    grows with ties x worlds; where the fullest world has a radius above 1, each world's is taken.

    >>> chain = csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])
    >>> influence_in_worlds(chain, np.array([[1.0, 1.0], [1.0, 0.0]])).T.tolist()
    [[1.5, 1.0, 0.0], [1.0, 0.0, 0.0]]
    """
    rows = Rows(pattern)
    b = _attenuations(pattern, weights, most)
    total = rows.sums(weights)
    step = total.copy()
    for _ in range(STEPS):
        step = b * rows.sums(weights * step[pattern.indices])
        total += step
        if not (step > 1e-15 * total).any():
            break
    return total


class Rows:
    """Sums over the ties of each row of a pattern, for many worlds at once."""

    def __init__(self, pattern: csr_array) -> None:
        self.n = pattern.shape[0]
        size = np.diff(pattern.indptr)
        self.filled = np.flatnonzero(size)
        self.start = pattern.indptr[:-1][self.filled]

    def sums(self, values: Array) -> Array:
        """(ties x worlds) -> (n x worlds)."""
        found = np.zeros((self.n, values.shape[1]))
        if len(self.filled):
            found[self.filled] = np.add.reduceat(values, self.start, axis=0)
        return found


def _attenuations(pattern: csr_array, weights: Array, most: float) -> Array:
    """b of each world; the radius never grows when a weight is taken away."""
    worlds = weights.shape[1]
    if not weights.size or radius(_with(pattern, weights.max(axis=1))) <= 1:
        return np.full(worlds, most)
    return np.array([most / max(radius(_with(pattern, weights[:, at])), 1.0) for at in range(worlds)])


def _with(pattern: csr_array, data: Array) -> csr_array:
    kept = csr_array((np.ascontiguousarray(data), pattern.indices, pattern.indptr), pattern.shape, copy=True)
    kept.eliminate_zeros()
    return kept
