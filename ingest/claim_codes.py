"""Codes of turning rows into claims, beside those of reading cells and rows (`ingest.codes`).

They say what a table, or a row as a whole, got; the sentences stand in `ingest.toml`.
"""

from __future__ import annotations

from enum import StrEnum

from graph.words import say
from ingest.codes import CODE, Code, Row, row_sentence


class Load(StrEnum):
    """What a table or a whole row can be told; the sentence stands in `ingest.toml` under the name."""

    FORM_UNCLEAR = "L01"
    OTHER_SHEET = "L02"
    EXAMPLE = "L03"
    NO_SOURCE = "L04"
    SOURCE_TWICE = "L05"
    KIND_EMPTY = "L06"
    NO_OWN_ROWS = "L07"
    WHOSE = "L08"
    YES_WITHOUT_NAME = "L09"
    PLANNED = "L10"
    NO_HOW = "L11"
    NO_HARM_PLACE = "L12"
    SAFETY_CLASH = "L13"
    NO_LIST = "L14"
    DROPPED_CELL = "L15"
    NOTHING_SAID = "L16"


def _code(code: Load, severity: str, about: str) -> Code:
    return Code(code, severity, about, f"ingest.finding.{code.name.lower()}")


LOAD_CODES: tuple[Code, ...] = (
    _code(Load.FORM_UNCLEAR, "error", "It is unclear what sort of table this is."),
    _code(Load.OTHER_SHEET, "warning", "A sheet of the workbook is no table that we know."),
    _code(Load.EXAMPLE, "note", "The marked example row of the workbook was passed over."),
    _code(Load.NO_SOURCE, "note", "No source was named; the file's name stands in."),
    _code(Load.SOURCE_TWICE, "note", "The sheet of sources describes one source in two ways."),
    _code(Load.KIND_EMPTY, "warning", "A stakeholder has no kind."),
    _code(Load.NO_OWN_ROWS, "note", "The file names parties and describes none of them."),
    _code(Load.WHOSE, "warning", "A register of suppliers does not say whose suppliers they are."),
    _code(Load.YES_WITHOUT_NAME, "warning", "A cell says yes or no, about nobody in particular."),
    _code(Load.PLANNED, "note", "A dialogue has a date that is yet to come: it counts as planned."),
    _code(Load.NO_HOW, "note", "Somebody is named with a harm, and not how."),
    _code(Load.NO_HARM_PLACE, "warning", "A harm has no place."),
    _code(
        Load.SAFETY_CLASH, "warning", "A safety row says that contact can harm, and that inviting is safe."
    ),
    _code(Load.NO_LIST, "warning", "A safety row answers about taking part, and not in which dialogue."),
    _code(Load.DROPPED_CELL, "warning", "A value on a safety sheet could not be placed and was left out."),
    _code(Load.NOTHING_SAID, "error", "A row says nothing that can be loaded."),
)

LOAD_CODE: dict[str, Code] = {code.code: code for code in LOAD_CODES}


def severity_of(code: str) -> str:
    """ "error", "warning" or "note"."""
    return (LOAD_CODE.get(code) or CODE[code]).severity


def sentence_of(code: str, lang: str, *, value: str = "", suggestion: str = "", column: str = "") -> str:
    """What a code says in `lang`, with the value, suggestion and column filled in.

    Raises `KeyError` for an unknown code.
    """
    if code in LOAD_CODE:
        shown = value if len(value) <= 60 else f"{value[:57]}…"
        return say(LOAD_CODE[code].words, lang, value=shown, suggestion=suggestion, column=column)
    if code in set(Row):
        return row_sentence(code, lang, value=value, suggestion=suggestion, column=column)
    return say(CODE[code].words, lang, value=value, suggestion=suggestion, column=column)
