"""A register of importers: who they are, and which initiative they belong to."""

from __future__ import annotations

from graph.fields import ALIASES, NOTES
from graph.kinds import SIZE
from ingest.claims import Line
from ingest.form import (
    ABOUT_THE_ROW,
    COUNTRY_COLUMN,
    KVK_COLUMN,
    NUMBERS,
    WHERE,
    Form,
    column,
    kind_fields,
    known,
)
from ingest.own_rows import Own
from ingest.party import party
from ingest.registers.implied import IMPLIED, MEMBER_OF, MEMBER_SINCE, described_by, implied_ties

KIND = "Importer"


def own(line: Line) -> Own | None:
    """Whom the row describes."""
    return party(line, KIND)


def claims(line: Line) -> None:
    """The importer; and a membership for each initiative, or a documented no."""
    implied_ties(line, described_by(line, KIND))


FORM = Form(
    "importers",
    "Importers",
    "Importeurs",
    (
        column(
            "name", "name", "naam", required=True, also_called=("importer", "importeur", "company", "bedrijf")
        ),
        COUNTRY_COLUMN,
        column("place", "place", "plaats", WHERE[-1].field),
        KVK_COLUMN,
        *known(SIZE),
        column("member_of", "member of initiative", "lid van initiatief", begins=MEMBER_OF),
        *known(NOTES),
    ),
    claims,
    own,
    also=(
        *WHERE,
        *NUMBERS,
        *known(ALIASES),
        MEMBER_SINCE,
        *(implied.column for implied in IMPLIED.values()),
        *kind_fields(KIND),
        *ABOUT_THE_ROW,
    ),
    rank=1,
    about=KIND,
    needs_one_of=("size", "member_of", "initiative", "member_since"),
)
