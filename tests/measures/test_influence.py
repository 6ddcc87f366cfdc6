"""Total influence: against walks counted one by one, against NetworkX, and by hand."""

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.influence import attenuation, carried, total_influence
from queries.measures.radius import radius
from tests.oracle.influence import by_walks, largest_growth

WEIGHTS = st.sampled_from([0.0, 0.0, 0.0, 0.3, 0.6, 1.0])


@st.composite
def layers(draw: st.DrawFn, least: int = 0) -> list[list[float]]:
    n = draw(st.integers(least, 6))
    row = st.lists(WEIGHTS, min_size=n, max_size=n)
    w = draw(st.lists(row, min_size=n, max_size=n))
    return [[0.0 if i == j else w[i][j] for j in range(n)] for i in range(n)]


def csr(w: list[list[float]]) -> csr_array:
    return csr_array(np.array(w, dtype=float).reshape(len(w), len(w)))


@given(layers())
def test_it_is_the_sum_over_all_walks(w: list[list[float]]) -> None:
    b = 0.5 / max(largest_growth(w), 1.0)
    assert attenuation(csr(w)) == pytest.approx(b, rel=1e-8)
    b = attenuation(csr(w))
    assert total_influence(csr(w)) == pytest.approx(by_walks(w, b), rel=1e-9)


@given(layers(2))  # NetworkX 3.6 cannot do one node
def test_it_is_katz_on_the_reversed_graph(w: list[list[float]]) -> None:
    b = attenuation(csr(w))
    graph = nx.from_numpy_array(np.array(w), create_using=nx.DiGraph).reverse()
    katz = nx.katz_centrality_numpy(graph, alpha=b, beta=1, normalized=False, weight="weight")
    theirs = [(katz[i] - 1) / b for i in range(len(w))]
    assert total_influence(csr(w)) == pytest.approx(theirs, rel=1e-9, abs=1e-12)


def test_direction_matters() -> None:
    # 0 -> 1 -> 2: 0 moves 1 and half of what 1 moves; 2 moves nothing
    assert total_influence(csr([[0, 1, 0], [0, 0, 1], [0, 0, 0]])).tolist() == [1.5, 1.0, 0.0]


def test_a_chain_has_no_eigenvalue_however_long() -> None:
    n = 400
    chain = csr_array((np.ones(n - 1), (np.arange(n - 1), np.arange(1, n))), shape=(n, n))
    assert radius(chain) == 0
    assert attenuation(chain) == 0.5
    assert total_influence(chain)[0] == pytest.approx(2.0)  # 1 + 1/2 + 1/4 + …


@pytest.mark.parametrize(("there", "back"), [(0.9, 0.4), (1, 1), (0.3, 0.6), (4, 9)])
def test_two_who_influence_each_other_have_the_root_of_the_product(there: float, back: float) -> None:
    w = csr([[0, there], [back, 0]])
    assert radius(w) == pytest.approx(math.sqrt(there * back))
    b = 0.5 / max(math.sqrt(there * back), 1)
    # c0 = there (1 + b c1), c1 = back (1 + b c0)
    c0 = there * (1 + b * back) / (1 - b * b * there * back)
    assert total_influence(w)[0] == pytest.approx(c0)


def test_a_circle_far_from_a_star_decides_for_itself() -> None:
    # a hub over 50 others (row sum 50, no circle) and a pair: only the pair counts
    n = 53
    rows = [*[0] * 50, 51, 52]
    columns = [*range(1, 51), 52, 51]
    w = csr_array((np.ones(52), (rows, columns)), shape=(n, n))
    assert radius(w) == 1
    assert total_influence(w)[0] == 50


def test_a_large_circle_is_as_strong_as_a_small_one() -> None:
    n = 1000  # more than the dense matrix is used for
    ring = csr_array((np.full(n, 3.0), (np.arange(n), (np.arange(n) + 1) % n)), shape=(n, n))
    assert radius(ring) == pytest.approx(3.0)
    assert total_influence(ring) == pytest.approx(np.full(n, 6.0))  # c = 3 (1 + c / 6)


def test_a_large_tangle_agrees_with_its_dense_eigenvalues() -> None:
    n, rng = 400, np.random.default_rng(7)
    dense = (rng.random((n, n)) < 0.02) * rng.random((n, n))
    np.fill_diagonal(dense, 0)
    assert radius(csr_array(dense)) == pytest.approx(abs(np.linalg.eigvals(dense)).max(), rel=1e-8)


@given(layers(1), st.randoms(use_true_random=False))
def test_the_order_of_nodes_does_not_matter(w: list[list[float]], random: object) -> None:
    order = list(range(len(w)))
    random.shuffle(order)  # type: ignore[attr-defined]
    turned = [[w[i][j] for j in order] for i in order]
    assert total_influence(csr(turned)) == pytest.approx(total_influence(csr(w))[order])


@given(layers())
def test_somebody_without_ties_changes_nothing(w: list[list[float]]) -> None:
    n = len(w)
    more = [[*row, 0.0] for row in w] + [[0.0] * (n + 1)]
    assert total_influence(csr(more)).tolist() == pytest.approx([*total_influence(csr(w)), 0.0])


@given(layers())
def test_it_is_at_least_what_one_influences_directly_and_always_a_number(w: list[list[float]]) -> None:
    total = total_influence(csr(w))
    assert np.isfinite(total).all()
    assert (total >= np.array([sum(row) for row in w]) - 1e-12).all()


@given(layers())
def test_the_ties_of_one_add_up_to_its_total(w: list[list[float]]) -> None:
    matrix = csr(w)
    b, total = attenuation(matrix), total_influence(matrix)
    rows = np.repeat(np.arange(len(w)), np.diff(matrix.indptr))
    added = np.bincount(rows, carried(matrix, b, total), len(w))
    assert added == pytest.approx(total)


def test_nobody_and_one_alone_get_an_answer() -> None:
    assert total_influence(csr_array((0, 0))).tolist() == []
    assert total_influence(csr_array((1, 1))).tolist() == [0.0]


def test_parallel_ties_are_added_before_anything_is_measured() -> None:
    twice = csr_array((np.array([0.3, 0.4, 0.7]), np.array([1, 1, 0]), np.array([0, 2, 3])), shape=(2, 2))
    once = csr([[0, 0.7], [0.7, 0]])
    assert radius(twice) == pytest.approx(0.7)  # scipy's components alone would never end
    assert total_influence(twice) == pytest.approx(total_influence(once))
    assert twice.data.tolist() == [0.3, 0.4, 0.7]


@pytest.mark.parametrize("b", [-0.1, 1.0, 2.0])
def test_a_beta_out_of_range_is_refused(b: float) -> None:
    with pytest.raises(AantafelError, match="smaller beta"):
        total_influence(csr([[0, 1], [1, 0]]), b)


def test_without_a_circle_any_beta_will_do() -> None:
    assert total_influence(csr([[0, 1], [0, 0]]), 5.0).tolist() == [1.0, 0.0]


@pytest.mark.parametrize("weight", [-0.1, math.nan, math.inf])
def test_a_weight_that_is_no_weight_is_refused(weight: float) -> None:
    with pytest.raises(AantafelError, match="numbers from 0 up"):
        total_influence(csr([[0, weight], [0, 0]]))


def test_a_table_that_is_not_square_is_refused() -> None:
    with pytest.raises(AantafelError, match="2 x 3"):
        total_influence(csr_array((2, 3)))
