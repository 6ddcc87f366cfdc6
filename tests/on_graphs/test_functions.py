"""The measures as functions of any NetworkX graph: what each is fed, and that nothing else is changed."""

import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

import aantafel
from graph.errors import AantafelError
from queries.measures import closeness as by_closeness
from queries.measures import concentration as by_concentration
from queries.measures import structural_holes as by_holes
from queries.measures.bargaining import bargaining_power
from queries.measures.betweenness import betweenness, betweenness_by_distance
from queries.measures.brokerage import roles
from queries.measures.influence import total_influence
from queries.measures.katz import katz
from queries.measures.pagerank import pagerank
from queries.on_graphs import measures
from tests.on_graphs.graphs import CLASSES, drawn, some

RULES = {"sum": sum, "max": max, "min": min}
STRENGTHS: dict[str, Callable[..., Any]] = {
    "constraint": by_holes.constraint,
    "effective_size": by_holes.effective_size,
    "efficiency": by_holes.efficiency,
    "hierarchy": by_holes.hierarchy,
    "concentration": by_concentration.hhi,
    "total_influence": total_influence,
    "bargaining_power": bargaining_power,
    "katz": katz,
    "pagerank": pagerank,
}
BY_NODE = (*STRENGTHS, "betweenness", "closeness", "strength", "power_over")
BY_OTHER_THINGS = {
    *("best_routes", "disjoint_routes", "route_loss", "degree", "dependence", "imbalance"),
    "mutual_dependence",
    *("multi_tier", "one_gate", "brokerage", "core_number", "components", "eigenvector", "concentrations"),
    *("weakest_link", "bloc_shares", "effective_blocs", "gini", "salience"),  # the last four: test_standing
}
by_node = pytest.mark.parametrize("name", BY_NODE)


def dense(graph: Any, weight: str | None, parallel: str = "sum") -> csr_array:
    return csr_array(nx.to_numpy_array(graph, weight=weight, multigraph_weight=RULES[parallel]))


def test_every_function_is_tried_here() -> None:
    assert set(measures.__all__) == {*BY_NODE, *BY_OTHER_THINGS}


@pytest.mark.parametrize("name", STRENGTHS)
@pytest.mark.parametrize("parallel", RULES)
@pytest.mark.parametrize("weight", [None, "w"])
def test_a_strength_is_what_the_matrix_of_networkx_gives(
    name: str, parallel: str, weight: str | None
) -> None:
    for graph in some(loops=True):
        found = getattr(aantafel, name)(graph, weight, parallel=parallel)
        expected = STRENGTHS[name](dense(graph, weight, parallel))
        assert found.to_numpy() == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("parallel", RULES)
def test_a_distance_is_what_the_matrix_of_networkx_gives(parallel: str) -> None:
    for graph in some(loops=True):
        directed = graph.is_directed()
        d = dense(graph, "w", parallel)
        found = aantafel.betweenness(graph, "w", parallel=parallel, normalised=False)
        expected = betweenness_by_distance(d, directed=directed, normalised=False)
        assert found.to_numpy() == pytest.approx(expected)
        found = aantafel.closeness(graph, "w", parallel=parallel)
        assert found.to_numpy() == pytest.approx(by_closeness.closeness_by_distance(d))


def test_networkx_says_the_same_of_routes() -> None:
    for graph in some():
        for normalised in (True, False):
            plain = nx.betweenness_centrality(graph, normalized=normalised)
            assert aantafel.betweenness(graph, normalised=normalised).to_dict() == pytest.approx(plain)
            far = nx.betweenness_centrality(graph, normalized=normalised, weight="w")
            assert aantafel.betweenness(graph, "w", normalised=normalised).to_dict() == pytest.approx(far)
        assert aantafel.closeness(graph).to_dict() == pytest.approx(nx.closeness_centrality(graph))
        far = nx.closeness_centrality(graph, distance="w")
        assert aantafel.closeness(graph, "w").to_dict() == pytest.approx(far)


