"""What a file carried becomes what it carries: only the difference is written.

Ties go before the mentions they need, and come after them; so a load that breaks off leaves a graph
without loose ends, a file marked `loading`, and nothing that loading it again would not put right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.carried import Carried, file_digest
from graph.fold import folded_sources
from graph.neo4j_placing import Seat, decisions, moves, moving, seats, who_is_who
from graph.neo4j_reading import Placed, cards
from graph.neo4j_rows import card_properties, mention_properties, tie_properties
from graph.neo4j_view import settled
from graph.neo4j_writing import Step, batches, once, together, turn
from graph.records import Decision, Source

if TYPE_CHECKING:
    import neo4j

_MARK = (
    "MERGE (f:File {name: $name}) ON CREATE SET f.digest = '', f.mentions = 0, f.ties = 0"
    " SET f.loading = $what, f.sources = $sources"
)
_MARK_GOING = "MATCH (f:File) WHERE f.name IN $files SET f.loading = $what"
_NEW_SOURCES = "UNWIND $rows AS r MERGE (:Source {id: r})"
_AT_MENTION = "UNWIND $rows AS r MATCH ()-[m:MENTIONS]->() WHERE elementId(m) = r.e SET m.at = r.at"
_AT_TIE = "UNWIND $rows AS r MATCH ()-[t]->() WHERE elementId(t) = r.e SET t.at = r.at"
_DROP_TIES = "UNWIND $rows AS r MATCH ()-[t]->() WHERE elementId(t) = r DELETE t"
_DROP_MENTIONS = "UNWIND $rows AS r MATCH ()-[m:MENTIONS]->(n) WHERE elementId(m) = r SET n:Stale DELETE m"
_NODES = "UNWIND $rows AS r MERGE (n:Stakeholder {id: r}) SET n:Stale"
_MENTIONS = (
    "UNWIND $rows AS r MATCH (s:Source {id: r.s}) MATCH (n:Stakeholder {id: r.n})"
    " CREATE (s)-[m:MENTIONS]->(n) SET m = r.p"
)
_TIES = (
    "UNWIND $rows AS r MATCH (a:Stakeholder {{id: r.a}}) MATCH (b:Stakeholder {{id: r.b}})"
    " CREATE (a)-[t:{type}]->(b) SET t = r.p"
)
_NO_CARDS = "MATCH (f:File)-[c:CARD]->() WHERE f.name IN $files DELETE c"
_CARDS = (
    "MATCH (f:File {name: $name}) UNWIND $rows AS r MATCH (s:Source {id: r.s})"
    " CREATE (f)-[c:CARD]->(s) SET c = r.p"
)
_NO_FILES = "MATCH (f:File) WHERE f.name IN $files DELETE f"
_DONE = (
    "MATCH (f:File {name: $name}) SET f.digest = $digest, f.sources = $sources,"
    " f.mentions = $mentions, f.ties = $ties REMOVE f.loading"
)
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """What a server held when its writer began."""

    seated: list[Seat]
    decided: tuple[Decision, ...]
    cards: list[Source]

    @classmethod
    def read(cls, tx: neo4j.ManagedTransaction) -> Before:
        """All of it, from one transaction."""
        return cls(seats(tx), decisions(tx), cards(tx))


class Rewriting:
    """The steps from what some files carried (`had`) to what one file (`name`) carries now."""

    def __init__(
        self, name: str, had: Sequence[str], carried: Carried, placed: Placed, before: Before, *, size: int
    ) -> None:
        """`size`: so many rows at most in one transaction."""
        self.name, self.had, self.carried, self.before, self.size = name, had, carried, before, size
        stay = [one for one in before.seated if one.file not in had]
        self.who = who_is_who(stay, _keyed(carried), before.decided)
        kept = {(one.mention.source, one.key) for one in stay}
        kept |= {(source, key.hex()) for source, key, *_ in carried.mentions}
        self.moves = list(
            moves((one for one in before.seated if (one.mention.source, one.key) in kept), self.who)
        )
        self.mentions = _Difference(name, placed.mentions, carried.mentions)
        self.ties = _Difference(name, placed.ties, carried.ties)
        self.cards = [card for card in before.cards if card.file not in had] + [
            row[3]._replace(file=name) for row in carried.cards
        ]

    @property
    def is_small(self) -> bool:
        """Whether it fits one transaction, in which a load is all or nothing."""
        changed = sum(part.size for part in (self.mentions, self.ties))
        return changed + len(self.moves) <= self.size

    def steps(self, what: str, *entry: Step) -> Iterator[Step]:
        """Everything, in order; `entry` is the line for the journal, if there is to be one."""
        sources = self.carried.sources
        yield once(_MARK, name=self.name, what=what, sources=sorted(sources | self._sources_before()))
        if others := [one for one in self.had if one != self.name]:
            yield once(_MARK_GOING, files=others, what=what)
        yield turn()  # who reads meanwhile reads again
        yield from self._rows(_NEW_SOURCES, sorted(sources))
        yield from self._rows(_AT_TIE, self.ties.moved)
        yield from self._rows(_AT_MENTION, self.mentions.moved)
        yield from self._rows(_DROP_TIES, self.ties.gone)
        yield from self._rows(_DROP_MENTIONS, self.mentions.gone)
        yield from moving(self.moves, self.size)
        yield from self._new_mentions()
        yield from self._new_ties()
        yield once(_NO_CARDS, files=[self.name, *self.had])
        rows = [{"s": c.id, "p": card_properties(c, id.hex())} for _, id, _, c in self.carried.cards]
        yield from self._rows(_CARDS, rows, name=self.name)
        yield from settled(self.who, self.before.decided, self.cards, self._aged())
        yield together(*self._done(), *entry, turn())

    def _new_mentions(self) -> Iterator[Step]:
        places = (self.who.of(row[0], row[1].hex()) for row in self.mentions.new)
        yield from self._rows(_NODES, sorted(set(places)))
        yield from self._rows(
            _MENTIONS,
            (
                {
                    "s": source,
                    "n": self.who.of(source, key.hex()),
                    "p": mention_properties(m, id.hex(), key.hex(), self.name),
                }
                for source, key, id, _, m in self.mentions.new
            ),
        )

    def _new_ties(self) -> Iterator[Step]:
        by_relation: dict[str, list[Any]] = defaultdict(list)
        for relation, _, id, _, t in self.ties.new:
            by_relation[relation].append((id, t))
        of = self.who.of
        for relation, rows in sorted(by_relation.items()):
            yield from self._rows(
                _TIES.format(type=relation),
                (
                    {
                        "a": of(t.source, t.a),
                        "b": of(t.source, t.b),
                        "p": tie_properties(t, id.hex(), self.name),
                    }
                    for id, t in rows
                ),
            )

    def _rows(self, text: str, rows: Iterable[Any], **values: Any) -> Iterator[Step]:
        return batches(text, rows, self.size, **values)

    def _done(self) -> Iterator[Step]:
        gone = [one for one in self.had if one != self.name]
        if self.carried.sources:
            mentions, ties = self.carried.counts
            digest = file_digest(self.name, self.carried.content)
            sources = sorted(self.carried.sources)
            yield once(_DONE, name=self.name, digest=digest, sources=sources, mentions=mentions, ties=ties)
        else:
            gone = [*gone, self.name]
        if gone:
            yield once(_NO_FILES, files=gone)

    def _sources_before(self) -> set[str]:
        return {one.mention.source for one in self.before.seated if one.file in self.had}

    def _aged(self) -> set[str]:
        """Sources whose date is another now: what they say may weigh differently."""
        was, now = (
            {card.id: card.date for card in folded_sources(held)} for held in (self.before.cards, self.cards)
        )
        return {source for source in was.keys() | now.keys() if was.get(source, "") != now.get(source, "")}


class _Difference:
    """Claims in their places, before and after: what is new, what goes, what only stands elsewhere now."""

    def __init__(self, name: str, placed: Sequence[Row], carried: Sequence[Any]) -> None:
        """`carried` are rows of `Carried`; where nothing was there, none of them is remembered."""
        self.carried = carried
        self.gone: list[str] = []
        self.moved: list[dict[str, str]] = []
        self._here: set[tuple[bytes, str]] = set()
        if placed:
            self._compare(name, placed)

    def _compare(self, name: str, placed: Iterable[Row]) -> None:
        wanted = {(row[2], row[3]) for row in self.carried}
        loose: dict[bytes, list[str]] = defaultdict(list)
        for element, id, at, file, *_ in placed:
            one = bytes.fromhex(id), at
            if file == name and one in wanted and one not in self._here:
                self._here.add(one)
            elif file == name:
                loose[one[0]].append(element)
            else:
                self.gone.append(element)
        for one in sorted(wanted - self._here) if loose else ():
            if loose.get(one[0]):
                self.moved.append({"e": loose[one[0]].pop(), "at": one[1]})
                self._here.add(one)
        self.gone += [element for left in loose.values() for element in left]

    @property
    def new(self) -> Iterator[Any]:
        """The rows that have to be written."""
        return (row for row in self.carried if not self._here or (row[2], row[3]) not in self._here)

    @property
    def size(self) -> int:
        return len(self.carried) - len(self._here) + len(self.gone) + len(self.moved)


def _keyed(carried: Carried) -> Iterator[tuple[str, Any]]:
    return ((row[1].hex(), row[4]) for row in carried.mentions)
