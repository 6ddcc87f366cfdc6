"""The vocabulary keeps its own house: every word in two languages, every end known."""

import re

import pytest

from graph import schema
from graph.kinds import KINDS
from graph.relations import RELATIONS
from graph.risks import RISKS
from graph.terms import Field, Fold, Kind, Level, Relation, Type

FIELDS = sorted({field for owner in (*KINDS, *RELATIONS) for field in owner.fields}, key=lambda f: f.name)
RECORD = {
    "relation",
    "source",
    "holds",
    "confidence",
    "said_on",
    "since",
    "until",
    "claim",
    "at",
    "said",
    "lost",
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.label)
def test_a_kind_is_named_and_explained_in_two_languages(kind: Kind) -> None:
    assert re.fullmatch(r"[A-Z][A-Za-z]+", kind.label)
    assert kind.about.endswith(".") and kind.en and kind.nl
    names = [field.name for field in kind.fields]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.label)
def test_a_relation_shouts_joins_known_kinds_and_its_subject_is_declared(relation: Relation) -> None:
    assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", relation.label)
    assert relation.from_kinds and relation.to_kinds
    assert relation.from_kinds | relation.to_kinds <= set(schema.KIND)
    assert set(relation.subject) <= {field.name for field in relation.fields}
    assert relation.en != relation.nl


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_field_is_explained_and_its_words_are_said_in_two_languages(field: Field) -> None:
    assert field.about.endswith(".") and field.en and field.nl
    assert field.name not in RECORD
    values = [word.value for word in field.words]
    assert len(values) == len(set(values)) and "unknown" not in values
    assert all(word.en and word.nl for word in field.words)
    assert field.type not in (Type.WORD,) or field.words
    if field.fold is Fold.CAUTIOUS:
        assert len(field.words) >= 2
    if field.sensitive:
        assert field.level is Level.TEAM


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_no_two_words_of_a_field_and_no_two_relations_are_said_alike(lang: str) -> None:
    for field in FIELDS:
        said = [word.said(lang) for word in field.words]
        assert len(said) == len(set(said)), field.name
    for things in (KINDS, RELATIONS, RISKS):
        said = [thing.said(lang) for thing in things]
        assert len(said) == len(set(said))


def test_people_have_voices_but_no_bloc_of_their_own() -> None:
    assert set(schema.PEOPLE) == {"WorkerGroup", "Community"}
    assert all(not schema.KIND[kind].bloc for kind in schema.PEOPLE)


def test_the_ladder_is_the_one_of_the_product() -> None:
    assert schema.LADDER == {
        "is_one_of_them": 1.0,
        "elected": 0.8,
        "mandated": 0.8,
        "statutory": 0.8,
        "field_contact": 0.5,
        "advocate": 0.3,
        "employer_appointed": 0.0,
    }
    assert schema.CONFIDENCE == {"documented": 0.95, "stated": 0.75, "claimed": 0.5, "inferred": 0.3}


def test_a_blank_kind_fits_any_end() -> None:
    supplies = schema.RELATION["SUPPLIES"]
    assert supplies.joins("Quarry", "Supplier") and supplies.joins("", "Supplier")
    assert not supplies.joins("NGO", "Supplier")


def test_what_is_sensitive_is_a_fear_a_safety_answer_or_a_reason_for_refusal() -> None:
    assert [r.label for r in RELATIONS if r.sensitive] == ["FEARS_REPRISAL_FROM"]
    sensitive = {field.name for field in FIELDS if field.sensitive}
    assert {
        "safe_to_invite",
        "safe_channel",
        "do_not_contact",
        "asked_by",
        "asked_on",
        "asked_for",
        "reason",
    } <= sensitive


def test_values_are_said_as_people_say_them() -> None:
    share = schema.tie_field("SUPPLIES", "share_of_seller")
    elsewhere = schema.tie_field("SUPPLIES", "seller_alternatives")
    assert share and elsewhere
    assert share.value_said(0.125, "en") == "12.5 %"
    assert elsewhere.value_said(0.3, "nl") == "moeilijk"
    assert elsewhere.value_said(0.4, "nl") == "0.4"
    assert share.value_said("unknown", "nl") == "weet niet"
    scale = schema.tie_field("AFFECTED_BY", "scale")
    assert scale and scale.value_said(3, "nl") == "zeer ernstig"
