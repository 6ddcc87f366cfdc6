"""Total influence in many worlds at once is total influence of each."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from queries.measures.bargaining import bargaining_band
from queries.measures.influence import total_influence
from queries.measures.worlds import Rows, bargaining_in_worlds, influence_in_worlds
from tests.oracle.influence import by_walks, largest_growth

WEIGHTS = st.sampled_from([0.0, 0.0, 0.3, 0.6, 1.0])


@st.composite
def many(draw: st.DrawFn) -> list[list[list[float]]]:
    n, worlds = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    row = st.lists(WEIGHTS, min_size=n, max_size=n)
    found = [draw(st.lists(row, min_size=n, max_size=n)) for _ in range(worlds)]
    return [[[0.0 if i == j else w[i][j] for j in range(n)] for i in range(n)] for w in found]


@settings(max_examples=30)
@given(many())
def test_each_world_is_measured_as_the_map_would_be_with_one_b(worlds: list[list[list[float]]]) -> None:
    dense = np.array(worlds)
    b = 0.5 / max(*(largest_growth(w) for w in worlds), 1.0)
    pattern = csr_array((dense > 0).any(axis=0).astype(float))
    rows = np.repeat(np.arange(len(worlds[0])), np.diff(pattern.indptr))
    weights = dense[:, rows, pattern.indices].T
    found = influence_in_worlds(pattern, np.ascontiguousarray(weights), b)
    for at, w in enumerate(worlds):
        assert found[:, at] == pytest.approx(by_walks(w, b), rel=1e-7)
        assert found[:, at] == pytest.approx(total_influence(csr_array(dense[at]), b), rel=1e-9)


def test_a_circle_too_strong_for_b_dampens_that_world_only() -> None:
    # two who move each other by 4 and 9: radius 6, so b = 1/2 has no end, and 1/12 is taken
    pattern = csr_array([[0.0, 1.0], [1.0, 0.0]])
    found = influence_in_worlds(pattern, np.array([[4.0, 4.0], [9.0, 0.0]]), 0.5)
    assert found[0].tolist() == pytest.approx([4 * (1 + 9 / 12) / (1 - 36 / 144), 4.0])


def test_a_circle_that_b_can_bear_keeps_it() -> None:
    # radius .8 x 2 = 1.6, b = .5: c = 1.6 (1 + .5 c), so 1.6 / .2 = 8; with its own b it would be 3.2
    pattern = csr_array([[0.0, 1.0], [1.0, 0.0]])
    assert influence_in_worlds(pattern, np.array([[1.6], [1.6]]), 0.5)[0, 0] == pytest.approx(8.0)


@settings(max_examples=30)
@given(many())
def test_a_tie_less_never_gives_anybody_more(worlds: list[list[list[float]]]) -> None:
    fuller = np.array(worlds).max(axis=0)
    rows, columns = np.nonzero(fuller)
    pattern = csr_array((np.ones(len(rows)), (rows, columns)), fuller.shape)
    b = 0.5 / max(largest_growth(fuller.tolist()), 1.0)
    fewer = np.column_stack([fuller[rows, columns], *(np.array(w)[rows, columns] for w in worlds)])
    found = influence_in_worlds(pattern, fewer, b)
    assert (found <= found[:, :1] + 1e-9).all()


@settings(max_examples=40)
@given(many())
def test_bargaining_power_of_each_world_is_that_of_the_world(worlds: list[list[list[float]]]) -> None:
    dense = np.array(worlds)
    rows, columns = np.nonzero(dense.max(axis=0))
    pattern = csr_array((np.ones(len(rows)), (rows, columns)), dense.shape[1:])
    found = bargaining_in_worlds(pattern, dense[:, rows, columns].T)
    for at, w in enumerate(dense):
        assert found[:, :, at] == pytest.approx(bargaining_band(csr_array(w)), abs=1e-9, nan_ok=True)


def test_many_rows_are_solved_one_by_one_and_come_to_the_same() -> None:
    n = 160  # more than are solved side by side, but for the last ten, which have no ties
    rng = np.random.default_rng(3)
    w = csr_array((rng.random(600), (rng.integers(0, n, 600), rng.integers(0, n, 600))), (n + 10, n + 10))
    w.setdiag(0)
    w.eliminate_zeros()
    w.sum_duplicates()
    weights = np.column_stack([w.data, w.data * (rng.random(w.nnz) < 0.5)])
    found = bargaining_in_worlds(w, weights)
    small = csr_array(w[:100, :100])
    small.sum_duplicates()
    alone = bargaining_in_worlds(small, small.data[:, None])
    assert found[:, :, 0] == pytest.approx(bargaining_band(w), abs=1e-9, nan_ok=True)
    assert np.isnan(found[n:]).all()
    assert alone[:, :, 0] == pytest.approx(bargaining_band(small), abs=1e-9, nan_ok=True)


def test_no_ties_and_nobody_get_an_answer() -> None:
    assert influence_in_worlds(csr_array((3, 3)), np.zeros((0, 2)), 0.5).tolist() == [[0, 0], [0, 0], [0, 0]]
    assert influence_in_worlds(csr_array((0, 0)), np.zeros((0, 2)), 0.5).shape == (0, 2)
    assert np.isnan(bargaining_in_worlds(csr_array((3, 3)), np.zeros((0, 2)))).all()


def test_rows_without_ties_add_up_to_nothing() -> None:
    pattern = csr_array([[0, 1, 1], [0, 0, 0], [1, 0, 0]])
    assert Rows(pattern).sums(np.array([[1.0], [2.0], [5.0]])).tolist() == [[3.0], [0.0], [5.0]]
