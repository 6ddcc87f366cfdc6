"""Multi-tier dependence of everybody at once: the same as buyer by buyer, and only what there is."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.all_tiers import all_tiers
from queries.measures.tiers import multi_tier
from tests.measures.layers import LAYERS, Layer, awkward, csr, in_order, ties, with_one_alone
from tests.oracle import tiers as oracle


def as_shares(w: Layer, *, circular: bool) -> Layer:
    """Amounts as parts of four fifths of the whole; without circles where asked."""
    rows = [[one if circular or j > i else 0.0 for j, one in enumerate(row)] for i, row in enumerate(w)]
    return [[0.8 * one / (sum(row) or 1) for one in row] for row in rows]


def test_it_is_the_inverse() -> None:
    for w in awkward(300):
        s = as_shares(w, circular=True)
        assert all_tiers(csr(s)).toarray() == pytest.approx(
            np.array(oracle.by_inverse(s)), rel=1e-9, abs=1e-12
        )


def test_without_circles_it_is_every_way_followed() -> None:
    for w in awkward(300):
        s = as_shares(w, circular=False)
        t = all_tiers(csr(s))
        assert t.toarray().tolist() == [pytest.approx(oracle.by_ways(s, buyer)) for buyer in range(len(s))]
        assert t.nnz == sum(len(oracle.reached(s, buyer)) - 1 for buyer in range(len(s)))


@given(LAYERS)
def test_directly_and_through_others_is_all(w: Layer) -> None:
    s = csr(as_shares(w, circular=True))
    t = all_tiers(s)
    assert t.toarray() == pytest.approx((s + s @ t).toarray())


@given(LAYERS, st.randoms(use_true_random=False))
def test_the_order_of_nodes_does_not_matter(w: Layer, random: Random) -> None:
    s = as_shares(w, circular=True)
    order = random.sample(range(len(s)), len(s))
    expected = all_tiers(csr(s)).toarray()[np.ix_(order, order)]
    assert all_tiers(csr(in_order(s, order))).toarray() == pytest.approx(expected)


@given(LAYERS)
def test_somebody_without_ties_changes_nothing(w: Layer) -> None:
    s = as_shares(w, circular=True)
    assert all_tiers(csr(with_one_alone(s))).toarray()[:-1, :-1] == pytest.approx(all_tiers(csr(s)).toarray())


def test_a_wide_net_of_tiers_is_the_same_as_buyer_by_buyer() -> None:
    rng = np.random.default_rng(2)
    i = np.repeat(np.arange(800), 3)
    j = (i // 200 + 1) * 200 + rng.integers(0, 200, len(i))
    s = csr_array((np.full(len(i), 1 / 3), (i, j)), shape=(1000, 1000))
    t = all_tiers(s)
    assert t[[0, 250, 799, 999]].toarray() == pytest.approx(multi_tier(s, [0, 250, 799, 999]))
    assert t.has_sorted_indices


def test_nobody_and_one_alone_get_an_answer() -> None:
    assert all_tiers(csr_array((0, 0))).shape == (0, 0)
    assert all_tiers(csr_array((1, 1))).nnz == 0
    assert all_tiers(csr_array((3, 3))).nnz == 0


def test_a_circle_that_keeps_everything_is_refused() -> None:
    with pytest.raises(AantafelError, match="2 members buy everything from each other"):
        all_tiers(ties(3, (0, 1), (1, 0), (2, 0, 0.5)))


def test_shares_of_more_than_the_whole_are_refused() -> None:
    with pytest.raises(AantafelError, match="add up to 1.5"):
        all_tiers(ties(2, (0, 1, 1.5)))


def test_too_many_pairs_are_refused_before_memory_runs_out() -> None:
    # everybody in a chain of 50 has all later ones behind: 49 + 48 + … + 1 = 1,225 pairs
    chain = ties(50, *((i, i + 1) for i in range(49)))
    assert all_tiers(chain, most=1225).nnz == 1225
    with pytest.raises(AantafelError, match="more than 1224 suppliers"):
        all_tiers(chain, most=1224)


def test_very_many_who_all_supply_each_other_are_taken_buyer_by_buyer() -> None:
    n = 2_001
    ring = csr_array((np.full(n, 0.5), (np.arange(n), (np.arange(n) + 1) % n)), shape=(n, n))
    with pytest.raises(AantafelError, match="2001 parties all supply each other"):
        all_tiers(ring)
    assert multi_tier(ring, [0])[0, 1:4].tolist() == [0.5, 0.25, 0.125]
