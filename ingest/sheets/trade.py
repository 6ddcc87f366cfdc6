"""Handel / Trade, work, money: who supplies, employs, recruits, lends to, owns or funds whom."""

from __future__ import annotations

from graph.relations import SUPPLIES
from ingest.form import SOURCE_COLUMN, SURE_COLUMN, Form, column, offered
from ingest.sheets.ties import EVERY_FIELD, claims

_FIELD = {field.name: field for field in SUPPLIES.fields}
_DOES = offered("SUPPLIES", "EMPLOYS", "RECRUITS", "ADVANCES_CREDIT_TO", "OWNS", "FUNDS")

FORM = Form(
    "trade",
    "Trade, work, money",
    "Handel",
    (
        column("from", "who", "wie", required=True),
        column("relation", "does", "doet", required=True, words=_DOES),
        column("to", "to whom", "aan wie", required=True),
        column("product", "product", "product", _FIELD["product"]),
        column("share_of_seller", "% of seller's sales", "% van verkoop", _FIELD["share_of_seller"]),
        column("share_of_buyer", "% of buyer's purchases", "% van inkoop", _FIELD["share_of_buyer"]),
        column(
            "seller_alternatives",
            "can the first go elsewhere?",
            "kan de eerste elders terecht?",
            _FIELD["seller_alternatives"],
        ),
        column("buyer_alternatives", "can the second?", "kan de tweede dat?", _FIELD["buyer_alternatives"]),
        column("period", "year", "jaar", _FIELD["period"]),
        SURE_COLUMN,
        SOURCE_COLUMN,
    ),
    claims,
    also=EVERY_FIELD,
    rank=4,
)