def test_networkx_says_the_same_of_constraint() -> None:
    for graph in some():
        for weight in (None, "w"):
            theirs = nx.constraint(graph, weight=weight)
            assert aantafel.constraint(graph, weight).to_dict() == pytest.approx(theirs, nan_ok=True)


def test_networkx_counts_and_weighs_ties_the_same_way() -> None:
    for graph in some():
        one_each = nx.DiGraph(graph) if graph.is_directed() else nx.Graph(graph)
        assert aantafel.degree(graph).to_dict() == dict(one_each.degree())
        assert aantafel.strength(graph).to_dict() == dict(graph.degree())
        assert aantafel.strength(graph, "w").to_dict() == dict(graph.degree(weight="w"))
        if graph.is_directed():
            assert aantafel.degree(graph, "in").to_dict() == dict(one_each.in_degree())
            assert aantafel.degree(graph, "out").to_dict() == dict(one_each.out_degree())
            assert aantafel.strength(graph, "w", "in").to_dict() == dict(graph.in_degree(weight="w"))
        else:
            assert aantafel.degree(graph, "in").equals(aantafel.degree(graph, "both"))
    with pytest.raises(AantafelError, match="no direction"):
        aantafel.degree(nx.path_graph(3), "up")


def test_the_most_critical_of_parallel_dependences_counts_for_power() -> None:
    graph = nx.MultiDiGraph([("a", "b", {"w": 0.5}), ("a", "b", {"w": 0.25}), ("b", "a", {"w": 0.25})])
    graph.add_edge("c", "b", w=0.125)
    assert aantafel.power_over(graph, "w").to_dict() == {"a": 0.25, "b": 0.625, "c": 0}
    apart = aantafel.imbalance(graph, "w").to_dict()
    assert apart == {("a", "b"): 0.25, ("b", "a"): -0.25, ("c", "b"): 0.125, ("b", "c"): -0.125}
    together = aantafel.mutual_dependence(graph, "w").to_dict()
    assert together == {("a", "b"): 0.75, ("b", "a"): 0.75, ("c", "b"): 0.125, ("b", "c"): 0.125}


def test_the_ends_of_an_edge_depend_on_each_other_by_their_shares() -> None:
    # a sells 1 + 2 to b and 1 to c; c also buys 3 of b
    graph = nx.MultiDiGraph([("a", "b", {"w": 1}), ("a", "b", {"w": 2}), ("a", "c", {"w": 1})])
    graph.add_edge("b", "c", w=3)
    found = aantafel.dependence(graph, "w")
    assert found.columns.tolist() == ["of_source", "of_target"]
    assert list(found.index.names) == ["source", "target"]
    assert {pair: tuple(row) for pair, row in found.T.items()} == {
        ("a", "b"): (0.75, 1.0),
        ("a", "c"): (0.25, 0.25),
        ("b", "c"): (1.0, 0.75),
    }
    for drawn_graph in some(2):
        found, one_each = aantafel.dependence(drawn_graph, "w"), nx.DiGraph(drawn_graph)
        assert set(found.index) == set(one_each.edges())
        w = nx.to_pandas_adjacency(drawn_graph, weight="w", multigraph_weight=sum)
        for (u, v), row in found.T.items():
            assert row["of_source"] == pytest.approx(w.loc[u, v] / (w.loc[u].sum() or 1))
            assert row["of_target"] == pytest.approx(w.loc[u, v] / (w[v].sum() or 1))
    assert aantafel.dependence(nx.DiGraph()).empty


