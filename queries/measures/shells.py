"""Breadth-first search from many nodes at once, and what passes each node on the way.

Brandes (2001), "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25(2),
one shell after another: shell d holds what is d ties away.  A thin shell is followed tie by tie, a
thick one by multiplying the whole matrix, so that both a long chain and a small world are quick.
"""

from __future__ import annotations

from typing import TypeGuard

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.distances import Array, arcs_of

Cells = NDArray[np.int64]
THIN = 30
"""Following one tie costs as much as so many entries of the matrix product."""
BATCH = 200_000
"""About so many cells (nodes x sources) are worked on at once."""


def passing(out: csr_array, sources: NDArray[np.int64], *, thin: float = THIN, batch: int = BATCH) -> Array:
    """For each node v: the sum over sources s and all t of the part of the shortest s-t routes through v.

    `out` (n x n) has a 1 for each tie and no loops; s and t themselves do not count.  `thin` and `batch`
    change the time it takes, and nothing else.  Raises `AantafelError` where the routes are too many to
    be counted (beyond 1e308).

    The middle of a chain 0 -> 1 -> 2 is passed once:

    >>> passing(csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]]), np.arange(3)).tolist()
    [0.0, 1.0, 0.0]
    """
    n = out.shape[0]
    into = csr_array(out.T)
    total = np.zeros(n)
    many = int(np.clip(batch // max(n, 1), 16, 512))
    for at in range(0, len(sources), many):
        total += _Search(out, into, sources[at : at + many], thin).passing()
    return total


class _Search:
    """One breadth-first search with a column for each source; a cell is node x columns + column."""

    def __init__(self, out: csr_array, into: csr_array, sources: NDArray[np.int64], thin: float) -> None:
        self.out, self.into, self.thin = out, into, thin
        self.shape = out.shape[0], len(sources)
        cells = out.shape[0] * len(sources)
        self.level, self.routes = np.full(cells, -1, np.int32), np.zeros(cells)
        self.slot = np.empty(cells, np.int64)
        start: Cells = sources * len(sources) + np.arange(len(sources))
        self.level[start] = 0
        self.routes[start] = 1.0
        self.shells: list[Cells | None] = [start]
        """The cells of each shell; None for one that is thick."""

    def passing(self) -> Array:
        """How much of the routes from these sources passes each node."""
        with np.errstate(over="ignore", invalid="ignore"):
            self._spread()
        if not np.isfinite(self.routes).all():
            raise AantafelError.of("measures.routes")
        through = np.zeros(len(self.routes))
        for depth in range(len(self.shells) - 1, 1, -1):
            self._gather(through, depth)
        return np.asarray(through.reshape(self.shape).sum(axis=1))

    def _spread(self) -> None:
        """Count the shortest routes to every cell, shell by shell."""
        seen, cells = self.shape[1], len(self.level)
        while seen < cells:
            shell, depth = self.shells[-1], len(self.shells)
            found = self._along(shell, depth) if self._is_thin(shell, self.out) else self._across(depth)
            if not found:
                break
            seen += found

    def _along(self, shell: Cells, depth: int) -> int:
        """The next shell of a thin one, tie by tie; how many cells it has."""
        cells, size = self._next(self.out, shell)
        fresh = self.level[cells] < 0
        cells = cells[fresh]
        np.add.at(self.routes, cells, np.repeat(self.routes[shell], size)[fresh])
        order = np.arange(len(cells))
        self.slot[cells] = order  # of cells that come more than once the last one stays
        cells = cells[self.slot[cells] == order]
        self.level[cells] = depth
        self.shells.append(cells)
        return len(cells)

    def _across(self, depth: int) -> int:
        """The next shell by one product; how many cells it has."""
        front = np.where(self.level == depth - 1, self.routes, 0.0)
        carried = (self.into @ front.reshape(self.shape)).reshape(-1)
        np.multiply(carried, self.level < 0, out=carried)
        self.routes += carried
        fresh = carried > 0
        np.copyto(self.level, np.int32(depth), where=fresh)
        found = int(np.count_nonzero(fresh))
        self.shells.append(np.flatnonzero(fresh) if found * self.thin < fresh.size else None)
        return found

    def _gather(self, through: Array, depth: int) -> None:
        """Hand what a shell carries back to the shell before it: sigma_v / sigma_w (1 + delta_w)."""
        near, far, level, routes = self.shells[depth - 1], self.shells[depth], self.level, self.routes
        if self._is_thin(near, self.out):
            cells, size = self._next(self.out, near)
            share = np.where(level[cells] == depth, (1 + through[cells]) / routes[cells], 0.0)
            back = np.bincount(np.repeat(np.arange(len(near)), size), share, len(near))
            through[near] += routes[near] * back
        elif self._is_thin(far, self.into):
            cells, size = self._next(self.into, far)
            share = np.repeat((1 + through[far]) / routes[far], size)
            back = level[cells] == depth - 1
            np.add.at(through, cells[back], routes[cells[back]] * share[back])
        else:
            carried = np.zeros(len(routes))
            np.divide(1 + through, routes, out=carried, where=level == depth)
            back = (self.out @ carried.reshape(self.shape)).reshape(-1)
            back *= routes
            np.add(through, back, out=through, where=level == depth - 1)

    def _is_thin(self, shell: Cells | None, ties: csr_array) -> TypeGuard[Cells]:
        """Whether following the ties of a shell one by one costs less than the whole product."""
        if shell is None:
            return False
        nodes = shell // self.shape[1]
        many = int((ties.indptr[nodes + 1] - ties.indptr[nodes]).sum())
        return bool(many * self.thin <= (ties.nnz + 2 * self.shape[0]) * self.shape[1])

    def _next(self, ties: csr_array, shell: Cells) -> tuple[Cells, NDArray[np.int64]]:
        """The cells that the ties of a shell lead to, and how many come from each of its cells."""
        at, size = arcs_of(ties, shell // self.shape[1])
        return ties.indices[at] * np.int64(self.shape[1]) + np.repeat(shell % self.shape[1], size), size
