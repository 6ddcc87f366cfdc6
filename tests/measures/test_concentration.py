"""Concentration: by hand, and between the ends of all ways to divide what is not known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from queries.measures.concentration import effective_number, hhi, hhi_ends, normalised
from tests.oracle.concentration import all_divisions

FLOWS = st.lists(st.lists(st.sampled_from([0.0, 1.0, 2.0, 5.0]), min_size=4, max_size=4), max_size=5)


def csr(rows: list[list[float]], width: int = 4) -> csr_array:
    return csr_array(np.array(rows, dtype=float).reshape(len(rows), width))


def test_equal_partners_give_one_part_each() -> None:
    assert hhi(csr([[1, 1, 1, 1]])).tolist() == [0.25]
    assert effective_number(0.25) == 4
    assert normalised(0.25, 4) == 0


def test_one_partner_is_everything() -> None:
    assert hhi(csr([[0, 0, 9, 0]])).tolist() == [1]
    assert effective_number(1) == 1
    assert normalised(1, 4) == 1


def test_three_quarters_and_one() -> None:
    assert hhi(csr([[3, 1, 0, 0]])).tolist() == [0.625]  # 9/16 + 1/16
    assert effective_number(0.625) == 1.6
    assert normalised(0.625, 2) == pytest.approx(0.25)  # (.625 - .5) / .5


def test_nobody_has_no_number_of_partners() -> None:
    assert hhi(csr([[0, 0, 0, 0]])).tolist() == [0]
    assert effective_number(0) is None
    assert normalised(1, 1) is None


@given(FLOWS, st.sampled_from([0.5, 2.0, 1000.0]))
def test_scaling_all_volumes_changes_nothing(rows: list[list[float]], by: float) -> None:
    assert hhi(csr(rows) * by) == pytest.approx(hhi(csr(rows)))


@given(FLOWS)
def test_it_lies_between_equal_parts_and_everything(rows: list[list[float]]) -> None:
    for row, value in zip(rows, hhi(csr(rows)), strict=True):
        partners = sum(one > 0 for one in row)
        assert (1 / partners - 1e-12 <= value <= 1 + 1e-12) if partners else value == 0


@given(FLOWS)
def test_the_order_of_partners_does_not_matter(rows: list[list[float]]) -> None:
    assert hhi(csr([row[::-1] for row in rows])) == pytest.approx(hhi(csr(rows)))


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.2, 0.3]), st.booleans()), min_size=3, max_size=3))
def test_what_is_not_known_can_be_divided_in_no_way_outside_the_ends(
    partners: list[tuple[float, bool]],
) -> None:
    known, is_open = [share for share, _ in partners], [one for _, one in partners]
    every = list(all_divisions(known, is_open))
    low, high = hhi_ends(csr([known], 3), csr([[float(one) for one in is_open]], 3))
    assert low[0] == pytest.approx(min(every))
    assert high[0] == pytest.approx(max(every))


def test_shares_of_more_than_the_whole_are_scaled_down() -> None:
    # .8 and .6 of 1.4
    low, high = hhi_ends(csr([[0.8, 0.6, 0, 0]]), csr_array((1, 4)))
    assert low[0] == high[0] == pytest.approx((0.8**2 + 0.6**2) / 1.4**2)
