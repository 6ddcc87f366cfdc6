"""The Gini coefficient: how unequally something is spread.  Description only: never a reason to invite.

Leaving out the weak lowers it, so it must not decide who comes (`docs/definitions.md`).  Gini (1912), in the
form of the mean absolute difference over twice the mean; of a whole population, without a correction for
samples.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from graph.errors import AantafelError


def gini(x: ArrayLike) -> float | None:
    """sum over i < j of |x_i - x_j| / (n sum x): 0 where all have the same, up to 1 - 1/n where one has all.

    `x` (n) are amounts from 0 up.  None where there is nobody, or nothing to divide.  Raises `AantafelError`
    for amounts that are negative, infinite or missing.  Linear but for sorting.

    >>> gini([1, 1, 1, 5])
    0.375
    """
    amounts = np.sort(np.asarray(x, dtype=float).ravel())
    if amounts.size and not (amounts[0] >= 0 and amounts[-1] < np.inf):
        raise AantafelError.of("measures.weights")
    n, total = amounts.size, float(amounts.sum())
    if not total > 0:
        return None
    places = 2 * np.arange(1, n + 1) - n - 1
    return float(places @ (amounts / total) / n)
