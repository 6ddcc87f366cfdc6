"""Bargaining power: Bonacich's own tables, dense linear algebra, and what holds over the whole band."""

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.bargaining import bargaining_band, bargaining_power, stable_order, stable_top
from tests.measures.layers import LAYERS, Layer, awkward, csr, in_order, ties, with_one_alone
from tests.oracle.bargaining import power

MANY = 300

# Bonacich 1987, figure 2 and tables 2-5: four networks that branch out from node 1, and c(a, beta) at three
# nodes for beta from -.5 or -.4 on in steps of .1.  The numbers stand in the tests and documentation of
# igraph for R (`power_centrality`, "test data from Bonacich, 1987").
LINE = [(1, 2), (1, 3), (2, 4), (3, 5)]
SPIDER = [(1, 2), (1, 3), (1, 4), (2, 5), (3, 6), (4, 7)]
TREE = [(1, 2), (1, 3), (1, 4), (2, 5), (2, 6), (3, 7), (3, 8), (4, 9), (4, 10)]
BUSH = [
    (1, 2), (1, 3), (1, 4), (2, 5), (2, 6), (2, 7), (3, 8), (3, 9), (3, 10), (4, 11), (4, 12), (4, 13)
]  # fmt: skip
TABLES = {
    "line": (LINE, (1, 2, 4), -0.5, [
        (0.00, 1.58, 0.00), (0.73, 1.45, 0.36), (0.97, 1.34, 0.49), (1.09, 1.27, 0.54), (1.15, 1.23, 0.58),
        (1.20, 1.20, 0.60), (1.22, 1.17, 0.61), (1.25, 1.16, 0.62), (1.26, 1.14, 0.63), (1.27, 1.13, 0.64),
        (1.28, 1.12, 0.64),
    ]),
    "spider": (SPIDER, (1, 2, 5), -0.4, [(1.62, 1.08, 0.54)] * 9),
    "tree": (TREE, (1, 2, 5), -0.4, [
        (-1.00, 1.67, -0.33), (0.36, 1.81, 0.12), (1.00, 1.67, 0.33), (1.30, 1.55, 0.43), (1.46, 1.46, 0.49),
        (1.57, 1.40, 0.52), (1.63, 1.36, 0.54), (1.68, 1.33, 0.56), (1.72, 1.30, 0.57),
    ]),
    "bush": (BUSH, (1, 2, 5), -0.4, [
        (-1.72, 1.53, -0.57), (-0.55, 2.03, -0.18), (0.44, 2.05, 0.15), (1.01, 1.91, 0.34),
        (1.33, 1.78, 0.44), (1.52, 1.67, 0.51), (1.65, 1.59, 0.55), (1.74, 1.53, 0.58), (1.80, 1.48, 0.60),
    ]),
}  # fmt: skip
# the squares of the largest eigenvalues, by hand: a line of five 3; three arms of two 4; a centre with three
# children of two 5 (5 = 3 + 2); of three 6
LARGEST = {"line": math.sqrt(3), "spider": 2.0, "tree": math.sqrt(5), "bush": math.sqrt(6)}


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_that_bonacich_published(name: str) -> None:
    edges, shown, first, table = TABLES[name]
    layer = ties(max(max(edge) for edge in edges), *((a - 1, b - 1) for a, b in edges), undirected=True)
    for step, expected in enumerate(table):
        beta = first + step / 10
        if abs(beta) < 1 / LARGEST[name]:
            c = bargaining_power(layer, -beta * LARGEST[name])
            assert [round(float(c[node - 1]), 2) + 0.0 for node in shown] == list(expected)


def test_the_one_whose_partners_have_no_other_is_strongest() -> None:
    # a line of five: in the middle one has most to do with the strong, and is weaker than its neighbours
    line = ties(5, *zip(range(4), range(1, 5), strict=True), undirected=True)
    c = bargaining_power(line, 0.75)
    assert c[1] > c[2] > c[0]


def test_it_is_the_dense_solution() -> None:
    for w in awkward(MANY):
        for kappa in (-0.9, 0.0, 0.25, 0.5, 0.75, 0.95):
            assert bargaining_power(csr(w), kappa) == pytest.approx(
                power(w, kappa), rel=1e-7, abs=1e-9, nan_ok=True
            )


def test_the_band_is_each_kappa_for_itself() -> None:
    w = csr(next(iter(awkward(1, seed=5))))
    band = bargaining_band(w)
    assert band.shape == (w.shape[0], 3)
    for column, kappa in enumerate((0.25, 0.5, 0.75)):
        assert band[:, column] == pytest.approx(bargaining_power(w, kappa), nan_ok=True)


@given(LAYERS)
def test_the_squares_add_up_to_the_number_of_nodes_with_ties(w: Layer) -> None:
    c = bargaining_power(csr(w))
    tied = sum(any(w[i]) or any(row[i] for row in w) for i in range(len(w)))
    assert np.nansum(c**2) == pytest.approx(tied)
    assert np.isnan(c).sum() == len(w) - tied


@given(LAYERS)
def test_who_is_buyer_and_who_is_seller_does_not_matter(w: Layer) -> None:
    assert bargaining_power(csr(w)) == pytest.approx(bargaining_power(csr_array(csr(w).T)), nan_ok=True)


