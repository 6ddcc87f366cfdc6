"""Which ties join two in which layer, in which direction, and where their weight stands.

One table for both entrances (`queries.project` from a network, `queries.columns` from columns), and the
one place where it is decided what becomes of several ways between two (`queries.layer`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from graph.errors import BadValue
from queries.sides import SIDE, SIDES, Side

ASSUMED = ("REGULATES", "INSPECTS", "CERTIFIES")
"""Nobody states how much these weigh: the settings do."""
MOVES = ("income", "budget", "sales")
"""By which sides of exchange the partner moves the holder of the total."""
STATED = "INFLUENCES.strength"
"""What somebody states replaces what is worked out, whatever is larger."""


class Way(NamedTuple):
    """One way in which a layer joins two: from the first end to the second, or from holder to partner.

    `back` turns it round; `both` goes either way, the same.  Without a `field` the weight is the
    assumption in the settings; with a `side` it is a share of that side's whole.
    """

    relation: str
    field: str = ""
    side: Side | None = None
    back: bool = False
    both: bool = False

    @property
    def rule(self) -> str:
        """How it is named in `Projection.missing`: "OWNS.share", "REGULATES"."""
        return f"{self.relation}.{self.field}" if self.field else self.relation


WAYS: Mapping[str, tuple[Way, ...]] = {
    "exchange": tuple(Way(side.relation, side.share, side) for side in SIDES),
    "influence": (
        Way("INFLUENCES", "strength"),
        Way("OWNS", "share"),
        *(Way(side.relation, side.share, side, back=True) for side in SIDES if side.means in MOVES),
        *(Way(relation) for relation in ASSUMED),
    ),
    "contact": (Way("KNOWS", "trust", both=True),),
}
"""The layers.  Of several ways between two the largest weight counts, of equal ones the first: no sum."""


def ways(layer: str, *means: str) -> tuple[Way, ...]:
    """The ways of a layer; of exchange only some sides, where they are named.

    Raises `BadValue` for a layer that there is not, and for a side that there is not or of another layer.

    >>> [way.rule for way in ways("exchange", "sales", "income")]
    ['SUPPLIES.share_of_seller', 'EMPLOYS.share_of_income']
    """
    if layer not in WAYS:
        raise BadValue("layer", layer)
    for one in means:
        if one not in SIDE or layer != "exchange":
            raise BadValue("side", one)
    return tuple(way for way in WAYS[layer] if not means or (way.side and way.side.means in means))
