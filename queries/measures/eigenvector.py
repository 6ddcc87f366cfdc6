"""Eigenvector centrality: who is tied to those who are central themselves.

Bonacich (1972), "Factoring and weighting approaches to status scores and clique identification", Journal of
Mathematical Sociology 2(1).  Ties that come in count, as in NetworkX.  It lives on circles: in a chain there
is nothing to hand round, and every value is 0 (a program that repeats w' x and stops shows a vector that
looks right and means nothing).  In a layer of several pieces the one with the largest eigenvalue has it all,
and where two have it equally there is no answer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from graph.errors import AantafelError
from queries.measures.lanczos import Space
from queries.measures.layer import Array, inner, narrow, rows, ties
from queries.measures.radius import EQUAL, circles
from queries.measures.walks import walks

CLOSE = 1e-12
APART = 1e-3
"""Two that differ by more are surely not: the vector of the larger is then exact to what rounding allows."""
AT_ONCE = 4
_PARTS = "indptr", "indices", "data"


def eigenvector(w: csr_array) -> Array:
    """x >= 0 of length 1 with w' x = lambda_1 x, lambda_1 the largest eigenvalue; one entry per row of `w`.

    `w` (n x n) is a layer; where ties have no direction, a symmetric one.  Above 0 for every node where all
    reach each other (a symmetric layer in one piece); else 0 for those whom no tie leads to from the circle
    that has lambda_1.  Within 1e-9 of the largest value.

    Raises `AantafelError` where there is no such x, or no single one: without nodes or ties, in a chain (no
    circle, lambda_1 is 0), where two separate circles share lambda_1; and where `w` is no layer.  Linear in
    ties, for each of some 30 steps where it is symmetric, 60 where not; more where two pieces hardly touch.

    A star of four: the middle has the root of 3 times what its points have.

    >>> eigenvector(csr_array([[0.0, 1, 1, 1], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]])).round(4).tolist()
    [0.7071, 0.4082, 0.4082, 0.4082]
    """
    w = narrow(ties(w))
    if not w.nnz:
        raise AantafelError.of("measures.nothing_tied")
    into = csr_array(w.T)
    found = _of_symmetric(into) if _is_same(w, into) else None
    return _of_circles(into) if found is None else found


def _is_same(one: csr_array, other: csr_array) -> bool:
    return all(np.array_equal(getattr(one, part), getattr(other, part)) for part in _PARTS)


def _of_symmetric(r: csr_array) -> Array | None:
    """x, where one piece has the largest eigenvalue by far; None where that takes a closer look.

    Lanczos's iteration on the piece that the one with the strongest ties is in; where no sum of another piece
    comes up to the eigenvalue of this one, neither does that one's own.
    """
    strength: Array = r @ np.ones(r.shape[0])
    piece = np.zeros(len(strength), np.bool_)
    piece[breadth_first_order(r, int(strength.argmax()), return_predecessors=False)] = True
    space = Space(r, strength * piece)
    rest, value, second = np.inf, 0.0, 0.0
    while rest > CLOSE * (value - second) and not (space.is_whole or space.is_full):
        space.grow(AT_ONCE)
        value, second, along, rest = space.largest()
    x = space.combined(along)
    apart = value - max(second, float(strength[~piece].max(initial=0.0)))
    if apart < APART * value:
        return None
    left = (r @ x - value * x) / apart
    if inner(left, left) > (10 * CLOSE) ** 2:
        return None
    x = np.abs(x)
    return np.asarray(x / np.sqrt(inner(x, x)), dtype=float)


def _of_circles(into: csr_array) -> Array:
    """x of any layer, given by who is led to by whom."""
    largest = circles(into, largest=True, close=CLOSE)
    if not largest:
        raise AantafelError.of("measures.chain")
    best = max(largest, key=lambda one: one.high)
    if any(one.high > best.low * (1 - EQUAL) for one in largest if one is not best):
        raise AantafelError.of("measures.equal_pieces", n=len(largest))
    x = np.zeros(into.shape[0])
    x[best.nodes] = best.vector
    beyond = np.ones(len(x), np.bool_)
    beyond[best.nodes] = False
    if beyond.any():
        x[beyond] = _led_to(csr_array(into / best.high), x, beyond)
    return np.asarray(x / np.linalg.norm(x), dtype=float)


def _led_to(m: csr_array, x: Array, beyond: NDArray[np.bool_]) -> Array:
    """What comes from the circle to the nodes beyond it, directly and through each other."""
    i, j = rows(m), m.indices
    kept = beyond[i] & beyond[j]
    among = csr_array((m.data[kept], (i[kept], j[kept])), shape=m.shape)
    return walks(among, (m @ x) * beyond)[beyond]
