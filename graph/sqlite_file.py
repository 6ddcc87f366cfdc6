"""Opening a store in one file: is it ours, can it be written, and what to say when SQLite says no."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from graph.errors import AantafelError, Refused, Unreadable
from graph.sqlite_schema import APPLICATION, FORMAT, NAMES, TABLES
from graph.sqlite_seal import seal
from graph.store import Trouble

WAIT_MS = 5000
STEPS: Mapping[int, str] = MappingProxyType({})
"""Per older format, the statements that turn it into the next.  There is only one format yet."""

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_UNWRITABLE = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
_NO_WAL = (*_UNWRITABLE, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL)


def open_for_writing(path: Path, *, create: bool) -> tuple[sqlite3.Connection, tuple[Trouble, ...]]:
    """A connection that may write, and what to say about it.

    Raises `Refused` or `Unreadable` before anything is written when the file is not a store of ours.
    """
    with saying(path, opening=True):
        _look(path, create=create)
        db = _connect(path, "mode=rwc" if create else "mode=rw")
        try:
            if create and not _pages(db):
                _make(db)
            migrate(db, _checked_format(db, path))
            if _writes_ahead(db):
                return db, ()
        except BaseException:
            db.close()
            raise
        db.close()
        return _without_wal(path), (Trouble(path.name, "store.no_wal", {"file": path.name}),)


def open_for_reading(path: Path, *, how: str = "mode=rw") -> tuple[sqlite3.Connection, tuple[Trouble, ...]]:
    """A connection that writes nothing, also where nothing may be written at all.

    With "mode=rw" it can finish what a process that died left behind; "mode=ro" is stricter.
    """
    with saying(path, opening=True):
        _look(path, create=False)
        try:
            db, found = _ours(path, how)
        except sqlite3.Error as error:
            if _primary(error) not in _UNWRITABLE:
                raise
            db, found = _open_untouched(path)
        if found < FORMAT:
            db.close()
            raise Refused.of("store.older", file=path.name)
        db.execute("PRAGMA query_only = ON")
        return db, ()


@contextmanager
def saying(path: Path, *, opening: bool = False) -> Iterator[None]:
    """Turns what SQLite says about this file into a sentence with a way out."""
    try:
        yield
    except sqlite3.Error as error:
        if opening and _primary(error) == sqlite3.SQLITE_ERROR:  # our questions are sound, so the file is not
            raise Unreadable.of("store.damaged", file=path.name) from error
        raise _sentence(error, path) from error
    except UnicodeDecodeError as error:  # SQLite quotes what it cannot make sense of
        raise Unreadable.of("store.damaged", file=path.name) from error
    except PermissionError as error:
        raise Refused.of("store.not_permitted", file=path.name) from error


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is damaged."""
    return _primary(error) in _DAMAGED or "decode" in str(error)


def migrate(
    db: sqlite3.Connection, found: int, wanted: int = FORMAT, steps: Mapping[int, str] = STEPS
) -> None:
    """Bring an older format forward, one step after another, in one transaction."""
    if found >= wanted:
        return
    with transaction(db):
        for old in range(found, wanted):
            for statement in steps[old].split(";"):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {wanted}")
        seal(db)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: what is done inside is written at the end, or not at all."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


class Writer:
    """A note beside the store, while one process writes: since when.  Read by those who have to wait."""

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(path.name + "-writer")

    @contextmanager
    def noted(self, transaction: AbstractContextManager[None]) -> Iterator[None]:
        """The transaction, with the note there from when it has the lock until it is over."""
        begun = False
        try:
            with transaction:
                begun = True
                with suppress(OSError):  # the note is a courtesy: without it the sentence is shorter
                    self.path.write_text(datetime.now(UTC).isoformat(timespec="seconds"), "ascii")
                yield
        finally:
            if begun:
                with suppress(OSError):
                    self.path.unlink()

    def since(self) -> str:
        """The local time at which the writer began, "14:02"; blank where that is not known."""
        try:
            return datetime.fromisoformat(self.path.read_text("ascii")).astimezone().strftime("%H:%M")
        except (OSError, ValueError):
            return ""


def _look(path: Path, *, create: bool) -> None:
    """What can be said without SQLite; nothing is opened for writing."""
    if path.is_dir():
        raise Refused.of("store.is_folder", folder=str(path))
    if not path.parent.is_dir():
        raise Refused.of("store.no_folder", folder=str(path.parent), file=path.name)
    if not path.exists():
        if create:
            return
        raise Refused.of("store.missing", file=str(path))
    if not path.is_file():
        raise Refused.of("store.foreign", file=path.name)
    with path.open("rb") as file:
        start = file.read(16)
    if not start and not create:
        raise Refused.of("store.empty_file", file=path.name)
    if start and start != b"SQLite format 3\x00":
        raise Refused.of("store.foreign", file=path.name)


