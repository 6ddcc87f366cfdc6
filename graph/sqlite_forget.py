"""Forgetting a name for good: the claims go, and then the bytes.

What SQLite deletes stays on the page, in free pages and in the write-ahead log until something else
is written over it; so deleted content is zeroed, the log emptied and the file written anew.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from graph import schema, sqlite_rows
from graph.carried import Carried, file_digest
from graph.errors import Refused
from graph.records import AS_WRITTEN, Decision, Mention, Source, Tie, canonical, folded
from graph.sqlite_seal import note, relink
from graph.terms import Field, Type
from graph.values import decoded

BLOT = "…"
_FREE_TEXT = (Type.TEXT, Type.TEXTS)
Claim = TypeVar("Claim", Mention, Tie)


def blot_out(db: sqlite3.Connection, name: str) -> int:
    """Remove every mention of a name, what rests on it, and the name in free text; how many claims went."""
    files = sqlite_rows.files(db)
    everyone = {m for n, file in files for m in sqlite_rows.read_mentions(db, n, file)}
    named = {m for m in everyone if m.kind != "Risk" and folded(m.name) == folded(name)}
    gone = Gone({name, *(m.name for m in named)}, {m.key for m in named})
    claims = {claim for n, file in files for claim in _blot_file(db, n, file, gone)}
    for one in sqlite_rows.read_decisions(db):
        _blot_decision(db, one, gone)
    lines = db.execute("SELECT n, name, note FROM journal").fetchall()
    for n, said, remark in lines:
        if gone.is_in(said, remark):
            db.execute(
                "UPDATE journal SET name = ?, note = ? WHERE n = ?", (gone.blot(said), gone.blot(remark), n)
            )
    relink(db)
    note(db, "forgot", BLOT)
    return len(claims)


def clean_up(db: sqlite3.Connection, path: Path) -> None:
    """Leave no byte of what was deleted, in the file or beside it; `Refused` while somebody reads it."""
    _empty_log(db, path)
    db.execute("VACUUM")
    _empty_log(db, path)


class Gone:
    """The spellings and keys that have to go."""

    def __init__(self, spellings: Iterable[str], keys: set[str]) -> None:
        self.keys = keys
        self._names = {folded(one) for one in spellings}
        ways = "|".join(r"\s+".join(map(re.escape, one.split())) for one in sorted(spellings, reverse=True))
        self._pattern = re.compile(rf"(?<!\w)(?:{ways})(?!\w)", re.IGNORECASE)

    def is_in(self, *texts: str) -> bool:
        """Whether one of these texts holds the name as a word of its own."""
        return any(self._pattern.search(text) for text in texts)

    def blot(self, text: str) -> str:
        """The text with a blot in place of the name."""
        return self._pattern.sub(BLOT, text)

    def claim(self, claim: Claim) -> Claim:
        """The claim without the name in its free text; a text that was only the name goes."""
        if not self.is_in(claim.fields, claim.at):
            return claim
        kept = {
            name: value
            for name, said in decoded(claim.fields).items()
            if (value := self._value(name, said, _field(claim, name))) not in (BLOT, [], {})
        }
        return claim._replace(fields=canonical(kept), at=self.blot(claim.at))

    def card(self, card: Source) -> Source:
        """The source card without the name in its free text; its id stays."""
        return Source._make(
            (card.id, *(self.blot(text) for text in card[1:-2]), card.file, self.blot(card.at))
        )

    def concerns(self, decision: Decision) -> bool:
        """Whether a decision is about one of the keys or spellings."""
        keys = {decision.a.split("@", 1)[0], decision.b.split("@", 1)[0]}
        names = {folded(decision.a_name), folded(decision.b_name)}
        return bool(keys & self.keys or names & self._names)

    def _value(self, name: str, said: Any, field: Field | None) -> Any:
        if name == AS_WRITTEN:
            blotted = {column: self.blot(words) for column, words in said.items()}
            return {column: words for column, words in blotted.items() if words != BLOT}
        if field is None or field.type not in _FREE_TEXT:
            return said
        if isinstance(said, str):
            return self.blot(said)
        return [words for words in map(self.blot, said) if words != BLOT]


def _field(claim: Mention | Tie, name: str) -> Field | None:
    if isinstance(claim, Tie):
        return schema.tie_field(claim.relation, name)
    return schema.kind_field(claim.kind, name)


def _blot_file(db: sqlite3.Connection, n: int, file: str, gone: Gone) -> set[str]:
    """Write the file again where the name is in it; the claims that went."""
    cards = list(sqlite_rows.read_cards(db, n, file))
    mentions = list(sqlite_rows.read_mentions(db, n, file))
    ties = list(sqlite_rows.read_ties(db, n, file))
    kept_cards = [gone.card(card) for card in cards]
    kept_mentions = [gone.claim(m) for m in mentions if m.key not in gone.keys]
    kept_ties = [gone.claim(t) for t in ties if not {t.a, t.b} & gone.keys]
    if (kept_cards, kept_mentions, kept_ties) != (cards, mentions, ties) or gone.is_in(file):
        sqlite_rows.drop(db, n)
        kept = Carried(kept_cards, kept_mentions, kept_ties)
        if kept.sources:
            name = gone.blot(file)
            db.execute("INSERT INTO file VALUES (?, ?, ?)", (n, name, file_digest(name, kept.content)))
            sqlite_rows.insert(db, n, kept)
    went = {m.id for m in mentions if m.key in gone.keys}
    return went | {t.id for t in ties if {t.a, t.b} & gone.keys}


def _blot_decision(db: sqlite3.Connection, one: Decision, gone: Gone) -> None:
    if gone.concerns(one):
        db.execute("DELETE FROM decision WHERE a = ? AND b = ?", (one.a, one.b))
    elif gone.is_in(one.by, one.reason):
        row = (gone.blot(one.by), gone.blot(one.reason), one.a, one.b)
        db.execute('UPDATE decision SET "by" = ?, reason = ? WHERE a = ? AND b = ?', row)


def _empty_log(db: sqlite3.Connection, path: Path) -> None:
    busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise Refused.of("store.forget_unfinished", file=path.name)