def test_power_and_pairs_are_what_the_matrix_of_networkx_gives() -> None:
    for graph in some(3, values=(0.125, 0.5, 0.5)):
        d = nx.to_numpy_array(graph, weight="w", multigraph_weight=max)
        assert aantafel.power_over(graph, "w").to_numpy() == pytest.approx(d.sum(axis=0))
        row = {node: at for at, node in enumerate(graph)}
        for name, whole in (("imbalance", d - d.T), ("mutual_dependence", d + d.T)):
            found = getattr(aantafel, name)(graph, "w")
            assert found.to_dict() == {(u, v): whole[row[u], row[v]] for u, v in found.index}
            tied = {pair for u, v in graph.edges() for pair in ((u, v), (v, u))}
            assert (set(found.index), found.name) == (tied, name)
            assert list(found.index.names) == ["of", "on"]  # how far u is dependent on v


def test_concentrations_are_those_of_the_shares_that_go_out() -> None:
    """a: 3, 1 and 4 of 8, of which the two to b are one partner; b has one partner; c none."""
    graph = nx.MultiDiGraph([("a", "b", {"w": 3}), ("a", "b", {"w": 1}), ("a", "c", {"w": 4}), ("b", "c")])
    found = aantafel.concentrations(graph, "w")
    columns = ["hhi", "effective", "normalised", "largest", "partners"]
    assert found.columns.tolist() == columns
    assert found.loc["a"].tolist() == [0.5, 2, 0, 0.5, 2]
    assert found.loc["b", ["hhi", "effective", "largest", "partners"]].tolist() == [1, 1, 1, 1]
    assert found["normalised"].isna().tolist() == [False, True, True]
    assert found.loc["c"].isna().tolist() == [True, True, True, True, False]
    for drawn_graph in some(2):
        found = aantafel.concentrations(drawn_graph, "w")
        assert found["hhi"].fillna(0).tolist() == pytest.approx(
            aantafel.concentration(drawn_graph, "w").tolist()
        )


def test_the_weakest_link_is_that_of_the_best_route() -> None:
    """us - b - d is 0.9 x 0.4, better than us - c - d with 0.5 x 0.5, whose links are stronger."""
    trusts = (("us", "b", 0.9), ("b", "d", 0.4), ("us", "c", 0.5), ("c", "d", 0.5), ("d", "e", None))
    graph = nx.DiGraph([(a, b, {"trust": trust}) for a, b, trust in trusts])
    assert aantafel.weakest_link(graph, ["us"], "d") == ("b", "d", 0.4)
    assert aantafel.weakest_link(graph, ["c", "us"], "d") == ("c", "d", 0.5)
    assert aantafel.weakest_link(graph, ["us"], "e") is None
    assert aantafel.weakest_link(graph, ["d"], "us") is None


def test_a_pair_that_depends_alike_is_there_with_nought() -> None:
    even = nx.DiGraph([("a", "b", {"w": 0.5}), ("b", "a", {"w": 0.5})])
    assert aantafel.imbalance(even, "w").to_dict() == {("a", "b"): 0, ("b", "a"): 0}
    assert aantafel.imbalance(nx.DiGraph(), "w").to_dict() == {}


def test_what_passes_at_any_tier_is_the_inverse_of_what_does_not_go_through() -> None:
    for seed in range(5):
        graph = drawn(nx.DiGraph, seed)
        for node in graph:
            whole = sum(data.get("w", 1) for *_, data in graph.out_edges(node, data=True))
            for *_, data in graph.out_edges(node, data=True):
                data["share"] = 0.9 * data.get("w", 1) / whole
        s = nx.to_numpy_array(graph, weight="share")
        expected = np.linalg.inv(np.eye(len(s)) - s) - np.eye(len(s))
        for row, node in enumerate(graph):
            found = aantafel.multi_tier(graph, node, "share")
            assert found.to_numpy() == pytest.approx(expected[row])
            assert (list(found.index), found.name) == (list(graph), "multi_tier")
    with pytest.raises(AantafelError, match="it has no nobody"):
        aantafel.multi_tier(nx.DiGraph(), "nobody")


