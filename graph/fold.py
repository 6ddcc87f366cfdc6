"""Many claims, one answer: how the mentions of a stakeholder and the claims of a tie are folded.

Each field declares its rule (`graph.terms.Fold`, `docs/definitions.md`).  What loses is kept and shown
as a disagreement.  The result depends on the set of claims, not on their order.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from graph import schema
from graph.dates import newest
from graph.fields import KIND, LEVEL, NAME
from graph.records import AS_WRITTEN, Mention, Source, Tie, canonical, folded
from graph.settings import Settings
from graph.terms import UNKNOWN, Field, Fold, Level
from graph.values import decoded


class Said(NamedTuple):
    """One claim about one field.  Tuples order from weakest to strongest under the rule `sure`."""

    known: bool  # somebody who knows outranks somebody who says "don't know"
    probability: float
    newest: tuple[int, int]
    source: str
    value: str  # canonical JSON: the last tie-break is the value itself


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded fields of one stakeholder or one fact, and what lost."""

    values: Mapping[str, Any]
    lost: Mapping[str, tuple[Said, ...]]


class Folder:
    """Folds under one table of confidence and one set of source cards."""

    def __init__(self, settings: Settings, sources: Iterable[Source] = ()) -> None:
        self.settings = settings
        self.cards = {card.id: card for card in folded_sources(sources)}
        self._rank: dict[tuple[str, str, str], tuple[float, tuple[int, int], str]] = {}

    def rank(self, source: str, confidence: str, said_on: str) -> tuple[float, tuple[int, int], str]:
        """How strong a claim is: probability, newness, and the source's name to break ties."""
        known = self._rank.get((source, confidence, said_on))
        if known is None:
            card = self.cards.get(source)
            date = said_on or (card.date if card else "")
            known = (self.settings.probability(confidence), newest(date), source)
            self._rank[source, confidence, said_on] = known
        return known

    def mentions(self, claims: Sequence[Mention]) -> Folded:
        """One stakeholder from what was said of it: name, kind, level and every declared field."""
        said: dict[str, set[Said]] = defaultdict(set)
        for m in claims:
            rank = self.rank(m.source, m.confidence, m.said_on)
            said["name"].add(Said(True, *rank, canonical(m.name)))
            said["level"].add(Said(True, *rank, canonical(m.level)))
            if m.kind:
                said["kind"].add(Said(True, *rank, canonical(m.kind)))
            if m.country and "place" not in decoded(m.fields):
                said["place"].add(Said(True, *rank, canonical(m.country)))
            if m.ids:
                said["ids"].add(Said(True, *rank, canonical(list(m.ids))))
            self._add(said, m.fields, rank)
        if len(said.get("place", ())) > 1:
            said["place"] = _exact(said["place"])
        kind = json.loads(max(said["kind"]).value) if said.get("kind") else ""
        return _folded(
            said,
            lambda name: _RECORD.get(name) or schema.kind_field(kind, name) or schema.any_kind_field(name),
        )

    def ties(self, claims: Sequence[Tie]) -> Folded:
        """One fact from the claims about it: holds, since, until, level and every declared field."""
        if len(claims) == 1 and (alone := _alone(claims[0])) is not None:
            return Folded(alone, {})
        said: dict[str, set[Said]] = defaultdict(set)
        for t in claims:
            rank = self.rank(t.source, t.confidence, t.said_on)
            said["holds"].add(Said(True, *rank, canonical(t.holds)))
            said["level"].add(Said(True, *rank, canonical(t.level)))
            for name, date in (("since", t.since), ("until", t.until)):
                if date:
                    said[name].add(Said(True, *rank, canonical(date)))
            self._add(said, t.fields, rank)
        relation = claims[0].relation
        return _folded(said, lambda name: _RECORD.get(name) or schema.tie_field(relation, name))

    @staticmethod
    def _add(said: dict[str, set[Said]], fields: str, rank: tuple[float, tuple[int, int], str]) -> None:
        if fields != "{}":
            for name, value in decoded(fields).items():
                if name != AS_WRITTEN:
                    said[name].add(Said(value != UNKNOWN, *rank, canonical(value)))


def subject_of(claim: Tie) -> tuple[str, ...]:
    """Which fact a claim speaks of, beside its relation and ends: the relation's subject fields."""
    declared = schema.RELATION[claim.relation].subject
    if not declared:
        return ()
    fields = decoded(claim.fields)
    return tuple(canonical(fields.get(name, "")) for name in declared)


def folded_sources(cards: Iterable[Source]) -> tuple[Source, ...]:
    """One card per source: per field the largest of what its files say, the strictest level; sorted by id."""
    by_id: dict[str, list[Source]] = defaultdict(list)
    for card in cards:
        by_id[card.id].append(card)
    return tuple(_one_card(by_id[id]) for id in sorted(by_id))


