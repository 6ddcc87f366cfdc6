"""What the map does not know: for each a pair of networks, the gap and its finding there and gone."""

from collections.abc import Sequence

import pytest

from graph.network import network
from graph.records import Claims, Decision, mention, source
from queries.gaps import QUESTION, said
from queries.hearing import hearing
from queries.question import Brief
from queries.rules.gaps import findings
from queries.unknowns import Gap, gaps
from tests.queries.small import claims, net, node

PARTIES = [
    "Quarry Q IN",
    "Supplier Y IN",
    "Supplier Z IN",
    "Importer M NL",
    "Dialogue talk list_complete=yes",
]
TWO = [source("s", date="2024"), source("t", date="2024")]
SHARE = "Q SUPPLIES Y share_of_seller=0.8"
QS = (("Quarry", "IN"), ("Supplier", "NL"), ("", ""))  # the last may be either


def gaps_of(
    what: str,
    *ties: str,
    parties: Sequence[str] = PARTIES,
    decisions: Sequence[Decision] = (),
    level: str = "team",
) -> list[Gap]:
    brief = Brief(net(parties, *ties, sources=TWO, decisions=decisions, level=level))
    return [gap for gap in gaps(brief) if gap.what == what]


def codes(*ties: str, parties: Sequence[str] = PARTIES, decisions: Sequence[Decision] = ()) -> list[str]:
    brief = Brief(net(parties, *ties, sources=TWO, decisions=decisions))
    found = list(findings(hearing(brief)))
    for one in found:  # every sentence can be said in both languages
        assert all(one.sentence(brief, lang) and one.repair(brief, lang) for lang in ("en", "nl"))
    return [one.code + one.variant for one in found]


def test_seats_are_unknown_until_somebody_says_the_list_is_complete() -> None:
    for value, there in (("yes", False), ("no", True), ("unknown", True)):
        parties = ["Quarry Q IN", f"Dialogue talk list_complete={value} held=2021"]
        (*found,) = gaps_of("seats", "Q TAKES_PART_IN talk role=participant status=attended", parties=parties)
        assert [gap.n for gap in found] == ([1] if there else [])
        assert ("G005" in codes(parties=parties)) is there
    assert "G005planned" in codes(parties=["Dialogue talk"])


def test_a_fact_of_one_source_is_counted_until_a_second_one_says_so() -> None:
    (single,) = gaps_of("one_source", SHARE)
    assert (single.relation, single.n, single.of) == ("SUPPLIES", 1, 1)
    assert gaps_of("one_source", SHARE, f"{SHARE} source=t") == []
    assert "G003" in codes(SHARE)
    assert "G003" not in codes(SHARE, f"{SHARE} source=t")


def test_a_copy_is_no_second_source() -> None:
    cards = [source("s", date="2024"), source("t", date="2024", derived_from="s")]
    brief = Brief(net(PARTIES, SHARE, f"{SHARE} source=t", sources=cards))
    assert [gap.n for gap in gaps(brief) if gap.what == "one_source"] == [1]


@pytest.mark.parametrize(("tie", "field", "filled"), [
    ("Q SUPPLIES Y", "share_of_seller", "share_of_seller=0.5"),
    ("Q SUPPLIES Y", "buyer_alternatives", "buyer_alternatives=hard"),
    ("Q INFLUENCES Y", "strength", "strength=low"),
    ("Q KNOWS Y", "trust", "trust=low"),
    ("Q OWNS Y", "share", "share=0.2"),
    ("Q TAKES_PART_IN talk status=invited", "role", "role=participant"),
])  # fmt: skip
def test_a_figure_that_nobody_states_is_missing_until_somebody_does(
    tie: str, field: str, filled: str
) -> None:
    (found,) = [gap for gap in gaps_of("missing", tie) if gap.field == field]
    assert (found.n, found.of) == (1, 1)
    assert field not in {gap.field for gap in gaps_of("missing", f"{tie} {filled}")}


def test_dont_know_is_another_answer_than_nobody_asked() -> None:
    assert [gap.field for gap in gaps_of("dont_know", "Q OWNS Y share=unknown")] == ["share"]
    assert gaps_of("missing", "Q OWNS Y share=unknown") == []


def test_missing_figures_are_counted_per_tie_and_field_with_the_names() -> None:
    brief = Brief(net(PARTIES, "Q OWNS Y", "Z OWNS Y share=0.2", "M OWNS Y"))
    (found,) = [gap for gap in gaps(brief) if gap.what == "missing"]
    assert (found.n, found.of) == (2, 3)
    assert {brief.name(one) for one in found.nodes} == {"Q", "M"}


def test_all_that_is_missing_is_one_finding_until_it_is_filled_in() -> None:
    full = "Q OWNS Y share=0.2"
    assert codes("Q OWNS Y").count("G004") == 1
    assert codes("Q OWNS Y", "M OWNS Y", "Q KNOWS Y").count("G004") == 1
    assert "G004" not in codes(full)


def test_sources_that_differ_are_both_shown_with_who_says_so() -> None:
    other = "Q SUPPLIES Y share_of_seller=0.3 source=t confidence=stated"
    (found,) = gaps_of("differ", SHARE, other)
    assert (found.field, said(found)) == ("share_of_seller", "0.3 / 0.8 (s)")  # t is surer
    assert gaps_of("differ", SHARE, SHARE + " source=t") == []
    assert "G002tie" in codes(SHARE, other)
    assert "G002tie" not in codes(SHARE, SHARE + " source=t")


def test_shares_that_hardly_differ_are_no_disagreement() -> None:
    assert gaps_of("differ", SHARE, "Q SUPPLIES Y share_of_seller=0.75 source=t") == []


