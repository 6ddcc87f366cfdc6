"""From columns to the layers that measures run on: the entrance for graphs too large for a network.

The same layers as `queries.project` makes of a network at level team with everything, to the last digit:
which ties count and in which direction is decided in `queries.ways`, what figures come to in
`queries.figures`, what facts come to in `graph.facts`, what several ways come to in `queries.layer`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from graph import schema
from graph.bulk import many_records
from graph.columns import OF_THE_CLAIM, Columns
from graph.facts import Fact
from graph.settings import Settings
from queries.column_facts import ColumnFacts
from queries.column_shares import OF_A_FIGURE, side_shares
from queries.layer import Ints, Projection, Weighed, combined
from queries.ways import WAYS as WAYS
from queries.ways import Way, ways


@dataclass(frozen=True)
class ColumnsLayer(Projection):
    """A layer out of columns; what a pair rests on is made when somebody asks."""

    facts: ColumnFacts = field(repr=False)
    ways: tuple[Way, ...] = field(repr=False)

    def behind(self, one: str, other: str) -> tuple[Fact, ...]:
        """Every fact by which the layer may join two nodes, in this direction; () for who is not here.

        Of the fields that a layer reads; with sources, confidence and dates, without files and rows.
        """
        nodes = self.facts.nodes
        rows = {node: bisect_left(nodes, node) for node in (one, other) if node in self.index}
        if len(rows) < 2:
            return ()
        found = []
        for way in self.ways:
            turned = way.back != (way.side is not None and way.side.holder == "b")
            a, b = (other, one) if turned else (one, other)
            found += [
                fact for fact in self.facts.of(way.relation).between(rows[a], rows[b]) if fact not in found
            ]
        return tuple(found)


def wanted(layer: str, *means: str) -> Mapping[str, Sequence[str]]:
    """The relations and fields of a layer, as `Store.columns_of` takes them.

    >>> wanted("contact")["KNOWS"]
    ('holds', 'confidence', 'said_on', 'since', 'until', 'level', 'trust')
    """
    found: dict[str, dict[str, None]] = {}
    for way in ways(layer, *means):
        fields = found.setdefault(way.relation, dict.fromkeys(OF_THE_CLAIM))
        names = [way.field, *schema.RELATION[way.relation].subject]
        if way.side:
            names += [way.side.worth, *OF_A_FIGURE]
        fields.update((name, None) for name in names if name and schema.tie_field(way.relation, name))
    return {relation: tuple(fields) for relation, fields in found.items()}


def project(
    layer: str, columns: Iterable[Columns], settings: Settings | None = None, *means: str, as_of: str = ""
) -> ColumnsLayer:
    """The layer "exchange", "influence" or "contact" out of the columns that it wants, of one snapshot.

    `ties` is n x n over all stakeholders, weights 0 to 1; what is known to join two without a weight is in
    `missing`.  `means` narrows exchange to some sides; `as_of` goes before the date in the settings.
    Raises `BadValue` for another layer or side, and for columns that it wants and that were not read;
    `Contradiction` where decisions contradict one another.  Linear in ties, but for sorting them; claims
    that differ about one fact cost more than those that stand alone.
    """
    with many_records():
        facts = ColumnFacts(columns, settings or Settings(), as_of)
        chosen = ways(layer, *means)
        rows = [row for row, kind in enumerate(facts.kinds) if kind not in ("Risk", "Dialogue")]
        place = np.full(len(facts.nodes), -1)
        place[rows] = np.arange(len(rows))
        weighed = [_weighed(way, facts, place) for way in chosen]
        ties, joined, used = combined(layer, len(rows), weighed, facts.settings, facts.as_of)
        nodes = tuple(facts.nodes[row] for row in rows)
        return ColumnsLayer(layer, nodes, ties, joined, used, facts, chosen)


def _weighed(way: Way, facts: ColumnFacts, place: Ints) -> Weighed:
    if way.side:
        shares = side_shares(way.side, facts)
        i, j, weight, valued = shares.holder, shares.partner, shares.point, shares.from_values
    else:
        told = facts.of(way.relation)
        stands = np.flatnonzero(told.stands)
        i, j = told.a[told.first[stands]], told.b[told.first[stands]]
        if way.field:
            weight = told.folded(way.field)[stands]
        else:
            weight = np.full(len(stands), facts.settings.assumptions[way.relation])
        valued = np.zeros(len(stands), bool)
    if way.back:
        i, j = j, i
    if way.both:
        i, j = np.concatenate([i, j]), np.concatenate([j, i])
        weight, valued = np.tile(weight, 2), np.tile(valued, 2)
    i, j = place[i], place[j]
    here = (i >= 0) & (j >= 0)
    return Weighed(way, i[here], j[here], weight[here], int(valued[here].sum()))
