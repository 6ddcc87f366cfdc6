"""P007, who profits from others lacking options: each time two small networks that differ in one fact."""

import pytest

from graph.records import source
from graph.settings import Settings
from queries.hearing import hearing
from queries.measures.bargaining import bargaining_band
from queries.project import exchange
from queries.question import Brief, Finding, Guests
from queries.rules.options import findings, weaker
from queries.sure import ENOUGH
from tests.queries.small import net, node

PARTIES = [
    "Supplier Y IN",
    "Quarry A IN",
    "Quarry B IN",
    "Importer M NL",
    "Importer N NL",
    "WorkerGroup W IN",
]
SOURCES = [source("s", date="2024"), source("t", date="2024")]


def stuck(quarry: str, share: float = 0.9, way_out: str = "none", by: str = "st") -> list[str]:
    """A quarry's sales to Y, as each of these sources has it; Y buys little from it."""
    way = f"seller_alternatives={way_out} share_of_buyer=0.02"
    tie = f"{quarry} SUPPLIES Y share_of_seller={share} {way} confidence=documented"
    return [f"{tie} source={who}" for who in by]


def sells(seller: str, buyer: str, share: float = 0.4, by: str = "st") -> list[str]:
    tie = f"{seller} SUPPLIES {buyer} share_of_seller={share} share_of_buyer=0.02 confidence=documented"
    return [f"{tie} source={who}" for who in by]


TO_OTHERS = [*sells("Y", "M"), *sells("Y", "N")]
BOTH = [*stuck("A"), *stuck("B"), *TO_OTHERS]


def brief_of(*ties: str, parties: list[str] | None = None, draws: int = 200, level: str = "team") -> Brief:
    return Brief(net(parties or PARTIES, *ties, sources=SOURCES, settings=Settings(draws=draws), level=level))


def found(*ties: str, **more: object) -> list[Finding]:
    return list(findings(hearing(brief_of(*ties, **more))))  # type: ignore[arg-type]


def test_two_who_can_go_nowhere_else_and_one_who_can() -> None:
    brief = brief_of(*BOTH)
    (one,) = findings(hearing(brief))
    assert (one.code, one.variant, one.severity, one.sure) == ("P007", "", "medium", "documented")
    assert brief.name(str(one.nodes["Y"])) == "Y"
    assert [brief.name(two) for two in sorted(one.nodes["X"], key=brief.name)] == ["A", "B"]
    assert one.held is not None and one.held >= ENOUGH
    assert {place.at for place in one.evidence} == {"2", "3", "4", "5"}


def test_it_is_gone_when_one_of_the_two_has_another_way() -> None:
    easy = stuck("B", way_out="easy")
    assert found(*stuck("A"), *easy, *TO_OTHERS) == []


def test_it_is_gone_when_one_of_the_two_needs_it_less() -> None:
    assert found(*stuck("A"), *stuck("B", share=0.4), *TO_OTHERS) == []


def test_it_is_gone_when_nobody_says_whether_there_is_another_way() -> None:
    silent = [tie.replace(" seller_alternatives=none", "") for tie in stuck("B")]
    assert found(*stuck("A"), *silent, *TO_OTHERS) == []


def test_it_is_gone_when_the_tie_is_only_claimed() -> None:
    claimed = [tie.replace("confidence=documented", "confidence=claimed") for tie in stuck("B")]
    assert found(*stuck("A"), *claimed, *TO_OTHERS) == []


def test_it_is_gone_when_the_one_is_more_bound_than_they_are() -> None:
    """A and B have .57 with Y (both sides added) and .17 with three others: .35 each.

    Y has .57 with both and .42 with M: .34.  With all its sales to M, who buys all from it, .47.
    """
    parties = [*PARTIES, "Importer O NL", "Importer P NL"]
    others = [tie for quarry in "AB" for other in "NOP" for tie in sells(quarry, other, 0.15)]
    half = [*stuck("A", 0.55), *stuck("B", 0.55), *others]
    all_ = [tie.replace("=0.4 share_of_buyer=0.02", "=1 share_of_buyer=1") for tie in sells("Y", "M")]
    assert [one.code for one in found(*half, *sells("Y", "M"), parties=parties)] == ["P007"]
    assert found(*half, *all_, parties=parties) == []


