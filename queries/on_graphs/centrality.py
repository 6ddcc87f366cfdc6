"""Who is in the middle, on any NetworkX graph; what `G`, `weight` and `parallel` are stands in `measures`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.errors import AantafelError
from queries.measures import betweenness as by_betweenness
from queries.measures import closeness as by_closeness
from queries.measures import components as pieces
from queries.measures import cores, influence
from queries.measures import degree as by_degree
from queries.measures import eigenvector as by_eigenvector
from queries.measures import katz as walks_to
from queries.measures import pagerank as by_chance
from queries.measures.layer import checked
from queries.on_graphs.series import by_node, measured, named
from queries.on_graphs.ties import Array, Ties


def degree(G: Any, direction: str = "both") -> Any:
    """To how many others each node is tied: with how many edges "out", "in", or "both".

    Fed: edges side by side are one tie.  A tie of an undirected graph counts once, whatever the direction.
    See `queries.measures.degree.degree`.

    >>> import networkx as nx
    >>> degree(nx.path_graph(3)).to_dict(), degree(nx.DiGraph([("a", "b")]), "in").to_dict()
    ({0: 1, 1: 2, 2: 1}, {'a': 0, 'b': 1})
    """
    ties = Ties(G)
    return by_node("degree", ties, by_degree.degree(ties.matrix(), _direction(ties, direction)))


def strength(G: Any, weight: str | None = None, direction: str = "both", *, parallel: str = "sum") -> Any:
    """The weights of the ties of each node, summed: of those "out", "in", or "both".

    Fed: `weight` as a strength.  A tie of an undirected graph counts once, whatever the direction.
    See `queries.measures.degree.strength`.

    >>> import networkx as nx
    >>> strength(nx.DiGraph([("a", "b", {"value": 3}), ("c", "b", {"value": 1})]), "value", "in").to_dict()
    {'a': 0.0, 'b': 4.0, 'c': 0.0}
    """
    ties = Ties(G, named(weight))
    w = checked(ties.matrix(weight, parallel))
    return by_node("strength", ties, by_degree.strength(w, _direction(ties, direction)))


def core_number(G: Any) -> Any:
    """The largest k for which each node is in the k-core.

    Fed: a tie in either direction is one contact, loops and edges side by side aside; `nx.core_number` of
    a DiGraph counts a tie there and back twice, and refuses loops.  See `queries.measures.cores.core_number`.

    >>> import networkx as nx
    >>> core_number(nx.Graph([(0, 1), (1, 2), (2, 0), (2, 3)])).to_dict()
    {0: 2, 1: 2, 2: 2, 3: 1}
    """
    return measured("core_number", cores.core_number, G, None, "max")


def components(G: Any, *, strong: bool = False) -> Any:
    """The number of the piece that each node is in: 0, 1, … in the order of their first nodes.

    Fed: edges whichever way they point, or, with `strong`, there and back.
    See `queries.measures.components.components`.

    >>> import networkx as nx
    >>> components(nx.DiGraph([("a", "b"), ("c", "d")])).to_dict()
    {'a': 0, 'b': 0, 'c': 1, 'd': 1}
    """
    return measured("components", lambda w: pieces.components(w, strong).label, G, None, "max")


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
    ties = Ties(G, named(weight))
    return by_node("total_influence", ties, influence.total_influence(ties.matrix(weight, parallel), b))


def katz(
    G: Any,
    weight: str | None = None,
    *,
    alpha: float | None = None,
    normalised: bool = False,
    parallel: str = "sum",
) -> Any:
    """Katz: 1 for everybody, and `alpha` of what each has who leads to one, `weight` times.

    Fed: `weight` of u -> v as what v gets from u, along the edges; `alpha` is 0.5 / the larger of 1 and
    the largest eigenvalue unless given.  See `queries.measures.katz.katz`.  Agrees with
    `nx.katz_centrality(G, alpha, normalized=normalised)`, and refuses an alpha beyond which it means nothing.

    >>> import networkx as nx
    >>> katz(nx.path_graph(3, create_using=nx.DiGraph)).to_dict()
    {0: 1.0, 1: 1.5, 2: 1.75}
    """
    return measured("katz", lambda w: walks_to.katz(w, alpha, normalised=normalised), G, weight, parallel)


def pagerank(G: Any, weight: str | None = None, *, damping: float = 0.85, parallel: str = "sum") -> Any:
    """PageRank: where one who walks along edges by chance, and now and then starts anew, is found.

    Fed: `weight` of u -> v by its part in what goes out of u, along the edges.
    See `queries.measures.pagerank.pagerank`.  `nx.pagerank` reads the attribute "weight" unless told
    otherwise, and stops at a summed error of n x 1e-6; this one at 1e-12.

    >>> import networkx as nx
    >>> pagerank(nx.DiGraph([("a", "b")])).round(4).to_dict()
    {'a': 0.3509, 'b': 0.6491}
    """
    return measured("pagerank", lambda w: by_chance.pagerank(w, damping), G, weight, parallel)


def eigenvector(G: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """Eigenvector centrality, of length 1: each has a share of what those have who lead to one.

    Fed: `weight` of u -> v as what v gets from u, along the edges.  Refused where it means nothing: without a
    circle (a chain of supply), or where several pieces are equally strong.
    See `queries.measures.eigenvector.eigenvector`.

    >>> import networkx as nx
    >>> eigenvector(nx.star_graph(3)).round(4).to_dict()
    {0: 0.7071, 1: 0.4082, 2: 0.4082, 3: 0.4082}
    """
    return measured("eigenvector", by_eigenvector.eigenvector, G, weight, parallel)


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
    ties = Ties(G, named(weight))
    rows = _rows(ties, pivots)
    return by_node("betweenness", ties, between(ties, weight, parallel, rows, seed, normalised))


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
    ties = Ties(G, named(weight))
    rows = _rows(ties, pivots)
    return by_node("closeness", ties, close(ties, weight, parallel, rows, seed, wasserman_faust))


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


def _direction(ties: Ties, direction: str) -> Any:
    """ "out" for an undirected graph, whose matrix holds every tie in both directions."""
    if direction not in ("out", "in", "both"):
        raise AantafelError.of("measures.direction", direction=direction)
    return direction if ties.directed else "out"


def _rows(ties: Ties, pivots: int | Iterable[Any] | None) -> Any:
    return pivots if pivots is None or isinstance(pivots, int) else [ties.row(node) for node in pivots]
