"""A register of NGOs: how far they reach, for whom they speak, who funds them, with whom they work."""

from __future__ import annotations

from graph.fields import ALIASES, NOTES
from graph.kinds import NGO
from graph.relations import FUNDS, REPRESENTS
from ingest.claims import Line
from ingest.form import (
    ABOUT_THE_ROW,
    COUNTRY_COLUMN,
    NUMBERS,
    WHERE,
    Form,
    column,
    kind_fields,
    known,
    tie_fields,
)
from ingest.own_rows import Own
from ingest.party import party
from ingest.registers.implied import IMPLIED, MEMBER_SINCE, described_by, implied_ties

KIND = "NGO"
REACH = NGO.fields[0]


def own(line: Line) -> Own | None:
    """Whom the row describes."""
    return party(line, KIND)


def claims(line: Line) -> None:
    """The NGO; for whom it speaks, who funds it, and with whom it works."""
    implied_ties(line, described_by(line, KIND))


FORM = Form(
    "ngos",
    "NGOs",
    "Ngo's",
    (
        column("name", "name", "naam", required=True, also_called=("NGO", "organisation", "organisatie")),
        COUNTRY_COLUMN,
        column("place", "place", "plaats", WHERE[-1].field),
        *known(REACH),
        IMPLIED["represents"].column,
        *known(*REPRESENTS.fields[:2]),
        column("places", "for which places", "voor welke plaatsen", REPRESENTS.fields[2]),
        IMPLIED["funded_by"].column,
        IMPLIED["works_with"].column,
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
        *tie_fields([FUNDS, REPRESENTS]),
        *ABOUT_THE_ROW,
    ),
    rank=1,
    about=KIND,
    needs_one_of=("represents", "funded_by", "works_with", "basis"),
)
