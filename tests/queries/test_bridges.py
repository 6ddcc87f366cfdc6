"""The question who connects groups: by hand, and by leaving each party out in turn."""

from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.bridges import QUESTION
from queries.console import answer_lines, limits
from queries.contacts import contacts
from queries.question import Answer, Brief
from tests.oracle.cut_nodes import pieces
from tests.queries.small import net, node

PARTIES = [
    "Importer M NL", "Supplier Y IN", "Quarry Q IN", "WorkerGroup W IN headcount=40", "NGO N IN",
    "TradeUnion U IN", "GovernmentBody G IN",
]  # fmt: skip


def brief_of(*ties: str, parties: list[str] | None = None, **more: Any) -> Brief:
    return Brief(net(parties or PARTIES, *ties, **more))


def rows(brief: Brief, table: str) -> list[Mapping[str, Any]]:
    return [row for row in QUESTION.ask(brief).rows if row["table"] == table]


def roles(*ties: str, **more: Any) -> dict[tuple[str, str], int]:
    brief = brief_of(*ties, **more)
    return {(brief.name(row["node"]), row["role"]): row["n"] for row in rows(brief, "role")}


def moves(*pairs: str) -> list[str]:
    return [f"{a} INFLUENCES {b} strength=high" for a, b in (pair.split(">") for pair in pairs)]


# -- roles ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pairs", "role"), [
    (("M>Y", "Y>Q"), "coordinator"),  # three companies
    (("G>Y", "Y>S"), "itinerant"),  # a company between two offices
    (("N>Y", "Y>Q"), "gatekeeper"),  # from an NGO into the companies
    (("M>Y", "Y>N"), "representative"),  # from a company out to an NGO
    (("N>Y", "Y>G"), "liaison"),  # between an NGO and an office
])  # fmt: skip
def test_each_role_by_the_sides_of_the_three(pairs: tuple[str, ...], role: str) -> None:
    parties = [*PARTIES, "GovernmentBody S IN"]
    assert roles(*moves(*pairs), parties=parties) == {("Y", role): 1}


def test_a_direct_tie_leaves_nothing_to_stand_between() -> None:
    assert roles(*moves("M>Y", "Y>Q", "M>Q")) == {}
    assert roles(*moves("M>Y", "Y>Q", "Q>M")) == {
        ("Y", "coordinator"): 1, ("Q", "coordinator"): 1, ("M", "coordinator"): 1,
    }  # fmt: skip


def test_a_tie_counts_also_where_nobody_says_how_strong_and_not_where_it_is_nothing() -> None:
    assert roles("M INFLUENCES Y", "Y OWNS Q") == {("Y", "coordinator"): 1}
    assert roles("M INFLUENCES Y strength=0", "Y OWNS Q") == {}
    assert roles("M INFLUENCES Y holds=no", "Y OWNS Q") == {}


def test_credit_is_shared_out_over_all_who_stand_between_the_same_two() -> None:
    brief = brief_of(*moves("M>Y", "Y>Q", "M>G", "G>Q"))
    assert {brief.name(row["node"]): row["partial"] for row in rows(brief, "role")} == {"Y": 0.5, "G": 0.5}


def test_what_chance_would_give_stands_beside_it() -> None:
    """3 companies, 2 ties of 6: d = 1/3.  As coordinator of 2 x 1 pairs: 2 x 1/9 x 2/3 = 4/27."""
    (row,) = rows(brief_of(*moves("M>Y", "Y>Q")), "role")
    assert row["expected"] == pytest.approx(4 / 27)
    assert row["deviation"] > 0


def test_who_has_no_tie_does_not_make_ties_look_rare() -> None:
    alone = [*PARTIES, *(f"Supplier A{n} IN" for n in range(20))]
    (few,), (many,) = (rows(brief_of(*moves("M>Y", "Y>Q"), parties=p), "role") for p in (PARTIES, alone))
    assert few["expected"] == many["expected"]


def test_who_has_no_known_side_is_left_out_and_counted() -> None:
    brief = brief_of(*moves("M>Y", "Y>X"), parties=[*PARTIES, "? X IN"])
    answer = QUESTION.ask(brief)
    assert [row for row in answer.rows if row["table"] == "role"] == []
    (left_out,) = [one for one in answer.unknown if one.what == "role"]
    assert (left_out.ids, left_out.values["n"]) == ((node(brief.net, "X"),), 1)


