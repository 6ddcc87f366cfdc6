"""Concentration: how far one side hangs on few partners.

Herfindahl (1950) and Hirschman (1945): the sum of squared shares.  Its inverse is the number of
equal partners that would be as concentrated (Adelman 1969).  The cut-offs of 0.10 and 0.18 come from
the control of mergers; they are reading aids, not verdicts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from queries.measures.layer import Array, amounts, rows

REACH = 1e140
"""Up to this, and down to one part of it, squares and their sums are plain numbers."""


class Ends(NamedTuple):
    """Least and most that each row can be."""

    low: Array
    high: Array


def hhi(s: csr_array) -> Array:
    """HHI_i = sum over j of s_ij^2 of shares of the row's own sum: 1/n to 1; 0 for an empty row.

    `s` (n x m) holds flows or shares, 0 or more; a row is what one side's whole consists of.  Entries side
    by side are one partner.  Raises `AantafelError` where some are negative, infinite or missing.

    >>> hhi(csr_array([[3.0, 1.0], [5.0, 0.0], [0.0, 0.0]])).tolist()
    [0.625, 1.0, 0.0]
    """
    return np.nan_to_num(_squares(_within_reach(amounts(s)))[1], nan=0.0)


class Concentrations(NamedTuple):
    """Of each row: HHI, effective number of partners, normalised HHI, largest share, number of partners.

    All but the number are undefined (nan) for a row without partners; `normalised` also for one partner.
    """

    hhi: Array
    effective: Array
    normalised: Array
    largest: Array
    partners: NDArray[np.int64]


def concentrations(s: csr_array) -> Concentrations:
    """How far each row of `s` hangs on few partners; `s` and errors as in `hhi`.  Linear in entries.

    >>> found = concentrations(csr_array([[3.0, 1.0, 0], [5.0, 0, 0], [0, 0, 0]]))
    >>> found.hhi.tolist(), found.effective.tolist(), found.normalised.tolist()
    ([0.625, 1.0, nan], [1.6, 1.0, nan], [0.25, nan, nan])
    >>> found.largest.tolist(), found.partners.tolist()
    ([0.75, 1.0, nan], [2, 1, 0])
    """
    s = _within_reach(amounts(s))
    most = np.zeros(s.shape[0])
    np.maximum.at(most, rows(s), s.data)
    total, found = _squares(s)
    partners = np.diff(s.indptr) if s.data.all() else np.bincount(rows(s)[s.data > 0], minlength=len(total))
    equal = 1 / np.where(partners > 1, partners, np.nan)
    return Concentrations(
        found, 1 / found, (found - equal) / (1 - equal), most / total, partners.astype(np.int64)
    )


def _squares(s: csr_array) -> tuple[Array, Array]:
    """Of each row its sum, nan for 0, and the sum of its squares as a part of the square of that."""
    each = np.ones(s.shape[1])
    total: Array = s @ each
    total[total == 0] = np.nan
    squared = csr_array((s.data * s.data, s.indices, s.indptr), s.shape)
    return total, squared @ each / (total * total)


def _within_reach(s: csr_array) -> csr_array:
    """`s`, or where a square could be too large or small for a number, each row as parts of its largest."""
    if not s.nnz or (s.data.min() > 1 / REACH and s.data.max() < REACH):
        return s
    row, most = rows(s), np.zeros(s.shape[0])
    np.maximum.at(most, row, s.data)
    return csr_array((s.data / np.where(most > 0, most, 1.0)[row], s.indices, s.indptr), s.shape)


def hhi_ends(s: csr_array, is_open: csr_array) -> Ends:
    """The least and most that HHI can be where part of the whole is not accounted for.

    `s` (n x m) holds shares, 0 to 1, of which a row may sum to less than 1; entries of `is_open` that
    are not 0 mark partners whose share may be more than `s` says.  Least: the rest runs through
    countless others.  Most: all of it through one partner that is not known in full.  A row that sums
    to more than 1 is scaled down to 1.  An empty row can be anything from 0 to 1.

    >>> hhi_ends(csr_array([[0.5, 0.25]]), csr_array([[0, 1]]))
    Ends(low=array([0.3125]), high=array([0.5]))
    """
    total = np.asarray(s.sum(axis=1), dtype=float)
    scale = np.maximum(total, 1.0)
    low = np.bincount(rows(s), s.data**2, s.shape[0]) / scale**2
    rest = np.maximum(1.0 - total, 0.0)
    partly = csr_array(s.multiply(is_open != 0))
    taker = np.zeros(s.shape[0])
    np.maximum.at(taker, rows(partly), partly.data)
    return Ends(low, np.minimum(low + (taker + rest) ** 2 - taker**2, 1.0))


def effective_number(hhi: float) -> float | None:
    """1 / HHI, 1 or more: so many equal partners would be as concentrated; None where HHI is 0.

    >>> effective_number(0.625)
    1.6
    """
    return 1 / hhi if hhi > 0 else None


def normalised(hhi: float, partners: int) -> float | None:
    """(HHI - 1/n) / (1 - 1/n), 0 for n equal partners to 1 for one; None for fewer than two partners.

    >>> normalised(0.625, 2)
    0.25
    """
    if partners < 2:
        return None
    return (hhi - 1 / partners) / (1 - 1 / partners)
