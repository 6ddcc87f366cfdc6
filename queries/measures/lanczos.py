"""What a symmetric layer makes of a start, again and again, in a few numbers.

Lanczos (1950), "An iteration method for the solution of the eigenvalue problem", Journal of Research of the
National Bureau of Standards 45(4): on the space of c, r c, r r c, … a symmetric r is a tridiagonal matrix t.
The largest eigenvalue of t is soon that of r, and x = c + beta r x is solved by y = |c| e1 + beta t y
(Lanczos 1952, the same journal 49(1)), for any beta from the same products.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from scipy.linalg import eigh_tridiagonal, solve_banded
from scipy.sparse import csr_array

from queries.measures.layer import Array, inner

KEPT = 64
"""So many vectors are kept: an answer is put together from them."""
ENDED = 1e-13
"""What is so much shorter than the rest is rounding."""
REACH = 1e100
"""Up to this, and down to one part of it, the squares of sums are plain numbers."""


class Largest(NamedTuple):
    """The largest eigenvalue as far as it is known, the second, and the first one's vector x, of length 1.

    `along`: what x has of each vector of the space; `rest`: how long r x - value x is.
    """

    value: float
    second: float
    along: Array
    rest: float


class Solved(NamedTuple):
    """`along`: what x has of each vector of the space; `rest`: how long c + beta r x - x is, to that of c."""

    along: Array
    rest: float


class Space:
    """The space of c, r c, r r c, … of a symmetric layer `r` (n x n) and a start `c` (n), 0 or more.

    `c` is not all 0.  A new one has no products yet; each that it grows by costs one, and n numbers up to
    `KEPT` of them.  Whether `r` is symmetric is not looked at.

    >>> space = Space(csr_array([[0.0, 2, 2], [2, 0, 2], [2, 2, 0]]), np.array([1.0, 0, 0]))
    >>> space.grow(4)
    >>> len(space), space.is_whole, round(space.largest().value, 9)
    (2, True, 4.0)
    >>> space.combined(space.largest().along).round(4).tolist()
    [0.5774, 0.5774, 0.5774]
    """

    def __init__(self, r: csr_array, c: Array) -> None:
        most = float(r.data.max(initial=0.0))
        self._scale = 1.0 if 1 / REACH < most < REACH else most or 1.0
        self._r = r if self._scale == 1.0 else csr_array(r / self._scale)
        self._most = float(c.max())
        c = c / self._most
        self._length = math.sqrt(inner(c, c))
        self._next = self._last = c / self._length
        self._kept: list[Array] = []
        self._diagonal: list[float] = []
        self._beside: list[float] = []
        self.is_whole = False
        """No product leads out of it."""

    def __len__(self) -> int:
        """How many products it has: as many dimensions."""
        return len(self._diagonal)

    @property
    def is_full(self) -> bool:
        """No more vectors are kept: what is put together will not come any nearer."""
        return len(self) >= KEPT

    def grow(self, products: int) -> None:
        """By so many, or until it is whole."""
        for _ in range(products):
            if self.is_whole:
                return
            last = self._next
            y = self._r @ last
            if self._beside:
                y -= self._beside[-1] * self._last
            self._diagonal.append(inner(last, y))
            y -= self._diagonal[-1] * last
            length = math.sqrt(inner(y, y))
            self._beside.append(length)
            longest = max(*map(abs, self._diagonal), *self._beside)
            self.is_whole = length <= ENDED * longest or len(self) == len(y)
            if len(self) <= KEPT:
                self._kept.append(last)
            self._last, self._next = last, y if self.is_whole else np.divide(y, length, out=y)

    def largest(self) -> Largest:
        """From what is known so far; the space must have a product.  A second there is none of is -inf."""
        most = len(self) - 1
        values, vectors = eigh_tridiagonal(
            self._diagonal, self._beside[:-1], select="i", select_range=(max(most - 1, 0), most)
        )
        along = vectors[:, -1]
        second = float(values[-2]) if most else -math.inf
        rest = self._beside[-1] * abs(float(along[-1]))
        return Largest(float(values[-1]) * self._scale, second * self._scale, along, rest * self._scale)

    def solved(self, beta: float) -> Solved:
        """x = c + beta r x, as near as the vectors that are kept come to it; the space must have a product.

        >>> space = Space(csr_array([[0.0, 1], [1, 0]]), np.array([3.0, 0]))
        >>> space.grow(2)
        >>> space.combined(space.solved(0.5).along).tolist()          # 3 + 1 / 2 of 2, 0 + 1 / 2 of 4
        [4.0, 2.0]
        """
        k, by = len(self._kept), -beta * self._scale
        bands = np.zeros((3, k))
        bands[1] = 1 + by * np.array(self._diagonal[:k])
        bands[0, 1:] = bands[2, :-1] = by * np.array(self._beside[: k - 1])
        along = solve_banded((1, 1), bands, np.eye(k)[0])
        rest = abs(by) * self._beside[k - 1] * abs(float(along[-1]))
        return Solved(along * self._length * self._most, rest)

    def combined(self, along: Array) -> Array:
        """The vector (n) that has so much of each vector of the space; of no more than `KEPT`."""
        x = np.zeros(self._r.shape[0])
        for much, each in zip(along, self._kept, strict=True):
            x += much * each
        return x
