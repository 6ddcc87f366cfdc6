"""Burt's four measures: against their formulas in plain loops, published numbers, NetworkX and igraph."""

import warnings
from collections.abc import Callable

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.structural_holes import (
    constraint,
    dyadic_constraint,
    effective_size,
    efficiency,
    hierarchy,
)
from queries.measures.triangles import Triangles
from tests.measures.layers import (
    LAYERS,
    Layer,
    awkward,
    csr,
    directed,
    in_order,
    ties,
    with_one_alone,
    without_loops,
)
from tests.oracle.structural_holes import Ego

Measure = Callable[..., "np.ndarray[tuple[int], np.dtype[np.float64]]"]
MEASURES: tuple[Measure, ...] = (constraint, effective_size, efficiency, hierarchy)
every_measure = pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.__name__)


def same(ours: object, theirs: object) -> bool:
    return bool(
        np.allclose(np.array(ours, float), np.array(theirs, float), rtol=1e-11, atol=1e-12, equal_nan=True)
    )


def by_formula(w: Layer, name: str) -> list[float | None]:
    return [getattr(Ego(w, i), name)() for i in range(len(w))]


@every_measure
def test_hundreds_of_layers_give_what_the_formula_gives(measure: Measure) -> None:
    for w in awkward(400):
        assert same(measure(csr(w)), by_formula(w, measure.__name__)), w


# -- published numbers ----------------------------------------------------------------------------

# Borgatti (1997), "Structural holes: unpacking Burt's redundancy measures", Connections 20(1), figure 1,
# of A to G: the effective size of G is 4.67.  The other numbers are those of NetworkX' own tests
# (test_structuralholes.py), "originally computed using the proprietary software UCINET and the free
# software IGraph, and then computed by hand".
A, B, C, D, E, F, G = range(7)
BORGATTI = [(A, B), (A, F), (A, G), (A, E), (E, G), (F, G), (B, G), (B, D), (D, G), (G, C)]
BORGATTI_WEIGHTS = (2, 3, 5, 2, 8, 3, 4, 1, 3, 10)
figure = ties(7, *BORGATTI, undirected=True)
weighted_figure = ties(
    7, *((i, j, w) for (i, j), w in zip(BORGATTI, BORGATTI_WEIGHTS, strict=True)), undirected=True
)
small = ties(3, (0, 1), (0, 2), (1, 0), (2, 1))
weighted_small = ties(3, (0, 1, 2), (0, 2, 2), (1, 0, 1), (2, 1, 1))


def test_the_published_effective_sizes_come_out() -> None:
    assert effective_size(figure)[[G, A, C]] == pytest.approx([4.67, 2.50, 1.00], abs=0.005)
    assert effective_size(weighted_figure)[[G, A, C]] == pytest.approx([5.47, 2.47, 1.00], abs=0.005)
    assert effective_size(small) == pytest.approx([1.167, 1.167, 1], abs=0.0005)
    assert effective_size(weighted_small) == pytest.approx([1.567, 1.083, 1], abs=0.0005)


def test_the_published_constraints_come_out() -> None:
    assert constraint(figure)[[G, A, C]] == pytest.approx([0.400, 0.595, 1.000], abs=0.0005)
    assert constraint(weighted_figure)[[G, A, C]] == pytest.approx([0.299, 0.795, 1.000], abs=0.0005)
    assert constraint(small) == pytest.approx([1.003, 1.003, 1.389], abs=0.0005)
    assert constraint(weighted_small) == pytest.approx([0.840, 1.143, 1.378], abs=0.0005)


def test_without_weights_effective_size_is_borgattis_formula() -> None:
    # n - 2t / n, t the ties among the n contacts: G has 6 contacts and A-B, A-E, A-F, B-D among them: 6 - 8/6
    assert effective_size(figure)[G] == pytest.approx(6 - 8 / 6)
    assert efficiency(figure)[G] == pytest.approx((6 - 8 / 6) / 6)
    for w in awkward(100, seed=3):
        plain = np.array(without_loops(w)) > 0
        layer = (plain | plain.T).astype(float)
        n = layer.sum(axis=0)
        t = np.diag(layer @ layer @ layer) / 2
        with np.errstate(invalid="ignore"):
            assert same(effective_size(csr(layer.tolist())), n - 2 * t / n)


