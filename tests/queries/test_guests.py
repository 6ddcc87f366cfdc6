"""Who is on a guest list: drafted from claims, or named."""

import pytest

from graph.naming import NameNotFoundError
from graph.settings import Settings
from queries.guests import draft_list, list_from, together
from queries.question import Brief
from tests.queries.small import net, node

TALK = "Dialogue talk list_complete=yes"
PARTIES = ["Importer buyer NL", "NGO helpers IN", "TradeUnion union IN", "Expert guide NL", TALK]


def members(*ties: str, parties: list[str] = PARTIES, **more: str) -> list[str]:
    made = net(parties, *ties)
    guests = draft_list(made, **more)
    assert guests is not None
    return [made.nodes[one]["name"] for one in guests.members]


def test_guests_of_the_one_planned_dialogue_are_the_draft_list() -> None:
    made = net(PARTIES, "buyer TAKES_PART_IN talk role=participant status=considered")
    guests = draft_list(made)
    assert guests is not None
    assert (guests.title, guests.dialogue, guests.complete, guests.planned) == (
        "talk", node(made, "talk"), True, True,
    )  # fmt: skip
    assert guests.members == (node(made, "buyer"),)


def test_two_planned_dialogues_ask_for_a_name() -> None:
    parties = [*PARTIES, "Dialogue other"]
    ties = (
        "buyer TAKES_PART_IN talk role=participant status=invited",
        "union TAKES_PART_IN other role=participant status=invited",
    )
    assert draft_list(net(parties, *ties)) is None
    assert members(*ties, parties=parties, dialogue="other") == ["union"]
    named = net(parties, *ties, settings=Settings(dialogue="talk"))
    drafted = draft_list(named)
    assert drafted is not None and drafted.title == "talk"


def test_a_dialogue_that_was_held_is_not_the_planned_one() -> None:
    parties = [*PARTIES[:4], TALK + " held=2021"]
    tie = "buyer TAKES_PART_IN talk role=participant status=attended"
    assert draft_list(net(parties, tie)) is None
    drafted = draft_list(net(parties, tie), "talk")
    assert drafted is not None and not drafted.planned


def test_a_list_that_nobody_calls_complete_is_not() -> None:
    for said in ("", " list_complete=no", " list_complete=unknown"):
        parties = [*PARTIES[:4], f"Dialogue talk{said}"]
        drafted = draft_list(net(parties, "buyer TAKES_PART_IN talk role=participant status=invited"))
        assert drafted is not None and not drafted.complete


def test_the_newest_status_counts() -> None:
    invited = "union TAKES_PART_IN talk role=participant status=invited said_on="
    declined = "union TAKES_PART_IN talk role=participant status=declined said_on="
    assert members(invited + "2024-01", declined + "2024-02") == []
    assert members(invited + "2024-03", declined + "2024-02") == ["union"]


def test_of_one_day_the_later_step_counts() -> None:
    ties = [
        f"union TAKES_PART_IN talk role=participant status={status}" for status in ("declined", "invited")
    ]
    assert members(*ties) == []


@pytest.mark.parametrize("status", ["declined", "did_not_come", "deliberately_not_asked"])
def test_who_refused_or_was_not_asked_has_no_seat(status: str) -> None:
    assert members(f"union TAKES_PART_IN talk role=participant status={status}") == []


def test_who_only_acts_in_a_dialogue_has_no_seat() -> None:
    assert members("buyer TAKES_PART_IN talk", "union TAKES_PART_IN talk status=attended") == ["union"]


def test_helpers_hold_no_seat_and_those_through_whom_guests_are_reached_help() -> None:
    made = net(
        PARTIES,
        "guide TAKES_PART_IN talk role=interpreter status=accepted",
        "union TAKES_PART_IN talk role=participant status=invited through=helpers",
        "buyer TAKES_PART_IN talk role=funder",
    )
    guests = draft_list(made)
    assert guests is not None
    assert guests.members == (node(made, "union"),)
    assert set(guests.helpers) == {node(made, "guide"), node(made, "helpers")}


def test_a_list_of_ones_own_is_complete_and_names_each_once() -> None:
    made = net(PARTIES)
    guests = list_from(made, ["union", "Union", "buyer"])
    assert (guests.members, guests.complete) == ((node(made, "union"), node(made, "buyer")), True)


def test_a_name_that_nobody_has_is_refused_with_a_near_one() -> None:
    with pytest.raises(NameNotFoundError, match="union"):
        list_from(net(PARTIES), ["onion"])
    with pytest.raises(NameNotFoundError):
        draft_list(net(PARTIES), "no such talk")


def test_guests_of_different_sessions_do_not_sit_together() -> None:
    tie = "{} TAKES_PART_IN talk role=participant status=invited session={}"
    made = net(
        PARTIES,
        tie.format("buyer", "one"),
        tie.format("union", "two"),
        "helpers TAKES_PART_IN talk role=participant status=invited",
    )
    sat = {
        frozenset(made.nodes[one]["name"] for one in pair) for pair in together(Brief(made, draft_list(made)))
    }
    assert sat == {frozenset({"buyer", "helpers"}), frozenset({"union", "helpers"})}
