"""The doctor finds one changed byte in any column of any table, and says where."""

import random
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from graph.errors import AantafelError
from graph.records import Decision, mention, source, tie
from graph.schema import KIND, RELATION
from graph.sqlite_schema import NAMES, TABLES
from graph.sqlite_store import SqliteStore


def fill(path: Path) -> None:
    """Every column of every table holds something somewhere."""
    card = source(
        "ngo", title="t", published_by="p", commissioned_by="c", informant="i", position="o", date="2021",
        url="u", licence="l", derived_from="d", at="card",
    )  # fmt: skip
    a = mention(
        "ngo", "Quarry", "Alpha", country="IN", ids=["kvk:1"], said_on="2021", fields={"notes": "n"}, at="2"
    )
    b = mention("ngo", "Supplier", "Beta", at="3")
    one = tie(
        "ngo",
        "SUPPLIES",
        a.key,
        b.key,
        said_on="2021",
        since="2020",
        until="2022",
        fields={"product": "x"},
        at="4",
    )
    with SqliteStore(path, create=True) as store:
        store.load("f.csv", [card], [a, b], [one])
        store.load(
            "g.csv", [card, source("register")], [a, b, mention("register", "", "Gamma", at="9")], [one]
        )
        store.decide(Decision(a.key, b.key, "different", "Ann", "2024", "r", "Alpha", "Beta"))
        store.decide(Decision("x", "y", "same"))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("doctor") / "sound.db"
    fill(path)
    return path


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "store.db"))


def columns() -> list[tuple[str, str]]:
    db = sqlite3.connect(":memory:")
    for table in TABLES:
        db.execute(table)
    return [(table, row[1]) for table in sorted(NAMES) for row in db.execute(f"PRAGMA table_info({table})")]


def other(value: Any) -> Any:
    """The value with one byte changed, or with one where there was none."""
    if isinstance(value, int):
        return value + 7
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    return value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x"


def diagnosed(path: Path) -> set[str]:
    """The keys of all that the doctor finds, or of the sentence with which the file is not even opened."""
    try:
        with SqliteStore(path, readonly=True) as store:
            troubles = store.verify()
    except AantafelError as error:
        assert error.key
        return {error.key}
    return {trouble.key for trouble in troubles}


def test_a_sound_store_has_no_trouble(copy: Path) -> None:
    assert diagnosed(copy) == set()


def test_there_are_columns_to_change() -> None:
    assert len(columns()) == 60
    assert {table for table, _ in columns()} == {
        "meta", "file", "card", "mention", "tie", "decision", "journal"
    }  # fmt: skip


EXPECTED = {
    "meta": {"store.changed_meta", "store.changed_decision", "store.changed_journal", "store.changed_schema"},
    "file": {"store.changed_file", "store.no_file_for_claims"},
    "card": {"store.changed_file", "store.no_file_for_claims"},
    "mention": {"store.changed_file", "store.no_file_for_claims"},
    "tie": {"store.changed_file", "store.no_file_for_claims"},
    "decision": {"store.changed_decision"},
    "journal": {"store.changed_journal"},
}


@pytest.mark.parametrize(("table", "column"), columns())
def test_one_changed_byte_is_found_in_every_row(sound: Path, tmp_path: Path, table: str, column: str) -> None:
    path = tmp_path / "store.db"
    count = sqlite3.connect(sound).execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    assert count
    for row in range(count):
        shutil.copy(sound, path)
        db = sqlite3.connect(path)
        keys = [r[1] for r in db.execute(f"PRAGMA table_info({table})") if r[5]]
        *key, value = db.execute(
            f'SELECT {", ".join(keys)}, "{column}" FROM {table} LIMIT 1 OFFSET {row}'
        ).fetchone()
        where = " AND ".join(f"{name} = ?" for name in keys)
        done = db.execute(f'UPDATE {table} SET "{column}" = ? WHERE {where}', (other(value), *key)).rowcount
        assert done == 1
        db.commit()
        db.close()
        found = diagnosed(path)
        assert found
        assert found <= EXPECTED[table]


@pytest.mark.parametrize("table", sorted(NAMES))
def test_a_missing_row_is_found(copy: Path, table: str) -> None:
    db = sqlite3.connect(copy)
    keys = ", ".join(r[1] for r in db.execute(f"PRAGMA table_info({table})") if r[5])
    db.execute(
        f"DELETE FROM {table} WHERE ({keys}) = (SELECT {keys} FROM {table} ORDER BY {keys} DESC LIMIT 1)"
    )
    db.commit()
    assert db.total_changes == 1
    assert diagnosed(copy)


