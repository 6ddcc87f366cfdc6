"""The sums behind a number of `chain` and `bridges`, as rows of `show`: from the formula to the claims.

What passes a supplier is first-step analysis: each of the buyer's own suppliers brings its share of the
purchases, times what of *its* purchases passes there; `show "SUPPLIER > …"` goes one step further back.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from graph.terms import Level
from queries.behind import Row, ends_text, placed
from queries.brokers import brokers
from queries.contacts import contacts, is_civil
from queries.measures.structural_holes import dyadic_constraint
from queries.project import exchange
from queries.question import Brief, evidence_of
from queries.sides import Interval
from queries.surroundings import surroundings
from queries.upstream import Upstream, upstream

MOST_PAIRS = 5
EVERYTHING = Interval(1.0, 1.0)


def of_a_chain(brief: Brief, buyer: str, supplier: str) -> Iterator[Row]:
    """How much of what `buyer` buys passes `supplier`: the whole, then what each own supplier adds to it.

    Nothing where no way is known, or only the one without anybody between: its claims say it all.
    """
    told = upstream(brief)
    whole = passes(told, buyer, supplier)
    if whole is None:
        return
    adds = []
    for first in told.inputs.suppliers_of(buyer):
        further = EVERYTHING if first == supplier else passes(told, first, supplier)
        if further is not None:
            adds.append((first, told.inputs.parts[buyer, first], further))
    if [first for first, _, _ in adds] == [supplier]:
        return
    terms = " + ".join(f"{ends_text(share)} x {ends_text(further)}" for _, share, further in adds)
    yield Row("number", "chain", (buyer, supplier), f"{ends_text(whole)} = {terms}")
    for first, share, further in adds:
        value = f"{ends_text(share)} x {ends_text(further)}"
        row = Row("number", "chain", tuple(dict.fromkeys((buyer, first, supplier))), value)
        yield from placed(row, evidence_of(told.inputs.shares[buyer, first].facts))


def passes(told: Upstream, buyer: str, supplier: str) -> Interval | None:
    """The part of the one's purchases that passes the other; None where no way is known."""
    return next((one.value for one in told.behind(buyer).suppliers if one.node == supplier), None)


def of_a_bridge(brief: Brief, node: str) -> Iterator[Row]:
    """Where a party stands between others: its roles with some of the pairs, its ways, its partners.

    Nothing below level team about people, those who speak for them, and defenders.
    """
    if brief.net.graph["level"] != Level.TEAM and is_civil(brief, node):
        return
    yield from _roles(brief, node)
    known = contacts(brief)
    if node in known.index:
        value = f"{known.between[known.index[node]]:.2g}"
        yield from placed(Row("number", "betweenness", (), value), evidence_of(known.around(node)))
    yield from _partners(brief, node)


def _roles(brief: Brief, node: str) -> Iterator[Row]:
    told = brokers(brief)
    for one in told.of.get(node, ()):
        value = f"{one.count} ({one.expected:.2g} ± {one.deviation:.2g})"
        yield Row("number", one.role, (), value)
        for a, c in islice(told.between(node, one.role), MOST_PAIRS):
            facts = (*told.layer.rests_on[a, node], *told.layer.rests_on[node, c])
            yield from placed(Row("number", one.role, (a, node, c)), evidence_of(facts))


def _partners(brief: Brief, node: str) -> Iterator[Row]:
    """Constraint as Burt adds it up: of each partner, what is shared with it and what comes round to it."""
    own = surroundings(brief).get(node)
    if own is None or own.constraint is None:
        return
    layer = exchange(brief)
    row = layer.index[node]
    yield Row("number", "constraint", (), f"{own.constraint:.2g} = sum of (p + sum of p x p)^2")
    adds = dyadic_constraint(layer.ties)
    strength = layer.ties + layer.ties.T
    total = float(strength[[row]].sum())
    for at in range(adds.indptr[row], adds.indptr[row + 1]):
        j = int(adds.indices[at])
        direct = float(strength[row, j]) / total
        indirect = round(abs(float(np.sqrt(adds.data[at])) - direct), 9)
        value = f"{adds.data[at]:.2g} = ({direct:.2g} + {indirect:.2g})^2"
        pair = (node, layer.nodes[j])
        facts = (*layer.rests_on.get(pair, ()), *layer.rests_on.get(pair[::-1], ()))
        yield from placed(Row("number", "constraint", (layer.nodes[j],), value), evidence_of(facts))
