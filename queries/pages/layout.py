"""Where each mark stands: columns from quarry to customer, lanes from voices to the state, no physics.

The drawing follows the layered method (Sugiyama, Tagawa and Toda 1981) with the layers given: the column of a
stakeholder is its place in the chain, the lane its side.  Within a cell, places are exchanged until the
lines are short and pass through few marks.  All of it is deterministic.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

import numpy as np

from queries.pages.line_cost import LineCost
from queries.pages.palette import sphere_of

TIERS: tuple[str, ...] = ("quarry", "processing", "export", "import", "customer", "anywhere")
"""Places in the chain; the last is for who is not tied to one place in it."""
ANYWHERE = len(TIERS) - 1
LANES: tuple[str, ...] = ("voice", "people", "chain", "state", "process")
"""From top to bottom, so that most lines join neighbours: who speaks for people, the people, who they work
for or live beside, and who has a say over those.  People come early: the map is about who is missing."""
LANE_OF: dict[str, str] = {"money": "state", "other": "process"}
ALWAYS = ("chain", "people")  # lanes that are drawn also when nobody stands in them

SLOT_WIDTH, HEAD, LANE_HEAD, LINE, GAP, STAGGER = 134.0, 46.0, 26.0, 17.0, 10.0, 12.0
COLUMN_GAP, LANE_GAP = 12.0, 6.0
WIDTH = 9 * SLOT_WIDTH  # what fits on a screen beside the legend with letters of 14 pixels
FEW_ROWS = 8  # so many rows stand on one screen
MOST_TRIED = 10  # numbers of rows tried for a lane
RADIUS = 15.0  # of an ordinary mark
_EXPORTS = frozenset({"exporter", "trader", "transporter"})
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """What the layout knows of one stakeholder: its column and lane, lines of label, and its size."""

    name: str
    tier: int
    lane: int
    lines: int = 2
    radius: float = RADIUS


@dataclass(frozen=True, slots=True)
class Band:
    """A column or a lane of the drawing: which one, and from where to where."""

    index: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions in drawing units (1 unit is a pixel at full size), with columns, lanes and the size."""

    at: Mapping[str, tuple[float, float]]
    columns: tuple[Band, ...]
    lanes: tuple[Band, ...]
    width: float
    height: float


def lane_of(kind: str) -> int:
    """The lane of a kind, as an index of `LANES`."""
    sphere = sphere_of(kind)
    return LANES.index(LANE_OF.get(sphere, sphere))


def own_tier(kind: str, roles: Sequence[str] = ()) -> int | None:
    """The column that a kind and its roles say, or None where its ties must.

    >>> own_tier("Supplier", ("exporter",)), own_tier("WorkerGroup")
    (2, None)
    """
    if kind == "Supplier":
        if set(roles) == {"labour_contractor"}:
            return None
        return 2 if _EXPORTS & set(roles) else 1
    return {"Quarry": 0, "Importer": 3, "Customer": 4}.get(kind)


