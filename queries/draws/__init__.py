"""Worlds: what the map could be, drawn many times with a seed.

In a world each root source's claim of a fact is there or not, by its confidence; a fact is there if the
claim of one root is, so with 1 - (1 - p) (1 - p) … (`docs/definitions.md`).  What the fold denies is in
no world.  Facts stand in the order of `Facts.of`, so neither the order of claims nor that of nodes
changes a draw.  Each sort of random number has a stream of its own, named: what one measure draws
changes nothing for another, and the same facts are there for all of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.facts import Fact
from queries.question import Brief

Array = NDArray[np.float64]
DRAWS, FEWEST, BUDGET = 1000, 100, 5_000_000
"""So many draws as a rule; fewer where draws x facts would pass the budget, but never fewer than this."""
BATCH = 2_000_000
"""About so many numbers are held at once for each sort of random number."""

Ends = tuple[float, float, float]
"""The least, the usual (nan where nobody says) and the most that a number can be."""


class Worlds:
    """Draws of the facts of some relations: `count` worlds, the same for the same `seed`."""

    def __init__(
        self, brief: Brief, relations: Iterable[str], count: int, seed: int, batch: int = BATCH
    ) -> None:
        self.brief, self.count, self.seed, self.batch = brief, count, seed, batch
        self.relations = tuple(dict.fromkeys(relations))
        by_relation = [brief.facts.of(relation) for relation in self.relations]
        self.facts = tuple(fact for facts in by_relation for fact in facts)
        self._sizes = [len(facts) for facts in by_relation]
        self._at = {fact.key: at for at, fact in enumerate(self.facts)}
        self._chance = np.array([fact.exists for fact in self.facts])[:, None]

    def row(self, fact: Fact) -> int:
        """The row of a fact in `Batch.there`."""
        return self._at[fact.key]

    def any_of(self, groups: Iterable[Iterable[Fact]]) -> AnyOf:
        """Whether some fact of each group is there, as a function of a batch."""
        rows = [[self.row(fact) for fact in group] for group in groups]
        return AnyOf(_incidence(rows, len(self.facts)))

    def batches(self, width: int) -> Iterator[Batch]:
        """The worlds, some at a time: as many as keep `width` numbers of each within bounds."""
        size = max(1, self.batch // max(width, len(self.facts), 1))
        streams: dict[str, np.random.Generator] = {}
        for start in range(0, self.count, size):
            yield Batch(self, min(size, self.count - start), streams)

    def _there(self, batch: Batch) -> Array:
        blocks = [
            batch.uniform(f"facts {relation}", size)
            for relation, size in zip(self.relations, self._sizes, strict=True)
        ]
        drawn = np.concatenate(blocks) if blocks else np.zeros((0, batch.size))
        return np.asarray(drawn < self._chance, dtype=float)


@dataclass
class Batch:
    """Some worlds, a column each; numbers are drawn when somebody asks for them, once each."""

    worlds: Worlds
    size: int
    _streams: dict[str, np.random.Generator]
    _drawn: dict[str, Array] = field(default_factory=dict)

    @property
    def there(self) -> Array:
        """1 where a fact is there, else 0: (facts x worlds)."""
        if "" not in self._drawn:
            self._drawn[""] = self.worlds._there(self)
        return self._drawn[""]

    def uniform(self, name: str, n: int) -> Array:
        """Numbers from 0 up to 1 (n x worlds)."""
        return self._numbers(name, n, "random")

    def normal(self, name: str, n: int) -> Array:
        """Standard normal numbers (n x worlds)."""
        return self._numbers(name, n, "standard_normal")

    def exponential(self, name: str, n: int) -> Array:
        """Exponential numbers with mean 1 (n x worlds)."""
        return self._numbers(name, n, "standard_exponential")

    def _numbers(self, name: str, n: int, sort: str) -> Array:
        if name not in self._drawn:
            if name not in self._streams:
                self._streams[name] = np.random.default_rng([self.worlds.seed, zlib.crc32(name.encode())])
            by_world = getattr(self._streams[name], sort)((self.size, n))  # so that batches change nothing
            self._drawn[name] = np.ascontiguousarray(by_world.T)
        return self._drawn[name]


@dataclass(frozen=True)
class AnyOf:
    """Groups of facts; in each world, whether one of a group is there."""

    incidence: csr_array

    def __call__(self, batch: Batch) -> Array:
        """1 or 0, (groups x worlds)."""
        return np.asarray(self.incidence @ batch.there > 0, dtype=float)


def ends_of(worlds: Worlds, fact: Fact, name: str) -> Ends:
    """Between what a field of a fact, 0 to 1, may be drawn: its range over roots, or all of it."""
    value = fact.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return 0.0, np.nan, 1.0
    return ranged(float(value), said(worlds, (fact,), name))


def said(worlds: Worlds, facts: Iterable[Fact], name: str) -> Iterator[float]:
    """What each root source says of a number, where several speak of one fact."""
    for fact in facts:
        if len(fact.roots) > 1:
            for value in worlds.brief.facts.said_by_roots(fact, name).values():
                if isinstance(value, int | float) and not isinstance(value, bool):
                    yield float(value)


def ranged(value: float, others: Iterable[float]) -> Ends:
    """A value that counts, and the range of what others say."""
    every = (value, *others)
    return min(every), value, max(every)


def column(ends: Iterable[Ends]) -> tuple[Array, Array, Array]:
    """Ends as three columns."""
    told = np.array(list(ends), dtype=float).reshape(-1, 3)
    return told[:, :1], told[:, 1:2], told[:, 2:]


def incidence(groups: Iterable[int], n: int) -> csr_array:
    """The matrix (n x members) that adds up members by their group."""
    at = np.fromiter(groups, int)
    return csr_array((np.ones(len(at)), (at, np.arange(len(at)))), (n, len(at)))


def _incidence(rows: list[list[int]], n: int) -> csr_array:
    sizes = [len(row) for row in rows]
    at = np.array([one for row in rows for one in row], dtype=int)
    return csr_array(
        (np.ones(len(at)), at, np.concatenate([[0], np.cumsum(sizes)]).astype(int)), (len(rows), n)
    )
