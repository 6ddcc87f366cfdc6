"""What the forms that describe stakeholders share: who a row is about, its kind, its numbers."""

from __future__ import annotations

from typing import Any

from graph import schema
from graph.fields import ALIASES
from graph.terms import UNKNOWN
from ingest.claims import Line
from ingest.outcome import NOTHING
from ingest.own_rows import Own
from ingest.register_numbers import read_id
from ingest.wording import read_kind

SCHEMES = ("kvk", "lei", "os_id", "iec")


def party(line: Line, kind: str) -> Own:
    """The stakeholder that the row describes, with its country, numbers and other names."""
    name = line.name("name")
    country = line.place().partition(" / ")[0]
    aliases = line.value("aliases", ALIASES)
    other = tuple(aliases) if isinstance(aliases, list | tuple) else ()
    return Own(kind, name, country if len(country) == 2 else "", numbers(line), other)


def numbers(line: Line) -> tuple[str, ...]:
    """The row's numbers in public registers, as scheme:value, sorted."""
    found: set[str] = set()
    value = line.value("ids")
    if value is not None and value != UNKNOWN:
        found.update(value)
    for scheme in SCHEMES:
        if text := line.text(scheme):
            outcome = read_id(text, scheme)
            if outcome.code:
                line.tell(outcome.code, scheme, text, outcome.suggestion)
            if outcome.value:
                found.update([outcome.value] if isinstance(outcome.value, str) else outcome.value)
            else:
                line.not_understood(scheme)
    return tuple(sorted(found))


def kind_of(line: Line) -> str:
    """The kind that a row names: "" where it names none; an unknown word is another organisation."""
    text = line.text("kind")
    outcome = read_kind(text) if text else NOTHING
    return str(outcome.value or "")


def place_and_fields(line: Line, kind: str) -> dict[str, Any]:
    """The fields of this kind that the row fills, and where it is."""
    fields = line.fields(f"kind {kind}", _FIELDS[kind])
    if place := line.place():
        fields["place"] = place
    return fields


_FIELDS = {
    label: tuple(field for field in kind.fields if field.name != "place" and not field.sensitive)
    for label, kind in schema.STAKEHOLDER.items()
}
