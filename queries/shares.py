"""Shares: which part of somebody's sales, purchases, income, credit … runs through whom.

A share is of one *side's* total: what a quarry sells, what workers earn.  Shares are summed over
products within one source and one period (the newest that covers the date asked about), values over
periods within one year, nothing over sources (`docs/definitions.md`).  A missing share is an interval:
what the known shares of that side leave room for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from weakref import WeakKeyDictionary

from graph.bulk import many_records
from graph.facts import Fact, Facts
from graph.records import Tie
from graph.values import decoded
from queries.figures import Figure, Stated, ends, figure, from_values, room, stated, within
from queries.question import Brief
from queries.sides import (
    ANYTHING,
    SIDES,
    Interval,
    Part,
    Share,
    Side,
    Total,
    known_text,
    number,
)


@dataclass(slots=True)
class Shares:
    """Every share of a network."""

    totals: tuple[Total, ...]
    _pair: dict[tuple[str, str, str], Share] = field(default_factory=dict)
    _total: dict[tuple[str, str], Total] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._total = {(total.means, total.holder): total for total in self.totals}
        self._pair = {(s.means, s.holder, s.partner): s for total in self.totals for s in total.shares}

    def __iter__(self) -> Any:
        return iter(self._pair.values())

    def pair(self, means: str, holder: str, partner: str) -> Share | None:
        """One share; None where no tie of that sort joins the two."""
        return self._pair.get((means, holder, partner))

    def total(self, means: str, holder: str) -> Total | None:
        """One side of one stakeholder; None where it has none."""
        return self._total.get((means, holder))

    def of(self, holder: str) -> tuple[Total, ...]:
        """Every side of one stakeholder."""
        return tuple(total for total in self.totals if total.holder == holder)


_DONE: WeakKeyDictionary[Facts, Shares] = WeakKeyDictionary()


def shares(brief: Brief) -> Shares:
    """Every share of the network, side by side, sorted by side and stakeholder.  Linear in ties."""
    facts = brief.facts
    if facts not in _DONE:
        known = shares(replace(brief, facts=facts.base)) if facts.base else None
        with many_records():
            _DONE[facts] = Shares(tuple(total for side in SIDES for total in _side(side, facts, known)))
    return _DONE[facts]


def _side(side: Side, facts: Facts, known: Shares | None) -> Iterable[Total]:
    """The totals of one side; those that a source left out does not speak of as they are `known`."""
    by_holder: dict[str, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts.of(side.relation):
        holder, partner = side.ends(fact)
        if holder != partner and facts.net.nodes[holder].get("kind") != "Dialogue":
            by_holder[holder][partner].append(fact)
    changed = {side.ends(fact)[0] for fact in facts.changed(side.relation)}
    for holder in sorted(by_holder):
        same = known.total(side.means, holder) if known and holder not in changed else None
        yield same or _total(side, facts, holder, by_holder[holder])


def _total(side: Side, facts: Facts, holder: str, partners: Mapping[str, Sequence[Fact]]) -> Total:
    figures = {partner: tuple(_figures(side, facts, partners[partner])) for partner in sorted(partners)}
    told = {partner: stated(own, facts.as_of) for partner, own in figures.items()}
    worth = {} if any(told.values()) else from_values(figures, facts.as_of)
    known = {partner: ends(told[partner], worth.get(partner)) for partner in figures}
    left = room(one.low for one in known.values())
    found = []
    for partner in figures:
        share, ties = within(known[partner], left), tuple(partners[partner])
        if told[partner]:
            found.append(_told(side, holder, partner, ties, told[partner], share))
        else:
            found.append(_untold(side, holder, partner, ties, worth.get(partner), share))
    return Total(side.means, holder, tuple(found))


def _figures(side: Side, facts: Facts, ties: Sequence[Fact]) -> Iterator[Figure]:
    for fact in ties:
        for said in fact.claims:
            claim = said.claim
            if isinstance(claim, Tie) and claim.holds == "yes":
                rank = facts.folder.rank(claim.source, claim.confidence, claim.said_on)
                yield figure(side, rank, claim.source, decoded(claim.fields), fact)


def _told(
    side: Side, holder: str, partner: str, ties: tuple[Fact, ...], told: Sequence[Stated], share: Interval
) -> Share:
    best, *others = told
    cut = max(1.0, best.sum)
    parts = tuple(
        Part((f.share or 0.0) / cut, _elsewhere(side, f.fact, ties), (f.fact,)) for f in best.figures
    )
    counted = [t for t in ties if any(f.fact is t for f in best.figures)]
    used = tuple(t for t in ties if any(t is one for one in counted) or _says(side.elsewhere, t))
    return Share(
        side.means, holder, partner, share, _any_elsewhere(side, ties),
        parts, used, "stated", best.sum, best.source, best.period,
        tuple((one.source, one.sum) for one in others),
        best.open, tuple(t for t in ties if best.open and not any(t is one for one in counted)),
    )  # fmt: skip


def _untold(
    side: Side, holder: str, partner: str, ties: tuple[Fact, ...], value: float | None, share: Interval
) -> Share:
    elsewhere = _any_elsewhere(side, ties)
    if value is None:
        return Share(side.means, holder, partner, share, elsewhere, (), ties, "", 0.0, open=True, untold=ties)
    parts = (Part(value, elsewhere, ties),)
    return Share(side.means, holder, partner, share, elsewhere, parts, ties, "values", value)


def _elsewhere(side: Side, fact: Fact, ties: Sequence[Fact]) -> Interval:
    """How easily this goes elsewhere: as said of this product, else of the tie as a whole, else anything."""
    own = number(fact.get(side.elsewhere))
    if own is not None:
        return Interval(own, own)
    if not _product(fact):
        return _any_elsewhere(side, ties)
    whole = [tie for tie in ties if not _product(tie)]
    return _any_elsewhere(side, whole)


def _any_elsewhere(side: Side, ties: Iterable[Fact]) -> Interval:
    said = [value for tie in ties if (value := number(tie.get(side.elsewhere))) is not None]
    return Interval(min(said), max(said)) if said else ANYTHING


def _says(name: str, fact: Fact) -> bool:
    return number(fact.get(name)) is not None


def _product(fact: Fact) -> str:
    return "".join(known_text(fact.get(name)) for name in ("product", "hs_code"))
