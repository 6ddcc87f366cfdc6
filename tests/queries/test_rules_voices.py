"""V: each rule in two networks of at most six stakeholders that differ in one fact, there and gone."""

import pytest

from graph.records import source
from queries.findings import rules
from queries.hearing import Hearing
from queries.question import Finding
from tests.queries.small import brief, net, node

PARTIES = [
    "WorkerGroup cutters IN/R/K",
    "WorkerGroup carvers IN/R/K gender=women",
    "TradeUnion union IN/R",
    "NGO helpers IN/R",
    "Quarry pit IN/R/K",
    "Importer buyer NL",
]
GRADED = "scope=1 irremediability=1 state=actual"
HARM = f"cutters AFFECTED_BY water scale=3 {GRADED}"
SPEAKS = "union REPRESENTS cutters basis=elected risks=water|wages places=IN/R"
PROXY = "helpers REPRESENTS cutters basis=advocate risks=water places=IN/R"


def found(
    *ties: str,
    guests: tuple[str, ...] | None = ("buyer",),
    parties: list[str] = PARTIES,
    complete: bool = True,
    level: str = "team",
) -> list[Finding]:
    asked = brief(net(parties, *ties, level=level), guests, complete=complete)
    return list(rules(Hearing(asked), ("voices",)))


def codes(*ties: str, **more: object) -> list[str]:
    made = found(*ties, **more)  # type: ignore[arg-type]
    return sorted(f"{one.code}.{one.variant}".rstrip(".") for one in made)


def test_v001_looks_for_a_voice_that_the_map_does_not_know() -> None:
    looked = "union REPRESENTS carvers basis=elected risks=water places=IN/R"
    (one,) = found(HARM, looked)
    assert (one.code, one.severity, one.weight, one.level) == ("V001", "high", 9.0, "participants")
    assert "V001" not in codes(HARM, looked, SPEAKS)


def test_v001_is_silent_where_nobody_looked_for_voices() -> None:
    assert codes(HARM) == []


def test_v002_invites_a_voice_that_exists() -> None:
    (one,) = found(HARM, SPEAKS)
    assert (one.code, one.severity) == ("V002", "high")
    assert [place.at for place in one.evidence] == ["2", "3"]  # the harm and the voice
    assert "V002.named" not in codes(HARM, SPEAKS, guests=("union",))


def test_v002_needs_a_complete_list() -> None:
    assert codes(HARM, SPEAKS, complete=False) == []
    assert codes(HARM, SPEAKS, guests=None) == []


def test_v002_names_the_voice_only_where_safety_can_be_seen() -> None:
    made = net(PARTIES, HARM, SPEAKS)
    (one,) = found(HARM, SPEAKS)
    assert "union" in one.repair(brief(made, ["buyer"]), "en")
    assert codes(HARM, SPEAKS, level="participants") == ["V002"]


def test_v002_does_not_ask_again_who_refused() -> None:
    parties = [*PARTIES[:3], *PARTIES[5:], "Dialogue talk"]
    for status, variant in (("declined", "V002.refused"), ("considered", "V002.named")):
        part = f"union TAKES_PART_IN talk role=participant status={status}"
        asked = brief(net(parties, HARM, SPEAKS, part), ["buyer"], dialogue="talk")
        assert [f"{one.code}.{one.variant}" for one in rules(Hearing(asked), ("voices",))] == [variant]


def test_v003_makes_room_for_those_spoken_for() -> None:
    assert codes(HARM, PROXY, guests=("helpers",)) == ["V003"]
    chosen = PROXY.replace("advocate", "mandated")
    assert "V003" not in codes(HARM, chosen, guests=("helpers",))


@pytest.mark.parametrize("away", ["can_join=no", "safe_to_invite=no"])
def test_v003_never_asks_a_group_that_cannot_come_or_not_safely(away: str) -> None:
    parties = [f"{PARTIES[0]} {away}", *PARTIES[1:]]
    assert codes(HARM, PROXY, guests=("helpers",), parties=parties) == ["V003.closer"]


@pytest.mark.parametrize(
    ("variant", "tie"),
    [
        ("employs", "pit EMPLOYS cutters"),
        ("recruits", "pit RECRUITS cutters"),
        ("lends", "pit ADVANCES_CREDIT_TO cutters"),
        ("harms", "pit CAUSES water"),
    ],
)
def test_v004_says_why_a_voice_does_not_count(variant: str, tie: str) -> None:
    parties = [*PARTIES[:4], "NGO pit IN/R/K", PARTIES[5]]
    speaks = "pit REPRESENTS cutters basis=elected risks=water places=IN/R"
    assert codes(HARM, speaks, tie, guests=("pit",), parties=parties) == [f"V004.{variant}"]
    # the second fact is about another group: the finding is gone
    other = tie.replace("cutters", "carvers").replace("water", "wages")
    assert "V004" not in str(codes(HARM, speaks, other, guests=("pit",), parties=parties))


def test_v004_names_the_employer_only_where_there_is_one() -> None:
    parties = [*PARTIES[:1], "MembersOrganisation committee IN/R", *PARTIES[3:]]
    speaks = "committee REPRESENTS cutters basis=employer_appointed risks=water places=IN/R"
    one, two = "pit EMPLOYS cutters", "buyer EMPLOYS cutters"
    made = {"guests": ("committee",), "parties": parties}
    assert codes(HARM, speaks, one, **made) == ["V004.appointed_by"]
    assert codes(HARM, speaks, one, two, **made) == ["V004.appointed"]
    assert codes(HARM, speaks, **made) == ["V004.appointed"]
    assert "V004" not in str(codes(HARM, speaks.replace("employer_appointed", "elected"), one, **made))


