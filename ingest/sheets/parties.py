"""Partijen / Parties: who there is."""

from __future__ import annotations

from graph import schema
from graph.fields import ALIASES, CAN_JOIN, HEADCOUNT, JUDGED_INFLUENCE, LANGUAGES, NEEDS, NOTES
from graph.terms import Field, Type
from ingest.claim_codes import Load
from ingest.claims import Line
from ingest.codes import Row as Told
from ingest.form import (
    ABOUT_THE_ROW,
    KIND_WORDS,
    NAME_COLUMN,
    NUMBERS,
    PLACE_COLUMN,
    SOURCE_COLUMN,
    WHERE,
    Form,
    column,
    kind_fields,
    known,
)
from ingest.own_rows import Own
from ingest.party import kind_of, party
from ingest.wording import implied_by_kind, read_kind

_KIND = column("kind", "kind", "soort", required=True, type=Type.WORD, words=KIND_WORDS)


def own(line: Line) -> Own | None:
    """Who the row describes."""
    return party(line, kind_of(line))


def claims(line: Line) -> None:
    """A mention with the fields of its kind."""
    kind, written = kind_of(line), line.text("kind")
    if not written:
        line.tell(Load.KIND_EMPTY, "kind")
    if kind == "Person" and not line.gathered.persons:
        line.skip(Told.PERSON_ROW, "name", line.text("name"))
    fields = line.fields(f"kind {kind}", _declared(kind))
    for name, value in implied_by_kind(written).items():
        fields.setdefault(name, value)
    if kind == "OtherOrganisation":
        line.tell_outcome(read_kind(written), "kind")
        fields.setdefault("word", written)
    if place := line.place():
        fields["place"] = place
    line.mention(party(line, kind), fields)


def _declared(kind: str) -> list[Field]:
    """The fields that a row of this kind may fill; its place is read from up to three columns."""
    fields = schema.KIND[kind].fields if kind else [column.field for column in kind_fields()]
    return [field for field in fields if field.name != "place"]


FORM = Form(
    "parties",
    "Parties",
    "Partijen",
    (
        NAME_COLUMN,
        _KIND,
        PLACE_COLUMN,
        *known(ALIASES, LANGUAGES, CAN_JOIN, NEEDS, HEADCOUNT, JUDGED_INFLUENCE),
        SOURCE_COLUMN,
        *known(NOTES),
    ),
    claims,
    own,
    also=(*WHERE, *NUMBERS, *kind_fields(), *ABOUT_THE_ROW),
    rank=1,
)