def _connect(path: Path, how: str, locking: str = "NORMAL") -> sqlite3.Connection:
    db = sqlite3.connect(f"file:{quote(os.fsencode(path))}?{how}", uri=True, isolation_level=None, timeout=0)
    settings = (
        f"locking_mode = {locking}",  # before anything is read: it decides whether memory is shared
        f"busy_timeout = {WAIT_MS}",
        "synchronous = FULL",
        "foreign_keys = ON",
        "cache_size = -65536",
    )
    try:
        for setting in settings:
            db.execute(f"PRAGMA {setting}")
    except BaseException:
        db.close()
        raise
    return db


def _make(db: sqlite3.Connection) -> None:
    """The tables of a new store, at once: a process that dies here leaves an empty file."""
    with transaction(db):
        if not db.execute("SELECT 1 FROM sqlite_master").fetchone():  # else another has just made them
            for table in TABLES:
                db.execute(table)
            db.execute(f"PRAGMA application_id = {APPLICATION}")
            db.execute(f"PRAGMA user_version = {FORMAT}")
            db.execute(
                "INSERT INTO meta VALUES ('made', ?)", (datetime.now(UTC).isoformat(timespec="seconds"),)
            )
            seal(db)


def _pages(db: sqlite3.Connection) -> int:
    (count,) = db.execute("PRAGMA page_count").fetchone()
    return int(count)


def _checked_format(db: sqlite3.Connection, path: Path) -> int:
    """The format of a store of ours, older or equal to the one we know."""
    if not _pages(db):
        raise Refused.of("store.empty_file", file=path.name)
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (found,) = db.execute("PRAGMA user_version").fetchone()
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if application != APPLICATION:
        raise Refused.of("store.foreign", file=path.name)
    if found > FORMAT:
        raise Refused.of("store.newer", file=path.name)
    if found < 1 or (found == FORMAT and not tables >= NAMES):
        raise Unreadable.of("store.damaged", file=path.name)
    return int(found)


def _writes_ahead(db: sqlite3.Connection) -> bool:
    """Whether the write-ahead log works here; on some network drives it does not."""
    try:
        db.execute("PRAGMA busy_timeout = 0")
        (mode,) = db.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            return False
        db.execute("BEGIN IMMEDIATE")
        db.execute("ROLLBACK")
    except sqlite3.Error as error:
        if _primary(error) in _NO_WAL:
            return False
        if _primary(error) != sqlite3.SQLITE_BUSY:  # busy: another writes here, so writing works
            raise
    finally:
        db.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
    return True


def _without_wal(path: Path) -> sqlite3.Connection:
    """Back to the rollback journal, which needs no memory shared between processes."""
    db = _connect(path, "mode=rw", "EXCLUSIVE")
    try:
        db.execute("SELECT 1 FROM sqlite_master").fetchone()
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA locking_mode = NORMAL")
        db.execute("SELECT 1 FROM sqlite_master").fetchone()
        db.execute("BEGIN IMMEDIATE")
        db.execute("ROLLBACK")
    except BaseException:
        db.close()
        raise
    return db


def _open_untouched(path: Path) -> tuple[sqlite3.Connection, int]:
    """Where nothing may be written, not even SQLite's own files: read the file as it lies there."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise Refused.of("store.unfinished", file=path.name)
    return _ours(path, "mode=ro&immutable=1")


def _ours(path: Path, how: str) -> tuple[sqlite3.Connection, int]:
    """A connection to a store of ours, and its format."""
    db = _connect(path, how)
    try:
        return db, _checked_format(db, path)
    except BaseException:
        db.close()
        raise


def _primary(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _sentence(error: sqlite3.Error, path: Path) -> AantafelError | sqlite3.Error:
    code, name = _primary(error), path.name
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        since = Writer(path).since()
        if since:
            return Refused.of("store.busy_since", file=name, since=since)
        return Refused.of("store.busy", file=name)
    if code == sqlite3.SQLITE_FULL:
        return Refused.of("store.full", file=name)
    if code == sqlite3.SQLITE_IOERR:
        return Refused.of("store.io", file=name)
    if code in _UNWRITABLE:
        return Refused.of("store.not_writable", file=name)
    if is_damage(error):
        return Unreadable.of("store.damaged", file=name)
    return error
