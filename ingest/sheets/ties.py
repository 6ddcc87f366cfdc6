"""Ties of every sort, one per row: who does what to whom.  The sheets of trade and voices are ties too."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from graph import schema
from graph.terms import UNKNOWN
from ingest.claims import Line
from ingest.form import ABOUT_THE_ROW, ABOUT_THE_TIE, SOURCE_COLUMN, SURE_COLUMN, Form, column, tie_fields
from ingest.own_rows import Own
from ingest.wording import is_reversed, read_relation

_meaning, _turned = lru_cache(maxsize=4096)(read_relation), lru_cache(maxsize=4096)(is_reversed)

# Two columns ask for a share, two whether a side can go elsewhere; which field that is follows from the
# relation: the share of a side is of its own total, its workers, its income, its credit, its budget.
_FIRST = {
    "EMPLOYS": {"share_of_workforce": "share_of_seller", "employer_alternatives": "seller_alternatives"}
}
_SECOND = {
    "EMPLOYS": {"share_of_income": "share_of_buyer", "worker_alternatives": "buyer_alternatives"},
    "RECRUITS": {"share_of_jobs": "share_of_buyer", "worker_alternatives": "buyer_alternatives"},
    "ADVANCES_CREDIT_TO": {"share_of_credit": "share_of_buyer", "debtor_alternatives": "buyer_alternatives"},
    "FUNDS": {"share_of_budget": "share_of_buyer", "receiver_alternatives": "buyer_alternatives"},
    "OWNS": {"share": "share_of_buyer"},
}


def claims(line: Line) -> None:
    """A tie, or one for each of several names in the second cell."""
    relation, swapped, word = _relation(line)
    declared = schema.RELATION[relation]
    sides = [("from", declared.from_kinds), ("to", declared.to_kinds)]
    if swapped:
        sides = [("from", declared.to_kinds), ("to", declared.from_kinds)]
    first, second = (line.targets(name, kinds) for name, kinds in sides)
    fields = _fields(line, relation)
    if word:
        fields["word"] = word
    for a in first:
        for b in second:
            line.tie(relation, *_ends(a, b, swapped), dict(fields), since=_since(line, relation))


def _ends(a: Own, b: Own, swapped: bool) -> tuple[Own, Own]:
    return (b, a) if swapped else (a, b)


def _relation(line: Line) -> tuple[str, bool, str]:
    """The relation, whether it is said from the other side, and the user's own word for an unknown one."""
    text = line.need("relation")
    outcome = _meaning(text)
    if outcome.code:
        line.tell(outcome.code, "relation", text, outcome.suggestion)
        return str(outcome.value), False, text
    if outcome.value is None:  # "don't know": they have to do with each other, nobody knows how
        return "RELATED_TO", False, text
    return str(outcome.value), _turned(text), ""


def _fields(line: Line, relation: str) -> dict[str, Any]:
    also = {**_FIRST.get(relation, {}), **_SECOND.get(relation, {})}
    return line.fields(relation, schema.RELATION[relation].fields, also)


def _since(line: Line, relation: str) -> str:
    """Where a tie has no period of its own, its year says since when."""
    if schema.tie_field(relation, "period") or line.has("since"):
        return ""
    value = line.value("period")
    return "" if value in (None, UNKNOWN) else str(value)


ENDS = (
    column("from", "who", "wie", required=True),
    column("relation", "does", "doet", required=True),
    column("to", "to whom", "aan wie", required=True),
)
EVERY_FIELD = (*tie_fields(schema.RELATION.values()), *ABOUT_THE_TIE, *ABOUT_THE_ROW)

FORM = Form(
    "ties",
    "Ties",
    "Relaties",
    (*ENDS, *ABOUT_THE_TIE, SURE_COLUMN, SOURCE_COLUMN),
    claims,
    also=EVERY_FIELD,
    rank=4,
)
