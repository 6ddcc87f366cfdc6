"""A selection as conditions in Cypher: what is not wanted never leaves the server (`graph.selection`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.selection import NOT_STAKEHOLDERS, Selection

if TYPE_CHECKING:
    import neo4j

_DATES = "MATCH (:Stakeholder)-[t:{type}]->() RETURN collect(DISTINCT t.since), collect(DISTINCT t.until)"
_FITTING = (
    "MATCH (:Source)-[m:MENTIONS]->(n:Stakeholder) WITH n, coalesce(m.place, m.country) AS at, m.kind AS kind"
    " WITH n, collect(kind IN $others) AS others, collect(size($kinds) = 0 OR kind IN $kinds) AS kinds,"
    " collect(size($places) = 0 OR any(p IN $places WHERE at = p OR at STARTS WITH p + ' / ')) AS places"
    " WHERE true IN others OR (true IN kinds AND true IN places) RETURN n.id"
)


class Wanted:
    """Which ties of each relation are wanted; who is wanted is looked up once for all of them."""

    def __init__(self, tx: neo4j.ManagedTransaction, only: Selection) -> None:
        self.tx, self.only = tx, only
        self.fitting: list[str] | None = None
        if only.kinds or only.places:
            asked = (list(one) for one in (only.kinds, only.places, NOT_STAKEHOLDERS))
            found = tx.run(_FITTING, dict(zip(("kinds", "places", "others"), asked, strict=True)))
            self.fitting = [node for (node,) in found]

    def conditions(self, relation: str) -> tuple[str, dict[str, Any]]:
        """What to add behind WHERE for ties t from a to b of a relation, and the values for it.

        Dates are read as people wrote them, which Cypher cannot; the few that there are are judged here.
        """
        parts: list[str] = []
        values: dict[str, Any] = {}
        if self.only.sources:
            parts.append("t.source IN $sources")
            values["sources"] = list(self.only.sources)
        if self.only.dates(relation):
            ((since, until),) = self.tx.run(_DATES.format(type=relation)).values()
            values["since"] = [one for one in since if self.only.fits_dates(relation, one, "")]
            values["until"] = [one for one in until if self.only.fits_dates(relation, "", one)]
            parts.append("t.since IN $since AND t.until IN $until")
        if self.fitting is not None:
            parts.append("a.id IN $fitting AND b.id IN $fitting")
            values["fitting"] = self.fitting
        return "".join(f" AND {part}" for part in parts), values
