"""A card keeps the answers for one file: written, read back, and refused by the name of what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import AantafelError
from ingest.cards import Card, Expects, card_for, card_path
from ingest.load import read_file
from tests.ingest.small_files import csv_file, named

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
word = st.text("abcdefghij klm", min_size=1, max_size=12).map(str.strip).filter(bool)
cards = st.builds(
    Card,
    as_form=st.sampled_from(["", "parties", "trade"]),
    sheet=text,
    header=st.none() | st.integers(0, 99),
    columns=st.dictionaries(text, word, max_size=3),
    source=st.fixed_dictionaries({"id": word}, optional={"title": word, "date": st.just("2026-03")}),
    whose=text,
    dates=st.sampled_from(["", "iso", "dmy", "mdy", "serial"]),
    decimal=st.sampled_from(["", ",", "."]),
    confidence=st.sampled_from(["", "documented", "0.4"]),
    level=st.sampled_from(["", "public", "team"]),
    language=st.sampled_from(["", "nl"]),
    expects=st.builds(Expects, st.integers(0, 9), st.dictionaries(st.just("Quarry"), st.integers(0, 9))),
)


@given(card=cards)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_card_that_is_written_is_read_back_the_same(tmp_path: Path, card: Card) -> None:
    file = tmp_path / "parties.csv"
    assert card.write(file) == card_path(file) == tmp_path / "parties.csv.card.toml"
    assert card_for(file) == card


def test_a_file_without_a_card_has_a_blank_one(tmp_path: Path) -> None:
    assert card_for(tmp_path / "parties.csv") == Card()


@pytest.mark.parametrize(
    ("toml", "phrase"),
    [
        ("as = 'parties", "Mend the card t.csv.card.toml"),
        ("form = 'parties'", "'form'"),
        ("header = 'four'", "'header'"),
        ("header = -1", "'header'"),
        ("header = true", "'header'"),
        ("dates = 'ydm'", "iso / dmy / mdy / serial"),
        ("decimal = ';'", "'decimal'"),
        ("confidence = 'certain'", "'confidence'"),
        ("level = 'secret'", "public / participants / team"),
        ("language = 'fr'", "en / nl"),
        ("columns = 'Naam'", "[columns]"),
        ("[columns]\nNaam = 3", "'columns.Naam'"),
        ("[source]\nid = 's'\nauthor = 'me'", "'source.author'"),
        ("[source]\nid = 's'\ndate = 'soon'", "'date'"),
        ("expects = 3", "[expects]"),
        ("[expects]\nties = 3", "'expects.ties'"),
        ("[expects.kinds]\nWizard = 3", "'expects.Wizard'"),
        ("[expects]\nrows = 'all'", "'expects.rows'"),
    ],
)
def test_a_wrong_card_is_refused_by_the_name_of_what_is_wrong(tmp_path: Path, toml: str, phrase: str) -> None:
    (tmp_path / "t.csv.card.toml").write_text(toml, "utf-8")
    with pytest.raises(AantafelError) as caught:
        card_for(tmp_path / "t.csv")
    assert phrase in str(caught.value)
    assert "t.csv.card.toml" in caught.value.sentence("nl")


def test_the_card_beside_a_file_is_used(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "t.csv", ["title row"], ["Wat", "Is"], ["Pit", "groeve"])
    Card(
        as_form="parties", header=2, columns={"Wat": "name", "Is": "kind"}, source={"id": "me"}, level="team",
        confidence="stated",
    ).write(path)  # fmt: skip
    mention = named(read_file(path))["Pit"]
    assert (mention.kind, mention.source, mention.level, mention.confidence) == (
        "Quarry",
        "me",
        "team",
        "stated",
    )


def test_what_is_said_now_beats_the_card_and_a_blank_does_not() -> None:
    card = Card(as_form="trade", whose="A", columns={"x": "name"}, source={"id": "s", "title": "T"})
    told = card.told(as_form="ties", whose="", header=None, columns={"y": "kind"}, source={"id": "t"})
    assert (told.as_form, told.whose, told.header) == ("ties", "A", None)
    assert told.columns == {"x": "name", "y": "kind"}
    assert told.source == {"id": "t", "title": "T"}


def test_the_order_of_dates_and_the_decimal_sign_are_taken_from_the_card(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "t.csv", ["who", "does", "to whom", "since"], ["A", "knows", "B", "01-02-2021"])
    for order, since in (("dmy", "2021-02-01"), ("mdy", "2021-01-02")):
        (tie,) = read_file(path, card=Card(as_form="ties", dates=order)).ties
        assert tie.since == since
    (tie,) = read_file(path, card=Card(as_form="ties")).ties
    assert tie.since == ""  # nobody said, so nothing is guessed
