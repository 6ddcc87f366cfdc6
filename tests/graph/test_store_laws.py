"""The laws of a store, on small worlds and on every kind of store there is."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.columns import OF_THE_CLAIM
from graph.decisions import check_decisions
from graph.errors import Contradiction
from graph.identity import identity
from graph.layers import layer
from graph.network import network
from graph.records import Decision, folded
from graph.selection import Selection
from graph.store import Store
from graph.values import decoded
from tests.graph.strategies import FILES, NAMES, SOURCES, Carried, World, worlds
from tests.stores import KINDS, stores_of

on_every_kind = pytest.mark.parametrize("kind", sorted(KINDS))
few = settings(max_examples=40)


def load(store: Store, files: Iterable[Carried]) -> None:
    for one in files:
        store.load(one.file, one.sources, one.mentions, one.ties)


def decide(store: Store, decisions: Iterable[Decision]) -> None:
    """Take each decision, unless those before it rule it out."""
    for one in decisions:
        with suppress(Contradiction):
            store.decide(one)


def look(store: Store) -> tuple[Any, ...]:
    """All that can be seen of a store but its journal: equal stores look equal."""
    return store.files(), store.sources(), store.claims()


# -- what the worlds are like -----------------------------------------------------------------


def test_the_worlds_join_are_ambiguous_and_contradict_often_enough() -> None:
    seen: list[tuple[bool, bool, bool]] = []

    @settings(max_examples=300, derandomize=True, database=None)
    @given(worlds())
    def count(world: World) -> None:
        claims = world.claims()
        who = identity(claims.mentions)
        keys = {m.key for m in claims.mentions}
        joins = len({who.resolve(key) for key in keys}) < len(keys)
        try:
            check_decisions(claims.decisions)
            contradicts = False
        except Contradiction:
            contradicts = True
        seen.append((joins, bool(who.questions), contradicts))

    count()
    assert len(seen) >= 300
    joining, ambiguous, contradicting = (sum(column) / len(seen) for column in zip(*seen, strict=True))
    assert joining >= 0.3
    assert ambiguous >= 0.1
    assert contradicting >= 0.1


# -- the laws ---------------------------------------------------------------------------------


@on_every_kind
@few
@given(world=worlds())
def test_a_store_gives_back_the_claims_it_was_given(kind: str, world: World) -> None:
    with stores_of(kind) as stores:
        store = stores.new()
        load(store, world.files)
        claims, expected = store.claims(), world.claims()
    assert set(claims.mentions) == set(expected.mentions)
    assert set(claims.ties) == set(expected.ties)
    assert set(claims.sources) == set(expected.sources)


@on_every_kind
@few
@given(world=worlds())
def test_loading_twice_is_loading_once(kind: str, world: World) -> None:
    with stores_of(kind) as stores:
        store = stores.new()
        load(store, world.files)
        before = look(store), store.journal()
        load(store, world.files)
        assert (look(store), store.journal()) == before


@on_every_kind
@few
@given(world=worlds(), chance=st.integers())
def test_the_order_of_rows_files_and_decisions_changes_nothing(kind: str, world: World, chance: int) -> None:
    rng = random.Random(chance)

    def shuffled(things: Iterable[Any]) -> list[Any]:
        return rng.sample(list(things), len(list(things)))

    with stores_of(kind) as stores:
        one, two = stores.new(), stores.new()
        load(one, world.files)
        decide(one, world.decisions)
        two.decide(*shuffled(one.claims().decisions))
        load(
            two,
            [
                Carried(f.file, *(tuple(shuffled(rows)) for rows in (f.sources, f.mentions, f.ties)))
                for f in shuffled(world.files)
            ],
        )
        assert look(one) == look(two)
        assert one.columns("SUPPLIES", "product") == two.columns("SUPPLIES", "product")


@on_every_kind
@few
@given(world=worlds(), gone=st.sampled_from(FILES), late=st.booleans())
def test_a_removed_file_was_never_loaded(kind: str, world: World, gone: str, late: bool) -> None:
    if gone not in {one.file for one in world.files}:
        gone = world.files[0].file
    with stores_of(kind) as stores:
        with_it, without = stores.new(), stores.new()
        load(with_it, world.files)
        if late:
            decide(with_it, world.decisions)
        with_it.remove_file(gone)
        load(without, [one for one in world.files if one.file != gone])
        if not late:
            decide(with_it, world.decisions)
        decide(without, world.decisions)
        assert look(with_it) == look(without)


@on_every_kind
@few
@given(world=worlds(), gone=st.sampled_from(SOURCES))
def test_a_removed_source_was_never_loaded_and_comes_back(kind: str, world: World, gone: str) -> None:
    if gone not in {card.id for one in world.files for card in one.sources}:
        gone = world.files[0].sources[0].id
    with stores_of(kind) as stores:
        with_it, without = stores.new(), stores.new()
        for store in (with_it, without):
            decide(store, world.decisions)
        load(with_it, world.files)
        everything = look(with_it)
        with_it.remove_source(gone)
        load(without, [one.without(gone) for one in world.files])
        assert look(with_it) == look(without)
        load(with_it, world.files)
        assert look(with_it) == everything


@on_every_kind
@few
@given(world=worlds())
def test_a_decision_taken_back_was_never_taken(kind: str, world: World) -> None:
    with stores_of(kind) as stores:
        store = stores.new()
        load(store, world.files)
        before = look(store)
        decide(store, world.decisions)
        for one in store.claims().decisions:
            assert store.undecide(one.a, one.b)
        assert look(store) == before


@on_every_kind
@few
@given(world=worlds())
def test_decisions_are_kept_or_refused_as_they_agree(kind: str, world: World) -> None:
    """A verdict is refused exactly when it contradicts those that stand, and changes nothing then."""
    with stores_of(kind) as stores:
        store = stores.new()
        stand: dict[tuple[str, str], Decision] = {}
        for one in world.decisions:
            try:
                check_decisions({**stand, one.pair: one}.values())
            except Contradiction:
                with pytest.raises(Contradiction):
                    store.decide(one)
            else:
                store.decide(one)
                stand[one.pair] = one
            assert set(store.claims().decisions) == set(stand.values())


@on_every_kind
@few
@given(world=worlds())
def test_a_copy_is_equal(kind: str, world: World) -> None:
    with stores_of(kind) as stores:
        store, copy = stores.new(), stores.new()
        load(store, world.files)
        decide(store, world.decisions)
        claims = store.claims()
        for file in store.files():
            copy.load(
                file.name,
                [card for card in claims.sources if card.file == file.name],
                [m for m in claims.mentions if m.file == file.name],
                [t for t in claims.ties if t.file == file.name],
            )
        copy.decide(*claims.decisions)
        assert look(copy) == look(store)
        assert copy.verify() == ()


@on_every_kind
@few
@given(world=worlds(), name=st.sampled_from(NAMES))
def test_a_forgotten_name_is_nowhere_and_all_else_is_there(kind: str, world: World, name: str) -> None:
    with stores_of(kind) as stores:
        store = stores.new()
        load(store, world.files)
        decide(store, world.decisions)
        before = store.claims()
        store.forget(name)
        after = store.claims()
        keys = {m.key for m in before.mentions if folded(m.name) == folded(name)}
        assert set(after.mentions) == {m for m in before.mentions if m.key not in keys}
        assert set(after.ties) == {t for t in before.ties if not {t.a, t.b} & keys}
        assert set(after.decisions) == {d for d in before.decisions if not {d.a, d.b} & keys}
        assert store.verify() == ()


@on_every_kind
@settings(max_examples=15)
@given(world=worlds())
def test_columns_are_the_claims_taken_apart(kind: str, world: World) -> None:
    own = {"SUPPLIES": ("product", "share_of_seller"), "KNOWS": ("trust",)}
    with stores_of(kind) as stores:
        store = stores.new()
        load(store, world.files)
        claims = store.claims()
        read = store.columns_of({relation: (*OF_THE_CLAIM, *fields) for relation, fields in own.items()})
    for columns in read:
        told = zip(columns.source, columns.a, columns.b, *columns.values, strict=True)
        ties = {t.content for t in claims.ties if t.relation == columns.relation}
        assert sorted(map(repr, told)) == sorted(
            repr((source, a, b, *(text or None for text in said),
                  *(decoded(fields).get(name) for name in own[relation])))
            for source, relation, a, b, *said, fields in ties
        )  # fmt: skip
        mentioned = zip(columns.mentions, columns.keys, strict=True)
        assert sorted((m.source, key, m.confidence, m.said_on) for m, key in mentioned) == sorted(
            {(m.source, m.key, m.confidence, m.said_on) for m in claims.mentions}
        )  # of several that differ in nothing else that counts, one
        assert {m.key for m in columns.mentions} == set(columns.keys)


@on_every_kind
@few
@given(world=worlds())
def test_a_layer_is_the_network_summed(kind: str, world: World) -> None:
    with stores_of(kind) as stores:
        store = stores.new()
        load(store, world.files)
        decide(store, world.decisions)
        net = network(store.claims())
        for relation, field in (("SUPPLIES", "share_of_seller"), ("KNOWS", "trust"), ("KNOWS", "")):
            expected: dict[tuple[str, str], float] = defaultdict(float)
            for a, b, said in net.edges(data=True):
                worth = said.get(field, 0.0) if field else 1.0
                if said["relation"] == relation and said["holds"] == "yes" and worth:
                    expected[a, b] += worth
                    if relation == "KNOWS" and a != b:
                        expected[b, a] += worth
            matrix, nodes = layer(store.columns(relation, *filter(None, [field])), field)
            assert nodes == tuple(sorted(net))
            found = matrix.tocoo()
            cells = zip(found.coords[0], found.coords[1], found.data, strict=True)
            assert {(nodes[i], nodes[j]): pytest.approx(v) for i, j, v in cells} == expected


selections = st.builds(
    Selection,
    kinds=st.sampled_from([(), ("Quarry",), ("Quarry", "Supplier")]),
    places=st.sampled_from([(), ("IN",), ("IN", "NL")]),
    sources=st.sampled_from([(), ("ngo",), ("ngo", "visit")]),
    as_of=st.sampled_from(["", "2020", "2022", "2023-04"]),
)


@on_every_kind
@few
@given(world=worlds(), only=selections)
def test_what_is_selected_is_the_same_on_every_store(kind: str, world: World, only: Selection) -> None:
    """Judged a second time by loops over all claims, under the identity of all of them."""
    with stores_of(kind) as stores:
        store = stores.new()
        load(store, world.files)
        decide(store, world.decisions)
        claims = store.claims()
        who = identity(claims.mentions, claims.decisions)

        def fits(key: str, source: str) -> bool:
            about = [m for m in claims.mentions if who.of(m.source, m.key) == who.of(source, key)]
            return (not only.kinds or any(m.kind in only.kinds for m in about)) and (
                not only.places or any(m.country in only.places for m in about)
            )

        def counts(since: str) -> bool:
            begun = {"": True, "2021": only.as_of >= "2021", "2023-05": only.as_of >= "2023-05"}
            return not only.as_of or begun[since]

        wanted = {
            t
            for t in claims.ties
            if fits(t.a, t.source) and fits(t.b, t.source) and counts(t.since)
            and (not only.sources or t.source in only.sources)
        }  # fmt: skip
        found = store.claims(["KNOWS", "SUPPLIES"], only=only)  # a statement each, which a server compiles
        assert set(found.ties) == wanted
        for relation in ("SUPPLIES", "KNOWS"):
            columns = store.columns(relation, "holds", "since", only=only)
            told = Counter(zip(columns.source, columns.a, columns.b, *columns.values, strict=True))
            assert told == Counter(
                (t.source, t.a, t.b, t.holds, t.since or None)
                for t in {t._replace(file="", at="") for t in wanted}
                if t.relation == relation
            )
        assert (found.mentions, found.decisions, found.sources) == (
            claims.mentions, claims.decisions, claims.sources,
        )  # fmt: skip
