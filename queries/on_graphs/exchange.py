"""Who trades with whom, on any NetworkX graph; what `G`, `weight` and `parallel` are stands in `measures`."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_array

from queries.measures import bargaining, gates, tiers
from queries.measures import concentration as by_share
from queries.measures import dependence as by_dependence
from queries.measures.layer import checked
from queries.on_graphs.series import by_node, by_pair, index, measured, named, pairs
from queries.on_graphs.ties import Ties


def concentration(G: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """HHI of the shares in what goes out of each node; 0 for one without edges out.

    Fed: `weight` as a flow, along the edges; `G.reverse()` gives the concentration of what comes in.
    See `queries.measures.concentration.hhi`.

    >>> import networkx as nx
    >>> G = nx.DiGraph([("a", "b", {"value": 3}), ("a", "c", {"value": 1})])
    >>> concentration(G, "value").to_dict()
    {'a': 0.625, 'b': 0.0, 'c': 0.0}
    """
    return measured("concentration", lambda w: by_share.hhi(checked(w)), G, weight, parallel)


def concentrations(G: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """How far what goes out of each node hangs on few partners: a DataFrame by node.

    `hhi`, `effective` (1 / HHI: so many equal partners), `normalised` (0 for equal partners to 1 for one),
    `largest` (a share) and `partners` (a number).  All but the last are nan without edges out, `normalised`
    also with one partner.  Fed as `concentration`.  See `queries.measures.concentration.concentrations`.

    >>> import networkx as nx
    >>> G = nx.DiGraph([("a", "b", {"value": 3}), ("a", "c", {"value": 1})])
    >>> concentrations(G, "value").loc["a"].to_dict()
    {'hhi': 0.625, 'effective': 1.6, 'normalised': 0.25, 'largest': 0.75, 'partners': 2.0}
    """
    import pandas as pd

    ties = Ties(G, named(weight))
    found = by_share.concentrations(checked(ties.matrix(weight, parallel)))
    return pd.DataFrame(found._asdict()).set_axis(index(ties.nodes))


def dependence(G: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """How far the two ends of each edge u -> v depend on each other: a DataFrame by `source` and `target`.

    `of_source`: the part of all that goes out of u that goes to v; `of_target`: the part of all that comes in
    to v that comes from u; 0 to 1.  Fed: `weight` as a flow, along the edges.  Where nobody can be replaced
    that is their dependence, elsewhere the most that it can be.
    See `queries.measures.dependence.both_sides`.

    >>> import networkx as nx
    >>> G = nx.DiGraph([("yard", "importer", {"value": 3}), ("yard", "mason", {"value": 1})])
    >>> dependence(G, "value").loc[("yard", "importer")].to_dict()
    {'of_source': 0.75, 'of_target': 1.0}
    """
    import pandas as pd

    ties = Ties(G, named(weight))
    found = by_dependence.both_sides(ties.matrix(weight, parallel))
    ends = pairs(ties, source=found.giver, target=found.receiver)
    return pd.DataFrame({"of_source": found.of_giver, "of_target": found.of_receiver}, index=ends)


def power_over(G: Any, weight: str | None = None, *, parallel: str = "max") -> Any:
    """The dependence of all others on each node, summed.

    Fed: `weight` of u -> v as the dependence of u on v, 0 to 1; of several, the most critical counts.
    See `queries.measures.dependence.power_over`; `dependence` makes one of a flow.

    >>> import networkx as nx
    >>> G = nx.DiGraph([("a", "b", {"needs": 0.75}), ("b", "a", {"needs": 0.25})])
    >>> power_over(G, "needs").to_dict()
    {'a': 0.25, 'b': 0.75}
    """
    return measured("power_over", lambda d: by_dependence.power_over(checked(d)), G, weight, parallel)


def imbalance(G: Any, weight: str | None = None, *, parallel: str = "max") -> Any:
    """The dependence of u on v less that of v on u, by pair (u, v): above 0, v has power over u.

    Fed as `power_over`; both readings of each pair with an edge are there.
    See `queries.measures.dependence.imbalance`.

    >>> import networkx as nx
    >>> G = nx.DiGraph([("a", "b", {"needs": 0.75}), ("b", "a", {"needs": 0.25})])
    >>> imbalance(G, "needs").to_dict()
    {('a', 'b'): 0.5, ('b', 'a'): -0.5}
    """
    ties, d, tied = _both_readings(G, weight, parallel)
    return by_pair("imbalance", ties, _at(by_dependence.imbalance(d), tied))


def mutual_dependence(G: Any, weight: str | None = None, *, parallel: str = "max") -> Any:
    """The dependence of u on v and of v on u, summed, by pair (u, v).

    Fed as `power_over`; both readings of each pair with an edge are there.
    See `queries.measures.dependence.mutual`.

    >>> import networkx as nx
    >>> G = nx.DiGraph([("a", "b", {"needs": 0.75}), ("b", "a", {"needs": 0.25})])
    >>> mutual_dependence(G, "needs").to_dict()
    {('a', 'b'): 1.0, ('b', 'a'): 1.0}
    """
    ties, d, tied = _both_readings(G, weight, parallel)
    return by_pair("mutual_dependence", ties, _at(by_dependence.mutual(d), tied))


def bargaining_power(G: Any, weight: str | None = None, *, kappa: float = 0.5, parallel: str = "sum") -> Any:
    """Bonacich's power where partners with other ways out take it away; nan without ties.

    Fed: `weight` as a share or amount of exchange, both directions of a pair averaged.  Show it over several
    `kappa` (0.25 to 0.75): what does not hold over all is no finding.
    See `queries.measures.bargaining.bargaining_power`.

    >>> import networkx as nx
    >>> bargaining_power(nx.path_graph(5)).round(2).to_dict()
    {0: 0.5, 1: 1.33, 2: 0.99, 3: 1.33, 4: 0.5}
    """
    return measured("bargaining_power", lambda s: bargaining.bargaining_power(s, kappa), G, weight, parallel)


def multi_tier(G: Any, buyer: Any, weight: str | None = None, *, parallel: str = "sum") -> Any:
    """The part of the inputs of `buyer` that passes each node, directly or further back.

    Fed: `weight` of u -> v as the part, 0 to 1, of u's inputs that comes from v: edges run from who buys to
    who sells, and those out of a node add up to at most 1.  See `queries.measures.tiers.multi_tier`.

    >>> import networkx as nx
    >>> G = nx.DiGraph([("importer", "yard", {"share": 0.5}), ("yard", "quarry", {"share": 1})])
    >>> multi_tier(G, "importer", "share").to_dict()
    {'importer': 0.0, 'yard': 0.5, 'quarry': 0.5}
    """
    ties = Ties(G, named(weight))
    row = ties.row(buyer)
    return by_node("multi_tier", ties, tiers.multi_tier(ties.matrix(weight, parallel), [row])[0])


def one_gate(G: Any, start: Any) -> Any:
    """For each node the last one that every way from `start` to it has to pass; None where there is none.

    Fed: as the edges run; give edges from who buys to who sells to find the gates behind a buyer.
    See `queries.measures.gates.one_gate`; agrees with `nx.immediate_dominators`.

    >>> import networkx as nx
    >>> one_gate(nx.DiGraph([("us", "a"), ("us", "b"), ("a", "c"), ("b", "c"), ("c", "d")]), "us").to_dict()
    {'us': None, 'a': 'us', 'b': 'us', 'c': 'us', 'd': 'c'}
    """
    ties = Ties(G)
    named_ = [*ties.nodes, None]  # -1, nobody, is the last
    found = gates.one_gate(ties.matrix(), ties.row(start))
    values = np.empty(len(ties), dtype=object)
    values[:] = [named_[row] for row in found]
    return by_node("one_gate", ties, values)


def _both_readings(G: Any, weight: str | None, parallel: str) -> tuple[Ties, csr_array, csr_array]:
    """The dependences, and a 1 for each pair that has an edge, in either order."""
    ties = Ties(G, named(weight))
    d = checked(ties.matrix(weight, parallel))
    ones = csr_array((np.ones(d.nnz), d.indices, d.indptr), shape=d.shape)
    return ties, d, csr_array(ones + ones.T)


def _at(values: csr_array, tied: csr_array) -> csr_array:
    """The values of these pairs, also where they are 0."""
    rows = np.repeat(np.arange(tied.shape[0]), np.diff(tied.indptr))
    data = np.asarray(values[rows, tied.indices], dtype=float).ravel() if tied.nnz else np.zeros(0)
    return csr_array((data, tied.indices, tied.indptr), shape=tied.shape)
