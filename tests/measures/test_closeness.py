"""Closeness: against a plain search from every node, published tables, NetworkX and igraph."""

from random import Random

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.closeness import closeness, closeness_by_distance, cost, ones, ones_by_table
from tests.measures.networks import Network, chain, many, networks
from tests.oracle import routes as oracle

LENGTHS = (0.0, 0.1, 0.2, 0.3, 1.0, 7.5)
both_readings = pytest.mark.parametrize("directed", [True, False])


def matrix(graph: "nx.Graph[int]", weight: str | None = None) -> csr_array:
    return csr_array(nx.to_scipy_sparse_array(graph, weight=weight, dtype=float))


# -- published ---------------------------------------------------------------------------------------------

KITE = {  # David Krackhardt, "Assessing the political landscape", Administrative Science Quarterly 35 (1990);
    # values as published with it by Valdis Krebs, "Social network analysis: an introduction" (orgnet.com)
    "Andre": 0.529, "Beverly": 0.529, "Carol": 0.5, "Diane": 0.6, "Ed": 0.5, "Fernando": 0.643,
    "Garth": 0.643, "Heather": 0.6, "Ike": 0.429, "Jane": 0.31,
}  # fmt: skip


def test_the_kite_of_krackhardt_has_its_published_values() -> None:
    found = closeness(matrix(nx.krackhardt_kite_graph()), directed=False)
    assert dict(zip(KITE, found.round(3), strict=True)) == KITE


def test_the_middle_of_a_star_is_one_step_from_all() -> None:
    # Freeman (1979): the least sum of distances is n - 1, so the most closeness is 1; a leaf of a star of
    # five is 1 + 3 x 2 = 7 away from all, 4 / 7
    star = Network(5, tuple((0, leaf, 1.0) for leaf in range(1, 5)))
    assert closeness(star.matrix, directed=False) == pytest.approx([1, 4 / 7, 4 / 7, 4 / 7, 4 / 7])


# -- by hand -----------------------------------------------------------------------------------------------


def test_distances_are_those_on_the_way_in() -> None:
    # 0 -> 1 -> 2: nobody reaches 0; one of two others reaches 1 in one step; two reach 2 in 1 + 2 steps
    assert closeness(chain(3).matrix) == pytest.approx([0, 1 / 1 * 1 / 2, 2 / 3 * 2 / 2])
    assert closeness(csr_array(chain(3).matrix.T)) == pytest.approx([2 / 3, 1 / 2, 0])
    assert closeness(chain(3).matrix, directed=False) == pytest.approx([2 / 3, 1, 2 / 3])


def test_being_near_to_few_is_not_being_near_to_all() -> None:
    # a pair beside a chain of three: within its part everybody in the pair is one step from all
    apart = Network(5, ((0, 1, 1.0), (2, 3, 1.0), (3, 4, 1.0)))
    found = closeness(apart.matrix, directed=False)
    assert found == pytest.approx([1 / 4, 1 / 4, 2 / 3 * 2 / 4, 1 * 2 / 4, 2 / 3 * 2 / 4])
    raw = closeness(apart.matrix, directed=False, wasserman_faust=False)
    assert raw == pytest.approx([1, 1, 2 / 3, 1, 2 / 3])


def test_a_weight_is_a_distance() -> None:
    d = Network(2, ((0, 1, 4.0),)).matrix
    assert closeness_by_distance(d).tolist() == [0, 0.25]
    assert closeness(d).tolist() == [0, 1]


def test_of_ties_side_by_side_the_shortest_counts_and_none_is_added_up() -> None:
    d = Network(2, ((0, 1, 4.0), (0, 1, 2.0)))
    assert closeness_by_distance(d.matrix).tolist() == [0, 0.5]
    either = Network(2, ((0, 1, 4.0), (1, 0, 2.0)))
    assert closeness_by_distance(either.matrix, directed=False).tolist() == [0.5, 0.5]


def test_a_tie_without_length_is_still_a_tie() -> None:
    # 0 -> 1 of length 0, 1 -> 2 of length 2: both reach 2, at 2 and 2
    d = Network(3, ((0, 1, 0.0), (1, 2, 2.0)))
    assert closeness_by_distance(d.matrix) == pytest.approx([0, 0, 2 / 4])
    # at distance 0 from all who reach it, 1 has no closeness that could be said; NetworkX says 0 as well
    assert nx.closeness_centrality(nx.DiGraph([(0, 1, {"d": 0.0})]), distance="d") == {0: 0.0, 1: 0.0}


