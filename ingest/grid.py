"""What reading a text file or a sheet gives, before anybody has looked for the header.

The small values that the readers (`ingest.delimited`, `ingest.spreadsheets`), the header search
(`ingest.headers`) and `ingest.tables` hand to each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.errors import Unreadable
from ingest.codes import FILE_CODES, TABLE_CODES

Span = tuple[tuple[int, int], tuple[int, int]]  # merged cells: first and last (row, column)

_FILE_CODE = {code.words: code.code for code in FILE_CODES}
_NOTE_CODE = {code.words.rpartition(".")[2]: code for code in TABLE_CODES}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as Excel or a text editor shows it, and its cells as text ("" is blank)."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something seen while reading that the user should know.

    `code` is one of `ingest.codes.TABLE_CODES`; `severity` is "error" (the row cannot be loaded),
    "warning" or "note".  `row` or `column` is None when it is about the whole table.
    """

    code: str
    row: int | None
    column: str | None
    value: str
    severity: str


@dataclass(slots=True)
class Grid:
    """The filled rows of one sheet or text file, cells tidied, in order."""

    sheet: str
    rows: list[Row] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)  # numbers of the rows without text
    ragged: bool = True  # rows have a width of their own, as in a text file
    merged: tuple[Span, ...] = ()  # 1-based rows, 0-based columns
    encoding: str = ""
    delimiter: str = ""
    notes: list[Note] = field(default_factory=list)
    trimmed: dict[int, list[int]] = field(default_factory=dict)  # column -> [cells, first row]
    unescaped: dict[int, list[int]] = field(default_factory=dict)
    without_nul: dict[int, list[int]] = field(default_factory=dict)
    errors: list[tuple[int, int, str]] = field(default_factory=list)  # row, column, "#N/A"
    unvalued: list[tuple[int, int, str]] = field(default_factory=list)  # row, column, "=A1+1"


def note(name: str, *, row: int | None = None, column: str | None = None, value: str = "") -> Note:
    """The note whose sentence is called `name` in the catalogue, with its code and severity."""
    code = _NOTE_CODE[name]
    return Note(code.code, row, column, value, code.severity)


def unreadable(name: str, **values: object) -> Unreadable:
    """The refusal whose sentence is called `name` in the catalogue, with its code."""
    return Unreadable.of(f"tables.{name}", code=_FILE_CODE[f"tables.{name}"], **values)


def letters(column: int) -> str:
    """The name a spreadsheet gives to a column, counted from 0.

    >>> [letters(c) for c in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
