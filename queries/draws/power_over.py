"""Power over others in many worlds: the dependence of all others on somebody, added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array

from queries.dependence import dependencies, power_over
from queries.draws import Array, Worlds
from queries.draws.dependence import RELATIONS as RELATIONS
from queries.draws.dependence import Needs
from queries.draws.influence import is_ranked
from queries.question import Brief
from queries.sides import Interval


def standing(brief: Brief) -> Mapping[str, Interval]:
    """sum over i of dep(i on j), least and most, of each j for whom at least half is known."""
    told = computed(brief)
    return {node: ends for node, ends in power_over(brief).items() if told.get(node)}


def computed(brief: Brief) -> Mapping[str, bool]:
    """Of each on whom somebody may depend: whether at least half of these dependences are known exactly."""
    ties: dict[str, int] = defaultdict(int)
    lacking: dict[str, int] = defaultdict(int)
    for (_, partner), one in dependencies(brief).items():
        ties[partner] += 1
        lacking[partner] += one.ends.point is None
    return {node: 2 * lacking[node] <= n for node, n in ties.items()}


def rests_on(brief: Brief) -> Mapping[str, frozenset[str]]:
    """The root sources behind what others depend on somebody for."""
    found: dict[str, set[str]] = defaultdict(set)
    for (_, partner), one in dependencies(brief).items():
        found[partner].update(root for need in one.needs for fact in need.facts for root in fact.roots)
    return {node: frozenset(roots) for node, roots in found.items()}


def order(brief: Brief, node: str) -> str:
    """The order in which somebody has a place: one for all but people and who stands for several."""
    return "all" if is_ranked(brief, node) else ""


def drawn(brief: Brief, items: Sequence[str], worlds: Worlds) -> Array:
    """Power over others of each of `items` in each world: (items x worlds)."""
    needs = Needs(worlds)
    row = {node: at for at, node in enumerate(items)}
    kept = [(row[partner], at) for at, (_, partner) in enumerate(needs.pairs) if partner in row]
    at_row, at_pair = np.array(kept, dtype=int).reshape(-1, 2).T
    added = csr_array((np.ones(len(kept)), (at_row, at_pair)), (len(items), len(needs.pairs)))
    found = np.empty((len(items), worlds.count))
    at = 0
    for batch in worlds.batches(needs.width):
        found[:, at : at + batch.size] = added @ needs.dependence(batch)
        at += batch.size
    return found
