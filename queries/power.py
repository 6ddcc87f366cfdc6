"""Who depends on whom and how one-sided it is; how far each side hangs on few partners.

Dependence is Emerson's (`queries.dependence`), concentration is the HHI (`queries.concentration`); how
sure they are comes from `queries.sure`.  Numbers describe; nothing here says who is to be invited.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from queries.bargaining import Bargainer, bargainers
from queries.concentration import Concentration, concentrations
from queries.dependence import PERMIT, Dependence, dependencies, imbalance, mutual
from queries.draws import power_over
from queries.measures.bargaining import KAPPAS
from queries.ordering import by_value, remark
from queries.project import exchange
from queries.question import Answer, Brief, Column, Question, Unknown, evidence_of
from queries.sides import ANYTHING, SIDE, Interval
from queries.sure import NO, ONE_SOURCE, YES, Sure, sureness
from queries.sure_said import (
    BETWEEN,
    IF_MISSING,
    RANK,
    TOP,
    Line,
    cells,
    cells_if_missing,
    first_three,
    orders,
)
from queries.sure_said import used as drawn

COLUMNS = (
    Column("table", "word"),
    Column("node", "node"),
    Column("on", "node"),
    Column("means", "word"),
    Column("value", "interval"),
    BETWEEN,
    RANK,
    TOP,
    *IF_MISSING,
    Column("back", "interval"),
    Column("imbalance", "interval"),
    Column("more", "word"),
    Column("share", "interval"),
    Column("elsewhere", "interval"),
    Column("partners", "interval"),
    Column("unaccounted", "share"),
    Column("remark", "word"),
    Column("lacks", "inputs"),
    Column("roots", "number"),
    Column("evidence", "evidence"),
)
BLANK: Mapping[str, Any] = {column.name: None for column in COLUMNS} | {"lacks": ()}


def ask(brief: Brief) -> Answer:
    """Four tables in one, told apart by `table`.

    dependence: how much `node` depends on `on` (`value`, 0 to 1), for what, the other way (`back`), the
    difference (`imbalance`, -1 to 1), how much the two are bound (`mutual`, 0 to 2), and whether it may be
    said that `node` depends more on `on` than the other way round (`more`: yes, not_said, one_source).
    Pairs of which nothing is known but the tie are counted under `unknown`.

    power_over: the dependence of all others on `node`, added up (`value`, 0 to their number); None where
    more than half of it is not known exactly.  Those with most of it stand first; people, and names that
    stand for several, follow by name and have no rank.

    bargaining: who profits most from others lacking options, at every reach of a band (`queries.bargaining`):
    `value` is the least and most over the band, 1 being middling; `top3` is its least over the band.

    concentration: of one side of `node`, HHI (`value`, 0 to 1), its largest partner (`on`) and that
    partner's `share`, the number of equal partners it comes down to, and the part nobody speaks of; it is
    ranked among sides of the same means.

    Numbers are pairs, least and most; equal where known; None where there is nothing to say.  `between`,
    `rank` and `top3` are as in `queries.influence`, `lacks` what nobody states.
    """
    pairs = dependencies(brief)
    told = {pair: one for pair, one in pairs.items() if one.ends != ANYTHING}
    rows = [_dependence(brief, one, pairs.get((one.partner, one.holder))) for one in told.values()]
    rows.sort(key=lambda row: (-row["value"][0], -row["value"][1], brief.name(row["node"]), row["node"]))
    rows += by_value(brief, _powers(brief), "value")
    rows += [_bargainer(one) for one in bargainers(brief)]
    rows += [_concentration(brief, one) for one in concentrations(brief) if one.hhi is not None]
    return Answer(
        "power",
        COLUMNS,
        tuple(rows),
        summary=_summary(brief, rows, told),
        unknown=tuple(_unknown(brief, rows)),
        cannot_tell=("power.cannot_intent", "power.cannot_absent"),
        used=_used(brief),
    )


QUESTION = Question("power", "Who depends on whom, one-sidedness, concentration.", ("exchange",), ask)


def _summary(brief: Brief, rows: list[dict[str, Any]], told: Mapping[Any, Dependence]) -> tuple[Line, ...]:
    known = sum(one.ends.point is not None for one in told.values())
    lines: list[Line] = [
        ("power.counted", {"n": len(told), "known": known, "between": len(told) - known}),
    ]
    for verdict, key in ((YES, "power.one_sided"), (ONE_SOURCE, "power.one_sided_one_source")):
        if n := sum(row["more"] == verdict for row in rows):
            lines.append((key, {"n": n}))
    sure = sureness(brief, "power_over")
    lines += [*first_three(brief, sure, "power"), *orders(brief, sure)]
    lines += _bargaining(brief)
    if single := sum(row["roots"] == 1 for row in rows):
        lines.append(("power.one_source", {"n": single, "all": len(rows)}))
    return tuple(lines)


def _bargaining(brief: Brief) -> list[Line]:
    """Who may be named as profiting most from others lacking options."""
    found = bargainers(brief)
    return [
        (key, {"names": tuple(sorted(brief.name(one.node) for one in found if one.verdict == verdict))})
        for verdict, key in ((YES, "power.bargains"), (ONE_SOURCE, "power.bargains_one_source"))
        if any(one.verdict == verdict for one in found)
    ]


def _unknown(brief: Brief, rows: Iterable[Mapping[str, Any]]) -> Iterable[Unknown]:
    """What is not worked out, about whom, and which inputs are missing."""
    silent = {pair: one for pair, one in dependencies(brief).items() if one.ends == ANYTHING}
    if silent:
        ids = sorted({node for pair in silent for node in pair})
        lacks = _inputs(one.inputs for one in silent.values())
        yield Unknown("dependence", tuple(ids), "power.nothing_known", {"n": len(silent), "inputs": lacks})
    lacking = [row for row in rows if row["remark"] == "not_computed"]
    if lacking:
        ids, lacks = [row["node"] for row in lacking], _inputs(row["lacks"] for row in lacking)
        yield Unknown("power_over", tuple(ids), "power.not_computed", {"n": len(lacking), "inputs": lacks})
    few = [one.total for one in concentrations(brief) if one.hhi is None]
    if few:
        ids = sorted({total.holder for total in few})
        lacks = _inputs((f"{SIDE[total.means].relation}.{SIDE[total.means].share}",) for total in few)
        yield Unknown("concentration", tuple(ids), "power.few_shares", {"n": len(few), "inputs": lacks})


def _inputs(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({one for part in parts for one in part}))


def _used(brief: Brief) -> tuple[Line, ...]:
    found: list[Line] = [("used.dependence", {})]
    needs = [need for one in dependencies(brief).values() for need in one.needs]
    if permits := sum(need.means == PERMIT and need.share.point is not None for need in needs):
        found.append(("used.permit", {"n": permits}))
    if any(one.hhi is not None for one in concentrations(brief)):
        found.append(("used.concentration", {}))
    found += exchange(brief).used
    if any(exchange(brief).weights):
        ends = {"low": f"{min(KAPPAS):g}", "high": f"{max(KAPPAS):g}"}
        found.append(("power.used_bargaining", ends))
    return (*found, *drawn(sureness(brief, "power_over")))


def _dependence(brief: Brief, one: Dependence, other: Dependence | None) -> dict[str, Any]:
    back = other.ends if other else None
    facts = [fact for need in one.needs for fact in need.facts]
    sure, pair = sureness(brief, "dependence"), (one.holder, one.partner)
    return {
        **BLANK,
        "table": "dependence",
        "node": one.holder,
        "on": one.partner,
        "means": one.worst.means,
        "value": _ends(one.ends),
        "between": _ends(sure.between(pair)),
        "back": _ends(back),
        "imbalance": _ends(imbalance(one.ends, back)) if back else None,
        "more": _more(sure, pair) if back and back != ANYTHING and sure.draws else None,
        "share": _ends(one.worst.share),
        "elsewhere": _ends(one.worst.elsewhere),
        "lacks": one.inputs,
        "roots": len({root for fact in facts for root in fact.roots}),
        "evidence": evidence_of(facts),
        "mutual": _ends(mutual(one.ends, back)) if back else None,
    }


def _more(sure: Sure, pair: tuple[str, str]) -> str:
    verdict = sure.may_say(pair, pair[::-1])
    return "not_said" if verdict == NO else verdict


def _powers(brief: Brief) -> Iterable[dict[str, Any]]:
    """How much all others depend on each."""
    sure, known = sureness(brief, "power_over"), power_over.standing(brief)
    those: dict[str, list[Dependence]] = defaultdict(list)
    for (_, partner), one in dependencies(brief).items():
        those[partner].append(one)
    for node, ones in sorted(those.items()):
        facts = [fact for one in ones for need in one.needs for fact in need.facts]
        yield {
            **BLANK,
            "table": "power_over",
            "node": node,
            "value": _ends(known.get(node)),
            **(cells(sure, node) if node in known else {}),
            **cells_if_missing(brief, "power_over", node),
            "remark": remark(brief, node, computed=node in known),
            "lacks": _inputs(one.inputs for one in ones),
            "roots": len({root for fact in facts for root in fact.roots}),
            "evidence": evidence_of(facts),
        }


def _bargainer(one: Bargainer) -> dict[str, Any]:
    return {
        **BLANK,
        "table": "bargaining",
        "node": one.node,
        "value": _ends(one.band),
        "between": _ends(one.between),
        "rank": one.rank,
        "top3": one.top,
        "remark": "",
        "roots": len(one.roots),
        "evidence": one.evidence,
    }


def _concentration(brief: Brief, one: Concentration) -> dict[str, Any]:
    sure, side = sureness(brief, "concentration"), (one.total.holder, one.total.means)
    is_open = any(share.open for share in one.total.shares)
    return {
        **BLANK,
        "table": "concentration",
        "node": one.total.holder,
        "on": one.largest.partner if one.largest else None,
        "means": one.total.means,
        "value": _ends(one.hhi),
        "between": _ends(sure.between(side)),
        "rank": sure.rank(side),
        "top3": sure.top(side),
        "share": _ends(one.largest.share) if one.largest else None,
        "partners": one.partners,
        "unaccounted": one.total.unaccounted,
        "lacks": (f"{SIDE[one.total.means].relation}.{SIDE[one.total.means].share}",) if is_open else (),
        "roots": len({root for fact in one.facts for root in fact.roots}),
        "evidence": evidence_of(one.facts),
    }


def _ends(ends: Interval | None) -> tuple[float, float] | None:
    return (round(ends.low, 12), round(ends.high, 12)) if ends else None
