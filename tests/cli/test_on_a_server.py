"""The same commands with the graph on a server: the same answers, and how the password is asked for."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.neo4j_address import parsed
from tests.cli.conftest import write_case
from tests.cli.running import Said, call, offered, on_a_terminal
from tests.neo4j_server.server import Reached

QUESTIONS = (
    ["check"], ["voices"], ["influence"], ["power"], ["gaps"], ["show", "Cutters"], ["names"], ["sources"],
)  # fmt: skip
SECRET = "wrong-s3cret"


@pytest.fixture
def server(neo4j_server: Reached) -> Iterator[Reached]:
    neo4j_server.empty()
    yield neo4j_server
    neo4j_server.empty()


@pytest.fixture
def env(server: Reached) -> dict[str, str | None]:
    return {"AANTAFEL_STORE": server.address, "NEO4J_PASSWORD": server.password}


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """The files of the small case, in a folder without a graph."""
    return [path.name for path in write_case(tmp_path)]


def on_both(cwd: Path, env: dict[str, str | None], server: Reached, *args: str) -> tuple[Said, Said]:
    """What a command says of the file and of the server; the server under the name of the file.

    Whether a graph is new is only said of files.
    """
    here, there = call(*args, cwd=cwd), call(*args, cwd=cwd, env=env)
    here = Said(here.code, here.out.replace("aantafel.db (new)", "aantafel.db"), here.err)
    name = parsed(server.address).where
    assert "@" not in there.all
    as_here = (text.replace(name, "aantafel.db") for text in (there.out, there.err))
    return here, Said(there.code, *as_here)


def test_every_command_says_of_a_server_what_it_says_of_a_file(
    tmp_path: Path, files: list[str], env: dict[str, str | None], server: Reached
) -> None:
    def both(*args: str) -> Said:
        here, there = on_both(tmp_path, env, server, *args)
        assert here == there, args
        return here

    assert both("ingest", "--no-checked", *files).code == 0
    assert both("ingest", "--no-checked", files[0]).code == 0  # again: nothing changes
    for question in QUESTIONS:
        assert both(*question).code == 0
        both(*question, "--format", "json", "--level", "participants")
    assert both("names", "decide", "Balaji Stones", "same", "Balaji Stone").code == 0
    both("check", "--format", "json")
    assert both("names", "undo", "Balaji Stones", "Balaji Stone").code == 0
    both("sources", "remove", "desk-2026")
    assert both("store", "doctor").code == 0
    found = json.loads(both("voices", "--format", "json", "--without-source", "whisper-7").out)
    assert found["store"] == "aantafel.db"
    assert both("store", "forget", "Cutters", "--yes").code == 0
    assert both("check", "--format", "csv").code == 0


def test_a_server_without_a_graph_says_what_to_do(tmp_path: Path, env: dict[str, str | None]) -> None:
    said = call("check", cwd=tmp_path, env=env)
    assert said.code == 3
    assert "aantafel ingest FILE" in said.err
    assert "aantafel ingest FILE" in call(cwd=tmp_path, env=env).all


def test_the_settings_may_name_a_server_and_a_file_the_password(
    tmp_path: Path, files: list[str], server: Reached
) -> None:
    (tmp_path / "aantafel.toml").write_text(f'[store]\npath = "{server.address}"\n')
    (tmp_path / "password").write_text(f"{server.password}\n")
    (tmp_path / "password").chmod(0o600)
    env: dict[str, str | None] = {"NEO4J_PASSWORD_FILE": str(tmp_path / "password")}
    assert call("ingest", "--no-checked", *files, cwd=tmp_path, env=env).code == 0
    assert call("voices", cwd=tmp_path, env=env).out.startswith(parsed(server.address).where)
    (tmp_path / "password").chmod(0o644)
    said = call("voices", cwd=tmp_path, env=env)
    assert (said.code, said.out) == (3, "")
    assert "chmod 600" in said.err
    assert not (tmp_path / "aantafel.db").exists()


# -- the password ----------------------------------------------------------------------------------


def test_a_password_is_asked_for_once_and_not_shown(
    tmp_path: Path, files: list[str], server: Reached
) -> None:
    asked = f"Password for {parsed(server.address).where}: "
    args = ("ingest", "--no-checked", *files[:3], "--store", server.address)
    code, shown = on_a_terminal(*args, cwd=tmp_path, asked=asked, typed=server.password)
    assert code == 0, shown
    assert shown.count(asked) == 1
    assert shown.index(asked) < shown.index("level team")  # before anything is read or drawn
    assert server.password not in shown
    asked = f"Wachtwoord voor {parsed(server.address).where}: "
    args = ("voices", "--lang", "nl", "--store", server.address)
    code, shown = on_a_terminal(*args, cwd=tmp_path, asked=asked, typed=SECRET)
    assert code == 3
    assert "Kijk de gebruiker en het wachtwoord na" in shown
    assert SECRET not in shown


def test_where_nobody_sits_no_password_is_asked_for(tmp_path: Path, server: Reached) -> None:
    said = call("voices", "--store", server.address, cwd=tmp_path)
    assert said.code == 3
    assert said.all.startswith(f"Give the password for {parsed(server.address).where} in the environment")


def test_an_address_that_is_none_is_refused_before_a_password_is_asked_for(tmp_path: Path) -> None:
    code, shown = on_a_terminal(
        "check", "--store", f"neo4j://ann:{SECRET}@host", cwd=tmp_path, asked="assword for"
    )
    assert code == 2
    assert "Leave the password out" in shown
    assert SECRET not in shown


# -- Tab -------------------------------------------------------------------------------------------


def test_tab_asks_a_server_only_with_a_password_at_hand(
    tmp_path: Path, files: list[str], env: dict[str, str | None]
) -> None:
    assert call("ingest", "--no-checked", *files, cwd=tmp_path, env=env).code == 0
    words = ("check", "--without-source", "")
    assert offered(*words, cwd=tmp_path, env=env) == ["desk-2026", "field-2026", "whisper-7"]
    assert offered(*words, cwd=tmp_path, env={**env, "NEO4J_PASSWORD": None}) == []


def test_tab_does_not_wait_for_a_server_that_says_nothing(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        env: dict[str, str | None] = {
            "AANTAFEL_STORE": f"bolt://127.0.0.1:{mute.getsockname()[1]}",
            "NEO4J_PASSWORD": SECRET,
        }
        assert offered("check", "--without-source", "", cwd=tmp_path, env=env) == []
