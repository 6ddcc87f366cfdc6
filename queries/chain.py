"""What lies behind a direct supplier: who, how much of it, by which way, and where the map ends.

What passes whom is the multi-tier dependence of `queries.measures.passing` on the shares of purchases
(`queries.upstream`).  Shares say what somebody buys, not which stone is in which load.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor
from typing import Any

from queries.measures.concentration import effective_number
from queries.question import Answer, Brief, Column, Question, Unknown, evidence_of
from queries.shares import shares
from queries.sides import Interval
from queries.upstream import Behind, Supplier, Tier, Upstream, upstream

MOST_TIES, MOST_BUYERS = 100_000, 100
"""Ties, and buyers, that are followed when nobody is named; the other buyers are counted."""
FEW_BUYERS = 3
TOLD = 3

COLUMNS = (
    Column("table", "word"),
    Column("node", "node"),
    Column("tier", "number"),
    Column("supplier", "node"),
    Column("value", "interval"),
    Column("share", "interval"),
    Column("path", "nodes"),
    Column("carries", "interval"),
    Column("gate", "node"),
    Column("remark", "word"),
    Column("n", "number"),
    Column("partners", "interval"),
    Column("unaccounted", "interval"),
    Column("roots", "number"),
    Column("evidence", "evidence"),
)
BLANK: Mapping[str, Any] = {column.name: None for column in COLUMNS}
Line = tuple[str, Mapping[str, object]]


def ask(brief: Brief) -> Answer:
    """Three tables for each buyer (importers and customers, or whom `brief.about` names), told by `table`.

    behind: `supplier` supplies `node`, `tier` steps back.  `value`: the part of `node`'s purchases that
    passes it, 0 to 1; `share`: what it sells `node` itself; `path`: the way that carries most, between the
    two, and `carries` how much that is; `gate`: whom all that is known from it passes; `unaccounted`: the
    part of its own purchases that no share speaks of, None for a quarry.

    tier: of what is `tier` steps back, how many parties (`n`), the HHI (`value`), the number of equal
    partners it comes down to (`partners`), and the part of the purchases that may be there unaccounted for.

    unknown: `supplier` supplies `node`, and nobody says where it buys itself; `tier` 0 is the buyer.

    Numbers are pairs, least and most, over what the known shares leave room for; None where there is
    nothing to say.  Cost grows with ties times buyers, and is cut off where nobody is named.
    """
    told = upstream(brief)
    asked, left = _asked(brief, told)
    found = [told.behind(buyer) for buyer in asked]
    rows = [row for one in found for row in _rows(brief, told, one)]
    return Answer(
        "chain",
        COLUMNS,
        tuple(rows),
        summary=tuple(_summary(brief, told, found)),
        unknown=tuple(_unknown(told, found, left)),
        cannot_tell=("chain.cannot_ways", "chain.cannot_stone"),
        used=_used(brief, found),
    )


QUESTION = Question("chain", "What lies behind a direct supplier, at any tier.", ("exchange",), ask)


def _asked(brief: Brief, told: Upstream) -> tuple[list[str], list[str]]:
    """Whose chain is followed, by name, and whose is too much; guests go before others."""
    if brief.about:
        return list(brief.about), []
    guests = brief.guests.members if brief.guests else ()
    order = sorted(told.buyers, key=lambda node: (node not in guests, brief.name(node), node))
    done: list[str] = []
    followed = 0
    for buyer in order:
        followed += told.ties_behind(buyer)
        if done and (followed > MOST_TIES or len(done) == MOST_BUYERS):
            break
        done.append(buyer)
    return sorted(done, key=lambda node: (brief.name(node), node)), order[len(done) :]


def _rows(brief: Brief, told: Upstream, one: Behind) -> Iterator[Mapping[str, Any]]:
    suppliers = sorted(one.suppliers, key=lambda s: (s.tier, -s.value.low, -s.value.high, brief.name(s.node)))
    for supplier in suppliers:
        yield _behind(brief, told, one, supplier)
    for tier in one.tiers:
        yield _tier(one, tier)
    if not suppliers and one.buyer not in told.origins:
        said = brief.net.nodes[one.buyer]["said"]
        whole = {"tier": 0, "supplier": one.buyer, "value": (1.0, 1.0), "evidence": evidence_of(said)}
        yield {**BLANK, "table": "unknown", "node": one.buyer, **whole}
    for supplier in suppliers:
        if supplier.silent:
            facts = told.along(one.buyer, supplier.path)
            row = {"tier": supplier.tier, "supplier": supplier.node, "value": _ends(supplier.value)}
            yield {**BLANK, "table": "unknown", "node": one.buyer, **row, "evidence": evidence_of(facts)}


def _behind(brief: Brief, told: Upstream, one: Behind, supplier: Supplier) -> dict[str, Any]:
    facts = told.along(one.buyer, supplier.path)
    loose = supplier.node in told.loose
    return {
        **BLANK,
        "table": "behind",
        "node": one.buyer,
        "tier": supplier.tier,
        "supplier": supplier.node,
        "value": _ends(supplier.value),
        "share": _ends(supplier.share.share) if supplier.share else None,
        "path": supplier.path[:-1],
        "carries": _ends(supplier.carries),
        "gate": supplier.gate or None,
        "remark": "several" if loose else "not_met" if supplier.hidden else "",
        "unaccounted": (supplier.unaccounted,) * 2 if supplier.unaccounted is not None else None,
        "roots": len({root for fact in facts for root in fact.roots}),
        "evidence": evidence_of(facts),
    }


def _tier(one: Behind, tier: Tier) -> dict[str, Any]:
    hhi = tier.hhi
    partners = (effective_number(hhi.high), effective_number(hhi.low)) if hhi else None
    return {
        **BLANK,
        "table": "tier",
        "node": one.buyer,
        "tier": tier.number,
        "value": _ends(hhi) if hhi else None,
        "n": tier.parties,
        "partners": partners,
        "unaccounted": (round(tier.rest, 12),) * 2,
    }


def _summary(brief: Brief, told: Upstream, found: Sequence[Behind]) -> Iterator[Line]:
    known = [one for one in found if one.suppliers]
    every = {s.node for one in known for s in one.suppliers}
    deeper = {s.node for one in known for s in one.suppliers if s.tier > 1}
    depth = max((one.depth for one in known), default=0)
    yield (
        "chain.counted",
        {"n": len(known), "suppliers": len(every), "deeper": len(deeper), "steps": depth},
    )
    if len(known) > FEW_BUYERS:
        low = min(one.unaccounted.low for one in known)
        high = max(one.unaccounted.high for one in known)
        yield "chain.unaccounted", {"low": at_least(low), "high": at_most(high)}
        return
    for one in known:
        yield from _told(brief, told, one)


def _told(brief: Brief, told: Upstream, one: Behind) -> Iterator[Line]:
    """What stands out behind one buyer, in sentences."""
    buyer = brief.name(one.buyer)
    ends = {"low": at_least(one.unaccounted.low), "high": at_most(one.unaccounted.high)}
    if one.unaccounted.point is None:
        yield "chain.ends_between", {"buyer": buyer, **ends}
    else:
        yield "chain.ends", {"buyer": buyer, "share": round(100 * one.unaccounted.low)}
    single = [s for s in one.suppliers if s.hidden and s.value.low >= 0.01 and s.node not in told.loose]
    for supplier in sorted(single, key=lambda s: (-s.value.low, brief.name(s.node)))[:TOLD]:
        share = at_least(supplier.value.low)
        yield "chain.not_met", {"buyer": buyer, "supplier": brief.name(supplier.node), "share": share}
    for circle in one.circles[:TOLD]:
        names = sorted(brief.name(node) for node in circle)
        yield "chain.circle", {"names": " / ".join(names[:5]) + (" / …" if len(names) > 5 else "")}


def _unknown(told: Upstream, found: Sequence[Behind], left: Sequence[str]) -> Iterator[Unknown]:
    if blank := tuple(one.buyer for one in found if not one.suppliers and one.buyer not in told.origins):
        yield Unknown("chain", blank, "chain.no_suppliers", {"n": len(blank)})
    if silent := {s.node: None for one in found for s in one.suppliers if s.silent}:
        yield Unknown("chain", tuple(silent), "chain.silent", {"n": len(silent)})
    if more := sum(one.left_out for one in found):
        ids = tuple(one.buyer for one in found if one.left_out)
        yield Unknown("chain", ids, "chain.left_out", {"n": more})
    if left:
        yield Unknown("chain", tuple(left), "chain.too_many", {"n": len(left)})


def _used(brief: Brief, found: Sequence[Behind]) -> tuple[Line, ...]:
    used: list[Line] = [("chain.used", {}), ("used.exchange", {})]
    if any(one.circles for one in found):
        used.append(("chain.used_circles", {}))
    if values := sum(one.said == "values" and one.means == "purchases" for one in shares(brief)):
        used.append(("used.values", {"n": values}))
    if brief.facts.as_of:
        used.append(("used.as_of", {"date": brief.facts.as_of}))
    return tuple(used)


def at_least(part: float) -> int:
    """A part of a whole in whole percents, rounded down."""
    return floor(100 * part + 1e-9)


def at_most(part: float) -> int:
    """The same, rounded up."""
    return ceil(100 * part - 1e-9)


def _ends(ends: Interval) -> tuple[float, float]:
    return (round(ends.low, 12), round(ends.high, 12))
