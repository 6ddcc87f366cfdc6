"""Degree and strength: how many ties a node has, and how much they weigh together.

Freeman (1979), "Centrality in social networks: conceptual clarification", Social Networks 1(3); strength
after Barrat, Barthélemy, Pastor-Satorras and Vespignani (2004), PNAS 101(11).
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.layer import Array, ties

Counts = NDArray[np.int64]
Direction = Literal["out", "in", "both"]


def degree(w: csr_array, direction: Direction = "both") -> Counts:
    """How many ties go out of each node, come in, or both: 0 to n, to 2n for "both".

    `w` (n x n): an entry that is not 0 is a tie; a loop is one tie out and one in.  A symmetric matrix says
    each tie twice: take "out".  Entries side by side are one tie.  Raises `AantafelError` where `w` is no
    layer, or `direction` is none of the three.

    >>> degree(csr_array([[0, 2.0, 1.0], [0, 0, 0], [4.0, 0, 0]])).tolist()
    [3, 1, 2]
    """
    w = ties(w)
    return np.asarray(_summed(csr_array((np.ones(w.nnz), w.indices, w.indptr), w.shape), direction), np.int64)


def strength(w: csr_array, direction: Direction = "both") -> Array:
    """The summed weight of the ties that go out of each node, come in, or both; in the unit of `w`.

    Raises as `degree` does.

    >>> strength(csr_array([[0, 2.0, 1.0], [0, 0, 0], [4.0, 0, 0]]), "out").tolist()
    [3.0, 0.0, 4.0]
    """
    return np.asarray(_summed(ties(w), direction), dtype=float)


def _summed(w: csr_array, direction: Direction) -> Array:
    if direction not in get_args(Direction):
        raise AantafelError.of("measures.direction", direction=direction)
    out, into = (np.asarray(w.sum(axis=axis), dtype=float).ravel() for axis in (1, 0))
    return out if direction == "out" else into if direction == "in" else out + into
