"""Betweenness: against every shortest path walked one by one, published tables, NetworkX and igraph."""

from random import Random

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array, csr_array

from graph.errors import AantafelError
from queries.measures.betweenness import betweenness, betweenness_by_distance, cost
from queries.measures.pivots import EXACT_UP_TO, PIVOTS, default
from queries.measures.shells import passing
from tests.measures.networks import Network, chain, many, networks
from tests.oracle import routes as oracle

LENGTHS = (0.1, 0.2, 0.3, 1.0, 2.0, 7.5)
STAR = Network(5, tuple((0, leaf, 1.0) for leaf in range(1, 5)))
both_readings = pytest.mark.parametrize("directed", [True, False])


def matrix(graph: "nx.Graph[int]", weight: str | None = None) -> csr_array:
    return csr_array(nx.to_scipy_sparse_array(graph, weight=weight, dtype=float))


# -- published -------------------------------------------------------------------------------------------

KITE = {  # David Krackhardt, "Assessing the political landscape", Administrative Science Quarterly 35 (1990);
    # values as published with it by Valdis Krebs, "Social network analysis: an introduction" (orgnet.com)
    "Diane": 0.102, "Fernando": 0.231, "Garth": 0.231, "Andre": 0.023, "Beverly": 0.023,
    "Carol": 0.0, "Ed": 0.0, "Heather": 0.389, "Ike": 0.222, "Jane": 0.0,
}  # fmt: skip
KITE_NAMES = ("Andre", "Beverly", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane")


def test_the_kite_of_krackhardt_has_its_published_values() -> None:
    found = betweenness(matrix(nx.krackhardt_kite_graph()), directed=False)
    assert dict(zip(KITE_NAMES, found.round(3), strict=True)) == KITE


def test_the_families_of_florence_have_their_published_values() -> None:
    # Matthew O. Jackson, Social and Economic Networks (2008), section 1.2.1: Medici .522, Strozzi .103,
    # Guadagni .255, after Padgett and Ansell (1993)
    graph = nx.florentine_families_graph()
    found = dict(zip(graph, betweenness(matrix(graph), directed=False).round(3), strict=True))
    assert (found["Medici"], found["Strozzi"], found["Guadagni"]) == (0.522, 0.103, 0.255)


def test_the_middle_of_a_star_has_all_there_is() -> None:
    # Freeman (1979): no node of any network exceeds (n^2 - 3n + 2) / 2, which the middle of a star has
    n = STAR.n
    raw = betweenness(STAR.matrix, directed=False, normalised=False)
    assert raw.tolist() == [(n**2 - 3 * n + 2) / 2, 0, 0, 0, 0]
    assert betweenness(STAR.matrix, directed=False).tolist() == [1, 0, 0, 0, 0]


@given(networks(1.0))
def test_the_sum_over_all_is_the_number_of_nodes_between_all_pairs(net: Network) -> None:
    # each shortest route of d ties passes d - 1 nodes, whichever of them it takes (Brandes 2001, section 2)
    far = [oracle.breadth_first(oracle.ways(net.n, net.ties, min), a) for a in range(net.n)]
    between = sum(d - 1 for one in far for d in one.values() if d > 0)
    raw = betweenness(net.matrix, normalised=False)
    assert raw.sum() == pytest.approx(between if net.n > 2 else 0)


# -- by hand ---------------------------------------------------------------------------------------------


def test_a_chain_of_five() -> None:
    # pairs with the node between them: 0; 1 x 3; 2 x 2; 3 x 1; 0
    found = betweenness(chain(5).matrix, directed=False, normalised=False)
    assert found.tolist() == [0, 3, 4, 3, 0]
    assert betweenness(chain(5).matrix, normalised=False).tolist() == [
        0,
        3,
        4,
        3,
        0,
    ]  # one way is half the pairs
    assert betweenness(chain(5).matrix).tolist() == [0, 3 / 12, 4 / 12, 3 / 12, 0]  # of 4 x 3 ordered pairs
    assert betweenness(chain(5).matrix, directed=False).tolist() == [0, 3 / 6, 4 / 6, 3 / 6, 0]


def test_two_ways_round_a_square_share() -> None:
    square = Network(4, ((0, 1, 1.0), (1, 3, 1.0), (0, 2, 1.0), (2, 3, 1.0)))
    assert betweenness(square.matrix, normalised=False).tolist() == [0, 0.5, 0.5, 0]


def test_direction_matters() -> None:
    # 1 tells 0 and 2, who tell nobody: no route passes 1
    tells = Network(3, ((1, 0, 1.0), (1, 2, 1.0)))
    assert betweenness(tells.matrix, normalised=False).tolist() == [0, 0, 0]
    assert betweenness(tells.matrix, directed=False, normalised=False).tolist() == [0, 1, 0]


def test_a_weight_is_a_distance() -> None:
    # straight on is 1 long, by way of 1 it is 10: strong ties would make 1 the way to go, long ones do not
    d = Network(3, ((0, 1, 5.0), (1, 2, 5.0), (0, 2, 1.0)))
    assert betweenness_by_distance(d.matrix, normalised=False).tolist() == [0, 0, 0]
    inverse = Network(3, tuple((a, b, 1 / value) for a, b, value in d.ties))
    assert betweenness_by_distance(inverse.matrix, normalised=False).tolist() == [0, 1, 0]
    assert betweenness(d.matrix, normalised=False).tolist() == [0, 0, 0]  # one tie is shorter than two


def test_sums_of_decimals_are_as_long_as_they_are_on_paper() -> None:
    # 0.1 + 0.2 = 0.3, though not in floating point
    d = Network(4, ((0, 1, 0.1), (1, 3, 0.2), (0, 2, 0.15), (2, 3, 0.15)))
    assert betweenness_by_distance(d.matrix, normalised=False).tolist() == [0, 0.5, 0.5, 0]


def test_of_ties_side_by_side_the_shortest_counts_and_none_is_added_up() -> None:
    d = Network(3, ((0, 1, 4.0), (0, 1, 1.0), (1, 2, 1.0), (0, 2, 3.0)))
    assert betweenness_by_distance(d.matrix, normalised=False).tolist() == [0, 1, 0]
    added = csr_array(coo_array((np.array([4.0, 1.0, 1.0, 3.0]), ([0, 0, 1, 0], [1, 1, 2, 2])), shape=(3, 3)))
    assert betweenness_by_distance(added, normalised=False).tolist() == [
        0,
        0,
        0,
    ]  # what adding would have said


def test_the_shorter_of_two_directions_counts_where_direction_does_not() -> None:
    d = Network(3, ((0, 1, 9.0), (1, 0, 1.0), (1, 2, 1.0), (0, 2, 3.0)))
    assert betweenness_by_distance(d.matrix, directed=False, normalised=False).tolist() == [0, 1, 0]
    assert betweenness_by_distance(d.matrix, normalised=False).tolist() == [0, 0, 0]


def test_a_strength_of_zero_is_no_tie_and_a_length_of_zero_is_refused() -> None:
    net = Network(3, ((0, 1, 0.0), (1, 2, 1.0)))
    assert betweenness(net.matrix, normalised=False).tolist() == [0, 0, 0]
    with pytest.raises(AantafelError, match="cap trust below 1"):
        betweenness_by_distance(net.matrix)


def test_a_loop_without_length_is_not_in_the_way() -> None:
    net = Network(3, ((0, 1, 1.0), (1, 1, 0.0), (1, 2, 1.0)))
    assert betweenness_by_distance(net.matrix, normalised=False).tolist() == [0, 1, 0]


def test_a_length_that_is_nothing_beside_the_others_is_refused() -> None:
    with pytest.raises(AantafelError, match="above 1e-09 of the longest route"):
        betweenness_by_distance(Network(3, ((0, 1, 1e-10), (1, 2, 1.0))).matrix)
    fine = Network(3, ((0, 1, 1e-8), (1, 2, 1.0)))
    assert betweenness_by_distance(fine.matrix, normalised=False).tolist() == [0, 1, 0]


# -- all routes walked -----------------------------------------------------------------------------------


@both_readings
def test_it_is_what_all_shortest_paths_say(directed: bool) -> None:
    for net in many(250, (1.0,)):
        ways = oracle.ways(net.n, net.ties, min, both=not directed)
        expected = oracle.scaled(oracle.betweenness(ways), directed)
        assert betweenness(net.matrix, directed=directed) == pytest.approx(expected, abs=1e-12), net


@both_readings
def test_it_is_what_all_shortest_paths_say_by_distance(directed: bool) -> None:
    for net in many(250, LENGTHS):
        ways = oracle.ways(net.n, net.ties, min, both=not directed)
        expected = oracle.scaled(oracle.betweenness(ways), directed)
        assert betweenness_by_distance(net.matrix, directed=directed) == pytest.approx(expected, abs=1e-12), (
            net
        )


def test_pivots_find_what_the_paths_from_them_say() -> None:
    for net in many(100, (1.0,), seed=2):
        pivots = [node for node in range(net.n) if node % 2 == 0]
        raw = oracle.betweenness(oracle.ways(net.n, net.ties, min), pivots)
        seen = [len(pivots) - (node in pivots) for node in range(net.n)]
        found = betweenness(net.matrix, pivots=pivots)
        if net.n > 2:
            expected = [float(one) / (k * (net.n - 2)) for one, k in zip(raw, seen, strict=True)]
            assert found == pytest.approx(expected, abs=1e-12)


# -- thick and thin --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("thin", "batch"), [(0, 1), (1, 1000), (30, 200_000), (10**9, 10**6)])
def test_how_it_is_worked_out_does_not_matter(thin: int, batch: int) -> None:
    crowd = nx.gnp_random_graph(60, 0.07, seed=3, directed=True)
    for graph in (crowd, nx.grid_2d_graph(6, 6), nx.path_graph(40)):
        raw = passing(matrix(graph), np.arange(len(graph)), thin=thin, batch=batch)
        theirs = nx.betweenness_centrality(graph.to_directed(), normalized=False)
        assert raw == pytest.approx(list(theirs.values()), abs=1e-9)


def test_a_long_chain_and_a_crowd_agree_with_networkx() -> None:
    for graph in (nx.path_graph(150), nx.barabasi_albert_graph(150, 4, seed=1), nx.star_graph(200)):
        expected = list(nx.betweenness_centrality(graph).values())
        assert betweenness(matrix(graph), directed=False) == pytest.approx(expected, abs=1e-12)


# -- other libraries -------------------------------------------------------------------------------------


@both_readings
@pytest.mark.parametrize("normalised", [True, False])
def test_networkx_says_the_same(directed: bool, normalised: bool) -> None:
    for seed in range(6):
        graph = nx.gnp_random_graph(50, 0.06, seed=seed, directed=directed)
        lot = Random(seed)
        for _, _, data in graph.edges(data=True):
            data["length"] = lot.randint(1, 9)  # whole numbers: floating point would break ties its own way
        plain = nx.betweenness_centrality(graph, normalized=normalised)
        found = betweenness(matrix(graph), directed=directed, normalised=normalised)
        assert found == pytest.approx(list(plain.values()), abs=1e-12)
        far = nx.betweenness_centrality(graph, normalized=normalised, weight="length")
        found = betweenness_by_distance(matrix(graph, "length"), directed=directed, normalised=normalised)
        assert found == pytest.approx(list(far.values()), abs=1e-12)


@both_readings
@pytest.mark.parametrize("normalised", [True, False])
def test_networkx_scales_pivots_the_same_way(directed: bool, normalised: bool) -> None:
    for seed in range(5):
        graph = nx.gnp_random_graph(30, 0.12, seed=seed, directed=directed)
        pivots = Random(seed).sample(list(graph), 7)  # as NetworkX draws them
        theirs = nx.betweenness_centrality(graph, k=7, normalized=normalised, seed=seed)
        found = betweenness(matrix(graph), directed=directed, normalised=normalised, pivots=pivots)
        assert found == pytest.approx(list(theirs.values()), abs=1e-12)


def test_igraph_says_the_same_raw_and_has_numbers_for_isolates_too() -> None:
    for seed in range(5):
        graph = nx.gnp_random_graph(60, 0.03, seed=seed)
        theirs = igraph.Graph(60, list(graph.edges)).betweenness(directed=False)
        found = betweenness(matrix(graph), directed=False, normalised=False)
        assert found == pytest.approx(theirs, abs=1e-12)
        assert not np.isnan(found).any()
        lengths = [1.0 + (a * b) % 7 for a, b in graph.edges]
        nx.set_edge_attributes(graph, dict(zip(graph.edges, lengths, strict=True)), "length")
        theirs = igraph.Graph(60, list(graph.edges)).betweenness(directed=False, weights=lengths)
        found = betweenness_by_distance(matrix(graph, "length"), directed=False, normalised=False)
        assert found == pytest.approx(theirs, abs=1e-12)


# -- laws ------------------------------------------------------------------------------------------------


@given(networks(*LENGTHS), st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_nodes_and_ties_does_not_matter(net: Network, random: Random, directed: bool) -> None:
    order = random.sample(range(net.n), net.n)
    turned = net.in_order(order, random).matrix
    for measure in (betweenness, betweenness_by_distance):
        found = measure(net.matrix, directed=directed)[order]
        assert measure(turned, directed=directed) == pytest.approx(found, abs=1e-12)


@given(networks(*LENGTHS), st.booleans())
def test_an_isolate_changes_no_raw_value_and_has_zero(net: Network, directed: bool) -> None:
    more = Network(net.n + 1, net.ties)
    for measure in (betweenness, betweenness_by_distance):
        found = measure(net.matrix, directed=directed, normalised=False)
        wider = measure(more.matrix, directed=directed, normalised=False)
        assert wider == pytest.approx([*found, 0.0], abs=1e-12)


@given(networks(*LENGTHS), st.sampled_from([0.001, 3.0, 1000.0]))
def test_the_unit_of_length_does_not_matter(net: Network, by: float) -> None:
    scaled = Network(net.n, tuple((a, b, value * by) for a, b, value in net.ties))
    assert betweenness_by_distance(scaled.matrix) == pytest.approx(
        betweenness_by_distance(net.matrix), abs=1e-12
    )


@given(networks(1.0), st.booleans())
def test_it_lies_between_nothing_and_all(net: Network, directed: bool) -> None:
    found = betweenness(net.matrix, directed=directed)
    assert ((found >= 0) & (found <= 1 + 1e-12)).all()
    assert (found[[a for a in range(net.n) if not any(a in tie[:2] for tie in net.ties)]] == 0).all()


@given(networks(*LENGTHS))
def test_the_matrix_that_was_given_stays_as_it_is(net: Network) -> None:
    given_, before = net.matrix, net.matrix
    betweenness(given_, directed=False)
    betweenness_by_distance(given_, directed=False)
    assert given_.data.tolist() == before.data.tolist()
    assert given_.indices.tolist() == before.indices.tolist()


@pytest.mark.parametrize("measure", [betweenness, betweenness_by_distance])
@pytest.mark.parametrize("n", [0, 1, 2])
def test_nobody_one_and_two_have_nothing_between_them(measure: object, n: int) -> None:
    pair = Network(n, ((0, 1, 1.0), (1, 0, 1.0)) if n == 2 else ())
    assert callable(measure)
    for normalised in (True, False):
        assert measure(pair.matrix, normalised=normalised).tolist() == [0.0] * n


# -- pivots and cost -------------------------------------------------------------------------------------


def test_all_pivots_are_the_exact_answer_and_a_seed_draws_the_same() -> None:
    w = matrix(nx.gnp_random_graph(40, 0.1, seed=1))
    assert betweenness(w, pivots=40) == pytest.approx(betweenness(w))
    assert betweenness(w, pivots=9, seed=4).tolist() == betweenness(w, pivots=9, seed=4).tolist()
    assert betweenness(w, pivots=9, seed=4).tolist() != betweenness(w, pivots=9, seed=5).tolist()


def test_pivots_estimate_without_a_lean() -> None:
    # the mean over every single choice of two pivots is the exact value
    w = matrix(nx.gnp_random_graph(12, 0.3, seed=2))
    pairs = [(a, b) for a in range(12) for b in range(a)]
    mean = np.mean([betweenness(w, pivots=pair) for pair in pairs], axis=0)
    exact = betweenness(w)
    # a node is looked at by k = 2 others in 55 choices, by 1 in 11: each a mean over others without a lean
    assert mean == pytest.approx(exact)


def test_a_pivot_named_twice_is_one_pivot() -> None:
    found = betweenness(chain(5).matrix, pivots=[3, 0, 3, 0])
    assert found.tolist() == betweenness(chain(5).matrix, pivots=[0, 3]).tolist()


def test_one_pivot_knows_nothing_of_itself() -> None:
    found = betweenness(chain(4).matrix, pivots=[1])
    assert np.isnan(found).tolist() == [False, True, False, False]


@pytest.mark.parametrize("pivots", [0, -1, 6, [], [5], [-1]])
def test_pivots_that_are_none_or_too_many_are_refused(pivots: int | list[int]) -> None:
    for measure in (betweenness, betweenness_by_distance):
        with pytest.raises(AantafelError, match="between 1 and 5"):
            measure(chain(5).matrix, pivots=pivots)


def test_the_cost_is_said_before_it_starts() -> None:
    w = chain(5).matrix  # 5 nodes, 4 ties, 8 both ways
    assert cost(w).steps == 5 * (5 + 4)
    assert cost(w, directed=False).steps == 5 * (5 + 8)
    assert cost(w, 2).steps == 2 * (5 + 4)
    assert cost(w, by_distance=True).seconds > cost(w).seconds > cost(w, 2).seconds > 0


def test_exact_up_to_three_thousand_nodes_else_five_hundred_pivots() -> None:
    assert (default(EXACT_UP_TO), default(EXACT_UP_TO + 1)) == (None, PIVOTS) == (None, 500)
    assert EXACT_UP_TO == 3000


# -- refusals --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [-1.0, np.nan, np.inf])
def test_what_is_no_weight_and_no_length_is_refused(value: float) -> None:
    bad = Network(2, ((0, 1, value),)).matrix
    with pytest.raises(AantafelError, match="weights that are numbers"):
        betweenness(bad)
    with pytest.raises(AantafelError, match="lengths that are numbers"):
        betweenness_by_distance(bad)


@pytest.mark.parametrize("measure", [betweenness, betweenness_by_distance])
def test_a_table_that_is_not_square_is_refused(measure: object) -> None:
    assert callable(measure)
    with pytest.raises(AantafelError, match="2 x 3"):
        measure(csr_array((2, 3)))


@pytest.mark.parametrize("measure", [betweenness, betweenness_by_distance])
def test_more_routes_than_can_be_counted_are_refused(measure: object) -> None:
    # 1,100 diamonds in a row: 2^1100 shortest routes from end to end, and 2^1024 is the last that fits
    ties = [pair for at in range(1100) for pair in diamond(3 * at)]
    net = Network(3301, tuple((a, b, 1.0) for a, b in ties))
    assert callable(measure)
    with pytest.raises(AantafelError, match="more shortest routes than can be counted"):
        measure(net.matrix, pivots=[0])
    fine = Network(3001, tuple((a, b, 1.0) for a, b in ties if b <= 3000))
    raw = measure(fine.matrix, pivots=[0], normalised=False)
    # the end of a diamond is passed by all routes to those behind it; one of its sides by half of those
    assert raw[2997] == pytest.approx(3 * 3000)
    assert raw[2998] == pytest.approx(0.5 * 3000)


def diamond(at: int) -> list[tuple[int, int]]:
    return [(at, at + 1), (at, at + 2), (at + 1, at + 3), (at + 2, at + 3)]
