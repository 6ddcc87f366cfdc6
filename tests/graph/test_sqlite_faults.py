"""What a store in a file meets in the world: full disks, read-only folders, other writers, other files."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.connect import connect
from graph.errors import AantafelError, Refused, Unreadable
from graph.records import Mention, mention, source
from graph.sqlite_file import migrate
from graph.sqlite_store import SqliteStore

ROOT = Path(__file__).parents[2]
CARD = source("s", title="Register")


def many(year: int) -> list[Mention]:
    return [mention("s", "Supplier", f"Yard {n}", said_on=str(year), at=f"row {n}") for n in range(3000)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one file in it."""
    with SqliteStore(tmp_path / "store.db", create=True) as store:
        store.load("f.csv", [CARD], [mention("s", "Quarry", "Alpha", at="row 2")], [])
    return tmp_path / "store.db"


CHILD = """
import os, sys
sys.path.insert(0, {root!r})
from graph.connect import connect
from graph.errors import AantafelError
from graph.records import mention, source, tie
from graph.sqlite_store import SqliteStore
from graph.words import say
from tests.graph.test_sqlite_faults import CARD, many
say("store.missing", "en", file=""), say("store.missing", "nl", file="")
def attempt(what):
    try:
        what()
    except AantafelError as error:
        print(error.key, flush=True)
    else:
        print("done", flush=True)
def become_nobody():
    if os.getuid() == 0:
        os.setgroups([]), os.setgid(65534), os.setuid(65534)
{code}
"""