SIDE = {
    "M": "company",
    "Y": "company",
    "Q": "company",
    "W": "people",
    "N": "ngo",
    "U": "rights",
    "G": "state",
}
TIES = st.sets(st.tuples(st.sampled_from("MYQNG"), st.sampled_from("MYQNG")), max_size=9)


def role(a: str, v: str, c: str) -> str:
    before, own, after = SIDE[a], SIDE[v], SIDE[c]
    if before == after:
        return "coordinator" if own == before else "itinerant"
    return "gatekeeper" if own == after else "representative" if own == before else "liaison"


@given(TIES)
def test_roles_are_those_of_every_three(pairs: set[tuple[str, str]]) -> None:
    counted: dict[tuple[str, str], int] = {}
    for a, v, c in permutations("MYQNG", 3):
        if (a, v) in pairs and (v, c) in pairs and (a, c) not in pairs:
            counted[v, role(a, v, c)] = counted.get((v, role(a, v, c)), 0) + 1
    assert roles(*moves(*(f"{a}>{b}" for a, b in pairs))) == counted


# -- contact ----------------------------------------------------------------------------------------------

LINE = ("M KNOWS N trust=high", "N KNOWS U", "U KNOWS W trust=low")


def test_who_is_on_the_ways_between_others() -> None:
    """On the line M - N - U - W: N is on M-U and M-W of the three pairs without it, U on M-W and N-W."""
    brief = brief_of(*LINE)
    found = {brief.name(row["node"]): (row["n"], row["betweenness"]) for row in rows(brief, "contact")}
    assert found == {
        "M": (1, 0), "N": (2, pytest.approx(2 / 3)), "U": (2, pytest.approx(2 / 3)), "W": (1, 0),
    }  # fmt: skip


def test_an_only_door_is_told_with_whom_it_joins_to_the_rest() -> None:
    brief = brief_of(*LINE, "M KNOWS Y")
    found = {brief.name(row["node"]): row for row in rows(brief, "door")}
    assert set(found) == {"M", "N", "U"}
    assert found["U"]["n"] == 1
    assert [brief.name(one) for one in found["U"]["others"]] == ["W"]
    assert found["U"]["sides"] == ("people",)
    assert found["N"]["n"] == 2 and set(found["N"]["sides"]) in ({"company"}, {"people", "rights"})
    assert found["M"]["sides"] == ("company",)


def test_a_second_way_takes_the_door_away() -> None:
    brief = brief_of(*LINE, "M KNOWS U")
    assert {brief.name(row["node"]) for row in rows(brief, "door")} == {"U"}


@pytest.mark.parametrize("extent", ["several", "unspecified"])
def test_a_name_for_several_is_no_only_door(extent: str) -> None:
    parties = [f"{p} extent={extent}" if p.startswith("NGO N") else p for p in PARTIES]
    brief = brief_of(*LINE, parties=parties)
    assert {brief.name(row["node"]) for row in rows(brief, "door")} == {"U"}
    assert {row["remark"] for row in rows(brief, "contact") if brief.name(row["node"]) == "N"} == {"several"}


def test_parts_between_which_no_contact_is_known() -> None:
    brief = brief_of("M KNOWS N", "N KNOWS U", "Q KNOWS Y")
    assert [(row["n"], row["sides"]) for row in rows(brief, "part")] == [
        (3, ("company", "ngo", "rights")),
        (2, ("company",)),
    ]


def test_workers_of_whom_no_contact_is_known_are_unknown_and_in_no_part() -> None:
    brief = brief_of("M KNOWS N")
    (one,) = [one for one in QUESTION.ask(brief).unknown if one.what == "contact"]
    assert one.ids == (node(brief.net, "W"),)


def test_conflict_and_fear_are_no_contact() -> None:
    assert rows(brief_of("M IN_CONFLICT_WITH N", "W FEARS_REPRISAL_FROM M"), "contact") == []


def test_many_parties_are_worked_out_from_some_of_them_and_it_is_said() -> None:
    many = 3001
    parties = ["NGO N IN", *(f"Supplier S{n} IN" for n in range(many))]
    answer = QUESTION.ask(brief_of(*(f"S{n} KNOWS N" for n in range(many)), parties=parties))
    assert ("bridges.used_pivots", {"n": 500}) in answer.used
    few = QUESTION.ask(brief_of(*LINE))
    assert ("bridges.used_exact", {}) in few.used