@given(LAYERS, st.sampled_from([0.5, 2.0, 1e6, 1e-6]))
def test_scaling_all_volumes_changes_nothing(w: Layer, by: float) -> None:
    assert bargaining_power(csr(w) * by) == pytest.approx(bargaining_power(csr(w)), nan_ok=True, abs=1e-6)


@given(LAYERS, st.randoms(use_true_random=False))
def test_the_order_of_nodes_does_not_matter(w: Layer, random: Random) -> None:
    order = random.sample(range(len(w)), len(w))
    expected = bargaining_power(csr(w))[order]
    assert bargaining_power(csr(in_order(w, order))) == pytest.approx(expected, nan_ok=True, abs=1e-6)


@given(LAYERS)
def test_somebody_without_ties_is_undefined_and_changes_nothing(w: Layer) -> None:
    c = bargaining_power(csr(with_one_alone(w)))
    assert np.isnan(c[-1])
    assert c[:-1] == pytest.approx(bargaining_power(csr(w)), nan_ok=True)


def test_without_any_effect_of_partners_it_is_strength() -> None:
    # kappa 0: c = a R 1; strengths 3, 2, 1 of 1-2 (2) and 1-3 (1) scaled to 9 + 4 + 1 = 3 / a^2
    c = bargaining_power(ties(3, (0, 1, 2.0), (0, 2, 1.0), undirected=True), 0.0)
    assert c == pytest.approx(np.array([3.0, 2.0, 1.0]) * math.sqrt(3 / 14))


@pytest.mark.parametrize("kappa", [1.0, -1.0, 1.5, math.nan, math.inf])
def test_a_beta_out_of_range_is_refused(kappa: float) -> None:
    with pytest.raises(AantafelError, match="Choose kappa"):
        bargaining_power(ties(2, (0, 1)), kappa)


def test_nobody_and_nobody_with_ties_get_an_answer() -> None:
    assert bargaining_power(csr_array((0, 0))).tolist() == []
    assert np.isnan(bargaining_power(csr_array((3, 3)))).all()
    assert bargaining_power(ties(1, (0, 0))).tolist() == pytest.approx([1.0])
    zero = csr_array((np.array([0.0]), np.array([1]), np.array([0, 1, 1])), shape=(2, 2))
    assert np.isnan(bargaining_power(zero)).all()


def test_who_comes_first_depends_on_beta_in_the_tree() -> None:
    # Bonacich's tree: at beta -.4 (kappa .89) the centre is last, at .4 first; its children are above it and
    # above the outermost at all beta < 0
    tree = ties(10, *((a - 1, b - 1) for a, b in TREE), undirected=True)
    pairs = np.array([[1, 0], [0, 4], [1, 4], [1, 2]])
    everything = bargaining_band(tree, (-0.9, 0.0, 0.9))
    assert stable_order(everything, pairs).tolist() == [0, 0, 1, 0]
    assert stable_order(bargaining_band(tree, (0.25, 0.5)), pairs).tolist() == [1, 1, 1, 0]
    assert stable_order(bargaining_band(tree, (0.25, 0.5)), pairs[:, ::-1]).tolist() == [-1, -1, -1, 0]


def test_the_top_that_stays_is_the_top_at_every_kappa() -> None:
    tree = ties(10, *((a - 1, b - 1) for a, b in TREE), undirected=True)
    assert np.flatnonzero(stable_top(bargaining_band(tree), 3)).tolist() == [1, 2, 3]
    assert np.flatnonzero(stable_top(bargaining_band(tree, (-0.8, 0.8)), 3)).tolist() == [1, 2, 3]
    assert np.flatnonzero(stable_top(bargaining_band(tree, (-0.8, 0.8)), 1)).tolist() == []


def test_equal_values_share_a_place() -> None:
    # two ends of a pair are equally strong: both are first, and neither is above the other
    band = bargaining_band(ties(3, (0, 1), undirected=True))
    assert stable_top(band, 1).tolist() == [True, True, False]
    assert stable_order(band, np.array([[0, 1], [0, 2]])).tolist() == [0, 0]


@given(LAYERS)
def test_the_top_and_the_order_say_the_same(w: Layer) -> None:
    band = bargaining_band(csr(w))
    n = len(w)
    known = [i for i in range(n) if not np.isnan(band[i, 0])]
    for most in range(1, n + 1):
        top = stable_top(band, most)
        for i in range(n):
            always_above = [sum(band[j, k] > band[i, k] + 1e-9 for j in known) for k in range(3)]
            assert top[i] == (i in known and max(always_above) < most)


def test_a_top_of_nobody_is_refused() -> None:
    with pytest.raises(AantafelError, match="0 is too few"):
        stable_top(np.ones((2, 3)), 0)


def test_a_large_net_agrees_with_a_dense_solution() -> None:
    n, rng = 500, np.random.default_rng(2)
    dense = (rng.random((n, n)) < 0.01) * rng.random((n, n))
    assert bargaining_power(csr_array(dense), 0.75) == pytest.approx(
        power(dense, 0.75), rel=1e-7, nan_ok=True
    )


def test_a_long_line_takes_more_products_than_are_kept_and_agrees() -> None:
    dense = np.diag(np.random.default_rng(6).random(299) + 0.5, 1)
    found = bargaining_band(csr_array(dense), (0.25, 0.9, 0.99))
    for column, kappa in enumerate((0.25, 0.9, 0.99)):
        assert found[:, column] == pytest.approx(power(dense, kappa), rel=1e-6)
