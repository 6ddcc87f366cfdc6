"""`export`: what is written for other tools is for participants unless told otherwise."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.cli.running import call
from tests.neo4j_server.server import Reached

SECRET = (
    "Whistle House",
    "Secret Source Mill",
    "whisper-7",
    "hidden.csv",
    "FEARS_REPRISAL_FROM",
    "safe_to_invite",
)


def written(folder: Path) -> str:
    return "".join(path.read_text("utf-8") for path in sorted(folder.iterdir()))


def test_the_command_names_every_file_that_was_written(case: Path) -> None:
    said = call("export", "neo4j-admin", "out/csv", "--quiet", "--database", "stone", cwd=case)
    assert (said.code, said.err) == (0, "")
    words = shlex.split(said.out)
    assert words[:5] == ["neo4j-admin", "database", "import", "full", "stone"]
    named = {word.partition("=")[2] for word in words if word.startswith(("--nodes", "--relationships"))}
    assert named | {"import.sh"} == {path.name for path in (case / "out" / "csv").iterdir()}
    script = (case / "out" / "csv" / "import.sh").read_text("utf-8")
    assert said.out.strip() in script


def test_it_says_what_was_written_in_either_language(case: Path) -> None:
    counted = call("store", "copy", "aantafel.db", "copy.db", cwd=case).out
    said = call("export", "neo4j-admin", "out", cwd=case)
    numbers = re.search(r"files \d+, names \d+, ties \d+, decisions \d+", said.out)
    assert numbers and numbers[0] in counted
    assert re.search(r"^  ties-SUPPLIES.csv  rows 2$", said.out, re.MULTILINE)
    told = call("export", "neo4j-admin", "uit", "--lang", "nl", cwd=case)
    assert told.code == 0
    assert "Geschreven in uit, niveau deelnemers: bestanden" in told.out
    assert re.search(r"^  ties-SUPPLIES.csv  rijen 2$", told.out, re.MULTILINE)
    assert "# Stop de server" in (case / "uit" / "import.sh").read_text("utf-8")


def test_it_is_for_participants_and_says_what_stayed_behind(case: Path) -> None:
    said = call("export", "neo4j-admin", "out", cwd=case)
    assert said.code == 0
    assert "level participants" in said.out and "Left behind, above that level: sources 1," in said.out
    assert [name for name in SECRET if name in written(case / "out")] == []
    assert "Local NGO 1" in written(case / "out")


@pytest.mark.parametrize(
    ("options", "there"),
    [(["--level", "team"], SECRET[:4]), (["--level", "team", "--include-sensitive"], SECRET)],
)
def test_more_is_written_when_told_so(case: Path, options: list[str], there: tuple[str, ...]) -> None:
    assert call("export", "neo4j-admin", "out", *options, cwd=case).code == 0
    assert [name for name in SECRET if name in written(case / "out")] == list(there)


@pytest.mark.parametrize(
    ("args", "code", "way_out", "uitweg"),
    [
        (["mine"], 2, "holds 'mine.txt', which no export wrote", "'mine.txt', dat geen export"),
        (["mine", "--replace"], 2, "Choose an empty folder", "Kies een lege map"),
        (["earlier"], 2, "Add --replace", "Voeg --replace toe"),
        (["parties.csv"], 2, "parties.csv is a file", "parties.csv is een bestand"),
        (["parties.csv/out"], 3, "cannot be written", "kan niet worden geschreven"),
        (["new", "--database", "system"], 2, "'system' is none", "'system' is er geen"),
        (["new", "--store", "nowhere.db"], 3, "Make a graph first", "Maak eerst een kaart"),
        (["new", "--include-sensitive"], 2, "--level team", "--level team"),
    ],
)
def test_a_wrong_call_writes_nothing_and_says_what_to_do(
    case: Path, args: list[str], code: int, way_out: str, uitweg: str
) -> None:
    (case / "mine").mkdir()
    (case / "mine" / "mine.txt").write_text("my work")
    assert call("export", "neo4j-admin", "earlier", "--quiet", cwd=case).code == 0
    before = sorted(case.rglob("*"))
    for lang, words in (("en", way_out), ("nl", uitweg)):
        said = call("export", "neo4j-admin", *args, "--lang", lang, cwd=case)
        assert (said.code, said.out) == (code, ""), said.all
        assert words in said.err
    assert sorted(case.rglob("*")) == before


def test_an_earlier_export_is_replaced_when_told_so(case: Path) -> None:
    assert call("export", "neo4j-admin", "out", "--level", "team", "--include-sensitive", cwd=case).code == 0
    assert "Whistle House" in written(case / "out")
    assert call("export", "neo4j-admin", "out", "--replace", cwd=case).code == 0
    assert [name for name in SECRET if name in written(case / "out")] == []


def test_a_graph_on_a_server_is_written_as_one_in_a_file(case: Path, neo4j_server: Reached) -> None:
    neo4j_server.empty()
    env = {"NEO4J_PASSWORD": neo4j_server.password}
    everything = ("--level", "team", "--include-sensitive")
    copied = call("store", "copy", "aantafel.db", neo4j_server.address, *everything, cwd=case, env=env)
    assert copied.code == 0, copied.all
    here = call("export", "neo4j-admin", "here", "--quiet", cwd=case)
    at = ("--store", neo4j_server.address)
    there = call("export", "neo4j-admin", "there", "--quiet", *at, cwd=case, env=env)
    assert (here.code, there.code) == (0, 0), there.all
    assert here.out == there.out

    def rows(folder: Path) -> dict[str, list[str]]:
        moments = {"journal.csv", "aantafel.csv"}
        pages = (path for path in folder.iterdir() if path.name not in moments)
        return {path.name: sorted(path.read_text("utf-8").splitlines()) for path in pages}

    assert rows(case / "here") == rows(case / "there")
    neo4j_server.empty()
