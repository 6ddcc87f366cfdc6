"""The question what lies behind a supplier: by hand, and against pieces followed one by one."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import AantafelError
from graph.records import source
from queries.chain import QUESTION
from queries.console import answer_lines
from queries.power import QUESTION as POWER
from queries.question import Answer, Brief
from queries.register import brief as asked
from queries.upstream import MOST_SUPPLIERS, upstream
from tests.oracle.passing import Pair, divisions, passes
from tests.queries.small import net, node

PARTIES = ["Importer M NL", "Supplier A IN", "Supplier B IN", "Supplier C IN", "Quarry Q IN", "Quarry R IN"]
# M buys 60 % from A and 40 % from B; A buys half from C, B all of it; C has it from Q.
TWO_WAYS = (
    "A SUPPLIES M share_of_buyer=0.6",
    "B SUPPLIES M share_of_buyer=0.4",
    "C SUPPLIES A share_of_buyer=0.5",
    "C SUPPLIES B share_of_buyer=1",
    "Q SUPPLIES C share_of_buyer=1",
)


def brief_of(*ties: str, parties: list[str] | None = None, **more: Any) -> Brief:
    return Brief(net(parties or PARTIES, *ties, **more))


def rows(answer: Answer, brief: Brief, table: str = "behind", of: str = "M") -> dict[Any, Mapping[str, Any]]:
    """By supplier, or by number of steps for the tiers."""
    found = [row for row in answer.rows if row["table"] == table and brief.name(row["node"]) == of]
    return {row["tier"] if table == "tier" else brief.name(row["supplier"]): row for row in found}


def behind(*ties: str, of: str = "M", **more: Any) -> dict[Any, Mapping[str, Any]]:
    brief = brief_of(*ties, **more)
    return rows(QUESTION.ask(brief), brief, of=of)


def value(row: Mapping[str, Any]) -> tuple[float, float]:
    low, high = row["value"]
    return float(low), float(high)


# -- how much passes whom --------------------------------------------------------------------------------


def test_two_ways_to_one_supplier_are_added_up() -> None:
    """.6 x .5 + .4 x 1 = .7 passes C, and all that passes C comes from Q."""
    found = behind(*TWO_WAYS)
    assert {name: (row["tier"], *row["value"]) for name, row in found.items()} == {
        "A": (1, 0.6, 0.6),
        "B": (1, 0.4, 0.4),
        "C": (2, pytest.approx(0.7), pytest.approx(0.7)),
        "Q": (3, pytest.approx(0.7), pytest.approx(0.7)),
    }


def test_the_way_that_carries_most_is_told_with_what_it_carries() -> None:
    """By way of B .4 x 1, by way of A .6 x .5 = .3."""
    brief = brief_of(*TWO_WAYS)
    row = rows(QUESTION.ask(brief), brief)["Q"]
    assert [brief.name(one) for one in row["path"]] == ["B", "C"]
    assert row["carries"] == (0.4, 0.4)


def test_what_the_buyer_buys_itself_stands_beside_what_passes() -> None:
    """R sells M 10 % itself, and A, from whom M has the rest, buys all from R."""
    row = behind(
        "A SUPPLIES M share_of_buyer=0.9", "R SUPPLIES M share_of_buyer=0.1", "R SUPPLIES A share_of_buyer=1"
    )["R"]
    assert (row["tier"], row["share"]) == (1, (0.1, 0.1))
    assert row["value"] == (1.0, 1.0)
    assert behind(*TWO_WAYS)["C"]["share"] is None


def test_a_missing_share_gives_two_ends_of_what_the_others_leave() -> None:
    """Nobody says what M buys from B, beside 60 % from A: nothing, to 40 %; so .3 to .7 passes C."""
    found = behind(*TWO_WAYS[:1], "B SUPPLIES M", *TWO_WAYS[2:])
    assert value(found["B"]) == pytest.approx((0.0, 0.4))
    assert value(found["C"]) == pytest.approx((0.3, 0.7))


def test_two_missing_shares_cannot_both_be_all_that_is_left() -> None:
    """Both A and B may sell M everything, and both buy half from C: half passes C at most, not all."""
    found = behind(
        "A SUPPLIES M", "B SUPPLIES M", "C SUPPLIES A share_of_buyer=0.5", "C SUPPLIES B share_of_buyer=0.5"
    )
    assert value(found["C"]) == pytest.approx((0.0, 0.5))


def test_a_way_of_which_no_share_is_known_is_still_a_way() -> None:
    brief = brief_of("A SUPPLIES M", "Q SUPPLIES A")
    row = rows(QUESTION.ask(brief), brief)["Q"]
    assert (row["tier"], row["value"], row["carries"]) == (2, (0.0, 1.0), (0.0, 1.0))
    assert [brief.name(one) for one in row["path"]] == ["A"]


def test_a_known_way_goes_before_one_that_may_carry_more() -> None:
    brief = brief_of("A SUPPLIES M share_of_buyer=0.1", "B SUPPLIES M", *TWO_WAYS[2:])
    assert [brief.name(one) for one in rows(QUESTION.ask(brief), brief)["C"]["path"]] == ["A"]


@pytest.mark.parametrize("tie", [
    "A SUPPLIES M share_of_buyer=0.6 holds=no", "A SUPPLIES M share_of_buyer=0",
    "A SUPPLIES M share_of_buyer=0.6 until=2020",
])  # fmt: skip
def test_what_is_denied_nothing_or_over_is_no_supply(tie: str) -> None:
    assert behind(tie, *TWO_WAYS[2:]) == {}


def test_direction_is_from_the_buyer_back() -> None:
    assert set(behind(*TWO_WAYS, of="M")) == {"A", "B", "C", "Q"}
    assert behind("M SUPPLIES A share_of_seller=0.9 share_of_buyer=0.9") == {}


def test_the_sellers_share_is_not_taken_for_the_buyers() -> None:
    assert value(behind("A SUPPLIES M share_of_seller=0.9 share_of_buyer=0.2")["A"]) == (0.2, 0.2)


# -- gates, tiers, circles -------------------------------------------------------------------------------


def test_everything_known_from_the_quarry_passes_one_gate() -> None:
    brief = brief_of(*TWO_WAYS)
    found = rows(QUESTION.ask(brief), brief)
    assert brief.name(found["Q"]["gate"]) == "C"
    assert found["C"]["gate"] is None  # by way of A and of B
    assert found["A"]["gate"] is None


def test_a_name_for_several_is_no_gate_and_the_next_one_is() -> None:
    """Q - many - C - {A, B} - M: "many" may be any number of doors."""
    parties = [*PARTIES, "Supplier many IN extent=several"]
    ties = (*TWO_WAYS[:4], "many SUPPLIES C share_of_buyer=1", "Q SUPPLIES many share_of_buyer=1")
    brief = brief_of(*ties, parties=parties)
    found = rows(QUESTION.ask(brief), brief)
    assert brief.name(found["Q"]["gate"]) == "C"
    assert found["many"]["remark"] == "several"


def test_concentration_is_told_for_each_tier() -> None:
    """One step back .6 and .4: .52.  Two back .7 at C, and .3 unknown: .49 to .49 + .42 + .09."""
    brief = brief_of(*TWO_WAYS)
    tiers = rows(QUESTION.ask(brief), brief, "tier")
    assert [(number, row["n"]) for number, row in tiers.items()] == [(1, 2), (2, 1), (3, 1)]
    assert value(tiers[1]) == pytest.approx((0.52, 0.52))
    assert value(tiers[2]) == pytest.approx((0.49, 1.0))
    assert tiers[2]["unaccounted"] == pytest.approx((0.3, 0.3))
    assert tiers[2]["partners"] == pytest.approx((1.0, 1 / 0.49))


def test_what_came_out_of_the_ground_is_not_missing_a_tier_further_back() -> None:
    """Half of M's stone is the quarry's own: of what is two steps back, all is accounted for."""
    brief = brief_of(
        "Q SUPPLIES M share_of_buyer=0.5", "A SUPPLIES M share_of_buyer=0.5", "R SUPPLIES A share_of_buyer=1"
    )
    tiers = rows(QUESTION.ask(brief), brief, "tier")
    assert tiers[2]["unaccounted"] == (0.0, 0.0)
    assert tiers[2]["value"] == (1.0, 1.0)


def test_the_first_tier_is_as_concentrated_as_power_says() -> None:
    brief = brief_of("A SUPPLIES M share_of_buyer=0.6", "B SUPPLIES M share_of_buyer=0.1", "C SUPPLIES M")
    (row,) = [r for r in POWER.ask(brief).rows if r["table"] == "concentration" and r["means"] == "purchases"]
    assert value(rows(QUESTION.ask(brief), brief, "tier")[1]) == pytest.approx(row["value"])


def test_a_tier_that_is_mostly_unknown_has_no_concentration() -> None:
    """Two steps back .3 of all is known, .7 is not."""
    brief = brief_of("A SUPPLIES M share_of_buyer=0.6", "C SUPPLIES A share_of_buyer=0.5")
    assert rows(QUESTION.ask(brief), brief, "tier")[2]["value"] is None


def test_a_circle_is_told_and_counts_once() -> None:
    """A and B supply each other: of all M buys, all passes A and half passes B, however often."""
    brief = brief_of(
        "A SUPPLIES M share_of_buyer=1", "B SUPPLIES A share_of_buyer=0.5", "A SUPPLIES B share_of_buyer=1"
    )
    answer = QUESTION.ask(brief)
    assert {name: value(row) for name, row in rows(answer, brief).items()} == {"A": (1, 1), "B": (0.5, 0.5)}
    assert any("A / B" in said for said in answer.sentences("en"))
    assert "chain.used_circles" in [key for key, _ in answer.used]
    assert "chain.used_circles" not in [key for key, _ in QUESTION.ask(brief_of(*TWO_WAYS)).used]


def test_a_buyer_in_a_circle_is_not_its_own_supplier() -> None:
    assert set(behind("A SUPPLIES M share_of_buyer=1", "M SUPPLIES A share_of_buyer=0.5")) == {"A"}


# -- what is not known -----------------------------------------------------------------------------------


def test_where_nobody_says_where_somebody_buys_the_row_is_unknown_and_never_zero() -> None:
    brief = brief_of("A SUPPLIES M share_of_buyer=0.6", "B SUPPLIES A share_of_buyer=1")
    answer = QUESTION.ask(brief)
    unknown = rows(answer, brief, "unknown")
    assert {name: (row["tier"], value(row)) for name, row in unknown.items()} == {"B": (2, (0.6, 0.6))}
    assert {one.why: one.values["n"] for one in answer.unknown} == {"chain.silent": 1}
    assert rows(answer, brief)["B"]["unaccounted"] == (1.0, 1.0)


def test_a_quarry_is_where_it_comes_from_and_not_unknown() -> None:
    brief = brief_of("Q SUPPLIES M share_of_buyer=1")
    answer = QUESTION.ask(brief)
    assert rows(answer, brief, "unknown") == {}
    assert (answer.unknown, rows(answer, brief)["Q"]["unaccounted"]) == ((), None)


def test_a_buyer_of_whom_no_supplier_is_known_is_unknown() -> None:
    brief = brief_of("Q SUPPLIES A share_of_buyer=1")
    answer = QUESTION.ask(brief)
    assert {name: row["tier"] for name, row in rows(answer, brief, "unknown").items()} == {"M": 0}
    assert [one.why for one in answer.unknown] == ["chain.no_suppliers"]


@pytest.mark.parametrize(("ties", "low", "high"), [
    (TWO_WAYS, 0.3, 0.3),  # of A's half nobody says where
    ((*TWO_WAYS[:3], "Q SUPPLIES C share_of_buyer=1"), 0.7, 0.7),  # and of all that B sells
    ((*TWO_WAYS[:4], "Q SUPPLIES C"), 0.3, 1.0),  # C may have all of it from Q, or nothing
])  # fmt: skip
def test_how_much_has_no_known_origin_is_told(ties: tuple[str, ...], low: float, high: float) -> None:
    brief = brief_of(*ties)
    ends = upstream(brief).behind(node(brief.net, "M")).unaccounted
    assert tuple(ends) == pytest.approx((low, high))


def test_a_party_without_any_known_tie_to_the_buyer_is_not_met() -> None:
    def remarks(*more: str) -> dict[str, str]:
        return {name: row["remark"] for name, row in behind(*TWO_WAYS, *more).items()}

    assert remarks() == {"A": "", "B": "", "C": "not_met", "Q": "not_met"}
    assert remarks("M INSPECTS C")["C"] == remarks("C KNOWS M")["C"] == ""
    assert remarks("M FEARS_REPRISAL_FROM C")["C"] == "not_met"  # what is sensitive shows nowhere


# -- who is asked about ----------------------------------------------------------------------------------


def test_importers_and_customers_are_asked_about_unless_somebody_is_named() -> None:
    small = net(["Customer K NL", "GovernmentBody G NL also=Customer", *PARTIES], *TWO_WAYS,
                "M SUPPLIES K share_of_buyer=1", "M SUPPLIES G share_of_buyer=0.5")  # fmt: skip
    brief = Brief(small)
    found = {brief.name(row["node"]) for row in QUESTION.ask(brief).rows}
    assert found == {"K", "G", "M"}
    one = asked(small, about="a")
    assert {one.name(row["node"]) for row in QUESTION.ask(one).rows} == {"A"}
    assert set(rows(QUESTION.ask(one), one, of="A")) == {"C", "Q"}


def test_nobody_of_that_name_is_an_error_with_near_names() -> None:
    with pytest.raises(AantafelError, match="Quarry"):
        asked(net(["Quarry Quarry_A IN"]), about="Quary A")


def test_a_named_buyer_gets_sentences_in_both_languages() -> None:
    small = net(PARTIES, *TWO_WAYS)
    answer = QUESTION.ask(asked(small, about="M"))
    for lang in ("en", "nl"):
        said = answer.sentences(lang)
        assert any("30 %" in one and "M" in one for one in said)  # nobody says where
        assert any("70 %" in one and "C" in one for one in said)  # passes C, whom M does not know
        assert not any("{" in one for one in said)


def test_at_least_is_rounded_down() -> None:
    small = net(PARTIES, "A SUPPLIES M share_of_buyer=0.6", "C SUPPLIES A share_of_buyer=0.999")
    (said,) = [s for s in QUESTION.ask(asked(small, about="M")).sentences() if "passes C" in s]
    assert "59 %" in said  # .5994


def test_below_its_level_a_supplier_does_not_exist_and_the_chain_ends_before_it() -> None:
    parties = [p + " level=team" if p.startswith("Supplier C") else p for p in PARTIES]
    brief = brief_of(*TWO_WAYS, parties=parties, level="participants")
    answer = QUESTION.ask(brief)
    assert set(rows(answer, brief)) == {"A", "B"}
    assert set(rows(answer, brief, "unknown")) == {"A", "B"}
    assert "C" not in " ".join(answer_lines(answer, brief, "en", 0)).split()


def test_each_row_stands_on_the_claims_of_its_way() -> None:
    row = behind(*TWO_WAYS, sources=[source("s", date="2024")])["Q"]
    assert [(one.file, one.at) for one in row["evidence"]] == [("ties.csv", at) for at in ("3", "5", "6")]
    assert row["roots"] == 1


def test_more_suppliers_than_are_worked_out_are_counted() -> None:
    many = [f"Supplier S{n} IN" for n in range(MOST_SUPPLIERS + 5)]
    ties = [f"S{n} SUPPLIES A" for n in range(MOST_SUPPLIERS + 5)]
    brief = brief_of("A SUPPLIES M share_of_buyer=1", *ties, parties=[*PARTIES, *many])
    answer = QUESTION.ask(brief)
    assert len(rows(answer, brief)) == MOST_SUPPLIERS
    assert {one.why: one.values["n"] for one in answer.unknown}["chain.left_out"] == 6


def test_an_empty_map_answers() -> None:
    answer = QUESTION.ask(brief_of(parties=["NGO alone IN"]))
    assert (answer.rows, answer.unknown) == ((), ())
    assert answer.sentences("en") and answer.sentences("nl")


# -- against pieces followed one by one ------------------------------------------------------------------

NAMES = "MABQ"
SUPPLIES = st.dictionaries(
    st.tuples(st.sampled_from("MAB"), st.sampled_from("ABQ")).filter(lambda pair: pair[0] != pair[1]),
    st.sampled_from([None, None, 0.25, 0.5, 1.0]),
    max_size=6,
)


def told(ties: dict[tuple[str, str], float | None]) -> tuple[dict[Pair, float], set[Pair]]:
    """The known parts, scaled down where they claim too much, and who may sell what is left."""
    at = {name: row for row, name in enumerate(NAMES)}
    whole = {b: sum(share or 0 for (other, _), share in ties.items() if other == b) for b, _ in ties}
    known = {(at[b], at[s]): share / max(whole[b], 1) for (b, s), share in ties.items() if share}
    return known, {(at[b], at[s]) for (b, s), share in ties.items() if share is None}


@given(SUPPLIES)
def test_every_number_lies_where_following_each_piece_puts_it(
    ties: dict[tuple[str, str], float | None],
) -> None:
    lines = [
        f"{supplier} SUPPLIES {buyer}" + (f" share_of_buyer={share}" if share is not None else "")
        for (buyer, supplier), share in ties.items()
    ]
    found = behind(*lines)
    known, open_ = told(ties)
    every = list(divisions(known, open_, pieces=1))
    for row, name in enumerate(NAMES[1:], 1):
        possible = [passes(parts, 0, row) for parts in every]
        ends = value(found[name]) if name in found else (0.0, 0.0)
        assert ends == pytest.approx((min(possible), max(possible)), abs=1e-6)


@given(SUPPLIES)
def test_what_a_buyer_gets_comes_out_of_the_ground_or_from_nobody_knows_where(
    ties: dict[tuple[str, str], float | None],
) -> None:
    """All shares known and no circle: what passes quarries and what is not accounted for make the whole."""
    order = "MABQ"
    lines = [
        f"{supplier} SUPPLIES {buyer} share_of_buyer={share}"
        for (buyer, supplier), share in ties.items()
        if share is not None and order.index(buyer) < order.index(supplier)
    ]
    brief = brief_of(*lines)
    one = upstream(brief).behind(node(brief.net, "M"))
    quarried = sum(s.value.low for s in one.suppliers if brief.name(s.node) == "Q")
    assert quarried + one.unaccounted.low == pytest.approx(1.0)
