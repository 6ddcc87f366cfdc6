"""Random NetworkX graphs of all four classes, with numbers on some of their edges."""

from collections.abc import Iterator
from random import Random
from typing import Any

import networkx as nx
from scipy.sparse import csr_array

CLASSES = (nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph)
RULES = {"sum": sum, "max": max, "min": min}


def drawn(
    kind: type[Any], seed: int, *, n: int = 12, values: tuple[float, ...] = (1, 2, 5), loops: bool = False
) -> Any:
    """Named nodes in no particular order, two of them without ties; a fifth of the edges has no `w`."""
    lot = Random(f"{kind.__name__} {seed}")
    names = [f"node {at}" for at in lot.sample(range(n), n)]
    graph = kind()
    graph.add_nodes_from(names)
    tied = names[:-2]
    for _ in range(lot.choice((n, 2 * n, 3 * n))):
        a, b = lot.choice(tied), lot.choice(tied)
        if a != b or loops:
            graph.add_edge(a, b, **({"w": lot.choice(values)} if lot.random() < 0.8 else {}))
    return graph


def some(count: int = 5, **how: Any) -> Iterator[Any]:
    """So many of each class."""
    yield from (drawn(kind, seed, **how) for kind in CLASSES for seed in range(count))


def dense(graph: Any, weight: str | None, parallel: str = "sum") -> csr_array:
    """The matrix that NetworkX makes of a graph, edges side by side as the rule says."""
    return csr_array(nx.to_numpy_array(graph, weight=weight, multigraph_weight=RULES[parallel]))
