"""Multi-tier dependence: on chains to draw, against the dense inverse and against following every way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.tiers import circles, closed, multi_tier
from tests.measures.layers import Layer, awkward, csr, ties
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


# -- hundreds of awkward ones: loops, several pieces, shares that make up the whole, or do not ------------


def drawn(count: int) -> list[Layer]:
    """Amounts made parts of a whole; in half of them some rows do not account for everything."""
    found = []
    for at, w in enumerate(awkward(count)):
        left = [1.25 if at % 2 and not i % 3 else 1.0 for i in range(len(w))]
        found.append(
            [[one / (sum(row) * more or 1) for one in row] for row, more in zip(w, left, strict=True)]
        )
    return found


def test_it_is_the_inverse_or_a_sentence_for_those_who_reach_a_circle_that_keeps_everything() -> None:
    solved = refused = 0
    for s in drawn(400):
        shut = oracle.closed(s)
        for buyer in range(len(s)):
            behind = sorted(oracle.reached(s, buyer))
            if any(circle & set(behind) for circle in shut):
                refused += 1
                with pytest.raises(AantafelError, match="members buy everything from each other"):
                    multi_tier(csr(s), [buyer])
                continue
            solved += 1
            wanted = oracle.by_inverse([[s[i][j] for j in behind] for i in behind])[behind.index(buyer)]
            found = multi_tier(csr(s), [buyer])[0]
            assert found[behind] == pytest.approx(np.array(wanted), rel=1e-9, abs=1e-12)
            assert found.sum() == pytest.approx(sum(wanted), rel=1e-9)
    assert min(solved, refused) > 300


def test_the_gain_of_a_circle_is_the_largest_return_within_it() -> None:
    for s in drawn(200):
        for nodes, gain in circles(csr(s)):
            if set(nodes.tolist()) in oracle.closed(s):
                assert gain == float("inf")
            else:
                inner = [[s[i][j] for j in nodes] for i in nodes]
                back = oracle.by_inverse(inner)
                assert gain == pytest.approx(1 + max(back[i][i] for i in range(len(back))), rel=1e-9)


def test_a_hidden_workshop_behind_three_suppliers() -> None:
    # 0 buys .5, .25 and .25 from 1, 2 and 3; they get .5, 1 and 1 of their stone from workshop 4:
    # .25 + .25 + .25 = .75 of 0's stone passes 4, which 0 has never met
    s = ties(5, (0, 1, 0.5), (0, 2, 0.25), (0, 3, 0.25), (1, 4, 0.5), (2, 4, 1.0), (3, 4, 1.0))
    assert multi_tier(s, [0])[0, 4] == 0.75


def test_a_published_leontief_inverse() -> None:
    # Miller and Blair, "Input-Output Analysis: Foundations and Extensions" (2nd edition, 2009), section 2.3:
    # A = [.15 .25; .20 .05], L = (I - A)^-1 = [1.2541 .3300; .2640 1.1221]
    t = multi_tier(csr([[0.15, 0.25], [0.20, 0.05]]), [0, 1])
    assert (t + np.eye(2)).round(4).tolist() == [[1.2541, 0.3300], [0.2640, 1.1221]]


def test_a_chain_however_long_passes_everything() -> None:
    n = 20_000
    order = np.random.default_rng(3).permutation(n)
    s = csr_array((np.ones(n - 1), (order[:-1], order[1:])), shape=(n, n))
    t = multi_tier(s, [int(order[0])])[0]
    assert (np.delete(t, order[0]) == 1).all()
    assert t[order[0]] == 0


def test_a_large_tangle_with_a_way_out_is_solved() -> None:
    n, rng = 600, np.random.default_rng(5)
    dense = (rng.random((n, n)) < 0.01) * rng.random((n, n))
    dense /= np.maximum(dense.sum(axis=1), 1e-300)[:, None]
    dense[:3] *= 0.5
    wanted = np.linalg.solve(np.eye(n) - dense.T, dense.T[:, 7])
    assert multi_tier(csr_array(dense), [7])[0] == pytest.approx(wanted, rel=1e-9)


def test_many_circles_that_hold_on_to_almost_everything_still_end() -> None:
    # 1,000 pairs that keep a part g, each its own: what enters with .001 passes .001 / (1 - g^2) times
    keeps = np.linspace(0.1, 0.999, 1000)
    even = np.arange(0, 2000, 2)
    first = 2000  # buys a thousandth from one of each pair
    i = np.concatenate([even, even + 1, np.full(1000, first)])
    j = np.concatenate([even + 1, even, even])
    values = np.concatenate([keeps, keeps, np.full(1000, 0.001)])
    t = multi_tier(csr_array((values, (i, j)), shape=(2001, 2001)), [first])[0]
    assert t[even] == pytest.approx(0.001 / (1 - keeps**2), rel=1e-9)
    assert t[even + 1] == pytest.approx(0.001 * keeps / (1 - keeps**2), rel=1e-9)


def test_a_circle_of_very_many_has_a_gain() -> None:
    # a ring of 2,500 that keeps 99.9 % at every step: .999^2500 comes back
    n = 2_500
    ring = csr_array((np.full(n, 0.999), (np.arange(n), (np.arange(n) + 1) % n)), shape=(n, n))
    ((nodes, gain),) = circles(ring)
    assert len(nodes) == n
    assert gain == pytest.approx(1 / (1 - 0.999**n))


def test_which_row_is_more_than_the_whole_is_said() -> None:
    with pytest.raises(AantafelError, match="in row 1 they add up to 1.2"):
        multi_tier(ties(3, (1, 0, 0.7), (1, 2, 0.5)), [0])


def test_a_sum_that_is_over_one_by_rounding_alone_is_taken() -> None:
    assert multi_tier(ties(4, (0, 1, 0.1), (0, 2, 0.2), (0, 3, 0.7 + 1e-10)), [0]).sum() == pytest.approx(1)


def test_entries_side_by_side_are_one_tie() -> None:
    # .25 and .25 from 2, .5 from 1, in no order
    loose = csr_array(
        (np.array([0.25, 0.5, 0.25]), np.array([2, 1, 2]), np.array([0, 3, 3, 3])), shape=(3, 3)
    )
    assert multi_tier(loose, [0]).tolist() == [[0, 0.5, 0.5]]
    assert loose.data.tolist() == [0.25, 0.5, 0.25]  # the caller's stays as it was
