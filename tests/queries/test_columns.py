"""Two entrances, one layer: out of columns as out of the network, on worlds of every sort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings

from graph.network import network
from queries import project as from_network
from queries.columns import project, wanted
from queries.question import Brief
from queries.shares import shares
from queries.ways import WAYS
from tests.oracle import layers as oracle
from tests.queries.layer_worlds import LayerWorld, layer_worlds, plain_worlds
from tests.queries.two_entrances import assert_equal, columns_of
from tests.stores import stores_of

LAYERS = tuple(WAYS)


def features(world: LayerWorld) -> Iterable[str]:
    """What happens in a world, as far as the network tells."""
    brief = Brief(network(world.claims, world.settings), as_of=world.as_of)
    facts = brief.facts.every()
    for name, happens in {
        "claims that differ": any(fact.lost for fact in facts),
        "denied": any(fact.disputed and not fact.holds for fact in facts),
        "held against a denial": any(fact.disputed and fact.holds for fact in facts),
        "copies": any(len({c.claim.source for c in fact.claims}) > len(fact.roots) for fact in facts),
        "not of the date": any(fact.holds and fact not in brief.facts.of(fact.relation) for fact in facts),
        "loops": any(fact.a == fact.b for fact in facts),
        "joined": len(brief.net) < len({m.key for m in world.claims.mentions}),
        "parted": brief.net.graph["who"].parts,
        "kinds differ": any("kind" in lost for _, lost in brief.net.nodes(data="lost")),
        "no stakeholder": len(brief.stakeholders()) < len(brief.net),
        "levels differ": any("level" in fact.lost for fact in facts),
        "several products": any(len(one.parts) > 1 for one in shares(brief)),
        "several sources": any(one.others for one in shares(brief)),
        "values": any(one.said == "values" for one in shares(brief)),
        "open": any(one.open and one.parts for one in shares(brief)),
        "cut": any(one.summed > 1 for one in shares(brief)),
        "nothing left": any(one.open and one.share.point is not None for one in shares(brief)),
    }.items():
        if happens:
            yield name
    for layer in LAYERS:
        made = getattr(from_network, layer)(brief)
        yield from (f"{layer} {what}" for what in ("weights", "missing") if getattr(made, what))
    if any(name.startswith("used.") and name[5:].isupper() for name, _ in from_network.influence(brief).used):
        yield "assumed"


def test_the_worlds_have_all_of_it_often_enough() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=200, derandomize=True, database=None)
    @given(layer_worlds())
    def count(world: LayerWorld) -> None:
        seen.update(["worlds", *features(world)])

    count()
    rare = {name for name, n in seen.items() if n < 3}
    assert (len(seen), rare) == (25, set()), seen


@pytest.mark.parametrize("layer", LAYERS)
@settings(max_examples=100)
@given(world=layer_worlds())
def test_columns_give_the_layer_that_the_network_gives(layer: str, world: LayerWorld) -> None:
    assert_equal(world, layer, columns_of(world.claims, wanted(layer)))


@settings(max_examples=25)
@given(world=layer_worlds())
def test_so_do_columns_out_of_a_store(world: LayerWorld) -> None:
    with stores_of("sqlite") as stores:
        store = stores.new()
        store.load("f.csv", world.claims.sources, world.claims.mentions, world.claims.ties)
        store.decide(*world.claims.decisions)
        held = LayerWorld(store.claims(), world.settings, world.as_of)
        for layer in LAYERS:
            assert_equal(held, layer, store.columns_of(wanted(layer)))


@pytest.mark.parametrize("layer", LAYERS)
@settings(max_examples=60)
@given(world=plain_worlds())
def test_a_slow_reading_of_the_definitions_gives_the_same_weights(layer: str, world: LayerWorld) -> None:
    dated = {card.id: card.date for card in world.claims.sources}
    asked = oracle.Asked(world.settings.confidence, dated, world.settings.assumptions, world.as_of)
    expected, silent = getattr(oracle, layer)(world.claims.ties, asked)
    made = project(layer, columns_of(world.claims, wanted(layer)), world.settings, as_of=world.as_of)
    assert made.weights == pytest.approx(expected)
    assert set(made.missing) == silent
