"""Dependence and power: how much one needs another, and cannot find it elsewhere.

Emerson (1962), "Power-dependence relations", American Sociological Review 27(1): A depends on B as
far as B holds what A wants, and less as far as A gets it elsewhere; B's power over A is A's
dependence on B.  Casciaro and Piskorski (2005) tell imbalance from mutual dependence.  The product
of the two factors is ours: Emerson gave no formula.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Array = NDArray[np.float64]
Number = TypeVar("Number", float, Array)


def dependence(share: Number, elsewhere: Number) -> Number:
    """dep = share (1 - elsewhere), 0 to 1; both of any shape, 0 to 1.

    `share` is the part of i's sales, income, credit … that runs through j, `elsewhere` how easily i
    replaces it (0 not at all).  Not defined where either is unknown: give both ends of what it may be.

    >>> dependence(0.8, 0.25)
    0.6000000000000001
    """
    return share * (1 - elsewhere)


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
