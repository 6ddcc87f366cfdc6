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


def test_the_answer_tells_every_rule_that_was_used() -> None:
    ties = (STUCK, "Z SUPPLIES Y value=5", "Y REGULATES M permit=yes", "Y REGULATES Z permit=unknown")
    told = dict(QUESTION.ask(brief_of(*ties)).used)
    assert {key: told[key] for key in list(told)[:6]} == {
        "used.dependence": {},
        "used.permit": {"n": 1},
        "used.concentration": {},
        "used.exchange": {},
        "used.values": {"n": 1},  # all that Z sells; of what Y buys, a share is stated
        "used.as_of": {"date": "2024"},
    }
    assert "used.permit" not in dict(QUESTION.ask(brief_of(STUCK)).used)


def test_pairs_of_which_nothing_is_known_are_counted_and_not_listed() -> None:
    answer = QUESTION.ask(brief_of("Q SUPPLIES Y"))
    assert [row for row in answer.rows if row["table"] == "dependence"] == []
    assert [(one.what, one.values["n"]) for one in answer.unknown] == [
        ("dependence", 2),
        ("power_over", 2),
        ("concentration", 2),
    ]


# -- how sure, and who others depend on ---------------------------------------------------------------

BOTH = "share_of_seller=0.8 seller_alternatives=none share_of_buyer=0.1 buyer_alternatives=easy"


def test_one_sidedness_is_said_where_two_sources_say_so_and_not_otherwise() -> None:
    two = [f"Q SUPPLIES Y {BOTH} confidence=documented source={source}" for source in "st"]
    for ties, verdict, key in (
        (two, "yes", "power.one_sided"),
        (two[:1], "one_source", "power.one_sided_one_source"),
        ([two[0].replace("documented", "claimed")], "not_said", ""),
        ([tie.replace("=0.8", "=0.01") for tie in two], "not_said", ""),  # .01 each way
    ):
        brief = brief_of(*ties)
        assert rows(brief, "dependence")["Q", "Y"]["more"] == verdict
        assert rows(brief, "dependence")["Y", "Q"]["more"] == "not_said"
        keys = [one for one, _ in QUESTION.ask(brief).summary if one.startswith("power.one_sided")]
        assert keys == ([key] if key else [])


def test_dependence_stands_with_its_two_ends_and_with_the_draws() -> None:
    row = rows(brief_of("Q SUPPLIES Y share_of_seller=0.8 confidence=1"), "dependence")["Q", "Y"]
    assert row["value"] == (0.0, 0.8)
    assert row["between"] == pytest.approx((0.04, 0.76), abs=0.03)  # evenly between its ends
    assert row["lacks"] == ("SUPPLIES.seller_alternatives",)
    assert row["more"] is None  # of the other way nothing is known


def powers(brief: Brief) -> dict[str, Mapping[str, Any]]:
    found = [row for row in QUESTION.ask(brief).rows if row["table"] == "power_over"]
    return {brief.name(row["node"]): row for row in found}


def test_what_others_depend_on_somebody_for_is_added_up_with_how_sure_it_is() -> None:
    ties = ("Q SUPPLIES Y share_of_seller=0.8 seller_alternatives=none confidence=1",
            "Z SUPPLIES Y share_of_seller=0.5 seller_alternatives=none confidence=stated",
            "Y EMPLOYS W share_of_income=0.6 worker_alternatives=none confidence=1")  # fmt: skip
    row = powers(brief_of(*ties))["Y"]
    assert row["value"] == pytest.approx((1.9, 1.9))
    assert row["between"] == pytest.approx((1.4, 1.9))
    assert (row["rank"], row["remark"], row["roots"]) == ((1, 1), "", 1)
    assert len(row["evidence"]) == 3


def test_people_on_whom_others_depend_are_listed_by_name_and_not_ranked() -> None:
    parties = [*PARTIES, "WorkerGroup A IN", "Importer N NL extent=several"]
    full = "share_of_income=0.1 worker_alternatives=none share_of_workforce={} employer_alternatives=none"
    brief = brief_of(
        f"Y EMPLOYS W {full.format(0.3)}", f"Y EMPLOYS A {full.format(0.7)}",
        "Q SUPPLIES N share_of_seller=0.9 seller_alternatives=none share_of_buyer=0 buyer_alternatives=none",
        parties=parties,
    )  # fmt: skip
    found = powers(brief)
    assert [(name, row["remark"], row["rank"] is None) for name, row in found.items()] == [
        ("Y", "", False), ("Q", "", False), ("N", "several", True),
        ("A", "people", True), ("W", "people", True),
    ]  # fmt: skip


def test_power_is_not_added_up_where_more_than_half_is_not_known() -> None:
    brief = brief_of(
        "Q SUPPLIES Y share_of_seller=0.8 seller_alternatives=none", "Z SUPPLIES Y", "M SUPPLIES Y"
    )
    row = powers(brief)["Y"]
    assert (row["value"], row["between"], row["rank"], row["remark"]) == (None, None, None, "not_computed")
    assert row["lacks"] == ("SUPPLIES.seller_alternatives", "SUPPLIES.share_of_seller")
    (told,) = [one for one in QUESTION.ask(brief).unknown if one.what == "power_over"]
    assert node(brief.net, "Y") in told.ids
    assert "SUPPLIES.share_of_seller" in told.values["inputs"]  # type: ignore[operator]


def test_concentration_is_ranked_among_sides_of_its_sort() -> None:
    sold = (("Q", "Y", 0.9), ("Q", "Z", 0.1), ("M", "Y", 0.5), ("M", "Z", 0.5))
    ties = (f"{a} SUPPLIES {b} share_of_seller={share} confidence=1" for a, b, share in sold)
    found = rows(brief_of(*ties), "concentration")
    assert (found["Q", "sales"]["rank"], found["M", "sales"]["rank"]) == ((1, 1), (2, 2))
    assert found["Q", "sales"]["between"] == pytest.approx((0.82, 0.82))


def test_the_answer_says_what_was_drawn() -> None:
    used = dict(QUESTION.ask(brief_of(STUCK)).used)
    assert used["sure.drawn"] == {"draws": 1000, "seed": 1}
    assert used["sure.rule"] == {"share": 90}


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
