"""Answers as text: a table where it fits, row by row where it does not, CSV, Markdown."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from queries.console import answer_lines, as_csv, as_markdown, cell, interval, places, unformula
from queries.question import Answer, Brief, Column, Evidence
from tests.queries.small import net, node

SMALL = net(["Quarry pit IN/Rajasthan", "Importer buyer NL"], "pit SUPPLIES buyer")
BRIEF = Brief(SMALL)
COLUMNS = (Column("node", "node"), Column("share", "share"), Column("said"))
ROWS: tuple[dict[str, Any], ...] = (
    {"node": node(SMALL, "pit"), "share": 0.8, "said": "=1+1"},
    {"node": node(SMALL, "buyer"), "share": None, "said": "a | b\nc"},
)
ANSWER = Answer("power", COLUMNS, ROWS)


@pytest.mark.parametrize(
    ("kind", "value", "lang", "text"),
    [
        ("node", node(SMALL, "pit"), "en", "pit"),
        ("nodes", (node(SMALL, "pit"), node(SMALL, "buyer")), "nl", "pit en buyer"),
        ("share", 0.805, "en", "80 %"),
        ("share", 0.0, "en", "0 %"),
        ("number", 0.5, "en", "0.5"),
        ("number", 3, "en", "3"),
        ("interval", (0.2, 0.9), "nl", "0.2 tot 0.9"),
        ("interval", (0.5, 0.5), "en", "0.5"),
        ("word", "not_heard", "en", "not heard"),
        ("words", ("proxy", "single"), "en", "only others speak, one voice only"),
        ("kind", "GovernmentBody", "nl", "overheid"),
        ("kind", "", "en", ""),
        ("relation", "SUPPLIES", "en", "supplies"),
        ("inputs", ("SUPPLIES.share_of_seller",), "nl", "% van verkoop (levert aan)"),
        ("inputs", ("INFLUENCES.strength", "OWNS"), "en", "strength (influences) and OWNS"),
        ("inputs", (), "en", ""),
        ("field", "share_of_seller", "en", "% of seller's sales"),
        ("field", "SUPPLIES", "nl", "levert aan"),
        ("field", "name", "en", "name"),
        ("risk", "dust_silicosis", "nl", "stof en silicose"),
        ("text", None, "en", ""),
        ("text", "", "en", ""),
        ("nodes", (), "en", ""),
    ],
)
def test_a_cell_is_said_as_people_say_it(kind: str, value: Any, lang: str, text: str) -> None:
    assert cell(value, Column("x", kind), BRIEF, lang) == text


def test_a_code_that_nobody_gave_a_word_stays_as_it_is() -> None:
    assert cell("never_heard_of", Column("x", "word"), BRIEF, "nl") == "never_heard_of"


def test_an_open_end_of_an_interval_is_a_question_mark() -> None:
    assert interval((None, 0.5), "en") == "? to 0.5"
    assert interval((None, None), "en") == ""


def test_of_many_places_the_first_three_are_named_and_the_rest_counted() -> None:
    evidence = [Evidence("S", "a.csv", str(row)) for row in (2, 3, 4, 5, 6)]
    assert places(evidence) == "a.csv 2; a.csv 3; a.csv 4 (+2)"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_nothing_in_csv_starts_like_a_formula(text: str) -> None:
    assert unformula(text) == f"'{text}"
    assert unformula("plain = text") == "plain = text"


def test_csv_gives_back_every_row() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(ANSWER, BRIEF, "en"))))
    assert rows == [["who", "share", "what is said"], ["pit", "80 %", "'=1+1"], ["buyer", "", "a | b\nc"]]


def test_markdown_keeps_cells_in_their_row() -> None:
    lines = [line for line in as_markdown(ANSWER, BRIEF, "en").splitlines() if line.startswith("|")]
    assert lines == [
        "| who | share | what is said |",
        "| --- | --- | --- |",
        "| pit | 80 % | =1+1 |",
        r"| buyer |  | a \| b c |",
    ]


def test_a_name_in_markdown_is_text_and_no_page() -> None:
    odd = Answer("power", (Column("said"),), ({"said": "<img src=x> [a](b) *c*"},))
    assert r"\<img src=x\> \[a\](b) \*c\*" in as_markdown(odd, BRIEF, "en")


def test_a_table_stands_in_columns_figures_to_the_right() -> None:
    assert answer_lines(ANSWER, BRIEF, "en", 80) == [
        "",
        "who    share  what is said",
        "──────────────────────────",
        "pit     80 %  =1+1",
        "buyer         a | b c",
    ]


def test_a_table_that_does_not_fit_is_told_row_by_row() -> None:
    assert answer_lines(ANSWER, BRIEF, "en", 20) == [
        "", "pit", "  share         80 %", "  what is said  =1+1", "", "buyer", "  what is said  a | b\nc",
    ]  # fmt: skip


def test_wide_letters_take_two_places() -> None:
    """Two wide letters and eight blanks are as wide as two letters and ten; the heading is twelve."""
    wide = Answer(
        "power", (Column("said"), Column("of")), ({"said": "石材", "of": "x"}, {"said": "ab", "of": "y"})
    )
    _, _, _, first, second = answer_lines(wide, BRIEF, "en", 80)
    assert (first.index("x"), second.index("y")) == (2 + 8 + 2, 2 + 10 + 2)


def test_only_the_first_rows_are_shown_and_the_rest_is_counted() -> None:
    many = Answer("power", (Column("said"),), tuple({"said": str(n)} for n in range(40)))
    lines = answer_lines(many, BRIEF, "nl", 80, most=30)
    assert len(lines) == 1 + 2 + 30 + 1
    assert lines[-1] == "… en nog 10 rijen; --all toont ze."
    assert len(answer_lines(many, BRIEF, "nl", 0)) == 1 + 2 + 40


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    assert "share" not in "\n".join(answer_lines(Answer("power", COLUMNS, ROWS[1:]), BRIEF, "en", 80))


def test_an_answer_without_rows_is_its_sentences() -> None:
    said = Answer(
        "gaps", COLUMNS, (), summary=(("gaps.counted", {"n": 0}),), cannot_tell=("gaps.cannot_see",)
    )
    assert len(answer_lines(said, BRIEF, "en", 80, remarks=False)) == 1
    assert len(answer_lines(said, BRIEF, "en", 80)) == 3
