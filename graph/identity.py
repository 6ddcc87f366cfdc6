"""Who is who: a pure function of the mentions and the decisions; no tie is ever rewritten.

The rules, in order, each a function of sets only (`docs/definitions.md`):

1. keys that share an id (scheme and value) are one;
2. among the complete triples (kind, name, country) of a folded name, an incomplete one joins the
   one it does not clash with, if there is exactly one; with no complete one, incomplete ones join
   only where all are mutually compatible; else they stay apart and a question is asked;
3. a key with ids joins by (2) unless two different values of one scheme would meet.

Decisions beat the rules.  Where a chain of joins would bring together what a decision or two ids
keep apart, the weaker joins of that chain are dropped, never one of them at random.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from graph.decisions import KEEP_APART, Joined, check_decisions
from graph.records import Decision, Mention, apart, folded


@dataclass(frozen=True, slots=True)
class Question:
    """Names that may or may not be one stakeholder: a person has to say."""

    name: str
    keys: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Which stakeholder a key belongs to, and what could not be told."""

    _root: Mapping[str, str]
    _parted: frozenset[tuple[str, str]]
    questions: tuple[Question, ...] = ()
    sleeping: tuple[Decision, ...] = ()

    def of(self, source: str, key: str) -> str:
        """The stakeholder that this source means by this key."""
        if self._parted and (source, key) in self._parted:
            key = apart(key, source)
        return self._root.get(key, key)

    @property
    def parts(self) -> bool:
        """Whether some key means one stakeholder to one source and another to another."""
        return bool(self._parted)

    def resolve(self, key: str) -> str:
        """The stakeholder of any key, living or not, as stored in a decision or a saved list."""
        return self._root.get(key, key)


@dataclass(slots=True)
class _Key:
    """One key as identity sees it: all spellings of a key fold to one name."""

    name: str
    kind: str
    country: str
    ids: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return bool(self.kind and self.country)

    def clashes(self, other: _Key) -> bool:
        return bool(
            (self.kind and other.kind and self.kind != other.kind)
            or (self.country and other.country and self.country != other.country)
        )


def identity(
    mentions: Iterable[Mention], decisions: Iterable[Decision] = (), keys: Iterable[str] | None = None
) -> Identity:
    """Who is who among `mentions`, under `decisions`; depends on sets only.

    `keys` are those of the mentions, in their order, where they are at hand: making them takes time.
    Raises `Contradiction` where the decisions contradict one another.  Linear in the mentions,
    except that namesakes are compared with one another.
    """
    mentions = tuple(mentions)
    return _Work(mentions, [m.key for m in mentions] if keys is None else keys, decisions).identity()


@dataclass(slots=True)
class _Work:
    """The steps of `identity`, on the keys that are there."""

    mentions: Iterable[Mention]
    known_as: Iterable[str]
    decided: Iterable[Decision]
    keys: dict[str, _Key] = field(default_factory=dict)
    parted: set[tuple[str, str]] = field(default_factory=set)
    foes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    questions: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def identity(self) -> Identity:
        decisions = sorted(set(self.decided))
        check_decisions(decisions)
        self._collect(decisions)
        for one in decisions:
            if one.verdict in KEEP_APART:
                self.foes[one.a].add(one.b)
                self.foes[one.b].add(one.a)
        sames = [(d.a, d.b) for d in decisions if d.verdict == "same"]
        by_id = self._peaceful(sames, self._id_joins())
        units = _joined([*sames, *by_id])
        by_name = self._peaceful([*sames, *by_id], self._name_joins(units), schemes=True)
        everyone = {*self.keys, *(k for d in decisions for k in (d.a, d.b))}
        root = self._named(_joined([*sames, *by_id, *by_name]), everyone)
        asked = tuple(Question(n, tuple(sorted(k)), why) for (n, why), k in sorted(self.questions.items()))
        asleep = tuple(d for d in decisions if d.a not in self.keys or d.b not in self.keys)
        return Identity(root, frozenset(self.parted), self._open(asked, root), asleep)

    def _collect(self, decisions: list[Decision]) -> None:
        """The living keys; a key that a decision narrows to one source is split for that source."""
        narrowed = {key for d in decisions if d.verdict == "different" for key in (d.a, d.b) if "@" in key}
        split = {key.split("@", 1)[0] for key in narrowed}
        for m, key in zip(self.mentions, self.known_as, strict=True):
            if key in split and apart(key, m.source) in narrowed:
                self.parted.add((m.source, key))
                key = apart(key, m.source)
            if key not in self.keys:
                self.keys[key] = _Key(folded(m.name), m.kind, m.country, m.ids)

    def _id_joins(self) -> list[tuple[str, str]]:
        """Rule 1."""
        holders: dict[str, list[str]] = defaultdict(list)
        for key, what in self.keys.items():
            for one in what.ids:
                holders[one].append(key)
        return [(keys[0], key) for keys in map(sorted, holders.values()) for key in keys[1:]]

    def _name_joins(self, units: Joined) -> list[tuple[str, str]]:
        """Rules 2 and 3, name by name."""
        namesakes: dict[str, list[str]] = defaultdict(list)
        for key, what in self.keys.items():
            namesakes[what.name].append(key)
        schemes = self._schemes(units)
        joins: list[tuple[str, str]] = []
        for name, keys in namesakes.items():
            if len(keys) > 1:
                joins += _Namesakes(name, sorted(keys), self, units, schemes).joins()
        return joins

    def _schemes(self, units: Joined) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for key, what in self.keys.items():
            if what.ids:
                found[units.root(key)].update(one.split(":", 1)[0] for one in what.ids)
        return found

    def _peaceful(
        self, firm: list[tuple[str, str]], joins: list[tuple[str, str]], *, schemes: bool = False
    ) -> list[tuple[str, str]]:
        """`joins` without those in a set where foes (with `schemes`, two ids of one scheme) would meet."""
        if not (self.foes or schemes):
            return joins
        after = _joined([*firm, *joins])
        torn = {
            after.root(a) for a, others in self.foes.items() for b in others if after.root(a) == after.root(b)
        }
        if schemes:
            before = _joined(firm)
            seen: dict[tuple[str, str], str] = {}
            for key, what in self.keys.items():
                for one in what.ids:
                    place = (after.root(key), one.split(":", 1)[0])
                    if seen.setdefault(place, before.root(key)) != before.root(key):
                        torn.add(place[0])
        if not torn:
            return joins
        for a, b in joins:
            if after.root(a) in torn and a in self.keys:
                self.questions[self.keys[a].name, "torn"] |= {a, b}
        return [(a, b) for a, b in joins if after.root(a) not in torn]

    def _named(self, sets: Joined, everyone: set[str]) -> dict[str, str]:
        """Each key with the name of its set: the smallest living key in it, else the smallest."""
        first: dict[str, str] = {}
        for key in (*sorted(self.keys), *sorted(everyone.difference(self.keys))):
            first.setdefault(sets.root(key), key)
        return {key: first[sets.root(key)] for key in everyone}

    def _open(self, asked: tuple[Question, ...], root: Mapping[str, str]) -> tuple[Question, ...]:
        """Questions that no decision has settled: some pair that does not clash is neither one nor parted."""

        def is_open(a: str, b: str) -> bool:
            clash = self.keys[a].clashes(self.keys[b])
            return not clash and root[a] != root[b] and b not in self.foes.get(a, ())

        return tuple(q for q in asked if any(is_open(a, b) for a, b in combinations(q.keys, 2)))


