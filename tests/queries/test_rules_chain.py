"""C002, the hidden bottleneck: each time two small networks that differ in one fact."""

import pytest

from queries.hearing import hearing
from queries.question import Brief, Finding
from queries.rules.chain import MOST_TIES, findings
from tests.queries.small import brief as listed
from tests.queries.small import net

PARTIES = ["Importer M NL", "Supplier A IN", "Supplier B IN", "Supplier C IN", "Quarry Q IN"]
# .5 x .6 + .4 x 1 = .7 of what M buys passes C, by way of two others.
ALL_BUT_ONE = (
    "A SUPPLIES M share_of_buyer=0.5",
    "B SUPPLIES M share_of_buyer=0.4",
    "C SUPPLIES A share_of_buyer=0.6",
)
BOTTLENECK = (*ALL_BUT_ONE, "C SUPPLIES B share_of_buyer=1")


def found(*ties: str, parties: list[str] | None = None, guests: list[str] | None = None) -> list[Finding]:
    return list(findings(hearing(listed(net(parties or PARTIES, *ties), guests))))


def names(one: Finding, brief: Brief) -> tuple[str, str]:
    return brief.name(str(one.nodes["X"])), brief.name(str(one.nodes["Y"]))


def test_more_than_half_passes_somebody_the_buyer_has_no_tie_with() -> None:
    brief = Brief(net(PARTIES, *BOTTLENECK))
    (one,) = findings(hearing(brief))
    assert (one.code, one.severity, one.sure) == ("C002", "medium", "claimed")
    assert names(one, brief) == ("C", "M")
    assert one.weight == pytest.approx(0.7)
    assert [place.at for place in one.evidence] == ["2", "3", "4", "5"]  # both ways, all four ties


@pytest.mark.parametrize("other", [
    "C SUPPLIES B share_of_buyer=0.4",  # .46
    "C SUPPLIES B",  # .3 to .7: possible is not sure
    "C SUPPLIES B share_of_buyer=1 holds=no",
])  # fmt: skip
def test_it_is_gone_when_one_share_is_less_or_not_known(other: str) -> None:
    assert found(*ALL_BUT_ONE, other) == []


def test_beside_one_that_is_sure_one_that_is_possible_is_not_named() -> None:
    """Q may supply all of C and the rest of A, so .9 may pass it; nobody says that anything does."""
    brief = Brief(net(PARTIES, *BOTTLENECK, "Q SUPPLIES C", "Q SUPPLIES A"))
    assert [names(one, brief) for one in findings(hearing(brief))] == [("C", "M")]


@pytest.mark.parametrize("tie", ["M KNOWS C", "M INSPECTS C", "C SUPPLIES M", "M OWNS C"])
def test_it_is_gone_when_the_two_have_met(tie: str) -> None:
    assert [one.code for one in found(*BOTTLENECK)] == ["C002"]
    assert found(*BOTTLENECK, tie) == []


def test_a_direct_supplier_is_not_hidden() -> None:
    assert found("A SUPPLIES M share_of_buyer=0.9") == []


def test_of_two_in_a_row_the_nearer_is_named() -> None:
    brief = Brief(net(PARTIES, *BOTTLENECK, "Q SUPPLIES C share_of_buyer=1"))
    assert [names(one, brief) for one in findings(hearing(brief))] == [("C", "M")]


def test_two_that_are_not_in_a_row_are_both_named() -> None:
    """All of A's comes by C and by Q in turn, and each passes what the other sells: neither is the gate."""
    half = ("C SUPPLIES A share_of_buyer=0.5", "Q SUPPLIES A share_of_buyer=0.5")
    all_ = ("A SUPPLIES M share_of_buyer=1", "Q SUPPLIES C share_of_buyer=1", "C SUPPLIES Q share_of_buyer=1")
    brief = Brief(net(PARTIES, *half, *all_))
    assert sorted(names(one, brief)[0] for one in findings(hearing(brief))) == ["C", "Q"]


@pytest.mark.parametrize("extent", ["several", "unspecified"])
def test_a_name_for_several_is_no_bottleneck_and_no_buyer(extent: str) -> None:
    loose = [f"{p} extent={extent}" if p.startswith("Supplier C") else p for p in PARTIES]
    assert found(*BOTTLENECK, parties=loose) == []
    loose = [f"{p} extent={extent}" if p.startswith("Importer") else p for p in PARTIES]
    assert found(*BOTTLENECK, parties=loose) == []


@pytest.mark.parametrize("who", ["MembersOrganisation C IN form=cooperative", "WorkerGroup C IN", "NGO C IN"])
def test_nobody_of_the_people_or_their_voices_is_named(who: str) -> None:
    parties = [who if p.startswith("Supplier C") else p for p in PARTIES]
    assert found(*BOTTLENECK, parties=parties) == []


def test_nobody_who_may_not_be_contacted_is_named() -> None:
    parties = [f"{p} safe_to_invite=no" if p.startswith("Supplier C") else p for p in PARTIES]
    assert found(*BOTTLENECK, parties=parties) == []


@pytest.mark.parametrize(("guests", "severity"), [(None, "medium"), (["M"], "medium"), (["A"], "note")])
def test_it_is_a_note_where_the_buyer_is_not_on_the_list(guests: list[str] | None, severity: str) -> None:
    assert [one.severity for one in found(*BOTTLENECK, guests=guests)] == [severity]


def test_the_strictest_tie_of_the_way_decides_who_may_see_it() -> None:
    assert [one.level for one in found(*BOTTLENECK)] == ["participants"]
    ties = (*ALL_BUT_ONE, "C SUPPLIES B share_of_buyer=1 level=team")
    assert [one.level for one in found(*ties)] == ["team"]


def test_the_sentence_names_both_and_who_can_introduce_them() -> None:
    brief = Brief(net(PARTIES, *BOTTLENECK))
    (one,) = findings(hearing(brief))
    for lang in ("en", "nl"):
        said = one.sentence(brief, lang)
        assert "C" in said and "M" in said and not any(sign.isdigit() for sign in said)
        assert "B" in one.repair(brief, lang)  # by way of B it carries .4, by way of A .3


def test_chains_that_are_too_large_to_follow_all_are_said_to_be() -> None:
    assert MOST_TIES > 100_000
    brief = Brief(net(PARTIES, *BOTTLENECK))
    note = Finding("C002", "note", ("x",), values={"n": 3}, variant="many")
    assert "3" in note.sentence(brief, "en") and "3" in note.sentence(brief, "nl")
