"""The question who depends on whom, and the findings P006 and C001, each with its minimal pair."""

from collections.abc import Mapping
from typing import Any

import pytest

from queries.concentration import concentrations
from queries.hearing import hearing
from queries.power import QUESTION
from queries.question import Brief, Finding, Guests
from queries.rules.power import findings
from tests.queries.small import net, node

PARTIES = ["Quarry Q IN", "Supplier Y IN", "Supplier Z IN", "WorkerGroup W IN", "Importer M NL"]
STUCK = "Q SUPPLIES Y share_of_seller=0.8 seller_alternatives=none share_of_buyer=0.1 buyer_alternatives=easy"


def brief_of(*ties: str, parties: list[str] | None = None) -> Brief:
    return Brief(net(parties or PARTIES, *ties))


def rows(brief: Brief, table: str) -> dict[tuple[str, str], Mapping[str, Any]]:
    """By who, and on whom (dependence) or for what (concentration)."""
    found = [row for row in QUESTION.ask(brief).rows if row["table"] == table]
    return {
        (brief.name(row["node"]), brief.name(row["on"]) if table == "dependence" else row["means"]): row
        for row in found
    }


def codes(brief: Brief) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for one in findings(hearing(brief)):
        found.setdefault(one.code + one.variant, []).append(one)
    return found


def test_a_pair_is_told_both_ways_with_the_difference_and_what_it_rests_on() -> None:
    row = rows(brief_of(STUCK), "dependence")["Q", "Y"]
    assert (row["value"], row["means"], row["share"], row["elsewhere"]) == (
        (0.8, 0.8),
        "sales",
        (0.8, 0.8),
        (0.0, 0.0),
    )
    assert row["back"] == pytest.approx((0.01, 0.01))  # .1 x (1 - .9)
    assert row["imbalance"] == pytest.approx((0.79, 0.79))
    assert row["mutual"] == pytest.approx((0.81, 0.81))
    assert [(e.file, e.at) for e in row["evidence"]] == [("ties.csv", "2")]
    assert row["roots"] == 1


def test_the_other_way_is_unknown_where_no_tie_tells_it() -> None:
    row = rows(brief_of("Y ADVANCES_CREDIT_TO W share_of_credit=0.8 debtor_alternatives=none"), "dependence")[
        "W", "Y"
    ]
    assert (row["back"], row["imbalance"]) == (None, None)


def test_pairs_of_which_nothing_is_known_are_counted_and_not_listed() -> None:
    answer = QUESTION.ask(brief_of("Q SUPPLIES Y"))
    assert [row for row in answer.rows if row["table"] == "dependence"] == []
    assert [(one.what, one.values["n"]) for one in answer.unknown] == [
        ("dependence", 2),
        ("concentration", 2),
    ]


def test_people_are_in_it() -> None:
    brief = brief_of("Y EMPLOYS W share_of_income=0.9 worker_alternatives=hard")
    assert rows(brief, "dependence")["W", "Y"]["value"] == pytest.approx((0.63, 0.63))


def test_concentration_of_three_quarters_and_one() -> None:
    row = rows(
        brief_of("Q SUPPLIES Y share_of_seller=0.75", "Q SUPPLIES Z share_of_seller=0.25"), "concentration"
    )["Q", "sales"]
    assert row["value"] == (0.625, 0.625)
    assert row["partners"] == pytest.approx((1.6, 1.6))
    assert (row["share"], row["unaccounted"]) == ((0.75, 0.75), 0.0)


def test_what_is_not_accounted_for_widens_it() -> None:
    row = rows(brief_of("Q SUPPLIES Y share_of_seller=0.5"), "concentration")["Q", "sales"]
    assert row["value"] == (0.25, 0.5)  # the other half: countless others, or one
    assert row["partners"] == (2.0, 4.0)
    assert row["unaccounted"] == 0.5


def test_a_name_for_several_may_be_countless_partners() -> None:
    parties = ["Quarry Q IN", "Supplier many IN extent=several"]
    row = rows(brief_of("Q SUPPLIES many share_of_seller=1", parties=parties), "concentration")["Q", "sales"]
    assert row["value"] == (0.0, 1.0)
    assert row["partners"] == (1.0, None)


@pytest.mark.parametrize(("ties", "there"), [
    (("Q SUPPLIES Y share_of_seller=0.5", "Q SUPPLIES Z"), True),
    (("Q SUPPLIES Y share_of_seller=0.5", "Q SUPPLIES Z", "Q SUPPLIES M"), False),
])  # fmt: skip
def test_concentration_is_not_worked_out_where_more_than_half_is_missing(
    ties: tuple[str, ...], there: bool
) -> None:
    assert (("Q", "sales") in rows(brief_of(*ties), "concentration")) is there


