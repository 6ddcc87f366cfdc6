"""Ranks over draws: against plain loops, against scipy, and by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, rankdata

from queries.measures import ranks as module
from queries.measures.ranks import among_first, interval, kendall, ranks
from tests.oracle import worlds as oracle

FEW = st.lists(st.sampled_from([0.0, 0.1, 0.3, 1.0, 2.0, 7.5]), min_size=1, max_size=7)


def one(values: list[float]) -> np.ndarray:
    return np.array(values, dtype=float)[:, None]


@given(FEW)
def test_a_rank_is_one_more_than_those_above_and_equals_share(values: list[float]) -> None:
    assert ranks(one(values))[:, 0].tolist() == oracle.ranks(values)
    assert ranks(one(values))[:, 0] == pytest.approx(rankdata([-value for value in values]))


@given(FEW, st.integers(0, 8))
def test_the_first_k_are_k_and_equals_draw_lots(values: list[float], k: int) -> None:
    found = among_first(one(values), k)[:, 0]
    assert found == pytest.approx(oracle.among_first(values, k))
    assert found.sum() == pytest.approx(min(k, len(values)))


def test_rounding_orders_nobody() -> None:
    # .1 + .2 and .3 differ in the seventeenth digit: both are first, at 1.5
    assert ranks(one([0.1 + 0.2, 0.3, 0.2]))[:, 0].tolist() == [1.5, 1.5, 3.0]
    assert among_first(one([0.1 + 0.2, 0.3, 0.2]), 1)[:, 0].tolist() == [0.5, 0.5, 0.0]
    assert ranks(one([3e-20, 2e-20]))[:, 0].tolist() == [1.0, 2.0]  # small is not equal


def test_who_has_no_value_has_no_rank_and_takes_no_place() -> None:
    assert ranks(one([math.nan, 1, 2]))[:, 0].tolist()[1:] == [2.0, 1.0]
    assert np.isnan(ranks(one([math.nan, math.nan]))).all()
    assert among_first(one([math.nan, 1]), 3)[:, 0].tolist() == [0.0, 1.0]


def test_each_draw_is_ranked_for_itself() -> None:
    assert ranks(np.array([[1.0, 5.0], [2.0, 4.0]])).tolist() == [[2.0, 1.0], [1.0, 2.0]]


def test_an_interval_leaves_out_one_in_twenty_on_each_side() -> None:
    # of 1 to 100: the 5th is the smallest that 5 % do not pass, the 95th that 95 % do not pass
    found = interval(np.random.default_rng(1).permutation(np.arange(1.0, 101))[None, :])
    assert (found.low[0], found.high[0]) == (5, 95)


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=40), st.sampled_from([0.05, 0.3, 0.5, 0.95]))
def test_a_quantile_is_a_value_that_was_drawn(values: list[float], q: float) -> None:
    found = interval(np.array([values]), q, q).low[0]
    assert found in values
    assert sum(value <= found for value in values) >= q * len(values) - 1e-6
    assert sum(value < found for value in values) < q * len(values)


def test_an_interval_looks_only_at_draws_with_a_value() -> None:
    found = interval(np.array([[math.nan, 3.0, math.nan], [math.nan] * 3]))
    assert (found.low[0], found.high[0]) == (3, 3)
    assert np.isnan([found.low[1], found.high[1]]).all()
    assert np.isnan(interval(np.zeros((2, 0))).low).all()


@given(st.integers(2, 7), st.data())
def test_tau_is_what_counting_pairs_finds(n: int, data: st.DataObject) -> None:
    some = st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.0]), min_size=n, max_size=n)
    a, b = data.draw(some), data.draw(some)
    found, expected = kendall(np.array(a), one(b))[0], oracle.tau(a, b)
    assert math.isnan(found) if expected is None else found == pytest.approx(expected)


def test_counting_by_sorting_finds_what_counting_pairs_finds() -> None:
    rng = np.random.default_rng(2)
    n = module.PAIRWISE + 20
    point, values = rng.integers(0, 50, n).astype(float), rng.integers(0, 50, (n, 3)).astype(float)
    values[3, 1] = math.nan
    found = kendall(point, values)
    for at in range(3):
        both = ~np.isnan(values[:, at])
        assert found[at] == pytest.approx(kendalltau(point[both], values[both, at])[0])
        some = slice(0, module.PAIRWISE)
        both = ~np.isnan(values[some, at])
        assert kendall(point[some], values[some])[at] == pytest.approx(
            kendalltau(point[some][both], values[some][both, at])[0]
        )


def test_tau_of_an_order_with_itself_is_one_and_with_its_reverse_minus_one() -> None:
    order = np.arange(5.0)
    assert kendall(order, np.column_stack([order, order[::-1], np.ones(5)]))[:2].tolist() == [1, -1]
    assert math.isnan(kendall(order, np.ones((5, 1)))[0])
    assert kendall(np.array([]), np.zeros((0, 2))).shape in ((2,), (0,))


def test_nobody_and_no_draws_get_an_answer() -> None:
    for shape in ((0, 3), (2, 0), (0, 0)):
        assert ranks(np.zeros(shape)).shape == shape
        assert among_first(np.zeros(shape), 3).shape == shape
