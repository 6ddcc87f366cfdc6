"""The largest eigenvalue of a layer: against dense linear algebra, and where it is hard to find."""

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from scipy.sparse import csr_array

from queries.measures.radius import circles, is_inside, most_sum, radius
from tests.measures.layers import LAYERS, Layer, awkward, csr, ties, with_one_alone
from tests.oracle.radius import circles as every_circle
from tests.oracle.radius import largest

MANY = 400


def test_each_circle_has_its_own_largest_eigenvalue() -> None:
    for w in awkward(MANY):
        found = circles(csr(w))
        assert [one.nodes.tolist() for one in found] == every_circle(w)
        for one in found:
            expected = largest(w, one.nodes.tolist())
            assert one.low * (1 - 1e-9) <= expected <= one.high * (1 + 1e-9)
            assert one.high - one.low <= 1e-9 * one.high
            inner = csr(w)[one.nodes][:, one.nodes]
            assert inner @ one.vector == pytest.approx(expected * one.vector, rel=1e-7)


def test_it_is_the_largest_of_all() -> None:
    for w in awkward(MANY):
        expected = max((largest(w, one) for one in every_circle(w)), default=0.0)
        assert radius(csr(w)) == pytest.approx(expected, rel=1e-9)
        assert radius(csr_array(csr(w).T)) == pytest.approx(expected, rel=1e-9)


def test_a_sum_as_large_as_another_eigenvalue_is_looked_into() -> None:
    # a pair tied by 4 has 4; the middle of the other three has a sum of 4, and they have twice the root of 2
    three = ties(5, (0, 1, 4), (2, 3, 2), (3, 4, 2), undirected=True)
    (one,) = (each for each in circles(three, largest=True) if each.high > 3.9)
    assert one.nodes.tolist() == [0, 1]


def test_those_that_may_be_the_largest_hold_the_largest() -> None:
    # pairs of 2, 3 and 3, and a chain
    w = ties(8, (0, 1, 2.0), (1, 0, 2.0), (2, 3, 3.0), (3, 2, 3.0), (4, 5, 3.0), (5, 4, 3.0), (6, 7, 9.0))
    assert [one.nodes.tolist() for one in circles(w, largest=True)] == [[2, 3], [4, 5]]


@given(LAYERS)
def test_somebody_without_ties_changes_nothing(w: Layer) -> None:
    assert radius(csr(with_one_alone(w))) == radius(csr(w))


@pytest.mark.parametrize("scale", [1e-200, 1e-12, 1.0, 1e12, 1e200])
def test_very_small_and_very_large_weights_are_only_scaled(scale: float) -> None:
    assert radius(ties(3, (0, 1, 4.0), (1, 0, 9.0), (1, 2, 1.0)) * scale) == pytest.approx(
        6 * scale, rel=1e-9
    )


def test_very_uneven_weights_are_no_trouble() -> None:
    # 0 <-> 1 with 1 and 1e-14: the root of the product
    assert radius(ties(2, (0, 1), (1, 0, 1e-14))) == pytest.approx(1e-7, rel=1e-9)


def test_a_ring_whose_weights_differ_has_their_geometric_mean() -> None:
    weights = np.random.default_rng(4).uniform(0.5, 1.0, 200)
    ring = csr_array((weights, (np.arange(200), (np.arange(200) + 1) % 200)), shape=(200, 200))
    assert radius(ring) == pytest.approx(math.exp(np.log(weights).mean()), rel=1e-9)


def test_a_line_as_long_as_it_is_has_twice_a_cosine() -> None:
    # n nodes in a line, both ways: 2 cos(pi / (n + 1)), hardly above the next eigenvalue
    for n in (2, 10, 100, 1000):
        line = csr_array(np.eye(n, k=1) + np.eye(n, k=-1))
        assert radius(line) == pytest.approx(2 * math.cos(math.pi / (n + 1)), rel=1e-9)


def test_a_star_has_the_root_of_its_number_of_points() -> None:
    star = nx.to_scipy_sparse_array(nx.star_graph(10_000), dtype=float, format="csr")
    assert radius(star) == pytest.approx(100, rel=1e-9)


def test_two_tangles_that_hardly_touch() -> None:
    rng = np.random.default_rng(8)
    w = np.zeros((800, 800))
    w[:400, :400], w[400:, 400:] = rng.random((2, 400, 400)) < 0.02
    w[0, 400] = w[400, 0] = 1e-3
    assert radius(csr_array(w)) == pytest.approx(largest(w, range(800)), rel=1e-9)


def test_many_small_circles_are_found_at_once() -> None:
    n = 20_000
    own = np.arange(n)
    weights = np.random.default_rng(6).uniform(0.1, 1, n)
    pairs = csr_array((weights, (own, own ^ 1)), shape=(n, n))
    assert radius(pairs) == pytest.approx(math.sqrt((weights[::2] * weights[1::2]).max()), rel=1e-9)
    assert len(circles(pairs)) == n // 2


def test_nobody_and_nobody_with_ties_have_none() -> None:
    assert radius(csr_array((0, 0))) == 0
    assert radius(csr_array((5, 5))) == 0
    assert radius(ties(1, (0, 0, 0.25))) == pytest.approx(0.25)
    assert radius(csr_array((np.array([0.0]), np.array([0]), np.array([0, 1])), shape=(1, 1))) == 0


def test_a_large_symmetric_circle_that_mixes_slowly() -> None:
    # a grid of 20 x 60, both ways: 2 cos(pi / 21) + 2 cos(pi / 61), and the vector is a product of two sines
    grid = nx.to_scipy_sparse_array(nx.grid_2d_graph(20, 60), dtype=float, format="csr")
    (one,) = circles(grid, close=1e-12)
    expected = 2 * math.cos(math.pi / 21) + 2 * math.cos(math.pi / 61)
    assert (one.low, one.high) == (pytest.approx(expected, rel=1e-11), pytest.approx(expected, rel=1e-11))
    sines = np.outer(np.sin(np.arange(1, 21) * math.pi / 21), np.sin(np.arange(1, 61) * math.pi / 61)).ravel()
    assert one.vector == pytest.approx(sines / sines.max(), abs=1e-8)


def test_the_radius_is_never_above_the_largest_sum() -> None:
    for w in awkward(200):
        found = radius(csr(w))
        assert found <= most_sum(csr(w)) * (1 + 1e-9)
        if found:
            assert is_inside(csr(w), 0.999 / found)
            assert not is_inside(csr(w), 1.001 / found)
            assert not is_inside(csr(w), -0.001)
        assert not is_inside(csr(w), math.nan)
