"""Every fact of the case study is in the network: documented, its source the case study, down to a row."""

import re

import networkx as nx
import pytest

from graph.records import Mention
from graph.values import decoded
from ingest.examples import CASE
from tests.case.reading import (
    INVENTED,
    KHAMMAM,
    RAJASTHAN,
    STUDY,
    mentions,
    node,
    rows,
    said_of,
    tie,
    ties,
)

HELD = (KHAMMAM, RAJASTHAN)
COMPANIES, SUPPLIERS = "Dutch and Flemish importing companies", "Suppliers in India"
ANALYSTS, LOCAL_NGOS = "Local NGO that made the risk analysis", "Local NGOs in India"
DUTCH_NGO = "Dutch NGO that helped"
INITIATIVE, WORKERS = "TruStone Initiative", "Workers in natural stone"
GOVERNMENT = "Local government in the Rajasthan region"


def text(net: nx.MultiDiGraph, name: str, field: str) -> str:
    return str(said_of(net, name, field))


# -- the sector and the initiative -------------------------------------------------------


def test_stone_from_india_often_goes_with_violations_of_human_and_labour_rights(
    whole: nx.MultiDiGraph,
) -> None:
    harm = tie(whole, "AFFECTED_BY", WORKERS, "other")
    assert (harm["place"], harm["state"]) == ("IN", "actual")
    assert "often goes with violations of human and labour rights" in str(harm["notes"])


def test_companies_from_the_netherlands_and_flanders_look_for_risks_through_the_initiative(
    whole: nx.MultiDiGraph,
) -> None:
    how = str(tie(whole, "RELATED_TO", COMPANIES, INITIATIVE)["word"])
    assert re.search("find and tackle risks", how)
    assert re.search("by dialogue", how)
    assert said_of(whole, COMPANIES, "extent") == "several"


def test_the_initiative_convened_both_dialogues(whole: nx.MultiDiGraph) -> None:
    for dialogue in HELD:
        assert tie(whole, "TAKES_PART_IN", INITIATIVE, dialogue)["role"] == "convener"


# -- 2019 --------------------------------------------------------------------------------


def test_a_local_ngo_made_a_risk_analysis_for_the_initiative_in_2019(whole: nx.MultiDiGraph) -> None:
    commission = tie(whole, "RELATED_TO", INITIATIVE, ANALYSTS)
    assert commission["since"] == "2019"
    assert "commissioned its risk analysis of sandstone and black granite" in str(commission["word"])
    assert said_of(whole, ANALYSTS, "reach") == "local"


def test_the_risk_analysis_mapped_working_conditions_and_named_stakeholders(whole: nx.MultiDiGraph) -> None:
    note = text(whole, ANALYSTS, "notes")
    assert "mapped risks of working conditions" in note
    assert "named the main stakeholders" in note
    assert "the basis for both dialogues" in note


@pytest.mark.parametrize("dialogue", HELD)
def test_the_risk_analysis_was_the_basis_of(dialogue: str, whole: nx.MultiDiGraph) -> None:
    assert "risk analysis that a local NGO made in 2019 was the basis" in text(whole, dialogue, "preparation")


# -- Khammam, March 2020 -----------------------------------------------------------------


def test_the_first_dialogue_was_held_in_one_room_in_khammam_in_march_2020(whole: nx.MultiDiGraph) -> None:
    assert said_of(whole, KHAMMAM, "held") == "2020-03"
    assert said_of(whole, KHAMMAM, "mode") == "physical"
    assert said_of(whole, KHAMMAM, "place") == "IN / Telangana / Khammam"


def test_companies_sat_at_one_table_with_their_suppliers_many_for_the_first_time(
    whole: nx.MultiDiGraph,
) -> None:
    for party in (COMPANIES, SUPPLIERS):
        assert tie(whole, "TAKES_PART_IN", party, KHAMMAM)["status"] == "attended"
    assert "many companies the first time at one table" in text(whole, KHAMMAM, "results")


