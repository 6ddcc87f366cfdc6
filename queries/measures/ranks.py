"""Ranks over many draws: how sure an order is.

Columns are draws, rows are what is ranked; nan is "has no value in this draw" and has no rank.  The
largest value has rank 1.  Values that differ by less than `SAME` of the larger are equal: rounding
in the sixteenth digit orders nobody.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
SAME = 1e-9
LOW, HIGH = 0.05, 0.95
PAIRWISE = 300
"""Up to so many rows, all pairs are compared at once; above, pairs are counted by sorting."""
BLOCK = 4_000_000


class Ends(NamedTuple):
    """Two ends of an interval for each row; nan where a row has no value at all."""

    low: Array
    high: Array


def ranks(values: Array) -> Array:
    """The rank of each row in each column, 1 for the largest; equals share the mean of their ranks.

    `values` is (n x draws); so is the result.  nan stays nan and takes no place.

    >>> ranks(np.array([[0.5, 1.0], [0.5, 3.0], [0.1, np.nan]])).T.tolist()
    [[1.5, 1.5, 3.0], [2.0, 1.0, nan]]
    """
    above, equal = _places(values)
    return np.where(np.isnan(values), np.nan, above + (equal + 1) / 2)


def among_first(values: Array, k: int) -> Array:
    """The part of each row's membership of the first `k` in each column, 0 to 1.

    1 where fewer than `k` are above it; rows that are equal across the border share what is left, so
    that a column adds up to `k`, or to the number of rows with a value where those are fewer.

    >>> among_first(np.array([[9.0], [5.0], [5.0], [1.0]]), 2).T.tolist()
    [[1.0, 0.5, 0.5, 0.0]]
    """
    above, equal = _places(values)
    return np.where(np.isnan(values), 0.0, np.clip((k - above) / np.maximum(equal, 1), 0.0, 1.0))


def interval(values: Array, low: float = LOW, high: float = HIGH) -> Ends:
    """The `low` and `high` quantiles of each row over its columns, leaving out nan.

    A quantile q is the smallest value that a part q of the draws does not pass: always one that was
    drawn, never a mean of two.

    >>> interval(np.array([[3.0, 1.0, 2.0, np.nan], [4.0, 4.0, 4.0, 4.0]]))
    Ends(low=array([1., 4.]), high=array([3., 4.]))
    """
    ordered = np.sort(values, axis=1)  # nan comes last
    known = (~np.isnan(values)).sum(axis=1)
    if not values.shape[1]:
        return Ends(np.full(len(values), np.nan), np.full(len(values), np.nan))
    at = [np.maximum(np.ceil(q * known - 1e-9).astype(int) - 1, 0) for q in (low, high)]
    found = [ordered[np.arange(len(values)), one] for one in at]
    return Ends(*(np.where(known > 0, one, np.nan) for one in found))


def kendall(point: Array, values: Array) -> Array:
    """Kendall's tau-b between `point` and each column of `values`, -1 to 1.

    `point` is (n,), `values` (n x draws).  1 is the same order, 0 no likeness, -1 the reverse; equals
    are corrected for.  Rows without a value on either side are left out.  nan where fewer than two are
    left or all of a side are equal.  Source: Kendall (1945), "The treatment of ties in ranking
    problems", Biometrika 33(3).  O(n^2) for each column up to `PAIRWISE` rows, O(n log n) above.

    >>> kendall(np.array([3.0, 2.0, 1.0]), np.array([[9.0, 1.0], [5.0, 2.0], [5.0, 3.0]])).round(3).tolist()
    [0.816, -1.0]
    """
    own = ranks(point[:, None])
    if len(point) <= PAIRWISE:
        return _by_pairs(own[:, 0], ranks(values))
    return np.array([_by_sorting(own[:, 0], column) for column in ranks(values).T])


def _places(values: Array) -> tuple[Array, Array]:
    """How many stand above each row in its column, and how many are equal to it, itself included."""
    n, draws = values.shape
    if not n:
        return np.zeros((n, draws)), np.zeros((n, draws))
    order = np.argsort(-values, axis=0, kind="stable")  # nan comes last
    ordered = np.take_along_axis(values, order, axis=0)
    size = np.maximum(np.abs(ordered[:-1]), np.abs(ordered[1:]))
    new = np.ones((n, draws), dtype=bool)
    new[1:] = ~(ordered[:-1] - ordered[1:] <= SAME * size)
    row = np.arange(n)[:, None]
    first = np.maximum.accumulate(np.where(new, row, 0), axis=0)
    ends = np.ones((n, draws), dtype=bool)
    ends[:-1] = new[1:]
    last = np.minimum.accumulate(np.where(ends, row, n)[::-1], axis=0)[::-1]
    above, equal = np.empty((n, draws)), np.empty((n, draws))
    np.put_along_axis(above, order, first.astype(float), axis=0)
    np.put_along_axis(equal, order, (last - first + 1).astype(float), axis=0)
    return above, equal


def _by_pairs(point: Array, other: Array) -> Array:
    one, two = np.triu_indices(len(point), 1)
    block = max(1, BLOCK // max(len(one), 1))
    parts = [
        _tau(point[one] - point[two], other[one, at : at + block] - other[two, at : at + block])
        for at in range(0, other.shape[1], block)
    ]
    return np.concatenate(parts) if parts else np.empty(0)


def _tau(point: Array, other: Array) -> Array:
    """tau-b of columns of differences between pairs; nan where a pair has no value."""
    both = ~(np.isnan(point)[:, None] | np.isnan(other))
    a = np.where(both, np.sign(point)[:, None], 0.0)
    b = np.where(both, np.sign(other), 0.0)
    size = np.sqrt((a * a).sum(axis=0) * (b * b).sum(axis=0))
    return np.where(size > 0, (a * b).sum(axis=0) / np.where(size > 0, size, 1.0), np.nan)


def _by_sorting(point: Array, other: Array) -> float:
    from scipy.stats import kendalltau

    both = ~(np.isnan(point) | np.isnan(other))
    return float(kendalltau(point[both], other[both])[0]) if both.sum() > 1 else np.nan
