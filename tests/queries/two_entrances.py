"""The two entrances to a layer side by side, and what a store gives the second of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.columns import Columns
from graph.network import network
from graph.records import Claims, Mention, Tie
from graph.values import decoded
from queries import project as from_network
from queries.columns import ColumnsLayer, project
from queries.question import Brief
from tests.queries.layer_worlds import LayerWorld


def both(world: LayerWorld, layer: str, read: Iterable[Columns]) -> tuple[from_network.Layer, ColumnsLayer]:
    """A layer out of the network, and out of columns."""
    brief = Brief(network(world.claims, world.settings), as_of=world.as_of)
    one = getattr(from_network, layer)(brief)
    return one, project(layer, read, world.settings, as_of=world.as_of)


def assert_equal(world: LayerWorld, layer: str, read: Iterable[Columns]) -> None:
    one, other = both(world, layer, read)
    assert other.nodes == one.nodes
    assert other.weights == one.weights  # to the last digit
    assert list(other.missing.items()) == list(one.missing.items())
    assert other.used == one.used
    assert [other.rules(lang) for lang in ("en", "nl")] == [one.rules(lang) for lang in ("en", "nl")]
    assert (other.ties.indptr.tolist(), other.ties.indices.tolist(), other.ties.data.tolist()) == (
        one.ties.indptr.tolist(), one.ties.indices.tolist(), one.ties.data.tolist()
    )  # fmt: skip
    for pair, facts in one.rests_on.items():
        behind = {(f.relation, f.a, f.b, f.subject, f.exists, f.roots, f.holds) for f in other.behind(*pair)}
        assert {(f.relation, f.a, f.b, f.subject, f.exists, f.roots, f.holds) for f in facts} <= behind
    joined = zip(other.joined.i.tolist(), other.joined.j.tolist(), strict=True)
    assert [(other.nodes[i], other.nodes[j]) for i, j in joined] == list(one.rests_on)


def columns_of(claims: Claims, wanted: Any) -> tuple[Columns, ...]:
    """What `Store.columns_of` gives of these claims, without a store: by the words of its contract."""
    mentions = {(m.source, m.key, m.confidence, m.said_on): m for m in claims.mentions}
    stripped = tuple(
        Mention(m.source, m.kind, m.name, m.country, m.ids, m.confidence, m.said_on)
        for m in mentions.values()
    )
    keys = tuple(key for _, key, *_ in mentions)
    found = []
    for relation, fields in wanted.items():
        ties = list({t.content: t for t in claims.ties if t.relation == relation}.values())
        if "holds" not in fields:
            ties = [t for t in ties if t.holds == "yes"]
        values = tuple(tuple(_said(t, name) for t in ties) for name in fields)
        source, a, b = (tuple(getattr(t, name) for t in ties) for name in ("source", "a", "b"))
        found.append(Columns(
            relation, tuple(fields), stripped, keys, claims.decisions, source, a, b, values, claims.sources
        ))  # fmt: skip
    return tuple(found)


def _said(t: Tie, name: str) -> Any:
    return (getattr(t, name) or None) if name in Tie._fields else decoded(t.fields).get(name)
