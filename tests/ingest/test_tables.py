"""Files become tables: widths, notes, and one sentence for a file that cannot be read."""

from __future__ import annotations

import csv
import io
import os
import socket
import string
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from graph.errors import Unreadable
from graph.words import LANGUAGES, say
from ingest.codes import CODES, FILE_CODES, TABLE_CODES
from ingest.tables import Note, Row, Table, column_name, read_tables

ROOT = Path(__file__).parents[2]


def text(tmp_path: Path, content: str, name: str = "a.csv") -> Path:
    (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    return tmp_path / name


def table(tmp_path: Path, content: str, *, header: int | None = None) -> Table:
    (only,) = read_tables(text(tmp_path, content), header=header)
    return only


def book(path: Path, **sheets: list[list[object]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, lines in sheets.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    made.save(path)
    return path


def seen(found: Table, code: str) -> list[tuple[int | None, str | None, str]]:
    return [(note.row, note.column, note.value) for note in found.notes if note.code == code]


# -- the table --------------------------------------------------------------------------------


def test_a_csv_becomes_one_table_with_all_that_was_recognised(tmp_path: Path) -> None:
    assert table(tmp_path, "naam;land\nGroeve 1;IN\n\nGroeve 2;\n") == Table(
        file="a.csv", sheet="", header=("naam", "land"), header_row=1,
        rows=(Row(2, ("Groeve 1", "IN")), Row(4, ("Groeve 2", ""))),
        encoding="utf-8", delimiter=";", notes=(), blank_rows=1,
    )  # fmt: skip


def test_a_workbook_becomes_one_table_per_sheet(tmp_path: Path) -> None:
    parties: list[list[object]] = [["naam", "land"], ["A", "IN"]]
    found = read_tables(book(tmp_path / "a.xlsx", Partijen=parties, Handel=[["wie", "wat"], ["A", "x"]]))
    assert [(each.file, each.sheet, each.header, each.encoding, each.delimiter) for each in found] == [
        ("a.xlsx", "Partijen", ("naam", "land"), "", ""),
        ("a.xlsx", "Handel", ("wie", "wat"), "", ""),
    ]


def test_rows_above_the_header_are_no_rows_and_no_blank_rows(tmp_path: Path) -> None:
    found = table(tmp_path, "Register;;\n;;\nnaam;land;soort\n;;\nA;IN;x\n")
    assert (found.header_row, len(found.rows), found.blank_rows) == (3, 1, 1)


def test_a_trailing_delimiter_makes_no_column(tmp_path: Path) -> None:
    found = table(tmp_path, "naam;land;\nA;IN;\nB;BE;\n")
    assert (found.header, found.rows[0].cells, found.notes) == (("naam", "land"), ("A", "IN"), ())


def test_a_trailing_delimiter_on_the_rows_alone_is_no_extra_value(tmp_path: Path) -> None:
    found = table(tmp_path, "naam;land\nA;IN;\nB;BE;;\n")
    assert [row.cells for row in found.rows] == [("A", "IN"), ("B", "BE")]
    assert found.notes == ()


def test_a_nameless_column_with_values_is_kept_and_noted(tmp_path: Path) -> None:
    found = table(tmp_path, "naam;land;;soort\nA;IN;;x\nB;BE;los;y\n")
    assert found.header == ("naam", "land", "", "soort")
    assert seen(found, "T04") == [(3, "C", "los")]


def test_a_nameless_last_column_with_values_is_kept_and_noted(tmp_path: Path) -> None:
    found = table(tmp_path, "naam;land;\nA;IN;los\nB;BE;\n")
    assert found.header == ("naam", "land", "")
    assert seen(found, "T04") == [(2, "C", "los")]


def test_a_repeated_name_is_noted_once(tmp_path: Path) -> None:
    found = table(tmp_path, "naam;land;Naam;naam\nA;IN;x;y\n")
    assert seen(found, "T05") == [(1, "Naam", "Naam")]


def test_a_row_wider_than_the_header_keeps_its_place_and_its_extra_values(tmp_path: Path) -> None:
    found = table(tmp_path, "naam;land\nA;IN\nB;BE;x;y\nC;NL\n")
    assert found.rows[1] == Row(3, ("B", "BE", "x", "y"))
    assert seen(found, "T01") == [(3, None, "x | y")]
    assert [note.severity for note in found.notes] == ["error"]


def test_one_value_more_than_names_in_every_row_shifts_nothing_and_is_said_once_more(tmp_path: Path) -> None:
    found = table(tmp_path, "naam;land;soort\n1;A;IN;x\n2;B;BE;y\n")
    assert [row.cells for row in found.rows] == [("1", "A", "IN", "x"), ("2", "B", "BE", "y")]
    assert seen(found, "T02") == [(None, None, "2")]
    assert [row for row, _, _ in seen(found, "T01")] == [2, 3]


def test_a_row_narrower_than_the_header_is_filled_up_and_noted(tmp_path: Path) -> None:
    found = table(tmp_path, "naam;land;soort\nA;IN;x\nB;BE\n")
    assert found.rows[1] == Row(3, ("B", "BE", ""))
    assert seen(found, "T03") == [(3, None, "BE")]


def test_a_stray_value_far_right_in_a_sheet_is_no_column(tmp_path: Path) -> None:
    lines: list[list[object]] = [["naam", "land"], ["A", "IN"], ["B", "BE", None, "los"], ["C", "NL"]]
    (found,) = read_tables(book(tmp_path / "a.xlsx", S=lines))
    assert found.header == ("naam", "land")
    assert seen(found, "T01") == [(3, None, " | los")]


def test_a_full_column_without_name_right_of_a_sheet_is_a_nameless_column(tmp_path: Path) -> None:
    lines: list[list[object]] = [["naam", "land"], ["A", "IN", 1], ["B", "BE", 2], ["C", "NL"]]
    (found,) = read_tables(book(tmp_path / "a.xlsx", S=lines))
    assert (found.header, seen(found, "T04")) == (("naam", "land", ""), [(2, "C", "1")])


def test_the_user_may_say_where_the_header_is(tmp_path: Path) -> None:
    found = table(tmp_path, "a;b\nnaam;land\nA;IN\n", header=2)
    assert (found.header, found.header_row, len(found.rows)) == (("naam", "land"), 2, 1)


def test_the_user_may_say_that_there_is_no_header(tmp_path: Path) -> None:
    found = table(tmp_path, "Groeve 1;IN\nGroeve 2;BE\n", header=0)
    assert (found.header, found.header_row) == (("A", "B"), 0)
    assert [row.number for row in found.rows] == [1, 2]


def test_the_caller_may_say_what_names_look_like(tmp_path: Path) -> None:
    path = text(tmp_path, "Steen BV;Ghent;x\nnaam;land;soort\nA;IN;y\n")
    (found,) = read_tables(path, looks_like_header=lambda cells: float("naam" in cells))
    assert found.header_row == 2


def test_two_header_rows_are_joined_and_noted(tmp_path: Path) -> None:
    found = table(tmp_path, "contact;;rating;;;\nname;place;interest;power;trust;year\nA;x;1;2;3;2021\n")
    assert found.header[:3] == ("contact / name", "contact / place", "rating / interest")
    assert seen(found, "T06") == [(2, None, "contact / name")]


def test_merged_cells_below_the_header_are_noted_and_a_merged_title_is_not(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", S=[["Titel"], [], ["naam", "land", "x"], ["A", "IN", 1], ["B", None, 2]])
    made = openpyxl.load_workbook(path)
    made["S"].merge_cells("A1:C1")
    made["S"].merge_cells("B4:B5")
    made.save(path)
    (found,) = read_tables(path)
    assert (found.header_row, seen(found, "T09")) == (3, [(4, "land", "B4:B5")])


def test_errors_and_formulas_are_noted_with_row_and_column(tmp_path: Path) -> None:
    lines: list[list[object]] = [["naam", "aandeel", None], ["A", "#N/A", None], ["B", "=1+1", None]]
    (found,) = read_tables(book(tmp_path / "a.xlsx", S=lines))
    assert found.rows[0].cells == ("A", "#N/A")
    assert (seen(found, "T07"), seen(found, "T08")) == ([(2, "aandeel", "#N/A")], [(3, "aandeel", "=1+1")])


def test_errors_in_a_csv_are_noted_as_well(tmp_path: Path) -> None:
    assert seen(table(tmp_path, "naam;aandeel\nA;#VERW!\n"), "T07") == [(2, "aandeel", "#VERW!")]


def test_tidied_cells_are_counted_per_column(tmp_path: Path) -> None:
    found = table(tmp_path, "naam|land\nA |IN\nB\u00a0|N&amp;L\nC\0|BE\n")
    assert seen(found, "T10") == [(2, "naam", "2")]
    assert seen(found, "T11") == [(3, "land", "1")]
    assert seen(found, "T12") == [(4, "naam", "1")]


def test_sheets_left_out_are_told_with_the_first_table(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Leeg": [], "Cijfers": [[1, 2], [3, 4]], "Partijen": [["naam", "land"], ["A", "IN"]],
        "Later": [["wie", "wat"]],
    }  # fmt: skip
    first, later = read_tables(book(tmp_path / "a.xlsx", **sheets))
    assert [(note.code, note.value) for note in first.notes] == [("T21", "Leeg"), ("T19", "Cijfers")]
    assert (later.header, later.rows) == (("wie", "wat"), ())
    assert [(note.code, note.value) for note in later.notes] == [("T20", "Later")]


@pytest.mark.parametrize("ending", [".xls", ".ods", ".csv"])
def test_a_workbook_under_another_name_is_read_and_told(tmp_path: Path, ending: str) -> None:
    path = book(tmp_path / "a.xlsx", S=[["naam", "land"], ["A", "IN"]]).rename(tmp_path / f"a{ending}")
    (found,) = read_tables(path)
    assert found.rows[0].cells == ("A", "IN")
    assert seen(found, "T16") == [(None, None, "an Excel workbook (.xlsx)")]


def test_a_text_called_xls_is_read_and_told(tmp_path: Path) -> None:
    (found,) = read_tables(text(tmp_path, "naam\tland\nA\tIN\n", "a.xls"))
    assert (found.delimiter, seen(found, "T16")) == ("\t", [(None, None, "a text file")])


def test_right_to_left_and_devanagari_names_come_through(tmp_path: Path) -> None:
    found = table(tmp_path, "naam;land\nकोटा पत्थर;IN\nشركة الحجر;EG\n")
    assert [row.cells[0] for row in found.rows] == ["कोटा पत्थर", "شركة الحجر"]


def test_a_column_without_name_is_called_by_its_letter() -> None:
    assert [column_name(("naam", ""), at) for at in (0, 1, 27)] == ["naam", "B", "AB"]


# -- files that cannot be read ----------------------------------------------------------------

PDF, JPEG, PNG = b"%PDF-1.7\n", b"\xff\xd8\xff\xe0\0\x10JFIF", b"\x89PNG\r\n\x1a\n"


def zipped(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as container:
        for name in names:
            container.writestr(name, "x")
    return path


def put(content: bytes, name: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def sparse(folder: Path) -> Path:
    with (folder / "a.csv").open("wb") as stream:
        stream.truncate(300_000_000)
    return folder / "a.csv"


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "a.csv")
    return folder / "a.csv"


# A file, the code it gets, and what its sentence must hold.
REFUSED: list[tuple[Callable[[Path], Path], str, str]] = [
    (lambda folder: folder / "weg.csv", "F01", "weg.csv"),
    (lambda folder: folder / "a.csv" / "b.csv", "F01", "b.csv"),
    (lambda folder: folder / "a\0b.csv", "F01", "a?b.csv"),
    (lambda folder: folder, "F02", "folder"),
    (pipe, "F03", "pipe"),
    (put(b"", "a.csv"), "F04", "0 bytes"),
    (lambda folder: folder / f"{'x' * 300}.csv", "F06", "too long"),
    (put(JPEG, "a.xls"), "F09", "a JPEG picture"),
    (put(JPEG, "a.csv"), "F09", "a JPEG picture"),
    (put(PNG, "a.xlsx"), "F09", "a PNG picture"),
    (put(PDF, "a.xlsx"), "F09", "a PDF document"),
    (put(b"<!DOCTYPE html>\n<html>", "a.xls"), "F09", "a web page"),
    (put(b"\xef\xbb\xbf <TABLE border=1>", "a.xls"), "F09", "a web page"),
    (put(b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "a.xls"), "F09", "Excel 2003"),
    (put(b'<?xml version="1.0"?><a/>', "a.csv"), "F09", "an XML file"),
    (put(b"\x1f\x8b\x08\0", "a.csv"), "F09", "archive"),
    (put(b"SQLite format 3\0", "a.csv"), "F09", "SQLite"),
    (put(b"x" * 165, "~$a.xlsx"), "F09", "somebody has the workbook open"),
    (lambda folder: zipped(folder / "a.xlsx", "word/document.xml"), "F09", "a Word document"),
    (lambda folder: zipped(folder / "a.csv", "ppt/presentation.xml"), "F09", "PowerPoint"),
    (lambda folder: zipped(folder / "a.xlsx", "xl/workbook.bin"), "F09", "binary workbook"),
    (lambda folder: zipped(folder / "a.xlsx", "leden.csv"), "F09", "a zip file"),
    (put(b"\0\1\2\3" * 99, "a.xlsx"), "F08", "not a workbook"),
    (sparse, "F10", "300 MB"),
    (put(b"naam\n", "a.doc"), "F13", ".xlsx"),
    (put(b"naam\n", "leden"), "F13", ".csv"),
    (put(b"1;2;3\n4;5;6\n", "a.csv"), "F14", "--header 0"),
    (put(b"naam;land\n", "a.csv"), "F15", "below the column names"),
    (put(b"naam;land\n;\n", "a.csv"), "F15", "below the column names"),
    (put(b"naam\0\0\0\0\0", "a.csv"), "F16", "position 5"),
    (put(b'naam;land\n"A;IN\n', "a.csv"), "F17", "line 2"),
    (put(b"naam;land\n\x81\xe9;IN\n", "a.csv"), "F20", "cp1252"),
    (put(b"\n \n", "a.csv"), "F23", "no text"),
    (lambda folder: book(folder / "a.xlsx", S=[]), "F23", "no text"),
    (lambda folder: book(folder / "a.xlsx", S=[[1, 2], [3, 4]]), "F14", "--header 0"),
    (lambda folder: book(folder / "a.xlsx", S=[["naam", "land"]]), "F15", "below the column names"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "code", "phrase"), REFUSED)
def test_a_file_that_cannot_be_read_gets_one_sentence(
    tmp_path: Path, make: Callable[[Path], Path], code: str, phrase: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        read_tables(make(tmp_path))
    assert caught.value.code == code
    assert phrase in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.sentence("nl") != caught.value.sentence("en")


def test_a_socket_is_no_file(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as end:
        end.bind(f"{folder}/a.csv")
        with pytest.raises(Unreadable) as caught:
            read_tables(Path(folder) / "a.csv")
    assert caught.value.code == "F03"


def test_a_header_row_that_is_blank_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="row 9") as caught:
        table(tmp_path, "naam;land\nA;IN\n", header=9)
    assert caught.value.code == "F19"


@contextmanager
def not_as_root() -> Iterator[None]:
    """Root may read everything; nobody else may."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


@pytest.mark.parametrize("locked", ["file", "folder"])
def test_a_file_that_may_not_be_read_is_refused(locked: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        inside = Path(folder) / "in"
        inside.mkdir()
        path = text(inside, "naam;land\nA;IN\n")
        (path if locked == "file" else inside).chmod(0)
        with not_as_root(), pytest.raises(Unreadable) as caught:
            read_tables(path)
        inside.chmod(0o755)
    assert caught.value.code == "F05"


# -- codes and sentences ----------------------------------------------------------------------


def test_no_two_codes_and_no_two_sentences_are_the_same() -> None:
    both = (*FILE_CODES, *TABLE_CODES)
    assert len({code.code for code in both}) == len({code.words for code in both}) == len(both) == 45
    values = {"file": "a", "kind": "b", "row": 1, "column": "c", "value": "d", "reason": "e", "size": 1,
              "limit": 2, "sheet": "f", "sheets": "g", "cell": "h", "extension": "i", "extensions": "j",
              "rows": 3, "position": 4, "encoding": "k", "delimiter": "l", "columns": 5}  # fmt: skip
    for lang in LANGUAGES:
        assert len({say(code.words, lang, **values) for code in both}) == len(both)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_note_can_be_said_with_what_it_carries(lang: str) -> None:
    note = Note("", 3, "naam", "x", "note")
    carried = {"row": note.row, "column": note.column, "value": note.value}
    assert all(say(CODES[code.code], lang, **carried) for code in TABLE_CODES)


def test_severities_are_the_three_there_are() -> None:
    assert {code.severity for code in (*FILE_CODES, *TABLE_CODES)} == {"error", "warning", "note"}


# -- round trips ------------------------------------------------------------------------------

LETTERS = "ab 1é;,|\t\"'\n\r=NL.\u00a0"
HEADER = ["naam", "land", "soort", "bron", "jaar"]
CELL = st.text(alphabet=LETTERS, max_size=6)


@st.composite
def grids(draw: st.DrawFn, cell: st.SearchStrategy[str] = CELL) -> list[list[str]]:
    width = draw(st.integers(2, 5))
    body = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=6))
    assume(any(kept(each) for line in body for each in line))
    return [HEADER[:width], *body]


def kept(cell: str) -> str:
    """What the documentation promises of a cell: plain line ends and blanks, none at the edges."""
    return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").strip(" \t\n")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    grids(),
    st.sampled_from(";,\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_what_is_written_as_csv_is_read_back(
    tmp_path: Path, lines: list[list[str]], delimiter: str, encoding: str, end: str, quoted: bool
) -> None:
    # The writer quotes only the line end that it writes itself.
    quoted = quoted or any(sign in cell for line in lines for cell in line for sign in "\r\n")
    written, starts = "", []
    for line in lines:
        one = io.StringIO(newline="")
        csv.writer(one, delimiter=delimiter, lineterminator=end,
                   quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerow(line)  # fmt: skip
        starts.append(1 + written.replace("\r\n", "\n").replace("\r", "\n").count("\n"))
        written += one.getvalue()
    path = tmp_path / "a.csv"
    path.write_bytes(written.encode(encoding))
    (found,) = read_tables(path, delimiter=delimiter)
    expected = [(start, tuple(map(kept, line))) for start, line in zip(starts, lines, strict=True)]
    assert found.header == expected[0][1]
    assert [(row.number, row.cells) for row in found.rows] == [(n, c) for n, c in expected[1:] if any(c)]
    assert found.blank_rows == sum(not any(cells) for _, cells in expected[1:])


PLAIN = st.text(alphabet=string.ascii_letters + " é'", max_size=8)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grids(PLAIN), st.sampled_from(";,\t|"), st.integers(0, 3))
def test_the_delimiter_of_a_plain_table_is_recognised(
    tmp_path: Path, lines: list[list[str]], delimiter: str, titles: int
) -> None:
    above = "".join(f"Titel {n}\n" for n in range(min(titles, len(lines) - 1)))
    (found,) = read_tables(text(tmp_path, above + "".join(delimiter.join(line) + "\n" for line in lines)))
    assert (found.delimiter, found.header) == (delimiter, tuple(lines[0]))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grids(), st.integers(0, 4), st.integers(0, 3), st.sets(st.integers(0, 5)))
def test_what_is_written_as_xlsx_is_read_back_on_the_same_rows(
    tmp_path: Path, lines: list[list[str]], above: int, left: int, gaps: set[int]
) -> None:
    made = openpyxl.Workbook()
    row, expected = above, []
    for at, line in enumerate(lines):
        row += 2 if at > 1 and at in gaps else 1
        for column, value in enumerate(line, start=left + 1):
            cell = made.active.cell(row, column, value or None)
            if value:
                cell.data_type = "s"
        expected.append((row, ("",) * left + tuple(map(kept, line))))
    made.save(tmp_path / "a.xlsx")
    (found,) = read_tables(tmp_path / "a.xlsx")
    assert (found.header_row, found.header) == expected[0]
    assert [(row.number, row.cells) for row in found.rows] == [(n, c) for n, c in expected[1:] if any(c)]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.tsv", "a.txt"]))
def test_any_bytes_give_tables_or_one_sentence(tmp_path: Path, raw: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(raw)
    try:
        found = read_tables(tmp_path / name)
    except Unreadable as wrong:
        assert wrong.code in CODES
    else:
        assert found[0].rows


# -- size -------------------------------------------------------------------------------------

# A process starts with the peak of the one that started it, so a small one stands in between.
BETWEEN = "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', *sys.argv[1:]]))"
MEASURE = """
import resource, sys
from pathlib import Path
from ingest.tables import read_tables
(table,) = read_tables(Path(sys.argv[1]))
print(len(table.rows), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_100_000_ties_take_less_than_200_mb(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("w", encoding="utf-8") as stream:
        stream.write("van;relatie;naar;product;aandeel;jaar;bron;opmerking\n")
        for n in range(100_000):
            ends = f"Leverancier {n % 5000};levert;Importeur {n % 700}"
            stream.write(f"{ends};graniet;12,5;2021;S{n % 20};rij {n}\n")
    command = [sys.executable, "-c", BETWEEN, MEASURE, str(tmp_path / "a.csv")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows, megabytes = map(int, done.stdout.split())
    assert rows == 100_000
    assert megabytes < 200
