"""Routes of trust: against every simple path, igraph and NetworkX, and by hand."""

import math
from random import Random

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array, csr_array

from graph.errors import AantafelError
from queries.measures.routes import (
    Link,
    best_routes,
    disjoint_routes,
    links,
    loss,
    route,
    weakest_link,
)
from tests.measures.networks import Network, chain, many, networks
from tests.oracle import routes as oracle

TRUST = (0.0, 0.1, 0.3, 0.5, 0.9, 1.0)
UNKNOWN = math.nan


def usable(net: Network) -> oracle.Ways:
    """Who can step where by known trust: the best of parallel ties, and none of trust 0."""
    ways = oracle.ways(net.n, [tie for tie in net.ties if not math.isnan(tie[2])], max)
    return [{b: trust for b, trust in one.items() if trust > 0} for one in ways]


def all_ways(net: Network) -> oracle.Ways:
    """As `usable`, and ties whose trust nobody knows."""
    known = oracle.ways(net.n, [tie for tie in net.ties if not math.isnan(tie[2])], max)
    unknown = oracle.ways(net.n, [tie for tie in net.ties if math.isnan(tie[2])], max)
    return [{b: t for b, t in {**u, **k}.items() if t != 0} for k, u in zip(known, unknown, strict=True)]


# -- by hand -----------------------------------------------------------------------------------------------

#      0.9        0.5
#  us ----- ngo ------ union
#    \                  / 0.3
#     0.2 ---- firm ----
US, NGO, UNION, FIRM = range(4)
DOORS = Network(4, ((US, NGO, 0.9), (NGO, UNION, 0.5), (US, FIRM, 0.2), (FIRM, UNION, 0.3))).both_ways()


def test_the_best_route_is_the_one_of_the_largest_product() -> None:
    found = best_routes(DOORS.matrix, [US])
    # union: 0.9 x 0.5 = 0.45 or 0.2 x 0.3 = 0.06; firm: 0.2 straight on or 0.45 x 0.3 = 0.135
    assert found.product == pytest.approx([1, 0.9, 0.45, 0.2])
    assert route(found, UNION) == [US, NGO, UNION]
    assert (found.before.tolist(), found.source.tolist()) == ([-1, US, NGO, US], [US] * 4)
    assert route(found, US) == [US]


def test_what_hangs_on_each_of_a_route() -> None:
    # without the ngo 0.06 is left of 0.45; without us or the union nothing is
    assert loss(DOORS.matrix, [US], UNION) == pytest.approx({US: 0.45, NGO: 0.39, UNION: 0.45})
    assert weakest_link(DOORS.matrix, [US, NGO, UNION]) == Link(NGO, UNION, 0.5)
    assert disjoint_routes(DOORS.matrix, US, UNION) == 2


def test_the_source_that_is_best_serves() -> None:
    found = best_routes(DOORS.matrix, [FIRM, NGO])
    assert found.source.tolist() == [NGO, NGO, NGO, FIRM]  # us: 0.9 by the ngo, 0.2 by the firm
    # without the ngo, the firm reaches the union with 0.3 instead of 0.5
    assert loss(DOORS.matrix, [FIRM, NGO], UNION) == pytest.approx({NGO: 0.2, UNION: 0.5})


def test_full_trust_costs_nothing_and_does_not_vanish() -> None:
    net = Network(4, ((0, 1, 1.0), (1, 2, 1.0), (2, 3, 0.4), (0, 3, 0.3)))
    found = best_routes(net.matrix, [0])
    assert found.product.tolist() == [1, 1, 1, pytest.approx(0.4)]
    assert route(found, 3) == [0, 1, 2, 3]
    assert weakest_link(net.matrix, [0, 1, 2, 3]) == Link(2, 3, 0.4)
    assert loss(net.matrix, [0], 3) == pytest.approx({0: 0.4, 1: 0.1, 2: 0.1, 3: 0.4})


def test_no_trust_is_no_route() -> None:
    net = Network(3, ((0, 1, 0.0), (1, 2, 0.5)))
    found = best_routes(net.matrix, [0])
    assert found.product.tolist() == [1, 0, 0]
    assert (found.before.tolist(), found.source.tolist()) == ([-1, -1, -1], [0, -1, -1])
    assert route(found, 2) == []
    assert disjoint_routes(net.matrix, 0, 2) == 0
    assert loss(net.matrix, [0], 2) == {}


def test_of_ties_side_by_side_the_best_counts_and_none_is_added_up() -> None:
    twice = Network(2, ((0, 1, 0.5), (0, 1, 0.9), (0, 1, UNKNOWN)))
    assert best_routes(twice.matrix, [0]).product == pytest.approx([1, 0.9])
    assert links(twice.matrix, [0, 1]) == [Link(0, 1, 0.9)]
    added = coo_array((np.array([0.5, 0.9]), ([0, 0], [1, 1])), shape=(2, 2)).tocsr()
    with pytest.raises(AantafelError, match="do not add them up"):  # 1.4: scipy has added them before we look
        best_routes(csr_array(added), [0])


