"""Components: the pieces a layer falls into."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from queries.measures.layer import checked


class Components(NamedTuple):
    """How many there are, and of which each row is one: 0, 1, … in the order of their first rows."""

    number: int
    label: NDArray[np.int64]


def components(w: csr_array, strong: bool = False) -> Components:
    """Who can reach whom: whichever way the ties point, or with `strong` along them, there and back.

    `w` (n x n) is a layer; what weighs 0 is no tie.  A node without ties is a component of its own; no
    nodes, no components.  Raises `AantafelError` where `w` is no layer.  Time grows with ties.

    Tarjan (1972), "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1(2); the
    search is scipy's, after Pearce (2005).

    >>> w = csr_array([[0.0, 1, 0], [0, 0, 0], [0, 0, 0]])
    >>> components(w)
    Components(number=2, label=array([0, 0, 1]))
    >>> components(w, strong=True).number
    3
    """
    w = checked(w)
    if (w.data == 0).any():
        w = w.copy()
        w.eliminate_zeros()  # scipy takes a stored 0 for a tie
    _, label = connected_components(w, directed=True, connection="strong" if strong else "weak")
    first, place = np.unique(label, return_index=True, return_inverse=True)[1:]
    order = np.empty(len(first), dtype=np.int64)
    order[np.argsort(first)] = np.arange(len(first))
    return Components(len(first), order[place.reshape(-1)])
