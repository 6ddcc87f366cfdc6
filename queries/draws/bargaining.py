"""Bargaining power in many worlds, on the exchange layer, over a band of beta.

The measure is `queries.measures.bargaining`.  An item is a stakeholder and how far the
power of partners reaches (kappa): who is strong at one reach only is strong by a choice of ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from queries.draws import Array, Worlds
from queries.draws.constraint import ExchangeTies, computed
from queries.draws.constraint import rests_on as of_nodes
from queries.draws.influence import is_ranked
from queries.draws.shares import RELATIONS as RELATIONS
from queries.measures.bargaining import KAPPAS, bargaining_band
from queries.measures.worlds import bargaining_in_worlds
from queries.project import exchange
from queries.question import Brief
from queries.sides import Interval

Item = tuple[str, float]
TIMES = 10
"""So many times the work of other measures for each draw."""


def standing(brief: Brief) -> Mapping[Item, Interval]:
    """Bargaining power on the map as it stands, of each who has a value; unknown ties left out."""
    layer = exchange(brief)
    band, known = bargaining_band(layer.ties), computed(brief)
    return {
        (node, kappa): Interval(float(value), float(value))
        for node, values in zip(layer.nodes, band, strict=True)
        if known.get(node)
        for kappa, value in zip(KAPPAS, values, strict=True)
        if not np.isnan(value)
    }


def rests_on(brief: Brief) -> Mapping[Item, frozenset[str]]:
    """The root sources behind the ties of each."""
    return {(node, kappa): roots for node, roots in of_nodes(brief).items() for kappa in KAPPAS}


def order(brief: Brief, item: Item) -> str:
    """One order for each reach; none for people and who stands for several."""
    node, kappa = item
    return f"{kappa}" if is_ranked(brief, node) else ""


def drawn(brief: Brief, items: Sequence[Item], worlds: Worlds) -> Array:
    """Bargaining power of each item in each world, nan where it has no tie there: (items x worlds)."""
    ties = ExchangeTies(worlds)
    rows = [ties.index[node] for node, _ in items], [KAPPAS.index(kappa) for _, kappa in items]
    found = np.empty((len(items), worlds.count))
    at = 0
    for batch in worlds.batches(ties.shares.width):
        found[:, at : at + batch.size] = bargaining_in_worlds(ties.pattern, ties.weights(batch))[rows]
        at += batch.size
    return found
