"""What a good citizen of a terminal does: pipes, colours, locales, Ctrl-C, Tab, progress, help."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import click
import pytest

from cli import GROUPS, main
from tests.cli.running import COMMAND, call, environment, offered, on_a_terminal, shell, table
from tests.cli.test_fuzz import COMMANDS

READING = (
    ["check"], ["voices"], ["influence"], ["power"], ["chain"], ["bridges"], ["gaps"], ["show", "Cutters"],
)  # fmt: skip
NOT_BUILT = ("invite", "room", "reach", "rounds", "compare")
ESCAPE = "\x1b["


# -- the first line, and the formats --------------------------------------------------------------------


@pytest.mark.parametrize(
    "args", [*READING, ["names"], ["sources"], ["store", "history"], ["ingest", "desk.csv"]]
)
def test_the_first_line_says_which_graph(case: Path, args: list[str]) -> None:
    said = call(*args, cwd=case)
    assert said.code == 0, said.all
    assert re.match(r"aantafel\.db .*level team \(do not forward\)", said.out.splitlines()[0])
    assert said.err == ""


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_csv_is_csv_and_says_which_graph_elsewhere(loaded: Path, args: list[str]) -> None:
    said = call(*args, "--format", "csv", cwd=loaded)
    rows = list(csv.reader(io.StringIO(said.out)))
    assert len({len(row) for row in rows}) == 1
    assert said.err.startswith("aantafel.db · 10 stakeholders · 3 sources")


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_json_is_one_object_that_says_which_graph(loaded: Path, args: list[str]) -> None:
    said = call(*args, "--format", "json", cwd=loaded)
    whole = json.loads(said.out)
    assert (whole["version"], whole["store"], whole["level"]) == (1, "aantafel.db", "team")
    assert whole["question"] == args[0]
    assert said.err == ""


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_markdown_has_tables_of_one_width(loaded: Path, args: list[str]) -> None:
    lines = call(*args, "--format", "md", cwd=loaded).out.splitlines()
    assert lines[0].startswith("aantafel.db · ")
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in lines if line.startswith("|")}
    assert len(widths) <= 1


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_quiet_leaves_out_the_first_line_and_the_remarks(loaded: Path, args: list[str]) -> None:
    usual = call(*args, cwd=loaded).out.splitlines()
    quiet = call(*args, "--quiet", cwd=loaded).out.splitlines()
    assert quiet == usual[1 : len(quiet) + 1]
    assert 0 < len(quiet) < len(usual) - 1


def test_quiet_loading_says_only_what_needs_a_look(case: Path) -> None:
    assert call("ingest", "desk.csv", "--quiet", cwd=case).all == ""
    table(case / "new.csv", ("name", "kind", "source"), ("A", "ngo", "S"), ("", "ngo", "S"))
    said = call("ingest", "new.csv", "--quiet", "--no-checked", cwd=case)
    assert said.out.count("\n") == 1
    assert "row 3" in said.out


def test_a_cell_that_looks_like_a_formula_is_text_in_csv(case: Path) -> None:
    table(case / "f.csv", ("name", "kind", "source"), ("=cmd|x", "ngo", "S"))
    assert call("ingest", "f.csv", "--no-checked", cwd=case).code == 0
    said = call("show", "=cmd|x", "--format", "csv", cwd=case)
    assert said.code == 0, said.all
    assert not re.search(r"(^|,)=", said.out, re.MULTILINE)


# -- exit codes -----------------------------------------------------------------------------------------


def test_findings_make_an_exit_code_only_when_asked(loaded: Path) -> None:
    """The case has a high finding (no seat for the people concerned), and none that is a stop."""
    assert "\nHIGH " in call("check", cwd=loaded).out
    assert "\nSTOP " not in call("check", "--all", cwd=loaded).out
    codes = {
        word: call("check", "--fail-on", word, cwd=loaded).code for word in ("stop", "high", "medium", "note")
    }
    assert codes == {"stop": 0, "high": 1, "medium": 1, "note": 1}
    assert call("check", cwd=loaded).code == 0


# -- options before and behind --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        (["--lang", "nl", "check"], ["check", "--lang", "nl"]),
        (["--quiet", "names", "list"], ["names", "list", "--quiet"]),
        (["names", "--quiet", "list"], ["names", "list", "--quiet"]),
        (["sources", "--lang", "nl", "list"], ["--lang", "nl", "sources", "list"]),
        (["--store", "other.db", "store", "history"], ["store", "history", "--store", "other.db"]),
        (["store", "--store", "other.db", "history"], ["store", "history", "--store", "other.db"]),
        (["--lang", "en", "names", "--lang", "nl"], ["names", "--lang", "nl"]),
    ],
)
def test_an_option_may_stand_before_or_behind(case: Path, before: list[str], behind: list[str]) -> None:
    call("ingest", "desk.csv", "--store", "other.db", cwd=case)
    one, other = call(*before, cwd=case), call(*behind, cwd=case)
    assert (one.code, one.out) == (0, other.out)
    assert one.out != call(
        *(word for word in behind if word not in ("--lang", "nl", "--quiet")), cwd=case
    ).out or ("other.db" in behind and one.out != call("store", "history", cwd=case).out)


# -- colours, pipes, locales ----------------------------------------------------------------------------


def test_colour_is_for_terminals_and_only_where_it_is_wanted(loaded: Path) -> None:
    code, shown = on_a_terminal("check", cwd=loaded)
    assert code == 0
    assert f"{ESCAPE}35m{ESCAPE}1mHIGH" in shown
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        for question in ("check", "power"):
            assert ESCAPE not in on_a_terminal(question, cwd=loaded, **env)[1]
    assert ESCAPE not in shell("check", cwd=loaded, TERM="xterm-256color").all
    assert ESCAPE not in shell("power", cwd=loaded, FORCE_COLOR="1").all


def test_a_name_cannot_steer_the_terminal(case: Path) -> None:
    said = call("show", "\x1b[2Jevil\x07", cwd=case)
    assert said.code == 2
    assert "\x1b" not in said.all
    assert "[2Jevil" in said.all


def test_on_a_terminal_no_line_is_longer_than_the_terminal(loaded: Path) -> None:
    for question in ("check", "power", "chain", "bridges", "gaps"):
        _, shown = on_a_terminal(question, cwd=loaded, NO_COLOR="1", COLUMNS="60")
        too_long = [line for line in shown.splitlines() if len(line) > 60 and " " in line[40:]]
        assert [line for line in too_long if "  " not in line] == [], question


def test_in_a_pipe_a_row_is_a_line(loaded: Path) -> None:
    """Quarry A sells 80 % to Balaji Stones; how easily it finds another buyer nobody says."""
    lines = shell("power", cwd=loaded).out.splitlines()
    assert [line for line in lines if re.search(r"Quarry A +Balaji Stones +sales .*0\.8", line)]


@pytest.mark.parametrize(
    "env",
    [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "latin-1"}, {"LC_ALL": "POSIX", "PYTHONIOENCODING": "ascii"}],
    ids=str,
)
def test_any_locale_gets_utf8(case: Path, env: dict[str, str]) -> None:
    table(case / "n.csv", ("name", "kind", "source"), ("कोटा – Ångström ½", "ngo", "S"))
    assert shell("ingest", "n.csv", "--no-checked", cwd=case, **env).code == 0
    said = shell("show", "कोटा – Ångström ½", cwd=case, **env)
    assert said.code == 0, said.all
    assert "कोटा – Ångström ½" in said.out
    assert " · " in said.out.splitlines()[0]


def test_nobody_reading_on_is_no_trouble(loaded: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*COMMAND, "check"], cwd=loaded, env=environment(), stdout=write, stderr=subprocess.PIPE, timeout=60
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("args", [["check"], ["--help"]])
def test_a_full_disk_is_said(loaded: Path, args: list[str]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, *args], cwd=loaded, env=environment(), stdout=full, stderr=subprocess.PIPE, timeout=60
        )
    said = done.stderr.decode()
    assert done.returncode == 3, said
    assert said.startswith("Check the disk")
    assert said.count("\n") == 1


# -- Tab ------------------------------------------------------------------------------------------------


def test_a_shell_gets_its_script(loaded: Path) -> None:
    for name in ("bash", "zsh", "fish"):
        said = shell(cwd=loaded, _AANTAFEL_COMPLETE=f"{name}_source")
        assert (said.code, said.err) == (0, "")
        assert "_aantafel_completion" in said.out


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["ch"], ["check", "chain"]),
        (["chain", "imp"], ["Importer 1"]),
        (["chain", "--level", "participants", "w"], []),
        (["names", "d"], ["decide"]),
        (["ingest", "--as", "qu"], ["quarries"]),
        (["check", "--without-source", ""], ["desk-2026", "field-2026", "whisper-7"]),
        (["check", "--level", "participants", "--without-source", ""], ["desk-2026", "field-2026"]),
        (["page", "map", "--without-source", ""], ["desk-2026", "field-2026"]),
        (["check", "--dialogue", "r"], ["Round table"]),
        (["show", "w"], ["Whistle House"]),
        (["show", "--level", "participants", "w"], []),
        (["sources", "remove", "desk"], ["desk-2026", "desk.csv"]),
        (["ingest", "--replaces", "p"], ["parties.csv"]),
        (["names", "decide", "imp"], ["Importer 1"]),
        (["show", "--store", "nowhere.db", ""], []),
    ],
    ids=" ".join,
)
def test_tab_offers(loaded: Path, words: list[str], found: list[str]) -> None:
    assert offered(*words, cwd=loaded) == found


def test_bash_gets_a_name_of_two_words_as_one(loaded: Path) -> None:
    env = {"COMP_WORDS": "aantafel show whis", "COMP_CWORD": "2", "_AANTAFEL_COMPLETE": "bash_complete"}
    assert call(cwd=loaded, env=env).out.strip() == r"plain,Whistle\\ House"
    assert (
        call(cwd=loaded, env={**env, "COMP_WORDS": 'aantafel show "whis'}).out.strip()
        == "plain,Whistle House"
    )


# -- help -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "command"), COMMANDS, ids=lambda part: " ".join(part) if type(part) is tuple else ""
)
def test_every_command_and_option_says_what_it_does(
    loaded: Path, path: tuple[str, ...], command: click.Command
) -> None:
    said = call(*path, "--help", cwd=loaded)
    assert (said.code, said.err) == (0, "")
    about = command.get_short_help_str(200)
    assert re.fullmatch(r"[A-Z].*[^.]\.", about), about
    for option in command.params:
        if isinstance(option, click.Option):
            assert re.fullmatch(r"[A-Z].*[.)…]", option.help or ""), (option.name, option.help)


def test_the_help_shows_all_there_is_and_nothing_else(loaded: Path) -> None:
    said = call("--help", cwd=loaded).out
    listed = re.findall(r"^  ([a-z]+) {2,}\S", said, re.MULTILINE)
    assert (
        listed
        == [name for _, names in GROUPS for name in names]
        == list(main.list_commands(click.Context(main)))
    )
    assert set(listed) == set(main.commands)
    for heading, _ in GROUPS:
        assert f"\n{heading}:\n" in said
    for name in NOT_BUILT:
        assert not re.search(rf"\b{name}\b", said)
    assert max(map(len, said.splitlines())) <= 100


# -- Ctrl-C, and progress -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty thousand rows: two seconds of work and more, also where the machine is quick."""
    rows = ((f"Seller {n}", "supplies", f"Buyer {n % 99}", f"{n % 100} %", "S") for n in range(40_000))
    path = tmp_path_factory.mktemp("big") / "big.csv"
    return table(path, ("who", "does", "to whom", "% of seller's sales", "source"), *rows)


