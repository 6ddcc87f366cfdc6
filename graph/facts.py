"""Facts: the claims of a network that speak of one thing, folded, with how sure it is that it exists.

Claims with equal relation, ends and subject speak of one fact (`docs/definitions.md`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import chain
from typing import Any

import networkx as nx

from graph import schema
from graph.bulk import many_records
from graph.dates import counts_on, newest
from graph.fold import Folder, Said, roots, subject_of
from graph.network import Said as Claimed
from graph.records import Tie, canonical
from graph.terms import UNKNOWN
from graph.values import decoded

Key = tuple[str, str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: who, what, to whom, about what; its folded fields, and the claims it rests on."""

    relation: str
    a: str
    b: str
    subject: tuple[str, ...]
    values: Mapping[str, Any]
    lost: Mapping[str, tuple[Said, ...]]
    claims: tuple[Claimed, ...]
    exists: float
    roots: frozenset[str]

    @property
    def key(self) -> Key:
        """What tells a fact from others."""
        return self.relation, self.a, self.b, self.subject

    @property
    def holds(self) -> bool:
        """What the fold of `holds` says: that it is so."""
        return bool(self.values["holds"] == "yes")

    @property
    def disputed(self) -> bool:
        """Whether some claims say it is so and others that it is not."""
        return "holds" in self.lost

    def get(self, name: str, default: Any = None) -> Any:
        """The folded value of a field."""
        return self.values.get(name, default)


class Facts:
    """All facts of a network, by relation, in one order; what does not hold is kept apart.

    `as_of` filters states (since ≤ as_of < until, a blank is open), never events.
    """

    left_out: str = ""
    base: Facts | None = None
    """The root source that is left out, and the facts with it, where these are such facts."""

    def __init__(self, net: nx.MultiDiGraph, as_of: str = "") -> None:
        self.net = net
        self.as_of = as_of or newest_date(net)
        self.folder = Folder(net.graph["settings"], net.graph["all_sources"].values())
        self.root = roots(net.graph["all_sources"])
        self._by: dict[str, tuple[Fact, ...]] = {}
        self._held: dict[str, tuple[Fact, ...]] = {}
        self._out: dict[tuple[str, str], list[Fact]] = {}
        self._in: dict[tuple[str, str], list[Fact]] = {}
        grouped: dict[str, dict[tuple[Any, ...], list[Claimed]]] = defaultdict(lambda: defaultdict(list))
        for a, b, attributes in net.edges(data=True):
            claim: Tie = attributes["claim"]
            if not schema.RELATION[claim.relation].directed and b < a:
                a, b = b, a
            grouped[claim.relation][a, b, subject_of(claim)].append(Claimed(claim, attributes["at"]))
        self._grouped = grouped
        self._without: dict[str, Facts] = {}

    def without(self, root: str) -> Facts:
        """The facts as if this root source and its copies claimed no tie; who is who stays.

        What they do not speak of is the same object, in both.  Made once for each root.
        """
        if root not in self._without:
            made = copy(self)
            made.left_out, made.base = root, self
            made._by, made._held, made._out, made._in, made._without = {}, {}, {}, {}, {}
            self._without[root] = made
        return self._without[root]

    def changed(self, relation: str) -> tuple[Fact, ...]:
        """The facts of `base`, holding or not, that the source left out speaks of; none where none was."""
        every = self.base._all(relation) if self.base is not None else ()
        return tuple(fact for fact in every if self.left_out in fact.roots)

    def of(self, *relations: str) -> tuple[Fact, ...]:
        """Every fact of these relations that holds as of the date, sorted by ends and subject.

        Those of one relation are found once, and at no cost after that.
        """
        some = [self._standing(relation) for relation in relations]
        return some[0] if len(some) == 1 else tuple(chain.from_iterable(some))

    def denied(self, *relations: str) -> tuple[Fact, ...]:
        """Facts whose fold says that they are not so."""
        return tuple(fact for relation in relations for fact in self._all(relation) if not fact.holds)

    def said_by_roots(self, fact: Fact, name: str) -> dict[str, Any]:
        """What each root source says of one field of a fact that holds: the strongest of its claims."""
        found: dict[str, tuple[Any, str, Any]] = {}
        for one in fact.claims:
            claim = one.claim
            if not isinstance(claim, Tie) or claim.holds != "yes":
                continue
            value = decoded(claim.fields).get(name)
            if value is not None and value != UNKNOWN:
                rank = self.folder.rank(claim.source, claim.confidence, claim.said_on)
                root, said = self.root(claim.source), (rank, canonical(value), value)
                found[root] = max(found.get(root, said), said, key=lambda one: one[:2])
        return {root: found[root][2] for root in sorted(found)}

    def every(self) -> tuple[Fact, ...]:
        """Every fact of every relation, holding or not, of any date."""
        return tuple(fact for relation in schema.RELATION for fact in self._all(relation))

    def out(self, relation: str, node: str) -> tuple[Fact, ...]:
        """Facts in which `node` is the first end; either end, where the relation has no direction."""
        self._index(relation)
        return tuple(self._out.get((relation, node), ()))

    def into(self, relation: str, node: str) -> tuple[Fact, ...]:
        """Facts in which `node` is the second end; either end, where the relation has no direction."""
        self._index(relation)
        return tuple(self._in.get((relation, node), ()))

    def _index(self, relation: str) -> None:
        if (relation, "") in self._out:
            return
        self._out[relation, ""] = []
        directed = schema.RELATION[relation].directed
        for fact in self.of(relation):
            self._out.setdefault((relation, fact.a), []).append(fact)
            self._in.setdefault((relation, fact.b), []).append(fact)
            if not directed and fact.a != fact.b:
                self._out.setdefault((relation, fact.b), []).append(fact)
                self._in.setdefault((relation, fact.a), []).append(fact)

    def _standing(self, relation: str) -> tuple[Fact, ...]:
        if relation not in self._held:
            self._held[relation] = tuple(
                fact for fact in self._all(relation) if fact.holds and self._counts(fact)
            )
        return self._held[relation]

    def _all(self, relation: str) -> tuple[Fact, ...]:
        if relation not in self._by and self.base is not None:
            self._by[relation] = tuple(self._kept(self.base._all(relation)))
        elif relation not in self._by:
            groups = self._grouped.get(relation, {})
            with many_records():
                self._by[relation] = tuple(
                    fact_of(relation, what, groups[what], self.folder, self.root) for what in sorted(groups)
                )
        return self._by[relation]

    def _kept(self, facts: Iterable[Fact]) -> Iterator[Fact]:
        """Some facts, those that the source left out speaks of folded again from what the others say."""
        for fact in facts:
            if self.left_out not in fact.roots:
                yield fact
                continue
            left = [one for one in fact.claims if self.root(one.claim.source) != self.left_out]
            if left:
                what = (fact.a, fact.b, fact.subject)
                yield fact_of(fact.relation, what, left, self.folder, self.root)

    def _counts(self, fact: Fact) -> bool:
        return counts(fact.relation, fact.get("since"), fact.get("until"), self.as_of)


