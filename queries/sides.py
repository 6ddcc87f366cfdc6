"""Sides of a tie, shares of a side and what they add up to; which numbers and periods count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from graph.dates import LAST, interval, newest
from graph.facts import Fact
from graph.terms import UNKNOWN
from queries.measures import dependence as emerson

TINY = 1e-9


class Interval(NamedTuple):
    """Two ends between which a number lies, both included; equal where it is known."""

    low: float
    high: float

    @property
    def point(self) -> float | None:
        """The number, where it is known exactly."""
        return self.low if self.high - self.low <= TINY else None


ANYTHING = Interval(0.0, 1.0)


class Side(NamedTuple):
    """Whose total a share is of, and where the share and the way out stand on the tie."""

    means: str
    relation: str
    holder: str  # "a": the first end's total; "b": the second's
    share: str
    elsewhere: str
    worth: str = ""

    def ends(self, fact: Fact) -> tuple[str, str]:
        """The holder of the total, and the partner it goes through."""
        return (fact.a, fact.b) if self.holder == "a" else (fact.b, fact.a)


SIDES: tuple[Side, ...] = (
    Side("sales", "SUPPLIES", "a", "share_of_seller", "seller_alternatives", "value"),
    Side("purchases", "SUPPLIES", "b", "share_of_buyer", "buyer_alternatives", "value"),
    Side("income", "EMPLOYS", "b", "share_of_income", "worker_alternatives"),
    Side("workforce", "EMPLOYS", "a", "share_of_workforce", "employer_alternatives"),
    Side("credit", "ADVANCES_CREDIT_TO", "b", "share_of_credit", "debtor_alternatives", "amount"),
    Side("jobs", "RECRUITS", "b", "share_of_jobs", "worker_alternatives"),
    Side("budget", "FUNDS", "b", "share_of_budget", "receiver_alternatives", "amount"),
)
SIDE: Mapping[str, Side] = {side.means: side for side in SIDES}


class Part(NamedTuple):
    """One product's share of the whole, and how easily that product goes elsewhere."""

    share: float
    elsewhere: Interval
    facts: tuple[Fact, ...] = ()  # the claims that state it


@dataclass(frozen=True, slots=True)
class Share:
    """The part of one side's total that goes through one partner."""

    means: str
    holder: str
    partner: str
    share: Interval
    elsewhere: Interval
    parts: tuple[Part, ...]
    facts: tuple[Fact, ...]
    said: str  # stated, worked out of values, or missing: "stated", "values", ""
    summed: float  # what the products add up to, before it was cut to 1
    source: str = ""
    period: str = ""
    others: tuple[tuple[str, float], ...] = ()  # what other sources say: source, share
    open: bool = False  # whether nobody says the share, or that of some product
    untold: tuple[Fact, ...] = ()  # the ties behind what nobody says

    @property
    def dependence(self) -> Interval:
        """Emerson's two factors: how much it is needed, and how hard it is to get elsewhere, 0 to 1."""
        low = sum((emerson.dependence(part.share, part.elsewhere.high) for part in self.parts), 0.0)
        high = sum((emerson.dependence(part.share, part.elsewhere.low) for part in self.parts), 0.0)
        room = max(0.0, self.share.high - sum(part.share for part in self.parts))
        return Interval(min(low, 1.0), min(high + emerson.dependence(room, self.elsewhere.low), 1.0))


@dataclass(frozen=True, slots=True)
class Total:
    """One side of one stakeholder: all partners, and what they add up to."""

    means: str
    holder: str
    shares: tuple[Share, ...]

    @property
    def known(self) -> float:
        """What the known shares add up to; above 1 the sources do not agree with arithmetic."""
        return sum((one.share.low for one in self.shares), 0.0)

    @property
    def over(self) -> float:
        """What is claimed in all, where it is more than the whole; else 0."""
        most = max(self.known, *(one.summed for one in self.shares))
        return most if most > 1 + 1e-6 else 0.0

    @property
    def unaccounted(self) -> float:
        """The part of the whole that no known share speaks of, 0 to 1."""
        return max(0.0, 1.0 - self.known)

    @property
    def missing(self) -> tuple[Share, ...]:
        """Partners whose share nobody says, or only in part."""
        return tuple(one for one in self.shares if one.share.point is None)


def current(periods: Iterable[str], as_of: str) -> str | None:
    """The newest period that covers the date; else the newest that has begun; None where none has.

    >>> current({"2022", "2023", ""}, "2023-06")
    '2023'
    >>> current({"2021", "2030"}, "2024")
    '2021'
    """
    day = interval(as_of)[1] - 1 if as_of else LAST
    begun = [p for p in periods if not p or interval(p)[0] <= day]
    covering = [p for p in begun if not p or day < interval(p)[1]]
    return max(covering or begun, key=newest, default=None)


def year_of(period: str) -> str | None:
    """The one calendar year that a period lies in; "" where no period is said; None where it is longer."""
    if not period:
        return ""
    year = period[:4]
    if not year.isdigit():
        return None
    (start, end), (first, last) = interval(period), interval(year)
    return year if first <= start and end <= last else None


def number(value: Any) -> float | None:
    """A number that somebody said; None for a blank and for "don't know"."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def known_text(value: Any) -> str:
    return value if isinstance(value, str) and value != UNKNOWN else ""
