"""What the map does not know, found one way for the question `gaps` and for the rules of `check`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph import schema
from graph.facts import Fact
from graph.fold import Said
from graph.network import Said as Claimed
from graph.records import Decision
from graph.terms import UNKNOWN, Field, Level, Type
from queries.question import Brief
from queries.shares import shares
from queries.sides import SIDE

WIDE = 0.1
"""Shares and degrees that differ by less are no disagreement."""
INPUTS: Mapping[str, tuple[str, ...]] = {
    "OWNS": ("share",),
    "INFLUENCES": ("strength",),
    "REGULATES": ("permit",),
    "KNOWS": ("trust",),
    "REPRESENTS": ("basis", "risks", "places"),
    "AFFECTED_BY": ("scale", "state"),
    "TAKES_PART_IN": ("role", "status"),
    "COMMITS_TO": ("due", "status"),
}
"""Which fields of a tie our questions need, beside the shares and the ways out of `queries.sides`."""

OPEN = tuple(label for label, relation in schema.RELATION.items() if not relation.sensitive)
"""Ties that may be counted and named here: who fears whom is nobody's gap."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing the map does not know: about whom, which tie and field, how often, and what is said."""

    what: str
    nodes: tuple[str, ...] = ()
    relation: str = ""
    field: str = ""
    n: int = 1
    of: int | None = None
    said: tuple[tuple[str, Any], ...] = ()  # source and value, the one that counts first
    facts: tuple[Fact, ...] = ()
    mentions: tuple[Claimed, ...] = ()


def gaps(brief: Brief) -> tuple[Gap, ...]:
    """All of them, in one order: seats, names, groups, figures, then what merely rests on little."""
    parts = (
        unknown_seats, open_names, sleeping, silent_groups, no_kind, wrong_ends, over_the_whole,
        disagreements, missing_inputs, one_source,
    )  # fmt: skip
    return tuple(gap for part in parts for gap in part(brief))


def unknown_seats(brief: Brief) -> Iterator[Gap]:
    """Dialogues of which nobody says that the list of who took part is complete."""
    for node, attributes in brief.net.nodes(data=True):
        if attributes.get("kind") == "Dialogue" and attributes.get("list_complete") != "yes":
            known = {fact.a for fact in brief.facts.into("TAKES_PART_IN", node)}
            yield Gap("seats", (node,), "TAKES_PART_IN", n=len(known), mentions=attributes["said"])


def open_names(brief: Brief) -> Iterator[Gap]:
    """Names that may be one stakeholder or several, all of them visible here."""
    who = brief.net.graph["who"]
    for question in who.questions:
        nodes = tuple(sorted({who.resolve(key) for key in question.keys}))
        if all(node in brief.net for node in nodes):
            yield Gap("name", nodes, n=len(nodes))


def sleeping(brief: Brief) -> Iterator[Gap]:
    """Decisions about names that nobody mentions now; for the team alone, since they hold names."""
    if brief.net.graph["level"] == Level.TEAM:
        asleep: tuple[Decision, ...] = brief.net.graph["who"].sleeping
        for one in sorted(asleep):
            yield Gap("asleep", said=((one.by, f"{one.a_name or one.a} / {one.b_name or one.b}"),))


def silent_groups(brief: Brief) -> Iterator[Gap]:
    """Groups of people of whom no source says what touches them nor who speaks for them."""
    for node in brief.stakeholders():
        if brief.kind(node) in schema.PEOPLE:
            touched = brief.facts.out("AFFECTED_BY", node) or brief.facts.into("REPRESENTS", node)
            if not touched:
                yield Gap("silent", (node,), mentions=brief.net.nodes[node]["said"])


def no_kind(brief: Brief) -> Iterator[Gap]:
    """Stakeholders of which no source says what sort they are."""
    found = [node for node in brief.stakeholders() if not brief.kind(node)]
    if found:
        said = tuple(one for node in found for one in brief.net.nodes[node]["said"])
        yield Gap("kind", tuple(found), field="kind", n=len(found), mentions=said)


def wrong_ends(brief: Brief) -> Iterator[Gap]:
    """Ties between kinds that such a tie does not join; a stakeholder may be of several kinds."""
    for relation in OPEN:
        declared = schema.RELATION[relation]
        for fact in brief.facts.of(relation):
            if not any(declared.joins(a, b) for a in _kinds(brief, fact.a) for b in _kinds(brief, fact.b)):
                yield Gap("ends", (fact.a, fact.b), relation, facts=(fact,))