def test_khammam_gave_first_contacts_and_trust_to_some_disappointment_to_others_a_first_step(
    whole: nx.MultiDiGraph,
) -> None:
    assert tie(whole, "KNOWS", COMPANIES, SUPPLIERS)["since"] == "2020-03"
    results = text(whole, KHAMMAM, "results")
    assert "first contacts and trust" in results
    assert "Some companies were disappointed" in results
    assert "good first step" in results


def test_khammam_had_no_joint_follow_up_because_orders_fell(whole: nx.MultiDiGraph) -> None:
    assert said_of(whole, KHAMMAM, "follow_up") == "none"
    assert "Orders from the region fell" in text(whole, KHAMMAM, "follow_up_reason")


# -- Rajasthan, spring 2021 --------------------------------------------------------------


def test_the_rajasthan_dialogue_was_set_up_in_2020_and_held_in_spring_2021_and_both_are_kept(
    whole: nx.MultiDiGraph,
) -> None:
    assert said_of(whole, RAJASTHAN, "set_up") == "2020"
    assert said_of(whole, RAJASTHAN, "held") == "2021-21"  # spring, in EDTF


def test_six_rounds_are_one_dialogue_of_six_sessions(whole: nx.MultiDiGraph) -> None:
    assert said_of(whole, RAJASTHAN, "sessions") == 6
    of_the_study = {
        name
        for one, name in whole.nodes(data="name")
        if whole.nodes[one]["kind"] == "Dialogue" and mentions(whole, str(name))
    }
    assert of_the_study == set(HELD)


def test_it_was_held_online_partly_because_of_covid(whole: nx.MultiDiGraph) -> None:
    assert said_of(whole, RAJASTHAN, "mode") == "online"
    assert "Online partly because of covid-19" in text(whole, RAJASTHAN, "notes")


def test_it_was_with_stakeholders_from_the_rajasthan_region_on_three_themes(whole: nx.MultiDiGraph) -> None:
    goal = text(whole, RAJASTHAN, "goal")
    assert said_of(whole, RAJASTHAN, "place") == "IN / Rajasthan"
    assert "stakeholders from the Rajasthan region" in goal
    for theme in (
        "registration of wage payments",
        "right to a healthy and safe workplace",
        "access to remedy",
    ):
        assert theme in goal
    assert said_of(whole, RAJASTHAN, "risks") == ["access_to_remedy", "wages"]


# -- results -----------------------------------------------------------------------------


def promise(net: nx.MultiDiGraph, party: str) -> dict[str, object]:
    return tie(net, "COMMITS_TO", party, RAJASTHAN)


def test_local_government_is_building_a_water_supply_for_clean_drinking_water(
    whole: nx.MultiDiGraph,
) -> None:
    water = promise(whole, GOVERNMENT)
    assert "water supply, so that workers have clean drinking water" in str(water["commitment"])
    assert water["status"] == "under_way"


def test_suppliers_have_workers_registered_a_step_to_fair_pay_and_the_end_of_forced_labour(
    whole: nx.MultiDiGraph,
) -> None:
    registration = str(promise(whole, SUPPLIERS)["commitment"])
    assert "registered in an e-registration system" in registration
    assert "step towards fair pay and the end of forced labour" in registration


def test_workers_are_informed_of_their_rights(whole: nx.MultiDiGraph) -> None:
    assert "workers are informed of their rights" in text(whole, RAJASTHAN, "results")


def test_the_results_came_about_partly_through_the_dialogue(whole: nx.MultiDiGraph) -> None:
    assert "Partly through the dialogue" in text(whole, RAJASTHAN, "results")
    owed = [one["owed_to_dialogue"] for one in ties(whole, "COMMITS_TO", source=STUDY)]
    assert owed == ["partly", "partly"]


# -- how it was done ---------------------------------------------------------------------


@pytest.mark.parametrize("dialogue", HELD)
def test_the_moderator_was_first_a_project_leader_and_later_the_chair_at(
    dialogue: str, whole: nx.MultiDiGraph
) -> None:
    first, later = text(whole, dialogue, "moderator").split(", later ")
    assert "project leader of pilot projects on responsible procurement of natural stone" in first
    assert later == "the chair of the TruStone Initiative"


