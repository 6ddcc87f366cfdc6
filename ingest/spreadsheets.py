"""Workbooks (.xlsx, .xls, .ods) through calamine; every cell becomes the text that it shows.

Whole numbers have no ".0", other numbers are as short as they can be; percentages end in "%"; dates
are ISO (`2021-03-01`, `2021-03-01T13:05:07`), times and durations `h:mm:ss`; booleans are TRUE and
FALSE; an error is its own text (`#N/A`).  A formula counts as its value.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from ingest.apart import GaveUpError, apart
from ingest.cells import ERRORS, tidier
from ingest.formula_cells import Marks, marks_of_ods, marks_of_xlsx
from ingest.grid import Grid, Note, Row, letters, note, unreadable
from ingest.xls_records import DamagedError, ProtectedError, marks_of_xls

MAX_CELLS = 20_000_000

Value = int | float | str | bool | time | date | datetime | timedelta


def read_spreadsheet(path: Path, kind: str, *, sheet: str | None = None) -> tuple[list[Grid], list[Note]]:
    """The filled rows of every sheet, or of the one asked for, and notes on sheets left out.

    `kind` is what `ingest.filetypes.really` said.  Sheets named "(ignore)…" are left out unless
    asked for; chart sheets always; hidden ones are read, with a note.  Raises `Unreadable`.
    """
    try:
        grids, notes = apart(read_here, path.absolute(), kind, sheet)
    except GaveUpError as wrong:
        raise unreadable("corrupt", file=path.name, reason="its contents make no sense") from wrong
    return grids, notes


def read_here(path: Path, kind: str, sheet: str | None) -> tuple[list[Grid], list[Note]]:
    """The same in this process, which a damaged workbook may end."""
    marks = _marks(path, kind)
    for name, each in marks.items():
        row, column = each.far
        if row * (column + 1) > MAX_CELLS:
            raise unreadable("too_wide", file=path.name, sheet=name, cell=f"{letters(column)}{row}")
    try:
        with path.open("rb") as stream, load_workbook(stream) as book:
            names, notes = _chosen(path.name, book, sheet)
            sheets = ((book.get_sheet_by_name(name), marks.get(name, Marks())) for name in names)
            return [_grid(path.name, each, marked) for each, marked in sheets], notes
    except PasswordError as wrong:
        raise unreadable("encrypted", file=path.name) from wrong
    except (CalamineError, ValueError, OSError) as wrong:
        if isinstance(wrong, PermissionError):
            raise
        raise unreadable("corrupt", file=path.name, reason=_first_line(wrong)) from wrong


def shown(value: Value, *, percent: bool = False) -> str:
    """The text that a cell shows.

    >>> [shown(v) for v in (3.0, 0.1, True, date(2021, 3, 1), timedelta(hours=30, minutes=5), "01")]
    ['3', '0.1', 'TRUE', '2021-03-01', '30:05:00', '01']
    >>> shown(0.125, percent=True)
    '12.5%'
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return f"{_hundredfold(value)}%" if percent else _number(value)
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        hours, rest = divmod(abs(seconds), 3600)
        return f"{'-' if seconds < 0 else ''}{hours}:{rest // 60:02}:{rest % 60:02}"
    if isinstance(value, datetime):
        whole = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
        return whole.isoformat() if whole.time() != time() else whole.date().isoformat()
    return value.isoformat()


def _number(value: float) -> str:
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def _hundredfold(value: float) -> str:
    text = format(round(Decimal(repr(value)) * 100, 10), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _marks(path: Path, kind: str) -> dict[str, Marks]:
    try:
        if kind == "xls":
            return marks_of_xls(path.read_bytes())
        with zipfile.ZipFile(path) as container:
            if kind == "xlsx":
                return marks_of_xlsx(container)
            with container.open("content.xml") as content:
                return marks_of_ods(content)
    except ProtectedError as wrong:
        raise unreadable("encrypted", file=path.name) from wrong
    except (DamagedError, ElementTree.ParseError, KeyError, ValueError) as wrong:
        raise unreadable("corrupt", file=path.name, reason=_first_line(wrong)) from wrong


def _chosen(file: str, book: CalamineWorkbook, sheet: str | None) -> tuple[list[str], list[Note]]:
    tables = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if sheet is not None:
        for wanted in (lambda name: name == sheet, lambda name: _plain(name) == _plain(sheet)):
            if found := [each.name for each in tables if wanted(each.name)]:
                return found[:1], []
        raise unreadable("no_sheet", file=file, sheet=sheet, sheets=_listed(each.name for each in tables))
    kept = [each for each in tables if not _plain(each.name).startswith("(ignore")]
    notes = [note("sheet_ignored", value=each.name) for each in tables if each not in kept]
    hidden = [each for each in kept if each.visible != SheetVisibleEnum.Visible]
    notes += [note("sheet_hidden", value=each.name) for each in hidden]
    return [each.name for each in kept], notes


def _grid(file: str, sheet: CalamineSheet, marks: Marks) -> Grid:
    grid = Grid(sheet=sheet.name, ragged=False)
    if sheet.start is None or sheet.end is None:
        return grid
    indent = sheet.start[1]
    if (sheet.end[0] + 1) * (sheet.end[1] + 1) > MAX_CELLS:  # a row number that no sheet has
        cell = f"{letters(sheet.end[1])}{sheet.end[0] + 1}"
        raise unreadable("too_wide", file=file, sheet=sheet.name, cell=cell)
    grid.merged = tuple(
        ((first[0] + 1, first[1]), (last[0] + 1, last[1])) for first, last in sheet.merged_cell_ranges or ()
    )
    tidy = tidier(grid)
    same: dict[str, str] = {}
    for number, texts in enumerate(_texts(sheet.iter_rows(), indent, marks), start=1):
        cells = tidy(number, texts)
        if not any(cells):
            grid.blank.append(number)
            continue
        grid.errors.extend((number, at, cell) for at, cell in enumerate(cells) if cell in ERRORS)
        grid.rows.append(Row(number, tuple([same.setdefault(cell, cell) for cell in cells])))
    grid.unvalued = [(row, at, text) for (row, at), text in marks.unvalued.items()]
    return grid


def _texts(rows: Iterable[Sequence[Value]], indent: int, marks: Marks) -> Iterator[list[str]]:
    """The rows as text, from column A, with errors and percentages as they show."""
    marked: dict[int, list[int]] = {}
    for row, column in (*marks.errors, *marks.percent):
        marked.setdefault(row, []).append(column)
    for number, values in enumerate(rows, start=1):
        texts = [""] * indent + [value if isinstance(value, str) else shown(value) for value in values]
        for column in marked.get(number, ()):
            if error := marks.errors.get((number, column)):
                texts += [""] * (column + 1 - len(texts))
                texts[column] = error
            elif column < len(texts) and not isinstance(value := values[column - indent], str):
                texts[column] = shown(value, percent=True)
        yield texts


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _first_line(wrong: Exception) -> str:
    return (str(wrong).strip() or type(wrong).__name__).splitlines()[0]
