"""Our measures as a backend of NetworkX: `nx.constraint(G, backend="aantafel")`.

Each function has the name, the arguments and the meaning that NetworkX documents.  What the kernels do
not cover is declined before anything is converted (`can_run`), or by raising `Declined` where only the
numbers tell: NetworkX then goes on by itself, unless the backend was asked for by name.  NetworkX keeps
the converted graph on the graph, so a second call is quick; `G.add_edge(…)` discards it, while
`G[u][v]["weight"] = x` does not, and the next result is that of before (`docs/notebooks.md`).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from inspect import signature
from typing import Any, TypeVar

import numpy as np

from graph.errors import AantafelError
from queries.measures import components as pieces
from queries.measures import cores
from queries.measures import eigenvector as by_eigenvector
from queries.measures import katz as walks_to
from queries.measures import pagerank as by_chance
from queries.measures import structural_holes as holes
from queries.on_graphs import centrality
from queries.on_graphs.ties import Array, Ties

SMALL = 500
"""Below so many nodes and edges together, converting costs more than it saves."""
ONLY_AS_IT_IS: Mapping[str, tuple[str, ...]] = {
    "betweenness_centrality": ("endpoints",),
    "closeness_centrality": ("u",),
    "eigenvector_centrality": ("nstart",),
    "katz_centrality": ("nstart",),
    "pagerank": ("personalization", "nstart", "dangling"),
}
"""Arguments that must be left as they are by default."""
NO_LOOPS = ("constraint", "core_number", "effective_size")
Values = dict[Any, float]
Function = TypeVar("Function", bound=Callable[..., Any])


class Declined(NotImplementedError):  # noqa: N818
    """What NetworkX should do itself; its message says why."""


def convert_from_nx(
    G: Any, *, edge_attrs: Mapping[str, Any] | None = None, preserve_edge_attrs: bool = False, **_: Any
) -> Ties:
    """The ties of `G` with the attributes that the function reads; nodes' attributes are never needed."""
    if preserve_edge_attrs or any(missing != 1 for missing in (edge_attrs or {}).values()):
        raise Declined("aantafel reads one number of an edge, by name, and takes 1 where it is missing")
    try:
        return Ties(G, tuple(edge_attrs or ()))
    except AantafelError as refusal:
        raise Declined(str(refusal)) from refusal


def convert_to_nx(result: Any, **_: Any) -> Any:
    """Results are what NetworkX gives: dicts and numbers."""
    return result


