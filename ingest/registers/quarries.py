"""A register of quarries: stone, permit, area; who owns, leases and permits them, whom they supply."""

from __future__ import annotations

from graph.fields import ALIASES, NOTES
from graph.kinds import AREA, PERMIT, STONE
from graph.relations import OWNS, SUPPLIES
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

KIND = "Quarry"


def own(line: Line) -> Own | None:
    """Whom the row describes."""
    return party(line, KIND)


def claims(line: Line) -> None:
    """The quarry; who owns, leases or permits it, and whom it supplies.

    A lease is read as owning in part, since who leases a quarry runs it; the cell is kept as written.
    """
    implied_ties(line, described_by(line, KIND))
    if line.has("lessee"):
        line.write_down("lessee")


FORM = Form(
    "quarries",
    "Quarries",
    "Groeves",
    (
        column(
            "name", "name", "naam", required=True, also_called=("quarry", "groeve", "mine", "steengroeve")
        ),
        COUNTRY_COLUMN,
        column("place", "place", "plaats", WHERE[-1].field),
        *known(STONE, PERMIT, AREA),
        IMPLIED["owner"].column,
        IMPLIED["lessee"].column,
        IMPLIED["supplies_to"].column,
        IMPLIED["permit_by"].column,
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
        *tie_fields([OWNS, SUPPLIES]),
        *ABOUT_THE_ROW,
    ),
    rank=1,
    about=KIND,
    needs_one_of=("stone", "permit", "area", "lessee", "permit_by"),
)
