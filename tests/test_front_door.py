"""`import aantafel`: the same answers as the command line, in a few words."""

from pathlib import Path

import pandas as pd
import pytest

import aantafel
from graph.errors import Refused


@pytest.fixture
def store(tmp_path: Path) -> object:
    made = aantafel.open(tmp_path / "small.db", create=True)
    parties = pd.DataFrame(
        {
            "name": ["Quarry A", "Yard B", "Cutters"],
            "kind": ["quarry", "supplier", "workers"],
            "place": ["India"] * 3,
        }
    )
    aantafel.load(made, parties, as_form="parties", source="visit", name="parties")
    path = tmp_path / "trade.csv"
    path.write_text("who,does,to whom,% of seller's sales\nQuarry A,supplies,Yard B,80 %\n", encoding="utf-8")
    aantafel.load(made, path)
    yield made
    made.close()


def test_a_frame_and_a_file_are_loaded_and_asked(store: object) -> None:
    net = aantafel.network(store)
    assert sorted(net.nodes[node]["name"] for node in net) == ["Cutters", "Quarry A", "Yard B"]
    depends = aantafel.power(net).table
    assert isinstance(depends, pd.DataFrame) and len(depends) > 0
    assert len(aantafel.voices(net).table) == 0
    assert aantafel.ask("check", net).findings == aantafel.check(net).findings


def test_without_a_source_its_facts_are_gone(store: object) -> None:
    assert aantafel.network(store, without=["trade"]).number_of_edges() == 0
    assert len(aantafel.network(store, without=["trade"])) == 3


def test_a_layer_is_a_matrix_with_its_stakeholders(store: object) -> None:
    matrix, nodes = aantafel.layer(store, "SUPPLIES", "share_of_seller")
    assert matrix.shape == (3, 3) and len(nodes) == 3
    assert matrix.sum() == 0.8


def test_a_page_is_for_participants_unless_told_otherwise(store: object, tmp_path: Path) -> None:
    page = aantafel.page(store, tmp_path / "map.html", lang="nl").read_text(encoding="utf-8")
    assert "Quarry A" in page and "Cutters" not in page  # a group of unknown size keeps its name to the team
    assert "Cutters" in aantafel.page(store, tmp_path / "team.html", level="team").read_text(encoding="utf-8")


def test_a_graph_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        aantafel.open(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()
