"""From one store to another: all of it, or what a level shows; nothing that was there is lost by accident."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, reject, settings

from graph.copying import Copied, copy
from graph.decisions import check_decisions
from graph.errors import Contradiction, Refused
from graph.neo4j_link import link
from graph.neo4j_store import Neo4jStore
from graph.records import Decision, mention, source, tie
from graph.shown import LeftOut, shown
from graph.sqlite_store import SqliteStore
from graph.store import Store
from tests.graph.strategies import World, worlds
from tests.neo4j_server.server import Reached
from tests.stores import stores_of

NGO, DIARY = source("ngo", title="Report", date="2021"), source("diary", level="team")
A, B, C = (mention("ngo", "Supplier", name, at=f"row {name}", country="IN") for name in "ABC")
SECRET = mention("diary", "Supplier", "Whistle House", at="row 2", fields={"notes": "at night"})
NOTED = mention("ngo", "Quarry", "D", at="row 5", fields={"notes": "ask Whistle House", "stone": "marble"})
AB = tie("ngo", "SUPPLIES", A.key, B.key, at="row 9", fields={"share_of_seller": 0.5, "product": "cobbles"})
FEAR = tie("ngo", "FEARS_REPRISAL_FROM", A.key, B.key, at="row 10")
SAME = Decision(A.key, C.key, "same", by="Ann", on="2024", reason="telephoned", a_name="A", b_name="C")
HIDDEN = Decision(A.key, SECRET.key, "different", by="Ann", a_name="A", b_name="Whistle House")


def fill(store: Store) -> None:
    store.load("visit/a.csv", [NGO], [A, B, NOTED], [AB, FEAR])
    store.load("b.csv", [NGO, DIARY], [A, C, SECRET], [])
    store.load("diary.csv", [DIARY], [SECRET], [])
    store.decide(SAME, HIDDEN)


def everything(here: Store, there: Store, *, replace: bool = False) -> Copied:
    return copy(here, there, level="team", sensitive=True, replace=replace)


def held(store: Store) -> object:
    """Two stores are equal when their files, digests and decisions are."""
    return store.files(), store.claims()


WAYS = [("sqlite", "sqlite"), ("sqlite", "neo4j"), ("neo4j", "sqlite")]


@pytest.fixture(params=WAYS, ids=" to ".join)
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[Store, Store]]:
    """A store that holds something, and an empty one."""
    one, other = request.param
    with stores_of(one) as some, stores_of(other) as others:
        here, there = some.new(), others.new()
        fill(here)
        yield here, there


def test_all_of_it_arrives(pair: tuple[Store, Store]) -> None:
    here, there = pair
    done = everything(here, there)
    assert done == Copied(files=3, mentions=5, ties=2, decisions=2, left_out=LeftOut())
    assert held(there) == held(here)
    assert there.verify() == ()
    assert [entry.what for entry in there.journal()] == ["loaded"] * 3 + ["decided"] * 2


def test_at_a_level_what_is_above_it_stays_behind(pair: tuple[Store, Store]) -> None:
    here, there = pair
    before = held(here)
    done = copy(here, there, level="participants")
    assert [file.name for file in there.files()] == ["b.csv", "visit/a.csv"]
    assert sorted({m.name for m in there.claims().mentions}) == ["A", "B", "C", "D"]
    assert [t.relation for t in there.claims().ties] == ["SUPPLIES"]
    assert [one._replace(on="") for one in there.claims().decisions] == [
        Decision(SAME.a, SAME.b, "same", a_name="A", b_name="C")
    ]
    assert "Whistle" not in repr(there.claims()) and "night" not in repr(there.claims())
    assert done == Copied(2, 4, 1, 1, LeftOut(mentions=1, ties=1, decisions=1, sources=1, trimmed=1))
    assert there.claims() == shown(there.claims(), level="participants").claims
    assert held(here) == before


def test_what_is_not_empty_is_left_alone(pair: tuple[Store, Store]) -> None:
    here, there = pair
    there.load("mine.csv", [NGO], [B], [])
    before = held(there), there.journal()
    with pytest.raises(Refused, match="1 files and 0 decisions") as refused:
        everything(here, there)
    assert refused.value.key == "store.copy_not_empty"
    assert (held(there), there.journal()) == before


def test_decisions_alone_are_not_nothing(pair: tuple[Store, Store]) -> None:
    here, there = pair
    there.decide(SAME)
    with pytest.raises(Refused, match="0 files and 1 decisions"):
        everything(here, there)


def test_a_copy_can_take_the_place_of_what_was_there(pair: tuple[Store, Store]) -> None:
    """Another file of one of the names, one more file, a verdict that contradicts, and one more."""
    here, there = pair
    there.load("b.csv", [NGO], [B], [])
    there.load("mine.csv", [NGO], [B], [])
    there.decide(SAME._replace(verdict="different"), Decision(B.key, C.key, "unsure"))
    everything(here, there, replace=True)
    assert held(there) == held(here)
    everything(here, there, replace=True)  # and once more
    assert held(there) == held(here)


def test_a_stricter_copy_takes_back_what_an_earlier_one_gave(pair: tuple[Store, Store]) -> None:
    here, there = pair
    everything(here, there)
    copy(here, there, level="participants", replace=True)
    assert "Whistle" not in repr(there.claims())
    assert [file.name for file in there.files()] == ["b.csv", "visit/a.csv"]


def test_an_empty_graph_is_an_empty_copy(pair: tuple[Store, Store]) -> None:
    here, there = pair
    assert everything(there, here, replace=True) == Copied(0, 0, 0, 0, LeftOut())
    assert held(here) == held(there)


# -- not onto itself -------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [os.link, os.symlink, None])
def test_a_file_is_not_copied_onto_itself_by_another_name(tmp_path: Path, make: object) -> None:
    with SqliteStore(tmp_path / "a.db", create=True) as here:
        fill(here)
        before = held(here)
        name = tmp_path / "b.db" if make else tmp_path / ".." / tmp_path.name / "a.db"
        if callable(make):
            make(tmp_path / "a.db", name)
        with SqliteStore(name) as there, pytest.raises(Refused, match="Nothing was changed"):
            copy(here, there, level="participants", replace=True)
        assert held(here) == before


def test_a_server_is_not_copied_onto_itself_by_another_name(neo4j_server: Reached) -> None:
    neo4j_server.empty()
    other = neo4j_server.address.replace("neo4j://", "bolt://").replace("127.0.0.1", "localhost")
    assert other != neo4j_server.address
    with Neo4jStore(link(neo4j_server.address, password=neo4j_server.password), create=True) as here:
        fill(here)
        before = held(here)
        with (
            Neo4jStore(link(other, password=neo4j_server.password)) as there,
            pytest.raises(Refused, match="both names lead to"),
        ):
            copy(here, there, level="participants", replace=True)
        assert held(here) == before
    neo4j_server.empty()


def test_a_load_that_broke_off_there_does_not_stop_a_copy_that_takes_its_place(neo4j_server: Reached) -> None:
    neo4j_server.empty()
    with stores_of("sqlite") as some:
        here = some.new()
        fill(here)
        with Neo4jStore(link(neo4j_server.address, password=neo4j_server.password), create=True) as there:
            there.load("b.csv", [NGO], [B], [])
            there.load("mine.csv", [NGO], [B], [])
            neo4j_server.run("MATCH (f:File) SET f.loading = 'broken off'")
            with pytest.raises(Refused, match="2 files"):
                everything(here, there)
            everything(here, there, replace=True)
            assert held(there) == held(here)
    neo4j_server.empty()


# -- the check, and the law ------------------------------------------------------------------------------


class Meddled(SqliteStore):
    """A store into which somebody else loads a file, just before the copy is looked at."""

    def decide(self, *decisions: Decision) -> None:
        super().decide(*decisions)
        self.load("b.csv", [NGO], [A, C], [])


def test_what_did_not_arrive_as_it_was_sent_is_seen(tmp_path: Path) -> None:
    with (
        SqliteStore(tmp_path / "a.db", create=True) as here,
        Meddled(tmp_path / "b.db", create=True) as there,
    ):
        fill(here)
        with pytest.raises(Refused, match=r"files: b\.csv") as refused:
            everything(here, there)
        assert refused.value.key == "store.copy_differs"


@settings(max_examples=40)
@given(world=worlds())
def test_a_copy_of_anything_is_equal_to_it(world: World) -> None:
    try:
        check_decisions(world.claims().decisions)
    except Contradiction:
        reject()
    with stores_of("sqlite") as stores:
        here, there = stores.new(), stores.new()
        for one in world.files:
            here.load(one.file, one.sources, one.mentions, one.ties)
        here.decide(*world.decisions)
        everything(here, there)
        assert held(there) == held(here)
        strict = stores.new()
        copy(here, strict, level="public")
        assert strict.verify() == ()
        assert strict.claims().mentions == ()  # all of it is for participants