CONTACT = st.sets(st.tuples(st.sampled_from("MYQWNU"), st.sampled_from("MYQWNU")), max_size=9)


def joined(nodes: Iterable[str], pairs: Iterable[tuple[str, str]], starts: set[str], end: str) -> bool:
    number = {name: at for at, name in enumerate(sorted(nodes))}
    ties = [(number[a], number[b]) for a, b in pairs if a in number and b in number]
    ends = {number[one] for one in starts if one in number}
    return any(number[end] in piece and ends & piece for piece in pieces(set(number.values()), ties))


@given(CONTACT)
def test_single_ways_are_those_whose_loss_cuts_them_off(pairs: set[tuple[str, str]]) -> None:
    pairs = {(a, b) for a, b in pairs if a != b}
    brief = brief_of(*(f"{a} KNOWS {b}" for a, b in pairs))
    known = contacts(brief)
    names = {brief.name(one) for one in known.nodes}
    starts = {"M", "Y"} & names
    found = known.single_ways([node(brief.net, one) for one in sorted(starts)], known.nodes)
    told = {brief.name(end): {brief.name(one) for one in doors} for end, doors in found.items()}
    for end in names - starts:
        if not joined(names, pairs, starts, end):
            assert end not in told
            continue
        single = {one for one in names - starts - {end} if not joined(names - {one}, pairs, starts, end)}
        assert told[end] == single


def test_single_ways_stand_in_order_from_the_start() -> None:
    brief = brief_of(*LINE)
    found = contacts(brief).single_ways([node(brief.net, "M")], [node(brief.net, "W")])
    assert [[brief.name(one) for one in doors] for doors in found.values()] == [["N", "U"]]


def test_the_most_trusted_way_is_taken_and_one_of_unknown_trust_only_if_there_is_no_other() -> None:
    low = "M KNOWS N trust=low", "N KNOWS W trust=low"
    high = "M KNOWS U trust=high", "U KNOWS W trust=high"
    brief = brief_of(*low, *high, "M KNOWS G", "G KNOWS W")
    (way,) = contacts(brief).ways([node(brief.net, "M")], [node(brief.net, "W")]).values()
    assert [brief.name(one) for one in way] == ["M", "U", "W"]
    unsure = brief_of("M KNOWS G", "G KNOWS W")
    found = contacts(unsure).ways([node(unsure.net, "M")], [node(unsure.net, "W")])
    assert [len(one) for one in found.values()] == [3]


# -- among partners ---------------------------------------------------------------------------------------


def test_who_stands_between_partners_who_do_not_deal_with_each_other() -> None:
    """Y sells half to M and has half of its stone from Q: 1/4 + 1/4, two contacts, both needed."""
    brief = brief_of("Y SUPPLIES M share_of_seller=0.5", "Q SUPPLIES Y share_of_buyer=0.5")
    row = next(row for row in rows(brief, "partners") if brief.name(row["node"]) == "Y")
    assert (row["n"], row["constraint"], row["effective"], row["efficiency"]) == (2, 0.5, 2.0, 1.0)
    assert row["hierarchy"] == 0.0


@pytest.mark.parametrize(("confidence", "is_sure"), [("1", True), ("claimed", False)])
def test_how_sure_constraint_is_stands_beside_it(confidence: str, is_sure: bool) -> None:
    """Two partners known for sure leave nothing to draw; where one may not be there it is .5 to 1."""
    more = f"share_of_buyer=0.5 confidence={confidence}"
    brief = brief_of(f"Y SUPPLIES M share_of_seller=0.5 {more}", f"Q SUPPLIES Y share_of_seller=0.5 {more}")
    row = next(row for row in rows(brief, "partners") if brief.name(row["node"]) == "Y")
    assert tuple(row["between"]) == pytest.approx((0.5, 0.5) if is_sure else (0.5, 1.0))
    assert all(row["between"] is None for row in rows(brief, "contact"))


def test_nothing_is_worked_out_where_most_shares_are_missing() -> None:
    brief = brief_of("Y SUPPLIES M share_of_seller=0.5", "Q SUPPLIES Y", "Y EMPLOYS W")
    row = next(row for row in rows(brief, "partners") if brief.name(row["node"]) == "Y")
    assert (row["n"], row["constraint"], row["remark"]) == (3, None, "not_computed")
    few = next(one for one in QUESTION.ask(brief).unknown if one.what == "partners")
    assert node(brief.net, "Y") in few.ids


