"""The workbook that people fill in, and the safety sheet apart: written here, read like any other file.

Every header has a note, every list has "don't know", a grey example row shows the way and is never
loaded.  All cells are text, so that a year, a share and a date stay as they are typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import Refused
from graph.terms import UNKNOWN, Type
from graph.words import say
from ingest.form import LISTS, Form, FormColumn
from ingest.forms import SAFETY, WORKBOOK

LAST_ROW = 2000
_HEADER = PatternFill("solid", start_color="FF1F4E5F")
_EXAMPLE = PatternFill("solid", start_color="FFEFEFEF")
_WIDE, _NARROW, _QUESTION = 30, 16, 34


def write_workbook(path: Path | str, lang: str = "en", *, overwrite: bool = False) -> Path:
    """Write the workbook of seven sheets in `lang`; returns where it is.

    Raises `Refused` when there is a file already, unless `overwrite`.
    """
    return _write(Path(path), WORKBOOK, lang, overwrite)


def write_safety_sheet(path: Path | str, lang: str = "en", *, overwrite: bool = False) -> Path:
    """Write the safety sheet in `lang`, a file of its own, to be kept apart; returns where it is."""
    return _write(Path(path), (SAFETY,), lang, overwrite)


def _write(path: Path, forms: Sequence[Form], lang: str, overwrite: bool) -> Path:
    if path.exists() and not overwrite:
        raise Refused.of("workbook.exists", file=path.name)
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = [book.create_sheet(form.said(lang)) for form in forms]
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for form, sheet in zip(forms, sheets, strict=True):
        _fill(sheet, form, lang, lists)
        _set_up(sheet, form)
    book.save(path)
    return path


def _fill(sheet: Worksheet, form: Form, lang: str, lists: Worksheet) -> None:
    for index, column in enumerate(form.columns, start=1):
        letter = get_column_letter(index)
        head = sheet.cell(1, index, column.said(lang))
        head.font = Font(bold=True, color="FFFFFFFF")
        head.fill = _HEADER
        head.alignment = Alignment(wrap_text=True, vertical="top")
        head.comment = _note(form, column, lang)
        example = sheet.cell(2, index, _example(form, column, lang, first=index == 1))
        example.font = Font(italic=True, color="FF808080")
        example.fill = _EXAMPLE
        example.number_format = "@"
        example.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[letter].width = _width(form, column, first=index == 1)
        sheet.column_dimensions[letter].number_format = "@"
        if choices := choices_of(column, lang):
            _offer(sheet, letter, column, choices, lists, lang)


def choices_of(column: FormColumn, lang: str) -> list[str]:
    """The words of a column's drop-down in `lang`, "don't know" last; none where any text will do."""
    if not column.field.words:
        return []
    return list(dict.fromkeys([*_first_of_each(column, lang), column.field.value_said(UNKNOWN, lang)]))


def _first_of_each(column: FormColumn, lang: str) -> list[str]:
    """One word per value, the first that is declared; "ask again" and "rather not say" are both unknown."""
    seen: set[str] = set()
    found = []
    for word in column.field.words:
        if word.value not in seen or word.value == UNKNOWN:
            seen.add(word.value)
            found.append(word.said(lang))
    return found


def _example(form: Form, column: FormColumn, lang: str, *, first: bool) -> str:
    text = say(f"workbook.example.{form.name}.{column.name}", lang)
    return f"{say('ingest.example', lang)} {text}" if first else text.strip("–")


def _note(form: Form, column: FormColumn, lang: str) -> Comment:
    parts = [say(f"workbook.note.{form.name}.{column.name}", lang)]
    if column.required:
        parts.append(say("workbook.needed", lang))
    if column.field.words and column.field.type in (Type.WORDS, Type.TEXTS):
        parts.append(say("workbook.choose_several", lang))
    elif column.field.words:
        parts.append(say("workbook.choose", lang))
    note = Comment("\n".join(parts), "aantafel")
    note.width, note.height = 320, 40 + 18 * sum(1 + len(part) // 48 for part in parts)
    return note


def _offer(
    sheet: Worksheet, letter: str, column: FormColumn, choices: list[str], lists: Worksheet, lang: str
) -> None:
    """A drop-down of these words; what is not in it may be typed all the same, after a question."""
    at = lists.max_column + 1 if lists.cell(1, 1).value else 1
    for row, word in enumerate(choices, start=1):
        lists.cell(row, at, word)
    where = get_column_letter(at)
    rule = DataValidation(
        type="list", formula1=f"'{LISTS}'!${where}$1:${where}${len(choices)}", allow_blank=True
    )
    rule.errorStyle = "warning"
    rule.error = say("workbook.not_in_list", lang)
    rule.showErrorMessage = column.field.type is Type.WORD
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{LAST_ROW}")


def _set_up(sheet: Worksheet, form: Form) -> None:
    """The header stays in sight, and on every printed page."""
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 96 if form.sensitive else 34
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&A – &P/&N"


def _width(form: Form, column: FormColumn, *, first: bool) -> int:
    if form.sensitive and not first:
        return _QUESTION
    wide = first or column.name in ("to", "title", "goal", "commitment", "notes", "party", "place", "concern")
    return _WIDE if wide else max(_NARROW, min(len(column.field.en) + 4, _WIDE))
