"""From the facts of a network to the layers that measures run on.

Which ties count, in which direction and with which weight is decided in `queries.ways`, what becomes of
several between two in `queries.layer`; the other entrance, from columns, is `queries.columns`.  Every
answer prints what was used (`docs/definitions.md`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from graph.facts import Fact, Facts
from queries.layer import Pair as Pair
from queries.layer import Projection, Weighed, combined
from queries.question import Brief
from queries.shares import shares
from queries.sides import Share, number
from queries.ways import ASSUMED as ASSUMED
from queries.ways import STATED as STATED
from queries.ways import WAYS, Way, ways


@dataclass(frozen=True)
class Layer(Projection):
    """A layer of a network; `rests_on` gives the facts behind each pair, its weight known or not."""

    rests_on: Mapping[Pair, tuple[Fact, ...]] = field(repr=False)


class Part(NamedTuple):
    """One way in which two are joined: its rule, and its weight, None where nobody states it."""

    pair: Pair
    rule: str
    weight: float | None
    facts: tuple[Fact, ...]
    share: Share | None = None  # where the weight is a share of somebody's whole


def exchange(brief: Brief, *means: str) -> Layer:
    """i -> j: the largest known part of i's sales, purchases, income … that runs through j, 0 to 1.

    `means` narrows it to some sides ("purchases"); all, where none is named.  Sides are never added.
    """
    return _once(brief, "exchange", *sorted(means))


def influence(brief: Brief) -> Layer:
    """i -> j: how far what i wants weighs with j, 0 to 1.

    INFLUENCES where its strength is stated; else the largest of: the part of j that i owns, of j's
    budget that i pays, of j's sales that i buys, of j's income that i pays, and for a regulator,
    inspector or certifier the assumption in the settings.
    """
    return _once(brief, "influence")


def contact(brief: Brief) -> Layer:
    """i - j: how much they trust each other, 0 to 1, the same both ways.

    Who know each other without a stated trust are in `rests_on` and `missing`: a route whose quality is
    not known.  Conflict is a flag of its own, never low trust.
    """
    return _once(brief, "contact")


def influence_parts(brief: Brief) -> Iterator[Part]:
    """Every way in which one stakeholder moves another, or itself.

    Of each pair the largest counts, but a strength that somebody states (`STATED`) replaces all others.
    """
    among = frozenset(brief.stakeholders())
    for way in WAYS["influence"]:
        yield from _parts(brief, way, among)


_DONE: WeakKeyDictionary[Facts, dict[tuple[str, ...], Layer]] = WeakKeyDictionary()


def _once(brief: Brief, name: str, *means: str) -> Layer:
    """A layer of some facts, made when it is first asked for."""
    done = _DONE.setdefault(brief.facts, {})
    if (name, *means) not in done:
        done[name, *means] = _layer(brief, name, ways(name, *means))
    return done[name, *means]


def _layer(brief: Brief, name: str, means: Sequence[Way]) -> Layer:
    nodes = brief.stakeholders()
    index = {node: row for row, node in enumerate(nodes)}
    facts: dict[Pair, list[Fact]] = defaultdict(list)
    stated: dict[Pair, Part] = {}
    weighed = []
    for way in means:
        parts = list(_parts(brief, way, index))
        weighed.append(_weighed(way, parts, index))
        for one in parts:
            if one.rule == STATED:
                stated[one.pair] = one
            elif one.pair[0] != one.pair[1]:
                known = facts[one.pair]
                known += [fact for fact in one.facts if fact not in known]
    for pair, one in stated.items():  # what somebody states replaces what we work out
        if pair[0] != pair[1]:
            facts[pair] = [*(facts[pair] if one.weight is None else ()), *one.facts]
    ties, joined, used = combined(name, len(nodes), weighed, brief.settings, brief.facts.as_of)
    rests_on = {pair: tuple(facts[pair]) for pair in sorted(facts)}
    return Layer(name, nodes, ties, joined, used, rests_on)


def _weighed(way: Way, parts: Sequence[Part], index: Mapping[str, int]) -> Weighed:
    n = len(parts)
    i, j = (np.fromiter((index[one.pair[end]] for one in parts), np.int64, n) for end in (0, 1))
    weights = (np.nan if one.weight is None else one.weight for one in parts)
    from_values = sum(one.share is not None and one.share.said == "values" for one in parts)
    return Weighed(way, i, j, np.fromiter(weights, float, n), from_values)


def _parts(brief: Brief, way: Way, among: Container[str]) -> Iterator[Part]:
    """What one way says, from whom to whom, also from somebody to itself; both of them `among` these."""
    if way.side:
        for total in shares(brief).totals:
            if total.means == way.side.means and total.holder in among:
                for one in total.shares:
                    if one.partner in among:
                        pair = (one.partner, one.holder) if way.back else (one.holder, one.partner)
                        yield Part(pair, way.rule, one.share.point, one.facts, one)
        return
    for fact in brief.facts.of(way.relation):
        if fact.a in among and fact.b in among:
            weight = number(fact.get(way.field)) if way.field else brief.settings.assumptions[way.relation]
            yield Part((fact.a, fact.b), way.rule, weight, (fact,))
            if way.both:
                yield Part((fact.b, fact.a), way.rule, weight, (fact,))