def test_trust_runs_as_it_is_stored() -> None:
    assert best_routes(chain(2, 0.5).matrix, [1]).product.tolist() == [0, 1]
    assert best_routes(chain(2, 0.5).both_ways().matrix, [1]).product.tolist() == [0.5, 1]


# -- unknown trust -----------------------------------------------------------------------------------------

#  0 --?-- 1 --0.5-- 2,  and  0 --0.1-- 3 --?-- 2,  3 --?-- 4
HALF_KNOWN = Network(5, ((0, 1, UNKNOWN), (1, 2, 0.5), (0, 3, 0.1), (3, 2, UNKNOWN), (3, 4, UNKNOWN)))


def test_a_tie_of_unknown_trust_is_in_no_product_unless_asked_for() -> None:
    known = best_routes(HALF_KNOWN.matrix, [0])
    assert known.product.tolist() == pytest.approx([1, 0, 0, 0.1, 0])
    assert known.unknown.tolist() == [0] * 5
    asked = best_routes(HALF_KNOWN.matrix, [0], through_unknown=True)
    assert asked.product.tolist() == pytest.approx([1, UNKNOWN, UNKNOWN, 0.1, UNKNOWN], nan_ok=True)
    assert asked.unknown.tolist() == [0, 1, 1, 0, 1]
    assert route(asked, 2) == [0, 1, 2]  # one unknown tie either way; 0.5 is the better known one
    assert [one.trust for one in links(HALF_KNOWN.matrix, [0, 1, 2])] == pytest.approx(
        [UNKNOWN, 0.5], nan_ok=True
    )
    assert weakest_link(HALF_KNOWN.matrix, [0, 1, 2]) == Link(1, 2, 0.5)
    assert weakest_link(HALF_KNOWN.matrix, [0, 1]) is None


def test_a_known_route_goes_before_one_that_is_not_known() -> None:
    net = Network(3, ((0, 1, 0.001), (1, 2, 0.001), (0, 2, UNKNOWN)))
    asked = best_routes(net.matrix, [0], through_unknown=True)
    assert (route(asked, 2), asked.product[2]) == ([0, 1, 2], pytest.approx(1e-6))


def test_unknown_ties_join_two_ends_when_asked() -> None:
    assert disjoint_routes(HALF_KNOWN.matrix, 0, 2) == 0
    assert disjoint_routes(HALF_KNOWN.matrix, 0, 2, through_unknown=True) == 2


# -- every simple path -------------------------------------------------------------------------------------


def test_no_path_is_better() -> None:
    for net in many(300, TRUST):
        ways, sources = usable(net), [0, net.n - 1]
        found = best_routes(net.matrix, sources)
        for node in range(net.n):
            best = oracle.best_product(ways, sources, node)
            assert found.product[node] == pytest.approx(best), net
            path = route(found, node)
            assert bool(path) == (best > 0)
            if path:
                assert path[0] == found.source[node] and path[0] in sources and path[-1] == node
                trust = [ways[a][b] for a, b in zip(path, path[1:], strict=False)]
                assert math.prod(trust) == pytest.approx(best)
                assert [one.trust for one in links(net.matrix, path)] == trust


def test_the_loss_of_a_node_is_what_paths_without_it_do_not_reach() -> None:
    for net in many(150, TRUST, seed=3):
        to, sources = net.n - 1, [0, 1 % net.n]
        best = oracle.best_product(usable(net), sources, to)
        for gone, lost in loss(net.matrix, sources, to).items():
            kept = Network(net.n, tuple(tie for tie in net.ties if gone not in tie[:2]))
            others = [one for one in sources if one != gone]
            left = 0.0 if gone == to else oracle.best_product(usable(kept), others, to)
            assert lost == pytest.approx(best - left), (net, gone)


def test_no_path_has_fewer_unknown_ties_nor_a_better_known_part() -> None:
    for net in many(300, (*TRUST, UNKNOWN, UNKNOWN, UNKNOWN), seed=4):
        ways = all_ways(net)
        found = best_routes(net.matrix, [0], through_unknown=True)
        for node in range(net.n):
            best = oracle.fewest_unknown(ways, [0], node)
            path = route(found, node)
            assert bool(path) == (best is not None)
            if best is not None:
                trust = [ways[a][b] for a, b in zip(path, path[1:], strict=False)]
                known = math.prod(one for one in trust if not math.isnan(one))
                assert (found.unknown[node], known) == (best[0], pytest.approx(best[1])), net
                assert math.isnan(found.product[node]) == (best[0] > 0)


def test_disjoint_routes_are_the_largest_set_of_paths_that_share_nobody() -> None:
    for net in many(150, (0.0, 0.5, 1.0), most=6, seed=5):
        ways = usable(net)
        for a in range(net.n):
            for b in range(net.n):
                if a != b:
                    assert disjoint_routes(net.matrix, a, b) == oracle.disjoint(ways, a, b), (net, a, b)


# -- other libraries ---------------------------------------------------------------------------------------


