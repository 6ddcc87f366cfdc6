"""The server that tests start, or are given: what is said without one, and that none is left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.neo4j_server import server as ours
from tests.neo4j_server.server import Reached

ROOT = Path(__file__).parents[1]
A_RUN = "from tests.neo4j_server import this_run; this_run.the_server().run('CREATE (:One)'); this_run.end()"


def a_run(**env: str) -> tuple[int, str]:
    """What a test run of its own comes to that asks for the server, writes to it, and ends."""
    done = subprocess.run(
        [sys.executable, "-c", A_RUN],
        cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.fixture
def theirs(neo4j_server: Reached) -> Iterator[Reached]:
    """A server that another run is given as somebody's own."""
    neo4j_server.bare()
    yield neo4j_server
    neo4j_server.bare()


def given(server: Reached) -> tuple[int, str]:
    return a_run(AANTAFEL_TEST_NEO4J_URI=server.address, AANTAFEL_TEST_NEO4J_PASSWORD=server.password)


def test_a_server_of_ones_own_is_left_as_empty_as_it_was(theirs: Reached) -> None:
    assert given(theirs) == (0, "")
    assert theirs.is_empty


@pytest.mark.parametrize(
    "there", ["CREATE (:Mine)", "CREATE CONSTRAINT mine FOR (m:Mine) REQUIRE m.n IS UNIQUE"]
)
def test_a_server_that_is_not_empty_is_refused_and_not_touched(theirs: Reached, there: str) -> None:
    theirs.run(there)
    code, said = given(theirs)
    assert code != 0
    assert "names a database that is not empty; nothing in it was touched" in said
    assert not theirs.is_empty
    assert theirs.run("MATCH (one:One) RETURN one") == []


def test_without_java_or_maven_it_is_said_what_to_install(tmp_path: Path) -> None:
    nowhere = {"PATH": str(tmp_path), "AANTAFEL_TEST_NEO4J_URI": ""}
    code, said = a_run(**nowhere)
    assert code != 0
    assert "apt-get install openjdk-17-jre-headless maven" in said
    assert "no Java 17" in said
    java = shutil.which("java")
    if java is None:
        pytest.skip("there is no Java here")
    (tmp_path / "java").symlink_to(java)
    code, said = a_run(**nowhere, AANTAFEL_TEST_CACHE=str(tmp_path / "cache"))
    assert code != 0
    assert "no Maven was found" in said


def test_a_server_whose_run_dies_is_ended_and_its_files_are_gone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    guard = Path(ours.__file__).with_name("guard.py")
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as server:
        command = [sys.executable, str(guard), str(server.pid), str(tmp_path / "home")]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as watching:
            assert server.poll() is None
            assert watching.stdin
            watching.stdin.close()  # as when the run is no longer there
            assert watching.wait() == 0
        assert server.wait() < 0
    assert not (tmp_path / "home").exists()
