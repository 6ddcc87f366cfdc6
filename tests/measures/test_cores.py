"""Core numbers: against the definition over all groups of nodes, NetworkX and igraph."""

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures import cores
from queries.measures.cores import core_number
from tests.measures.layers import (
    LAYERS,
    Layer,
    awkward,
    csr,
    directed,
    in_order,
    ties,
    with_one_alone,
    without_loops,
)
from tests.oracle.cores import core_numbers

Pairs = list[tuple[int, int]]


def test_hundreds_of_layers_give_what_the_definition_gives() -> None:
    for w in awkward(300, most=8):
        assert core_number(csr(w)).tolist() == core_numbers(w), w


def test_a_clique_with_a_tail_and_a_ring_by_hand() -> None:
    # 0-3 all tied: 3 contacts each; 4 and 5 hang on in a row; 6-9 a ring; 10 alone
    clique = [(i, j) for i in range(4) for j in range(i)]
    ring = [(6, 7), (7, 8), (8, 9), (9, 6)]
    w = ties(11, *clique, (3, 4), (4, 5), *ring)
    assert core_number(w).tolist() == [3, 3, 3, 3, 1, 1, 2, 2, 2, 2, 0]


def test_many_ties_to_people_at_the_edge_make_no_core() -> None:
    assert core_number(ties(6, *((0, i) for i in range(1, 6)))).tolist() == [1] * 6


def test_networkx_and_igraph_agree_on_larger_layers() -> None:
    # shells of one and of hundreds, a hub, and pieces
    random = np.random.default_rng(4)
    for n, m in ((500, 900), (3000, 4000), (3000, 30000)):
        at = (n * random.random((2, m)) ** 3).astype(int)
        every: Pairs = [(int(i), int(j)) for i, j in at.T if i != j]
        ours = core_number(ties(n, *every)).tolist()
        net = nx.empty_graph(n)
        net.add_edges_from(every)
        theirs = nx.core_number(net)
        assert ours == [theirs[i] for i in range(n)]
        assert ours == igraph.Graph(n, every).simplify().coreness()
        assert max(ours) > 3


@pytest.mark.parametrize("n", [cores.FEW - 1, cores.FEW, cores.FEW + 1, 50 * cores.FEW])
def test_chains_bushes_and_rings_of_any_length(n: int) -> None:
    chain = [(i, i + 1) for i in range(n - 1)]
    bush = [(i, (i - 1) // 2) for i in range(1, n)]  # half of the nodes are at the edge
    ladder = [*chain, *((i, i + 2) for i in range(n - 2))]
    assert core_number(ties(n, *chain)).tolist() == [1] * n
    assert core_number(ties(n, *chain, (n - 1, 0))).tolist() == [2] * n
    assert core_number(ties(n, *bush)).tolist() == [1] * n
    assert core_number(ties(n, *ladder)).tolist() == [2] * n


def test_loops_and_directions_count_for_nothing() -> None:
    # trap: NetworkX refuses loops, and igraph counts one as two contacts
    w = ties(3, (0, 1), (1, 2), (2, 0), (1, 0), (2, 1), (0, 0))
    assert core_number(w).tolist() == [2, 2, 2]
    assert core_number(ties(2, (0, 0, 5), (0, 1))).tolist() == [1, 1]


@given(LAYERS)
def test_networkx_agrees(w: Layer) -> None:
    theirs = nx.core_number(directed(without_loops(w)).to_undirected())
    assert core_number(csr(w)).tolist() == list(theirs.values())


@given(LAYERS, st.data())
def test_neither_order_nor_weights_nor_loops_nor_direction_matter(w: Layer, data: st.DataObject) -> None:
    ours = core_number(csr(w))
    order = data.draw(st.permutations(range(len(w))))
    assert core_number(csr(in_order(w, order))).tolist() == ours[order].tolist()
    assert core_number(csr(w) * 1e-300).tolist() == ours.tolist()
    assert core_number(csr(without_loops(w))).tolist() == ours.tolist()
    assert core_number(csr(np.array(w).T.tolist())).tolist() == ours.tolist()


@given(LAYERS)
def test_somebody_without_ties_changes_nothing(w: Layer) -> None:
    assert core_number(csr(with_one_alone(w))).tolist() == [*core_number(csr(w)).tolist(), 0]


def test_what_weighs_0_and_what_is_parallel() -> None:
    w = ties(3, (0, 1), (1, 2), (2, 0))
    w.data[2] = 0.0
    assert core_number(w).tolist() == [1, 1, 1]
    twice = csr_array((np.ones(3), np.array([1, 1, 1]), np.array([0, 3, 3])), shape=(2, 2))
    assert core_number(twice).tolist() == [1, 1]


def test_nobody_one_alone_and_what_is_no_layer() -> None:
    assert core_number(csr_array((0, 0))).tolist() == []
    assert core_number(csr_array((1, 1))).tolist() == [0]
    with pytest.raises(AantafelError, match="2 x 3"):
        core_number(csr_array((2, 3)))
    with pytest.raises(AantafelError, match="numbers from 0 up"):
        core_number(csr([[0, -1], [0, 0]]))
