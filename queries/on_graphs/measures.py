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

from queries.on_graphs.centrality import (
    betweenness,
    closeness,
    components,
    core_number,
    degree,
    eigenvector,
    katz,
    pagerank,
    strength,
    total_influence,
)
from queries.on_graphs.exchange import (
    bargaining_power,
    concentration,
    concentrations,
    dependence,
    imbalance,
    multi_tier,
    mutual_dependence,
    one_gate,
    power_over,
)
from queries.on_graphs.holes import brokerage, constraint, effective_size, efficiency, hierarchy
from queries.on_graphs.routes import best_routes, disjoint_routes, route_loss, weakest_link
from queries.on_graphs.standing import bloc_shares, effective_blocs, gini, salience

__all__ = [
    "bargaining_power", "best_routes", "betweenness", "bloc_shares", "brokerage", "closeness",
    "components", "concentration", "concentrations", "constraint", "core_number", "degree", "dependence",
    "disjoint_routes", "effective_blocs", "effective_size", "efficiency", "eigenvector", "gini",
    "hierarchy", "imbalance", "katz", "multi_tier", "mutual_dependence", "one_gate", "pagerank",
    "power_over", "route_loss", "salience", "strength", "total_influence", "weakest_link",
]  # fmt: skip
