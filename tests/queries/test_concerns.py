"""Concerns: which cells there are, and how heavily each may weigh."""

import pytest

from queries.concerns import concerns, contains, shown_place, steps, weight
from tests.queries.small import brief, net

GROUP = ["WorkerGroup cutters IN/R/K"]


def cells(*ties: str, parties: list[str] = GROUP) -> list[tuple[str, float, float]]:
    return [(one.place, one.low, one.high) for one in concerns(brief(net(parties, *ties)))]


def test_a_concern_lies_where_it_is_said_and_else_where_the_group_is() -> None:
    assert [place for place, _, _ in cells("cutters AFFECTED_BY water")] == ["IN / R / K"]
    assert [place for place, _, _ in cells("cutters AFFECTED_BY water place=IN/S")] == ["IN / S"]


def test_the_finer_place_replaces_the_coarser() -> None:
    found = cells(
        "cutters AFFECTED_BY water place=IN/R",
        "cutters AFFECTED_BY water place=IN/R/K",
        "cutters AFFECTED_BY water place=IN/R/M",
        "cutters AFFECTED_BY wages place=IN/R",
    )
    assert sorted(place for place, _, _ in found) == ["IN / R", "IN / R / K", "IN / R / M"]


def test_a_place_is_no_part_of_one_that_only_starts_alike() -> None:
    ties = ("cutters AFFECTED_BY water place=IN/Raj", "cutters AFFECTED_BY water place=IN/Rajasthan")
    assert len(cells(*ties)) == 2


def test_a_place_said_and_the_same_place_of_the_group_are_one_concern() -> None:
    # scale 3 from the one, scope 2 from the other; irremediability may still be anything: 3 x 3
    found = cells(
        "cutters AFFECTED_BY water scale=1 state=actual",
        "cutters AFFECTED_BY water scope=2 state=actual place=IN/R/K",
    )
    assert found == [("IN / R / K", 6.0, 9.0)]


def test_each_grade_is_folded_before_the_largest_counts() -> None:
    # the documented 1 beats the claimed 3; scope 2 is the largest
    found = cells(
        "cutters AFFECTED_BY water scale=3 scope=2 irremediability=1 state=actual source=a",
        "cutters AFFECTED_BY water scale=1 source=b confidence=documented",
    )
    assert found == [("IN / R / K", 6.0, 6.0)]


def test_what_a_source_denies_is_no_concern() -> None:
    ties = ["cutters AFFECTED_BY water source=a", "cutters AFFECTED_BY water source=b holds=no confidence={}"]
    assert len(cells(ties[0], ties[1].format("inferred"))) == 1
    assert cells(ties[0], ties[1].format("documented")) == []


@pytest.mark.parametrize(
    ("fields", "low", "high"),
    [
        ({"scale": 2, "scope": 3, "irremediability": 1, "state": "actual"}, 9, 9),
        ({"scale": 2, "scope": 1, "irremediability": 1, "state": "potential", "likelihood": 2}, 4, 4),
        ({"scale": 2, "scope": 1, "irremediability": 1, "state": "potential"}, 2, 6),
        ({"scale": 2, "state": "actual"}, 6, 9),  # a blank grade may be 3
        ({"scale": 3, "state": "actual"}, 9, 9),  # and cannot be more
        ({"state": "actual", "likelihood": 1}, 3, 9),  # what happens counts as 3
        ({"scale": 1, "scope": 1, "irremediability": 1, "likelihood": 2}, 2, 3),  # it may happen already
        ({"scale": "unknown", "state": "unknown", "likelihood": "unknown"}, 1, 9),
        ({}, 1, 9),
    ],
)
def test_a_weight_is_an_interval_over_what_nobody_said(
    fields: dict[str, object], low: float, high: float
) -> None:
    assert weight(fields) == (low, high)


def test_a_blank_place_lies_around_every_other() -> None:
    assert contains(steps(""), steps("IN / R")) and not contains(steps("IN / R"), steps(""))
    assert contains(steps("in / ríoja"), steps("IN / Rioja / Haro"))


def test_a_group_whose_name_is_hidden_shows_its_region_only() -> None:
    parties = ["WorkerGroup cutters IN/R/K headcount={}"]
    for people, place in (("4", "IN / R"), ("40", "IN / R / K")):
        made = net(
            [parties[0].format(people)], "cutters AFFECTED_BY water place=IN/R/K", level="participants"
        )
        asked = brief(made)
        (one,) = concerns(asked)
        assert shown_place(asked, one) == place
