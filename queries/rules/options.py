"""P007: who profits from others having nowhere else to go.

Three things must hold of the same two partners or more.  Each surely depends much on the one (more than the
settings' `captured_above`), by ties that are as sure as a comparing sentence has to be.  The one stands
stronger than each in bargaining (Bonacich, beta < 0), wherever in the band beta is taken.  And each is more
constrained than the one (Burt): its partners are fewer, or deal with each other.  The last two compare, so
they need nine in ten draws and every run without one source (`queries.sure`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from graph.schema import PEOPLE
from graph.terms import Level
from queries.concentration import NOT_ONE
from queries.contacts import is_civil
from queries.dependence import Dependence, dependencies
from queries.hearing import Hearing
from queries.measures.bargaining import KAPPAS, bargaining_band, stable_order
from queries.project import Layer, exchange
from queries.question import Brief, Finding
from queries.rules import resting
from queries.sure import ENOUGH, NO, ONE_SOURCE, sureness

FEWEST = 2
Array = NDArray[np.float64]


def findings(hearing: Hearing) -> Iterator[Finding]:
    """Every finding about lacking options, in no order that means anything.

    Nothing is drawn unless the map as it stands has a candidate: that costs ties times draws.
    """
    candidates = dependents(hearing)
    if not candidates:
        return
    layer = exchange(hearing.brief)
    band = bargaining_band(layer.ties)
    for strong, weak in sorted(candidates.items()):
        below = weaker(layer, band, strong, weak)
        if len(below) >= FEWEST:
            yield from _said(hearing, strong, below)


def dependents(hearing: Hearing) -> Mapping[str, list[str]]:
    """For each party the two or more that surely depend much on it, by ties that are sure enough.

    Nobody who stands for several, and nobody who cannot safely be asked.
    """
    brief = hearing.brief
    found: dict[str, list[str]] = defaultdict(list)
    for one in dependencies(brief).values():
        ends = (one.holder, one.partner)
        single = all(brief.net.nodes[end].get("extent") not in NOT_ONE for end in ends)
        if single and _surely(brief, one) and not any(hearing.safety.unsafe(end) for end in ends):
            found[one.partner].append(one.holder)
    return {strong: weak for strong, weak in found.items() if len(weak) >= FEWEST}


def _surely(brief: Brief, one: Dependence) -> bool:
    exists = max((fact.exists for fact in one.worst.facts), default=0.0)
    return one.ends.low > brief.settings.captured_above and exists >= ENOUGH


def weaker(layer: Layer, band: Array, strong: str, weak: Iterable[str]) -> list[str]:
    """Of some partners those who are weaker in bargaining than `strong`, all over the band of beta."""
    known = [node for node in weak if layer.weights.get((node, strong), 0.0) > 0]
    pairs = np.array([(layer.index[strong], layer.index[node]) for node in known]).reshape(-1, 2)
    order = stable_order(band, pairs)
    return [node for node, above in zip(known, order.tolist(), strict=True) if above == 1]


def _said(hearing: Hearing, strong: str, weak: Iterable[str]) -> Iterator[Finding]:
    """The finding, about those of whom the wording rule lets it be said."""
    brief = hearing.brief
    bargaining, constraint = sureness(brief, "bargaining"), sureness(brief, "constraint")
    told: dict[str, list[str]] = {}
    held: list[float] = []
    for node in weak:
        pairs = [((strong, kappa), (node, kappa)) for kappa in KAPPAS]
        verdicts = [bargaining.may_say(*pair) for pair in pairs] + [constraint.may_say(node, strong)]
        if NO not in verdicts:
            told[node] = verdicts
            held += [bargaining.more(*pair) for pair in pairs] + [constraint.more(node, strong)]
    if len(told) < FEWEST:
        return
    single = any(ONE_SOURCE in verdicts for verdicts in told.values())
    depends = dependencies(brief)
    facts = [fact for node in told for fact in depends[node, strong].worst.facts]
    listed = brief.guests is None or strong in hearing.members
    team = any(is_civil(brief, node) and brief.kind(node) not in PEOPLE for node in (strong, *told))
    made = Finding(
        "P007",
        "medium" if listed else "note",
        (strong, *told),
        nodes={"X": tuple(told), "Y": strong},
        variant="one_source" if single else "",
        held=min(held),
        level=Level.TEAM if team else Level.PARTICIPANTS,
        weight=min(depends[node, strong].ends.low for node in told),
    )
    yield resting(brief, made, facts)
