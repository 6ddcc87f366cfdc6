"""A changed copy of the case: every figure and finding of the first screen follows from its rows.

What is expected is counted from the changed rows by `tests.case.reading`, never by our loader.
"""

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.examples import CASE, copy_case
from queries.check import headline
from queries.question import Answer, Brief
from queries.register import QUESTIONS, brief
from queries.screen import first_screen
from queries.told_by import facts_by_source
from tests.case.reading import (
    INVENTED,
    PLANNED,
    STUDY,
    Row,
    called,
    concerns,
    facts,
    files,
    guests,
    heard,
    node,
    read,
    rewrite,
    rows,
    said_ties,
    stakeholders,
)

COBBLERS, WOMEN = "Self-help group of cobble makers", "Women cutting cobbles at home"
GUESTS, VOICES = "illustrative/guests.csv", "illustrative/voices.csv"


def asked(folder: Path) -> tuple[Brief, Answer]:
    told = brief(read(folder))
    return told, QUESTIONS["check"].ask(told)


def codes_about(answer: Answer, name: str, net: nx.MultiDiGraph) -> set[str]:
    about = node(net, name)
    return {f.code for f in answer.findings if about in (f.nodes.get("group"), f.nodes.get("X"))}


def assert_figures_follow(folder: Path, told: Brief) -> None:
    """Facts by source, stakeholders, ties, concerns, guests and heard, as the rows of the folder have it."""
    assert facts_by_source(told.net) == facts(folder)
    assert len(told.stakeholders()) == len(stakeholders(folder))
    assert told.net.number_of_edges() == len(said_ties(folder))
    counts = headline(told).concerns
    assert counts["concerns"] == len(concerns(folder))
    assert counts["heard"] == len(heard(folder))
    assert counts["concerns"] == counts["heard"] + counts["not_heard"] + counts["unknown"]
    listed = guests(folder)
    assert headline(told).guests == (len(listed) if listed else None)
    if told.guests:
        assert {told.name(one) for one in told.guests.members} == listed


def invite(name: str) -> Callable[[list[Row]], list[Row]]:
    """Put somebody on the draft list, as a last row like the others."""

    def change(table: list[Row]) -> list[Row]:
        blank = dict.fromkeys(table[0], "")
        told = {"dialogue": PLANNED, "party": name, "role": "guest", "status": "considered", "seats": "1"}
        return [*table, {**blank, **told, "date": "2026-10", "source": INVENTED}]

    return change


def without_row(number: int) -> Callable[[list[Row]], list[Row]]:
    return lambda table: [row for at, row in enumerate(table) if at != number]


# -- figures -----------------------------------------------------------------------------


def test_the_case_as_it_ships_is_what_its_rows_say() -> None:
    told, _ = asked(CASE)
    assert_figures_follow(CASE, told)


LINES = [(called(path), at) for path in files() for at in range(len(rows(path.parent, path.name)))]


