"""Concerns: who is touched by what, where, and how heavily it weighs.

A concern is a group, a risk and a place.  Its weight is severity × likelihood, 1 to 9, as an interval:
what nobody graded may be anything from slight to very serious, and is never read as slight.
Source: `docs/definitions.md`, after OECD and UN Guiding Principle 14 (scale, scope, irremediability).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graph.facts import Fact
from graph.records import folded
from graph.terms import UNKNOWN
from queries.question import Brief

GRADES = ("scale", "scope", "irremediability")
LOWEST, HIGHEST = 1, 3
HEAVY = 6.0
"""From this weight on a concern is heavy: very serious and likely, or serious and happening."""

Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concern:
    """One group, touched by one risk, at one place; `low` and `high` bound its weight, 1 to 9."""

    group: str
    risk: str  # the node of the risk
    place: str  # "IN / Rajasthan / Kota"; "" where nobody says
    low: float
    high: float
    actual: bool
    facts: tuple[Fact, ...]

    @property
    def about(self) -> tuple[str, str, str]:
        """What makes it this concern, free of language."""
        return self.group, self.risk, self.place

    @property
    def order(self) -> tuple[float, float]:
        """Heaviest first: what may weigh most, then what surely weighs most."""
        return -self.high, -self.low


def concerns(brief: Brief, facts: Iterable[Fact] | None = None) -> tuple[Concern, ...]:
    """Every concern of the network, sorted by group, risk and place.

    The place is the one stated, else the group's.  Where one place lies in another, only the finer
    stays.  Facts about one place, stated or not, are folded together.  Of some `facts` only, where given.
    """
    at: dict[tuple[str, str], dict[Steps, list[tuple[str, Fact]]]] = defaultdict(lambda: defaultdict(list))
    for fact in brief.facts.of("AFFECTED_BY") if facts is None else facts:
        place = _known(fact.get("place")) or _known(brief.net.nodes[fact.a].get("place"))
        at[fact.a, fact.b][steps(place)].append((place, fact))
    found = []
    for (group, risk), places in sorted(at.items()):
        for where in sorted(places):
            if not any(other != where and contains(where, other) for other in places):
                spelled = min(place for place, _ in places[where])
                found.append(_concern(brief, (group, risk, spelled), [fact for _, fact in places[where]]))
    return tuple(found)


def weight(values: Mapping[str, Any]) -> tuple[float, float]:
    """The least and the most that a concern with these fields can weigh, 1 to 9.

    Severity is the largest of scale, scope and irremediability; a grade that nobody gave may be as
    large as 3.  What happens already has likelihood 3; where nobody says how likely, 1 to 3.

    >>> weight({"scale": 3, "state": "actual"})
    (9.0, 9.0)
    >>> weight({"scale": 2, "scope": 1, "irremediability": 1, "state": "potential"})
    (2.0, 6.0)
    """
    grades = [values.get(name) for name in GRADES]
    given = [float(grade) for grade in grades if isinstance(grade, int | float)]
    worst = max(given, default=LOWEST)
    most = worst if len(given) == len(GRADES) else HIGHEST
    state, stated = values.get("state"), values.get("likelihood")
    likely = float(stated) if isinstance(stated, int | float) else None
    if state == "actual":
        least_likely = most_likely = float(HIGHEST)
    else:
        least_likely = likely if likely is not None else LOWEST
        most_likely = likely if likely is not None and state == "potential" else HIGHEST
    return worst * least_likely, most * most_likely


@lru_cache(maxsize=65536)
def steps(place: str) -> Steps:
    """A place as its steps, country first, without case and accents; () where it is blank."""
    return tuple(folded(step) for step in place.split("/")) if place else ()


def contains(outer: Steps, inner: Steps) -> bool:
    """Whether the first place is the second or lies around it; a blank place lies around everything."""
    return inner[: len(outer)] == outer


def touches(one: Steps, other: Steps) -> bool:
    """Whether one of two places lies in the other."""
    return contains(one, other) or contains(other, one)


def region(place: Steps) -> Steps:
    """Country and region of a place."""
    return place[:2]


def shown_place(brief: Brief, concern: Concern) -> str:
    """The place as it may be shown: for a group whose name is hidden, the region only."""
    if brief.net.nodes[concern.group].get("blurred"):
        return " / ".join(concern.place.split(" / ")[:2])
    return concern.place


def _concern(brief: Brief, about: tuple[str, str, str], facts: Iterable[Fact]) -> Concern:
    told = tuple(facts)
    claims = [one.claim for fact in told for one in fact.claims]
    values = told[0].values if len(told) == 1 else brief.facts.folder.ties(claims).values  # type: ignore[arg-type]
    return Concern(*about, *weight(values), values.get("state") == "actual", told)


def _known(value: Any) -> str:
    return value if isinstance(value, str) and value != UNKNOWN else ""
