"""What may be drawn for a number that is not known exactly: within its ends, and within what is left.

All of it is a function of ready-made random numbers, so that the same numbers give the same draws.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import ndtr

Array = NDArray[np.float64]
FIVE_PERCENT = 1.6448536269514722
"""So many standard deviations from the middle lies the 5 % point of a normal distribution."""


def within(z: Array, low: Array, usual: Array, high: Array) -> Array:
    """A number for each entry of `z` (standard normal), from `low` to `high`.

    `low`, `usual` and `high` are columns (n x 1) or of the shape of `z`.  Where they are equal, that
    number.  Where `usual` is nan, nobody says what it is: evenly between the ends.  Else log-normal
    with `usual` in the middle, so wide that the farther end (as a ratio) is its 5 % or 95 % point,
    and cut to the ends: nothing is drawn that nobody claims.  A range from 0 has no ratio: evenly.

    >>> z = np.array([[-9.0, 0.0, 9.0]])
    >>> within(z, np.array([[0.2]]), np.array([[0.4]]), np.array([[0.8]])).round(6).tolist()
    [[0.2, 0.4, 0.8]]
    >>> within(z, np.array([[0.2]]), np.array([[np.nan]]), np.array([[0.8]])).round(6).tolist()
    [[0.2, 0.5, 0.8]]
    """
    varies = np.flatnonzero((high > low).any(axis=1))
    found = np.broadcast_to(low, z.shape).copy()
    if len(varies):
        found[varies] = _within(z[varies], low[varies], usual[varies], high[varies])
    return found


def _within(z: Array, low: Array, usual: Array, high: Array) -> Array:
    evenly = low + ndtr(z) * (high - low)
    skewed = (low > 0) & (usual > 0)
    if not skewed.any():
        return np.asarray(evenly, dtype=float)
    least, middle, most = (np.log(np.where(skewed, one, 1.0)) for one in (low, usual, high))
    width = np.maximum(middle - least, most - middle) / FIVE_PERCENT
    around = np.exp(np.clip(middle + width * z, least, most))
    return np.asarray(np.where(high > low, np.where(skewed, around, evenly), low), dtype=float)


def divided(room: Array, e: Array, rest: Array, side: csr_array) -> Array:
    """How what is left of each whole is divided: evenly over all ways to divide it.

    `room` (wholes x draws) is what is left, `e` (parts x draws) and `rest` (wholes x draws) are
    exponential numbers with mean 1, 0 for a part that takes nothing; `side` (wholes x parts) is 1 where
    a part belongs to a whole.  Part i gets room e_i / (rest + sum of its whole's e): with k parts, a
    point evenly drawn from {x >= 0, sum of x <= room} (a Dirichlet distribution with k + 1 ones;
    Devroye 1986, XI.4).  One part alone is evenly drawn between 0 and `room`; never do they pass it.

    >>> side = csr_array([[1.0, 1.0]])
    >>> divided(np.array([[0.6]]), np.array([[1.0], [2.0]]), np.array([[3.0]]), side).round(6).tolist()
    [[0.1], [0.2]]
    """
    whole = rest + side @ e
    scale = np.where(whole > 0, room / np.where(whole > 0, whole, 1.0), 0.0)
    return np.asarray(e * (side.T @ scale), dtype=float)
