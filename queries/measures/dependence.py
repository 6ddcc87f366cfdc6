"""Dependence and power: how much one needs another, and cannot find it elsewhere.

Emerson (1962), "Power-dependence relations", American Sociological Review 27(1): A depends on B as
far as B holds what A wants, and less as far as A gets it elsewhere; B's power over A is A's
dependence on B.  Casciaro and Piskorski (2005) tell imbalance from mutual dependence.  The product
of the two factors is ours: Emerson gave no formula.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.layer import Array, checked, rows

Number = TypeVar("Number", float, Array)


def dependence(share: Number, elsewhere: Number) -> Number:
    """dep = share (1 - elsewhere), 0 to 1; both of any shape, 0 to 1.

    `share` is the part of i's sales, income, credit … that runs through j, `elsewhere` how easily i
    replaces it (0 not at all).  Not defined where either is unknown: give both ends of what it may be.

    >>> dependence(0.8, 0.25)
    0.6000000000000001
    """
    return share * (1 - elsewhere)


def shares_out(w: csr_array) -> csr_array:
    """Which part of all that goes out of i goes to j, 0 to 1: the seller's side where w_ij is sold by i to j.

    `w` (n x n) holds amounts, 0 or more.  Each row sums to 1, or has nothing.  What weighs 0 has share 0.
    Raises `AantafelError` where `w` is no layer.

    >>> shares_out(csr_array([[0, 3.0, 1.0], [0, 0, 1.0], [0, 0, 0]])).toarray().tolist()
    [[0.0, 0.75, 0.25], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]]
    """
    w = checked(w)
    total = np.asarray(w.sum(axis=1), dtype=float)
    parts = w.data / np.where(total > 0, total, 1.0)[rows(w)]
    return csr_array((parts, w.indices.copy(), w.indptr.copy()), shape=w.shape)


def shares_in(w: csr_array) -> csr_array:
    """Which part of all that comes in to i comes from j, 0 to 1: the buyer's side of what w says is sold.

    Entry (i, j) stands where `w` has (j, i); otherwise as `shares_out`.

    >>> shares_in(csr_array([[0, 3.0, 1.0], [0, 0, 1.0], [0, 0, 0]])).toarray().tolist()
    [[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.5, 0.5, 0.0]]
    """
    return shares_out(csr_array(w.T))


class BothSides(NamedTuple):
    """Each tie by its two ends, by `giver` and then by `receiver`, and how far each end depends on the other.

    `of_giver`: the part of all that goes out of the giver that this tie is; `of_receiver`: of all that comes
    in to the receiver.  0 to 1.
    """

    giver: NDArray[np.int32]
    receiver: NDArray[np.int32]
    of_giver: Array
    of_receiver: Array


def both_sides(w: csr_array) -> BothSides:
    """What `shares_out` and `shares_in` say, side by side for every stored tie; `w` and errors as there.

    Where nobody can be replaced this is the dependence of each on the other (Emerson 1962).  Linear in ties.

    >>> found = both_sides(csr_array([[0, 3.0, 1.0], [0, 0, 1.0], [0, 0, 0]]))
    >>> found.giver.tolist(), found.receiver.tolist()
    ([0, 0, 1], [1, 2, 2])
    >>> found.of_giver.tolist(), found.of_receiver.tolist()
    ([0.75, 0.25, 1.0], [1.0, 0.5, 0.5])
    """
    w = checked(w)
    n, giver = w.shape[0], rows(w)
    out, into = np.asarray(w.sum(axis=1), dtype=float), np.bincount(w.indices, w.data, n)
    of_giver = np.repeat(np.where(out > 0, out, 1.0), np.diff(w.indptr))
    of_receiver = np.where(into > 0, into, 1.0)[w.indices]
    for whole in (of_giver, of_receiver):
        np.divide(w.data, whole, out=whole)
    return BothSides(giver, w.indices.astype(np.int32), of_giver, of_receiver)


def dependence_layer(s: csr_array, elsewhere: csr_array | None = None) -> csr_array:
    """dep(i on j) = s_ij (1 - alt_ij) for every stored share, 0 to 1.

    `s` (n x n) holds shares, 0 to 1.  `elsewhere` (n x n), 0 to 1, says how easily i replaces j; where it
    stores nothing, or is None, i cannot, and dependence is the share: the most that it can be.  Unknown is no
    number here: give `s` and `elsewhere` as they are at most and at least, each by itself.  Raises
    `AantafelError` where either is no layer, is not n x n, or has anything above 1.

    >>> s, elsewhere = csr_array([[0, 0.8], [0.5, 0]]), csr_array([[0, 0.75], [0, 0]])
    >>> dependence_layer(s, elsewhere).toarray().round(9).tolist()
    [[0.0, 0.2], [0.5, 0.0]]
    """
    s = checked(s)
    replaced = checked(csr_array(s.shape) if elsewhere is None else elsewhere)
    if replaced.shape != s.shape:
        raise AantafelError.of("measures.same_rows", nodes=s.shape[0], given=replaced.shape[0])
    if max(s.data.max(initial=0.0), replaced.data.max(initial=0.0)) > 1 + 1e-9:
        raise AantafelError.of("measures.parts")
    return csr_array(s - s.multiply(replaced))


def most_critical(first: csr_array, *others: csr_array) -> csr_array:
    """Of several dependences of i on j, by sales, purchases, income, credit …, the largest.

    Each n x n.  Raises `AantafelError` where one is no layer or has another number of rows.

    >>> most_critical(csr_array([[0, 0.5], [0, 0]]), csr_array([[0, 0.25], [0.75, 0]])).toarray().tolist()
    [[0.0, 0.5], [0.75, 0.0]]
    """
    found = checked(first)
    for one in map(checked, others):
        if one.shape != found.shape:
            raise AantafelError.of("measures.same_rows", nodes=found.shape[0], given=one.shape[0])
        found = csr_array(found.maximum(one))
    return found


def imbalance(d: csr_array) -> csr_array:
    """dep(i on j) - dep(j on i) for each pair, -1 to 1; above 0, j has power over i.  Antisymmetric.

    >>> imbalance(csr_array([[0, 0.75], [0.25, 0]])).toarray().tolist()
    [[0.0, 0.5], [-0.5, 0.0]]
    """
    return csr_array(d - d.T)


def mutual(d: csr_array) -> csr_array:
    """dep(i on j) + dep(j on i) for each pair, 0 to 2: how much the two are bound.  Symmetric.

    >>> mutual(csr_array([[0, 0.75], [0.25, 0]])).toarray().tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    return csr_array(d + d.T)


def power_over(d: csr_array) -> Array:
    """sum over i of dep(i on j) for each j: 0 to n - 1; 0 for a node on whom nobody depends.

    >>> power_over(csr_array([[0, 0.75], [0.25, 0]])).tolist()
    [0.25, 0.75]
    """
    return np.asarray(d.sum(axis=0), dtype=float)
