"""Forgetting a name for good: the claims go, and then the bytes.

What SQLite deletes stays on the page, in free pages and in the write-ahead log until something else
is written over it; so deleted content is zeroed, the log emptied and the file written anew.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from graph import sqlite_rows
from graph.carried import Carried, file_digest
from graph.errors import Refused
from graph.forgetting import BLOT, Gone, gone_with
from graph.records import Decision
from graph.sqlite_seal import note, relink


def blot_out(db: sqlite3.Connection, name: str) -> int:
    """Remove every mention of a name, what rests on it, and the name in free text; how many claims went."""
    files = sqlite_rows.files(db)
    gone = gone_with(name, (m for n, file in files for m in sqlite_rows.read_mentions(db, n, file)))
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


def _blot_file(db: sqlite3.Connection, n: int, file: str, gone: Gone) -> set[str]:
    """Write the file again where the name is in it; the claims that went."""
    cards = list(sqlite_rows.read_cards(db, n, file))
    mentions = list(sqlite_rows.read_mentions(db, n, file))
    ties = list(sqlite_rows.read_ties(db, n, file))
    kept = gone.kept(cards, mentions, ties)
    if kept != (cards, mentions, ties) or gone.is_in(file):
        sqlite_rows.drop(db, n)
        carried = Carried(*kept)
        if carried.sources:
            name = gone.blot(file)
            db.execute("INSERT INTO file VALUES (?, ?, ?)", (n, name, file_digest(name, carried.content)))
            sqlite_rows.insert(db, n, carried)
    return gone.went(mentions, ties)


def _blot_decision(db: sqlite3.Connection, one: Decision, gone: Gone) -> None:
    kept = gone.decision(one)
    if kept is None:
        db.execute("DELETE FROM decision WHERE a = ? AND b = ?", (one.a, one.b))
    elif kept != one:
        row = (kept.by, kept.reason, one.a, one.b)
        db.execute('UPDATE decision SET "by" = ?, reason = ? WHERE a = ? AND b = ?', row)


def _empty_log(db: sqlite3.Connection, path: Path) -> None:
    busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise Refused.of("store.forget_unfinished", file=path.name)