def _one_card(cards: list[Source]) -> Source:
    if len(cards) == 1:
        return cards[0]
    level = max((Level(card.level) for card in cards), key=lambda one: one.rank)
    best = {name: max(getattr(card, name) for card in cards) for name in Source._fields}
    best["date"] = max((card.date for card in cards), key=lambda text: (newest(text), text))
    return Source(**{**best, "level": str(level)})


def roots(cards: Mapping[str, Source]) -> Callable[[str], str]:
    """A function from a source to its root: copies of one original, loaded or not, count once."""

    def root(source: str) -> str:
        seen = [source]
        while (card := cards.get(seen[-1])) and card.derived_from and card.derived_from not in seen:
            seen.append(card.derived_from)
        if (
            card and card.derived_from in seen
        ):  # a ring of copies has no original: its smallest name stands for it
            return min(seen[seen.index(card.derived_from) :])
        return seen[-1]

    return root


def _alone(t: Tie) -> dict[str, Any] | None:
    """What a single claim says, which needs no fold; None where it fills a field that keeps a set."""
    values: dict[str, Any] = {"holds": t.holds, "level": t.level}
    if t.since:
        values["since"] = t.since
    if t.until:
        values["until"] = t.until
    if t.fields != "{}":
        fields = decoded(t.fields)
        if not fields.keys().isdisjoint(_SETS[t.relation]):
            return None
        values.update((name, value) for name, value in fields.items() if name != AS_WRITTEN)
    return {name: values[name] for name in sorted(values)}


_SETS: dict[str, frozenset[str]] = {
    label: frozenset(field.name for field in declared.fields if field.fold in (Fold.UNION, Fold.EACH))
    for label, declared in schema.RELATION.items()
}
"""Of each relation the fields that are a set of what is said, also where one claim says it."""

_RECORD: dict[str, Field] = {"name": NAME, "kind": KIND, "level": LEVEL}
_IDS_UNION = frozenset({"ids"})


def _folded(said: Mapping[str, set[Said]], declared: Callable[[str], Field | None]) -> Folded:
    values: dict[str, Any] = {}
    lost: dict[str, tuple[Said, ...]] = {}
    for name in sorted(said):
        claims = said[name]
        field = declared(name)
        rule = Fold.UNION if name in _IDS_UNION else field.fold if field else Fold.SURE
        if len(claims) == 1 and rule not in (Fold.UNION, Fold.EACH):
            values[name] = json.loads(next(iter(claims)).value)
        else:
            values[name], beaten = _RULES[rule](claims, field)
            if beaten:
                lost[name] = tuple(sorted(beaten))
    if "name" in lost:  # another spelling of one folded name is no disagreement
        others = tuple(
            one for one in lost.pop("name") if folded(json.loads(one.value)) != folded(values["name"])
        )
        if others:
            lost["name"] = others
    return Folded(values, lost)


def _exact(places: set[Said]) -> set[Said]:
    """Without the places that only say less than another: India, beside India / Rajasthan."""
    values = {one.value[1:-1] for one in places}
    return {one for one in places if not any(v.startswith(f"{one.value[1:-1]} / ") for v in values)}


_Outcome = tuple[Any, set[Said]]


def _sure(claims: set[Said], field: Field | None) -> _Outcome:
    best = max(claims)
    return json.loads(best.value), {c for c in claims if c.value != best.value and c.known}


def _newest(claims: set[Said], field: Field | None) -> _Outcome:
    best = max(claims, key=lambda c: (c.known, c.newest, c.probability, c.source, c.value))
    return json.loads(best.value), {c for c in claims if c.value != best.value and c.known}


def _cautious(claims: set[Said], field: Field | None) -> _Outcome:
    order = [word.value for word in field.words] if field else []
    latest: dict[str, Said] = {}
    for claim in sorted(claims, key=lambda c: (c.known, c.newest, _strictness(c, order), c)):
        latest[claim.source] = claim
    best = max(latest.values(), key=lambda c: (c.known, _strictness(c, order), c))
    return json.loads(best.value), {c for c in latest.values() if c.value != best.value and c.known}


def _strictness(claim: Said, order: list[str]) -> int:
    value = json.loads(claim.value)
    return order.index(value) if value in order else -1


def _union(claims: set[Said], field: Field | None) -> _Outcome:
    every: set[str] = set()
    for claim in claims:
        value = json.loads(claim.value)
        if value != UNKNOWN:
            every.update([value] if isinstance(value, str) else value)
    return (tuple(sorted(every)) if every else UNKNOWN), set()


def _each(claims: set[Said], field: Field | None) -> _Outcome:
    said = {(c.source, c.newest, c.value) for c in claims}
    return tuple((source, json.loads(value)) for source, _, value in sorted(said)), set()


_RULES: dict[Fold, Callable[[set[Said], Field | None], _Outcome]] = {
    Fold.SURE: _sure,
    Fold.NEWEST: _newest,
    Fold.CAUTIOUS: _cautious,
    Fold.UNION: _union,
    Fold.EACH: _each,
}
