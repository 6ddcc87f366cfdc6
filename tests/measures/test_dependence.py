"""Dependence, imbalance and power over others, on matrices, against plain loops."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.dependence import (
    both_sides,
    dependence,
    dependence_layer,
    imbalance,
    most_critical,
    mutual,
    power_over,
    shares_in,
    shares_out,
)
from tests.measures.layers import LAYERS, Layer, awkward, csr, in_order, ties, with_one_alone
from tests.oracle import dependence_layers as oracle

SQUARES = st.integers(0, 5).flatmap(
    lambda n: st.lists(
        st.lists(st.sampled_from([0.0, 0.2, 0.5, 1.0]), min_size=n, max_size=n), min_size=n, max_size=n
    )
)


def test_needing_much_and_having_no_other_way_is_dependence() -> None:
    assert dependence(0.8, 0.0) == 0.8
    assert dependence(0.8, 1.0) == 0.0
    assert dependence(np.array([0.5, 1.0]), np.array([0.5, 0.0])).tolist() == [0.25, 1.0]


@given(SQUARES)
def test_each_pair_is_compared_both_ways(rows: list[list[float]]) -> None:
    apart, bound = imbalance(csr(rows)).toarray(), mutual(csr(rows)).toarray()
    for i in range(len(rows)):
        for j in range(len(rows)):
            assert apart[i][j] == pytest.approx(rows[i][j] - rows[j][i])
            assert bound[i][j] == pytest.approx(rows[i][j] + rows[j][i])


@given(SQUARES)
def test_power_over_others_is_what_their_dependence_adds_up_to(rows: list[list[float]]) -> None:
    n = len(rows)
    assert power_over(csr(rows)) == pytest.approx([sum(rows[i][j] for i in range(n)) for j in range(n)])


# -- layers: hundreds of awkward ones ----------------------------------------------------------------------


def test_both_sides_are_the_shares_out_and_in_of_hundreds_of_layers() -> None:
    for w in awkward(300):
        found = both_sides(csr(w))
        out, into = oracle.shares(w), oracle.shares(oracle.turned(w))
        ends = list(zip(found.giver.tolist(), found.receiver.tolist(), strict=True))
        assert ends == sorted((i, j) for i, row in enumerate(w) for j, one in enumerate(row) if one)
        assert found.of_giver.tolist() == pytest.approx([out[i][j] for i, j in ends])
        assert found.of_receiver.tolist() == pytest.approx([into[j][i] for i, j in ends])


def test_both_sides_of_nothing_are_nought() -> None:
    stored = csr_array((np.array([0.0]), np.array([1]), np.array([0, 1, 1])), shape=(2, 2))
    assert [each.tolist() for each in both_sides(stored)] == [[0], [1], [0.0], [0.0]]


def test_shares_are_of_what_goes_out_or_of_what_comes_in() -> None:
    # 0 sells 3 to 1 and 1 to 2, 1 sells 1 to 2: 0 gets .75 of its sales from 1; 2 buys half of 0, half of 1
    w = ties(3, (0, 1, 3.0), (0, 2, 1.0), (1, 2, 1.0))
    assert shares_out(w).toarray().tolist() == [[0, 0.75, 0.25], [0, 0, 1], [0, 0, 0]]
    assert shares_in(w).toarray().tolist() == [[0, 0, 0], [1, 0, 0], [0.5, 0.5, 0]]


def test_every_step_is_what_plain_loops_give() -> None:
    every = list(awkward(300))
    for w, other in zip(every, every[1:] + every[:1], strict=True):
        n = len(w)
        alt = [[other[i % len(other)][j % len(other)] % 1 for j in range(n)] for i in range(n)]
        out, into = shares_out(csr(w)), shares_in(csr(w))
        assert out.toarray() == pytest.approx(np.array(oracle.shares(w)))
        assert into.toarray() == pytest.approx(np.array(oracle.shares(oracle.turned(w))))
        d = dependence_layer(out, csr(alt))
        assert d.toarray() == pytest.approx(np.array(oracle.dependence(oracle.shares(w), alt)))
        assert most_critical(out, into).toarray() == pytest.approx(np.maximum(out.toarray(), into.toarray()))


@given(LAYERS, st.sampled_from([0.5, 3.0, 1e9, 1e-9]))
def test_scaling_all_volumes_changes_no_share(w: Layer, by: float) -> None:
    assert shares_out(csr(w) * by).toarray() == pytest.approx(shares_out(csr(w)).toarray())
    assert shares_in(csr(w) * by).toarray() == pytest.approx(shares_in(csr(w)).toarray())


@given(LAYERS, st.randoms(use_true_random=False))
def test_the_order_of_nodes_does_not_matter(w: Layer, random: Random) -> None:
    order = random.sample(range(len(w)), len(w))
    for share in (shares_out, shares_in):
        power, turned = power_over(share(csr(w))), power_over(share(csr(in_order(w, order))))
        assert turned == pytest.approx(power[order])


@given(LAYERS)
def test_somebody_without_ties_changes_nothing(w: Layer) -> None:
    d = most_critical(shares_out(csr(with_one_alone(w))), shares_in(csr(with_one_alone(w))))
    assert d.toarray()[:-1, :-1] == pytest.approx(
        most_critical(shares_out(csr(w)), shares_in(csr(w))).toarray()
    )
    assert power_over(d)[-1] == 0


@given(LAYERS)
def test_imbalance_turns_round_and_mutual_dependence_does_not(w: Layer) -> None:
    d = shares_out(csr(w))
    assert (imbalance(d) + imbalance(d).T).toarray() == pytest.approx(np.zeros(d.shape))
    assert mutual(d).toarray() == pytest.approx(mutual(d).toarray().T)
    assert imbalance(csr_array(d.T)).toarray() == pytest.approx(-imbalance(d).toarray())


def test_whom_one_cannot_replace_one_depends_on_for_the_whole_share() -> None:
    assert dependence_layer(ties(2, (0, 1, 0.8))).toarray()[0, 1] == 0.8
    assert dependence_layer(ties(2, (0, 1, 0.8)), ties(2, (0, 1, 1.0))).toarray()[0, 1] == 0


def test_entries_side_by_side_are_added_before_they_are_shared() -> None:
    loose = csr_array((np.array([1.0, 1.0, 2.0]), np.array([1, 1, 2]), np.array([0, 3, 3, 3])), shape=(3, 3))
    assert shares_out(loose).toarray()[0].tolist() == [0, 0.5, 0.5]
    assert shares_in(loose).toarray()[1].tolist() == [1, 0, 0]


def test_nobody_and_nobody_with_ties_get_an_answer() -> None:
    for n in (0, 1, 3):
        none = csr_array((n, n))
        for found in (shares_out(none), shares_in(none), dependence_layer(none), most_critical(none, none)):
            assert found.nnz == 0
        assert power_over(none).tolist() == [0] * n
    zero = csr_array((np.array([0.0]), np.array([1]), np.array([0, 1, 1])), shape=(2, 2))
    assert shares_out(zero).toarray().tolist() == [[0, 0], [0, 0]]


def test_what_is_no_part_of_a_whole_is_refused() -> None:
    half = ties(2, (0, 1, 0.5))
    with pytest.raises(AantafelError, match="some are above 1"):
        dependence_layer(ties(2, (0, 1, 1.5)))
    with pytest.raises(AantafelError, match="some are above 1"):
        dependence_layer(half, ties(2, (0, 1, 1.5)))
    with pytest.raises(AantafelError, match="the same 2 rows"):
        dependence_layer(half, csr_array((3, 3)))
    with pytest.raises(AantafelError, match="the same 2 rows"):
        most_critical(half, csr_array((3, 3)))
    for wrong in (-0.5, np.nan, np.inf):
        for refused in (shares_out, shares_in, dependence_layer, most_critical):
            with pytest.raises(AantafelError, match="numbers from 0 up"):
                refused(ties(2, (0, 1, wrong)))
