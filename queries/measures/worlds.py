"""Measures over many worlds at once: one pattern of ties, one column of weights for each world."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from queries.measures.radius import radius

Array = NDArray[np.float64]
SETTLES = 300


def influence_in_worlds(pattern: csr_array, weights: Array, b: float) -> Array:
    """Total influence (`queries.measures.influence`) in each world: n rows, a column for each.

    `pattern` (n x n) says where ties can be, in canonical CSR form; its data are not looked at.
    `weights` (ties x worlds) are 0 or more in the order of `pattern.data`, 0 where a world has no such
    tie.  `b` is how far influence carries through others, the same in all worlds, so that a tie less
    never gives anybody more.  A world so much fuller than the map that its sum does not settle in
    `SETTLES` steps (b times its radius above about .9) has its own, 0.5 / radius.  Time grows with
    ties x worlds.

    >>> chain = csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])
    >>> influence_in_worlds(chain, np.array([[1.0, 1.0], [1.0, 0.0]]), 0.5).T.tolist()
    [[1.5, 1.0, 0.0], [1.0, 0.0, 0.0]]
    """
    total, is_open = _series(pattern, weights, np.full(weights.shape[1], b))
    if is_open.any():
        own = np.array([0.5 / max(radius(_with(pattern, one)), 1.0) for one in weights[:, is_open].T])
        total[:, is_open] = _series(pattern, weights[:, is_open], own)[0]
    return total


def _series(pattern: csr_array, weights: Array, b: Array) -> tuple[Array, NDArray[np.bool_]]:
    """The sum over walks, longer ones last, and the worlds in which it has not settled."""
    rows = Rows(pattern)
    total = rows.sums(weights)
    step = total.copy()
    moves: NDArray[np.bool_] = np.zeros(weights.shape[1], dtype=bool)
    for _ in range(SETTLES):
        step = b * rows.sums(weights * step[pattern.indices])
        total += step
        moves = np.any(step > 1e-15 * total, axis=0)
        if not moves.any():
            break
    return total, moves


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


def _with(pattern: csr_array, data: Array) -> csr_array:
    kept = csr_array((np.ascontiguousarray(data), pattern.indices, pattern.indptr), pattern.shape, copy=True)
    kept.eliminate_zeros()
    return kept
