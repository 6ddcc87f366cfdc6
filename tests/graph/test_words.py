"""Both languages say the same things."""

from __future__ import annotations

import string

import pytest

from graph.errors import AantafelError, Contradiction, Refused, Unreadable
from graph.words import LANGUAGES, areas, catalogue, say


def placeholders(sentence: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


def test_there_are_catalogues_to_look_at() -> None:
    assert LANGUAGES == ("en", "nl")
    assert "tables" in areas("en")


def test_every_area_exists_in_both_languages() -> None:
    assert areas("en") == areas("nl")


@pytest.mark.parametrize("area", areas("en"))
def test_both_languages_have_the_same_keys(area: str) -> None:
    assert list(catalogue("en", area)) != []
    assert sorted(catalogue("en", area)) == sorted(catalogue("nl", area))


@pytest.mark.parametrize("area", areas("en"))
def test_both_languages_have_the_same_placeholders(area: str) -> None:
    en, nl = catalogue("en", area), catalogue("nl", area)
    unlike = {name for name in en if name in nl and placeholders(en[name]) != placeholders(nl[name])}
    assert unlike == set()


@pytest.mark.parametrize("area", areas("en"))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_empty_or_has_a_nameless_placeholder(lang: str, area: str) -> None:
    sentences = catalogue(lang, area)
    assert {name for name, text in sentences.items() if not text.strip()} == set()
    assert {name for name, text in sentences.items() if "" in placeholders(text)} == set()


def test_values_are_filled_in() -> None:
    assert say("tables.missing", file="a.csv") == "Check the name: there is no file a.csv."
    assert say("tables.missing", "nl", file="a.csv") == "Controleer de naam: er is geen bestand a.csv."


def test_a_name_inside_a_table_is_reached_with_dots() -> None:
    assert say("tables.kind.jpeg") == "a JPEG picture"


@pytest.mark.parametrize("key", ["tables.nonsense", "nonsense.missing", "tables", ""])
def test_an_unknown_key_is_a_key_error(key: str) -> None:
    with pytest.raises(KeyError):
        say(key, file="a.csv")


def test_an_unknown_language_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="choose from en, nl"):
        say("tables.missing", "fr", file="a.csv")


def test_a_missing_value_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="file"):
        say("tables.missing")


def test_a_value_with_braces_stays_as_it_is() -> None:
    assert "{x}.csv" in say("tables.missing", file="{x}.csv")


def test_an_error_says_its_sentence_in_both_languages() -> None:
    error = Unreadable.of("tables.missing", code="F01", file="a.csv")
    assert error.code == "F01"
    assert str(error) == say("tables.missing", "en", file="a.csv")
    assert error.sentence("nl") == say("tables.missing", "nl", file="a.csv")


def test_an_error_made_of_a_plain_sentence_says_just_that() -> None:
    assert Refused("Choose another name.").sentence("nl") == "Choose another name."


def test_every_error_of_ours_is_caught_by_the_base_class() -> None:
    for kind in (Unreadable, Contradiction, Refused):
        with pytest.raises(AantafelError):
            raise kind("no")
