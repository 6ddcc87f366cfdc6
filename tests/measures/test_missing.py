"""Ties that may be missing: as many as asked for, between the right ones, never twice."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from queries.measures.missing import Added, Ties, joined, more_ties, worlds_with

# rows 0 to 3 are quarries, 4 to 9 buyers; 0 and 1 sell to 4 and 5
GROUP = np.array([0] * 4 + [1] * 6)
TIES = Ties(np.array([0, 1, 1]), np.array([4, 4, 5]), np.array([0.2, 0.4, 0.6]))
TAKEN = np.array([4, 14, 15])
ROOM = np.ones((10, 2))
NOBODY = np.zeros(0, np.int64)


def drawn(
    rate: float = 1.0, count: int = 400, seed: int = 1, room: np.ndarray = ROOM, **more: object
) -> Added:
    told = {"ties": TIES, "group": GROUP, "taken": TAKEN, **more}
    return more_ties(
        np.random.default_rng(seed), told["ties"], told["group"], told["taken"], room, rate, count
    )  # type: ignore[arg-type]


def test_they_join_the_kinds_that_such_ties_join_and_never_those_that_are_tied() -> None:
    found = drawn()
    assert set(found.i) == {0, 1, 2, 3} and set(found.j) == {4, 5, 6, 7, 8, 9}
    assert not np.isin(found.i * 10 + found.j, TAKEN).any()
    assert set(found.weight) == {0.2, 0.4, 0.6}


def test_all_who_may_be_tied_are_as_often() -> None:
    found = drawn(rate=1 / 3, count=21_000)
    count = np.unique(found.i * 10 + found.j, return_counts=True)[1]
    assert len(count) == 4 * 6 - 3
    assert count == pytest.approx(1000, abs=150)


def test_in_one_world_no_tie_is_added_twice_and_none_to_oneself() -> None:
    found = drawn(rate=6.0, count=50)
    key = (found.world * 10 + found.i) * 10 + found.j
    assert len(np.unique(key)) == len(key)
    same = drawn(ties=Ties(np.array([0]), np.array([1]), np.array([0.5])), taken=NOBODY, rate=8.0)
    assert (same.i != same.j).all()


@pytest.mark.parametrize("rate", [0.05, 0.15, 0.5, 1.0])
def test_the_rate_is_right_on_average(rate: float) -> None:
    found = drawn(rate=rate, count=20_000)
    assert len(found.i) / 20_000 == pytest.approx(rate * 3, abs=0.02)
    per_world = np.bincount(found.world, minlength=20_000)
    assert per_world.max() - per_world.min() <= 1  # never more than one apart


def test_where_everybody_is_tied_nothing_is_added() -> None:
    every = np.array([i * 10 + j for i in range(4) for j in range(4, 10)])
    assert len(drawn(taken=every).i) == 0
    assert len(drawn(taken=every[1:], rate=4.0, count=5).i) == 5  # one pair is left in each world
    assert len(drawn(ties=Ties(NOBODY, NOBODY, np.zeros(0))).i) == 0


def test_what_an_end_leaves_is_never_passed() -> None:
    room = ROOM.copy()
    room[2, 0], room[3, 0], room[9, 1] = 0.0, 0.1, 0.3
    found = drawn(room=room)
    assert 2 not in found.i
    assert (found.weight[found.i == 3] == 0.1).all()
    assert found.weight[found.j == 9].max() <= 0.3


def test_the_same_numbers_give_the_same_ties_and_others_others() -> None:
    assert all(np.array_equal(a, b) for a, b in zip(drawn(), drawn(), strict=True))
    assert not np.array_equal(drawn().i[:20], drawn(seed=2).i[:20])


@st.composite
def worlds(draw: st.DrawFn) -> tuple[np.ndarray, Added, int]:
    n, count = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    cell = st.sampled_from([0.0, 0.0, 0.3, 0.9])
    base = np.array(draw(st.lists(cell, min_size=n * n, max_size=n * n))).reshape(n, n)
    row = st.integers(0, n - 1)
    more = draw(
        st.lists(st.tuples(st.integers(0, count - 1), row, row, st.sampled_from([0.1, 0.6])), max_size=8)
    )
    parts = [Added(*(np.array([one]) for one in tie)) for tie in more]
    return base, joined(parts), count


@given(worlds())
@settings(max_examples=60)
def test_each_world_has_the_ties_of_the_map_and_its_own(told: tuple[np.ndarray, Added, int]) -> None:
    base, more, count = told
    expected = np.repeat(base[None], count, axis=0)
    for world, i, j, weight in zip(*more, strict=True):
        expected[world, i, j] = max(expected[world, i, j], weight)
    found = []
    for pattern, weights in worlds_with(csr_array(base), more, count):
        for at in range(weights.shape[1]):
            found.append(csr_array((weights[:, at], pattern.indices, pattern.indptr), base.shape).toarray())
    assert np.array_equal(np.array(found), expected)


def test_many_worlds_come_a_few_at_a_time() -> None:
    n, count = 2000, 30
    rng = np.random.default_rng(1)
    base = csr_array((np.ones(60_000), (rng.integers(0, n, 60_000), rng.integers(0, n, 60_000))), (n, n))
    base.sum_duplicates()
    more = Added(np.arange(count), np.zeros(count, int), np.ones(count, int), np.full(count, 7.0))
    sizes = [weights.shape[1] for _, weights in worlds_with(base, more, count)]
    assert len(sizes) > 1 and sum(sizes) == count