def _kinds(brief: Brief, node: str) -> tuple[str, ...]:
    also = brief.net.nodes[node].get("also")
    return (brief.kind(node), *(also if isinstance(also, tuple) else ()))


def over_the_whole(brief: Brief) -> Iterator[Gap]:
    """Sides whose shares add up to more than 100 %."""
    for total in shares(brief).totals:
        if total.over:
            side = SIDE[total.means]
            facts = tuple(fact for one in total.shares for fact in one.facts)
            said = (("", total.over),)
            yield Gap("over", (total.holder,), side.relation, side.share, said=said, facts=facts)


def disagreements(brief: Brief) -> Iterator[Gap]:
    """Fields about which sources differ: what counts first, then what lost, with who says so."""
    for node, attributes in brief.net.nodes(data=True):
        for name, lost in attributes["lost"].items():
            field = schema.kind_field(attributes["kind"], name) or schema.any_kind_field(name)
            if _shown(field, name) and (beaten := _apart(field, attributes[name], lost)):
                said = (("", attributes[name]), *beaten)
                yield Gap("differ", (node,), field=name, said=said, mentions=attributes["said"])
    for fact in brief.facts.every():
        for name, lost in fact.lost.items() if fact.relation in OPEN else ():
            field = schema.tie_field(fact.relation, name)
            if _shown(field, name) and (beaten := _apart(field, fact.get(name), lost)):
                said = (("", fact.get(name)), *beaten)
                yield Gap("differ", (fact.a, fact.b), fact.relation, name, said=said, facts=(fact,))


def _shown(field: Field | None, name: str) -> bool:
    return name != "level" and not (field is not None and field.sensitive)


def _apart(field: Field | None, winner: Any, lost: Iterable[Said]) -> tuple[tuple[str, Any], ...]:
    """The values that lost and really differ, newest words first by source."""
    found = []
    for one in lost:
        value = json.loads(one.value)
        near = field is not None and field.type in (Type.SHARE, Type.DEGREE) and _near(value, winner)
        if not near:
            found.append((one.source, value))
    return tuple(sorted(found, key=lambda one: (one[0], str(one[1]))))


def _near(one: Any, other: Any) -> bool:
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return numbers and abs(one - other) < WIDE


def missing_inputs(brief: Brief) -> Iterator[Gap]:
    """Figures and fields that our questions need and nobody states, one gap per tie and field.

    "missing" where nobody was asked, "dont_know" where somebody was and does not know.
    """
    counted: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    every: dict[tuple[str, str], int] = defaultdict(int)
    for one in shares(brief):
        side = SIDE[one.means]
        for field, lacking in (
            (side.share, one.share.point is None),
            (side.elsewhere, not _said(side.elsewhere, one.facts)),
        ):
            every[side.relation, field] += 1
            if lacking:
                counted[_how(one.facts, field), side.relation, field].append(one.facts[0])
    for relation, fields in INPUTS.items():
        for fact in brief.facts.of(relation):
            for field in fields:
                every[relation, field] += 1
                if fact.get(field) in (None, "", UNKNOWN, ()):
                    counted[_how((fact,), field), relation, field].append(fact)
    for (what, relation, field), facts in sorted(counted.items()):
        nodes = tuple(sorted({fact.a for fact in facts}))
        total = every[relation, field]
        yield Gap(what, nodes, relation, field, len(facts), total, facts=tuple(facts))


def _said(field: str, facts: Iterable[Fact]) -> bool:
    return any(fact.get(field) not in (None, "", UNKNOWN) for fact in facts)


def _how(facts: Iterable[Fact], field: str) -> str:
    return "dont_know" if any(fact.get(field) == UNKNOWN for fact in facts) else "missing"


def one_source(brief: Brief) -> Iterator[Gap]:
    """Facts that rest on one independent source, relation by relation; copies of one original are one."""
    for relation in OPEN:
        facts = brief.facts.of(relation)
        single = tuple(fact for fact in facts if len(fact.roots) == 1)
        if single:
            nodes = tuple(sorted({fact.a for fact in single}))
            yield Gap("one_source", nodes, relation, n=len(single), of=len(facts), facts=single)
