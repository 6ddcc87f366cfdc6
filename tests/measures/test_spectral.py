"""PageRank, Katz and eigenvector: by hand, published, dense, and as NetworkX and igraph have them."""

from __future__ import annotations

import math

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.eigenvector import eigenvector
from queries.measures.influence import total_influence
from queries.measures.katz import katz
from queries.measures.pagerank import pagerank
from queries.measures.radius import radius
from tests.measures.layers import awkward
from tests.oracle import spectral as oracle

MEASURES = (pagerank, katz, eigenvector)


def layer(rows: object) -> csr_array:
    return csr_array(np.array(rows, float))


@st.composite
def squares(draw: st.DrawFn, symmetric: bool = False) -> np.ndarray:
    """Weights among up to seven: loops, isolates, several pieces, chains."""
    n = draw(st.integers(1, 7))
    cells = draw(st.lists(st.sampled_from([0, 0, 0, 1, 2, 5]), min_size=n * n, max_size=n * n))
    w = np.array(cells, float).reshape(n, n)
    return w + w.T if symmetric else w


# -- PageRank ------------------------------------------------------------------------------


def test_pagerank_of_langville_and_meyer() -> None:
    """Six pages, damping .9: "Google's PageRank and beyond" (2006), ch. 4, section 4.5, their pi'."""
    links = {1: (2, 3), 2: (), 3: (1, 2, 5), 4: (5, 6), 5: (4, 6), 6: (4,)}
    w = np.zeros((6, 6))
    for a, to in links.items():
        for b in to:
            w[a - 1, b - 1] = 1
    expected = [0.03721, 0.05396, 0.04151, 0.3751, 0.206, 0.2862]
    assert pagerank(layer(w), 0.9).round(4).tolist() == pytest.approx(expected, abs=6e-5)


@settings(max_examples=300)
@given(squares(), st.sampled_from([0.0, 0.5, 0.85, 0.99, 0.999]))
def test_pagerank_is_the_solution(w: np.ndarray, damping: float) -> None:
    found = pagerank(layer(w), damping)
    assert found == pytest.approx(oracle.pagerank(w, damping), abs=1e-10)
    assert found.sum() == pytest.approx(1)


@settings(max_examples=300)
@given(squares(), st.sampled_from([0.0, 0.5, 0.85, 0.99, 0.999]), st.integers(2, 9))
def test_in_how_many_blocks_it_is_worked_out_does_not_matter(
    w: np.ndarray, damping: float, blocks: int
) -> None:
    found = pagerank(layer(w), damping, blocks=blocks)
    assert found == pytest.approx(oracle.pagerank(w, damping), abs=1e-10)
    assert found.sum() == pytest.approx(1)


@pytest.mark.parametrize("damping", [0.995, 0.999])
def test_pagerank_ends_where_rounding_goes_round_in_a_circle(damping: float) -> None:
    # what rounding leaves in 0 -> 1 -> 2 -> 0 comes back in each third step, larger than what is asked for
    w = np.zeros((6, 6))
    for a, b in ((0, 1), (1, 2), (2, 0), (3, 2), (4, 4), (5, 2)):
        w[a, b] = 0.2 + a / 7
    assert pagerank(layer(w), damping) == pytest.approx(oracle.pagerank(w, damping), abs=1e-10)


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_pagerank_is_that_of_networkx_and_igraph(seed: int) -> None:
    g = nx.gnp_random_graph(30, 0.08, seed=seed, directed=True)
    rng = np.random.default_rng(seed)
    nx.set_edge_attributes(g, {edge: float(rng.integers(1, 9)) for edge in g.edges}, "weight")
    found = pagerank(csr_array(nx.to_scipy_sparse_array(g, dtype=float, format="csr")))
    theirs = nx.pagerank(g, tol=1e-12, max_iter=1000)
    assert found == pytest.approx(np.array([theirs[n] for n in g]), abs=1e-9)
    weights = [d["weight"] for *_, d in g.edges(data=True)]
    other = igraph.Graph(n=30, edges=list(g.edges), directed=True)
    assert found == pytest.approx(np.array(other.pagerank(weights=weights)), abs=1e-9)


@pytest.mark.parametrize("blocks", [1, 6])
def test_pagerank_does_not_stop_early_in_a_large_network(blocks: int) -> None:
    """NetworkX stops at n x 1e-6 by default: at 20,000 nodes some of its values are off by percents."""
    rng = np.random.default_rng(3)
    a, b = rng.integers(0, 20_000, 60_000), rng.power(3, 60_000) * 20_000
    w = csr_array((np.ones(60_000), (a, b.astype(int))), (20_000, 20_000))
    r = pagerank(w, blocks=blocks)
    total = np.asarray(w.sum(axis=1)).ravel()
    shares = csr_array(w.multiply(1 / np.where(total > 0, total, 1)[:, None]))
    again = 0.85 * (shares.T @ r + r[total == 0].sum() / 20_000) + 0.15 / 20_000
    assert np.abs(again - r).sum() < 1e-11


