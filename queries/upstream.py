"""What lies behind a buyer: suppliers at any tier, how much passes each, the ways it comes, where it ends.

A tier is the fewest steps back from the buyer.  What passes whom is worked out by
`queries.measures.passing`, on what is known and on what may be; what nobody accounts for is told apart
and never counted as anybody's.  "Known" is meant throughout: other ways may exist that no source tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from scipy.sparse import csr_array, hstack, vstack
from scipy.sparse.csgraph import breadth_first_order, connected_components

from graph.facts import Fact, Facts
from queries.concentration import NOT_ONE
from queries.inputs import Inputs, inputs
from queries.measures.concentration import hhi_ends
from queries.measures.gates import one_gate
from queries.measures.passing import Array, may_pass, passing_ends, reach
from queries.measures.routes import best_routes, route
from queries.question import Brief
from queries.sides import TINY, Interval, Share
from queries.unknowns import OPEN

ORIGIN = "Quarry"
BUYERS = frozenset({"Importer", "Customer"})
MOST_SUPPLIERS = 128
"""Of so many suppliers behind one buyer it is worked out how much passes each; the others are counted."""
MOST_TIERS = 20


@dataclass(frozen=True, slots=True)
class Supplier:
    """One party behind a buyer, and how what it sells gets there."""

    node: str
    tier: int
    value: Interval  # the part of the buyer's purchases that passes it, at any tier, 0 to 1
    share: Share | None  # what it sells the buyer itself
    path: tuple[str, ...]  # from the buyer's own supplier back to it: the way that carries most
    carries: Interval  # how much that one way carries
    gate: str  # whom everything that is known from it passes, nearest to it; "" where more ways are known
    hidden: bool  # no tie of any kind between it and the buyer is known
    unaccounted: float | None  # of its own purchases, what no share speaks of; None for a quarry
    silent: bool  # nobody says where it buys


@dataclass(frozen=True, slots=True)
class Tier:
    """What is so many steps back: how many parties, and how far it hangs on few of them."""

    number: int
    parties: int
    hhi: Interval | None  # None where more is not accounted for than is
    rest: float  # the part of the buyer's purchases that may be here and is not accounted for
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """All that lies behind one buyer."""

    buyer: str
    suppliers: tuple[Supplier, ...]
    tiers: tuple[Tier, ...]
    unaccounted: Interval  # the part of its purchases of which nobody says where it comes from
    circles: tuple[tuple[str, ...], ...]  # parties that supply one another, in a circle
    left_out: int  # suppliers of which it was not worked out how much passes them
    ties: int  # ties followed

    @property
    def depth(self) -> int:
        """How many steps back the map goes."""
        return max((one.tier for one in self.suppliers), default=0)


class Upstream:
    """What lies behind whom, worked out once for each buyer that is asked about."""

    def __init__(self, brief: Brief) -> None:
        self.net, self.facts = brief.net, brief.facts
        self.inputs: Inputs = inputs(brief)
        self.loose = frozenset(n for n, extent in brief.net.nodes(data="extent") if extent in NOT_ONE)
        self.origins = frozenset(n for n in self.inputs.nodes if ORIGIN in kinds_of(brief, n))
        self.buyers = tuple(n for n in self.inputs.nodes if BUYERS & set(kinds_of(brief, n)))
        self._behind: dict[str, Behind] = {}

    @cached_property
    def met(self) -> frozenset[frozenset[str]]:
        """Pairs between whom some tie is known, of any kind but the sensitive ones."""
        return frozenset(frozenset((fact.a, fact.b)) for fact in self.facts.of(*OPEN))

    def ties_behind(self, buyer: str) -> int:
        """How many ties there are to follow, which `behind` takes time for."""
        if buyer in self._behind:
            return self._behind[buyer].ties
        rows = breadth_first_order(self.inputs.ties, self.inputs.index[buyer], return_predecessors=False)
        return int(np.diff(self.inputs.ties.indptr)[rows].sum())

    def may_pass(self, buyers: Sequence[str], bar: float) -> Iterator[tuple[str, tuple[str, ...]]]:
        """For each buyer those whom more than `bar` of its purchases may pass; a screen for `behind`."""
        given = self.inputs
        rows = [given.index[buyer] for buyer in buyers]
        for buyer, found in zip(buyers, may_pass(given.known, rows, bar), strict=True):
            yield buyer, tuple(given.nodes[row] for row in found)

    def deep(self, bar: float) -> frozenset[str]:
        """Buyers of whose purchases more than `bar` is known two steps back.  Linear in ties."""
        direct = np.asarray(self.inputs.known.sum(axis=1), dtype=float)
        further = self.inputs.known @ np.minimum(direct, 1.0)
        return frozenset(buyer for buyer in self.buyers if further[self.inputs.index[buyer]] > bar)

    def behind(self, buyer: str) -> Behind:
        """Every party that supplies `buyer`, directly or through others."""
        if buyer not in self._behind:
            self._behind[buyer] = _Walk(self, buyer).behind()
        return self._behind[buyer]

    def facts_between(self, buyer: str, supplier: str) -> tuple[Fact, ...]:
        """The facts that say how anything gets from `supplier` to `buyer`, on every known way."""
        given = self.inputs
        down, _ = reach(given.ties, given.index[buyer])
        up, _ = reach(csr_array(given.ties.T), given.index[supplier])
        between = frozenset(np.intersect1d(down, up).tolist())
        found: dict[int, Fact] = {}
        for row in sorted(between - {given.index[supplier]}):
            for other in given.ties.indices[given.ties.indptr[row] : given.ties.indptr[row + 1]]:
                if other in between:
                    share = given.shares[given.nodes[row], given.nodes[other]]
                    found.update({id(fact): fact for fact in share.facts})
        return tuple(found.values())

    def along(self, buyer: str, path: Sequence[str]) -> tuple[Fact, ...]:
        """The facts of one way back."""
        pairs = zip((buyer, *path), path, strict=False)
        return tuple({id(f): f for pair in pairs for f in self.inputs.shares[pair].facts}.values())


_DONE: WeakKeyDictionary[Facts, Upstream] = WeakKeyDictionary()


def upstream(brief: Brief) -> Upstream:
    """What lies behind whom in this network; shared between questions and rules."""
    if brief.facts not in _DONE:
        _DONE[brief.facts] = Upstream(brief)
    return _DONE[brief.facts]


def kinds_of(brief: Brief, node: str) -> tuple[str, ...]:
    """The kind of a stakeholder and every further kind it is."""
    also = brief.net.nodes[node].get("also")
    return (brief.kind(node), *(also if isinstance(also, tuple) else ()))


class _Walk:
    """The part of the map behind one buyer, which is row 0 in it."""

    def __init__(self, whole: Upstream, buyer: str) -> None:
        self.whole, self.buyer = whole, buyer
        given = whole.inputs
        rows, self.steps = reach(given.ties, given.index[buyer])
        self.nodes = [given.nodes[row] for row in rows]
        self.known, self.is_open, self.ties = (
            csr_array(csr_array(s[rows])[:, rows]) for s in (given.known, given.is_open, given.ties)
        )
        self.rest = np.array([given.rest[node] for node in self.nodes])
        self.is_origin = np.array([node in whole.origins for node in self.nodes])
        _, circle = connected_components(self.ties, directed=True, connection="strong")
        self.circles = [np.flatnonzero(circle == one) for one in np.flatnonzero(np.bincount(circle) > 1)]

    def behind(self) -> Behind:
        flows = self._flows()
        chosen = self._chosen(flows)
        low, high = passing_ends(*self._and_nowhere(), 0, [*chosen, len(self.nodes)])
        ways = best_routes(self._parts(), [0], through_unknown=True)
        gates = one_gate(self.ties, 0).tolist()
        ends = [Interval(float(least), float(most)) for least, most in zip(low, high, strict=True)]
        suppliers = [
            self._supplier(row, value, route(ways, row), gates)
            for row, value in zip(chosen, ends, strict=False)
        ]
        return Behind(
            self.buyer,
            tuple(suppliers),
            tuple(self._tiers(flows)),
            ends[-1],
            tuple(tuple(sorted(self.nodes[row] for row in one)) for one in self.circles),
            len(self.nodes) - 1 - len(chosen),
            self.ties.nnz,
        )

    def _flows(self) -> list[Array]:
        """What is known to be one step back, two steps back …; in a circle no further than the last tier."""
        limit = min(MOST_TIERS, int(self.steps.max()) if self.circles else len(self.nodes))
        flow, may_be = self.known[[0]], self.ties[[0]]
        found: list[Array] = []
        while may_be.nnz and len(found) < limit:
            found.append(np.stack([flow.toarray()[0], np.minimum(may_be.toarray()[0], 1.0)]))
            flow, may_be = flow @ self.known, csr_array((may_be @ self.ties) != 0, dtype=float)
        return found

    def _chosen(self, flows: Sequence[Array]) -> list[int]:
        """The rows to work out: all, or the buyer's own suppliers and those whom most is known to pass."""
        passed = sum((flow[0] for flow in flows), np.zeros(len(self.nodes)))
        order = sorted(
            range(1, len(self.nodes)),
            key=lambda row: (self.steps[row] > 1, -passed[row], self.steps[row], self.nodes[row]),
        )
        return order[:MOST_SUPPLIERS]

    def _and_nowhere(self) -> tuple[csr_array, csr_array]:
        """Known and open, with one more row: "nobody says where", which takes what is not accounted for.

        What a quarry does not buy comes out of the ground, and is accounted for.
        """
        buys = np.where(self.is_origin, 0.0, self.rest)
        has_open = np.diff(self.is_open.indptr) > 0
        surely, perhaps = (np.where(mask, buys, 0.0)[:, None] for mask in (~has_open, has_open))
        none = csr_array((1, len(self.nodes) + 1))
        return tuple(
            csr_array(vstack([hstack([one, csr_array(more)]), none]))
            for one, more in ((self.known, surely), (self.is_open, perhaps))
        )

    def _parts(self) -> csr_array:
        """The known part of every tie, nan where nothing is known of it."""
        nothing = csr_array(self.is_open - self.is_open.multiply(self.known != 0))
        nothing.eliminate_zeros()
        nothing.data[:] = np.nan
        return csr_array(self.known + nothing)

    def _supplier(self, row: int, value: Interval, way: Sequence[int], gates: Sequence[int]) -> Supplier:
        node, tier = self.nodes[row], int(self.steps[row])
        path = tuple(self.nodes[one] for one in way[1:])
        is_silent = not self.is_origin[row] and self.ties.indptr[row] == self.ties.indptr[row + 1]
        return Supplier(
            node,
            tier,
            value,
            self.whole.inputs.shares.get((self.buyer, node)) if tier == 1 else None,
            path,
            self._carried(path),
            self._gate(row, gates),
            frozenset((self.buyer, node)) not in self.whole.met,
            None if self.is_origin[row] else float(self.rest[row]),
            is_silent,
        )

    def _carried(self, path: Sequence[str]) -> Interval:
        low = high = 1.0
        for a, b in zip((self.buyer, *path), path, strict=False):
            ends = self.whole.inputs.parts[a, b]
            low, high = low * ends.low, high * ends.high
        return Interval(low, high)

    def _gate(self, row: int, gates: Sequence[int]) -> str:
        """The nearest single party that everything known from here passes; a name for several is none."""
        at = int(gates[row])
        while at > 0 and self.nodes[at] in self.whole.loose:
            at = int(gates[at])
        return self.nodes[at] if at > 0 else ""

    def _tiers(self, flows: Sequence[Array]) -> Iterator[Tier]:
        single = np.array([node not in self.whole.loose for node in self.nodes], dtype=float)
        ended = 0.0
        for number, (flow, may_be) in enumerate(flows, 1):
            known = float(flow.sum())
            rest = max(0.0, 1.0 - ended - known)
            here = np.flatnonzero(may_be)
            shares = csr_array((flow / max(known + rest, TINY))[None, here])
            opened = csr_array(np.ones((1, len(here)))) if number > 1 else self.is_open[[0]][:, here]
            low = hhi_ends(csr_array(shares * single[here]), opened).low[0]
            told = Interval(float(low), float(hhi_ends(shares, opened).high[0]))
            missing = opened.nnz * 2 > len(here) if number == 1 else known < rest
            yield Tier(number, len(here), None if missing else told, rest, tuple(self.nodes[r] for r in here))
            ended += float((flow * self.rest)[self.is_origin].sum())
