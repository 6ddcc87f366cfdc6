"""The story that the draft list tells: twelve guests, and each finding for its own reason, to the row."""

from collections import Counter

import networkx as nx
import pytest

from graph.facts import Facts
from ingest.examples import CASE
from queries.check import headline
from queries.question import Answer, Brief, Finding
from queries.register import QUESTIONS
from tests.case.reading import (
    INVENTED,
    PLANNED,
    STUDY,
    every_row,
    guests,
    line,
    node,
    rows,
    ties,
)

GUESTS, HARMED = (f"illustrative/{name}.csv" for name in ("guests", "harmed"))
VOICES, TRADE, WORK = (f"illustrative/{name}.csv" for name in ("voices", "trade", "work_and_money"))
SAFETY, DIALOGUES = "illustrative/safety.csv", "illustrative/dialogues.csv"


def about(answer: Answer, code: str, whole: nx.MultiDiGraph, **names: str) -> Finding:
    """The one finding of a rule that names these; names stand for the finding's own placeholders."""

    def named(finding: Finding, placeholder: str) -> set[str]:
        nodes = finding.nodes.get(placeholder, ())
        return {str(whole.nodes[n]["name"]) for n in ([nodes] if isinstance(nodes, str) else nodes)}

    found = [
        finding
        for finding in answer.findings
        if finding.code == code and all(name in named(finding, key) for key, name in names.items())
    ]
    (only,) = found
    return only


def rests_on(finding: Finding) -> set[tuple[str, str]]:
    return {(place.file, place.at) for place in finding.evidence}


# -- the size and the shape of the case --------------------------------------------------


def test_the_invented_part_has_forty_to_forty_seven_stakeholders_and_120_ties_or_more(
    whole: nx.MultiDiGraph,
) -> None:
    invented = [
        one
        for one, attributes in whole.nodes(data=True)
        if attributes["kind"] not in ("Risk", "Dialogue")
        and {said.claim.source for said in attributes["said"]} == {INVENTED}
    ]
    assert 40 <= len(invented) <= 47
    assert len(ties(whole, source=INVENTED)) >= 120


@pytest.mark.parametrize(
    "kind",
    [
        *("Quarry", "Supplier", "Importer", "Customer", "Financier", "GovernmentBody", "WorkerGroup"),
        *("Community", "TradeUnion", "MembersOrganisation", "NGO", "IndustryAssociation", "Expert"),
    ],
)
def test_the_invented_part_has_a(kind: str, whole: nx.MultiDiGraph) -> None:
    kinds = {
        attributes["kind"]
        for _, attributes in whole.nodes(data=True)
        if INVENTED in {one.claim.source for one in attributes["said"]}
    }
    assert kind in kinds


def test_a_port_a_ministry_and_a_bank_are_there(whole: nx.MultiDiGraph) -> None:
    roles = Counter(role for _, told in whole.nodes(data="role") for role in told or ())
    assert {"transporter", "ministry", "bank", "contracting_authority", "labour_contractor"} <= set(roles)


def test_the_draft_list_has_twelve_guests_of_the_kinds_that_go_wrong(whole: nx.MultiDiGraph) -> None:
    kinds = Counter(whole.nodes[node(whole, name)]["kind"] for name in guests(CASE))
    assert kinds["Importer"] + kinds["Supplier"] == 6
    assert kinds["GovernmentBody"] == 2
    assert kinds["Financier"] == 1
    assert kinds["NGO"] == 2
    assert kinds["MembersOrganisation"] == 1
    assert sum(kinds.values()) == 12
    committee = whole.nodes[node(whole, "Worker committee 1")]
    assert committee["form"] == "employer_appointed_committee"


def test_one_ngo_is_the_only_door_to_those_who_are_missing(whole: nx.MultiDiGraph) -> None:
    """Whoever else knows them is no guest: an ally who stays at home."""
    listed = guests(CASE)
    for missing in (
        "Self-help group of cobble makers",
        "Migrant quarry workers B",
        "Families with silicosis",
    ):
        known_by = {str(one["from"]) for one in ties(whole, "KNOWS", b=missing)}
        known_by |= {str(one["to"]) for one in ties(whole, "KNOWS", a=missing)}
        assert known_by & listed == {"Local NGO 1"}
    through = {row["through whom"] for row in every_row(CASE, "guests.csv") if row.get("through whom")}
    assert "Local NGO 1" in through


