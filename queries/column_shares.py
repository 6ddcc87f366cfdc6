"""Shares out of columns: the rules are those of `queries.figures`, for all pairs of a side at once.

Most pairs have one claim, and then there is nothing to choose and nothing to add: its share counts if
its period has begun.  Pairs with several claims, sides of which nobody states a share but all have
values, and sides whose known shares leave next to nothing are handed to those rules one by one.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from queries.column_facts import ColumnFacts, Flags, Told, coded
from queries.figures import Figure, figure, from_values, room, stated, within
from queries.layer import Floats, Ints
from queries.sides import ANYTHING, TINY, Interval, Side, current, known_text, year_of

OF_A_FIGURE = ("product", "hs_code", "period", "currency")
"""What a figure is about, beside the share or the worth; where the relation has such a field."""
NEARLY = 1e-6
"""Where less than this is left of a whole, the exact rule decides whether anything is."""


class SideShares(NamedTuple):
    """Every share of one side: whose total, through whom, how much (nan: not known), out of values or not."""

    holder: Ints
    partner: Ints
    point: Floats
    from_values: Flags


def side_shares(side: Side, facts: ColumnFacts) -> SideShares:
    """The shares of one side, sorted by holder and partner."""
    work = _Work(side, facts)
    work.state()
    if side.worth:
        work.work_out()
    work.bound()
    point = np.where(work.high - work.low <= TINY, work.low, np.nan)
    return SideShares(work.holder, work.partner, point, work.valued)


class _Work:
    """All pairs of one side, and between what the share of each lies so far."""

    def __init__(self, side: Side, facts: ColumnFacts) -> None:
        self.side, self.as_of, self.told = side, facts.as_of, facts.of(side.relation)
        self.holders = n = max(len(facts.nodes), 1)
        told = self.told
        holder, partner = (told.a, told.b) if side.holder == "a" else (told.b, told.a)
        counts = told.yes & told.stands[told.fact] & (holder != partner)
        rows = np.flatnonzero(counts)
        pairs, at, self.size = np.unique(
            (holder * n + partner)[rows], return_inverse=True, return_counts=True
        )
        self.holder, self.partner = pairs // n, pairs % n
        order = np.argsort(at, kind="stable")
        self.rows, self.pair = rows[order], at[order]
        self.start = np.concatenate([[0], np.cumsum(self.size)])
        self.low, self.high = np.full(len(pairs), ANYTHING.low), np.full(len(pairs), ANYTHING.high)
        self.known = np.zeros(len(pairs), bool)
        self.valued = np.zeros(len(pairs), bool)
        read = self.told.read
        names = (*OF_A_FIGURE, side.share, side.worth)
        self.says = [(name, read.column(name)) for name in names if name in read.fields]

    def state(self) -> None:
        """What is stated."""
        row = self.rows[self.start[:-1]]
        share, begun = self.told.said(self.side.share), _begun(self.told, self.as_of)
        self.known = (self.size == 1) & ~np.isnan(share[row]) & begun[row]
        self.low[self.known] = self.high[self.known] = share[row][self.known]
        some = np.bincount(self.pair, ~np.isnan(share[self.rows]), minlength=len(self.size)) > 0
        for at in np.flatnonzero((self.size > 1) & some).tolist():
            if found := stated(self.figures(at), self.as_of):
                self.known[at] = True
                self.low[at], self.high[at] = found[0].ends

    def work_out(self) -> None:
        """What comes out of values, where nobody states a share of the side and all pairs have values."""
        worth = self.told.said(self.side.worth)[self.rows]
        has = np.bincount(self.pair, worth >= 0, minlength=len(self.low)) > 0
        wanted = ~self._any(self.known) & ~self._any(~has)
        plain = wanted & self._alike()
        here = plain[self.holder]
        value = worth[self.start[:-1]]
        total = np.bincount(
            self.holder, np.where(here, value, 0.0), minlength=self.holders
        )  # from left to right
        here &= total[self.holder] > 0
        self.low[here] = self.high[here] = value[here] / total[self.holder[here]]
        self.valued = here
        for at in self._sides(wanted & ~plain):
            pairs = range(at.start, at.stop)
            found = from_values({str(pair): self.figures(pair) for pair in pairs}, self.as_of)
            for pair in pairs if found else ():
                self.low[pair] = self.high[pair] = found[str(pair)]
                self.valued[pair] = True

    def _alike(self) -> Flags:
        """By holder, whether its pairs have one claim each, of one source, currency and year that counts."""
        said = dict(self.says)
        blank: list[None] = [None] * len(self.told.fact)
        told = zip(self.told.read.source, said.get("currency", blank), said.get("period", blank), strict=True)
        code, groups = coded(list(told))
        years = [(source, known_text(money), year_of(known_text(period))) for source, money, period in groups]
        group, words = coded(years)
        counts = [year is not None and current((year,), self.as_of) is not None for _, _, year in words]
        row = self.rows[self.start[:-1]]
        one = np.where((self.size == 1) & np.array(counts, bool)[group][code[row]], group[code[row]], -1)
        least, most = np.full(self.holders, len(words)), np.full(self.holders, -1)
        np.minimum.at(least, self.holder, one)
        np.maximum.at(most, self.holder, one)
        return np.asarray((least == most) & (most >= 0), bool)

    def bound(self) -> None:
        """What is not known lies within what the rest of its side leaves; if that is nothing, it is known."""
        is_open = self.high - self.low > TINY
        left = 1 - np.bincount(self.holder, self.low, minlength=self.holders)
        tight = np.zeros(self.holders, bool)
        tight[self.holder[is_open]] = True
        for at in self._sides(tight & (left <= NEARLY)):
            rest = room(self.low[at].tolist())
            for pair in (at.start + np.flatnonzero(is_open[at])).tolist():
                self.low[pair], self.high[pair] = within(Interval(self.low[pair], self.high[pair]), rest)

    def figures(self, pair: int) -> list[Figure]:
        """The figures of one pair."""
        rows = self.rows[self.start[pair] : self.start[pair + 1]].tolist()
        side, told, source = self.side, self.told, self.told.read.source
        return [
            figure(side, told.rank(row), source[row], {name: said[row] for name, said in self.says}, None)
            for row in rows
        ]

    def _any(self, of: Flags) -> Flags:
        """By holder, whether it is so of some pair."""
        return np.bincount(self.holder, of, minlength=self.holders) > 0

    def _sides(self, wanted: Flags) -> list[slice]:
        """The pairs of each holder that is wanted and has some."""
        holders = np.unique(self.holder[wanted[self.holder]])
        ends = zip(
            np.searchsorted(self.holder, holders).tolist(),
            np.searchsorted(self.holder, holders, side="right").tolist(),
            strict=True,
        )
        return [slice(*one) for one in ends]


def _begun(told: Told, as_of: str) -> Flags:
    """Of each claim whether its figures are of a period that counts."""
    if "period" not in told.read.fields:
        return np.ones(len(told.fact), bool)
    code, words = coded(told.read.column("period"))
    counts = [current((known_text(one),), as_of) is not None for one in words]
    return np.array(counts, bool)[code]
