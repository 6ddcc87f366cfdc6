"""Blocs in a room: which part of the weight each holds, and how many equal blocs that comes down to.

The effective number is that of Laakso and Taagepera (1979), "Effective number of parties", Comparative
Political Studies 12(1).  Description only: it never chooses who comes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from graph.errors import AantafelError

Array = NDArray[np.float64]


class BlocShares(NamedTuple):
    """Of each bloc its part of the weight; the largest bloc; how many equal blocs would be as divided."""

    shares: Array
    largest: int
    effective: float


def bloc_shares(weight: ArrayLike, bloc: ArrayLike) -> BlocShares | None:
    """The part of all weight that each bloc holds, and 1 over the sum of their squares, 1 to all blocs.

    `weight` (n) is what each guest brings, from 0 up: 1 for a seat, or power; `bloc` (n) the bloc of each,
    counted from 0.  A bloc of nobody has 0; of equally large blocs the first is named.  None where nobody
    weighs anything.  Raises `AantafelError` where the two differ in length, a weight is negative, infinite
    or missing, or a bloc is no number from 0 up.

    >>> bloc_shares([1, 1, 1, 1], [0, 0, 0, 1])
    BlocShares(shares=array([0.75, 0.25]), largest=0, effective=1.6)
    """
    weights, blocs = np.asarray(weight, dtype=float).ravel(), np.asarray(bloc).ravel()
    if len(weights) != len(blocs):
        raise AantafelError.of("measures.one_bloc_each", given=len(blocs), n=len(weights))
    if not len(weights):
        return None
    if not (weights.min() >= 0 and weights.max() < np.inf):
        raise AantafelError.of("measures.weights")
    if blocs.dtype.kind not in "iu" or blocs.min() < 0:
        raise AantafelError.of("measures.one_bloc_each", given=len(blocs), n=len(weights))
    total = float(weights.sum())
    if not total > 0:
        return None
    shares = np.asarray(np.bincount(blocs, weights / total), dtype=float)
    return BlocShares(shares, int(shares.argmax()), float(1 / (shares @ shares)))
