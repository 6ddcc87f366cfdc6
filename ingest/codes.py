"""Every code that reading can give, what it weighs, and where its sentence stands.

A plain table: one line per code.  `FILE_CODES` stop a file (`graph.errors.Unreadable`),
`TABLE_CODES` are notes on what was seen in it.  Severities: an *error* means that the row, or the
file, is not loaded; a *warning*, loaded but look at it; a *note*, for the record.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of trouble: its code, its weight, what it means (for the docs), its sentence's key."""

    code: str
    severity: str
    about_en: str
    words: str


def _file(code: str, name: str, about: str) -> Code:
    return Code(code, "error", about, f"tables.{name}")


def _note(code: str, severity: str, name: str, about: str) -> Code:
    return Code(code, severity, about, f"tables.note.{name}")


FILE_CODES: tuple[Code, ...] = (
    _file("F01", "missing", "There is no such file."),
    _file("F02", "folder", "The name is that of a folder."),
    _file("F03", "not_a_file", "The name is that of a device or a pipe."),
    _file("F04", "empty", "The file has no bytes."),
    _file("F05", "not_permitted", "The file may not be read by this user."),
    _file("F06", "unopened", "The system refuses to open or read the file."),
    _file("F07", "encrypted", "The workbook is protected by a password."),
    _file("F08", "corrupt", "The workbook is damaged or cut off."),
    _file("F09", "wrong_type", "The file is something else than its name says, and no table."),
    _file("F10", "text_too_large", "The text file is larger than can be read at once."),
    _file("F11", "zip_bomb", "The workbook unpacks to an absurd size."),
    _file("F12", "too_wide", "A stray cell far away makes the sheet too large."),
    _file("F13", "unknown_extension", "Files with this ending are not read."),
    _file("F14", "no_header", "No row with column names was found."),
    _file("F15", "no_rows", "There are column names and no rows below them."),
    _file("F16", "nul_bytes", "The text holds many NUL bytes."),
    _file("F17", "unclosed_quote", "A quotation mark is opened and never closed."),
    _file("F18", "no_sheet", "The workbook has no sheet of that name."),
    _file("F19", "no_such_header_row", "The row given as header is blank or not there."),
    _file("F20", "bad_encoding", "The bytes do not fit the encoding."),
    _file("F21", "unknown_encoding", "There is no encoding of that name."),
    _file("F22", "bad_delimiter", "The delimiter is not one usable character."),
    _file("F23", "nothing", "The file has bytes and no text."),
    _file("F24", "too_many_columns", "The text has more columns than any table of people has."),
)

TABLE_CODES: tuple[Code, ...] = (
    _note("T01", "error", "row_wider", "A row has more values than the header has names."),
    _note("T02", "error", "all_rows_wider", "Nearly every row has more values than the header has names."),
    _note("T03", "warning", "row_narrower", "A row has fewer values than the header has names."),
    _note("T04", "warning", "nameless_column", "A column has values and no name."),
    _note("T05", "warning", "repeated_header", "Two columns have the same name."),
    _note("T06", "note", "two_header_rows", "Two header rows were joined."),
    _note("T07", "warning", "error_cell", "A cell holds a formula error such as #N/A."),
    _note("T08", "warning", "formula_without_value", "A formula has no calculated value in the file."),
    _note("T09", "warning", "merged_cells", "Cells below the header are merged."),
    _note("T10", "note", "blanks_trimmed", "Stray blanks or invisible characters were removed."),
    _note("T11", "note", "entity", "HTML entities were turned into characters."),
    _note("T12", "warning", "nul_removed", "A few NUL bytes were removed."),
    _note("T13", "warning", "mixed_encoding", "The file mixes UTF-8 and Windows-1252."),
    _note("T14", "warning", "cut_off", "The file ends in the middle of a character."),
    _note("T15", "warning", "stray_quote", "Text follows a closing quotation mark."),
    _note("T16", "note", "other_type", "The file is another kind of table than its name says."),
    _note("T17", "note", "sheet_ignored", "A sheet was skipped because of its name."),
    _note("T18", "note", "sheet_hidden", "A hidden sheet was read."),
    _note("T19", "note", "sheet_without_header", "A sheet without column names was skipped."),
    _note("T20", "note", "sheet_without_rows", "A sheet has column names and no rows."),
    _note("T21", "note", "sheet_blank", "A sheet is blank."),
)

CODES: dict[str, str] = {code.code: code.words for code in (*FILE_CODES, *TABLE_CODES)}
