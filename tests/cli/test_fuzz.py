"""Whatever is typed and whatever a file holds: a call ends with 0 to 3 and a sentence, never a traceback."""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

import click
import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cli import main
from tests.cli.running import Said, call, shell, table

ORDINARY = {0, 1, 2, 3}
FEW = settings(max_examples=60, suppress_health_check=list(HealthCheck))
MORE = settings(max_examples=200, suppress_health_check=list(HealthCheck))


def every_command(
    group: click.Group, path: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name, command in group.commands.items():
        found.append(((*path, name), command))
        if isinstance(command, click.Group):
            found += every_command(command, (*path, name))
    return found


COMMANDS = every_command(main)
ODD = (
    *(
        "",
        " ",
        "-",
        "--",
        "-1",
        "0",
        "1e9",
        "=",
        "a=b",
        "=name",
        "name=",
        "\n",
        "..",
        ".",
        "/",
        "~",
        "file:x",
    ),
    *(
        "~nobody/x.db",
        "parties.csv",
        "aantafel.db",
        "guests.csv",
        "nowhere/x.csv",
        "neo4j://a:b@c",
        "\x1b[2J",
    ),
    *("Cutters", "Stone Union", "Whistle House", "Round table", "field-2026", "desk-2026", "V002", "P001-"),
    *("abcd", "0123456789abcdef", "Quarry A > Importer 1", "A > B > C", " @ ", "Cutters @ field-2026"),
    *(
        "same",
        "part_of",
        "2026",
        "2026-21",
        "9999-12-31",
        "nl",
        "team",
        "public",
        "json",
        "csv",
        "md",
        "stop",
    ),
    *("dmy", "parties", "ties", "%s", "{name}", "{0}", "\u202e\u0915\u0932", "x" * 5000, "\udcff"),
)
TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
VALUES = st.one_of(st.sampled_from(ODD), TEXT)


@st.composite
def calls(draw: st.DrawFn) -> list[str]:
    """A command with some options, with a value or without, and some arguments, in any order."""
    path, command = draw(st.sampled_from(COMMANDS))
    words: list[list[str]] = []
    for option in draw(st.lists(st.sampled_from([*command.params, *main.params]), max_size=4)):
        if isinstance(option, click.Option):
            flag = [draw(st.sampled_from([*option.opts, *option.secondary_opts]))]
            words.append(flag if option.is_flag or draw(st.integers(0, 9)) == 0 else [*flag, draw(VALUES)])
        else:
            words.append([draw(VALUES)])
    words += [[value] for value in draw(st.lists(VALUES, max_size=3))]
    order = draw(st.permutations(words))
    return [*path, *(word for some in order for word in some)]


def looked_at(said: Said, args: object) -> None:
    assert said.code in ORDINARY, (args, said.all)
    for mark in ("Traceback", "unexpected error", "Error: [Errno"):
        assert mark not in said.all, (args, said.all)
    if said.code:
        assert said.err.strip() or said.code in (1, 3), (args, said.all)


@MORE
@given(args=calls())
@example(args=["ingest", "."])
@example(args=["inspect", "/"])
@example(args=["check", "--store", "~nobody/x.db"])
@example(args=["names", "decide", "Cutters @ ", "same", " @ field-2026"])
@example(args=["show", ""])
@example(args=["show", " > "])
@example(args=["sources", "remove", ""])
@example(args=["store", "forget", "", "--yes"])
@example(args=["store", "forget", ".", "--yes"])
@example(args=["page", "map", "-o", ""])
@example(args=["demo", ""])
@example(args=["demo", "\udcff"])
@example(args=["check", "--store", "\udcff"])
@example(args=["ingest", "desk.csv", "--store", "\udcff"])
@example(args=["init", "\udcff"])
@example(args=["check", "--list", "aantafel.db"])
def test_any_call_ends_ordinarily(loaded: Path, args: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(shutil.copytree(loaded, Path(folder) / "case"))
        args = [
            "./inside" if word in ("/", "~", "..") and args[0] in ("demo", "init") else word for word in args
        ]
        looked_at(call(*args, cwd=place), args)


NAMES = st.sampled_from(["any.csv", "any.tsv", "any.xlsx", "any.xls", "any.ods", "any.txt", "any"])


@FEW
@given(name=NAMES, content=st.binary(max_size=400))
@example(name="any.csv", content=b"name,kind\n\x00\xff\xfe")
@example(name="any.csv", content=b"\xff\xfen\x00")
@example(name="any.xlsx", content=b"PK\x03\x04")
@example(name="any.xls", content=bytes.fromhex("d0cf11e0a1b11ae1"))
def test_any_bytes_can_be_offered(name: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_bytes(content)
        looked_at(call("inspect", name, cwd=Path(folder)), content)
        said = call("ingest", name, "--as", "parties", cwd=Path(folder))
        looked_at(said, content)
        assert (Path(folder) / "aantafel.db").exists() == (said.code == 0), (content, said.all)


HELD = (
    *("", "name", "kind", "source", "ngo", "groeve", "A", "=1+1", "#N/A", "120 %", "31-02-2021", "x" * 3000),
    *(
        "a|b",
        "weet niet",
        "team",
        "India / Rajasthan",
        "-",
        "\t",
        "\0",
        "'",
        '"',
        "1e999",
        "nan",
        "NL",
        "kvk:1",
    ),
)
CELLS = st.one_of(st.sampled_from(HELD), st.text(max_size=8))
FORMS = st.sampled_from(
    ["parties", "trade", "harmed", "voices", "dialogues", "guests", "safety", "ties", "suppliers"]
)
HEADS = (
    "name",
    "kind",
    "source",
    "who",
    "does",
    "to whom",
    "group",
    "risk",
    "place",
    "title",
    "party",
    "dialogue",
)


@FEW
@given(
    form=FORMS,
    head=st.lists(st.one_of(st.sampled_from(HEADS), CELLS), min_size=1, max_size=6),
    rows=st.lists(st.lists(CELLS, max_size=7), max_size=5),
)
def test_any_table_can_be_loaded_asked_and_removed(form: str, head: list[str], rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        table(place / "any.csv", head, *rows)
        said = call("ingest", "any.csv", "--as", form, "--source", "S", cwd=place)
        looked_at(said, (head, rows))
        if said.code == 0:
            for question in (
                ["check"],
                ["names"],
                ["sources", "remove", "any.csv", "--file"],
                ["store", "doctor"],
            ):
                looked_at(call(*question, cwd=place), (question, head, rows))


def test_a_workbook_with_any_byte_changed_is_read_or_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["name", "kind", "source"], ["A", "ngo", "S"], ["B", "quarry", "S"]):
        book.active.append(row)
    book.save(tmp_path / "whole.xlsx")
    whole, chance = (tmp_path / "whole.xlsx").read_bytes(), random.Random(1)
    for _ in range(25):
        changed = bytearray(whole)
        for _ in range(chance.choice((1, 4, 40))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        (tmp_path / "any.xlsx").write_bytes(
            changed[: chance.choice((len(changed), chance.randrange(len(changed))))]
        )
        looked_at(call("inspect", "any.xlsx", "--as", "parties", cwd=tmp_path), bytes(changed))


@pytest.mark.parametrize(
    "args",
    [
        ["check", "--dialogue", "\u202e\u0915"],
        ["show", "x" * 20000],
        ["inspect", "--", "-"],
        ["ingest", "--header", "9" * 40, "parties.csv"],
        ["inspect", "\udcff.csv"],
    ],
    ids=["Devanagari", "very long", "dashes", "a large number", "no text at all"],
)
def test_a_process_of_its_own_ends_ordinarily(case: Path, args: list[str]) -> None:
    looked_at(shell(*args, cwd=case), args)
