"""Structural holes: whose contacts know each other, and who can be gone round.

Burt (1992), "Structural Holes", chapter 2: constraint, effective size, efficiency and hierarchy.  All
four go by p_ij, the part of all that i shares with anyone that it shares with j, both directions added:

    p_ij = (w_ij + w_ji) / sum over k of (w_ik + w_ki)

So a scale cancels out, and who only receives counts like who only gives.  The contacts of i are those
j with w_ij + w_ji > 0; loops are left out; ties of the contacts outside i's circle count too.  Who
has no contacts has nothing to go by: nan, to be read as "no ties known".

Every function takes a layer `w` (n x n); `triangles`, to use those of an earlier call; and `keep`,
one number from 0 up for each edge of `triangles`, that weights the pair (0: not there in this draw).
Each returns one number for each row, without unit, and raises `AantafelError` where `w` is no layer or
ties pairs that `triangles` lacks, or where `keep` does not fit.  Time grows with ties and triangles.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from queries.measures.triangles import Block, Triangles

Array = NDArray[np.float64]
Both = tuple[Array, Array]
"""A number for each edge from its low end to its high end, and back."""


def constraint(w: csr_array, triangles: Triangles | None = None, keep: Array | None = None) -> Array:
    """c_i = sum over contacts j of (p_ij + sum over q of p_iq p_qj)^2: do all of i's ties lead to one place?

    At least 1 / N for N contacts, who then do not know each other; 1 for a single contact; it may be
    more (1.125 in a triangle of equal ties).  nan without contacts.

    Two contacts who do not know each other: (1/2)^2 + (1/2)^2 for the one between.

    >>> constraint(csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])).tolist()
    [1.0, 0.5, 1.0]
    """
    pairs = Pairs.of(w, triangles, keep)
    return pairs.known(pairs.summed(_dyadic(pairs)))


def dyadic_constraint(
    w: csr_array, triangles: Triangles | None = None, keep: Array | None = None
) -> csr_array:
    """c_ij, an entry for each contact j of i: what j adds to i's constraint (n x n, rows sum to it).

    >>> dyadic_constraint(csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])).toarray().tolist()
    [[0.0, 1.0, 0.0], [0.25, 0.0, 0.25], [0.0, 1.0, 0.0]]
    """
    pairs = Pairs.of(w, triangles, keep)
    low, high = (end[pairs.there] for end in pairs.ends)
    data = np.concatenate([side[pairs.there] for side in _dyadic(pairs)])
    at = np.concatenate([low, high]), np.concatenate([high, low])
    return csr_array(coo_array((data, at), shape=(pairs.triangles.n, pairs.triangles.n)))


def effective_size(w: csr_array, triangles: Triangles | None = None, keep: Array | None = None) -> Array:
    """sum over contacts j of (1 - sum over q of p_iq m_jq): contacts, less those one reaches anyway.

    m_jq = (w_jq + w_qj) / the most that j shares with anyone, i included.  From 1 to the number of
    contacts, which it is when no two of them know each other.  nan without contacts.

    A triangle: each has two contacts, of whom one would do.

    >>> effective_size(csr_array([[0.0, 1, 1], [0, 0, 1], [0, 0, 0]])).tolist()
    [1.0, 1.0, 1.0]
    """
    return _effective_size(Pairs.of(w, triangles, keep))


def efficiency(w: csr_array, triangles: Triangles | None = None, keep: Array | None = None) -> Array:
    """Effective size divided by the number of contacts N, 1 / N to 1.  nan without contacts.

    >>> efficiency(csr_array([[0.0, 1, 1], [0, 0, 1], [0, 0, 0]])).tolist()
    [0.5, 0.5, 0.5]
    """
    pairs = Pairs.of(w, triangles, keep)
    return _effective_size(pairs) / pairs.known(pairs.contacts)


def hierarchy(w: csr_array, triangles: Triangles | None = None, keep: Array | None = None) -> Array:
    """sum over contacts j of r_ij ln r_ij / (N ln N), r_ij = N c_ij / c_i: is it one contact who constrains?

    The Coleman-Theil index of disorder: 0 where all N contacts constrain alike, to 1 where one does it
    all.  nan with fewer than two contacts, where it would be 0 / 0.

    >>> hierarchy(csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])).tolist()
    [nan, 0.0, nan]
    """
    pairs = Pairs.of(w, triangles, keep)
    dyadic, number = _dyadic(pairs), np.maximum(pairs.contacts, 2.0)
    mean = pairs.summed(dyadic) / number
    mean[mean == 0] = 1.0
    low, high = (side / mean[end] for side, end in zip(dyadic, pairs.ends, strict=True))
    disorder = pairs.summed((_x_ln_x(low), _x_ln_x(high))) / (number * np.log(number))
    return np.where(pairs.contacts > 1, np.clip(disorder, 0.0, 1.0), np.nan)


class Pairs(NamedTuple):
    """The tied pairs of a layer, in the order of the edges of its triangles."""

    triangles: Triangles
    strength: Array
    """w_ij + w_ji of each edge."""
    there: NDArray[np.bool_]
    total: Array
    """The strength of all ties of each node."""
    contacts: Array
    """How many contacts each node has."""

    @classmethod
    def of(cls, w: csr_array, triangles: Triangles | None, keep: Array | None) -> Pairs:
        triangles = Triangles(w) if triangles is None else triangles
        both = triangles.weights(w, keep)
        if both.max(initial=0.0) > 2.0**900:
            both *= 2.0**-200  # its sums must stay finite, and the scale cancels out
        strength = both[0] + both[1]
        there = strength > 0
        low, high, n = triangles.low, triangles.high, triangles.n
        total, contacts = (np.bincount(low, one, n) + np.bincount(high, one, n) for one in (strength, there))
        return cls(triangles, strength, there, total.astype(float), contacts.astype(float))

    @property
    def ends(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        return self.triangles.low, self.triangles.high

    def parts(self, whole: Array) -> Both:
        """The strength of each edge as a part of its own end's `whole`."""
        whole = np.where(whole > 0, whole, 1.0)
        low, high = (self.strength / whole[end] for end in self.ends)
        return low, high

    def summed(self, both: Both) -> Array:
        """By node, what its edges hold as seen from itself."""
        low, high = (
            np.bincount(end, side, self.triangles.n) for end, side in zip(self.ends, both, strict=True)
        )
        return np.asarray(low + high, dtype=float)

    def known(self, values: Array) -> Array:
        """The same, nan for nodes without contacts."""
        return np.where(self.contacts > 0, values, np.nan)

    def blocks(self) -> Iterator[Block]:
        """The triangles of which all three edges are there."""
        if self.there.all():
            yield from self.triangles
            return
        for block in self.triangles:
            whole = np.flatnonzero(self.there[block.ab] & self.there[block.ac] & self.there[block.bc])
            yield Block(*(edge[whole] for edge in block))


