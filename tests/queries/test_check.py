"""`check`: all findings in order, said as one where they are alike, and found again by their names."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import AantafelError
from queries.check import QUESTION, ask, headline, resolve, short_ids
from queries.findings import ordered, shown
from queries.question import Answer, Finding
from tests.queries.small import brief, net
from tests.queries.voice_cases import built, drawn

PARTIES = [
    "WorkerGroup cutters IN/R",
    "TradeUnion union IN/R",
    "MembersOrganisation committee IN/R form=employer_appointed_committee",
    "Quarry pit IN/R",
    "Customer town NL role=contracting_authority",
    "Importer buyer NL",
]
TIES = [
    "cutters AFFECTED_BY water scale=3 state=actual",
    "cutters AFFECTED_BY wages scale=3 state=actual",
    "union REPRESENTS cutters basis=elected risks=water|wages places=IN/R",
    "pit EMPLOYS cutters",
]


def checked(*guests: str) -> Answer:
    return ask(brief(net(PARTIES, *TIES), guests))


def test_safety_comes_first_then_the_worst_unheard_harm_then_severity_then_weight() -> None:
    told = [
        Finding("V003", "medium", ("a",), weight=9),
        Finding("D005", "note", ("a",)),
        Finding("V001", "high", ("a",), weight=2),
        Finding("V002", "high", ("b",), weight=9),
        Finding("V006", "high", ("a",), weight=1),
        Finding("S004", "high", ("a",)),
        Finding("S002", "stop", ("a",)),
    ]
    for order in (told, told[::-1]):
        assert [one.code for one in ordered(order)] == [
            "S002", "S004", "V006", "V002", "V001", "V003", "D005",
        ]  # fmt: skip


def test_findings_that_differ_only_in_the_risk_are_said_as_one() -> None:
    answer = checked("buyer")
    (invite,) = [one for one in answer.findings if one.code == "V002"]
    asked = brief(net(PARTIES, *TIES), ["buyer"])
    assert invite.sentence(asked, "en") == (
        "Invite a voice for cutters on “water” and “wages and a living wage”: one exists, not on your list."
    )
    assert len(invite.group) == 2
    assert {place.at for place in invite.evidence} == {"2", "3", "4"}


def test_a_finding_said_as_one_has_the_strictest_level_of_all() -> None:
    ties = [TIES[0], TIES[1] + " level=team", *TIES[2:]]
    answer = ask(brief(net(PARTIES, *ties), ["buyer"]))
    (invite,) = [one for one in answer.findings if one.code == "V002"]
    assert invite.level == "team"


def test_a_finding_stricter_than_the_network_is_not_shown() -> None:
    told = [Finding("V001", "high", ("a",), level=level) for level in ("public", "participants", "team")]
    assert [one.level for one in shown(told, "participants")] == ["public", "participants"]
    assert list(shown(told, "team")) == told


def test_rows_are_the_findings_in_their_order() -> None:
    answer = checked("buyer")
    assert [row["id"] for row in answer.rows] == [one.id for one in answer.findings]
    assert list(answer.rows[0]) == [column.name for column in answer.columns]


def test_without_a_list_nobody_is_missing_from_it() -> None:
    answer = ask(brief(net(PARTIES, *TIES)))
    assert not [one.code for one in answer.findings if one.code in ("V002", "V003", "V005", "P001", "S002")]
    assert answer.sentences("nl")[0] == "Geen gastenlijst gegeven: dit bekijkt alleen de kaart."


def test_the_headline_counts_guests_by_the_side_they_sit_on() -> None:
    found = headline(brief(net(PARTIES, *TIES), ["buyer", "town", "committee", "union"]))
    assert found.blocs == (("company", 2), ("rights", 1), ("state", 1))
    assert (found.guests, found.rights_seats, found.stakeholders) == (4, 1, 6)
    assert found.concerns == {
        "concerns": 2, "heard": 2, "in_person": 0, "elected": 2, "others": 0, "not_heard": 0, "unknown": 0,
    }  # fmt: skip
    assert headline(brief(net(PARTIES, *TIES))).guests is None


def test_a_side_that_the_user_set_wins() -> None:
    parties = [*PARTIES[:5], "Importer buyer NL bloc=process"]
    assert headline(brief(net(parties, *TIES), ["buyer"])).blocs == (("process", 1),)


@given(st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=60, unique=True))
def test_a_short_name_is_the_shortest_that_is_the_only_one(names: list[str]) -> None:
    findings = [Finding(f"V00{1 + len(name) % 2}", "high", (name,)) for name in names]
    short = short_ids(findings)
    ids = [one.id for one in findings]
    for one in findings:
        mine = short[one.id]
        assert [i for i in ids if i.startswith(mine)] == [one.id]
        assert len(mine) == 8 or len([i for i in ids if i.startswith(mine[:-1])]) > 1
        answer = Answer("check", (), (), tuple(findings))
        assert resolve(answer, mine) is one
        assert resolve(answer, one.id.upper()) is one


def test_a_finding_inside_another_is_found_by_its_name() -> None:
    answer = checked("buyer")
    (invite,) = [one for one in answer.findings if one.code == "V002"]
    (inner,) = [one for one in invite.group if one.id != invite.id]
    assert resolve(answer, inner.id) is inner
    assert resolve(answer, invite.id) is invite
    assert resolve(answer, invite.hash[:6]) is invite


@pytest.mark.parametrize(
    ("name", "way_out"), [("V002-zzz", "none here starts with"), ("V", "Add a digit"), ("", "none")]
)
def test_a_name_that_fits_none_or_many_says_the_way_out(name: str, way_out: str) -> None:
    with pytest.raises(AantafelError, match=way_out):
        resolve(checked("buyer", "committee"), name)


def test_the_question_is_called_check() -> None:
    assert (QUESTION.name, QUESTION.ask) == ("check", ask)


@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_the_order_of_claims_changes_no_finding(seed: int, order: int) -> None:
    case = drawn(random.Random(seed))
    once, again = (
        ask(brief(built(case, dice), case["guests"], complete=case["complete"]))
        for dice in (None, random.Random(order))
    )
    assert [(one.id, one.severity, one.sure) for one in once.findings] == [
        (one.id, one.severity, one.sure) for one in again.findings
    ]


RENAMED = {"cutters": "aaa", "village": "zzz", "helpers": "mmm", "union": "bbb"}
RENAMED |= {"committee": "yyy", "council": "ccc", "yard": "xxx"}


@given(st.integers(0, 2**32))
def test_other_names_give_the_same_findings(seed: int) -> None:
    case = drawn(random.Random(seed))
    other = dict(case)
    other["parties"] = {RENAMED[name]: party for name, party in case["parties"].items()}
    for key in ("affected", "speaks", "over", "causes", "fears"):
        other[key] = [tuple(_renamed(part) for part in told) for told in case[key]]
    other["needs"] = {(_renamed(a), _renamed(b)): ends for (a, b), ends in case["needs"].items()}
    other["guests"] = [RENAMED[name] for name in case["guests"]]
    counted = [
        sorted(
            (one.code, one.variant, one.severity, one.weight, len(one.evidence)) for one in answer.findings
        )
        for answer in (
            ask(brief(built(told), told["guests"], complete=told["complete"])) for told in (case, other)
        )
    ]
    assert counted[0] == counted[1]


def _renamed(part: object) -> object:
    return RENAMED.get(part, part) if isinstance(part, str) else part
