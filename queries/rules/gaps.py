"""G: what the map does not know, and how to find out; what is known thinly is counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.terms import Level
from queries.hearing import Hearing
from queries.question import Brief, Finding
from queries.rules import resting
from queries.unknowns import (
    Gap,
    disagreements,
    missing_inputs,
    no_kind,
    one_source,
    open_names,
    over_the_whole,
    silent_groups,
    sleeping,
    unknown_seats,
    wrong_ends,
)


def findings(hearing: Hearing) -> Iterator[Finding]:
    """Every finding about what is not known, in no order that means anything."""
    brief = hearing.brief
    yield from _over(brief)
    yield from _differ(brief)
    yield from _counted(brief, "G003", one_source(brief))
    yield from _counted(brief, "G004", missing_inputs(brief))
    yield from _seats(brief)
    yield from _counted(brief, "G006", sleeping(brief), level=Level.TEAM)
    yield from _counted(brief, "G007", open_names(brief))
    for gap in silent_groups(brief):
        if not hearing.safety.unsafe(gap.nodes[0]):
            yield _one(brief, "G008", "medium", gap, nodes={"X": gap.nodes[0]})
    for gap in wrong_ends(brief):
        yield _one(brief, "G009", "note", gap, nodes={"X": gap.nodes[0], "Y": gap.nodes[1]})
    yield from _counted(brief, "G010", no_kind(brief))


def _one(
    brief: Brief,
    code: str,
    severity: str,
    gap: Gap,
    *,
    nodes: dict[str, str],
    values: dict[str, object] | None = None,
    variant: str = "",
) -> Finding:
    about = (*gap.nodes, *filter(None, (gap.relation, gap.field)))
    made = Finding(code, severity, about, dict(nodes), values or {}, variant)
    return resting(brief, made, gap.facts, gap.mentions)


def _over(brief: Brief) -> Iterator[Finding]:
    for gap in over_the_whole(brief):
        total = round(100 * float(gap.said[0][1]))
        values: dict[str, object] = {"n": total, "means": f"@shares.{gap.field}"}
        yield _one(brief, "G001", "medium", gap, nodes={"X": gap.nodes[0]}, values=values)


def _differ(brief: Brief) -> Iterator[Finding]:
    """G002, once for each stakeholder or tie; medium where they differ on whether it is so at all."""
    by_ends: dict[tuple[str, ...], list[Gap]] = defaultdict(list)
    for gap in disagreements(brief):
        by_ends[(*gap.nodes, gap.relation)].append(gap)
    for gaps in by_ends.values():
        nodes = dict(zip("XY", gaps[0].nodes, strict=False))
        severity = "medium" if any(gap.field == "holds" for gap in gaps) else "note"
        variant = "tie" if gaps[0].relation else ""
        about = (*gaps[0].nodes, gaps[0].relation)
        made = Finding("G002", severity, about, dict(nodes), variant=variant)
        facts = [fact for gap in gaps for fact in gap.facts]
        yield resting(brief, made, facts, [one for gap in gaps for one in gap.mentions])


def _seats(brief: Brief) -> Iterator[Finding]:
    """G005: who sat at a dialogue that was held; whether the list of a planned one is complete."""
    for gap in unknown_seats(brief):
        held = bool(brief.net.nodes[gap.nodes[0]].get("held"))
        variant = "" if held else "planned"
        yield _one(brief, "G005", "note", gap, nodes={"dialogue": gap.nodes[0]}, variant=variant)


def _counted(
    brief: Brief, code: str, gaps: Iterable[Gap], level: str = Level.PARTICIPANTS
) -> Iterator[Finding]:
    """All gaps of one sort, said once with their number."""
    found = list(gaps)
    if found:
        n = sum(gap.n for gap in found) if code in ("G003", "G004", "G010") else len(found)
        about = tuple(sorted({node for gap in found for node in gap.nodes}))
        made = Finding(code, "note", (code, *about), values={"n": n}, level=str(level))
        facts = [fact for gap in found for fact in gap.facts]
        yield resting(brief, made, facts, [one for gap in found for one in gap.mentions])
