"""Concentration: by hand, and between the ends of all ways to divide what is not known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.concentration import concentrations, effective_number, hhi, hhi_ends, normalised
from tests.oracle.concentration import all_divisions
from tests.oracle.dependence_layers import concentration

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


def test_the_market_of_four_that_the_department_of_justice_gives() -> None:
    # "Herfindahl-Hirschman index", justice.gov/atr: 30, 30, 20, 20 percent are 900 + 900 + 400 + 400 = 2,600
    assert hhi(csr([[30, 30, 20, 20]])) * 10_000 == pytest.approx([2600])


def test_a_published_market_of_eight() -> None:
    # Investopedia, "Herfindahl-Hirschman Index (HHI)": 10 9 12 15 12 11 15 16 percent are 1,296 points
    found = concentrations(csr([[10, 9, 12, 15, 12, 11, 15, 16]], 8))
    assert found.hhi * 10_000 == pytest.approx([1296])
    assert found.effective == pytest.approx([1 / 0.1296])
    assert found.largest == pytest.approx([0.16])


@given(FLOWS)
def test_each_row_is_what_plain_loops_give(rows: list[list[float]]) -> None:
    found = concentrations(csr(rows))
    for at, row in enumerate(rows):
        expected = concentration(row)
        if expected is None:
            assert np.isnan(
                [found.hhi[at], found.effective[at], found.normalised[at], found.largest[at]]
            ).all()
            assert found.partners[at] == 0
            continue
        one, even, largest, partners = expected
        assert (found.hhi[at], found.largest[at], found.partners[at]) == pytest.approx(
            (one, largest, partners)
        )
        assert found.effective[at] == pytest.approx(effective_number(one))
        assert found.normalised[at] == pytest.approx(
            even if even is not None else np.nan, nan_ok=True, abs=1e-12
        )
        assert normalised(one, partners) == (None if even is None else pytest.approx(even, abs=1e-12))


def test_entries_side_by_side_are_one_partner() -> None:
    twice = csr_array((np.array([1.0, 1.0, 2.0]), np.array([0, 0, 1]), np.array([0, 3])), shape=(1, 2))
    assert hhi(twice).tolist() == [0.5]
    assert concentrations(twice).partners.tolist() == [2]
    assert twice.nnz == 3  # the caller's stays as it is


@pytest.mark.parametrize("amount", [1e-300, 1e-160, 1e160, 1e300])
def test_very_small_and_very_large_amounts_are_shared_alike(amount: float) -> None:
    assert hhi(csr([[amount, amount, amount, amount]])).tolist() == [0.25]


def test_a_row_of_very_small_amounts_does_not_lose_them_beside_very_large_ones() -> None:
    apart = csr([[1e-300, 3e-300, 0, 0], [1e300, 3e300, 0, 0], [1, 3, 0, 0]])
    found = concentrations(apart)
    assert found.hhi == pytest.approx([10 / 16] * 3) == hhi(apart)
    assert found.largest == pytest.approx([0.75] * 3)
    assert found.partners.tolist() == [2, 2, 2]


@pytest.mark.parametrize("wrong", [-1.0, np.nan, np.inf])
def test_an_amount_that_is_none_is_refused(wrong: float) -> None:
    with pytest.raises(AantafelError, match="numbers from 0 up"):
        hhi(csr([[1, wrong, 0, 0]]))


def test_a_partner_of_nothing_is_no_partner() -> None:
    # stored zeros, alone and beside something
    s = csr_array((np.array([0.0, 0.0, 4.0]), np.array([1, 0, 1]), np.array([0, 1, 3])), shape=(2, 2))
    found = concentrations(s)
    assert found.partners.tolist() == [0, 1]
    assert np.isnan(found.hhi[0])
    assert found.hhi[1] == 1
    assert hhi(s).tolist() == [0, 1]
