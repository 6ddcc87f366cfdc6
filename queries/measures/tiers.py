"""Multi-tier dependence: which part of somebody's inputs passes each party, at any tier behind it.

T = (I - S)^-1 - I = S + S^2 + S^3 + …, S the shares of direct suppliers: Leontief's inverse (1936) read as
dependence; for networks of inputs see Acemoglu, Carvalho, Ozdaglar and Tahbaz-Salehi (2012), Econometrica
80(5).  Where goods go round, T counts them each time they pass, so that it may exceed 1;
`queries.measures.passing` counts them once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array, eye_array
from scipy.sparse.csgraph import breadth_first_order, connected_components
from scipy.sparse.linalg import splu

from graph.errors import AantafelError

Array = NDArray[np.float64]
Nodes = NDArray[np.int64]
WHOLE = 1 + 1e-9
"""A row may exceed 1 by what adding up rounds."""
STEPS = 300
"""So many tiers are added up where nothing goes round for long; beyond that the equations are solved."""


def multi_tier(s: csr_array, buyers: Sequence[int] | Nodes) -> Array:
    """T_ij for some buyers i: the part of i's inputs that passes j, directly or further back.

    `s` (n x n): s[i, j] is the part, 0 to 1, of i's inputs that comes from j directly; a row sums to at most
    1, and what it leaves is not accounted for.  Returns an array (buyers x n), 0 or more: on a chain without
    circles at most 1, and over those who buy from nobody each row sums to 1 where all shares are told.
    Goods that go round count each time they pass.  Raises `AantafelError` where `s` is not square, holds
    parts that are negative, infinite or add up to more than 1, where a buyer is no row, and where goods that
    go round behind a buyer never come in: a circle in which everybody buys all from within (`closed`).
    Time grows with the ties behind each buyer times the tiers.

    0 buys half from 1, who buys all from 2.

    >>> multi_tier(csr_array([[0, 0.5, 0], [0, 0, 1.0], [0, 0, 0]]), [0]).tolist()
    [[0.0, 0.5, 0.5]]
    """
    s = _checked(s)
    n = s.shape[0]
    rows = np.asarray(buyers, np.int64).ravel()
    if len(rows) and (rows.min() < 0 or rows.max() >= n):
        raise AantafelError.of("measures.no_row", rows=", ".join(map(str, rows.tolist())), n=n)
    found = np.zeros((len(rows), n))
    for at, buyer in enumerate(rows.tolist()):
        behind = breadth_first_order(s, buyer, directed=True, return_predecessors=False)
        inner = csr_array(s[behind][:, behind])
        if len(circle := closed(inner)):
            raise AantafelError.of("measures.closed_circle", n=len(circle))
        found[at, behind] = _one(inner)
    return found


def closed(s: csr_array) -> Nodes:
    """The nodes of the first circle that keeps all that comes into it; none where every circle leaks.

    Such a strongly connected part has ties, and each of its rows sums to 1 within it: I - S has no inverse.

    >>> closed(csr_array([[0, 1.0, 0], [0, 0, 1.0], [0, 1.0, 0]])).tolist()
    [1, 2]
    """
    parts, label, inside = _circles(s)
    rows = np.repeat(label, np.diff(s.indptr))
    kept = np.bincount(
        np.repeat(np.arange(s.shape[0]), np.diff(s.indptr))[inside], s.data[inside], s.shape[0]
    )
    leaks = np.bincount(label, kept < 1 - 1e-12, parts)
    turns = np.bincount(rows[inside], minlength=parts)
    shut = np.flatnonzero((leaks == 0) & (turns > 0))
    return np.flatnonzero(label == shut[0]) if len(shut) else np.zeros(0, np.int64)


def circles(s: csr_array) -> list[tuple[Nodes, float]]:
    """The parts of a network in which goods go round, each with its gain, the largest first.

    Gain is how often what comes in passes its most passed member, on average: 1 where nothing goes round,
    infinite where nothing leaves; it is T_jj + 1, computed within the part.

    >>> [(part.tolist(), gain) for part, gain in circles(csr_array([[0, 0.5], [1.0, 0]]))]
    [([0, 1], 2.0)]
    """
    s = _checked(s)
    parts, label, inside = _circles(s)
    turns = np.bincount(np.repeat(label, np.diff(s.indptr))[inside], minlength=parts)
    found = []
    for part in np.flatnonzero(turns > 0).tolist():
        nodes = np.flatnonzero(label == part)
        inner = csr_array(s[nodes][:, nodes])
        found.append((nodes, float("inf") if len(closed(inner)) else _gain(inner)))
    return sorted(found, key=lambda one: (-one[1], one[0].tolist()))


def _gain(inner: csr_array) -> float:
    solved = splu(csc_array(eye_array(inner.shape[0], format="csc") - inner.tocsc()))
    unit = np.eye(inner.shape[0]) if inner.shape[0] <= 500 else None
    if unit is not None:
        return float(solved.solve(unit).diagonal().max())
    most = 0.0
    for node in range(inner.shape[0]):
        one = np.zeros(inner.shape[0])
        one[node] = 1.0
        most = max(most, float(solved.solve(one)[node]))
    return most


def _circles(s: csr_array) -> tuple[int, NDArray[np.int32], NDArray[np.bool_]]:
    parts, label = connected_components(s, connection="strong")
    inside = np.repeat(label, np.diff(s.indptr)) == label[s.indices]
    return parts, label, inside & (s.data > 0)


def _one(inner: csr_array) -> Array:
    """T of the first row, whose node everything else stands behind: tier by tier, or solved at once."""
    back = inner.T.tocsr()
    step = np.asarray(inner[[0]].todense(), dtype=float).ravel()
    total = step.copy()
    for _ in range(STEPS):
        step = back @ step
        total += step
        if step.max(initial=0.0) <= 1e-17 * max(total.max(initial=0.0), 1e-300):
            return total
    n = inner.shape[0]
    direct = np.asarray(inner[[0]].todense(), dtype=float).ravel()
    return np.asarray(splu(csc_array(eye_array(n, format="csc") - back.tocsc())).solve(direct), dtype=float)


def _checked(s: csr_array) -> csr_array:
    if s.ndim != 2 or s.shape[0] != s.shape[1]:
        raise AantafelError.of("measures.shape", shape=" x ".join(map(str, s.shape)))
    s = csr_array(s, dtype=float, copy=True)  # the caller's stays as it is
    s.sum_duplicates()
    s.eliminate_zeros()  # a tie that passes nothing on closes no circle
    if s.nnz and not (s.data.min() >= 0 and s.data.max() < np.inf):
        raise AantafelError.of("measures.weights")
    if s.nnz and np.asarray(s.sum(axis=1)).max() > WHOLE:
        raise AantafelError.of("measures.more_than_whole")
    return s
