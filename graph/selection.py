"""Which ties are wanted: of whom, where, by which source, as of when.

Judged by claims alone, never by a fold, so that it is the same under all settings and on every store:
a server leaves out there what is not wanted, a file is read and then narrowed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph.dates import counts_on, is_date
from graph.errors import BadValue
from graph.identity import identity
from graph.records import Claims, Mention, Tie
from graph.schema import KIND, RELATION
from graph.values import decoded

NOT_STAKEHOLDERS = ("Dialogue", "Risk")
"""These ends are never narrowed by kind or place."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What narrows the ties that are read; what is left blank narrows nothing.

    `kinds`: some claim says of each end that it is of one of these.  `places`: some claim says of each
    end that it lies there ("IN / Rajasthan" holds all that lies within).  An end that is a risk or a
    dialogue always fits.  `sources`: who claims the tie.  `as_of`: by its own dates the tie holds then
    (since <= as_of < until, a blank is open); an event always does.  Raises `BadValue` for an undeclared
    kind and for a date that is none.

    >>> Selection(kinds=("Quarry", "Supplier"), places=("IN / Rajasthan",), as_of="2024")
    Selection(kinds=('Quarry', 'Supplier'), places=('IN / Rajasthan',), sources=(), as_of='2024')
    """

    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    as_of: str = ""

    def __post_init__(self) -> None:
        for kind in self.kinds:
            if kind not in KIND:
                raise BadValue("kind", kind)
        if self.as_of and not is_date(self.as_of):
            raise BadValue("as_of", self.as_of)

    def dates(self, relation: str) -> str:
        """The date by which ties of a relation are judged; blank where none is."""
        return "" if RELATION[relation].event else self.as_of

    def fits_dates(self, relation: str, since: str, until: str) -> bool:
        """Whether a tie with these dates counts."""
        date = self.dates(relation)
        return not date or counts_on(date, since, until)


EVERYTHING = Selection()
"""Narrows nothing."""


def selected(claims: Claims, only: Selection) -> Claims:
    """The claims with the ties that are wanted; all mentions stay, since they tell who is who.

    Linear in the claims.
    """
    if only == EVERYTHING:
        return claims
    keys = [m.key for m in claims.mentions]
    who = identity(claims.mentions, claims.decisions, keys)
    said: dict[str, list[Mention]] = defaultdict(list)
    for m, key in zip(claims.mentions, keys, strict=True):
        said[who.of(m.source, key)].append(m)
    fits = {node for node, about in said.items() if _fits(about, only)}

    def wanted(t: Tie) -> bool:
        return (
            (not only.sources or t.source in only.sources)
            and only.fits_dates(t.relation, t.since, t.until)
            and {who.of(t.source, t.a), who.of(t.source, t.b)} <= fits
        )

    return replace(claims, ties=tuple(t for t in claims.ties if wanted(t)))


def _fits(about: Sequence[Mention], only: Selection) -> bool:
    kinds = {m.kind for m in about}
    if not kinds.isdisjoint(NOT_STAKEHOLDERS):
        return True
    of_kind = not only.kinds or not kinds.isdisjoint(only.kinds)
    return of_kind and (not only.places or any(_lies_in(m, only.places) for m in about))


def _lies_in(m: Mention, places: Iterable[str]) -> bool:
    place = str(decoded(m.fields).get("place", m.country))
    return any(place == one or place.startswith(f"{one} / ") for one in places)
