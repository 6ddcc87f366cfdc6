"""Random graphs for the benchmarks of measures, as arrays; the same for every library."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ends = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def arcs(nodes: int, ties: int, seed: int = 11) -> Ends:
    """So many different arcs with a weight from 0 to 1; one in five closes a triangle, as among people.

    Without loops; who has many ties gets more of them.
    """
    rng = np.random.default_rng(seed)
    popular = rng.permutation(nodes)[(rng.power(2.5, 2 * ties) * nodes).astype(np.int64)]
    a, b = popular[:ties], rng.integers(0, nodes, ties)
    first = np.searchsorted(np.sort(a), np.arange(nodes))
    order = np.argsort(a, kind="stable")
    closing = rng.random(ties) < 0.2
    friend = b[order[np.minimum(first[b], ties - 1)]]  # the friend of a friend, as far as there is one
    b = np.where(closing, friend, b)
    pair = np.unique((a * nodes + b)[a != b])
    a, b = np.divmod(rng.permutation(pair), nodes)
    return a, b, rng.random(len(a)) * 0.98 + 0.01


def groups(nodes: int) -> NDArray[np.int64]:
    """One of six blocs for each node."""
    return np.random.default_rng(5).integers(0, 6, nodes)