def test_networkx_says_the_same_of_walks() -> None:
    for kind in (nx.Graph, nx.DiGraph):
        for seed in range(5):
            graph = drawn(kind, seed, loops=True)
            exact = nx.pagerank(graph, 0.7, weight="w", tol=1e-14, max_iter=1000)
            found = aantafel.pagerank(graph, "w", damping=0.7).to_dict()
            assert found == pytest.approx(exact, rel=1e-9)
            for normalised in (True, False):
                exact = nx.katz_centrality(graph, 0.01, normalized=normalised, weight="w", tol=1e-14)
                found = aantafel.katz(graph, "w", alpha=0.01, normalised=normalised).to_dict()
                assert found == pytest.approx(exact, rel=1e-9)


def test_eigenvector_is_the_one_of_numpy_or_refused() -> None:
    whole = nx.connected_watts_strogatz_graph(20, 4, 0.3, seed=1)
    for at, (*_, data) in enumerate(whole.edges(data=True)):
        data["w"] = 1 + at % 3
    for weight in (None, "w"):
        values, vectors = np.linalg.eigh(nx.to_numpy_array(whole, weight=weight))
        expected = np.abs(vectors[:, values.argmax()])
        assert aantafel.eigenvector(whole, weight).to_numpy() == pytest.approx(expected, rel=1e-8)
    ring_and_tail = nx.DiGraph([("a", "b"), ("b", "a"), ("b", "c")])  # a = b = c, as lambda is 1
    assert aantafel.eigenvector(ring_and_tail).to_dict() == pytest.approx(dict.fromkeys("abc", 3**-0.5))
    assert aantafel.eigenvector(ring_and_tail.reverse())["c"] == pytest.approx(0)  # nobody leads to it
    for refused in (nx.DiGraph([("a", "b")]), nx.Graph([("a", "b"), ("c", "d")]), nx.Graph()):
        with pytest.raises(AantafelError):
            aantafel.eigenvector(refused)


def test_how_much_the_power_of_partners_takes_away_can_be_chosen() -> None:
    line = nx.path_graph(5)
    for kappa in (0.25, 0.75):
        found = aantafel.bargaining_power(line, kappa=kappa)
        assert found.to_numpy() == pytest.approx(bargaining_power(dense(line, None), kappa))


def test_cores_are_those_of_networkx_with_every_tie_counted_once() -> None:
    for graph in some(loops=True):
        once = nx.Graph(graph)
        once.remove_edges_from(list(nx.selfloop_edges(once)))
        assert aantafel.core_number(graph).to_dict() == nx.core_number(once)


def test_components_are_those_of_networkx_numbered_in_order() -> None:
    for graph in some(loops=True):
        weak = nx.weakly_connected_components if graph.is_directed() else nx.connected_components
        theirs = [(False, list(weak(graph)))]
        if graph.is_directed():
            theirs.append((True, sorted(nx.strongly_connected_components(graph), key=first_of(graph))))
        for strong, pieces in theirs:
            expected = {node: label for label, piece in enumerate(pieces) for node in piece}
            assert aantafel.components(graph, strong=strong).to_dict() == expected


def first_of(graph: Any) -> Callable[[set[Any]], int]:
    place = {node: at for at, node in enumerate(graph)}
    return lambda piece: min(place[node] for node in piece)


def test_roles_are_counted_for_words_numbers_and_nodes_without_a_group() -> None:
    # a -> v -> b: v is of no known group and a group of its own, so it is a gatekeeper of nobody
    path = nx.DiGraph([("a", "v"), ("v", "b")])
    nx.set_node_attributes(path, {"a": "rights", "b": "rights"}, "bloc")
    found = aantafel.brokerage(path, "bloc")
    assert list(found.index) == ["a", "v", "b"]
    assert found.loc["v"].to_dict() == {
        "coordinator": 0, "itinerant": 1, "gatekeeper": 0, "representative": 0, "liaison": 0
    }  # fmt: skip
    assert aantafel.brokerage(path, {"a": 3, "v": 3, "b": 4}).loc["v", "representative"] == 1
    assert aantafel.brokerage(path, {}).loc["v", "liaison"] == 1
    # a node called "b" without a group is not of the group "b"
    assert aantafel.brokerage(path, {"a": "b", "v": "b"}).loc["v", "representative"] == 1
    again = aantafel.brokerage(
        nx.MultiDiGraph([*path.edges, ("a", "v"), ("a", "w"), ("w", "b")]), {}, partial=True
    )
    assert again.loc[["v", "w"], "liaison"].tolist() == [0.5, 0.5]