def test_networkx_and_igraph_find_the_same_products_and_as_many_routes() -> None:
    for seed in range(5):
        graph = nx.gnp_random_graph(40, 0.12, seed=seed)
        lot = Random(seed)
        for _, _, data in graph.edges(data=True):
            data["trust"] = lot.choice([0.2, 0.5, 0.7, 1.0])
            data["length"] = -math.log(data["trust"])
        net = Network(40, tuple(graph.edges(data="trust"))).both_ways()
        found = best_routes(net.matrix, [0, 1, 2])
        far = nx.multi_source_dijkstra_path_length(graph, {0, 1, 2}, weight="length")
        expected = [math.exp(-far[node]) if node in far else 0.0 for node in graph]
        assert found.product == pytest.approx(expected)
        theirs = igraph.Graph(40, list(graph.edges))
        for b in range(1, 40):
            count = disjoint_routes(net.matrix, 0, b)
            assert count == theirs.vertex_disjoint_paths(0, b, neighbors="ignore") + graph.has_edge(0, b)


# -- laws --------------------------------------------------------------------------------------------------


@given(networks(*TRUST, UNKNOWN), st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_nodes_and_ties_does_not_matter(net: Network, random: Random, unknown: bool) -> None:
    order = random.sample(range(net.n), net.n)
    turned = net.in_order(order, random)
    found = best_routes(net.matrix, [0], through_unknown=unknown)
    again = best_routes(turned.matrix, [order.index(0)], through_unknown=unknown)
    assert again.product == pytest.approx(found.product[order], nan_ok=True)
    assert again.unknown.tolist() == found.unknown[order].tolist()
    if net.n > 1:
        count = disjoint_routes(net.matrix, 0, 1, through_unknown=unknown)
        assert count == disjoint_routes(
            turned.matrix, order.index(0), order.index(1), through_unknown=unknown
        )


@given(networks(*TRUST))
def test_an_isolate_changes_nothing_and_is_not_reached(net: Network) -> None:
    found, wider = best_routes(net.matrix, [0]), best_routes(Network(net.n + 1, net.ties).matrix, [0])
    assert wider.product.tolist() == [*found.product.tolist(), 0.0]
    assert wider.before.tolist() == [*found.before.tolist(), -1]


@given(networks(*TRUST), st.integers(0, 5), st.integers(0, 5))
def test_another_tie_makes_no_route_worse(net: Network, a: int, b: int) -> None:
    more = Network(net.n, (*net.ties, (a % net.n, b % net.n, 0.9)))
    assert (best_routes(more.matrix, [0]).product >= best_routes(net.matrix, [0]).product - 1e-12).all()


@given(networks(*TRUST))
def test_a_loss_is_never_more_than_the_whole(net: Network) -> None:
    whole = best_routes(net.matrix, [0]).product[net.n - 1]
    lost = loss(net.matrix, [0], net.n - 1)
    assert all(0 <= one <= whole + 1e-12 for one in lost.values())
    assert list(lost) == route(best_routes(net.matrix, [0]), net.n - 1)


def test_nobody_one_alone_and_no_sources_get_an_answer() -> None:
    assert best_routes(csr_array((0, 0)), []).product.tolist() == []
    assert best_routes(csr_array((1, 1)), [0]).product.tolist() == [1.0]
    nothing = best_routes(DOORS.matrix, [])
    assert (nothing.product.tolist(), nothing.source.tolist()) == ([0.0] * 4, [-1] * 4)
    assert route(nothing, UNION) == []
    assert disjoint_routes(csr_array((2, 2)), 0, 1) == 0


def test_a_very_long_route_of_little_trust_is_still_a_route() -> None:
    found = best_routes(chain(40, 1e-200).matrix, [0])
    assert found.product[1] == pytest.approx(1e-200)
    assert (found.product[39], found.source[39]) == (0.0, 0)  # 1e-7800 is 0 as a number; the source tells
    assert len(route(found, 39)) == 40


# -- refusals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [-0.1, 1.1, math.inf, -math.inf])
def test_trust_outside_nought_to_one_is_refused(value: float) -> None:
    bad = Network(2, ((0, 1, value),)).matrix
    for ask in (lambda: best_routes(bad, [0]), lambda: loss(bad, [0], 1), lambda: disjoint_routes(bad, 0, 1)):
        with pytest.raises(AantafelError, match="trust from 0 to 1"):
            ask()


def test_ends_that_are_not_there_or_the_same_are_refused() -> None:
    for ask in (
        lambda: best_routes(DOORS.matrix, [4]),
        lambda: best_routes(DOORS.matrix, [-1]),
        lambda: route(best_routes(DOORS.matrix, [US]), 4),
        lambda: loss(DOORS.matrix, [US], 4),
        lambda: disjoint_routes(DOORS.matrix, US, 4),
    ):
        with pytest.raises(AantafelError, match="Choose from the 4 nodes"):
            ask()
    with pytest.raises(AantafelError, match="two different ends"):
        disjoint_routes(DOORS.matrix, US, US)
    with pytest.raises(AantafelError, match="from 0 to 2 there is none"):
        links(DOORS.matrix, [US, UNION])
    with pytest.raises(AantafelError, match="2 x 3"):
        best_routes(csr_array((2, 3)), [0])
