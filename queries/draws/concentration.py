"""Concentration (HHI) in many worlds: each side of each stakeholder, as `queries.concentration` has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from queries.concentration import NOT_ONE, concentrations
from queries.draws import Array, Batch, Worlds
from queries.draws.influence import is_ranked
from queries.draws.shares import RELATIONS as RELATIONS
from queries.draws.shares import ShareTable
from queries.question import Brief
from queries.sides import Interval

Side = tuple[str, str]
"""Whose whole, and of what: (holder, means)."""


def standing(brief: Brief) -> Mapping[Side, Interval]:
    """HHI, least and most, of each side of which at least half of the shares are stated."""
    return {
        (one.total.holder, one.total.means): one.hhi for one in concentrations(brief) if one.hhi is not None
    }


def rests_on(brief: Brief) -> Mapping[Side, frozenset[str]]:
    """The root sources behind each side that is worked out."""
    return {
        (one.total.holder, one.total.means): frozenset(root for fact in one.facts for root in fact.roots)
        for one in concentrations(brief)
        if one.hhi is not None
    }


def order(brief: Brief, side: Side) -> str:
    """Sides are put in order within one means: sales with sales."""
    holder, means = side
    return means if is_ranked(brief, holder) else ""


def drawn(brief: Brief, items: Sequence[Side], worlds: Worlds) -> Array:
    """HHI of each side in each world, nan where none of its partners is there: (items x worlds)."""
    wholes = Wholes(worlds)
    rows = [wholes.row[side] for side in items]
    found = np.empty((len(rows), worlds.count))
    at = 0
    for batch in worlds.batches(wholes.shares.width):
        found[:, at : at + batch.size] = wholes.hhi(batch)[rows]
        at += batch.size
    return found


class Wholes:
    """Every side of every stakeholder, ready to be drawn.

    What no partner on the map takes runs in part through one other, in part through countless: how much
    through one is drawn evenly.  So is, of a partner that stands for several, the part that is one.
    """

    def __init__(self, worlds: Worlds) -> None:
        self.shares = ShareTable(worlds)
        self.row = {(one.holder, one.means): at for at, one in enumerate(self.shares.totals)}
        extent = dict(worlds.brief.net.nodes(data="extent"))
        self._loose = np.array([extent[one.partner] in NOT_ONE for one in self.shares.shares], dtype=bool)

    def hhi(self, batch: Batch) -> Array:
        """The sum of squared shares, 0 to 1: (sides x worlds)."""
        table, told = self.shares, self.shares.drawn(batch)
        one = np.where(self._loose[:, None], batch.uniform("several", len(table.shares)), 1.0)
        whole = np.maximum(table.by_side @ told.share, 1.0)
        squared = table.by_side @ (told.share / whole[table.side_of] * one) ** 2
        other = told.rest * batch.uniform("other", len(table.totals))
        there = table.by_side @ (table.by_share @ table.part_there(batch) + table.untold_there(batch)) > 0
        return np.asarray(np.where(there, np.minimum(squared + other**2, 1.0), np.nan))
