"""D: what a dialogue promises, offers and still owes; in pairs that differ in one fact."""

import pytest

from queries.findings import rules
from queries.hearing import Hearing
from queries.question import Brief, Finding
from tests.queries.small import brief, net

GUEST = "{} TAKES_PART_IN {} role=participant status=invited"
GOAL = "goal=talk_about_water"
PARTIES = ["WorkerGroup cutters IN/R", "TradeUnion union IN/R", "Importer buyer NL"]


def asked(*ties: str, talk: str = GOAL, level: str = "team", more: tuple[str, ...] = ()) -> Brief:
    made = net([*PARTIES, f"Dialogue talk {talk}", *more], *ties, level=level)
    return brief(made, ["union", "buyer"], dialogue="talk")


def found(*ties: str, talk: str = GOAL, level: str = "team", more: tuple[str, ...] = ()) -> list[Finding]:
    return list(rules(Hearing(asked(*ties, talk=talk, level=level, more=more)), ("dialogue",)))


def codes(*ties: str, **told: object) -> list[str]:
    made = found(*ties, **told)  # type: ignore[arg-type]
    return sorted(f"{one.code}.{one.variant}".rstrip(".") for one in made)


def test_d001_says_what_is_on_offer_where_guests_come_for_different_things() -> None:
    ties = [GUEST.format(who, "talk") + f" expects={what}" for who, what in
            (("union", "concrete_steps"), ("buyer", "meet"))]  # fmt: skip
    assert codes(*ties) == ["D001"]
    assert codes(ties[0], ties[1].replace("=meet", "=learn")) == []


def test_d001_asks_for_a_goal() -> None:
    assert codes(talk="") == ["D001.goal"]
    assert codes(talk=GOAL) == []


PROTECTED = f"{GOAL} safety_plan=a complaint_channel=b recorded=c"
CHOSEN = "union REPRESENTS cutters basis=elected"


@pytest.mark.parametrize("field", ["safety_plan", "complaint_channel", "recorded"])
def test_d003_arranges_protection_before_people_are_invited(field: str) -> None:
    without = " ".join(part for part in PROTECTED.split() if not part.startswith(field))
    (one,) = found(CHOSEN, talk=without)
    assert (one.code, one.severity) == ("D003", "high")
    assert codes(CHOSEN, talk=PROTECTED) == []


def test_d003_is_for_people_concerned_and_defenders() -> None:
    assert codes() == []
    made = net(["NGO brave IN defender=yes", f"Dialogue talk {GOAL}"])
    told = brief(made, ["brave"], dialogue="talk")
    assert [one.code for one in rules(Hearing(told), ("dialogue",))] == ["D003"]


def test_d003_says_what_is_missing_in_one_sentence() -> None:
    told = asked(CHOSEN, talk=GOAL)
    (one,) = rules(Hearing(told), ("dialogue",))
    assert one.sentence(told, "en") == (
        "Arrange a safety plan, a place to complain and what will be recorded before you invite."
    )


def test_d003_does_not_call_a_plan_missing_that_may_not_be_seen() -> None:
    assert codes(CHOSEN, talk=PROTECTED, level="participants") == []


OWED = "buyer COMMITS_TO round commitment=share_the_list due={} status={}"
ROUND = ("Dialogue round held=2020",)


@pytest.mark.parametrize(
    ("due", "status", "there"),
    [
        ("2023", "open", ["D004"]),
        ("2023", "under_way", ["D004"]),
        ("2023", "done", []),
        ("2023", "dropped", []),
        ("2025", "open", []),  # not due yet: the newest source is of 2024
        ("2024", "open", []),  # due by the end of this year
    ],
)
def test_d004_reports_back_on_promises_past_due(due: str, status: str, there: list[str]) -> None:
    ties = (OWED.format(due, status), GUEST.format("union", "round"))
    assert codes(*ties, more=ROUND) == there


def test_d004_is_about_dialogues_with_some_of_the_same_people() -> None:
    assert codes(OWED.format("2023", "open"), more=ROUND) == []


def test_d005_plans_the_other_half_too() -> None:
    talk = f"{GOAL} arena=chain risks=water"
    assert codes(talk=talk) == ["D005"]
    assert codes(talk=talk, more=("Dialogue home arena=home risks=water|wages",)) == []
    assert codes(talk=talk, more=("Dialogue home arena=home risks=wages",)) == ["D005"]


def test_d005_keeps_still_where_the_other_half_may_be_planned() -> None:
    talk = f"{GOAL} arena=chain risks=water"
    for other in ("Dialogue home risks=water", "Dialogue home arena=home", "Dialogue home arena=unknown"):
        assert codes(talk=talk, more=(other,)) == []
    assert codes(talk=GOAL) == []


def test_a_list_without_a_dialogue_has_no_such_findings() -> None:
    told = brief(net([*PARTIES, "Dialogue talk"]), ["union"])
    assert list(rules(Hearing(told), ("dialogue",))) == []
