"""Bargaining power: who profits from partners that have nowhere else to go.

Bonacich (1987), "Power and centrality: a family of measures", American Journal of Sociology 92(5), with
beta < 0: c = a (I - beta R)^-1 R 1.  To be tied to somebody with few other ties makes strong, which is what
Cook et al. (1983) saw in exchange.  How far that reaches is a choice (beta), and where some have one tie
only it decides who comes first (Rodan 2011): so look at a band of it, and say only what holds all over.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.lanczos import Space
from queries.measures.layer import Array, Nodes, inner, narrow, ties

KAPPAS = (0.25, 0.5, 0.75)
EQUAL = 1e-9
"""Two values closer than this are the same; c is around 1."""
CLOSE = 1e-12
"""What is left over is so small a part of what the ties bring."""
AT_ONCE, MOST = 4, 400
"""So many products between two looks at what they tell, and in all."""


def bargaining_power(s: csr_array, kappa: float = 0.5) -> Array:
    """c = a (I - beta R)^-1 R 1 with R = (s + s') / 2 and beta = -kappa / radius of R, for each row of `s`.

    `s` (n x n) holds shares (or amounts) of exchange, 0 or more; R takes both sides of each pair.  c has no
    unit and may be negative; a is such that the squares of c add up to the number of nodes with ties, so
    that 1 is middling.  `kappa`, above -1 and below 1, is how much the partners' own power takes away (below
    0: adds).  Undefined (nan) for a node without ties, which changes nothing for the others.

    Raises `AantafelError` where `kappa` is out of range or `s` is no layer.  Linear in ties for each of some
    20 steps.

    A line of five, the end ones having nowhere else to go: the second and fourth are strongest.

    >>> line = csr_array(np.diag([1.0] * 4, 1))
    >>> bargaining_power(line).round(2).tolist()
    [0.5, 1.33, 0.99, 1.33, 0.5]
    """
    return bargaining_band(s, (kappa,))[:, 0]


def bargaining_band(s: csr_array, kappas: Sequence[float] = KAPPAS) -> Array:
    """`bargaining_power` for each of `kappas`, n x len(kappas).

    >>> line = csr_array(np.diag([1.0] * 4, 1))
    >>> bargaining_band(line)[:3].round(2).tolist()
    [[0.56, 0.5, 0.29], [1.24, 1.33, 1.5], [1.13, 0.99, 0.57]]
    """
    for kappa in kappas:
        if not -1 < kappa < 1:
            raise AantafelError.of("measures.kappa", kappa=kappa)
    s = narrow(ties(s))
    r = csr_array(s + s.T)  # half of it has half the radius, and c the same size in the end
    strength = np.asarray(r.sum(axis=1), dtype=float)
    is_tied = strength > 0
    band = np.full((s.shape[0], len(kappas)), np.nan)
    if not r.nnz:
        return band
    space = Space(r, strength)
    largest = _grown(space, kappas)
    for column, kappa in enumerate(kappas):
        beta = -kappa / largest
        c = _nearer(r, beta, strength, space.combined(space.solved(beta).along))
        band[is_tied, column] = (c * np.sqrt(is_tied.sum() / inner(c, c)))[is_tied]
    return band


def stable_top(band: Array, most: int) -> NDArray[np.bool_]:
    """Who is among the first `most` at every point of the band (n x k), whatever beta is.

    Equal values share a place: somebody is among them if fewer than `most` are above.  A node without ties
    (nan) never is.  Raises `AantafelError` where `most` is below 1.

    >>> stable_top(bargaining_band(csr_array(np.diag([1.0] * 4, 1))), 2).tolist()
    [False, True, False, True, False]
    """
    if most < 1:
        raise AantafelError.of("measures.most", most=most)
    within = np.ones(band.shape[0], np.bool_)
    for values in band.T:
        known = np.sort(values[~np.isnan(values)])
        above = len(known) - np.searchsorted(known, values + EQUAL, side="right")
        within &= (above < most) & ~np.isnan(values)
    return within


def stable_order(band: Array, pairs: Nodes) -> NDArray[np.int8]:
    """For each of `pairs` (m x 2, rows), who is above at every point of the band, whatever beta is.

    1: the first of the two, -1: the second, 0: that depends on beta, they are equal, or one has no ties.

    >>> band = bargaining_band(csr_array(np.diag([1.0] * 4, 1)))
    >>> stable_order(band, np.array([[1, 0], [0, 2], [1, 3]])).tolist()
    [1, -1, 0]
    """
    pairs = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    apart = band[pairs[:, 0]] - band[pairs[:, 1]]
    first, second = (apart > EQUAL).all(axis=1), (apart < -EQUAL).all(axis=1)
    return np.where(first, 1, np.where(second, -1, 0)).astype(np.int8)


def _grown(space: Space, kappas: Sequence[float]) -> float:
    """The radius, within 1e-10 of it, of a space in which there is an answer for each of `kappas`."""
    found = 0.0
    while True:
        space.grow(AT_ONCE)
        value, _, _, rest = space.largest()
        is_near = value - found <= 1e-9 * value and rest <= 1e-5 * value
        found = value
        if space.is_whole or len(space) >= MOST:
            return value
        if is_near and (
            space.is_full or all(space.solved(-kappa / value).rest <= CLOSE / 10 for kappa in kappas)
        ):
            return value


def _nearer(r: csr_array, beta: float, c: Array, x: Array) -> Array:
    """x = c + beta r x from an x near it, by conjugate gradients: no eigenvalue is below 1 - |kappa|."""
    left = c - x + beta * (r @ x)
    p, rest = left, inner(left, left)
    enough = inner(c, c) * CLOSE**2
    for _ in range(2000):
        if rest <= enough:
            break
        moved = p - beta * (r @ p)
        step = rest / inner(p, moved)
        x = x + step * p
        left = left - step * moved
        rest, before = inner(left, left), rest
        p = left + (rest / before) * p
    return x
