"""What passes through whom: the part of one's inputs that goes through each party, directly or further back.

On a chain without circles this is the multi-tier dependence T = (I - S)^-1 - I, S the shares of direct
suppliers (Leontief's inverse, 1936; Acemoglu et al. 2012 for networks of inputs).  Where goods go round,
T counts them each time they pass; here they count once, T_ij / (1 + T_jj), so that it stays a part of a
whole.  Missing shares are free within what the known ones leave: the two ends are found by dynamic
programming, as the least and most likely visit of a walk whose next step somebody else may choose
(Bellman 1957).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from graph.errors import AantafelError
from queries.measures.concentration import Ends

Array = NDArray[np.float64]
Indices = NDArray[np.int64]
WIDTH = 64
"""Targets that are worked out side by side: so many numbers a party are kept at once."""
FEWEST, MOST, WORK = 200, 20_000, 300_000_000
"""Steps back that are followed: as many as fit in so much work, but no fewer and no more than these."""
CLOSE = 1e-12
SCREENED, MOST_SCREENED, LITTLE = 16, 50, 0.01
"""A screen looks at so many starts together, so many steps back, until so little of the bar is under way."""


class Reach(NamedTuple):
    """Whom one gets to: the rows reached, the first one first, and in how few steps."""

    rows: Indices
    steps: Indices


def reach(s: csr_array, start: int) -> Reach:
    """Every row that can be reached from `start` along stored entries, itself included, nearest first.

    `s` (n x n): every stored entry is a step, whatever its value.  Linear in the entries passed.

    >>> reach(csr_array([[0, 1.0, 0], [0, 0, 1.0], [0, 0, 0]]), 1)
    Reach(rows=array([1, 2]), steps=array([0, 1]))
    """
    steps = csr_array((np.ones(s.nnz), s.indices, s.indptr), s.shape)
    rows, before = breadth_first_order(steps, start, directed=True, return_predecessors=True)
    far = np.zeros(s.shape[0], np.int64)
    for row in rows[1:]:
        far[row] = far[before[row]] + 1
    return Reach(rows.astype(np.int64), far[rows])


def passing_ends(s: csr_array, is_open: csr_array, start: int, targets: Sequence[int] | Indices) -> Ends:
    """The least and most of what `start` gets that passes each target at least once, 0 to 1.

    `s` (n x n): s[i, j] is the known part, 0 to 1, of what i gets from j; a row may sum to less than 1,
    and one that sums to more is scaled down to 1.  Entries of `is_open` that are not 0 mark suppliers
    whose part may be more than `s` says: what their row leaves goes to them, to others whom nobody
    names, or is divided in any way.  Least: to others.  Most: wherever it passes the target.
    Of `start` itself: what comes back to it.  Equal ends where nothing is open and no circle holds on
    to what it gets for thousands of steps; where one does, what still goes round then is between them.

    Raises `AantafelError` where the shapes differ, are not square, or hold negative or infinite parts.
    Time grows with the entries behind `start` times the number of targets times the steps back.

    0 gets all from 1 and 2, nobody says how much from whom; 1 gets half of its own from 2.

    >>> s = csr_array([[0, 0, 0], [0, 0, 0.5], [0, 0, 0]])
    >>> passing_ends(s, csr_array([[0, 1, 1], [0, 0, 0], [0, 0, 0]]), 0, [1, 2])
    Ends(low=array([0., 0.]), high=array([1., 1.]))
    """
    known, opened = _checked(s, is_open)
    rows, _ = reach(csr_array(known + opened), start)
    local = np.full(s.shape[0], -1, np.int64)
    local[rows] = np.arange(len(rows))
    inner = _Inner(known[rows][:, rows], opened[rows][:, rows])
    wanted = np.asarray(targets, np.int64)
    low, high = np.zeros(len(wanted)), np.zeros(len(wanted))
    reached = np.flatnonzero(local[wanted] >= 0)
    for first in range(0, len(reached), WIDTH):
        some = reached[first : first + WIDTH]
        low[some], high[some] = inner.ends(local[wanted[some]])
    return Ends(low, high)


def may_pass(s: csr_array, starts: Sequence[int] | Indices, bar: float) -> Iterator[Indices]:
    """For each of `starts`, in order, the rows that more than `bar` of what it surely gets may pass.

    `s` as in `passing_ends`, `bar` above 0 to 1.  A screen, to spare `passing_ends` most of its work: it
    counts visits, T = s + s^2 + s^3 + …, which are never fewer than what passes once, so no row that
    belongs there is left out; some that do not belong there may be in.  Raises as `passing_ends` does.
    Time grows with the starts times the entries of `s` times the steps back, memory with the rows.

    >>> s = csr_array([[0, 0.9, 0], [0, 0, 0.5], [0, 0, 0]])
    >>> [rows.tolist() for rows in may_pass(s, [0, 1], 0.4)]
    [[1, 2], [2]]
    """
    known, _ = _checked(s, csr_array(s.shape))
    every = np.asarray(starts, np.int64)
    for first in range(0, len(every), SCREENED):
        some = every[first : first + SCREENED]
        rows = np.unique(np.concatenate([breadth_first_order(known, one)[0] for one in some]))
        back = csr_array(csr_array(known[rows][:, rows]).T)
        here = (rows[:, None] == some).astype(float)
        visits = np.zeros_like(here)
        for _ in range(MOST_SCREENED):
            here = back @ here
            visits += here
            if here.sum(axis=0).max(initial=0.0) <= LITTLE * bar:
                break
        left = here.sum(axis=0)  # what is still under way passes each row at most once for the first time
        yield from (rows[one] for one in ((visits + left) > bar).T)


class _Inner:
    """What lies behind one row, which is row 0 here."""

    def __init__(self, known: csr_array, opened: csr_array) -> None:
        self.known = csr_array(known)
        total = np.asarray(self.known.sum(axis=1), dtype=float)
        rest = np.maximum(1.0 - total, 0.0)
        opened = csr_array(opened)
        self.free = np.flatnonzero((np.diff(opened.indptr) > 0) & (rest > 0))
        own = opened[self.free]
        self.chosen, self.starts = own.indices, own.indptr[:-1]
        self.rest = rest[self.free]
        self.size = known.nnz + own.nnz + known.shape[0]

    def ends(self, targets: Indices) -> tuple[Array, Array]:
        low, going = self._passed(targets, np.zeros(len(self.free)))
        high, still = self._passed(targets, self.rest) if len(self.free) else (low, going)
        return low, np.minimum(high + (still if still > CLOSE else 0.0), 1.0)

    def _passed(self, targets: Indices, rest: Array) -> tuple[Array, float]:
        """For each target how likely a walk from row 0 has visited it, and how likely it still goes on.

        What is free goes the best way for each target.
        """
        at = np.arange(len(targets))
        value = np.zeros((self.known.shape[0], len(targets) + 1))
        value[:, -1] = 1.0  # a walk that has not left yet
        value[targets, at] = 1.0
        first, still = value[0], 1.0
        for _ in range(min(max(WORK // (self.size * (len(targets) + 1)), FEWEST), MOST)):
            after = self.known @ value
            if rest.any():
                best = np.maximum.reduceat(value[self.chosen], self.starts, axis=0)
                after[self.free] += rest[:, None] * best
            first = after[0].copy()
            after[targets, at] = 1.0
            settled, value = np.array_equal(after[:, :-1], value[:, :-1]), after
            still = 0.0 if settled else float(value[0, -1])
            if still <= CLOSE:
                break
        return np.minimum(np.where(targets == 0, first[:-1], value[0, :-1]), 1.0), still


def _checked(s: csr_array, is_open: csr_array) -> tuple[csr_array, csr_array]:
    if s.ndim != 2 or s.shape[0] != s.shape[1] or s.shape != is_open.shape:
        raise AantafelError.of("measures.shape", shape=" x ".join(map(str, s.shape)))
    known = csr_array(s, dtype=float, copy=True)
    known.sum_duplicates()
    known.eliminate_zeros()
    if not np.isfinite(known.data).all() or (known.data < 0).any():
        raise AantafelError.of("measures.weights")
    total = np.asarray(known.sum(axis=1), dtype=float)
    known.data /= np.repeat(np.maximum(total, 1.0), np.diff(known.indptr))
    opened = csr_array(is_open != 0, dtype=float)
    return known, opened
