"""Is a store still what was written?  SQLite's pages carry no checksum, so every digest is made again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from graph import sqlite_rows
from graph.carried import card_id, content_digest, file_digest
from graph.records import Mention, Source, Tie
from graph.sqlite_seal import broken
from graph.store import Trouble


def examine(db: sqlite3.Connection, where: str) -> tuple[Trouble, ...]:
    """All that is wrong with the file; empty when all is well.  Reads everything, once."""
    try:
        db.execute("BEGIN")
        try:
            return tuple(_troubles(db, where))
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")
    except (sqlite3.Error, UnicodeDecodeError):
        return (Trouble(where, "store.damaged", {"file": where}),)


def _troubles(db: sqlite3.Connection, where: str) -> Iterator[Trouble]:
    if db.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        yield Trouble(where, "store.damaged", {"file": where})
        return  # what is read from broken pages may be of any type
    for table in broken(db):
        yield Trouble(table, f"store.changed_{table}", {"file": where})
    if db.execute("PRAGMA foreign_key_check").fetchone():
        yield Trouble(where, "store.no_file_for_claims", {"file": where})
    for n, name, digest in db.execute("SELECT n, name, digest FROM file ORDER BY name").fetchall():
        if (wrong := _wrong_claims(db, n)) or file_digest(name, _content(db, n)) != digest:
            yield Trouble(name, "store.changed_file", {"file": where, "name": name, "n": wrong})


def _wrong_claims(db: sqlite3.Connection, n: int) -> int:
    """How many claims of a file are not what their id stands for."""
    cards = sum(bytes(id) != card_id(Source._make((*row, "", ""))) for id, *row in db.execute(_CARDS, (n,)))
    mentions = sum(not _is_mention(*row) for row in db.execute(_MENTIONS, (n,)))
    return cards + mentions + sum(not _is_tie(*row) for row in db.execute(_TIES, (n,)))


_CARDS = (
    "SELECT id, source, title, published_by, commissioned_by, informant, position, date, url, licence,"
    " derived_from, level FROM card WHERE file = ?"
)
_MENTIONS = (
    "SELECT key, id, ids, source, kind, name, country, confidence, said_on, level, fields"
    " FROM mention WHERE file = ?"
)
_TIES = (
    "SELECT id, a, b, source, relation, holds, confidence, said_on, since, until, level, fields"
    " FROM tie WHERE file = ?"
)


def _is_mention(key: bytes, id: bytes, listed: str, *text: str) -> bool:
    try:
        ids = json.loads(listed)
    except ValueError:
        return False
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        return False
    said = Mention._make((*text[:4], tuple(ids), *text[4:], "", ""))
    return said.key == key.hex() and said.id == id.hex() and sqlite_rows.listed(said.ids) == listed


def _is_tie(id: bytes, a: bytes, b: bytes, *text: str) -> bool:
    return Tie._make((*text[:2], a.hex(), b.hex(), *text[2:], "", "")).id == id.hex()


def _content(db: sqlite3.Connection, n: int) -> str:
    return content_digest(*sqlite_rows.placed(db, n))
