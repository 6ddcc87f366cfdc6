"""V: whose voice is missing, second-hand, captured, single, or not vouched for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.facts import Fact
from graph.naming import names_of
from graph.records import folded
from graph.schema import PEOPLE
from queries.captured import APPOINTED, DEPENDS, FEARED, Reason
from queries.concerns import HEAVY, Concern, steps
from queries.guests import REFUSED, parts
from queries.hearing import HEARD, NOT_HEARD, UNKNOWN, Heard, Hearing, voice_facts
from queries.ladder import Voice
from queries.question import Finding
from queries.rules import resting

REASONS = (APPOINTED, "employs", "recruits", "lends", "harms", DEPENDS)


def findings(hearing: Hearing) -> Iterator[Finding]:
    """Every finding about voices, in no order that means anything."""
    for cell in hearing.cells:
        yield from _unseen(hearing, cell)
        yield from _uninvited(hearing, cell)
        yield from _only_proxy(hearing, cell)
        yield from _captured(hearing, cell)
        yield from _may_be_captured(hearing, cell)
        yield from _single(hearing, cell)
    yield from _worst_unheard(hearing)
    yield from _unvouched(hearing)
    yield from _others_speak(hearing)
    yield from _groups_on_the_list(hearing)


def _about(
    hearing: Hearing,
    code: str,
    severity: str,
    cell: Heard,
    facts: Iterable[Fact] = (),
    variant: str = "",
    voices: tuple[str, ...] = (),
) -> Finding:
    concern = cell.concern
    nodes: dict[str, str | tuple[str, ...]] = {"group": concern.group, "risk": concern.risk}
    if voices:
        nodes["voices"] = voices
    made = Finding(code, severity, concern.about, nodes, variant=variant, weight=concern.high)
    return resting(hearing.brief, made, (*concern.facts, *facts))


def _unseen(hearing: Hearing, cell: Heard) -> Iterator[Finding]:
    if "unseen" in cell.gaps:
        yield _about(hearing, "V001", "high", cell)


def _uninvited(hearing: Hearing, cell: Heard) -> Iterator[Finding]:
    """V002; names voices only where safety can be seen, and looks for another where they refused."""
    if "uninvited" in cell.gaps:
        able = [v for v in cell.voices if v.value >= hearing.tau and not hearing.safety.unsafe(v.who)]
        willing = tuple(voice.who for voice in able if voice.who not in _refused(hearing))
        named = willing if hearing.safety.visible else ()
        variant = "refused" if not willing else "named" if named else ""
        yield _about(hearing, "V002", "high", cell, voice_facts(able), variant, named)


def _refused(hearing: Hearing) -> frozenset[str]:
    guests = hearing.brief.guests
    told = parts(hearing.brief.facts, guests.dialogue) if guests else {}
    return frozenset(who for who, facts in told.items() if any(f.get("status") in REFUSED for f in facts))


def _only_proxy(hearing: Hearing, cell: Heard) -> Iterator[Finding]:
    """V003; where the group itself cannot come, or not safely, somebody closer to them is looked for."""
    if "proxy" in cell.gaps:
        group = cell.concern.group
        can_join = tuple(hearing.brief.net.nodes[group].get("can_join") or ())
        stays_away = can_join == ("no",) or hearing.safety.unsafe(group)
        voices = [cell.best] if cell.best else [voice for voice in cell.voices if voice.value]
        yield _about(hearing, "V003", "medium", cell, voice_facts(voices), "closer" if stays_away else "")


def _captured(hearing: Hearing, cell: Heard) -> Iterator[Finding]:
    """V004, one sentence per reason; captured by fear is for the safety rules."""
    if "captured" not in cell.gaps:
        return
    captured = [voice for voice in cell.voices if voice.captured]
    here = [voice for voice in captured if voice.who in hearing.members]
    for voice in here or captured:
        told = [reason for reason in voice.captured if reason.why != FEARED]
        if told:
            reason = min(told, key=lambda one: (REASONS.index(one.why), one.by))
            variant = "appointed_by" if reason.why == APPOINTED and reason.by else reason.why
            yield _voice(hearing, cell.concern, voice, reason, "high", variant)


def _may_be_captured(hearing: Hearing, cell: Heard) -> Iterator[Finding]:
    if cell.status == HEARD:
        return
    for voice in cell.voices:
        listed = hearing.brief.guests is None or voice.who in hearing.members
        if listed and voice.may_be and voice.unsure(hearing.tau) and not hearing.safety.unsafe(voice.who):
            yield _voice(hearing, cell.concern, voice, voice.may_be[0], "medium", "may_be")


def _voice(
    hearing: Hearing, concern: Concern, voice: Voice, reason: Reason, severity: str, variant: str
) -> Finding:
    nodes: dict[str, str | tuple[str, ...]] = {"X": voice.who, "group": concern.group, "risk": concern.risk}
    if reason.by:
        nodes["Y"] = reason.by
    about = (voice.who, *concern.about)
    made = Finding("V004", severity, about, nodes, variant=variant, weight=concern.high)
    said = hearing.brief.net.nodes[voice.who]["said"]
    return resting(hearing.brief, made, (*voice.facts, *reason.facts), said)


def _single(hearing: Hearing, cell: Heard) -> Iterator[Finding]:
    if "single" in cell.gaps and cell.concern.high >= HEAVY and cell.best:
        yield _about(hearing, "V005", "medium", cell, cell.best.facts)


def _worst_unheard(hearing: Hearing) -> Iterator[Finding]:
    """V006: surely the worst of what happens already, surely not heard, while something lighter is."""
    happening = [cell for cell in hearing.cells if cell.concern.actual]
    heaviest = max((cell.concern.low for cell in happening), default=0.0)
    lightest = min((c.concern.high for c in hearing.cells if c.status == HEARD), default=heaviest)
    if lightest < heaviest:
        worst = [c for c in happening if c.status == NOT_HEARD and c.concern.low == heaviest]
        groups = tuple(dict.fromkeys(cell.concern.group for cell in worst))
        if len(groups) > 1:
            about = tuple(part for cell in worst for part in cell.concern.about)
            made = Finding("V006", "high", about, {"group": groups}, variant="several", weight=heaviest)
            yield resting(hearing.brief, made, [fact for cell in worst for fact in cell.concern.facts])
        else:
            yield from (_about(hearing, "V006", "high", cell) for cell in worst)


def _unvouched(hearing: Hearing) -> Iterator[Finding]:
    """V007: on what ground, on which risk or where somebody speaks for a group is not said by anyone else."""
    brief = hearing.brief
    unknown = {cell.concern.group: cell.concern.high for cell in hearing.cells if cell.status == UNKNOWN}
    found: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in brief.facts.of("REPRESENTS"):
        listed = brief.guests is None or fact.a in hearing.members or fact.b in unknown
        if listed and not hearing.safety.unsafe(fact.a) and not hearing.captors.of_group(fact.a, fact.b)[0]:
            variant = _not_said(hearing, fact)
            if variant is not None:
                found[fact.a, fact.b, variant].append(fact)
    for (who, group, variant), facts in sorted(found.items()):
        nodes = {"X": who, "group": group}
        weight = unknown.get(group, 0.0)
        made = Finding("V007", "medium", (who, group), nodes, variant=variant, weight=weight)
        yield resting(brief, made, facts)


def _not_said(hearing: Hearing, fact: Fact) -> str | None:
    if fact.get("basis") not in hearing.brief.settings.ladder or _only_itself(hearing, fact):
        return ""
    blank = [name for name in ("risks", "places") if fact.get(name) in (None, "", "unknown", ())]
    return "about" if blank else None


def _only_itself(hearing: Hearing, fact: Fact) -> bool:
    """Whether every source of a fact is the voice itself, by its card."""
    cards = hearing.brief.net.graph["all_sources"]
    own = names_of(hearing.brief.net, fact.a)
    told = [cards.get(one.claim.source) for one in fact.claims]
    return all(card and folded(card.informant or card.published_by) in own for card in told)


def _others_speak(hearing: Hearing) -> Iterator[Finding]:
    """V008: of the worker groups in one place some are heard, and others who differ from them are not."""
    if not hearing.complete:
        return
    brief = hearing.brief
    at: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for group in dict.fromkeys(cell.concern.group for cell in hearing.cells):
        place = steps(str(brief.net.nodes[group].get("place") or ""))
        if brief.kind(group) == "WorkerGroup" and place:
            at[place].append(group)
    cells: dict[str, list[Heard]] = defaultdict(list)
    for cell in hearing.cells:
        cells[cell.concern.group].append(cell)
    for groups in at.values():
        heard = [group for group in groups if any(cell.status == HEARD for cell in cells[group])]
        for group in groups:
            others = [one for one in heard if _differ(hearing, one, group)]
            if others and all(cell.status == NOT_HEARD and not cell.present for cell in cells[group]):
                worst = max(cell.concern.high for cell in cells[group])
                made = Finding("V008", "medium", (group,), {"group": group}, weight=worst)
                facts = [fact for cell in cells[group] for fact in cell.concern.facts]
                yield resting(brief, made, facts, brief.net.nodes[group]["said"])


def _differ(hearing: Hearing, one: str, other: str) -> bool:
    a, b = hearing.brief.net.nodes[one], hearing.brief.net.nodes[other]
    told = [(a.get(name), b.get(name)) for name in ("gender", "employment")]
    return any(x and y and x != y and "unknown" not in (x, y) for x, y in told)


def _groups_on_the_list(hearing: Hearing) -> Iterator[Finding]:
    """V009: a group of people is named as a guest, and nobody sits for it yet."""
    guests = hearing.brief.guests
    if guests is None:
        return
    told = parts(hearing.brief.facts, guests.dialogue)
    for one in guests.members:
        if hearing.brief.kind(one) in PEOPLE and not hearing.safety.unsafe(one):
            facts = told.get(one, ())
            said = hearing.brief.net.nodes[one]["said"]
            yield resting(hearing.brief, Finding("V009", "medium", (one,), {"X": one}), facts, said)
