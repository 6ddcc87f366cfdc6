"""One relation as columns: what a large graph is read as, in place of a network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph import schema
from graph.errors import BadValue
from graph.records import Decision, Mention, Source

OF_THE_CLAIM = ("holds", "confidence", "said_on", "since", "until", "level")
"""Fields that a claim of any relation has, beside those its relation declares."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The ties of one relation that are claimed to hold, as columns, from one snapshot.

    With "holds" among the fields, what is claimed not to hold is here as well: its column says "no".
    A claim carried by several files or rows stands here once.

    `mentions`, `decisions` and `cards` (the source cards that each file carries) tell who is who and
    whose word counts.  Of a mention only source, kind, name, country, ids, confidence and said_on are
    filled in; of those with equal source, key, confidence and said_on one is here.
    """

    relation: str
    fields: tuple[str, ...]
    mentions: tuple[Mention, ...]
    keys: Sequence[str]  # of the mentions, in their order
    decisions: tuple[Decision, ...]
    source: Sequence[str]
    a: Sequence[str]
    b: Sequence[str]
    values: tuple[Sequence[Any], ...]  # one per field; None where the claim does not say
    cards: tuple[Source, ...] = ()

    def column(self, field: str) -> Sequence[Any]:
        """What each claim says in `field`; `BadValue` where it was not read."""
        if field not in self.fields:
            raise BadValue("field", field)
        return self.values[self.fields.index(field)]


def check_columns(relation: str, fields: Iterable[str]) -> None:
    """Raises `BadValue` for an undeclared relation, or a field that neither it nor a claim has."""
    if relation not in schema.RELATION:
        raise BadValue("relation", relation)
    for name in fields:
        if name not in OF_THE_CLAIM and schema.tie_field(relation, name) is None:
            raise BadValue("field", name)
