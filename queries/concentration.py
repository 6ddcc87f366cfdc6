"""How far one side of somebody hangs on few partners: HHI and its kin, with ends where shares are missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from graph.facts import Fact
from queries.measures.concentration import Ends, effective_number, hhi_ends, normalised
from queries.question import Brief
from queries.shares import shares
from queries.sides import TINY, Interval, Share, Total

NOT_ONE = ("several", "unspecified")


@dataclass(frozen=True, slots=True)
class Concentration:
    """One side of one stakeholder; `hhi` and `partners` are None where too many shares are missing."""

    total: Total
    hhi: Interval | None
    partners: tuple[float, float | None] | None  # effective number: least, most (None: no limit)
    normalised: float | None  # only where the shares are all known and make up the whole
    largest: Share | None  # the largest share that is known

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts of this side."""
        return tuple(fact for one in self.total.shares for fact in one.facts)


def concentrations(brief: Brief) -> tuple[Concentration, ...]:
    """Every side of every stakeholder, in the order of `shares`.  Linear in ties.

    A partner that stands for several ("small quarries") may be one or countless, so it is left out of
    the least HHI.  Not worked out where nobody states the share of more than half of the partners.
    """
    totals = shares(brief).totals
    loose = {node for node, extent in brief.net.nodes(data="extent") if extent in NOT_ONE}
    least, most = _ends(totals, loose).low, _ends(totals, ()).high
    return tuple(
        _one(total, Interval(float(low), float(high)), loose)
        for total, low, high in zip(totals, least, most, strict=True)
    )


def _ends(totals: Sequence[Total], left_out: Collection[str]) -> Ends:
    column = {node: at for at, node in enumerate(sorted({s.partner for t in totals for s in t.shares}))}
    rows, columns, low, is_open = [], [], [], []
    for row, total in enumerate(totals):
        whole = max(total.known, 1.0)
        for one in total.shares:
            rows.append(row)
            columns.append(column[one.partner])
            low.append(0.0 if one.partner in left_out else one.share.low / whole)
            is_open.append(one.share.point is None)
    shape, at = (len(totals), len(column)), (np.array(rows, int), np.array(columns, int))
    return hhi_ends(
        csr_array((np.array(low, float), at), shape), csr_array((np.array(is_open, float), at), shape)
    )


def _one(total: Total, hhi: Interval, loose: Collection[str]) -> Concentration:
    known = [one for one in total.shares if one.share.low > 0]
    largest = max(known, key=lambda one: (one.share.low, one.partner), default=None)
    if 2 * len(total.missing) > len(total.shares):
        return Concentration(total, None, None, None, largest)
    numbers = (effective_number(hhi.high) or 1.0, effective_number(hhi.low))
    exact = hhi.point is not None and not total.missing and total.unaccounted <= TINY
    n = len(known)
    is_one_each = not any(one.partner in loose for one in known)
    return Concentration(
        total, hhi, numbers, normalised(hhi.low, n) if exact and is_one_each else None, largest
    )
