"""Relations out of the tables as columns: who is who is read once, values without a record per tie."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Mapping, Sequence
from typing import Any

from graph import schema
from graph.columns import OF_THE_CLAIM, Columns
from graph.records import Mention, Source
from graph.sqlite_rows import files, read_decisions
from graph.terms import Type

_AT_ONCE = 10_000
"""So many rows are taken apart together: few calls, and little memory meanwhile."""

_RECURRING = (Type.TEXT, Type.WORD, Type.DATE, Type.PLACE)


def read_columns(
    db: sqlite3.Connection,
    wanted: Mapping[str, Sequence[str]],
    cards: tuple[Source, ...],
    among: Container[bytes] | None = None,
) -> tuple[Columns, ...]:
    """The relations asked for, in that order, each with the same mentions, decisions and cards.

    With `among` only the claims of these ids.
    """
    held = [n for n, _ in files(db)]
    mentions, keys = _who(db, held)
    decisions = read_decisions(db)
    as_text = {bytes.fromhex(key): key for key in keys}
    found = []
    for relation, fields in wanted.items():
        rows = _Rows(relation, tuple(fields), as_text)
        for n in held:
            rows.read(db, n)
        source, a, b, *values = rows.once(among)
        found.append(
            Columns(relation, tuple(fields), mentions, keys, decisions, source, a, b, tuple(values), cards)
        )
    return tuple(found)


class _Rows:
    """The rows of one relation, column by column.  Words and keys that recur share their memory."""

    def __init__(self, relation: str, fields: tuple[str, ...], as_text: Mapping[bytes, str]) -> None:
        self.relation, self.fields, self.as_text = relation, fields, as_text
        self.own = [name for name in fields if name not in OF_THE_CLAIM]
        self.known: dict[Any, Any] = {}
        self.ids: list[bytes] = []
        self.source: list[str] = []
        self.a: list[str] = []
        self.b: list[str] = []
        self.values: dict[str, list[Any]] = {name: [] for name in fields}

    def read(self, db: sqlite3.Connection, n: int) -> None:
        """Add the rows of a file."""
        said = [f"NULLIF({name}, '')" for name in self.values if name in OF_THE_CLAIM]
        columns = ["id", "source", "a", "b", *said, *(["fields"] if self.own else [])]
        only = "" if "holds" in self.fields else "AND holds = 'yes'"
        query = (
            f"SELECT {', '.join(columns)} FROM tie WHERE file = ? AND relation = ? {only} ORDER BY source, id"
        )
        cursor = db.execute(query, (n, self.relation))
        while rows := cursor.fetchmany(_AT_ONCE):
            self._add(*zip(*rows, strict=True))

    def _add(self, ids: Any, source: Any, a: Any, b: Any, *more: Any) -> None:
        self.ids += ids
        self.source += self._shared(source)
        self.a += map(self.as_text.__getitem__, a)
        self.b += map(self.as_text.__getitem__, b)
        for name, said in zip((n for n in self.values if n in OF_THE_CLAIM), more, strict=False):
            self.values[name] += self._shared(said)
        if self.own:
            told = json.loads(f"[{','.join(more[-1])}]")
            for name in self.own:
                field = schema.tie_field(self.relation, name)
                said = [one.get(name) for one in told]
                self.values[name] += self._shared(said) if field and field.type in _RECURRING else said

    def _shared(self, words: Sequence[Any]) -> Any:
        return map(self.known.setdefault, words, words)

    def once(self, among: Container[bytes] | None) -> list[tuple[Any, ...]]:
        """The columns; of a claim in several places, the first counts."""
        columns = [self.source, self.a, self.b, *(self.values[name] for name in self.fields)]
        first = dict(zip(reversed(self.ids), reversed(range(len(self.ids))), strict=True))
        if among is not None:
            first = {id: at for id, at in first.items() if id in among}
        if len(first) == len(self.ids):
            return [tuple(column) for column in columns]
        kept = sorted(first.values())
        return [tuple(column[at] for at in kept) for column in columns]


def _who(db: sqlite3.Connection, held: Sequence[int]) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    """The mentions, stripped, and their keys: one for each source, key, confidence and date."""
    known: dict[Any, Any] = {}
    lists: dict[str, tuple[str, ...]] = {"[]": ()}
    query = (
        "SELECT source, key, confidence, said_on, kind, name, country, ids FROM mention WHERE file = ?"
        " ORDER BY source, key, id"
    )
    once: dict[tuple[Any, ...], Mention] = {}
    one = known.setdefault
    for n in held:
        for source, key, confidence, said_on, kind, name, country, text in db.execute(query, (n,)):
            what = one(source, source), key, one(confidence, confidence), one(said_on, said_on)
            if what not in once:
                ids = lists.get(text)
                if ids is None:
                    ids = lists[text] = tuple(json.loads(text))
                once[what] = Mention(
                    what[0], one(kind, kind), name, one(country, country), ids, what[2], what[3]
                )
    return tuple(once.values()), tuple(key.hex() for _, key, *_ in once)
