"""The answers that one file needs: what sort of table it is, which column is which, who says so.

A card lies beside its file, `parties.csv.card.toml` beside `parties.csv`; `inspect --save` writes
one, and `ingest` reads it.  What a command says beats what the card says.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from graph import records
from graph.errors import AantafelError, BadValue
from graph.records import Source
from graph.schema import KIND
from graph.terms import Level
from graph.values import checked_confidence

ENDING = ".card.toml"
DATES = ("iso", "dmy", "mdy", "serial")


@dataclass(frozen=True, slots=True)
class Expects:
    """How much the file should at least give, so that half a file is noticed."""

    rows: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """How to read one file; a blank means: find out, or use what is usual.

    `header` is the number of the row with the column names (0: there are none, None: find it).
    `columns` maps a header to the name of a column ("" leaves the column out).  `source` holds the
    fields of a source card; its `id` is who says so where a row names nobody.
    """

    as_form: str = ""
    sheet: str = ""
    header: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)
    whose: str = ""
    dates: str = ""
    decimal: str = ""
    confidence: str = ""
    level: str = ""
    language: str = ""
    encoding: str = ""
    delimiter: str = ""
    expects: Expects = Expects()

    def told(self, **answers: Any) -> Self:
        """The card with what somebody says now: what is blank or None leaves the card as it is."""
        given = {name: value for name, value in answers.items() if value not in (None, "", {})}
        for name in ("columns", "source"):
            if name in given:
                given[name] = {**getattr(self, name), **given[name]}
        return replace(self, **given)

    def source_card(self, file: str) -> Source | None:
        """The source that the card describes, carried by `file`; None where it names none."""
        if not self.source.get("id"):
            return None
        rest = {name: text for name, text in self.source.items() if name != "id"}
        return records.source(
            self.source["id"], **{"level": self.level, **rest} if self.level else rest, file=file
        )

    def write(self, path: Path) -> Path:
        """Write the card beside the file `path`; returns where it is."""
        target = card_path(path)
        target.write_text(self.toml(path.name), encoding="utf-8", newline="\n")
        return target

    def toml(self, name: str) -> str:
        """The card as TOML, without what is blank."""
        lines = [f"# How aantafel reads {name}."]
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name not in _TABLES and value not in ("", None):
                lines.append(f"{_KEY.get(one.name, one.name)} = {_shown(value)}")
        lines += _section("columns", self.columns) + _section("source", self.source)
        if self.expects.rows:
            lines += ["", "[expects]", f"rows = {self.expects.rows}"]
        return "\n".join(lines + _section("expects.kinds", self.expects.kinds)) + "\n"


_TABLES = ("columns", "source", "expects")
_KEY = {"as_form": "as"}
_NAME = {"as": "as_form"}
_SOURCE = tuple(name for name in Source._fields if name not in ("file", "at"))


def card_path(path: Path) -> Path:
    """Where the card of a file lies."""
    return path.with_name(path.name + ENDING)


def card_for(path: Path) -> Card:
    """The card beside the file, or a blank one; raises `AantafelError` that names the card and the key."""
    target = card_path(path)
    if not target.is_file():
        return Card()
    try:
        table = tomllib.loads(target.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise AantafelError.of("ingest.card_unreadable", file=target.name, why=str(wrong)) from wrong
    return card_from(table, target.name)


def card_from(table: Mapping[str, Any], name: str) -> Card:
    """A card from a parsed table; unknown keys and values are refused, by name."""
    known = {_KEY.get(one.name, one.name) for one in fields(Card)}
    for key in table:
        if key not in known:
            raise AantafelError.of("ingest.card_key", file=name, key=key, known=", ".join(sorted(known)))
    given: dict[str, Any] = {}
    for key, value in table.items():
        where = _NAME.get(key, key)
        if where in ("columns", "source"):
            given[where] = _texts(value, key, name)
        elif where == "expects":
            given[where] = _expects(value, name)
        elif where == "header":
            given[where] = _whole(value, key, name)
        else:
            given[where] = _text(value, key, name)
    return _checked(Card(**given), name)


def _checked(card: Card, name: str) -> Card:
    """The card, when what it says can be so."""
    choices = {"dates": DATES, "decimal": (",", "."), "level": tuple(Level), "language": ("en", "nl")}
    for key, allowed in choices.items():
        if (value := getattr(card, key)) and value not in allowed:
            raise AantafelError.of(
                "ingest.card_value", file=name, key=key, value=value, want=" / ".join(allowed)
            )
    for key in card.source:
        if key not in _SOURCE:
            raise AantafelError.of(
                "ingest.card_key", file=name, key=f"source.{key}", known=", ".join(_SOURCE)
            )
    try:
        if card.confidence:
            checked_confidence(card.confidence)
        card.source_card("")
    except BadValue as wrong:
        raise AantafelError.of(
            "ingest.card_value", file=name, key=wrong.field, value=wrong.value, want="…"
        ) from wrong
    return card


def _expects(value: Any, name: str) -> Expects:
    if not isinstance(value, Mapping):
        raise AantafelError.of("ingest.card_value", file=name, key="expects", value=value, want="[expects]")
    kinds = value.get("kinds", {})
    if not isinstance(kinds, Mapping):
        raise AantafelError.of(
            "ingest.card_value", file=name, key="expects.kinds", value=kinds, want="[expects.kinds]"
        )
    for key in (*(set(value) - {"rows", "kinds"}), *(set(kinds) - set(KIND))):
        raise AantafelError.of(
            "ingest.card_key", file=name, key=f"expects.{key}", known=", ".join(("rows", "kinds", *KIND))
        )
    return Expects(
        _whole(value.get("rows", 0), "expects.rows", name),
        {kind: _whole(count, f"expects.kinds.{kind}", name) for kind, count in kinds.items()},
    )


def _texts(value: Any, key: str, name: str) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise AantafelError.of("ingest.card_value", file=name, key=key, value=value, want=f"[{key}]")
    return {str(k): _text(v, f"{key}.{k}", name) for k, v in value.items()}


def _text(value: Any, key: str, name: str) -> str:
    if not isinstance(value, str):
        raise AantafelError.of("ingest.card_value", file=name, key=key, value=value, want='"…"')
    return value


def _whole(value: Any, key: str, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise AantafelError.of("ingest.card_value", file=name, key=key, value=value, want="0, 1, 2, …")
    return value


def _section(name: str, table: Mapping[str, Any]) -> list[str]:
    if not table:
        return []
    return ["", f"[{name}]", *(f"{_quoted(key)} = {_shown(value)}" for key, value in table.items())]


def _shown(value: object) -> str:
    return str(value) if isinstance(value, int) else _quoted(str(value))


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's too, but for a DEL and signs beyond 16 bits."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
