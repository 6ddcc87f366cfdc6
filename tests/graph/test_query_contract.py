"""What `query` does on every kind of store there is, each asked in its own language."""

from __future__ import annotations

import pytest

from graph.errors import AantafelError
from graph.records import mention, source, tie
from graph.store import Rows, Store
from tests.stores import Stores

NGO = source("ngo", title="Report", date="2021")
A, B, C = (mention("ngo", "Supplier", name, at=f"row {name}") for name in "ABC")
AB = tie("ngo", "SUPPLIES", A.key, B.key, at="row 9", fields={"share_of_seller": 0.5, "product": "cobbles"})

TEXTS = {
    "names": {
        "SQL": "SELECT name FROM Supplier ORDER BY name",
        "Cypher": "MATCH (n:Supplier) RETURN n.name AS name ORDER BY name",
    },
    "ties": {
        "SQL": "SELECT a, b, share_of_seller, product, at, volume FROM SUPPLIES",
        "Cypher": "MATCH (a)-[t:SUPPLIES]->(b) RETURN a.name AS a, b.name AS b,"
        " t.share_of_seller AS share_of_seller, t.product AS product, t.at AS at, t.volume AS volume",
    },
    "keys": {
        "SQL": "SELECT key FROM mention ORDER BY name",
        "Cypher": "MATCH ()-[m:MENTIONS]->() RETURN m.key AS key ORDER BY m.name",
    },
    "none": {"SQL": "SELECT name FROM Quarry", "Cypher": "MATCH (n:Quarry) RETURN n.name AS name"},
    "blank": {"SQL": " \n", "Cypher": " \n"},
    "wrong": {"SQL": "SELECT nothing FROM Supplier", "Cypher": "MATCH (n:Supplier) RETURN nothing"},
    "other language": {"SQL": "MATCH (n) RETURN n", "Cypher": "SELECT name FROM Supplier"},
    "two": {"SQL": "SELECT 1; SELECT 2", "Cypher": "RETURN 1; RETURN 2"},
    "change": {"SQL": "UPDATE mention SET name = 'x'", "Cypher": "MATCH (n) SET n.name = 'x'"},
    "removal": {"SQL": "DELETE FROM tie RETURNING at", "Cypher": "MATCH ()-[t]->() DELETE t RETURN t.at"},
    "schema": {"SQL": "CREATE TABLE t (x)", "Cypher": "CREATE INDEX t FOR (n:T) ON (n.x)"},
    "leaving": {"SQL": "ATTACH 'x.db' AS x", "Cypher": "LOAD CSV FROM 'file:///x' AS x RETURN x"},
    "for ever": {
        "SQL": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
        "Cypher": "UNWIND range(1, 2000000000) AS a UNWIND range(1, 2000000000) AS b RETURN count(*) AS n",
    },
}  # fmt: skip


@pytest.fixture
def loaded(store: Store) -> Store:
    store.load("f.csv", [NGO], [A, B, C], [AB])
    return store


def asked(store: Store, what: str, limit: int = 1000, seconds: float = 60) -> Rows:
    return store.query(TEXTS[what][store.language], limit=limit, seconds=seconds)


def key(store: Store, what: str, seconds: float = 60) -> str:
    with pytest.raises(AantafelError) as refused:
        asked(store, what, seconds=seconds)
    return refused.value.key


def test_names_ties_and_keys_can_be_asked_for(loaded: Store) -> None:
    assert asked(loaded, "names") == Rows(("name",), (("A",), ("B",), ("C",)))
    assert asked(loaded, "ties").columns == ("a", "b", "share_of_seller", "product", "at", "volume")
    assert asked(loaded, "ties").rows == (("A", "B", 0.5, "cobbles", "row 9", None),)
    assert asked(loaded, "keys").rows == ((A.key,), (B.key,), (C.key,))


def test_no_rows_is_an_answer(loaded: Store) -> None:
    assert asked(loaded, "none") == Rows(("name",), ())


@pytest.mark.parametrize(("limit", "cut"), [(1, True), (2, True), (3, False), (4, False)])
def test_no_more_rows_than_asked_for_and_it_is_said(loaded: Store, limit: int, cut: bool) -> None:
    found = asked(loaded, "names", limit=limit)
    assert found.rows == (("A",), ("B",), ("C",))[:limit]
    assert found.cut is cut


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        ("blank", "store.query_empty"),
        ("wrong", "store.query_wrong"),
        ("other language", "store.query_wrong"),
        ("two", "store.query_wrong"),
        ("change", "store.query_not_reading"),
        ("removal", "store.query_not_reading"),
        ("schema", "store.query_not_reading"),
        ("leaving", "store.query_not_reading"),
    ],
)
def test_what_is_no_question_is_refused_and_nothing_changes(loaded: Store, what: str, refusal: str) -> None:
    before = loaded.claims(), loaded.files(), loaded.journal()
    assert key(loaded, what) == refusal
    assert (loaded.claims(), loaded.files(), loaded.journal()) == before
    assert loaded.verify() == ()


def test_a_question_without_end_is_stopped_and_the_store_goes_on(loaded: Store) -> None:
    assert key(loaded, "for ever", seconds=1) == "store.query_too_long"
    assert asked(loaded, "names").rows
    assert loaded.load("f.csv", [NGO], [A, B], []).what == "replaced"


def test_what_was_just_loaded_is_seen(stores: Stores) -> None:
    store = stores.new()
    store.load("f.csv", [NGO], [A], [])
    assert asked(store, "names").rows == (("A",),)
    store.load("f.csv", [NGO], [A, B], [])
    assert asked(store, "names").rows == (("A",), ("B",))
    assert asked(stores.again(store), "names").rows == (("A",), ("B",))
