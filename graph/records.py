"""What is claimed, as values: a source, a mention, a tie, a decision; and the keys they are known by.

A record checks itself when it is made with `mention`, `tie` or `source`; whatever reaches a store
has been through one of them.  Everything in a record but `file` and `at` is its content, and equal
content is one claim.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from graph import schema
from graph.errors import BadValue
from graph.terms import Field, Level
from graph.values import checked, checked_confidence, checked_date, checked_text

AS_WRITTEN = "as_written"
"""The one undeclared key that fields may have: the user's own words, column by column."""
_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def canonical(value: Any) -> str:
    """JSON in one spelling: sorted keys, no blanks, no NaN."""
    return _CANONICAL.encode(value)


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits that stand for `parts`."""
    return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


@lru_cache(maxsize=262144)
def folded(name: str) -> str:
    """A name without case, accents and stray blanks; frozen, since stored decisions rest on it.

    Only the accents of Latin, Greek and Cyrillic go; the vowel signs of Indic scripts are letters.

    >>> folded("  Café  ÉCLAIR ")
    'cafe eclair'
    """
    if name.isascii():  # nothing to take apart
        return " ".join(name.lower().split())
    split = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in split if not "\u0300" <= c <= "\u036f")
    return " ".join(unicodedata.normalize("NFKC", plain).casefold().split())


def key_of(kind: str, name: str, country: str = "", ids: Iterable[str] = ()) -> str:
    """The key a mention is known by: its kind, folded name and country, and its ids."""
    return digest("key", kind, folded(name), country, *sorted(ids))


class Source(NamedTuple):
    """Who claims something: a card beside the graph."""

    id: str
    title: str = ""
    published_by: str = ""
    commissioned_by: str = ""
    informant: str = ""
    position: str = ""
    date: str = ""
    url: str = ""
    licence: str = ""
    derived_from: str = ""
    level: str = Level.PARTICIPANTS
    file: str = ""
    at: str = ""


class Mention(NamedTuple):
    """A source says that something exists, is called so, and has these fields (canonical JSON)."""

    source: str
    kind: str
    name: str
    country: str = ""
    ids: tuple[str, ...] = ()
    confidence: str = "claimed"
    said_on: str = ""
    level: str = Level.PARTICIPANTS
    fields: str = "{}"
    file: str = ""
    at: str = ""

    @property
    def key(self) -> str:
        """The key it is known by; two mentions with one key speak of one stakeholder unless parted."""
        return key_of(self.kind, self.name, self.country, self.ids)

    @property
    def content(self) -> tuple[Any, ...]:
        """All but the place it stands in."""
        return self[:-2]

    @property
    def id(self) -> str:
        """Sixteen digits that stand for the content."""
        return digest("mention", *self[:4], *self.ids, *self[5:9])


class Tie(NamedTuple):
    """A source says that A stands in this relation to B, or (`holds` no) not; ends are keys of mentions."""

    source: str
    relation: str
    a: str
    b: str
    holds: str = "yes"
    confidence: str = "claimed"
    said_on: str = ""
    since: str = ""
    until: str = ""
    level: str = Level.PARTICIPANTS
    fields: str = "{}"
    file: str = ""
    at: str = ""

    @property
    def content(self) -> tuple[str, ...]:
        """All but the place it stands in."""
        return self[:-2]

    @property
    def id(self) -> str:
        """Sixteen digits that stand for the content."""
        return digest("tie", *self[:-2])


VERDICTS = ("same", "part_of", "different", "unsure")


class Decision(NamedTuple):
    """What a person decided about two keys (see `apart`); `part_of` reads "a is part of b"."""

    a: str
    b: str
    verdict: str
    by: str = ""
    on: str = ""
    reason: str = ""
    a_name: str = ""
    b_name: str = ""

    @property
    def pair(self) -> tuple[str, str]:
        """The two keys in one order: a pair has one verdict."""
        return (self.a, self.b) if self.a <= self.b else (self.b, self.a)


def apart(key: str, source: str) -> str:
    """The key of `key` as this one source mentions it: for parting two namesakes."""
    return f"{key}@{source}"


@dataclass(frozen=True, slots=True)
class Claims:
    """All that a store holds, at one moment.  Everything else is a function of this and the settings."""

    mentions: tuple[Mention, ...] = ()
    ties: tuple[Tie, ...] = ()
    decisions: tuple[Decision, ...] = ()
    sources: tuple[Source, ...] = ()

    def without(self, source_ids: Iterable[str]) -> Claims:
        """As if these sources had never been loaded; decisions and all source cards stay."""
        gone = frozenset(source_ids)
        return Claims(
            tuple(m for m in self.mentions if m.source not in gone),
            tuple(t for t in self.ties if t.source not in gone),
            self.decisions,
            self.sources,
        )


def source(id: str, **card: str) -> Source:
    """A checked source card; raises `BadValue` naming the field."""
    clean = {name: checked_text(name, text) for name, text in card.items()}
    made = Source(checked_text("source", id), **clean)
    if not made.id:
        raise BadValue("source", id)
    checked_date("date", made.date)
    return made._replace(level=_level(made.level))


def mention(
    source: str,
    kind: str,
    name: str,
    *,
    country: str = "",
    ids: Iterable[str] = (),
    confidence: str = "claimed",
    said_on: str = "",
    level: str = "",
    fields: Mapping[str, Any] | None = None,
    file: str = "",
    at: str = "",
) -> Mention:
    """A checked mention; raises `BadValue` naming the field and the value.

    `level` blank is the kind's own, at least participants; `as_written` may map the user's own words.
    """
    if kind and kind not in schema.KIND:
        raise BadValue("kind", kind)
    if not (clean_name := checked_text("name", name)):
        raise BadValue("name", name)
    own = schema.KIND[kind].level if kind else Level.PUBLIC
    return Mention(
        checked_text("source", source),
        kind,
        clean_name,
        country,
        tuple(sorted({checked_text("ids", i) for i in ids})),
        checked_confidence(confidence),
        checked_date("said_on", said_on),
        strictest(_level(level or Level.PARTICIPANTS), own),
        _fields(fields, lambda field: schema.kind_field(kind, field)),
        file,
        at,
    )


def tie(
    source: str,
    relation: str,
    a: str,
    b: str,
    *,
    holds: str = "yes",
    confidence: str = "claimed",
    said_on: str = "",
    since: str = "",
    until: str = "",
    level: str = "",
    fields: Mapping[str, Any] | None = None,
    file: str = "",
    at: str = "",
) -> Tie:
    """A checked tie between two keys; raises `BadValue` naming the field and the value.

    Without direction the smaller key comes first, so that both ways of saying it are one claim.
    """
    if relation not in schema.RELATION:
        raise BadValue("relation", relation)
    declared = schema.RELATION[relation]
    if holds not in ("yes", "no"):
        raise BadValue("holds", holds)
    if not declared.directed and b < a:
        a, b = b, a
    return Tie(
        checked_text("source", source),
        relation,
        a,
        b,
        holds,
        checked_confidence(confidence),
        checked_date("said_on", said_on),
        checked_date("since", since),
        checked_date("until", until),
        strictest(_level(level or Level.PARTICIPANTS), declared.level),
        _fields(fields, lambda field: schema.tie_field(relation, field)),
        file,
        at,
    )


def strictest(*levels: str) -> str:
    """The strictest of some levels, as its word."""
    return str(max((Level(level) for level in levels), key=lambda level: level.rank))


def _level(text: str) -> str:
    try:
        return str(Level(text))
    except ValueError as wrong:
        raise BadValue("level", text) from wrong


def _fields(given: Mapping[str, Any] | None, declared: Any) -> str:
    if not given:
        return "{}"
    clean: dict[str, Any] = {}
    for name, value in given.items():
        if value is None or value == "" or value == () or value == []:
            continue
        if name == AS_WRITTEN:
            clean[name] = {checked_text(name, str(k)): checked_text(name, str(v)) for k, v in value.items()}
            continue
        field: Field | None = declared(name)
        if field is None:
            raise BadValue("field", name)
        clean[name] = checked(field, value)
    return canonical(clean) if clean else "{}"
