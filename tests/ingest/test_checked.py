"""The checked copy: the user's rows, what is wrong with them in colour and in words, and no formula."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from ingest.cards import Card
from ingest.checked import checked_path, write_checked
from ingest.load import Batch, read_file
from tests.ingest.small_files import csv_file

HEADER = ["who", "does", "to whom", "% of seller's sales", "product"]
ROWS = (
    ["A", "supplies", "B", "80 %", "=2+2"],
    ["=1+1", "supplies", "B", "120 %", ""],
    ["C", "", "B", "", "@y"],
    ["+31", "suplies", "@x", "-5", ""],
)


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    return read_file(csv_file(tmp_path, "trade.csv", HEADER, *ROWS), card=Card(source={"id": "S"}))


def test_the_rows_come_back_with_their_numbers_and_marks(tmp_path: Path, batch: Batch) -> None:
    path = write_checked(checked_path(tmp_path / "trade.csv"), batch.tables, batch.report)
    assert path.name == "trade_checked.xlsx"
    report, rows = openpyxl.load_workbook(path).worksheets
    values = [[cell.value or "" for cell in row] for row in rows]
    assert values == [
        ["row", *HEADER],
        ["2", "A", "supplies", "B", "80 %", "=2+2"],
        ["3", "• =1+1", "supplies", "B", "▲ 120 %", ""],
        ["4", "C", "✖", "B", "", "@y"],
        ["5", "• +31", "▲ suplies", "• @x", "• -5", ""],
    ]
    share = rows["E3"]
    assert share.comment is not None
    assert share.comment.text.startswith("R40  Correct the percentage")
    assert share.fill.start_color.rgb == "FFFBE3A1"
    assert (rows["C4"].fill.start_color.rgb, rows["B2"].comment) == ("FFF4B6B6", None)
    assert str(report["A1"].value).startswith("trade.csv: 4 rows read = 3 loaded + 0 repeated + 1 skipped")


def test_nothing_in_the_copy_is_a_formula(tmp_path: Path, batch: Batch) -> None:
    path = write_checked(tmp_path / "c.xlsx", batch.tables, batch.report)
    for sheet in openpyxl.load_workbook(path):
        assert {cell.data_type for row in sheet for cell in row if cell.value is not None} == {"s"}
    with zipfile.ZipFile(path) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist() if "sheet" in name)
    assert b"<f>" not in inside


def test_the_copy_speaks_dutch_when_asked(tmp_path: Path, batch: Batch) -> None:
    path = write_checked(tmp_path / "c.xlsx", batch.tables, batch.report, "nl")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "Verslag"
    assert book.worksheets[1]["A1"].value == "rij"


@pytest.mark.parametrize("title", ["[a]:*?/\\" + "x" * 40, "Report", "'quoted'", ""])
def test_a_sheet_of_any_name_can_be_written(tmp_path: Path, title: str, batch: Batch) -> None:
    from dataclasses import replace

    tables = [replace(batch.tables[0], sheet=title)] * 3
    book = openpyxl.load_workbook(write_checked(tmp_path / "c.xlsx", tables, batch.report))
    assert len({name.casefold() for name in book.sheetnames}) == 4
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_text_that_no_workbook_takes_is_made_to_fit(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "t.csv", ["who", "does", "to whom"], ["A\x07", "knows", "B" * 40_000])
    batch = read_file(path, card=Card(source={"id": "S"}))
    rows = openpyxl.load_workbook(write_checked(tmp_path / "c.xlsx", batch.tables, batch.report)).worksheets[
        1
    ]
    assert str(rows["B2"].value).endswith("A")
    assert len(str(rows["D2"].value)) <= 32_000
