"""`nx.constraint(G, backend="aantafel")`: what NetworkX documents, declined where we do not cover it."""

from collections.abc import Iterator
from inspect import signature
from itertools import product
from math import isnan, nan
from random import Random
from typing import Any

import networkx as nx
import pytest

from queries.on_graphs import backend
from queries.on_graphs.backend_info import FUNCTIONS, info
from queries.on_graphs.ties import Ties
from tests.on_graphs.graphs import CLASSES, drawn, some
from tests.oracle.structural_holes import Ego

OURS = {"backend": "aantafel"}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """NetworkX warns whenever it uses a cached conversion."""
    with nx.config(warnings_to_ignore={"cache"}):
        yield


def agree(ours: dict[Any, float], theirs: dict[Any, float], by: float = 1e-12) -> None:
    assert list(ours) == list(theirs)  # in the same order, too
    assert list(ours.values()) == pytest.approx(list(theirs.values()), nan_ok=True, abs=by)
    assert all(type(value) is float for value in ours.values())


def known(values: dict[Any, float]) -> dict[Any, float]:
    return {node: value for node, value in values.items() if not isnan(value)}


def converted(graph: Any) -> dict[Any, Ties]:
    """What NetworkX keeps of a graph for us."""
    kept: dict[Any, Ties] = graph.__networkx_cache__.get("backends", {}).get("aantafel", {})
    return kept


# -- what it says of itself --------------------------------------------------------------------------------


def test_networkx_knows_the_backend_and_what_it_can_do() -> None:
    assert nx.utils.backends.backend_info["aantafel"] == info()
    assert nx.utils.backends.backends["aantafel"].load() is backend
    ours = {name for name in dir(backend) if name in nx.utils.backends._registered_algorithms}
    assert ours == set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_argument_of_networkx_is_known(name: str) -> None:
    theirs = signature(getattr(nx, name).orig_func).parameters
    assert {(one.name, one.default) for one in signature(getattr(backend, name)).parameters.values()} == {
        (one.name, one.default) for one in theirs.values()
    }


# -- the same values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("weight", [None, "w", "nowhere"])
def test_constraint(weight: str | None) -> None:
    for graph in some():
        agree(nx.constraint(graph, weight=weight, **OURS), nx.constraint(graph, weight=weight))


@pytest.mark.parametrize("weight", [None, "w"])
def test_constraint_of_some_nodes_is_that_of_all_also_where_networkx_has_nan_or_drops_weights(
    weight: str | None,
) -> None:
    for graph in some(3):
        nodes = list(graph)[5:2:-1]
        every = nx.constraint(graph, weight=weight)
        agree(nx.constraint(graph, nodes, weight, **OURS), {node: every[node] for node in nodes})


def test_constraint_of_a_node_that_only_receives() -> None:
    graph = nx.DiGraph([(0, 1), (1, 0), (1, 2), (2, 0), (0, 3)])
    assert isnan(nx.constraint(graph, [3])[3])  # as NetworkX has it
    assert nx.constraint(graph, [3], **OURS)[3] == nx.constraint(graph)[3] == 1.0


@pytest.mark.parametrize("weight", [None, "w"])
def test_effective_size_is_what_its_formula_says(weight: str | None) -> None:
    for graph in some():
        w = nx.to_numpy_array(graph, weight=weight).tolist()
        sizes = [Ego(w, row).effective_size() for row in range(len(w))]
        expected = {node: nan if size is None else size for node, size in zip(graph, sizes, strict=True)}
        agree(nx.effective_size(graph, weight=weight, **OURS), expected)
        some_nodes = list(graph)[7:3:-1]
        found = nx.effective_size(graph, some_nodes, weight, **OURS)
        agree(found, {node: expected[node] for node in some_nodes})


def test_effective_size_is_right_where_networkx_is_right_and_where_it_is_not() -> None:
    for seed in range(5):
        graph = nx.Graph(drawn(nx.Graph, seed))
        agree(nx.effective_size(graph, **OURS), nx.effective_size(graph))  # no weights, no directions
        node_by_node = nx.effective_size(graph, list(graph), weight="w")
        agree(nx.effective_size(graph, weight="w", **OURS), node_by_node)
    graph = nx.Graph()
    graph.add_weighted_edges_from([(0, 1, 1.0), (0, 2, 2.0), (1, 2, 4.0), (2, 3, 8.0)])
    # 0 shares 1/3 with 1 and 2/3 with 2; 1's most is 4, 2's most is 8:
    # 2 - 2/3 x 4/4 (1, by way of 2) - 1/3 x 4/8 (2, by way of 1) = 7/6
    assert nx.effective_size(graph, weight="weight", **OURS)[0] == pytest.approx(7 / 6)


