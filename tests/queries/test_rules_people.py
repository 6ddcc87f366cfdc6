"""P: seats of the people concerned, and guests who depend on guests; in pairs that differ in one fact."""

import pytest

from graph.settings import Plan, Settings
from queries.findings import rules
from queries.guests import draft_list
from queries.hearing import Hearing
from queries.question import Brief, Finding
from tests.queries.small import brief, net

PARTIES = [
    "WorkerGroup cutters IN/R",
    "TradeUnion union IN/R",
    "NGO helpers IN/R",
    "Quarry pit IN/R",
    "Importer buyer NL",
    "Dialogue talk list_complete=yes",
]
HARM = "cutters AFFECTED_BY water scale=3 state=actual"
SPEAKS = "union REPRESENTS cutters basis=elected risks=water places=IN/R"


def found(
    *ties: str, guests: tuple[str, ...], complete: bool = True, settings: Settings | None = None
) -> list[Finding]:
    asked = brief(net(PARTIES, *ties, settings=settings), guests, complete=complete, dialogue="talk")
    return list(rules(Hearing(asked), ("people",)))


def codes(*ties: str, **more: object) -> list[str]:
    made = found(*ties, **more)  # type: ignore[arg-type]
    return sorted(f"{one.code}.{one.variant}".rstrip(".") for one in made)


def test_p001_reserves_a_seat_for_the_people_concerned() -> None:
    assert codes(HARM, SPEAKS, guests=("buyer",)) == ["P001.none"]
    assert codes(HARM, SPEAKS, guests=("buyer", "union")) == []


def test_p001_cannot_tell_where_nobody_says_who_is_touched_or_who_else_comes() -> None:
    assert codes(SPEAKS, guests=("buyer",)) == []
    assert codes(HARM, SPEAKS, guests=("buyer",), complete=False) == []


def test_p001_is_not_said_where_a_seat_may_be_theirs() -> None:
    assert codes(HARM, SPEAKS.replace("basis=elected ", ""), guests=("union", "buyer")) == []


@pytest.mark.parametrize(("share", "there"), [(0.5, []), (0.51, ["P001"])])
def test_p001_holds_the_list_to_the_share_of_the_plan(share: float, there: list[str]) -> None:
    plan = Settings(plans={"talk": Plan(rights_share=share)})
    assert codes(HARM, SPEAKS, guests=("union", "buyer"), settings=plan) == there


@pytest.mark.parametrize(
    ("means", "tie"),
    [
        ("sales", "pit SUPPLIES buyer share_of_seller={} seller_alternatives=none"),
        ("credit", "buyer ADVANCES_CREDIT_TO pit share_of_credit={} debtor_alternatives=none"),
        ("budget", "buyer FUNDS pit share_of_budget={} receiver_alternatives=none"),
    ],
)
def test_p004_speaks_apart_with_a_guest_who_depends_on_another(means: str, tie: str) -> None:
    (one,) = found(tie.format(".51"), guests=("pit", "buyer"))
    assert (one.code, one.severity, one.values["means"]) == ("P004", "high", f"@P004.means.{means}")
    assert one.sure == "claimed" and one.evidence[0].file == "ties.csv"
    assert codes(tie.format(".5"), guests=("pit", "buyer")) == []
    assert codes(tie.format(".51"), guests=("pit",)) == []


def test_p004_is_not_said_of_a_share_that_nobody_states() -> None:
    assert codes("pit SUPPLIES buyer", guests=("pit", "buyer")) == []


def test_p004_speaks_for_those_who_depend_on_a_guest_through_their_delegates() -> None:
    employs = "pit EMPLOYS cutters share_of_income={} worker_alternatives=none"
    (one,) = found(SPEAKS, employs.format(".9"), guests=("union", "pit"))
    asked = brief(net(PARTIES, SPEAKS, employs.format(".9")), ["union", "pit"])
    assert one.sentence(asked, "en") == (
        "Speak with union apart first: pit, at the same table, decides on the income of those they speak for."
    )
    assert codes(SPEAKS, employs.format(".2"), guests=("union", "pit")) == []


def test_p004_judges_one_room() -> None:
    owes = "pit SUPPLIES buyer share_of_seller=.9 seller_alternatives=none"
    for session, there in (("morning", ["P004"]), ("evening", [])):
        made = net(
            PARTIES,
            owes,
            "pit TAKES_PART_IN talk role=participant status=invited session=morning",
            f"buyer TAKES_PART_IN talk role=participant status=invited session={session}",
        )
        asked = Brief(made, draft_list(made, "talk"))
        assert [one.code for one in rules(Hearing(asked), ("people",))] == there
