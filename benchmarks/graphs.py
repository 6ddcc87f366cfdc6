"""Random graphs for the benchmarks of measures, as arrays; the same for every library."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ends = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def arcs(nodes: int, ties: int, seed: int = 11) -> Ends:
    """So many arcs with a weight from 0 to 1, without loops, less the few that come twice.

    Givers are drawn as preferential attachment would have them: the k-th has ties as k to the power -1/2, so
    that degrees fall off with the third power (Barabasi and Albert 1999); receivers are such in half of the
    arcs and anybody in the other half.  Every fifth arc goes past a friend to one of his, as among people.
    """
    rng = np.random.default_rng(seed)
    by_rank = rng.permutation(nodes)

    def popular(number: int) -> NDArray[np.int64]:
        return by_rank[(rng.random(number) ** 2 * nodes).astype(np.int64)]

    a, b = popular(ties), np.where(rng.random(ties) < 0.5, popular(ties), rng.integers(0, nodes, ties))
    order = np.argsort(a, kind="stable")
    first = np.searchsorted(a[order], np.arange(nodes))
    closing = np.flatnonzero(rng.random(ties) < 0.2)
    of = rng.integers(0, ties, len(closing))
    friend = order[np.minimum(first[b[of]], ties - 1)]
    closed = a[friend] == b[of]
    a[closing[closed]], b[closing[closed]] = a[of[closed]], b[friend[closed]]
    pair = np.unique((a * nodes + b)[a != b])
    a, b = np.divmod(rng.permutation(pair), nodes)
    return a, b, rng.random(len(a)) * 0.98 + 0.01


def groups(nodes: int) -> NDArray[np.int64]:
    """One of six blocs for each node."""
    return np.random.default_rng(5).integers(0, 6, nodes)