def can_run(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool | str:
    """Whether we cover a call; if not, why."""
    try:
        bound = signature(globals()[name]).bind(*args, **kwargs)
    except (KeyError, TypeError) as problem:
        return f"aantafel does not know {name} with these arguments: {problem}"
    bound.apply_defaults()
    given = bound.arguments
    for argument in ONLY_AS_IT_IS.get(name, ()):
        if given[argument] not in (None, False):
            return f"aantafel does not do {name} with {argument}"
    for argument in ("weight", "distance"):
        if not isinstance(given.get(argument), str | None):
            return f"aantafel reads {argument} from an edge by its name"
    if given.get("max_iter", 1) < 1:
        return "NetworkX has its own answer where no step may be taken"
    if len(given["G"]) == 0:
        return "NetworkX has its own answers for a graph without nodes"
    if name in NO_LOOPS and _has_loops(given["G"]):
        return f"aantafel leaves loops out of {name}, and NetworkX does not"
    if name == "core_number" and given["G"].is_directed():
        return "aantafel counts a tie there and back once in core_number, and NetworkX twice"
    return True


def should_run(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool | str:
    """Whether it is worth the conversion."""
    G = args[0] if args else kwargs["G"]
    if len(G) + G.number_of_edges() < SMALL:
        return f"with fewer than {SMALL} nodes and edges NetworkX is as quick"
    return True


def _or_declined(function: Function) -> Function:
    """What we do not cover, or a kernel refuses, is declined, with the reason.

    NetworkX 3.2 does not ask `can_run` when the backend is named.
    """

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        reason = can_run(function.__name__, args, kwargs)
        if isinstance(reason, str):
            raise Declined(reason)
        try:
            return function(*args, **kwargs)
        except AantafelError as refusal:
            raise Declined(str(refusal)) from refusal

    return call  # type: ignore[return-value]


@_or_declined
def constraint(G: Ties, nodes: Iterable[Any] | None = None, weight: str | None = None) -> Values:
    """As `networkx.constraint`; with `nodes` a node that only receives has its value too."""
    return _of(G, holes.constraint(G.matrix(weight)), nodes)


@_or_declined
def effective_size(G: Ties, nodes: Iterable[Any] | None = None, weight: str | None = None) -> Values:
    """As `networkx.effective_size` is documented, which NetworkX 3.6 is not for weights and directions."""
    return _of(G, holes.effective_size(G.matrix(weight)), nodes)


@_or_declined
def betweenness_centrality(
    G: Ties,
    k: int | None = None,
    normalized: bool = True,
    weight: str | None = None,
    endpoints: bool = False,
    seed: Any = None,
) -> Values:
    """As `networkx.betweenness_centrality`, pivots drawn and scaled as NetworkX 3.5 and later do."""
    if weight is not None and (G.matrix(weight, "min").data <= 0).any():
        raise Declined("aantafel counts no shortest routes over edges without length")
    pivots = None
    if k is not None and k != len(G):
        draw = seed if hasattr(seed, "sample") else random.Random(seed)
        pivots = [G.index[node] for node in draw.sample(G.nodes, k)]
    return _of(G, centrality.between(G, weight, "min", pivots, 0, normalized))


@_or_declined
def closeness_centrality(
    G: Ties, u: Any = None, distance: str | None = None, wf_improved: bool = True
) -> Values:
    """As `networkx.closeness_centrality` for all nodes."""
    return _of(G, centrality.close(G, distance, "min", None, 0, wf_improved))


@_or_declined
def pagerank(
    G: Ties,
    alpha: float = 0.85,
    personalization: Any = None,
    max_iter: int = 100,
    tol: float = 1e-6,
    nstart: Any = None,
    weight: str | None = "weight",
    dangling: Any = None,
) -> Values:
    """As `networkx.pagerank`, but exact: it stops at an error of 1e-12 in all, whatever `tol`."""
    return _of(G, by_chance.pagerank(G.matrix(weight), alpha))


@_or_declined
def katz_centrality(
    G: Ties,
    alpha: float = 0.1,
    beta: float = 1.0,
    max_iter: int = 1000,
    tol: float = 1e-6,
    nstart: Any = None,
    normalized: bool = True,
    weight: str | None = None,
) -> Values:
    """As `networkx.katz_centrality` with one number for `beta`, but exact, whatever `tol`."""
    if not isinstance(beta, int | float):
        raise Declined("aantafel does katz_centrality with one beta for all")
    found = walks_to.katz(G.matrix(weight), alpha, normalised=normalized)
    return _of(G, found * (np.sign(beta) if normalized else beta))


@_or_declined
def eigenvector_centrality(
    G: Ties, max_iter: int = 100, tol: float = 1e-6, nstart: Any = None, weight: str | None = None
) -> Values:
    """As `networkx.eigenvector_centrality`, but exact, whatever `tol`; declined where it is not decided."""
    return _of(G, by_eigenvector.eigenvector(G.matrix(weight)))


@_or_declined
def core_number(G: Ties) -> dict[Any, int]:
    """As `networkx.core_number` for an undirected graph."""
    return dict(zip(G.nodes, cores.core_number(G.matrix()).tolist(), strict=True))


@_or_declined
def connected_components(G: Ties) -> Iterator[set[Any]]:
    """As `networkx.connected_components`."""
    return _pieces(G)


@_or_declined
def weakly_connected_components(G: Ties) -> Iterator[set[Any]]:
    """As `networkx.weakly_connected_components`."""
    return _pieces(G)


@_or_declined
def number_connected_components(G: Ties) -> int:
    """As `networkx.number_connected_components`."""
    return pieces.components(G.matrix()).number


@_or_declined
def number_weakly_connected_components(G: Ties) -> int:
    """As `networkx.number_weakly_connected_components`."""
    return pieces.components(G.matrix()).number


@_or_declined
def number_strongly_connected_components(G: Ties) -> int:
    """As `networkx.number_strongly_connected_components`."""
    return pieces.components(G.matrix(), strong=True).number


def _pieces(G: Ties) -> Iterator[set[Any]]:
    found = pieces.components(G.matrix())
    sets: list[set[Any]] = [set() for _ in range(found.number)]
    for node, label in zip(G.nodes, found.label.tolist(), strict=True):
        sets[label].add(node)
    return iter(sets)


def _of(G: Ties, values: Array, nodes: Iterable[Any] | None = None) -> Values:
    """By node: all in the graph's order, or those asked for in theirs."""
    if nodes is None:
        return dict(zip(G.nodes, values.tolist(), strict=True))
    return {node: float(values[G.index[node]]) for node in nodes}


def _has_loops(G: Any) -> bool:
    if isinstance(G, Ties):
        return G.has_loops()
    return any(node in near for node, near in G.adjacency())
