"""`names` and `show`: proposals with reasons, decisions there and back, decisions that sleep."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.connect import connect
from tests.cli.running import call, table

PARTY = ("name", "kind", "place", "source")


def listed(folder: Path, *args: str) -> str:
    said = call("names", *args, cwd=folder)
    assert said.code == 0, said.all
    return said.out


def stakeholders(folder: Path) -> int:
    found = re.search(r"(\d+) stakeholders", listed(folder))
    assert found
    return int(found[1])


def keys_of(folder: Path, name: str) -> list[str]:
    """The starts of the keys that the sentence about an ambiguous name shows."""
    return re.findall(r"([0-9a-f]{6})\)", call("show", name, cwd=folder).err)


def test_what_may_be_one_is_proposed_with_a_reason_and_joined_only_by_a_person(case: Path) -> None:
    said = listed(case)
    (line,) = [line for line in said.splitlines() if "Balaji" in line]
    assert re.search(r"Balaji Stones? +– +Balaji Stones? +the same\? \d+ of 100: \w", line)
    assert stakeholders(case) == 10
    assert call("names", "decide", "Balaji Stone", "same", "Balaji Stones", cwd=case).code == 0
    assert stakeholders(case) == 9
    assert "Balaji" not in listed(case).partition("What you decided")[0]


def test_a_decision_is_listed_with_who_when_and_why_and_can_be_taken_back(case: Path) -> None:
    before = listed(case)
    decide = [
        "names",
        "decide",
        "Balaji Stone",
        "different",
        "Balaji Stones",
        "--by",
        "Ann",
        "--reason",
        "two sites",
    ]
    said = call(*decide, cwd=case)
    assert said.out == "Remembered: Balaji Stone – Balaji Stones: different.\n"
    assert re.search(
        r"you decided:\n  Balaji Stone  –  Balaji Stones   different \(Ann, \d{4}-\d\d-\d\d, two sites\)",
        listed(case),
    )
    said = call("names", "undo", "Balaji Stones", "Balaji Stone", cwd=case)
    assert said.code == 0, said.all
    assert listed(case) == before


@pytest.mark.parametrize("verdict", ["same", "part_of", "different", "unsure"])
def test_every_verdict_goes_there_and_back(case: Path, verdict: str) -> None:
    before = listed(case)
    assert call("names", "decide", "Local NGO 1", verdict, "Importer 1", cwd=case).code == 0
    assert listed(case) != before
    assert call("names", "undo", "Local NGO 1", "Importer 1", cwd=case).code == 0
    assert listed(case) == before


def test_two_of_one_name_are_told_apart_by_the_start_of_their_keys(case: Path) -> None:
    one, other = keys_of(case, "Stone Union")
    for key in (one, other):
        assert call("show", key, cwd=case).code == 0
    assert call("names", "decide", one, "same", other, cwd=case).code == 0
    assert call("show", "Stone Union", cwd=case).code == 0
    assert call("names", "undo", "Stone Union", "Stone Union", cwd=case).code == 0
    assert keys_of(case, "Stone Union") == [one, other]


def test_what_one_source_calls_so_can_be_parted_from_what_another_does(case: Path) -> None:
    """Both sources mention Quarry A, which is one stakeholder until somebody says that it is two."""
    assert stakeholders(case) == 10
    said = call("names", "decide", "Quarry A @ field-2026", "different", "Quarry A @ desk-2026", cwd=case)
    assert said.code == 0, said.all
    assert stakeholders(case) == 11
    assert len(keys_of(case, "Quarry A")) == 2
    assert call("names", "undo", "Quarry A @ field-2026", "Quarry A @ desk-2026", cwd=case).code == 0
    assert stakeholders(case) == 10
    with connect(case / "aantafel.db", readonly=True) as store:
        assert store.claims(()).decisions == (), "what followed from it is taken back too"


def test_a_source_named_where_nothing_is_parted_is_that_of_the_name(case: Path) -> None:
    said = call("names", "decide", "Balaji Stone @ desk-2026", "same", "Balaji Stones @ field-2026", cwd=case)
    assert said.code == 0, said.all
    assert stakeholders(case) == 9
    assert "Decisions that wait" not in listed(case)


def test_a_decision_sleeps_while_nobody_mentions_a_name_and_can_still_be_taken_back(case: Path) -> None:
    call("names", "decide", "Balaji Stone", "same", "Balaji Stones", cwd=case)
    call("sources", "remove", "desk-2026", cwd=case)
    heading, _, sleeping = listed(case).partition(
        "Decisions that wait, since no source mentions the name now:\n"
    )
    assert "What you decided" not in heading
    assert sleeping.startswith("  Balaji Stone  –  Balaji Stones   the same")
    assert call("names", "undo", "balaji stone", "BALAJI STONES", cwd=case).code == 0
    assert "Decisions that wait" not in listed(case)
    call("ingest", "desk.csv", cwd=case)
    assert stakeholders(case) == 10


def test_a_decision_that_contradicts_the_others_changes_nothing(case: Path) -> None:
    call("names", "decide", "Balaji Stone", "different", "Balaji Stones", cwd=case)
    call("names", "decide", "Local NGO 1", "same", "Balaji Stone", cwd=case)
    before = listed(case)
    said = call("names", "decide", "Local NGO 1", "same", "Balaji Stones", cwd=case)
    assert said.code == 3
    assert listed(case) == before
    later = call("names", "decide", "Local NGO 1", "different", "Balaji Stone", cwd=case)
    assert later.code == 0, "a later verdict on a pair replaces the earlier"


def test_open_questions_name_the_keys_to_decide_with(case: Path) -> None:
    """A third Stone Union of which nobody says where it is fits both."""
    table(case / "third.csv", PARTY, ("Stone Union", "trade union", "", "third"))
    assert call("ingest", "third.csv", cwd=case).code == 0
    lines = listed(case).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("Names that may be one or two"))
    keys = re.findall(r"\(([0-9a-f]{6})\)", lines[at + 1])
    assert len(keys) >= 2
    assert call("names", "decide", keys[0], "same", keys[1], cwd=case).code == 0


def test_dutch_is_spoken_when_asked(case: Path) -> None:
    said = call("names", "decide", "Balaji Stone", "same", "Balaji Stones", "--lang", "nl", cwd=case)
    assert said.out == "Onthouden: Balaji Stone – Balaji Stones: dezelfde.\n"
    assert "Wat u hebt besloten:" in listed(case, "--lang", "nl")


# -- show -----------------------------------------------------------------------------------------------


def test_show_takes_a_name_in_any_case_and_an_alias(case: Path) -> None:
    table(
        case / "alias.csv",
        ("name", "kind", "place", "other names", "source"),
        ("Local NGO 1", "ngo", "India / Rajasthan", "Sathi", "field-2026"),
    )
    assert call("ingest", "alias.csv", cwd=case).code == 0
    whole = call("show", "Local NGO 1", cwd=case)
    assert whole.code == 0
    for name in ("local ngo 1", "LOCAL NGO 1", " Local  NGO 1 ", "Sathi", "sathi"):
        assert call("show", name, cwd=case).out == whole.out


def test_show_takes_the_start_of_a_finding_with_its_evidence(case: Path) -> None:
    found = re.search(r"^HIGH +(P001-[0-9a-f]{3,})", call("check", cwd=case).out, re.MULTILINE)
    assert found
    for text in (found[1], found[1].lower(), "P001", found[1][:-1]):
        said = call("show", text, cwd=case)
        assert said.code == 0, said.all
        assert "guests.csv" in said.out


def test_show_takes_a_pair_and_a_tie(case: Path) -> None:
    said = call("show", "Quarry A > Balaji Stones", cwd=case)
    assert said.code == 0, said.all
    assert "trade.csv" in said.out
    with connect(case / "aantafel.db", readonly=True) as store:
        tie = next(one for one in store.claims().ties if one.relation == "SUPPLIES")
    said = call("show", tie.id[:8], cwd=case)
    assert said.code == 0, said.all
    assert "trade.csv" in said.out


def test_who_is_meant_is_asked_in_the_language_that_is_spoken(case: Path) -> None:
    assert "Stone Union (vakbond, " in call("show", "Stone Union", "--lang", "nl", cwd=case).err
    assert "Stone Union (trade union, " in call("show", "Stone Union", cwd=case).err
