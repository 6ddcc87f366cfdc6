"""From claims to the network that a question receives: an `nx.MultiDiGraph`, keyed by tie id.

Nodes are stakeholders, risks and dialogues with their folded fields; edges are claims, one each, so
that nothing is folded away.  The same claims give the same network in the same order, from any store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

import networkx as nx

from graph import schema
from graph.bulk import many_records
from graph.fold import Folder, folded_sources
from graph.identity import Identity, identity
from graph.levels import KEPT_OF_A_SMALL_GROUP, Sight, region
from graph.records import AS_WRITTEN, Claims, Mention, Source, Tie, digest
from graph.settings import Settings
from graph.terms import Level
from graph.values import decoded


class Place(NamedTuple):
    """Where a claim stands: file, and sheet and row, or page."""

    file: str
    at: str


@dataclass(frozen=True, slots=True)
class Said:
    """A claim and every place that carries it."""

    claim: Mention | Tie
    at: tuple[Place, ...]


def network(
    claims: Claims,
    settings: Settings | None = None,
    *,
    level: Level | str = Level.TEAM,
    sensitive: bool = True,
) -> nx.MultiDiGraph:
    """The network at a level: nothing in it is stricter, and what is hidden does not exist in it.

    Node attributes: `name`, `kind` ("" unknown), `place`, … the folded fields, and `said` (the claims,
    with their places), `lost` (what the fold left out, by field).  Edge attributes: `relation`,
    `source`, `holds`, `confidence`, `said_on`, `since`, `until`, the fields, `claim` (the `Tie`) and
    `at` (its places).  Graph attributes: `sources` (cards by id of
    those that claim something here), `who` (the `Identity`), `decisions`,
    `settings`, `level`.

    Raises `Contradiction` where decisions contradict one another.  Linear in claims.
    """
    with many_records():
        return _Builder(claims, settings or Settings(), Level(level), sensitive).network()


class _Builder:
    def __init__(self, claims: Claims, settings: Settings, level: Level, sensitive: bool) -> None:
        self.claims, self.settings, self.level, self.sensitive = claims, settings, level, sensitive
        self.cards: dict[str, Source] = {card.id: card for card in folded_sources(claims.sources)}
        self.folder = Folder(settings, self.cards.values())
        self.keys = [m.key for m in claims.mentions]
        self.who: Identity = identity(claims.mentions, claims.decisions, self.keys)
        self.sight = Sight(self.cards.values(), level, sensitive)

    def network(self) -> nx.MultiDiGraph:
        net = nx.MultiDiGraph()
        present = {m.source for m in self.claims.mentions} - self.sight.secret
        cards = {i: card for i, card in self.cards.items() if i in present}
        net.graph.update(
            sources=cards,
            all_sources=self.cards,
            who=self.who,
            decisions=self.claims.decisions,
            settings=self.settings,
            level=str(self.level),
            sensitive=self.sensitive,
        )
        net.add_nodes_from(self._nodes())
        for a, b, key, attributes in chain(self._edges(net), self._parts(net)):
            net.add_edge(a, b, key, **attributes)
        return net

    def _nodes(self) -> Iterable[tuple[str, dict[str, Any]]]:
        grouped: dict[str, dict[tuple[Any, ...], list[Mention]]] = defaultdict(dict)
        for m, key in zip(self.claims.mentions, self.keys, strict=True):
            grouped[self.who.of(m.source, key)].setdefault(m[:-2], []).append(m)
        for node in sorted(grouped):
            attributes = self._node(grouped[node])
            if attributes is not None:
                yield node, attributes

    def _node(self, said: Mapping[tuple[Any, ...], list[Mention]]) -> dict[str, Any] | None:
        if self.level is not Level.TEAM:
            everything = self.folder.mentions([same[0] for same in said.values()]).values
            if not self.sight.sees_party(everything):
                return None
            said = {what: same for what, same in said.items() if self.sight.sees(same[0])}
            if not said:
                return None
        folded = self.folder.mentions([same[0] for same in said.values()])
        values = {"kind": "", **folded.values}
        hidden = [name for name in values if self.sight.hides(schema.kind_field(values["kind"], name))]
        for name in hidden:
            del values[name]
        values["said"] = tuple(
            Said(self.sight.trimmed(min(same)), _places(same))
            for _, same in sorted(said.items(), key=lambda one: one[0])
        )
        values["lost"] = {name: lost for name, lost in folded.lost.items() if name not in hidden}
        return _blurred(values) if self.sight.is_small_group(values) else values

    def _edges(self, net: nx.MultiDiGraph) -> list[tuple[str, str, str, dict[str, Any]]]:
        grouped: dict[tuple[str, ...], list[Tie]] = {}
        for t in self.claims.ties:
            grouped.setdefault(t[:-2], []).append(t)
        found = []
        for same in grouped.values():
            t = min(same) if len(same) > 1 else same[0]
            a, b = self.who.of(t.source, t.a), self.who.of(t.source, t.b)
            if a in net and b in net and self.sight.sees(t):
                found.append((a, b, t.id, self._edge(t, _places(same))))
        found.sort(key=itemgetter(0, 1, 2))
        return found

    def _edge(self, t: Tie, places: tuple[Place, ...]) -> dict[str, Any]:
        attributes: dict[str, Any] = {
            "relation": t.relation,
            "source": t.source,
            "holds": t.holds,
            "confidence": t.confidence,
            "said_on": t.said_on,
            "since": t.since,
            "until": t.until,
        }
        for name, value in decoded(t.fields).items():
            if name != AS_WRITTEN and not self.sight.hides(schema.tie_field(t.relation, name)):
                attributes[name] = value
        attributes["claim"] = self.sight.trimmed(t)
        attributes["at"] = places
        return attributes

    def _parts(self, net: nx.MultiDiGraph) -> Iterable[tuple[str, str, str, dict[str, Any]]]:
        """A decision that one is part of another is a tie that rests on the decision."""
        for one in sorted(self.claims.decisions):
            if one.verdict == "part_of":
                a, b = self.who.resolve(one.a), self.who.resolve(one.b)
                if a in net and b in net and a != b:
                    claim = Tie("", "PART_OF", one.a, one.b, confidence="documented", said_on=one.on)
                    yield a, b, digest("part_of", one.a, one.b), self._edge(claim, (Place("", one.by),))


def _places(same: Sequence[Mention | Tie]) -> tuple[Place, ...]:
    if len(same) == 1:
        return (Place(same[0].file, same[0].at),)
    return tuple(sorted({Place(claim.file, claim.at) for claim in same}))


def _blurred(values: dict[str, Any]) -> dict[str, Any]:
    """A small group keeps its region and loses its name, place and count."""
    kept: dict[str, Any] = {name: values[name] for name in KEPT_OF_A_SMALL_GROUP if name in values}
    if place := region(str(values.get("place", ""))):
        kept["place"] = place
    return {**kept, "name": "", "said": (), "lost": {}, "blurred": True}
