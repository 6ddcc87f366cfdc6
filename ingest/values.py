"""From the text of a cell to a value of its field, with what was decided for its column.

`decide` looks at a whole column once; `reader` gives a function for its cells, which remembers
what it has read; `read_value` is the same for one cell.  What comes out fits `graph.values.checked`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from graph.dates import interval
from graph.errors import BadValue
from graph.terms import UNKNOWN, Field, Type
from graph.values import checked_text
from ingest.cells import ERRORS
from ingest.codes import Row
from ingest.countries import country_of
from ingest.dates import order_of, read_date
from ingest.figures import read_count, read_degree, read_level, read_number, read_share, scale_of, shows_both
from ingest.numbers import decimal_sign
from ingest.outcome import NOTHING, Outcome, Reading, as_written
from ingest.places import place_of, read_country, read_place
from ingest.register_numbers import read_id, read_ids
from ingest.wording import is_blank, is_dont_know, read_word, read_words, spellings_of

__all__ = [
    "NOTHING",
    "Outcome",
    "Reading",
    "country_of",
    "decide",
    "place_of",
    "read_country",
    "read_id",
    "read_name",
    "read_value",
    "reader",
]

_LONG, _TOO_LONG = 200, 2000
_REMEMBERED = 200_000
_MAY_BE_AHEAD = frozenset({"due", "until", "held", "asked_for"})
_KEEP_COMMAS = frozenset({"aliases"})
_DIGIT = re.compile(r"\d")
_FORMULA = ("=", "+", "-", "@")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SEVERAL = re.compile(r"\s*[|;\n]\s*")
_AND = re.compile(r"\s*,\s*|\s+(?:en|and|&)\s+", re.IGNORECASE)

Read = Callable[[str], Outcome]


def decide(
    field: Field,
    texts: Sequence[str],
    *,
    lang: str = "",
    dates: str = "",
    decimal: str = "",
    today: str = "",
) -> Reading:
    """How to read one column, from all its cells; what the user answered (`dates`, `decimal`) wins.

    `lang` is the language the file is written in, where that is known: in a Dutch file the day comes
    first and a comma parts decimals.  `today` is an ISO date, by default the day it is.
    """
    today = today or date.today().isoformat()
    if field.type is Type.DATE:
        distinct = {text for text in texts if not is_blank(text) and not is_dont_know(text)}
        return Reading(dates=dates or order_of(distinct, lang), today=today)
    if field.type not in _NUMERIC:
        return Reading(today=today)
    distinct = {text for text in texts if _DIGIT.search(text)}
    sign = decimal or decimal_sign(distinct)
    if not sign and lang == "nl" and not shows_both(distinct):
        sign = ","
    return Reading(decimal=sign, scale=scale_of(field, distinct, sign), today=today)


def read_value(field: Field, text: str, reading: Reading | None = None) -> Outcome:
    """One cell of `field`; without a `reading` the cell is a column of its own."""
    return reader(field, decide(field, [text]) if reading is None else reading)(text)


def reader(field: Field, reading: Reading) -> Read:
    """A function that reads the cells of one column and remembers them."""
    found = _READERS.get((id(field), reading))
    if found is None:
        if len(_READERS) > 2000:
            _READERS.clear()
        found = _READERS[(id(field), reading)] = (_remembering(partial(_read, field, reading)), field)
    return found[0]


def read_name(text: str) -> Outcome:
    """The name of a stakeholder or dialogue, as `graph.records.mention` wants it.

    "Unknown" is nobody's name; a leading = + - @ is kept; signs that turn the direction of text go.
    """
    if is_blank(text):
        return NOTHING
    if text in ERRORS:
        return as_written(Row.ERROR_CELL)
    if is_dont_know(text):
        return as_written(Row.NAMES_NOBODY)
    bare = _DIRECTION.sub("", text).strip()
    if is_blank(bare):
        return as_written(Row.NAMES_NOBODY)
    try:
        name = checked_text("name", " ".join(bare.split()))
    except BadValue:
        return as_written(Row.UNUSABLE_TEXT)
    if len(name) > _TOO_LONG:
        return as_written(Row.NAME_TOO_LONG)
    if len(name) > _LONG:
        return Outcome(name, Row.LONG_TEXT)
    if bare != text.strip():
        return Outcome(name, Row.DIRECTION_SIGNS)
    return Outcome(name, Row.FORMULA_START) if name.startswith(_FORMULA) else Outcome(name)


# -- one cell ---------------------------------------------------------------------------------

_READERS: dict[tuple[int, Reading], tuple[Read, Field]] = {}  # the field too, so that its id stays its own


def _remembering(read: Read) -> Read:
    known: dict[str, Outcome] = {}

    def remembered(text: str) -> Outcome:
        found = known.get(text)
        if found is None:
            if len(known) > _REMEMBERED:
                known.clear()
            found = known[text] = read(text)
        return found

    return remembered


def _read(field: Field, reading: Reading, text: str) -> Outcome:
    if is_blank(text):
        return NOTHING
    if text[0] == "#" and text in ERRORS:
        return as_written(Row.ERROR_CELL)
    if field.words and spellings_of(field).meaning(text) is not None:
        return _BY_TYPE[field.type](field, reading, text)
    if is_dont_know(text):
        return Outcome(UNKNOWN)
    return _BY_TYPE[field.type](field, reading, text)


def _text(field: Field, reading: Reading, text: str) -> Outcome:
    try:
        clean = checked_text(field.name, text)
    except BadValue:
        return as_written(Row.UNUSABLE_TEXT)
    return Outcome(clean, Row.LONG_TEXT) if len(clean) > _LONG else Outcome(clean)


def _texts(field: Field, reading: Reading, text: str) -> Outcome:
    parts = _SEVERAL.split(text.strip())
    if len(parts) == 1 and field.name not in _KEEP_COMMAS:
        parts = _AND.split(parts[0]) if field.name.startswith("language") else re.split(r"\s*,\s*", parts[0])
    found = [_text(field, reading, part) for part in parts if not is_blank(part)]
    bad = next((one for one in found if one.code), NOTHING)
    values = sorted({one.value for one in found if one.value})
    return Outcome(values or None, bad.code, kept=bad.kept)


def _word(field: Field, reading: Reading, text: str) -> Outcome:
    return read_word(field, text)


def _words(field: Field, reading: Reading, text: str) -> Outcome:
    return read_words(field, text)


def _date(field: Field, reading: Reading, text: str) -> Outcome:
    found = read_date(text, reading.dates)
    if found.value and not found.code and field.name not in _MAY_BE_AHEAD and reading.today:
        value = str(found.value).removesuffix("/..")
        if interval(value)[0] > date.fromisoformat(reading.today).toordinal():
            return Outcome(found.value, Row.FUTURE_DATE)
    return found


def _place(field: Field, reading: Reading, text: str) -> Outcome:
    return read_place(text)


def _places(field: Field, reading: Reading, text: str) -> Outcome:
    """Several places, each read by itself; one that is not understood leaves the cell as written."""
    found = [read_place(part) for part in _SEVERAL.split(text.strip()) if not is_blank(part)]
    bad = next((one for one in found if one.value is None), None)
    if bad is not None:
        return bad
    told = next((one.code for one in found if one.code), "")
    return Outcome(sorted({str(one.value) for one in found}) or None, told)


def _ids(field: Field, reading: Reading, text: str) -> Outcome:
    return read_ids(text)


_NUMERIC = frozenset({Type.NUMBER, Type.SHARE, Type.DEGREE, Type.LEVEL, Type.COUNT})
_BY_TYPE: dict[Type, Callable[[Field, Reading, str], Outcome]] = {
    Type.TEXT: _text,
    Type.TEXTS: _texts,
    Type.WORD: _word,
    Type.WORDS: _words,
    Type.SHARE: read_share,
    Type.DEGREE: read_degree,
    Type.NUMBER: read_number,
    Type.LEVEL: read_level,
    Type.COUNT: read_count,
    Type.DATE: _date,
    Type.PLACE: _place,
    Type.PLACES: _places,
    Type.IDS: _ids,
}
