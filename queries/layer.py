"""One layer out of what each way says: the largest weight of a pair, what is missing, what was used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.settings import Settings
from queries.question import said_line
from queries.ways import ASSUMED, STATED, Way

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Pair = tuple[str, str]
Line = tuple[str, Mapping[str, object]]


class Weighed(NamedTuple):
    """What one way says: from which row to which how much, nan where nobody states it; each pair once."""

    way: Way
    i: Ints
    j: Ints
    weight: Floats
    from_values: int = 0  # how many of them were worked out of values in money


@dataclass(frozen=True)
class Joined:
    """Every pair that some tie joins, its weight known or not, by row and column."""

    i: Ints
    j: Ints
    lacks: Ints  # bit k: rule k joins the two and nobody states its weight
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Projection:
    """One kind of tie between stakeholders, at most one for each ordered pair.

    `ties` is a `csr_array` (n x n) over `nodes`, without loops and without stored zeros; `missing` says
    which inputs of a pair nobody states, as "RELATION.field"; `used` are the rules that were applied, as
    keys of the catalogue `answers` with their values, and `rules` says them.  Shown by itself a layer
    names nobody: what a notebook shows is saved in the notebook.
    """

    name: str
    nodes: tuple[str, ...] = field(repr=False)
    ties: csr_array
    joined: Joined = field(repr=False)
    used: tuple[Line, ...]

    def rules(self, lang: str = "en") -> list[str]:
        """The rules that were applied, in Dutch or English, as an answer prints them."""
        return [said_line(key, values, lang) for key, values in self.used]

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The row of each node."""
        return {node: row for row, node in enumerate(self.nodes)}

    @cached_property
    def weights(self) -> Mapping[Pair, float]:
        """The weight of each pair that has one."""
        rows = np.repeat(np.arange(len(self.nodes)), np.diff(self.ties.indptr))
        ends = zip(rows.tolist(), self.ties.indices.tolist(), self.ties.data.tolist(), strict=True)
        return {(self.nodes[i], self.nodes[j]): weight for i, j, weight in ends}

    @cached_property
    def missing(self) -> Mapping[Pair, tuple[str, ...]]:
        """The inputs of each pair that nobody states, sorted; a pair of which none is missing is not here."""
        at = np.flatnonzero(self.joined.lacks)
        rules: dict[int, tuple[str, ...]] = {}
        found = {}
        for i, j, lacks in zip(*(c[at].tolist() for c in (self.joined.i, self.joined.j, self.joined.lacks)),
                               strict=True):  # fmt: skip
            if lacks not in rules:
                rules[lacks] = tuple(
                    sorted({rule for bit, rule in enumerate(self.joined.rules) if lacks >> bit & 1})
                )
            found[self.nodes[i], self.nodes[j]] = rules[lacks]
        return found


class Combined(NamedTuple):
    """The parts of a `Projection` that follow from what the ways say."""

    ties: csr_array
    joined: Joined
    used: tuple[Line, ...]


def combined(name: str, n: int, weighed: Sequence[Weighed], settings: Settings, as_of: str) -> Combined:
    """A layer over `n` stakeholders; of a pair the largest weight counts, and what is stated replaces it.

    Somebody's ties to itself are left out.  Linear in ties, but for one sort.
    """
    apart = [one.i != one.j for one in weighed]
    i, j = (_joined([c[a] for c, a in zip(column, apart, strict=True)])
            for column in ([one.i for one in weighed], [one.j for one in weighed]))  # fmt: skip
    pairs, at = np.unique(i * n + j, return_inverse=True)
    best, rule = np.full(len(pairs), -1.0), np.full(len(pairs), -1)
    lacks = np.zeros(len(pairs), np.int64)
    start = 0
    replaced: list[tuple[int, Ints, Floats]] = []
    for k, (one, kept) in enumerate(zip(weighed, apart, strict=True)):
        weight = one.weight[kept]
        where = at[start : start + len(weight)]
        start += len(weight)
        known = ~np.isnan(weight)
        lacks[where[~known]] |= 1 << k
        where, weight = where[known], weight[known]
        if one.way.rule == STATED:
            replaced.append((k, where, weight))
            continue
        larger = weight > best[where]
        best[where[larger]], rule[where[larger]] = weight[larger], k
    for k, where, weight in replaced:
        best[where], rule[where], lacks[where] = weight, k, 0
    rows, columns = pairs // max(n, 1), pairs % max(n, 1)
    counts = best > 0
    indptr = np.concatenate([[0], np.cumsum(np.bincount(rows[counts], minlength=n))])
    ties = csr_array((best[counts], columns[counts], indptr), shape=(n, n))
    won = np.bincount(rule[rule >= 0], minlength=len(weighed)).tolist()
    joined = Joined(rows, columns, lacks, tuple(one.way.rule for one in weighed))
    return Combined(ties, joined, _used(name, weighed, won, settings, as_of))


def _joined(columns: Sequence[Ints]) -> Ints:
    return np.concatenate([np.empty(0, np.int64), *columns])


def _used(
    name: str, weighed: Sequence[Weighed], won: Sequence[int], settings: Settings, as_of: str
) -> tuple[Line, ...]:
    """The rules that were applied: of an assumption how often it counted, of values how many shares."""
    lines: list[Line] = [(f"used.{name}", {})]
    if name != "exchange" and any(one.way.side and len(one.i) for one in weighed):
        lines.append(("used.exchange", {}))
    if from_values := sum(one.from_values for one in weighed):
        lines.append(("used.values", {"n": from_values}))
    for one, n in zip(weighed, won, strict=True):
        if one.way.relation in ASSUMED and n:
            share = round(100 * settings.assumptions[one.way.relation])
            lines.append((f"used.{one.way.relation}", {"n": n, "share": share}))
    if as_of:
        lines.append(("used.as_of", {"date": as_of}))
    return tuple(lines)
