"""Every code that reading can give, what it weighs, and where its sentence stands.

A plain table: one line per code.  `FILE_CODES` stop a file (`graph.errors.Unreadable`),
`TABLE_CODES` are notes on what was seen in it, `ROW_CODES` say what one column, row or cell got.
Severities: an *error* means that the row, or the file, is not loaded; a *warning*, loaded but look
at it; a *note*, for the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.words import catalogue, say


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


class Row(StrEnum):
    """What one column, row or cell can be told; the sentence stands in `rows.toml` under the name."""

    # columns
    REQUIRED_COLUMN = "R01"
    COLUMN_KEPT = "R02"
    COLUMN_DROPPED = "R03"
    PERSONAL_COLUMN = "R04"
    SENSITIVE_COLUMN = "R05"
    COLUMN_SIMILAR = "R06"
    COLUMN_TAKEN = "R07"
    WRONG_KIND_COLUMN = "R08"
    # any cell
    EMPTY_REQUIRED = "R10"
    NOT_UNDERSTOOD = "R11"
    ERROR_CELL = "R12"
    LONG_TEXT = "R13"
    NAME_TOO_LONG = "R14"
    UNUSABLE_TEXT = "R15"
    # words
    UNKNOWN_KIND = "R20"
    UNKNOWN_RELATION = "R21"
    UNKNOWN_RISK = "R22"
    UNKNOWN_WORD = "R23"
    SCALE_UNKNOWN = "R24"
    ONE_WORD_ONLY = "R25"
    # numbers
    BAD_NUMBER = "R30"
    UNCLEAR_NUMBER = "R31"
    ROUGH_NUMBER = "R32"
    RANGE = "R33"
    NEGATIVE = "R34"
    UNIT_IN_NUMBER = "R35"
    # shares
    SHARE_OUTSIDE = "R40"
    SHARES_SUM = "R41"
    SHARE_TINY = "R42"
    # dates
    BAD_DATE = "R50"
    AMBIGUOUS_DATE = "R51"
    IMPOSSIBLE_DATE = "R52"
    END_BEFORE_START = "R53"
    FUTURE_DATE = "R54"
    ROUGH_DATE = "R55"
    SHORT_YEAR = "R56"
    SEASON_OR_YEARS = "R57"
    # places
    UNKNOWN_COUNTRY = "R60"
    NO_COUNTRY = "R61"
    COORDINATES = "R62"
    COORDINATES_SWAPPED = "R63"
    # numbers in public registers
    BAD_ID = "R65"
    BAD_CHECK_DIGIT = "R66"
    ZERO_RESTORED = "R67"
    UNKNOWN_SCHEME = "R68"
    # names and rows
    UNKNOWN_END = "R70"
    AMBIGUOUS_END = "R71"
    DUPLICATE_NAME = "R72"
    NAME_WITH_TWO_KINDS = "R73"
    DUPLICATE_ID = "R74"
    SELF_RELATION = "R75"
    DUPLICATE_ROW = "R76"
    NAMES_NOBODY = "R77"
    FORMULA_START = "R78"
    DIRECTION_SIGNS = "R79"
    PERSON_ROW = "R80"
    UNKNOWN_SOURCE = "R81"
    END_OF_OTHER_KIND = "R82"


def _row(code: Row, severity: str, about: str) -> Code:
    return Code(code.value, severity, about, f"rows.{code.name.lower()}")


ROW_CODES: tuple[Code, ...] = (
    _row(Row.REQUIRED_COLUMN, "error", "A column without which no row can be loaded is missing."),
    _row(Row.COLUMN_KEPT, "note", "A column is not known and is kept as written."),
    _row(Row.COLUMN_DROPPED, "note", "A column was left out, as asked."),
    _row(Row.PERSONAL_COLUMN, "warning", "A column holds personal data and was left out."),
    _row(Row.SENSITIVE_COLUMN, "warning", "A column belongs in the safety sheet and was left out."),
    _row(Row.COLUMN_SIMILAR, "note", "A column name was recognised although it is spelled differently."),
    _row(Row.COLUMN_TAKEN, "warning", "Two columns have the same meaning; the second is kept as written."),
    _row(Row.WRONG_KIND_COLUMN, "note", "A value stands in a column that this kind does not have."),
    _row(Row.EMPTY_REQUIRED, "error", "A cell that must be filled is blank."),
    _row(Row.NOT_UNDERSTOOD, "warning", "A cell was not understood and is kept as written."),
    _row(Row.ERROR_CELL, "warning", "A cell holds a formula error such as #N/A."),
    _row(Row.LONG_TEXT, "note", "A text has more than 200 characters."),
    _row(Row.NAME_TOO_LONG, "error", "A name has more than 2,000 characters."),
    _row(Row.UNUSABLE_TEXT, "error", "A text holds characters that no text has."),
    _row(Row.UNKNOWN_KIND, "warning", "The kind is not known; it becomes another organisation."),
    _row(Row.UNKNOWN_RELATION, "warning", "The relation is not known; it becomes 'is related to'."),
    _row(Row.UNKNOWN_RISK, "warning", "The risk is not on the list; it becomes another risk."),
    _row(Row.UNKNOWN_WORD, "warning", "A word is not among those of this column; kept as written."),
    _row(Row.SCALE_UNKNOWN, "warning", "A grade is given on a scale that is not known."),
    _row(Row.ONE_WORD_ONLY, "warning", "Several words stand where one is expected."),
    _row(Row.BAD_NUMBER, "warning", "A number was not understood."),
    _row(Row.UNCLEAR_NUMBER, "warning", "A dot or comma can part thousands or decimals."),
    _row(Row.ROUGH_NUMBER, "note", "An estimate or a bound is read as the figure itself."),
    _row(Row.RANGE, "warning", "A range stands where one figure is expected."),
    _row(Row.NEGATIVE, "warning", "A number that cannot be negative is."),
    _row(Row.UNIT_IN_NUMBER, "warning", "A unit stands in the cell of a number."),
    _row(Row.SHARE_OUTSIDE, "warning", "A share is below 0 % or above 100 %."),
    _row(Row.SHARES_SUM, "warning", "The shares of one party add up to more than 100 %."),
    _row(Row.SHARE_TINY, "note", "A share of 1 or less was read as a percentage."),
    _row(Row.BAD_DATE, "warning", "A date was not understood."),
    _row(Row.AMBIGUOUS_DATE, "warning", "A date can be read in two ways."),
    _row(Row.IMPOSSIBLE_DATE, "warning", "A date names a day that does not exist."),
    _row(Row.END_BEFORE_START, "warning", "Something ends before it begins."),
    _row(Row.FUTURE_DATE, "note", "A date lies in the future."),
    _row(Row.ROUGH_DATE, "note", "A vague date such as 'early 2021' is read as the whole period."),
    _row(Row.SHORT_YEAR, "note", "A year has two digits."),
    _row(Row.SEASON_OR_YEARS, "note", "2019-21 is read as a season; it may mean two years."),
    _row(Row.UNKNOWN_COUNTRY, "warning", "A country is not known."),
    _row(Row.NO_COUNTRY, "warning", "A place has no country."),
    _row(Row.COORDINATES, "warning", "Coordinates stand where a place name is expected."),
    _row(Row.COORDINATES_SWAPPED, "warning", "Latitude and longitude are swapped or out of range."),
    _row(Row.BAD_ID, "warning", "A register number does not have the form of its register."),
    _row(Row.BAD_CHECK_DIGIT, "warning", "The check digits of a register number do not fit."),
    _row(Row.ZERO_RESTORED, "note", "A register number got back the zero that a spreadsheet took off."),
    _row(Row.UNKNOWN_SCHEME, "warning", "It is not known which register a number comes from."),
    _row(Row.UNKNOWN_END, "note", "A tie names somebody who has no row of their own."),
    _row(Row.AMBIGUOUS_END, "warning", "A tie names somebody, and several rows have that name."),
    _row(Row.DUPLICATE_NAME, "note", "A name has two rows."),
    _row(Row.NAME_WITH_TWO_KINDS, "warning", "A name has two rows of different kinds."),
    _row(Row.DUPLICATE_ID, "warning", "Two names share one register number."),
    _row(Row.SELF_RELATION, "error", "A tie joins somebody to themselves."),
    _row(Row.DUPLICATE_ROW, "note", "A row says what an earlier row says."),
    _row(Row.NAMES_NOBODY, "error", "The cell for a name says that there is none or that it is not known."),
    _row(Row.FORMULA_START, "note", "A name starts with a character that spreadsheets take for a formula."),
    _row(Row.DIRECTION_SIGNS, "note", "Invisible signs that turn the direction of text were removed."),
    _row(Row.PERSON_ROW, "error", "A row is about one human being; people are loaded only when asked for."),
    _row(Row.UNKNOWN_SOURCE, "note", "A row names a source that has no card."),
    _row(Row.END_OF_OTHER_KIND, "note", "A tie joins kinds between which it is not expected."),
)

CODE: dict[str, Code] = {code.code: code for code in (*FILE_CODES, *TABLE_CODES, *ROW_CODES)}
CODES: dict[str, str] = {code.code: code.words for code in CODE.values()}


def row_sentence(
    code: str, lang: str = "en", *, value: str = "", suggestion: str = "", column: str = ""
) -> str:
    """What a row code says, in `lang`; where it stands (file, sheet, row) is said before it.

    A long value is shortened.  A suggestion that the sentence itself does not use is asked after
    it: "Did you mean …?".  Raises `ValueError` for a code that is no row code.
    """
    name = Row(code).name.lower()
    said = say(f"rows.{name}", lang, value=_short(value), suggestion=suggestion, column=column)
    if suggestion and "{suggestion}" not in catalogue(lang, "rows")[name]:
        said += " " + say("rows.did_you_mean", lang, suggestion=suggestion)
    return said


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:57]}…"
