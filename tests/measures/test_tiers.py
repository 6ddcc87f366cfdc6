"""Multi-tier dependence: on chains to draw, against the dense inverse and against following every way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.tiers import circles, closed, multi_tier
from tests.oracle import tiers as oracle

Rows = list[list[float]]


@st.composite
def networks(draw: st.DrawFn, circular: bool = True, complete: bool = False) -> Rows:
    """Shares among up to six: each row at most 1, or exactly 1 where anybody supplies at all."""
    n = draw(st.integers(1, 6))
    rows = []
    for i in range(n):
        row = [float(draw(st.integers(0, 4))) if circular or j > i else 0.0 for j in range(n)]
        total = sum(row) + (0 if complete else draw(st.integers(0, 3)))
        rows.append([one / total if total else 0.0 for one in row])
    return rows


def test_a_chain_by_hand() -> None:
    """0 buys .6 from 1 and .4 from 2; 1 buys half of its own from 2, half from 3; 2 buys all from 3."""
    s = csr_array([[0, 0.6, 0.4, 0], [0, 0, 0.5, 0.5], [0, 0, 0, 1.0], [0, 0, 0, 0]])
    (t,) = multi_tier(s, [0])
    assert t.tolist() == pytest.approx([0, 0.6, 0.4 + 0.6 * 0.5, 1.0])  # all of it passes 3 in the end
    assert multi_tier(s, [1, 3]).tolist() == [pytest.approx([0, 0, 0.5, 1.0]), [0, 0, 0, 0]]


def test_direction_counts() -> None:
    """The transposed matrix says who is behind whom the other way round."""
    s = csr_array([[0, 0.5], [0, 0]])
    assert multi_tier(s, [0])[0, 1] == 0.5
    assert multi_tier(csr_array(s.T), [0])[0, 1] == 0


def test_goods_that_go_round_count_each_time() -> None:
    """0 and 1 buy half from each other: T_01 = .5 / (1 - .25), T_00 = .25 / .75."""
    s = csr_array([[0, 0.5], [0.5, 0]])
    assert multi_tier(s, [0])[0].tolist() == pytest.approx([1 / 3, 2 / 3])
    ((part, gain),) = circles(s)
    assert (part.tolist(), gain) == ([0, 1], pytest.approx(4 / 3))


def test_a_circle_that_keeps_everything_is_explained() -> None:
    shut = csr_array([[0, 0.5, 0], [0, 0, 1.0], [0, 1.0, 0]])
    assert closed(shut).tolist() == [1, 2]
    with pytest.raises(AantafelError, match="2 members"):
        multi_tier(shut, [0])
    ((part, gain),) = circles(shut)
    assert (part.tolist(), gain) == ([1, 2], float("inf"))
    assert multi_tier(csr_array([[0, 0.5, 0], [0, 0, 0], [0, 0, 1.0]]), [0])[0, 1] == 0.5  # not behind 0


def test_a_stored_zero_neither_opens_nor_closes_a_circle() -> None:
    ends = (np.array([0, 1, 2, 1]), np.array([1, 2, 1, 0]))
    s = csr_array((np.array([0.5, 1.0, 1.0, 0.0]), ends), (3, 3))
    with pytest.raises(AantafelError, match="2 members"):
        multi_tier(s, [0])
    assert s.nnz == 4  # the caller's matrix stays as it is


def test_a_circle_that_leaks_little_is_solved() -> None:
    s = csr_array([[0, 1.0, 0], [0, 0, 0.9999], [0, 0.9999, 0]])
    wanted = oracle.by_inverse(s.toarray().tolist())[0]
    assert multi_tier(s, [0])[0].tolist() == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("s", "buyers"),
    [
        (csr_array((2, 3)), [0]),
        (csr_array([[0, -0.5], [0, 0]]), [0]),
        (csr_array([[0, np.nan], [0, 0]]), [0]),
        (csr_array([[0.5, 0.6], [0, 0]]), [0]),
        (csr_array((2, 2)), [2]),
        (csr_array((2, 2)), [-1]),
    ],
)
def test_what_has_no_answer_is_refused_in_a_sentence(s: csr_array, buyers: list[int]) -> None:
    with pytest.raises(AantafelError):
        multi_tier(s, buyers)


def test_nobody_asks_and_nobody_sells() -> None:
    assert multi_tier(csr_array((3, 3)), []).shape == (0, 3)
    assert multi_tier(csr_array((1, 1)), [0]).tolist() == [[0.0]]


@settings(max_examples=300)
@given(networks())
def test_it_is_the_inverse(rows: Rows) -> None:
    s = csr_array(np.array(rows))
    assume(not len(closed(s)))
    found = multi_tier(s, range(len(rows)))
    assert found == pytest.approx(np.array(oracle.by_inverse(rows)), rel=1e-8, abs=1e-10)


@settings(max_examples=200)
@given(networks(circular=False))
def test_without_circles_it_is_every_way_followed(rows: Rows) -> None:
    found = multi_tier(csr_array(np.array(rows)), range(len(rows)))
    assert found.tolist() == [pytest.approx(oracle.by_ways(rows, buyer)) for buyer in range(len(rows))]
    assert circles(csr_array(np.array(rows))) == []


@given(networks(circular=False, complete=True))
def test_where_all_shares_are_told_a_row_sums_to_one_over_those_who_buy_from_nobody(rows: Rows) -> None:
    sources = [j for j, row in enumerate(rows) if not sum(row)]
    found = multi_tier(csr_array(np.array(rows)), range(len(rows)))
    for buyer, row in enumerate(rows):
        if sum(row):
            assert found[buyer, sources].sum() == pytest.approx(1)


@given(networks())
def test_an_isolate_changes_nothing_and_names_do_not_matter(rows: Rows) -> None:
    s = np.array(rows)
    assume(not len(closed(csr_array(s))))
    n = len(rows)
    wider = np.zeros((n + 1, n + 1))
    wider[1:, 1:] = s[::-1, ::-1]  # turned round, behind somebody without ties
    found = multi_tier(csr_array(wider), range(1, n + 1))
    assert found[::-1, :0:-1] == pytest.approx(multi_tier(csr_array(s), range(n)))
    assert not found[:, 0].any()
