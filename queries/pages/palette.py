"""The marks of every page: a colour and a shape for each kind, a fill for each seat, a line for each layer.

Position says place in the chain and side; shape says sphere; colour says kind.  Colours of one shape
stay apart for the colour-blind (Machado and others 2009, full deficiency), every outline and line has a
contrast of at least 3 to 1 on white, every text 4.5 to 1 (WCAG 2.2, 1.4.11 and 1.4.3); tests hold this.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph import schema

INK = "#1B1B1B"
PAPER = "#FFFFFF"
RING = "#D4006A"
"""The ring of a missing voice."""
ALERT_TEXT = "#A6003C"
UNSURE = "#7A8794"
"""What nobody knows: the ring and the outline of it."""
LANE_FILLS: dict[str, str] = {
    "voice": "#F6F1F9",
    "people": "#FFF4EA",
    "chain": PAPER,
    "state": "#F1F3F5",
    "process": "#EEF6F4",
}

SHAPES: dict[str, str] = {
    "chain": "dot",
    "money": "diamond",
    "state": "triangle",
    "people": "hexagon",
    "voice": "square",
    "process": "triangleDown",
    "other": "star",
}
COLOURS: dict[str, str] = {
    "Quarry": "#A65300",
    "Supplier": "#009E73",
    "Importer": "#2A5BD7",
    "Customer": "#111111",
    "Financier": "#8A6A00",
    "GovernmentBody": "#4A4A4A",
    "WorkerGroup": "#D55E00",
    "Community": "#5B2C83",
    "TradeUnion": "#D55E00",
    "MembersOrganisation": "#2A5BD7",
    "NGO": "#A03C8C",
    "IndustryAssociation": "#4E342E",
    "Initiative": "#00796B",
    "Expert": "#8E44AD",
    "Person": "#A65300",
    "OtherOrganisation": "#4A4A4A",
    "": "#767676",
}


@dataclass(frozen=True, slots=True)
class Layer:
    """A kind of line with one meaning: the relations it holds, its colour, and whether it starts shown."""

    name: str
    relations: tuple[str, ...]
    colour: str
    arrow: bool = True
    shown: bool = False
    always: bool = True  # listed also when the map has none of them


LAYERS: tuple[Layer, ...] = (
    Layer("goods", ("SUPPLIES",), "#5F6B76", shown=True),
    Layer("work", ("EMPLOYS", "RECRUITS", "ADVANCES_CREDIT_TO", "FUNDS"), "#C4501B"),
    Layer("voice", ("REPRESENTS",), "#6A3D9A", shown=True),
    Layer("say", ("REGULATES", "INSPECTS", "CERTIFIES", "INFLUENCES", "OWNS"), "#2A5BD7"),
    Layer("contact", ("KNOWS",), "#009E73", arrow=False),
    Layer("belongs", ("MEMBER_OF", "PART_OF"), "#7A0019", always=False),
    Layer("conflict", ("IN_CONFLICT_WITH",), "#111111", arrow=False, always=False),
    Layer("fear", ("FEARS_REPRISAL_FROM",), "#9B2226", always=False),
    Layer("other", ("RELATED_TO",), "#767676", arrow=False, always=False),
)
LAYER_OF: dict[str, str] = {relation: layer.name for layer in LAYERS for relation in layer.relations}

SEATS: tuple[str, ...] = ("table", "represented", "invited", "absent", "unknown")
"""At the table; represented by a guest; invited, not confirmed; not on the list; nobody knows."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one mark is drawn; `dashes` are canvas dashes, empty for a whole outline; `sign` stands in it."""

    shape: str
    fill: str
    border: str
    width: float
    dashes: tuple[int, ...] = ()
    sign: str = ""


def sphere_of(kind: str) -> str:
    """The sphere of a kind; a kind that nobody named is "other"."""
    return schema.KIND[kind].sphere if kind in schema.KIND else "other"


def look(kind: str, seat: str) -> Look:
    """How a stakeholder of this kind with this seat is drawn: the fuller, the more present.

    >>> look("Quarry", "table").fill, look("Quarry", "absent").fill, look("Quarry", "unknown").sign
    ('#A65300', '#FFFFFF', '?')
    """
    shape, colour = SHAPES[sphere_of(kind)], COLOURS.get(kind, COLOURS[""])
    if seat == "table":
        return Look(shape, colour, "#111111", 3)
    if seat == "represented":
        return Look(shape, tint(colour, 0.45), colour, 3, (5, 4))
    if seat == "invited":
        return Look(shape, tint(colour, 0.72), colour, 3)
    if seat == "absent":
        return Look(shape, PAPER, colour, 2)
    return Look(shape, "#ECEEF0", UNSURE, 2, (2, 3), "?")


def tint(colour: str, share: float) -> str:
    """`colour` mixed with white; `share` 0 is the colour itself, 1 is white.

    >>> tint("#000000", 0.5)
    '#7F7F7F'
    """
    mixed = (int(part + (255 - part) * share) for part in bytes.fromhex(colour[1:]))
    return "#" + "".join(f"{part:02X}" for part in mixed)
