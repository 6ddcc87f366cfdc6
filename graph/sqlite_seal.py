"""What stands for the parts of a store that are not claims: a digest each, so that damage shows.

A file's claims have a digest in the row of that file.  Here are those of the decisions, of the journal
(a chain: each line stands for all before it), of the tables and views, and of these lines themselves.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from graph.records import digest
from graph.sqlite_schema import FORMAT, views, views_digest

_DRAWN = (  # SQLite's own table is not strict: damage may turn a text into something else
    "SELECT CAST(type AS TEXT), CAST(name AS TEXT), CAST(sql AS TEXT) FROM sqlite_master"
    " WHERE sql IS NOT NULL ORDER BY type, name"
)
DECISIONS = 'SELECT a, b, verdict, "by", "on", reason, a_name, b_name FROM decision ORDER BY a, b'


def seal(db: sqlite3.Connection) -> None:
    """Write the digests anew; the last thing that a transaction does."""
    if _meta(db).get("views") != views_digest():
        make_views(db)
    parts = {"made": _meta(db).get("made", ""), "format": str(FORMAT), "views": views_digest(), **_parts(db)}
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", sorted(parts.items()))
    db.execute("INSERT OR REPLACE INTO meta VALUES ('seal', ?)", (_sealed(parts),))


def broken(db: sqlite3.Connection) -> list[str]:
    """Which of "meta", "decision", "journal", "schema" are not what they were when last written."""
    found = _meta(db)
    parts = {name: value for name, value in found.items() if name != "seal"}
    now = _parts(db)
    names = {"decision": "decisions", "journal": "journal", "schema": "schema"}
    wrong = [table for table, part in names.items() if parts.get(part) != now[part]]
    if found.get("seal") != _sealed(parts) or parts.get("format") != str(FORMAT):
        wrong.insert(0, "meta")
    if not _chain_holds(db):
        wrong.append("journal")
    return list(dict.fromkeys(wrong))


def note(db: sqlite3.Connection, what: str, name: str, remark: str = "") -> None:
    """A line in the journal."""
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    chain = digest(_last_link(db), moment, what, name, remark)
    db.execute(
        "INSERT INTO journal (moment, what, name, note, chain) VALUES (?, ?, ?, ?, ?)",
        (moment, what, name, remark, chain),
    )


def relink(db: sqlite3.Connection) -> None:
    """The chain of the journal anew, after a line was changed on purpose."""
    link = ""
    for n, *line in db.execute("SELECT n, moment, what, name, note FROM journal ORDER BY n").fetchall():
        link = digest(link, *line)
        db.execute("UPDATE journal SET chain = ? WHERE n = ?", (link, n))


def _meta(db: sqlite3.Connection) -> dict[str, str]:
    return dict(db.execute("SELECT name, value FROM meta"))


def _sealed(parts: dict[str, str]) -> str:
    return digest("seal", *(text for pair in sorted(parts.items()) for text in pair))


def _parts(db: sqlite3.Connection) -> dict[str, str]:
    lines, last = db.execute("SELECT count(*), max(n) FROM journal").fetchone()
    drawn = db.execute(_DRAWN)
    return {
        "decisions": digest(*(text for row in db.execute(DECISIONS) for text in row)),
        "journal": digest(_last_link(db), str(lines), str(last)),
        "schema": digest(*(text for row in drawn for text in row)),
    }


def _last_link(db: sqlite3.Connection) -> str:
    found = db.execute("SELECT chain FROM journal ORDER BY n DESC LIMIT 1").fetchone()
    return str(found[0]) if found else ""


def _chain_holds(db: sqlite3.Connection) -> bool:
    link = ""
    lines = db.execute("SELECT n, chain, moment, what, name, note FROM journal ORDER BY n")
    for expected, (n, chain, *line) in enumerate(lines, 1):
        link = digest(link, *line)
        if (n, chain) != (expected, link):
            return False
    return True


def make_views(db: sqlite3.Connection) -> None:
    """The views anew, as the vocabulary has them now."""
    old = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    for name in old:
        db.execute(f'DROP VIEW "{name}"')
    for _, text in views():
        db.execute(text)
