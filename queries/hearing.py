"""Who is heard at a table: for every concern whether somebody on the list may speak, and what is missing.

Seven gaps (`docs/definitions.md`): *unseen*, *uninvited*, only a *proxy*, *captured*, a *single*
voice, *unsafe*, *unknown*.  Nothing is called uninvited, only a proxy or single unless the guest list is
complete; and nothing unseen unless somebody looked for voices in that region.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from graph.facts import Fact, Key
from queries.captured import Captors
from queries.concerns import Concern, Steps, concerns, region, steps
from queries.dependence import dependencies
from queries.ladder import REGION_STEPS, Ladder, Voice
from queries.question import Brief
from queries.safety import Safety

HEARD, NOT_HEARD, UNKNOWN = "heard", "not_heard", "unknown"
GAPS = ("unseen", "uninvited", "proxy", "captured", "single", "unsafe", "unknown")


@dataclass(frozen=True, slots=True)
class Heard:
    """One concern at this table: who speaks, whether it is heard, what stands in the way and why unknown."""

    concern: Concern
    status: str
    gaps: tuple[str, ...]
    why: tuple[str, ...]
    voices: tuple[Voice, ...]
    present: tuple[Voice, ...]
    best: Voice | None  # the best voice on the list that counts for something
    open: bool  # whether somebody on the list may count for more than is known

    @property
    def low(self) -> float:
        """What surely is heard of it, 0 to 1: the rung of the best voice."""
        return self.best.value if self.best else 0.0

    @property
    def high(self) -> float:
        """What may be heard of it: where that is unknown, all of it."""
        return 1.0 if self.open or self.status == UNKNOWN else self.low


class Hearing:
    """Everything that is known about who is heard, worked out once for a network and a guest list."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.tau = brief.settings.tau
        self.safety = Safety(brief)
        self.captors = Captors(brief, dependencies(brief))
        self.ladder = Ladder(brief, self.captors)
        guests = brief.guests
        self.members: frozenset[str] = frozenset(guests.members) if guests else frozenset()
        self.complete = guests is not None and guests.complete

    @cached_property
    def cells(self) -> tuple[Heard, ...]:
        """Every concern, judged; in the order of group, risk and place."""
        return tuple(self.judged(one) for one in concerns(self.brief))

    def judged(self, concern: Concern, gone: Collection[Key] = ()) -> Heard:
        """One concern, judged as if the facts whose keys are in `gone` were not there."""
        voices = self.ladder.voices(concern, gone)
        present = tuple(voice for voice in voices if voice.who in self.members)
        safe = [voice for voice in present if not self.safety.unsafe(voice.who)]
        best = max((v for v in safe if v.value), key=lambda v: (v.value, v.who), default=None)
        heard = best is not None and best.value >= self.tau
        status = HEARD if heard else self._unheard(voices, safe)
        found = self._gaps_heard(safe) if heard else self._gaps_unheard(concern, voices, safe)
        if self.complete and self._only_proxies(voices, best):
            found.add("proxy")
        why: tuple[str, ...] = ()
        if status == UNKNOWN and "unseen" not in found:
            found.add("unknown")
            why = self._why(concern, voices)
        gaps = tuple(gap for gap in GAPS if gap in found)
        may_be_more = not self.complete or any(voice.most > voice.value for voice in safe)
        return Heard(concern, status, gaps, why, voices, present, best, may_be_more)

    @cached_property
    def rights_seats(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Guests whom people chose themselves and nobody captured: those who surely are, and who may be."""
        sure, maybe = [], []
        for guest in self.brief.guests.members if self.brief.guests else ():
            if self.safety.unsafe(guest):
                continue
            chosen = list(self.ladder.speaks_for_people(guest))
            several = self.brief.net.nodes[guest].get("extent") in ("several", "unspecified")
            if chosen and not several and any(not unsure for _, unsure in chosen):
                sure.append(guest)
            elif chosen or self._basis_unknown(guest):
                maybe.append(guest)
        return tuple(sure), tuple(maybe)

    @cached_property
    def mapped(self) -> frozenset[Steps]:
        """The regions in which some source looked for voices."""
        found: set[Steps] = set()
        facts = self.brief.facts
        for fact in (*facts.of("REPRESENTS"), *facts.denied("REPRESENTS")):
            places = fact.get("places")
            said = places if isinstance(places, tuple | list) else ()
            for place in (*said, self.brief.net.nodes[fact.b].get("place")):
                found.add(region(steps(str(place or ""))))
        return frozenset(found)

    def _basis_unknown(self, guest: str) -> bool:
        facts = self.brief.facts.out("REPRESENTS", guest)
        return any(
            fact.get("basis") not in self.brief.settings.ladder
            and not self.captors.of_group(guest, fact.b)[0]
            for fact in facts
        )

    def _unheard(self, voices: Iterable[Voice], safe: Iterable[Voice]) -> str:
        """Not heard, or unknown, where nobody on the list surely speaks; a shorter list looks no better."""
        if not self.complete or any(voice.unsure(self.tau) for voice in safe):
            return UNKNOWN
        if any(voice.value for voice in voices):
            return NOT_HEARD
        if any(voice.unsure(self.tau) for voice in voices):
            return UNKNOWN
        return NOT_HEARD if any(voice.captured for voice in voices) else UNKNOWN

    def _gaps_heard(self, safe: Iterable[Voice]) -> set[str]:
        one = sum(voice.value >= self.tau for voice in safe) == 1
        return {"single"} if self.complete and one else set()

    def _gaps_unheard(self, concern: Concern, voices: tuple[Voice, ...], safe: Iterable[Voice]) -> set[str]:
        found: set[str] = set()
        free = [voice for voice in voices if voice.value or voice.unsure(self.tau)]
        captured = [voice for voice in voices if voice.captured]
        if captured and (not free or self._in_their_place(captured, safe)):
            found.add("captured")
        able = [voice for voice in voices if voice.value >= self.tau]
        harmed = [voice for voice in able if self.safety.unsafe(voice.who)]
        if harmed and (len(harmed) == len(able) or any(voice.who in self.members for voice in harmed)):
            found.add("unsafe")
        if self.complete and len(able) > len(harmed):
            found.add("uninvited")
        if not free and not captured and self._looked(concern):
            found.add("unseen")
        return found

    def _in_their_place(self, captured: Iterable[Voice], safe: Iterable[Voice]) -> bool:
        """Whether a captured voice is on the list and nobody there may speak who is free."""
        sits = any(voice.who in self.members for voice in captured)
        return sits and not any(voice.value or voice.unsure(self.tau) for voice in safe)

    def _only_proxies(self, voices: tuple[Voice, ...], best: Voice | None) -> bool:
        """Whether the best that is heard, or else the best that could be, only speaks about them."""
        if best:
            return best.value <= self.brief.settings.proxy
        sure = [voice.value for voice in voices if voice.value and not self.safety.unsafe(voice.who)]
        unsure = any(voice.unsure(self.tau) for voice in voices)
        return bool(sure) and max(sure) < self.tau and not unsure

    def _looked(self, concern: Concern) -> bool:
        """Whether somebody mapped voices in its region; a whole country is no region."""
        where = region(steps(concern.place))
        return len(where) == REGION_STEPS and where in self.mapped

    def _why(self, concern: Concern, voices: tuple[Voice, ...]) -> tuple[str, ...]:
        """Why nobody knows: codes of the catalogue `unknown`, under `voices`."""
        found = [word for voice in voices if voice.unsure(self.tau) for word in voice.unverified]
        if any(voice.unsure(self.tau) and voice.may_be for voice in voices):
            found.append("depends")
        if any(voice.unsure(self.tau) and voice.several for voice in voices):
            found.append("several")
        if not self.complete and any(voice.value >= self.tau for voice in voices):
            found.append("seat")
        if not voices:
            where = len(steps(concern.place))
            found.append("not_looked" if where >= REGION_STEPS else "country" if where else "no_place")
        if not found:
            found.append("seat" if not self.complete else "no_voice")
        return tuple(dict.fromkeys(found))


@lru_cache(maxsize=2)
def hearing(brief: Brief) -> Hearing:
    """Who is heard, for this brief; worked out once and shared between questions and rules."""
    return Hearing(brief)


def voice_facts(voices: Iterable[Voice]) -> tuple[Fact, ...]:
    """The facts that some voices rest on, once each."""
    return tuple({id(fact): fact for voice in voices for fact in voice.facts}.values())
