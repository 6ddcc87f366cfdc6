"""`import aantafel`: the same answers as the command line, in a few words."""

from pathlib import Path

import pandas as pd
import pytest

import aantafel
from graph.errors import BadValue, Refused
from graph.settings import Settings
from tests.queries.small import claims


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


# -- layers -------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store in which Z owns 40 % of Y, which somebody less sure denies; it bought a part of what Y sold."""
    said = claims(
        ["Supplier Y IN", "Supplier Z IN", "Dialogue talk"],
        "Z OWNS Y share=0.4 confidence=stated",
        "Z OWNS Y holds=no source=t",
        "Y SUPPLIES Z share_of_seller=0.25 share_of_buyer=0.5 until=2022",
    )
    with aantafel.open(tmp_path / "small.db", create=True) as store:
        store.load("f.csv", said.sources, said.mentions, said.ties)
    return tmp_path / "small.db"


def test_the_front_door_gives_the_layers_by_name(path: Path) -> None:
    with aantafel.open(path) as store:
        made = aantafel.layer(store, "influence")
        doubted = Settings(confidence={**Settings().confidence, "stated": 0.1})
        assert aantafel.layer(store, "influence", settings=doubted).weights == {}
        matrix, nodes = aantafel.layer(store, "OWNS", "share")
    assert list(made.weights.values()) == [0.4]
    assert (made.name, len(made.nodes), made.used[0]) == ("influence", 2, ("used.influence", {}))
    assert (matrix.sum(), len(nodes)) == (0.4, 3)


def test_the_front_door_takes_a_path_a_side_and_a_date(path: Path) -> None:
    assert aantafel.layer(path, "exchange").ties.nnz == 0  # as of the newest source: 2024
    then = aantafel.layer(str(path), "exchange", as_of="2021")
    assert sorted(then.weights.values()) == [0.25, 0.5]
    assert list(aantafel.layer(path, "exchange", "purchases", as_of="2021").weights.values()) == [0.5]
    assert aantafel.layer(path, "OWNS", "share")[0].sum() == 0.4
    with pytest.raises(BadValue):
        aantafel.layer(path, "influence", "share")


def test_a_layer_says_its_rules_and_shown_by_itself_names_nobody(path: Path) -> None:
    made = aantafel.layer(path, "influence")
    assert made.rules()[0].startswith("Counted as influence: what is stated; else the largest of")
    assert made.rules("nl")[-1] == "Geteld wat geldt op 2024."
    assert {name for name in made.nodes if name in repr(made)} == set()
