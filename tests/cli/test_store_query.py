"""`store query`: a question by its name or in SQL, in four formats; never more than reading."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from queries.named import named
from tests.cli.running import call

NAMES = "SELECT name, place FROM WorkerGroup UNION SELECT name, place FROM Quarry ORDER BY name"


def test_without_a_query_the_questions_are_listed_with_their_limits(tmp_path: Path) -> None:
    said = call("store", "query", cwd=tmp_path)
    assert said.code == 0
    for one in named().values():
        assert f"{one.name}  {one.title['en']}\n" in said.out
        assert one.cannot_tell["en"] in said.out
    assert named()["affected"].title["nl"] in call("store", "query", "--lang", "nl", cwd=tmp_path).out


@pytest.mark.parametrize("format", ["csv", "json", "md"])
def test_the_list_comes_in_every_format(tmp_path: Path, format: str) -> None:
    said = call("store", "query", "--format", format, cwd=tmp_path)
    assert (said.code, said.err) == (0, "")
    assert all(name in said.out for name in named())


def test_a_question_is_asked_by_its_name(loaded: Path) -> None:
    said = call("store", "query", "affected", cwd=loaded)
    assert said.code == 0
    assert said.out.splitlines()[:2] == [
        "aantafel.db · level team (do not forward)",
        "Who is affected, and who speaks for them",
    ]
    assert "Cutters  WorkerGroup  dust_silicosis" in said.out
    assert said.out.rstrip().endswith(named()["affected"].cannot_tell["en"])


def test_a_text_in_sql_is_answered_as_a_table(loaded: Path) -> None:
    said = call("store", "query", NAMES, cwd=loaded)
    assert said.code == 0
    assert said.out.splitlines()[1].split() == ["name", "place"]
    assert [line.split("  ")[0] for line in said.out.splitlines()[3:]] == ["Cutters", "Quarry A"]


def test_json_is_one_object_with_rows_in_the_order_of_the_columns(loaded: Path) -> None:
    answer = json.loads(call("store", "query", NAMES, "--format", "json", cwd=loaded).out)
    assert answer == {
        "version": 1, "question": None, "store": "aantafel.db", "level": "team", "columns": ["name", "place"],
        "rows": [["Cutters", "IN / Rajasthan"], ["Quarry A", "IN / Rajasthan"]], "cut": False,
    }  # fmt: skip
    assert (
        json.loads(call("store", "query", "affected", "--format", "json", cwd=loaded).out)["question"]
        == "affected"
    )


def test_csv_is_safe_in_a_spreadsheet_and_says_its_graph_beside_it(loaded: Path) -> None:
    said = call(
        "store", "query", "SELECT '=1+1' AS \"=x\", NULL AS n, 1.5 AS m", "--format", "csv", cwd=loaded
    )
    assert list(csv.reader(io.StringIO(said.out))) == [["'=x", "n", "m"], ["'=1+1", "", "1.5"]]
    assert said.err == "aantafel.db · level team (do not forward)\n"


def test_markdown_is_a_table(loaded: Path) -> None:
    said = call("store", "query", "SELECT 'a|b' AS x, 2 AS y", "--format", "md", "--quiet", cwd=loaded)
    assert said.out == "| x | y |\n| --- | --- |\n| a\\|b | 2 |\n"


def test_a_row_of_nothing_but_blanks_is_a_row(loaded: Path) -> None:
    assert call("store", "query", "SELECT NULL AS a, NULL AS b", cwd=loaded).code == 0
    assert "Nothing found." in call("store", "query", "SELECT 1 AS a WHERE 0", cwd=loaded).out


@pytest.mark.parametrize("format", ["table", "csv", "json", "md"])
def test_that_there_are_more_rows_is_said_also_when_quiet(loaded: Path, format: str) -> None:
    said = call("store", "query", NAMES, "--limit", "1", "--quiet", "--format", format, cwd=loaded)
    assert "Quarry A" not in said.out
    if format == "json":
        assert json.loads(said.out)["cut"] is True
    else:
        assert said.err == "These are the first 1 rows; there are more. To see more, give a larger --limit.\n"


def test_the_limit_counts_for_a_named_question_too(loaded: Path) -> None:
    answer = json.loads(
        call("store", "query", "one-source", "--limit", "2", "--format", "json", cwd=loaded).out
    )
    assert (len(answer["rows"]), answer["cut"]) == (2, True)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("affekted", "affected"),
        ("DELETE FROM mention", "more than read"),
        ("ATTACH 'x.db' AS x", "more than read"),
        ("PRAGMA journal_mode = DELETE", "more than read"),
        ("SELECT nothing FROM mention", "does not understand"),
        ("MATCH (n) RETURN n", "does not understand"),
        ("/* a remark */", "gives rows"),
    ],
)
def test_what_is_no_question_gets_a_sentence_and_changes_nothing(case: Path, text: str, word: str) -> None:
    before = {path.name: path.read_bytes() for path in case.iterdir()}
    said = call("store", "query", text, cwd=case)
    assert (said.code, said.out.count("\n")) == (2, 0)
    assert word in said.err
    assert {path.name: path.read_bytes() for path in case.iterdir()} == before


def test_what_takes_too_long_is_stopped(case: Path) -> None:
    text = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    said = call("store", "query", text, "--seconds", "1", cwd=case)
    assert said.code == 3
    assert "--seconds" in said.err


@pytest.mark.parametrize(
    "option", [["--limit", "0"], ["--limit", "-1"], ["--seconds", "0"], ["--seconds", "nan"]]
)
def test_a_cap_cannot_be_lifted(loaded: Path, option: list[str]) -> None:
    assert call("store", "query", "SELECT 1", *option, cwd=loaded).code == 2


def test_what_would_steer_a_terminal_is_not_printed(loaded: Path) -> None:
    assert "\x1b" not in call("store", "query", "SELECT char(27) || '[2J' AS x", cwd=loaded).all
