"""What may be drawn for a number that is not known exactly."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from queries.measures.spread import divided, within

DRAWS = 20_000


def of(low: float, usual: float, high: float) -> np.ndarray:
    z = np.random.default_rng(5).standard_normal((1, DRAWS))
    return within(z, np.array([[low]]), np.array([[usual]]), np.array([[high]]))[0]


def share_below(values: np.ndarray, bar: float) -> float:
    return float((values < bar).mean())


def test_what_is_known_is_never_anything_else() -> None:
    assert (of(0.4, 0.4, 0.4) == 0.4).all()
    assert (of(0.0, 0.0, 0.0) == 0.0).all()


def test_what_nobody_states_lies_evenly_between_its_ends() -> None:
    found = of(0.2, np.nan, 0.6)
    assert 0.2 <= found.min() < 0.21 and 0.59 < found.max() <= 0.6
    for bar, expected in ((0.3, 0.25), (0.4, 0.5), (0.5, 0.75)):
        assert share_below(found, bar) == pytest.approx(expected, abs=0.02)


def test_a_range_is_log_normal_around_what_counts() -> None:
    # .2, .4, .8: ratios of 2, so .2 and .8 are the 5 % and 95 % points, and what lies beyond is cut
    found = of(0.2, 0.4, 0.8)
    assert (found.min(), found.max()) == pytest.approx((0.2, 0.8))
    assert share_below(found, 0.4) == pytest.approx(0.5, abs=0.02)
    assert share_below(found, 0.2 + 1e-9) == pytest.approx(0.05, abs=0.01)
    # half a standard deviation up is a factor 2 ** (.5 / 1.645) = 1.235: 69 % lie below
    assert share_below(found, 0.4 * 1.2346) == pytest.approx(0.6915, abs=0.02)


def test_the_farther_end_decides_how_wide_a_range_is() -> None:
    found = of(0.1, 0.8, 0.8)  # what counts is the most that anybody says
    assert found.max() == pytest.approx(0.8)
    assert share_below(found, 0.8 - 1e-9) == pytest.approx(0.5, abs=0.02)
    assert share_below(found, 0.1 + 1e-9) == pytest.approx(0.05, abs=0.01)


def test_a_range_from_nothing_is_even() -> None:
    assert share_below(of(0.0, 0.3, 0.9), 0.45) == pytest.approx(0.5, abs=0.02)


@given(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)).map(sorted), st.floats(-40, 40))
def test_nothing_is_drawn_that_nobody_claims(ends: list[float], z: float) -> None:
    low, usual, high = (np.array([[one]]) for one in ends)
    for middle in (usual, np.array([[np.nan]])):
        found = within(np.array([[z]]), low, middle, high)[0, 0]
        assert ends[0] - 1e-12 <= found <= ends[2] + 1e-12


def exponentials(parts: int, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.standard_exponential((parts, DRAWS)), rng.standard_exponential((1, DRAWS))


def test_one_part_alone_is_even_between_nothing_and_all_that_is_left() -> None:
    found = divided(np.full((1, DRAWS), 0.4), *exponentials(1), csr_array(np.ones((1, 1))))[0]
    assert found.min() < 0.001 and 0.399 < found.max() <= 0.4
    for bar in (0.1, 0.2, 0.3):
        assert share_below(found, bar) == pytest.approx(bar / 0.4, abs=0.02)


@pytest.mark.parametrize("parts", [2, 3, 5])
def test_parts_are_even_over_all_ways_to_divide_and_never_pass_the_whole(parts: int) -> None:
    """The chance that the first k - 1 take less than half each, against a count of points on a grid."""
    found = divided(np.full((1, DRAWS), 0.6), *exponentials(parts), csr_array(np.ones((1, parts))))
    assert (found >= 0).all() and (found.sum(axis=0) <= 0.6 + 1e-12).all()
    # each part of an even point in {x >= 0, sum <= 1} is below t with 1 - (1 - t)^k, and k / (k + 1) is taken
    for t in (0.1, 0.3, 0.6):
        assert share_below(found[0], 0.6 * t) == pytest.approx(1 - (1 - t) ** parts, abs=0.02)
    assert found.sum(axis=0).mean() == pytest.approx(0.6 * parts / (parts + 1), abs=0.01)
    assert found[0].max() > 0.6 * (1 - 3 * DRAWS ** (-1 / parts))  # and it comes near the end of its interval


def test_each_whole_is_divided_over_its_own_parts() -> None:
    side = csr_array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    found = divided(np.array([[0.6], [1.0]]), np.array([[1.0], [0.0], [3.0]]), np.array([[1.0], [1.0]]), side)
    assert found[:, 0].tolist() == pytest.approx([0.3, 0.0, 0.75])


def test_nothing_left_is_nothing_for_everybody() -> None:
    assert divided(np.zeros((1, DRAWS)), *exponentials(2), csr_array(np.ones((1, 2)))).max() == 0
