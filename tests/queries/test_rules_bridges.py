"""B001, the single way to workers' groups: each time two small networks that differ in one fact."""

import pytest

from queries.findings import rules
from queries.hearing import hearing
from queries.question import Brief, Finding
from queries.rules.bridges import findings
from tests.queries.small import net

PARTIES = ["Importer M NL", "NGO N IN", "TradeUnion U IN", "WorkerGroup W IN headcount=40", "Supplier Y IN",
           "GovernmentBody G IN"]  # fmt: skip
SINGLE = ("M KNOWS N", "N KNOWS W", "W KNOWS U")


def found(*ties: str, parties: list[str] | None = None, **more: str) -> list[Finding]:
    return list(findings(hearing(Brief(net(parties or PARTIES, *ties, **more)))))  # type: ignore[arg-type]


def test_one_party_on_every_known_way_and_gone_with_a_second_contact() -> None:
    (one,) = found(*SINGLE)
    assert (one.code, one.variant, one.severity, one.level) == ("B001", "", "medium", "team")
    assert [place.at for place in one.evidence] == ["2", "3"]
    assert found(*SINGLE, "U KNOWS M") == []


def test_an_ngo_a_union_or_a_defender_is_not_named_as_that_door() -> None:
    brief = Brief(net(PARTIES, *SINGLE))
    (one,) = findings(hearing(brief))
    for lang in ("en", "nl"):
        said = f"{one.sentence(brief, lang)} {one.repair(brief, lang)}"
        assert "W" in said
        assert not {"N", "Y"} & set(said.replace(".", " ").replace(",", " ").split())
    assert set(one.nodes) == {"group"}


def test_an_office_is_named() -> None:
    brief = Brief(net(PARTIES, "M KNOWS G", "G KNOWS W"))
    (one,) = findings(hearing(brief))
    assert (one.variant, brief.name(str(one.nodes["Y"]))) == ("named", "G")


@pytest.mark.parametrize("hold", [
    "Y EMPLOYS W share_of_income=0.9", "Y RECRUITS W", "Y ADVANCES_CREDIT_TO W share_of_credit=0.5",
])  # fmt: skip
def test_who_gives_them_work_or_credit_is_a_door_and_no_end_of_the_way(hold: str) -> None:
    ties = ("M KNOWS Y", "Y KNOWS W")
    brief = Brief(net(PARTIES, *ties, hold))
    (one,) = findings(hearing(brief))
    assert (one.variant, one.severity, brief.name(str(one.nodes["Y"]))) == ("hold", "high", "Y")
    assert found(*ties) == []  # Y is then a company they know themselves


def test_groups_behind_one_door_are_said_in_one_sentence() -> None:
    parties = [*PARTIES, "WorkerGroup V IN headcount=40"]
    brief = Brief(net(parties, "M KNOWS N", "N KNOWS W", "N KNOWS V"))
    (one,) = findings(hearing(brief))
    assert {brief.name(group) for group in one.nodes["group"]} == {"V", "W"}


def test_of_doors_in_a_row_the_one_nearest_the_companies_counts() -> None:
    parties = [*PARTIES, "WorkerGroup V IN headcount=40", "NGO O IN"]
    (one,) = found("M KNOWS N", "N KNOWS U", "U KNOWS W", "N KNOWS O", "O KNOWS V", parties=parties)
    assert len(one.nodes["group"]) == 2


@pytest.mark.parametrize("extent", ["several", "unspecified"])
def test_a_name_for_several_is_no_single_way(extent: str) -> None:
    parties = [f"{p} extent={extent}" if p.startswith("NGO N") else p for p in PARTIES]
    assert found(*SINGLE, parties=parties) == []


def test_where_no_way_is_known_nothing_is_said() -> None:
    assert found("N KNOWS W") == []
    assert found("M KNOWS N") == []


def test_a_direct_contact_is_no_door() -> None:
    assert found("M KNOWS W") == []


@pytest.mark.parametrize("unsafe", ["WorkerGroup W", "NGO N"])
def test_nobody_is_looked_for_who_cannot_be_asked_safely(unsafe: str) -> None:
    parties = [f"{p} safe_to_invite=no" if p.startswith(unsafe) else p for p in PARTIES]
    assert found(*SINGLE, parties=parties) == []


def test_below_the_team_there_is_no_such_finding_and_no_trace_of_one() -> None:
    told = hearing(Brief(net(PARTIES, *SINGLE, level="participants")))
    assert list(rules(told, ("bridges",))) == []
    assert [one.code for one in rules(hearing(Brief(net(PARTIES, *SINGLE))), ("bridges",))] == ["B001"]


@pytest.mark.parametrize("variant", ["", "named", "hold"])
def test_sentences_hold_no_number_and_every_name(variant: str) -> None:
    brief = Brief(net(PARTIES))
    nodes = dict.fromkeys(("group", "Y"), brief.stakeholders()[0])
    one = Finding("B001", "medium", ("x",), nodes, variant=variant, level="team")
    for lang in ("en", "nl"):
        said = one.sentence(brief, lang) + one.repair(brief, lang)
        assert "{" not in said and not any(sign.isdigit() for sign in said)
