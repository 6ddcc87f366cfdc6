"""Who profits from others lacking options: bargaining power, said only where it does not hang on beta.

Bonacich's power with beta < 0 on the exchange layer (`queries.measures.bargaining`).  How far the power of
partners reaches (kappa) is a choice, and in supply chains it matters (Rodan 2011); so only those are told who
are among the first three at every point of the band.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from queries.draws.constraint import rests_on
from queries.measures.bargaining import KAPPAS, stable_top
from queries.project import exchange
from queries.question import Brief, Evidence, evidence_of
from queries.sides import Interval
from queries.sure import NO, ONE_SOURCE, YES, Sure, sureness

FIRST = 3


@dataclass(frozen=True, slots=True)
class Bargainer:
    """Somebody among the first three at every point of the band.

    `band`: the least and most that its power is over the band, 1 being middling; `between` the 5 % and 95 %
    points over the draws and the band, `rank` likewise; `top` how often it is among the first three, at the
    reach where that is least; `verdict` whether it may be said: "yes", "no" or "one_source".
    """

    node: str
    band: Interval
    between: Interval | None
    rank: Interval | None
    top: float | None
    verdict: str
    roots: frozenset[str]
    evidence: tuple[Evidence, ...]


def bargainers(brief: Brief) -> tuple[Bargainer, ...]:
    """Who profits most from others lacking options, whatever beta is; by what they surely have, then by name.

    Nobody where only three or fewer have a place.  People, and who stands for several, have none.
    """
    sure = sureness(brief, "bargaining")
    placed = sorted({node for node, kappa in sure.items if sure.has_place((node, kappa))})
    if len(placed) <= FIRST:
        return ()
    band = np.array([[sure.ends[sure.row[node, kappa], 0] for kappa in KAPPAS] for node in placed])
    stable = [node for node, is_stable in zip(placed, stable_top(band, FIRST), strict=True) if is_stable]
    found = [_one(brief, sure, node) for node in stable]
    return tuple(sorted(found, key=lambda one: (-round(one.band.low, 9), brief.name(one.node), one.node)))


def _one(brief: Brief, sure: Sure, node: str) -> Bargainer:
    items = [(node, kappa) for kappa in KAPPAS]
    values = [float(sure.ends[sure.row[item], 0]) for item in items]
    verdicts = {sure.in_top(item, FIRST) for item in items}
    tops = [top for item in items if (top := sure.top(item, FIRST)) is not None]
    facts = [fact for pair, own in exchange(brief).rests_on.items() if node in pair for fact in own]
    return Bargainer(
        node,
        Interval(min(values), max(values)),
        _around([sure.between(item) for item in items]),
        _around([sure.rank(item) for item in items]),
        min(tops, default=None),
        next(verdict for verdict in (NO, ONE_SOURCE, YES) if verdict in verdicts),
        rests_on(brief)[node],
        evidence_of(facts),
    )


def _around(ends: list[Interval | None]) -> Interval | None:
    known = [one for one in ends if one is not None]
    return Interval(min(one.low for one in known), max(one.high for one in known)) if known else None
