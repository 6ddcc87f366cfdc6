"""Sums over walks: what starts somewhere, and arrives directly and through others, in any number of steps.

Influence, Katz, what passes whom at any tier: each is x = c + m x for some m without negative entries, the
sum of c + m c + m^2 c + … (Neumann's series), which has an end if the largest eigenvalue of m is below 1.
Every term adds, so small values are as exact as large ones; and once a term is between `low` and `high`
times the one before it, in every entry, all later ones are too, which bounds what is still to come.  Where
the series is long nevertheless, because m has long chains or many circles that hold on to what they get, x
is found by solving along the chains (Gauss and Seidel) and undoing what is left (BiCGSTAB, van der Vorst
1992, SIAM Journal on Scientific and Statistical Computing 13(2)).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array
from scipy.sparse.linalg import splu

from graph.errors import AantafelError
from queries.measures.layer import Array, Nodes, depth_first, inner, parts, rows

TERMS = 200
"""So many terms of the series before another way is tried."""
ROUNDS = 100
SMALL = 200
"""A strongly connected part of fewer nodes than this is solved as a whole."""
THIN = 4
"""A part with fewer ties a node than this can be solved as a whole too, if nothing else helps."""
MOST = 1e12
"""A sum so many times as large as what it starts from has no end, as far as can be told."""


def walks(m: csr_array, start: Array) -> Array:
    """x = start + m x, which is the sum of m^k start over all k >= 0; `start` (n) is 0 or more.

    `m` (n x n) has no negative entries.  Within 1e-12 of each value where the series decides, of the largest
    value elsewhere.  Raises `AantafelError` where the sum has no end (the largest eigenvalue of `m` is not
    below 1, as far as `start` gets), or comes too close to that to be found.  Linear in ties a term, of
    which there are usually some 50, rarely up to a thousand.

    A chain: 0 gets half of what 1 has, 1 half of what 2 has.

    >>> walks(csr_array([[0, 0.5, 0], [0, 0, 0.5], [0, 0, 0]]), np.ones(3)).tolist()
    [1.75, 1.5, 1.0]
    """
    total: Array = start.astype(float)
    step = start
    for count in range(1, TERMS + 1):
        before, step = step, m @ step
        total += step
        if not (step > 1e-16 * total).any():
            if not np.isfinite(total).all():
                raise AantafelError.of("measures.endless")
            return total
        if count % 4 == 0 and count > 4:
            low, high = _growth(before, step)
            if low >= 1:
                raise AantafelError.of("measures.endless")
            if high < 1:
                least, most = low / (1 - low), high / (1 - high)
                if ((most - least) * step <= 1e-12 * total).all():
                    return _ended(total + (least + most) / 2 * step, start)
    return _long(m, start)


def _growth(before: Array, after: Array) -> tuple[float, float]:
    """The least and the most that a value has grown by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = after / before  # from nothing to something is without end, from nothing to nothing no number
    return float(np.fmin.reduce(ratio, initial=np.inf)), float(np.fmax.reduce(ratio, initial=0.0))


def _long(m: csr_array, start: Array) -> Array:
    order, inside = _along_chains(m)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    solved = _Solved(m, place, inside)
    x = solved.settled(start[order])
    if x is None and inside.sum() < THIN * len(order):
        x = _Solved(m, place, np.ones_like(inside), any_order=True).settled(start[order])
    if x is None:
        raise AantafelError.of("measures.endless")
    found = np.empty_like(x)
    found[order] = x
    return np.asarray(start + m @ np.maximum(_ended(found, start), 0.0), dtype=float)


def _ended(x: Array, start: Array) -> Array:
    """`x`, unless it is no sum of what `start` sends out: then there is none."""
    most = float(x.max())
    if not most <= MOST * start.max() or x.min() < -1e-9 * most:
        raise AantafelError.of("measures.endless")
    return x


def _along_chains(m: csr_array) -> tuple[Nodes, NDArray[np.bool_]]:
    """Nodes in an order in which most entries of `m` stand below the diagonal, and which ties to keep whole.

    Without circles all stand below; a small part that is tied in circles is kept whole.
    """
    label, size, inside = parts(m)
    row = rows(m)
    order = np.argsort(label, kind="stable")  # scipy numbers a part after all those that it leads to
    start = np.concatenate([[0], np.cumsum(size)])
    large = np.flatnonzero(size >= SMALL)
    if len(large):
        own = csr_array((np.ones(inside.sum()), (row[inside], m.indices[inside])), shape=m.shape)
    for one in large:
        nodes, before = depth_first(own, int(order[start[one]]))
        order[start[one] : start[one + 1]] = nodes[_by_leaving(before)]
    return order, inside & (size[label[row]] < SMALL)


def _by_leaving(before: Nodes) -> Nodes:
    """From the order of arrival to that of leaving: those whom a node leads to come before it."""
    count = len(before)
    up, below, depth = before.tolist(), [1] * count, [0] * count
    for at in range(1, count):
        depth[at] = depth[up[at]] + 1
    for at in range(count - 1, 0, -1):
        below[up[at]] += below[at]
    return np.argsort(np.arange(count) + np.array(below) - np.array(depth))


class _Solved:
    """x = c + m x where the entries below the diagonal, and those of `whole`, are solved at once."""

    def __init__(
        self, m: csr_array, place: Nodes, whole: NDArray[np.bool_], *, any_order: bool = False
    ) -> None:
        n = m.shape[0]
        i, j = place[rows(m)], place[m.indices]
        now, own = whole | (i > j), np.arange(n)
        entries = np.concatenate([np.ones(n), -m.data[now]])
        at = np.concatenate([own, i[now]]), np.concatenate([own, j[now]])
        matrix = csc_array((entries, at), shape=(n, n))
        try:
            self._now: Any = (
                splu(matrix) if any_order else splu(matrix, permc_spec="NATURAL", diag_pivot_thresh=0.0)
            )
        except RuntimeError:  # SuperLU: "Factor is exactly singular"
            raise AantafelError.of("measures.endless") from None
        self._later = csr_array((m.data[~now], (i[~now], j[~now])), shape=(n, n))

    def _apply(self, c: Array) -> Array:
        return np.asarray(self._now.solve(c), dtype=float)

    def settled(self, c: Array) -> Array | None:
        """x, by BiCGSTAB on x - (I - now)^-1 later x = (I - now)^-1 c; None if it does not come to rest."""
        x = self._apply(c)
        if not self._later.nnz:
            return x
        r = self._apply(c + self._later @ x) - x
        shadow, p, rho = r, r, inner(r, r)
        for _ in range(ROUNDS):
            if rho == 0 or not np.isfinite(rho):
                return x if np.isfinite(rho) else None
            v = p - self._apply(self._later @ p)
            along = inner(shadow, v)
            if along == 0:
                return None
            alpha = rho / along
            s = r - alpha * v
            t = s - self._apply(self._later @ s)
            omega = inner(t, s) / (inner(t, t) or 1.0)
            x = x + alpha * p + omega * s
            r = s - omega * t
            if np.abs(r).max() <= 1e-14 * np.abs(x).max():
                fresh = self._apply(c + self._later @ x)
                r = fresh - x
                if np.abs(r).max() <= 1e-13 * np.abs(x).max():
                    return fresh
                shadow, p, rho = r, r, inner(r, r)  # again, from what is really left
                continue
            turned = inner(shadow, r)
            p = r + (turned / rho) * (alpha / (omega or 1.0)) * (p - omega * v)
            rho = turned
        return None