@pytest.mark.parametrize(("weight", "normalized"), [*product([None, "w", "nowhere"], [True, False])])
def test_betweenness(weight: str | None, normalized: bool) -> None:
    for graph in some(loops=True):
        how: dict[str, Any] = {"weight": weight, "normalized": normalized}
        agree(nx.betweenness_centrality(graph, **how, **OURS), nx.betweenness_centrality(graph, **how))


@pytest.mark.parametrize(("k", "normalized"), [*product([1, 4, 12], [True, False])])
def test_betweenness_from_pivots_draws_and_scales_as_networkx_does(k: int, normalized: bool) -> None:
    for graph in some(3):
        for weight in (None, "w"):
            how: dict[str, Any] = {"k": k, "normalized": normalized, "weight": weight, "seed": 5}
            agree(nx.betweenness_centrality(graph, **how, **OURS), nx.betweenness_centrality(graph, **how))


def test_what_is_declined_leaves_the_lot_as_it_was() -> None:
    graph = drawn(nx.Graph, 2, values=(0, 1, 2))
    lot = Random(5)
    with pytest.raises(NotImplementedError):
        nx.betweenness_centrality(graph, k=4, weight="w", seed=lot, **OURS)
    nx.betweenness_centrality(graph, k=len(graph), seed=lot, **OURS)  # all of them: nothing to draw
    assert lot.random() == Random(5).random()


@pytest.mark.parametrize(("distance", "improved"), [*product([None, "w", "nowhere"], [True, False])])
def test_closeness(distance: str | None, improved: bool) -> None:
    for graph in some(loops=True, values=(0, 1, 2.5)):
        how: dict[str, Any] = {"distance": distance, "wf_improved": improved}
        agree(nx.closeness_centrality(graph, **how, **OURS), nx.closeness_centrality(graph, **how))


@pytest.mark.parametrize(("weight", "alpha"), [*product([None, "w", "weight"], [0.85, 0.5, 0])])
def test_pagerank(weight: str | None, alpha: float) -> None:
    for graph in some(3, loops=True):
        exact = nx.pagerank(graph, alpha, weight=weight, tol=1e-15, max_iter=5000)
        agree(nx.pagerank(graph, alpha, weight=weight, **OURS), exact, 1e-10)
        agree(nx.pagerank(graph, alpha, weight=weight, tol=0.1, max_iter=1, **OURS), exact, 1e-10)
        agree(nx.pagerank(graph, **OURS), nx.pagerank(graph, tol=1e-15, max_iter=5000), 1e-10)


@pytest.mark.parametrize(("weight", "normalized"), [*product([None, "w"], [True, False])])
@pytest.mark.parametrize(("alpha", "beta"), [(0.01, 1.0), (0.02, 3), (0.01, -2.0), (0.0, 1.0), (0.02, 0.0)])
def test_katz(weight: str | None, normalized: bool, alpha: float, beta: float) -> None:
    for kind in (nx.Graph, nx.DiGraph):
        for seed in range(3):
            graph = drawn(kind, seed, loops=True)
            how: dict[str, Any] = {"weight": weight, "alpha": alpha, "normalized": normalized, "beta": beta}
            if beta or not normalized:
                exact = nx.katz_centrality(graph, tol=1e-15, max_iter=5000, **how)
                agree(nx.katz_centrality(graph, **how, **OURS), exact, 1e-10)


@pytest.mark.parametrize("weight", [None, "w"])
def test_eigenvector(weight: str | None) -> None:
    for seed in range(4):
        graph = nx.connected_watts_strogatz_graph(15, 4, 0.4, seed=seed)
        for at, (*_, data) in enumerate(graph.edges(data=True)):
            data["w"] = 1 + at % 4
        for one in (graph, nx.DiGraph([*graph.edges(data=True), (0, 5, {}), (99, 0, {"w": 2})])):
            if one.is_directed():
                one.add_edges_from([(b, a, data) for a, b, data in graph.edges(data=True)])
                one.add_edges_from([(3, 7, {"w": 9}), (1, 98, {"w": 3})])
            exact = nx.eigenvector_centrality(one, weight=weight, tol=1e-13, max_iter=50_000)
            agree(nx.eigenvector_centrality(one, weight=weight, **OURS), exact, 1e-8)


def test_core_numbers() -> None:
    for seed in range(5):
        graph = drawn(nx.Graph, seed)
        ours = nx.core_number(graph, **OURS)
        assert list(ours.items()) == list(nx.core_number(graph).items())
        assert {type(value) for value in ours.values()} == {int}


def test_components() -> None:
    for graph in some(loops=True):
        names = ["weakly_connected", "strongly_connected"] if graph.is_directed() else ["connected"]
        for name in names:
            theirs = list(getattr(nx, f"{name}_components")(graph))
            if name != "strongly_connected":
                assert list(getattr(nx, f"{name}_components")(graph, **OURS)) == theirs
            assert getattr(nx, f"number_{name}_components")(graph, **OURS) == len(theirs)


