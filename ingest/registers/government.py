"""A register of government bodies: what they do, how far they reach, whom they supervise and inspect."""

from __future__ import annotations

from graph.fields import ALIASES, NOTES
from graph.kinds import GOVERNMENT_BODY
from ingest.claims import Line
from ingest.form import ABOUT_THE_ROW, COUNTRY_COLUMN, NUMBERS, WHERE, Form, column, kind_fields, known
from ingest.own_rows import Own
from ingest.party import party
from ingest.registers.implied import IMPLIED, MEMBER_SINCE, described_by, implied_ties

KIND = "GovernmentBody"


def own(line: Line) -> Own | None:
    """Whom the row describes."""
    return party(line, KIND)


def claims(line: Line) -> None:
    """The body; whom it supervises, permits or inspects, and under what it falls."""
    implied_ties(line, described_by(line, KIND))


FORM = Form(
    "government",
    "Government",
    "Overheid",
    (
        column(
            "name", "name", "naam", required=True, also_called=("government body", "authority", "instantie")
        ),
        COUNTRY_COLUMN,
        column("place", "place", "plaats", WHERE[-1].field),
        *known(*GOVERNMENT_BODY.fields[:2]),
        IMPLIED["regulates"].column,
        IMPLIED["permits"].column,
        IMPLIED["inspects"].column,
        IMPLIED["ministry"].column,
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
    needs_one_of=("regulates", "permits", "inspects", "ministry"),
)