def test_roles_are_what_the_kernel_counts_on_the_matrix_of_networkx() -> None:
    for graph in some(3):
        blocs = {node: at % 3 for at, node in enumerate(graph)}
        found = aantafel.brokerage(graph, blocs)
        expected = roles(dense(graph, None), list(blocs.values()))
        assert found.to_numpy().tolist() == expected.tolist()


def test_gates_are_the_dominators_of_networkx() -> None:
    for graph in some():
        directed = graph.to_directed() if not graph.is_directed() else graph
        for start in list(graph)[:4]:
            theirs = nx.immediate_dominators(directed, start)
            expected = {node: None if node == start else theirs.get(node) for node in graph}
            assert aantafel.one_gate(graph, start).to_dict() == expected


def test_pivots_are_a_number_or_nodes() -> None:
    graph = drawn(nx.DiGraph, 3)
    nodes = list(graph)[:4]
    found = aantafel.betweenness(graph, pivots=nodes)
    assert found.to_numpy() == pytest.approx(betweenness(dense(graph, None), pivots=[0, 1, 2, 3]))
    drawn_by_lot = aantafel.betweenness(graph, pivots=4, seed=7)
    assert drawn_by_lot.to_numpy() == pytest.approx(betweenness(dense(graph, None), pivots=4, seed=7))
    close = aantafel.closeness(graph, pivots=nodes)
    assert close.to_numpy() == pytest.approx(by_closeness.closeness(dense(graph, None), pivots=[0, 1, 2, 3]))
    with pytest.raises(AantafelError, match="it has no nobody"):
        aantafel.betweenness(graph, pivots=["nobody"])


def test_sums_of_parallel_edges_are_the_rule_for_strengths_and_the_shortest_for_lengths() -> None:
    # a - b twice (1 and 3), a - c once (4): summed, a shares as much with b as with c
    graph = nx.MultiGraph([("a", "b", {"w": 1}), ("a", "b", {"w": 3}), ("a", "c", {"w": 4})])
    assert aantafel.concentration(graph, "w")["a"] == 0.5
    assert aantafel.concentration(graph, "w", parallel="max")["a"] == pytest.approx(25 / 49)  # 3 and 4 of 7
    assert aantafel.closeness(graph, "w")["b"] == pytest.approx(2 / (1 + 5))
    assert aantafel.closeness(graph, "w", parallel="sum")["b"] == pytest.approx(2 / (4 + 8))


@by_node
def test_a_series_by_node_in_the_order_of_the_graph_with_the_name_of_the_measure(name: str) -> None:
    for graph in some(1):
        found = getattr(aantafel, name)(graph)
        assert isinstance(found, pd.Series)
        assert (found.name, list(found.index)) == (name, list(graph))
        assert found.dtype == float


@by_node
def test_nodes_may_be_pairs_and_stay_whole(name: str) -> None:
    found = getattr(aantafel, name)(nx.grid_2d_graph(2, 3))
    assert list(found.index) == list(nx.grid_2d_graph(2, 3))
    assert found.index.nlevels == 1


@by_node
@pytest.mark.parametrize("kind", CLASSES)
def test_the_graph_stays_as_it_is_and_a_changed_one_is_read_anew(name: str, kind: type) -> None:
    differs = []
    for seed in range(5):
        graph = drawn(kind, seed)
        before = deepcopy(graph)
        first = getattr(aantafel, name)(graph, "w").fillna(-1)
        assert nx.utils.graphs_equal(graph, before) and graph.graph == before.graph
        for at, (*_, data) in enumerate(graph.edges(data=True)):
            data["w"] = 1 + 7 * at % 11
        again = getattr(aantafel, name)(graph, "w").fillna(-1)
        differs.append(again.to_dict() != first.to_dict())
    assert any(differs)


