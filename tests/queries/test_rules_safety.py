"""S: who may not be invited, who is asked first, who cannot share a room; pairs that differ in one fact."""

import pytest

from queries.findings import rules
from queries.guests import draft_list
from queries.hearing import Hearing
from queries.question import Brief, Finding
from queries.safety import Safety
from tests.queries.small import brief, net, node

ASKED = "safe_to_invite=yes asked_by=helpers asked_on=2026-09"
HARM = "cutters AFFECTED_BY water scale=3 state=actual"
SPEAKS = "union REPRESENTS cutters basis=elected risks=water places=IN/R"
PARTIES = [
    "WorkerGroup cutters IN/R",
    "TradeUnion union IN/R {}",
    f"NGO helpers IN/R {ASKED}",
    "Quarry pit IN/R",
    "Importer buyer NL",
    "Dialogue talk list_complete=yes",
]
INVITED = "{} TAKES_PART_IN talk role=participant status=invited"


def found(*ties: str, union: str = ASKED, level: str = "team") -> list[Finding]:
    made = net([line.format(union) for line in PARTIES], *ties, level=level)
    return list(rules(Hearing(Brief(made, draft_list(made, "talk"))), ("safety",)))


def codes(*ties: str, **more: object) -> list[str]:
    return sorted(one.code for one in found(*ties, **more))  # type: ignore[arg-type]


def invited(*names: str) -> list[str]:
    return [INVITED.format(name) for name in names]


def test_s001_takes_an_unsafe_guest_off_the_list() -> None:
    (one,) = found(*invited("union"), union="safe_to_invite=no asked_by=helpers")
    assert (one.code, one.severity, one.level) == ("S001", "stop", "team")
    assert codes(*invited("union")) == []


def test_s001_looks_at_helpers_too() -> None:
    door = "union TAKES_PART_IN talk role=door_opener"
    assert codes(door, union="safe_to_invite=no asked_by=helpers") == ["S001"]


def test_who_fears_somebody_is_unsafe_until_a_way_to_them_is_safe() -> None:
    fears = "union FEARS_REPRISAL_FROM pit"
    us = "buyer TAKES_PART_IN talk role=convener"
    first, second = "buyer KNOWS helpers safe={}", "helpers KNOWS union safe={}"
    ties = [*invited("union"), us, fears]
    assert codes(*ties) == ["S001"]
    assert codes(*ties, first.format("yes"), second.format("yes")) == []
    assert codes(*ties, first.format("yes"), second.format("no")) == ["S001"]
    assert codes(*ties, first.format("yes"), "helpers KNOWS union") == ["S001"]  # unknown is not safe
    assert codes(*ties, union=f"{ASKED} safe_channel=through_the_health_worker") == []


def test_s002_asks_first_once_for_all() -> None:
    (one,) = found(*invited("union", "helpers", "buyer"), union="")
    assert (one.code, one.severity, one.variant, one.values["n"]) == ("S002", "stop", "one", 1)
    assert codes(*invited("union", "helpers", "buyer")) == []


def test_s002_is_for_people_voices_defenders_and_doors_and_not_for_companies() -> None:
    assert codes(*invited("pit", "buyer")) == []
    parties = ["Expert guide IN", "Expert brave IN", "IndustryAssociation club IN", "Dialogue talk"]
    made = net(parties, *invited("brave", "club"), "guide TAKES_PART_IN talk role=interpreter")
    asked = Safety(Brief(made, draft_list(made, "talk"))).to_ask()
    assert asked == (node(made, "guide"),)


@pytest.mark.parametrize(
    ("power", "counts"),
    [
        ("pit EMPLOYS cutters", False),
        ("pit RECRUITS cutters", False),
        ("pit ADVANCES_CREDIT_TO cutters", False),
        ("pit KNOWS cutters", True),
    ],
)
def test_an_answer_that_somebody_with_power_over_them_gave_counts_as_not_asked(
    power: str, counts: bool
) -> None:
    ties = [*invited("union"), SPEAKS, power]
    answer = "safe_to_invite=yes asked_by=Pit asked_on=2026-09"
    assert (codes(*ties, union=answer) == []) is counts


def test_an_answer_that_an_official_gave_counts_as_not_asked() -> None:
    answer = "TradeUnion union IN/R safe_to_invite=yes asked_by=office"
    for kind, asked in (("GovernmentBody", True), ("Expert", False)):
        made = net([answer, f"{kind} office IN", "Dialogue talk"], *invited("union"))
        assert bool(Safety(Brief(made, draft_list(made, "talk"))).to_ask()) is asked


def test_do_not_know_is_no_answer() -> None:
    assert codes(*invited("union"), union="safe_to_invite=unknown asked_by=helpers") == ["S002"]


@pytest.mark.parametrize(
    "between", ["union FEARS_REPRISAL_FROM buyer", "union IN_CONFLICT_WITH buyer cannot_meet=yes"]
)
def test_s003_splits_the_session_without_naming_anybody(between: str) -> None:
    union = f"{ASKED} safe_channel=by_phone"
    (one,) = found(*invited("union", "buyer"), between, union=union)
    assert (one.code, one.severity, one.level) == ("S003", "stop", "team")
    assert one.nodes == {}
    assert codes(*invited("union", "helpers"), between, union=union) == []


