"""What the case study does not say comes out as unknown, neither there nor absent, inventions or not."""

import re
from collections.abc import Iterator

import networkx as nx
import pytest

from graph.schema import PEOPLE
from graph.terms import UNKNOWN
from graph.values import decoded
from queries.hearing import hearing
from queries.question import Answer, Brief
from queries.register import QUESTIONS, brief
from tests.case.reading import INVENTED, KHAMMAM, PLANNED, RAJASTHAN, STUDY, node, said_of, ties

HELD = (KHAMMAM, RAJASTHAN)
GOVERNMENT = "Local government in the Rajasthan region"
CLAIMS_ABSENCE = {"V001", "V002", "V003", "V004", "V005", "V006", "V008", "P001"}


def study_claims(net: nx.MultiDiGraph) -> Iterator[tuple[str, dict[str, object]]]:
    """Every claim of the case study: what it is about, and its fields."""
    for _, attributes in net.nodes(data=True):
        for one in attributes["said"]:
            if one.claim.source == STUDY:
                yield attributes["name"], dict(decoded(one.claim.fields))
    for _, _, tie in net.edges(data=True):
        if tie["source"] == STUDY:
            yield tie["relation"], dict(decoded(tie["claim"].fields))


def codes(answer: Answer) -> set[str]:
    return {finding.code for finding in answer.findings}


def check(net: nx.MultiDiGraph, dialogue: str = "") -> Answer:
    return QUESTIONS["check"].ask(brief(net, dialogue=dialogue))


# -- what is not said --------------------------------------------------------------------


def test_no_ngo_company_or_person_is_named_beside_the_initiative(documented: nx.MultiDiGraph) -> None:
    """Described, not named: after its first word a description has no capitals but places and NGO."""
    usual = {"Dutch", "Flemish", "NGO", "NGOs", "India", "Rajasthan"}
    described = set(brief(documented).stakeholders()) - {node(documented, "TruStone Initiative")}
    for one in described:
        first, *rest = documented.nodes[one]["name"].split()
        assert {word for word in rest if word[0].isupper()} <= usual, documented.nodes[one]["name"]
        assert not documented.nodes[one].get("aliases")
    kinds = set(dict(documented.nodes(data="kind")).values())
    assert "Person" not in kinds


def test_nobody_says_how_many_took_part(documented: nx.MultiDiGraph) -> None:
    for about, fields in study_claims(documented):
        assert not {"headcount", "seats", "share_of_workforce"} & set(fields), about


def test_no_stone_is_quarried_at_khammam_that_anybody_knows_of(whole: nx.MultiDiGraph) -> None:
    at_khammam = [one for one, place in whole.nodes(data="place") if "Khammam" in str(place)]
    assert at_khammam == [node(whole, KHAMMAM)]
    for _, attributes in whole.nodes(data=True):
        if attributes["kind"] == "Quarry" and "Telangana" in str(attributes.get("place")):
            assert not attributes.get("stone")  # the invented quarry near it gives no stone a home either
    assert not any("stone" in fields for _, fields in study_claims(whole))


@pytest.mark.parametrize("dialogue", HELD)
def test_whether_workers_unions_women_or_residents_had_a_seat_is_unknown_at(
    dialogue: str, whole: nx.MultiDiGraph
) -> None:
    assert said_of(whole, dialogue, "list_complete") == UNKNOWN
    about = {*PEOPLE, "TradeUnion", "MembersOrganisation"}
    seated = ties(whole, "TAKES_PART_IN", b=dialogue)
    seated_kinds = {whole.nodes[node(whole, str(one["from"]))]["kind"] for one in seated}
    assert not seated_kinds & about  # nobody says they sat there …
    assert {one["holds"] for one in seated} == {"yes"}  # … and nobody says they did not
    assert dialogue in _unknown_seats(whole)


def _unknown_seats(net: nx.MultiDiGraph) -> set[str]:
    rows = QUESTIONS["gaps"].ask(brief(net)).rows
    return {net.nodes[one]["name"] for row in rows if row["what"] == "seats" for one in row["about"]}


def test_the_planned_list_is_known_in_full_so_that_it_can_be_checked(whole: nx.MultiDiGraph) -> None:
    assert whole.nodes[node(whole, PLANNED)]["list_complete"] == "yes"
    assert not whole.nodes[node(whole, PLANNED)].get("held")
    assert PLANNED not in _unknown_seats(whole)


def test_unions_are_a_kind_that_is_named_neither_there_nor_absent(documented: nx.MultiDiGraph) -> None:
    unions = node(documented, "Trade unions")
    assert documented.nodes[unions]["extent"] == "unspecified"
    assert not documented.nodes[unions].get("place")
    assert documented.degree(unions) == 0
    assert {tie["holds"] for _, _, tie in documented.edges(data=True)} == {"yes"}


