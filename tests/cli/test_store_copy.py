"""`store copy`: from file to file and to a server; for participants unless told otherwise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.connect import connect
from graph.neo4j_address import parsed
from tests.cli.running import call
from tests.neo4j_server.server import Reached

SECRET = ("Whistle House", "Secret Source Mill", "whisper-7", "hidden.csv", "afraid")
QUESTIONS = (
    ["check", "--all"],
    ["voices", "--all"],
    ["influence", "--all"],
    ["power", "--all"],
    ["gaps", "--all"],
)


def test_a_copy_is_for_participants_and_no_byte_of_it_tells_more(case: Path) -> None:
    said = call("store", "copy", "aantafel.db", "copy.db", cwd=case)
    assert said.code == 0, said.all
    assert "level participants" in said.out and "Left behind, above that level: sources 1," in said.out
    assert said.out.rstrip().endswith("it is what was sent.")
    content = b"".join(path.read_bytes() for path in case.glob("copy.db*"))
    assert [name for name in SECRET if name.encode() in content] == []
    assert b"Local NGO 1" in content


def test_of_a_copy_the_same_is_said_as_of_the_graph_at_that_level(case: Path) -> None:
    """But for the codes of findings about a group without a name, which has a number in the copy."""

    def told(text: str) -> str:
        return re.sub(r"\b([A-Z]\d{3})-\w+", r"\1", text.replace("copy.db", "aantafel.db"))

    assert call("store", "copy", "aantafel.db", "copy.db", cwd=case).code == 0
    for question in QUESTIONS:
        here = call(*question, "--level", "participants", cwd=case)
        there = call(*question, "--level", "participants", "--store", "copy.db", cwd=case)
        assert told(there.out) == told(here.out), question


def test_all_of_it_is_copied_when_told_so(case: Path) -> None:
    said = call("store", "copy", "aantafel.db", "copy.db", "--level", "team", "--include-sensitive", cwd=case)
    assert said.code == 0
    assert "Left behind" not in said.out
    for question in QUESTIONS:
        there = call(*question, "--store", "copy.db", cwd=case)
        assert there.out.replace("copy.db", "aantafel.db") == call(*question, cwd=case).out


def test_fears_stay_behind_also_for_the_team_unless_told(case: Path) -> None:
    assert call("store", "copy", "aantafel.db", "copy.db", "--level", "team", cwd=case).code == 0
    with connect(case / "copy.db", readonly=True) as store:
        assert not [t for t in store.claims().ties if t.relation == "FEARS_REPRISAL_FROM"]
    said = call("store", "copy", "aantafel.db", "other.db", "--include-sensitive", cwd=case)
    assert said.code == 2


def test_nothing_is_overwritten_unless_told(case: Path) -> None:
    assert call("store", "copy", "aantafel.db", "copy.db", cwd=case).code == 0
    before = (case / "copy.db").read_bytes()
    said = call("store", "copy", "aantafel.db", "copy.db", cwd=case)
    assert (said.code, said.out) == (2, "")
    assert "--replace" in said.err
    assert (case / "copy.db").read_bytes() == before
    assert call("store", "copy", "aantafel.db", "copy.db", "--replace", "--quiet", cwd=case).all == ""


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["aantafel.db", "aantafel.db", "--replace"], 2),
        (["aantafel.db", "./aantafel.db", "--replace"], 2),
        (["nowhere.db", "copy.db"], 3),
        (["aantafel.db", "nowhere/copy.db"], 3),
        (["aantafel.db", "parties.csv", "--replace"], 3),
        (["aantafel.db", "http://example.org"], 2),
        (["aantafel.db", " "], 2),
        (["aantafel.db"], 2),
    ],
)
def test_what_cannot_be_copied_is_said_and_leaves_no_file(case: Path, args: list[str], code: int) -> None:
    before = {path.name: path.read_bytes() for path in case.iterdir()}
    said = call("store", "copy", *args, cwd=case)
    assert (said.code, said.out) == (code, "")
    assert said.err
    assert {path.name: path.read_bytes() for path in case.iterdir()} == before


def test_a_graph_goes_to_a_server_and_comes_back(case: Path, neo4j_server: Reached) -> None:
    neo4j_server.empty()
    env = {"NEO4J_PASSWORD": neo4j_server.password}
    to = call("store", "copy", "aantafel.db", neo4j_server.address, "--lang", "nl", cwd=case, env=env)
    assert to.code == 0, to.all
    assert parsed(neo4j_server.address).where in to.out and neo4j_server.password not in to.all
    assert to.out.rstrip().endswith("ziet er alles van.")
    back = call("store", "copy", neo4j_server.address, "back.db", "--level", "team", cwd=case, env=env)
    assert back.code == 0, back.all
    straight = call("store", "copy", "aantafel.db", "straight.db", cwd=case)
    assert straight.code == 0
    with connect(case / "back.db") as one, connect(case / "straight.db") as other:
        assert (one.files(), one.claims()) == (other.files(), other.claims())
    neo4j_server.empty()
