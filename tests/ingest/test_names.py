"""Which names may mean one stakeholder: proposed with reasons, never joined.

The pairs of `name_pairs` were labelled before the rules were tuned; a second set after they were frozen.
"""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.identity import identity
from graph.records import Decision, Mention, mention
from graph.words import say
from ingest.names import MAYBE, PROPOSE, Proposal, alike, proposals, suggest
from tests.ingest.name_pairs import DIFFERENT, DIFFERENT_UNSEEN, SAME, SAME_UNSEEN

Pairs = list[tuple[str, str]]


def party(
    name: str, kind: str = "Supplier", country: str = "IN", source: str = "s", **fields: object
) -> Mention:
    ids = fields.pop("ids", ())
    assert isinstance(ids, tuple)
    return mention(source, kind, name, country=country, ids=ids, fields=fields)


def proposed(
    *mentions: Mention, decisions: tuple[Decision, ...] = (), cutoff: float = PROPOSE
) -> tuple[Proposal, ...]:
    return proposals(mentions, decisions, identity(mentions, decisions), cutoff=cutoff)


def measured(same: Pairs, different: Pairs) -> tuple[float, float, float]:
    """Precision, recall and F1 of "same" over every pair of the names in both lists."""
    names = sorted({name for pair in same + different for name in pair})
    truth = {frozenset(pair) for pair in same}
    said = {
        frozenset(pair)
        for pair in combinations(names, 2)
        if (found := alike(*pair)).score >= PROPOSE and not found.part
    }
    precision, recall = len(said & truth) / len(said), len(said & truth) / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def test_the_labelled_names_are_found_and_little_else() -> None:
    precision, _, f1 = measured(SAME, DIFFERENT)
    assert precision >= 0.9
    assert f1 > 0.9


def test_names_that_the_rules_were_not_tuned_on_are_found_as_well() -> None:
    precision, _, f1 = measured(SAME_UNSEEN, DIFFERENT_UNSEEN)
    assert precision >= 0.9
    assert f1 > 0.8


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_names_that_differ_are_not_proposed_as_the_same(a: str, b: str) -> None:
    found = alike(a, b)
    assert found.score < PROPOSE or found.part


def test_the_two_ministries_are_not_the_same() -> None:
    assert alike("Ministerie van Buitenlandse Zaken", "Ministerie van Binnenlandse Zaken").score < MAYBE


def test_other_numbers_are_other_quarries() -> None:
    assert alike("Quarry No. 12", "Quarry 12").score == 100
    assert alike("Quarry No. 12", "Quarry No. 14").score < MAYBE
    assert alike("Block A Budhpura", "Block B Budhpura").score < MAYBE
    assert alike("Quarry II Sukhpura", "Quarry 2 Sukhpura").score == 100


def test_another_first_letter_is_another_name() -> None:
    assert alike("Kandelaarsteen", "Kandelaarsten").score >= PROPOSE
    assert alike("Kandelaarsteen", "Mandelaarsteen").score < MAYBE


NAME = st.sampled_from([name for pair in SAME + DIFFERENT + SAME_UNSEEN for name in pair]) | st.text(
    max_size=25
)


@given(NAME, NAME)
def test_likeness_is_the_same_both_ways_and_stays_within_0_and_100(a: str, b: str) -> None:
    there, back = alike(a, b), alike(b, a)
    assert 0 <= there.score <= 100
    assert there.score == pytest.approx(back.score, abs=0.2)
    assert {there.part, back.part} in ({""}, {"a", "b"})


@given(NAME)
def test_a_name_is_itself(name: str) -> None:
    assert alike(name, name).score == 100
    assert alike(name, name.upper()).score == 100


# -- proposals --------------------------------------------------------------------------------------


def test_a_proposal_says_which_names_how_alike_and_why() -> None:
    a, b = party("Shree Laxmi Granites Pvt Ltd"), party("Sri Lakshmi Granite")
    (found,) = proposed(a, b)
    assert {found.a_key, found.b_key} == {a.key, b.key}
    assert {found.a_name, found.b_name} == {a.name, b.name}
    assert (found.score, found.verdict, found.preticked) == (100.0, "same", True)
    assert found.why == ("equal", "legal_form")
    for lang in ("en", "nl"):
        assert all(say(f"names.why.{why}", lang) for why in found.why)


def test_every_reason_has_a_sentence() -> None:
    pairs = list(combinations({n for p in SAME + DIFFERENT for n in p}, 2))
    reasons = {why for pair in pairs for why in alike(*pair).why} | {"part", "other_kind", "other_place"}
    assert len(reasons) > 6
    assert all(say(f"names.why.{why}", "nl") for why in reasons)


