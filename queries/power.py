"""Who depends on whom and how one-sided it is; how far each side hangs on few partners.

Dependence is Emerson's (`queries.dependence`), concentration is the HHI (`queries.concentration`).
Numbers describe; nothing here says who is to be invited.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.concentration import Concentration, concentrations
from queries.dependence import Dependence, dependencies, imbalance, mutual
from queries.question import Answer, Brief, Column, Question, Unknown, evidence_of
from queries.shares import shares
from queries.sides import ANYTHING, Interval

COLUMNS = (
    Column("table", "word"),
    Column("node", "node"),
    Column("on", "node"),
    Column("means", "word"),
    Column("value", "interval"),
    Column("back", "interval"),
    Column("imbalance", "interval"),
    Column("share", "interval"),
    Column("elsewhere", "interval"),
    Column("partners", "interval"),
    Column("unaccounted", "share"),
    Column("roots", "number"),
    Column("evidence", "evidence"),
)
BLANK: Mapping[str, Any] = {column.name: None for column in COLUMNS}


def ask(brief: Brief) -> Answer:
    """Two tables in one, told apart by `table`.

    dependence: how much `node` depends on `on` (`value`, 0 to 1), for what, the other way (`back`), the
    difference (`imbalance`, -1 to 1), how much the two are bound (`mutual`, 0 to 2), and what it rests
    on.  Pairs of which nothing is known but the tie are counted under `unknown`.

    concentration: of one side of `node`, HHI (`value`, 0 to 1), its largest partner (`on`) and that
    partner's `share`, the number of equal partners it comes down to, and the part nobody speaks of.

    Numbers are pairs, least and most; equal where known; None where there is nothing to say.
    """
    pairs = dependencies(brief)
    told = {pair: one for pair, one in pairs.items() if one.ends != ANYTHING}
    sides = concentrations(brief)
    rows = [_dependence(one, pairs.get((one.partner, one.holder))) for one in told.values()]
    rows.sort(key=lambda row: (-row["value"][0], -row["value"][1], brief.name(row["node"]), row["node"]))
    rows += [_concentration(one) for one in sides if one.hhi is not None]
    silent = [pair for pair in pairs if pair not in told]
    few = [one for one in sides if one.hhi is None]
    unknown = []
    if silent:
        ids = tuple(sorted({node for pair in silent for node in pair}))
        unknown.append(Unknown("dependence", ids, "power.nothing_known", {"n": len(silent)}))
    if few:
        ids = tuple(sorted({one.total.holder for one in few}))
        unknown.append(Unknown("concentration", ids, "power.few_shares", {"n": len(few)}))
    return Answer(
        "power",
        COLUMNS,
        tuple(rows),
        summary=_summary(rows, told),
        unknown=tuple(unknown),
        cannot_tell=("power.cannot_intent", "power.cannot_absent"),
        used=_used(brief),
    )


QUESTION = Question("power", "Who depends on whom, one-sidedness, concentration.", ("exchange",), ask)


def _summary(
    rows: list[dict[str, Any]], told: Mapping[Any, Dependence]
) -> tuple[tuple[str, Mapping[str, object]], ...]:
    known = sum(one.ends.point is not None for one in told.values())
    counted = {"n": len(told), "known": known, "between": len(told) - known}
    single = sum(row["roots"] == 1 for row in rows)
    found: list[tuple[str, Mapping[str, object]]] = [("power.counted", counted)]
    if single:
        found.append(("power.one_source", {"n": single, "all": len(rows)}))
    return tuple(found)


def _used(brief: Brief) -> tuple[tuple[str, Mapping[str, object]], ...]:
    found: list[tuple[str, Mapping[str, object]]] = [("used.dependence", {}), ("used.exchange", {})]
    if values := sum(one.said == "values" for one in shares(brief)):
        found.append(("used.values", {"n": values}))
    if brief.facts.as_of:
        found.append(("used.as_of", {"date": brief.facts.as_of}))
    return tuple(found)


def _dependence(one: Dependence, other: Dependence | None) -> dict[str, Any]:
    back = other.ends if other else None
    facts = [fact for need in one.needs for fact in need.facts]
    return {
        **BLANK,
        "table": "dependence",
        "node": one.holder,
        "on": one.partner,
        "means": one.worst.means,
        "value": _ends(one.ends),
        "back": _ends(back),
        "imbalance": _ends(imbalance(one.ends, back)) if back else None,
        "share": _ends(one.worst.share),
        "elsewhere": _ends(one.worst.elsewhere),
        "roots": len({root for fact in facts for root in fact.roots}),
        "evidence": evidence_of(facts),
        "mutual": _ends(mutual(one.ends, back)) if back else None,
    }


def _concentration(one: Concentration) -> dict[str, Any]:
    return {
        **BLANK,
        "table": "concentration",
        "node": one.total.holder,
        "on": one.largest.partner if one.largest else None,
        "means": one.total.means,
        "value": _ends(one.hhi),
        "share": _ends(one.largest.share) if one.largest else None,
        "partners": one.partners,
        "unaccounted": one.total.unaccounted,
        "roots": len({root for fact in one.facts for root in fact.roots}),
        "evidence": evidence_of(one.facts),
    }


def _ends(ends: Interval | None) -> tuple[float, float] | None:
    return (round(ends.low, 12), round(ends.high, 12)) if ends else None
