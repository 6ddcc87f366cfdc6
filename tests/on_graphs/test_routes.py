"""Routes of trust, on graphs: told with names, what is not stated unknown."""

import networkx as nx
import numpy as np
import pytest

import aantafel
from graph.errors import AantafelError

DOORS = nx.Graph(
    [
        ("us", "ngo", {"trust": 0.9}),
        ("ngo", "union", {"trust": 0.5}),
        ("us", "firm", {"trust": 0.2}),
        ("firm", "union", {"trust": 0.3}),
        ("union", "cutters", {}),  # nobody says how far they trust each other
    ]
)


def test_the_weakest_link_is_that_of_the_best_route() -> None:
    """us - b - d is 0.9 x 0.4, better than us - c - d with 0.5 x 0.5, whose links are stronger."""
    trusts = (("us", "b", 0.9), ("b", "d", 0.4), ("us", "c", 0.5), ("c", "d", 0.5), ("d", "e", None))
    graph = nx.DiGraph([(a, b, {"trust": trust}) for a, b, trust in trusts])
    assert aantafel.weakest_link(graph, ["us"], "d") == ("b", "d", 0.4)
    assert aantafel.weakest_link(graph, ["c", "us"], "d") == ("c", "d", 0.5)
    assert aantafel.weakest_link(graph, ["us"], "e") is None
    assert aantafel.weakest_link(graph, ["d"], "us") is None


def test_the_best_routes_are_told_with_names() -> None:
    found = aantafel.best_routes(DOORS, ["us"])
    assert list(found.index) == ["us", "ngo", "union", "firm", "cutters"]
    assert found["product"].to_dict() == pytest.approx(
        {"us": 1, "ngo": 0.9, "union": 0.45, "firm": 0.2, "cutters": 0}
    )
    assert list(found["before"]) == [None, "us", "ngo", "us", None]
    assert list(found["source"]) == ["us", "us", "us", "us", None]
    asked = aantafel.best_routes(DOORS, ["us"], through_unknown=True).loc["cutters"]
    assert (np.isnan(asked["product"]), asked["before"], asked["unknown"]) == (True, "union", 1)


def test_a_trust_that_nobody_states_is_unknown_and_not_one() -> None:
    assert aantafel.best_routes(nx.Graph([("a", "b")]), ["a"])["product"]["b"] == 0
    assert aantafel.disjoint_routes(DOORS, "us", "cutters", "trust") == 0
    assert aantafel.disjoint_routes(DOORS, "us", "cutters") == 1
    assert aantafel.disjoint_routes(DOORS, "us", "union", "trust") == 2


def test_what_is_lost_is_told_with_names() -> None:
    lost = aantafel.route_loss(DOORS, ["us"], "union")
    assert lost.to_dict() == pytest.approx({"us": 0.45, "ngo": 0.39, "union": 0.45})
    assert lost.name == "route_loss"


def test_of_parallel_trust_the_best_counts() -> None:
    twice = nx.MultiGraph([("a", "b", {"trust": 0.5}), ("a", "b", {"trust": 0.9}), ("a", "b", {})])
    assert aantafel.best_routes(twice, ["a"])["product"]["b"] == pytest.approx(0.9)
    with pytest.raises(AantafelError, match="trust from 0 to 1"):
        aantafel.best_routes(nx.Graph([("a", "b", {"trust": 2})]), ["a"])
