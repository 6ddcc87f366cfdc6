"""A crowd made readable: one mark for all stakeholders of a kind, place in the chain and region."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from math import sqrt

from graph import schema
from queries.pages.layout import RADIUS, Spot, layout
from queries.pages.palette import LAYER_OF, LAYERS, SEATS, look
from queries.pages.spec import LABELS_FOR_ALL, LARGEST, Mark, Spec, lines, wrapped
from queries.question import Brief

_SHOWN = frozenset(layer.name for layer in LAYERS if layer.shown)


def grouped(brief: Brief, spec: Spec, lang: str) -> Spec:
    """The spec with marks for groups: kind, place in the chain and region; area by how many they are.

    A group's seat is the one that most of it have; it has a ring where somebody in it has one.  Regions
    are left out where even so too many groups remain.
    """
    groups = _groups(brief, spec, with_region=True)
    if len(groups) > LABELS_FOR_ALL:
        groups = _groups(brief, spec, with_region=False)
    most = max(len(marks) for marks in groups.values())
    made = []
    for i, (key, marks) in enumerate(sorted(groups.items()), 1):
        made.append(_group(f"n{i}", key, marks, most, lang))
    spots = [Spot(mark.id, mark.tier, mark.lane, mark.label.count("\n") + 1, mark.radius) for mark in made]
    ids = {node: mark.id for mark in made for node in mark.nodes}
    facts = [fact for line in spec.lines for fact in line.facts]
    links = [(ids[f.a], ids[f.b]) for f in facts if LAYER_OF[f.relation] in _SHOWN]
    drawing = layout(spots, links)
    placed = tuple(replace(mark, x=drawing.at[mark.id][0], y=drawing.at[mark.id][1]) for mark in made)
    return replace(spec, marks=placed, lines=lines(brief, facts, ids), layout=drawing)


Key = tuple[int, int, str, str]


def _groups(brief: Brief, spec: Spec, *, with_region: bool) -> Mapping[Key, list[Mark]]:
    found: dict[Key, list[Mark]] = defaultdict(list)
    for mark in spec.marks:
        place = str(brief.net.nodes[mark.nodes[0]].get("place", ""))
        region = " / ".join(place.split(" / ")[:2]) if with_region else ""
        found[mark.lane, mark.tier, mark.kind, region].append(mark)
    return found


def _group(id: str, key: Key, marks: list[Mark], most: int, lang: str) -> Mark:
    lane, tier, kind, region = key
    seats = Counter(mark.seat for mark in marks)
    seat = min(seats, key=lambda one: (-seats[one], SEATS.index(one)))
    rings = {mark.ring for mark in marks}
    missing = sum(mark.missing for mark in marks)
    name = f"{schema.kind_said(kind, lang)} × {len(marks)}"
    name += f" ({region.split(' / ')[-1]})" if region else ""
    return Mark(
        id,
        tuple(mark.nodes[0] for mark in marks),
        name,
        kind,
        tier,
        lane,
        seat,
        look(kind, seat),
        next((ring for ring in ("missing", "partly", "unknown") if ring in rings), ""),
        0.0,
        0.0,
        max(RADIUS - 3, sqrt(len(marks) / most) * LARGEST),
        "\n".join(wrapped(name)),
        missing,
    )
