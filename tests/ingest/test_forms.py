"""A row of each sheet becomes the claims that it says, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.codes import Row
from tests.ingest.small_files import codes, fields, named, read_rows_as, said


def test_a_party_becomes_a_mention_with_the_fields_of_its_kind(tmp_path: Path) -> None:
    batch = read_rows_as(
        tmp_path,
        "parties",
        ["name*", "kind*", "place", "other names", "how many people", "influence as judged", "source*"],
        ["Cutters A", "workers", "India / Rajasthan / Kota", "the cutters; group A", "40-60", "low", "S"],
    )
    (mention,) = batch.mentions
    assert mention[:4] == ("S", "WorkerGroup", "Cutters A", "IN")
    assert fields(mention) == {
        "aliases": ["group A", "the cutters"],
        "headcount": "40-60",
        "judged_influence": 0.3,
        "place": "IN / Rajasthan / Kota",
    }
    assert mention.at == "2"
    assert codes(batch) == []


@pytest.mark.parametrize(
    ("does", "relation", "expected"),
    [
        ("supplies", "SUPPLIES", {"share_of_seller": 0.8, "share_of_buyer": 0.1, "period": "2024"}),
        ("geeft werk aan", "EMPLOYS", {"share_of_workforce": 0.8, "share_of_income": 0.1}),
        ("leent aan", "ADVANCES_CREDIT_TO", {"share_of_credit": 0.1}),
        ("funds", "FUNDS", {"share_of_budget": 0.1}),
        ("owns", "OWNS", {"share": 0.1}),
        ("werft", "RECRUITS", {"share_of_jobs": 0.1}),
    ],
)
def test_the_share_of_a_side_goes_to_the_field_of_that_side(
    tmp_path: Path, does: str, relation: str, expected: dict[str, object]
) -> None:
    batch = read_rows_as(
        tmp_path,
        "trade",
        ["who", "does", "to whom", "% of seller's sales", "% of buyer's purchases", "year"],
        ["A", does, "B", "80 %", "10 %", "2024"],
    )
    ((a, said_relation, b, found),) = said(batch)
    assert (a, said_relation, b) == ("A", relation, "B")
    assert {name: value for name, value in found.items() if name != "as_written"} == expected
    # what a relation has no field for stays, in the user's words: the other share
    kept = {} if "share_of_seller" in expected or relation == "EMPLOYS" else {"% of seller's sales": "80 %"}
    assert found.get("as_written", {}) == kept
    assert batch.ties[0].since == ("" if relation == "SUPPLIES" else "2024")


def test_a_word_from_the_other_side_turns_the_tie_round(tmp_path: Path) -> None:
    batch = read_rows_as(tmp_path, "trade", ["wie", "doet", "aan wie"], ["Koper", "koopt van", "Verkoper"])
    assert said(batch) == [("Verkoper", "SUPPLIES", "Koper", {})]


def test_an_unknown_verb_becomes_related_to_with_the_users_word(tmp_path: Path) -> None:
    batch = read_rows_as(tmp_path, "ties", ["who", "does", "to whom"], ["A", "suplies", "B"])
    assert said(batch) == [("A", "RELATED_TO", "B", {"word": "suplies"})] or said(batch) == [
        ("B", "RELATED_TO", "A", {"word": "suplies"})
    ]
    (finding,) = [f for f in batch.report.findings if f.code == Row.UNKNOWN_RELATION]
    assert (finding.row, finding.column, finding.value, finding.suggestion) == (
        2,
        "does",
        "suplies",
        "supplies",
    )


def test_ends_that_only_a_tie_names_are_mentioned_bare_by_the_same_source(tmp_path: Path) -> None:
    batch = read_rows_as(tmp_path, "ties", ["who", "does", "to whom", "source"], ["A", "knows", "B", "T"])
    found = named(batch)
    assert set(found) == {"A", "B"}
    assert {(m.source, m.kind, m.country, m.fields) for m in found.values()} == {("T", "", "", "{}")}
    assert {batch.ties[0].a, batch.ties[0].b} == {m.key for m in found.values()}
