"""From a graph to a matrix: the same as NetworkX reads it, whatever kind of graph it is."""

import math

import networkx as nx
import numpy as np
import pytest

from graph.errors import AantafelError
from queries.on_graphs.ties import Ties
from tests.on_graphs.graphs import CLASSES, drawn, some

RULES = {"sum": sum, "max": max, "min": min}


@pytest.mark.parametrize("parallel", RULES)
@pytest.mark.parametrize("weight", [None, "w"])
def test_the_matrix_is_the_one_networkx_makes(parallel: str, weight: str | None) -> None:
    for graph in some(loops=True):
        ties = Ties(graph, ("w",))
        expected = nx.to_numpy_array(graph, weight=weight, multigraph_weight=RULES[parallel])
        assert ties.matrix(weight, parallel).toarray().tolist() == expected.tolist()
        assert ties.nodes == list(graph)
        assert (ties.is_directed(), ties.is_multigraph()) == (graph.is_directed(), graph.is_multigraph())
        assert (len(ties), ties.number_of_edges()) == (len(graph), graph.number_of_edges())
        assert ties.has_loops() == (nx.number_of_selfloops(graph) > 0)


def test_a_part_of_a_graph_is_read_as_that_part() -> None:
    for graph in some(2):
        part = graph.subgraph(list(graph)[3:6])
        assert Ties(part).matrix().toarray().tolist() == nx.to_numpy_array(part, weight=None).tolist()
        assert Ties(part).nodes == list(part)
        turned = graph.reverse(copy=False) if graph.is_directed() else graph
        assert Ties(turned).matrix().toarray().tolist() == nx.to_numpy_array(turned, weight=None).tolist()


def test_the_matrix_is_in_order_with_one_entry_a_pair_and_zeros_stored() -> None:
    for graph in some(2, values=(0, 1)):
        matrix = Ties(graph, ("w",)).matrix("w")
        assert matrix.has_canonical_format
        pairs = {(a, b) for a, b in graph.edges()}
        pairs |= set() if graph.is_directed() else {(b, a) for a, b in pairs}
        assert matrix.nnz == len(pairs)


def test_one_matrix_does_not_disturb_the_next() -> None:
    for graph in some():
        ties = Ties(graph, ("w",))
        for parallel in (*RULES, *RULES):
            for weight in ("w", None):
                ties._made.clear()
                expected = nx.to_numpy_array(graph, weight=weight, multigraph_weight=RULES[parallel])
                assert ties.matrix(weight, parallel).toarray().tolist() == expected.tolist()


def test_it_is_made_once() -> None:
    ties = Ties(drawn(nx.Graph, 1), ("w",))
    assert ties.matrix("w") is ties.matrix("w")
    assert ties.matrix("w") is ties.matrix("w", "min")  # a Graph has nothing side by side
    assert ties.matrix("w") is not ties.matrix()


def test_what_is_missing_is_what_one_says_it_is() -> None:
    graph = nx.DiGraph([("a", "b", {"w": 3}), ("a", "c", {}), ("b", "c", {"w": None})])
    assert Ties(graph, ("w",)).matrix("w").data.tolist() == pytest.approx([3, 1, math.nan], nan_ok=True)
    unknown = Ties(graph, ("w",), missing=math.nan).matrix("w").data
    assert unknown.tolist() == pytest.approx([3, math.nan, math.nan], nan_ok=True)


def test_of_parallel_edges_the_best_known_counts() -> None:
    graph = nx.MultiDiGraph([("a", "b", {"w": 0.5}), ("a", "b", {}), ("a", "b", {"w": 0.2})])
    ties = Ties(graph, ("w",), missing=math.nan)
    assert ties.matrix("w", "max").data.tolist() == [0.5]
    assert ties.matrix("w", "min").data.tolist() == [0.2]


@pytest.mark.parametrize("kind", CLASSES)
def test_a_graph_without_nodes_or_edges_is_read_too(kind: type) -> None:
    assert Ties(kind(), ("w",)).matrix("w").shape == (0, 0)
    alone = kind()
    alone.add_node("a")
    assert Ties(alone, ("w",)).matrix("w", "max").toarray().tolist() == [[0.0]]


def test_a_text_for_a_number_and_an_unknown_rule_are_refused() -> None:
    graph = nx.Graph([("a", "b", {"w": "much"})])
    with pytest.raises(AantafelError, match="a number in its attribute w"):
        Ties(graph, ("w",))
    with pytest.raises(AantafelError, match='sum, max, min. "mean" is none'):
        Ties(graph).matrix(parallel="mean")
    with pytest.raises(AantafelError, match="it has no z"):
        Ties(graph).row("z")


def test_a_large_graph_is_read_in_its_own_order() -> None:
    graph = nx.gnp_random_graph(300, 0.05, seed=1)
    order = np.random.default_rng(1).permutation(300).tolist()
    turned = nx.Graph()
    turned.add_nodes_from(order)
    turned.add_edges_from(graph.edges)
    assert (Ties(turned).matrix() != nx.to_scipy_sparse_array(turned, dtype=float)).nnz == 0
