"""Betweenness: how much of the shortest routes between others runs through each.

Freeman (1977), "A set of measures of centrality based on betweenness", Sociometry 40(1), and (1979),
"Centrality in social networks", Social Networks 1(3): C_B(v) = sum over s, t of sigma_st(v) / sigma_st,
sigma_st the number of shortest routes from s to t.  Not linear in ties: ask `cost` first, and take
pivots where it is much.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from graph.errors import AantafelError
from queries.measures.distances import Array, arcs_of, lengths, steps
from queries.measures.pivots import Cost, Pivots, chosen, cost_of
from queries.measures.shells import passing

SECONDS_PER_STEP = 2e-8
SECONDS_PER_STEP_BY_DISTANCE = 1e-7
EQUAL = 1e-10
"""Routes whose lengths differ by less than this part count as equally long: sums of decimals do."""
SHORTEST = 1e-9
"""No tie may be shorter than this part of the longest route, or it could not be told from nothing."""
CELLS = 1_000_000
"""About so many ties and nodes, times sources, are worked on at once."""


def betweenness(
    w: csr_array, *, directed: bool = True, pivots: Pivots = None, seed: int = 0, normalised: bool = True
) -> Array:
    """C_B of each row of `w` by the number of ties on a route; 0 to 1 normalised, else pairs of nodes.

    `w` (n x n) holds strengths, of which only 0 (no tie) and not 0 (a tie) count; loops do not.  With
    `directed` False a tie runs both ways, whichever way it is stored, and each pair counts once.
    Normalised by (n - 1)(n - 2) ordered pairs, or half as many.  An isolate has 0; so has everyone
    where n is below 3.

    `pivots` (see `pivots.chosen`) follows the routes from some nodes only, and scales up what they
    find; those drawn are seeded, and depend on the order of rows.  A pivot sees no route that starts
    at itself, and is scaled by one pivot less; with a single pivot its own value is undefined (nan).

    Raises `AantafelError` where `w` is not square, has negative or infinite weights, or `pivots` are
    none or more than n.  Steps: n x (n + ties), or pivots x (n + ties).

    A star of three: all three pairs of the others meet in the middle.

    >>> star = csr_array([[0.0, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    >>> betweenness(star, directed=False).tolist()
    [1.0, 0.0, 0.0, 0.0]
    >>> betweenness(star, directed=False, normalised=False).tolist()
    [3.0, 0.0, 0.0, 0.0]
    """
    ties = steps(w, directed=directed)
    sources = chosen(ties.shape[0], pivots, seed)
    return _scaled(passing(ties, sources), sources, directed, normalised)


def betweenness_by_distance(
    d: csr_array, *, directed: bool = True, pivots: Pivots = None, seed: int = 0, normalised: bool = True
) -> Array:
    """C_B of each row of `d` by the length of a route; otherwise as `betweenness`.

    `d` (n x n) holds the length of each tie, above 0, in any unit: **the larger, the further apart**.
    A strength is no length: take its inverse, or -ln of a trust.  Routes count as equally long
    where they differ by less than one part in 1e10.  Of parallel ties the shortest counts.

    Ties of length 0 make the number of shortest routes meaningless (any detour between two such nodes
    is as short): they are refused, as are ties shorter than 1e-9 of the longest route.  Cap trust below
    1, or add a small cost to every tie.  Raises `AantafelError` also as `betweenness` does.
    Steps: as many, each some five times dearer.

    From 0 to 2 it is shorter by way of 1 (1 + 1) than straight on (3):

    >>> d = csr_array([[0.0, 1, 3], [0, 0, 1], [0, 0, 0]])
    >>> betweenness_by_distance(d, normalised=False).tolist()
    [0.0, 1.0, 0.0]
    """
    ties = lengths(d, directed=directed)
    sources = chosen(ties.shape[0], pivots, seed)
    total = np.zeros(ties.shape[0])
    batch = int(np.clip(CELLS // max(ties.nnz + ties.shape[0], 1), 1, 512))
    for at in range(0, len(sources), batch):
        total += _passing_by_distance(ties, sources[at : at + batch])
    return _scaled(total, sources, directed, normalised)


def cost(w: csr_array, pivots: Pivots = None, *, directed: bool = True, by_distance: bool = False) -> Cost:
    """What `betweenness` of `w` costs, from all nodes or from pivots, before it starts.

    >>> cost(csr_array([[0.0, 1], [1, 0]])).sources
    2
    """
    per_step = SECONDS_PER_STEP_BY_DISTANCE if by_distance else SECONDS_PER_STEP
    return cost_of(w, pivots, per_step, both_ways=not directed)


def _scaled(total: Array, sources: NDArray[np.int64], directed: bool, normalised: bool) -> Array:
    """From sums over some sources to all pairs, or to a part of them.

    Of the k sources a node v sees those that are not v itself: k, or k - 1 where v is one of them.
    """
    others = len(total) - 1
    if others < 2:
        return np.zeros(len(total))
    seen = np.full(len(total), float(len(sources)))
    seen[sources] -= 1
    mean = np.divide(total, seen, out=np.full(len(total), np.nan), where=seen > 0)
    by = 1 / (others - 1) if normalised else others / (1 if directed else 2)
    return np.asarray(mean * by)


def _passing_by_distance(d: csr_array, sources: NDArray[np.int64]) -> Array:
    """As `shells.passing`, by the length of routes: along the ties that lie on some shortest one."""
    n, k = d.shape[0], len(sources)
    far = dijkstra(d, indices=sources)
    longest = np.max(far, where=np.isfinite(far), initial=0.0)
    if d.nnz and d.data.min() <= SHORTEST * longest:
        raise AantafelError.of("measures.too_short", part=f"{SHORTEST:.0e}")
    tail, head = np.repeat(np.arange(n), np.diff(d.indptr)), d.indices
    before, after = far[:, tail], far[:, head]
    row, arc = np.nonzero((before < after) & (before + d.data <= after * (1 + EQUAL)))
    start = np.zeros(n * k + 1, np.int64)
    np.cumsum(np.bincount(row * n + tail[arc], minlength=n * k), out=start[1:])
    on = csr_array((np.ones(len(arc), np.int8), row * n + head[arc], start), shape=(n * k, n * k))
    first = np.arange(k) * n + sources
    through = _through(on, first)
    through[first] = 0.0
    return np.asarray(through.reshape(k, n).sum(axis=0))


def _through(on: csr_array, first: NDArray[np.int64]) -> Array:
    """What passes each cell of an acyclic `on`: a cell is reached when all ties into it have been."""
    cells = on.shape[0]
    routes, waits = np.zeros(cells), np.bincount(on.indices, minlength=cells)
    routes[first] = 1.0
    layer, done = first, []
    while len(layer):
        at, size = arcs_of(on, layer)
        to = on.indices[at]
        done.append((layer, to, size))
        with np.errstate(over="ignore"):
            np.add.at(routes, to, np.repeat(routes[layer], size))
        np.subtract.at(waits, to, 1)
        layer = np.unique(to[waits[to] == 0]).astype(np.int64)
    if not np.isfinite(routes).all():
        raise AantafelError.of("measures.routes")
    through = np.zeros(cells)
    for layer, to, size in reversed(done):
        share = (1 + through[to]) / routes[to]
        back = np.bincount(np.repeat(np.arange(len(layer)), size), share, len(layer))
        through[layer] = routes[layer] * back
    return through