@by_node
@pytest.mark.parametrize("kind", CLASSES)
def test_a_graph_of_nobody_and_of_one_get_an_answer(name: str, kind: type) -> None:
    assert list(getattr(aantafel, name)(kind())) == []
    alone = kind()
    alone.add_node("a")
    (value,) = getattr(aantafel, name)(alone)
    assert np.isnan(value) or value == (name in ("katz", "pagerank"))  # those give everybody something


@by_node
@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), "much"])
def test_a_weight_that_is_none_is_refused_in_a_sentence(name: str, value: object) -> None:
    with pytest.raises(AantafelError, match="Give"):
        getattr(aantafel, name)(nx.Graph([("a", "b", {"w": value})]), "w")


# -- routes of trust ---------------------------------------------------------------------------------------

DOORS = nx.Graph(
    [
        ("us", "ngo", {"trust": 0.9}),
        ("ngo", "union", {"trust": 0.5}),
        ("us", "firm", {"trust": 0.2}),
        ("firm", "union", {"trust": 0.3}),
        ("union", "cutters", {}),  # nobody says how far they trust each other
    ]
)


def test_the_best_routes_are_told_with_names() -> None:
    found = aantafel.best_routes(DOORS, ["us"])
    assert list(found.index) == ["us", "ngo", "union", "firm", "cutters"]
    assert found["product"].to_dict() == pytest.approx(
        {"us": 1, "ngo": 0.9, "union": 0.45, "firm": 0.2, "cutters": 0}
    )
    assert list(found["before"]) == [None, "us", "ngo", "us", None]
    assert list(found["source"]) == ["us", "us", "us", "us", None]
    asked = aantafel.best_routes(DOORS, ["us"], through_unknown=True).loc["cutters"]
    assert (np.isnan(asked["product"]), asked["before"], asked["unknown"]) == (True, "union", 1)


def test_a_trust_that_nobody_states_is_unknown_and_not_one() -> None:
    assert aantafel.best_routes(nx.Graph([("a", "b")]), ["a"])["product"]["b"] == 0
    assert aantafel.disjoint_routes(DOORS, "us", "cutters", "trust") == 0
    assert aantafel.disjoint_routes(DOORS, "us", "cutters") == 1
    assert aantafel.disjoint_routes(DOORS, "us", "union", "trust") == 2


def test_what_is_lost_is_told_with_names() -> None:
    lost = aantafel.route_loss(DOORS, ["us"], "union")
    assert lost.to_dict() == pytest.approx({"us": 0.45, "ngo": 0.39, "union": 0.45})
    assert lost.name == "route_loss"


def test_of_parallel_trust_the_best_counts() -> None:
    twice = nx.MultiGraph([("a", "b", {"trust": 0.5}), ("a", "b", {"trust": 0.9}), ("a", "b", {})])
    assert aantafel.best_routes(twice, ["a"])["product"]["b"] == pytest.approx(0.9)
    with pytest.raises(AantafelError, match="trust from 0 to 1"):
        aantafel.best_routes(nx.Graph([("a", "b", {"trust": 2})]), ["a"])


# -- the door ----------------------------------------------------------------------------------------------


def test_a_measure_that_is_none_is_not_there() -> None:
    assert aantafel.constraint is measures.constraint
    for name in ("importance", "np", "between", "__wrapped__"):
        assert not hasattr(aantafel, name)


def test_the_door_opens_without_loading_what_measures_need() -> None:
    heavy = "{'numpy', 'scipy', 'pandas', 'networkx'}"
    code = f"import sys, aantafel; hasattr(aantafel, '__path__'); print(*{heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
