"""Everything behind a stakeholder, a tie, a pair or a finding; nothing sensitive unless asked for."""

from collections.abc import Mapping
from typing import Any

import pytest

from graph.errors import AantafelError
from graph.naming import NameNotFoundError
from graph.network import network
from graph.records import Claims, mention, source
from graph.settings import Settings
from queries.question import Answer, Brief
from queries.show import COLUMNS, show
from tests.queries.small import brief, net, node

CHAIN = [
    "Quarry Q IN/Rajasthan stone=granite",
    "Supplier Yard IN aliases=The_Yard",
    "WorkerGroup W IN headcount=40",
]
SHARE = "Q SUPPLIES Yard share_of_seller=0.8 seller_alternatives=none"
TWO = [source("s", date="2024"), source("t", date="2024")]


def brief_of(*ties: str, **more: Any) -> Brief:
    return Brief(net(CHAIN, *ties, sources=TWO, **more))


def part(answer: Answer, name: str) -> list[Mapping[str, Any]]:
    return [row for row in answer.rows if row["part"] == name]


@pytest.mark.parametrize("called", ["Yard", "yard", " YARD ", "The Yard"])
def test_a_stakeholder_is_found_by_any_of_its_names(called: str) -> None:
    answer = show(brief_of(SHARE), called)
    assert ("name", "Yard") in [(row["what"], row["value"]) for row in part(answer, "field")]


def test_a_stakeholder_is_found_by_the_start_of_its_key() -> None:
    brief = brief_of(SHARE)
    key = node(brief.net, "Q")
    assert show(brief, key[:6]).rows == show(brief, "Q").rows


def test_every_field_stands_with_source_file_and_row() -> None:
    (row,) = [r for r in part(show(brief_of(SHARE), "Q"), "field") if r["what"] == "stone"]
    assert (row["value"], row["counts"], row["sure"]) == ("granite", "counts", "claimed")
    assert (row["source"], row["file"], row["at"]) == ("s", "parties.csv", "2")


def test_ties_stand_with_both_ends_in_order_and_what_is_said() -> None:
    brief = brief_of(SHARE)
    (row,) = part(show(brief, "Yard"), "tie")
    assert (row["what"], row["about"]) == ("SUPPLIES", (node(brief.net, "Q"), node(brief.net, "Yard")))
    assert row["value"] == "seller_alternatives 0, share_of_seller 80 %"


def test_what_lost_stands_beside_what_counts() -> None:
    brief = brief_of(SHARE, "Q SUPPLIES Yard share_of_seller=0.3 source=t confidence=stated")
    found = {row["source"]: row["counts"] for row in part(show(brief, "Q"), "tie")}
    assert found == {"s": "lost", "t": "counts"}
    assert [
        row["value"] for row in part(show(brief, "Q"), "gap") if row["what"] == "SUPPLIES.share_of_seller"
    ] == ["differ"]


def test_a_number_stands_with_its_sum() -> None:
    sums = [row["value"] for row in part(show(brief_of(SHARE), "Q"), "number")]
    assert "0.8 = 0.8 x (1 - 0)" in sums
    assert "0–1 = 0–1 x (1 - 0–1)" in sums  # how much the yard depends on the quarry


def test_influence_stands_with_what_each_tie_adds() -> None:
    chain = ("Q INFLUENCES Yard strength=0.5", "Yard EMPLOYS W share_of_income=1")
    sums = [row["value"] for row in part(show(brief_of(*chain), "Q"), "number")]
    assert "0.75 = sum of w (1 + 0.5 c)" in sums
    assert "0.75 = 0.5 x (1 + 0.5 x 1)" in sums


def test_a_pair_shows_how_much_the_one_depends_on_the_other_and_moves_it() -> None:
    answer = show(brief_of(SHARE), "q > yard")
    assert [row["value"] for row in part(answer, "number")] == [
        "0.8 = 0.8 x (1 - 0)",
        "0–1 = 0–1 x (1 - 0–1)",
        "w = 0.8",
        "0–0.8 (1000, seed 1)",  # claimed: there in half of the draws
        "–",  # without the one source
    ]
    assert len(part(answer, "tie")) == 1


def test_a_number_stands_with_its_draws_and_without_each_source_it_rests_on() -> None:
    two = (SHARE, "Q SUPPLIES Yard share_of_seller=0.5 source=t confidence=inferred")
    brief = brief_of(*two, settings=Settings(draws=200, seed=3))
    numbers = {(row["what"], row["source"]): row["value"] for row in part(show(brief, "Yard"), "number")}
    assert numbers["influence_without", "s"] == "0.5"
    assert numbers["influence_without", "t"] == "0.8"
    assert numbers["power_over_without", "s"] == "–"  # only s says how easily Q goes elsewhere
    assert numbers["power_over_without", "t"] == "0.8"
    assert numbers["influence_drawn", ""].endswith("(200, seed 3)")
    assert numbers["power_over", ""] == "0.8 = sum of dep (1)"


def test_a_pair_says_how_often_the_first_depends_more() -> None:
    both = f"{SHARE} share_of_buyer=0.1 buyer_alternatives=none confidence=1"
    for pair, share in (("Q > Yard", "1 (1000)"), ("Yard > Q", "0 (1000)")):
        rows = part(show(brief_of(both), pair), "number")
        assert [row["value"] for row in rows if row["what"] == "dependence_more"] == [share]


