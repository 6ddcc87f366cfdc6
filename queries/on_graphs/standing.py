"""What nodes themselves bring, on any NetworkX graph: blocs, amounts, salience."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from typing import Any

import numpy as np

from graph.errors import AantafelError
from queries.measures import bloc_shares as by_bloc
from queries.measures import gini as by_amount
from queries.measures import salience as by_class
from queries.on_graphs.series import index


def bloc_shares(G: Any, group: str | Mapping[Any, Any], weight: str | None = None) -> Any:
    """The part of all weight that each bloc holds, by bloc, in the order in which they are met.

    `group` names a node attribute, or maps nodes to blocs; a node that has none is a bloc of its own, under
    its own name.  `weight` names a node attribute, such as power: a number from 0 up that every node must
    have; None counts seats.  nan where nobody weighs anything.  Raises `AantafelError` for other weights, and
    where a node without a bloc is called as a bloc is.  See `queries.measures.bloc_shares.bloc_shares`.

    >>> import networkx as nx
    >>> G = nx.empty_graph(["union", "importer", "exporter", "quarry"])
    >>> sides = {"union": "workers", "importer": "firms", "exporter": "firms", "quarry": "firms"}
    >>> bloc_shares(G, sides).to_dict()
    {'workers': 0.25, 'firms': 0.75}
    """
    import pandas as pd

    number, shares = _blocs(G, group, weight)
    values = np.full(len(number), np.nan) if shares is None else shares.shares
    return pd.Series(values, index=index(number), name="bloc_shares", dtype=float)


def effective_blocs(G: Any, group: str | Mapping[Any, Any], weight: str | None = None) -> float:
    """1 over the sum of the squared shares of blocs: so many equal blocs would be as concentrated.

    From 1 to the number of blocs; nan where nobody weighs anything.  Fed as `bloc_shares`.

    >>> import networkx as nx
    >>> effective_blocs(nx.empty_graph(4), {0: "firms", 1: "firms", 2: "firms", 3: "state"})
    1.6
    """
    shares = _blocs(G, group, weight)[1]
    return float("nan") if shares is None else shares.effective


def gini(values: Any) -> float:
    """How unevenly amounts are spread: 0 where all have the same, up to 1 - 1/n where one has all.

    `values` are amounts from 0 up, such as `aantafel.strength(G, "value")`.  nan where there is nobody, or
    nothing to divide; raises `AantafelError` for amounts that are negative, infinite or missing.
    See `queries.measures.gini.gini`.

    >>> import networkx as nx
    >>> gini(dict(nx.star_graph(3).degree()).values())
    0.25
    """
    found = by_amount.gini(values if hasattr(values, "__array__") else list(values))
    return float("nan") if found is None else found


def salience(
    G: Any, *, power: str = "power", legitimacy: str = "legitimacy", urgency: str = "urgency"
) -> Any:
    """The classes of Mitchell, Agle and Wood that each node may be in: a set by node.

    The three name node attributes that are true or false; where a node has none, or None, it is unknown, and
    the set holds every class that it may turn out to be.  It describes, and selects nobody; do not print the
    names of classes about people ("dangerous" is whoever has power and urgency).  Raises `AantafelError`
    for any other value.  See `queries.measures.salience.salience`.

    >>> import networkx as nx
    >>> G = nx.Graph()
    >>> G.add_node("cutters", power=False, legitimacy=True)
    >>> sorted(salience(G)["cutters"])
    ['dependent', 'discretionary']
    """
    import pandas as pd

    values = np.empty(len(G), dtype=object)
    values[:] = [
        by_class.salience(*(_judged(node, name, known.get(name)) for name in (power, legitimacy, urgency)))
        for node, known in G.nodes(data=True)
    ]
    return pd.Series(values, index=index(G), name="salience", dtype=object)


def _blocs(
    G: Any, group: str | Mapping[Any, Any], weight: str | None
) -> tuple[dict[Any, int], by_bloc.BlocShares | None]:
    """The blocs, numbered as they are met, and what each holds."""
    known = dict(G.nodes(data=group)) if isinstance(group, str) else group
    blocs = {one for node in G if (one := known.get(node)) is not None}
    number: dict[Any, int] = {}
    of = []
    for node in G:
        bloc = known.get(node)
        if bloc is None and node in blocs:
            raise AantafelError.of("measures.bloc_name", node=node)
        of.append(number.setdefault(node if bloc is None else bloc, len(number)))
    told = [1.0] * len(of) if weight is None else [one for _, one in G.nodes(data=weight)]
    amounts = [float(one) if isinstance(one, Real) else np.nan for one in told]
    return number, by_bloc.bloc_shares(amounts, of)


def _judged(node: Any, name: str, value: Any) -> bool | None:
    if value is None or isinstance(value, bool | np.bool_):
        return None if value is None else bool(value)
    raise AantafelError.of("measures.judged", node=node, attribute=name, value=value)
