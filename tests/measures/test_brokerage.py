"""Brokerage roles: against all threes in plain loops, numbers of R's sna, and all graphs there are."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures import brokerage
from queries.measures.brokerage import ROLES, density, deviation, expected, roles, two_paths
from queries.measures.triangles import Triangles
from tests.measures.layers import (
    LAYERS,
    Layer,
    awkward,
    csr,
    in_order,
    ties,
    with_one_alone,
    without_loops,
)
from tests.oracle.brokerage import Roles, by_chance, open_two_paths
from tests.oracle.brokerage import roles as by_threes

NAMES = ("company", "state", "rights", "ngo")
Table = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
# Groups for the seven nodes a layer of LAYERS has at most.
GROUPS = st.lists(st.sampled_from(NAMES), min_size=8, max_size=8)


def table(found: list[Roles]) -> Table:
    return np.array([[each.get(name, 0.0) for name in ROLES] for each in found]).reshape(len(found), 5)


def some_groups(w: Layer, at: int) -> list[str]:
    draw = Random(at)
    return draw.choices(NAMES[: draw.randint(1, 4)], k=len(w))


@pytest.mark.parametrize("partial", [False, True])
def test_hundreds_of_layers_give_what_trying_all_threes_gives(partial: bool) -> None:
    total = np.zeros(5)
    for at, w in enumerate(awkward(500)):
        group = some_groups(w, at)
        ours = roles(csr(w), group, partial)
        assert ours == pytest.approx(table(by_threes(w, group, partial=partial)), abs=1e-12), (w, group)
        total += ours.sum(axis=0)
    assert (total > 100).all()  # every role occurs


@pytest.mark.parametrize(
    ("groups", "name"),
    [
        ("AAA", "coordinator"),
        ("BAB", "itinerant"),
        ("BAA", "gatekeeper"),
        ("AAB", "representative"),
        ("BAC", "liaison"),
    ],
)
def test_each_role_has_its_own_column(groups: str, name: str) -> None:
    # 0 -> 1 -> 2 and not 0 -> 2: 1 lets in, or brings out
    found = roles(ties(3, (0, 1), (1, 2)), list(groups))
    assert dict(zip(ROLES, found[1].tolist(), strict=True)) == {one: float(one == name) for one in ROLES}
    assert found[[0, 2]].sum() == 0


def test_a_tie_back_does_not_close_what_a_tie_on_does() -> None:
    group = [0, 0, 0]
    assert roles(ties(3, (0, 1), (1, 2), (2, 0)), group).sum() == 3  # a ring: each brokers for the others
    assert roles(ties(3, (0, 1), (1, 2), (0, 2)), group).sum() == 0
    assert roles(ties(2, (0, 1), (1, 0)), [0, 0]).sum() == 0  # there and back is no brokerage


# -- numbers of another program ---------------------------------------------------------------------

# R 4.2.2, sna 2.7-1: brokerage(m, cl), raw.nli, exp.nli and sd.nli, as printed to seven digits.
SNA_TIES = ((1, 2), (2, 3), (3, 4), (3, 5), (2, 4), (4, 6), (5, 1), (6, 7), (7, 8), (8, 1), (1, 3), (6, 5))
SNA_TIES += ((7, 2), (4, 8), (8, 4))
SNA = ties(8, *((i - 1, j - 1) for i, j in SNA_TIES))
SNA_GROUPS = [1, 1, 1, 1, 2, 2, 3, 2]
SNA_COLUMNS = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
# trap: in its code b_IO, the third column, is the representative, and in its manual the gatekeeper.
# Node 3 tells: 1 -> 3 -> 5 and 2 -> 3 -> 5 lead out of its group, and b_IO is 2 there.
SNA_RAW = [
    [0, 0, 0, 4, 0],
    [1, 0, 0, 2, 0],
    [1, 0, 2, 0, 0],
    [0, 1, 4, 0, 0],
    [0, 1, 1, 0, 0],
    [0, 0, 0, 1, 1],
    [0, 1, 0, 0, 1],
    [0, 1, 0, 0, 2],
]
# by group 1, 2, 3, and the total of the five
SNA_EXPECTED = [
    [0.3151763, 0.3151763, 0.6303526, 0.6303526, 0.3151763],
    [0.1050588, 0.6303526, 0.5252938, 0.5252938, 0.4202351],
    [0.0000000, 0.9455289, 0.0000000, 0.0000000, 1.2607052],
]
SNA_DEVIATION = [
    [0.6238000, 0.6238000, 1.0245837, 1.0245837, 0.6238000],
    [0.3154998, 0.9794210, 0.9353126, 0.9353126, 0.7610340],
    [0.0000000, 1.1612030, 0.0000000, 0.0000000, 1.4489800],
]
SNA_TOTAL = (2.206234, 2.293046)


def by_name(rows: list[list[float]]) -> Table:
    return np.array(rows, dtype=float)[:, [SNA_COLUMNS.index(name) for name in ROLES]]


def test_sna_counts_the_same() -> None:
    assert roles(SNA, SNA_GROUPS).tolist() == by_name(SNA_RAW).tolist()  # type: ignore[arg-type]


def test_sna_expects_the_same() -> None:
    assert density(SNA) == pytest.approx(0.2678571, abs=5e-8)
    of = np.array(SNA_GROUPS) - 1
    assert expected(SNA_GROUPS, SNA) == pytest.approx(by_name(SNA_EXPECTED)[of], abs=5e-7)
    assert deviation(SNA_GROUPS, SNA) == pytest.approx(by_name(SNA_DEVIATION)[of], abs=5e-7)
    # of the total: one group, the coordinator
    assert expected([0] * 8, SNA)[:, 0] == pytest.approx(SNA_TOTAL[0], abs=5e-7)
    assert deviation([0] * 8, SNA)[:, 0] == pytest.approx(SNA_TOTAL[1], abs=5e-7)


# -- what chance would give -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "group", ["AAA", "AAB", "ABC", "AAAA", "AAAB", "AABB", "AABC", "ABCD"], ids=lambda group: group
)
def test_it_is_the_mean_and_deviation_over_all_graphs_there_are(group: str) -> None:
    # 64 directed graphs of three nodes, 4,096 of four, each with its chance
    chances = (0.0, 0.2, 0.5, 0.9, 1.0)
    for d, nodes in zip(chances, by_chance(group, chances), strict=True):
        means = table([{name: mean for name, (mean, _) in each.items()} for each in nodes])
        variances = table([{name: variance for name, (_, variance) in each.items()} for each in nodes])
        assert expected(list(group), d) == pytest.approx(means, abs=1e-12)
        assert deviation(list(group), d) ** 2 == pytest.approx(variances, abs=1e-12)


def test_it_is_what_thousands_of_draws_give() -> None:
    n, d, draws = 9, 0.3, 2000
    group, random = list("AAAABBBCD"), np.random.default_rng(12)
    counts = []
    for _ in range(draws):
        drawn = random.random((n, n)) < d
        np.fill_diagonal(drawn, False)
        counts.append(roles(csr_array(drawn.astype(float)), group))
    mean, sd = expected(group, d), deviation(group, d)
    # the mean of 2,000 lies within 4 standard errors; a standard deviation of so many within 12 %
    assert (np.abs(np.mean(counts, axis=0) - mean) <= 4 * sd / np.sqrt(draws)).all()
    assert np.std(counts, axis=0) == pytest.approx(sd, rel=0.12)
    # two-paths share ties: were they independent, the liaisons of C would vary by 1.50 and not by 2.24
    assert np.sqrt(mean * (1 - d**2 * (1 - d)))[7, 4] == pytest.approx(1.50, abs=0.005)
    assert sd[7, 4] == pytest.approx(2.24, abs=0.005)


def test_chances_of_all_or_nothing_leave_nothing_to_broker() -> None:
    for d in (0, 1, 0.0, 1.0, csr_array((5, 5)), csr(np.ones((5, 5)).tolist())):
        assert expected(list("AABBC"), d).tolist() == deviation(list("AABBC"), d).tolist() == [[0.0] * 5] * 5


def test_many_thousands_of_groups_or_of_nodes_in_one_are_no_trouble() -> None:
    n = 200_000
    alone, together = np.arange(n), np.arange(n) % 2
    assert expected(alone, 0.1)[0].tolist() == pytest.approx([0, 0, 0, 0, 0.009 * (n - 1.0) * (n - 2)])
    assert (deviation(alone, 0.1)[:, :4] == 0).all()
    two = deviation(together, 0.1)
    assert (two[:, 4] == 0).all()  # two groups have no third, not by a rounding error either
    assert (two[:, :4] > 0).all()
    assert np.isfinite(two).all()


# -- partial credit ---------------------------------------------------------------------------------


def test_two_who_broker_for_the_same_two_share_the_credit() -> None:
    # 0 -> 1 -> 3 and 0 -> 2 -> 3: half each; 2 -> 3 -> 4 and 1 -> 3 -> 4 are 3's alone
    w = ties(5, (0, 1), (0, 2), (1, 3), (2, 3), (3, 4))
    group = list("AABBB")
    assert roles(w, group).sum(axis=1).tolist() == [0, 1, 1, 2, 0]
    shared = roles(w, group, partial=True)
    assert shared.sum(axis=1).tolist() == [0, 0.5, 0.5, 2, 0]
    assert shared[1].tolist() == [0, 0, 0, 0.5, 0]  # 1 brings A out to B
    assert shared[2].tolist() == [0, 0, 0.5, 0, 0]  # 2 lets A in


@given(LAYERS, GROUPS)
def test_credits_add_up_to_the_pairs_that_somebody_brokers(w: Layer, groups: list[str]) -> None:
    pairs = {(a, c) for a, _, c in open_two_paths(w)}
    assert roles(csr(w), groups[: len(w)], partial=True).sum() == pytest.approx(len(pairs))


def test_millions_of_two_paths_go_through_a_hub_in_blocks() -> None:
    # 1,500 give to the hub and take from it: 1499 x 1498 pairs, more than one block, none of them closed
    n = 1500
    w = ties(n, *((0, i) for i in range(1, n)), undirected=True)
    assert two_paths(w) == 1499 * 1498 > 2 * brokerage.BLOCK
    assert roles(w, [0] * n, partial=True)[0].tolist() == [1499 * 1498, 0, 0, 0, 0]


def test_a_larger_layer_agrees_with_matrices() -> None:
    # paths = A A; open where A is not; of one group the coordinator is all there is
    random = np.random.default_rng(2)
    a = (random.random((900, 900)) < 0.05).astype(float)
    np.fill_diagonal(a, 0)
    is_open = (1 - a) * (1 - np.eye(900))
    paths = a @ a * is_open
    assert paths.sum() > 1.5 * brokerage.BLOCK
    counts, credit = (
        np.einsum("ij,jk,ik->j", a, a, m, optimize=True) for m in (is_open, is_open / np.maximum(paths, 1))
    )
    w, one, two = csr_array(a), [0] * 900, np.arange(900) % 2
    assert roles(w, one)[:, 0].tolist() == counts.tolist()
    assert roles(w, one, partial=True)[:, 0] == pytest.approx(credit)
    assert roles(w, two).sum(axis=1).tolist() == counts.tolist()
    assert roles(w, two, partial=True).sum(axis=1) == pytest.approx(credit)


# -- laws -------------------------------------------------------------------------------------------


@given(LAYERS, GROUPS)
def test_roles_sum_to_all_open_two_paths(w: Layer, groups: list[str]) -> None:
    through = [v for _, v, _ in open_two_paths(w)]
    total = roles(csr(w), groups[: len(w)]).sum(axis=1)
    assert total.tolist() == [through.count(v) for v in range(len(w))]


@given(LAYERS, GROUPS, st.booleans())
def test_turning_all_ties_round_swaps_gatekeeper_and_representative(
    w: Layer, groups: list[str], partial: bool
) -> None:
    group, turned = groups[: len(w)], np.array(w).T.tolist()
    swapped = roles(csr(turned), group, partial)[:, [0, 1, 3, 2, 4]]
    assert swapped == pytest.approx(roles(csr(w), group, partial))


@given(LAYERS, GROUPS, st.data())
def test_the_order_of_nodes_does_not_matter(w: Layer, groups: list[str], data: st.DataObject) -> None:
    group, order = groups[: len(w)], data.draw(st.permutations(range(len(w))))
    for partial in (False, True):
        there = roles(csr(in_order(w, order)), [group[i] for i in order], partial)
        assert there == pytest.approx(roles(csr(w), group, partial)[order])
    there = deviation([group[i] for i in order], csr(in_order(w, order)))
    assert there == pytest.approx(deviation(group, csr(w))[order])


@given(LAYERS, GROUPS)
def test_names_weights_and_loops_do_not_matter(w: Layer, groups: list[str]) -> None:
    group = groups[: len(w)]
    numbers = [{"ngo": 0, "state": 9, "rights": 100, "company": 3}[one] for one in group]
    plain = (np.array(without_loops(w)) > 0).tolist()
    for partial in (False, True):
        ours = roles(csr(w), group, partial).tolist()
        assert roles(csr(w), numbers, partial).tolist() == ours
        assert roles(csr(w), np.array(numbers, dtype=np.uint8), partial).tolist() == ours
        assert roles(csr(plain), group, partial).tolist() == ours
        assert roles(csr(w) * 1e-300, group, partial).tolist() == ours
    assert density(csr(w)) == density(csr(plain))


@given(LAYERS, GROUPS)
def test_somebody_without_ties_changes_nothing(w: Layer, groups: list[str]) -> None:
    more, group = csr(with_one_alone(w)), groups[: len(w) + 1]
    for partial in (False, True):
        ours = roles(csr(w), group[:-1], partial).tolist()
        assert roles(more, group, partial).tolist() == [*ours, [0.0] * 5]


@given(LAYERS)
def test_one_bloc_has_coordinators_and_groups_of_one_have_liaisons_only(w: Layer) -> None:
    for partial in (False, True):
        together = roles(csr(w), [0] * len(w), partial)
        alone = roles(csr(w), list(range(len(w))), partial)
        assert together[:, 0] == pytest.approx(alone[:, 4])
        assert together[:, 1:].sum() == alone[:, :4].sum() == 0


@given(LAYERS, GROUPS)
def test_known_triangles_in_any_blocks_change_nothing(w: Layer, groups: list[str]) -> None:
    group = groups[: len(w)]
    for t in (Triangles(csr(w)), Triangles(csr(w), block=2, kept=0)):
        assert roles(csr(w), group, triangles=t).tolist() == roles(csr(w), group).tolist()


@given(LAYERS)
def test_two_paths_are_those_through_anyone_open_or_closed(w: Layer) -> None:
    n = range(len(w))
    every = [1 for a in n for v in n for c in n if len({a, v, c}) == 3 and w[a][v] and w[v][c]]
    assert two_paths(csr(w)) == len(every)


# -- what is not there, or does not fit -------------------------------------------------------------


def test_nobody_one_alone_and_two_get_an_answer() -> None:
    for n in range(3):
        w, group = csr_array((n, n)), [0] * n
        for partial in (False, True):
            assert roles(w, group, partial).tolist() == [[0.0] * 5] * n
        assert expected(group, w).tolist() == deviation(group, 0.5).tolist() == [[0.0] * 5] * n
        assert (density(w), two_paths(w)) == (0.0, 0)


def test_a_stored_tie_of_weight_0_is_no_tie() -> None:
    # 0 -> 1 -> 2 is open although 0 -> 2 is stored, and 2 -> 0 leads nowhere
    w = ties(3, (0, 1), (0, 2), (1, 2), (2, 0))
    w.data[[1, 3]] = 0.0
    assert w.nnz == 4
    for partial in (False, True):
        assert roles(w, [0, 0, 0], partial).tolist() == [[0.0] * 5, [1.0, 0, 0, 0, 0], [0.0] * 5]
    assert density(w) == pytest.approx(2 / 6)
    assert two_paths(w) == 1


def test_parallel_ties_count_once() -> None:
    twice = csr_array((np.ones(3), np.array([1, 1, 2]), np.array([0, 2, 3, 3])), shape=(3, 3))
    assert density(twice) == pytest.approx(2 / 6)
    for partial in (False, True):
        assert roles(twice, [0, 0, 0], partial).sum() == 1


@pytest.mark.parametrize(
    "group",
    [
        [0, 0],
        [0, 0, 0, 0],
        [[0], [0], [0]],
        [0, -1, 0],  # as pandas numbers what is missing: the unknown are no bloc
        [0.0, 1.0, np.nan],
        ["state", None, "ngo"],
    ],
)
def test_groups_that_do_not_fit_or_are_not_known_are_refused(group: list[object]) -> None:
    for partial in (False, True):
        with pytest.raises(AantafelError, match="one group for each of the 3 rows"):
            roles(csr_array((3, 3)), group, partial)  # type: ignore[arg-type]
    with pytest.raises(AantafelError, match="one group for each"):
        expected(group, csr_array((3, 3)))  # type: ignore[arg-type]


@pytest.mark.parametrize("chance", [-0.1, 1.1, np.nan, np.inf])
def test_a_chance_that_is_none_is_refused(chance: float) -> None:
    for measure in (expected, deviation):
        with pytest.raises(AantafelError, match="a density from 0 to 1"):
            measure([0, 0, 1], chance)


def test_what_is_no_layer_is_refused() -> None:
    with pytest.raises(AantafelError, match="2 x 3"):
        roles(csr_array((2, 3)), [0, 0])
    with pytest.raises(AantafelError, match="numbers from 0 up"):
        density(csr([[0, -1], [0, 0]]))
    with pytest.raises(AantafelError, match="pairs that these triangles do not know"):
        roles(ties(2, (0, 1)), [0, 0], triangles=Triangles(csr_array((2, 2))))
