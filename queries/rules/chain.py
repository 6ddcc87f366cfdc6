"""C002: a party whom much of what somebody buys passes, and whom the buyer has no known tie with.

The bar is ours: more than half (`FEW`) of what is known to be bought, whatever is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from queries.contacts import is_civil
from queries.hearing import Hearing
from queries.question import Finding
from queries.rules import resting
from queries.rules.power import FEW
from queries.upstream import Behind, Supplier, Upstream, upstream

MOST_TIES = 50_000_000
"""Ties that are followed in all: beyond that a note says how to ask about one buyer at a time."""


def findings(hearing: Hearing) -> Iterator[Finding]:
    """Every finding about chains, in no order that means anything."""
    told = upstream(hearing.brief)
    every = buyers(hearing, told)
    asked = list(_within(told, every))
    for buyer, passed in told.may_pass(asked, FEW):
        if any(_is_hidden(hearing, told, buyer, node) for node in passed):
            one = told.behind(buyer)
            for supplier in hidden(hearing, told, one):
                yield _hidden(hearing, told, one, supplier)
    if left := every[len(asked) :]:
        yield Finding("C002", "note", (left[0],), values={"n": len(left)}, variant="many")


def buyers(hearing: Hearing, told: Upstream) -> list[str]:
    """Importers and customers, one each, of whose purchases enough is known; guests first."""
    single = told.deep(FEW) - told.loose
    return sorted(single, key=lambda buyer: (buyer not in hearing.members, buyer))


def _within(told: Upstream, every: list[str]) -> Iterator[str]:
    """The first buyer, and the others as long as their ties stay within bounds."""
    followed = 0
    for buyer in every:
        followed += told.ties_behind(buyer)
        if followed > MOST_TIES and buyer != every[0]:
            return
        yield buyer


def hidden(hearing: Hearing, told: Upstream, one: Behind) -> list[Supplier]:
    """Whom surely more than half passes, and nobody says that buyer and supplier have met.

    Of several in a row that everything passes, the one nearest to the buyer: it leads to the others.
    """
    much = [
        supplier
        for supplier in one.suppliers
        if supplier.value.low > FEW and _is_hidden(hearing, told, one.buyer, supplier.node)
    ]
    names = {supplier.node for supplier in much}
    return [supplier for supplier in much if supplier.gate not in names]


def _is_hidden(hearing: Hearing, told: Upstream, buyer: str, node: str) -> bool:
    """Whether nobody says that the two have met, and one may be named: one party, a company, not unsafe."""
    met = node == buyer or frozenset((buyer, node)) in told.met
    may_be_named = not is_civil(hearing.brief, node) and not hearing.safety.unsafe(node)
    return not met and node not in told.loose and may_be_named


def _hidden(hearing: Hearing, told: Upstream, one: Behind, supplier: Supplier) -> Finding:
    listed = hearing.brief.guests is None or one.buyer in hearing.members
    made = Finding(
        "C002",
        "medium" if listed else "note",
        (one.buyer, supplier.node),
        nodes={"X": supplier.node, "Y": one.buyer, "path": supplier.path[:-1]},
        weight=supplier.value.low,
    )
    return resting(hearing.brief, made, told.facts_between(one.buyer, supplier.node))
