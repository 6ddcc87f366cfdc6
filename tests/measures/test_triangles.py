"""Every pair and every triangle once, in whatever order, in blocks of any size."""

import weakref
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array, csr_array

from graph.errors import AantafelError
from queries.measures.triangles import Triangles, _numbered
from tests.measures.layers import LAYERS, Layer, awkward, csr, ties
from tests.oracle.triangles import tied, triangles


def corners(t: Triangles) -> list[tuple[int, int, int]]:
    """The nodes a, b, c of each triangle, having looked whether its three edges join them two by two."""
    found = []
    for block in t:
        for ab, ac, bc in zip(*block, strict=True):
            a, b, c = t.low[ab], t.high[ab], t.high[ac]
            assert (t.low[ac], t.low[bc], t.high[bc]) == (a, b, c)
            found.append((int(a), int(b), int(c)))
    return found


def edges(t: Triangles) -> list[frozenset[int]]:
    return [frozenset((int(a), int(b))) for a, b in zip(t.low, t.high, strict=True)]


def test_hundreds_of_layers_have_the_pairs_and_triangles_that_looking_at_all_finds() -> None:
    seen = 0
    for w in awkward(500):
        t = Triangles(csr(w))
        pairs, threes = edges(t), [frozenset(three) for three in corners(t)]
        assert len(set(pairs)) == len(pairs)
        assert set(pairs) == tied(w)
        assert len(set(threes)) == len(threes)
        assert set(threes) == triangles(w)
        seen += len(threes)
    assert seen > 2000


@pytest.mark.parametrize(("n", "ties_each"), [(300, 8), (300, 60), (3000, 12)])
def test_larger_layers_have_as_many_as_closed_walks_of_three(n: int, ties_each: int) -> None:
    # each triangle is six such walks: from three nodes, in two directions
    random = np.random.default_rng(n + ties_each)
    i, j = random.integers(0, n, (2, n * ties_each))
    i, j = i[i != j], j[i != j]
    tied = csr_array(coo_array((np.ones(len(i)), (i, j)), shape=(n, n)))
    tied = csr_array(((tied + tied.T) > 0).astype(float))
    t = Triangles(tied)
    assert len(set(corners(t))) == len(corners(t)) == (tied @ tied).multiply(tied).sum() / 6 > 500


@pytest.mark.parametrize("block", [1, 2, 7, 100])
@pytest.mark.parametrize("kept", [0, 3, 100_000])
def test_neither_blocks_nor_forgetting_change_what_is_found_nor_how_often(block: int, kept: int) -> None:
    for w in awkward(40, most=12, seed=2):
        t = Triangles(csr(w), block=block, kept=kept)
        first, second, third = (sorted(corners(t)) for _ in range(3))
        assert first == second == third
        assert {frozenset(three) for three in first} == triangles(w)
        assert len(first) == len(triangles(w))


def test_a_round_that_was_broken_off_is_begun_anew() -> None:
    t = Triangles(csr(np.ones((6, 6)).tolist()), block=4)
    next(iter(t))
    assert len(corners(t)) == 20  # 6 choose 3


def test_what_is_not_to_be_kept_is_let_go_while_others_are_looked_for() -> None:
    t = Triangles(csr(np.ones((12, 12)).tolist()), block=4, kept=0)
    seen: list[weakref.ref[Any]] = []
    for block in t:
        assert sum(one() is not None for one in seen) <= 1
        seen.append(weakref.ref(block.bc))
    assert len(seen) == 55  # 12 choose 3, by fours


def test_no_block_is_larger_than_asked_for() -> None:
    # a wheel of 40: the hub is in all triangles; from any one edge there is little to look at
    rim = [(i, (i + 1) % 40) for i in range(40)]
    t = Triangles(ties(41, *rim, *((40, i) for i in range(40))), block=10)
    for _ in range(2):
        assert max(len(block.ab) for block in t) <= 10
        assert sum(len(block.ab) for block in t) == 40


@pytest.mark.parametrize("points", [1000, 1 << 16])  # degrees of 16 bits are sorted: the hub has one more
def test_a_star_is_gone_through_from_its_points(points: int) -> None:
    # ranked by degree each point comes before the hub, so no pair of points is ever looked at
    start = np.array([0] + [points] * (points + 1))
    t = Triangles(csr_array((np.ones(points), np.arange(1, points + 1), start)), block=1)
    assert set(t.high.tolist()) == {0}
    assert corners(t) == []


