"""Inspect says how a file would be read and which option settles what is unclear; it writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.cards import Card
from ingest.inspect import inspect
from tests.ingest.small_files import csv_file


def options(path: Path, **card: str) -> list[str]:
    return [one.option for one in inspect(path, Card().told(**card), now="2026-11-23").unclear]


def test_a_clear_file_shows_its_sheet_header_and_columns(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "t.csv",
        ["A title"],
        [],
        ["naam", "soort", "kleur"],
        ["Pit", "groeve", "rood"],
        delimiter=";",
    )
    seen = inspect(path, Card(source={"id": "S"}))
    (sheet,) = seen.sheets
    assert (sheet.form, sheet.why, sheet.header_row, sheet.encoding, sheet.delimiter, sheet.rows) == (
        ("parties", "columns", 3, "utf-8", ";", 1)
    )
    assert [(c.header, c.name, c.fate) for c in sheet.columns] == [
        ("naam", "name", "used"),
        ("soort", "kind", "used"),
        ("kleur", "", "kept"),
    ]
    assert (seen.unclear, seen.report.loaded) == ((), 1)
    assert "  naam → name" in seen.lines("nl")
    assert "  kleur → bewaard zoals geschreven" in seen.lines("nl")


def test_what_is_unclear_names_the_option_that_answers_it(tmp_path: Path) -> None:
    unclear = csv_file(tmp_path, "list.csv", ["naam", "land"], ["Pit", "India"])
    assert options(unclear) == ["--as"]
    assert options(unclear, as_form="parties", source={"id": "S"}) == ["--column"]
    dates = csv_file(
        tmp_path, "d.csv", ["who", "does", "to whom", "since"], ["A", "knows", "B", "01-02-2021"]
    )
    assert options(dates) == ["--dates", "--source"]
    assert options(dates, dates="dmy", source={"id": "S"}) == []
    whose = csv_file(tmp_path, "s.csv", ["leverancier", "product"], ["Yard 1", "kasseien"])
    assert options(whose, as_form="suppliers", source={"id": "S"}) == ["--whose"]
    assert options(whose, as_form="suppliers", source={"id": "S"}, whose="Us") == []


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_sentences_name_the_option(tmp_path: Path, lang: str) -> None:
    path = csv_file(tmp_path, "list.csv", ["naam", "land"], ["Pit", "India"])
    (one,) = inspect(path, Card()).unclear
    assert "--as" in one.sentence(lang)


def test_nothing_is_written(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "t.csv", ["naam", "soort"], ["Pit", "groeve"])
    inspect(path)
    assert [found.name for found in tmp_path.iterdir()] == ["t.csv"]
