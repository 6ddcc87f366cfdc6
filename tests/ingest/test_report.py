"""The report: equal remarks as one, the heaviest first, and never a wall of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.words import LANGUAGES
from ingest.claim_codes import LOAD_CODE, sentence_of, severity_of
from ingest.codes import CODE, FILE_CODES
from ingest.count import Count
from ingest.load import read_file
from ingest.report import Report, RowFinding, SheetReport
from tests.ingest.small_files import read_rows_as

FILE = {code.code for code in FILE_CODES}


def finding(row: int, code: str = "R21", value: str = "suplies", severity: str = "warning") -> RowFinding:
    return RowFinding(severity, "t.csv", "Trade", row, "does", value, code, "supplies")


def test_equal_remarks_are_one_line_that_names_the_rows() -> None:
    report = Report("t.csv", findings=[finding(row) for row in (4, 9, 2)])
    (group,) = report.groups()
    assert group.rows == (4, 9, 2)
    line = group.line("en")
    assert line.startswith('t.csv, sheet "Trade", column "does", 3 rows (4, 9, 2): ')
    assert 'Did you mean "supplies"?' in line
    assert "3 rijen (4, 9, 2)" in group.line("nl")


def test_a_single_remark_names_its_row() -> None:
    (group,) = Report("t.csv", findings=[finding(14)]).groups()
    assert group.line("nl").startswith('t.csv, blad "Trade", rij 14, kolom "does": ')


def test_twenty_rows_are_shown_and_the_others_counted() -> None:
    (group,) = Report("t.csv", findings=[finding(row) for row in range(1, 35)]).groups()
    assert "34 rows (1, 2, " in group.line()
    assert "19, 20 and 14 more)" in group.line()


def test_twenty_groups_of_a_code_are_shown_unless_everything_is_asked() -> None:
    report = Report("t.csv", findings=[finding(n, value=f"word {n}") for n in range(25)])
    assert sum("R21  " in line for line in report.lines()) == 20
    assert report.lines()[-1] == "… and 5 more of R21"
    assert sum("R21  " in line for line in report.lines(everything=True)) == 25


def test_errors_come_first_and_notes_last() -> None:
    mixed = [finding(1, "R70", "x", "note"), finding(2), finding(3, "R10", "", "error")]
    assert [g.finding.severity for g in Report("t.csv", findings=mixed).groups()] == [
        "error",
        "warning",
        "note",
    ]


def test_counts_of_sheets_are_added() -> None:
    one = SheetReport("a", "ties", 1, 1, 2, 3, columns=Count(1, 2, 3), cells=Count(1, 2, 3, 4))
    two = SheetReport("b", "ties", 1, 10, 20, 30, columns=Count(10, 20, 30), cells=Count(10, 20, 30, 40))
    report = Report("t", [one, two])
    assert (report.read, report.loaded, report.repeated, report.skipped) == (66, 11, 22, 33)
    assert (report.columns, report.columns.total) == (Count(11, 22, 33), 66)
    assert (report.cells, report.cells.total) == (Count(11, 22, 33, 44), 110)
    assert report.account("en") == [
        "t: 66 rows read = 11 loaded + 22 repeated + 33 skipped",
        "66 columns = 11 used + 22 kept as written + 33 left out",
        "110 cells = 11 used + 22 kept as written + 33 left out + 44 not understood",
    ]


@pytest.mark.parametrize("code", sorted({*CODE, *LOAD_CODE} - FILE))
def test_every_code_has_a_sentence_in_both_languages(code: str) -> None:
    said = [sentence_of(code, lang, value="VALUE", suggestion="OTHER", column="COLUMN") for lang in LANGUAGES]
    assert said[0] != said[1]
    assert all("{" not in text for text in said)
    assert severity_of(code) in ("error", "warning", "note")


def test_codes_of_loading_are_no_codes_of_reading() -> None:
    assert not set(LOAD_CODE) & set(CODE)


def test_the_report_as_data_can_be_written_as_json(tmp_path: Path) -> None:
    batch = read_rows_as(tmp_path, "ties", ["who", "does", "to whom"], ["A", "suplies", "B"], ["A", "", "B"])
    data = json.loads(json.dumps(batch.report.as_json()))
    assert data["rows"] == {"read": 2, "loaded": 1, "repeated": 0, "skipped": 1}
    assert data["cells"]["total"] == 5
    assert {f["code"]: f["row"] for f in data["findings"]} == {"R21": 2, "R10": 3, "L07": 0}


def test_level_confidence_and_date_of_a_row_count_as_used(tmp_path: Path) -> None:
    path = tmp_path / "parties.csv"
    path.write_text(
        "name,kind,who may see it,how sure,said on\nYard A,supplier,team only,stated,2024\n", encoding="utf-8"
    )
    batch = read_file(path)
    (party,) = batch.mentions
    assert (party.level, party.confidence, party.said_on, party.fields) == ("team", "stated", "2024", "{}")
    assert (batch.report.cells.used, batch.report.cells.kept) == (5, 0)
    assert "R08" not in {one.code for one in batch.report.findings}
