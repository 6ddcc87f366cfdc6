"""A register of suppliers: who they are, what they supply, and to whom (`--whose`: whose list it is)."""

from __future__ import annotations

from graph.fields import ALIASES, NOTES
from graph.kinds import SUPPLIER
from graph.relations import SUPPLIES
from ingest.claim_codes import Load
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
from ingest.registers.implied import IMPLIED, MEMBER_SINCE, described_by, implied_ties, yes_or_no

KIND = "Supplier"
_FIELD = {field.name: field for field in SUPPLIES.fields}


def own(line: Line) -> Own | None:
    """Whom the row describes."""
    return party(line, KIND)


def claims(line: Line) -> None:
    """The supplier; and what it supplies, to whom the row says or else to whose list this is."""
    supplier = described_by(line, KIND)
    us = yes_or_no(line.text("direct_to_us"))
    whose = line.gathered.card.whose
    if whose and (us or not line.has("supplies_to")):
        fields = line.fields("ours", [field for field in SUPPLIES.fields if field.name != "notes"])
        buyer = line.end(whose, SUPPLIES.to_kinds, "direct_to_us")
        line.tie("SUPPLIES", supplier, buyer, fields, dated=False, holds=us or "yes")
    elif us != "no" and not line.has("supplies_to"):
        line.tell(Load.WHOSE)
    implied_ties(line, supplier)


FORM = Form(
    "suppliers",
    "Suppliers",
    "Leveranciers",
    (
        column(
            "name",
            "name",
            "naam",
            required=True,
            also_called=("supplier", "leverancier", "factory", "fabriek"),
        ),
        COUNTRY_COLUMN,
        column("place", "place", "plaats", WHERE[-1].field),
        *known(SUPPLIER.fields[0], _FIELD["product"]),
        column("share_of_buyer", "% of our purchases", "% van onze inkoop", _FIELD["share_of_buyer"]),
        column("share_of_seller", "% of their sales", "% van hun verkoop", _FIELD["share_of_seller"]),
        column("direct_to_us", "supplies us", "levert aan ons"),
        IMPLIED["supplies_to"].column,
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
        *tie_fields([SUPPLIES]),
        *ABOUT_THE_ROW,
    ),
    rank=1,
    about=KIND,
    needs_one_of=(
        "product",
        "share_of_buyer",
        "share_of_seller",
        "direct_to_us",
        "supplies_to",
        "hs_code",
        "volume",
    ),
)
