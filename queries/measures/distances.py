"""Ties as steps of a route: which there are, how long each is, and the best where several run side by side.

A strength of 0 is no tie; a length of 0 is a tie without length.  That is why the two are read by two
functions, and why nothing here adds matrices up: a sum drops stored zeros and doubles parallel ties.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from graph.errors import AantafelError
from queries.measures.layer import checked, square

Array = NDArray[np.float64]


class Better(Protocol):
    """`np.minimum` or `np.fmax`: which of two parallel ties counts."""

    def reduceat(self, array: Array, indices: NDArray[np.intp], /) -> Array: ...


def steps(w: csr_array, *, directed: bool = True) -> csr_array:
    """A 1 for each pair that `w` (n x n) ties, without loops; both ways where `directed` is False.

    `w` holds strengths, 0 or more; a stored 0 is no tie, parallel ties are one.  Raises `AantafelError`
    where `w` is not square or has negative or infinite weights.

    >>> steps(csr_array([[5.0, 0.25], [0, 0]]), directed=False).toarray().tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    w = checked(w)
    w = best_of_parallel(w, np.fmax, both_ways=not directed)
    w.eliminate_zeros()
    w.data[:] = 1.0
    return w


def lengths(d: csr_array, *, directed: bool = True) -> csr_array:
    """The length of each tie that `d` (n x n) stores, without loops; both ways where `directed` is False.

    `d` holds lengths, 0 or more, in any unit; a stored 0 is a tie without length, and stays stored.
    Of parallel ties, and of the two directions of a tie without direction, the shortest counts.
    Raises `AantafelError` where `d` is not square or has negative or infinite lengths.

    >>> d = csr_array((np.array([0.0, 2.0, 3.0]), np.array([1, 1, 0]), np.array([0, 2, 3])), shape=(2, 2))
    >>> lengths(d).data.tolist()                # 0 -> 1 twice, of length 0 and 2; 1 -> 0 of length 3
    [0.0, 3.0]
    >>> lengths(d, directed=False).data.tolist()
    [0.0, 0.0]
    """
    square(d)
    if not np.isfinite(d.data).all() or (d.data < 0).any():
        raise AantafelError.of("measures.lengths")
    return best_of_parallel(d, np.minimum, both_ways=not directed)


def best_of_parallel(w: csr_array, best: Better, *, both_ways: bool = False) -> csr_array:
    """`w` (n x n) without loops, with one entry a pair: the `best` of those stored; zeros stay stored.

    >>> w = csr_array((np.array([0.5, 0.75]), np.array([1, 1]), np.array([0, 2, 2])), shape=(2, 2))
    >>> best_of_parallel(w, np.fmax).data.tolist()
    [0.75]
    """
    many = coo_array(w)
    n, rows, columns = w.shape[0], many.row.astype(np.int64), many.col.astype(np.int64)
    data = many.data.astype(float)
    if both_ways:
        rows, columns, data = np.r_[rows, columns], np.r_[columns, rows], np.r_[data, data]
    pair = rows * n + columns
    order = np.argsort(pair, kind="stable")
    order = order[rows[order] != columns[order]]
    first = np.flatnonzero(np.diff(pair[order], prepend=-1))
    if len(first):
        data = best.reduceat(data[order], first)
    at = order[first]
    start = np.zeros(n + 1, np.int32)
    np.cumsum(np.bincount(rows[at], minlength=n), out=start[1:])
    return csr_array((data[: len(at)], columns[at].astype(np.int32), start), shape=(n, n))


def arcs_of(m: csr_array, nodes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the entries of these rows stand in `m.data`, row after row, and how many each row has.

    >>> at, size = arcs_of(csr_array([[1.0, 1], [0, 0], [1, 1]]), np.array([2, 1, 0]))
    >>> at.tolist(), size.tolist()
    ([2, 3, 0, 1], [2, 0, 2])
    """
    start = m.indptr[nodes].astype(np.int64)
    size = m.indptr[nodes + 1] - start
    end = size.cumsum()
    count = int(end[-1]) if len(end) else 0
    return np.arange(count) - np.repeat(end - size - start, size), size
