"""The question who can move things: numbers by hand, what carries them, and when it keeps silent."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from graph.records import source
from graph.words import say
from queries.influence import QUESTION
from queries.question import Answer, Brief
from tests.queries.small import net, node

PARTIES = ["Importer Z NL", "Supplier Y IN", "Quarry Q IN", "WorkerGroup W IN", "NGO N IN"]
CHAIN = ("Q SUPPLIES Y share_of_seller=0.8", "Y SUPPLIES Z share_of_seller=0.5")


def ask(*ties: str, parties: list[str] | None = None, **more: Any) -> tuple[Brief, Answer]:
    brief = Brief(net(parties or PARTIES, *ties, **more))
    return brief, QUESTION.ask(brief)


def row(brief: Brief, answer: Answer, name: str) -> Mapping[str, Any]:
    (found,) = [one for one in answer.rows if one["node"] == node(brief.net, name)]
    return found


def test_a_buyer_moves_its_seller_and_through_it_the_sellers_seller() -> None:
    brief, answer = ask(*CHAIN)
    # Z moves Y for .5, and half of what Y moves: .5 (1 + .5 x .8)
    assert row(brief, answer, "Z")["influence"] == pytest.approx(0.7)
    assert row(brief, answer, "Z")["direct"] == 0.5
    assert row(brief, answer, "Y")["influence"] == pytest.approx(0.8)


def test_one_fact_less_and_the_influence_through_others_is_gone() -> None:
    brief, answer = ask(CHAIN[1])
    assert row(brief, answer, "Z")["influence"] == 0.5


def test_who_moves_nobody_has_no_row() -> None:
    _, answer = ask(*CHAIN)
    assert len(answer.rows) == 2


def test_the_ties_that_carry_most_come_first() -> None:
    ties = (
        "Z INFLUENCES Y strength=low",
        "Z INFLUENCES Q strength=high",
        "Y EMPLOYS W share_of_income=1",
        "Z INFLUENCES N strength=low",
    )
    brief, answer = ask(*ties)
    # Q .9; Y .3 (1 + .5 x 1) = .45; N .3
    assert [brief.name(one) for one in row(brief, answer, "Z")["carried_by"]] == ["Q", "Y", "N"]


@pytest.mark.parametrize(("ties", "computed"), [
    (("Z OWNS Y share=0.5", "Z OWNS Q"), True),            # half is known
    (("Z OWNS Y share=0.5", "Z OWNS Q", "Z OWNS N"), False),
    (("Z OWNS Y",), False),
    (("Z INFLUENCES Y strength=0", "Z OWNS Q"), True),      # a known nothing is known
])  # fmt: skip
def test_it_is_not_worked_out_where_more_than_half_is_missing(ties: tuple[str, ...], computed: bool) -> None:
    brief, answer = ask(*ties)
    found = row(brief, answer, "Z")
    assert (found["influence"] is not None) is computed
    assert (found["remark"] == "not_computed") is not computed
    assert [one.ids for one in answer.unknown] == ([] if computed else [(node(brief.net, "Z"),)])


def test_people_and_names_for_several_are_listed_by_name_and_not_by_what_they_move() -> None:
    parties = [
        "NGO small IN",
        "NGO many IN extent=several",
        "WorkerGroup crew IN",
        "Person boss IN",
        "Supplier Y IN",
        "Quarry Q IN",
    ]
    ties = (
        "small INFLUENCES Y strength=low",
        "many INFLUENCES Y strength=high",
        "many INFLUENCES Q strength=high",
        "crew INFLUENCES Y strength=high",
        "boss INFLUENCES Y strength=high",
    )  # fmt: skip
    brief, answer = ask(*ties, parties=parties)
    assert [(brief.name(r["node"]), r["remark"]) for r in answer.rows] == [
        ("small", ""), ("many", "several"), ("boss", "people"), ("crew", "people"),
    ]  # fmt: skip


def test_it_says_on_how_many_sources_a_number_rests_and_a_copy_is_none() -> None:
    cards = [
        source("s", date="2024"),
        source("copy", date="2024", derived_from="s"),
        source("t", date="2024"),
    ]
    one = "Z INFLUENCES Y strength=low"
    brief, answer = ask(one, f"{one} source=copy", sources=cards)
    assert row(brief, answer, "Z")["roots"] == 1
    assert ("influence.one_source", {"n": 1, "all": 1}) in answer.summary
    brief, answer = ask(one, f"{one} source=t", sources=cards)
    assert row(brief, answer, "Z")["roots"] == 2
    assert "influence.one_source" not in dict(answer.summary)


def test_every_number_leads_to_file_and_row() -> None:
    brief, answer = ask(*CHAIN)
    assert [(e.file, e.at) for e in row(brief, answer, "Z")["evidence"]] == [("ties.csv", "3")]


def test_assumptions_are_told_with_the_answer() -> None:
    _, answer = ask("G REGULATES Q", parties=[*PARTIES, "GovernmentBody G IN"])
    assert "used.REGULATES" in dict(answer.used)


def test_nobody_is_compared_with_anybody() -> None:
    _, answer = ask(*CHAIN)
    comparing = re.compile(
        r"\b(more than|most influen|top|rank|meer dan|belangrijk|invloedrijkst)", re.IGNORECASE
    )
    for lang in ("en", "nl"):
        lines = [*answer.sentences(lang), *(say(f"answers.{key}", lang) for key in answer.cannot_tell)]
        assert lines and not [line for line in lines if comparing.search(line)]


def test_an_empty_map_answers() -> None:
    _, answer = ask(parties=["NGO alone IN"])
    assert answer.rows == ()
    assert list(answer.table.columns) == [column.name for column in answer.columns]