@given(st.lists(st.integers(0, 50) | st.integers(0, 2**62)))
def test_keys_are_numbered_in_rising_order_however_large(keys: list[int]) -> None:
    different, number = _numbered(np.array(keys, dtype=np.int64))
    assert different.tolist() == sorted(set(keys))
    assert [sorted(set(keys))[at] for at in number] == keys


def test_both_directions_of_an_edge_are_kept_apart() -> None:
    w = ties(3, (0, 1, 2.0), (1, 0, 5.0), (2, 1, 3.0), (2, 2, 9.0))
    t = Triangles(w)
    both = t.weights(w)
    found = {(int(a), int(b)): (u, d) for a, b, u, d in zip(t.low, t.high, *both, strict=True)}
    # node 1 has most ties: it is the high end of both
    assert found == {(0, 1): (2.0, 5.0), (2, 1): (3.0, 0.0)}


@given(LAYERS)
def test_weights_are_those_of_the_layer(w: Layer) -> None:
    t = Triangles(csr(w))
    up, down = t.weights(csr(w))
    assert up.tolist() == [w[a][b] for a, b in zip(t.low, t.high, strict=True)]
    assert down.tolist() == [w[b][a] for a, b in zip(t.low, t.high, strict=True)]


@given(LAYERS)
def test_a_draw_of_the_layer_has_its_own_weights_on_the_same_edges(w: Layer) -> None:
    t = Triangles(csr(w))
    drawn = [[one * ((3 * i + j) % 2) for j, one in enumerate(row)] for i, row in enumerate(w)]
    up, down = t.weights(csr(drawn))  # another pattern: half of the ties are gone
    assert up.tolist() == [drawn[a][b] for a, b in zip(t.low, t.high, strict=True)]
    assert down.tolist() == [drawn[b][a] for a, b in zip(t.low, t.high, strict=True)]


def test_a_tie_of_weight_0_is_an_edge_that_may_come_back() -> None:
    stored = csr_array((np.array([0.0, 1.0]), (np.array([0, 1]), np.array([1, 2]))), shape=(3, 3))
    assert stored.nnz == 2
    t = Triangles(stored)
    assert set(edges(t)) == {frozenset((0, 1)), frozenset((1, 2))}
    assert t.weights(stored * 2 + ties(3, (0, 1, 4.0))).sum() == 6.0


def test_parallel_ties_that_nobody_added_are_added_here() -> None:
    twice = csr_array((np.array([0.3, 0.4, 0.7]), np.array([1, 1, 0]), np.array([0, 2, 3])), shape=(2, 2))
    t = Triangles(twice)
    assert sorted(t.weights(twice).ravel().tolist()) == pytest.approx([0.7, 0.7])
    assert twice.nnz == 3  # the caller's stays as it is


def test_what_the_caller_does_to_his_layer_later_does_not_matter() -> None:
    w = ties(4, (0, 1, 1.0), (1, 2, 2.0), (2, 3, 3.0))
    t = Triangles(w)
    w.indices[2] = 1  # 2 -> 1 now, where 2 -> 3 was
    found = {
        frozenset((int(a), int(b))): s
        for a, b, s in zip(t.low, t.high, t.weights(w).sum(axis=0), strict=True)
    }
    assert found == {frozenset((0, 1)): 1.0, frozenset((1, 2)): 5.0, frozenset((2, 3)): 0.0}


def test_nobody_one_alone_and_a_loop_have_no_pairs() -> None:
    for w in (csr_array((0, 0)), csr_array((1, 1)), csr([[2.0]])):
        t = Triangles(w)
        assert (edges(t), corners(t), t.weights(w).shape) == ([], [], (2, 0))


def test_what_does_not_fit_is_refused_in_a_sentence() -> None:
    w = ties(3, (0, 1), (1, 2))
    t = Triangles(w)
    with pytest.raises(AantafelError, match="a square matrix"):
        Triangles(csr_array((2, 3)))
    with pytest.raises(AantafelError, match="numbers from 0 up"):
        Triangles(csr([[0, -1], [0, 0]]))
    with pytest.raises(AantafelError, match="a layer of 3 rows.*has 4"):
        t.weights(csr_array((4, 4)))
    with pytest.raises(AantafelError, match="pairs that these triangles do not know"):
        t.weights(ties(3, (0, 2)))
    for keep in ([1.0], [1.0, -0.5], [1.0, np.nan], [1.0, np.inf], [[1.0, 1.0]]):
        with pytest.raises(AantafelError, match="one number from 0 up for each of the 2 pairs"):
            t.weights(w, np.array(keep))
    with pytest.raises(AantafelError, match="numbers from 0 up"):
        t.weights(w * 1e300, np.array([1.0, 1e300]))