def _dyadic(pairs: Pairs) -> Both:
    p = pairs.parts(pairs.total)
    low, high = ((direct + indirect) ** 2 for direct, indirect in zip(p, _through(pairs, p, p), strict=True))
    return low, high


def _effective_size(pairs: Pairs) -> Array:
    most = np.zeros(pairs.triangles.n)
    for end in pairs.ends:
        np.maximum.at(most, end, pairs.strength)
    m_low, m_high = pairs.parts(most)
    redundant = _through(pairs, pairs.parts(pairs.total), (m_high, m_low))  # m of j with q, not of q with j
    return pairs.known(pairs.contacts - pairs.summed(redundant))


def _through(pairs: Pairs, first: Both, second: Both) -> Both:
    """sum over q of first(i, q) second(q, j), for each edge of i and j, both ways."""
    (f_up, f_down), (s_up, s_down) = first, second
    up, down = np.zeros_like(f_up), np.zeros_like(f_up)
    for ab, ac, bc in pairs.blocks():
        np.add.at(up, ab, f_up[ac] * s_down[bc])
        np.add.at(up, ac, f_up[ab] * s_up[bc])
        np.add.at(up, bc, f_down[ab] * s_up[ac])
        np.add.at(down, ab, f_up[bc] * s_down[ac])
        np.add.at(down, ac, f_down[bc] * s_down[ab])
        np.add.at(down, bc, f_down[ac] * s_up[ab])
    return up, down


def _x_ln_x(x: Array) -> Array:
    return x * np.log(np.where(x > 0, x, 1.0))