def test_another_kind_or_place_counts_against_a_pair_and_is_never_ticked_beforehand() -> None:
    (kinds,) = proposed(party("Laxmi Granites"), party("Lakshmi Granite", "Importer"))
    assert (kinds.score, kinds.preticked, kinds.why[-1]) == (88.0, False, "other_kind")
    (places,) = proposed(party("Laxmi Granites"), party("Lakshmi Granite", country="NL"))
    assert (places.score, places.preticked, places.why[-1]) == (85.0, False, "other_place")
    here, there = party("Laxmi Granites", place="IN / Goa"), party("Lakshmi Granite", place="IN / Kerala")
    assert proposed(here, there)[0].score == 85.0
    assert proposed(party("Laxmi Granites", ""), party("Lakshmi Granite", ""))[0].preticked is False


def test_a_name_that_holds_another_is_proposed_as_a_part_of_it() -> None:
    whole, part = party("Balaji Minerals Kota"), party("Balaji Minerals")
    assert [(p.verdict, p.preticked) for p in proposed(whole, part, cutoff=MAYBE)] == [("part_of", False)]
    (found,) = proposed(whole, part, cutoff=MAYBE)
    assert (found.a_name, found.b_name) == ("Balaji Minerals Kota", "Balaji Minerals")
    assert found.why[-1] == "part"


def test_an_acronym_and_an_alias_are_followed() -> None:
    assert proposed(party("Barad Area Mine Workers Federation", "TradeUnion"), party("BAMWF", "TradeUnion"))
    a, b = party("Steen en Recht", "NGO", aliases=["Stone and Justice"]), party("Stone & Justice", "NGO")
    assert proposed(a, b)[0].a_name in ("Stone and Justice", "Stone & Justice")


@pytest.mark.parametrize("verdict", ["same", "part_of", "different", "unsure"])
def test_what_somebody_decided_is_not_proposed_again(verdict: str) -> None:
    a, b = party("Laxmi Granites"), party("Lakshmi Granite")
    assert proposed(a, b) != ()
    assert proposed(a, b, decisions=(Decision(a.key, b.key, verdict),)) == ()


def test_mentions_that_are_one_already_are_not_proposed() -> None:
    a, b = party("Laxmi Granites", ids=("kvk:01234567",)), party("Lakshmi Granite", ids=("kvk:01234567",))
    assert proposed(a, b) == ()


def test_two_numbers_of_one_register_are_never_one_party() -> None:
    a, b = party("Laxmi Granites", ids=("kvk:01234567",)), party("Lakshmi Granite", ids=("kvk:07654321",))
    assert proposed(a, b) == ()


def test_a_risk_is_never_proposed_and_a_dialogue_only_beside_a_dialogue() -> None:
    assert proposed(party("water", "Risk", ""), party("Water", "NGO", "")) == ()
    assert proposed(party("Kota round", "Dialogue", ""), party("Kota rounds", "NGO", "")) == ()
    assert len(proposed(party("Kota round", "Dialogue", ""), party("Kota rounds", "Dialogue", ""))) == 1


@given(st.permutations([party(name) for pair in SAME[:6] for name in pair]))
def test_the_order_of_mentions_changes_nothing(mentions: list[Mention]) -> None:
    assert proposed(*mentions) == proposed(*sorted(mentions))


def test_among_thousands_of_names_the_pair_is_still_found() -> None:
    letters = "bcdfghjklm"
    crowd = [
        party(f"{a}a{b}i{c}o{d}u Stones")
        for a in letters
        for b in letters
        for c in letters
        for d in letters[:4]
    ]
    assert len(crowd) > 3000
    pair = (party("Trans-Oceanic Stone Traders LLP"), party("Transoceanic Stone Traders"))
    found = proposed(*crowd, *pair)
    assert {pair[0].name, pair[1].name} in [{p.a_name, p.b_name} for p in found]


# -- suggestions ------------------------------------------------------------------------------------


def test_a_slip_in_a_name_is_suggested() -> None:
    known = ["Bundi Stone Exports", "Balaji Stones", "Quarry No. 14"]
    assert suggest("Balaji Stnoes", known) == ("Balaji Stones", 96.1)
    assert suggest("Balagi Stones", known) is not None


def test_what_is_not_alike_is_not_suggested() -> None:
    known = ["Bundi Stone Exports", "Balaji Stones", "Quarry No. 14"]
    assert suggest("Zuid Natuursteen", known) is None
    assert suggest("Quarry No. 12", known) is None
    assert suggest("Bundi Stone Exports", known) is None
    assert suggest("", known) is None
    assert suggest("Balaji", []) is None
