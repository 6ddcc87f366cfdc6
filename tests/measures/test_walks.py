"""Sums over walks, where they are short, long, or have no end; and the order of a search in depth."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures import layer
from queries.measures.layer import depth_first
from queries.measures.walks import _by_leaving, walks
from tests.measures.layers import LAYERS, Layer, awkward, csr, ties
from tests.oracle.radius import circles, largest

NEAR = (0.1, 0.5, 0.9, 0.99, 0.9999)


def test_it_is_the_dense_solution_however_near_the_end_is() -> None:
    for at, w in enumerate(awkward(300)):
        growth = max((largest(w, one) for one in circles(w)), default=0.0)
        m = np.array(w) / (growth or 1.0) * NEAR[at % len(NEAR)]
        start = np.array([1.0 if i % 2 else 0.25 for i in range(len(w))])
        assert walks(csr_array(m), start) == pytest.approx(
            np.linalg.solve(np.eye(len(w)) - m, start), rel=1e-8
        )


def test_small_values_are_as_exact_as_large_ones() -> None:
    # a chain of twenty, each a hundredth of the next: 1e-40 at its end
    m = csr_array(np.eye(21, k=1) * 0.01)
    start = np.zeros(21)
    start[20] = 1.0
    assert walks(m, start) == pytest.approx(0.01 ** np.arange(20, -1, -1), rel=1e-12, abs=0)


@pytest.mark.parametrize("n", [500, 5_000])
def test_what_walks_to_and_fro_for_long_still_ends(n: int) -> None:
    # a line on which half goes on and .4999 back
    line = csr_array(np.eye(n, k=1) * 0.5 + np.eye(n, k=-1) * 0.4999) if n < 1000 else long_line(n)
    x = walks(line, np.ones(n))
    assert x - line @ x == pytest.approx(np.ones(n), abs=1e-6)


def long_line(n: int) -> csr_array:
    i = np.arange(n - 1)
    values = np.concatenate([np.full(n - 1, 0.5), np.full(n - 1, 0.4999)])
    return csr_array((values, (np.concatenate([i, i + 1]), np.concatenate([i + 1, i]))), shape=(n, n))


def test_a_large_tangle_that_leaks_in_two_places() -> None:
    n, rng = 900, np.random.default_rng(9)
    w = np.zeros((n, n))
    w[:450, :450], w[450:, 450:] = rng.random((2, 450, 450)) < 0.03
    w /= np.maximum(w.sum(axis=1), 1)[:, None]
    w[0] *= 0.5
    w[500] *= 0.25
    start = rng.random(n)
    assert walks(csr_array(w), start) == pytest.approx(np.linalg.solve(np.eye(n) - w, start), rel=1e-9)


def test_a_sum_without_end_is_refused() -> None:
    for w in awkward(200):
        growth = max((largest(w, one) for one in circles(w)), default=0.0)
        if growth:
            with pytest.raises(AantafelError, match="no end"):
                walks(csr(w) / growth, np.ones(len(w)))
            with pytest.raises(AantafelError, match="no end"):
                walks(csr(w) / growth * 1.5, np.ones(len(w)))


def test_where_nothing_starts_nothing_arrives() -> None:
    # the circle of 1 and 2 has no end, and is not reached
    m = ties(3, (0, 1), (1, 2), (2, 1))
    assert walks(m, np.array([1.0, 0.0, 0.0])).tolist() == [1, 0, 0]


@given(LAYERS, st.integers(0, 6))
def test_a_search_in_depth_is_the_same_for_few_ties_and_for_many(w: Layer, at: int) -> None:
    start = at % len(w)
    few, many = depth_first(csr(w), start), layer._depth_first(csr(w), start)
    assert [each.tolist() for each in few] == [each.tolist() for each in many]


def test_a_search_in_depth_goes_down_before_it_goes_on() -> None:
    for w in awkward(100):
        order, before = depth_first(csr(w), 0)
        for place in range(1, len(order)):
            # all that was met between the one before it and itself stands below the one before it
            assert all(before[between] >= before[place] for between in range(before[place] + 1, place))
            assert w[order[before[place]]][order[place]] > 0


def test_the_order_of_leaving_is_that_of_a_search_by_recursion() -> None:
    for w in awkward(100):
        left: list[int] = []
        seen: set[int] = set()

        def visit(node: int, w: Layer = w, left: list[int] = left, seen: set[int] = seen) -> None:
            seen.add(node)
            for other, weight in enumerate(w[node]):
                if weight and other not in seen:
                    visit(other)
            left.append(node)

        visit(0)
        order, before = depth_first(csr(w), 0)
        assert order[_by_leaving(before)].tolist() == left


def test_random_order_of_a_ring_that_hardly_loses_anything() -> None:
    n = 3_000
    order = Random(1).sample(range(n), n)
    keeps = np.full(n, 1.0)
    keeps[0] = 0.5  # half is lost each time round
    ring = csr_array((keeps, (np.array(order), np.roll(order, 1))), shape=(n, n))
    x = walks(ring, np.ones(n))
    # once round adds n, of which half goes round again: n / (1 - 1/2) from the point where it is lost
    assert x.max() == pytest.approx(2 * n)
    assert x.min() == pytest.approx(n + 1)
