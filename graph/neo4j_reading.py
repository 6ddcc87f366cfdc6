"""Claims out of a server: what relationships carry becomes records again, in the order of every store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from graph.carried import Fact, card_id
from graph.neo4j_rows import card_of, mention_of, tie_columns, tie_of
from graph.neo4j_selecting import Wanted
from graph.records import Mention, Source, Tie
from graph.schema import RELATION
from graph.selection import EVERYTHING, Selection

if TYPE_CHECKING:
    import neo4j


_CARDS = "MATCH (f:File)-[c:CARD]->(s:Source) RETURN s.id, f.name, properties(c)"
_MENTIONS = "MATCH (:Source)-[m:MENTIONS]->(:Stakeholder) RETURN properties(m)"
_TIES = (
    "MATCH (a:Stakeholder)-[t:{type}]->(b:Stakeholder) WHERE t.file <> ''{more}"
    " RETURN t.source, collect([{columns}])"
)
_OF_FILES = (
    "MATCH (f:File) WHERE f.name IN $files UNWIND f.sources AS s WITH DISTINCT s"
    " MATCH (:Source {id: s})-[m:MENTIONS]->(n:Stakeholder) WHERE m.file IN $files"
)
_MENTIONS_OF = f"{_OF_FILES} RETURN elementId(m), m.id, m.at, m.file, m.key, n.id"
_TIES_OF = (
    f"{_OF_FILES} WITH DISTINCT n MATCH (n)-[t]->(:Stakeholder) WHERE t.file IN $files"
    " RETURN elementId(t), t.id, t.at, t.file, type(t), t.a, t.b"
)


class Placed:
    """What a server holds of some files: each claim with its place, and where to find it again."""

    def __init__(self, tx: neo4j.ManagedTransaction, files: Iterable[str]) -> None:
        wanted = sorted(files)
        self.mentions = [tuple(row) for row in tx.run(_MENTIONS_OF, files=wanted)] if wanted else []
        self.ties = [tuple(row) for row in tx.run(_TIES_OF, files=wanted)] if wanted else []

    @property
    def ids(self) -> set[bytes]:
        """The claims, each once."""
        return {bytes.fromhex(row[1]) for row in (*self.mentions, *self.ties)}

    @property
    def facts(self) -> set[Fact]:
        """What is spoken of: the keys of mentions; the relation and ends of ties."""
        return {row[4] for row in self.mentions} | {row[4:7] for row in self.ties}


def cards(tx: neo4j.ManagedTransaction) -> list[Source]:
    """The source cards that files carry, by source and file."""
    found = [card_of(source, file, said) for source, file, said in tx.run(_CARDS)]
    return sorted(found, key=lambda card: (card.id, card.file, card_id(card), card.at))


def mentions(tx: neo4j.ManagedTransaction) -> list[Mention]:
    """All mentions, in the order of every store."""
    keyed = [
        (said["file"], said["source"], said["key"], said["id"], said["at"], mention_of(said))
        for (said,) in tx.run(_MENTIONS)
    ]
    keyed.sort(key=lambda row: row[:-1])
    return [row[-1] for row in keyed]


def ties(tx: neo4j.ManagedTransaction, relations: Iterable[str], only: Selection = EVERYTHING) -> list[Tie]:
    """The ties of some relations that are wanted, in the order of every store."""
    keyed: list[tuple[str, str, str, str, str, Tie]] = []
    wanted = Wanted(tx, only)
    for relation in relations:
        known: dict[tuple[Any, ...], str] = {}
        columns = ", ".join(f"t.{name}" for name in tie_columns(relation))
        more, values = wanted.conditions(relation)
        for source, rows in tx.run(_TIES.format(type=relation, columns=columns, more=more), **values):
            keyed += [
                (said[1], relation, source, said[0], said[2], tie_of(relation, said, known)) for said in rows
            ]
    keyed.sort(key=lambda row: row[:-1])
    return [row[-1] for row in keyed]


def by_file(tx: neo4j.ManagedTransaction) -> dict[str, tuple[list[Source], list[Mention], list[Tie]]]:
    """All that is held: cards, mentions and ties, file by file."""
    held: dict[str, tuple[list[Source], list[Mention], list[Tie]]] = defaultdict(lambda: ([], [], []))
    for card in cards(tx):
        held[card.file][0].append(card)
    for m in mentions(tx):
        held[m.file][1].append(m)
    for t in ties(tx, RELATION):
        held[t.file][2].append(t)
    return dict(held)