# -- what is declined --------------------------------------------------------------------------------------

LOOP = nx.Graph([(0, 1), (1, 1), (1, 2)])
PATH = nx.path_graph(4)
WITHOUT_LENGTH = nx.Graph([(0, 1, {"w": 0}), (1, 2, {"w": 1})])
NEGATIVE = nx.Graph([(0, 1, {"w": -1}), (1, 2, {"w": 2})])
TEXT = nx.Graph([(0, 1, {"w": "2"}), (1, 2, {"w": "much"})])
DECLINED: list[tuple[str, Any, dict[str, Any]]] = [
    ("betweenness_centrality", PATH, {"endpoints": True}),
    ("betweenness_centrality", PATH, {"weight": lambda a, b, data: 1}),
    ("betweenness_centrality", WITHOUT_LENGTH, {"weight": "w"}),
    ("closeness_centrality", PATH, {"u": 2}),
    ("closeness_centrality", PATH, {"u": 1, "distance": "w"}),
    ("constraint", LOOP, {}),
    ("constraint", nx.MultiDiGraph(LOOP), {}),
    ("effective_size", LOOP, {}),
    ("pagerank", PATH, {"personalization": {0: 1}}),
    ("pagerank", PATH, {"dangling": {0: 1}}),
    ("pagerank", PATH, {"nstart": {0: 1, 1: 1, 2: 1, 3: 1}}),
    ("katz_centrality", PATH, {"nstart": dict.fromkeys(range(4), 0)}),
    ("katz_centrality", PATH, {"beta": dict.fromkeys([*range(4), *range(10, 600)], 2.0)}),
    ("katz_centrality", PATH, {"alpha": -0.1}),
    ("eigenvector_centrality", nx.complete_graph(4), {"nstart": {0: 1, 1: 1, 2: 1, 3: 2}}),
    ("core_number", nx.DiGraph([(0, 1), (1, 0), (1, 2)]), {}),
    ("constraint", NEGATIVE, {"weight": "w"}),
    ("closeness_centrality", nx.Graph(), {}),
    ("betweenness_centrality", nx.Graph(), {}),
]


@pytest.mark.parametrize(("name", "graph", "how"), DECLINED)
def test_what_is_not_covered_is_left_to_networkx(name: str, graph: Any, how: dict[str, Any]) -> None:
    with pytest.raises(NotImplementedError, match="aantafel"):
        getattr(nx, name)(graph, **how, **OURS)
    large = graph.copy()
    large.add_nodes_from(range(10, 600) if len(graph) else ())  # not left alone for being small
    theirs = getattr(nx, name)(large, **how)
    with nx.config(backend_priority=["aantafel"]):
        found = getattr(nx, name)(large, **how)
    assert found == pytest.approx(theirs, nan_ok=True)


@pytest.mark.parametrize(("name", "graph", "how"), DECLINED)
def test_nor_is_it_done_by_a_networkx_that_does_not_ask_first(
    name: str, graph: Any, how: dict[str, Any]
) -> None:
    with pytest.raises(NotImplementedError):
        getattr(backend, name)(Ties(graph, [how["weight"]] if how.get("weight") == "w" else []), **how)


def test_a_text_is_no_number() -> None:
    with pytest.raises(NotImplementedError, match="aantafel"):
        nx.closeness_centrality(TEXT, distance="w", **OURS)


def test_what_means_nothing_is_left_to_networkx_to_refuse() -> None:
    star = nx.star_graph(600)
    with nx.config(backend_priority=["aantafel"]), pytest.raises(nx.PowerIterationFailedConvergence):
        nx.katz_centrality(star)  # alpha 0.1 is beyond 1 / the root of 600
    with pytest.raises(NotImplementedError) as refused:
        nx.katz_centrality(star, **OURS)
    assert "0.1" in str(refused.value.__cause__)
    chain = nx.path_graph(5, create_using=nx.DiGraph)
    with pytest.raises(NotImplementedError) as refused:
        nx.eigenvector_centrality(chain, **OURS)
    assert "nothing comes back" in str(refused.value.__cause__)


@pytest.mark.parametrize("name", ["pagerank", "katz_centrality", "eigenvector_centrality"])
def test_no_steps_at_all_are_left_to_networkx_to_refuse(name: str) -> None:
    with pytest.raises(NotImplementedError):
        getattr(nx, name)(PATH, max_iter=0, **OURS)
    assert "no step" in str(backend.can_run(name, (PATH,), {"max_iter": 0}))


def test_condensation_numbers_strong_components_as_ever_with_the_backend_first() -> None:
    graph = nx.DiGraph([(a, a + 1) for a in range(600)] + [(3, 1), (300, 200)])
    expected = nx.condensation(graph).graph["mapping"]
    with nx.config(backend_priority=["aantafel"]):
        assert nx.condensation(graph).graph["mapping"] == expected


