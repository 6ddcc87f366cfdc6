"""B001: groups of workers to whom every known contact of companies runs through one party.

Level team: who is the only door is not for others to read.  Nobody of the people, of those who speak for
them or of defenders is named as that door: what is to be put right is that there is only one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.facts import Fact
from graph.terms import Level
from queries.captured import OVER
from queries.contacts import contacts, free_companies, is_civil, single_doors
from queries.hearing import Hearing
from queries.question import Brief, Finding
from queries.rules import resting


def findings(hearing: Hearing) -> Iterator[Finding]:
    """Every finding about single ways, in no order that means anything."""
    brief = hearing.brief
    known = contacts(brief)
    companies = free_companies(brief, known)
    by_door: dict[str, list[str]] = defaultdict(list)
    for group, door in single_doors(brief, known, companies).items():
        if not hearing.safety.unsafe(group) and not hearing.safety.unsafe(door):
            by_door[door].append(group)
    ways = known.ways(companies, [group for groups in by_door.values() for group in groups])
    for door, groups in sorted(by_door.items()):
        over = tuple(group for group in groups if _has_hold(brief, door, group))
        rest = tuple(group for group in groups if group not in over)
        for told, variant in ((over, "hold"), (rest, "" if is_civil(brief, door) else "named")):
            if told:
                facts = [fact for group in told for fact in known.along(ways[group])]
                yield _single(hearing, door, told, variant, facts)


def _has_hold(brief: Brief, door: str, group: str) -> bool:
    return any(fact.a == door for relation in OVER for fact in brief.facts.into(relation, group))


def _single(
    hearing: Hearing, door: str, groups: tuple[str, ...], variant: str, facts: Sequence[Fact]
) -> Finding:
    nodes: dict[str, str | tuple[str, ...]] = {"group": groups}
    if variant:
        nodes["Y"] = door
    severity = "high" if variant == "hold" else "medium"
    made = Finding("B001", severity, (door, *groups), nodes, variant=variant, level=Level.TEAM)
    return resting(hearing.brief, made, facts)
