"""What only a graph on a server does: opening a database, taking turns, telling readers, mending the view."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import schema
from graph.errors import Refused, Unreadable
from graph.neo4j_link import link
from graph.neo4j_rows import MENTION, TIE
from graph.neo4j_store import Neo4jStore
from graph.records import Decision, mention, source
from graph.workspace import workspace
from tests.graph.server_view import seen
from tests.graph.test_store_contract import AB, NGO, REGISTER, A, B, C, said, supplies
from tests.neo4j_server.server import Reached
from tests.neo4j_server.this_run import servers


@pytest.fixture
def server() -> Iterator[Reached]:
    (one,) = servers(1)
    one.empty()
    yield one
    one.empty()


@pytest.fixture
def store(server: Reached) -> Iterator[Neo4jStore]:
    with opened(server, create=True) as store:
        yield store


def opened(
    server: Reached, *, create: bool = False, readonly: bool = False, stale: float = 20, patience: float = 30
) -> Neo4jStore:
    there = link(server.address, password=server.password)
    return Neo4jStore(there, create=create, readonly=readonly, stale=stale, patience=patience)


def refusal(server: Reached, *, create: bool = False) -> str:
    with pytest.raises(Refused) as refused:
        opened(server, create=create)
    return refused.value.key


# -- opening -------------------------------------------------------------------------------


def test_an_empty_database_is_a_graph_only_when_one_is_to_be_made(server: Reached) -> None:
    assert refusal(server) == "store.neo4j_empty"
    assert server.run("MATCH (n) RETURN n") == []
    opened(server, create=True).close()
    opened(server).close()


def test_a_database_of_somebody_else_is_refused_and_not_touched(server: Reached) -> None:
    server.run("CREATE (:Film {title: 'x'})-[:SHOWS]->(:File {name: 'y'})")
    schema_before = server.schema()
    assert refusal(server) == refusal(server, create=True) == "store.neo4j_foreign"
    (left,) = server.run(
        "MATCH (a)-[t]->(b) RETURN labels(a), properties(a), type(t), labels(b), properties(b)"
    )
    assert left.values() == [["Film"], {"title": "x"}, "SHOWS", ["File"], {"name": "y"}]
    assert server.schema() == schema_before


def test_a_graph_of_a_newer_version_is_refused(store: Neo4jStore, server: Reached) -> None:
    server.run("MATCH (x:Aantafel) SET x.format = 99")
    assert refusal(server) == refusal(server, create=True) == "store.neo4j_newer"


def test_a_graph_opened_for_reading_is_not_written(store: Neo4jStore, server: Reached) -> None:
    with opened(server, readonly=True) as reading:
        with pytest.raises(Refused) as refused:
            reading.load("f.csv", [NGO], [A], [])
        assert refused.value.key == "store.readonly"
    assert store.files() == ()


def test_on_a_server_the_names_of_files_start_from_the_folder_of_the_project(
    store: Neo4jStore, server: Reached, tmp_path: Path
) -> None:
    (tmp_path / "aantafel.toml").write_text(f'[store]\npath = "{server.address}"\n')
    (tmp_path / "in").mkdir()
    space = workspace(start=tmp_path / "in", environ={})
    with space.open(password=server.password) as again:
        assert again.folder == tmp_path
    assert space.file_name(tmp_path / "in" / "a.csv") == "in/a.csv"


# -- one writer at a time ------------------------------------------------------------------


def test_who_has_to_wait_too_long_is_told_what_for(store: Neo4jStore, server: Reached) -> None:
    with opened(server, patience=0.1) as other:
        with store._writer.writing("load big.csv"), pytest.raises(Refused, match=r"load big\.csv") as refused:
            other.load("f.csv", [NGO], [A], [])
        assert refused.value.key == "store.neo4j_busy"
        assert other.load("f.csv", [NGO], [A], []).what == "loaded"  # it left


def test_a_writer_that_was_relieved_writes_nothing_more(store: Neo4jStore, server: Reached) -> None:
    with opened(server, stale=0) as impatient, store._writer.writing("load") as writer:
        impatient.load("f.csv", [NGO], [A], [])
        with pytest.raises(Refused) as refused:
            writer.run([lambda tx: bool(tx.run("CREATE (:Stale)").consume()) and False], whole=False)
        assert refused.value.key == "store.neo4j_relieved"
    assert server.run("MATCH (n:Stale) RETURN n") == []


def test_a_refused_load_gives_its_turn_back(store: Neo4jStore, server: Reached) -> None:
    store.load("f.csv", [NGO], [A, B, C], [])
    with pytest.raises(Refused):
        store.load("f.csv", [NGO], [said("X")], [])
    with opened(server, patience=0.1) as other:
        assert other.load("g.csv", [NGO], [A], []).what == "loaded"


# -- readers -------------------------------------------------------------------------------


def test_who_reads_while_a_file_is_loading_is_told_which(store: Neo4jStore, server: Reached) -> None:
    store.load("f.csv", [NGO], [A, B], [AB])
    server.run("MATCH (f:File) SET f.loading = 'load f.csv'")
    for read in (store.claims, store.sources, lambda: store.columns("SUPPLIES")):
        with pytest.raises(Refused, match=r"f\.csv") as refused:
            read()
        assert refused.value.key == "store.neo4j_unfinished"
    with store._writer.writing("load f.csv"), pytest.raises(Refused) as refused:
        store.claims()
    assert refused.value.key == "store.neo4j_loading"
    (trouble,) = store.verify()
    assert trouble.key == "store.neo4j_broke_off"
    assert store.files()[0].digest == ""


def test_loading_what_broke_off_again_mends_it(store: Neo4jStore, server: Reached) -> None:
    store.load("f.csv", [NGO], [A, B, C], [AB])
    whole = store.files(), store.claims()
    server.run("MATCH (f:File) SET f.loading = 'load f.csv' WITH f MATCH ()-[t:SUPPLIES]->() DELETE t")
    assert store.load("f.csv", [NGO], [A, B, C], [AB]).what == "loaded"
    assert (store.files(), store.claims()) == whole


def test_what_broke_off_can_be_taken_out(store: Neo4jStore, server: Reached) -> None:
    store.load("f.csv", [NGO], [A, B], [AB])
    server.run("MATCH (f:File) SET f.loading = 'load f.csv'")
    store.remove_file("f.csv")
    assert (store.files(), store.claims().mentions, seen(server)[0]) == ((), (), {})


# -- the view ------------------------------------------------------------------------------


def test_a_merge_moves_the_ties_of_a_key_and_taking_it_back_moves_them_back(
    store: Neo4jStore, server: Reached
) -> None:
    store.load("f.csv", [NGO], [A, B, C], [AB, supplies(B, C)])
    before = seen(server)
    store.decide(Decision(B.key, C.key, "same"))
    merged = min(B.key, C.key)
    assert set(seen(server)[0]) == {A.key, merged}
    assert {(a, b) for a, b, *_ in seen(server)[1]} == {(A.key, merged), (merged, merged)}
    store.undecide(B.key, C.key)
    assert seen(server) == before


def test_a_blank_name_in_a_new_file_finds_its_place_and_loses_it_again(
    store: Neo4jStore, server: Reached
) -> None:
    """One source names A without a kind; another knows one A: they are one, until a second A is known."""
    bare = mention("ngo", "", "A")
    quarry, yard = (mention("register", kind, "A", country="IN") for kind in ("Quarry", "Supplier"))
    store.load("ngo.csv", [NGO], [bare], [])
    store.load("register.csv", [REGISTER], [quarry], [])
    assert set(seen(server)[0]) == {min(bare.key, quarry.key)}
    store.load("more.csv", [REGISTER], [yard], [])
    assert set(seen(server)[0]) == {bare.key, quarry.key, yard.key}
    store.remove_file("more.csv")
    assert set(seen(server)[0]) == {min(bare.key, quarry.key)}


def test_a_newer_date_of_a_source_is_seen_in_the_fold_of_all_it_says(
    store: Neo4jStore, server: Reached
) -> None:
    """Two sources differ and are as sure; the newer one counts, and another file may say that it is newer."""
    one = said("A", fields={"extent": "one"})
    two = said("A", of="register", fields={"extent": "several"})
    store.load("one.csv", [NGO], [one], [])  # dated 2021
    store.load("two.csv", [source("register", date="2020")], [two], [])
    assert seen(server)[0][A.key][1]["extent"] == "one"
    store.load("cards.csv", [source("register", date="2024")], [], [])
    assert seen(server)[0][A.key][1]["extent"] == "several"
    store.remove_file("cards.csv")
    assert seen(server)[0][A.key][1]["extent"] == "one"


def test_a_spoilt_view_is_noticed_and_made_anew(store: Neo4jStore, server: Reached) -> None:
    store.load("f.csv", [NGO], [A, B, C], [AB])
    good = seen(server)
    server.run(
        "MATCH (b {name: 'B'}), (c {name: 'C'}), (a)-[t:SUPPLIES]->(b) CREATE (a)-[n:SUPPLIES]->(c)"
        " SET n = properties(t) DELETE t"
    )
    server.run("MATCH (n {name: 'A'}) SET n.name = 'Z', n:Quarry")
    (trouble,) = store.verify()
    assert trouble.key == "store.neo4j_changed_view"
    store.rebuild()
    assert (seen(server), store.verify()) == (good, ())


@pytest.mark.parametrize(
    "spoil",
    [
        "MATCH ()-[t:SUPPLIES]->() SET t.share_of_seller = 0.9",
        "MATCH ()-[t:SUPPLIES]->() DELETE t",
        "MATCH ()-[m:MENTIONS]->({name: 'C'}) SET m.country = 'IN'",
        "MATCH ()-[m:MENTIONS]->({name: 'C'}) DELETE m",
        "MATCH ()-[c:CARD]->() SET c.title = 'Other'",
        "MATCH (f:File) SET f.digest = 'x'",
        "MATCH (f:File) DETACH DELETE f",
    ],
)  # fmt: skip
def test_a_claim_changed_from_outside_is_noticed(store: Neo4jStore, server: Reached, spoil: str) -> None:
    store.load("f.csv", [NGO], [A, B, C], [AB])
    assert store.verify() == ()
    server.run(spoil)
    assert "store.neo4j_changed_file" in {trouble.key for trouble in store.verify()}


# -- what properties hold -------------------------------------------------------------------


def test_no_declared_field_is_called_like_what_every_claim_carries() -> None:
    tie_fields = {field.name for relation in schema.RELATION.values() for field in relation.fields}
    kind_fields = {field.name for kind in schema.KIND.values() for field in kind.fields}
    assert tie_fields and not tie_fields & {*TIE, "more"}
    assert kind_fields and not kind_fields & {*MENTION, "more"}


def test_cypher_finds_declared_fields_as_they_are(store: Neo4jStore, server: Reached) -> None:
    noted = said("D", fields={"aliases": ["x", "y"], "as_written": {"naam": "D"}})
    store.load("f.csv", [NGO], [A, B, noted], [AB])
    ((share, product),) = [
        r.values() for r in server.run("MATCH ()-[t:SUPPLIES]->() RETURN t.share_of_seller, t.product")
    ]
    assert (share, product) == (0.4, "cobbles")
    ((aliases, more, shown),) = [
        r.values()
        for r in server.run(
            "MATCH ()-[m:MENTIONS]->(n:Supplier {name: 'D'}) RETURN m.aliases, m.more, n.aliases"
        )
    ]
    assert (aliases, more, shown) == (["x", "y"], '{"as_written":{"naam":"D"}}', ["x", "y"])


def test_a_small_load_that_fails_at_its_last_step_leaves_nothing_behind(
    store: Neo4jStore, server: Reached
) -> None:
    """The line in the journal comes last; a constraint of somebody else's forbids a second one like it."""
    store.load("f.csv", [source("ngo")], [mention("ngo", "Supplier", "A", at="1")], [])
    rule = "CREATE CONSTRAINT theirs FOR (j:Journal) REQUIRE j.what IS UNIQUE"
    server.driver.execute_query(rule, database_=server.database)
    before = store.claims()
    try:
        with pytest.raises(Unreadable, match="ConstraintValidationFailed"):
            store.load("g.csv", [source("ngo")], [mention("ngo", "Supplier", "B", at="1")], [])
    finally:
        server.driver.execute_query("DROP CONSTRAINT theirs", database_=server.database)
    assert [one.name for one in store.files()] == ["f.csv"]
    assert store.claims() == before