def test_with_one_source_it_is_said_that_it_rests_on_one() -> None:
    one_source = [
        *stuck("A", by="s"),
        *stuck("B", by="s"),
        *sells("Y", "M", by="s"),
        *sells("Y", "N", by="s"),
    ]
    (one,) = found(*one_source)
    assert one.variant == "one_source"
    assert [two.variant for two in found(*BOTH)] == [""]


@pytest.mark.parametrize(("s_says", "there"), [(0.9, True), (0.02, False)])
def test_it_is_gone_when_one_source_alone_makes_it_so(s_says: float, there: bool) -> None:
    """By t, whose word counts, A and B sell nearly all to Y; by s next to nothing, and Y is the bound one."""
    parties = [*PARTIES, "Importer O NL"]
    surer = [tie.replace("documented", "0.99") for q in "AB" for tie in stuck(q, by="t")]
    other = [tie for q in "AB" for tie in stuck(q, s_says, by="s")]
    little = [tie for quarry in "AB" for buyer in "NO" for tie in sells(quarry, buyer, 0.05)]
    assert bool(found(*surer, *other, *little, *sells("Y", "M"), parties=parties)) is there


@pytest.mark.parametrize("extent", ["several", "unspecified"])
@pytest.mark.parametrize("who", ["Supplier Y", "Quarry A"])
def test_a_name_for_several_is_neither(who: str, extent: str) -> None:
    parties = [f"{p} extent={extent}" if p.startswith(who) else p for p in PARTIES]
    assert found(*BOTH, parties=parties) == []


def test_nobody_is_named_who_cannot_be_asked_safely() -> None:
    parties = [f"{p} safe_to_invite=no" if p.startswith("Quarry A") else p for p in PARTIES]
    assert found(*BOTH, parties=parties) == []


def test_workers_of_one_employer_are_such_a_pair_and_ngos_of_one_donor_are_for_the_team() -> None:
    parties = [*PARTIES, "WorkerGroup V IN", "NGO O IN", "NGO P IN", "Financier F NL"]
    jobs = "share_of_income=0.9 worker_alternatives=none confidence=documented"
    work = [f"Y EMPLOYS {group} {jobs} source={who}" for group in "VW" for who in "st"]
    budget = "share_of_budget=0.9 receiver_alternatives=none confidence=documented"
    funds = [f"F FUNDS {ngo} {budget} source={who}" for ngo in "OP" for who in "st"]
    (one,) = found(*work, *TO_OTHERS, parties=parties)
    assert (one.level, len(one.nodes["X"])) == ("participants", 2)
    (two,) = found(*funds, parties=parties)
    assert two.level == "team"


def test_it_is_a_note_where_the_stronger_party_is_not_on_the_list() -> None:
    map_only = brief_of(*BOTH)
    for guest, severity in (("Y", "medium"), ("M", "note")):
        listed = Brief(map_only.net, Guests("", "", (node(map_only.net, guest),), complete=True))
        assert [one.severity for one in findings(hearing(listed))] == [severity]


def test_who_is_stronger_only_for_some_beta_is_left_out() -> None:
    """On a line of equal ties, A - B - C - D - E, B is above A wherever beta is, and C above B nowhere."""
    parties = [f"Supplier {name} IN" for name in "ABCDE"]
    line = [f"{a} SUPPLIES {b} share_of_seller=1" for a, b in zip("ABCD", "BCDE", strict=True)]
    brief = Brief(net(parties, *line))
    layer = exchange(brief)
    band = bargaining_band(layer.ties)
    at = {name: node(brief.net, name) for name in "ABCDE"}
    assert weaker(layer, band, at["B"], [at["A"]]) == [at["A"]]
    assert weaker(layer, band, at["C"], [at["B"]]) == []


@pytest.mark.parametrize("variant", ["", "one_source"])
def test_sentences_name_all_and_hold_no_number(variant: str) -> None:
    brief = brief_of()
    both = (node(brief.net, "A"), node(brief.net, "B"))
    nodes: dict[str, str | tuple[str, ...]] = {"X": both, "Y": node(brief.net, "Y")}
    one = Finding("P007", "medium", ("x",), nodes, variant=variant)
    for lang in ("en", "nl"):
        said = one.sentence(brief, lang)
        assert all(name in said for name in "ABY") and not any(sign.isdigit() for sign in said)
        assert "{" not in said + one.repair(brief, lang)