@settings(max_examples=25)
@given(left_out=st.lists(st.sampled_from(LINES), min_size=1, max_size=6, unique=True))
def test_with_any_rows_left_out_every_figure_follows(
    left_out: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Rows of the lists of dialogues stay: without one its guests are a list nobody vouches for."""
    folder = tmp_path_factory.mktemp("case") / "copy"
    copy_case(folder)
    for name, at in sorted(left_out, reverse=True):
        if not name.endswith("/dialogues.csv") and len(rows(folder, name)) > 1:
            rewrite(folder, name, without_row(at))
    assert_figures_follow(folder, brief(read(folder)))


# -- a claim removed ---------------------------------------------------------------------


def test_without_the_councils_voice_nobody_is_heard_and_its_findings_are_others(copy: Path) -> None:
    before, first = asked(copy)
    residents = "Residents of village B"
    assert "V005" in codes_about(first, residents, before.net)
    speaks = [at for at, row in enumerate(rows(copy, VOICES)) if row["for or with whom"] == residents]
    spoken = [at for at in speaks if rows(copy, VOICES)[at]["does"] == "speaks for"]
    rewrite(copy, VOICES, without_row(*spoken))
    after, second = asked(copy)
    assert_figures_follow(copy, after)
    assert headline(before).concerns["heard"] == 1
    assert headline(after).concerns["heard"] == 0
    assert facts_by_source(after.net)[INVENTED] == facts_by_source(before.net)[INVENTED] - 1
    assert codes_about(second, residents, after.net) == {"V001"}  # the map knows no voice for them now
    assert "V006" not in {finding.code for finding in second.findings}  # no lighter concern is heard


def test_a_removed_claim_of_the_case_study_is_counted_there(copy: Path) -> None:
    rewrite(copy, "documented/ties.csv", without_row(0))
    told, answer = asked(copy)
    assert_figures_follow(copy, told)
    shown = "\n".join(first_screen(told, answer, "en", "f"))
    assert f"{facts(CASE)[STUDY] - 1} documented" in shown
    assert f"{facts(CASE)[INVENTED]} illustrative" in shown


# -- an invitation added -----------------------------------------------------------------


def test_inviting_the_self_help_group_gives_women_a_voice_and_a_seat(copy: Path) -> None:
    before, first = asked(copy)
    assert "V002" in codes_about(first, WOMEN, before.net)
    assert "P001" in {finding.code for finding in first.findings}
    rewrite(copy, GUESTS, invite(COBBLERS))
    after, second = asked(copy)
    assert_figures_follow(copy, after)
    assert headline(after).guests == 13
    assert headline(after).rights_seats == 1
    assert headline(after).concerns["heard"] == headline(before).concerns["heard"] + 2  # pay, and injuries
    assert headline(after).concerns["in_person"] == 2
    assert "V002" not in codes_about(second, WOMEN, after.net)
    assert "P001" not in {finding.code for finding in second.findings}


def test_an_invited_group_that_was_asked_is_not_to_be_asked_first(copy: Path) -> None:
    rewrite(copy, GUESTS, invite(COBBLERS))
    told, answer = asked(copy)
    (ask_first,) = [finding for finding in answer.findings if finding.code == "S002"]
    assert COBBLERS not in {told.name(one) for one in ask_first.nodes["X"]}


def test_an_answer_that_a_moneylender_of_its_members_gave_counts_as_not_asked(copy: Path) -> None:
    def by_the_lender(table: list[Row]) -> list[Row]:
        return [
            {**row, "asked by": "Local moneylenders"} if row["party"] == COBBLERS else row for row in table
        ]

    rewrite(copy, GUESTS, invite(COBBLERS))
    rewrite(copy, "illustrative/safety.csv", by_the_lender)
    told, answer = asked(copy)
    (ask_first,) = [finding for finding in answer.findings if finding.code == "S002"]
    assert COBBLERS in {told.name(one) for one in ask_first.nodes["X"]}


def test_inviting_a_bank_helps_nobody(copy: Path) -> None:
    before, _ = asked(copy)
    rewrite(copy, GUESTS, invite("Donor fund 1"))
    after, second = asked(copy)
    assert_figures_follow(copy, after)
    assert headline(after).guests == 13
    assert headline(after).concerns == headline(before).concerns
    assert "P001" in {finding.code for finding in second.findings}


def test_a_guest_who_declines_is_off_the_list(copy: Path) -> None:
    def declined(table: list[Row]) -> list[Row]:
        return [
            {**row, "status": "declined"} if row["party"] == "Village council B" else row for row in table
        ]

    rewrite(copy, GUESTS, declined)
    told, _ = asked(copy)
    assert_figures_follow(copy, told)
    assert headline(told).guests == 11
    assert headline(told).concerns["heard"] == 0


def test_a_list_that_nobody_calls_complete_calls_nobody_uninvited(copy: Path) -> None:
    def unsure(table: list[Row]) -> list[Row]:
        return [{**row, "guest list complete": "don't know"} for row in table]

    rewrite(copy, "illustrative/dialogues.csv", unsure)
    told, answer = asked(copy)
    assert headline(told).guests == 12
    assert not {"V002", "V003", "V005", "P001"} & {finding.code for finding in answer.findings}
    assert headline(told).concerns["not_heard"] == 0


# -- names replaced ----------------------------------------------------------------------

OTHER_NAMES = {
    "Self-help group of cobble makers": "Tambour circle",
    "Women cutting cobbles at home": "Lacemakers of the hill",
    "Worker committee 1": "Panel Blue",
    "Cutting yard 1": "Sawmill Nine",
    "Mine workers' union R": "Union of delvers",
    "Quarry workers A": "Delvers of the ridge",
    "Local NGO 1": "Well and Lamp",
    "Suppliers in India": "Vendors over there",
}


def renamed(folder: Path) -> None:
    for path in files(folder):
        text = path.read_text("utf-8")
        for name, other in OTHER_NAMES.items():
            text = text.replace(name, other)
        path.write_text(text, "utf-8")


def test_with_other_names_every_figure_is_the_same_and_every_sentence_says_the_other_name(
    copy: Path,
) -> None:
    before, first = asked(copy)
    renamed(copy)
    after, second = asked(copy)
    assert_figures_follow(copy, after)
    assert headline(after) == headline(before)

    expected = []
    for sentence in sentences(first, before):
        for name, other in OTHER_NAMES.items():
            sentence = sentence.replace(name, other)
        expected.append(sentence)
    found = sentences(second, after)
    assert sorted(map(_in_order, found)) == sorted(map(_in_order, expected))
    shown = "\n".join(found)
    assert not [name for name in OTHER_NAMES if name in shown]
    assert "Lacemakers of the hill" in shown


def sentences(answer: Answer, about: Brief) -> list[str]:
    return [f"{one.severity} {one.code} {one.sentence(about, 'en')}" for one in answer.findings]


def _in_order(sentence: str) -> str:
    """A sentence with its words in one order: lists of names are sorted by key, and keys follow names."""
    return " ".join(sorted(sentence.replace(",", " ").replace(":", " ").split()))
