"""What passes through whom: by hand, by following every piece, and between the ends of all divisions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.passing import WIDTH, may_pass, passing_ends, reach
from tests.oracle.passing import Pair, divisions, passes, visits

NODES = range(4)
PARTS = st.dictionaries(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)),
    st.sampled_from([0.125, 0.25, 0.5, 1.0]),
    max_size=8,
)
OPEN = st.sets(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=4)


def matrix(parts: dict[Pair, float], n: int = 4) -> csr_array:
    dense = np.zeros((n, n))
    for pair, part in parts.items():
        dense[pair] = part
    return csr_array(dense)


def within_the_whole(parts: dict[Pair, float]) -> dict[Pair, float]:
    """Parts of which none exceeds its buyer's whole together with the others: some left out."""
    kept: dict[Pair, float] = {}
    for (buyer, supplier), part in sorted(parts.items()):
        if sum(p for (b, _), p in kept.items() if b == buyer) + part <= 1:
            kept[buyer, supplier] = part
    return kept


def ends(
    parts: dict[Pair, float], open_: set[Pair], start: int = 0, targets: tuple[int, ...] = tuple(NODES)
) -> list[tuple[float, float]]:
    low, high = passing_ends(matrix(parts), matrix(dict.fromkeys(open_, 1.0)), start, targets)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def test_a_part_of_a_part_passes_further_back() -> None:
    """0 gets 60 % from 1 and 40 % from 2; both get half from 3: .6 x .5 + .4 x .5."""
    parts = {(0, 1): 0.6, (0, 2): 0.4, (1, 3): 0.5, (2, 3): 0.5}
    assert ends(parts, set()) == [(0, 0), (0.6, 0.6), (0.4, 0.4), (0.5, 0.5)]


def test_what_goes_round_in_a_circle_counts_once() -> None:
    """0 gets all from 1, 1 half from 2, 2 all from 1: half of it comes by 2, all of it by 1, never more."""
    parts = {(0, 1): 1.0, (1, 2): 0.5, (2, 1): 1.0}
    assert ends(parts, set()) == [(0, 0), (1, 1), (0.5, 0.5), (0, 0)]
    assert ends(parts, set(), start=1)[1] == (0.5, 0.5)  # what comes back to 1


def test_a_circle_that_nothing_leaves_answers() -> None:
    """1 and 2 get everything from each other: it comes by both, and nothing from 3."""
    assert ends({(0, 1): 1.0, (1, 2): 1.0, (2, 1): 1.0}, set()) == [(0, 0), (1, 1), (1, 1), (0, 0)]


def test_what_still_goes_round_after_thousands_of_steps_lies_between_the_ends() -> None:
    """1 and 2 pass a millionth on to 3 each round: in the end all of it gets there."""
    low, high = ends({(0, 1): 1.0, (1, 2): 1.0, (2, 1): 1 - 1e-6, (2, 3): 1e-6}, set())[3]
    assert 0 < low < 0.02
    assert high == pytest.approx(1.0)


def test_two_open_suppliers_share_one_remainder() -> None:
    """0 has 40 % from 1 and nobody says how much from 2 and 3, both of whom get all from 1: 40 % to all."""
    parts = {(0, 1): 0.4, (2, 1): 1.0, (3, 1): 1.0}
    open_ = {(0, 2), (0, 3)}
    assert ends(parts, open_)[1:] == [
        (0.4, pytest.approx(1.0)),
        (0.0, pytest.approx(0.6)),
        (0.0, pytest.approx(0.6)),
    ]


def test_who_is_not_behind_has_nothing() -> None:
    assert ends({(1, 2): 1.0}, set()) == [(0, 0)] * 4


def test_shares_of_more_than_the_whole_are_scaled_down() -> None:
    found = ends({(0, 1): 0.9, (0, 2): 0.6}, {(0, 3)})
    assert [low for low, _ in found] == pytest.approx([0, 0.6, 0.4, 0])
    assert found[3] == (0, 0)  # nothing is left


def test_more_targets_than_fit_side_by_side() -> None:
    n = 3 * WIDTH
    shares = matrix({(0, i): 1 / (n - 1) for i in range(1, n)}, n)
    low, high = passing_ends(shares, csr_array((n, n)), 0, range(n))
    assert low.tolist() == high.tolist() == pytest.approx([0, *[1 / (n - 1)] * (n - 1)])


def test_no_targets_no_ends() -> None:
    low, high = passing_ends(matrix({(0, 1): 1.0}), csr_array((4, 4)), 0, [])
    assert low.tolist() == high.tolist() == []


def test_steps_are_counted_by_the_nearest_way() -> None:
    found = reach(matrix({(0, 1): 1.0, (1, 2): 1.0, (0, 2): 0.1, (2, 3): 1.0}), 0)
    assert dict(zip(found.rows.tolist(), found.steps.tolist(), strict=True)) == {0: 0, 1: 1, 2: 1, 3: 2}


