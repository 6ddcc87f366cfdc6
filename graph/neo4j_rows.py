"""Claims as properties on a server, and back: the truth that a relationship carries.

A declared field is a property of its own, so that Cypher can ask for it; what a property cannot hold
(the user's own words, column by column) stands in `more`, as JSON.  Nothing here needs a server.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from graph import schema
from graph.fold import Folded
from graph.records import Mention, Source, Tie, canonical
from graph.values import decoded

FORMAT: Final = 1
"""The newest layout that we know, on the one node `(:Aantafel)`."""

MENTION: Final = (
    *("id", "key", "file", "at", "source", "kind", "name"),
    *("country", "ids", "confidence", "said_on", "level"),
)
"""What every MENTIONS carries; beside it the declared fields, and `more`."""

TIE: Final = (
    *("id", "file", "at", "source", "a", "b", "holds"),
    *("confidence", "said_on", "since", "until", "level"),
)
"""What every tie carries; beside it the declared fields, and `more`."""

CARD: Final = Source._fields[1:-2]
_SCALARS = (str, int, float)


def mention_properties(m: Mention, id: str, key: str, file: str) -> dict[str, Any]:
    """All that a mention says, and where it stands; its id and key were made before."""
    own = (id, key, file, m.at, m.source, m.kind, m.name, m.country, list(m.ids), *m[5:8])
    return dict(zip(MENTION, own, strict=True)) | _native(m.fields)


def tie_properties(t: Tie, id: str, file: str) -> dict[str, Any]:
    """All that a tie says, and where it stands; its id was made before."""
    own = (id, file, t.at, t.source, t.a, t.b, *t[4:10])
    return dict(zip(TIE, own, strict=True)) | _native(t.fields)


def card_properties(card: Source, id: str) -> dict[str, Any]:
    """A source card as one file carries it."""
    return {"id": id, "at": card.at} | dict(zip(CARD, card[1:-2], strict=True))


def mention_of(said: Mapping[str, Any]) -> Mention:
    """The mention that properties stand for."""
    return Mention(
        said["source"], said["kind"], said["name"], said["country"],
        tuple(said.get("ids", ())),  # an import leaves an empty list out
        said["confidence"], said["said_on"], said["level"],
        _fields({name: value for name, value in said.items() if name not in _MENTION}),
        said["file"], said["at"],
    )  # fmt: skip


def tie_columns(relation: str) -> tuple[str, ...]:
    """The properties that a tie of this relation may have, in the order of `tie_of`."""
    return (*TIE, "more", *(field.name for field in schema.RELATION[relation].fields))


def tie_of(relation: str, said: Sequence[Any], known: dict[tuple[Any, ...], str]) -> Tie:
    """The tie that the values of `tie_columns` stand for; `known` remembers fields that recur."""
    _, file, at, source, a, b, *record = said[: len(TIE)]
    own = said[len(TIE) :]
    # 1 and 1.0 are equal, but written differently
    same = tuple((tuple(v) if type(v) is list else v, type(v)) for v in own)
    fields = known.get(same)
    if fields is None:
        names = tie_columns(relation)[len(TIE) :]
        said_of = {name: value for name, value in zip(names, own, strict=True) if value is not None}
        fields = known[same] = _fields(said_of)
    return Tie._make((source, relation, a, b, *record, fields, file, at))


def card_of(source: str, file: str, said: Mapping[str, Any]) -> Source:
    """The source card that properties stand for."""
    return Source._make((source, *(said[name] for name in CARD), file, said["at"]))


def view_of(node: str, folded: Folded) -> tuple[str, dict[str, Any]]:
    """What people see of a stakeholder in a browser: its kind, as a label, and its folded fields."""
    values = dict(folded.values)
    kind = str(values.pop("kind", ""))
    shown = {name: _shown(value) for name, value in values.items()}
    return kind, {"id": node} | shown


def source_view(card: Source) -> dict[str, Any]:
    """What people see of a source: its folded card, without blanks."""
    return {"id": card.id} | {name: text for name, text in zip(CARD, card[1:-2], strict=True) if text}


def _shown(value: Any) -> Any:
    """A value as a property: what is neither plain nor a list of texts becomes JSON."""
    if isinstance(value, _SCALARS):
        return value
    if isinstance(value, list | tuple) and _is_texts(value):
        return list(value)
    return canonical(value)


def _native(fields: str) -> dict[str, Any]:
    if fields == "{}":
        return {}
    own: dict[str, Any] = {}
    more: dict[str, Any] = {}
    for name, value in decoded(fields).items():
        plain = isinstance(value, _SCALARS) or (isinstance(value, list) and value and _is_texts(value))
        (own if plain else more)[name] = value
    return own | ({"more": canonical(more)} if more else {})


def _fields(said: Mapping[str, Any]) -> str:
    if not said:
        return "{}"
    own = dict(said)
    more = own.pop("more", None)
    return canonical(own | (json.loads(more) if more else {}))


def _is_texts(values: Iterable[Any]) -> bool:
    return all(isinstance(one, str) for one in values)


_MENTION = frozenset(MENTION)
