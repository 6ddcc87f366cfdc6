"""The measures as functions of any NetworkX graph, each a pandas Series by node.

`G` is a Graph, DiGraph, MultiGraph or MultiDiGraph and is only read.  `weight` names an edge attribute: an
edge without it has 1, as in NetworkX; None counts every edge as 1.  `parallel` says what edges side by side
become, which NetworkX often leaves to chance: "sum" (the default, for flows), "max" (for trust) or "min"
(the default where the weight is a distance).  The Series has the nodes in the graph's own order and the
name of the measure.  An undirected edge runs both ways.

What a measure means, its formula, range and source stand with its kernel in `queries.measures`; here
stands what it is fed.  Every function raises `AantafelError` where a weight is no number, negative or
infinite, and what its kernel raises.  Nothing is kept between calls: a graph that was changed is read anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from queries.measures import betweenness as by_betweenness
from queries.measures import closeness as by_closeness
from queries.measures import concentration as by_concentration
from queries.measures import influence as by_influence
from queries.measures import routes as by_routes
from queries.measures import structural_holes as by_holes
from queries.on_graphs.ties import Array, Ties

__all__ = [
    "best_routes", "betweenness", "closeness", "concentration", "constraint", "disjoint_routes",
    "effective_size", "efficiency", "hierarchy", "route_loss", "total_influence",
]  # fmt: skip
UNKNOWN = float("nan")


def constraint(G: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """Burt's constraint; nan without contacts.  Fed: `weight` as a strength, both directions added.

    See `queries.measures.structural_holes.constraint`.  Unlike `nx.constraint` it leaves loops out, and
    gives a node that only receives its value, also one node at a time.

    >>> import networkx as nx
    >>> constraint(nx.path_graph(3)).to_dict()
    {0: 1.0, 1: 0.5, 2: 1.0}
    """
    return _strength("constraint", by_holes.constraint, G, weight, parallel)


def effective_size(G: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """Burt's effective size; nan without contacts.  Fed: `weight` as a strength, both directions added.

    See `queries.measures.structural_holes.effective_size`.  `nx.effective_size` of NetworkX 3.6 is wrong
    for weighted and for directed graphs when it takes all nodes at once.

    >>> import networkx as nx
    >>> effective_size(nx.path_graph(3)).to_dict()
    {0: 1.0, 1: 2.0, 2: 1.0}
    """
    return _strength("effective_size", by_holes.effective_size, G, weight, parallel)


def efficiency(G: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """Effective size by contact; nan without contacts.  Fed as `effective_size`.

    See `queries.measures.structural_holes.efficiency`.

    >>> import networkx as nx
    >>> efficiency(nx.complete_graph(3)).to_dict()
    {0: 0.5, 1: 0.5, 2: 0.5}
    """
    return _strength("efficiency", by_holes.efficiency, G, weight, parallel)


def hierarchy(G: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """Burt's hierarchy; nan with fewer than two contacts.  Fed as `constraint`.

    See `queries.measures.structural_holes.hierarchy`.

    >>> import networkx as nx
    >>> hierarchy(nx.path_graph(3)).to_dict()
    {0: nan, 1: 0.0, 2: nan}
    """
    return _strength("hierarchy", by_holes.hierarchy, G, weight, parallel)


def total_influence(
    G: Any, weight: str | None = None, *, b: float | None = None, parallel: str = "sum"
) -> Any:
    """What each sets in motion, directly and through others.  Fed: `weight` of u -> v as the influence of u
    on v, 0 to 1, as the edges run; an undirected edge runs both ways.

    See `queries.measures.influence.total_influence`; it is (katz - 1) / b on the **reversed** graph.

    >>> import networkx as nx
    >>> total_influence(nx.path_graph(3, create_using=nx.DiGraph)).to_dict()
    {0: 1.5, 1: 1.0, 2: 0.0}
    """
    ties = Ties(G, _named(weight))
    return _series("total_influence", ties, by_influence.total_influence(ties.matrix(weight, parallel), b))


def concentration(G: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """HHI of the shares in what goes out of each node; 0 for one without edges out.  Fed: `weight` as a flow,
    as the edges run; `G.reverse()` gives the concentration of what comes in.

    See `queries.measures.concentration.hhi`.

    >>> import networkx as nx
    >>> G = nx.DiGraph([("a", "b", {"value": 3}), ("a", "c", {"value": 1})])
    >>> concentration(G, "value").to_dict()
    {'a': 0.625, 'b': 0.0, 'c': 0.0}
    """
    ties = Ties(G, _named(weight))
    flows = by_influence.checked(ties.matrix(weight, parallel))
    return _series("concentration", ties, by_concentration.hhi(flows))


def betweenness(
    G: Any,
    weight: str | None = None,
    *,
    parallel: str = "min",
    pivots: int | Iterable[Any] | None = None,
    seed: int = 0,
    normalised: bool = True,
) -> Any:
    """Betweenness, exact, or from `pivots`: how many, drawn with `seed`, or which nodes.

    Fed: as the edges run; with `weight`, which is a **distance** above 0, by length, else by number of edges.
    See `queries.measures.betweenness`, and its `cost` for what it takes: exact is minutes above some 10,000
    nodes.  Agrees with `nx.betweenness_centrality`, and takes 0.1 + 0.2 to be as long as 0.3.

    >>> import networkx as nx
    >>> betweenness(nx.path_graph(3)).to_dict()
    {0: 0.0, 1: 1.0, 2: 0.0}
    """
    ties = Ties(G, _named(weight))
    rows = _rows(ties, pivots)
    return _series("betweenness", ties, between(ties, weight, parallel, rows, seed, normalised))


def closeness(
    G: Any,
    weight: str | None = None,
    *,
    parallel: str = "min",
    pivots: int | Iterable[Any] | None = None,
    seed: int = 0,
    wasserman_faust: bool = True,
) -> Any:
    """Closeness by the distances **to** each node, exact, or from `pivots`: how many, or which nodes.

    Fed: as the edges run; with `weight`, which is a **distance**, by length, else by number of edges.
    See `queries.measures.closeness`.  Agrees with `nx.closeness_centrality`; `G.reverse()` gives
    distances from each node.

    >>> import networkx as nx
    >>> closeness(nx.path_graph(3, create_using=nx.DiGraph)).round(3).to_dict()
    {0: 0.0, 1: 0.5, 2: 0.667}
    """
    ties = Ties(G, _named(weight))
    rows = _rows(ties, pivots)
    return _series("closeness", ties, close(ties, weight, parallel, rows, seed, wasserman_faust))


def best_routes(
    G: Any,
    sources: Collection[Any],
    trust: str = "trust",
    *,
    parallel: str = "max",
    through_unknown: bool = False,
) -> Any:
    """The best route of trust from any of `sources` to each node: a DataFrame by node.

    `product` (0 where there is no route, nan where it runs over unknown trust), `before` and `source` (nodes,
    None where there is none), `unknown` (ties of unknown trust on it).  Fed: `trust` from 0 to 1, as the
    edges run.  An edge without it, or with None, has **unknown** trust, never 1.
    See `queries.measures.routes.best_routes`.

    >>> import networkx as nx
    >>> G = nx.Graph([("us", "ngo", {"trust": 0.9}), ("ngo", "union", {"trust": 0.5})])
    >>> best_routes(G, ["us"])["product"].round(2).to_dict()
    {'us': 1.0, 'ngo': 0.9, 'union': 0.45}
    """
    import pandas as pd

    ties = Ties(G, [trust], missing=UNKNOWN)
    rows = [ties.row(node) for node in sources]
    found = by_routes.best_routes(ties.matrix(trust, parallel), rows, through_unknown=through_unknown)
    named = [*ties.nodes, None]  # -1, no node, is the last
    columns = {
        "product": found.product,
        "before": pd.Series([named[row] for row in found.before], dtype=object),
        "source": pd.Series([named[row] for row in found.source], dtype=object),
        "unknown": found.unknown,
    }
    return pd.DataFrame(columns).set_axis(_index(ties))


def disjoint_routes(G: Any, a: Any, b: Any, trust: str | None = None, *, parallel: str = "max") -> int:
    """How many routes from `a` to `b` share no node between them, at most; an edge straight on is one.

    Fed: as the edges run; with `trust`, only edges where it is known and not 0.
    See `queries.measures.routes.disjoint_routes`.

    >>> import networkx as nx
    >>> disjoint_routes(nx.cycle_graph(4), 0, 2)
    2
    """
    ties = Ties(G, _named(trust), missing=UNKNOWN)
    w = ties.matrix(trust, parallel)
    return by_routes.disjoint_routes(w, ties.row(a), ties.row(b))


def route_loss(
    G: Any, sources: Collection[Any], to: Any, trust: str = "trust", *, parallel: str = "max"
) -> Any:
    """What is lost of the product of the best route to `to` when a node on it is gone, by node on the route.

    Fed as `best_routes`; unknown trust carries nothing.  See `queries.measures.routes.loss`.

    >>> import networkx as nx
    >>> G = nx.Graph([("us", "ngo", {"trust": 0.5}), ("ngo", "union", {"trust": 0.5})])
    >>> route_loss(G, ["us"], "union").to_dict()
    {'us': 0.25, 'ngo': 0.25, 'union': 0.25}
    """
    import pandas as pd

    ties = Ties(G, [trust], missing=UNKNOWN)
    rows = [ties.row(node) for node in sources]
    lost = by_routes.loss(ties.matrix(trust, parallel), rows, ties.row(to))
    nodes = pd.Index([ties.nodes[row] for row in lost], tupleize_cols=False)
    return pd.Series(list(lost.values()), index=nodes, name="route_loss", dtype=float)


# -- also used by the backend ------------------------------------------------------------------------------


def between(ties: Ties, weight: str | None, parallel: str, pivots: Any, seed: int, normalised: bool) -> Array:
    """Betweenness by row; the matrix of an undirected graph is symmetric, so that every pair counts twice."""
    kernel = by_betweenness.betweenness if weight is None else by_betweenness.betweenness_by_distance
    found = kernel(ties.matrix(weight, parallel), pivots=pivots, seed=seed, normalised=normalised)
    return found if normalised or ties.directed else found / 2


def close(
    ties: Ties, weight: str | None, parallel: str, pivots: Any, seed: int, wasserman_faust: bool
) -> Array:
    """Closeness by row."""
    kernel = by_closeness.closeness if weight is None else by_closeness.closeness_by_distance
    w = ties.matrix(weight, parallel)
    return kernel(w, pivots=pivots, seed=seed, wasserman_faust=wasserman_faust)


def _strength(name: str, kernel: Any, G: Any, weight: str | None, parallel: str) -> Any:
    ties = Ties(G, _named(weight))
    return _series(name, ties, kernel(ties.matrix(weight, parallel)))


def _series(name: str, ties: Ties, values: NDArray[Any]) -> Any:
    import pandas as pd

    return pd.Series(np.asarray(values), index=_index(ties), name=name)


def _index(ties: Ties) -> Any:
    """The nodes, also where they are tuples, which pandas would take apart."""
    import pandas as pd

    return pd.Index(ties.nodes, tupleize_cols=False)


def _named(weight: str | None) -> tuple[str, ...]:
    return () if weight is None else (weight,)


def _rows(ties: Ties, pivots: int | Iterable[Any] | None) -> Any:
    return pivots if pivots is None or isinstance(pivots, int) else [ties.row(node) for node in pivots]