def fact_of(
    relation: str,
    what: tuple[Any, ...],
    claimed: Sequence[Claimed],
    folder: Folder,
    root: Callable[[str], str],
) -> Fact:
    """The fact that some claims speak of; `what` is its ends and its subject.

    It exists with 1 - (1 - p) (1 - p) … over independent root sources, of each its strongest claim; what
    somebody denies enters no product.
    """
    claims = [one.claim for one in claimed if isinstance(one.claim, Tie)]
    folded = folder.ties(claims)
    by_root: dict[str, float] = {}
    for claim in claims:
        if claim.holds == "yes":
            chance = folder.rank(claim.source, claim.confidence, claim.said_on)[0]
            by_root[root(claim.source)] = max(by_root.get(root(claim.source), 0.0), chance)
    missing = 1.0
    for _, chance in sorted(by_root.items()):
        missing *= 1.0 - chance
    ordered = tuple(sorted(claimed, key=lambda one: one.claim)) if len(claimed) > 1 else tuple(claimed)
    a, b, subject = what
    every_root = frozenset(root(claim.source) for claim in claims)
    return Fact(relation, a, b, subject, folded.values, folded.lost, ordered, 1.0 - missing, every_root)


def counts(relation: str, since: str | None, until: str | None, as_of: str) -> bool:
    """Whether a state holds as of the date; an event always counts, and so does all without a date."""
    if schema.RELATION[relation].event or not as_of:
        return True
    return counts_on(as_of, since or "", until or "")


def newest_date(net: nx.MultiDiGraph) -> str:
    """The newest date of a source that claims something here, as written; blank where none has a date."""
    return newest_of(card.date for card in net.graph["sources"].values())


def newest_of(dates: Iterable[str]) -> str:
    """The newest of some dates, blank where all are blank."""
    return max((date for date in dates if date), key=lambda text: (newest(text), text), default="")
