"""Shares and ways out in each world: what is stated, where it is there, and what nobody states, drawn."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from graph.facts import Fact
from queries.draws import Array, Batch, Ends, Worlds, column, incidence, ranged, said
from queries.measures.spread import divided, within
from queries.shares import shares
from queries.sides import SIDE, SIDES, Interval, Share

RELATIONS = tuple(dict.fromkeys(side.relation for side in SIDES))


class ShareTable:
    """Every share of a network, ready to be drawn: rows are shares, parts of shares (products), sides.

    A stated part is there where the claims that state it are.  What a world leaves of a side's whole is
    divided over the partners that are there and whose share nobody states, evenly over all ways to
    divide it; the rest runs through nobody the map names.  Where two roots state another share or way
    out, it is drawn over that range (`queries.measures.spread.within`).
    """

    def __init__(self, worlds: Worlds) -> None:
        self.worlds = worlds
        self.totals = shares(worlds.brief).totals
        self.shares = tuple(one for total in self.totals for one in total.shares)
        self.row = {(one.means, one.holder, one.partner): at for at, one in enumerate(self.shares)}
        parts = [(at, part) for at, one in enumerate(self.shares) for part in one.parts]
        self.share_of = np.array([at for at, _ in parts], dtype=int)
        self.side_of = np.array([t for t, total in enumerate(self.totals) for _ in total.shares], dtype=int)
        self.by_share = incidence(self.share_of, len(self.shares))
        self.by_side = incidence(self.side_of, len(self.totals))
        self.fraction = np.array([_fraction(self.shares[at], part.share) for at, part in parts])[:, None]
        self.part_there = worlds.any_of(part.facts for _, part in parts)
        self.untold_there = worlds.any_of(one.untold for one in self.shares)
        self.open = np.array([one.open for one in self.shares], dtype=float)[:, None]
        self.from_values = np.array([one.said == "values" for one in self.shares], dtype=bool)[:, None]
        self._stated = column(self._range(one) for one in self.shares)
        self._part_out = column(
            self._way_out(self.shares[at], part.elsewhere, part.facts) for at, part in parts
        )
        self._share_out = column(self._way_out(one, one.elsewhere, ()) for one in self.shares)

    @property
    def width(self) -> int:
        """How many rows the largest table has."""
        return max(len(self.shares), len(self.share_of), 1)

    def extremes(self) -> Array:
        """The least and the most that each share can be, all of it there: (shares x 2)."""
        low = self._stated[0][:, 0]
        high = [
            max(one.share.high, most) for one, most in zip(self.shares, self._stated[2][:, 0], strict=True)
        ]
        return np.column_stack([low, np.array(high, dtype=float)])

    def drawn(self, batch: Batch) -> DrawnShares:
        """The shares of a batch of worlds."""
        return DrawnShares(self, batch)

    def _range(self, one: Share) -> Ends:
        """What a share is known to be: what counts, and the range over roots, each by its surest source."""
        value = sum((part.share for part in one.parts), 0.0)
        if one.said != "stated":
            return value, value, value
        root = self.worlds.brief.facts.root
        by_root = {root(one.source): value}
        for source, share in one.others:
            by_root.setdefault(root(source), min(share, 1.0))
        return ranged(value, by_root.values())

    def _way_out(self, one: Share, ends: Interval, facts: tuple[Fact, ...]) -> Ends:
        if ends.point is None:
            return ends.low, np.nan, ends.high
        name = SIDE[one.means].elsewhere
        other = tuple(said(self.worlds, facts, name)) or tuple(said(self.worlds, one.facts, name))
        return ranged(ends.low, other)


class DrawnShares:
    """The shares of some worlds; every array has a column for each world."""

    def __init__(self, table: ShareTable, batch: Batch) -> None:
        self.table, self.batch = table, batch

    @cached_property
    def parts(self) -> Array:
        """The stated part of the whole that each part is, 0 where its claims are not there."""
        table, batch = self.table, self.batch
        stated = within(batch.normal("shares", len(table.shares)), *table._stated)
        return np.asarray(stated[table.share_of] * table.fraction * table.part_there(batch))

    @cached_property
    def stated(self) -> Array:
        """The stated part of each share; shares worked out of values are of the partners that are there."""
        found = np.asarray(self.table.by_share @ self.parts)
        if self.table.from_values.any():
            whole = (self.table.by_side @ (found * self.table.from_values))[self.table.side_of]
            scaled = found / np.where(whole > 0, whole, 1.0)
            found = np.where(self.table.from_values, scaled, found)
        return found

    @cached_property
    def room(self) -> Array:
        """What the stated shares leave of each side's whole."""
        return np.asarray(np.maximum(1.0 - self.table.by_side @ self.stated, 0.0))

    @cached_property
    def unstated(self) -> Array:
        """The drawn part of each share that nobody states."""
        table, batch = self.table, self.batch
        takes = batch.exponential("unstated", len(table.shares)) * table.open * table.untold_there(batch)
        return divided(self.room, takes, batch.exponential("rest", len(table.totals)), table.by_side)

    @cached_property
    def share(self) -> Array:
        """Each share of its side's whole, 0 to 1."""
        return np.minimum(self.stated + self.unstated, 1.0)

    @cached_property
    def rest(self) -> Array:
        """The part of each side's whole that no partner on the map takes."""
        return np.asarray(np.maximum(self.room - self.table.by_side @ self.unstated, 0.0))

    @cached_property
    def dependence(self) -> Array:
        """share x (1 - way out) of each share, product by product, 0 to 1."""
        table = self.table
        z = self.batch.normal("ways out", len(table.shares))  # one number for all products of a pair
        scale = self.stated / np.where(table.by_share @ self.parts > 0, table.by_share @ self.parts, 1.0)
        part = self.parts * scale[table.share_of]
        stated = table.by_share @ (part * (1 - within(z[table.share_of], *table._part_out)))
        return np.asarray(np.minimum(stated + self.unstated * (1 - within(z, *table._share_out)), 1.0))


def _fraction(one: Share, part: float) -> float:
    """Which part of a share one of its products is; equal parts of a share of nothing."""
    whole = sum((each.share for each in one.parts), 0.0)
    return part / whole if whole else 1 / len(one.parts)


def means_of(table: ShareTable, *means: str) -> Iterator[int]:
    """The rows of the shares of some sides."""
    return (at for at, one in enumerate(table.shares) if one.means in means)
