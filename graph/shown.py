"""The claims that somebody at a level may have, as claims of their own: what a copy or an export is made of.

A network at a level hides; here the same is made to be given away.  So a network of what comes out, read
by the team, shows what a network of everything shows at that level, and no more can be got out of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any, NamedTuple, TypeVar

from graph import schema
from graph.blot import Blotter
from graph.bulk import many_records
from graph.fold import Folder, folded_sources
from graph.identity import Identity, identity
from graph.levels import KEPT_OF_A_SMALL_GROUP, Sight, region
from graph.records import Claims, Decision, Mention, Source, Tie, apart, canonical, folded
from graph.settings import Settings
from graph.terms import Level
from graph.values import decoded

C = TypeVar("C", Mention, Tie)
MENDING = 5
"""So often at most is looked whether the same parties are one as before; once is mostly enough."""


class LeftOut(NamedTuple):
    """What is above the level: how many claims, decisions and sources, each once."""

    mentions: int = 0
    ties: int = 0
    decisions: int = 0
    sources: int = 0
    nameless: int = 0  # small groups that lost their name
    trimmed: int = 0  # claims that lost a field, or a name in one


@dataclass(frozen=True, slots=True)
class Shown:
    """Claims to give away, and what was left out of them."""

    claims: Claims
    left_out: LeftOut = LeftOut()


def shown(
    claims: Claims, settings: Settings | None = None, *, level: Level | str, sensitive: bool = False
) -> Shown:
    """The claims at a level, in their files and places; all of them at level team with `sensitive`.

    A party, source, relation or field above the level is gone, with what hangs on it; names of those who
    are gone are blotted out of free text.  A small group (`graph.levels.SMALL`) gets a number for a name,
    the same in all its claims.  A decision stays, without its author and reason, where both names are
    shown; where the hidden ones told who is who, a decision without an author takes their place.

    Raises `Contradiction` where decisions contradict one another.  Linear in claims.
    """
    sight_level = Level(level)
    if sight_level is Level.TEAM and sensitive:
        return Shown(claims)
    with many_records():
        return _Showing(claims, settings or Settings(), sight_level, sensitive).shown()


class _Showing:
    def __init__(self, claims: Claims, settings: Settings, level: Level, sensitive: bool) -> None:
        self.claims = claims
        self.cards = {card.id: card for card in folded_sources(claims.sources)}
        self.folder = Folder(settings, self.cards.values())
        self.sight = Sight(self.cards.values(), level, sensitive)
        self.keys = [m.key for m in claims.mentions]
        self.who = identity(claims.mentions, claims.decisions, self.keys)
        self.kept: dict[str, list[Mention]] = {}  # by stakeholder, as they are shown
        self.level_of: dict[str, str] = {}
        self.key_at: dict[tuple[str, str, str], str] = {}  # (file, source, key) -> the key it has now
        self.now: dict[str, str] = {}  # keys as decisions know them -> what they are now
        self.names = {folded(m.name) for m in claims.mentions}
        self.nameless: list[str] = []
        self.gone: tuple[set[Any], set[Any]] = set(), set()  # mentions and ties, by content
        self.changed: set[Any] = set()

    def shown(self) -> Shown:
        self._look_at_parties()
        ties = [tie for t in self.claims.ties if (tie := self._tie(t))]
        every = [m for node in self.kept for m in self.kept[node]]
        telling = {m.source for m in every}
        blotter = self._blotter(every)
        mentions = tuple(self._changed(m, blotter.claim(m)) for m in every)
        cards = tuple(blotter.card(card) for card in self._cards(telling))
        decisions = self._decisions(mentions)
        left_out = LeftOut(
            len(self.gone[0]),
            len(self.gone[1]),
            len(self.claims.decisions) - len(decisions),
            len({m.source for m in self.claims.mentions} - telling),
            len(self.nameless),
            len(self.changed),
        )
        told = tuple(self._changed(t, blotter.claim(t)) for t in ties)
        return Shown(Claims(mentions, told, self._mended(decisions), cards), left_out)

    def _changed(self, before: C, after: C) -> C:
        """The claim after something of it was left out, counted."""
        if before != after:
            self.changed.add(before[:-2])
        return after

    # -- parties ---------------------------------------------------------------------------

    def _look_at_parties(self) -> None:
        grouped: dict[str, list[tuple[Mention, str]]] = defaultdict(list)
        for m, key in zip(self.claims.mentions, self.keys, strict=True):
            grouped[self.who.of(m.source, key)].append((m, key))
        for node in sorted(grouped):
            everything = self.folder.mentions([m for m, _ in grouped[node]]).values
            seen = [(m, key) for m, key in grouped[node] if self.sight.sees(m)]
            if seen and self.sight.sees_party(everything):
                self._look_at(node, seen)
            else:
                seen = []
            self.gone[0].update({m[:-2] for m, _ in grouped[node]} - {m[:-2] for m, _ in seen})

    def _look_at(self, node: str, seen: list[tuple[Mention, str]]) -> None:
        values = {"kind": "", **self.folder.mentions([m for m, _ in seen]).values}
        self.level_of[node] = str(values["level"])
        kept = [self._changed(m, self.sight.trimmed(m)) for m, _ in seen]
        if self.sight.is_small_group(values):
            self.nameless.append(self._number(values["kind"]))
            kept = [_nameless(m, values, self.nameless[-1]) for m in kept]
        self.kept[node] = kept
        for (m, key), now in zip(seen, kept, strict=True):
            self.key_at[m.file, m.source, key] = now.key
            apart_now = apart(now.key, m.source) if now.key == key else now.key
            self.now |= {key: now.key, apart(key, m.source): apart_now}

    def _number(self, kind: str) -> str:
        """The next name made of a kind and a number that nobody else has."""
        number = len(self.nameless) + 1
        while folded(f"{kind} {number}") in self.names:
            number += 1
        self.names.add(folded(f"{kind} {number}"))
        return f"{kind} {number}"

    def _blotter(self, mentions: Sequence[Mention]) -> Blotter:
        """Knows every name that is not shown: of the parties and claims that are gone, other names too."""
        told = {folded(m.name) for m in mentions}
        names = {m.name for m in self.claims.mentions if m.kind != "Risk" and folded(m.name) not in told}
        secret = {folded(name) for name in names}
        others = {one for m in mentions for one in _aliases(m) if folded(one) not in secret}
        told |= {folded(name) for name in others}
        aliases = {one for m in self.claims.mentions for one in _aliases(m) if folded(one) not in told}
        return Blotter(names | aliases, {m.name for m in mentions} | others)

    # -- ties ------------------------------------------------------------------------------

    def _tie(self, t: Tie) -> Tie | None:
        """The tie as it is shown; None where it is not."""
        a, b = self.who.of(t.source, t.a), self.who.of(t.source, t.b)
        if a not in self.kept or b not in self.kept or not self.sight.sees(t):
            self.gone[1].add(t[:-2])
            return None
        ends = [self._end(t, t.a, a), self._end(t, t.b, b)]
        if not schema.RELATION[t.relation].directed:
            ends.sort()
        return self._changed(t, self.sight.trimmed(t))._replace(a=ends[0], b=ends[1])

    def _end(self, t: Tie, key: str, node: str) -> str:
        """The key of an end now.  Where its own mention is hidden, it is mentioned as others do, no more."""
        place = (t.file, t.source, key)
        if place not in self.key_at:
            model = min(self.kept[node], key=lambda m: (m.source != t.source, m))
            bare = model._replace(
                source=t.source, confidence="0", said_on="", level=self.level_of[node], fields="{}",
                file=t.file, at=t.at,
            )  # fmt: skip
            self.kept[node].append(bare)
            self.key_at[place] = bare.key
        return self.key_at[place]

    # -- sources and decisions -------------------------------------------------------------

    def _cards(self, telling: set[str]) -> list[Source]:
        """The cards of sources that still tell something; an original that is hidden gets a number."""
        numbers: dict[str, str] = {}

        def original(card: Source) -> str:
            at, seen = card.derived_from, {card.id}
            while at in self.cards and at not in telling and at not in seen:
                seen.add(at)
                if not self.cards[at].derived_from:
                    return numbers.setdefault(at, f"not shown {len(numbers) + 1}")
                at = self.cards[at].derived_from
            return at if at in telling or at not in self.cards else ""

        kept = [card for card in self.claims.sources if card.id in telling]
        return [card._replace(derived_from=original(self.cards[card.id])) for card in kept]

    def _decisions(self, mentions: Iterable[Mention]) -> list[Decision]:
        """Those of which both names are shown, without who decided and why."""
        if self.sight.level is Level.TEAM:
            return list(self.claims.decisions)
        names = {m.key: m.name for m in mentions}
        told, asleep = [], set(self.who.sleeping)
        for one in self.claims.decisions:
            a, b = (self._decided(one, key) for key in (one.a, one.b))
            if a and b and a != b and one not in asleep:
                a_name, b_name = (names[key.split("@", 1)[0]] for key in (a, b))
                told.append(one._replace(a=a, b=b, by="", reason="", a_name=a_name, b_name=b_name))
        return told

    def _decided(self, one: Decision, key: str) -> str:
        """What a key of a decision is now, blank where nothing shown is called so.

        That one is part of another is a tie, so its ends are named as others do where they have to be.
        """
        if key in self.now or one.verdict != "part_of":
            return self.now.get(key, "")
        seen = self.kept.get(self.who.resolve(key))
        return min(seen).key if seen else ""

    def _mended(self, decisions: list[Decision]) -> tuple[Decision, ...]:
        """The decisions, and those that hold together and apart what only hidden claims did."""
        made = {one.pair: one for one in decisions}
        mentions = [m for some in self.kept.values() for m in some]
        for _ in range(MENDING):
            more = list(self._missing(identity(mentions, made.values()), _narrowed(made.values())))
            if not more:
                break
            made.update((one.pair, one) for one in more)
        return tuple(made[pair] for pair in sorted(made))

    def _missing(self, now: Identity, narrowed: set[str]) -> Iterator[Decision]:
        """What would have to be decided for the same parties to be one as before."""
        were_narrowed = _narrowed(self.claims.decisions)
        before: dict[str, dict[str, str]] = defaultdict(dict)  # stakeholder -> now -> one of its keys
        after: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
        for node, some in self.kept.items():
            for m in some:
                found, narrow = now.of(m.source, m.key), apart(m.key, m.source)
                key = narrow if narrow in narrowed else m.key
                before[node].setdefault(found, key)
                after[found][node][key] = narrow if narrow in were_narrowed else key
        for keys in before.values():
            first, *rest = sorted(keys.values())
            yield from (Decision(first, key, "same") for key in rest)
        for nodes in after.values():
            for one, other in combinations(sorted(nodes), 2):
                for a, b in product(sorted(nodes[one]), sorted(nodes[other])):
                    a, b = (a, b) if a != b else (nodes[one][a], nodes[other][b])
                    if a != b:
                        yield Decision(a, b, "different")


def _narrowed(decisions: Iterable[Decision]) -> set[str]:
    """The keys that a decision takes as one source alone uses them."""
    return {key for d in decisions if d.verdict == "different" for key in (d.a, d.b) if "@" in key}


def _nameless(m: Mention, values: Mapping[str, Any], name: str) -> Mention:
    """A mention of a small group: its kind, its region and a number."""
    fields = {name: said for name, said in decoded(m.fields).items() if name in KEPT_OF_A_SMALL_GROUP}
    place = region(str(values.get("place", "")))
    if place:
        fields["place"] = place
    return m._replace(
        kind=values["kind"], name=name, country=place[:2], ids=(),
        fields=canonical(fields) if fields else "{}",
    )  # fmt: skip


def _aliases(m: Mention) -> tuple[str, ...]:
    said = decoded(m.fields).get("aliases", ())
    return tuple(said) if isinstance(said, list) else ()
