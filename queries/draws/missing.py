"""What if ties are missing from the map: a part of each kind is added, many times, and nothing else drawn.

Of influence a kind is a way in which somebody moves another (`queries.project.influence_parts`), of
dependence and exchange a means (sales, income …).  A tie is added between stakeholders of two kinds
that it joins on this map, who are not tied so, nor said not to be; a share within what its side leaves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from queries.dependence import PERMIT, dependencies
from queries.draws import Array
from queries.measures.influence import attenuation
from queries.measures.missing import Ids, Ties, joined, more_ties, worlds_with
from queries.measures.structural_holes import constraint
from queries.measures.triangles import Triangles
from queries.measures.worlds import influence_in_worlds
from queries.project import Pair, exchange, influence, influence_parts
from queries.question import Brief
from queries.shares import shares
from queries.sides import SIDE

RATES = (0.05, 0.15)


class Known(NamedTuple):
    """One tie of a layer, as large as is known: its kind, and what it is a share of, by whom."""

    pair: Pair
    weight: float
    kind: str
    relation: str
    means: str = ""
    holder: int = 0  # which end of the pair the share is of


def influence_with_more(brief: Brief, items: Sequence[str], rate: float, count: int) -> Array:
    """Total influence of each of `items` with ties added: (items x worlds)."""
    parts = [
        Known(p.pair, p.weight, p.rule, p.facts[0].relation, p.share.means if p.share else "", 1)
        for p in influence_parts(brief)
        if p.weight and p.pair[0] != p.pair[1]
    ]
    layer = influence(brief)
    kernel = partial(influence_in_worlds, b=attenuation(layer.ties))
    return _in_worlds(brief, layer.ties, layer.nodes, parts, kernel, items, rate, count)


def power_with_more(brief: Brief, items: Sequence[str], rate: float, count: int) -> Array:
    """Power over others of each of `items` with ties added: (items x worlds).

    What is not known exactly counts for the middle between its ends.
    """
    nodes = brief.stakeholders()
    parts = [
        Known(pair, sum(need.dependence) / 2, need.means, _relation(need.means), _means(need.means))
        for pair, one in dependencies(brief).items()
        for need in one.needs
    ]
    base = _matrix(nodes, ((pair, sum(one.ends) / 2) for pair, one in dependencies(brief).items()))

    def added_up(pattern: csr_array, weights: Array) -> Array:
        n = pattern.shape[0]
        by_partner = csr_array(
            (np.ones(pattern.nnz), (pattern.indices, np.arange(pattern.nnz))), (n, pattern.nnz)
        )
        return np.asarray(by_partner @ weights)

    return _in_worlds(brief, base, nodes, parts, added_up, items, rate, count)


def constraint_with_more(brief: Brief, items: Sequence[str], rate: float, count: int) -> Array:
    """Constraint of each of `items` with ties added, nan where it has no contact: (items x worlds)."""
    parts = [
        Known((one.holder, one.partner), one.share.point, one.means, _relation(one.means), one.means)
        for one in shares(brief)
        if one.share.point
    ]
    layer = exchange(brief)
    return _in_worlds(brief, layer.ties, layer.nodes, parts, _constraint, items, rate, count)


def _constraint(pattern: csr_array, weights: Array) -> Array:
    triangles = Triangles(pattern)
    layers = (csr_array((own, pattern.indices, pattern.indptr), pattern.shape) for own in weights.T)
    return np.stack([constraint(layer, triangles) for layer in layers], axis=1)


def _in_worlds(
    brief: Brief,
    base: csr_array,
    nodes: Sequence[str],
    parts: Iterable[Known],
    kernel: Callable[[csr_array, Array], Array],
    items: Sequence[str],
    rate: float,
    count: int,
) -> Array:
    row = {node: at for at, node in enumerate(nodes)}
    kinds = sorted({brief.kind(node) for node in nodes})
    group = np.array([kinds.index(brief.kind(node)) for node in nodes], dtype=np.int64)
    by_kind: dict[str, list[Known]] = defaultdict(list)
    for part in parts:
        if part.weight > 0 and all(node in row for node in part.pair):
            by_kind[part.kind].append(part)
    rng = np.random.default_rng([brief.settings.seed, round(rate * 1_000_000)])
    parts_added = []
    for _, own in sorted(by_kind.items()):
        taken, room = _taken(brief, row, own[0]), _room(brief, row, own[0])
        parts_added.append(more_ties(rng, _ties(row, own), group, taken, room, rate, count))
    more = joined(parts_added)
    found = [kernel(pattern, weights) for pattern, weights in worlds_with(base, more, count)]
    rows = [row[item] for item in items]
    return np.concatenate(found, axis=1)[rows] if found else np.zeros((len(rows), 0))


def _ties(row: Mapping[str, int], own: Sequence[Known]) -> Ties:
    ends = [np.array([row[part.pair[at]] for part in own], dtype=np.int64) for at in (0, 1)]
    return Ties(ends[0], ends[1], np.array([part.weight for part in own]))


def _taken(brief: Brief, row: Mapping[str, int], like: Known) -> Ids:
    """Pairs that are tied so already, known how strongly or not, and pairs of which somebody says no."""
    facts = (*brief.facts.of(like.relation), *brief.facts.denied(like.relation))
    turned = bool(like.means) and (SIDE[like.means].holder == "a") == (like.holder == 1)
    ends = (((f.b, f.a) if turned else (f.a, f.b)) for f in facts)
    if like.kind == PERMIT:
        ends = ((f.b, f.a) for f in facts)
    return np.array(sorted({row[i] * len(row) + row[j] for i, j in ends if i in row and j in row}), np.int64)


def _room(brief: Brief, row: Mapping[str, int], like: Known) -> Array:
    """What a tie may weigh at most for its first and its second end: what a side's known shares leave."""
    found = np.ones((len(row), 2))
    for total in shares(brief).totals if like.means else ():
        if total.means == like.means and total.holder in row:
            found[row[total.holder], like.holder] = total.unaccounted
    return found


def _relation(means: str) -> str:
    return SIDE[means].relation if means in SIDE else "REGULATES"


def _means(means: str) -> str:
    return means if means in SIDE else ""


def _matrix(nodes: Sequence[str], entries: Iterable[tuple[Pair, float]]) -> csr_array:
    row = {node: at for at, node in enumerate(nodes)}
    known = sorted((row[i], row[j], w) for (i, j), w in entries if w > 0 and i in row and j in row)
    i, j, w = (np.array(part) for part in zip(*known, strict=True)) if known else ([], [], [])
    return csr_array((np.asarray(w, float), (np.asarray(i, int), np.asarray(j, int))), (len(nodes),) * 2)


WITH_MORE: Mapping[str, Callable[[Brief, Sequence[str], float, int], Array]] = {
    "influence": influence_with_more,
    "power_over": power_with_more,
    "constraint": constraint_with_more,
}
