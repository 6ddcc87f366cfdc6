"""Measures over many worlds at once: one pattern of ties, one column of weights for each world."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from queries.measures.bargaining import KAPPAS, bargaining_band
from queries.measures.radius import radius

Array = NDArray[np.float64]
Ids = NDArray[np.int64]
SETTLES = 300
DENSE, AT_ONCE = 150, 100


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


def bargaining_in_worlds(pattern: csr_array, weights: Array, kappas: Sequence[float] = KAPPAS) -> Array:
    """`queries.measures.bargaining.bargaining_band` of each world: (n x kappas x worlds), nan without ties.

    `pattern` and `weights` as for `influence_in_worlds`; each world has its own largest eigenvalue.  Up to
    `DENSE` rows with ties the worlds are solved side by side, above one by one.

    >>> line = csr_array(np.diag([1.0] * 2, 1))
    >>> bargaining_in_worlds(line, np.array([[1.0, 1.0], [1.0, 0.0]]), [0.5])[:, 0].T.round(2).tolist()
    [[0.37, 1.65, 0.37], [1.0, 1.0, nan]]
    """
    i, j = np.repeat(np.arange(pattern.shape[0]), np.diff(pattern.indptr)), pattern.indices
    found = np.full((pattern.shape[0], len(kappas), weights.shape[1]), np.nan)
    rows = np.unique(np.concatenate([i, j]))
    if len(rows) > DENSE:
        for at in range(weights.shape[1]):
            found[:, :, at] = bargaining_band(_with(pattern, weights[:, at]), kappas)
    elif len(rows):
        here = np.searchsorted(rows, i), np.searchsorted(rows, j)
        for first in range(0, weights.shape[1], AT_ONCE):
            some = slice(first, first + AT_ONCE)
            found[rows, :, some] = _side_by_side(here, weights[:, some], len(rows), kappas)
    return found


def _side_by_side(here: tuple[Ids, Ids], weights: Array, n: int, kappas: Sequence[float]) -> Array:
    s = np.zeros((weights.shape[1], n, n))
    s[:, here[0], here[1]] = weights.T
    r = (s + s.transpose(0, 2, 1)) / 2
    strength = r.sum(axis=2)
    tied = strength > 0
    largest = np.linalg.eigvalsh(r)[:, -1]
    beta = np.divide(-1.0, largest, out=np.zeros_like(largest), where=largest > 0)
    found = np.empty((n, len(kappas), len(s)))
    for at, kappa in enumerate(kappas):
        system = np.eye(n) - (kappa * beta)[:, None, None] * r
        c = np.linalg.solve(system, strength[:, :, None])[:, :, 0]
        square = (c * c).sum(axis=1)
        scale = np.sqrt(tied.sum(axis=1) / np.where(square > 0, square, 1.0))
        found[:, at] = np.where(tied, c * scale[:, None], np.nan).T
    return found


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