def test_v004_tells_whom_a_voice_depends_on_and_where_that_is_not_known() -> None:
    funds = "pit FUNDS union share_of_budget={} receiver_alternatives=none"
    made = (HARM, SPEAKS, "pit EMPLOYS cutters")
    assert codes(*made, funds.format(".9"), guests=("union",)) == ["V004.depends"]
    assert codes(*made, "pit FUNDS union", guests=("union",)) == ["V004.may_be"]
    assert "V004" not in str(codes(*made, funds.format(".2"), guests=("union",)))


def test_v004_leaves_fear_to_the_safety_rules() -> None:
    parties = [*PARTIES[:4], "NGO pit IN/R/K", PARTIES[5]]
    speaks = "pit REPRESENTS cutters basis=elected risks=water places=IN/R"
    assert codes(HARM, speaks, "cutters FEARS_REPRISAL_FROM pit", guests=("pit",), parties=parties) == []


def test_v005_asks_for_a_second_voice_only_for_a_heavy_concern() -> None:
    assert codes(HARM, SPEAKS, guests=("union",)) == ["V005"]
    second = PROXY.replace("advocate", "mandated")
    assert codes(HARM, SPEAKS, second, guests=("union", "helpers")) == []
    # 1 x 3 = 3 is no heavy concern
    assert codes(HARM.replace("scale=3", "scale=1"), SPEAKS, guests=("union",)) == []


def test_v005_does_not_name_the_guest_that_it_hangs_on() -> None:
    asked = brief(net(PARTIES, HARM, SPEAKS), ["union"])
    (one,) = rules(Hearing(asked), ("voices",))
    for lang in ("en", "nl"):
        assert "union" not in one.sentence(asked, lang) + one.repair(asked, lang)


def test_v006_starts_with_the_worst_harm() -> None:
    lighter = f"cutters AFFECTED_BY wages scale=1 {GRADED}"
    said = SPEAKS.replace("water|", "")  # on wages only
    ties = (HARM, lighter, said, PROXY)
    assert "V006" in codes(*ties, guests=("union",))
    # nothing lighter is heard; and: the worst may happen, but does not yet
    assert "V006" not in codes(*ties, guests=("buyer",))
    possible = HARM.replace("state=actual", "state=potential likelihood=3")
    assert "V006" not in codes(possible, lighter, said, PROXY, guests=("union",))


def test_v006_names_all_who_share_the_worst_harm_at_once() -> None:
    theirs = f"carvers AFFECTED_BY water scale=3 {GRADED}"
    lighter = f"cutters AFFECTED_BY wages scale=1 {GRADED}"
    said = (SPEAKS.replace("water|", ""), PROXY, PROXY.replace("cutters", "carvers"))
    assert codes(HARM, theirs, lighter, *said, guests=("union",)).count("V006.several") == 1


def test_v007_asks_who_chose_a_voice() -> None:
    blank = SPEAKS.replace("basis=elected ", "")
    assert codes(HARM, blank, guests=("union",)) == ["V007"]
    assert "V007" not in codes(HARM, SPEAKS, guests=("union",))


def test_v007_does_not_take_a_voice_at_its_own_word() -> None:
    own = [source("s", informant="Union", date="2024")]
    other = [source("s", informant="somebody else", date="2024")]
    for cards, said in ((own, True), (other, False)):
        asked = brief(net(PARTIES, HARM, SPEAKS, sources=cards), ["union"])
        assert ("V007" in {one.code for one in rules(Hearing(asked), ("voices",))}) is said


def test_v007_asks_on_what_and_where() -> None:
    assert codes(HARM, "union REPRESENTS cutters basis=elected risks=water", guests=("union",)) == [
        "V007.about"
    ]


def test_v008_sees_that_other_workers_are_not_spoken_for() -> None:
    men = [PARTIES[0] + " gender={}", *PARTIES[1:]]
    theirs = f"carvers AFFECTED_BY water scale=3 {GRADED}"
    absent = PROXY.replace("cutters", "carvers")
    for gender, there in (("men", True), ("women", False), ("unknown", False)):
        parties = [line.format(gender) for line in men]
        made = codes(HARM, theirs, SPEAKS, absent, guests=("union",), parties=parties)
        assert ("V008" in made) is there


def test_v009_asks_who_sits_for_a_group_that_is_named_as_a_guest() -> None:
    assert codes(guests=("cutters",)) == ["V009"]
    assert codes(guests=("union",)) == []


def test_a_finding_says_how_sure_it_is_and_takes_the_strictest_level() -> None:
    documented = HARM + " confidence=documented"
    (one,) = found(documented, SPEAKS + " confidence=stated")
    assert (one.sure, one.level) == ("stated", "participants")
    (one,) = found(documented, SPEAKS + " level=team")
    assert one.level == "team"
    (one,) = found(HARM, SPEAKS, parties=[PARTIES[0] + " level=team", *PARTIES[1:]])
    assert one.level == "team"


def test_every_sentence_is_said_in_both_languages() -> None:
    asked = brief(net(PARTIES, HARM, SPEAKS, PROXY), ["helpers"])
    for one in rules(Hearing(asked), ("voices",)):
        for lang in ("en", "nl"):
            assert "{" not in one.sentence(asked, lang) + one.repair(asked, lang)
    assert node(asked.net, "cutters") in {part for one in found(HARM, SPEAKS) for part in one.about}
