"""Shares: which part of somebody's sales, purchases, income, credit … runs through whom.

A share is of one *side's* total: what a quarry sells, what workers earn.  Shares are summed over
products within one source and one period (the newest that covers the date asked about), values over
periods within one year, nothing over sources (`docs/definitions.md`).  A missing share is an interval:
what the known shares of that side leave room for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from graph.dates import newest
from graph.facts import Fact, Facts
from graph.records import Tie
from graph.values import decoded
from queries.question import Brief
from queries.sides import (
    ANYTHING,
    SIDES,
    TINY,
    Interval,
    Part,
    Share,
    Side,
    Total,
    current,
    known_text,
    number,
    year_of,
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
        _DONE[facts] = Shares(tuple(total for side in SIDES for total in _side(side, facts, known)))
    return _DONE[facts]


class _Figure(NamedTuple):
    """What one claim says of one side of one tie."""

    rank: tuple[float, tuple[int, int], str]
    source: str
    period: str
    product: str
    share: float | None
    worth: float | None
    currency: str
    fact: Fact


class _Stated(NamedTuple):
    """What one source says the share is, summed over its products in one period."""

    strength: tuple[bool, float, tuple[int, int], str]
    source: str
    period: str
    figures: tuple[_Figure, ...]
    open: bool  # some product has no share

    @property
    def sum(self) -> float:
        return sum(one.share or 0.0 for one in self.figures)


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
    figures = {partner: _figures(side, facts, partners[partner]) for partner in sorted(partners)}
    stated = {partner: _stated(figures[partner], facts.as_of) for partner in figures}
    worth = {} if any(stated.values()) else _from_values(figures, facts.as_of)
    found = []
    for partner in figures:
        told = stated[partner]
        if told:
            found.append(_told(side, holder, partner, tuple(partners[partner]), told))
        else:
            found.append(_untold(side, holder, partner, tuple(partners[partner]), worth.get(partner)))
    room = max(0.0, 1.0 - sum(one.share.low for one in found))
    return Total(side.means, holder, tuple(_bounded(one, room) for one in found))


def _bounded(one: Share, room: float) -> Share:
    """A share that is not known in full, within what the other shares of its side leave."""
    if one.share.point is not None:
        return one
    return replace(one, share=Interval(one.share.low, min(one.share.high, one.share.low + room)))


def _figures(side: Side, facts: Facts, ties: Sequence[Fact]) -> tuple[_Figure, ...]:
    found = []
    for fact in ties:
        for said in fact.claims:
            claim = said.claim
            if isinstance(claim, Tie) and claim.holds == "yes":
                told = decoded(claim.fields)
                found.append(_Figure(
                    facts.folder.rank(claim.source, claim.confidence, claim.said_on),
                    claim.source,
                    known_text(told.get("period")),
                    " ".join(filter(None, (known_text(told.get(n)) for n in ("product", "hs_code")))),
                    number(told.get(side.share)),
                    number(told.get(side.worth)) if side.worth else None,
                    known_text(told.get("currency")),
                    fact,
                ))  # fmt: skip
    return tuple(found)


def _stated(figures: Sequence[_Figure], as_of: str) -> tuple[_Stated, ...]:
    """What each source states, strongest first; figures of two periods are never summed."""
    by_source: dict[str, list[_Figure]] = defaultdict(list)
    for one in figures:
        by_source[one.source].append(one)
    found = []
    for source, own in by_source.items():
        period = current({one.period for one in own if one.share is not None}, as_of)
        if period is None:
            continue
        best: dict[str, _Figure] = {}
        for one in sorted(own, key=lambda f: (f.share is not None, f.rank, f.share or 0.0)):
            if one.period == period:
                best[one.product] = one
        found.append(_summed(source, period, best))
    return tuple(sorted(found, key=lambda one: (one.strength, one.sum), reverse=True))


def _summed(source: str, period: str, best: Mapping[str, _Figure]) -> _Stated:
    """One source's products; a figure without a product speaks of the whole, and holds them."""
    products = [one for product, one in sorted(best.items()) if product]
    parts = tuple(one for one in products if one.share is not None)
    is_open = len(parts) < len(products)
    whole = best.get("")
    if whole and whole.share is not None and whole.share + TINY >= sum(one.share or 0.0 for one in parts):
        parts, is_open = (whole,), False
    weakest = min(one.rank for one in parts)
    return _Stated((not is_open, *weakest), source, period, parts, is_open)


def _from_values(figures: Mapping[str, Sequence[_Figure]], as_of: str) -> dict[str, float]:
    """Shares out of values: only where one source gives all of them, in one currency, for one year."""
    worth: dict[tuple[Any, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for partner, own in figures.items():
        for (source, period, currency), value in _worth(own).items():
            year = year_of(period)
            if year is not None and current({year}, as_of) is not None:
                worth[newest(year), source, currency, year][partner] += value
    for _, values in sorted(worth.items(), reverse=True):
        total = sum(values.values())
        if len(values) == len(figures) and total > 0:
            return {partner: value / total for partner, value in values.items()}
    return {}


def _worth(figures: Sequence[_Figure]) -> dict[tuple[str, str, str], float]:
    """Per source, period and currency: the value, where a figure without a product is the whole."""
    single: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for one in sorted(figures, key=lambda f: (f.rank, f.worth or 0.0)):
        if one.worth is not None and one.worth >= 0:
            single[one.source, one.period, one.currency][one.product] = one.worth
    return {what: max(by.pop("", 0.0), sum(by.values())) for what, by in single.items()}


def _told(side: Side, holder: str, partner: str, ties: tuple[Fact, ...], told: Sequence[_Stated]) -> Share:
    best, *others = told
    cut = max(1.0, best.sum)
    parts = tuple(
        Part((f.share or 0.0) / cut, _elsewhere(side, f.fact, ties), (f.fact,)) for f in best.figures
    )
    sum_ = min(best.sum, 1.0)
    counted = [t for t in ties if any(f.fact is t for f in best.figures)]
    used = tuple(t for t in ties if any(t is one for one in counted) or _says(side.elsewhere, t))
    return Share(
        side.means, holder, partner, Interval(sum_, 1.0 if best.open else sum_), _any_elsewhere(side, ties),
        parts, used, "stated", best.sum, best.source, best.period,
        tuple((one.source, one.sum) for one in others),
        best.open, tuple(t for t in ties if best.open and not any(t is one for one in counted)),
    )  # fmt: skip


def _untold(side: Side, holder: str, partner: str, ties: tuple[Fact, ...], value: float | None) -> Share:
    elsewhere = _any_elsewhere(side, ties)
    if value is None:
        return Share(
            side.means, holder, partner, ANYTHING, elsewhere, (), ties, "", 0.0, open=True, untold=ties
        )
    parts, ends = (Part(value, elsewhere, ties),), Interval(value, value)
    return Share(side.means, holder, partner, ends, elsewhere, parts, ties, "values", value)


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
