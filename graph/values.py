"""One value of a declared field, checked and in one spelling.

These are the last doors before a record: what does not fit its type is refused here, whoever
brings it.  Reading what people type is `ingest.values`.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from graph.dates import is_date
from graph.errors import BadValue
from graph.risks import RISKS
from graph.schema import CONFIDENCE, STAKEHOLDER
from graph.terms import UNKNOWN, Field, Type

_COUNT = re.compile(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?")


def checked(field: Field, value: Any) -> Any:
    """`value` as the field keeps it; raises `BadValue` naming the field.

    Every field may be "unknown": somebody was asked and does not know.
    """
    if value == UNKNOWN:
        return UNKNOWN
    return _CHECK[field.type](field, value)


def checked_text(name: str, text: Any) -> str:
    """Text in Unicode's composed form without stray blanks; a NUL or a lone surrogate is refused."""
    if not isinstance(text, str):
        raise BadValue(name, text)
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise BadValue(name, text)
    return " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()


def checked_date(name: str, text: str) -> str:
    """A date in EDTF, or blank; a bad one is refused under the field's name."""
    if text and not is_date(checked_text(name, text)):
        raise BadValue(name, text)
    return text


def checked_confidence(value: str) -> str:
    """A confidence word, or a number from 0 to 1 as text."""
    if value in CONFIDENCE:
        return value
    try:
        number = float(value)
    except ValueError as wrong:
        raise BadValue("confidence", value) from wrong
    if not 0 <= number <= 1:
        raise BadValue("confidence", value)
    return f"{number:g}"


def count_range(text: str) -> tuple[int, int] | None:
    """Least and most people a COUNT speaks of, or None where it does not say."""
    match = _COUNT.fullmatch(text or "")
    if not match:
        return None
    low = int(match[1])
    return low, int(match[2]) if match[2] else low


@lru_cache(maxsize=65536)
def decoded(fields: str) -> Mapping[str, Any]:
    """The fields of a record as a mapping; shared, so read only."""
    return MappingProxyType(json.loads(fields))


def _text(field: Field, value: Any) -> str:
    return checked_text(field.name, value)


def _texts(field: Field, value: Any) -> list[str]:
    parts = [value] if isinstance(value, str) else list(value)
    return sorted({checked_text(field.name, part) for part in parts} - {""})


def _word(field: Field, value: Any) -> str:
    if field.word(value) is None:
        raise BadValue(field.name, value)
    return str(value)


def _words(field: Field, value: Any) -> list[str]:
    allowed = {word.value for word in field.words} or _OTHER_WORDS.get(field.name)
    parts = _texts(field, value)
    if allowed is not None:
        for part in parts:
            if part not in allowed:
                raise BadValue(field.name, part)
    return parts


def _number(field: Field, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadValue(field.name, value)
    if not math.isfinite(value) or abs(value) >= 2**63:
        raise BadValue(field.name, value)
    return float(value)


def _unit(field: Field, value: Any) -> float:
    number = _number(field, value)
    if not 0 <= number <= 1:
        raise BadValue(field.name, value)
    return number


def _degree(field: Field, value: Any) -> float:
    word = field.word(value) if isinstance(value, str) else None
    return word.number or 0.0 if word else _unit(field, value)


def _level(field: Field, value: Any) -> int:
    if value not in (1, 2, 3) or isinstance(value, bool):
        raise BadValue(field.name, value)
    return int(value)


def _count(field: Field, value: Any) -> str:
    found = count_range(str(value))
    if found is None or found[0] > found[1]:
        raise BadValue(field.name, value)
    return str(found[0]) if found[0] == found[1] else f"{found[0]}-{found[1]}"


def _date(field: Field, value: Any) -> str:
    return checked_date(field.name, checked_text(field.name, value))


def _place(field: Field, value: Any) -> str:
    steps = [step.strip() for step in checked_text(field.name, value).split("/")]
    if not all(steps):
        raise BadValue(field.name, value)
    return " / ".join(steps)


def _places(field: Field, value: Any) -> list[str]:
    parts = [value] if isinstance(value, str) else list(value)
    return sorted({_place(field, part) for part in parts})


_OTHER_WORDS = {"risks": {risk.value for risk in RISKS}, "also": set(STAKEHOLDER)}
_CHECK: dict[Type, Callable[[Field, Any], Any]] = {
    Type.TEXT: _text,
    Type.TEXTS: _texts,
    Type.WORD: _word,
    Type.WORDS: _words,
    Type.SHARE: _unit,
    Type.DEGREE: _degree,
    Type.NUMBER: _number,
    Type.LEVEL: _level,
    Type.COUNT: _count,
    Type.DATE: _date,
    Type.PLACE: _place,
    Type.PLACES: _places,
    Type.IDS: _texts,
}
