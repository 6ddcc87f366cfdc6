"""Registers as people have them: title rows, cp1252, decimal commas, two header rows, a letter wrong."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from graph.records import AS_WRITTEN, Mention, Tie
from ingest.cards import Card
from ingest.codes import Row
from ingest.forms import REGISTERS
from ingest.load import Batch, read_file
from tests.ingest.small_files import codes, fields, read_rows_as, said

FOLDER = Path(__file__).parents[1] / "data" / "registers"
EXPECTED: dict[str, Any] = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))


def read(name: str) -> Batch:
    return read_file(FOLDER / name, card=Card(source={"id": "S"}, whose="Importer 1"), now="2026-11-23")


def told(claim: Mention | Tie) -> str:
    mine = {name: value for name, value in fields(claim).items() if name != AS_WRITTEN}
    return "".join(f"; {name}={json.dumps(value, ensure_ascii=False)}" for name, value in mine.items())


def test_every_register_has_four_files_or_more_and_every_file_is_expected() -> None:
    files = {path.name for path in FOLDER.glob("*.csv")}
    assert files == set(EXPECTED)
    for form in REGISTERS:
        assert sum(name.startswith(form.name) for name in files) >= 4


@pytest.mark.parametrize("name", EXPECTED)
def test_a_register_is_recognised_by_its_columns_and_gives_its_claims(name: str) -> None:
    batch, want = read(name), EXPECTED[name]
    (sheet,) = batch.report.sheets
    assert sheet.form == name.partition("_")[0]
    assert sheet.header_row == want["header_row"]
    names = {mention.key: mention.name for mention in batch.mentions}
    described = [
        f"{m.kind} {m.name} ({m.country})" + "".join(f"; {one}" for one in m.ids) + told(m)
        for m in batch.mentions
        if m.kind
    ]
    assert described == want["who"]
    ties = [
        f"{names[t.a]} {t.relation} {names[t.b]}" + (" NOT" if t.holds == "no" else "") + told(t)
        for t in batch.ties
    ]
    assert sorted(ties) == want["does"]
    kept = {
        header: text
        for claim in (*batch.mentions, *batch.ties)
        for header, text in fields(claim).get(AS_WRITTEN, {}).items()
    }
    assert kept == want["kept"]
    assert batch.report.read == batch.report.loaded == len(want["who"])


@pytest.mark.parametrize("name", [n for n in EXPECTED if "one_letter" in n])
def test_a_column_that_nobody_knows_is_kept_and_told(name: str) -> None:
    report = read(name).report
    kept = [f.column for f in report.findings if f.code == Row.COLUMN_KEPT]
    assert report.columns.kept == len(kept) >= 1
    assert set(EXPECTED[name]["kept"]) == set(kept)
    assert Row.COLUMN_SIMILAR in {finding.code for finding in report.findings}


def test_personal_columns_are_left_out_and_told() -> None:
    report = read("importers_cp1252.csv").report
    assert [f.column for f in report.findings if f.code == Row.PERSONAL_COLUMN] == ["E-mail"]
    assert (report.columns.dropped, report.cells.dropped) == (1, 1)


def test_a_list_of_suppliers_that_is_nobodys_says_so(tmp_path: Path) -> None:
    batch = read_rows_as(tmp_path, "suppliers", ["name", "product"], ["Yard 1", "cobbles"])
    assert (batch.ties, codes(batch)) == ((), ["L08", Row.WRONG_KIND_COLUMN])


def test_a_no_in_a_column_of_buyers_is_a_documented_no(tmp_path: Path) -> None:
    rows = (["name", "supplies us"], ["Yard 1", "yes"], ["Yard 2", "nee"])
    batch = read_rows_as(tmp_path, "suppliers", *rows, whose="Us")
    assert [tie.holds for tie in batch.ties] == ["yes", "no"]


def test_nobody_in_an_optional_cell_costs_no_row(tmp_path: Path) -> None:
    rows = (["name", "stone", "owner"], ["Quarry 1", "granite", "weet niet"], ["Quarry 2", "granite", "geen"])
    batch = read_rows_as(tmp_path, "quarries", *rows)
    assert (batch.ties, batch.report.loaded) == ((), 2)
    assert [fields(m)[AS_WRITTEN] for m in batch.mentions] == [{"owner": "weet niet"}, {"owner": "geen"}]


def test_one_share_is_not_given_to_two_owners(tmp_path: Path) -> None:
    rows = (["name", "stone", "owner", "% owned"], ["Quarry 1", "granite", "A; B", "60 %"])
    batch = read_rows_as(tmp_path, "quarries", *rows)
    assert said(batch) == [("A", "OWNS", "Quarry 1", {}), ("B", "OWNS", "Quarry 1", {})]
    assert fields(batch.mentions[0])[AS_WRITTEN] == {"% owned": "60 %"}
