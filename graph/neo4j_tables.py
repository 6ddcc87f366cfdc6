"""A graph as tables of nodes and relationships, as the server's own import tool wants them.

The same layout as `graph.neo4j_store` writes, from the same functions; nothing here knows how a table is
written down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph.carried import Carried, by_file, file_digest
from graph.fold import Folder, folded_sources
from graph.identity import identity
from graph.neo4j_rows import (
    FORMAT,
    card_properties,
    mention_properties,
    source_view,
    tie_properties,
    view_of,
)
from graph.neo4j_view import parts
from graph.records import Claims, Mention, Source
from graph.settings import Settings

Row = Mapping[str, Any]
"""A cell for each column: ":LABEL", ":START_ID(Source)" and the like, and properties by their names."""

LABEL, TYPE = ":LABEL", ":TYPE"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one sort, which can be gone through more than once; `size` of them."""

    name: str
    rows: Callable[[], Iterable[Row]]
    size: int
    nodes: bool = True
    id: str = ""  # the property that relationships find these nodes by
    group: str = ""  # the group of ids that these nodes make


class Layout:
    """Claims as nodes and relationships, as they would stand on a server."""

    def __init__(self, claims: Claims) -> None:
        self.claims = claims
        self.keys = [m.key for m in claims.mentions]
        self.who = identity(claims.mentions, claims.decisions, self.keys)
        self.cards = {card.id: card for card in folded_sources(claims.sources)}
        self.sources = {m.source for m in claims.mentions} | set(self.cards)
        self.said: dict[str, list[Mention]] = defaultdict(list)
        for m, key in zip(claims.mentions, self.keys, strict=True):
            self.said[self.who.of(m.source, key)].append(m)
        self.carried = {name: Carried(*one) for name, one in sorted(by_file(claims).items())}
        self.parts = [
            one
            for one in parts(self.who, claims.decisions)
            if one["a"] in self.said and one["b"] in self.said
        ]
        self.moment = datetime.now(UTC).isoformat(timespec="seconds")

    @property
    def counts(self) -> tuple[int, int]:
        """How many mentions and ties there are, each once, in however many files it stands."""
        claims = (self.claims.mentions, self.claims.ties)
        mentions, ties = (len({one[:-2] for one in some}) for some in claims)
        return mentions, ties

    def tables(self) -> list[Table]:
        """Every table; what has no rows is there too, with none."""
        carried = self.carried.values()
        cards, mentions, ties = (
            sum(len(getattr(one, name)) for one in carried) for name in ("cards", "mentions", "ties")
        )
        return [
            Table("stakeholders", self._stakeholders, len(self.said), id="id", group="Stakeholder"),
            Table("sources", self._sources, len(self.sources), id="id", group="Source"),
            Table("files", self._files, len(carried), id="name", group="File"),
            Table("decisions", self._decisions, len(self.claims.decisions)),
            Table("journal", self._journal, len(carried)),
            Table("aantafel", self._aantafel, 1),
            Table("cards", self._cards, cards, nodes=False),
            Table("mentions", self._mentions, mentions, nodes=False),
            Table("ties", self._ties, ties + len(self.parts), nodes=False),
        ]

    def _stakeholders(self) -> Iterator[Row]:
        folder = Folder(Settings(), self.cards.values())
        for node in sorted(self.said):
            kind, shown = view_of(node, folder.mentions(self.said[node]))
            yield {LABEL: ["Stakeholder", kind] if kind else ["Stakeholder"], **shown}

    def _sources(self) -> Iterator[Row]:
        for one in sorted(self.sources):
            yield {LABEL: ["Source"], **source_view(self.cards.get(one, Source(one, level="")))}

    def _files(self) -> Iterator[Row]:
        for name, carried in self.carried.items():
            mentions, ties = carried.counts
            digest, sources = file_digest(name, carried.content), sorted(carried.sources)
            known = {"name": name, "digest": digest, "sources": sources, "mentions": mentions, "ties": ties}
            yield {LABEL: ["File"], **known}

    def _decisions(self) -> Iterator[Row]:
        for one in self.claims.decisions:
            lo, hi = one.pair
            yield {LABEL: ["Decision"], "lo": lo, "hi": hi, **one._asdict()}

    def _journal(self) -> Iterator[Row]:
        for n, name in enumerate(self.carried, 1):
            line = {"n": n, "moment": self.moment, "what": "loaded", "name": name, "note": ""}
            yield {LABEL: ["Journal"], **line}

    def _aantafel(self) -> Iterator[Row]:
        about = {"one": 1, "format": FORMAT, "version": 0, "made": self.moment, "lines": len(self.carried)}
        yield {LABEL: ["Aantafel"], **about, "bare": True}

    def _cards(self) -> Iterator[Row]:
        for name, carried in self.carried.items():
            for _, id, _, card in carried.cards:
                ends = {":START_ID(File)": name, ":END_ID(Source)": card.id, TYPE: "CARD"}
                yield ends | card_properties(card, id.hex())

    def _mentions(self) -> Iterator[Row]:
        for name, carried in self.carried.items():
            for source, key, id, _, m in carried.mentions:
                node = self.who.of(source, key.hex())
                ends = {":START_ID(Source)": source, ":END_ID(Stakeholder)": node, TYPE: "MENTIONS"}
                yield ends | mention_properties(m, id.hex(), key.hex(), name)

    def _ties(self) -> Iterator[Row]:
        for name, carried in self.carried.items():
            for _, _, id, _, t in carried.ties:
                ends = self.who.of(t.source, t.a), self.who.of(t.source, t.b)
                yield {**_tie(*ends, t.relation), **tie_properties(t, id.hex(), name)}
        for part in self.parts:
            yield {**_tie(part["a"], part["b"], "PART_OF"), **part["p"]}


def _tie(a: str, b: str, relation: str) -> Row:
    return {":START_ID(Stakeholder)": a, ":END_ID(Stakeholder)": b, TYPE: relation}
