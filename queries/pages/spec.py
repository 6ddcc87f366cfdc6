"""The one visual spec behind every page: who stands where, and how each mark and line is drawn.

Pages draw what stands here and decide nothing: position, colour, shape, ring, dash and alert are
computed once, from the facts, the guest list and the answer about voices.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from graph import schema
from graph.facts import Fact
from queries.pages.layout import (
    RADIUS,
    SLOT_WIDTH,
    Layout,
    Spot,
    lane_of,
    layout,
    own_tier,
    tiers,
)
from queries.pages.palette import LAYER_OF, LAYERS, Look, look
from queries.pages.seats import NOT_HEARD, PARTLY, UNKNOWN, VoiceState, seats
from queries.question import Brief

LABELS_FOR_ALL, LABELS_FOR_SOME, MOST = 80, 400, 3000
"""Up to so many marks every label, then labels for some, then marks for groups, and then no map at all."""
SMALLEST, LARGEST = 10.0, 26.0  # radius where sizes are given
LABEL_LINES, LABEL_WIDTH = 3, 7.4  # width of a line in ems
NARROW_SLOT = 84.0  # the place of a mark where there are many
_NARROW, _BROAD = frozenset("ijlftrI.,;:'!|()[]- /"), frozenset("mwMWGOQ@%&")


@dataclass(frozen=True, slots=True)
class Mark:
    """One stakeholder, or a group of them, as drawn: `id` is an ordinal, `nodes` who it stands for."""

    id: str
    nodes: tuple[str, ...]
    name: str
    kind: str
    tier: int
    lane: int
    seat: str
    look: Look
    ring: str  # "missing", "partly", "unknown" or ""
    x: float
    y: float
    radius: float
    label: str  # lines, or "" where the mark goes without
    missing: int = 0  # how many of `nodes` have a ring of a missing voice


@dataclass(frozen=True, slots=True)
class Line:
    """One line: all facts of one layer between two marks; dashed where none is better than claimed."""

    id: str
    a: str
    b: str
    layer: str
    dashed: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """A whole page's marks and lines, with the drawing's columns and lanes."""

    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    layout: Layout
    seats: Mapping[str, str]
    tier: Mapping[str, int]

    def count(self, layer: str) -> int:
        """How many lines a layer has."""
        return sum(line.layer == layer for line in self.lines)

    @property
    def mark_of(self) -> dict[str, Mark]:
        """The mark of every stakeholder."""
        return {node: mark for mark in self.marks for node in mark.nodes}


def visual_spec(
    brief: Brief,
    states: Mapping[str, VoiceState] | None,
    *,
    lang: str = "en",
    sizes: Mapping[str, float] | None = None,
) -> Spec:
    """The spec of a brief: a mark for every stakeholder, a line for every layer and pair with a tie.

    `states` is what `queries.pages.seats.from_answer` makes of the answer to `voices`, or None where
    nobody asked; then no ring is drawn.  `sizes` (0 and up, by node) become areas, with a smallest one.
    """
    found = states or {}
    nodes = brief.stakeholders()
    seat = seats(brief, found)
    facts = drawn_facts(brief)
    place = tiers(
        {node: own_tier(brief.kind(node), _roles(brief, node)) for node in nodes},
        sorted({(fact.a, fact.b) for fact in facts}),
    )
    radius = radii(nodes, sizes)
    many = len(nodes) > LABELS_FOR_ALL
    ems = (NARROW_SLOT if many else SLOT_WIDTH) / SLOT_WIDTH * LABEL_WIDTH
    labels = {node: wrapped(brief.label(node, lang), ems) for node in nodes}
    shown = _labelled(nodes, found, facts, radius)
    spots = [
        Spot(
            node,
            place[node],
            lane_of(brief.kind(node)),
            len(labels[node]) if node in shown else 0,
            radius[node],
        )
        for node in _reading_order(brief, nodes, lang)
    ]
    crowd = len(nodes) > LABELS_FOR_SOME  # drawn as groups, whose lines count
    links = [(f.a, f.b) for f in facts if LAYER_OF[f.relation] in _SHORT and not crowd]
    drawing = layout(spots, links, slot=NARROW_SLOT if many else SLOT_WIDTH, tidy=not many)
    ids = {spot.name: f"n{i}" for i, spot in enumerate(spots, 1)}
    marks = tuple(
        Mark(
            ids[node],
            (node,),
            brief.label(node, lang),
            brief.kind(node),
            place[node],
            lane_of(brief.kind(node)),
            seat[node],
            look(brief.kind(node), seat[node]),
            ring_of(found.get(node)),
            *drawing.at[node],
            radius[node],
            "\n".join(labels[node]) if node in shown else "",
            int(ring_of(found.get(node)) in ("missing", "partly")),
        )
        for node in ids
    )
    return Spec(marks, lines(brief, facts, ids), drawing, seat, place)


_SHORT = frozenset(layer.name for layer in LAYERS if layer.shown)


def drawn_facts(brief: Brief) -> tuple[Fact, ...]:
    """The facts that hold between two stakeholders: what lines are made of."""
    inside = frozenset(brief.stakeholders())
    return tuple(
        fact
        for fact in brief.facts.of(*LAYER_OF)
        if fact.a in inside and fact.b in inside and fact.a != fact.b
    )


def lines(brief: Brief, facts: Iterable[Fact], ids: Mapping[str, str]) -> tuple[Line, ...]:
    """One line for every layer and pair of marks; where a layer has no arrow, a pair has no direction."""
    arrow = {layer.name: layer.arrow for layer in LAYERS}
    grouped: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        layer, a, b = LAYER_OF[fact.relation], ids[fact.a], ids[fact.b]
        if a == b:
            continue
        if not arrow[layer] and b < a:
            a, b = b, a
        grouped[layer, a, b].append(fact)
    order = {layer.name: i for i, layer in enumerate(LAYERS)}
    sure = brief.settings.probability("stated")
    return tuple(
        Line(f"e{i}", a, b, layer, all(fact.exists < sure for fact in same), tuple(same))
        for i, ((layer, a, b), same) in enumerate(
            sorted(grouped.items(), key=lambda one: (order[one[0][0]], one[0])), 1
        )
    )


def ring_of(state: VoiceState | None) -> str:
    """The ring around a group: "missing" (nobody speaks for it), "partly", "unknown", or none.

    >>> ring_of(None)
    ''
    """
    status = state.status if state else ""
    return {NOT_HEARD: "missing", PARTLY: "partly", UNKNOWN: "unknown"}.get(status, "")


def radii(nodes: Sequence[str], sizes: Mapping[str, float] | None) -> dict[str, float]:
    """The radius of every mark: equal, or by area with a smallest one so that nobody disappears."""
    if not sizes:
        return dict.fromkeys(nodes, RADIUS)
    most = max((sizes.get(node, 0.0) for node in nodes), default=0.0) or 1.0
    extra = LARGEST**2 - SMALLEST**2
    return {node: sqrt(SMALLEST**2 + extra * max(0.0, sizes.get(node, 0.0)) / most) for node in nodes}


def wrapped(name: str, ems: float = LABEL_WIDTH) -> list[str]:
    """A name in at most three lines that fit under a mark; what is cut ends in an ellipsis.

    >>> wrapped("Women who cut cobbles at home, Kota district")
    ['Women who cut', 'cobbles at', 'home, Kota…']
    """
    found = [""]
    for word in name.split():
        first, *more = _pieces(word, ems)
        longer = f"{found[-1]} {first}".strip()
        if found[-1] and (more or _width(longer) > ems):
            found.append(first)
        else:
            found[-1] = longer
        found += more
    if len(found) > LABEL_LINES:
        found = [*found[: LABEL_LINES - 1], found[LABEL_LINES - 1].rstrip(" ,.;-") + "…"]
    return found


def _pieces(word: str, ems: float) -> list[str]:
    """A word, or parts of one that is too long for a line."""
    if _width(word) <= ems:
        return [word]
    parts, part = [], ""
    for letter in word:
        if part and _width(part + letter + "-") > ems:
            parts.append(part + "-")
            part = ""
        part += letter
    return [*parts, part]


def _width(text: str) -> float:
    """About how wide a text is, in ems."""
    return sum(0.3 if c in _NARROW else 0.85 if c in _BROAD else 0.68 if c.isupper() else 0.54 for c in text)


def _roles(brief: Brief, node: str) -> tuple[str, ...]:
    role = brief.net.nodes[node].get("role", ())
    return tuple(role) if isinstance(role, list | tuple) else (str(role),)


def _reading_order(brief: Brief, nodes: Sequence[str], lang: str) -> list[str]:
    kinds = {kind: i for i, kind in enumerate(schema.KIND)}
    return sorted(
        nodes, key=lambda n: (kinds.get(brief.kind(n), len(kinds)), brief.label(n, lang).casefold(), n)
    )


def _labelled(
    nodes: Sequence[str], states: Mapping[str, VoiceState], facts: Iterable[Fact], radius: Mapping[str, float]
) -> frozenset[str]:
    """Who carries a label: all of a few; of many the missing voices and the thirty with most ties."""
    if len(nodes) <= LABELS_FOR_ALL:
        return frozenset(nodes)
    ties = Counter(end for fact in facts for end in (fact.a, fact.b))
    top = sorted(nodes, key=lambda node: (-radius[node], -ties[node], node))[:30]
    missing = [node for node in nodes if ring_of(states.get(node)) in ("missing", "partly")]
    return frozenset(missing) | frozenset(top)
