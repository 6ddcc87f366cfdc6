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

from graph.errors import AantafelError
from queries.measures.layer import Array, rows, ties
from queries.measures.radius import EQUAL, circles
from queries.measures.walks import walks

CLOSE = 1e-12


def eigenvector(w: csr_array) -> Array:
    """x >= 0 of length 1 with w' x = lambda_1 x, lambda_1 the largest eigenvalue; one entry per row of `w`.

    `w` (n x n) is a layer; where ties have no direction, a symmetric one.  Above 0 for every node where all
    reach each other (a symmetric layer in one piece); else 0 for those whom no tie leads to from the circle
    that has lambda_1.  Within 1e-9 of the largest value.

    Raises `AantafelError` where there is no such x, or no single one: without nodes or ties, in a chain (no
    circle, lambda_1 is 0), where two separate circles share lambda_1; and where `w` is no layer.  Linear in
    ties, for each of some 60 steps; more where two pieces hardly touch.

    A star of four: the middle has the root of 3 times what its points have.

    >>> eigenvector(csr_array([[0.0, 1, 1, 1], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]])).round(4).tolist()
    [0.7071, 0.4082, 0.4082, 0.4082]
    """
    into = csr_array(ties(w).T)
    if not into.nnz:
        raise AantafelError.of("measures.nothing_tied")
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
