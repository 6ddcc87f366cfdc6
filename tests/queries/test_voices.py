"""Who is heard and who is missing: the seven gaps, each in a pair of networks that differ in one fact."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.settings import Settings
from queries.coverage import coverage, mean_range
from queries.hearing import Hearing
from queries.question import Brief, Guests
from queries.voices import ask
from tests.oracle.voices import judge
from tests.queries.small import brief, net, node
from tests.queries.voice_cases import asked, built, drawn

PARTIES = [
    "WorkerGroup cutters IN/R/K",
    "TradeUnion union IN/R safe_to_invite=yes",
    "NGO helpers IN/R",
    "Quarry pit IN/R/K",
    "Importer buyer NL",
]
HARM = "cutters AFFECTED_BY water scale=3 scope=1 irremediability=1 state=actual"
SPEAKS = "union REPRESENTS cutters basis=elected risks=water places=IN/R"
Row = dict[str, object]


def row(
    *ties: str,
    guests: tuple[str, ...] | None = ("buyer",),
    parties: list[str] = PARTIES,
    complete: bool = True,
) -> Row:
    """The one row of a network with one concern."""
    (found,) = ask(brief(net(parties, HARM, *ties), guests, complete=complete)).rows
    return dict(found)


def gaps(*ties: str, **more: object) -> object:
    return row(*ties, **more)["gaps"]  # type: ignore[arg-type]


def with_union(fields: str) -> list[str]:
    return [line if " union" not in line else f"TradeUnion union IN/R {fields}" for line in PARTIES]


def test_a_concern_that_a_guest_may_speak_for_is_heard() -> None:
    found = row(SPEAKS, guests=("union", "buyer"))
    assert (found["status"], found["rung"], found["through"], found["place"]) == (
        "heard", 0.8, "elected", "IN / R / K",
    )  # fmt: skip


def test_unseen_is_said_where_somebody_looked_for_voices_and_found_none() -> None:
    # another group's voice in the same region says that somebody looked there
    looked = "union REPRESENTS cutters basis=elected risks=wages places=IN/R"
    assert gaps(looked) == ("unseen",)
    assert gaps(looked, SPEAKS) == ("uninvited",)


def test_a_region_where_nobody_looked_is_unknown_and_never_unseen() -> None:
    there = "union REPRESENTS cutters basis=elected risks=wages places=IN/S"
    far = [line.replace("IN/R/K", "IN/S/X") if "cutters" in line else line for line in PARTIES]
    stated = HARM + " place=IN/R/K"
    (found,) = ask(brief(net(far, stated, there), ["buyer"])).rows
    assert (found["status"], found["gaps"]) == ("unknown", ("unknown",))


def test_uninvited_is_gone_when_the_voice_is_invited() -> None:
    assert row(SPEAKS)["status"] == "not_heard"
    assert gaps(SPEAKS) == ("uninvited",)
    assert "uninvited" not in gaps(SPEAKS, guests=("union",))  # type: ignore[operator]


def test_uninvited_is_never_said_of_a_list_that_may_go_on() -> None:
    assert gaps(SPEAKS, complete=False) == ("unknown",)
    assert gaps(SPEAKS, guests=None) == ("unknown",)


def test_only_a_proxy_is_gone_when_they_chose_the_voice() -> None:
    tie = "helpers REPRESENTS cutters basis={} risks=water places=IN/R confidence=documented"
    assert gaps(tie.format("field_contact"), guests=("helpers",)) == ("proxy", "single")
    assert gaps(tie.format("mandated"), guests=("helpers",)) == ("single",)


def test_an_advocate_is_a_proxy_and_not_enough_to_be_heard() -> None:
    tie = "helpers REPRESENTS cutters basis=advocate risks=water places=IN/R"
    found = row(tie, guests=("helpers",))
    assert (found["status"], found["gaps"], found["rung"]) == ("not_heard", ("proxy",), 0.3)


def test_contact_in_the_field_counts_for_half_only_when_it_is_documented() -> None:
    tie = "helpers REPRESENTS cutters basis=field_contact risks=water places=IN/R confidence="
    assert row(tie + "documented", guests=("helpers",))["rung"] == 0.5
    assert row(tie + "0.96", guests=("helpers",))["rung"] == 0.5
    assert row(tie + "stated", guests=("helpers",))["rung"] == 0.3


def test_independent_sources_may_document_contact_together() -> None:
    # 1 - (1 - .75)(1 - .75)(1 - .75) = .984, more than .95
    tie = "helpers REPRESENTS cutters basis=field_contact risks=water places=IN/R confidence=stated source="
    assert row(tie + "a", tie + "b", guests=("helpers",))["rung"] == 0.3
    assert row(tie + "a", tie + "b", tie + "c", guests=("helpers",))["rung"] == 0.5


@pytest.mark.parametrize(
    ("why", "captured", "free"),
    [
        ("employs", "pit EMPLOYS cutters", "pit SUPPLIES buyer"),
        ("recruits", "pit RECRUITS cutters", "pit SUPPLIES buyer"),
        ("lends", "pit ADVANCES_CREDIT_TO cutters", "pit ADVANCES_CREDIT_TO buyer"),
        ("causes", "pit CAUSES water place=IN/R", "pit CAUSES water place=IN/S"),
        ("contributes", "pit CONTRIBUTES_TO water", "pit LINKED_TO water"),
        ("feared", "cutters FEARS_REPRISAL_FROM pit", "cutters KNOWS pit"),
    ],
)
def test_who_depends_on_a_party_with_power_over_the_group_is_captured(
    why: str, captured: str, free: str
) -> None:
    needs = "pit FUNDS union share_of_budget=.8 receiver_alternatives=none"
    found = row(SPEAKS, needs, captured, guests=("union",))
    assert (found["status"], found["gaps"]) == ("not_heard", ("captured",))
    assert row(SPEAKS, needs, free, guests=("union",))["status"] == "heard"


def test_a_voice_below_the_threshold_of_dependence_is_free() -> None:
    needs = "pit FUNDS union share_of_budget={} receiver_alternatives=none"
    assert row(SPEAKS, "pit EMPLOYS cutters", needs.format(".5"), guests=("union",))["status"] == "heard"
    assert row(SPEAKS, "pit EMPLOYS cutters", needs.format(".51"), guests=("union",))["status"] == "not_heard"


def test_a_voice_whose_dependence_nobody_states_may_be_captured() -> None:
    found = row(SPEAKS, "pit EMPLOYS cutters", "pit FUNDS union", guests=("union",))
    assert (found["status"], found["gaps"]) == ("unknown", ("unknown",))


def test_the_employer_itself_is_captured_whatever_it_says() -> None:
    boss = [*PARTIES[:1], "NGO pit IN/R/K", *PARTIES[4:]]
    speaks = "pit REPRESENTS cutters basis=elected risks=water places=IN/R"
    assert gaps(speaks, "pit CAUSES water", guests=("pit",), parties=boss) == ("captured",)
    assert gaps(speaks, guests=("pit",), parties=boss) == ("single",)


def test_a_committee_that_the_employer_appointed_is_captured() -> None:
    made = [*PARTIES[:4], "MembersOrganisation committee IN/R form={}"]
    speaks = "committee REPRESENTS cutters basis=elected risks=water places=IN/R"
    for form, gap in (("employer_appointed_committee", "captured"), ("elected_committee", "single")):
        assert gaps(
            speaks, guests=("committee",), parties=[line.format(form) for line in made]
        ) == (gap,)  # fmt: skip


def test_single_is_gone_with_a_second_voice() -> None:
    second = "helpers REPRESENTS cutters basis=mandated risks=water places=IN/R"
    assert gaps(SPEAKS, guests=("union", "helpers")) == ("single",)
    assert gaps(SPEAKS, second, guests=("union", "helpers")) == ()


def test_an_unsafe_voice_is_nobody_to_invite() -> None:
    unsafe = with_union("safe_to_invite=no")
    for guests in (("buyer",), ("union",)):
        found = row(SPEAKS, guests=guests, parties=unsafe)
        assert (found["status"], found["gaps"], found["voices"]) == ("not_heard", ("unsafe",), ())
    assert gaps(SPEAKS) == ("uninvited",)


def test_a_voice_without_basis_makes_the_concern_unknown_and_not_missing() -> None:
    blank = "union REPRESENTS cutters risks=water places=IN/R"
    for guests in (("union",), ("buyer",)):
        found = row(blank, guests=guests)
        assert (found["status"], found["gaps"]) == ("unknown", ("unknown",))
    assert row(blank + " basis=elected", guests=("union",))["status"] == "heard"


@pytest.mark.parametrize("blank", ["risks=water", "places=IN/R", "", "risks=water places=unknown"])
def test_a_voice_without_risks_or_places_is_unverified(blank: str) -> None:
    found = row(f"union REPRESENTS cutters basis=elected {blank}", guests=("union",))
    assert (found["status"], found["gaps"]) == ("unknown", ("unknown",))


@pytest.mark.parametrize(
    ("where", "status", "rung"),
    [
        ("IN/R/K", "heard", 0.8),  # the same place
        ("IN/R", "heard", 0.8),  # the region around it
        ("IN", "heard", 0.5),  # wider than the region: a proxy at most
        ("IN/R/K/pit", "unknown", None),  # only a part of it: no voice for it, and somebody looked
        ("IN/S", "unknown", None),
    ],
)
def test_a_voice_counts_where_its_place_is_the_concern_s_or_lies_around_it(
    where: str, status: str, rung: float | None
) -> None:
    found = row(f"union REPRESENTS cutters basis=elected risks=water places={where}", guests=("union",))
    assert (found["status"], found["rung"]) == (status, rung)


def test_a_chain_of_two_multiplies_and_a_third_link_counts_for_nothing() -> None:
    links = [
        SPEAKS,
        "helpers REPRESENTS union basis=mandated risks=water places=IN/R",
        "front REPRESENTS helpers basis=mandated risks=water places=IN/R",
    ]
    parties = [*PARTIES[:4], "NGO front IN"]
    assert row(*links, guests=("helpers",), parties=parties)["rung"] == pytest.approx(0.8 * 0.8)
    assert row(*links, guests=("front",), parties=parties)["rung"] is None


def test_a_chain_over_a_captured_voice_is_captured() -> None:
    chain = "helpers REPRESENTS union basis=mandated risks=water places=IN/R"
    needs = "pit FUNDS union share_of_budget=.9 receiver_alternatives=none"
    found = row(SPEAKS, chain, needs, "pit EMPLOYS cutters", guests=("helpers",))
    assert (found["status"], found["gaps"]) == ("not_heard", ("captured",))


def test_the_state_speaks_only_as_an_elected_body() -> None:
    speaks = "office REPRESENTS cutters basis={} risks=water places=IN/R"
    office = [*PARTIES[:4], "GovernmentBody office IN/R role={}"]
    for basis, role, status in (
        ("statutory", "elected_council", "heard"),
        ("statutory", "ministry", "unknown"),
        ("elected", "elected_council", "unknown"),
        ("field_contact", "ministry", "unknown"),
    ):
        parties = [line.format(role) for line in office]
        assert row(speaks.format(basis), guests=("office",), parties=parties)["status"] == status


def test_several_under_one_name_hold_no_seat() -> None:
    assert row(SPEAKS, guests=("union",), parties=with_union("extent=several"))["status"] == "unknown"
    assert row(SPEAKS, guests=("union",), parties=with_union("extent=one"))["status"] == "heard"


def test_a_union_that_is_harmed_itself_speaks_for_itself() -> None:
    made = net(PARTIES, "union AFFECTED_BY freedom_of_association scale=3 state=actual")
    (at_the_table,) = ask(brief(made, ["union"])).rows
    assert (at_the_table["status"], at_the_table["through"]) == ("heard", "in_person")
    (left_out,) = ask(brief(made, ["buyer"])).rows
    assert left_out["gaps"] == ("uninvited",)


def test_who_speaks_for_itself_does_so_once_and_not_through_another() -> None:
    loop = ("union REPRESENTS helpers basis=mandated risks=freedom_of_association places=IN/R",
            "helpers REPRESENTS union basis=mandated risks=freedom_of_association places=IN/R")  # fmt: skip
    made = net(PARTIES, "union AFFECTED_BY freedom_of_association scale=3 state=actual", *loop)
    (cell,) = Hearing(brief(made, ["union"])).cells
    assert sorted(made.nodes[voice.who]["name"] for voice in cell.voices) == ["helpers", "union"]


def test_below_level_team_nobody_is_named_as_a_voice_to_invite() -> None:
    made = net(PARTIES, HARM, SPEAKS, level="participants")
    answer = ask(brief(made, ["buyer"]))
    assert answer.rows[0]["voices"] == ()
    assert "voices.cannot.safety" in answer.cannot_tell


def test_without_a_list_the_answer_says_so_first() -> None:
    answer = ask(brief(net(PARTIES, HARM, SPEAKS)))
    assert answer.sentences("en")[0] == "No guest list given: this checks the map only."
    assert answer.coverage is not None and answer.coverage["total"] is None


def test_the_concerns_add_up_in_both_languages() -> None:
    ties = (HARM, "cutters AFFECTED_BY wages", "cutters AFFECTED_BY injury_heat", SPEAKS,
            "helpers REPRESENTS cutters basis=advocate risks=wages places=IN/R")  # fmt: skip
    answer = ask(brief(net(PARTIES, *ties), ["union", "helpers"]))
    assert answer.sentences("en")[0] == (
        "Concerns 3 = 1 heard (0 in person, 1 by a body they chose or asked, 0 through others)"
        " + 1 not heard + 1 unknown."
    )
    assert answer.sentences("nl")[0].startswith("Zorgen 3 = 1 gehoord")


def test_coverage_runs_from_what_is_surely_heard_to_what_may_be() -> None:
    # weights: water 3 x 3 = 9 heard, wages 2 x 3 = 6 not heard, working hours 1 x 2 = 2 unknown
    graded = "scope=1 irremediability=1"
    ties = (HARM, f"cutters AFFECTED_BY wages scale=2 {graded} state=actual",
            f"cutters AFFECTED_BY working_hours scale=1 {graded} state=potential likelihood=2",
            SPEAKS, "helpers REPRESENTS cutters basis=advocate risks=wages places=IN/R")  # fmt: skip
    told = Hearing(brief(net(PARTIES, *ties), ["union", "helpers"]))
    found = coverage(told)
    assert found["total"] == pytest.approx({"low": 9 / 17, "high": 11 / 17})
    assert found["by_risk"]["wages"] == {"low": 0.0, "high": 0.0}
    # soft: .8 of 9, .3 of 6, and nothing to all of 2
    assert found["soft"] == pytest.approx({"low": (7.2 + 1.8) / 17, "high": (7.2 + 1.8 + 2) / 17})
    assert found["directness"]["elected"] == {"low": 1.0, "high": 1.0}
    assert found["one_voice"] == {"concerns": 1, "low": 9.0, "high": 9.0}


def test_a_weight_that_nobody_graded_widens_coverage() -> None:
    # water 9, heard; wages anything from 1 to 9, not heard: 9/18 to 9/10
    ties = (HARM, "cutters AFFECTED_BY wages", SPEAKS,
            "helpers REPRESENTS cutters basis=advocate risks=wages places=IN/R")  # fmt: skip
    told = Hearing(brief(net(PARTIES, *ties), ["union", "helpers"]))
    assert coverage(told)["total"] == pytest.approx({"low": 0.5, "high": 0.9})


PART = st.tuples(st.integers(1, 4), st.integers(0, 5), st.integers(0, 4))


@given(st.lists(PART, min_size=1, max_size=6))
def test_the_range_of_a_mean_is_that_of_all_corners(drawn_parts: list[tuple[int, int, int]]) -> None:
    parts = [(float(low), float(low + more), value / 4) for low, more, value in drawn_parts]
    means = []
    for corner in range(2 ** len(parts)):
        weights = [part[corner >> at & 1] for at, part in enumerate(parts)]
        total = sum(weight * part[2] for weight, part in zip(weights, parts, strict=True))
        means.append(total / sum(weights))
    assert mean_range(parts) == pytest.approx((min(means), max(means)))


def test_another_threshold_and_ladder_are_heard() -> None:
    made = net(PARTIES, HARM, SPEAKS, settings=Settings(tau=0.9))
    assert ask(brief(made, ["union"])).rows[0]["status"] == "not_heard"


def test_four_hundred_small_cases_are_judged_as_the_page_says() -> None:
    dice = random.Random(20260101)
    seen: set[str] = set()
    for _ in range(400):
        case = drawn(dice)
        told = asked(case)
        names = {node(told.net, name): name for name in case["parties"]}
        ours = {
            (names[c.concern.group], told.name(c.concern.risk), c.concern.place.replace(" / ", "/")): (
                c.concern.low, c.concern.high, c.status, set(c.gaps), c.low,
            )
            for c in Hearing(told).cells
        }  # fmt: skip
        expected = judge(case)
        assert ours.keys() == expected.keys(), case
        for about, (low, high, status, gap, best) in expected.items():
            assert ours[about][:4] == (low, high, status, gap), (case, about)
            assert ours[about][4] == pytest.approx(best), (case, about)
            seen |= gap | {status}
    assert seen >= {"unseen", "uninvited", "proxy", "captured", "single", "unsafe", "unknown", "heard"}


@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_the_order_of_claims_changes_nothing(seed: int, order: int) -> None:
    case = drawn(random.Random(seed))
    shuffled = brief(built(case, random.Random(order)), case["guests"], complete=case["complete"])
    once, again = ask(asked(case)), ask(shuffled)
    assert [{**row, "evidence": ()} for row in once.rows] == [{**row, "evidence": ()} for row in again.rows]
    assert once.coverage == again.coverage


@given(st.integers(0, 2**32), st.data())
def test_removing_a_guest_never_raises_coverage_or_rights_seats(seed: int, data: st.DataObject) -> None:
    case = drawn(random.Random(seed))
    if not case["guests"]:
        case["guests"] = ["union"]
    fewer = [name for name in case["guests"] if name != data.draw(st.sampled_from(case["guests"]))]
    made = built(case)
    many, few = (Hearing(brief(made, some, complete=case["complete"])) for some in (case["guests"], fewer))
    for end in ("low", "high"):
        assert coverage(few)["total"][end] <= coverage(many)["total"][end] + 1e-12
    assert len(few.rights_seats[0]) <= len(many.rights_seats[0])
    assert sum(map(len, few.rights_seats)) <= sum(map(len, many.rights_seats))


@given(st.integers(0, 2**32))
def test_an_incomplete_list_claims_nobody_s_absence(seed: int) -> None:
    case = drawn(random.Random(seed)) | {"complete": False}
    for cell in Hearing(asked(case)).cells:
        assert cell.status in ("heard", "unknown")
        assert not {"uninvited", "proxy", "single"} & set(cell.gaps)


def test_a_seat_is_a_rights_holder_s_when_they_chose_it_and_nobody_captured_it() -> None:
    def seats(*ties: str) -> tuple[int, int]:
        sure, maybe = Hearing(brief(net(PARTIES, *ties), ["union", "buyer"])).rights_seats
        return len(sure), len(maybe)

    funds = "pit FUNDS union share_of_budget=.9 receiver_alternatives=none"
    assert seats(SPEAKS) == (1, 0)
    assert seats(SPEAKS.replace("elected", "advocate")) == (0, 0)
    assert seats(SPEAKS.replace("basis=elected ", "")) == (0, 1)
    assert seats(SPEAKS, "pit EMPLOYS cutters", funds) == (0, 0)
    assert seats(SPEAKS, "pit EMPLOYS cutters", "pit FUNDS union") == (0, 1)
    assert seats("union REPRESENTS helpers basis=elected") == (0, 0)


def test_an_unsafe_guest_fills_no_seat() -> None:
    for answer, seats in (("yes", 1), ("no", 0)):
        made = net(with_union(f"safe_to_invite={answer}"), SPEAKS)
        assert len(Hearing(brief(made, ["union"])).rights_seats[0]) == seats


def test_no_list_and_an_empty_list_are_two_things() -> None:
    made = net(PARTIES, HARM, SPEAKS)
    empty = Brief(made, Guests("", "list", (), (), complete=True))
    assert ask(empty).rows[0]["status"] == "not_heard"
    assert ask(Brief(made)).rows[0]["status"] == "unknown"