def test_trouble_names_the_file_that_has_to_be_loaded_again(copy: Path) -> None:
    db = sqlite3.connect(copy)
    db.execute("UPDATE mention SET name = 'Bèta' WHERE name = 'Beta' AND file = 1")
    db.commit()
    with SqliteStore(copy) as store:
        (trouble,) = store.verify()
    assert (trouble.where, trouble.key, trouble.values["n"]) == ("f.csv", "store.changed_file", 1)


def test_a_changed_table_or_view_is_found(copy: Path) -> None:
    db = sqlite3.connect(copy)
    db.execute("DROP VIEW Quarry")
    db.execute("CREATE VIEW Quarry AS SELECT 1 AS name")
    db.commit()
    assert diagnosed(copy) == {"store.changed_schema"}


def test_a_table_that_is_gone_is_damage(copy: Path) -> None:
    db = sqlite3.connect(copy)
    db.execute("DROP TABLE journal")
    db.commit()
    assert diagnosed(copy) == {"store.damaged"}


def test_what_is_no_text_any_more_is_damage(copy: Path) -> None:
    db = sqlite3.connect(copy)
    db.execute("UPDATE mention SET name = CAST(x'ff' AS TEXT) WHERE name = 'Beta'")
    db.commit()
    assert diagnosed(copy) == {"store.damaged"}


@pytest.mark.parametrize("text", [b"Alpha", b"kvk:1", b"SUPPLIES", b"f.csv", b"commissioned", b"register"])
def test_a_changed_byte_of_the_file_is_found(copy: Path, text: bytes) -> None:
    content = copy.read_bytes()
    at = content.rindex(text)
    copy.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    assert diagnosed(copy)


def test_a_byte_anywhere_is_found_or_matters_to_nobody(sound: Path, tmp_path: Path) -> None:
    content = sound.read_bytes()
    with SqliteStore(sound, readonly=True) as store:
        expected = store.files(), store.claims(), store.journal()
    rng, path, found = random.Random(3), tmp_path / "store.db", 0
    for at in rng.sample(range(len(content)), 150):
        path.write_bytes(content[:at] + bytes([content[at] ^ (1 << rng.randrange(8))]) + content[at + 1 :])
        if diagnosed(path):
            found += 1
            continue
        with SqliteStore(path, readonly=True) as store:
            assert (store.files(), store.claims(), store.journal()) == expected
    assert found >= 10


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_truncated_file_is_said_to_be_damaged(copy: Path, share: float) -> None:
    content = copy.read_bytes()
    copy.write_bytes(content[: int(len(content) * share)])
    assert diagnosed(copy) == {"store.damaged"}
    with pytest.raises(AantafelError, match="damaged"), SqliteStore(copy) as store:
        store.claims()
        store.journal()
        store.load("h.csv", [source("s")], [], [])
        assert store.verify() == ()


# -- what a SQLite browser shows ------------------------------------------------------------


def test_any_browser_shows_the_names_of_a_kind(sound: Path) -> None:
    db = sqlite3.connect(sound)
    assert db.execute("SELECT name, country, notes, source, file, at FROM Quarry").fetchall() == [
        ("Alpha", "IN", "n", "ngo", "f.csv", "2"),
        ("Alpha", "IN", "n", "ngo", "g.csv", "2"),
    ]


def test_any_browser_shows_who_supplies_whom(sound: Path) -> None:
    db = sqlite3.connect(sound)
    found = db.execute("SELECT a, b, product, since, file FROM SUPPLIES ORDER BY file").fetchall()
    assert found[0] == ("Alpha", "Beta", "x", "2020", "f.csv")


def test_every_kind_and_every_relation_has_a_view_with_its_fields(sound: Path) -> None:
    db = sqlite3.connect(sound)
    declared = {label: kind.fields for label, kind in KIND.items()}
    declared |= {label: relation.fields for label, relation in RELATION.items()}
    for label, fields in declared.items():
        shown = [column[0] for column in db.execute(f'SELECT * FROM "{label}"').description]
        assert len(shown) == len({name.casefold() for name in shown})
        assert {field.name for field in fields} < set(shown)


def test_views_of_an_older_vocabulary_are_made_again_by_the_next_change(copy: Path) -> None:
    db = sqlite3.connect(copy)
    db.execute("DROP VIEW Quarry")
    db.execute("CREATE VIEW Mine AS SELECT 1 AS name")
    db.execute("UPDATE meta SET value = 'of another vocabulary' WHERE name = 'views'")
    db.commit()
    with SqliteStore(copy) as store:
        store.remove_file("g.csv")
        assert store.verify() == ()
    shown = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert shown == {*KIND, *RELATION}
