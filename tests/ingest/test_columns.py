"""Which column is which: headers in two languages, in any order, with slips, and none taken twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import AantafelError
from ingest.codes import Row
from ingest.columns import DROP, PERSONAL, Matched, looks_like_header, match_headers
from ingest.header_words import is_personal, normal
from ingest.synonyms import table

REGISTER = (
    "name",
    "kind",
    "country",
    "region",
    "place",
    "kvk",
    "role",
    "supplies_to",
    "supplied_by",
    "stone",
    "permit",
    "area",
    "share_of_seller",
    "share_of_buyer",
    "product",
    "period",
    "member_of",
    "member_since",
    "notes",
    "source",
)


def names(header: list[str], wanted: tuple[str, ...] = REGISTER, **more: str) -> list[str | None]:
    return [match.field for match in match_headers(header, wanted, **more)]  # type: ignore[arg-type]


def test_dutch_and_english_headers_mean_the_same() -> None:
    dutch = [
        "Naam",
        "Soort",
        "Land",
        "Regio",
        "Plaats",
        "KvK-nummer",
        "Rol",
        "Steensoort",
        "Vergunning",
        "Bron",
    ]
    english = [
        "Name",
        "Kind",
        "Country",
        "Region",
        "Place",
        "KvK number",
        "Role",
        "Stone",
        "Permit",
        "Source",
    ]
    wanted = ["name", "kind", "country", "region", "place", "kvk", "role", "stone", "permit", "source"]
    assert names(dutch) == names(english) == wanted


def test_case_accents_signs_stars_and_units_do_not_matter() -> None:
    assert names(["NAAM*", "Oppervlakte (ha)", "KvK-nr.:", "% van verkoop", "Opmérking(en)"]) == [
        "name",
        "area",
        "kvk",
        "share_of_seller",
        "notes",
    ]


@given(
    st.permutations(["Leverancier", "Land", "Levert aan", "% van verkoop", "Opmerkingen", "Kleur", "E-mail"])
)
def test_the_order_of_columns_does_not_matter(header: list[str]) -> None:
    found = {m.header: m.field for m in match_headers(header, REGISTER, about="Supplier")}
    assert found == {
        "Leverancier": "name",
        "Land": "country",
        "Levert aan": "supplies_to",
        "% van verkoop": "share_of_seller",
        "Opmerkingen": "notes",
        "Kleur": None,
        "E-mail": PERSONAL,
    }


def test_the_same_header_is_the_name_or_the_other_party_by_what_the_register_is_about() -> None:
    header = ["Importeur", "Leverancier"]
    assert names(header, about="Supplier") == ["supplies_to", "name"]
    assert names(header, about="Importer") == ["name", "supplied_by"]


def test_one_slip_is_recognised_and_told() -> None:
    for slip, name in (
        ("Levrancier", "name"),
        ("Provncie", "region"),
        ("Opmerkngen", "notes"),
        ("Reigo", "region"),
        ("Vergunnign", "permit"),
    ):
        (match,) = match_headers([slip], REGISTER, about="Supplier")
        assert (match.field, match.how, match.code) == (name, "similar", Row.COLUMN_SIMILAR), slip


@given(st.sampled_from(["leverancier", "opmerkingen", "vergunning", "provincie", "steensoort"]), st.data())
def test_any_one_letter_wrong_in_a_long_header_gives_the_same_column(
    header: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(1, len(header) - 2))
    letter = data.draw(st.sampled_from("qxz"))
    kind = data.draw(st.sampled_from(["other", "missing", "extra"]))
    wrong = {
        "other": header[:at] + letter + header[at + 1 :],
        "missing": header[:at] + header[at + 1 :],
        "extra": header[:at] + letter + header[at:],
    }[kind]
    assert names([wrong], about="Supplier") == names([header], about="Supplier")


def test_a_known_header_is_never_taken_for_a_similar_one() -> None:
    # "kant" is the side somebody sits on, one letter from "land"; this form does not ask for it.
    assert match_headers(["Kant"], REGISTER) == (Matched(0, "Kant", None, "none", "", Row.COLUMN_KEPT),)


def test_short_and_strange_headers_are_kept_as_written() -> None:
    assert names(["Lnad", "X", "Kleur van het dak", "2021", ""]) == [None] * 5


def test_a_name_is_given_once_to_the_header_that_fits_best() -> None:
    found = match_headers(["Organisatie", "Naam"], REGISTER)
    assert [m.field for m in found] == [None, "name"]
    assert (found[0].how, found[0].suggestion, found[0].code) == ("none", "name", Row.COLUMN_TAKEN)


@given(
    st.lists(
        st.sampled_from([s for n, line in table("columns").items() if n != "own" for s in line]), max_size=8
    )
)
def test_no_name_is_ever_given_twice(header: list[str]) -> None:
    given_names = [m.field for m in match_headers(header, REGISTER) if m.field not in (None, PERSONAL, DROP)]
    assert len(given_names) == len(set(given_names))
    assert len(match_headers(header, REGISTER)) == len(header)


def test_what_the_user_says_wins() -> None:
    found = match_headers(
        ["Naam", "Titel", "Kleur"], REGISTER, {"Naam": "notes", "titel": "name", "Kleur": DROP}
    )
    assert [(m.field, m.how) for m in found] == [("notes", "given"), ("name", "given"), (DROP, "given")]
    assert found[2].code == Row.COLUMN_DROPPED


def test_an_answer_about_another_sheet_waits() -> None:
    assert [m.field for m in match_headers(["Naam"], REGISTER, {"Elders": "nonsense"})] == ["name"]


def test_an_answer_that_names_no_column_lists_those_there_are() -> None:
    with pytest.raises(AantafelError) as error:
        match_headers(["Naam"], ["name", "country"], {"Naam": "nmae"})
    assert "country, name" in str(error.value) and "nmae" in str(error.value)
    assert "nmae" in error.value.sentence("nl")


def test_one_name_cannot_be_answered_for_two_columns() -> None:
    with pytest.raises(AantafelError, match="one column only"):
        match_headers(["A", "B"], ["name"], {"A": "name", "B": "name"})


def test_of_two_header_rows_the_whole_counts_first_and_then_the_lower() -> None:
    header = ["Leverancier / Naam", "Leverancier / Land", "Herkomst / Regio", "Contact / E-mail"]
    assert names(header, about="Supplier") == ["name", "country", "region", PERSONAL]


def test_the_other_partys_country_is_not_taken_for_this_partys() -> None:
    header = ["Afnemer / Land", "Afnemer / Naam", "Leverancier / Land", "Leverancier / Naam"]
    assert names(header, about="Supplier") == [None, "supplies_to", "country", "name"]


@pytest.mark.parametrize(
    "header",
    [
        "E-mail",
        "e-mailadres",
        "E-mail contactpersoon",
        "Emial",
        "Telefoon",
        "Telefoonnummer (kantoor)",
        "Tel.",
        "Mobiel",
        "Mobile no.",
        "Phone",
        "Contactpersoon",
        "Contact person",
        "Contact",
        "Naam contact",
        "Adres",
        "Address",
        "Bezoekadres",
        "Geboortedatum",
        "Date of birth",
        "BSN",
        "Aadhaar no",
        "IBAN",
        "Bank account",
        "Rekeningnummer",
        "Voornaam",
        "Achternaam",
        "First name",
        "Father's name",
        "S/o",
        "WhatsApp",
        "Groep / Telefoon",
    ],
)
def test_columns_about_human_beings_are_left_out(header: str) -> None:
    (match,) = match_headers([header], REGISTER)
    assert (match.field, match.code) == (PERSONAL, Row.PERSONAL_COLUMN)


@pytest.mark.parametrize(
    "header", ["Website", "Web address", "Naam", "Contact via", "Talen", "Veilig contact", "Plaats"]
)
def test_columns_about_organisations_are_not_personal(header: str) -> None:
    assert not is_personal(header)


def test_no_column_that_a_form_can_ask_for_is_taken_for_personal() -> None:
    every = {s for name, line in table("columns").items() if name != "own" for s in (name, *line)}
    assert {spelling for spelling in every if is_personal(spelling)} == set()


def test_a_column_of_the_safety_sheet_is_left_out_elsewhere() -> None:
    found = match_headers(["Naam", "Bang voor", "Veilig uit te nodigen"], REGISTER)
    assert [(m.field, m.code) for m in found[1:]] == [(DROP, Row.SENSITIVE_COLUMN)] * 2
    assert [m.field for m in match_headers(["Bang voor"], ["party", "fears"])] == ["fears"]


def test_two_statuses_stand_on_one_row_of_guests() -> None:
    wanted = ("dialogue", "party", "role", "status", "commitment", "due", "commitment_status")
    header = ["Dialoog", "Gast", "Status", "Toezegging", "Status van de toezegging"]
    assert names(header, wanted) == ["dialogue", "party", "status", "commitment", "commitment_status"]


def test_a_row_of_headers_looks_like_one_and_a_row_of_data_does_not() -> None:
    assert looks_like_header(["Naam*", "Land", "E-mail", ""]) == 1.0
    assert looks_like_header(["Groeve Twee", "12 %", "2021", "Kota"]) == 0.0
    assert looks_like_header(["Naam", "Lalala"]) == 0.5
    assert looks_like_header(["", ""]) == 0.0


def test_synonyms_are_written_as_they_are_compared() -> None:
    crooked = {
        spelling
        for name, line in table("columns").items()
        for spelling in (line if name != "own" else [s for own in line.values() for s in own])
        if normal(spelling) != spelling
    }
    assert crooked == set()
