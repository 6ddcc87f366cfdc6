"""Stemmen / Voices and contacts: who speaks for whom, who knows, moves, supervises or avoids whom."""

from __future__ import annotations

from graph.relations import IN_CONFLICT_WITH, KNOWS, REPRESENTS
from ingest.form import SOURCE_COLUMN, SURE_COLUMN, Form, column, offered
from ingest.sheets.ties import EVERY_FIELD, claims

_FIELD = {
    field.name: field for relation in (IN_CONFLICT_WITH, KNOWS, REPRESENTS) for field in relation.fields
}
_DOES = offered("REPRESENTS", "MEMBER_OF", "KNOWS", "INFLUENCES", "REGULATES", "IN_CONFLICT_WITH")

FORM = Form(
    "voices",
    "Voices and contacts",
    "Stemmen",
    (
        column("from", "who", "wie", required=True),
        column("relation", "does", "doet", required=True, words=_DOES),
        column("to", "for or with whom", "voor of met wie", required=True),
        column("basis", "on what basis", "op welke grond", _FIELD["basis"]),
        column("risks", "on which risk", "over welk risico", _FIELD["risks"]),
        column("places", "where", "waar", _FIELD["places"]),
        column("trust", "trust", "vertrouwen", _FIELD["trust"]),
        column("cannot_meet", "not at one table", "niet aan één tafel", _FIELD["cannot_meet"]),
        SURE_COLUMN,
        SOURCE_COLUMN,
    ),
    claims,
    also=EVERY_FIELD,
    rank=4,
)
