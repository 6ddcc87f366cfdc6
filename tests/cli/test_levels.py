"""Below its level a name does not exist: not in answers, suggestions, Tab, counts, or exit codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.connect import connect
from tests.cli.running import call, table

SECRET = ("Whistle House", "Secret Source Mill", "whisper-7", "hidden.csv")
QUESTIONS = (
    ["check", "--all"],
    ["voices", "--all"],
    ["influence", "--all"],
    ["power", "--all"],
    ["chain", "--all"],
    ["bridges", "--all"],
    ["gaps", "--all"],
)
FORMATS = ("table", "csv", "json", "md")


@pytest.fixture
def never_loaded(case: Path) -> Path:
    """The same case, the secret party and the secret source never told of."""
    assert call("sources", "remove", "whisper-7", cwd=case).code == 0
    assert call("sources", "remove", "hidden.csv", cwd=case).code in (0, 2)
    rows = (case / "parties.csv").read_text().splitlines(keepends=True)
    (case / "parties.csv").write_text("".join(row for row in rows if "Whistle" not in row))
    assert call("ingest", "parties.csv", "--no-checked", cwd=case).code == 0
    return case


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda args: args[0])
@pytest.mark.parametrize("level", ["participants", "public"])
def test_no_answer_names_what_is_above_its_level(
    loaded: Path, question: list[str], format: str, level: str
) -> None:
    said = call(*question, "--format", format, "--level", level, cwd=loaded)
    assert said.code == 0, said.all
    assert [name for name in SECRET if name in said.all] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda args: args[0])
def test_every_answer_is_that_of_a_graph_without_it(
    loaded: Path, never_loaded: Path, question: list[str]
) -> None:
    """Counts, shares, sentences and the first line too; places in files may differ, since a row went."""
    seen = [
        re.sub(r"\b(\w+\.csv) \d+", r"\1", call(*question, "--level", "participants", cwd=place).out)
        for place in (loaded, never_loaded)
    ]
    assert seen[0] == seen[1]


@pytest.mark.parametrize("wanted", ["Whistle House", "whistle", "Secret Source Mill"])
def test_a_name_above_the_level_gets_the_answer_of_an_unknown_one(loaded: Path, wanted: str) -> None:
    hidden = call("show", wanted, "--level", "participants", cwd=loaded)
    unknown = call("show", "Zzyzx Qqq", "--level", "participants", cwd=loaded)
    assert (hidden.code, hidden.err.replace(wanted, "")) == (
        unknown.code,
        unknown.err.replace("Zzyzx Qqq", ""),
    )
    assert call("show", "Whistle House", cwd=loaded).code == 0


def test_a_chain_is_followed_for_nobody_above_the_level(loaded: Path) -> None:
    said = [
        call("chain", name, "--level", "participants", cwd=loaded)
        for name in ("Whistle House", "Zzyzx Qqq Aaaa")
    ]
    assert [one.code for one in said] == [2, 2]
    assert said[0].err.replace("Whistle House", "") == said[1].err.replace("Zzyzx Qqq Aaaa", "")
    assert call("chain", "Importer 1", "--level", "public", cwd=loaded).code == 2
    assert call("chain", "Importer 1", "--level", "participants", cwd=loaded).code == 0


def test_a_near_miss_suggests_only_what_may_be_seen(loaded: Path) -> None:
    assert "Near it: Whistle House" in call("show", "Whistle Hous", cwd=loaded).err
    above = call("show", "Whistle Hous", "--level", "participants", cwd=loaded)
    assert above.code == 2
    assert "'Whistle Hous', or nearly so" in above.err
    assert above.err.count("Whistle") == 1  # what was typed


def test_its_key_is_unknown_too(loaded: Path) -> None:
    with connect(loaded / "aantafel.db", readonly=True) as store:
        key = next(one.key for one in store.claims().mentions if one.name == "Whistle House")
    for text in (key, key[:6]):
        assert call("show", text, cwd=loaded).code == 0
        assert call("show", text, "--level", "participants", cwd=loaded).code == 2


def test_a_source_above_the_level_gets_the_answer_of_an_unknown_one(loaded: Path) -> None:
    said = [
        call("check", "--level", "participants", "--without-source", name, cwd=loaded)
        for name in ("whisper-7", "nobody")
    ]
    assert [one.code for one in said] == [2, 2]
    assert said[0].err.replace("whisper-7", "nobody") == said[1].err
    assert call("check", "--without-source", "whisper-7", cwd=loaded).code == 0


def test_a_guest_list_with_a_hidden_name_gets_the_answer_of_an_unknown_one(case: Path) -> None:
    codes = []
    for name in ("Whistle House", "Nobody At All"):
        (case / "list.txt").write_text(f"Importer 1\n{name}\n")
        said = call("check", "--list", "list.txt", "--level", "participants", cwd=case)
        codes.append((said.code, said.err.replace(name, "")))
    assert codes[0] == codes[1]
    assert codes[0][0] == 2


def test_fears_and_safety_answers_are_shown_to_the_team_and_only_when_asked_for(loaded: Path) -> None:
    fear = re.compile(r"fears|safe to invite|asked by", re.IGNORECASE)
    assert fear.search(call("show", "Cutters", "--include-sensitive", cwd=loaded).out)
    for args in (["show", "Cutters"], ["show", "Quarry A"], ["show", "Cutters", "--level", "participants"]):
        said = call(*args, cwd=loaded)
        assert not fear.search(said.all), said.all
    said = call("show", "Cutters", "--level", "participants", "--include-sensitive", cwd=loaded)
    assert (said.code, said.out) == (2, "")


def test_the_map_of_the_team_shows_fears_only_when_asked_for(case: Path) -> None:
    for more, there in (([], False), (["--include-sensitive"], True)):
        assert call("page", "map", "--level", "team", *more, cwd=case).code == 0
        assert ("fears" in (case / "map.html").read_text("utf-8")) is there


def test_open_questions_about_hidden_names_are_not_counted(case: Path) -> None:
    """Two hidden mills in two countries, and one of which nobody says where: is it one of them?"""
    table(
        case / "mills.csv",
        ("name", "kind", "place", "who may see it", "source"),
        ("Hidden Mill", "supplier", "India", "team", "field-2026"),
        ("Hidden Mill", "supplier", "Netherlands", "team", "field-2026"),
    )
    table(
        case / "mill.csv",
        ("name", "kind", "place", "who may see it", "source"),
        ("Hidden Mill", "supplier", "", "team", "desk-2026"),
    )
    assert call("ingest", "mills.csv", "mill.csv", "--no-checked", cwd=case).code == 0
    assert "still to decide: 1 (aantafel names)" in call("check", cwd=case).out
    assert "still to decide" not in call("check", "--level", "participants", cwd=case).out