# -- who may see it ---------------------------------------------------------------------------------------


def test_people_and_those_who_speak_for_them_stand_by_name_and_companies_by_size() -> None:
    ties = ("M KNOWS N", "N KNOWS U", "U KNOWS W", "N KNOWS G", "G KNOWS Y", "G KNOWS Q")
    brief = brief_of(*ties)
    assert [brief.name(row["node"]) for row in rows(brief, "contact")] == ["G", "M", "Q", "Y", "N", "U", "W"]


def test_a_defender_of_any_kind_and_a_party_of_unknown_kind_stand_with_the_people() -> None:
    parties = [*PARTIES, "NGO D IN defender=yes", "? X IN", "IndustryAssociation A IN"]
    brief = brief_of("D KNOWS X", "X KNOWS A", "A KNOWS M", parties=parties)
    remarks = {brief.name(row["node"]): row["remark"] for row in rows(brief, "contact")}
    assert remarks == {"D": "people", "X": "people", "A": "", "M": ""}


def everything(answer: Answer, brief: Brief, lang: str) -> str:
    return "\n".join(answer_lines(answer, brief, lang, 0))


def test_below_the_team_no_door_is_shown_nor_any_figure_about_people_or_ngos() -> None:
    money = ("M FUNDS N share_of_budget=0.5", "N FUNDS U share_of_budget=1", "Y EMPLOYS W share_of_income=1")
    ties = (*LINE, "Y SUPPLIES M share_of_seller=0.5", *money)
    brief = brief_of(*ties, level="participants")
    answer = QUESTION.ask(brief)
    assert {row["table"] for row in answer.rows} == {"role", "contact", "part", "partners"}
    between_companies = ("M KNOWS Y", "Y KNOWS Q")
    assert rows(brief_of(*between_companies, level="participants"), "door") == []
    assert [len(row["others"]) for row in rows(brief_of(*between_companies), "door")] == [1]
    named = {brief.name(row["node"]) for row in answer.rows if row["table"] != "part"}
    assert named == {"M", "Y"}
    assert "bridges.cannot_team" in answer.cannot_tell
    assert "bridges.doors" not in [key for key, _ in answer.summary]
    team = QUESTION.ask(brief_of(*ties))
    assert {"door", "role"} <= {row["table"] for row in team.rows}
    assert "bridges.cannot_team" not in team.cannot_tell


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_team_is_told_which_workers_are_reached_one_way_only_and_not_by_whom(lang: str) -> None:
    def said(*ties: str, level: str = "team") -> list[str]:
        answer = QUESTION.ask(brief_of(*ties, level=level))
        return [one for one in answer.sentences(lang) if "aantafel check" in one]

    (one,) = said(*LINE)
    assert one.count(" W.") == 1 and not {" N", " U"} & {one[at : at + 2] for at in range(len(one))}
    assert said(*LINE, "M KNOWS W") == []
    assert said(*LINE, level="participants") == []
    parties = [f"WorkerGroup W{n} IN headcount=40" for n in range(8)]
    brief = brief_of("M KNOWS N", *(f"N KNOWS W{n}" for n in range(8)), parties=[*PARTIES, *parties])
    (many,) = [one for one in QUESTION.ask(brief).sentences(lang) if "aantafel check" in one]
    assert " 3" in many and "W4" in many and "W5" not in many


def test_every_row_but_a_part_says_where_it_stands() -> None:
    brief = brief_of(*LINE, *moves("M>Y", "Y>Q"), "Q SUPPLIES Y share_of_buyer=0.5")
    for row in QUESTION.ask(brief).rows:
        assert bool(row["evidence"]) == (row["table"] != "part")
        assert row["table"] == "part" or row["roots"] == 1


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_all_of_it_can_be_said(lang: str) -> None:
    brief = brief_of(*LINE, *moves("M>Y", "Y>X"), parties=[*PARTIES, "? X IN"])
    answer = QUESTION.ask(brief)
    said = everything(answer, brief, lang)
    assert "{" not in said and all(limits(answer, lang))
    assert answer.sentences(lang)


def test_an_empty_map_answers() -> None:
    answer = QUESTION.ask(brief_of(parties=["NGO alone IN"]))
    assert (answer.rows, answer.unknown) == ((), ())
    assert answer.sentences("en") and answer.sentences("nl")
