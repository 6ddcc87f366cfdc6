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

Array = NDArray[np.float64]


class Ends(NamedTuple):
    """Least and most that each row can be."""

    low: Array
    high: Array


def hhi(s: csr_array) -> Array:
    """HHI_i = sum over j of s_ij^2 of shares of the row's own sum: 1/n to 1; 0 for an empty row.

    `s` (n x m) holds flows or shares, 0 or more; a row is what one side's whole consists of.

    >>> hhi(csr_array([[3.0, 1.0], [5.0, 0.0], [0.0, 0.0]])).tolist()
    [0.625, 1.0, 0.0]
    """
    rows, total = _rows(s), np.asarray(s.sum(axis=1), dtype=float)
    parts = s.data / np.where(total > 0, total, 1.0)[rows]
    return np.asarray(np.bincount(rows, parts**2, s.shape[0]), dtype=float)


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
    low = np.bincount(_rows(s), s.data**2, s.shape[0]) / scale**2
    rest = np.maximum(1.0 - total, 0.0)
    partly = csr_array(s.multiply(is_open != 0))
    taker = np.zeros(s.shape[0])
    np.maximum.at(taker, _rows(partly), partly.data)
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


def _rows(s: csr_array) -> NDArray[np.int64]:
    return np.repeat(np.arange(s.shape[0]), np.diff(s.indptr))
