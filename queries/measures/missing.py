"""Ties that may be missing: as many more of a kind, between such as it joins, at random.

Whoever draws a map overlooks ties.  What that could change is seen by adding some that would not stand
out (Borgatti, Carley and Krackhardt 2006, "On the robustness of centrality measures under conditions of
imperfect data", Social Networks 28(2), do so for a graph of one kind).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Array = NDArray[np.float64]
Ids = NDArray[np.int64]
TRIES = 20
NUMBERS = 1_000_000
"""About so many weights of ties are held at once."""


class Ties(NamedTuple):
    """Ties of one kind: from row i to row j, how large; entry by entry."""

    i: Ids
    j: Ids
    weight: Array


class Added(NamedTuple):
    """Ties that were added: in which world, from row i to row j, how large; sorted by world, i and j."""

    world: Ids
    i: Ids
    j: Ids
    weight: Array


def more_ties(
    rng: np.random.Generator, ties: Ties, group: Ids, taken: Ids, room: Array, rate: float, count: int
) -> Added:
    """For each of `count` worlds a part `rate` of the ties once more, between others.

    `group` (n,) says which rows are alike: a tie is added between two rows of the groups that some tie
    joins (often joined groups more often), never from a row to itself, never where `taken` (numbers
    i n + j) has the two, and once in a world.  It is as large as some tie, and at most `room` (n x 2),
    what its first and its second end leave; where that is 0 none is added.  Where the part is no whole
    number, some worlds get one more, so that it is right on average; where all that could be tied
    are, fewer.  Time grows with ties x rate x worlds.

    >>> two = Ties(np.array([0, 1]), np.array([2, 2]), np.array([0.4, 0.4]))
    >>> rng, alike = np.random.default_rng(1), np.array([0, 0, 1, 1])
    >>> found = more_ties(rng, two, alike, np.array([2, 6]), np.ones((4, 2)), 1.0, 1)
    >>> list(zip(found.i.tolist(), found.j.tolist(), found.weight.tolist()))  # 0 and 1 with 3
    [(0, 3, 0.4), (1, 3, 0.4)]
    """
    n = len(group)
    members, start, size = _members(group)
    in_world, pairs, weights = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    world = np.repeat(np.arange(count), (rate * len(ties.i) + rng.random(count)).astype(int))
    for _ in range(TRIES):
        if not len(world) or not len(ties.i):
            break
        like = rng.integers(0, len(ties.i), len(world))
        i, j = (
            members[start[group[end]] + (rng.random(len(world)) * size[group[end]]).astype(int)]
            for end in (ties.i[like], ties.j[like])
        )
        weight = np.minimum(
            ties.weight[rng.integers(0, len(ties.i), len(world))], np.minimum(room[i, 0], room[j, 1])
        )
        pair, whole = i * n + j, (world * n + i) * n + j
        good = (i != j) & (weight > 0) & ~np.isin(pair, taken) & ~np.isin(whole, in_world * n * n + pairs)
        once = np.zeros(len(world), dtype=bool)
        once[np.unique(whole, return_index=True)[1]] = True
        good &= once
        in_world, pairs = np.concatenate([in_world, world[good]]), np.concatenate([pairs, pair[good]])
        weights = np.concatenate([weights, weight[good]])
        world = world[~good]
    order = np.lexsort((pairs, in_world))
    return Added(in_world[order], pairs[order] // n, pairs[order] % n, weights[order])


def joined(parts: list[Added]) -> Added:
    """The ties of several kinds as one."""
    empty = Added(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    world, i, j, weight = (np.concatenate(columns) for columns in zip(empty, *parts, strict=True))
    order = np.lexsort((j, i, world))
    return Added(world[order], i[order], j[order], weight[order])


def worlds_with(base: csr_array, more: Added, count: int) -> Iterator[tuple[csr_array, Array]]:
    """A few worlds at a time: the pattern of all their ties, and the weights (ties x worlds).

    `base` (n x n) are the ties that all worlds have, in canonical CSR form.  Where a tie is added
    between two who are tied, the larger counts.

    >>> base = csr_array([[0.0, 0.5], [0.0, 0.0]])
    >>> more = Added(np.array([1, 1]), np.array([0, 1]), np.array([1, 0]), np.array([0.2, 0.3]))
    >>> [(pattern.indices.tolist(), weights.tolist()) for pattern, weights in worlds_with(base, more, 2)]
    [([1, 0], [[0.5, 0.5], [0.0, 0.3]])]
    """
    n = base.shape[0]
    own = np.repeat(np.arange(n), np.diff(base.indptr)) * n + base.indices
    each = max(len(more.world) / max(count, 1), 1.0)
    size = int(max(1, min(count, NUMBERS / max(base.nnz, 1), (NUMBERS / each) ** 0.5)))
    for first in range(0, count, size):
        last = min(first + size, count)
        here = slice(*np.searchsorted(more.world, [first, last]))
        pair = more.i[here] * n + more.j[here]
        every = np.unique(np.concatenate([own, pair]))
        weights = np.zeros((len(every), last - first))
        weights[np.searchsorted(every, own)] = base.data[:, None]
        at = np.searchsorted(every, pair), more.world[here] - first
        np.maximum.at(weights, at, more.weight[here])
        indptr = np.searchsorted(every, np.arange(n + 1) * n)
        yield csr_array((np.ones(len(every)), every % max(n, 1), indptr), shape=base.shape), weights


def _members(group: Ids) -> tuple[Ids, Ids, Ids]:
    """Rows by group, where each group begins, and how many it has."""
    size = np.bincount(group) if len(group) else np.zeros(0, np.int64)
    return np.argsort(group, kind="stable"), np.cumsum(size) - size, size
