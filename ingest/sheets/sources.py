"""Bronnen / Sources: who says so, and when."""

from __future__ import annotations

from graph import records
from graph.fields import LEVEL
from graph.schema import SOURCE_FIELDS
from graph.terms import UNKNOWN, Type
from ingest.claim_codes import Load
from ingest.claims import Line
from ingest.form import Form, column, known

_FIELD = {field.name: field for field in SOURCE_FIELDS}
_NAMES = (
    "title",
    "informant",
    "position",
    "derived_from",
    "url",
    "published_by",
    "commissioned_by",
    "licence",
)


def claims(line: Line) -> None:
    """A source card."""
    code = line.need("code")
    card = {name: text for name in _NAMES if (text := line.text(name))}
    for name, field in (("date", _FIELD["date"]), ("level", LEVEL)):
        value = line.value(name, None if name == "date" else field)
        if value not in (None, UNKNOWN):
            card[name] = value
    made = records.source(code, **card, file=line.gathered.file, at=line.at)
    known = line.gathered.sources.get(code)
    if known and known.at and known._replace(at="") == made._replace(at=""):
        line.repeats = known.at.rpartition(" ")[2]
    elif line.gathered.add_source(made):
        line.tell(Load.SOURCE_TWICE, "code", code)


FORM = Form(
    "sources",
    "Sources",
    "Bronnen",
    (
        column("code", "code", "code", required=True),
        column("title", "title", "titel", _FIELD["title"], required=True),
        column("informant", "who says so", "wie zegt het", _FIELD["informant"], required=True),
        column("position", "their position", "hun positie", _FIELD["position"]),
        column("date", "date", "datum", _FIELD["date"], required=True, type=Type.DATE),
        column("derived_from", "taken from", "overgenomen uit", _FIELD["derived_from"]),
        column("level", "who may see it", "wie mag het zien", LEVEL),
        column("url", "link", "link", _FIELD["url"]),
    ),
    claims,
    also=known(*(_FIELD[name] for name in ("published_by", "commissioned_by", "licence"))),
    rank=0,
)
