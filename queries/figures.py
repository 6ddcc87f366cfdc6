"""Figures: what single claims say of one side of a tie, and what they come to together.

These rules know neither a network nor columns: both entrances to a layer (`queries.project`,
`queries.columns`) bring their figures here.  Figures are summed over products within one source and
one period (the newest that covers the date asked about), values over periods within one year, nothing
over sources (`docs/definitions.md`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from graph.dates import newest
from queries.sides import ANYTHING, TINY, Interval, Side, current, known_text, number, year_of

Rank = tuple[float, tuple[int, int], str]


class Figure(NamedTuple):
    """What one claim says of one side of one tie."""

    rank: Rank  # how strong the claim is (`graph.fold.Folder.rank`)
    source: str
    period: str
    product: str
    share: float | None
    worth: float | None
    currency: str
    fact: Any  # what the figure is of, for whoever asks back


class Stated(NamedTuple):
    """What one source says the share is, summed over its products in one period."""

    strength: tuple[bool, float, tuple[int, int], str]
    source: str
    period: str
    figures: tuple[Figure, ...]
    open: bool  # some product has no share

    @property
    def sum(self) -> float:
        """What the products add up to; above 1 it says too much."""
        return added(one.share or 0.0 for one in self.figures)

    @property
    def ends(self) -> Interval:
        """Between what the share lies: cut to the whole, and anything above it where it is open."""
        least = min(self.sum, 1.0)
        return Interval(least, 1.0 if self.open else least)


def figure(side: Side, rank: Rank, source: str, told: Mapping[str, Any], fact: Any) -> Figure:
    """The figure of a claim that says `told`, of this side."""
    says = told.get
    period, product, currency = _about(says("period"), says("product"), says("hs_code"), says("currency"))
    worth = number(says(side.worth)) if side.worth else None
    return Figure(rank, source, period, product, number(says(side.share)), worth, currency, fact)


@lru_cache(maxsize=65536)
def _about(*told: Any) -> tuple[str, str, str]:
    """The period, the product with its code, and the currency; blank where nobody knows."""
    period, product, code, currency = map(known_text, told)
    return period, f"{product} {code}" if product and code else product or code, currency


def stated(figures: Sequence[Figure], as_of: str) -> tuple[Stated, ...]:
    """What each source states of one partner, strongest first; figures of two periods are never summed.

    A source that knows every product's share goes before one that does not, then the surer one.
    """
    if len(figures) == 1:  # by far the most: nothing to choose, nothing to add
        (one,) = figures
        if one.share is None or current((one.period,), as_of) is None:
            return ()
        return (Stated((True, *one.rank), one.source, one.period, (one,), False),)
    by_source: dict[str, list[Figure]] = defaultdict(list)
    for one in figures:
        by_source[one.source].append(one)
    found = []
    for source, own in by_source.items():
        period = current({one.period for one in own if one.share is not None}, as_of)
        if period is not None:
            best: dict[str, Figure] = {}
            for one in sorted(own, key=lambda f: (f.share is not None, f.rank, f.share or 0.0)):
                if one.period == period:
                    best[one.product] = one
            found.append(_summed(source, period, best))
    if len(found) > 1:
        found.sort(key=lambda one: (one.strength, one.sum), reverse=True)
    return tuple(found)


def _summed(source: str, period: str, best: Mapping[str, Figure]) -> Stated:
    """One source's products; a figure without a product speaks of the whole, and holds them."""
    products = [one for product, one in sorted(best.items()) if product]
    parts = tuple(one for one in products if one.share is not None)
    is_open = len(parts) < len(products)
    whole = best.get("")
    if whole and whole.share is not None and whole.share + TINY >= added(one.share or 0.0 for one in parts):
        parts, is_open = (whole,), False
    weakest = min(one.rank for one in parts)
    return Stated((not is_open, *weakest), source, period, parts, is_open)


def from_values(figures: Mapping[str, Sequence[Figure]], as_of: str) -> dict[str, float]:
    """Each partner's share of one side, worked out of values; none where that cannot be done.

    Only where one source gives all of them, in one currency, for one year; the newest such year.
    """
    worth: dict[tuple[Any, ...], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for partner, own in figures.items():
        for (source, period, currency), value in sorted(_worth(own).items()):
            year = year_of(period)
            if year is not None and current((year,), as_of) is not None:
                worth[newest(year), source, currency, year][partner] += value
        if not worth:
            return {}
    for _, values in sorted(worth.items(), reverse=True):
        total = added(values.values())
        if len(values) == len(figures) and total > 0:
            return {partner: value / total for partner, value in values.items()}
    return {}


def _worth(figures: Sequence[Figure]) -> dict[tuple[str, str, str], float]:
    """Per source, period and currency: the value, where a figure without a product is the whole."""
    single: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for one in sorted(figures, key=lambda f: (f.rank, f.worth or 0.0)) if len(figures) > 1 else figures:
        if one.worth is not None and one.worth >= 0:
            single[one.source, one.period, one.currency][one.product] = one.worth
    return {what: max(by.pop("", 0.0), added(by[name] for name in sorted(by))) for what, by in single.items()}


def room(known: Iterable[float]) -> float:
    """What the known shares of one side leave of its whole."""
    return max(0.0, 1.0 - added(known))


def within(share: Interval, left: float) -> Interval:
    """A share that is not known in full, within what the other shares of its side leave."""
    return share if share.point is not None else Interval(share.low, min(share.high, share.low + left))


def ends(told: Sequence[Stated], value: float | None) -> Interval:
    """What is known of one share: what is stated, else what it comes to in values, else nothing."""
    if told:
        return told[0].ends
    return ANYTHING if value is None else Interval(value, value)


def added(numbers: Iterable[float]) -> float:
    """The sum from left to right, as arrays are added up too: equal to the last digit on every Python."""
    total = 0.0
    for one in numbers:
        total += one
    return total