def child(code: str, *args: Path) -> subprocess.Popen[str]:
    """A process of its own; what it prints can be read, and it waits where it reads."""
    command = [sys.executable, "-c", CHILD.format(root=str(ROOT), code=code), *map(str, args)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def said_by(code: str, *args: Path) -> list[str]:
    """The lines that a child prints until it ends."""
    with child(code, *args) as process:
        out, _ = process.communicate()
    assert process.returncode == 0
    return out.split()


def is_whole(path: Path) -> bool:
    """What the fixture wrote is there, and nothing else, and all is well."""
    with SqliteStore(path) as store:
        assert store.verify() == ()
        return [m.name for m in store.claims().mentions] == ["Alpha"] and len(store.journal()) == 1


# -- no room ---------------------------------------------------------------------------------


@pytest.mark.parametrize("room", [0, 20_000, 150_000])
def test_a_full_disk_is_said_and_nothing_is_changed(path: Path, room: int) -> None:
    code = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = SqliteStore(sys.argv[1])
most = os.path.getsize(sys.argv[1]) + {room} if {room} else 0
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
attempt(lambda: store.load("g.csv", [CARD], many(2020), []))
print(len(store.claims().mentions))
"""
    key, mentions = said_by(code, path)
    assert key in ("store.full", "store.io")
    assert mentions == "1"
    assert is_whole(path)


def test_a_store_that_may_not_grow_is_said_to_be_full(path: Path) -> None:
    with SqliteStore(path) as store:
        store._db.execute("PRAGMA max_page_count = 40")  # SQLite's own word for a full disk
        with pytest.raises(Refused, match=r"none left for store\.db\. Nothing was changed"):
            store.load("g.csv", [CARD], many(2020), [])
        assert [m.name for m in store.claims().mentions] == ["Alpha"]
    assert is_whole(path)


def test_there_was_not_enough_room_for_what_was_loaded(path: Path) -> None:
    with SqliteStore(path) as store:
        store.load("g.csv", [CARD], many(2020), [])
    assert path.stat().st_size > 300_000


# -- nothing may be written --------------------------------------------------------------------


@pytest.fixture
def shelf(path: Path) -> Iterator[Path]:
    """The store in a folder that everybody may read and nobody write."""
    folder = Path(tempfile.mkdtemp())
    shutil.copy(path, folder / "store.db")
    (folder / "store.db").chmod(0o444)
    folder.chmod(0o555)
    yield folder / "store.db"
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_store_in_a_read_only_folder_can_be_read(shelf: Path) -> None:
    code = """
become_nobody()
with SqliteStore(sys.argv[1], readonly=True) as store:
    print([m.name for m in store.claims().mentions], len(store.verify()))
    attempt(lambda: store.remove_file("f.csv"))
"""
    assert said_by(code, shelf) == ["['Alpha']", "0", "store.readonly"]
    assert [one.name for one in shelf.parent.iterdir()] == ["store.db"]


def test_a_store_in_a_read_only_folder_can_be_asked(shelf: Path) -> None:
    code = """
become_nobody()
with SqliteStore(sys.argv[1], readonly=True) as store:
    print(store.query("SELECT name FROM mention").rows)
    attempt(lambda: store.query("DELETE FROM mention"))
"""
    assert said_by(code, shelf) == ["(('Alpha',),)", "store.query_not_reading"]
    assert [one.name for one in shelf.parent.iterdir()] == ["store.db"]


def test_a_store_in_a_read_only_folder_cannot_be_written(shelf: Path) -> None:
    code = """
become_nobody()
attempt(lambda: SqliteStore(sys.argv[1]))
attempt(lambda: SqliteStore(sys.argv[1], create=True))
attempt(lambda: SqliteStore(sys.argv[1] + "2", create=True))
"""
    assert said_by(code, shelf) == ["store.not_writable"] * 3


def test_a_store_that_may_not_be_read_is_said(shelf: Path) -> None:
    shelf.chmod(0o000)
    code = "become_nobody()\nattempt(lambda: SqliteStore(sys.argv[1], readonly=True))"
    assert said_by(code, shelf) == ["store.not_permitted"]


def test_an_unfinished_change_in_a_read_only_folder_is_said(shelf: Path) -> None:
    shelf.parent.chmod(0o755)
    (shelf.parent / "store.db-wal").write_bytes(b"what a killed writer left")
    shelf.parent.chmod(0o555)
    code = "become_nobody()\nattempt(lambda: SqliteStore(sys.argv[1], readonly=True))"
    assert said_by(code, shelf) == ["store.unfinished"]


def test_reading_leaves_no_file_behind(path: Path) -> None:
    before = path.read_bytes()
    with connect(path, readonly=True) as store:
        assert len(store.claims().mentions) == 1
        with pytest.raises(Refused, match="reading only"):
            store.load("g.csv", [CARD], [], [])
    assert [one.name for one in path.parent.iterdir()] == ["store.db"]
    assert path.read_bytes() == before


def test_where_writing_ahead_does_not_work_the_plain_way_is_used_and_said(path: Path) -> None:
    (path.parent / "store.db-shm").mkdir()  # no memory can be shared, as on a network drive
    with SqliteStore(path) as store:
        assert [remark.key for remark in store.remarks] == ["store.no_wal"]
        store.load("g.csv", [CARD], many(2020), [])
        assert store.verify() == ()
        assert store.forget("Yard 7") == 1
    with SqliteStore(path, readonly=True) as store:
        assert len(store.claims().mentions) == 3000
    (path.parent / "store.db-shm").rmdir()
    with SqliteStore(path) as store:
        assert store.remarks == ()


# -- two at once -------------------------------------------------------------------------------

HOLDING = """
store = SqliteStore(sys.argv[1])
def wait(statement):
    if statement.startswith("INSERT INTO mention"):
        if not waited:
            waited.append(1)
            print("inside", flush=True)
            sys.stdin.readline()
waited = []
store._db.set_trace_callback(wait)
attempt(lambda: store.load("g.csv", [CARD], many(2020), []))
"""


def test_a_second_writer_is_told_since_when_it_has_to_wait(path: Path) -> None:
    with child(HOLDING, path) as other:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == "inside\n"
        with SqliteStore(path) as store:
            assert [m.name for m in store.claims().mentions] == ["Alpha"]  # a reader does not wait
            with pytest.raises(
                Refused, match=r"Another aantafel is writing to store\.db \(since \d\d:\d\d\)"
            ):
                store.remove_file("f.csv")
            other.stdin.write("\n")
            other.stdin.flush()
            assert other.stdout.readline() == "done\n"
            store.remove_file("f.csv")
            assert len(store.claims().mentions) == 3000
    assert [one.name for one in path.parent.iterdir()] == ["store.db"]


def test_a_second_writer_waits_for_a_short_while(path: Path) -> None:
    with child(HOLDING, path) as other, SqliteStore(path) as store:
        assert other.stdout
        assert other.stdin
        assert other.stdout.readline() == "inside\n"
        with child("attempt(lambda: SqliteStore(sys.argv[1]).remove_file('f.csv'))\n", path) as second:
            assert second.stdout
            other.stdin.write("\n")
            other.stdin.flush()
            assert second.stdout.readline() == other.stdout.readline() == "done\n"
        assert [file.name for file in store.files()] == ["g.csv"]


def test_what_a_dead_writer_left_beside_the_store_does_not_matter(path: Path) -> None:
    (path.parent / "store.db-writer").write_text("2020-01-01T10:00:00+00:00")
    with SqliteStore(path) as store:
        store.remove_file("f.csv")
    assert [one.name for one in path.parent.iterdir()] == ["store.db"]


def test_two_may_make_the_same_store_at_once(tmp_path: Path) -> None:
    code = "attempt(lambda: SqliteStore(sys.argv[1], create=True).load('f.csv', [CARD], many(2020), []))\n"
    both = [child(code, tmp_path / "new.db") for _ in range(2)]
    assert [process.communicate()[0].split() for process in both] == [["done"], ["done"]]
    with SqliteStore(tmp_path / "new.db") as store:
        assert len(store.claims().mentions) == 3000
        assert store.verify() == ()


# -- not a store of ours -------------------------------------------------------------------------


def other_database(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE meta (name, value)")
    db.execute("PRAGMA user_version = 8")
    db.close()


FOREIGN = {
    "a picture": lambda path: path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(9000)),
    "a text": lambda path: path.write_text("naam;land\n" * 1000),
    "another program's database": other_database,
    "one byte": lambda path: path.write_bytes(b"S"),
    "a header and nothing more": lambda path: path.write_bytes(b"SQLite format 3\x00"),
}


@pytest.mark.parametrize("what", FOREIGN)
@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_is_not_ours_is_refused_and_left_as_it_was(
    tmp_path: Path, what: str, create: bool
) -> None:
    path = tmp_path / "other.db"
    FOREIGN[what](path)
    before = path.read_bytes()
    for readonly in (False, True):
        with pytest.raises(AantafelError, match=r"other\.db") as refused:
            SqliteStore(path, create=create, readonly=readonly)
        damaged = what == "a header and nothing more"
        assert refused.value.key == ("store.damaged" if damaged else "store.foreign")
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["other.db"]


def test_an_empty_file_may_become_a_store_only_when_one_is_to_be_made(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    for readonly in (False, True):
        with pytest.raises(Refused, match="0 bytes"):
            SqliteStore(path, readonly=readonly)
    assert path.stat().st_size == 0
    with SqliteStore(path, create=True) as store:
        assert store.verify() == ()


def test_a_store_of_a_newer_version_is_refused_and_left_as_it_was(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 2")
    db.close()
    before = path.read_bytes()
    for readonly in (False, True):
        with pytest.raises(Refused, match="newer aantafel"):
            SqliteStore(path, readonly=readonly)
    assert path.read_bytes() == before


def test_a_store_without_a_version_is_damaged(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 0")
    db.close()
    with pytest.raises(Unreadable, match="damaged"):
        SqliteStore(path)


def test_an_older_format_is_brought_forward_step_by_step(path: Path) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    steps = {1: "CREATE TABLE x (y); INSERT INTO x VALUES (1)", 2: "UPDATE x SET y = y + 1"}
    migrate(db, 1, 3, steps)
    assert db.execute("SELECT y FROM x").fetchall() == [(2,)]
    assert db.execute("PRAGMA user_version").fetchall() == [(3,)]


def test_a_step_that_fails_leaves_the_older_format(path: Path) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    with pytest.raises(sqlite3.Error):
        migrate(db, 1, 3, {1: "CREATE TABLE x (y)", 2: "INSERT INTO nothing VALUES (1)"})
    db.close()
    assert is_whole(path)


# -- where is it? ---------------------------------------------------------------------------------


def test_a_missing_store_names_the_ways_to_one(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"aantafel demo.*aantafel ingest FILE"):
        connect(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_a_store(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is a folder"):
        connect(tmp_path, create=True)


def test_a_store_needs_a_folder_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Make the folder"):
        connect(tmp_path / "no" / "where.db", create=True)


def test_a_device_is_not_a_store() -> None:
    with pytest.raises(Refused, match="not a graph"):
        connect(os.devnull, create=True)


def test_a_store_needs_a_name() -> None:
    with pytest.raises(Refused, match="blank"):
        connect("  ")


@pytest.mark.parametrize(
    "address", ["https://ann:secret@example.org/x.db", "postgresql://h/x", "file:///x.db"]
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(Refused, match="addresses that start with") as refused:
        connect(address)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("name", ["a?b.db", "a#b%20.db", "naïef – kaart.db", "a b.db", "file:x.db"])
def test_a_store_may_have_any_name_that_a_file_may_have(tmp_path: Path, name: str) -> None:
    with connect(tmp_path / name, create=True) as store:
        store.load("f.csv", [CARD], [], [])
        assert store.where == name
    with connect(str(tmp_path / name), readonly=True) as store:
        assert store.sources() == (CARD._replace(file="f.csv"),)
    assert [one.name for one in tmp_path.iterdir()] == [name]


# -- forgotten for good ------------------------------------------------------------------------------


def holds(path: Path, text: str) -> list[str]:
    """The files of a store, its log and journal too, in which these bytes stand."""
    return sorted(one.name for one in path.parent.iterdir() if text.encode() in one.read_bytes())


def test_of_a_forgotten_name_no_byte_is_left_in_any_file(path: Path) -> None:
    with SqliteStore(path) as store:
        person = mention("s", "Person", "Zoë Quimby", fields={"aliases": ["Zoë Quimby-Q"]}, at="row 3")
        said = mention("s", "NGO", "Beta", fields={"notes": "ask Zoë Quimby"}, at="Zoë Quimby!A1")
        for year in range(2010, 2014):  # old editions leave their pages behind
            dated = [m._replace(said_on=str(year)) for m in many(2020)[:300]]
            store.load("g.csv", [CARD], [person, said, *dated], [])
        store.load("Zoë Quimby.csv", [source("t", informant="Zoë Quimby")], [], [])
        assert holds(path, "Quimby")
        assert store.forget("zoë quimby") == 1
        assert holds(path, "Quimby") == []
        assert store.verify() == ()
        assert [file.name for file in store.files()] == ["f.csv", "g.csv", "….csv"]
    assert holds(path, "Quimby") == []


def test_forgetting_says_when_a_reader_keeps_traces_alive(path: Path) -> None:
    reader = sqlite3.connect(path, isolation_level=None)
    with SqliteStore(path) as store:
        store.load("g.csv", [CARD], [mention("s", "NGO", "Quimby")], [])
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM mention").fetchall()
        with pytest.raises(Refused, match="Close every other program"):
            store.forget("Quimby")
        assert [m.name for m in store.claims().mentions] == ["Alpha"]
        reader.close()
        assert store.forget("Quimby") == 0
        assert holds(path, "Quimby") == []