@pytest.mark.parametrize("dialogue", HELD)
def test_companies_were_told_to_listen_and_not_to_defend_themselves_at(
    dialogue: str, whole: nx.MultiDiGraph
) -> None:
    assert text(whole, dialogue, "ground_rules") == "Companies listen and do not defend themselves"


@pytest.mark.parametrize("dialogue", HELD)
@pytest.mark.parametrize(("helper", "extent"), [(DUTCH_NGO, "one"), (LOCAL_NGOS, "several")])
def test_one_dutch_and_several_local_ngos_opened_doors_and_helped_with_logistics(
    helper: str, extent: str, dialogue: str, whole: nx.MultiDiGraph
) -> None:
    roles = {one["role"] for one in ties(whole, "TAKES_PART_IN", helper, dialogue, STUDY)}
    assert roles == {"door_opener", "organiser"}
    assert said_of(whole, helper, "extent") == extent
    assert "known local stakeholders for years" in text(whole, helper, "notes")


@pytest.mark.parametrize(
    "kind",
    [
        *("NGO", "IndustryAssociation", "Supplier", "GovernmentBody"),
        *("Financier", "Customer", "WorkerGroup", "TradeUnion"),
    ],
)
def test_the_case_study_names_as_a_kind_of_stakeholder(kind: str, documented: nx.MultiDiGraph) -> None:
    assert kind in dict(documented.nodes(data="kind")).values()


def test_collaboration_contact_and_process_design_are_elements_with_evidence_not_a_score(
    whole: nx.MultiDiGraph,
) -> None:
    elements = ("element_collaboration", "element_contact", "element_organising")
    assert [said_of(whole, RAJASTHAN, one) for one in elements] == ["evidence"] * 3
    assert [said_of(whole, KHAMMAM, one) for one in elements] == ["evidence", "evidence", "unknown"]
    for dialogue in HELD:
        assert "collaboration, contact, process design" in text(whole, dialogue, "elements_model")
        fields = decoded(mentions(whole, dialogue)[0].claim.fields)
        assert {name for name in fields if name.startswith("element_")} == set(elements)


@pytest.mark.parametrize("dialogue", HELD)
def test_a_meeting_at_home_and_a_dialogue_in_the_chain_complement_each_other(
    dialogue: str, whole: nx.MultiDiGraph
) -> None:
    assert said_of(whole, dialogue, "arena") == "chain"
    note = text(whole, dialogue, "notes")
    assert "stakeholder meeting in the Netherlands" in note
    assert "dialogue with partners in the chain" in note
    assert "complement each other" in note


# -- where it stands ---------------------------------------------------------------------


def test_every_claim_of_the_case_study_is_documented_and_no_other_is(whole: nx.MultiDiGraph) -> None:
    told = {(tie["source"], tie["confidence"]) for _, _, tie in whole.edges(data=True)}
    told |= {(s.claim.source, s.claim.confidence) for _, said in whole.nodes(data="said") for s in said}
    assert told == {(STUDY, "documented"), (INVENTED, "claimed")}


def test_every_documented_claim_stands_in_a_row_that_names_what_it_is_about(whole: nx.MultiDiGraph) -> None:
    looked_at = 0
    for _, attributes in whole.nodes(data=True):
        for one in attributes["said"]:
            if one.claim.source == STUDY and one.claim.kind != "Risk":
                looked_at += 1
                assert one.at
                for file, at in one.at:
                    assert one.claim.name in rows(CASE, file)[int(at) - 2].values()
    for a, b, attributes in whole.edges(data=True):
        if attributes["source"] == STUDY:
            looked_at += 1
            assert attributes["at"]
            for file, at in attributes["at"]:
                cells = rows(CASE, file)[int(at) - 2].values()
                named = [whole.nodes[n]["name"] for n in (a, b) if whole.nodes[n]["kind"] != "Risk"]
                assert set(named) <= set(cells)
    assert looked_at > 30


def test_the_case_study_has_a_card_that_says_who_published_it(whole: nx.MultiDiGraph) -> None:
    card = whole.graph["sources"][STUDY]
    assert card.published_by == "SER"
    assert "Betekenisvolle dialoog in internationale ketens" in card.title
    assert isinstance(mentions(whole, INITIATIVE)[0].claim, Mention)
    assert node(whole, INITIATIVE)
