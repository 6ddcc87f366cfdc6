"""Cells that hold figures: numbers, counts of people, shares, grades; each as its field wants it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graph.terms import Field, Type
from ingest.codes import Row
from ingest.numbers import UNCLEAR, Figure, decimal_sign, figure
from ingest.outcome import Outcome, Reading, as_written
from ingest.wording import read_word, spellings_of

_PEOPLE = frozenset(
    {"mensen", "personen", "persoon", "people", "persons", "person", "werknemers", "werknemer", "workers"}
    | {"worker", "arbeiders", "employees", "medewerkers", "leden", "members", "vrouwen", "women", "mannen"}
    | {"men", "kinderen", "children"}
)
_HECTARES = frozenset({"ha", "hectare", "hectares", "hectaren"})


def _figure(text: str, reading: Reading, *, whole: bool = False) -> Figure | Outcome:
    found = figure(text, reading.decimal, whole=whole)
    if found == UNCLEAR:
        return as_written(Row.UNCLEAR_NUMBER)
    if isinstance(found, str) or found.low > found.high and found.high >= 0:
        return as_written(Row.BAD_NUMBER)
    if found.low < 0:
        return as_written(Row.NEGATIVE)
    return found


def read_number(field: Field, reading: Reading, text: str) -> Outcome:
    found = _figure(text, reading)
    if isinstance(found, Outcome):
        return found
    unit = found.unit.strip(". ")
    if field.name == "area" and unit in _HECTARES:
        unit = ""
    if found.is_range:
        return as_written(Row.RANGE)
    if found.percent or found.low >= 2**63 or (unit and field.name in ("area", "seats", "sessions")):
        return as_written(Row.BAD_NUMBER)
    if unit:
        return Outcome(found.low, Row.UNIT_IN_NUMBER, kept=True)
    return _remarked(found.low, found)


def _remarked(value: float, found: Figure) -> Outcome:
    return Outcome(value, Row.ROUGH_NUMBER, f"{value:g}") if found.rough else Outcome(value)


def read_count(field: Field, reading: Reading, text: str) -> Outcome:
    found = _figure(text, reading, whole=True)
    if isinstance(found, Outcome):
        return found
    whole = found.low.is_integer() and found.high.is_integer() and found.high < 10**9
    strange = set(found.unit.strip(". ").split()) - _PEOPLE
    if not whole or found.percent or found.currency or strange:
        return as_written(Row.BAD_NUMBER)
    low, high = int(found.low), int(found.high)
    value = f"{low}-{high}" if found.is_range else str(low)
    return Outcome(value, Row.ROUGH_NUMBER, value) if found.rough else Outcome(value)


def read_share(field: Field, reading: Reading, text: str) -> Outcome:
    found = _figure(text, reading)
    if isinstance(found, Outcome):
        return as_written(Row.SHARE_OUTSIDE) if found.code == Row.NEGATIVE else found
    if found.is_range:
        return as_written(Row.RANGE)
    if found.unit or found.currency:
        return as_written(Row.BAD_NUMBER)
    if reading.scale == "fraction" and not found.percent:
        return _remarked(found.low, found)
    if found.low > 100:
        return as_written(Row.SHARE_OUTSIDE)
    value = round(found.low / 100, 12)
    if 0 < found.low <= 1 and not found.percent:
        return Outcome(value, Row.SHARE_TINY, f"{found.low:g} %")
    if found.rough:
        return Outcome(value, Row.ROUGH_NUMBER, f"{found.low:g} %")
    return Outcome(value)


def read_degree(field: Field, reading: Reading, text: str) -> Outcome:
    if (number := spellings_of(field).meaning(text)) is not None:
        return Outcome(float(number))
    if not any(sign.isdigit() for sign in text):
        return read_word(field, text)
    found = _figure(text, reading)
    if isinstance(found, Outcome):
        return as_written(Row.SCALE_UNKNOWN) if found.code == Row.BAD_NUMBER else found
    if found.is_range:
        return as_written(Row.RANGE)
    if found.percent:
        return _remarked(found.low / 100, found) if found.low <= 100 else as_written(Row.SHARE_OUTSIDE)
    if found.unit or reading.scale != "fraction" or found.low > 1:
        return as_written(Row.SCALE_UNKNOWN)
    return _remarked(found.low, found)


def read_level(field: Field, reading: Reading, text: str) -> Outcome:
    bare = re.sub(r"\.0+$", "", text.strip())
    if bare in ("1", "2", "3"):
        return as_written(Row.SCALE_UNKNOWN) if reading.scale == "unclear" else Outcome(int(bare))
    number = spellings_of(field).meaning(text)
    if number is not None:
        return Outcome(int(number))
    return as_written(Row.SCALE_UNKNOWN) if any(c.isdigit() for c in text) else read_word(field, text)


def scale_of(field: Field, texts: Iterable[str], decimal: str) -> str:
    """On which scale a column of shares or grades stands; blank for other figures."""
    if field.type not in (Type.SHARE, Type.DEGREE, Type.LEVEL):
        return ""
    found = [figure(text, decimal) for text in texts]
    figures = [one for one in found if isinstance(one, Figure)]
    if field.type is Type.LEVEL:
        return "unclear" if any(one.high > 3 for one in figures) else ""
    bare = [one for one in figures if not one.percent]
    if field.type is Type.DEGREE:
        fractions = any(0 < one.high < 1 for one in bare) and all(one.high <= 1 for one in bare)
        return "fraction" if fractions else "unclear"
    if len(bare) < len(figures) or any(one.high > 1 for one in bare):
        return "percent"
    return "fraction" if any(0 < one.high < 1 for one in bare) else "percent"


def shows_both(texts: Iterable[str]) -> bool:
    """Whether some figures show a decimal dot and some a decimal comma."""
    signs = {sign for text in texts if (sign := decimal_sign([text]))}
    return len(signs) > 1