def test_what_no_function_of_ours_needs_is_not_converted() -> None:
    for how in ({"preserve_edge_attrs": True}, {"edge_attrs": {"w": 0}}, {"edge_attrs": {"w": None}}):
        with pytest.raises(NotImplementedError, match="takes 1 where it is missing"):
            backend.convert_from_nx(PATH, **how)


def test_loops_are_left_to_networkx_which_refuses_them_for_cores() -> None:
    with nx.config(backend_priority=["aantafel"]), pytest.raises(nx.NetworkXNotImplemented):
        nx.core_number(LOOP)


def test_a_reason_is_given() -> None:
    assert "endpoints" in str(backend.can_run("betweenness_centrality", (PATH,), {"endpoints": True}))
    assert "loops" in str(backend.can_run("constraint", (Ties(LOOP),), {}))
    assert "with these arguments" in str(backend.can_run("constraint", (PATH,), {"new": 1}))
    assert "does not know load" in str(backend.can_run("load_centrality", (PATH,), {}))
    assert backend.can_run("constraint", (), {"G": PATH}) is True


# -- when it is worth it -----------------------------------------------------------------------------------


def test_a_small_graph_is_not_converted_and_a_large_one_is() -> None:
    small, large = nx.path_graph(30), nx.path_graph(400)
    with nx.config(backend_priority=["aantafel"]):
        assert nx.constraint(small) == pytest.approx(nx.constraint(small, **OURS))
        small = nx.path_graph(30)
        nx.constraint(small)
        agree(nx.constraint(large), nx.constraint(large, backend="networkx"))
    assert (len(converted(small)), len(converted(large))) == (0, 1)
    assert backend.should_run("constraint", (), {"G": large}) is True
    assert "fewer than 500" in str(backend.should_run("constraint", (small,), {}))


# -- the conversion is kept --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CLASSES)
def test_a_second_call_uses_what_the_first_has_converted(kind: type) -> None:
    graph = drawn(kind, 1)
    nx.constraint(graph, weight="w", **OURS)
    (first,) = converted(graph).values()
    made = first.matrix("w")
    nx.effective_size(graph, weight="w", **OURS)
    nx.betweenness_centrality(graph, **OURS)  # needs no numbers, so what is there will do
    (second,) = converted(graph).values()
    assert second is first and second.matrix("w") is made


def test_one_function_does_not_disturb_the_next() -> None:
    for graph in some():
        for _ in range(2):
            agree(nx.constraint(graph, weight="w", **OURS), nx.constraint(graph, weight="w"))
            far = nx.betweenness_centrality(graph, weight="w")
            agree(nx.betweenness_centrality(graph, weight="w", **OURS), far)
            agree(
                nx.closeness_centrality(graph, distance="w", **OURS),
                nx.closeness_centrality(graph, distance="w"),
            )


def test_a_graph_changed_by_its_methods_is_converted_again() -> None:
    graph = drawn(nx.Graph, 1)
    before = nx.constraint(graph, weight="w", **OURS)
    a, b = next(iter(graph.edges))
    graph.add_edge(a, b, w=100)
    after = nx.constraint(graph, weight="w", **OURS)
    assert known(after) != pytest.approx(known(before))
    agree(after, nx.constraint(graph, weight="w"))


def test_a_graph_changed_behind_its_back_is_not_until_the_cache_is_cleared() -> None:
    graph = drawn(nx.Graph, 1)
    before = nx.constraint(graph, weight="w", **OURS)
    a, b = next(iter(graph.edges))
    graph[a][b]["w"] = 100  # no method of the graph: NetworkX cannot see it
    agree(nx.constraint(graph, weight="w", **OURS), before)
    assert known(nx.constraint(graph, weight="w")) != pytest.approx(known(before))
    graph.__networkx_cache__.clear()
    agree(nx.constraint(graph, weight="w", **OURS), nx.constraint(graph, weight="w"))


def test_networkx_warns_that_it_uses_what_was_converted() -> None:
    graph = drawn(nx.Graph, 1)
    with nx.config(warnings_to_ignore=set()):
        nx.constraint(graph, **OURS)
        with pytest.warns(UserWarning, match="the input graph must not have been manually mutated"):
            nx.constraint(graph, **OURS)


def test_the_values_of_one_attribute_are_not_taken_for_another() -> None:
    graph = nx.Graph([(0, 1, {"a": 1, "b": 9}), (0, 2, {"a": 3, "b": 1}), (1, 2, {"a": 1, "b": 1})])
    for weight in ("a", "b", None, "a"):
        agree(nx.constraint(graph, weight=weight, **OURS), nx.constraint(graph, weight=weight))
