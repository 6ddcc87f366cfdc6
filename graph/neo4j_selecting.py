"""A selection as conditions in Cypher: what is not wanted never leaves the server (`graph.selection`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.selection import NOT_STAKEHOLDERS, Selection

if TYPE_CHECKING:
    import neo4j

_DATES = "MATCH (:Stakeholder)-[t:{type}]->() RETURN collect(DISTINCT t.since), collect(DISTINCT t.until)"
_SAID = "EXISTS {{ (:Source)-[m:MENTIONS]->({end}) WHERE {what} }}"
_LIES_IN = "any(p IN $places WHERE {at} = p OR {at} STARTS WITH p + ' / ')"
_AT = "coalesce(m.place, m.country)"


def conditions(tx: neo4j.ManagedTransaction, relation: str, only: Selection) -> tuple[str, dict[str, Any]]:
    """What to add behind WHERE for ties t from a to b of a relation, and the values for it.

    Dates are read as people wrote them, which Cypher cannot; the few that there are are judged here.
    """
    parts: list[str] = []
    values: dict[str, Any] = {"others": list(NOT_STAKEHOLDERS)}
    if only.sources:
        parts.append("t.source IN $sources")
        values["sources"] = list(only.sources)
    if only.dates(relation):
        ((since, until),) = tx.run(_DATES.format(type=relation)).values()
        values["since"] = [one for one in since if only.fits_dates(relation, one, "")]
        values["until"] = [one for one in until if only.fits_dates(relation, "", one)]
        parts.append("t.since IN $since AND t.until IN $until")
    for end in "ab":
        wanted = []
        if only.kinds:
            values["kinds"] = list(only.kinds)
            wanted.append(_SAID.format(end=end, what="m.kind IN $kinds"))
        if only.places:
            values["places"] = list(only.places)
            wanted.append(_SAID.format(end=end, what=_LIES_IN.format(at=_AT)))
        if wanted:
            other = _SAID.format(end=end, what="m.kind IN $others")
            parts.append(f"({other} OR ({' AND '.join(wanted)}))")
    return "".join(f" AND {part}" for part in parts), values