def test_a_layer_large_enough_for_several_blocks_has_the_values_of_one() -> None:
    rng = np.random.default_rng(4)
    w = csr_array((rng.random(300_000), rng.integers(0, 30_000, (2, 300_000))), (30_000, 30_000))
    assert np.abs(pagerank(w) - pagerank(w, blocks=1)).sum() < 2e-12


def test_pagerank_forgets_strength() -> None:
    """One weak tie as only way out passes on as much as a strong one."""
    assert pagerank(layer([[0, 0.01], [0, 0]])).tolist() == pagerank(layer([[0, 9.0], [0, 0]])).tolist()


@given(squares())
def test_an_isolate_changes_no_ratio_of_pagerank(w: np.ndarray) -> None:
    wider = np.zeros((len(w) + 1,) * 2)
    wider[:-1, :-1] = w
    alone, beside = pagerank(layer(w)), pagerank(layer(wider))[:-1]
    assert beside / beside.sum() == pytest.approx(alone)


# -- Katz ----------------------------------------------------------------------------------


@settings(max_examples=300)
@given(squares(), st.floats(0, 0.95))
def test_katz_is_the_solution_and_counts_what_comes_in(w: np.ndarray, part: float) -> None:
    alpha = part / max(oracle.radius(w), 1.0)
    assert katz(layer(w), alpha) == pytest.approx(oracle.katz(w, alpha), rel=1e-8)


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_katz_is_that_of_networkx(seed: int) -> None:
    g = nx.gnp_random_graph(20, 0.15, seed=seed, directed=True)
    w = csr_array(nx.to_scipy_sparse_array(g, dtype=float, format="csr"))
    alpha = 0.5 / max(radius(w), 1.0)
    theirs = nx.katz_centrality(g, alpha, tol=1e-13, max_iter=100_000)
    assert katz(w, alpha, normalised=True) == pytest.approx(np.array([theirs[n] for n in g]), abs=1e-9)


@given(squares())
def test_total_influence_is_katz_on_the_layer_turned_round(w: np.ndarray) -> None:
    b = 0.4 / max(oracle.radius(w), 1.0)
    assert total_influence(layer(w), b) == pytest.approx((katz(layer(w.T), b) - 1) / b, rel=1e-6, abs=1e-8)


def test_katz_beyond_the_radius_is_refused_where_a_solver_would_give_numbers() -> None:
    """A hub of degree 120: radius is its root, 10.95, so alpha = .1 is too large; the dense "solution" has
    negative values."""
    hub = np.zeros((121, 121))
    hub[0, 1:] = hub[1:, 0] = 1
    assert oracle.katz(hub, 0.1).min() < 0
    with pytest.raises(AantafelError):
        katz(layer(hub), 0.1)
    assert katz(layer(hub)).min() >= 1
    with pytest.raises(AantafelError):
        katz(layer(hub), -0.01)


# -- eigenvector ---------------------------------------------------------------------------


def test_a_path_of_three_by_hand() -> None:
    """lambda = root of 2; the middle has root of 2 times what the ends have."""
    found = eigenvector(layer([[0, 1, 0], [1, 0, 1], [0, 1, 0]]))
    assert found.tolist() == pytest.approx([0.5, 1 / math.sqrt(2), 0.5])


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_eigenvector_is_that_of_networkx_and_igraph_in_one_piece(seed: int) -> None:
    g = nx.gnp_random_graph(15, 0.3, seed=seed)
    assume(nx.is_connected(g))
    found = eigenvector(csr_array(nx.to_scipy_sparse_array(g, dtype=float, format="csr")))
    theirs = nx.eigenvector_centrality_numpy(g)
    assert found == pytest.approx(np.array([theirs[n] for n in g]), abs=1e-7)
    other = np.array(igraph.Graph(n=15, edges=list(g.edges)).eigenvector_centrality())
    assert found / found.max() == pytest.approx(other, abs=1e-6)


@settings(max_examples=200)
@given(squares())
def test_eigenvector_holds_its_equation_or_is_refused(w: np.ndarray) -> None:
    try:
        x = eigenvector(layer(w))
    except AantafelError:
        return
    assert (x >= 0).all()
    assert np.linalg.norm(x) == pytest.approx(1)
    assert w.T @ x == pytest.approx(oracle.radius(w) * x, abs=1e-7)


