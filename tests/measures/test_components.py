"""Components: against who reaches whom step by step, NetworkX, and by hand."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.components import components
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
from tests.oracle.components import pieces


def parts(w: csr_array, *, strong: bool) -> set[frozenset[int]]:
    number, label = components(w, strong)
    found = [frozenset(np.flatnonzero(label == one).tolist()) for one in range(number)]
    assert all(found)
    assert sum(map(len, found)) == w.shape[0]
    return set(found)


@pytest.mark.parametrize("strong", [False, True])
def test_hundreds_of_layers_fall_into_the_pieces_that_reach_each_other(strong: bool) -> None:
    several = 0
    for w in awkward(300):
        ours = parts(csr(w), strong=strong)
        assert ours == pieces(w, strong=strong), w
        several += 1 < len(ours) < len(w)
    assert several > 50


def test_networkx_agrees_on_larger_layers() -> None:
    random = np.random.default_rng(6)
    for n, m in ((2000, 1500), (2000, 4000)):
        w = ties(n, *((int(i), int(j)) for i, j in random.integers(0, n, (m, 2))))
        net = nx.from_scipy_sparse_array(w, create_using=nx.DiGraph)
        assert parts(w, strong=False) == set(map(frozenset, nx.weakly_connected_components(net)))
        assert parts(w, strong=True) == set(map(frozenset, nx.strongly_connected_components(net)))


def test_a_ring_with_a_way_out_and_one_alone_by_hand() -> None:
    # 1 -> 2 -> 3 -> 1, 3 -> 4, and 0 alone
    w = ties(5, (1, 2), (2, 3), (3, 1), (3, 4))
    assert components(w).number == 2
    assert components(w).label.tolist() == [0, 1, 1, 1, 1]
    assert components(w, strong=True).number == 3
    assert components(w, strong=True).label.tolist() == [0, 1, 1, 1, 2]


def test_a_long_chain_is_one_piece_and_all_pieces() -> None:
    n = 50_000
    chain = ties(n, *((i, i - 1) for i in range(1, n)))
    assert components(chain).number == 1
    assert components(chain, strong=True).label.tolist() == list(range(n))


@given(LAYERS, st.booleans())
def test_numbers_follow_first_rows(w: Layer, strong: bool) -> None:
    number, label = components(csr(w), strong)
    assert list(dict.fromkeys(label.tolist())) == list(range(number))


@given(LAYERS, st.data(), st.booleans())
def test_neither_order_nor_weights_nor_loops_matter(w: Layer, data: st.DataObject, strong: bool) -> None:
    ours = parts(csr(w), strong=strong)
    order = data.draw(st.permutations(range(len(w))))
    turned = parts(csr(in_order(w, order)), strong=strong)
    assert {frozenset(order[i] for i in part) for part in turned} == ours
    assert parts(csr(w) * 1e-300, strong=strong) == ours
    assert parts(csr(without_loops(w)), strong=strong) == ours
    assert parts(csr(np.array(w).T.tolist()), strong=strong) == ours


@given(LAYERS, st.booleans())
def test_somebody_without_ties_is_one_more(w: Layer, strong: bool) -> None:
    more = parts(csr(with_one_alone(w)), strong=strong)
    assert more == parts(csr(w), strong=strong) | {frozenset({len(w)})}


@given(LAYERS)
def test_strong_ones_lie_within_the_others(w: Layer) -> None:
    label = components(csr(w)).label
    for part in parts(csr(w), strong=True):
        assert len({int(label[i]) for i in part}) == 1


def test_a_stored_tie_of_weight_0_joins_nobody() -> None:
    # trap: scipy takes a stored 0 for a tie
    w = ties(3, (0, 1), (1, 0), (1, 2), (2, 1))
    w.data[2:] = 0.0
    for strong in (False, True):
        assert parts(w, strong=strong) == {frozenset({0, 1}), frozenset({2})}
    assert w.nnz == 4  # the caller's stays as it is


@pytest.mark.parametrize("strong", [False, True])
def test_a_circle_of_parallel_ties_comes_to_an_end(strong: bool) -> None:
    # trap: left as they are, scipy 1.17 goes round them for ever
    twice = csr_array((np.ones(3), np.array([1, 1, 0]), np.array([0, 2, 3])), shape=(2, 2))
    assert components(twice, strong).number == 1


def test_nobody_one_alone_and_what_is_no_layer() -> None:
    for strong in (False, True):
        assert components(csr_array((0, 0)), strong).number == 0
        assert components(csr_array((0, 0)), strong).label.tolist() == []
        assert components(csr_array((1, 1)), strong).label.tolist() == [0]
    with pytest.raises(AantafelError, match="2 x 3"):
        components(csr_array((2, 3)))
    with pytest.raises(AantafelError, match="numbers from 0 up"):
        components(csr([[0, -1], [0, 0]]))


def test_networkx_agrees_on_small_ones() -> None:
    for w in awkward(100, seed=9):
        theirs = nx.strongly_connected_components(directed(w))
        assert parts(csr(w), strong=True) == set(map(frozenset, theirs))
