"""Routes of trust: through whom one comes to another, how good the way is, and what hangs on one link.

A route is as good as the product of the trust along it, so the best one is the shortest by -ln trust
(Dijkstra 1959).  Routes that share nobody between their ends are counted by maximum flow, which is
Menger's theorem (1927).  That a product stands for how far word carries is our choice, not a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix
from scipy.sparse.csgraph import dijkstra, maximum_flow

from graph.errors import AantafelError
from queries.measures.distances import Array, best_of_parallel
from queries.measures.layer import square

Nodes = NDArray[np.int64]
LEAST = 1e-300
"""Trust is taken to be at least this where it is not 0, so that its logarithm can be added up."""


class Routes(NamedTuple):
    """The best route to each node from the source that is best for it.

    `product` (n): of the trust along it, 0 to 1; 1 at a source; 0 where there is no route; undefined (nan)
    where it runs over a tie of unknown trust.  `before` (n): the node before it, -1 at a source and where
    there is no route.  `source` (n): where it starts, -1 where there is no route.  `unknown` (n): how many
    of its ties have unknown trust.
    """

    product: Array
    before: Nodes
    source: Nodes
    unknown: Nodes


class Link(NamedTuple):
    """One tie of a route: from `a` to `b`, trusted so much."""

    a: int
    b: int
    trust: float


def best_routes(trust: csr_array, sources: Sequence[int], *, through_unknown: bool = False) -> Routes:
    """The route of the largest product of trust from any of `sources` to every node.

    `trust` (n x n) holds trust from 0 to 1 of i -> j: nan is a tie of unknown trust, 0 (or nothing
    stored) no route, 1 a tie that costs nothing.  Of parallel ties the best counts, a known one before
    one unknown.  Ties run as stored: for contact give both directions.  Loops do not count.

    Ties of unknown trust carry no route, unless `through_unknown`: then a route runs over as few of them
    as it must, and is the best of those; its product is unknown.  Of routes that are equally good one is
    given; which one may depend on the order of rows.

    Raises `AantafelError` where `trust` is not square or holds anything outside 0 to 1 (parallel ties added
    up do), or where a source is no row.  No sources, no routes.  Linear in ties, times the logarithm of
    the nodes.

    By way of 1 the trust is 0.8 x 0.5, more than the 0.3 straight on:

    >>> trust = csr_array([[0, 0.8, 0.3], [0, 0, 0.5], [0, 0, 0]])
    >>> found = best_routes(trust, [0])
    >>> found.product.round(4).tolist(), found.before.tolist(), found.source.tolist()
    ([1.0, 0.8, 0.4], [-1, 0, 1], [0, 0, 0])
    """
    ties = checked_trust(trust)
    return _best(ties, _rows(ties.shape[0], sources), through_unknown)


def route(routes: Routes, to: int) -> list[int]:
    """The nodes of the best route to `to`, from its source on; empty where there is none.

    >>> route(best_routes(csr_array([[0, 0.8, 0.3], [0, 0, 0.5], [0, 0, 0]]), [0]), 2)
    [0, 1, 2]
    """
    _rows(len(routes.source), [to])
    if routes.source[to] < 0:
        return []
    nodes = [to]
    while (before := int(routes.before[nodes[-1]])) >= 0:
        nodes.append(before)
    return nodes[::-1]


def links(trust: csr_array, nodes: Sequence[int]) -> list[Link]:
    """The ties of a route, in order; their trust is nan where it is unknown.

    Raises `AantafelError` as `best_routes`, and where two that follow each other are not tied.

    >>> links(csr_array([[0, 0.8], [0, 0]]), [0, 1])
    [Link(a=0, b=1, trust=0.8)]
    """
    ties = checked_trust(trust)
    _rows(ties.shape[0], nodes)
    return [Link(a, b, _trust_of(ties, a, b)) for a, b in zip(nodes, nodes[1:], strict=False)]


def weakest_link(trust: csr_array, nodes: Sequence[int]) -> Link | None:
    """The tie of a route that is trusted least, the first if several are; None where no trust is known.

    A tie of unknown trust may be weaker still: ask `links` whether there are any.

    >>> weakest_link(csr_array([[0, 0.8, 0.3], [0, 0, 0.5], [0, 0, 0]]), [0, 1, 2])
    Link(a=1, b=2, trust=0.5)
    """
    known = [one for one in links(trust, nodes) if not np.isnan(one.trust)]
    return min(known, key=lambda one: one.trust, default=None)


def loss(trust: csr_array, sources: Sequence[int], to: int) -> dict[int, float]:
    """For each node on the best route to `to`: by how much its product drops once that node is gone.

    0 where another route is as good, to the whole product where there is no other; nodes in the order
    of the route, all of it where there is none.  Both ends are there as well: without `to` all is lost,
    without a source only what the other sources cannot replace.  Ties of unknown trust carry nothing,
    so a loss can be smaller in truth.  Raises as `best_routes` does.  One search a node on the route.

    Of 0.8 x 0.5 = 0.4, 0.1 is lost without 1, since the tie straight on has 0.3:

    >>> trust = csr_array([[0, 0.8, 0.3], [0, 0, 0.5], [0, 0, 0]])
    >>> {node: round(drop, 4) for node, drop in loss(trust, [0], 2).items()}
    {0: 0.4, 1: 0.1, 2: 0.4}
    """
    ties = checked_trust(trust)
    starts = _rows(ties.shape[0], sources)
    best = _best(ties, starts, False)
    lost = {}
    for gone in route(best, to):
        left = 0.0 if gone == to else float(_best(_without(ties, gone), starts, False).product[to])
        lost[gone] = max(float(best.product[to]) - left, 0.0)
    return lost


def disjoint_routes(trust: csr_array, a: int, b: int, *, through_unknown: bool = False) -> int:
    """How many routes from `a` to `b` there are that share no node between them, at most.

    0 where there is none.  A tie straight from `a` to `b` is one of them: it passes nobody.  Of the
    others, as many as the fewest nodes whose loss cuts them all off.  How much a tie is trusted does not
    matter, as long as it is not 0; ties of unknown trust count with `through_unknown` only.

    Raises `AantafelError` as `best_routes`, and where `a` is `b`.  Time: ties, times the routes found.

    Two ways round a square, and none through the pair beside it:

    >>> square = csr_array([[0, 0.5, 0.5, 0], [0, 0, 0, 0.5], [0, 0, 0, 0.5], [0, 0, 0, 0]])
    >>> disjoint_routes(square, 0, 3), disjoint_routes(square, 0, 1), disjoint_routes(square, 3, 0)
    (2, 1, 0)
    """
    ties = checked_trust(trust)
    n = ties.shape[0]
    _rows(n, [a, b])
    if a == b:
        raise AantafelError.of("measures.same_node")
    carries = ~np.isnan(ties.data) | through_unknown
    rows, columns = np.repeat(np.arange(n), np.diff(ties.indptr))[carries], ties.indices[carries]
    # Each node is two, one for coming in and one (+ n) for going out, with room for one route between.
    tails, heads = np.r_[rows + n, np.arange(n)], np.r_[columns, np.arange(n) + n]
    split = csr_matrix((np.ones(len(tails), np.int32), (tails, heads)), shape=(2 * n, 2 * n))
    return int(maximum_flow(split, a + n, b).flow_value)


def checked_trust(trust: csr_array) -> csr_array:
    """`trust` without loops and zeros, the best of parallel ties; raises `AantafelError` where it is none.

    >>> checked_trust(csr_array([[0.5, np.nan], [0.0, 0.0]])).data.tolist()
    [nan]
    """
    square(trust)
    if ((trust.data < 0) | (trust.data > 1)).any():
        raise AantafelError.of("measures.trust")
    ties = best_of_parallel(trust, np.fmax)
    return _kept(ties, ties.data != 0)


def _best(ties: csr_array, sources: Nodes, through_unknown: bool) -> Routes:
    n = ties.shape[0]
    if not len(sources) or not n:
        none = np.full(n, -1, np.int64)
        return Routes(np.zeros(n), none, none.copy(), np.zeros(n, np.int64))
    is_unknown = np.isnan(ties.data)
    if not through_unknown:
        ties, is_unknown = _kept(ties, ~is_unknown), is_unknown[~is_unknown]
    length = np.zeros(ties.nnz)  # trust 1 stays stored, as a tie without length
    length[~is_unknown] = -np.log(np.maximum(ties.data[~is_unknown], LEAST))
    longest = float(length.max(initial=0.0)) * n
    dear = 2.0 ** np.ceil(np.log2(2.0 + longest))  # longer than any known route; sums of it are exact
    length[is_unknown] = dear
    steps = csr_array((length, ties.indices, ties.indptr), shape=ties.shape)
    far, before, source = dijkstra(steps, indices=sources, min_only=True, return_predecessors=True)
    reached = np.isfinite(far)
    unknown = np.floor_divide(np.where(reached, far, 0.0), dear).astype(np.int64)
    product = np.where(unknown > 0, np.nan, np.exp(-far))
    nodes = [np.where(one >= 0, one, -1).astype(np.int64) for one in (before, source)]
    return Routes(product, nodes[0], nodes[1], unknown)


def _without(ties: csr_array, node: int) -> csr_array:
    """`ties` without those of one node."""
    tail = np.repeat(np.arange(ties.shape[0]), np.diff(ties.indptr))
    return _kept(ties, (tail != node) & (ties.indices != node))


def _kept(ties: csr_array, keep: NDArray[np.bool_]) -> csr_array:
    """Only some of the entries."""
    start = np.r_[0, np.cumsum(keep)].astype(ties.indptr.dtype)[ties.indptr]
    return csr_array((ties.data[keep], ties.indices[keep], start), shape=ties.shape)


def _trust_of(ties: csr_array, a: int, b: int) -> float:
    row = slice(ties.indptr[a], ties.indptr[a + 1])
    at = np.flatnonzero(ties.indices[row] == b)
    if not len(at):
        raise AantafelError.of("measures.no_tie", a=a, b=b)
    return float(ties.data[row][at[0]])


def _rows(n: int, nodes: Sequence[int]) -> Nodes:
    """Nodes as an array; raises `AantafelError` where one of them is no row."""
    rows = np.asarray(nodes, dtype=np.int64)
    if len(rows) and (rows.min() < 0 or rows.max() >= n):
        raise AantafelError.of("measures.no_row", rows=", ".join(map(str, nodes)), n=n)
    return rows
