"""The vocabulary: what the graph may contain, gathered for those who ask.

Declared once, in `graph.kinds`, `graph.relations`, `graph.risks` and `graph.fields`; row checks,
choices of the command line, views in SQLite and tables in the docs all follow from it.  To add a
kind, a tie or a field: declare it there, run the tests, rebuild the docs.
"""

from __future__ import annotations

from graph import fields as _fields
from graph.kinds import KINDS, STAKEHOLDER_KINDS
from graph.relations import RELATIONS
from graph.risks import RISKS
from graph.terms import Field, Kind, Relation, Word

KIND: dict[str, Kind] = {kind.label: kind for kind in KINDS}
RELATION: dict[str, Relation] = {relation.label: relation for relation in RELATIONS}
RISK: dict[str, Word] = {risk.value: risk for risk in RISKS}
STAKEHOLDER: dict[str, Kind] = {kind.label: kind for kind in STAKEHOLDER_KINDS}
PEOPLE: frozenset[str] = frozenset(kind.label for kind in KINDS if kind.sphere == "people")
CONFIDENCE: dict[str, float] = {word.value: word.number or 0.0 for word in _fields.CONFIDENCE_WORDS}
LADDER: dict[str, float] = {
    word.value: word.number or 0.0
    for field in RELATION["REPRESENTS"].fields
    if field.name == "basis"
    for word in field.words
}
"""How far a basis carries a voice, 1 to 0 (`docs/definitions.md`); editable in the settings."""

SOURCE_FIELDS: tuple[Field, ...] = (
    Field("title", "What it is called.", "title", "titel"),
    Field("published_by", "Who published it.", "published by", "uitgegeven door"),
    Field("commissioned_by", "Who asked for it.", "commissioned by", "in opdracht van"),
    Field("informant", "Who says so.", "who says so", "wie zegt het"),
    Field("position", "Where they stand.", "their position", "hun positie"),
    Field("date", "When it was made.", "date", "datum"),
    Field("url", "Where it can be found.", "link", "link"),
    Field("licence", "On what terms it may be used.", "licence", "licentie"),
    Field("derived_from", "Another source that it takes its facts from.", "taken from", "overgenomen uit"),
)

_KIND_FIELD = {(kind.label, field.name): field for kind in KINDS for field in kind.fields}
_TIE_FIELD = {(relation.label, field.name): field for relation in RELATIONS for field in relation.fields}
_ANY_FIELD: dict[str, Field] = {}
for _kind in KINDS:
    for _field in _kind.fields:
        _ANY_FIELD.setdefault(_field.name, _field)


def kind_field(kind: str, name: str) -> Field | None:
    """The field `name` of `kind`; of any kind where the kind is blank; None where undeclared."""
    return _KIND_FIELD.get((kind, name)) if kind else _ANY_FIELD.get(name)


def any_kind_field(name: str) -> Field | None:
    """The first declared field of that name on any kind: how to fold what another kind's source said."""
    return _ANY_FIELD.get(name)


def tie_field(relation: str, name: str) -> Field | None:
    """The field `name` of `relation`, or None where undeclared."""
    return _TIE_FIELD.get((relation, name))


def kind_said(label: str, lang: str) -> str:
    """A kind's name for people; a blank kind is "kind unknown"."""
    if label in KIND:
        return KIND[label].said(lang)
    return "soort onbekend" if lang == "nl" else "kind unknown"


def risk_said(value: str, lang: str) -> str:
    """A risk's name for people."""
    return RISK[value].said(lang) if value in RISK else value
