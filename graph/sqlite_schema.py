"""The tables and views of a store in one SQLite file.

Nothing is folded and there are no nodes: a stakeholder is what the mentions of it say.  Keys start
with what is removed together, so that removing a file is one range of the table; there is no other
index.  (The columns of a key come first in their table: older SQLites mistake any other order for
damage.)  The views follow from the vocabulary, so that any SQLite browser shows
``SELECT name FROM Quarry``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from graph.records import digest
from graph.schema import KIND, RELATION

APPLICATION: Final = 0x61616E74
"""In the file's header, the letters "aant": this is a store of ours."""

FORMAT: Final = 1
"""The newest layout that we know, in the header as `user_version`."""

TABLES: Final = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE file (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, digest TEXT NOT NULL) STRICT",
    """CREATE TABLE card (file INTEGER NOT NULL REFERENCES file, source TEXT NOT NULL, id BLOB NOT NULL,
  at TEXT NOT NULL, title TEXT NOT NULL, published_by TEXT NOT NULL, commissioned_by TEXT NOT NULL,
  informant TEXT NOT NULL, position TEXT NOT NULL, date TEXT NOT NULL, url TEXT NOT NULL,
  licence TEXT NOT NULL, derived_from TEXT NOT NULL, level TEXT NOT NULL,
  PRIMARY KEY (file, source, id, at)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE mention (file INTEGER NOT NULL REFERENCES file, source TEXT NOT NULL, key BLOB NOT NULL,
  id BLOB NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL,
  ids TEXT NOT NULL, confidence TEXT NOT NULL, said_on TEXT NOT NULL, level TEXT NOT NULL,
  fields TEXT NOT NULL, PRIMARY KEY (file, source, key, id, at)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tie (file INTEGER NOT NULL REFERENCES file, relation TEXT NOT NULL, source TEXT NOT NULL,
  id BLOB NOT NULL, at TEXT NOT NULL, a BLOB NOT NULL, b BLOB NOT NULL, holds TEXT NOT NULL,
  confidence TEXT NOT NULL, said_on TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL,
  level TEXT NOT NULL, fields TEXT NOT NULL,
  PRIMARY KEY (file, relation, source, id, at)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE decision (a TEXT NOT NULL, b TEXT NOT NULL, verdict TEXT NOT NULL, "by" TEXT NOT NULL,
  "on" TEXT NOT NULL, reason TEXT NOT NULL, a_name TEXT NOT NULL, b_name TEXT NOT NULL,
  PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE journal (n INTEGER PRIMARY KEY, moment TEXT NOT NULL, what TEXT NOT NULL,
  name TEXT NOT NULL, note TEXT NOT NULL, chain TEXT NOT NULL) STRICT""",
)

NAMES: Final = frozenset(ddl.split()[2] for ddl in TABLES)


def views() -> Iterator[tuple[str, str]]:
    """The name and the text of every view: one per kind, one per relation, a row per claim and place."""
    for kind in KIND.values():
        own = ("name", "country", "ids", *(f.name for f in kind.fields), "confidence", "said_on", "level")
        columns = ["m.source", "f.name AS file", "m.at", "lower(hex(m.key)) AS key"]
        text = (
            f"SELECT {_listed('m', own, MENTIONED, columns)} FROM mention AS m JOIN file AS f ON f.n = m.file"
        )
        yield kind.label, f"CREATE VIEW \"{kind.label}\" AS {text} WHERE m.kind = '{kind.label}'"
    for relation in RELATION.values():
        own = ("a", "b", *(f.name for f in relation.fields), *TIED)
        columns = [
            "t.source",
            "f.name AS file",
            "t.at",
            "lower(hex(t.a)) AS a_key",
            "lower(hex(t.b)) AS b_key",
        ]
        text = f"SELECT {_listed('t', own, TIED, columns)} FROM tie AS t JOIN file AS f ON f.n = t.file"
        yield (
            relation.label,
            f"CREATE VIEW \"{relation.label}\" AS {text} WHERE t.relation = '{relation.label}'",
        )


@cache
def views_digest() -> str:
    """Changes when the vocabulary does: then the views are made again."""
    return digest(*(text for _, text in views()))


MENTIONED: Final = ("name", "country", "ids", "confidence", "said_on", "level")
TIED: Final = ("holds", "confidence", "said_on", "since", "until", "level")


def _listed(table: str, names: tuple[str, ...], own: tuple[str, ...], more: list[str]) -> str:
    return ", ".join([*(_column(table, name, own) for name in dict.fromkeys(names)), *more])


def _column(table: str, name: str, own: tuple[str, ...]) -> str:
    if name in own:
        return f"{table}.{name}"
    if name in ("a", "b"):
        whose = f"m.file = t.file AND m.source = t.source AND m.key = t.{name}"
        return f"(SELECT m.name FROM mention AS m WHERE {whose} LIMIT 1) AS {name}"
    return f"json_extract({table}.fields, '$.{name}') AS \"{name}\""
