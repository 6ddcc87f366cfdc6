"""Degree and strength: how many ties a node has, and how much they weigh together.

Freeman (1979), "Centrality in social networks: conceptual clarification", Social Networks 1(3); strength
after Barrat, Barthélemy, Pastor-Satorras and Vespignani (2004), PNAS 101(11).
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.errors import AantafelError

Array = NDArray[np.float64]
Counts = NDArray[np.int64]
Direction = Literal["out", "in", "both"]


def degree(w: csr_array, direction: Direction = "both") -> Counts:
    """How many ties go out of each node, come in, or both: 0 to n, to 2n for "both".

    `w` (n x n): an entry that is not 0 is a tie; a loop is one tie out and one in.  A symmetric matrix says
    each tie twice: take "out".  Raises `AantafelError` where `w` is not square.

    >>> degree(csr_array([[0, 2.0, 1.0], [0, 0, 0], [4.0, 0, 0]])).tolist()
    [3, 1, 2]
    """
    return np.asarray(_summed(csr_array(w != 0), direction), np.int64)


def strength(w: csr_array, direction: Direction = "both") -> Array:
    """The summed weight of the ties that go out of each node, come in, or both; in the unit of `w`.

    >>> strength(csr_array([[0, 2.0, 1.0], [0, 0, 0], [4.0, 0, 0]]), "out").tolist()
    [3.0, 0.0, 4.0]
    """
    return np.asarray(_summed(w, direction), dtype=float)


def _summed(w: csr_array, direction: Direction) -> Array:
    if w.ndim != 2 or w.shape[0] != w.shape[1]:
        raise AantafelError.of("measures.shape", shape=" x ".join(map(str, w.shape)))
    out, into = (np.asarray(w.sum(axis=axis), dtype=float).ravel() for axis in (1, 0))
    return out if direction == "out" else into if direction == "in" else out + into