def started(*args: str, cwd: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *args], cwd=cwd, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def interrupted(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    return process.returncode, err.decode()


def test_ctrl_c_while_reading_leaves_nothing(big: Path, tmp_path: Path) -> None:
    process = started("ingest", str(big), cwd=tmp_path)
    assert process.stdout
    process.stdout.readline()  # the first line is said before the file is read
    time.sleep(0.2)
    code, said = interrupted(process)
    assert (code, said.strip()) == (130, "Stopped. What was not finished has not been written.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", [True, False], ids=["a graph", "no graph yet"])
def test_ctrl_c_while_writing_leaves_the_graph_as_it_was(
    big: Path, case: Path, tmp_path: Path, there: bool
) -> None:
    place = case if there else tmp_path / "new"
    place.mkdir(exist_ok=True)
    before = call("store", "history", cwd=place).all, sorted(path.name for path in place.iterdir())
    process = started("ingest", str(big), cwd=place)
    until = time.monotonic() + 60
    while not (place / "aantafel.db-writer").exists():
        assert process.poll() is None, "it was over before it could be stopped"
        assert time.monotonic() < until
        time.sleep(0.001)
    code, said = interrupted(process)
    assert (code, said.strip()) == (130, "Stopped. What was not finished has not been written.")
    assert before == (call("store", "history", cwd=place).all, sorted(path.name for path in place.iterdir()))
    if there:
        assert call("store", "doctor", cwd=place).code == 0


def test_progress_is_for_terminals_and_for_what_takes_long(big: Path, case: Path) -> None:
    code, shown = on_a_terminal("ingest", str(big), "--no-checked", "--store", "one.db", cwd=case)
    assert code == 0
    assert re.search(r"big\.csv[^\n:]*━━━", shown)
    assert shown.count(f"{ESCAPE}?25l") == shown.count(f"{ESCAPE}?25h") > 0  # the cursor is given back
    assert "━━━" in on_a_terminal("export", "neo4j-admin", "out", "--store", "one.db", cwd=case)[1]
    short = (on_a_terminal("ingest", "desk.csv", cwd=case)[1] for _ in range(10))
    assert any("━" not in one for one in short)  # on a busy machine even that may take over a second
    assert "━" not in on_a_terminal("ingest", str(big), "--quiet", "--no-checked", cwd=case)[1]
    assert shell("ingest", str(big), "--no-checked", "--store", "two.db", cwd=case).err == ""
