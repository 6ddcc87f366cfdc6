"""A store in one SQLite file: sets of claims, nothing folded.

Every change is one transaction: a process that dies, a disk that is full, a second writer leave the
file as it was before or as it is after, never in between.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from graph import schema, sqlite_rows
from graph.bulk import many_records
from graph.carried import Carried, checked_file_name, file_digest, is_like
from graph.columns import Columns, check_columns
from graph.decisions import check_decisions
from graph.errors import BadValue, Refused
from graph.loading import is_held, must_agree, must_hold, must_know, names_of
from graph.records import Claims, Decision, Mention, Source, Tie
from graph.selection import EVERYTHING, Selection, selected
from graph.sqlite_columns import read_columns
from graph.sqlite_doctor import examine
from graph.sqlite_file import Writer, open_for_reading, open_for_writing, saying, transaction
from graph.sqlite_forget import blot_out, clean_up
from graph.sqlite_query import query
from graph.sqlite_seal import make_views, note, seal
from graph.store import Change, Entry, Held, Rows, Trouble


class SqliteStore:
    """The `Store` of one person or one project: a single file, nothing to install."""

    language = "SQL"

    def __init__(self, path: str | Path, *, create: bool = False, readonly: bool = False) -> None:
        """Open the store at `path`, or with `create` make one where there is none.

        Raises `Refused` where the file is not ours, was made by a newer version, or may not be
        written; `Unreadable` where it is damaged.  `readonly` works in a folder that is read-only.
        """
        self.path = Path(path)
        self.where = self.path.name
        self.folder: Path | None = self.path.parent
        self.readonly = readonly
        self.remarks: tuple[Trouble, ...]
        if readonly:
            self._db, self.remarks = open_for_reading(self.path)
        else:
            self._db, self.remarks = open_for_writing(self.path, create=create)

    # -- writing ---------------------------------------------------------------------------

    def load(
        self,
        file: str,
        sources: Iterable[Source],
        mentions: Iterable[Mention],
        ties: Iterable[Tie],
        *,
        replaces: str = "",
        as_new: bool = False,
    ) -> Change:
        """See `Store.load`."""
        name = checked_file_name(file)
        with many_records():
            return self._load(name, Carried(sources, mentions, ties), replaces, as_new)

    def _load(self, name: str, carried: Carried, replaces: str, as_new: bool) -> Change:
        with self._writing() as db:
            numbers = {one: n for n, one in sqlite_rows.files(db)}
            held = dict(db.execute("SELECT name, digest FROM file"))
            name, had = names_of(name, carried.content, held, replaces=replaces, as_new=as_new)
            counted = carried.counts
            if is_held(name, carried.content, held, had):
                return Change(name, "unchanged", *counted)
            if name in held and not (replaces or as_new):
                must_agree(name, sqlite_rows.facts(db, numbers[name]), carried.facts)
            like = "" if had else self._like(carried)
            gone = set().union(*(sqlite_rows.ids(db, numbers[one]) for one in had)) - carried.ids
            for one in had:
                sqlite_rows.drop(db, numbers[one])
            if carried.sources:
                row = (name, file_digest(name, carried.content))
                n = db.execute("INSERT INTO file (name, digest) VALUES (?, ?)", row).lastrowid or 0
                sqlite_rows.insert(db, n, carried)
            what = "replaced" if had else "loaded"
            if carried.sources or had:
                note(db, what, name, replaces if replaces != name else "")
        return Change(name, what, *counted, gone=len(gone), like=like)

    def remove_file(self, name: str) -> Change:
        """See `Store.remove_file`."""
        with self._writing() as db:
            held = {one: n for n, one in sqlite_rows.files(db)}
            must_hold(name, held)
            n = held[name]
            gone = len(sqlite_rows.ids(db, n))
            sqlite_rows.drop(db, n)
            note(db, "removed", name)
        return Change(name, "removed", gone=gone)

    def remove_source(self, source: str) -> Change:
        """See `Store.remove_source`."""
        with self._writing() as db:
            by_file = {(n, name): sqlite_rows.sources_of(db, n) for n, name in sqlite_rows.files(db)}
            known = set().union(*by_file.values())
            must_know(source, known)
            gone: set[bytes] = set()
            for (n, name), sources in by_file.items():
                if source in sources:
                    before = sqlite_rows.ids(db, n)
                    for table in ("tie", "mention", "card"):
                        db.execute(f"DELETE FROM {table} WHERE file = ? AND source = ?", (n, source))
                    gone |= before - sqlite_rows.ids(db, n)
                    sqlite_rows.renew_digest(db, n, name)
            note(db, "removed", source)
        return Change(source, "removed", gone=len(gone))

    def decide(self, *decisions: Decision) -> None:
        """See `Store.decide`."""
        with self._writing() as db:
            verdicts = {one.pair: one for one in sqlite_rows.read_decisions(db)}
            for one in decisions:
                if verdicts.get(one.pair) != one:
                    verdicts[one.pair] = one
                    self._undecide(one.a, one.b)
                    db.execute(f"INSERT INTO decision VALUES ({', '.join('?' * 8)})", one)
                    who = f"{one.a_name or one.a} – {one.b_name or one.b}"
                    note(db, "decided", who, f"{one.verdict}, {one.by}" if one.by else one.verdict)
            check_decisions(verdicts.values())

    def undecide(self, a: str, b: str) -> bool:
        """See `Store.undecide`."""
        with self._writing() as db:
            taken_back = [one for one in sqlite_rows.read_decisions(db) if {one.a, one.b} == {a, b}]
            for one in taken_back:
                self._undecide(a, b)
                note(db, "undecided", f"{one.a_name or one.a} – {one.b_name or one.b}", one.verdict)
        return bool(taken_back)

    def rebuild(self) -> None:
        """See `Store.rebuild`."""
        with self._writing() as db:
            make_views(db)

    def forget(self, name: str) -> int:
        """See `Store.forget`."""
        with self._writing() as db:
            db.execute("PRAGMA secure_delete = ON")
            gone = blot_out(db, name)
        with saying(self.path):
            clean_up(self._db, self.path)
        return gone

    # -- reading ---------------------------------------------------------------------------

    def files(self) -> tuple[Held, ...]:
        """See `Store.files`."""
        with self._reading() as db:
            return tuple(
                Held(name, digest, tuple(sorted(sqlite_rows.sources_of(db, n))), *sqlite_rows.counts(db, n))
                for n, name, digest in db.execute("SELECT n, name, digest FROM file ORDER BY name").fetchall()
            )

    def sources(self) -> tuple[Source, ...]:
        """See `Store.sources`."""
        with self._reading() as db:
            return self._sources(db)

    def journal(self) -> tuple[Entry, ...]:
        """See `Store.journal`."""
        with self._reading() as db:
            lines = db.execute("SELECT moment, what, name, note FROM journal ORDER BY n")
            return tuple(Entry(*line) for line in lines)

    def claims(self, relations: Iterable[str] | None = None, *, only: Selection = EVERYTHING) -> Claims:
        """See `Store.claims`."""
        wanted = None if relations is None else sorted(set(relations))
        for one in wanted or ():
            if one not in schema.RELATION:
                raise BadValue("relation", one)
        with many_records(), self._reading() as db:
            return selected(self._claims(db, wanted), only)

    def columns(self, relation: str, *fields: str, only: Selection = EVERYTHING) -> Columns:
        """See `Store.columns`."""
        return self.columns_of({relation: fields}, only=only)[0]

    def columns_of(
        self, wanted: Mapping[str, Sequence[str]], *, only: Selection = EVERYTHING
    ) -> tuple[Columns, ...]:
        """See `Store.columns_of`."""
        for relation, fields in wanted.items():
            check_columns(relation, fields)
        with many_records(), self._reading() as db:
            among = None
            if only != EVERYTHING:
                among = {bytes.fromhex(t.id) for t in selected(self._claims(db, sorted(wanted)), only).ties}
            return read_columns(db, wanted, self._sources(db), among)

    def query(self, text: str, *, limit: int = 1000, seconds: float = 30) -> Rows:
        """See `Store.query`; through a connection of its own, which can do nothing else."""
        return query(self.path, text, limit=limit, seconds=seconds)

    def place(self) -> str:
        """See `Store.place`; a link leads to the same place."""
        with saying(self.path):
            found = self.path.stat()
        return f"{found.st_dev}:{found.st_ino}"

    def verify(self) -> tuple[Trouble, ...]:
        """See `Store.verify`."""
        with many_records():
            return examine(self._db, self.where)

    def close(self) -> None:
        """See `Store.close`."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # -- inside ----------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, sealed at its end; nothing at all is written where nothing changed."""
        if self.readonly:
            raise Refused.of("store.readonly", file=self.where)
        writer = Writer(self.path)
        with saying(self.path), writer.noted(transaction(self._db)):
            before = self._db.total_changes
            yield self._db
            if self._db.total_changes != before:
                seal(self._db)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One snapshot."""
        with saying(self.path):
            self._db.execute("BEGIN")
            try:
                yield self._db
            finally:
                if self._db.in_transaction:
                    self._db.execute("COMMIT")

    def _undecide(self, a: str, b: str) -> None:
        self._db.execute("DELETE FROM decision WHERE (a = ? AND b = ?) OR (a = ? AND b = ?)", (a, b, b, a))

    def _claims(self, db: sqlite3.Connection, relations: list[str] | None) -> Claims:
        held = sqlite_rows.files(db)
        return Claims(
            tuple(m for n, name in held for m in sqlite_rows.read_mentions(db, n, name)),
            tuple(t for n, name in held for t in sqlite_rows.read_ties(db, n, name, relations)),
            sqlite_rows.read_decisions(db),
            self._sources(db),
        )

    def _sources(self, db: sqlite3.Connection) -> tuple[Source, ...]:
        cards = (card for n, name in sqlite_rows.files(db) for card in sqlite_rows.read_cards(db, n, name))
        return tuple(sorted(cards, key=lambda card: (card.id, card.file)))

    def _like(self, carried: Carried) -> str:
        """Another file of which the claims are nearly those of this one; of several, the first by name."""
        for n, name in sqlite_rows.files(self._db):
            shared = sqlite_rows.sources_of(self._db, n) & carried.sources
            if shared and is_like(carried.ids, sqlite_rows.ids(self._db, n)):
                return name
        return ""