class _Namesakes:
    """All keys of one folded name, and which of them rules 2 and 3 join."""

    def __init__(
        self, name: str, keys: list[str], work: _Work, units: Joined, schemes: Mapping[str, set[str]]
    ) -> None:
        self.name, self.keys, self.work, self.units, self.schemes = name, keys, work, units, schemes

    def joins(self) -> list[tuple[str, str]]:
        complete = [k for k in self.keys if self.work.keys[k].complete]
        incomplete = [k for k in self.keys if not self.work.keys[k].complete]
        if not complete:
            return self._all_or_none(incomplete)
        found: list[tuple[str, str]] = []
        triples: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key in complete:
            triples[self.work.keys[key].kind, self.work.keys[key].country].append(key)
        for keys in triples.values():
            found += self._all_or_none(keys)
        groups = _joined([*((k, self.units.root(k)) for k in complete), *found])
        return found + self._incomplete(incomplete, complete, groups)

    def _all_or_none(self, keys: list[str]) -> list[tuple[str, str]]:
        """Every key with the first, if no two clash or are kept apart; else none, and a question."""
        pairs = list(combinations(keys, 2))
        if all(self._may_meet(a, b) for a, b in pairs):
            return [(keys[0], key) for key in keys[1:]]
        if any(not self.work.keys[a].clashes(self.work.keys[b]) for a, b in pairs):
            self.work.questions[self.name, "unclear"] |= set(keys)
        return []

    def _incomplete(
        self, incomplete: list[str], complete: list[str], groups: Joined
    ) -> list[tuple[str, str]]:
        """Each incomplete key with the one group it does not clash with, where there is one."""
        joining: dict[str, list[str]] = defaultdict(list)
        for key in incomplete:
            fits = [c for c in complete if not self.work.keys[key].clashes(self.work.keys[c])]
            around = {groups.root(c) for c in fits}
            if len(around) == 1 and all(self._may_meet(key, c) for c in fits):
                joining[fits[0]].append(key)
            elif len(around) > 1:
                self.work.questions[self.name, "unclear"] |= {key, *fits}
        found = []
        for anchor, keys in joining.items():
            for key in keys:
                if all(self._may_stand_beside(key, other) for other in keys if other != key):
                    found.append((anchor, key))
                else:
                    self.work.questions[self.name, "unclear"] |= {anchor, key}
        return found

    def _may_meet(self, a: str, b: str) -> bool:
        return not self.work.keys[a].clashes(self.work.keys[b]) and self._may_stand_beside(a, b)

    def _may_stand_beside(self, a: str, b: str) -> bool:
        """Whether neither a decision nor two ids of one scheme keep `a` and `b` apart."""
        if b in self.work.foes.get(a, ()):
            return False
        one, two = self.units.root(a), self.units.root(b)
        return one == two or not (self.schemes.get(one, set()) & self.schemes.get(two, set()))


def _joined(pairs: Iterable[tuple[str, str]]) -> Joined:
    made = Joined()
    for a, b in pairs:
        made.join(a, b)
    return made
