"""veiligheid / safety: one row per invitee, door-opener or interpreter; the sixteen questions.

Kept apart from the rest: every answer is for the team and sensitive, and nothing is kept as written.
"""

from __future__ import annotations

from graph.fields import SAFETY
from graph.relations import ANY, FEARS_REPRISAL_FROM
from graph.terms import UNKNOWN
from ingest.claim_codes import Load
from ingest.claims import Line
from ingest.form import ABOUT_THE_ROW, SOURCE_COLUMN, Form
from ingest.sheets.questions import LIST, QUESTIONS

_FIELD = {field.name: field for field in SAFETY}
_DIALOGUE = frozenset({"Dialogue"})
_DIRECT = (
    *("asked_by", "asked_on", "punished_here", "helpers_safe", "list_seen_by", "not_at_table_with"),
    *("contact_afterwards", "who_is_missing"),
)
_JOINED = {
    # field: the columns whose answers stand in it, with the number of the question
    "do_not_contact": (("may_harm", "1"), ("do_not_contact", "")),
    "safe_channel": (("safe_channel", ""), ("other_way", "10")),
    "consent": (
        ("consent_name", "9a"),
        ("consent_face", "9b"),
        ("consent_voice", "9c"),
        ("consent_words", "9d"),
    ),
    "asked_for": (("asked_for", ""), ("asked_place", ""), ("asked_form", "")),
}


def claims(line: Line) -> None:
    """The answers as fields of the party; whom they fear; and whether they take part."""
    party = line.end(line.need("party"), ANY, "party")
    fields = line.fields("safety", [_FIELD[name] for name in _DIRECT])
    for name, columns in _JOINED.items():
        if text := _joined(line, columns):
            fields[name] = text
    if (needs := line.value("needs")) is not None:
        fields["needs"] = UNKNOWN if UNKNOWN in needs else needs  # who would rather not say is not asked on
    if safe := _safe(line):
        fields["safe_to_invite"] = safe
    line.mention(party, fields)
    for name in line.names("fears"):
        line.tie(
            "FEARS_REPRISAL_FROM", party, line.end(name, FEARS_REPRISAL_FROM.to_kinds, "fears"), dated=False
        )
    _takes_part(line)


def _joined(line: Line, columns: tuple[tuple[str, str], ...]) -> str:
    """The answers in some columns as one text, each with the number of its question."""
    answers = [(number, line.text(name)) for name, number in columns]
    return "; ".join(f"{number}: {text}" if number else text for number, text in answers if text)


def _safe(line: Line) -> str:
    """The outcome; where only the first question is answered, "yes, it could harm them" means no."""
    harm = line.peek("may_harm")
    outcome = line.value("safe_to_invite")
    could_harm = bool(harm) and line.column("may_harm").outcome(LIST, harm).value == "yes"
    if outcome is None:
        return "no" if could_harm else ""
    if could_harm and outcome == "yes":
        line.tell(Load.SAFETY_CLASH, "safe_to_invite", line.peek("safe_to_invite"))
    return str(outcome)


def _takes_part(line: Line) -> None:
    """What they said about taking part, as a claim about the dialogue that they were asked for."""
    wishes = [name for name in ("status", "expects", "concern") if line.has(name)]
    if not wishes:
        return
    if not line.has("asked_for"):
        line.tell(Load.NO_LIST, wishes[0], line.peek(wishes[0]))
        return
    values = {name: line.value(name) for name in ("status", "expects", "concern")}
    fields = {name: value for name, value in values.items() if value is not None}
    dialogue = line.end(line.text("asked_for"), _DIALOGUE, "asked_for")
    party = line.end(line.text("party"), ANY, "party")
    line.tie("TAKES_PART_IN", party, dialogue, fields, dated=False, level="team")


FORM = Form(
    "safety",
    "Safety",
    "Veiligheid",
    QUESTIONS,
    claims,
    also=(SOURCE_COLUMN, *ABOUT_THE_ROW),
    rank=4,
    sensitive=True,
)
