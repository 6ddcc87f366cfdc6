"""Multi-tier dependence: the part of one's inputs that passes each party, directly or further back.

T = (I - S)^-1 - I, S the shares of direct suppliers: Leontief's inverse (1936) without one's own demand; for
networks of inputs see Acemoglu, Carvalho, Ozdaglar and Tahbaz-Salehi (2012), Econometrica 80(5).  Where goods
go round, T counts them each time they pass, so that it may exceed 1; `queries.measures.passing` counts them
once.  A circle that buys everything from within would go round for ever: behind it there is no T.
`queries.measures.all_tiers` has every row at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from graph.errors import AantafelError
from queries.measures.layer import Array, Nodes, parts, rows, ties
from queries.measures.radius import circles as on_circles
from queries.measures.walks import walks

ROUNDING = 1e-9


LARGEST = 2_000
"""Up to so many who all supply each other, the gain of each of them is worked out."""


def multi_tier(s: csr_array, buyers: Sequence[int] | Nodes) -> Array:
    """T_ij for some buyers i: the part of i's inputs that passes j, directly or further back.

    `s` (n x n): s[i, j] is the part, 0 to 1, of i's inputs that comes from j directly; a row sums to at most
    1, and what it leaves is not accounted for.  Returns an array (buyers x n), 0 or more: on a chain without
    circles at most 1, and over those who buy from nobody each row sums to 1 where all shares are told.
    Goods that go round count each time they pass.

    Raises `AantafelError` where `s` is no layer or a row sums to more than 1 (to scale it down in silence
    would hide which share is wrong), where a buyer is no row, and where goods that go round behind a buyer
    never come in: a circle in which everybody buys all from within (`closed`).  Time grows with the ties
    behind each buyer times the tiers.

    0 buys half from 1, who buys all from 2.

    >>> multi_tier(csr_array([[0, 0.5, 0], [0, 0, 1.0], [0, 0, 0]]), [0]).tolist()
    [[0.0, 0.5, 0.5]]
    """
    s = shares(s)
    n = s.shape[0]
    asked = np.asarray(buyers, np.int64).ravel()
    if len(asked) and (asked.min() < 0 or asked.max() >= n):
        raise AantafelError.of("measures.no_row", rows=", ".join(map(str, asked.tolist())), n=n)
    found = np.zeros((len(asked), n))
    for at, buyer in enumerate(asked.tolist()):
        if s.nnz:
            behind = np.sort(breadth_first_order(s, buyer, return_predecessors=False))
            found[at, behind] = _one(_among(s, behind), int(np.searchsorted(behind, buyer)))
    return found


def shares(s: csr_array) -> csr_array:
    """`s` without stored zeros; raises `AantafelError` where it is no layer or a row sums to more than 1.

    >>> shares(csr_array([[0, 0.75], [0.5, 0]])).nnz
    2
    """
    s = ties(s)
    total = np.asarray(s.sum(axis=1), dtype=float)
    over = np.flatnonzero(total > 1 + ROUNDING)
    if len(over):
        raise AantafelError.of("measures.more_than_whole", row=over[0], sum=f"{total[over[0]]:.6g}")
    return s


def closed(s: csr_array) -> Nodes:
    """The nodes of the first circle that keeps all that comes into it; none where every circle leaks.

    Such a strongly connected part has ties, and each of its rows sums to 1 within it: I - S has no inverse.

    >>> closed(csr_array([[0, 1.0, 0], [0, 0, 1.0], [0, 1.0, 0]])).tolist()
    [1, 2]
    """
    s = ties(s)
    label, size, inside = parts(s)
    if not inside.any():
        return np.zeros(0, np.int64)
    kept = np.bincount(rows(s)[inside], s.data[inside], s.shape[0])
    complete = np.bincount(label, kept >= 1 - ROUNDING, len(size))
    shut = np.flatnonzero((complete == size)[label])
    return np.flatnonzero(label == label[shut[0]]) if len(shut) else np.zeros(0, np.int64)


def circles(s: csr_array) -> list[tuple[Nodes, float]]:
    """The parts of a network in which goods go round, each with its gain, the largest first.

    Gain is how often what comes in passes its most passed member, on average: 1 where nothing goes round,
    infinite where nothing leaves; it is T_jj + 1, computed within the part.  Of a part of more than 2,000
    that member is taken whom most passes in the long run.  Raises as `multi_tier` does.

    >>> [(part.tolist(), gain) for part, gain in circles(csr_array([[0, 0.5], [1.0, 0]]))]
    [([0, 1], 2.0)]
    """
    s = shares(s)
    found = [(one.nodes, _gain(_among(s, one.nodes), one.vector)) for one in on_circles(s)]
    return sorted(found, key=lambda one: (-one[1], one[0].tolist()))


def _gain(inner: csr_array, lasting: Array) -> float:
    n = inner.shape[0]
    if len(closed(inner)):
        return float("inf")
    if n <= LARGEST:
        return float(np.linalg.inv(np.eye(n) - inner.toarray()).diagonal().max())
    passed = on_circles(csr_array(inner.T))[0].vector * lasting
    return 1 + float(_one(inner, int(passed.argmax()))[passed.argmax()])


def _among(s: csr_array, nodes: Nodes) -> csr_array:
    """The ties among some nodes, which rise; none of them leads elsewhere, or those that do are left out."""
    place = np.full(s.shape[0], -1, np.int32)
    place[nodes] = np.arange(len(nodes), dtype=np.int32)
    own = csr_array(s[nodes])
    to = place[own.indices]
    if len(to) and to.min() < 0:
        kept = to >= 0
        at = rows(own)[kept], to[kept]
        return csr_array((own.data[kept], at), shape=(len(nodes),) * 2)
    return csr_array((own.data, to, own.indptr), shape=(len(nodes),) * 2)


def _one(inner: csr_array, buyer: int) -> Array:
    """T of one row, whose node everything else stands behind."""
    if len(circle := closed(inner)):
        raise AantafelError.of("measures.closed_circle", n=len(circle))
    back = csr_array(inner.T)
    first = np.zeros(inner.shape[0])
    first[buyer] = 1.0
    return walks(back, back @ first)
