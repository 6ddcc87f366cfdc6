"""Who connects groups, and as what: roles between sides, contact, single doors, and who can be gone round.

Roles are counted on the influence layer (`queries.brokers`), betweenness, parts and doors on contact
(`queries.contacts`), constraint and effective size on exchange.  What one party alone holds together says
also whom it would hurt to lose: doors, and all figures about people and those who speak for them, are for
the team, and are never put in order of size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph.terms import Level
from queries.brokers import Brokers, brokers
from queries.concentration import NOT_ONE
from queries.contacts import Contacts, contacts, free_companies, is_civil, side_of, single_doors
from queries.measures.cut_nodes import Part
from queries.question import Answer, Brief, Column, Question, Unknown, evidence_of
from queries.sure import sureness
from queries.sure_said import BETWEEN
from queries.sure_said import used as drawn
from queries.surroundings import Surrounded, surroundings

MOST_NAMED = 5

COLUMNS = (
    Column("table", "word"),
    Column("node", "node"),
    Column("side", "word"),
    Column("role", "word"),
    Column("n", "number"),
    Column("partial", "number"),
    Column("expected", "number"),
    Column("deviation", "number"),
    Column("betweenness", "number"),
    Column("others", "nodes"),
    Column("sides", "words"),
    Column("constraint", "number"),
    BETWEEN,
    Column("effective", "number"),
    Column("efficiency", "number"),
    Column("hierarchy", "number"),
    Column("remark", "word"),
    Column("roots", "number"),
    Column("evidence", "evidence"),
)
BLANK: Mapping[str, Any] = {column.name: None for column in COLUMNS}
Line = tuple[str, Mapping[str, object]]


def ask(brief: Brief) -> Answer:
    """Five tables in one, told apart by `table`.

    role: how often `node` stands between two others of whom the one moves it, it moves the other, and the
    one does not move the other (`n`), as coordinator, itinerant, gatekeeper, representative or liaison
    between sides; `partial` shares each pair out over all who stand between the two; `expected` and
    `deviation` are what chance would give.

    contact: with how many contact is known (`n`), and on which part of the shortest ways between others
    `node` is (`betweenness`, 0 to 1).

    door: parties (`n`) who reach the rest of their part of the map through `node` alone, some of them
    (`others`), and their `sides`.  For the team only, by name.

    part: one of the parts of the map between which no contact is known: how many there are in it (`n`),
    some of them, and their sides; the largest first.

    partners: how `node` stands among its `n` partners in exchange: `constraint` (small: they do not deal
    with each other), `between` its 5 % and 95 % points over the draws, `effective` size, `efficiency` (0 to
    1) and `hierarchy` (0 to 1); None where most shares are missing.  There is no such interval for roles
    and ways: they hang on ties that nobody told of more than on how sure the known ones are.

    Below level team figures about people, those who speak for them, and defenders are left out.
    Cost: betweenness follows ways from every party, or from 500 above 3,000; the rest grows with ties.
    """
    known, between = contacts(brief), surroundings(brief)
    told = brokers(brief)
    rows = [
        *_by_size(brief, _role_rows(brief, told), "n"),
        *_by_size(brief, _contact_rows(brief, known), "betweenness"),
        *sorted(_door_rows(brief, known), key=lambda row: (brief.name(row["node"]), row["node"])),
        *_part_rows(known),
        *_by_size(brief, _between_rows(brief, between), "efficiency"),
    ]
    shown = tuple(row for row in rows if _may_see(brief, row))
    return Answer(
        "bridges",
        COLUMNS,
        shown,
        summary=tuple(_summary(brief, known, told)),
        unknown=tuple(_unknown(brief, known, told, between)),
        cannot_tell=_cannot(brief),
        used=_used(brief, known, told),
    )


QUESTION = Question("bridges", "Who connects groups, and as what.", ("influence", "contact", "exchange"), ask)


def _is_team(brief: Brief) -> bool:
    return bool(brief.net.graph["level"] == Level.TEAM)


def _may_see(brief: Brief, row: Mapping[str, Any]) -> bool:
    if _is_team(brief) or row["table"] == "part":
        return True
    return row["table"] != "door" and not is_civil(brief, row["node"])


def _remark(brief: Brief, node: str) -> str:
    if brief.net.nodes[node].get("extent") in NOT_ONE:
        return "several"
    return "people" if is_civil(brief, node) else ""


def _by_size(brief: Brief, rows: Iterator[dict[str, Any]], size: str) -> list[dict[str, Any]]:
    """Companies, offices and the like by size; people, those who speak for them, and several by name."""

    def order(row: Mapping[str, Any]) -> tuple[Any, ...]:
        has_place = not row["remark"] and row[size] is not None
        return (not has_place, -row[size] if has_place else 0, brief.name(row["node"]), row["node"])

    return sorted(rows, key=order)


def _role_rows(brief: Brief, told: Brokers) -> Iterator[dict[str, Any]]:
    for one in told.found:
        facts = told.around[one.node]
        yield {
            **BLANK,
            "table": "role",
            "node": one.node,
            "side": side_of(brief, one.node),
            "role": one.role,
            "n": one.count,
            "partial": None if one.partial is None else round(one.partial, 12),
            "expected": round(one.expected, 12),
            "deviation": round(one.deviation, 12),
            "remark": _remark(brief, one.node),
            "roots": len({root for fact in facts for root in fact.roots}),
            "evidence": evidence_of(facts),
        }


def _contact_rows(brief: Brief, known: Contacts) -> Iterator[dict[str, Any]]:
    for row, node in enumerate(known.nodes):
        facts = known.around(node)
        yield {
            **BLANK,
            "table": "contact",
            "node": node,
            "side": known.sides[row],
            "n": known.known_to(node),
            "betweenness": round(float(known.between[row]), 12),
            "remark": _remark(brief, node),
            "roots": len({root for fact in facts for root in fact.roots}),
            "evidence": evidence_of(facts),
        }


def _door_rows(brief: Brief, known: Contacts) -> Iterator[dict[str, Any]]:
    for node, parts in known.doors.items():
        main = max(parts, key=lambda part: (sum(part.counts), known.nodes[part.first]))
        apart = [part for part in parts if part is not main]
        facts = [fact for part in apart for fact in known.facts[node, known.nodes[part.first]]]
        yield {
            **BLANK,
            "table": "door",
            "node": node,
            "side": known.sides[known.index[node]],
            "n": sum(sum(part.counts) for part in apart),
            "others": tuple(sorted(known.nodes[part.first] for part in apart)[:MOST_NAMED]),
            "sides": _sides(known, apart),
            "remark": _remark(brief, node),
            "roots": len({root for fact in facts for root in fact.roots}),
            "evidence": evidence_of(facts),
        }


def _sides(known: Contacts, parts: list[Part]) -> tuple[str, ...]:
    held = [side for at, side in enumerate(known.every_side) if any(part.counts[at] for part in parts)]
    return tuple(side for side in held if side)


def _part_rows(known: Contacts) -> Iterator[dict[str, Any]]:
    for nodes in known.parts:
        sides = {known.sides[known.index[node]] for node in nodes} - {""}
        row = {"n": len(nodes), "others": nodes[:MOST_NAMED], "sides": tuple(sorted(sides))}
        yield {**BLANK, "table": "part", **row}


def _between_rows(brief: Brief, between: Mapping[str, Surrounded]) -> Iterator[dict[str, Any]]:
    sure = sureness(brief, "constraint")
    for node, one in between.items():
        yield {
            **BLANK,
            "table": "partners",
            "node": node,
            "side": side_of(brief, node),
            "n": one.partners,
            "constraint": one.constraint,
            "between": sure.between(node) if one.constraint is not None else None,
            "effective": one.effective,
            "efficiency": one.efficiency,
            "hierarchy": one.hierarchy,
            "remark": _remark(brief, node) or ("not_computed" if one.constraint is None else ""),
            "roots": len({root for fact in one.facts for root in fact.roots}),
            "evidence": evidence_of(one.facts),
        }


def _summary(brief: Brief, known: Contacts, told: Brokers) -> Iterator[Line]:
    yield "bridges.contact", {"n": len(known.nodes), "parts": len(known.parts)}
    if _is_team(brief):
        yield "bridges.doors", {"n": len(known.doors)}
        if groups := sorted(single_doors(brief, known, free_companies(brief, known)), key=brief.name):
            names = tuple(brief.name(group) for group in groups[:MOST_NAMED])
            yield "bridges.single" if len(groups) <= MOST_NAMED else "bridges.single_more", {
                "names": names, "more": len(groups) - len(names),
            }  # fmt: skip
    yield "bridges.roles", {"n": told.parties, "ties": told.ties}


def _unknown(
    brief: Brief, known: Contacts, told: Brokers, between: Mapping[str, Surrounded]
) -> Iterator[Unknown]:
    groups = tuple(n for n in brief.stakeholders() if brief.kind(n) == "WorkerGroup" and n not in known.index)
    if groups:
        yield Unknown("contact", groups, "bridges.no_contact", {"n": len(groups)})
    if told.sideless:
        yield Unknown("role", told.sideless, "bridges.no_side", {"n": len(told.sideless)})
    few = tuple(node for node, one in between.items() if one.constraint is None)
    if few:
        yield Unknown("partners", few, "bridges.few_shares", {"n": len(few)})


def _cannot(brief: Brief) -> tuple[str, ...]:
    hidden = () if _is_team(brief) else ("bridges.cannot_team",)
    return ("bridges.cannot_absent", "bridges.cannot_role", *hidden)


def _used(brief: Brief, known: Contacts, told: Brokers) -> tuple[Line, ...]:
    ways = ("bridges.used_pivots", {"n": known.pivots}) if known.pivots else ("bridges.used_exact", {})
    used: list[Line] = [("used.contact", {}), ways, *told.layer.used, ("bridges.used_roles", {})]
    if any(one.partial is None for one in told.found):
        used.append(("bridges.used_no_credit", {}))
    used += [("used.exchange", {}), ("bridges.used_between", {})]
    if brief.facts.as_of:
        used.append(("used.as_of", {"date": brief.facts.as_of}))
    return (*used, *drawn(sureness(brief, "constraint")))