def test_an_original_that_is_hidden_is_not_named_by_its_copy() -> None:
    cards = [source("secret", date="2024", level="team"),
             source("copy", date="2024", derived_from="secret", level="public")]  # fmt: skip
    tie = f"{SHARE} source=copy level=public"
    for level, named in (("team", {"", "copy", "secret"}), ("participants", {"", "copy"})):
        brief = Brief(net(CHAIN, tie, sources=cards, level=level))
        found = {row["source"] for row in part(show(brief, "Yard"), "number")}
        assert found == named, level


def test_on_a_large_map_the_question_that_draws_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.sums_sure.LARGE", 0)
    numbers = {row["what"]: row["value"] for row in part(show(brief_of(SHARE), "Yard"), "number")}
    assert numbers["influence_drawn"] == "aantafel influence"
    assert numbers["power_over_drawn"] == "aantafel power"
    numbers = {row["what"]: row["value"] for row in part(show(brief_of(SHARE), "Q > Yard"), "number")}
    assert numbers["dependence_drawn"] == "aantafel power"


def test_a_tie_is_found_by_its_id_and_shows_all_claims_on_that_fact() -> None:
    brief = brief_of(SHARE, "Q SUPPLIES Yard share_of_seller=0.3 source=t confidence=stated", "Q KNOWS Yard")
    key = next(k for _, _, k, who in brief.net.edges(keys=True, data="source") if who == "s")
    answer = show(brief, key)
    assert [row["source"] for row in answer.rows] in (["s", "t"], ["s"])
    first = next(iter(answer.rows))
    assert (first["file"], first["source"]) == ("ties.csv", "s")


def test_a_finding_is_found_by_its_code_and_shows_where_it_stands() -> None:
    brief = brief_of("Q SUPPLIES Yard share_of_seller=0.8", "Q EMPLOYS Yard")
    answer = show(brief, "g009")
    assert [one.code for one in answer.findings] == ["G009"]
    assert [(row["file"], row["at"]) for row in answer.rows] == [("ties.csv", "3")]


def test_the_findings_that_name_a_stakeholder_are_listed() -> None:
    codes = [row["what"][:4] for row in part(show(brief_of("Q EMPLOYS Yard"), "Yard"), "finding")]
    assert "G009" in codes


def test_an_unknown_name_is_answered_with_near_ones() -> None:
    with pytest.raises(NameNotFoundError, match="Yard"):
        show(brief_of(SHARE), "Yerd")


def test_an_ambiguous_name_is_answered_with_the_candidates() -> None:
    two = (mention("s", "Quarry", "Q", country=country) for country in ("IN", "BR"))
    brief = Brief(network(Claims(tuple(two), (), (), (source("s"),))))
    with pytest.raises(NameNotFoundError) as found:
        show(brief, "Q")
    assert all(one[:6] in str(found.value) for one in brief.net)


def test_an_unknown_finding_is_refused_with_the_way_out() -> None:
    with pytest.raises(AantafelError):
        show(brief_of(SHARE), "V001-abc")


def test_fears_are_shown_only_with_the_sensitive_view() -> None:
    brief = brief_of("W FEARS_REPRISAL_FROM Yard")
    for name in ("W", "Yard", "W > Yard"):
        assert not [row for row in show(brief, name).rows if row["what"] == "FEARS_REPRISAL_FROM"]
    assert [row for row in show(brief, "W", sensitive=True).rows if row["what"] == "FEARS_REPRISAL_FROM"]
    key = next(k for _, _, k in brief.net.edges(keys=True))
    with pytest.raises(NameNotFoundError):
        show(brief, key)


def test_safety_answers_and_reasons_are_shown_only_with_the_sensitive_view() -> None:
    parties = ["WorkerGroup W IN safe_to_invite=no", "Dialogue talk"]
    tie = "W TAKES_PART_IN talk role=participant status=declined reason=afraid"
    brief = Brief(net(parties, tie))
    plain = " ".join(str(row) for row in show(brief, "W").rows)
    assert "afraid" not in plain and "safe_to_invite" not in plain and "S00" not in plain
    assert "afraid" in " ".join(str(row) for row in show(brief, "W", sensitive=True).rows)


def test_what_was_read_without_the_sensitive_view_stays_hidden() -> None:
    brief = brief_of("W FEARS_REPRISAL_FROM Yard", sensitive=False)
    assert "FEARS" not in str(show(brief, "W", sensitive=True).rows)


def test_below_its_level_a_name_does_not_exist() -> None:
    brief = Brief(net(["Quarry secret IN level=team", "Quarry Q IN"], level="participants"))
    with pytest.raises(NameNotFoundError) as hidden:
        show(brief, "secret")
    with pytest.raises(NameNotFoundError) as unknown:
        show(brief, "sekret")
    assert str(hidden.value).replace("secret", "") == str(unknown.value).replace("sekret", "")


def test_every_row_has_every_column() -> None:
    for row in show(brief_of(SHARE), "Q").rows:
        assert list(row) == [column.name for column in COLUMNS]


def test_a_finding_about_safety_is_listed_only_with_the_sensitive_view() -> None:
    small = net(["WorkerGroup W IN safe_to_invite=no", "Dialogue talk list_complete=yes"])
    about = brief(small, ["W"], dialogue="talk")
    for sensitive in (False, True):
        codes = {row["what"][:4] for row in part(show(about, "W", sensitive=sensitive), "finding")}
        assert ("S001" in codes) is sensitive
