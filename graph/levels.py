"""What somebody at a level may see of the claims: decided here only, for networks and for copies alike.

Strictest wins, and what is hidden does not exist: a source, a party or a relation above the level goes
with everything that hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from graph import schema
from graph.records import AS_WRITTEN, Mention, Source, Tie, canonical
from graph.terms import Level
from graph.values import count_range, decoded

SMALL = 10
"""Below level team, a group of fewer people, or of unknown size, is shown with its region only."""

KEPT_OF_A_SMALL_GROUP = ("kind", "level", "employment", "gender", "who", "extent")
"""What is shown of it beside its region."""

C = TypeVar("C", Mention, Tie)


class Sight:
    """What is seen at a level; sensitive things only with `sensitive`, on top of level team."""

    def __init__(self, cards: Iterable[Source], level: Level, sensitive: bool) -> None:
        """`cards` are the folded cards, one per source."""
        self.level, self.sensitive = level, sensitive
        self.secret = frozenset(card.id for card in cards if not level.shows(card.level))
        self.shows: dict[str, bool] = {str(other): level.shows(other) for other in Level}
        self.hides_nothing = level is Level.TEAM and sensitive

    def sees(self, claim: Mention | Tie) -> bool:
        """Whether this one claim is seen, if those that it speaks of are."""
        if claim.source in self.secret or not self.shows[claim.level]:
            return False
        if isinstance(claim, Tie):
            declared = schema.RELATION[claim.relation]
            return self.shows[declared.level] and (self.sensitive or not declared.sensitive)
        return True

    def sees_party(self, everything: Mapping[str, Any]) -> bool:
        """Whether a party is seen at all, given the fold of all that is said of it."""
        kind = schema.KIND.get(everything.get("kind", ""))
        return self.shows[everything["level"]] and not (kind and not self.shows[kind.level])

    def is_small_group(self, values: Mapping[str, Any]) -> bool:
        """Whether a party, given its fold, is one of which below level team only the region is shown."""
        if self.level is Level.TEAM or values["kind"] not in schema.PEOPLE:
            return False
        people = count_range(str(values.get("headcount", "")))
        return people is None or people[0] < SMALL

    def hides(self, field: Any) -> bool:
        """Whether a field, None where it is not declared, is above the level."""
        if field is None or self.hides_nothing:
            return False
        return not self.shows[field.level] or (field.sensitive and not self.sensitive)

    def trimmed(self, claim: C) -> C:
        """The claim without fields that may not be seen here; as-written words are for the team."""
        if claim.fields == "{}" or self.hides_nothing:
            return claim
        fields = decoded(claim.fields)
        kept = {name: value for name, value in fields.items() if self._shows_field(claim, name)}
        return claim if len(kept) == len(fields) else claim._replace(fields=canonical(kept) if kept else "{}")

    def _shows_field(self, claim: Mention | Tie, name: str) -> bool:
        if name == AS_WRITTEN:
            return self.level is Level.TEAM
        if isinstance(claim, Tie):
            return not self.hides(schema.tie_field(claim.relation, name))
        return not self.hides(schema.kind_field(claim.kind, name))


def region(place: str) -> str:
    """The country and the region of a place, without what lies within.

    >>> region("IN / Rajasthan / Kota")
    'IN / Rajasthan'
    """
    return " / ".join(place.split(" / ")[:2]).strip()
