"""What the commands do, one after another, as a user meets them."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from tests.cli.running import call, table

PARTY = ("name", "kind", "source")


def stored(folder: Path, *more: str) -> str:
    """All that a graph is known to hold, as text."""
    return "".join(
        call(*args, *more, cwd=folder).out for args in (["sources"], ["check", "--all"], ["gaps", "--all"])
    )


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# -- the next step --------------------------------------------------------------------------------------


def test_bare_aantafel_says_the_next_sensible_step(tmp_path: Path) -> None:
    def next_step(*args: str) -> str:
        said = call(*args, cwd=tmp_path)
        assert said.code == 0
        return said.out.splitlines()[0]

    assert "aantafel demo" in next_step()
    assert "aantafel init" in next_step()
    assert call("init", cwd=tmp_path).code == 0
    assert next_step() == "Fill in workbook.xlsx, then load it: aantafel ingest workbook.xlsx"
    table(tmp_path / "a.csv", PARTY, ("A", "ngo", "S"), ("B", "ngo", "S"))
    assert call("ingest", "a.csv", cwd=tmp_path).code == 0
    assert next_step() == "See what stands out in aantafel.db (files loaded: 1): aantafel check"
    assert next_step("--lang", "nl").startswith("Zie wat opvalt in aantafel.db")
    assert call("sources", "remove", "S", cwd=tmp_path).code == 0
    assert next_step() == "Load a file into aantafel.db, which is still empty: aantafel ingest FILE"


@pytest.mark.parametrize(("lang", "book"), [("en", "workbook.xlsx"), ("nl", "werkboek.xlsx")])
def test_init_writes_three_files_and_never_over_one(tmp_path: Path, lang: str, book: str) -> None:
    said = call("init", "mine", "--lang", lang, cwd=tmp_path)
    assert said.code == 0, said.all
    assert book in names_in(tmp_path / "mine")
    assert len(names_in(tmp_path / "mine")) == 3
    before = {path: path.read_bytes() for path in (tmp_path / "mine").iterdir()}
    assert call("init", "mine", "--lang", lang, cwd=tmp_path).code == 3
    assert before == {path: path.read_bytes() for path in (tmp_path / "mine").iterdir()}
    assert call("sources", cwd=tmp_path / "mine").code == 3  # init makes no graph
    assert call("sources", "--lang", lang, cwd=tmp_path / "mine").err.endswith("\n")


def test_the_settings_of_init_are_read_and_its_language_is_spoken(tmp_path: Path) -> None:
    call("init", "--lang", "nl", cwd=tmp_path)
    (tmp_path / "deeper").mkdir()
    assert call(cwd=tmp_path / "deeper").out.startswith("Vul werkboek.xlsx in")
    assert call(cwd=tmp_path / "deeper", env={"AANTAFEL_LANG": "en"}).out.startswith("Fill in werkboek.xlsx")


def test_the_empty_workbook_is_refused_with_a_way_out_and_leaves_no_graph(tmp_path: Path) -> None:
    call("init", cwd=tmp_path)
    said = call("ingest", "workbook.xlsx", "--no-checked", cwd=tmp_path)
    assert said.code == 3
    assert "aantafel.db" not in names_in(tmp_path)


# -- no empty graph is left behind ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "options"),
    [
        ("nowhere.csv", None, []),
        ("empty.csv", b"", []),
        ("head.csv", b"name,kind,source\n", []),
        ("odd.csv", b"aap,noot\n1,2\n", []),
        ("nameless.csv", b"name,kind,source\n,ngo,S\n", []),
        ("strict.csv", b"name,kind,source\nA,ngo,S\n,ngo,S\n", ["--strict"]),
        ("column.csv", b"name,kind,source\nA,ngo,S\n", ["--column", "Naam=name"]),
        ("replaces.csv", b"name,kind,source\nA,ngo,S\n", ["--replaces", "other.csv"]),
    ],
)
def test_what_cannot_be_loaded_makes_no_graph(
    tmp_path: Path, name: str, content: bytes | None, options: list[str]
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    said = call("ingest", name, "--no-checked", *options, cwd=tmp_path)
    assert said.code in (2, 3), said.all
    assert names_in(tmp_path) == ([] if content is None else [name])


@pytest.mark.parametrize(
    "args",
    [
        ["check"], ["show", "A"], ["voices"], ["influence"], ["power"], ["chain"], ["chain", "A"],
        ["bridges"], ["gaps"], ["names"], ["sources"],
        ["names", "decide", "A", "same", "B"], ["names", "undo", "A", "B"], ["sources", "remove", "S"],
        ["page", "map"], ["store", "doctor"], ["store", "history"], ["store", "forget", "A", "--yes"],
        ["store", "query", "SELECT 1"], ["store", "query", "affected"],
        ["store", "copy", "aantafel.db", "other.db"], ["export", "neo4j-admin", "out"], [],
    ],
    ids=" ".join,
)  # fmt: skip
def test_only_loading_makes_a_graph(tmp_path: Path, args: list[str]) -> None:
    assert call(*args, cwd=tmp_path).code == (3 if args else 0)
    assert names_in(tmp_path) == []


# -- loading --------------------------------------------------------------------------------------------


def test_one_bad_file_does_not_stop_the_next(tmp_path: Path) -> None:
    table(tmp_path / "good.csv", PARTY, ("A", "ngo", "S"))
    said = call("ingest", "nowhere.csv", "good.csv", cwd=tmp_path)
    assert said.code == 3
    assert said.err.count("\n") == 1
    assert call("show", "A", cwd=tmp_path).code == 0


def test_loading_twice_says_that_nothing_is_new(tmp_path: Path) -> None:
    table(tmp_path / "a.csv", PARTY, ("A", "ngo", "S"), ("B", "ngo", "S"), ("C", "ngo", "S"))
    call("ingest", "a.csv", cwd=tmp_path)
    assert "a.csv: nothing new" in call("ingest", "a.csv", cwd=tmp_path).out
    table(tmp_path / "a.csv", PARTY, ("A", "ngo", "S"), ("B", "ngo", "S"), ("D", "ngo", "S"))
    assert "1 facts are no longer there" in call("ingest", "a.csv", cwd=tmp_path).out


def test_other_content_under_the_same_name_is_loaded_in_either_of_the_two_ways_named(case: Path) -> None:
    before = call("sources", cwd=case).out
    table(case / "desk.csv", PARTY, ("Other 1", "ngo", "desk-2026"), ("Other 2", "ngo", "desk-2026"))
    said = call("ingest", "desk.csv", cwd=case)
    assert said.code == 3
    assert '--replaces "desk.csv"' in said.err
    assert "--as-new" in said.err
    assert call("sources", cwd=case).out == before
    assert call("ingest", "desk.csv", "--as-new", cwd=case).code == 0
    assert "desk.csv (2)" in call("sources", cwd=case).out
    assert call("show", "Balaji Stone", cwd=case).code == 0
    assert call("ingest", "desk.csv", "--replaces", "desk.csv", cwd=case).code == 0
    assert call("show", "Balaji Stone", cwd=case).code == 2


def test_the_same_list_under_another_name_is_loaded_with_a_remark(case: Path) -> None:
    (case / "copy.csv").write_bytes((case / "parties.csv").read_bytes())
    said = call("ingest", "copy.csv", cwd=case)
    assert said.code == 0
    assert '--replaces "parties.csv"' in said.out


def test_answers_can_be_kept_as_a_card_and_are_read_from_it(tmp_path: Path) -> None:
    table(tmp_path / "a.csv", ("Wie", "Wat"), ("A", "ngo"))
    told = ["--as", "parties", "--column", "Wie=name", "--column", "Wat=kind", "--source", "S"]
    said = call("inspect", "a.csv", *told, "--save", cwd=tmp_path)
    assert said.code == 0, said.all
    assert names_in(tmp_path) == ["a.csv", "a.csv.card.toml"]
    assert call("ingest", "a.csv", cwd=tmp_path).code == 0
    assert "sources: S" in call("sources", cwd=tmp_path).out


@pytest.mark.parametrize("form", ["parties", "Partijen", "PARTIES"])
def test_a_form_may_be_named_in_either_language(tmp_path: Path, form: str) -> None:
    table(tmp_path / "a.csv", PARTY, ("A", "ngo", "S"))
    assert call("ingest", "a.csv", "--as", form, cwd=tmp_path).code == 0


def test_a_checked_copy_is_written_where_something_needs_a_look_and_may_be_left_out(tmp_path: Path) -> None:
    table(tmp_path / "a.csv", PARTY, ("A", "ngo", "S"), ("", "ngo", "S"))
    assert call("ingest", "a.csv", "--no-checked", cwd=tmp_path).code == 0
    assert "a_checked.xlsx" not in names_in(tmp_path)
    said = call("ingest", "a.csv", cwd=tmp_path)
    assert said.out.count("a_checked.xlsx") == 1
    assert len(openpyxl.load_workbook(tmp_path / "a_checked.xlsx").sheetnames) == 2


def test_a_checked_copy_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "a_checked.xlsx").mkdir()
    table(tmp_path / "a.csv", PARTY, ("A", "ngo", "S"), ("", "ngo", "S"))
    said = call("ingest", "a.csv", cwd=tmp_path)
    assert (said.code, "--no-checked" in said.err) == (0, True), said.all
    assert call("show", "A", cwd=tmp_path).code == 0


# -- sources and the store ------------------------------------------------------------------------------


def test_a_source_that_is_removed_comes_back_on_loading_again(case: Path) -> None:
    before = stored(case)
    said = call("sources", "remove", "desk-2026", cwd=case)
    assert said.out == "Removed: desk-2026 (2 facts). Loading it again brings it back.\n"
    assert call("show", "Balaji Stone", cwd=case).code == 2
    assert call("ingest", "desk.csv", cwd=case).code == 0
    assert stored(case) == before


def test_a_file_is_removed_by_its_name(case: Path) -> None:
    assert call("sources", "remove", "desk.csv", cwd=case).code == 0
    assert "desk.csv" not in call("sources", cwd=case).out
    assert call("sources", "remove", "desk.csv", cwd=case).code == 2


def test_without_a_source_is_as_if_it_had_been_removed(case: Path) -> None:
    without = [
        call(*args, "--without-source", "desk-2026", cwd=case).out
        for args in (["check"], ["power"], ["chain"], ["bridges"], ["voices"])
    ]
    assert call("sources", "remove", "desk-2026", cwd=case).code == 0
    asked = (["check"], ["power"], ["chain"], ["bridges"], ["voices"])
    assert without == [call(*args, cwd=case).out for args in asked]


def test_history_and_doctor_tell_of_the_store(case: Path) -> None:
    call("names", "decide", "Balaji Stone", "same", "Balaji Stones", "--by", "Ann", cwd=case)
    call("sources", "remove", "whisper-7", cwd=case)
    lines = call("store", "history", cwd=case).out.splitlines()
    assert [" ".join(line.split()[2:4]) for line in lines[-2:]] == ["decided Balaji", "removed whisper-7"]
    assert call("store", "history", "--lang", "nl", cwd=case).out.splitlines()[-1].split()[2] == "verwijderd"
    assert (
        call("store", "doctor", cwd=case).out
        == "All is well with aantafel.db: what it holds is what was stored.\n"
    )


def test_a_name_is_forgotten_only_when_one_is_sure(case: Path) -> None:
    assert call("store", "forget", "Whistle House", cwd=case).code == 2
    assert call("show", "Whistle House", cwd=case).code == 0
    assert call("store", "forget", "Whistle House", "--yes", cwd=case).code == 0
    assert call("show", "Whistle House", cwd=case).code == 2
    assert b"Whistle House" not in (case / "aantafel.db").read_bytes()


def as_nobody(*args: str, cwd: Path) -> int:
    """The exit code of a call by somebody who may read everything here and write nothing."""
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setresuid(65534, 65534, 65534)
            os._exit(call(*args, cwd=cwd).code)
        finally:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_graph_that_may_only_be_read_can_be_asked_and_not_changed(case: Path, tmp_path: Path) -> None:
    call("page", "map", "-o", str(tmp_path / "map.html"), cwd=case)  # our modules are read before the fork
    for path in (case, *list(case.parents)[:-2]):
        path.chmod(0o555 if path == case else 0o755)
    (case / "aantafel.db").chmod(0o444)
    before = (case / "aantafel.db").read_bytes(), names_in(case)
    try:
        assert as_nobody("check", cwd=case) == 0
        assert as_nobody("sources", "remove", "desk-2026", cwd=case) == 3
        assert as_nobody("names", "decide", "Cutters", "same", "Importer 1", cwd=case) == 3
        assert as_nobody("store", "forget", "Cutters", "--yes", cwd=case) == 3
        assert as_nobody("ingest", "safety.csv", "--no-checked", cwd=case) == 3
        assert as_nobody("page", "map", cwd=case) == 3
        assert before == ((case / "aantafel.db").read_bytes(), names_in(case))
    finally:
        case.chmod(0o755)


def test_the_demo_says_when_commands_in_its_folder_will_ask_another_graph(tmp_path: Path) -> None:
    elsewhere = {"AANTAFEL_STORE": str(tmp_path / "mine.db")}
    plain, said = call("demo", "a", cwd=tmp_path), call("demo", "b", cwd=tmp_path, env=elsewhere)
    assert said.code == 0
    assert "AANTAFEL_STORE" in said.out and "AANTAFEL_STORE" not in plain.out
    assert call("check", cwd=tmp_path / "b", env=elsewhere).code == 3
    assert call("check", "--store", "aantafel.db", cwd=tmp_path / "b", env=elsewhere).code == 0


def test_settings_above_do_not_reach_into_the_demo(tmp_path: Path) -> None:
    plain = call("demo", "case", cwd=tmp_path).out
    (tmp_path / "mine").mkdir()
    settings = (
        'tau = 1\nlang = "nl"\nas_of = "1990"\n[store]\npath = "mine.db"\n[confidence]\nclaimed = 0.01\n'
    )
    (tmp_path / "mine" / "aantafel.toml").write_text(settings)
    said = call("demo", "case", "--lang", "en", cwd=tmp_path / "mine")
    assert (said.code, said.out) == (0, plain)
    assert names_in(tmp_path / "mine") == ["aantafel.toml", "case"]
    inside, outside = (call("check", "--lang", "en", cwd=tmp_path / place) for place in ("case", "mine/case"))
    assert (inside.code, inside.out) == (0, outside.out)
    assert call("check", cwd=tmp_path / "mine").code == 3


def test_the_map_is_written_at_the_level_that_was_asked_for(case: Path) -> None:
    said = call("page", "map", cwd=case)
    assert said.out == "Written: map.html (level participants)\n"
    page = (case / "map.html").read_text("utf-8")
    assert "Balaji Stones" in page
    assert "Whistle House" not in page
    assert call("page", "map", "--level", "team", "-o", "team.html", "--quiet", cwd=case).all == ""
    assert "Whistle House" in (case / "team.html").read_text("utf-8")
