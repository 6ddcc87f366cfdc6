"""Who stands between whom where somebody moves somebody, and as what: the five roles of a broker.

On the influence layer (`queries.project.influence`), with blocs as groups.  A tie counts whatever its
size, also where nobody states it.  Those of whom nobody says what they are have no side, so they are left
out; so are those without any tie, who would only make ties look rarer than they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.facts import Fact, Facts
from queries.contacts import UNKNOWN_SIDE, side_of
from queries.measures.brokerage import ROLES, deviation, expected, roles, two_paths
from queries.project import Layer, Pair, influence
from queries.question import Brief

MOST_PATHS = 20_000_000
"""Credit is shared out up to so many ways of two ties: a hub of n ties in and n out has n x n."""


@dataclass(frozen=True, slots=True)
class Broker:
    """One role of one party: how often it stands so between two others, and how often by chance.

    `partial` shares a pair out over all who stand between the two in any role; `expected` and `deviation`
    (its standard deviation) are of ties drawn independently, as dense as those there are.
    """

    node: str
    role: str
    count: int
    partial: float | None  # None where that would take too long
    expected: float
    deviation: float


@dataclass(frozen=True, eq=False)
class Brokers:
    """Every role on a map, and what it was counted on."""

    found: tuple[Broker, ...]
    parties: int  # on how many it was counted, and on how many ties between them
    ties: int
    sideless: tuple[str, ...]  # left out, since nobody says of what kind they are
    around: Mapping[str, tuple[Fact, ...]]  # the facts behind the ties of each
    side: Mapping[str, str]
    layer: Layer
    pairs: frozenset[Pair]

    @cached_property
    def of(self) -> Mapping[str, tuple[Broker, ...]]:
        """The roles of each who has one."""
        found: dict[str, list[Broker]] = {}
        for one in self.found:
            found.setdefault(one.node, []).append(one)
        return {node: tuple(roles) for node, roles in found.items()}

    def between(self, node: str, role: str) -> Iterator[Pair]:
        """The pairs between whom somebody stands in a role, in alphabetical order of keys."""
        before = sorted(a for a, v in self.pairs if v == node)
        after = sorted(c for v, c in self.pairs if v == node)
        for a, c in product(before, after):
            if a != c and (a, c) not in self.pairs and self._role(a, node, c) == role:
                yield a, c

    def _role(self, a: str, v: str, c: str) -> str:
        before, own, after = self.side[a], self.side[v], self.side[c]
        if before == after:
            return ROLES[0] if own == before else ROLES[1]
        return ROLES[2] if own == after else ROLES[3] if own == before else ROLES[4]


_DONE: WeakKeyDictionary[Facts, Brokers] = WeakKeyDictionary()


def brokers(brief: Brief) -> Brokers:
    """Who has which role, in the order of nodes and roles; only roles somebody has at least once."""
    if brief.facts not in _DONE:
        _DONE[brief.facts] = _brokers(brief)
    return _DONE[brief.facts]


def _brokers(brief: Brief) -> Brokers:
    layer = influence(brief)
    every = [pair for pair in layer.rests_on if pair in layer.weights or pair in layer.missing]
    tied = sorted({node for pair in every for node in pair})
    side = {node: side_of(brief, node) for node in tied}
    nodes = tuple(node for node in tied if side[node] != UNKNOWN_SIDE)
    index = {node: row for row, node in enumerate(nodes)}
    pairs = [pair for pair in every if pair[0] in index and pair[1] in index]
    at = np.array([(index[a], index[b]) for a, b in pairs], int).reshape(-1, 2)
    ties = csr_array((np.ones(len(at)), (at[:, 0], at[:, 1])), (len(nodes),) * 2)
    sides = sorted(set(side.values()))
    group = np.array([sides.index(side[node]) for node in nodes], int)
    around: dict[str, list[Fact]] = {node: [] for node in nodes}
    for pair in pairs:
        for node in pair:
            around[node] += layer.rests_on[pair]
    return Brokers(
        tuple(_found(nodes, ties, group)),
        len(nodes),
        len(pairs),
        tuple(node for node in tied if side[node] == UNKNOWN_SIDE),
        {node: tuple(facts) for node, facts in around.items()},
        side,
        layer,
        frozenset(pairs),
    )


def _found(nodes: Sequence[str], ties: csr_array, group: NDArray[np.int64]) -> Iterator[Broker]:
    counts, usual, spread = roles(ties, group), expected(group, ties), deviation(group, ties)
    is_small = two_paths(ties) <= MOST_PATHS
    parts = roles(ties, group, partial=True) if is_small else np.full(counts.shape, np.nan)
    for row, at in zip(*np.nonzero(counts), strict=True):
        yield Broker(
            nodes[row], ROLES[at], round(float(counts[row, at])),
            None if np.isnan(parts[row, at]) else float(parts[row, at]),
            float(usual[row, at]), float(spread[row, at]),
        )  # fmt: skip