def test_safety_answers_come_from_somebody_without_power_and_are_about_this_list(
    whole: nx.MultiDiGraph,
) -> None:
    told = Facts(whole)
    power = ("EMPLOYS", "RECRUITS", "ADVANCES_CREDIT_TO", "FUNDS", "OWNS", "REGULATES", "INSPECTS")
    for row in rows(CASE, SAFETY):
        asker, asked = node(whole, row["asked by"]), node(whole, row["party"])
        theirs = {asked} | {fact.b for fact in told.out("REPRESENTS", asked)}
        assert not [
            fact for one in theirs for what in power for fact in told.into(what, one) if fact.a == asker
        ]
        assert asker != asked
        assert whole.nodes[asker]["kind"] == "NGO"
        assert row["asked for"] == PLANNED
        assert row["asked on"] < "2026-10"  # before the list was drafted


# -- the findings ------------------------------------------------------------------------


def test_ask_first_names_the_guests_whom_nobody_asked(checked: Answer, whole: nx.MultiDiGraph) -> None:
    finding = about(checked, "S002", whole)
    asked = {"Worker committee 1", "Local NGO 1", "Dutch NGO 1"}
    assert {whole.nodes[one]["name"] for one in finding.nodes["X"]} == asked
    assert rests_on(finding) == {line(GUESTS, dialogue=PLANNED, party=name) for name in asked}
    assert (finding.severity, finding.level) == ("stop", "team")


@pytest.mark.parametrize(
    ("group", "voice"),
    [
        ("Women cutting cobbles at home", "Self-help group of cobble makers"),
        ("Quarry workers A", "Mine workers' union R"),
    ],
)
def test_uninvited_names_a_voice_that_is_not_on_the_list(
    group: str, voice: str, checked: Answer, whole: nx.MultiDiGraph
) -> None:
    finding = about(checked, "V002", whole, group=group, voices=voice)
    assert line(VOICES, who=voice, does="speaks for") in rests_on(finding)
    assert voice not in guests(CASE)


def test_captured_names_the_committee_and_the_employer_that_appointed_it(
    checked: Answer, whole: nx.MultiDiGraph
) -> None:
    finding = about(
        checked, "V004", whole, X="Worker committee 1", Y="Cutting yard 1", group="Cutting yard workers"
    )
    assert finding.variant == "appointed_by"
    assert {
        line(VOICES, who="Worker committee 1", does="speaks for"),
        line(WORK, who="Cutting yard 1", does="employs"),
    } <= rests_on(finding)


def test_no_rights_holder_has_a_seat(checked: Answer, planned: Brief, whole: nx.MultiDiGraph) -> None:
    finding = about(checked, "P001", whole)
    assert finding.variant == "none"
    assert headline(planned).rights_seats == headline(planned).rights_maybe == 0
    assert rests_on(finding) >= {line(GUESTS, dialogue=PLANNED, party=g, role="guest") for g in guests(CASE)}


@pytest.mark.parametrize(
    ("guest", "other", "row"),
    [
        ("Cutting yard 1", "Exporter 1", (TRADE, {"who": "Cutting yard 1", "to_whom": "Exporter 1"})),
        ("Local NGO 1", "Dutch NGO 1", (WORK, {"who": "Dutch NGO 1", "to_whom": "Local NGO 1"})),
    ],
)
def test_two_guests_depend_on_another_guest(
    guest: str, other: str, row: tuple[str, dict[str, str]], checked: Answer, whole: nx.MultiDiGraph
) -> None:
    """80 % of it, and another is found with difficulty (.3): 0.8 × 0.7 = 0.56, more than half."""
    finding = about(checked, "P004", whole, X=guest, Y=other)
    assert rests_on(finding) == {line(row[0], CASE, **row[1])}


def test_one_sided_dependence_is_found_and_the_other_side_can_do_without(
    checked: Answer, whole: nx.MultiDiGraph
) -> None:
    """Migrants earn 90 % there and can go nowhere (.9); it finds others easily: 0.7 × 0.1 = 0.07."""
    finding = about(checked, "P006", whole, X="Migrant quarry workers B", Y="Sandstone quarry cluster B")
    assert (finding.severity, finding.variant) == ("high", "")
    assert rests_on(finding) == {line(WORK, who="Sandstone quarry cluster B", does="employs")}
    power = QUESTIONS["power"].ask(Brief(whole)).rows
    (row,) = [
        row
        for row in power
        if row["table"] == "dependence"
        and row["node"] == node(whole, "Migrant quarry workers B")
        and row["on"] == node(whole, "Sandstone quarry cluster B")
    ]
    assert row["value"] == (0.9, 0.9)
    assert row["back"] == (0.07, 0.07)


