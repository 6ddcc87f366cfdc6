"""Degree, Gini, blocs and salience classes: by hand, by plain loops, and where there is nothing to say."""

from __future__ import annotations

from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.bloc_shares import bloc_shares
from queries.measures.degree import Direction, degree, strength
from queries.measures.gini import gini
from queries.measures.salience import CLASSES, salience
from tests.oracle import spread as oracle

amounts = st.lists(st.floats(0, 1e6, allow_nan=False), max_size=12)

# -- degree --------------------------------------------------------------------------------


@given(st.integers(0, 10**6), st.sampled_from(["out", "in", "both"]))
def test_degree_and_strength_are_those_of_networkx(seed: int, direction: Direction) -> None:
    g = nx.gnp_random_graph(9, 0.3, seed=seed, directed=True)
    rng = np.random.default_rng(seed)
    for a, b in [*g.edges, (0, 0)]:
        g.add_edge(a, b, weight=float(rng.integers(1, 9)))
    w = csr_array(nx.to_scipy_sparse_array(g, dtype=float, format="csr"))
    of = {"out": g.out_degree, "in": g.in_degree, "both": g.degree}[direction]
    assert degree(w, direction).tolist() == [count for _, count in of()]
    assert strength(w, direction).tolist() == [total for _, total in of(weight="weight")]


def test_a_stored_zero_is_no_tie_and_nobody_has_no_ties() -> None:
    assert degree(csr_array((np.array([0.0]), (np.array([0]), np.array([1]))), (2, 2))).tolist() == [0, 0]
    assert degree(csr_array((0, 0))).tolist() == strength(csr_array((0, 0))).tolist() == []
    with pytest.raises(AantafelError):
        degree(csr_array((2, 3)))
    with pytest.raises(AantafelError):
        strength(csr_array((np.array([-1.0]), (np.array([0]), np.array([1]))), (2, 2)))
    with pytest.raises(AantafelError, match="no direction"):
        degree(csr_array((2, 2)), "up")  # type: ignore[arg-type]


def test_entries_side_by_side_are_one_tie_with_their_weights_added() -> None:
    loose = csr_array((np.array([2.0, 3.0, 0.0]), np.array([1, 1, 0]), np.array([0, 2, 3])), shape=(2, 2))
    assert degree(loose, "out").tolist() == [1, 0]
    assert degree(loose, "both").tolist() == [1, 1]
    assert strength(loose, "in").tolist() == [0, 5]


# -- Gini ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("x", "expected"),
    [
        ([5, 5, 5, 5], 0.0),
        ([0, 0, 0, 1], 0.75),  # one has all: 1 - 1/4
        ([1, 3], 0.25),  # |1 - 3| / (2 * 4)
        ([7], 0.0),
        ([0, 0], None),
        ([], None),
    ],
)
def test_gini_by_hand(x: list[float], expected: float | None) -> None:
    assert gini(x) == (expected if expected is None else pytest.approx(expected))


@given(amounts, st.floats(0.01, 100), st.randoms(use_true_random=False))
def test_gini_is_the_mean_difference_whatever_the_order_and_the_unit(x: list[float], by: float, rng) -> None:  # type: ignore[no-untyped-def]
    wanted = oracle.gini(x)
    assert gini(x) == (wanted if wanted is None else pytest.approx(wanted, abs=1e-9))
    rng.shuffle(x)
    if wanted is not None and sum(x) * by > 1e-200:
        assert gini([one * by for one in x]) == pytest.approx(wanted, abs=1e-9)


def test_leaving_out_the_weak_lowers_gini_which_is_why_it_never_decides() -> None:
    everybody, insiders = gini([9, 9, 9, 1, 1]), gini([9, 9, 9])
    assert everybody is not None and insiders is not None
    assert insiders < everybody


@pytest.mark.parametrize("x", [[-1.0, 2.0], [float("nan")], [float("inf")]])
def test_gini_of_what_is_no_amount_is_refused(x: list[float]) -> None:
    with pytest.raises(AantafelError):
        gini(x)


# -- blocs ---------------------------------------------------------------------------------


def test_blocs_by_hand() -> None:
    """Six companies, two NGOs and two offices: (.6, .2, .2), and 1 / (.36 + .04 + .04) equal blocs."""
    found = bloc_shares([1] * 10, [0] * 6 + [1] * 2 + [2] * 2)
    assert found is not None
    assert found.shares.tolist() == pytest.approx([0.6, 0.2, 0.2])
    assert (found.largest, found.effective) == (0, pytest.approx(1 / 0.44))


@given(st.lists(st.tuples(st.floats(0, 1e3), st.integers(0, 3)), max_size=9))
def test_blocs_are_as_loops_have_them(guests: list[tuple[float, int]]) -> None:
    weight, bloc = [one for one, _ in guests], [of for _, of in guests]
    found, wanted = bloc_shares(weight, bloc), oracle.effective_blocs(weight, bloc)
    if wanted is None:
        assert found is None
    else:
        assert found is not None
        assert found.effective == pytest.approx(wanted)
        assert found.shares.sum() == pytest.approx(1)
        assert found.shares[found.largest] == found.shares.max()


def test_one_bloc_is_one_and_equal_blocs_are_their_number() -> None:
    alone, equal = bloc_shares([3, 4], [0, 0]), bloc_shares([2, 2, 2], [0, 1, 2])
    assert alone is not None and equal is not None
    assert (alone.effective, equal.effective) == (pytest.approx(1), pytest.approx(3))


@pytest.mark.parametrize(
    ("weight", "bloc"), [([1, 2], [0]), ([1], [-1]), ([1], [0.5]), ([-1], [0]), ([float("nan")], [0])]
)
def test_blocs_that_are_none_are_refused(weight: list[float], bloc: list[float]) -> None:
    with pytest.raises(AantafelError):
        bloc_shares(weight, bloc)


# -- salience ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "expected"),
    [  # Mitchell, Agle and Wood (1997), figure 2
        ((True, False, False), "dormant"),
        ((False, True, False), "discretionary"),
        ((False, False, True), "demanding"),
        ((True, True, False), "dominant"),
        ((True, False, True), "dangerous"),
        ((False, True, True), "dependent"),
        ((True, True, True), "definitive"),
        ((False, False, False), "non-stakeholder"),
    ],
)
def test_all_known_is_one_class(known: tuple[bool, bool, bool], expected: str) -> None:
    assert salience(*known) == {expected}


def test_each_unknown_doubles_what_is_possible() -> None:
    for given_ in product((True, False, None), repeat=3):
        possible = salience(*given_)
        assert len(possible) == 2 ** given_.count(None)
        for attributes, name in CLASSES.items():
            fits = all(one is None or one == two for one, two in zip(given_, attributes, strict=True))
            assert (name in possible) == fits
