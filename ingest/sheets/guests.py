"""Gasten / Guests and commitments: who takes part in which dialogue, as what, and what they promised."""

from __future__ import annotations

from graph.fields import SAID_ON
from graph.relations import ANY, COMMITS_TO, TAKES_PART_IN
from ingest.claims import Line
from ingest.form import ABOUT_THE_ROW, SOURCE_COLUMN, SURE_COLUMN, Form, column, known

_PART = {field.name: field for field in TAKES_PART_IN.fields}
_PROMISE = {field.name: field for field in COMMITS_TO.fields}
_DIALOGUE = frozenset({"Dialogue"})
_OF_PROMISE = ("commitment", "due", "owed_to_dialogue")


def claims(line: Line) -> None:
    """Taking part, unless the row only holds a promise; and the promise, where one is filled in."""
    dialogue = line.end(line.need("dialogue"), _DIALOGUE, "dialogue")
    party = line.end(line.need("party"), ANY, "party")
    promise = line.has("commitment")
    part = line.fields("TAKES_PART_IN", [field for field in TAKES_PART_IN.fields if field.name != "notes"])
    if part or not promise:
        line.tie("TAKES_PART_IN", party, dialogue, part, dated=False)
    if promise:
        fields = line.fields("COMMITS_TO", [_PROMISE[name] for name in _OF_PROMISE])
        if (status := line.value("commitment_status", _PROMISE["status"])) is not None:
            fields["status"] = status
        line.tie("COMMITS_TO", party, dialogue, fields, dated=False)


FORM = Form(
    "guests",
    "Guests and commitments",
    "Gasten",
    (
        column("dialogue", "dialogue", "dialoog", required=True),
        column("party", "party", "partij", required=True),
        *known(*(_PART[name] for name in ("role", "status", "seats", "through", "expects", "concern"))),
        *known(_PROMISE["commitment"], _PROMISE["due"]),
        column(
            "commitment_status", "status of the commitment", "status van de toezegging", _PROMISE["status"]
        ),
        column("said_on", "date", "datum", SAID_ON, required=True),
        SOURCE_COLUMN,
    ),
    claims,
    also=(
        *known(*TAKES_PART_IN.fields, _PROMISE["owed_to_dialogue"]),
        SURE_COLUMN,
        *ABOUT_THE_ROW,
    ),
    rank=4,
)
