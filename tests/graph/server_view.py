"""What a browser would see of a graph on a server, and what it should see, from the claims alone."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from graph.network import network
from graph.records import Claims
from tests.neo4j_server.server import Reached

View = tuple[dict[str, tuple[list[str], dict[str, Any]]], Counter[tuple[str, ...]], Counter[tuple[str, ...]]]


def seen(server: Reached) -> View:
    """Every stakeholder with its labels and properties; every tie and every mention with where it sits."""
    nodes = {
        str(n): (sorted(set(labels) - {"Stakeholder"}), dict(said))
        for n, labels, said in server.run("MATCH (n:Stakeholder) RETURN n.id, labels(n), properties(n)")
    }
    ties = server.run(
        "MATCH (a:Stakeholder)-[t]->(b:Stakeholder) RETURN a.id, b.id, type(t), t.id, t.file, t.at"
    )
    mentions = server.run(
        "MATCH (s:Source)-[m:MENTIONS]->(n:Stakeholder) RETURN s.id, n.id, m.id, m.file, m.at"
    )
    return (
        nodes,
        Counter(tuple(row.values()) for row in ties),
        Counter(tuple(row.values()) for row in mentions),
    )


def to_be_seen(claims: Claims) -> View:
    """The same, worked out from a network, which knows nothing of servers."""
    net = network(claims)
    who = net.graph["who"]
    nodes = {}
    for n, about in net.nodes(data=True):
        said = {name: _plain(value) for name, value in about.items() if name not in ("kind", "said", "lost")}
        nodes[n] = ([about["kind"]] if about["kind"] else [], {"id": n} | said)
    ties = Counter(
        (a, b, about["relation"], key, place.file, place.at)
        for a, b, key, about in net.edges(keys=True, data=True)
        for place in about["at"]
    )
    mentions = Counter((m.source, who.of(m.source, m.key), m.id, m.file, m.at) for m in claims.mentions)
    return nodes, ties, mentions


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        if all(isinstance(one, str) for one in value):
            return list(value)
        return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return value
