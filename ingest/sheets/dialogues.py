"""Dialogen / Dialogues: conversations held and planned."""

from __future__ import annotations

import re

from graph.dates import interval
from graph.kinds import DIALOGUE
from graph.terms import UNKNOWN
from ingest.claim_codes import Load
from ingest.claims import Line
from ingest.form import ABOUT_THE_ROW, SOURCE_COLUMN, Form, column, known
from ingest.own_rows import Own

_FIELD = {field.name: field for field in DIALOGUE.fields}
_INTERPRETER = re.compile(r"tolk|interpret|vertal|translat", re.IGNORECASE)
_PARTS = re.compile(r"\s*[,;|\n]\s*")


def own(line: Line) -> Own | None:
    """The dialogue that the row describes."""
    return Own("Dialogue", line.name("title"))


def claims(line: Line) -> None:
    """A mention of the dialogue; and what it is a part of."""
    described = Own("Dialogue", line.name("title"))
    fields = line.fields("Dialogue", DIALOGUE.fields)
    if (held := line.peek("date")) and "held" not in fields:
        value = line.value("date")
        if value not in (None, UNKNOWN):
            if _is_to_come(line, value):
                line.tell(Load.PLANNED, "date", held)
                line.keep("date")
            else:
                fields["held"] = value
    if text := line.text("languages_and_interpreter"):
        parts = [part for part in _PARTS.split(text) if part]
        if spoken := [part for part in parts if not _INTERPRETER.search(part)]:
            fields.setdefault("languages", spoken)
        if said := [part for part in parts if _INTERPRETER.search(part)]:
            fields.setdefault("interpreters", ", ".join(said))
    line.mention(described, fields)
    for name in line.names("part_of"):
        whole = line.end(name, frozenset({"Dialogue"}), "part_of")
        line.tie("PART_OF", described, whole, dated=False)


def _is_to_come(line: Line, date: str) -> bool:
    """Whether the date lies after the day that the source spoke; after today, where it says none."""
    spoke = line.spoke_on() or line.gathered.today
    return bool(spoke) and interval(date)[0] >= interval(spoke)[1]


FORM = Form(
    "dialogues",
    "Dialogues",
    "Dialogen",
    (
        column("title", "title", "titel", required=True),
        column("date", "date", "datum", _FIELD["held"]),
        *known(*(_FIELD[name] for name in ("mode", "arena", "place", "goal", "risks"))),
        column("languages_and_interpreter", "languages and interpreter", "talen en tolk"),
        *known(*(_FIELD[n] for n in ("seats", "list_complete", "who_pays", "compensation", "preparation"))),
        *known(*(_FIELD[n] for n in ("complaint_channel", "report_back"))),
        column("part_of", "part of", "deel van"),
        SOURCE_COLUMN,
    ),
    claims,
    own,
    also=(*known(*DIALOGUE.fields), *ABOUT_THE_ROW),
    rank=2,
)
