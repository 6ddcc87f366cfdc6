"""Who sits where, and who is heard: from a guest list and from the answer to `voices`.

Nothing is read from silence: without a complete list a seat is unknown, and without an answer about
voices nobody's voice is called missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph import schema
from graph.dates import newest
from graph.terms import Level
from queries.question import Answer, Brief

HEARD, PARTLY, NOT_HEARD, UNKNOWN = "heard", "partly", "not_heard", "unknown"
TEAM_GAPS = frozenset({"unsafe"})
CONFIRMED = frozenset({"accepted", "attended"})


@dataclass(frozen=True, slots=True)
class ConcernState:
    """One concern of a group: the risk, where, whether it is heard, and the gap words where it is not."""

    risk: str
    place: str = ""
    status: str = UNKNOWN
    gaps: tuple[str, ...] = ()
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class VoiceState:
    """Whether a group of people is heard: all its concerns taken together."""

    concerns: tuple[ConcernState, ...]

    @property
    def status(self) -> str:
        """ "heard" (all), "not_heard" (none, and known so), "partly" (some not), or "unknown"."""
        found = {concern.status for concern in self.concerns}
        if found == {NOT_HEARD}:
            return NOT_HEARD
        if NOT_HEARD in found:
            return PARTLY
        return HEARD if found == {HEARD} else UNKNOWN

    @property
    def gaps(self) -> tuple[str, ...]:
        """The gap words of all concerns, once each, in their order."""
        return tuple(dict.fromkeys(gap for concern in self.concerns for gap in concern.gaps))

    @property
    def weight(self) -> float:
        """The weight of its heaviest concern: what the table is sorted by."""
        return max((concern.weight for concern in self.concerns), default=0.0)


def from_answer(brief: Brief, answer: Answer) -> dict[str, VoiceState]:
    """The state of every group in an answer to `voices`: its rows, one for each concern, by group.

    A row has `group` (a node), `risk`, `place`, `status` (heard, not_heard, unknown), `gaps` and `weight`.
    """
    found: dict[str, list[ConcernState]] = {}
    for row in answer.rows:
        gaps = tuple(
            gap for gap in row["gaps"] if gap not in TEAM_GAPS or brief.net.graph["level"] == Level.TEAM
        )
        concern = ConcernState(row["risk"], row["place"] or "", row["status"], gaps, row["weight"])
        found.setdefault(row["group"], []).append(concern)
    return {group: VoiceState(tuple(concerns)) for group, concerns in found.items()}


def seats(brief: Brief, states: Mapping[str, VoiceState]) -> dict[str, str]:
    """The seat of every stakeholder: one of `palette.SEATS`.

    People hold no seat: a group is represented where one of its concerns is heard, absent where all are
    known not to be, and otherwise unknown.  Others are on the list (confirmed, or invited), represented
    by somebody on it who may speak for them, absent from a complete list, and otherwise unknown.
    """
    guests = brief.guests
    if guests is None:
        return dict.fromkeys(brief.stakeholders(), UNKNOWN)
    members = frozenset(guests.members)
    confirmed = members if not guests.planned else _confirmed(brief, guests.dialogue)
    found = {}
    for node in brief.stakeholders():
        if node in members:
            found[node] = "table" if node in confirmed else "invited"
        elif brief.kind(node) in schema.PEOPLE:
            found[node] = _people_seat(states.get(node))
        elif any(
            fact.a in members and _speaks(fact.get("basis")) for fact in brief.facts.into("REPRESENTS", node)
        ):
            found[node] = "represented"
        else:
            found[node] = "absent" if guests.complete else UNKNOWN
    return found


def _people_seat(state: VoiceState | None) -> str:
    if state is None:
        return UNKNOWN
    if any(concern.status == HEARD for concern in state.concerns):
        return "represented"
    return "absent" if state.status == NOT_HEARD else UNKNOWN


def _speaks(basis: object) -> bool:
    """Whether a stated basis carries any voice; a blank one does not say."""
    return bool(schema.LADDER.get(str(basis or ""), 0.0))


def _confirmed(brief: Brief, dialogue: str) -> frozenset[str]:
    """Who said they come, or came: the newest claim about each counts."""
    cards = brief.net.graph["sources"]
    latest: dict[str, tuple[Any, bool]] = {}
    for fact in brief.facts.into("TAKES_PART_IN", dialogue) if dialogue in brief.net else ():
        if fact.get("role", "participant") == "participant":
            dates = [
                one.claim.said_on or getattr(cards.get(one.claim.source), "date", "") for one in fact.claims
            ]
            status = (max(newest(date) for date in dates), fact.get("status") in CONFIRMED)
            latest[fact.a] = max(latest.get(fact.a, status), status)
    return frozenset(node for node, (_, yes) in latest.items() if yes)
