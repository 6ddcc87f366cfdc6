"""The sums behind what passes a supplier, and behind where somebody stands, down to the claims."""

from collections.abc import Mapping
from typing import Any

import pytest

from queries.question import Brief
from queries.show import show
from tests.queries.small import net

PARTIES = ["Importer M NL", "Supplier A IN", "Supplier B IN", "Supplier C IN", "NGO N IN", "TradeUnion U IN"]
TWO_WAYS = (
    "A SUPPLIES M share_of_buyer=0.6",
    "B SUPPLIES M share_of_buyer=0.4",
    "C SUPPLIES A share_of_buyer=0.5",
    "C SUPPLIES B share_of_buyer=1",
)


def numbers(brief: Brief, text: str, what: str) -> list[Mapping[str, Any]]:
    return [row for row in show(brief, text).rows if row["part"] == "number" and row["what"] == what]


def names(brief: Brief, row: Mapping[str, Any]) -> list[str]:
    return [brief.name(node) for node in row["about"]]


def test_what_passes_a_supplier_is_what_each_own_supplier_brings_from_there() -> None:
    brief = Brief(net(PARTIES, *TWO_WAYS))
    whole, *adds = numbers(brief, "M > C", "chain")
    assert sorted(whole["value"].split(" = ")[1].split(" + ")) == ["0.4 x 1", "0.6 x 0.5"]
    assert whole["value"].startswith("0.7 = ")
    told = {tuple(names(brief, row)): (row["value"], row["file"], row["at"]) for row in adds}
    assert told == {
        ("M", "A", "C"): ("0.6 x 0.5", "ties.csv", "2"),
        ("M", "B", "C"): ("0.4 x 1", "ties.csv", "3"),
    }


def test_what_it_sells_itself_is_one_of_the_ways() -> None:
    brief = Brief(net(PARTIES, *TWO_WAYS[:3], "C SUPPLIES M share_of_buyer=0"))
    assert numbers(brief, "M > C", "chain")[0]["value"] == "0.3 = 0.6 x 0.5"
    more = Brief(net(PARTIES, TWO_WAYS[0], TWO_WAYS[2], "C SUPPLIES M share_of_buyer=0.4"))
    assert sorted(row["value"] for row in numbers(more, "M > C", "chain")[1:]) == ["0.4 x 1", "0.6 x 0.5"]


def test_a_missing_share_stands_there_as_two_ends() -> None:
    brief = Brief(net(PARTIES, *TWO_WAYS[:1], "B SUPPLIES M", *TWO_WAYS[2:]))
    whole = numbers(brief, "M > C", "chain")[0]["value"]
    assert whole.startswith("0.3–0.7 = ") and "0–0.4 x 1" in whole


def test_the_way_back_to_the_claims_goes_on_one_step_at_a_time() -> None:
    brief = Brief(net(PARTIES, *TWO_WAYS))
    assert numbers(brief, "A > C", "chain") == []  # only the tie itself
    assert [row["at"] for row in show(brief, "A > C").rows if row["part"] == "tie"] == ["4"]


def test_either_end_may_be_named_first_and_no_way_has_no_sum() -> None:
    brief = Brief(net(PARTIES, *TWO_WAYS))
    assert [row["value"] for row in numbers(brief, "C > M", "chain")] == [
        row["value"] for row in numbers(brief, "M > C", "chain")
    ]
    assert numbers(brief, "A > B", "chain") == []


def test_a_role_stands_with_chance_and_the_pairs_it_is_counted_from() -> None:
    ties = ("M INFLUENCES A strength=high", "A INFLUENCES B strength=high", "A INFLUENCES C strength=high")
    brief = Brief(net(PARTIES, *ties))
    whole, *pairs = numbers(brief, "A", "coordinator")
    assert whole["value"].startswith("2 (")
    told = {(tuple(names(brief, row)), row["at"]) for row in pairs}
    assert told == {(("M", "A", b), at) for b in "BC" for at in ("2", "3" if b == "B" else "4")}


def test_a_hub_shows_some_of_its_pairs() -> None:
    ties = [f"{a} INFLUENCES A strength=high" for a in ("M", "N", "U")]
    parties = [*PARTIES, *(f"Quarry Q{n} IN" for n in range(6))]
    brief = Brief(net(parties, *ties, *(f"A INFLUENCES Q{n} strength=high" for n in range(6))))
    pairs = {tuple(row["about"]) for row in numbers(brief, "A", "gatekeeper")[1:]}
    assert len(pairs) == 5


def test_constraint_stands_with_what_each_partner_adds() -> None:
    """A has half of all with M and half with C, who do not deal with each other: 1/4 + 1/4."""
    brief = Brief(net(PARTIES, "A SUPPLIES M share_of_seller=0.5", "C SUPPLIES A share_of_buyer=0.5"))
    whole, *adds = numbers(brief, "A", "constraint")
    assert whole["value"].startswith("0.5 = ")
    assert {(*names(brief, row), row["value"], row["at"]) for row in adds} == {
        ("M", "0.25 = (0.5 + 0)^2", "2"),
        ("C", "0.25 = (0.5 + 0)^2", "3"),
    }


def test_constraint_adds_what_comes_round() -> None:
    """All three deal alike: (1/2 + 1/2 x 1/2)^2 twice."""
    brief = Brief(net(PARTIES, "A SUPPLIES M share_of_seller=0.5", "C SUPPLIES A share_of_seller=0.5",
                      "C SUPPLIES M share_of_seller=0.5"))  # fmt: skip
    values = [row["value"] for row in numbers(brief, "A", "constraint")]
    assert values[1:] == ["0.56 = (0.5 + 0.25)^2"] * 2


def test_contact_stands_with_the_ties_it_is_counted_on() -> None:
    brief = Brief(net(PARTIES, "M KNOWS N", "N KNOWS U"))
    assert [(row["value"], row["at"]) for row in numbers(brief, "N", "betweenness")] == [
        ("1", "2"),
        ("1", "3"),
    ]


@pytest.mark.parametrize("level", ["team", "participants"])
def test_below_the_team_nothing_is_shown_of_where_an_ngo_stands(level: str) -> None:
    ties = ("M KNOWS N", "N KNOWS U", "M INFLUENCES N strength=high", "N INFLUENCES U strength=high",
            "M FUNDS N share_of_budget=0.5", "A KNOWS M")  # fmt: skip
    brief = Brief(net(PARTIES, *ties, level=level))
    for what in ("betweenness", "liaison", "constraint"):
        assert bool(numbers(brief, "N", what)) is (level == "team")
    assert numbers(brief, "M", "betweenness")