def test_unseen_are_residents_near_a_quarry_where_somebody_looked_for_voices(
    checked: Answer, whole: nx.MultiDiGraph
) -> None:
    finding = about(checked, "V001", whole, group="Residents near quarry K", risk="water")
    assert rests_on(finding) == {line(HARMED, group="Residents near quarry K")}
    assert not ties(whole, "REPRESENTS", b="Residents near quarry K")
    assert ties(whole, "REPRESENTS", a="Local NGO 2", b="Quarry workers K")  # so somebody looked there


@pytest.mark.parametrize("group", ["Migrant quarry workers B", "Families with silicosis"])
def test_only_a_proxy_speaks_for(group: str, checked: Answer, whole: nx.MultiDiGraph) -> None:
    finding = about(checked, "V003", whole, group=group)
    assert line(VOICES, who="Local NGO 1", does="speaks for", for_or_with_whom=group) in rests_on(finding)


def test_a_single_voice_is_the_council_on_water(checked: Answer, whole: nx.MultiDiGraph) -> None:
    finding = about(checked, "V005", whole, group="Residents of village B", risk="water")
    assert line(VOICES, who="Village council B", does="speaks for") in rests_on(finding)


@pytest.mark.parametrize(
    ("group", "why"),
    [("Quarry workers K", "basis"), ("Factory workers K1", "risk"), ("Factory workers K1", "place")],
)
def test_unknown_is_said_where_nobody_wrote_down(
    group: str, why: str, planned: Brief, whole: nx.MultiDiGraph
) -> None:
    unknown = QUESTIONS["voices"].ask(planned).unknown
    reasons = {one.why for one in unknown if node(whole, group) in one.ids and one.what == "voice"}
    assert any(reason.endswith(f".{why}") for reason in reasons), reasons


def test_expectations_clash_between_those_who_come_to_meet_and_those_who_want_steps(
    checked: Answer, whole: nx.MultiDiGraph
) -> None:
    finding = about(checked, "D001", whole)
    wants = [(n, row) for n, row in enumerate(rows(CASE, GUESTS), 2) if row["dialogue"] == PLANNED]
    clash = {(GUESTS, str(n)) for n, row in wants if row["expects"] in ("to meet", "concrete steps")}
    assert finding.variant == ""
    assert rests_on(finding) == clash
    assert {row["expects"] for _, row in wants} >= {"to meet", "concrete steps"}


def test_a_safety_plan_is_missing_although_a_defender_is_invited(
    checked: Answer, whole: nx.MultiDiGraph
) -> None:
    finding = about(checked, "D003", whole)
    assert finding.about[1:] == ("plan", "complaints", "recording")
    assert line(DIALOGUES, title=PLANNED) in rests_on(finding)
    assert whole.nodes[node(whole, "Local NGO 1")]["defender"] == "yes"


def test_the_committee_is_reached_through_its_employer_only(checked: Answer, whole: nx.MultiDiGraph) -> None:
    finding = about(checked, "S004", whole, X="Worker committee 1")
    assert line(GUESTS, dialogue=PLANNED, party="Worker committee 1") in rests_on(finding)
    assert line(WORK, who="Cutting yard 1", does="employs") in rests_on(finding)


def test_the_worst_harm_has_no_voice(checked: Answer, whole: nx.MultiDiGraph) -> None:
    finding = about(checked, "V006", whole, group="Quarry workers A")
    assert line(HARMED, group="Quarry workers A", risk="dust and silicosis") in rests_on(finding)


def test_promises_of_an_earlier_round_table_are_past_due(checked: Answer, whole: nx.MultiDiGraph) -> None:
    finding = about(checked, "D004", whole)
    promised = [(n, row) for n, row in enumerate(rows(CASE, GUESTS), 2) if row["commitment"]]
    assert rests_on(finding) == {(GUESTS, str(n)) for n, row in promised if row["due"] < "2026-10"}


def test_every_finding_but_what_is_unknown_points_to_a_row_of_the_case(checked: Answer) -> None:
    for finding in checked.findings:
        assert finding.evidence, finding.id
        for place in finding.evidence:
            assert 2 <= int(place.at) <= len(rows(CASE, place.file)) + 1
            assert place.source == (STUDY if place.file.startswith("documented/") else INVENTED)
