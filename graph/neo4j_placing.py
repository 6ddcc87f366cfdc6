"""Who sits where on a server: which stakeholder each mention is of, now and after a change.

The topology is part of the view: a merge moves the relationships of one key of one source, and taking
it back moves them again, by the keys that they carry.  Where anybody sits follows from all mentions
(`graph.identity`), so all are looked at; ties are touched only where they move.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.identity import Identity, identity
from graph.neo4j_writing import Step, batches
from graph.records import Decision, Mention

if TYPE_CHECKING:
    import neo4j

MOVES = 1_000
"""So many pairs of source and key move in one transaction, at most."""

_SEATED = (
    "MATCH (:Source)-[m:MENTIONS]->(n:Stakeholder) RETURN m.source, m.file,"
    " collect([m.key, m.kind, m.name, m.country, coalesce(m.ids, []), n.id])"
)
_DECISIONS = (
    "MATCH (d:Decision) RETURN d.a, d.b, d.verdict, d.by, d.on, d.reason, d.a_name, d.b_name"
    " ORDER BY d.a, d.b"
)
_MOVE = (
    "UNWIND $rows AS r MERGE (y:Stakeholder {id: r.y}) SET y:Stale"
    " WITH r MATCH (x:Stakeholder {id: r.x}) SET x:Stale",
    "UNWIND $rows AS r MATCH (x:Stakeholder {id: r.x})-[t]->(o:Stakeholder)"
    " WHERE t.source = r.s AND t.a = r.k"
    " MATCH (y:Stakeholder {id: r.y}) CREATE (y)-[c:$(type(t))]->(o) SET c = properties(t) DELETE t",
    "UNWIND $rows AS r MATCH (o:Stakeholder)-[t]->(x:Stakeholder {id: r.x})"
    " WHERE t.source = r.s AND t.b = r.k"
    " MATCH (y:Stakeholder {id: r.y}) CREATE (o)-[c:$(type(t))]->(y) SET c = properties(t) DELETE t",
    "UNWIND $rows AS r MATCH (x:Stakeholder {id: r.x})<-[m:MENTIONS]-(s:Source {id: r.s}) WHERE m.key = r.k"
    " MATCH (y:Stakeholder {id: r.y}) CREATE (s)-[c:MENTIONS]->(y) SET c = properties(m) DELETE m",
)


@dataclass(frozen=True, slots=True)
class Seat:
    """A source's mention of a key in a file, and the stakeholder it sits at."""

    mention: Mention
    key: str
    file: str
    node: str


def seats(tx: neo4j.ManagedTransaction) -> list[Seat]:
    """Every source, key and file once; of a mention only what identity asks is filled in."""
    found: dict[tuple[str, str, str], Seat] = {}
    for source, file, rows in tx.run(_SEATED):
        for key, kind, name, country, ids, node in rows:
            found[source, file, key] = Seat(Mention(source, kind, name, country, tuple(ids)), key, file, node)
    return list(found.values())


def decisions(tx: neo4j.ManagedTransaction) -> tuple[Decision, ...]:
    """The decisions, by their keys."""
    return tuple(Decision(*row) for row in tx.run(_DECISIONS))


def who_is_who(
    seated: Iterable[Seat], more: Iterable[tuple[str, Mention]], decided: Iterable[Decision]
) -> Identity:
    """Who is who among those who sit, and `more` mentions with their keys."""
    everyone = [*((one.key, one.mention) for one in seated), *more]
    return identity([m for _, m in everyone], decided, [key for key, _ in everyone])


def moves(seated: Iterable[Seat], who: Identity) -> Iterator[dict[str, str]]:
    """Each source and key that has to sit elsewhere: s, k, from x, to y."""
    seen: set[tuple[str, str]] = set()
    for one in seated:
        source = one.mention.source
        to = who.of(source, one.key)
        if to != one.node and (source, one.key) not in seen:
            seen.add((source, one.key))
            yield {"s": source, "k": one.key, "x": one.node, "y": to}


def moving(rows: list[dict[str, str]], size: int = MOVES) -> Iterator[Step]:
    """The steps that move them, `size` or 1,000 at a time; a source and key moves whole or not at all."""
    size = min(size, MOVES)
    for start in range(0, len(rows), size):
        some = rows[start : start + size]
        parts: list[Step] = [step for text in _MOVE for step in batches(text, some, size)]

        def step(tx: Any, parts: list[Step] = parts) -> bool:
            for part in parts:
                part(tx)
            return False

        yield step
