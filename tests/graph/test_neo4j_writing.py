"""Steps made ahead of the server: in their order, not too early, and with what went wrong in making one."""

from collections.abc import Iterator
from threading import Event

import pytest

from graph.neo4j_writing import Step, once, one_ahead

STEPS = [once(text) for text in ("first", "second", "third")]


def test_the_next_step_is_made_while_the_one_before_is_done() -> None:
    made = [Event() for _ in STEPS]

    def steps() -> Iterator[Step]:
        for step, event in zip(STEPS, made, strict=True):
            event.set()
            yield step

    coming = one_ahead(steps())
    assert next(coming) is STEPS[0]
    assert made[1].wait(60)  # though nobody asked for it yet
    assert not made[2].wait(0.1)  # and no further: their rows would be in memory too
    assert list(coming) == STEPS[1:]
    assert list(one_ahead([])) == []


def test_what_goes_wrong_in_making_a_step_ends_the_work_after_those_before_it() -> None:
    def steps() -> Iterator[Step]:
        yield STEPS[0]
        raise LookupError("no such row")

    done = []
    with pytest.raises(LookupError, match="no such row"):
        for step in one_ahead(steps()):
            done.append(step)
    assert done == STEPS[:1]


def test_who_stops_in_the_middle_waits_for_no_further_step() -> None:
    made: list[int] = []

    def steps() -> Iterator[Step]:
        for number in range(1000):
            made.append(number)
            yield STEPS[0]

    coming = one_ahead(steps())
    next(coming)
    coming.close()  # type: ignore[attr-defined]
    assert len(made) <= 2