def test_s003_sees_who_is_only_safe_apart() -> None:
    apart = ASKED.replace("=yes", "=only_apart")
    assert codes(*invited("union", "buyer"), union=apart) == ["S003"]
    assert codes(*invited("union"), union=apart) == []


def test_s003_lets_different_sessions_be() -> None:
    conflict = "union IN_CONFLICT_WITH buyer cannot_meet={}"
    at = [INVITED.format(name) + f" session={name}" for name in ("union", "buyer")]
    assert codes(*at, conflict.format("yes")) == []
    assert codes(*invited("union", "buyer"), conflict.format("no")) == []


def test_s004_sees_a_door_that_has_power_over_the_guest() -> None:
    through = INVITED.format("union") + " through="
    # a door is to be asked whether it is safe for itself, too
    assert codes(SPEAKS, "pit EMPLOYS cutters", through + "pit") == ["S002", "S004"]
    assert codes(SPEAKS, "pit EMPLOYS cutters", through + "helpers") == []
    assert codes(SPEAKS, "pit KNOWS cutters", through + "pit") == ["S002"]


@pytest.mark.parametrize(
    ("asked_on", "there"), [("2024-06", []), ("2024-05", ["S005"]), ("2023", ["S005"]), ("unknown", [])]
)
def test_s005_asks_again_when_the_answer_is_over_six_months_old(asked_on: str, there: list[str]) -> None:
    # the newest source is of 2024, so the list is judged in December: June is six months back
    assert codes(*invited("union"), union=f"safe_to_invite=yes asked_by=helpers asked_on={asked_on}") == there


def test_s006_looks_for_a_safe_way_to_hear_without_naming_the_voice() -> None:
    (one,) = found(HARM, SPEAKS, *invited("buyer"), union="safe_to_invite=no asked_by=helpers")
    assert (one.code, one.level) == ("S006", "team")
    assert "union" not in str(one.nodes)
    assert codes(HARM, SPEAKS, *invited("buyer")) == []


def test_s006_says_a_voice_that_is_feared_without_saying_so() -> None:
    fear = "cutters FEARS_REPRISAL_FROM union"
    made = net([line.format(ASKED) for line in PARTIES], HARM, SPEAKS, fear, *invited("union"))
    asked = Brief(made, draft_list(made, "talk"))
    (one,) = rules(Hearing(asked), ("safety",))
    assert one.code == "S006"
    for word in ("fear", "afraid", "union"):
        assert word not in one.sentence(asked, "en") + one.repair(asked, "en")


def test_no_finding_about_safety_leaves_the_team() -> None:
    ties = [HARM, SPEAKS, *invited("union", "buyer"), "union FEARS_REPRISAL_FROM buyer"]
    assert {one.level for one in found(*ties, union="")} == {"team"}
    assert found(*ties, union="", level="participants") == []


def test_where_sensitive_answers_are_hidden_nobody_is_called_not_asked_and_no_voice_is_named() -> None:
    unsafe = [line.format("safe_to_invite=no asked_by=helpers") for line in PARTIES]
    made = net(unsafe, HARM, SPEAKS, *invited("buyer", "helpers"), sensitive=False)
    made.graph["sensitive"] = False
    told = Hearing(Brief(made, draft_list(made, "talk")))
    assert not told.safety.visible
    assert list(rules(told, ("safety",))) == []
    (invite,) = [one for one in rules(told, ("voices",)) if one.code == "V002"]
    assert "union" not in invite.repair(told.brief, "en").replace("a union", "")


def test_an_unsafe_party_is_named_by_no_finding_but_the_one_that_takes_it_off() -> None:
    unsafe = [line.format("safe_to_invite=no asked_by=helpers") for line in PARTIES]
    funds = "buyer FUNDS union share_of_budget=.9 receiver_alternatives=none"
    for names in (("buyer",), ("union", "buyer")):
        made = net(unsafe, HARM, SPEAKS, funds, *invited(*names))
        asked = Brief(made, draft_list(made, "talk"))
        for one in rules(Hearing(asked), ("safety", "voices", "people", "dialogue")):
            said = one.sentence(asked, "en") + one.repair(asked, "en")
            assert "union" not in said.replace("a union", "") or one.code == "S001", one


def test_a_list_of_ones_own_is_asked_about_as_well() -> None:
    made = net([line.format("") for line in PARTIES])
    assert Safety(brief(made, ["union"])).to_ask() == (node(made, "union"),)


def test_nobody_is_asked_first_for_a_talk_that_was_held() -> None:
    parties = [
        "TradeUnion union IN",
        "Dialogue talk list_complete=yes",
        "Dialogue past list_complete=yes held=2023",
    ]
    asked = net(
        parties, "union TAKES_PART_IN talk role=participant", "union TAKES_PART_IN past role=participant"
    )
    for title, codes in (("talk", {"S002"}), ("past", set())):
        told = Hearing(Brief(asked, draft_list(asked, title)))
        assert {one.code for one in rules(told, ("safety",))} == codes