def test_the_normalised_index_is_there_only_where_all_is_known() -> None:
    def of(*ties: str) -> float | None:
        return next(one.normalised for one in concentrations(brief_of(*ties)) if one.total.means == "sales")

    assert of("Q SUPPLIES Y share_of_seller=0.75", "Q SUPPLIES Z share_of_seller=0.25") == pytest.approx(0.25)
    assert of("Q SUPPLIES Y share_of_seller=0.5", "Q SUPPLIES Z share_of_seller=0.25") is None
    assert of("Q SUPPLIES Y share_of_seller=1") is None  # one partner


def test_p006_one_sided_dependence_and_gone_when_the_other_needs_it_too() -> None:
    (found,) = codes(brief_of(STUCK))["P006"]
    assert (found.severity, found.sure) == ("medium", "claimed")
    both = STUCK.replace(
        "share_of_buyer=0.1 buyer_alternatives=easy", "share_of_buyer=0.8 buyer_alternatives=none"
    )
    assert "P006" not in codes(brief_of(both))


def test_p006_is_gone_when_there_is_another_way() -> None:
    assert "P006" not in codes(
        brief_of(STUCK.replace("seller_alternatives=none", "seller_alternatives=easy"))
    )


def test_p006_is_not_said_while_it_is_only_possible() -> None:
    assert "P006" not in codes(brief_of(STUCK.replace("seller_alternatives=none ", "")))


def test_p006_asks_where_nobody_says_how_much_the_other_needs_it() -> None:
    found = codes(brief_of("Q SUPPLIES Y share_of_seller=0.8 seller_alternatives=none"))
    assert [one.severity for one in found["P006unclear"]] == ["note"]
    assert "P006" not in found


def test_p006_is_graver_for_people() -> None:
    workers = "share_of_income=0.9 worker_alternatives=none"
    tie = f"Y EMPLOYS W {workers} share_of_workforce=0.9 employer_alternatives=easy"
    assert [one.severity for one in codes(brief_of(tie))["P006"]] == ["high"]


@pytest.mark.parametrize(("guest", "severity"), [("Y", "medium"), ("Z", "note")])
def test_p006_is_a_note_where_the_stronger_party_is_not_on_the_list(guest: str, severity: str) -> None:
    map_only = brief_of(STUCK)
    listed = Brief(map_only.net, Guests("", "", (node(map_only.net, guest),), complete=True))
    assert [one.severity for one in codes(listed)["P006"]] == [severity]


def test_p006_leaves_guests_of_one_session_to_p004() -> None:
    map_only = brief_of(STUCK)
    both = tuple(node(map_only.net, name) for name in "QY")
    assert "P006" not in codes(Brief(map_only.net, Guests("", "", both, complete=True)))


def test_p006_is_not_said_of_a_name_for_several() -> None:
    parties = ["Quarry Q IN", "Supplier Y IN extent=several"]
    assert codes(brief_of(STUCK, parties=parties)) == {}
    assert "P006" in codes(brief_of(STUCK, parties=["Quarry Q IN", "Supplier Y IN extent=one"]))


def test_p006_never_names_somebody_who_cannot_be_asked_safely() -> None:
    parties = ["Quarry Q IN safe_to_invite=no", "Supplier Y IN"]
    assert "P006" not in codes(brief_of(STUCK, parties=parties))


def test_c001_concentration_and_gone_with_a_second_partner_of_that_size() -> None:
    one = (
        "Y SUPPLIES M share_of_buyer=0.8 buyer_alternatives=some"
        " share_of_seller=0.2 seller_alternatives=easy",
    )
    found = codes(brief_of(*one))
    assert [f.nodes["Y"] for f in found["C001"]] == [node(net(PARTIES, *one), "Y")]
    half = ("Y SUPPLIES M share_of_buyer=0.5", "Z SUPPLIES M share_of_buyer=0.5")
    assert "C001" not in codes(brief_of(*half))


def test_c001_is_not_said_beside_p006_of_the_same_two() -> None:
    assert set(codes(brief_of(STUCK))) == {"P006"}


def test_sentences_name_both_and_hold_at_most_one_number() -> None:
    brief = brief_of(STUCK, "Z SUPPLIES M share_of_buyer=0.8")
    said = [one for same in codes(brief).values() for one in same]
    assert len(said) == 2
    for one in said:
        for lang in ("en", "nl"):
            words = one.sentence(brief, lang) + one.repair(brief, lang)
            assert "{" not in words and "@" not in words
            assert brief.name(str(one.nodes["X"])) in one.sentence(brief, lang)


def test_an_empty_map_answers() -> None:
    answer = QUESTION.ask(brief_of(parties=["NGO alone IN"]))
    assert (answer.rows, answer.unknown) == ((), ())
