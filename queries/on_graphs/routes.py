"""Routes of trust on any NetworkX graph; what `G` and `parallel` are stands in `measures`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from queries.measures import routes as kernels
from queries.on_graphs.series import index, named
from queries.on_graphs.ties import Ties

UNKNOWN = float("nan")


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
    found = kernels.best_routes(ties.matrix(trust, parallel), rows, through_unknown=through_unknown)
    named = [*ties.nodes, None]  # -1, no node, is the last
    columns = {
        "product": found.product,
        "before": pd.Series([named[row] for row in found.before], dtype=object),
        "source": pd.Series([named[row] for row in found.source], dtype=object),
        "unknown": found.unknown,
    }
    return pd.DataFrame(columns).set_axis(index(ties.nodes))


def disjoint_routes(G: Any, a: Any, b: Any, trust: str | None = None, *, parallel: str = "max") -> int:
    """How many routes from `a` to `b` share no node between them, at most; an edge straight on is one.

    Fed: as the edges run; with `trust`, only edges where it is known and not 0.
    See `queries.measures.routes.disjoint_routes`.

    >>> import networkx as nx
    >>> disjoint_routes(nx.cycle_graph(4), 0, 2)
    2
    """
    ties = Ties(G, named(trust), missing=UNKNOWN)
    w = ties.matrix(trust, parallel)
    return kernels.disjoint_routes(w, ties.row(a), ties.row(b))


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
    lost = kernels.loss(ties.matrix(trust, parallel), rows, ties.row(to))
    nodes = index(ties.nodes[row] for row in lost)
    return pd.Series(list(lost.values()), index=nodes, name="route_loss", dtype=float)


def weakest_link(
    G: Any, sources: Collection[Any], to: Any, trust: str = "trust", *, parallel: str = "max"
) -> tuple[Any, Any, float] | None:
    """The edge (u, v, trust) that is trusted least on the best route to `to`; None where there is no route.

    The first, if several are.  Fed as `best_routes`; unknown trust carries nothing.
    See `queries.measures.routes.weakest_link`.

    >>> import networkx as nx
    >>> G = nx.Graph([("us", "ngo", {"trust": 0.9}), ("ngo", "union", {"trust": 0.5})])
    >>> weakest_link(G, ["us"], "union")
    ('ngo', 'union', 0.5)
    """
    ties = Ties(G, [trust], missing=UNKNOWN)
    w = ties.matrix(trust, parallel)
    routes = kernels.best_routes(w, [ties.row(node) for node in sources])
    found = kernels.weakest_link(w, kernels.route(routes, ties.row(to)))
    return None if found is None else (ties.nodes[found.a], ties.nodes[found.b], found.trust)
