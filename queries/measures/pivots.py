"""Pivots: what is not linear says its cost before it starts, and can be estimated from some of the nodes.

Brandes and Pich (2007), "Centrality estimation in large networks", International Journal of
Bifurcation and Chaos 17(7); Eppstein and Wang (2004), "Fast approximation of centrality", Journal of
Graph Algorithms and Applications 8(1): the routes from some nodes drawn by lot stand for those from all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.errors import AantafelError

EXACT_UP_TO = 3000
"""Up to so many nodes, all routes are followed unless told otherwise: a few seconds at most."""
PIVOTS = 500
"""Above that, the routes from so many nodes; of the true first twenty they find about nine in ten."""

Nodes = NDArray[np.int64]
Pivots = int | Sequence[int] | Nodes | None


class Cost(NamedTuple):
    """What a measure will cost, before it starts.

    `sources`: the nodes that routes are followed from; `steps`: along a tie or to a node; `seconds` of
    processor time, within a factor of two on the machine of the benchmarks.
    """

    sources: int
    steps: int
    seconds: float


def default(n: int) -> int | None:
    """How many pivots to take for `n` nodes where nobody chose: None is all of them.

    >>> default(3000), default(3001)
    (None, 500)
    """
    return None if n <= EXACT_UP_TO else PIVOTS


def chosen(n: int, pivots: Pivots, seed: int = 0) -> Nodes:
    """The rows that routes are followed from, each once, in ascending order.

    `pivots` is how many of the `n` rows to draw by lot, or the rows themselves; None is all of them.
    The same seed draws the same.  Raises `AantafelError` where there are none, or more than `n`.

    >>> chosen(4, None).tolist(), chosen(4, [2, 0]).tolist(), len(chosen(4, 3, seed=1))
    ([0, 1, 2, 3], [0, 2], 3)
    """
    if pivots is None:
        return np.arange(n)
    if isinstance(pivots, int | np.integer):
        if not 1 <= pivots <= n:
            raise AantafelError.of("measures.pivots", pivots=pivots, n=n)
        return np.sort(np.random.default_rng(seed).choice(n, int(pivots), replace=False))
    rows = np.unique(np.asarray(pivots, dtype=np.int64))
    if not len(rows) or rows[0] < 0 or rows[-1] >= n:
        raise AantafelError.of("measures.pivots", pivots=", ".join(map(str, rows)) or 0, n=n)
    return rows


def cost_of(w: csr_array, pivots: Pivots, seconds_per_step: float, *, both_ways: bool = False) -> Cost:
    """The cost of following routes over the ties of `w` from some or all of its rows.

    >>> cost_of(csr_array([[0.0, 1], [1, 0]]), None, 1e-8)
    Cost(sources=2, steps=8, seconds=8e-08)
    """
    n = w.shape[0]
    sources = len(chosen(n, pivots))
    steps = sources * (w.nnz * (2 if both_ways else 1) + n)
    return Cost(sources, steps, steps * seconds_per_step)
