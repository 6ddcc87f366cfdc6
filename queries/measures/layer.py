"""A layer: what every measure takes, checked, with its ties listed and its parts told apart.

A layer is a `csr_array` w of shape (n, n): w[i, j], 0 or more, is the weight of the tie from i to j.  A
weight of 0 is no tie.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, get_index_dtype
from scipy.sparse.csgraph import connected_components, depth_first_order

from graph.errors import AantafelError

Array = NDArray[np.float64]
Nodes = NDArray[np.int64]
WIDEST = np.iinfo(np.int16).max
"""Rows with more entries than this are all as wide: numbers this small are sorted in one go."""
RESCANS = 50
"""scipy starts each row again for every step down from it; up to so many looks a tie, that is cheaper."""


class Parts(NamedTuple):
    """The strongly connected parts: `label` (n) of each node, `size` (count), and which ties stay inside."""

    label: NDArray[np.int32]
    size: NDArray[np.int64]
    inside: NDArray[np.bool_]


def checked(w: csr_array) -> csr_array:
    """`w` in CSR form, parallel entries summed; raises `AantafelError` where it is no layer.  Keeps zeros.

    >>> checked(csr_array([[0, 2], [1, 0]])).data.tolist()
    [2.0, 1.0]
    """
    square(w)
    return amounts(w)


def amounts(w: csr_array) -> csr_array:
    """As `checked`, of any shape: what each row has of each column.

    >>> side_by_side = csr_array((np.array([1.0, 2.0]), np.array([0, 0]), np.array([0, 2])), shape=(1, 3))
    >>> amounts(side_by_side).data.tolist()
    [3.0]
    """
    w = csr_array(w, dtype=float)
    if not w.has_canonical_format:
        w = w.copy()  # the caller's stays as it is
        w.sum_duplicates()
    # what is negative, infinite or no number shows in the least or the most
    if w.nnz and not (w.data.min() >= 0 and w.data.max() < np.inf):
        raise AantafelError.of("measures.weights")
    return w


def square(w: csr_array) -> None:
    """Raises `AantafelError` where `w` has not a row and a column for each."""
    if w.ndim != 2 or w.shape[0] != w.shape[1]:
        raise AantafelError.of("measures.shape", shape=" x ".join(map(str, w.shape)))


def ties(w: csr_array) -> csr_array:
    """`checked(w)` without the zeros it may store.

    >>> ties(csr_array((np.array([2.0, 0.0]), np.array([1, 0]), np.array([0, 1, 2])), shape=(2, 2))).nnz
    1
    """
    w = checked(w)
    if w.nnz and not w.data.min():
        w = w.copy()
        w.eliminate_zeros()
    return w


def narrow(w: csr_array) -> csr_array:
    """`w`, its positions in four bytes if that is enough: turning it round takes two thirds of the time.

    >>> wide = csr_array((np.ones(1), np.array([1], np.int64), np.array([0, 1, 1], np.int64)), (2, 2))
    >>> wide.indices.itemsize, narrow(wide).indices.itemsize
    (8, 4)
    """
    size = get_index_dtype(maxval=max(w.nnz, *w.shape))
    if w.indices.dtype.itemsize <= np.dtype(size).itemsize:
        return w
    return csr_array((w.data, w.indices.astype(size), w.indptr.astype(size)), w.shape)


def rows(w: csr_array) -> NDArray[np.int32]:
    """The row of each stored tie, in the order of `w.data`.

    >>> rows(csr_array([[0.0, 2, 3], [0, 0, 0], [1, 0, 0]])).tolist()
    [0, 0, 2]
    """
    return np.repeat(np.arange(w.shape[0], dtype=np.int32), np.diff(w.indptr))


def inner(a: Array, b: Array) -> float:
    """sum over i of a_i b_i, for loops: one thread.  Those of BLAS go on waiting, at full speed, in between.

    >>> inner(np.array([1.0, 2.0]), np.array([3.0, 4.0]))
    11.0
    """
    return float(np.einsum("i,i->", a, b))


def entries_of(start: Nodes, chosen: Nodes) -> Nodes:
    """The positions of all entries of the chosen rows; row i has those from start[i] to start[i + 1].

    >>> entries_of(np.array([0, 2, 2, 5]), np.array([2, 0])).tolist()
    [2, 3, 4, 0, 1]
    """
    first = start[chosen]
    length = start[chosen + 1] - first
    end = length.cumsum()
    return np.asarray(np.arange(length.sum()) + np.repeat(first - end + length, length), dtype=np.int64)


def widest_first(m: csc_array) -> tuple[csr_array, Nodes]:
    """`m` (n x n) with its rows, and its columns, in the order of how many entries a row has; and that order.

    `m` is given by columns, as the transpose of a layer is.  For what multiplies by it many times: a
    processor guesses where a row ends, and guesses right where the next one is as long.  A product takes
    half the time at 100,000 nodes, nine tenths at a million; the order takes as much as some five products.
    Linear in ties.

    >>> ordered, order = widest_first(csc_array([[0.0, 0, 0], [2, 0, 0], [3, 4, 0]]))
    >>> order.tolist(), ordered.toarray().tolist()
    ([2, 1, 0], [[0.0, 4.0, 3.0], [0.0, 0.0, 2.0], [0.0, 0.0, 0.0]])
    """
    n = m.shape[0]
    width = np.minimum(np.bincount(m.indices, minlength=n), WIDEST).astype(np.int16)
    order = np.argsort(-width, kind="stable")
    place = np.empty(n, get_index_dtype(maxval=max(n, m.nnz)))  # of four bytes, if those are enough
    place[order] = np.arange(n, dtype=place.dtype)
    placed = csr_array(csc_array((m.data, place[m.indices], m.indptr.astype(place.dtype)), m.shape))
    return csr_array((placed.data, place[placed.indices], placed.indptr), m.shape), order


def parts(w: csr_array) -> Parts:
    """Nodes that reach each other are one part, any other node is one by itself.  Linear in ties.

    >>> p = parts(csr_array([[0.0, 1, 1], [1, 0, 0], [0, 0, 0]]))
    >>> bool(p.label[0] == p.label[1] != p.label[2]), p.inside.tolist()
    (True, [True, False, True])
    """
    if not w.nnz:
        n = w.shape[0]
        return Parts(np.arange(n, dtype=np.int32), np.ones(n, np.int64), np.zeros(0, np.bool_))
    count, label = connected_components(w, directed=True, connection="strong")
    return Parts(label, np.bincount(label, minlength=count), label[rows(w)] == label[w.indices])


def depth_first(w: csr_array, start: int) -> tuple[Nodes, Nodes]:
    """Nodes in the order of a search in depth from `start`, and for each the place of the one before it.

    Of those that can be reached; `start` is in place 0, and comes before itself.  Ties are followed in the
    order in which they are stored.  Linear in ties.

    >>> w = csr_array([[0.0, 1, 0, 1], [0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    >>> [each.tolist() for each in depth_first(w, 0)]
    [[0, 1, 2, 3], [0, 0, 1, 0]]
    """
    degree = np.diff(w.indptr).astype(float)
    if degree @ degree > RESCANS * w.nnz:
        return _depth_first(w, start)
    order, before = depth_first_order(w, start, directed=True)
    before[start] = start
    place = np.empty(w.shape[0], np.int64)
    place[order] = np.arange(len(order))
    return order.astype(np.int64), place[before[order]]


def _depth_first(w: csr_array, start: int) -> tuple[Nodes, Nodes]:
    """The same where some have very many ties."""
    to, at, end = w.indices.tolist(), w.indptr[:-1].tolist(), w.indptr[1:].tolist()
    place = [-1] * w.shape[0]
    place[start] = 0
    order, before, path = [start], [0], [start]
    while path:
        node = path[-1]
        here, stop = at[node], end[node]
        while here < stop and place[to[here]] >= 0:
            here += 1
        at[node] = here + 1
        if here >= stop:
            path.pop()
            continue
        other = to[here]
        place[other] = len(order)
        order.append(other)
        before.append(place[node])
        path.append(other)
    return np.array(order), np.array(before)
