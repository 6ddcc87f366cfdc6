"""Who may not count as the voice of a group: who holds power over it, or depends on those who do.

A voice is captured for a concern when it employs, recruits, lends to or harms the group, is feared by
it, was appointed by the employer, or depends on such a party.  Source: `docs/definitions.md`;
for committees, ETI's guidance on worker representation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from graph.facts import Fact
from queries.concerns import Concern, Steps, steps, touches
from queries.dependence import Dependence
from queries.question import Brief

APPOINTED, FEARED, DEPENDS = "appointed", "feared", "depends"
OVER = {"EMPLOYS": "employs", "RECRUITS": "recruits", "ADVANCES_CREDIT_TO": "lends"}
HARMS = ("CAUSES", "CONTRIBUTES_TO")
APPOINTED_FORM = "employer_appointed_committee"


class Reason(NamedTuple):
    """Why a voice does not count: a word, the party that makes it so ("" for the voice itself), the facts."""

    why: str
    by: str
    facts: tuple[Fact, ...]


class Captors:
    """The parties with power over each concern's group; `depends` says who depends on whom, and how much."""

    def __init__(self, brief: Brief, depends: Mapping[tuple[str, str], Dependence]) -> None:
        self.brief = brief
        self.above = brief.settings.captured_above
        self._on: dict[str, list[Dependence]] = defaultdict(list)
        for one in depends.values():
            if one.holder != one.partner and one.ends.high > self.above:
                self._on[one.holder].append(one)
        self._harmers: dict[str, list[tuple[Steps, Fact]]] = defaultdict(list)
        for fact in brief.facts.of(*HARMS):
            where = fact.get("place") or brief.net.nodes[fact.a].get("place") or ""
            self._harmers[fact.b].append((steps(str(where)), fact))
        self._over_group: dict[str, dict[str, list[Reason]]] = {}
        self._over: dict[tuple[str, str, str], Mapping[str, list[Reason]]] = {}

    def over(self, concern: Concern) -> Mapping[str, list[Reason]]:
        """Every party that holds power over the group in this concern, with the reasons why.

        A harm counts where its place, stated or else the party's own, lies in the concern's or around it.
        """
        if concern.about not in self._over:
            found = {party: list(reasons) for party, reasons in self.over_group(concern.group).items()}
            place = steps(concern.place)
            for where, fact in self._harmers.get(concern.risk, ()):
                if fact.a != concern.group and touches(where, place):
                    found.setdefault(fact.a, []).append(Reason("harms", "", (fact, *concern.facts)))
            self._over[concern.about] = found
        return self._over[concern.about]

    def over_group(self, group: str) -> Mapping[str, list[Reason]]:
        """Every party that employs, recruits, lends to or frightens a group."""
        if group not in self._over_group:
            found: dict[str, list[Reason]] = defaultdict(list)
            for relation, why in OVER.items():
                for fact in self.brief.facts.into(relation, group):
                    found[fact.a].append(Reason(why, "", (fact,)))
            for fact in self.brief.facts.out("FEARS_REPRISAL_FROM", group):
                found[fact.b].append(Reason(FEARED, "", (fact,)))
            self._over_group[group] = found
        return self._over_group[group]

    def employers(self, group: str) -> tuple[Fact, ...]:
        """The facts that say who employs a group."""
        return self.brief.facts.into("EMPLOYS", group)

    def reasons(self, voice: str, concern: Concern) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        """Why this voice does not count for this concern, and why it may not; both empty where it does."""
        return self._reasons(voice, concern.group, self.over(concern))

    def of_group(self, voice: str, group: str) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        """The same for a group as such, whatever the risk."""
        return self._reasons(voice, group, self.over_group(group))

    def _reasons(
        self, voice: str, group: str, over: Mapping[str, list[Reason]]
    ) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        sure = list(over.get(voice, ()))
        if self.brief.net.nodes[voice].get("form") == APPOINTED_FORM:
            sure.append(self.appointed(group))
        maybe: list[Reason] = []
        for need in self._on.get(voice, ()):
            if need.partner in over and need.partner != group:
                power = (fact for one in over[need.partner] for fact in one.facts)
                why = Reason(DEPENDS, need.partner, (*need.worst.facts, *power))
                (sure if need.ends.low > self.above else maybe).append(why)
        return tuple(sure), tuple(maybe)

    def appointed(self, group: str) -> Reason:
        """Appointed by the employer: named where the map knows exactly one."""
        employers = self.employers(group)
        only = {fact.a for fact in employers}
        return Reason(APPOINTED, only.pop() if len(only) == 1 else "", employers)