@pytest.mark.parametrize("bad", [
    csr_array(np.ones((2, 3))), csr_array(np.array([[0, -0.5], [0, 0]])), csr_array([[0, np.inf], [0, 0]]),
])  # fmt: skip
def test_what_is_no_layer_is_refused(bad: csr_array) -> None:
    with pytest.raises(AantafelError):
        passing_ends(bad, csr_array(bad.shape), 0, [1])


def test_another_shape_is_refused() -> None:
    with pytest.raises(AantafelError):
        passing_ends(matrix({}), csr_array((3, 3)), 0, [1])


def test_the_callers_matrix_stays_as_it_is() -> None:
    shares = matrix({(0, 1): 0.9, (0, 2): 0.6})
    before = shares.toarray()
    passing_ends(shares, csr_array((4, 4)), 0, [1])
    assert (shares.toarray() == before).all()


@given(PARTS)
def test_it_is_what_following_every_piece_gives(parts: dict[Pair, float]) -> None:
    parts = within_the_whole(parts)
    for target, (low, high) in enumerate(ends(parts, set())):
        assert low == high == pytest.approx(passes(parts, 0, target), abs=1e-8)


@given(PARTS)
def test_it_is_visits_over_one_and_the_visits_to_itself(parts: dict[Pair, float]) -> None:
    """T_ij / (1 + T_jj), where T has a value: nothing goes round for ever."""
    parts = {pair: part * 0.9 for pair, part in within_the_whole(parts).items()}
    for target, (low, _) in enumerate(ends(parts, set())):
        again = visits(parts, target, target)
        assert low == pytest.approx(visits(parts, 0, target) / (1 + again), abs=1e-8)


@given(PARTS, OPEN)
def test_no_division_of_what_is_missing_lies_outside_the_ends_and_some_reach_them(
    parts: dict[Pair, float], open_: set[Pair]
) -> None:
    parts = within_the_whole(parts)
    every = list(divisions(parts, open_, pieces=1 if len(open_) > 2 else 2))
    for target, (low, high) in enumerate(ends(parts, open_)):
        found = [passes(one, 0, target) for one in every]
        assert low == pytest.approx(min(found), abs=1e-6)
        assert high == pytest.approx(max(found), abs=1e-6)


@given(PARTS, OPEN, st.permutations(NODES))
def test_the_order_of_parties_does_not_matter(
    parts: dict[Pair, float], open_: set[Pair], order: list[int]
) -> None:
    moved = {(order[i], order[j]): part for (i, j), part in parts.items()}
    there = ends(moved, {(order[i], order[j]) for i, j in open_}, order[0], tuple(order))
    assert [x for pair in there for x in pair] == pytest.approx(
        [x for pair in ends(parts, open_) for x in pair], abs=1e-8
    )


@given(PARTS)
def test_without_a_circle_what_is_known_in_full_ends_somewhere(parts: dict[Pair, float]) -> None:
    """On a chain in which everybody's parts make up the whole, all of it comes by its first suppliers."""
    chain = {(i, j): part for (i, j), part in parts.items() if i < j}
    for buyer in NODES:
        own = [pair for pair in chain if pair[0] == buyer]
        for pair in own:
            chain[pair] = 1 / len(own)
    firsts = tuple(j for j in NODES if j > 0 and not any(b == j for b, _ in chain))
    total = sum(low for low, _ in ends(chain, set(), 0, firsts))
    assert total == pytest.approx(1.0 if any(b == 0 for b, _ in chain) else 0.0)


def test_a_screen_leaves_nobody_out_whom_more_than_the_bar_passes() -> None:
    """Of what 0 gets .6 passes 1 and .48 passes 2; of what 1 gets .8."""
    shares = matrix({(0, 1): 0.6, (1, 2): 0.8})
    assert [rows.tolist() for rows in may_pass(shares, [0, 1, 3], 0.5)] == [[1], [2], []]
    assert [rows.tolist() for rows in may_pass(shares, [0], 0.48)][0][:1] == [1]


def test_more_starts_than_are_looked_at_together() -> None:
    n = 3 * WIDTH
    shares = matrix({(i, i + 1): 1.0 for i in range(n - 1)}, n)
    found = [rows.tolist() for rows in may_pass(shares, range(n), 0.5)]
    assert found[-3:] == [[n - 2, n - 1], [n - 1], []]


@given(PARTS, st.sampled_from([0.1, 0.3, 0.5, 0.9]))
def test_a_screen_is_never_too_strict(parts: dict[Pair, float], bar: float) -> None:
    parts = within_the_whole(parts)
    for start, rows in zip(NODES, may_pass(matrix(parts), NODES, bar), strict=True):
        assert {row for row in NODES if passes(parts, start, row) > bar + 1e-9} <= set(rows.tolist())
