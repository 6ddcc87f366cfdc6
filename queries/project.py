"""From facts to the layers that measures run on: the one place where direction, weight and parallel ties
are decided (`docs/definitions.md`).  Every answer prints what was used.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from scipy.sparse import csr_array

from graph.facts import Fact, Facts
from queries.question import Brief
from queries.shares import shares
from queries.sides import SIDE, Share, number

Pair = tuple[str, str]
ASSUMED = ("REGULATES", "INSPECTS", "CERTIFIES")
MOVES = ("income", "budget", "sales")
"""By which sides of exchange the partner moves the holder of the total."""


@dataclass(frozen=True)
class Layer:
    """One kind of tie between stakeholders, at most one for each ordered pair.

    `ties` is a `csr_array` (n x n) over `nodes`, without loops and without stored zeros; `rests_on`
    gives the facts behind each pair, also where their weight is not known; `missing` says which inputs
    of a pair nobody states, as "RELATION.field"; `used` are the rules that were applied, as keys of the
    catalogue `answers` with their values.
    """

    name: str
    nodes: tuple[str, ...]
    ties: csr_array
    rests_on: Mapping[Pair, tuple[Fact, ...]]
    missing: Mapping[Pair, tuple[str, ...]]
    used: tuple[tuple[str, Mapping[str, object]], ...]

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The row of each node."""
        return {node: row for row, node in enumerate(self.nodes)}

    @cached_property
    def weights(self) -> Mapping[Pair, float]:
        """The weight of each pair that has one."""
        rows = np.repeat(np.arange(len(self.nodes)), np.diff(self.ties.indptr))
        return {
            (self.nodes[i], self.nodes[j]): float(w)
            for i, j, w in zip(rows, self.ties.indices, self.ties.data, strict=True)
        }


_DONE: WeakKeyDictionary[Facts, dict[tuple[str, ...], Layer]] = WeakKeyDictionary()


def _once(facts: Facts, what: tuple[str, ...], make: Callable[[], Layer]) -> Layer:
    """A layer of some facts, made when it is first asked for."""
    done = _DONE.setdefault(facts, {})
    if what not in done:
        done[what] = make()
    return done[what]


class _Gathered:
    """What is known of each pair while a layer is made: the largest weight counts."""

    def __init__(self) -> None:
        self.weight: dict[Pair, float] = {}
        self.facts: dict[Pair, list[Fact]] = defaultdict(list)
        self.missing: dict[Pair, list[str]] = defaultdict(list)
        self.rules: dict[Pair, str] = {}

    def add(self, pair: Pair, weight: float | None, facts: Iterable[Fact], rule: str) -> None:
        if pair[0] == pair[1]:
            return
        self.facts[pair] += [fact for fact in facts if fact not in self.facts[pair]]
        if weight is None:
            self.missing[pair].append(rule)
        elif weight > self.weight.get(pair, -1.0):
            self.weight[pair], self.rules[pair] = weight, rule

    def layer(
        self, name: str, nodes: tuple[str, ...], used: Iterable[tuple[str, Mapping[str, object]]]
    ) -> Layer:
        index = {node: row for row, node in enumerate(nodes)}
        known = sorted((index[i], index[j], w) for (i, j), w in self.weight.items() if w > 0)
        rows, columns, data = (np.array(part) for part in zip(*known, strict=True)) if known else ([], [], [])
        ties = csr_array(
            (np.asarray(data, float), (np.asarray(rows, int), np.asarray(columns, int))), (len(nodes),) * 2
        )
        missing = {pair: tuple(sorted(set(rules))) for pair, rules in sorted(self.missing.items()) if rules}
        return Layer(
            name, nodes, ties, {p: tuple(self.facts[p]) for p in sorted(self.facts)}, missing, tuple(used)
        )


def exchange(brief: Brief, *means: str) -> Layer:
    """i -> j: the largest known part of i's sales, purchases, income … that runs through j, 0 to 1.

    `means` narrows it to some sides ("purchases"); all, where none is named.  Sides are never added.
    """
    return _once(brief.facts, ("exchange", *sorted(means)), lambda: _exchange(brief, means))


