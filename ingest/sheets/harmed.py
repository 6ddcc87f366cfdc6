"""Geraakt / Harmed: which group, by what, where, how badly, and by whom."""

from __future__ import annotations

from typing import Any

from graph import schema
from graph.fields import HEADCOUNT
from graph.relations import AFFECTED_BY
from graph.risks import RISKS
from graph.terms import UNKNOWN, Field, Type, Word
from ingest.claim_codes import Load
from ingest.claims import Line
from ingest.form import (
    ABOUT_THE_ROW,
    ABOUT_THE_TIE,
    SOURCE_COLUMN,
    SURE_COLUMN,
    Form,
    column,
    offered,
    tie_fields,
)
from ingest.own_rows import Own

_FIELD = {field.name: field for field in AFFECTED_BY.fields}
_REPAIR = (
    Word("1", "yes", "ja", 1),
    Word("2", "with difficulty", "moeilijk", 2),
    Word("3", "no", "nee", 3),
)
_MANY = Field(
    "scope",
    "",
    "how many people",
    "hoeveel mensen",
    Type.LEVEL,
    (Word("1", "a few", "enkele", 1), Word("2", "many", "veel", 2), Word("3", "most", "de meeste", 3)),
)
_HOW = (
    *offered("CAUSES", "CONTRIBUTES_TO", "LINKED_TO"),
    Word("CONTRIBUTES_TO", "contributes", "draagt bij"),
    Word("LINKED_TO", "linked", "verbonden"),
)


def claims(line: Line) -> None:
    """A concern for each risk; the headcount of the group; and who causes, contributes or is linked."""
    group = line.end(line.need("group"), AFFECTED_BY.from_kinds, "group")
    line.need("risk")
    risks = line.risks("risk")
    fields = line.fields("AFFECTED_BY", [f for f in AFFECTED_BY.fields if f.name not in ("place", "scope")])
    if (place := line.value("place")) not in (None, ""):
        fields["place"] = place
    else:
        line.tell(Load.NO_HARM_PLACE, "place")
    if (repair := line.value("repairable")) is not None:
        fields.setdefault("irremediability", repair)
    headcount = _how_many(line, group, fields)
    for risk, _ in risks:
        line.known(risk)
        line.tie("AFFECTED_BY", group, risk, dict(fields))
    if headcount:
        line.mention(group, {"headcount": headcount})
    _by_whom(line, [risk for risk, _ in risks], place)


def _how_many(line: Line, group: Own, fields: dict[str, Any]) -> str:
    """How many people: a number for the group, or in words how widespread it is."""
    if (scope := line.value("scope", _FIELD["scope"])) is not None:
        fields["scope"] = scope
    text = line.peek("headcount")
    if not text:
        return ""
    if not any(c.isdigit() for c in text) and line.column("headcount").outcome(_MANY, text).value is not None:
        fields.setdefault("scope", line.value("headcount", _MANY))
        return ""
    if schema.kind_field(group.kind, "headcount") is None:
        return ""
    count = line.value("headcount", HEADCOUNT)
    return "" if count is None else str(count)


def _by_whom(line: Line, risks: list[Own], place: Any) -> None:
    names = line.names("by_whom")
    if not names:
        return
    how = line.value("how")
    if how in (None, UNKNOWN):
        how = "LINKED_TO"
        line.tell(Load.NO_HOW, "by_whom", "; ".join(names))
    where = {} if place in (None, "") else {"place": place}
    for name in names:
        party = line.end(name, schema.RELATION[how].from_kinds, "by_whom")
        for risk in risks:
            line.tie(how, party, risk, dict(where), dated=False)


FORM = Form(
    "harmed",
    "Harmed",
    "Geraakt",
    (
        column("group", "group", "groep", required=True),
        column("risk", "risk", "risico", type=Type.WORDS, words=RISKS, required=True),
        column("place", "place", "plaats", _FIELD["place"], required=True),
        column("scale", "how bad", "hoe erg", _FIELD["scale"]),
        column("headcount", "how many people", "hoeveel mensen", HEADCOUNT, words=_MANY.words),
        column(
            "repairable",
            "can it be repaired?",
            "is het te herstellen?",
            _FIELD["irremediability"],
            words=_REPAIR,
        ),
        column("state", "happening or possible", "gebeurt of mogelijk", _FIELD["state"]),
        column("by_whom", "by whom", "door wie"),
        column("how", "how", "hoe", type=Type.WORD, words=_HOW),
        SURE_COLUMN,
        SOURCE_COLUMN,
    ),
    claims,
    also=(*tie_fields([AFFECTED_BY]), *ABOUT_THE_TIE, *ABOUT_THE_ROW),
    rank=4,
)
