"""Workbooks: every cell becomes the text that it shows, on the row that Excel shows."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdsTable
from odf.table import TableCell, TableRow
from odf.text import P
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from graph.errors import Unreadable
from ingest.filetypes import really
from ingest.grid import Grid, Note
from ingest.spreadsheets import read_spreadsheet


def xlsx(path: Path, cells: dict[str, object], **formats: str) -> Path:
    """A workbook with these cells; `formats` gives a cell its number format."""
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    for place, number_format in formats.items():
        book.active[place].number_format = number_format
    book.save(path)
    return path


def sheets(path: Path, sheet: str | None = None) -> tuple[list[Grid], list[Note]]:
    return read_spreadsheet(path, really(path), sheet=sheet)


def only(path: Path) -> Grid:
    (grid,), _ = sheets(path)
    return grid


def column(path: Path, at: int = 0) -> list[str]:
    return [row.cells[at] for row in only(path).rows]


def code(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        sheets(path)
    return caught.value.code


# -- typed cells become text ------------------------------------------------------------------

TYPED: list[tuple[object, str]] = [
    ("01234567", "01234567"),
    (3, "3"),
    (3.0, "3"),
    (-0.5, "-0.5"),
    (0.1, "0.1"),
    (12345678, "12345678"),
    (1e-7, "1e-07"),
    (True, "TRUE"),
    (False, "FALSE"),
    (date(2021, 3, 1), "2021-03-01"),
    (datetime(2021, 3, 1, 13, 5, 7), "2021-03-01T13:05:07"),
    (datetime(2021, 3, 1), "2021-03-01"),
    (time(13, 5), "13:05:00"),
    (timedelta(hours=30, minutes=5), "30:05:00"),
    ("NA", "NA"),
    ("2021-03", "2021-03"),
    ("#N/A", "#N/A"),
]


def test_typed_cells_of_an_xlsx_become_the_text_they_show(tmp_path: Path) -> None:
    cells = {f"A{row}": value for row, (value, _) in enumerate(TYPED, start=1)}
    assert column(xlsx(tmp_path / "a.xlsx", cells)) == [text for _, text in TYPED]


def test_typed_cells_of_an_xls_become_the_text_they_show(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    values = [("01234567", "01234567"), (3, "3"), (0.1, "0.1"), (True, "TRUE"), (1e-7, "1e-07")]
    for row, (value, _) in enumerate(values):
        sheet.write(row, 0, value)
    sheet.write(5, 0, date(2021, 3, 1), xlwt.easyxf(num_format_str="DD-MM-YYYY"))
    book.save(str(tmp_path / "a.xls"))
    assert column(tmp_path / "a.xls") == [*(text for _, text in values), "2021-03-01"]


def ods(path: Path, rows: Iterable[Iterable[TableCell]], **repeated: str) -> Path:
    """A LibreOffice workbook with one sheet; `repeated` are attributes of a last, blank row."""
    book = OpenDocumentSpreadsheet()
    table = OdsTable(name="Blad1")
    for cells in rows:
        row = TableRow()
        for cell in cells:
            row.addElement(cell)
        table.addElement(row)
    if repeated:
        row = TableRow(**repeated)
        row.addElement(TableCell(numbercolumnsrepeated="16384"))
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(path))
    return path


def ods_cell(text: str = "", **attributes: str) -> TableCell:
    cell = TableCell(**attributes)
    if text:
        cell.addElement(P(text=text))
    return cell


def test_typed_cells_of_an_ods_become_the_text_they_show(tmp_path: Path) -> None:
    cells = [
        ods_cell("01234567", valuetype="string"),
        ods_cell("3,00", valuetype="float", value="3"),
        ods_cell("1 maart 2021", valuetype="date", datevalue="2021-03-01"),
        ods_cell("WAAR", valuetype="boolean", booleanvalue="true"),
        ods_cell("12,5%", valuetype="percentage", value="0.125"),
    ]
    path = ods(tmp_path / "a.ods", [[cell] for cell in cells], numberrowsrepeated="1048000")
    assert column(path) == ["01234567", "3", "2021-03-01", "TRUE", "12.5%"]


def test_dates_of_a_1904_workbook_are_the_dates_it_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = date(2021, 3, 1)
    book.save(tmp_path / "a.xlsx")
    assert column(tmp_path / "a.xlsx") == ["2021-03-01"]


def test_a_percentage_keeps_its_sign_and_a_share_stays_a_share(tmp_path: Path) -> None:
    cells = {"A1": 0.25, "A2": 0.125, "A3": 1.1, "A4": 0.25, "A5": 25}
    path = xlsx(tmp_path / "a.xlsx", cells, A1="0%", A2="0.00%", A3="#,##0.0 %;-0%", A5='0" %"')
    assert column(path) == ["25%", "12.5%", "110%", "0.25", "25"]


def test_a_percentage_in_an_xls_keeps_its_sign(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row, (value, shown_as) in enumerate([(0.25, "0%"), (0.125, "0.0%"), (0.25, "0.00")]):
        sheet.write(row, 0, value, xlwt.easyxf(num_format_str=shown_as))
        sheet.write(row, 1, value, xlwt.easyxf(num_format_str=shown_as))  # two in a row are one record
    book.save(str(tmp_path / "a.xls"))
    assert [row.cells for row in only(tmp_path / "a.xls").rows] == [
        ("25%", "25%"), ("12.5%", "12.5%"), ("0.25", "0.25"),
    ]  # fmt: skip


# -- errors and formulas ----------------------------------------------------------------------


def test_an_error_in_an_xlsx_is_kept_as_its_text_and_noted(tmp_path: Path) -> None:
    grid = only(xlsx(tmp_path / "a.xlsx", {"B2": "naam", "B3": "#DIV/0!", "D3": "#N/A"}))
    assert grid.rows[1].cells == ("", "#DIV/0!", "", "#N/A")
    assert grid.errors == [(3, 1, "#DIV/0!"), (3, 3, "#N/A")]


def test_an_error_in_an_xls_is_kept_as_its_text_and_noted(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("Eerste").write(0, 0, "x")
    sheet = book.add_sheet("Één tweede")
    sheet.write(0, 0, "naam")
    sheet.row(1).set_cell_error(0, 0x2A)  # #N/A
    book.save(str(tmp_path / "a.xls"))
    (first, second), _ = sheets(tmp_path / "a.xls")
    assert (first.errors, second.errors) == ([], [(2, 0, "#N/A")])
    assert second.rows[1].cells == ("#N/A",)


def test_an_error_in_an_ods_is_kept_as_its_text_and_noted(tmp_path: Path) -> None:
    wrong = ods_cell("#N/A", valuetype="string", stringvalue="", formula="of:=NA()")
    grid = only(ods(tmp_path / "a.ods", [[ods_cell("naam", valuetype="string")], [wrong]]))
    assert grid.errors == [(2, 0, "#N/A")]


def formula_file(path: Path, inside: str) -> Path:
    """A workbook whose cell A2 holds this XML: openpyxl cannot write the value of a formula."""
    plain = xlsx(path.with_name("plain.xlsx"), {"A1": "naam", "A2": "=1+1"})
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                before, _, rest = content.partition(b'<c r="A2">')
                content = before + inside.encode() + rest.partition(b"</c>")[2]
            target.writestr(name, content)
    return path


def test_a_formula_counts_as_its_value(tmp_path: Path) -> None:
    grid = only(formula_file(tmp_path / "a.xlsx", '<c r="A2"><f>1+1</f><v>2</v></c>'))
    assert (grid.rows[1].cells, grid.unvalued) == (("2",), [])


def test_a_formula_that_gives_an_empty_text_is_blank_and_not_noted(tmp_path: Path) -> None:
    grid = only(formula_file(tmp_path / "a.xlsx", '<c r="A2" t="str"><f>""</f><v></v></c>'))
    assert (len(grid.rows), grid.unvalued) == (1, [])


def test_a_formula_that_was_never_calculated_is_noted(tmp_path: Path) -> None:
    grid = only(xlsx(tmp_path / "a.xlsx", {"A1": "naam", "A2": "x", "C2": "=A1&B1"}))
    assert grid.unvalued == [(2, 2, "=A1&B1")]


def test_a_formula_that_was_never_calculated_in_an_ods_is_noted(tmp_path: Path) -> None:
    rows = [[ods_cell("naam", valuetype="string")], [ods_cell(formula="of:=[.A1]")]]
    assert only(ods(tmp_path / "a.ods", rows)).unvalued == [(2, 0, "of:=[.A1]")]


# -- rows, sheets -----------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_rows_have_the_number_and_columns_the_place_that_excel_shows(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a.{ending}"
    if ending == "xlsx":
        xlsx(path, {"C4": "naam", "C6": "Groeve"})
    elif ending == "xls":
        book = xlwt.Workbook()
        sheet = book.add_sheet("S")
        sheet.write(3, 2, "naam")
        sheet.write(5, 2, "Groeve")
        book.save(str(path))
    else:
        blank, naam, groeve = ([TableCell(), TableCell(), ods_cell(text, valuetype="string")] if text else
                               [TableCell()] for text in ("", "naam", "Groeve"))  # fmt: skip
        ods(path, [blank, [TableCell()], [TableCell()], naam, [TableCell()], groeve])
    rows = only(path).rows
    assert [(row.number, row.cells) for row in rows] == [(4, ("", "", "naam")), (6, ("", "", "Groeve"))]


def test_2504_preformatted_rows_with_four_filled_are_four_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in range(1, 2505):
        book.active.cell(row, 1).font = openpyxl.styles.Font(bold=True)
    for row in (1, 2, 3, 900):
        book.active.cell(row, 1).value = f"r{row}"
    book.save(tmp_path / "a.xlsx")
    assert [row.number for row in only(tmp_path / "a.xlsx").rows] == [1, 2, 3, 900]


def several(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Partijen"
    book.active["A1"] = "naam"
    book.create_sheet("(Ignore) kladblok")["A1"] = "klad"
    book.create_sheet("Verborgen")["A1"] = "soort"
    book["Verborgen"].sheet_state = "hidden"
    book.create_chartsheet("Grafiek")
    book.create_sheet("Leeg")
    book.save(path)
    return path


def test_sheets_to_ignore_and_charts_are_left_out_and_hidden_ones_noted(tmp_path: Path) -> None:
    grids, notes = sheets(several(tmp_path / "a.xlsx"))
    assert [grid.sheet for grid in grids] == ["Partijen", "Verborgen", "Leeg"]
    assert [(note.code, note.value) for note in notes] == [("T17", "(Ignore) kladblok"), ("T18", "Verborgen")]


@pytest.mark.parametrize(("asked", "given"), [("Verborgen", "Verborgen"), (" partijen ", "Partijen"),
                                             ("(ignore) kladblok", "(Ignore) kladblok")])  # fmt: skip
def test_one_sheet_may_be_asked_for_also_one_to_ignore(tmp_path: Path, asked: str, given: str) -> None:
    (grid,), notes = sheets(several(tmp_path / "a.xlsx"), asked)
    assert (grid.sheet, notes) == (given, [])


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match='"Partijen", .*"Verborgen"') as caught:
        sheets(several(tmp_path / "a.xlsx"), "Handel")
    assert caught.value.code == "F18"


def test_merged_cells_are_known_by_their_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = "titel"
    book.active.merge_cells("B2:D3")
    book.save(tmp_path / "a.xlsx")
    assert only(tmp_path / "a.xlsx").merged == (((2, 1), (3, 3)),)


# -- protected, damaged, absurd ---------------------------------------------------------------


def ole(path: Path, *names: str) -> Path:
    """An OLE container with empty streams of these names: header, one table sector, one directory sector."""
    free, end, fat_mark = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header += struct.pack("<108I", *[free] * 108)
    table = struct.pack("<128I", fat_mark, end, *[free] * 126)
    entries = [("Root Entry", 5), *((name, 2) for name in names)]
    directory = b""
    for name, kind in entries:
        text = name.encode("utf-16-le")
        directory += text.ljust(64, b"\0") + struct.pack("<HB", len(text) + 2, kind) + b"\0" * 49
        directory += struct.pack("<III", end, 0, 0)
    path.write_bytes(header + table + directory.ljust(512, b"\0"))
    return path


def test_an_xlsx_with_a_password_is_named_so(tmp_path: Path) -> None:
    assert code(ole(tmp_path / "a.xlsx", "EncryptionInfo", "EncryptedPackage")) == "F07"


def test_an_xls_with_a_password_is_named_so(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("S").write(0, 0, "naam")
    records = book.get_biff_data()
    first = 4 + struct.unpack_from("<H", records, 2)[0]
    locked = records[:first] + struct.pack("<HHHHH", 0x2F, 6, 0, 1, 2) + records[first:]
    xlwt.CompoundDoc.XlsDoc().save(str(tmp_path / "a.xls"), locked)
    assert code(tmp_path / "a.xls") == "F07"


def test_an_ods_with_a_password_is_named_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest><encryption-data/></manifest>")
        book.writestr("content.xml", b"\x93\x11")
    assert code(tmp_path / "a.ods") == "F07"


@pytest.mark.parametrize("kept", [30, 200, 1000, 3000])
@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_truncated_workbook_is_named_so(tmp_path: Path, ending: str, kept: int) -> None:
    path = tmp_path / f"a.{ending}"
    if ending == "xlsx":
        xlsx(path, {"A1": "naam"})
    else:
        book = xlwt.Workbook()
        book.add_sheet("S").write(0, 0, "naam")
        book.save(str(path))
    path.write_bytes(path.read_bytes()[:kept])
    assert code(path) == "F08"


@pytest.mark.parametrize("at", [0.2, 0.5, 0.8])
def test_a_workbook_with_one_wrong_byte_in_a_part_is_damaged(tmp_path: Path, at: float) -> None:
    path = xlsx(tmp_path / "a.xlsx", {f"A{row}": f"naam {row * 7919}" for row in range(1, 400)})
    with zipfile.ZipFile(path) as book:
        part = book.getinfo("xl/worksheets/sheet1.xml")
    raw = bytearray(path.read_bytes())
    raw[part.header_offset + 60 + int(part.compress_size * at)] ^= 0xFF
    path.write_bytes(bytes(raw))
    assert code(path) == "F08"


def test_a_workbook_without_its_contents_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as book:
        book.writestr("xl/workbook.xml", "<workbook><sheets>")
    assert code(tmp_path / "a.xlsx") == "F08"


def test_records_that_make_no_sense_end_the_reading_and_not_the_program(tmp_path: Path) -> None:
    # The sector after the header says that it is its own successor, for ever.
    path = ole(tmp_path / "a.xls", "Workbook")
    raw = bytearray(path.read_bytes())
    raw[512:520] = struct.pack("<II", 0xFFFFFFFD, 1)
    path.write_bytes(bytes(raw))
    assert code(path) == "F08"


def test_a_workbook_stream_of_noise_ends_the_reading_and_not_the_program(tmp_path: Path) -> None:
    noise = bytes((n * n * 31 + n // 7) % 256 for n in range(9000))
    xlwt.CompoundDoc.XlsDoc().save(str(tmp_path / "a.xls"), noise)
    assert code(tmp_path / "a.xls") == "F08"


def test_one_cell_in_the_last_corner_of_a_sheet_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"A1": "naam", "XFD1048576": "x"})
    with pytest.raises(Unreadable, match="XFD1048576"):
        sheets(path)
    assert code(path) == "F12"


def test_a_row_number_that_no_sheet_has_is_refused(tmp_path: Path) -> None:
    assert code(formula_file(tmp_path / "a.xlsx", '<c r="A4200000000"><v>2</v></c>')) == "F12"


def test_a_cell_repeated_over_a_whole_ods_sheet_is_refused(tmp_path: Path) -> None:
    cell = ods_cell("x", valuetype="string", numbercolumnsrepeated="16384")
    book = OpenDocumentSpreadsheet()
    table, row = OdsTable(name="S"), TableRow(numberrowsrepeated="1048576")
    row.addElement(cell)
    table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(tmp_path / "a.ods"))
    assert code(tmp_path / "a.ods") == "F12"


def test_styled_cells_in_the_last_corner_do_no_harm(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"A1": "naam", "A2": "x"}, XFD1048576="0.00")
    assert column(path) == ["naam", "x"]


def bomb(path: Path, *, megabytes: int) -> Path:
    """A good workbook with a picture of nothing but zeros in it."""
    xlsx(path, {"A1": "naam", "A2": "x"})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book, book.open("xl/media/a.png", "w") as zeros:
        for _ in range(megabytes):
            zeros.write(b"\0" * 1_000_000)
    return path


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    assert code(bomb(tmp_path / "a.xlsx", megabytes=60)) == "F11"


def test_a_zip_bomb_that_says_it_is_small_is_refused(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", megabytes=60)
    size = struct.pack("<I", 60_000_000)
    raw = path.read_bytes()
    assert raw.count(size) >= 1
    path.write_bytes(raw.replace(size, struct.pack("<I", 100)))
    assert code(path) == "F11"


def test_a_picture_that_packs_well_is_no_bomb(tmp_path: Path) -> None:
    assert column(bomb(tmp_path / "a.xlsx", megabytes=20)) == ["naam", "x"]


def test_a_workbook_that_says_it_unpacks_to_600_mb_is_refused(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", megabytes=1)
    raw = path.read_bytes()
    path.write_bytes(raw.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 600_000_000)))
    assert code(path) == "F11"
