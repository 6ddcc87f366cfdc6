"""S: who may not be invited, who is to be asked first, who cannot sit in one room.  Always level team."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.facts import Fact
from graph.network import Said
from graph.terms import Level
from queries.captured import FEARED, Reason
from queries.guests import by_name, named, parts, together
from queries.hearing import Hearing
from queries.question import Finding
from queries.rules import resting


def findings(hearing: Hearing) -> Iterator[Finding]:
    """Every finding about safety; none where safety answers may not be seen."""
    if hearing.safety.visible:
        if hearing.brief.guests and hearing.brief.guests.planned:
            yield from _unsafe(hearing)
            yield from _not_asked(hearing)
            yield from _not_together(hearing)
            yield from _captured_doors(hearing)
            yield from _outdated(hearing)
        yield from _no_safe_voice(hearing)


def _made(
    hearing: Hearing, finding: Finding, facts: Iterable[Fact] = (), said: Iterable[Said] = ()
) -> Finding:
    return resting(hearing.brief, replace(finding, level=str(Level.TEAM)), facts, said)


def _unsafe(hearing: Hearing) -> Iterator[Finding]:
    """S001: on the list, or helping, and not safe to invite."""
    guests = hearing.brief.guests
    for one in (*guests.members, *guests.helpers) if guests else ():
        if hearing.safety.unsafe(one):
            fears = hearing.brief.facts.out("FEARS_REPRISAL_FROM", one)
            yield _made(
                hearing, Finding("S001", "stop", (one,), {"X": one}), fears, hearing.safety.sheet(one)
            )


def _not_asked(hearing: Hearing) -> Iterator[Finding]:
    """S002, once for all of them."""
    asked = hearing.safety.to_ask()
    guests = hearing.brief.guests
    if asked and guests:
        told = parts(hearing.brief.facts, guests.dialogue)
        facts = [fact for one in asked for fact in told.get(one, ())]
        variant = "one" if len(asked) == 1 else ""
        made = Finding("S002", "stop", asked, {"X": asked}, {"n": len(asked)}, variant)
        yield _made(hearing, made, facts)


def _not_together(hearing: Hearing) -> Iterator[Finding]:
    """S003, once for a list, without names: fear, an open conflict, or only safe apart."""
    facts: list[Fact] = []
    said: list[Said] = []
    about: set[str] = set()
    for one, other in together(hearing.brief):
        apart = [who for who in (one, other) if hearing.safety.answer(who) == "only_apart"]
        between = _between(hearing, one, other)
        if apart or between:
            about |= {one, other} if between else set(apart)
            facts += between
            said += [claim for who in apart for claim in hearing.safety.sheet(who)]
    if about:
        yield _made(hearing, Finding("S003", "stop", tuple(sorted(about))), facts, said)


def _between(hearing: Hearing, one: str, other: str) -> list[Fact]:
    facts = hearing.brief.facts
    found = [fact for fact in facts.out("FEARS_REPRISAL_FROM", one) if fact.b == other]
    found += [fact for fact in facts.out("FEARS_REPRISAL_FROM", other) if fact.b == one]
    for fact in facts.out("IN_CONFLICT_WITH", one):
        if other in (fact.a, fact.b) and fact.get("cannot_meet") == "yes":
            found.append(fact)
    return found


def _captured_doors(hearing: Hearing) -> Iterator[Finding]:
    """S004: every way to a guest that the list names runs through a party with power over them."""
    guests = hearing.brief.guests
    if guests is None:
        return
    told = parts(hearing.brief.facts, guests.dialogue)
    names = by_name(hearing.brief.net) if told else {}
    for guest in guests.members:
        ways = [fact for fact in told.get(guest, ()) if fact.get("through")]
        over = _over(hearing, guest)
        through = [over.get(named(names, fact.get("through")), ()) for fact in ways]
        if ways and all(through) and not hearing.safety.unsafe(guest):
            yield _made(
                hearing,
                Finding("S004", "high", (guest,), {"X": guest}),
                (*ways, *(fact for power in through for fact in power)),
            )


def _outdated(hearing: Hearing) -> Iterator[Finding]:
    """S005: the safety answer is too old; who is unsafe is not to be asked again by us."""
    guests = hearing.brief.guests
    for one in guests.members if guests else ():
        if hearing.safety.outdated(one) and not hearing.safety.unsafe(one):
            made = Finding("S005", "high", (one,), {"X": one})
            yield _made(hearing, made, (), hearing.safety.sheet(one))


def _over(hearing: Hearing, guest: str) -> dict[str, list[Fact]]:
    """Who holds power over a guest or over those it speaks for, with the facts."""
    speaks_for = {fact.b for fact in hearing.brief.facts.out("REPRESENTS", guest)}
    found: dict[str, list[Fact]] = {}
    for group in sorted({guest} | speaks_for):
        for party, reasons in hearing.captors.over_group(group).items():
            if party != guest:
                found.setdefault(party, []).extend(fact for reason in reasons for fact in reason.facts)
    return found


def _no_safe_voice(hearing: Hearing) -> Iterator[Finding]:
    """S006: the voice that is known may not be invited, or is feared by those it would speak for."""
    for cell in hearing.cells:
        unsafe = [v for v in cell.voices if hearing.safety.unsafe(v.who)] if "unsafe" in cell.gaps else []
        feared = [v for v in cell.voices if _only_feared(v.captured)] if "captured" in cell.gaps else []
        if unsafe or feared:
            concern = cell.concern
            nodes = {"group": concern.group, "risk": concern.risk}
            made = Finding("S006", "high", concern.about, nodes, weight=concern.high)
            facts = [fact for v in (*unsafe, *feared) for fact in v.facts]
            facts += [fact for v in feared for reason in v.captured for fact in reason.facts]
            said = [claim for v in unsafe for claim in hearing.safety.sheet(v.who)]
            yield _made(hearing, made, (*concern.facts, *facts), said)


def _only_feared(captured: tuple[Reason, ...]) -> bool:
    return bool(captured) and all(reason.why == FEARED for reason in captured)