def test_a_tie_that_somebody_denies_is_a_disagreement_about_whether_it_is_so() -> None:
    no = "Q SUPPLIES Y share_of_seller=0.8 holds=no source=t"
    assert [gap.field for gap in gaps_of("differ", SHARE, no)] == ["holds"]


def test_a_stakeholder_about_whom_sources_differ() -> None:
    told = claims(["Quarry Q IN area=5"], sources=TWO)
    (mention,) = told.mentions
    other = mention._replace(source="t", fields=mention.fields.replace("5.0", "9.0"))
    brief = Brief(network(Claims((mention, other), (), (), told.sources)))
    assert [gap.field for gap in gaps(brief) if gap.what == "differ"] == ["area"]
    assert "G002" in [one.code for one in findings(hearing(brief))]
    same = Brief(network(Claims((mention, mention._replace(source="t")), (), (), told.sources)))
    assert "G002" not in [one.code for one in findings(hearing(same))]


def test_shares_above_the_whole_are_told_and_shares_of_the_whole_are_not() -> None:
    (found,) = gaps_of("over", SHARE, "Q SUPPLIES Z share_of_seller=0.6")
    assert (found.field, round(found.said[0][1], 9)) == ("share_of_seller", 1.4)
    assert gaps_of("over", SHARE, "Q SUPPLIES Z share_of_seller=0.2") == []
    assert "G001" in codes(SHARE, "Q SUPPLIES Z share_of_seller=0.6")
    assert "G001" not in codes(SHARE, "Q SUPPLIES Z share_of_seller=0.2")


def test_a_decision_sleeps_while_nobody_mentions_the_name_and_is_for_the_team() -> None:
    decided = [Decision("0" * 16, "1" * 16, "same", by="me", a_name="Old", b_name="Older")]
    assert [said(gap) for gap in gaps_of("asleep", decisions=decided)] == ["Old / Older (me)"]
    assert gaps_of("asleep", decisions=decided, level="participants") == []
    assert "G006" in codes(decisions=decided)
    assert "G006" not in codes()


def test_names_that_may_be_one_are_asked_about_until_somebody_decides() -> None:
    either = [mention("s", kind, "Q", country=country) for kind, country in QS]

    def asked(*decisions: Decision) -> tuple[list[int], list[str]]:
        brief = Brief(network(Claims(tuple(either), (), decisions, (source("s"),))))
        found = [gap.n for gap in gaps(brief) if gap.what == "name"]
        return found, [one.code for one in findings(hearing(brief)) if one.code == "G007"]

    quarry, supplier, unclear = (one.key for one in either)
    assert asked() == ([3], ["G007"])
    apart = (Decision(unclear, supplier, "different"), Decision(quarry, supplier, "different"))
    assert asked(Decision(unclear, quarry, "same"), *apart) == ([], [])


def test_a_question_about_a_name_that_may_not_be_seen_is_not_asked() -> None:
    either = [mention("s", kind, "Q", country=country) for kind, country in QS]
    either[0] = either[0]._replace(level="team")
    told = Claims(tuple(either), (), (), (source("s"),))
    assert [g.what for g in gaps(Brief(network(told, level="participants"))) if g.what == "name"] == []


def test_a_group_of_which_nothing_is_known_but_its_name() -> None:
    parties = [*PARTIES, "WorkerGroup W IN"]
    assert len(gaps_of("silent", parties=parties)) == 1
    assert gaps_of("silent", "W AFFECTED_BY water scale=2 state=actual", parties=parties) == []
    assert "G008" in codes(parties=parties)
    assert "G008" not in codes("W AFFECTED_BY water scale=2 state=actual", parties=parties)


def test_a_tie_between_kinds_it_does_not_join() -> None:
    assert [gap.relation for gap in gaps_of("ends", "M EMPLOYS Y")] == ["EMPLOYS"]
    assert gaps_of("ends", SHARE) == []
    assert "G009" in codes("M EMPLOYS Y")
    assert "G009" not in codes(SHARE)


def test_a_further_kind_makes_a_tie_fit() -> None:
    parties = ["GovernmentBody town NL also=Customer", "Supplier Y IN"]
    assert gaps_of("ends", "Y SUPPLIES town", parties=parties) == []
    assert len(gaps_of("ends", "Y SUPPLIES town", parties=["GovernmentBody town NL", "Supplier Y IN"])) == 1


def test_a_name_without_a_kind() -> None:
    assert [gap.n for gap in gaps_of("kind", parties=["? somebody"])] == [1]
    assert gaps_of("kind") == []
    assert "G010" in codes(parties=["? somebody"])
    assert "G010" not in codes()


def test_who_fears_whom_is_nobodys_gap() -> None:
    fear = "W FEARS_REPRISAL_FROM Y"
    parties = [*PARTIES, "WorkerGroup W IN"]
    brief = Brief(net(parties, fear, f"{fear} holds=no source=t", sources=TWO))
    assert not [gap for gap in gaps(brief) if gap.relation == "FEARS_REPRISAL_FROM"]


def test_the_answer_has_a_row_for_each_gap_and_says_what_it_cannot_see() -> None:
    brief = Brief(net([*PARTIES, "WorkerGroup W IN"], SHARE, "M EMPLOYS Y", sources=TWO))
    answer = QUESTION.ask(brief)
    assert len(answer.rows) == len(gaps(brief)) > 4
    assert answer.cannot_tell
    (row,) = [one for one in answer.rows if one["what"] == "ends"]
    assert [(e.file, e.at) for e in row["evidence"]] == [("ties.csv", "3")]
    assert row["ids"] == (node(brief.net, "M"), node(brief.net, "Y"))


def test_an_empty_map_has_no_gaps_it_can_see() -> None:
    assert QUESTION.ask(Brief(net([]))).rows == ()
