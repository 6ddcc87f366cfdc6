"""What one file carries, as every store sees it: checked claims, and the digest that stands for them.

A store replaces what a file carried as a whole.  Whether anything changed, whether a file is still
the file it was, and whether it is another one under a new name are judged here, without a store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple, TypeVar

from graph.errors import Refused
from graph.records import Claims, Mention, Source, Tie, digest
from graph.values import checked_text

MentionRow = tuple[str, bytes, bytes, str, Mention]  # source, key, id, at
TieRow = tuple[str, str, bytes, str, Tie]  # relation, source, id, at
CardRow = tuple[str, bytes, str, Source]  # source, id, at
Fact = tuple[str, ...] | str
Row = TypeVar("Row", MentionRow, TieRow, CardRow)


class Carried:
    """The claims of one file, each with the place it stands in, sorted; no claim twice in one place."""

    def __init__(self, sources: Iterable[Source], mentions: Iterable[Mention], ties: Iterable[Tie]) -> None:
        """Raises `Refused` where an end of a tie is not mentioned by the source of the tie."""
        unhex = bytes.fromhex
        self.cards: list[CardRow] = _once((card.id, card_id(card), card.at, card) for card in sources)
        self.mentions: list[MentionRow] = _once(
            (m.source, unhex(m.key), unhex(m.id), m.at, m) for m in mentions
        )
        self.ties: list[TieRow] = _once((t.relation, t.source, unhex(t.id), t.at, t) for t in ties)
        self._check_ends()

    @cached_property
    def content(self) -> str:
        """Thirty-two digits that stand for all of it, whatever the file is called."""
        return content_digest(
            ((row[1], row[2]) for row in self.cards),
            ((row[2], row[3]) for row in self.mentions),
            ((row[2], row[3]) for row in self.ties),
        )

    @property
    def facts(self) -> set[Fact]:
        """What it speaks of, whatever it says: the keys of mentions; the relation and ends of ties."""
        return {row[1].hex() for row in self.mentions} | {(r[4].relation, r[4].a, r[4].b) for r in self.ties}

    @cached_property
    def ids(self) -> set[bytes]:
        """The claims, each once, whatever the places they stand in."""
        return {row[2] for row in chain(self.mentions, self.ties)}

    @property
    def counts(self) -> tuple[int, int]:
        """How many mentions and ties there are, each once."""
        mentions = len({row[2] for row in self.mentions})
        return mentions, len(self.ids) - mentions

    def _check_ends(self) -> None:
        known: dict[str, set[str]] = {}
        for source, key, *_ in self.mentions:
            known.setdefault(source, set()).add(key.hex())
        nobody: set[str] = set()
        for row in self.ties:
            t = row[4]
            mentioned = known.get(t.source, nobody)
            if t.a not in mentioned or t.b not in mentioned:
                raise Refused.of("store.unmentioned_end", at=t.at, relation=t.relation, source=t.source)

    @property
    def sources(self) -> set[str]:
        """Who claims something here."""
        return {row[0] for row in self.cards} | {row[0] for row in self.mentions}


def card_id(card: Source) -> bytes:
    """Eight bytes that stand for all that a card says."""
    return bytes.fromhex(digest("source", *card[:-2]))


Placed = Iterable[tuple[bytes, str]]


def content_digest(cards: Placed, mentions: Placed, ties: Placed) -> str:
    """Thirty-two digits that stand for claims, given as their id and place in the order of `Carried`."""
    made = blake2b(digest_size=16)
    for rows in (cards, mentions, ties):
        made.update(b"\x00".join([id + at.encode() for id, at in rows]))
        made.update(b"\x00\x00")
    return made.hexdigest()


def file_digest(name: str, content: str) -> str:
    """What stands for a file and all that it carries."""
    return digest("file", name, content)


def still_the_same(before: set[Fact], now: set[Fact]) -> bool:
    """Whether at least half of what a file spoke of before is still there."""
    return len(before & now) * 2 >= len(before)


def is_like(claims: set[bytes], other: set[bytes]) -> bool:
    """Whether at least four fifths of the claims stand in the other file too."""
    return bool(claims) and len(claims & other) * 5 >= len(claims) * 4


def checked_file_name(file: str) -> str:
    """The name of a file in one spelling; `BadValue` where it is none, `Refused` where it is blank."""
    name = checked_text("file", file)
    if not name:
        raise Refused.of("store.nameless_file")
    return name


def _once(rows: Iterable[Row]) -> list[Row]:
    """Sorted, and of rows that differ in nothing but the file they name only one."""
    kept: list[Row] = []
    last = None
    for row in sorted(rows):
        if row[:-1] != last:
            kept.append(row)
            last = row[:-1]
    return kept


class OneFile(NamedTuple):
    """What one file carries."""

    sources: list[Source]
    mentions: list[Mention]
    ties: list[Tie]


def by_file(claims: Claims) -> dict[str, OneFile]:
    """The claims of each file, by its name."""
    files: dict[str, OneFile] = defaultdict(lambda: OneFile([], [], []))
    for card in claims.sources:
        files[card.file].sources.append(card)
    for m in claims.mentions:
        files[m.file].mentions.append(m)
    for t in claims.ties:
        files[t.file].ties.append(t)
    return dict(files)
