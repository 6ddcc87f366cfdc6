"""One question in SQL to a store in one file, which can do nothing but read that file.

A file opened for reading still lets SQL attach other files, make new ones and load libraries.  So
SQLite asks us about every single thing a statement wants to do, before it does any of it, and only
reading, reckoning and SQLite's own functions are allowed.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import islice
from math import isfinite
from pathlib import Path
from time import monotonic

from graph.errors import AantafelError, Refused
from graph.sqlite_file import open_for_reading, saying
from graph.store import Rows, Value

LARGEST = 10_000_000
"""The most bytes that one value may take: a function could make one that fills the memory."""

_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_NEVER = frozenset({"load_extension", "sqlite_log"})
_STEPS = 1000  # of SQLite's machine, between two looks at the clock


def query(path: Path, text: str, *, limit: int, seconds: float) -> Rows:
    """The first `limit` rows of what a statement gives; see `Store.query` for what is raised."""
    with saying(path):
        db, _ = open_for_reading(path, how="mode=ro")
        with closing(db):
            clock = _guarded(db, seconds)
            try:
                return _rows(db, text, limit)
            except (sqlite3.Error, sqlite3.Warning, UnicodeEncodeError) as error:
                why = _sentence(error, seconds if clock.is_over() else None)
                if why is None:
                    raise
                raise why from error


class _Clock:
    """When a statement has had its time."""

    def __init__(self, seconds: float) -> None:
        self.end = monotonic() + seconds

    def is_over(self) -> bool:
        return monotonic() > self.end


def _guarded(db: sqlite3.Connection, seconds: float) -> _Clock:
    """From here on the connection reads, and stops in time."""
    own = {name for (name,) in db.execute("SELECT name FROM pragma_function_list WHERE builtin")} - _NEVER
    db.execute("SELECT 1 FROM json_each('[]'), json_tree('[]')").fetchall()  # else they look like a change

    def may(action: int, _first: str | None, second: str | None, *_: str | None) -> int:
        if action in _READING or (action == sqlite3.SQLITE_FUNCTION and second in own):
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    clock = _Clock(seconds)
    db.text_factory = lambda raw: raw.decode("utf-8", "replace")
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST)
    db.set_progress_handler(clock.is_over, _STEPS)
    db.set_authorizer(may)
    return clock


def _rows(db: sqlite3.Connection, text: str, limit: int) -> Rows:
    cursor = db.execute(text)
    if cursor.description is None:  # nothing but blanks and remarks, or a statement that gives no rows
        raise Refused.of("store.query_empty", language="SQL")
    read = [tuple(map(_value, row)) for row in islice(cursor, limit + 1)]
    return Rows(tuple(name for name, *_ in cursor.description), tuple(read[:limit]), len(read) > limit)


def _value(found: object) -> Value:
    """Keys and ids, which are bytes, as the digits that people see; no number that JSON does not know."""
    if isinstance(found, bytes):
        return found.hex()
    if isinstance(found, float):
        return found if isfinite(found) else str(found)
    return found if isinstance(found, int | str) else None


def _sentence(error: Exception, seconds: float | None) -> AantafelError | None:
    """What was wrong with the statement; None where it is the file that is wrong."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_INTERRUPT and seconds is not None:
        return Refused.of("store.query_too_long", seconds=f"{seconds:g}")
    if code in (sqlite3.SQLITE_AUTH, sqlite3.SQLITE_READONLY) or "not authorized" in str(error):
        return Refused.of("store.query_not_reading", language="SQL", why=_reason(error))
    if code == sqlite3.SQLITE_TOOBIG:
        return Refused.of("store.query_too_large", megabytes=LARGEST // 1_000_000)
    if code in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_RANGE):
        return AantafelError.of("store.query_wrong", language="SQLite", why=_reason(error))
    return None


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeEncodeError):
        return "not a text"
    return str(error).rstrip(".")
