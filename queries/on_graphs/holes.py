"""Structural holes and who bridges them, on any NetworkX graph; what `G`, `weight` and `parallel` are stands
in `measures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.measures import brokerage as by_role
from queries.measures import structural_holes as kernels
from queries.on_graphs.series import index, measured
from queries.on_graphs.ties import Ties


def constraint(G: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """Burt's constraint; nan without contacts.  Fed: `weight` as a strength, both directions added.

    See `queries.measures.structural_holes.constraint`.  Unlike `nx.constraint` it leaves loops out, and
    gives a node that only receives its value, also one node at a time.

    >>> import networkx as nx
    >>> constraint(nx.path_graph(3)).to_dict()
    {0: 1.0, 1: 0.5, 2: 1.0}
    """
    return measured("constraint", kernels.constraint, G, weight, parallel)


def effective_size(G: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """Burt's effective size; nan without contacts.  Fed: `weight` as a strength, both directions added.

    See `queries.measures.structural_holes.effective_size`.  `nx.effective_size` of NetworkX 3.6 is wrong
    for weighted and for directed graphs when it takes all nodes at once.

    >>> import networkx as nx
    >>> effective_size(nx.path_graph(3)).to_dict()
    {0: 1.0, 1: 2.0, 2: 1.0}
    """
    return measured("effective_size", kernels.effective_size, G, weight, parallel)


def efficiency(G: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """Effective size by contact; nan without contacts.  Fed as `effective_size`.

    See `queries.measures.structural_holes.efficiency`.

    >>> import networkx as nx
    >>> efficiency(nx.complete_graph(3)).to_dict()
    {0: 0.5, 1: 0.5, 2: 0.5}
    """
    return measured("efficiency", kernels.efficiency, G, weight, parallel)


def hierarchy(G: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """Burt's hierarchy; nan with fewer than two contacts.  Fed as `constraint`.

    See `queries.measures.structural_holes.hierarchy`.

    >>> import networkx as nx
    >>> hierarchy(nx.path_graph(3)).to_dict()
    {0: nan, 1: 0.0, 2: nan}
    """
    return measured("hierarchy", kernels.hierarchy, G, weight, parallel)


def brokerage(G: Any, group: str | Mapping[Any, Any], *, partial: bool = False) -> Any:
    """How many open two-paths each node brokers, in each role of Gould and Fernandez: a DataFrame by node.

    `group` names a node attribute, or maps nodes to groups; a node that has none is a group of its own.
    With `partial` each of b brokers between the same two is credited 1/b.
    Fed: as the edges run, whatever their weight.  See `queries.measures.brokerage.roles`.

    >>> import networkx as nx
    >>> G = nx.DiGraph([("cutters", "union"), ("union", "ministry")])
    >>> of = {"cutters": "rights", "union": "rights", "ministry": "state"}
    >>> brokerage(G, of).loc["union"].to_dict()
    {'coordinator': 0.0, 'itinerant': 0.0, 'gatekeeper': 0.0, 'representative': 1.0, 'liaison': 0.0}
    """
    import pandas as pd

    ties = Ties(G)
    known = dict(G.nodes(data=group)) if isinstance(group, str) else group
    number: dict[Any, int] = {}
    groups = [number.setdefault(_group(known, node), len(number)) for node in ties.nodes]
    found = by_role.roles(ties.matrix(), groups, partial)
    return pd.DataFrame(found, columns=list(by_role.ROLES), index=index(ties.nodes))


def _group(known: Mapping[Any, Any], node: Any) -> tuple[bool, Any]:
    """The group of a node, or the node itself, which is then told from a group of the same name."""
    group = known.get(node)
    return (False, node) if group is None else (True, group)
