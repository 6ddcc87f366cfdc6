"""D: what a dialogue promises, offers and still owes, before anybody is invited."""

from __future__ import annotations

from collections.abc import Iterator

from graph.dates import interval
from graph.facts import Fact
from graph.terms import UNKNOWN, Level
from queries.guests import parts
from queries.hearing import Hearing
from queries.question import Finding
from queries.rules import resting

OWED = frozenset({"open", "under_way"})
WANTS_LITTLE, WANTS_MUCH = "meet", "concrete_steps"
NEEDED = (("safety_plan", "plan"), ("complaint_channel", "complaints"), ("recorded", "recording"))
OTHER_HALF = {"home": "chain", "chain": "home"}


def findings(hearing: Hearing) -> Iterator[Finding]:
    """Every finding about the planned dialogue of a list; none without one, or of one that was held."""
    guests = hearing.brief.guests
    if guests and guests.planned and guests.dialogue in hearing.brief.net:
        yield from _on_offer(hearing)
        yield from _arrange_first(hearing)
        yield from _still_owed(hearing)
        yield from _other_half(hearing)


def _dialogue(hearing: Hearing) -> str:
    return hearing.brief.guests.dialogue if hearing.brief.guests else ""


def _on_offer(hearing: Hearing) -> Iterator[Finding]:
    """D001: guests come for different things, or nobody wrote down what the talk is for."""
    dialogue = _dialogue(hearing)
    told = parts(hearing.brief.facts, dialogue)
    facts = [fact for one in sorted(hearing.members) for fact in told.get(one, ())]
    little = [fact for fact in facts if WANTS_LITTLE in _expects(fact)]
    much = [fact for fact in facts if WANTS_MUCH in _expects(fact)]
    if little and much:
        yield resting(hearing.brief, Finding("D001", "medium", (dialogue,)), (*little, *much))
    elif not _said(hearing, "goal"):
        said = hearing.brief.net.nodes[dialogue]["said"]
        made = Finding("D001", "medium", (dialogue,), variant="goal")
        yield resting(hearing.brief, made, (), said)


def _expects(fact: Fact) -> frozenset[str]:
    return frozenset(str(value) for _, value in fact.get("expects") or ())


def _arrange_first(hearing: Hearing) -> Iterator[Finding]:
    """D003: people concerned or defenders are invited, and what protects them is not written down."""
    at_risk = {one for seats in hearing.rights_seats for one in seats}
    at_risk |= {one for one in hearing.members if hearing.brief.net.nodes[one].get("defender") == "yes"}
    if not at_risk:
        return
    seen = Level(hearing.brief.net.graph["level"]) is Level.TEAM  # a safety plan is for the team's eyes
    missing = [
        word
        for name, word in NEEDED
        if (seen or name != "safety_plan") and _said(hearing, name) in ("", UNKNOWN)
    ]
    if missing:
        dialogue = _dialogue(hearing)
        values = {"missing": f"@D003.missing.{'_'.join(missing)}"}
        made = Finding("D003", "high", (dialogue, *missing), values=values)
        yield resting(hearing.brief, made, (), hearing.brief.net.nodes[dialogue]["said"])


def _still_owed(hearing: Hearing) -> Iterator[Finding]:
    """D004: an earlier dialogue with some of the same guests has promises that are past due."""
    facts, here = hearing.brief.facts, _dialogue(hearing)
    if not facts.as_of:
        return
    today = interval(facts.as_of)[1]
    owed: dict[str, list[Fact]] = {}
    for fact in facts.of("COMMITS_TO"):
        due = fact.get("due")
        past = due and due != UNKNOWN and interval(due)[1] < today
        if past and fact.b != here and fact.get("status") in OWED:
            owed.setdefault(fact.b, []).append(fact)
    for dialogue, promises in sorted(owed.items()):
        if hearing.members & set(parts(facts, dialogue)):
            made = Finding("D004", "medium", (dialogue,), {"dialogue": dialogue})
            yield resting(hearing.brief, made, promises)


def _other_half(hearing: Hearing) -> Iterator[Finding]:
    """D005: only at home, or only in the chain, and nothing known beside it that may be about the same."""
    here = _dialogue(hearing)
    arena = _said(hearing, "arena")
    wanted = OTHER_HALF.get(arena)
    if wanted is None:
        return
    risks = _risks(hearing, here)
    for other, about in hearing.brief.net.nodes(data=True):
        if (
            about.get("kind") == "Dialogue"
            and other != here
            and about.get("arena") in (None, "", UNKNOWN, wanted)
        ):
            theirs = _risks(hearing, other)
            if not risks or not theirs or risks & theirs:
                return
    made = Finding("D005", "note", (here,), values={"arena": f"@D005.arena.{wanted}"})
    yield resting(hearing.brief, made, (), hearing.brief.net.nodes[here]["said"])


def _said(hearing: Hearing, name: str) -> str:
    return str(hearing.brief.net.nodes[_dialogue(hearing)].get(name) or "")


def _risks(hearing: Hearing, dialogue: str) -> frozenset[str]:
    risks = hearing.brief.net.nodes[dialogue].get("risks")
    return frozenset(risks) if isinstance(risks, tuple | list) else frozenset()
