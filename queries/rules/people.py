"""P: the people concerned at the table: seats they filled themselves, and guests who depend on guests."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from graph.facts import Fact
from queries.dependence import Dependence, Need, dependencies
from queries.guests import parts, together
from queries.hearing import Hearing
from queries.ladder import CHOSEN
from queries.question import Finding
from queries.rules import resting

DECIDES_ON = {
    "sales": "sales",
    "income": "income",
    "credit": "credit",
    "jobs": "jobs",
    "budget": "budget",
    "permit": "permit",
}


def findings(hearing: Hearing) -> Iterator[Finding]:
    """Every finding about seats of the people concerned and about guests who depend on one another."""
    yield from _too_few(hearing)
    yield from _bound(hearing)


def seats_wanted(hearing: Hearing) -> int:
    """How many seats the people concerned should hold at least: one, or the plan's share of the list."""
    guests = hearing.brief.guests
    plan = hearing.brief.settings.plans.get(guests.title) if guests else None
    share = plan.rights_share if plan and plan.rights_share else 0.0
    return max(1, ceil(share * len(guests.members) - 1e-9)) if guests else 0


def _too_few(hearing: Hearing) -> Iterator[Finding]:
    """P001; nothing is said where nobody is known to be touched, or where more seats may be theirs."""
    guests = hearing.brief.guests
    if guests is None or not hearing.complete or not guests.members or not hearing.cells:
        return
    sure, maybe = hearing.rights_seats
    if len(sure) + len(maybe) < seats_wanted(hearing):
        about = (guests.dialogue, *guests.members)
        told = parts(hearing.brief.facts, guests.dialogue)
        made = Finding("P001", "high", tuple(one for one in about if one), variant="" if sure else "none")
        yield resting(hearing.brief, made, [fact for one in guests.members for fact in told.get(one, ())])


def _bound(hearing: Hearing) -> Iterator[Finding]:
    """P004: two guests in one session, of whom one, or the people it speaks for, depends on the other."""
    depends = dependencies(hearing.brief)
    for pair in together(hearing.brief):
        for guest, other in (pair, pair[::-1]):
            if any(hearing.safety.unsafe(one) for one in (guest, other)):
                continue
            need = _need(hearing, depends.get((guest, other)))
            if need:
                yield _apart_first(hearing, guest, other, need, "", need.facts)
                continue
            for fact in hearing.brief.facts.out("REPRESENTS", guest):
                theirs = fact.get("basis") in CHOSEN and _need(hearing, depends.get((fact.b, other)))
                if theirs:
                    yield _apart_first(hearing, guest, other, theirs, "people", (fact, *theirs.facts))
                    break


def _need(hearing: Hearing, one: Dependence | None) -> Need | None:
    """The means by which the one surely depends on the other, beyond the threshold."""
    above = hearing.brief.settings.captured_above
    needs = one.needs if one else ()
    return next((n for n in needs if n.means in DECIDES_ON and n.dependence.low > above), None)


def _apart_first(
    hearing: Hearing, guest: str, other: str, need: Need, variant: str, facts: tuple[Fact, ...]
) -> Finding:
    nodes = {"X": guest, "Y": other}
    values = {"means": f"@P004.means.{DECIDES_ON[need.means]}"}
    made = Finding("P004", "high", (guest, other), nodes, values, variant)
    return resting(hearing.brief, made, facts)
