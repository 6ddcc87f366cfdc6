"""Claims in and out of the tables: rows of a file become records again, in one order.

The order is that of the keys: by file name, then as `graph.carried` sorts.  So two stores that hold
the same give the same, whatever was loaded first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from graph.carried import Carried, Fact, content_digest, file_digest
from graph.records import Decision, Mention, Source, Tie
from graph.sqlite_seal import DECISIONS

Files = list[tuple[int, str]]

_NO_IDS: dict[str, tuple[str, ...]] = {"[]": ()}


def files(db: sqlite3.Connection) -> Files:
    """The files held, by name, with the number they go by in the tables."""
    return db.execute("SELECT n, name FROM file ORDER BY name").fetchall()


def insert(db: sqlite3.Connection, n: int, carried: Carried) -> None:
    """The claims of a file that has none yet, in the order of the key."""
    db.executemany(
        f"INSERT INTO card VALUES (?, ?, ?, {', '.join('?' * 11)})",
        ((n, source, id, at, *card[1:-2]) for source, id, at, card in carried.cards),
    )
    db.executemany(
        f"INSERT INTO mention VALUES ({', '.join('?' * 13)})",
        (
            (n, source, key, id, at, m.kind, m.name, m.country, listed(m.ids), *m[5:9])
            for source, key, id, at, m in carried.mentions
        ),
    )
    unhex = bytes.fromhex
    db.executemany(
        f"INSERT INTO tie VALUES ({', '.join('?' * 14)})",
        (
            (n, relation, source, id, at, unhex(t.a), unhex(t.b), *t[4:11])
            for relation, source, id, at, t in carried.ties
        ),
    )


def drop(db: sqlite3.Connection, n: int) -> None:
    """A file and all that it carried."""
    for table in ("tie", "mention", "card"):
        db.execute(f"DELETE FROM {table} WHERE file = ?", (n,))
    db.execute("DELETE FROM file WHERE n = ?", (n,))


def ids(db: sqlite3.Connection, n: int) -> set[bytes]:
    """The claims that a file carries, each once."""
    every = "SELECT id FROM mention WHERE file = ? UNION ALL SELECT id FROM tie WHERE file = ?"
    found = db.execute(every, (n, n))
    return {id for (id,) in found}


def facts(db: sqlite3.Connection, n: int) -> set[Fact]:
    """What a file speaks of: the keys of its mentions; the relation and ends of its ties."""
    keys = db.execute("SELECT DISTINCT key FROM mention WHERE file = ?", (n,))
    stand = db.execute("SELECT relation, a, b FROM tie WHERE file = ?", (n,))
    return {key.hex() for (key,) in keys} | {(relation, a.hex(), b.hex()) for relation, a, b in stand}


def digest_of(db: sqlite3.Connection, n: int, name: str) -> str:
    """The digest of what the tables hold of a file; blank where they hold nothing."""
    held = placed(db, n)
    return file_digest(name, content_digest(*held)) if any(held) else ""


def placed(db: sqlite3.Connection, n: int) -> list[list[tuple[bytes, str]]]:
    """The ids and places of a file's cards, mentions and ties, in the order of `Carried`."""
    return [
        db.execute(f"SELECT id, at FROM {table} WHERE file = ? ORDER BY {order}", (n,)).fetchall()
        for table, order in _ORDER
    ]


def renew_digest(db: sqlite3.Connection, n: int, name: str) -> None:
    """The digest of a file of which something went; the file itself goes where nothing is left."""
    if held := digest_of(db, n, name):
        db.execute("UPDATE file SET digest = ? WHERE n = ?", (held, n))
    else:
        db.execute("DELETE FROM file WHERE n = ?", (n,))


_ORDER = (
    ("card", "source, id, at"),
    ("mention", "source, key, id, at"),
    ("tie", "relation, source, id, at"),
)


def sources_of(db: sqlite3.Connection, n: int) -> set[str]:
    """Who claims something in a file."""
    every = "SELECT source FROM card WHERE file = ? UNION SELECT source FROM mention WHERE file = ?"
    found = db.execute(every, (n, n))
    return {source for (source,) in found}


def counts(db: sqlite3.Connection, n: int) -> tuple[int, int]:
    """How many mentions and ties a file carries, each once."""
    return (
        _count(db, "mention", "source, key, id", n),
        _count(db, "tie", "relation, source, id", n),
    )


def _count(db: sqlite3.Connection, table: str, by: str, n: int) -> int:
    every = f"SELECT 1 FROM {table} WHERE file = ? GROUP BY {by}"
    return int(db.execute(f"SELECT count(*) FROM ({every})", (n,)).fetchone()[0])


def read_cards(db: sqlite3.Connection, n: int, file: str) -> Iterator[Source]:
    """The source cards of a file."""
    for source, *card in db.execute(
        "SELECT source, title, published_by, commissioned_by, informant, position, date, url, licence,"
        " derived_from, level, at FROM card WHERE file = ? ORDER BY source, id, at",
        (n,),
    ):
        yield Source._make((source, *card[:-1], file, card[-1]))


def read_mentions(db: sqlite3.Connection, n: int, file: str) -> Iterator[Mention]:
    """The mentions of a file.  Words that recur share their memory."""
    known: dict[str, str] = {}
    one = known.setdefault
    lists = dict(_NO_IDS)
    for source, kind, name, country, text, confidence, said_on, level, fields, at in db.execute(
        "SELECT source, kind, name, country, ids, confidence, said_on, level, fields, at FROM mention"
        " WHERE file = ? ORDER BY source, key, id, at",
        (n,),
    ):
        own = lists.get(text)
        if own is None:
            own = lists[text] = tuple(json.loads(text))
        yield Mention(
            one(source, source),
            one(kind, kind),
            name,
            one(country, country),
            own,
            one(confidence, confidence),
            one(said_on, said_on),
            one(level, level),
            one(fields, fields),
            file,
            at,
        )


def read_ties(
    db: sqlite3.Connection, n: int, file: str, relations: Iterable[str] | None = None
) -> Iterator[Tie]:
    """The ties of a file, all or of some relations.  Words and keys that recur share their memory."""
    known: dict[str, str] = {}
    keys: dict[bytes, str] = {}
    one = known.setdefault
    for relation, source, a, b, holds, confidence, said_on, since, until, level, fields, at in db.execute(
        "SELECT relation, source, a, b, holds, confidence, said_on, since, until, level, fields, at FROM tie"
        f" WHERE file = ? {_among(relations)} ORDER BY relation, source, id, at",
        (n, *(relations or ())),
    ):
        yield Tie(
            one(source, source),
            one(relation, relation),
            keys.get(a) or keys.setdefault(a, a.hex()),
            keys.get(b) or keys.setdefault(b, b.hex()),
            one(holds, holds),
            one(confidence, confidence),
            one(said_on, said_on),
            one(since, since),
            one(until, until),
            one(level, level),
            one(fields, fields),
            file,
            at,
        )


def _among(relations: Iterable[str] | None) -> str:
    if relations is None:
        return ""
    return f"AND relation IN ({', '.join('?' for _ in relations)})"


def read_decisions(db: sqlite3.Connection) -> tuple[Decision, ...]:
    """The decisions, by their keys."""
    return tuple(Decision(*row) for row in db.execute(DECISIONS))


def listed(ids: tuple[str, ...]) -> str:
    """Ids as they stand in the table."""
    return json.dumps(ids, ensure_ascii=False, separators=(",", ":")) if ids else "[]"