def tiers(own: Mapping[str, int | None], pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The column of everybody: their own, else that of most of their ties, else `ANYWHERE`.

    Ties to the chain count first, then ties to those so placed, and so on.  Where two columns have
    equally many ties, the one nearer to the quarry.
    """
    near: dict[str, list[str]] = defaultdict(list)
    for a, b in pairs:
        near[a].append(b)
        near[b].append(a)
    placed = {name: tier for name, tier in own.items() if tier is not None}
    while True:
        found = {}
        for name in own:
            if name not in placed:
                votes = Counter(placed[other] for other in near[name] if other in placed)
                if votes:
                    found[name] = min(votes, key=lambda tier: (-votes[tier], tier))
        if not found:
            return {name: placed.get(name, ANYWHERE) for name in own}
        placed |= found


def layout(
    spots: Sequence[Spot],
    links: Sequence[tuple[str, str]],
    *,
    slot: float = SLOT_WIDTH,
    tidy: bool = True,
) -> Layout:
    """Positions for all spots, no two in one place, each with `slot` of width to itself.

    `links` are the lines that should be short.  Linear in spots and links times the size of a cell;
    without `tidy` lines may pass through marks.
    """
    cells: dict[tuple[int, int], list[Spot]] = defaultdict(list)
    for spot in spots:
        cells[spot.lane, spot.tier].append(spot)
    lanes = [i for i, lane in enumerate(LANES) if lane in ALWAYS or any(key[0] == i for key in cells)]
    columns = [i for i in range(len(TIERS)) if i != ANYWHERE or any(key[1] == i for key in cells)]
    rows, across = _shape(cells, lanes, columns, int(WIDTH // slot))
    grid = _Grid(cells, rows, across, lanes, columns, slot)
    grid.settle(links, tidy)
    return grid.drawn()


def _shape(
    cells: Mapping[tuple[int, int], Sequence[Spot]], lanes: Sequence[int], columns: Sequence[int], wide: int
) -> tuple[dict[int, int], dict[int, int]]:
    """Rows per lane and places per column: the narrowest of few rows, else the lowest up to `wide`."""
    counts = np.array([[len(cells.get((lane, column), ())) for column in columns] for lane in lanes])
    choices = []
    for lane in counts:
        rows = {ceil(count / places) for count in lane for places in range(1, min(int(count), 14) + 1)}
        few = sorted(rows) or [1]
        choices.append(few[:: ceil(len(few) / MOST_TRIED)])
    tried = np.array(list(product(*choices)))
    needed = np.ceil(counts[None, :, :] / tried[:, :, None]).astype(np.int64)
    places = np.maximum(1, needed.max(axis=1))
    width, height = places.sum(axis=1), tried.sum(axis=1)
    limit = max(wide, int(width.min()))
    best = np.lexsort((height, width, np.maximum(height, FEW_ROWS), width > limit))[0]
    return (
        dict(zip(lanes, (int(n) for n in tried[best]), strict=True)),
        dict(zip(columns, (int(n) for n in places[best]), strict=True)),
    )


class _Grid:
    """Slots for every cell, who is in which, and the exchanges that make lines short."""

    def __init__(
        self,
        cells: Mapping[tuple[int, int], Sequence[Spot]],
        rows: Mapping[int, int],
        across: Mapping[int, int],
        lanes: Sequence[int],
        columns: Sequence[int],
        wide: float,
    ) -> None:
        self.cells, self.rows, self.across, self.lanes, self.columns = cells, rows, across, lanes, columns
        self.wide = wide
        self.spots = {spot.name: spot for spots in cells.values() for spot in spots}
        self.left: dict[int, float] = {}
        x = 0.0
        for column in columns:
            self.left[column] = x
            x += across[column] * wide + COLUMN_GAP
        self.width = x - COLUMN_GAP
        self.names = list(self.spots)
        self.index = {name: i for i, name in enumerate(self.names)}
        self.slot: dict[str, tuple[int, int]] = {}
        for spots in cells.values():
            places = across[spots[0].tier]
            for i, spot in enumerate(spots):
                self.slot[spot.name] = divmod(i, places)
        self._measure()

    def _measure(self) -> None:
        """The top of every row, from the tallest mark and label that could stand in its lane."""
        self.top: dict[tuple[int, int], float] = {}
        self.band: dict[int, tuple[float, float]] = {}
        y = HEAD
        for lane in self.lanes:
            start = y
            y += LANE_HEAD
            inside = [spot for spot in self.spots.values() if spot.lane == lane]
            radius = max((spot.radius for spot in inside), default=RADIUS)
            for row in range(self.rows[lane]):
                lines = max((spot.lines for spot in inside if self.slot[spot.name][0] == row), default=1)
                self.top[lane, row] = y + radius + 8
                y += 2 * (radius + 8) + lines * LINE + GAP
            y += STAGGER if any(self.across[column] > 1 for column in self.columns) else 0.0
            self.band[lane] = (start, y)
            y += LANE_GAP
        self.height = y - LANE_GAP

    def point(self, spot: Spot, slot: tuple[int, int]) -> tuple[float, float]:
        """Where a spot stands in a slot: centred in its cell where it is alone in a row of one."""
        row, place = slot
        x = self.left[spot.tier] + (place + 0.5) * self.wide
        return x, self.top[spot.lane, row] + (STAGGER if place % 2 else 0.0)

    def settle(self, links: Sequence[tuple[str, str]], tidy: bool) -> None:
        """Exchange places within cells while that makes the lines shorter and clearer."""
        known = [
            (self.index[a], self.index[b]) for a, b in links if a in self.index and b in self.index and a != b
        ]
        ends = np.array(sorted(set(known)), dtype=np.int64).reshape(-1, 2)
        for _ in range(_ROUNDS if tidy else min(_ROUNDS, len(ends))):
            cost = LineCost(
                np.array([self.point(self.spots[n], self.slot[n]) for n in self.names]), ends, tidy
            )
            if not sum(self._exchange(cell, cost) for cell in self.cells.values()):
                break
            self._measure()
        self._measure()

    def _exchange(self, cell: Sequence[Spot], cost: LineCost) -> int:
        """Try every exchange of two places in a cell; the number of exchanges made."""
        slots = list(product(range(self.rows[cell[0].lane]), range(self.across[cell[0].tier])))
        made, standing = 0, {self.slot[spot.name]: spot for spot in cell}
        for spot in cell:
            for slot in slots:
                here = self.slot[spot.name]
                if slot == here:
                    continue
                other = standing.get(slot)
                moves = {self.index[spot.name]: self.point(spot, slot)}
                if other is not None:
                    moves[self.index[other.name]] = self.point(other, here)
                if cost.move(moves):
                    self.slot[spot.name], standing[slot] = slot, spot
                    del standing[here]
                    if other is not None:
                        self.slot[other.name], standing[here] = here, other
                    made += 1
        return made

    def drawn(self) -> Layout:
        """The finished drawing."""
        at = {name: self.point(self.spots[name], self.slot[name]) for name in self.names}
        columns = tuple(
            Band(c, self.left[c], self.left[c] + self.across[c] * self.wide) for c in self.columns
        )
        lanes = tuple(Band(lane, *self.band[lane]) for lane in self.lanes)
        return Layout(at, columns, lanes, self.width, self.height)
