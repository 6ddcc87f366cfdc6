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
from tests.on_graphs.graphs import CLASSES, RULES, dense, drawn, some

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
