"""A query in SQL can read the graph and nothing else: not change it, not leave it, not go on for ever."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import AantafelError, Refused, Unreadable
from graph.records import mention, source, tie
from graph.sqlite_store import SqliteStore
from graph.store import Rows

NGO = source("ngo", title="Report", date="2021")
A, B = (mention("ngo", "Quarry", name, at=f"row {name}", fields={"aliases": ["x", "y"]}) for name in "AB")
AB = tie("ngo", "SUPPLIES", A.key, B.key, at="row 9", fields={"share_of_seller": 0.5})
FOREVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "a.db", create=True) as made:
        made.load("f.csv", [NGO], [A, B], [AB])
        yield made


def asked(store: SqliteStore, text: str, **more: float) -> Rows:
    return store.query(text, **more)  # type: ignore[arg-type]


def key(store: SqliteStore, text: str, **more: float) -> str:
    """The key of the sentence that refuses this text."""
    with pytest.raises(AantafelError) as refused:
        asked(store, text, **more)
    return refused.value.key


# -- reading ---------------------------------------------------------------------------------------------


def test_a_kind_and_a_tie_can_be_asked_for_by_name(store: SqliteStore) -> None:
    assert asked(store, 'SELECT name, source FROM "Quarry" ORDER BY name').rows == (
        ("A", "ngo"),
        ("B", "ngo"),
    )
    assert asked(store, "SELECT a, b, share_of_seller FROM SUPPLIES").rows == (("A", "B", 0.5),)


def test_keys_come_as_digits(store: SqliteStore) -> None:
    assert asked(store, "SELECT key FROM mention ORDER BY name").rows == ((A.key,), (B.key,))


def test_the_lists_inside_a_claim_can_be_taken_apart(store: SqliteStore) -> None:
    said = "SELECT DISTINCT e.value FROM mention, json_each(fields, '$.aliases') AS e ORDER BY 1"
    assert asked(store, said).rows == (("x",), ("y",))
    assert asked(store, "SELECT count(*) FROM json_tree('[[1]]')").rows == ((3,),)


def test_ordinary_functions_and_windows_work(store: SqliteStore) -> None:
    said = "SELECT upper(name), row_number() OVER (ORDER BY name), date('2021-01-02') FROM mention"
    assert asked(store, said).rows == (("A", 1, "2021-01-02"), ("B", 2, "2021-01-02"))


def test_two_columns_of_one_name_are_both_there(store: SqliteStore) -> None:
    assert asked(store, "SELECT 1 AS n, 2 AS n") == Rows(("n", "n"), ((1, 2),))


def test_a_number_that_json_does_not_know_comes_as_text(store: SqliteStore) -> None:
    assert asked(store, "SELECT 9e999, -9e999, NULL, 1.5").rows == (("inf", "-inf", None, 1.5),)


def test_text_that_is_no_text_does_not_stop_an_answer(store: SqliteStore) -> None:
    assert asked(store, "SELECT CAST(x'41ff' AS TEXT)").rows == (("A\ufffd",),)


def test_recursion_is_reading(store: SqliteStore) -> None:
    assert asked(store, f"{FOREVER} i FROM n LIMIT 3").rows == ((1,), (2,), (3,))


def test_another_writer_is_not_waited_for(store: SqliteStore) -> None:
    """A question sees the last finished state, also while somebody writes."""
    with store._writing() as db:
        db.execute("DELETE FROM tie")
        assert asked(store, "SELECT count(*) FROM tie").rows == ((1,),)
        db.execute("ROLLBACK")
        db.execute("BEGIN IMMEDIATE")


# -- and nothing else ------------------------------------------------------------------------------------

MORE_THAN_READING = [
    "DELETE FROM mention",
    "DELETE FROM mention RETURNING name",
    "UPDATE mention SET name = 'x'",
    "INSERT INTO meta VALUES ('a', 'b')",
    "INSERT INTO meta VALUES ('a', 'b') RETURNING value",
    "REPLACE INTO meta VALUES ('made', 'b')",
    "WITH m AS (SELECT 1) DELETE FROM tie",
    "CREATE TABLE t (x)",
    "CREATE TEMP TABLE t (x)",
    "CREATE TEMP VIEW v AS SELECT 1",
    "CREATE VIRTUAL TABLE t USING fts5(x)",
    "DROP TABLE tie",
    "DROP VIEW Quarry",
    "ALTER TABLE tie RENAME TO t",
    "ATTACH 'other.db' AS other",
    "ATTACH ':memory:' AS other",
    "ATTACH 'file:other.db?mode=rwc' AS other",
    "DETACH main",
    "VACUUM",
    "VACUUM INTO 'other.db'",
    "ANALYZE",
    "REINDEX",
    "BEGIN",
    "COMMIT",
    "SAVEPOINT s",
    "PRAGMA query_only = OFF",
    "PRAGMA user_version = 9",
    "PRAGMA writable_schema = ON",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA temp_store_directory = '.'",
    "PRAGMA table_info(mention)",
    "SELECT * FROM pragma_table_info('mention')",
    "SELECT * FROM pragma_database_list",
    "SELECT load_extension('other')",
    "SELECT load_extension('other', 'begin')",
    "SELECT fts3_tokenizer('simple')",
    "SELECT fts3_tokenizer('simple', x'0000000000000000')",
    "SELECT sqlite_log(1, 'x')",
]


@pytest.mark.parametrize("text", MORE_THAN_READING)
def test_a_text_that_would_do_more_than_read_is_refused(
    store: SqliteStore, tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before, names = store.claims(), sorted(os.listdir())
    content = store.path.read_bytes()
    assert key(store, text) == "store.query_not_reading"
    assert (store.claims(), sorted(os.listdir()), store.path.read_bytes()) == (before, names, content)
    assert store.verify() == ()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT readfile('secret.txt')",
        "SELECT writefile('other.txt', 'x')",
        "SELECT edit('x', 'touch other.txt')",
        "SELECT * FROM fsdir('.')",
        "SELECT * FROM dbstat",
        "SELECT * FROM sqlite_dbpage",
        "SELECT * FROM fts3tokenize('simple', 'x')",
    ],
)
def test_what_other_builds_of_sqlite_know_is_no_way_out(
    store: SqliteStore, tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.txt").write_text("not for you")
    names = sorted(os.listdir())
    assert key(store, text) in ("store.query_wrong", "store.query_not_reading")
    assert sorted(os.listdir()) == names


def test_a_view_that_somebody_planted_in_the_file_can_do_no_more(store: SqliteStore) -> None:
    store._db.execute("CREATE VIEW planted AS SELECT load_extension('other') AS x")
    assert key(store, "SELECT x FROM planted") in ("store.query_wrong", "store.query_not_reading")


def test_the_way_of_asking_leaves_the_store_as_open_as_it_was(store: SqliteStore) -> None:
    asked(store, "SELECT 1")
    assert store.load("f.csv", [NGO], [A, B], []).what == "replaced"


# -- two statements, no statement, no sense --------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "   ", "-- a remark", "/* a remark */"])
def test_a_text_without_rows_is_refused(store: SqliteStore, text: str) -> None:
    assert key(store, text) == "store.query_empty"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1; DELETE FROM mention",
        "SELECT 1; SELECT 2",
        "SELEC 1",
        "SELECT * FROM nobody",
        "SELECT nothing FROM mention",
        "SELECT nothing(1)",
        "SELECT ?",
        "SELECT :name",
        "SELECT 'a\0b'",
        "SELECT '\udcff'",
        "SELECT json('{')",
        "(" * 2000,
    ],
)
def test_a_text_without_sense_gets_a_sentence(store: SqliteStore, text: str) -> None:
    assert key(store, text) == "store.query_wrong"
    assert len(store.claims().mentions) == 2


# -- so much and no more ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("there", "cut"), [(4, False), (5, False), (6, True)])
def test_the_rows_are_counted_and_it_is_said_when_there_were_more(
    store: SqliteStore, there: int, cut: bool
) -> None:
    found = asked(store, f"{FOREVER} i FROM n LIMIT {there}", limit=5)
    assert found.rows == tuple((i,) for i in range(1, min(there, 5) + 1))
    assert found.cut is cut


def test_rows_without_end_are_cut(store: SqliteStore) -> None:
    assert len(asked(store, f"{FOREVER} i FROM n").rows) == 1000


@pytest.mark.parametrize("text", [f"{FOREVER} count(*) FROM n", f"{FOREVER} i FROM n WHERE i < 0"])
def test_a_question_without_end_is_stopped(store: SqliteStore, text: str) -> None:
    before = time.process_time()
    assert key(store, text, seconds=0.2) == "store.query_too_long"
    assert time.process_time() - before < 60  # without a stop it would never end
    assert asked(store, "SELECT 1").rows == ((1,),)


@pytest.mark.parametrize("text", ["SELECT zeroblob(2000000000)", "SELECT hex(zeroblob(9000000))"])
def test_a_value_that_would_fill_the_memory_is_refused(store: SqliteStore, text: str) -> None:
    assert key(store, text) == "store.query_too_large"


# -- the file itself -------------------------------------------------------------------------------------


def test_a_damaged_file_is_called_damaged_and_not_the_question_wrong(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "c.db", create=True) as made:
        many = [mention("ngo", "Quarry", f"Q{i}", at=str(i)) for i in range(2000)]
        made.load("f.csv", [NGO], many, [])
    with SqliteStore(tmp_path / "c.db", readonly=True) as opened:
        content = bytearray((tmp_path / "c.db").read_bytes())
        content[20 * 4096 : 40 * 4096] = b"\xff" * (20 * 4096)
        (tmp_path / "c.db").write_bytes(content)
        with pytest.raises(Unreadable, match="damaged"):
            opened.query("SELECT count(*), max(fields) FROM mention")


def test_a_file_that_went_away_is_missing(store: SqliteStore) -> None:
    store.path.unlink()
    with pytest.raises(Refused) as refused:
        asked(store, "SELECT 1")
    assert refused.value.key == "store.missing"
