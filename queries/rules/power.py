"""P006 and C001: who hangs on one other, and what hangs on few partners.

P001 to P005 look at the room (`queries.rules.room`); these look at the map.  The bars are ours: more
than the settings' `captured_above` (0.5) is much, `LITTLE` is little; half of a whole that runs through
one partner, or an HHI of 0.5, comes down to fewer than two equal partners.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.schema import PEOPLE
from queries.concentration import NOT_ONE, concentrations
from queries.dependence import Dependence, dependencies
from queries.guests import together
from queries.hearing import Hearing
from queries.question import Finding
from queries.rules import resting

LITTLE = 0.25
FEW = 0.5
BOUGHT_AND_SOLD = ("sales", "purchases", "credit", "budget")


def findings(hearing: Hearing) -> Iterator[Finding]:
    """Every finding about power on the map, in no order that means anything."""
    told: set[tuple[str, str]] = set()
    for finding in one_sided(hearing):
        told.add((finding.about[0], finding.about[1]))
        yield finding
    yield from concentrated(hearing, told)


def one_sided(hearing: Hearing) -> Iterator[Finding]:
    """P006: X surely depends much on Y; Y surely little on X, or nobody says ("unclear")."""
    brief = hearing.brief
    pairs, seated = dependencies(brief), {frozenset(pair) for pair in together(brief)}
    for one in pairs.values():
        much = one.ends.low > brief.settings.captured_above
        if frozenset((one.holder, one.partner)) in seated:  # P004 says it of guests in one session
            continue
        if not much or _several(hearing, one.partner) or hearing.safety.unsafe(one.holder):
            continue
        other = pairs.get((one.partner, one.holder))
        if other is None or other.ends.high - other.ends.low > FEW:
            yield _one_sided(hearing, one, "unclear")
        elif other.ends.high < LITTLE:
            yield _one_sided(hearing, one, "", other)


def _one_sided(hearing: Hearing, one: Dependence, variant: str, other: Dependence | None = None) -> Finding:
    made = Finding(
        "P006",
        "note" if variant else _severity(hearing, one),
        (one.holder, one.partner, one.worst.means),
        nodes={"X": one.holder, "Y": one.partner},
        values={"means": f"@means.{one.worst.means}"},
        variant=variant,
        weight=one.ends.low,
    )
    back = other.worst.facts if other else ()
    return resting(hearing.brief, made, (*one.worst.facts, *back))


def _severity(hearing: Hearing, one: Dependence) -> str:
    """High for people, medium for others; a note where the stronger party is not on the given list."""
    if hearing.brief.kind(one.holder) in PEOPLE:
        return "high"
    return "medium" if hearing.brief.guests is None or one.partner in hearing.members else "note"


def concentrated(hearing: Hearing, told: set[tuple[str, str]]) -> Iterator[Finding]:
    """C001: a side that comes down to fewer than two equal partners, unless P006 says so of the largest."""
    brief = hearing.brief
    for one in concentrations(brief):
        holder, largest = one.total.holder, one.largest
        if one.hhi is None or largest is None or one.hhi.low <= FEW:
            continue
        organisation = one.total.means in BOUGHT_AND_SOLD and brief.kind(holder) not in PEOPLE
        if not organisation or (holder, largest.partner) in told or _several(hearing, largest.partner):
            continue
        made = Finding(
            "C001",
            "note",
            (holder, one.total.means),
            nodes={"X": holder, "Y": largest.partner},
            values={"means": f"@means.{one.total.means}"},
            weight=one.hhi.low,
        )
        yield resting(brief, made, one.facts)


def _several(hearing: Hearing, node: str) -> bool:
    return hearing.brief.net.nodes[node].get("extent") in NOT_ONE
