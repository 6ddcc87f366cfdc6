"""Katz centrality: who is reached by many, directly and through others, each step counting less.

Katz (1953), "A new status index derived from sociometric analysis", Psychometrika 18(1), with the 1 that
every node has of its own (as NetworkX and Newman, "Networks", 2010, 7.3).  Ties that come in count.
`queries.measures.influence` follows those that go out: c = (katz - 1) / b on the layer turned round.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.influence import attenuation
from queries.measures.layer import Array, ties
from queries.measures.radius import is_inside
from queries.measures.walks import walks


def katz(w: csr_array, alpha: float | None = None, *, normalised: bool = False) -> Array:
    """x = 1 + alpha w' x, in one entry per row of `w`: 1 or more, without a unit.

    `w` (n x n) is a layer.  `alpha`, from 0 to below 1 / `radius(w)`, is what each step still counts; by
    default 0.5 / max(radius, 1).  Beyond 1 / radius the equations still have a solution, which means
    nothing (some of it is negative); so that is refused, not solved.  With `normalised` the squares add up
    to 1, as by default in NetworkX.  A node that no tie leads to has 1; no nodes, no entries.

    Raises `AantafelError` where `alpha` is out of range or `w` is no layer.  Linear in ties, for each of some
    50 steps.

    A chain 0 -> 1 -> 2: the last is reached from 1, and through it from 0.

    >>> katz(csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]]), 0.5).tolist()
    [1.0, 1.5, 1.75]
    """
    w = ties(w)
    if alpha is None:
        alpha = attenuation(w)
    elif not is_inside(w, alpha):
        raise AantafelError.of("measures.alpha", alpha=alpha)
    if not w.shape[0]:
        return np.zeros(0)
    found = walks(csr_array(alpha * w.T), np.ones(w.shape[0]))
    return found / np.linalg.norm(found) if normalised else found
