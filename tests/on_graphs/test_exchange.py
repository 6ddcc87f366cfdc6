"""Who trades with whom, on graphs: beside the matrices of NetworkX, and by hand."""

import networkx as nx
import numpy as np
import pytest

import aantafel
from graph.errors import AantafelError
from queries.measures.bargaining import bargaining_power
from tests.on_graphs.graphs import dense, drawn, some


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


def test_how_much_the_power_of_partners_takes_away_can_be_chosen() -> None:
    line = nx.path_graph(5)
    for kappa in (0.25, 0.75):
        found = aantafel.bargaining_power(line, kappa=kappa)
        assert found.to_numpy() == pytest.approx(bargaining_power(dense(line, None), kappa))


def test_gates_are_the_dominators_of_networkx() -> None:
    for graph in some():
        directed = graph.to_directed() if not graph.is_directed() else graph
        for start in list(graph)[:4]:
            theirs = nx.immediate_dominators(directed, start)
            expected = {node: None if node == start else theirs.get(node) for node in graph}
            assert aantafel.one_gate(graph, start).to_dict() == expected
