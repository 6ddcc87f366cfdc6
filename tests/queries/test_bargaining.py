"""Who profits from others lacking options: told where it holds over the band, said where it is sure."""

from typing import Any

import pytest

from graph.settings import Settings
from queries.bargaining import bargainers
from queries.power import QUESTION
from queries.question import Brief
from queries.sure import sureness
from tests.queries.small import net

LINE = [f"Supplier {name} IN" for name in "ABCDE"]


def line(*sources: str, confidence: str = "1") -> list[str]:
    """A - B - C - D - E, each tie as strong: the two at the ends have nowhere else to go."""
    return [
        f"{a} SUPPLIES {b} share_of_seller=0.5 share_of_buyer=0.5 confidence={confidence} source={source}"
        for a, b in ("AB", "BC", "CD", "DE") for source in sources
    ]  # fmt: skip


def brief_of(*ties: str, parties: list[str] | None = None, **more: Any) -> Brief:
    return Brief(net(parties or LINE, *ties, settings=Settings(draws=300), **more))


def told(brief: Brief) -> dict[str, str]:
    return {brief.name(one.node): one.verdict for one in bargainers(brief)}


def test_those_beside_the_ends_of_a_line_profit_most_whatever_beta_is() -> None:
    """Bonacich's powers of a line of five: ends .56 .5 .29, next 1.24 1.33 1.5, middle 1.13 .99 .57."""
    brief = brief_of(*line("s", "t"))
    found = {brief.name(one.node): one for one in bargainers(brief)}
    assert list(found) == ["B", "D", "C"]
    assert found["B"].band == pytest.approx((1.24, 1.5), abs=0.005)
    assert found["C"].band == pytest.approx((0.57, 1.13), abs=0.005)
    assert {one.verdict for one in found.values()} == {"yes"}
    assert (found["B"].rank, found["B"].top) == ((1.5, 1.5), 1.0)
    assert found["B"].between == pytest.approx(found["B"].band)  # every claim is certain


def test_who_is_first_at_one_reach_only_is_not_told() -> None:
    """C and B hang on A, A on E, E on D, and F on D: E stands between two strong ones, F has D alone.

    At kappa .25 and .5 E is third (.96, .67, against F's .52, .43), at .75 F is (.16, against -.02).
    """
    ties = [f"{a} SUPPLIES {b} share_of_seller=0.3 share_of_buyer=0.3 confidence=1"
            for a, b in ("AB", "AC", "AE", "DE", "DF")]  # fmt: skip
    brief = brief_of(*ties, parties=[f"Supplier {name} IN" for name in "ABCDEF"])
    sure = sureness(brief, "bargaining")
    first = {
        kappa: {brief.name(node) for node, own in sure.items if own == kappa and sure.top((node, kappa)) == 1}
        for kappa in (0.25, 0.5, 0.75)
    }
    assert list(first.values()) == [{"A", "D", "E"}, {"A", "D", "E"}, {"A", "D", "F"}]
    assert set(told(brief)) == {"A", "D"}


def test_it_is_said_of_two_sources_remarked_of_one_and_not_said_of_guesses() -> None:
    for ties, key in (
        (line("s", "t"), "power.bargains"),
        (line("s"), "power.bargains_one_source"),
        (line("s", confidence="claimed"), None),
    ):
        brief = brief_of(*ties)
        lines = {key: values for key, values in QUESTION.ask(brief).summary if "bargains" in key}
        assert lines == ({key: {"names": ("B", "C", "D")}} if key else {})
        rows = [row for row in QUESTION.ask(brief).rows if row["table"] == "bargaining"]
        assert [brief.name(row["node"]) for row in rows] == ["B", "D", "C"]


def test_people_and_several_are_not_told() -> None:
    parties = [
        "Supplier A IN",
        "WorkerGroup B IN",
        "Supplier C IN extent=several",
        "Supplier D IN",
        "Supplier E IN",
    ]
    ties = ["A EMPLOYS B share_of_income=0.5", "C EMPLOYS B share_of_income=0.5",
            "C SUPPLIES D share_of_seller=0.5", "D SUPPLIES E share_of_seller=0.5"]  # fmt: skip
    assert told(brief_of(*ties, parties=parties)) == {}  # three have a place, so it says nothing
    more = [*ties, "E SUPPLIES F share_of_seller=0.5", "F SUPPLIES G share_of_seller=0.5"]
    found = told(brief_of(*more, parties=[*parties, "Supplier F IN", "Supplier G IN"]))
    assert found and not {"B", "C"} & set(found)


def test_who_has_too_many_unknown_ties_is_not_told() -> None:
    ties = [*line("s", "t"), "B SUPPLIES F", "B SUPPLIES G", "B SUPPLIES H"]
    brief = brief_of(*ties, parties=[*LINE, *(f"Supplier {name} IN" for name in "FGH")])
    assert "B" not in told(brief)
    assert "D" in told(brief)


def test_a_map_without_trade_says_nothing_of_it() -> None:
    brief = brief_of(parties=["NGO N IN"])
    assert bargainers(brief) == ()
    assert "power.used_bargaining" not in dict(QUESTION.ask(brief).used)
