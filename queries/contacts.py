"""Who knows whom, and what hangs on whom: the parts of the map, the doors between them, the ways through.

Known contact, the same both ways (`queries.project.contact`); how much it is trusted matters for the
choice of a way only.  Those of whom no contact is known are not in it: that is unknown, not "nobody".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack, vstack
from scipy.sparse.csgraph import connected_components

from graph.facts import Fact, Facts
from graph.schema import KIND
from queries.blocs import bloc_of
from queries.captured import OVER
from queries.concentration import NOT_ONE
from queries.measures.betweenness import betweenness
from queries.measures.cut_nodes import Part, cut_nodes
from queries.measures.gates import one_gate
from queries.measures.pivots import default
from queries.measures.routes import best_routes, route
from queries.project import Pair, contact
from queries.question import Brief

SEED = 1
UNKNOWN_SIDE, COMPANY = "", "company"
Array = NDArray[np.float64]


class Contacts:
    """The contacts of a network, worked out once."""

    def __init__(self, brief: Brief) -> None:
        layer = contact(brief)
        self.facts: Mapping[Pair, tuple[Fact, ...]] = layer.rests_on
        there = {node for pair in layer.rests_on for node in pair}
        self.nodes = tuple(node for node in layer.nodes if node in there)
        self.index = {node: row for row, node in enumerate(self.nodes)}
        self.ties = self._matrix(dict.fromkeys(layer.rests_on, 1.0))
        unsaid = dict.fromkeys(layer.missing, np.nan)
        self.trust = self._matrix({**unsaid, **layer.weights})
        self.sides = tuple(side_of(brief, node) for node in self.nodes)
        self.loose = frozenset(n for n, extent in brief.net.nodes(data="extent") if extent in NOT_ONE)

    def known_to(self, node: str) -> int:
        """With how many others contact is known."""
        row = self.index[node]
        return int(self.ties.indptr[row + 1] - self.ties.indptr[row])

    @cached_property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """Those between whom some way is known, the largest part first."""
        count, label = connected_components(self.ties, directed=False)
        found: list[list[str]] = [[] for _ in range(count if self.nodes else 0)]
        for node, part in zip(self.nodes, label, strict=True):
            found[part].append(node)
        return tuple(tuple(part) for part in sorted(found, key=lambda part: (-len(part), part)))

    @cached_property
    def every_side(self) -> tuple[str, ...]:
        """The sides that are there, in alphabetical order."""
        return tuple(sorted(set(self.sides)))

    @cached_property
    def doors(self) -> Mapping[str, tuple[Part, ...]]:
        """Each who alone joins two parts or more, with those parts by side; never a name for several."""
        at = {side: number for number, side in enumerate(self.every_side)}
        found: dict[str, list[Part]] = {}
        for part in cut_nodes(self.ties, np.array([at[side] for side in self.sides], int)):
            if self.nodes[part.node] not in self.loose:
                found.setdefault(self.nodes[part.node], []).append(part)
        return {node: tuple(parts) for node, parts in found.items()}

    @property
    def pivots(self) -> int | None:
        """From how many of the nodes betweenness is worked out; None where from all."""
        return default(len(self.nodes))

    @cached_property
    def between(self) -> Array:
        """Betweenness of each node, 0 to 1: which part of the shortest ways between others it is on."""
        return betweenness(self.ties, directed=False, pivots=self.pivots, seed=SEED)

    def single_ways(self, starts: Collection[str], ends: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """For each of `ends` that can be reached: those whom every known way from `starts` passes.

        The one nearest to `starts` first; starts themselves and names for several are left out.
        """
        rows = [self.index[node] for node in starts if node in self.index]
        first = np.zeros((1, len(self.nodes)))
        first[0, rows] = 1.0
        nobody = csr_array((len(self.nodes) + 1, 1))
        gates = one_gate(csr_array(hstack([vstack([self.ties, csr_array(first)]), nobody])), len(self.nodes))
        found, left_out = {}, self.loose.union(starts)
        for node in ends:
            if node in self.index and (at := int(gates[self.index[node]])) >= 0:
                passed = []
                while at != len(self.nodes):
                    passed.append(self.nodes[at])
                    at = int(gates[at])
                found[node] = tuple(one for one in reversed(passed) if one not in left_out)
        return found

    def ways(self, starts: Sequence[str], ends: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """The most trusted known way from any of `starts` to each of `ends`; () where there is none.

        Over as few ties of unknown trust as it must.
        """
        rows = [self.index[node] for node in starts if node in self.index]
        found = best_routes(self.trust, rows, through_unknown=True)
        return {end: tuple(self.nodes[row] for row in route(found, self.index[end])) for end in ends}

    def along(self, way: Sequence[str]) -> tuple[Fact, ...]:
        """The facts of a way."""
        return tuple(fact for pair in zip(way, way[1:], strict=False) for fact in self.facts[pair])

    def around(self, node: str) -> tuple[Fact, ...]:
        """The facts that say whom somebody knows."""
        row = self.index[node]
        others = self.ties.indices[self.ties.indptr[row] : self.ties.indptr[row + 1]]
        return tuple(fact for other in others for fact in self.facts[node, self.nodes[other]])

    def _matrix(self, entries: Mapping[Pair, float]) -> csr_array:
        at = np.array([(self.index[a], self.index[b]) for a, b in entries], int).reshape(-1, 2)
        data = np.array(list(entries.values()), float)
        return csr_array((data, (at[:, 0], at[:, 1])), (len(self.nodes),) * 2)


_DONE: WeakKeyDictionary[Facts, Contacts] = WeakKeyDictionary()


def contacts(brief: Brief) -> Contacts:
    """The contacts of this network; shared between questions and rules."""
    if brief.facts not in _DONE:
        _DONE[brief.facts] = Contacts(brief)
    return _DONE[brief.facts]


def single_doors(brief: Brief, known: Contacts, companies: Sequence[str]) -> dict[str, str]:
    """For each group of workers that known contact joins to `companies`: the one door on every way, if any.

    Of several doors in a row the one nearest to the companies counts.
    """
    groups = [node for node in known.nodes if brief.kind(node) == "WorkerGroup"]
    doors = known.single_ways(companies, groups)
    return {group: passed[0] for group, passed in doors.items() if passed}


def free_companies(brief: Brief, known: Contacts) -> tuple[str, ...]:
    """Companies of which contact is known and that have no hold on any group of workers.

    Those that employ, recruit or lend to one are no end of a way, since what is looked for is contact that
    they do not hold; they can be the door.
    """
    groups = [node for node in brief.stakeholders() if brief.kind(node) == "WorkerGroup"]
    holders = {f.a for group in groups for relation in OVER for f in brief.facts.into(relation, group)}
    company = [node for node, side in zip(known.nodes, known.sides, strict=True) if side == COMPANY]
    return tuple(node for node in company if node not in holders and not is_civil(brief, node))


def side_of(brief: Brief, node: str) -> str:
    """The bloc of a stakeholder, or `UNKNOWN_SIDE` where nobody says of what kind it is."""
    known = brief.kind(node) or brief.net.nodes[node].get("bloc")
    return bloc_of(brief, node) if known else UNKNOWN_SIDE


def is_civil(brief: Brief, node: str) -> bool:
    """Whether somebody is of the people, speaks for them, or defends rights: their place is for the team.

    Industry associations speak for companies.  Who is marked as a defender counts, whatever the kind, and
    so does everybody whose kind nobody says: unknown is not safe.
    """
    kind = KIND.get(brief.kind(node))
    if kind is None or kind.label == "Person" or brief.net.nodes[node].get("defender") == "yes":
        return True
    return kind.sphere in ("people", "voice") and kind.bloc != "company"