def test_a_strength_of_zero_is_no_tie() -> None:
    assert closeness(Network(2, ((0, 1, 0.0),)).matrix).tolist() == [0, 0]


# -- a plain search from every node ------------------------------------------------------------------------


@both_readings
@pytest.mark.parametrize("scale", [True, False])
def test_it_is_what_a_plain_search_says(directed: bool, scale: bool) -> None:
    for net in many(250, (1.0,), most=9):
        ways = oracle.ways(net.n, net.ties, min, both=not directed)
        expected = oracle.closeness([dict(oracle.breadth_first(ways, a)) for a in range(net.n)], scale)
        found = closeness(net.matrix, directed=directed, wasserman_faust=scale)
        assert found == pytest.approx(expected, abs=1e-12), net


@both_readings
def test_it_is_what_all_paths_say_by_distance(directed: bool) -> None:
    for net in many(200, LENGTHS):
        ways = oracle.ways(net.n, net.ties, min, both=not directed)
        expected = oracle.closeness([oracle.distances(ways, a) for a in range(net.n)])
        assert closeness_by_distance(net.matrix, directed=directed) == pytest.approx(expected, abs=1e-12), net


def test_with_more_sources_than_are_followed_at_once() -> None:
    graph = nx.gnp_random_graph(700, 0.004, seed=2, directed=True)  # more than 8 words of 64
    assert closeness(matrix(graph)) == pytest.approx(list(nx.closeness_centrality(graph).values()), abs=1e-12)


def test_with_nodes_of_many_ties_and_routes_that_are_long() -> None:
    hub = nx.star_graph(150)  # more ties than are gathered side by side
    hub.add_edges_from((a, a + 1) for a in range(1, 60))
    long = nx.path_graph(620)  # longer than is followed in words
    for graph in (hub, long):
        found = closeness(matrix(graph), directed=False)
        assert found == pytest.approx(list(nx.closeness_centrality(graph).values()), abs=1e-12)


# -- other libraries ---------------------------------------------------------------------------------------


@both_readings
@pytest.mark.parametrize("scale", [True, False])
def test_networkx_says_the_same(directed: bool, scale: bool) -> None:
    for seed in range(6):
        graph = nx.gnp_random_graph(50, 0.05, seed=seed, directed=directed)
        lot = Random(seed)
        for _, _, data in graph.edges(data=True):
            data["length"] = lot.choice([0, 1, 2.5])
        plain = nx.closeness_centrality(graph, wf_improved=scale)
        found = closeness(matrix(graph), directed=directed, wasserman_faust=scale)
        assert found == pytest.approx(list(plain.values()), abs=1e-12)
        far = nx.closeness_centrality(graph, distance="length", wf_improved=scale)
        stored = Network(50, tuple((a, b, float(d)) for a, b, d in graph.edges(data="length"))).matrix
        found = closeness_by_distance(stored, directed=directed, wasserman_faust=scale)
        assert found == pytest.approx(list(far.values()), abs=1e-12)


def test_igraph_says_the_same_within_a_part_and_nan_where_we_say_zero() -> None:
    graph = nx.gnp_random_graph(40, 0.03, seed=1, directed=True)
    theirs = igraph.Graph(40, list(graph.edges), directed=True).closeness(mode="in")
    ours = closeness(matrix(graph), wasserman_faust=False)
    assert np.isnan(theirs).any()
    assert ours == pytest.approx(np.nan_to_num(theirs), abs=1e-12)


# -- laws --------------------------------------------------------------------------------------------------


