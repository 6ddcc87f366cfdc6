"""kill -9, for real: in the middle of a transaction, and in the middle of its COMMIT."""

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.sqlite_store import SqliteStore
from tests.graph import dying_writer

OLD, NEW = dying_writer.EDITIONS
KILLS, AT_MOST = 50, 600


def start(path: Path) -> None:
    with SqliteStore(path, create=True) as store:
        store.load("other.csv", *OLD)
        store.load(dying_writer.FILE, *OLD)


@contextmanager
def writer(path: Path) -> Iterator[subprocess.Popen[str]]:
    """The process that forks and kills."""
    command = [sys.executable, dying_writer.__file__, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin
        process.stdin.close()


def kill(process: subprocess.Popen[str], where: str, after: float) -> str:
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{where} {after:.6f}\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def digest_of(edition: dying_writer.Edition, folder: Path) -> str:
    with SqliteStore(folder / "apart.db", create=True) as store:
        store.load(dying_writer.FILE, *edition, replaces=dying_writer.FILE if store.files() else "")
        return store.files()[0].digest


def killed_until(where: str, tmp_path: Path, longest: float, place: str, times: int) -> Counter[str]:
    """Kill until it died in that place often enough; after each, exactly one edition is there, whole."""
    rng = random.Random(where)
    path = tmp_path / "store.db"
    start(path)
    editions = [digest_of(edition, tmp_path) for edition in (OLD, NEW)]
    died: Counter[str] = Counter()
    now = editions[0]
    with writer(path) as process:
        while died[place] < times and died.total() < AT_MOST:
            came_to = kill(process, where, rng.uniform(0, longest))
            died[came_to] += 1
            with SqliteStore(path) as store:
                (after,) = (file.digest for file in store.files() if file.name == dying_writer.FILE)
                assert store.verify() == ()
            other = editions[now == editions[0]]
            if came_to == "inside":
                assert after == now
            elif came_to == "done":
                assert after == other
            else:
                assert after in editions
            now = after
    return died


def test_killed_fifty_times_inside_a_transaction_the_old_edition_is_there(tmp_path: Path) -> None:
    assert killed_until("inside", tmp_path, 0.004, "inside", KILLS)["inside"] >= KILLS


def test_killed_fifty_times_inside_a_commit_one_edition_is_there_whole(tmp_path: Path) -> None:
    assert killed_until("commit", tmp_path, 0.0005, "commit", KILLS)["commit"] >= KILLS


def test_interrupted_in_mid_load_the_old_edition_is_there(tmp_path: Path) -> None:
    """Ctrl-C; SQLite swallows one that comes while it reports to us, so not every one is felt."""
    assert killed_until("interrupt", tmp_path, 0.004, "inside", 3)["inside"] >= 3
    assert sorted(one.name for one in tmp_path.iterdir()) == ["apart.db", "store.db"]
