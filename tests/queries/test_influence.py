"""The question who can move things: numbers by hand, what carries them, and when it keeps silent."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from graph.records import source
from graph.settings import Settings
from graph.words import say
from queries.console import limits
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
    told = dict(answer.used)
    assert "used.REGULATES" in told
    assert told["used.as_of"] == {"date": "2024"}
    assert told["used.total"] == {"share": "50"}  # b = 0.5 where nobody moves itself through others


def test_nobody_is_compared_with_anybody_where_that_is_not_sure() -> None:
    """Two claimed ties: each is there in half of the draws, so no sentence puts one above another."""
    _, answer = ask(*CHAIN)
    comparing = re.compile(
        r"\b(more than|most influen|top|rank|among|meer dan|belangrijk|invloedrijkst|bij de drie)",
        re.IGNORECASE,
    )
    for lang in ("en", "nl"):
        lines = [*answer.sentences(lang), *(say(f"answers.{key}", lang) for key in answer.cannot_tell)]
        assert lines and not [line for line in lines if comparing.search(line)]


FOUR = [f"NGO {name} IN" for name in "ABCD"] + ["Supplier Y IN"]
SIZES = {"A": 0.9, "B": 0.8, "C": 0.7, "D": 0.1}


def moving(*sources: str) -> list[str]:
    """Four who move Y, each source sure of it."""
    return [f"{who} INFLUENCES Y strength={size} confidence=1 source={source}"
            for who, size in SIZES.items() for source in sources]  # fmt: skip


def test_the_first_three_are_named_where_two_sources_say_so() -> None:
    brief, answer = ask(*moving("s", "t"), parties=FOUR)
    assert dict(answer.summary)["influence.first"] == {"names": ("A", "B", "C")}
    assert "Among the three who can move most: A, B and C." in answer.sentences()
    assert "Bij de drie die het meest in beweging kunnen brengen: A, B en C." in answer.sentences("nl")


def test_the_first_three_of_one_source_are_said_to_rest_on_it() -> None:
    brief, answer = ask(*moving("s"), parties=FOUR)
    assert "influence.first" not in dict(answer.summary)
    assert dict(answer.summary)["influence.first_one_source"] == {"names": ("A", "B", "C")}


def test_one_claim_less_sure_and_its_holder_is_named_no_more() -> None:
    ties = [tie.replace("confidence=1", "confidence=.6") if tie.startswith("C") else tie
            for tie in moving("s", "t")]  # fmt: skip
    _, answer = ask(*ties, parties=FOUR)  # C is there in 84 % of the draws
    assert dict(answer.summary)["influence.first"] == {"names": ("A", "B")}


def test_where_nobody_may_be_named_it_says_so() -> None:
    ties = [tie.replace("confidence=1", "confidence=.3") for tie in moving("s")]
    _, answer = ask(*ties, parties=FOUR)
    assert "influence.nobody_first" in dict(answer.summary)


def test_each_value_stands_with_its_interval_and_its_rank() -> None:
    brief, answer = ask(*moving("s"), "A INFLUENCES B confidence=1", parties=FOUR)
    found = row(brief, answer, "A")
    # .9 on Y, and on B anything from 0 to 1, through which half of B's .8
    assert found["influence"] == pytest.approx(0.9)
    assert found["between"] == pytest.approx((0.9 + 0.05 * 1.4, 0.9 + 0.95 * 1.4), abs=0.05)
    assert (found["rank"], found["top3"]) == ((1, 1), 1.0)
    assert row(brief, answer, "D")["rank"] == (4, 4)
    assert row(brief, answer, "D")["top3"] == 0.0


def test_people_and_several_have_an_interval_and_no_rank() -> None:
    parties = [*FOUR, "WorkerGroup W IN", "NGO many IN extent=several"]
    ties = [*moving("s"), "W INFLUENCES Y strength=high", "many INFLUENCES Y strength=high"]
    brief, answer = ask(*ties, parties=parties)
    for name in ("W", "many"):
        found = row(brief, answer, name)
        assert found["between"] == (0.0, 0.9)
        assert [found[column] for column in ("rank", "top3", "rank_5", "rank_15")] == [None] * 4


def test_what_was_not_worked_out_says_which_inputs_are_missing() -> None:
    brief, answer = ask("Z OWNS Y share=0.5", "Z OWNS Q", "Z INFLUENCES N", "Q SUPPLIES Y")
    found = row(brief, answer, "Z")
    assert (found["influence"], found["between"], found["rank"]) == (None, None, None)
    assert found["lacks"] == ("INFLUENCES.strength", "OWNS.share")
    (unknown, *_) = answer.unknown
    assert unknown.values["inputs"] == ("INFLUENCES.strength", "OWNS.share", "SUPPLIES.share_of_seller")
    assert any("strength (influences)" in line for line in limits(answer, "en"))
    assert any("sterkte (heeft invloed op)" in line for line in limits(answer, "nl"))


def test_the_answer_says_what_was_drawn_and_with_which_seed() -> None:
    _, answer = ask(*CHAIN, settings=Settings(draws=40, seed=9))
    assert dict(answer.used)["sure.drawn"] == {"draws": 40, "seed": 9}
    assert dict(answer.summary)["sure.order"]["draws"] == 40
    _, answer = ask(*CHAIN, settings=Settings(draws=0))
    assert "sure.not_drawn" in dict(answer.used)
    assert [one["between"] for one in answer.rows] == [None, None]
    assert not [key for key, _ in answer.summary if key.startswith("sure.")]


def test_the_same_seed_gives_the_same_answer_and_another_seed_another() -> None:
    ties = (*CHAIN, "Z INFLUENCES N strength=low", "Z OWNS Y")
    one, same, other = (ask(*ties, settings=Settings(draws=50, seed=seed))[1] for seed in (1, 1, 2))
    assert one.rows == same.rows and one.summary == same.summary
    assert one.rows != other.rows


def test_what_a_few_missing_ties_would_change_stands_apart() -> None:
    brief, answer = ask(*moving("s"), parties=[*FOUR, *(f"Supplier {name} IN" for name in "PQRS")])
    assert [values["rate"] for key, values in answer.summary if key == "sure.if_missing"] == [5, 15]
    found = row(brief, answer, "D")
    assert found["rank"] == (4, 4)  # every claim is certain
    assert found["rank_15"][0] < 4  # but with one more tie it may be higher


def test_an_empty_map_answers() -> None:
    _, answer = ask(parties=["NGO alone IN"])
    assert answer.rows == ()
    assert list(answer.table.columns) == [column.name for column in answer.columns]