@given(networks(*LENGTHS), st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_nodes_and_ties_does_not_matter(net: Network, random: Random, directed: bool) -> None:
    order = random.sample(range(net.n), net.n)
    turned = net.in_order(order, random).matrix
    for measure in (closeness, closeness_by_distance):
        found = measure(net.matrix, directed=directed)[order]
        assert measure(turned, directed=directed) == pytest.approx(found, abs=1e-12)


@given(networks(*LENGTHS), st.booleans())
def test_an_isolate_has_zero_and_changes_nothing_within_a_part(net: Network, directed: bool) -> None:
    more = Network(net.n + 1, net.ties)
    for measure in (closeness, closeness_by_distance):
        found = measure(net.matrix, directed=directed, wasserman_faust=False)
        wider = measure(more.matrix, directed=directed, wasserman_faust=False)
        assert wider == pytest.approx([*found, 0.0], abs=1e-12)


@given(networks(1.0), st.booleans())
def test_it_lies_between_nobody_and_everybody_at_once(net: Network, directed: bool) -> None:
    found = closeness(net.matrix, directed=directed)
    assert ((found >= 0) & (found <= 1)).all()


@given(networks(0.1, 1.0, 2.0), st.sampled_from([0.01, 4.0]))
def test_twice_as_long_is_half_as_close(net: Network, by: float) -> None:
    longer = Network(net.n, tuple((a, b, value * by) for a, b, value in net.ties))
    found = closeness_by_distance(longer.matrix)
    assert found == pytest.approx(closeness_by_distance(net.matrix) / by, abs=1e-12)


@pytest.mark.parametrize("measure", [closeness, closeness_by_distance])
def test_nobody_and_one_alone_get_an_answer(measure: object) -> None:
    assert callable(measure)
    assert measure(csr_array((0, 0))).tolist() == []
    assert measure(csr_array((1, 1))).tolist() == [0.0]
    assert measure(Network(1, ((0, 0, 1.0),)).matrix).tolist() == [0.0]


# -- pivots, cost, refusals --------------------------------------------------------------------------------


def test_all_pivots_are_the_exact_answer_and_a_seed_draws_the_same() -> None:
    w = matrix(nx.gnp_random_graph(40, 0.1, seed=1))
    assert closeness(w, pivots=40) == pytest.approx(closeness(w))
    assert closeness(w, pivots=9, seed=4).tolist() == closeness(w, pivots=9, seed=4).tolist()
    assert closeness(w, pivots=9, seed=4).tolist() != closeness(w, pivots=9, seed=5).tolist()


def test_pivots_take_those_they_see_for_all() -> None:
    # a chain of four, seen from 0 and 3: 0 sees 3 at 3; 1 sees them at 1 and 2; of all others, all
    found = closeness(chain(4).matrix, directed=False, pivots=[0, 3])
    assert found == pytest.approx([1 / 3, 2 / 3, 2 / 3, 1 / 3])
    assert closeness(chain(4).matrix, directed=False) == pytest.approx([3 / 6, 3 / 4, 3 / 4, 3 / 6])
    by_distance = closeness_by_distance(chain(4, 1.0).matrix, directed=False, pivots=[0, 3])
    assert by_distance == pytest.approx(found)


def test_one_pivot_knows_nothing_of_itself() -> None:
    assert np.isnan(closeness(chain(3).matrix, pivots=[1])).tolist() == [False, True, False]


@pytest.mark.parametrize("pivots", [0, -1, 6, [], [5], [-1]])
def test_pivots_that_are_none_or_too_many_are_refused(pivots: int | list[int]) -> None:
    for measure in (closeness, closeness_by_distance):
        with pytest.raises(AantafelError, match="between 1 and 5"):
            measure(chain(5).matrix, pivots=pivots)


def test_the_cost_is_said_before_it_starts() -> None:
    w = chain(5).matrix  # 5 nodes, 4 ties, 8 both ways
    assert (cost(w).steps, cost(w, directed=False).steps, cost(w, 2).steps) == (45, 65, 18)
    assert cost(w, by_distance=True).seconds > cost(w).seconds > cost(w, 2).seconds > 0


@pytest.mark.parametrize("value", [-1.0, np.nan, np.inf])
def test_what_is_no_weight_and_no_length_is_refused(value: float) -> None:
    bad = Network(2, ((0, 1, value),)).matrix
    with pytest.raises(AantafelError, match="weights that are numbers"):
        closeness(bad)
    with pytest.raises(AantafelError, match="lengths that are numbers"):
        closeness_by_distance(bad)


@given(st.lists(st.lists(st.integers(0, 2**64 - 1), min_size=3, max_size=3), min_size=1, max_size=4))
def test_bits_are_counted_with_and_without_the_numpy_that_can(rows: list[list[int]]) -> None:
    words = np.array(rows, np.uint64)
    expected = [sum(word.bit_count() for word in row) for row in rows]
    assert ones(words).tolist() == ones_by_table(words).tolist() == expected
