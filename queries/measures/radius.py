"""How fast what goes round in circles grows or dies out: the largest eigenvalue of a layer.

The eigenvalues of a triangular block matrix are those of its blocks, so each strongly connected part has its
own (Perron 1907, Frobenius 1912); a chain has none, which an iteration on the whole matrix would not find.
For any x > 0 the largest eigenvalue lies between the least and the most of (wx)_i / x_i (Collatz 1942,
Wielandt 1950): x is improved until the two meet, first by repetition, and where that is slow by solving
(Noda 1971, Numerische Mathematik 17).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.linalg import ArpackNoConvergence, eigsh

from graph.errors import AantafelError
from queries.measures.layer import Array, Nodes, parts, rows, ties
from queries.measures.walks import walks

CLOSE = 1e-10
"""The two ends are this close to each other, as a part of the larger."""
EQUAL = 1e-9
"""Two eigenvalues that differ by a smaller part than this are the same."""
REPEATS, OF_SYMMETRIC, SOLUTIONS = 400, 20, 20
DENSE = 300
AT_ONCE = 4
POWERS, HUGE = 12, 1e100
"""So many repetitions between two looks at the ends."""
GENTLE, FIRM, SLOW = 0.1, 0.4, 0.3
"""Such a part of x is added to wx: little mixes a tangle fast, more brings rings and tiers to rest; the
other is tried where the ends have come together by less than `SLOW`."""


class Circle(NamedTuple):
    """Nodes that all reach each other, and how what goes round there grows with each step.

    `nodes`: their rows, rising.  The largest eigenvalue lies between `low` and `high`, which are as close as
    was asked for unless it was too hard to find.  `vector`: of positive numbers x with w x = eigenvalue * x
    within the circle, as near as that, the largest being 1.
    """

    nodes: Nodes
    low: float
    high: float
    vector: Array


def radius(w: csr_array) -> float:
    """The largest eigenvalue lambda_1 >= 0 of a layer, in 10 digits; 0 where nothing goes round in circles.

    Where it cannot be found that closely (large, hardly connected circles), what it is at most.  Linear in
    ties for each of some 50 repetitions.  Raises `AantafelError` where `w` is no layer.

    >>> radius(csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]]))
    0.0
    >>> radius(csr_array([[0.0, 0.9], [0.4, 0]]))            # the root of 0.9 x 0.4
    0.6
    """
    return float(f"{max((one.high for one in circles(w, largest=True)), default=0.0):.10g}")


def is_inside(w: csr_array, b: float) -> bool:
    """Whether 0 <= b < 1 / `radius(w)`: what goes round then dies out.

    >>> w = csr_array([[0.0, 0.9], [0.4, 0]])
    >>> is_inside(w, 1.6), is_inside(w, 1.7), is_inside(w, -0.1)
    (True, False, False)
    """
    return 0 <= b < np.inf and (b * most_sum(w) < 1 or _dies_out(w, b) or b * radius(w) < 1)


def _dies_out(w: csr_array, b: float) -> bool:
    """Whether all row sums of one of the first powers of b w are below 1: then so are its eigenvalues."""
    sums = np.ones(w.shape[0])
    for _ in range(POWERS):
        most = float(sums.max(initial=0.0))
        if not most < HUGE:
            return False
        sums = b * (w @ sums)
        if sums.max(initial=0.0) < 1 - 1e-9:
            return True
    return False


def most_sum(w: csr_array) -> float:
    """The largest sum of a row, or of a column if that is less: `radius(w)` is never above it.

    >>> most_sum(csr_array([[0.0, 0.9], [0.4, 0]]))
    0.9
    """
    return float(min(np.max(w.sum(axis=axis), initial=0.0) for axis in (0, 1)))


def circles(w: csr_array, *, largest: bool = False, close: float = CLOSE) -> tuple[Circle, ...]:
    """Every strongly connected part of two or more nodes, or of one with a loop, by its first node.

    With `largest`, only those that may have the largest eigenvalue of all.  `close` is how near their two
    ends should be.  Cost as for `radius`.

    >>> w = csr_array([[0, 2.0, 0], [2, 0, 0], [0, 9, 1]])
    >>> [(one.nodes.tolist(), round(one.high, 9)) for one in circles(w)]
    [([0, 1], 2.0), ([2], 1.0)]
    """
    w = ties(w)
    label, _, inside = parts(w)
    if not inside.any():
        return ()
    row = rows(w)[inside]
    is_on = np.zeros(w.shape[0], np.bool_)
    is_on[row] = True  # a node on a circle has a tie that stays on it
    members = np.flatnonzero(is_on)
    members = members[np.argsort(label[members], kind="stable")]
    place = np.empty(w.shape[0], np.int32)
    place[members] = np.arange(len(members), dtype=np.int32)
    at = place[row], place[w.indices[inside]]
    round_ = _Round(
        csr_array((w.data[inside], at), shape=(len(members),) * 2), label[members], largest, close
    )
    round_.repeat()
    found = [Circle(members[first:end], low, high, x) for first, end, low, high, x in round_.solved()]
    return tuple(sorted(found, key=lambda one: int(one.nodes[0])))


class _Round:
    """All circles side by side: blocks along the diagonal, each divided by its largest row sum."""

    def __init__(self, w: csr_array, label: NDArray[np.int32], largest: bool, close: float) -> None:
        self.first = np.flatnonzero(np.r_[True, label[1:] != label[:-1]])
        self.size = np.diff(np.r_[self.first, len(label)])
        self.scale = np.maximum.reduceat(np.asarray(w.sum(axis=1), dtype=float), self.first)
        each = np.repeat(np.repeat(self.scale, self.size), np.diff(w.indptr))
        self.w = csr_array((w.data / each, w.indices, w.indptr), shape=w.shape)
        self.x, self.largest, self.close, self.is_symmetric = np.ones(len(label)), largest, close, False
        self.low, self.high = np.zeros(len(self.first)), np.ones(len(self.first))

    def open(self) -> NDArray[np.bool_]:
        """The circles whose two ends have not met, and still matter."""
        is_open = self.high - self.low > self.close * self.high
        if self.largest:
            is_open &= self.high * self.scale > (self.low * self.scale).max() * (1 - EQUAL)
        return is_open

    def repeat(self) -> None:
        """Multiply, as long as it does any good."""
        going, at, w = np.arange(len(self.first)), np.arange(len(self.x)), self.w
        first, size, x = self.first, self.size, self.x
        mixing, spread = np.full(len(going), GENTLE), np.ones(len(going))
        for count in range(0, REPEATS, AT_ONCE):
            if count == OF_SYMMETRIC and _is_symmetric(w):
                self.is_symmetric = True  # Lanczos's iteration is the quicker one
                return
            y = w @ x
            ratio = y / x
            low, high = np.minimum.reduceat(ratio, first), np.maximum.reduceat(ratio, first)
            self.low[going], self.high[going], self.x[at] = low, high, x
            still = self.open()[going]
            if not still.any():
                return
            mixing[high - low > SLOW * spread] *= FIRM / GENTLE  # what is gentle becomes firm, and
            mixing[mixing > FIRM] = GENTLE  # what is firm, gentle
            spread = high - low
            own = np.repeat(mixing * high, size)
            for _ in range(AT_ONCE - 1):
                x = y + own * x
                y = w @ x
            x = y + own * x
            x /= np.repeat(np.maximum.reduceat(x, first), size)
            if size[still].sum() < 0.7 * len(at):
                kept = np.flatnonzero(np.repeat(still, size))
                going, at, w, x = going[still], at[kept], w[kept][:, kept], x[kept]
                size, mixing, spread = size[still], mixing[still], spread[still]
                first = np.cumsum(size) - size

    def solved(self) -> Iterator[tuple[int, int, float, float, Array]]:
        """First and end row, low, high and vector of each circle, solved where repeating was too slow."""
        slow = self.open()
        for one in np.flatnonzero(slow).tolist():
            here = slice(self.first[one], self.first[one] + self.size[one])
            ends, block = (self.low[one], self.high[one], self.x[here]), self.w[here, here]
            found = None
            if block.shape[0] > DENSE and (self.is_symmetric or _is_symmetric(block)):
                found = _lanczos(block, self.x[here], self.close)
            found = found or _noda(block, *ends, self.close)
            self.low[one], self.high[one], self.x[here] = found
        low, high = self.low * self.scale, self.high * self.scale
        shown = high >= low.max() if self.largest else np.ones(len(low), np.bool_)
        for one in np.flatnonzero(shown).tolist():
            first, end = int(self.first[one]), int(self.first[one] + self.size[one])
            yield first, end, float(low[one]), float(high[one]), self.x[first:end]


def _is_symmetric(w: csr_array) -> bool:
    into, out = np.bincount(w.indices, w.data, w.shape[0]), w @ np.ones(w.shape[0])
    return np.allclose(into, out, rtol=1e-9, atol=0) and not abs(w - w.T).sum()  # most are not, and show it


def _lanczos(w: csr_array, x: Array, close: float) -> tuple[float, float, Array] | None:
    """The ends and vector of a large symmetric circle, from x on; None where that is slow too.

    By ARPACK, which starts anew from the best it has and so needs few vectors: what `lanczos.Space` does not
    find with those that it keeps comes here.
    Some eigenvalue lies as near as what is left of w x - value x is long.
    """
    try:
        value, vector = eigsh(w, k=1, which="LA", v0=x, tol=close / 100, maxiter=100)
    except ArpackNoConvergence:
        return None
    best, x = float(value[0]), np.abs(vector[:, 0])
    left = float(np.linalg.norm(w @ x - best * x))
    return (best - left, best + left, x / x.max()) if left <= close * best and x.all() else None


def _noda(w: csr_array, low: float, high: float, x: Array, close: float) -> tuple[float, float, Array]:
    """Solve (high - w) y = x for a better x, until its two ends meet or no longer come closer."""
    dense = w.toarray() if w.shape[0] <= DENSE else None
    for _ in range(SOLUTIONS):
        above = high * (1 + 1e-8)  # at the eigenvalue itself there is no solution
        try:
            if dense is not None:
                y = np.linalg.solve(above * np.eye(len(x)) - dense, x)
            else:
                y = walks(w / above, x)
        except (np.linalg.LinAlgError, AantafelError):
            break
        if not (np.isfinite(y).all() and (y > 0).all()):
            break
        y /= y.max()
        ratio = (w @ y) / y
        nearer = max(low, float(ratio.min())), min(high, float(ratio.max()))
        if nearer == (low, high):
            break
        low, high, x = *nearer, y
        if high - low <= close * high:
            break
    return low, high, x
