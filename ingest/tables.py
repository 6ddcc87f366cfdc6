"""Any tabular file becomes tables of text: CSV, TSV, TXT, XLSX, XLS, ODS.

Nothing is typed here and nothing is guessed away: a leading zero stays, "NA" stays, dates stay as
they are written.  What was removed or looks wrong is a `Note`; a file that cannot be read at all
is an `Unreadable` with one sentence.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.delimited import read_delimited
from ingest.filetypes import SHEET_EXTENSIONS, SHOWN_EXTENSIONS, TEXT_EXTENSIONS, kind_of, really
from ingest.grid import Grid, Note, Row, letters, note, unreadable
from ingest.headers import SEARCHED, Header, find_header, header_at, no_header

__all__ = ["Note", "Row", "Table", "column_name", "read_tables"]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of text as the user has it.

    `header` holds the names as spelled; "" for a nameless column; two rows of names are joined as
    "Group / Name".  `header_row` is the number of the (last) row of names, 0 when there is none.
    `rows` are those below it with at least one filled cell; each is at least as long as the header
    and holds more cells only when the file has more values there than names.  The place of a cell
    is its column in the file, counted from 0, also when the first columns are blank.
    `encoding` and `delimiter` are "" for workbooks, `delimiter` also for a text of one column.
    `blank_rows` counts the rows without text between and below the filled ones.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    header_row: int
    rows: tuple[Row, ...]
    encoding: str
    delimiter: str
    notes: tuple[Note, ...]
    blank_rows: int


def read_tables(
    path: Path,
    *,
    sheet: str | None = None,
    header: int | None = None,
    looks_like_header: Callable[[Sequence[str]], float] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> tuple[Table, ...]:
    """Every table of a file: one of a text file, one per sheet with column names of a workbook.

    `header` is the number of the row with the column names, 0 when the file has none (columns are
    then called A, B, …).  `looks_like_header` says which share of some cells are column names that
    the caller knows, 0 to 1.  `sheet` names one sheet.  Sheets without column names are left out,
    with a note on the first table.

    Raises `graph.errors.Unreadable` with its code when no table can be read.
    """
    path = Path(path)
    try:
        _check(path)
        kind = really(path)
        notes: list[Note] = []
        if kind == "text":
            grids = [read_delimited(path, encoding=encoding, delimiter=delimiter)]
        else:
            from ingest.spreadsheets import read_spreadsheet  # calamine: only when there is a workbook

            grids, notes = read_spreadsheet(path, kind, sheet=sheet)
    except PermissionError as wrong:
        raise unreadable("not_permitted", file=path.name) from wrong
    except OSError as wrong:
        raise unreadable("unopened", file=path.name, reason=wrong.strerror or type(wrong).__name__) from wrong
    notes = [*_told_by_name(path, kind), *notes]
    return tuple(_tables(path.name, grids, notes, header, looks_like_header))


def column_name(header: Sequence[str], column: int) -> str:
    """What to call a column in a message: its name, else the letter that a spreadsheet shows."""
    return (header[column] if column < len(header) else "") or letters(column)


def _check(path: Path) -> None:
    """Refuse what is not a file with an ending that we read."""
    name = path.name or str(path)
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError) as wrong:  # ValueError: a NUL in the name
        raise unreadable("missing", file=name.replace("\0", "?")) from wrong
    if stat.S_ISDIR(status.st_mode):
        raise unreadable("folder", file=name)
    if not stat.S_ISREG(status.st_mode):
        raise unreadable("not_a_file", file=name)
    if status.st_size == 0:
        raise unreadable("empty", file=name)
    if path.suffix.lower() not in (*TEXT_EXTENSIONS, *SHEET_EXTENSIONS):
        raise unreadable("unknown_extension", file=name, extension=path.suffix, extensions=SHOWN_EXTENSIONS)


def _told_by_name(path: Path, kind: str) -> list[Note]:
    ending = path.suffix.lower()
    expected = "text" if ending in TEXT_EXTENSIONS else SHEET_EXTENSIONS[ending]
    return [] if expected == kind else [note("other_type", value=kind_of(kind))]


def _tables(
    file: str,
    grids: Sequence[Grid],
    notes: list[Note],
    header: int | None,
    known: Callable[[Sequence[str]], float] | None,
) -> Iterator[Table]:
    """The tables, the notes on what was left out going with the first; refuses when there is none."""
    found: list[tuple[Grid, Header]] = []
    for grid in grids:
        if not grid.rows:
            notes.append(note("sheet_blank", value=grid.sheet))
        elif (names := _header(grid, header, known)) is None:
            notes.append(note("sheet_without_header", value=grid.sheet))
        else:
            found.append((grid, names))
    if not found:
        raise _nothing_found(file, grids, header)
    if not any(grid.rows[names.body :] for grid, names in found):
        raise unreadable("no_rows", file=file)
    for grid, names in found:
        table = _table(file, grid, names)
        yield replace(table, notes=(*notes, *table.notes))
        notes = []


def _header(grid: Grid, number: int | None, known: Callable[[Sequence[str]], float] | None) -> Header | None:
    if number == 0:
        return no_header(grid.rows)
    if number is not None:
        return header_at(grid.rows, number, grid.merged)
    return find_header(grid.rows, grid.merged, known)


def _nothing_found(file: str, grids: Sequence[Grid], header: int | None) -> Exception:
    if not any(grid.rows for grid in grids):
        return unreadable("nothing", file=file)
    if header:
        return unreadable("no_such_header_row", file=file, row=header)
    return unreadable("no_header", file=file, rows=SEARCHED)


# -- one table --------------------------------------------------------------------------------


def _table(file: str, grid: Grid, found: Header) -> Table:
    body = grid.rows[found.body :]
    names = found.names[: _width(grid, found, body)]
    rows = tuple(_fitted(row, len(names)) for row in body)
    first = body[0].number if body else 0
    notes = [*grid.notes, *_header_notes(grid, found, names, rows)]
    notes += _width_notes(grid, names, body, rows)
    notes += _cell_notes(grid, names, found.row)
    if not rows and grid.sheet:
        notes.append(note("sheet_without_rows", value=grid.sheet))
    blank = sum(number > (found.row or first) for number in grid.blank)
    return Table(
        file, grid.sheet, names, found.row, rows, grid.encoding, grid.delimiter, tuple(notes), blank
    )


def _width(grid: Grid, found: Header, body: Sequence[Row]) -> int:
    """How many columns the table has: up to the last name, and nameless ones that are really in use.

    In a text file the header row says by its delimiters how many there are; in a sheet a column
    right of the last name counts when at least half of the rows fill it.
    """
    named = 1 + max((column for column, name in enumerate(found.names) if name), default=-1)
    beyond = range(named, len(found.names))
    uses = {at: sum(len(row.cells) > at and row.cells[at] != "" for row in body) for at in beyond}
    if grid.ragged:
        return max([named, *(column + 1 for column in beyond if uses[column])])
    width = named
    while uses.get(width, 0) * 2 >= max(len(body), 1) and uses.get(width):
        width += 1
    return width


def _fitted(row: Row, width: int) -> Row:
    """The row padded to the width; without blank cells beyond it."""
    length = len(row.cells)
    if length == width:
        return row
    if length < width:
        return Row(row.number, row.cells + ("",) * (width - length))
    while length > width and not row.cells[length - 1]:
        length -= 1
    return Row(row.number, row.cells[:length])


def _header_notes(
    grid: Grid, found: Header, names: Sequence[str], rows: Sequence[Row]
) -> Iterator[Note]:
    if found.joined:
        example = next((name for name in names if " / " in name), names[0])
        yield note("two_header_rows", row=found.row, value=example)
    seen: dict[str, int] = {}
    for name in filter(None, names):
        seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        if seen[name.casefold()] == 2:
            yield note("repeated_header", row=found.row, column=name, value=name)
    for column, name in enumerate(names):
        if not name and (first := next((row for row in rows if row.cells[column]), None)):
            yield note("nameless_column", row=first.number, column=letters(column), value=first.cells[column])
    for (top, left), (bottom, right) in grid.merged:
        if top > found.row:
            value = f"{letters(left)}{top}:{letters(right)}{bottom}"
            yield note("merged_cells", row=top, column=column_name(names, left), value=value)


def _width_notes(
    grid: Grid, names: Sequence[str], body: Sequence[Row], rows: Sequence[Row]
) -> Iterator[Note]:
    wider = [row for row in rows if len(row.cells) > len(names)]
    if len(wider) > 1 and len(wider) >= 0.9 * len(rows):
        yield note("all_rows_wider", value=str(len(wider)))
    for row in wider:
        yield note("row_wider", row=row.number, value=" | ".join(row.cells[len(names) :]))
    if grid.ragged and grid.delimiter:
        for row in body:
            if len(row.cells) < len(names):
                yield note("row_narrower", row=row.number, value=row.cells[-1])


def _cell_notes(grid: Grid, names: Sequence[str], header_row: int) -> Iterator[Note]:
    for name, cells in (("error_cell", grid.errors), ("formula_without_value", grid.unvalued)):
        for row, column, value in cells:
            if row > header_row:
                yield note(name, row=row, column=column_name(names, column), value=value)
    for name, counts in (
        ("blanks_trimmed", grid.trimmed),
        ("entity", grid.unescaped),
        ("nul_removed", grid.without_nul),
    ):
        for column, (count, row) in sorted(counts.items()):
            yield note(name, row=row, column=column_name(names, column), value=str(count))
