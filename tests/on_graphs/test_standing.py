"""What nodes bring themselves: blocs, amounts and salience, out of attributes of any NetworkX graph."""

from math import isnan
from typing import Any

import networkx as nx
import pytest

import aantafel
from graph.errors import AantafelError


def room() -> Any:
    """Two firms and a ministry with a bloc, and a union without; power 4, 2, 1 and 1."""
    graph = nx.Graph()
    graph.add_node("importer", side="firms", power=4)
    graph.add_node("ministry", side="state", power=1)
    graph.add_node("exporter", side="firms", power=2)
    graph.add_node("union", power=1)
    return graph


def test_a_bloc_has_its_part_of_the_seats_or_of_the_power() -> None:
    seats = aantafel.bloc_shares(room(), "side")
    assert list(seats.items()) == [("firms", 0.5), ("state", 0.25), ("union", 0.25)]
    power = aantafel.bloc_shares(room(), "side", "power")
    assert list(power.items()) == [("firms", 0.75), ("state", 0.125), ("union", 0.125)]
    assert (power.name, power.sum()) == ("bloc_shares", 1)


def test_the_blocs_may_be_said_beside_the_graph() -> None:
    of = {"importer": 1, "exporter": 2, "ministry": 2}
    assert aantafel.bloc_shares(room(), of).to_dict() == {1: 0.25, 2: 0.5, "union": 0.25}
    assert aantafel.effective_blocs(room(), of) == pytest.approx(1 / (1 / 16 + 1 / 4 + 1 / 16))


def test_a_room_of_one_bloc_counts_as_one_and_nobody_as_unknown() -> None:
    assert aantafel.effective_blocs(nx.path_graph(3), dict.fromkeys(range(3), "firms")) == 1
    assert isnan(aantafel.effective_blocs(nx.Graph(), "side"))
    assert aantafel.bloc_shares(nx.Graph(), "side").empty
    powerless = nx.empty_graph(2)
    nx.set_node_attributes(powerless, 0, "power")
    assert aantafel.bloc_shares(powerless, "side", "power").isna().all()


@pytest.mark.parametrize("power", [None, "much", -1, float("inf"), float("nan")])
def test_a_weight_that_is_unknown_is_never_taken_for_one(power: object) -> None:
    graph = room()
    graph.add_node("ngo", power=power)
    with pytest.raises(AantafelError, match="numbers from 0 up"):
        aantafel.bloc_shares(graph, "side", "power")
    graph.nodes["ngo"].pop("power")
    with pytest.raises(AantafelError, match="numbers from 0 up"):
        aantafel.effective_blocs(graph, "side", "power")


def test_a_node_without_a_bloc_is_not_mixed_up_with_a_bloc_of_its_name() -> None:
    with pytest.raises(AantafelError, match="Give union a bloc"):
        aantafel.bloc_shares(room(), {"importer": "union"})


def test_the_gini_of_a_star_is_that_of_its_degrees() -> None:
    """Degrees 3, 1, 1, 1: three pairs that differ by 2, over 4 times 6."""
    assert aantafel.gini(aantafel.degree(nx.star_graph(3))) == 0.25
    assert aantafel.gini(iter([1, 1, 1, 5])) == 0.375
    assert isnan(aantafel.gini([])) and isnan(aantafel.gini([0, 0]))
    with pytest.raises(AantafelError, match="numbers from 0 up"):
        aantafel.gini([1, -1])


def test_what_is_unknown_of_a_node_leaves_its_classes_open() -> None:
    graph = nx.DiGraph()
    graph.add_node("state", power=True, legitimacy=True, urgency=True)
    graph.add_node("cutters", power=False, legitimacy=True, urgency=None)
    graph.add_node("nobody knows")
    found = aantafel.salience(graph)
    assert found["state"] == {"definitive"}
    assert found["cutters"] == {"discretionary", "dependent"}
    assert len(found["nobody knows"]) == 8
    assert (list(found.index), found.name) == (list(graph), "salience")
    renamed = nx.relabel_nodes(graph, {"state": ("the", "state")})
    nx.set_node_attributes(renamed, False, "right")
    assert aantafel.salience(renamed, legitimacy="right")[[("the", "state")]].tolist() == [{"dangerous"}]
    with pytest.raises(AantafelError, match="Say of cutters that urgency is true"):
        graph.nodes["cutters"]["urgency"] = 0.5
        aantafel.salience(graph)