# -- by hand --------------------------------------------------------------------------------------


def test_a_triangle_by_hand() -> None:
    # p = 1/2 each way: c = 2 (1/2 + 1/4)^2 = 1.125; size 2 - 2 (1/2); both contacts constrain alike
    ring = ties(3, (0, 1), (1, 2), (2, 0))
    assert same(constraint(ring), [1.125] * 3)
    assert same(effective_size(ring), [1.0] * 3)
    assert same(efficiency(ring), [0.5] * 3)
    assert same(hierarchy(ring), [0.0] * 3)


def test_a_star_by_hand() -> None:
    # nobody around the hub knows another: 4 (1/4)^2; the points depend on the hub alone
    star = ties(5, (0, 1), (2, 0), (0, 3), (4, 0))
    assert constraint(star).tolist() == [0.25, 1, 1, 1, 1]
    assert effective_size(star).tolist() == [4, 1, 1, 1, 1]
    assert efficiency(star).tolist() == [1, 1, 1, 1, 1]
    assert same(hierarchy(star), [0, np.nan, np.nan, np.nan, np.nan])


def test_one_contact_constrains_most_by_hand() -> None:
    # 0 has 3 to 1 and 1 to 2: c = (3/4)^2 = 9/16 and 1/16; mean 5/16, r = 9/5 and 1/5
    r = np.array([9 / 5, 1 / 5])
    assert hierarchy(ties(3, (0, 1, 3), (0, 2, 1)))[0] == pytest.approx(
        (r * np.log(r)).sum() / (2 * np.log(2))
    )


def test_who_only_receives_counts_like_who_only_gives() -> None:
    # trap: NetworkX 3.6 gives nan for nodes of a DiGraph without ties out (or in), depending on `nodes`
    gives, receives = ties(4, (0, 1), (0, 2), (0, 3), (1, 2)), ties(4, (1, 0), (2, 0), (3, 0), (2, 1))
    for measure in MEASURES:
        assert same(measure(gives), measure(receives))
    assert not np.isnan(constraint(gives)).any()


# -- against other libraries, where they are right ------------------------------------------------