def test_hundreds_of_symmetric_layers_have_the_dense_vector_or_none() -> None:
    told = 0
    for one in awkward(400):
        w = np.array(one) + np.array(one).T
        if not w.any():
            continue
        values, vectors = np.linalg.eigh(w)
        if len(w) > 1 and values[-1] - values[-2] < 1e-9 * values[-1]:
            with pytest.raises(AantafelError, match="equally"):
                eigenvector(csr_array(w))
            continue
        assert eigenvector(csr_array(w)) == pytest.approx(abs(vectors[:, -1]), abs=1e-9)
        told += 1
    assert told > 250


def test_the_strongest_node_may_be_in_another_piece() -> None:
    """A star of nine: strength 9, radius 3.  Four who are all tied by 2: strength 6 and radius 6."""
    w = np.zeros((14, 14))
    w[0, 1:10] = w[1:10, 0] = 1
    w[10:, 10:] = 2 * (1 - np.eye(4))
    assert eigenvector(csr_array(w)) == pytest.approx([0.0] * 10 + [0.5] * 4)


def test_a_weaker_piece_has_nothing_and_changes_nothing() -> None:
    w = np.zeros((6, 6))
    w[:3, :3] = layer([[0, 2, 1], [2, 0, 0], [1, 0, 0]]).toarray()
    alone = eigenvector(csr_array(w[:3, :3]))
    w[3, 4] = w[4, 3] = 1
    found = eigenvector(csr_array(w))
    assert found[:3] == pytest.approx(alone, abs=1e-12)
    assert found[3:].tolist() == [0, 0, 0]


def test_a_large_grid_that_mixes_slowly_has_its_sines() -> None:
    """The eigenvalues of a grid of 20 x 60 stand close to each other: Lanczos's first vectors do not tell."""
    grid = nx.to_scipy_sparse_array(nx.grid_2d_graph(20, 60), dtype=float, format="csr")
    sines = np.outer(np.sin(np.arange(1, 21) * math.pi / 21), np.sin(np.arange(1, 61) * math.pi / 61)).ravel()
    assert eigenvector(csr_array(grid)) == pytest.approx(sines / np.linalg.norm(sines), abs=1e-8)


def test_a_layer_that_is_symmetric_but_for_one_weight_is_not_taken_for_one() -> None:
    w = np.ones((6, 6)) - np.eye(6)
    w[0, 1] = 1.5
    values, vectors = np.linalg.eig(w.T)
    x = abs(vectors[:, values.real.argmax()].real)
    assert eigenvector(csr_array(w)) == pytest.approx(x / np.linalg.norm(x))


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_the_size_of_weights_does_not_matter(scale: float) -> None:
    w = layer([[0, 2, 1, 0], [2, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 3]])
    assert eigenvector(csr_array(w * scale)) == pytest.approx(eigenvector(w), rel=1e-9)


def test_a_direction_is_not_turned_round() -> None:
    """0 and 1 form a circle, 1 leads on to 2: who is led to has a value, who only leads has none."""
    out = eigenvector(layer([[0, 1, 0], [1, 0, 1], [0, 0, 0]]))
    back = eigenvector(layer([[0, 1, 0], [1, 0, 0], [0, 1, 0]]))
    assert out[2] > 0
    assert back[2] == 0


@pytest.mark.parametrize(
    "w",
    [
        [[0, 1, 0], [0, 0, 1], [0, 0, 0]],  # a chain: NetworkX shows a vector that looks right
        [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]],  # two pieces that are equally strong
        [[0, 0], [0, 0]],
    ],
)
def test_where_there_is_no_single_eigenvector_it_is_said(w: list[list[float]]) -> None:
    with pytest.raises(AantafelError):
        eigenvector(layer(w))


# -- laws ----------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", MEASURES)
@settings(max_examples=60)
@given(w=squares(symmetric=True), names=st.permutations(range(7)))
def test_names_do_not_matter(measure, w: np.ndarray, names: list[int]) -> None:  # type: ignore[no-untyped-def]
    order = np.array([one for one in names if one < len(w)])
    try:
        found = measure(layer(w))
    except AantafelError:
        with pytest.raises(AantafelError):
            measure(layer(w[order][:, order]))
        return
    assert measure(layer(w[order][:, order])) == pytest.approx(found[order], abs=1e-8)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("w", [csr_array((2, 3)), layer([[0, -1], [0, 0]]), layer([[0, np.nan], [0, 0]])])
def test_what_is_no_layer_is_refused(measure, w: csr_array) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(AantafelError):
        measure(w)


def test_nobody_and_one_alone() -> None:
    assert pagerank(csr_array((0, 0))).tolist() == katz(csr_array((0, 0))).tolist() == []
    assert (pagerank(csr_array((1, 1))).tolist(), katz(csr_array((1, 1))).tolist()) == ([1.0], [1.0])
    with pytest.raises(AantafelError):
        eigenvector(csr_array((0, 0)))
    for wrong in (1.0, -0.1, 2.0):
        with pytest.raises(AantafelError):
            pagerank(layer([[0, 1], [1, 0]]), wrong)
