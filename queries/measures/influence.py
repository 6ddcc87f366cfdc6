"""Total influence: what one sets in motion, directly and through others.

Bonacich (1987), "Power and centrality: a family of measures", American Journal of Sociology 92(5),
with beta > 0; equal to (katz - 1) / b of Katz (1953) on the reversed graph.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.layer import Array, ties
from queries.measures.radius import is_inside, most_sum, radius
from queries.measures.walks import walks


def total_influence(w: csr_array, b: float | None = None) -> Array:
    """c(b) = (I - bw)^-1 w 1 = w 1 + b w^2 1 + b^2 w^3 1 + …, in one entry per row of `w`.

    `w` (n x n) holds the influence of i on j, 0 to 1; c has no unit and is at least the row's own
    sum, which is what i influences directly.  `b`, 0 to below 1 / `radius(w)`, is how far influence
    carries through others; by default 0.5 / max(radius, 1).  A node without ties has 0; no nodes, no
    entries.  Raises `AantafelError` where `w` is not square, has negative or infinite weights, or
    `b` is out of range.  Time grows with ties.

    A chain 0 -> 1 -> 2 of full influence: 0 moves 1, and half of what 1 moves.

    >>> w = csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])
    >>> total_influence(w).tolist()
    [1.5, 1.0, 0.0]
    """
    w = ties(w)
    if b is None:
        b = attenuation(w)
    elif not is_inside(w, b):
        raise AantafelError.of("measures.beta", beta=b)
    if not w.nnz:
        return np.zeros(w.shape[0])
    return np.asarray(w @ walks(b * w, np.ones(w.shape[0])), dtype=float)


def carried(w: csr_array, b: float, total: Array) -> Array:
    """What each stored tie adds to its first end's total: w_ij (1 + b c_j), in the order of `w.data`.

    The ties of a row add up to its total.

    >>> w = csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])
    >>> carried(w, 0.5, total_influence(w, 0.5)).tolist()
    [1.5, 1.0]
    """
    return np.asarray(w.data * (1 + b * total[w.indices]), dtype=float)


def attenuation(w: csr_array, most: float = 0.5) -> float:
    """b = most / max(radius(w), 1): the sum of all indirect influence stays finite.

    >>> attenuation(csr_array([[0.0, 1], [0, 0]]))
    0.5
    """
    return most if most_sum(w) <= 1 else most / max(radius(w), 1.0)
