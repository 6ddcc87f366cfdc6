"""Who can be gone round in exchange: constraint, effective size, efficiency and hierarchy of each party.

Burt (1992), on the largest known share that runs through each pair, both directions added
(`queries.project.exchange`).  Little constraint: one's partners do not deal with each other, so one
stands between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.facts import Fact
from queries.measures.structural_holes import constraint, effective_size, efficiency, hierarchy
from queries.measures.triangles import Triangles
from queries.project import exchange
from queries.question import Brief


@dataclass(frozen=True, slots=True)
class Surrounded:
    """How one party stands among its partners; measures are None where they are not defined or not known."""

    partners: int
    lacking: int  # partners of whom no share is known, in either direction
    constraint: float | None
    effective: float | None
    efficiency: float | None
    hierarchy: float | None  # only with two partners or more
    facts: tuple[Fact, ...]


def surroundings(brief: Brief) -> Mapping[str, Surrounded]:
    """Everybody with a partner in exchange; not worked out where more than half of the shares are missing.

    Time grows with ties and triangles.
    """
    layer = exchange(brief)
    triangles = Triangles(layer.ties)
    found = [one(layer.ties, triangles) for one in (constraint, effective_size, efficiency, hierarchy)]
    partners: dict[str, set[str]] = defaultdict(set)
    facts: dict[str, dict[int, Fact]] = defaultdict(dict)
    for (a, b), told in layer.rests_on.items():
        for one, other in ((a, b), (b, a)):
            partners[one].add(other)
            facts[one].update({id(fact): fact for fact in told})
    made = {}
    for node in sorted(partners):
        known = [o for o in partners[node] if (node, o) in layer.weights or (o, node) in layer.weights]
        lacking = len(partners[node]) - len(known)
        row, told_enough = layer.index[node], 2 * lacking <= len(partners[node])
        tight, size, part, one_sided = (
            float(one[row]) if told_enough and not np.isnan(one[row]) else None for one in found
        )
        made[node] = Surrounded(
            len(partners[node]), lacking, tight, size, part, one_sided, tuple(facts[node].values())
        )
    return made
