"""What people see on a server: each stakeholder's kind as a label and its folded fields as properties.

Every statement that changes a mention marks the stakeholder `:Stale`; folding takes the mark off, so
that nothing stays unfolded when a load breaks off.  Written with the rules of `graph.fold` under the
built-in settings, for Browser, Bloom and Cypher; our own questions never read it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graph.fold import Folder, folded_sources
from graph.identity import Identity
from graph.neo4j_placing import Seat, moves, moving
from graph.neo4j_rows import mention_of, source_view, view_of
from graph.neo4j_writing import Step, batches, until_none
from graph.records import Decision, Source, digest
from graph.schema import KIND, RELATION
from graph.settings import Settings

if TYPE_CHECKING:
    import neo4j

AT_ONCE = 5_000
"""So many stakeholders are folded in one transaction."""

_STALE = (
    f"MATCH (n:Stale) WITH n LIMIT {AT_ONCE} OPTIONAL MATCH (:Source)-[m:MENTIONS]->(n)"
    " RETURN n.id, [l IN labels(n) WHERE NOT l IN ['Stakeholder', 'Stale']], collect(properties(m))"
)
_UNLABEL = "UNWIND $rows AS r MATCH (n:Stakeholder {id: r.id}) REMOVE n:$(r.old)"
_FOLD = "UNWIND $rows AS r MATCH (n:Stakeholder {id: r.id}) REMOVE n:Stale SET n = r.p"
_EMPTY = "UNWIND $rows AS r MATCH (n:Stakeholder {id: r}) DELETE n"  # never DETACH: a tie here is a fault
_AGED = (
    "MATCH (:Source {id: $source})-[:MENTIONS]->(n:Stakeholder) WHERE NOT n:Stale"
    " WITH DISTINCT n LIMIT 10000 SET n:Stale RETURN count(n)"
)
_ALL_STALE = "MATCH (n:Stakeholder) WHERE NOT n:Stale WITH n LIMIT 10000 SET n:Stale RETURN count(n)"
_NO_PARTS = "MATCH ()-[p:PART_OF]->() WHERE p.file = '' DELETE p"
_PARTS = (
    "UNWIND $rows AS r MATCH (a:Stakeholder {id: r.a}) MATCH (b:Stakeholder {id: r.b})"
    " CREATE (a)-[p:PART_OF]->(b) SET p = r.p"
)
_SOURCES = "UNWIND $rows AS r MERGE (s:Source {id: r.id}) SET s = r"
_LOOSE = "MATCH (s:Source) WHERE NOT (s)-[:MENTIONS]->() AND NOT (s)<-[:CARD]-() DELETE s"
_SEAT_OF = (
    "MATCH (x:Stakeholder)-[t:{type}]->(y:Stakeholder) WHERE t.file <> ''"
    " RETURN elementId(t), t.source, t.a, t.b, x.id, y.id"
)
_RESEAT = (
    "UNWIND $rows AS r MATCH ()-[t:{type}]->() WHERE elementId(t) = r.t"
    " MERGE (a:Stakeholder {{id: r.a}}) ON CREATE SET a:Stale"
    " MERGE (b:Stakeholder {{id: r.b}}) ON CREATE SET b:Stale"
    " CREATE (a)-[c:{type}]->(b) SET c = properties(t) DELETE t"
)


def settled(
    who: Identity, decided: Iterable[Decision], cards: Iterable[Source], aged: Iterable[str] = ()
) -> Iterator[Step]:
    """The steps that bring the view up to date after claims or decisions have changed.

    `cards` are all there are now; `aged` the sources whose date changed, since a fold may turn on it.
    """
    cards = list(cards)
    for source in sorted(aged):
        yield until_none(_AGED, source=source)
    yield from batches(_NO_PARTS, [None])
    yield _folding(Folder(Settings(), cards))
    yield from batches(_PARTS, parts(who, decided))
    yield from batches(_SOURCES, [source_view(card) for card in folded_sources(cards)])
    yield from batches(_LOOSE, [None])


def rebuilt(
    seated: list[Seat], who: Identity, decided: Iterable[Decision], cards: Iterable[Source]
) -> Iterator[Step]:
    """The steps that make the whole view anew from the truth that relationships carry."""
    yield from moving(list(moves(seated, who)))
    for relation in RELATION:
        yield _reseating(relation, who)
    yield until_none(_ALL_STALE)
    yield from settled(who, decided, cards)


def misplaced(tx: neo4j.ManagedTransaction, relation: str, who: Identity) -> Iterator[dict[str, str]]:
    """The ties of a relation that do not join the stakeholders whose keys they carry."""
    for t, source, a, b, x, y in tx.run(_SEAT_OF.format(type=relation)):
        should = who.of(source, a), who.of(source, b)
        if should != (x, y):
            yield {"t": t, "a": should[0], "b": should[1]}


def _reseating(relation: str, who: Identity) -> Step:
    def step(tx: neo4j.ManagedTransaction) -> bool:
        rows = list(misplaced(tx, relation, who))
        for part in batches(_RESEAT.format(type=relation), rows):
            part(tx)
        return False

    return step


def _folding(folder: Folder) -> Step:
    """Fold some of what is stale; more, as long as there is any."""

    def step(tx: neo4j.ManagedTransaction) -> bool:
        stale = tx.run(_STALE).values()
        by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
        old: list[dict[str, Any]] = []
        empty: list[str] = []
        for node, labels, said in stale:
            if not said:
                empty.append(node)
                continue
            kind, shown = view_of(node, folder.mentions([mention_of(one) for one in said]))
            by_kind[kind].append({"id": node, "p": shown})
            if labels and labels != [kind]:
                old.append({"id": node, "old": labels})
        for part in _refolded(by_kind, old, empty):
            part(tx)
        return len(stale) == AT_ONCE

    return step


def _refolded(
    by_kind: Mapping[str, list[dict[str, Any]]], old: list[dict[str, Any]], empty: list[str]
) -> Iterator[Step]:
    yield from batches(_UNLABEL, old)
    for kind, rows in by_kind.items():
        yield from batches(_FOLD + (f", n:{kind}" if kind in KIND else ""), rows)
    yield from batches(_EMPTY, empty)


def parts(who: Identity, decided: Iterable[Decision]) -> list[dict[str, Any]]:
    """A decision that one is part of another, as a tie that rests on the decision."""
    rows = []
    for one in decided:
        if one.verdict == "part_of":
            a, b = who.resolve(one.a), who.resolve(one.b)
            if a != b:
                id = digest("part_of", one.a, one.b)
                said = {"id": id, "file": "", "source": "", "at": one.by, "a": one.a, "b": one.b}
                rest = {
                    "holds": "yes",
                    "confidence": "documented",
                    "said_on": one.on,
                    "since": "",
                    "until": "",
                }
                rows.append({"a": a, "b": b, "p": said | rest | {"level": "participants"}})
    return rows