def test_child_labour_is_no_finding_of_these_dialogues(documented: nx.MultiDiGraph) -> None:
    assert "child_labour" not in dict(documented.nodes(data="name")).values()
    for about, fields in study_claims(documented):
        assert not re.search("child", " ".join(map(str, fields.values())), re.IGNORECASE), about


def test_local_government_acts_and_nobody_says_that_it_attended(whole: nx.MultiDiGraph) -> None:
    assert len(ties(whole, "COMMITS_TO", a=GOVERNMENT, b=RAJASTHAN)) == 1
    assert ties(whole, "TAKES_PART_IN", a=GOVERNMENT) == []


def test_suppliers_promised_in_2021_and_nobody_says_that_they_attended_then(whole: nx.MultiDiGraph) -> None:
    assert ties(whole, "TAKES_PART_IN", a="Suppliers in India", b=RAJASTHAN) == []


def test_who_moderated_which_dialogue_is_not_said_so_both_say_the_same(whole: nx.MultiDiGraph) -> None:
    assert said_of(whole, KHAMMAM, "moderator") == said_of(whole, RAJASTHAN, "moderator")
    for dialogue in HELD:
        assert said_of(whole, dialogue, "moderator_independent") is None


# -- without what was invented -----------------------------------------------------------


def test_without_inventions_only_the_case_study_is_left(documented: nx.MultiDiGraph) -> None:
    assert {tie["source"] for _, _, tie in documented.edges(data=True)} == {STUDY}
    assert {one.claim.source for _, said in documented.nodes(data="said") for one in said} == {STUDY}
    dialogues = {name for _, name in documented.nodes(data="name") if "dialogue" in str(name)}
    assert dialogues == set(HELD)


@pytest.mark.parametrize("dialogue", ["", *HELD])
def test_without_inventions_nobody_is_called_absent_captured_single_or_only_a_proxy(
    dialogue: str, documented: nx.MultiDiGraph
) -> None:
    assert not codes(check(documented, dialogue)) & CLAIMS_ABSENCE


@pytest.mark.parametrize("dialogue", HELD)
def test_even_with_inventions_nobody_is_called_absent_from(dialogue: str, whole: nx.MultiDiGraph) -> None:
    """Voices that were invented may be unknown to the map, but none is missing from a held dialogue."""
    about_a_list = {"V002", "V003", "V005", "V006", "V008", "P001"}
    assert not codes(check(whole, dialogue)) & about_a_list


@pytest.mark.parametrize("dialogue", ["", *HELD])
@pytest.mark.parametrize("invented", [True, False])
def test_every_concern_of_the_case_study_is_unknown_never_unheard(
    invented: bool, dialogue: str, whole: nx.MultiDiGraph, documented: nx.MultiDiGraph
) -> None:
    net = whole if invented else documented
    cells = hearing(brief(net, dialogue=dialogue)).cells
    about_workers = [cell for cell in cells if cell.concern.group == node(net, "Workers in natural stone")]
    assert [cell.status for cell in about_workers] == ["unknown"]


def test_without_inventions_there_is_no_list_and_no_seat_to_count(documented: nx.MultiDiGraph) -> None:
    alone: Brief = brief(documented)
    assert alone.guests is None
    answer = QUESTIONS["voices"].ask(alone)
    assert "voices.cannot.no_list" in answer.cannot_tell
    assert answer.coverage is not None
    assert answer.coverage["total"] is None


@pytest.mark.parametrize("dialogue", HELD)
def test_without_inventions_seats_are_unknown_at(dialogue: str, documented: nx.MultiDiGraph) -> None:
    told = brief(documented, dialogue=dialogue)
    assert told.guests is not None
    assert not told.guests.complete
    assert "voices.cannot.incomplete" in QUESTIONS["voices"].ask(told).cannot_tell
    assert "G005" in codes(check(documented, dialogue))
    assert _unknown_seats(documented) == set(HELD)


def test_without_inventions_power_has_nothing_to_say_and_says_so(documented: nx.MultiDiGraph) -> None:
    assert QUESTIONS["power"].ask(brief(documented)).rows == ()
    assert not {code for code in codes(check(documented)) if code[0] in "PCB"}


def test_leaving_out_the_case_study_leaves_only_inventions(whole: nx.MultiDiGraph) -> None:
    """The two parts share no stakeholder and no dialogue; only risks are spoken of by both."""
    for _, attributes in whole.nodes(data=True):
        if attributes["kind"] != "Risk":
            assert len({one.claim.source for one in attributes["said"]}) == 1
    for a, b, tie in whole.edges(data=True):
        for end in (a, b):
            if whole.nodes[end]["kind"] != "Risk":
                assert {one.claim.source for one in whole.nodes[end]["said"]} == {tie["source"]}
    assert {tie["source"] for _, _, tie in whole.edges(data=True)} == {STUDY, INVENTED}
