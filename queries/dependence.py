"""Who depends on whom: dep(i on j) = s (1 - alt), for the means by which i needs j most.

s is the share of i's sales, purchases, income, credit, budget, jobs or permits that runs through j;
alt says how easily i finds another (Emerson 1962; the two factors are his, the product is ours).  A
share or an alternative that nobody states gives an interval, never a guess.  A permit is what one
cannot do without: share 1, alternative 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np
from scipy.sparse import csr_array

from graph.facts import Fact, Facts
from graph.terms import UNKNOWN
from queries.measures import dependence as emerson
from queries.question import Brief
from queries.shares import shares
from queries.sides import ANYTHING, SIDE, SIDES, Interval

PERMIT = "permit"


@dataclass(frozen=True, slots=True)
class Need:
    """One means by which somebody needs another: what it rests on."""

    means: str
    dependence: Interval
    share: Interval
    elsewhere: Interval
    facts: tuple[Fact, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What nobody says: "share", "elsewhere", or neither."""
        found = [("share", self.share), ("elsewhere", self.elsewhere)]
        return tuple(name for name, ends in found if ends.point is None)

    @property
    def inputs(self) -> tuple[str, ...]:
        """What nobody says, as "RELATION.field"."""
        if self.means == PERMIT:
            return ("REGULATES.permit",) if self.missing else ()
        side = SIDE[self.means]
        fields = {"share": side.share, "elsewhere": side.elsewhere}
        return tuple(f"{side.relation}.{fields[name]}" for name in self.missing)


@dataclass(frozen=True, slots=True)
class Dependence:
    """How much `holder` depends on `partner`, by the means it needs most."""

    holder: str
    partner: str
    ends: Interval
    needs: tuple[Need, ...]  # the most critical first

    @property
    def inputs(self) -> tuple[str, ...]:
        """What nobody says of any means, as "RELATION.field", in one order."""
        return tuple(sorted({one for need in self.needs for one in need.inputs}))

    @property
    def worst(self) -> Need:
        """The means by which the holder needs the partner most, as far as is known."""
        return self.needs[0]


_DONE: WeakKeyDictionary[Facts, Mapping[tuple[str, str], Dependence]] = WeakKeyDictionary()


def dependence(brief: Brief) -> Mapping[tuple[str, str], Interval]:
    """(i, j) -> how much i depends on j, 0 to 1, as an interval of two ends.

    A pair that no tie joins is not in it, which means "not known", never 0.  Linear in ties.
    """
    return {pair: one.ends for pair, one in dependencies(brief).items()}


def dependencies(brief: Brief) -> Mapping[tuple[str, str], Dependence]:
    """As `dependence`, with the means, shares, alternatives and facts it rests on; sorted by pair."""
    facts = brief.facts
    if facts not in _DONE:
        known = dependencies(replace(brief, facts=facts.base)) if facts.base else {}
        changed = _who_changed(facts)
        found = {pair: one for pair, one in known.items() if pair[0] not in changed}
        needs: dict[tuple[str, str], list[Need]] = defaultdict(list)
        for one in shares(brief):
            if not facts.base or one.holder in changed:
                need = Need(one.means, one.dependence, one.share, one.elsewhere, one.facts)
                needs[one.holder, one.partner].append(need)
        for pair, need in permits(facts):
            if not facts.base or pair[0] in changed:
                needs[pair].append(need)
        found |= {pair: _most_critical(pair, own) for pair, own in needs.items()}
        _DONE[facts] = {pair: found[pair] for pair in sorted(found)}
    return _DONE[facts]


def _who_changed(facts: Facts) -> set[str]:
    """Whose needs a source that was left out speaks of; nobody's where none was."""
    changed = {side.ends(fact)[0] for side in SIDES for fact in facts.changed(side.relation)}
    return changed | {fact.b for fact in facts.changed("REGULATES")}


def permits(facts: Facts) -> Iterable[tuple[tuple[str, str], Need]]:
    """Who cannot do without whose permit: (i, j), and what it rests on."""
    sure = Interval(1.0, 1.0)
    for fact in facts.of("REGULATES"):
        if fact.a == fact.b:
            continue
        if fact.get("permit") == "yes":
            yield (fact.b, fact.a), Need(PERMIT, sure, sure, Interval(0.0, 0.0), (fact,))
        elif fact.get("permit") == UNKNOWN:
            yield (fact.b, fact.a), Need(PERMIT, ANYTHING, ANYTHING, Interval(0.0, 0.0), (fact,))


def _most_critical(pair: tuple[str, str], needs: list[Need]) -> Dependence:
    order = sorted(needs, key=lambda one: (-one.dependence.low, -one.dependence.high, one.means))
    ends = Interval(order[0].dependence.low, max(one.dependence.high for one in order))
    return Dependence(*pair, ends, tuple(order))


def imbalance(there: Interval, back: Interval) -> Interval:
    """dep(i on j) - dep(j on i), -1 to 1: above 0, j has power over i."""
    return Interval(there.low - back.high, there.high - back.low)


def mutual(there: Interval, back: Interval) -> Interval:
    """dep(i on j) + dep(j on i), 0 to 2: how much the two are bound to each other."""
    return Interval(there.low + back.low, there.high + back.high)


def power_over(brief: Brief) -> Mapping[str, Interval]:
    """For each stakeholder, the dependences of all others on it, added up; 0 to their number."""
    pairs = dependence(brief)
    nodes = sorted({node for pair in pairs for node in pair})
    row = {node: at for at, node in enumerate(nodes)}
    at = np.array([row[i] for i, _ in pairs], int), np.array([row[j] for _, j in pairs], int)
    low, high = (
        emerson.power_over(
            csr_array((np.array([ends[end] for ends in pairs.values()], float), at), (len(nodes),) * 2)
        )
        for end in (0, 1)
    )
    return {node: Interval(float(low[at]), float(high[at])) for node, at in row.items()}
