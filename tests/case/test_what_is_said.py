"""Whatever is shown of the case says how much of it was invented, and one switch hides that part."""

import re
from collections import Counter
from pathlib import Path

import networkx as nx
import pytest

from ingest.examples import CASE
from queries.check import headline
from queries.pages.map import page_map
from queries.question import Answer, Brief
from queries.register import QUESTIONS
from queries.screen import first_line, first_screen
from queries.told_by import facts_by_source, illustrative_share
from tests.case.conftest import Run
from tests.case.reading import (
    INVENTED,
    PLANNED,
    STUDY,
    concerns,
    every_row,
    facts,
    guests,
    heard,
    said_ties,
    stakeholders,
)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_first_screen_shows_what_the_rows_hold(lang: str, planned: Brief, checked: Answer) -> None:
    shown = "\n".join(first_screen(planned, checked, lang, "folder"))
    told = facts(CASE)
    for number in (
        *(told.total(), told[STUDY], told[INVENTED]),
        *(len(stakeholders(CASE)), len(said_ties(CASE)), len(concerns(CASE)), len(guests(CASE))),
    ):
        assert f" {number} " in shown, number
    assert PLANNED in shown
    assert checked.findings[0].sentence(planned, lang) in shown
    assert headline(planned).concerns["heard"] == len(heard(CASE)) == 1


def test_the_first_line_says_how_much_was_invented(planned: Brief) -> None:
    told = facts(CASE)
    share = round(100 * told[INVENTED] / told.total())
    assert facts_by_source(planned.net) == told
    assert f"{share} %" in first_line(planned, "case.db", "team", "en")
    assert f"{share} %" in first_line(planned, "case.db", "team", "nl")


ANSWERS = ("check", "voices", "influence", "power", "chain", "bridges", "gaps")
Demo = dict[str, tuple[Path, str]]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_demo_prints_the_first_screen(lang: str, demo: Demo, planned: Brief, checked: Answer) -> None:
    folder, printed = demo[lang]
    for line_of_it in first_screen(planned, checked, lang, folder.as_posix()):
        assert line_of_it in printed.splitlines()
    assert (folder / "map.html").is_file()


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("question", ANSWERS)
def test_every_answer_says_how_much_was_invented(question: str, lang: str, demo: Demo, run: Run) -> None:
    told = facts(CASE)
    share = round(100 * told[INVENTED] / told.total())
    first = run(question, "--store", demo["en"][0] / "aantafel.db", "--lang", lang).splitlines()[0]
    assert re.search(rf"\b{share} % (of facts|van de feiten)", first)


@pytest.mark.parametrize("question", ANSWERS)
def test_one_switch_hides_what_was_invented(question: str, demo: Demo, run: Run) -> None:
    store = demo["en"][0] / "aantafel.db"
    shown = run(question, "--store", store, "--without-source", INVENTED, "--all")
    assert "illustrative" not in shown
    for row in every_row(CASE, "parties.csv"):
        if row["source"] == INVENTED:
            assert row["name"] not in shown


def test_everything_behind_the_initiative_is_documented(demo: Demo, run: Run) -> None:
    shown = run("show", "TruStone Initiative", "--store", demo["en"][0] / "aantafel.db")
    body = "\n".join(shown.splitlines()[1:])  # the first line is about the whole graph
    assert STUDY in body
    assert "illustrative" not in body


def test_without_inventions_nothing_is_said_to_be_invented(documented: nx.MultiDiGraph) -> None:
    assert illustrative_share(documented) is None
    assert "%" not in first_line(Brief(documented), "case.db", "team", "en")


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_map_says_how_much_was_invented(lang: str, planned: Brief) -> None:
    share = illustrative_share(planned.net)
    assert share is not None
    html = page_map(
        planned, QUESTIONS["voices"].ask(planned), lang=lang, level="team", title="t", store="s",
        illustrative=share,
    )  # fmt: skip
    assert f"{round(share * 100)} %" in html or f"{round(share * 100)}&nbsp;%" in html


def test_the_change_that_the_documentation_proposes_does_what_it_says(
    demo: Demo, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("demo", tmp_path / "case")
    monkeypatch.chdir(tmp_path / "case")
    table = Path("illustrative", "guests.csv")
    (bank,) = [line for line in table.read_text("utf-8").splitlines() if ",Bank 1,guest" in line]
    with table.open("a", encoding="utf-8", newline="") as file:
        file.write(bank.replace("Bank 1", "Self-help group of cobble makers") + "\n")
    run("ingest", table)
    shown = run("check", "--all")
    assert "13 guests" in shown
    before = run("check", "--all", "--store", demo["en"][0] / "aantafel.db")
    then, now = (Counter(re.findall(r"\b([A-Z]\d{3})-[0-9a-f]{3}", text)) for text in (before, shown))
    assert then - now == Counter(["P001", "V002"])
    assert now - then == Counter(["V005"])
