"""How far somebody can be the voice of a group on one concern: V(a, c), 0 to 1.

The ladder runs from one of them (1) over elected or asked by them (.8) and documented contact in the
field (.5) to advocates (.3); it is a setting.  It asks for the same group and risk and for a place that
is the concern's or lies around it.  A chain of two multiplies.  Source: `docs/definitions.md`;
the difference between standing for people and speaking about them is Pitkin's (1967).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from graph import schema
from graph.facts import Fact, Key
from graph.schema import PEOPLE
from graph.terms import UNKNOWN
from queries.captured import Captors, Reason
from queries.concerns import Concern, Steps, contains, steps
from queries.question import Brief

APPOINTED_BASIS = "employer_appointed"
CHOSEN = ("is_one_of_them", "elected", "mandated")
BODY = ("elected", "mandated", "statutory")
REGION_STEPS = 2


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a path: what a representation fact is worth for a concern."""

    fact: Fact
    value: float  # 0 to 1, were it all true
    basis: str
    wide: bool
    unverified: tuple[str, ...]  # of "basis", "risk", "place"


@dataclass(frozen=True, slots=True)
class _Path:
    """How somebody comes to speak for a group: in one link, or through a second party in two."""

    links: tuple[Link, ...]
    value: float
    unverified: tuple[str, ...]
    captured: tuple[Reason, ...]
    maybe: tuple[Reason, ...]

    @property
    def sure(self) -> bool:
        return not self.unverified and not self.maybe

    @property
    def wide(self) -> bool:
        return any(link.wide for link in self.links)

    @property
    def via(self) -> str:
        return self.links[1].fact.a if len(self.links) > 1 else ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(link.fact for link in self.links)

    @property
    def rung(self) -> str:
        if len(self.links) == 1 and not self.wide:
            if self.links[0].basis == "is_one_of_them":
                return "in_person"
            if self.links[0].basis in BODY:
                return "elected"
        return "others"


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks, or may speak, for a group on a concern.

    `value` is what surely counts, `most` what it could be if all that is unsure were so.
    """

    who: str
    value: float
    most: float
    rung: str  # "in_person", "elected" (or mandated) or "others"
    wide: bool
    via: str
    unverified: tuple[str, ...]
    captured: tuple[Reason, ...]
    may_be: tuple[Reason, ...]
    several: bool
    facts: tuple[Fact, ...]

    def unsure(self, tau: float) -> bool:
        """Whether nobody knows if it reaches the threshold: a basis, risk or place is not said, say."""
        return self.value < tau and (self.most >= tau or (not self.value and self.most > 0))


class Ladder:
    """Every voice of every concern; a fact about who speaks for whom is looked at once."""

    def __init__(self, brief: Brief, captors: Captors) -> None:
        self.brief, self.captors = brief, captors
        self.rungs, self.proxy = brief.settings.ladder, brief.settings.proxy
        self.documented = brief.settings.confidence["documented"]
        self._risk_words = {
            node: brief.name(node) for node, kind in brief.net.nodes(data="kind") if kind == "Risk"
        }

    def voices(self, concern: Concern, gone: Collection[Key] = ()) -> tuple[Voice, ...]:
        """Everybody who speaks or may speak for the group, or is said to but does not count; by node.

        As if the facts whose keys are in `gone` were not there.
        """
        paths: dict[str, list[tuple[Link, ...]]] = defaultdict(list)
        for link in self._links(concern.group, concern, gone):
            who = link.fact.a
            if who == concern.group:
                continue
            paths[who].append((link,))
            for before in self._links(who, concern, gone):
                if before.fact.a not in (concern.group, who):
                    paths[before.fact.a].append((before, link))
        found = [self._voice(who, concern, paths[who]) for who in sorted(paths)]
        if self.brief.kind(concern.group) not in PEOPLE:
            found.append(self._itself(concern))
        return tuple(found)

    def speaks_for_people(self, who: str) -> Iterator[tuple[Fact, tuple[Reason, ...]]]:
        """The facts by which people chose `who`, each with what may capture it; the captured left out."""
        for fact in self.brief.facts.out("REPRESENTS", who):
            if fact.get("basis") not in CHOSEN or not self._may_speak(fact):
                continue
            sure, maybe = self.captors.of_group(who, fact.b)
            if not sure and (self.brief.kind(fact.b) in PEOPLE or self._stands_on_people(fact.b)):
                yield fact, maybe

    def _stands_on_people(self, body: str) -> bool:
        return any(
            self.brief.kind(fact.b) in PEOPLE
            and fact.get("basis") in CHOSEN
            and self._may_speak(fact)
            and not any(self.captors.of_group(body, fact.b))
            for fact in self.brief.facts.out("REPRESENTS", body)
        )

    def _links(self, group: str, concern: Concern, gone: Collection[Key]) -> Iterator[Link]:
        word, place = self._risk_words[concern.risk], steps(concern.place)
        for fact in self.brief.facts.into("REPRESENTS", group):
            risks, places = _said(fact.get("risks")), _said(fact.get("places"))
            around = [where for where in places if place and contains(steps(where), place)]
            if (
                fact.key in gone
                or (risks and word not in risks)
                or (places and place and not around)
                or not self._may_speak(fact)
            ):
                continue
            yield self._link(fact, bool(risks), [steps(where) for where in around], place)

    def _link(self, fact: Fact, has_risk: bool, around: Sequence[Steps], place: Steps) -> Link:
        basis = str(fact.get("basis") or "")
        known = basis in self.rungs
        value = self._rung(basis, fact) if known else max(self.rungs.values())
        wide = bool(around) and len(place) >= REGION_STEPS and max(map(len, around)) < REGION_STEPS
        missing = tuple(
            name
            for name, there in (("basis", known), ("risk", has_risk), ("place", bool(around)))
            if not there
        )
        return Link(fact, min(value, self.proxy) if wide else value, basis, wide, missing)

    def _rung(self, basis: str, fact: Fact) -> float:
        if basis == "field_contact" and not self._documented(fact):
            return min(self.rungs["field_contact"], self.rungs["advocate"])
        return self.rungs[basis]

    def _documented(self, fact: Fact) -> bool:
        return fact.exists >= self.documented or any(
            one.claim.confidence == "documented" and getattr(one.claim, "holds", "") == "yes"
            for one in fact.claims
        )

    def _may_speak(self, fact: Fact) -> bool:
        """Whether the ends fit, and the state speaks only as an elected body."""
        kind = self.brief.kind(fact.a)
        if not schema.RELATION["REPRESENTS"].joins(kind, self.brief.kind(fact.b)):
            return False
        if kind != "GovernmentBody" or fact.get("basis") in (None, "", UNKNOWN):
            return True
        roles = _said(self.brief.net.nodes[fact.a].get("role"))
        return fact.get("basis") == "statutory" and (not roles or "elected_council" in roles)

    def _voice(self, who: str, concern: Concern, paths: Sequence[tuple[Link, ...]]) -> Voice:
        own, own_maybe = self.captors.reasons(who, concern)
        judged = [self._path(path, concern) for path in paths]
        free = [path for path in judged if not path.captured]
        best = max(free or judged, key=lambda path: (path.sure, path.value, path.facts[0].subject))
        several, maybe = self._several(who), (*own_maybe, *best.maybe)
        captured = own or (() if free else best.captured)
        most = 0.0 if captured else max(path.value for path in free)
        sure = best.sure and not maybe and not several
        return Voice(
            who, best.value if most and sure else 0.0, most, best.rung, best.wide, best.via, best.unverified,
            captured, maybe, several, best.facts,
        )  # fmt: skip

    def _path(self, links: tuple[Link, ...], concern: Concern) -> _Path:
        value = 1.0
        captured: list[Reason] = []
        maybe: list[Reason] = []
        for at, link in enumerate(links):
            value *= link.value
            if link.basis == APPOINTED_BASIS:
                captured.append(self.captors.appointed(concern.group))
            if at:  # who stands between: what captures it captures those who speak through it
                sure, unsure = self.captors.reasons(link.fact.a, concern)
                captured += sure
                maybe += unsure
        unverified = tuple(dict.fromkeys(word for link in links for word in link.unverified))
        return _Path(links, value, unverified, tuple(captured), tuple(maybe))

    def _itself(self, concern: Concern) -> Voice:
        """An organisation or a person that is touched speaks for itself."""
        own, maybe = self.captors.reasons(concern.group, concern)
        several = self._several(concern.group)
        most = 0.0 if own else self.rungs["is_one_of_them"]
        return Voice(
            concern.group, 0.0 if maybe or several else most, most, "in_person", False, "", (),
            own, maybe, several, concern.facts,
        )  # fmt: skip

    def _several(self, who: str) -> bool:
        return self.brief.net.nodes[who].get("extent") in ("several", "unspecified")


def _said(value: object) -> tuple[str, ...]:
    """The values of a field that holds several; () where nobody says."""
    if value in (None, "", UNKNOWN):
        return ()
    several = (value,) if isinstance(value, str) else value
    return tuple(str(one) for one in several if one != UNKNOWN)  # type: ignore[attr-defined]