def _exchange(brief: Brief, means: tuple[str, ...]) -> Layer:
    made = _Gathered()
    for one in shares(brief):
        if not means or one.means in means:
            side = SIDE[one.means]
            made.add((one.holder, one.partner), one.share.point, one.facts, f"{side.relation}.{side.share}")
    from_values = sum(one.said == "values" for one in shares(brief) if not means or one.means in means)
    used: list[tuple[str, Mapping[str, object]]] = [("used.exchange", {})]
    if from_values:
        used.append(("used.values", {"n": from_values}))
    return made.layer("exchange", brief.stakeholders(), used)


class Part(NamedTuple):
    """One way in which one moves another: its rule, and its weight, None where nobody states it."""

    pair: Pair
    rule: str
    weight: float | None
    facts: tuple[Fact, ...]
    share: Share | None = None  # where the weight is a share of somebody's whole


STATED = "INFLUENCES.strength"


def influence_parts(brief: Brief) -> Iterator[Part]:
    """Every way in which one moves another.

    Of each pair the largest counts, but a strength that somebody states (`STATED`) replaces all others.
    """
    for fact in brief.facts.of("INFLUENCES"):
        yield Part((fact.a, fact.b), STATED, number(fact.get("strength")), (fact,))
    for fact in brief.facts.of("OWNS"):
        yield Part((fact.a, fact.b), "OWNS.share", number(fact.get("share")), (fact,))
    for one in shares(brief):
        if one.means in MOVES:
            rule = f"{SIDE[one.means].relation}.{SIDE[one.means].share}"
            yield Part((one.partner, one.holder), rule, one.share.point, one.facts, one)
    for relation in ASSUMED:
        for fact in brief.facts.of(relation):
            yield Part((fact.a, fact.b), relation, brief.settings.assumptions[relation], (fact,))


def influence(brief: Brief) -> Layer:
    """i -> j: how far what i wants weighs with j, 0 to 1.

    INFLUENCES where its strength is stated; else the largest of: the part of j that i owns, of j's
    budget that i pays, of j's sales that i buys, of j's income that i pays, and for a regulator,
    inspector or certifier the assumption in the settings.
    """
    return _once(brief.facts, ("influence",), lambda: _influence(brief))


def _influence(brief: Brief) -> Layer:
    stated, other = _Gathered(), _Gathered()
    for part in influence_parts(brief):
        made = stated if part.rule == STATED else other
        made.add(part.pair, part.weight, part.facts, part.rule)
    for pair, weight in stated.weight.items():  # what somebody states replaces what we work out
        other.weight[pair], other.rules[pair] = weight, STATED
        other.facts[pair], other.missing[pair] = stated.facts[pair], []
    for pair, lacking in stated.missing.items():  # one fact a pair: never also stated
        other.facts[pair] += stated.facts[pair]
        other.missing[pair] += lacking
    return other.layer("influence", brief.stakeholders(), _used_for_influence(brief, other.rules))


def _used_for_influence(brief: Brief, rules: Mapping[Pair, str]) -> list[tuple[str, Mapping[str, object]]]:
    counted = Counter(rules.values())
    used: list[tuple[str, Mapping[str, object]]] = [("used.influence", {})]
    for relation in ASSUMED:
        if counted[relation]:
            share = round(100 * brief.settings.assumptions[relation])
            used.append((f"used.{relation}", {"n": counted[relation], "share": share}))
    return used


def contact(brief: Brief) -> Layer:
    """i - j: how much they trust each other, 0 to 1, the same both ways.

    Who know each other without a stated trust are in `rests_on` and `missing`: a route whose quality is
    not known.  Conflict is a flag of its own, never low trust.
    """
    made = _Gathered()
    for fact in brief.facts.of("KNOWS"):
        for pair in ((fact.a, fact.b), (fact.b, fact.a)):
            made.add(pair, number(fact.get("trust")), (fact,), "KNOWS.trust")
    return made.layer("contact", brief.stakeholders(), [("used.contact", {})])