def connected(w: Layer, values: object) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The values of nodes with ties out: the only ones NetworkX can do one by one."""
    return np.array(values, float)[[any(row[:i] + row[i + 1 :]) for i, row in enumerate(w)]]


def test_networkx_agrees_on_constraint() -> None:
    for w in map(without_loops, awkward(150, seed=4)):
        if any(map(any, w)):  # NetworkX divides by zero on no ties at all
            with np.errstate(all="ignore"):
                theirs = list(nx.constraint(directed(w), weight="weight").values())
            assert same(connected(w, constraint(csr(w))), connected(w, theirs)), w


def test_networkx_agrees_on_effective_size_node_by_node() -> None:
    # trap: over all nodes at once NetworkX 3.6.1 divides by the wrong node's largest tie
    differs = 0
    for w in map(without_loops, awkward(150, seed=5)):
        net = directed(w)
        theirs = [nx.effective_size(net, [i], weight="weight")[i] for i in net]
        ours = effective_size(csr(w))
        assert same(connected(w, ours), connected(w, theirs)), w
        differs += any(max(row) not in (0.0, max(map(max, w))) for row in w)
    assert differs > 20  # in so many layers the wrong division would show


def test_igraph_agrees_on_constraint() -> None:
    for w in map(without_loops, awkward(150, seed=6)):
        n = len(w)
        every = [(i, j) for i in range(n) for j in range(n) if w[i][j]]
        net = igraph.Graph(n, every, directed=True)
        theirs = net.constraint(weights=[w[i][j] for i, j in every])
        assert same(constraint(csr(w)), theirs), w


def test_the_largest_tie_is_the_contacts_own() -> None:
    # trap: all at once, NetworkX 3.6.1 gives 4/3, 8/5, 20/7 and 1 here; node by node it agrees with us.
    # 0 - 1 weighs 1, 0 - 2 weighs 2, 1 - 2 weighs 4, 2 - 3 weighs 8; size = contacts - sum of p_iq m_jq
    w = ties(4, (0, 1, 1), (0, 2, 2), (1, 2, 4), (2, 3, 8), undirected=True)
    by_hand = [
        2 - (2 / 3 * 4 / 4 + 1 / 3 * 4 / 8),  # 1 through 2, and 2 through 1
        2 - (4 / 5 * 2 / 2 + 1 / 5 * 2 / 8),  # 0 through 2, and 2 through 0
        3 - (4 / 14 * 1 / 2 + 2 / 14 * 1 / 4),  # 0 through 1, and 1 through 0; 3 knows neither
        1,
    ]
    assert effective_size(w) == pytest.approx(by_hand)
    net = nx.from_scipy_sparse_array(w)
    assert [nx.effective_size(net, [i], weight="weight")[i] for i in net] == pytest.approx(by_hand)


def test_igraph_agrees_on_the_karate_club() -> None:
    club = nx.karate_club_graph()
    net = igraph.Graph(list(club.edges))
    assert same(constraint(nx.to_scipy_sparse_array(club, weight=None, dtype=float)), net.constraint())


# -- draws: the triangles are found once ----------------------------------------------------------


@every_measure
def test_a_pair_that_is_not_kept_is_as_good_as_untied(measure: Measure) -> None:
    random = np.random.default_rng(7)
    for w in awkward(120, seed=7):
        t = Triangles(csr(w))
        keep = (random.random(len(t.low)) < 0.6).astype(float)
        left = [list(row) for row in w]
        for a, b, kept in zip(t.low, t.high, keep, strict=True):
            left[a][b], left[b][a] = left[a][b] * kept, left[b][a] * kept
        ours = measure(csr(w), t, keep)
        assert same(ours, measure(csr(left)))
        assert same(ours, by_formula(left, measure.__name__))


@every_measure
def test_keep_may_also_weight(measure: Measure) -> None:
    random = np.random.default_rng(8)
    for w in awkward(60, seed=8):
        t = Triangles(csr(w))
        keep = random.choice([0.0, 0.25, 3.0], len(t.low))
        other = [list(row) for row in w]
        for a, b, factor in zip(t.low, t.high, keep, strict=True):
            other[a][b], other[b][a] = other[a][b] * factor, other[b][a] * factor
        assert same(measure(csr(w), t, keep), by_formula(other, measure.__name__))


@every_measure
def test_single_directions_may_be_drawn_too(measure: Measure) -> None:
    random = np.random.default_rng(9)
    for w in awkward(60, seed=9):
        layer, t = csr(w), Triangles(csr(w))
        layer.data *= random.choice([0.0, 1.0, 2.0], layer.nnz)
        assert same(measure(layer, t), by_formula(layer.toarray().tolist(), measure.__name__))


@every_measure
def test_blocks_do_not_matter(measure: Measure) -> None:
    for w in awkward(40, seed=10):
        assert same(measure(csr(w), Triangles(csr(w), block=2, kept=0)), measure(csr(w)))


# -- laws -----------------------------------------------------------------------------------------


@given(LAYERS, st.sampled_from([1e-300, 0.5, 3.0, 1e6, 1e306]))
def test_scaling_all_weights_changes_nothing(w: Layer, by: float) -> None:
    for measure in MEASURES:
        assert same(measure(csr(w) * by), measure(csr(w)))


@given(LAYERS, st.data())
def test_the_order_of_nodes_does_not_matter(w: Layer, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(w))))
    for measure in MEASURES:
        assert same(measure(csr(in_order(w, order))), measure(csr(w))[order])


@given(LAYERS)
def test_somebody_without_ties_changes_nothing(w: Layer) -> None:
    for measure in MEASURES:
        assert same(measure(csr(with_one_alone(w))), [*measure(csr(w)), np.nan])


@given(LAYERS)
def test_direction_does_not_matter(w: Layer) -> None:
    turned = np.array(w).reshape(len(w), len(w)).T
    for measure in MEASURES:
        assert same(measure(csr(turned.tolist())), measure(csr(w)))
        assert same(measure(csr(w) + csr(turned.tolist())), measure(csr(w)))


@given(LAYERS)
def test_loops_are_left_out(w: Layer) -> None:
    for measure in MEASURES:
        assert same(measure(csr(without_loops(w))), measure(csr(w)))


@given(LAYERS)
def test_they_stay_within_their_range(w: Layer) -> None:
    layer = csr(w)
    number = np.array([len(Ego(w, i).contacts) for i in range(len(w))], dtype=float)
    tied, several = number > 0, number > 1
    for measure, defined in zip(MEASURES, (tied, tied, tied, several), strict=True):
        assert (np.isfinite(measure(layer)) == defined).all()
    n, slack = number[tied], 1e-12
    assert (constraint(layer)[tied] >= 1 / n - slack).all()
    assert (effective_size(layer)[tied] >= 1 - slack).all()
    assert (effective_size(layer)[tied] <= n + slack).all()
    assert (efficiency(layer)[tied] <= 1 + slack).all()
    assert ((hierarchy(layer)[several] >= 0) & (hierarchy(layer)[several] <= 1)).all()


@given(LAYERS)
def test_what_each_contact_adds_sums_to_constraint(w: Layer) -> None:
    parts = dyadic_constraint(csr(w)).toarray()
    total = np.nan_to_num(constraint(csr(w)))
    assert same(parts.sum(axis=1), total)
    for i in range(len(w)):
        ego = Ego(w, i)
        assert same(parts[i], [ego.c(j) if j in ego.contacts else 0.0 for j in range(len(w))])


# -- what is not there, or does not fit -----------------------------------------------------------


@every_measure
def test_nobody_and_one_alone_get_an_answer(measure: Measure) -> None:
    assert measure(csr_array((0, 0))).tolist() == []
    for w in (csr_array((1, 1)), csr([[5.0]])):
        assert same(measure(w), [np.nan])  # to be read as "no ties known", never as 0 or 1


@every_measure
def test_a_stored_tie_of_weight_0_is_no_tie(measure: Measure) -> None:
    w = csr([[0, 2, 1, 0], [0, 0, 4, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    zeros = csr_array((np.zeros(3), (np.array([0, 1, 3]), np.array([3, 3, 2]))), shape=(4, 4))
    with_zeros = csr_array(w + ties(4, (0, 3), (1, 3), (3, 2)))
    with_zeros.data[[2, 4, 5]] = 0.0
    assert (with_zeros.nnz, zeros.nnz, (with_zeros != w).nnz) == (6, 3, 0)
    assert same(measure(with_zeros), measure(w))
    assert same(measure(zeros), [np.nan] * 4)


def test_thousands_with_one_contact_are_exactly_equal() -> None:
    # trap: a difference of 1e-16 would rank them
    random = np.random.default_rng(3)
    hub = ties(3001, *((0, i, float(random.uniform(0.1, 9))) for i in range(1, 3001)))
    assert set(constraint(hub)[1:].tolist()) == {1.0}
    assert set(effective_size(hub)[1:].tolist()) == {1.0}


def test_parallel_ties_are_added() -> None:
    # trap: NetworkX' node list takes weight 1 for parallel ties; here 0-1 weighs 1 + 3, 0-2 and 1-2 2
    twice = csr_array(
        (np.array([1.0, 3.0, 2.0, 2.0]), np.array([1, 1, 2, 2]), np.array([0, 3, 4, 4])), shape=(3, 3)
    )
    once = ties(3, (0, 1, 4), (0, 2, 2), (1, 2, 2))
    for measure in MEASURES:
        assert same(measure(twice), measure(once))


@every_measure
def test_no_warning_is_given_and_no_infinity_either(measure: Measure) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for w in awkward(50, seed=11):
            for by in (1e-320, 1e306):
                assert not np.isinf(measure(csr(w) * by)).any()


@every_measure
def test_what_is_no_layer_is_refused_in_a_sentence(measure: Measure) -> None:
    with pytest.raises(AantafelError, match="2 x 3"):
        measure(csr_array((2, 3)))
    with pytest.raises(AantafelError, match="numbers from 0 up"):
        measure(csr([[0, -1], [1, 0]]))
    with pytest.raises(AantafelError, match="each of the 1 pairs"):
        measure(csr([[0, 1], [1, 0]]), None, np.ones(4))
    with pytest.raises(AantafelError, match="do not know"):
        measure(csr([[0, 1, 1], [1, 0, 0], [0, 0, 0]]), Triangles(ties(3, (0, 1))))
