"""`NAME_checked.xlsx`: the user's own rows with coloured cells, and a comment that says what to do.

Every remark is also marked by a sign, for who prints in grey.  All cells are text, and none can be
taken for a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from graph.words import say
from ingest.report import Report, RowFinding
from ingest.tables import Table

_COLOUR = {"error": "FFF4B6B6", "warning": "FFFBE3A1", "note": "FFD6E6F5"}
_SIGN = {"error": "✖", "warning": "▲", "note": "•"}
_WEIGHT = {"error": 0, "warning": 1, "note": 2}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CELL_LIMIT = 32_000  # signs that fit in a cell
_COMMENTS = 12  # remarks told in one comment
_ILLEGAL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])

Marks = dict[tuple[int, str], list[RowFinding]]


def checked_path(path: Path) -> Path:
    """Where the checked copy of a file lies: beside it."""
    return path.with_name(f"{path.stem}_checked.xlsx")


def write_checked(path: Path | str, tables: Sequence[Table], report: Report, lang: str = "en") -> Path:
    """Write the checked copy of a file to `path`; returns it.

    The first sheet is the report; then one sheet per table, its cells as they were read.  The copy
    holds all that the file holds, so it is as confidential as the file.
    """
    target = Path(path)
    book = Workbook(write_only=True)
    _summary(book.create_sheet(say("checked.summary", lang)), report, lang)
    taken = {say("checked.summary", lang).casefold()}
    for table in tables:
        marks: Marks = {}
        for finding in report.findings:
            if finding.sheet == table.sheet and finding.row:
                marks.setdefault((finding.row, finding.column), []).append(finding)
        _copy(book.create_sheet(_title(table, taken)), table, marks, lang)
    book.save(target)
    return target


def _summary(sheet: WriteOnlyWorksheet, report: Report, lang: str) -> None:
    sheet.column_dimensions["A"].width = 120  # type: ignore[attr-defined]  # the stubs do not know it
    for line in (
        *report.account(lang),
        "",
        *(say(f"checked.legend_{s}", lang, sign=_SIGN[s]) for s in _SIGN),
        "",
    ):
        sheet.append([_text(sheet, line)])
    for line in report.lines(lang)[3:]:
        cell = _text(sheet, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append([cell])


def _copy(sheet: WriteOnlyWorksheet, table: Table, marks: Marks, lang: str) -> None:
    sheet.freeze_panes = "B2"
    head = say("checked.row", lang)
    sheet.append([_bold(sheet, head), *(_bold(sheet, name) for name in table.header)])
    for row in table.rows:
        about_row = marks.get((row.number, ""), [])
        cells = [_marked(sheet, str(row.number), about_row, lang)]
        for at, text in enumerate(row.cells):
            name = table.header[at] if at < len(table.header) else ""
            cells.append(_marked(sheet, text, marks.get((row.number, name), []) if name else [], lang))
        sheet.append(cells)


def _marked(sheet: WriteOnlyWorksheet, text: str, findings: list[RowFinding], lang: str) -> Cell:
    """A cell in the colour of its heaviest remark, with that remark's sign before its text."""
    if not findings:
        return _text(sheet, text)
    heaviest = min((f.severity for f in findings), key=lambda s: _WEIGHT[s])
    cell = _text(sheet, f"{_SIGN[heaviest]} {text}".rstrip())
    cell.fill = PatternFill("solid", start_color=_COLOUR[heaviest])
    said = [f"{f.code}  {f.sentence(lang)}" for f in findings[:_COMMENTS]]
    cell.comment = Comment("\n".join(said).translate(_ILLEGAL), "aantafel", height=120, width=320)
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    """A cell of text; one that a spreadsheet could take for a formula gets an apostrophe's treatment."""
    cell: Cell = WriteOnlyCell(sheet, value="")
    clean = text.translate(_ILLEGAL)[:_CELL_LIMIT]
    cell.value = clean
    cell.data_type = "s"
    cell.number_format = "@"
    if clean.startswith(_FORMULA):
        cell.quotePrefix = True
    return cell


def _bold(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = _text(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _title(table: Table, taken: set[str]) -> str:
    """A sheet name that a workbook takes: at most 31 signs, none of []:*?/\\, none twice."""
    base = "".join(" " if sign in "[]:*?/\\" else sign for sign in table.sheet or Path(table.file).stem)
    base = base.translate(_ILLEGAL).strip("' ")[:28] or "1"
    title, n = base, 1
    while title.casefold() in taken:
        n += 1
        title = f"{base[:26]} {n}"
    taken.add(title.casefold())
    return title
