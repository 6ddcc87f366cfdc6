"""From the text of a cell to a typed value: decided per column, nothing guessed, everything told."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.dates import interval
from graph.risks import RISKS
from graph.schema import KIND, RELATION, kind_field, tie_field
from graph.terms import UNKNOWN, Field, Type
from graph.values import checked
from ingest.codes import ROW_CODES, Row, row_sentence
from ingest.numbers import currency_of
from ingest.places import place_of, read_country
from ingest.register_numbers import SCHEMES, read_id, read_ids
from ingest.values import Outcome, country_of, decide, read_name, read_value, reader
from ingest.wording import implied_by_kind, is_reversed, read_kind, read_relation, read_risk

TODAY = "2026-11-23"


def field(owner: str, name: str) -> Field:
    found = kind_field(owner, name) if owner in KIND else tie_field(owner, name)
    assert found is not None
    return found


SHARE = field("SUPPLIES", "share_of_seller")
VALUE = field("SUPPLIES", "value")
PERIOD = field("SUPPLIES", "period")
ELSEWHERE = field("SUPPLIES", "seller_alternatives")
BASIS = field("REPRESENTS", "basis")
SUBJECTS = field("REPRESENTS", "risks")
HOW_BAD = field("AFFECTED_BY", "scale")
PEOPLE = field("WorkerGroup", "headcount")
NOTES = field("NGO", "notes")
EVERY_FIELD = list(
    {
        (f.name, f.type, f.words): f for owner in (*KIND.values(), *RELATION.values()) for f in owner.fields
    }.values()
)


def column(one: Field, texts: Sequence[str], **answers: str) -> list[Outcome]:
    reading = decide(one, texts, today=TODAY, **answers)
    return [read_value(one, text, reading) for text in texts]


def values(one: Field, texts: Sequence[str], **answers: str) -> list[Any]:
    return [outcome.value for outcome in column(one, texts, **answers)]


def codes(one: Field, texts: Sequence[str], **answers: str) -> list[str]:
    return [outcome.code for outcome in column(one, texts, **answers)]


# -- what holds for every field -----------------------------------------------------------------

MESS = st.one_of(
    st.text(max_size=20),
    st.text("0123456789.,-/% €><~xXQ", max_size=12),
    st.sampled_from(
        ["31-02-2021", "2019-21", "0000-01-01", "9999-12-31", "1e300", "9" * 400, "Q4 9999", "#N/A"]
    ),
    st.sampled_from([said for f in EVERY_FIELD for w in f.words for said in (w.en, w.nl, w.value)]),
    st.builds(
        "{} {}".format,
        st.sampled_from(["sinds", "tot", "ca.", "begin", "Q1", "maart"]),
        st.text("0129-/", max_size=10),
    ),
)


@given(st.sampled_from(EVERY_FIELD), st.lists(MESS, min_size=1, max_size=4))
@example(VALUE, ["9" * 400])
@example(PERIOD, ["since 9999"])
def test_whatever_is_typed_becomes_a_value_that_its_field_can_hold(one: Field, texts: list[str]) -> None:
    for outcome in column(one, texts):
        if outcome.value is not None:
            checked(one, outcome.value)
        assert outcome.value is None or not outcome.kept or outcome.code
        assert outcome.code == "" or row_sentence(
            outcome.code, "nl", value="v", suggestion=outcome.suggestion
        )


@given(st.sampled_from(EVERY_FIELD), MESS)
def test_a_filled_cell_is_never_lost_in_silence(one: Field, text: str) -> None:
    outcome = read_value(one, text)
    says_something = any(unicodedata.category(sign)[0] in "LN" for sign in text)
    if says_something and outcome.value is None:
        assert outcome.kept and outcome.code


@pytest.mark.parametrize(
    "one", [f for f in EVERY_FIELD if f.words or f.name in ("risks", "also")], ids=lambda f: f.name
)
def test_every_declared_word_is_read_back_in_both_languages(one: Field) -> None:
    words = one.words or (RISKS if one.name == "risks" else ())
    for word in words:
        for said in (word.en, word.nl, word.en.upper(), f"  {word.nl} "):
            value = read_value(one, said).value
            wanted: Any = word.number if one.type in (Type.DEGREE, Type.LEVEL) else word.value
            assert value == ([wanted] if one.type is Type.WORDS else wanted), said


@pytest.mark.parametrize("one", EVERY_FIELD, ids=lambda f: f"{f.name}-{f.type}")
def test_blank_is_nothing_and_dont_know_is_a_value(one: Field) -> None:
    assert values(one, ["", "  ", "-", "–"]) == [None] * 4
    assert codes(one, ["", "  ", "-", "–"]) == [""] * 4
    for said in ("weet niet", "Onbekend", "?", "don't know", "n.b.", "n/a", "nvt"):
        assert read_value(one, said).value == UNKNOWN, said


def test_a_formula_error_is_no_value() -> None:
    assert codes(VALUE, ["#N/A", "#VERW!"]) == [Row.ERROR_CELL] * 2
    assert codes(NOTES, ["#REF!"]) == [Row.ERROR_CELL]


def test_a_column_remembers_what_it_read() -> None:
    reading = decide(SUBJECTS, ["loon"], today=TODAY)
    assert reader(SUBJECTS, reading)("loon") is reader(SUBJECTS, reading)("loon")
    assert read_value(BASIS, "gekozen", reading).value == "elected"


# -- words ----------------------------------------------------------------------------------------


def test_words_are_known_in_dutch_english_and_by_their_value() -> None:
    assert values(BASIS, ["door hen gekozen", "Elected by them", "employer_appointed"]) == [
        "elected",
        "elected",
        "employer_appointed",
    ]


def test_a_slip_is_suggested_and_never_taken_for_the_word() -> None:
    (outcome,) = column(BASIS, ["door hen gekosen"])
    assert outcome == Outcome(None, Row.UNKNOWN_WORD, "door hen gekozen", True)


def test_several_words_are_parted_however_they_are_written() -> None:
    wanted = ["dust_silicosis", "wages", "water"]
    for text in ("loon; stof en silicose; water", "wages|dust and silicosis|water", "loon, water en stof"):
        assert values(SUBJECTS, [text]) == [wanted], text


def test_a_word_that_holds_and_stays_one_word() -> None:
    assert values(SUBJECTS, ["injuries and heat"]) == [["injury_heat"]]


def test_of_several_words_the_known_ones_are_kept_and_the_rest_is_told() -> None:
    (outcome,) = column(SUBJECTS, ["loon; kinderarbied"])
    assert outcome == Outcome(["wages"], Row.UNKNOWN_WORD, "kinderarbeid", True)


def test_two_words_where_one_is_expected_are_not_chosen_between() -> None:
    assert codes(BASIS, ["door hen gekozen; is een van hen"]) == [Row.ONE_WORD_ONLY]


def test_yes_and_no_have_many_shapes() -> None:
    safe = field("KNOWS", "safe")
    assert values(safe, ["x", "Ja", "true", "waar", "1"]) == ["yes"] * 5
    assert values(safe, ["nee", "No", "false", "onwaar", "0"]) == ["no"] * 5


def test_kinds_are_known_by_many_names() -> None:
    said = {"Vakbonden": "TradeUnion", "NGO's": "NGO", "exporter": "Supplier", "gemeente": "GovernmentBody"}
    assert {text: read_kind(text).value for text in said} == said
    assert implied_by_kind("exporter") == {"role": ["exporter"]}
    assert implied_by_kind("bewoners") == {"who": "residents"}


def test_an_unknown_kind_is_another_organisation_with_a_suggestion() -> None:
    assert read_kind("suplier") == Outcome("OtherOrganisation", Row.UNKNOWN_KIND, "supplier", True)


def test_what_a_word_for_a_kind_implies_fits_that_kind() -> None:
    from ingest.wording import _kind_spellings

    assert any(more for _, _, more in _kind_spellings())
    for _, label, more in _kind_spellings():
        for name, value in more.items():
            declared = kind_field(label, name)
            assert declared is not None
            checked(declared, value)


def test_a_relation_may_be_said_from_the_other_side() -> None:
    assert (read_relation("koopt van").value, is_reversed("koopt van")) == ("SUPPLIES", True)
    assert (read_relation("levert aan").value, is_reversed("levert aan")) == ("SUPPLIES", False)
    assert read_relation("suplies") == Outcome("RELATED_TO", Row.UNKNOWN_RELATION, "supplies", True)


def test_every_relation_and_risk_is_known_by_its_own_names() -> None:
    for relation in RELATION.values():
        for said in (relation.en, relation.nl, relation.label):
            assert (read_relation(said).value, is_reversed(said)) == (relation.label, False), said
    for risk in RISKS:
        assert {read_risk(said).value for said in (risk.en, risk.nl, risk.value)} == {risk.value}


def test_a_risk_that_is_not_listed_is_another_risk() -> None:
    assert read_risk("kinderarbied") == Outcome("other", Row.UNKNOWN_RISK, "kinderarbeid", True)


# -- figures ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.250,75", 1250.75),
        ("1,250.75", 1250.75),
        ("€ 1.250,75", 1250.75),
        ("€ 1.250,-", 1250),
        ("Rs 12,00,000", 1_200_000),
        ("₹ 3,50,000.50", 350_000.5),
        ("1 250 000", 1_250_000),
        ("1\u202f250,5", 1250.5),
        ("2 lakh", 200_000),
        ("2,5 mln", 2_500_000),
        ("0.125", 0.125),
        ("1234,5", 1234.5),
        ("40.0", 40),
    ],
)
def test_a_number_that_shows_its_signs_is_read(text: str, number: float) -> None:
    assert column(VALUE, [text]) == [Outcome(number)]


def test_a_lone_dot_before_three_digits_is_decided_by_the_column() -> None:
    assert codes(VALUE, ["1.250"]) == [Row.UNCLEAR_NUMBER]
    assert values(VALUE, ["1.250", "12,5"]) == [1250, 12.5]
    assert values(VALUE, ["1.250", "12.5"]) == [1.25, 12.5]
    assert values(VALUE, ["1.250", "1.250.000"]) == [1250, 1_250_000]
    assert codes(VALUE, ["1.250", "12.5", "12,5"]) == [Row.UNCLEAR_NUMBER, "", ""]


def test_a_lone_dot_is_decided_by_the_users_answer_or_a_dutch_file() -> None:
    assert values(VALUE, ["1.250"], decimal=",") == [1250]
    assert values(VALUE, ["1.250"], decimal=".") == [1.25]
    assert values(VALUE, ["1.250"], lang="nl") == [1250]
    assert values(VALUE, ["1.250"], lang="en") == [None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("veel", Row.BAD_NUMBER),
        ("1.2.3", Row.BAD_NUMBER),
        ("12,34,56", Row.BAD_NUMBER),
        ("1,25,0000", Row.BAD_NUMBER),
        ("-5", Row.NEGATIVE),
        ("20-60", Row.RANGE),
    ],
)
def test_a_number_that_is_none_is_kept_as_written(text: str, code: str) -> None:
    assert column(VALUE, [text])[0] == Outcome(None, code, "", True)


def test_estimates_and_bounds_are_read_with_a_remark() -> None:
    for text in ("ca. 40", "± 40", ">100", "ongeveer 40", "meer dan 100", "100+"):
        (outcome,) = column(VALUE, [text])
        assert (outcome.value in (40, 100), outcome.code) == (True, Row.ROUGH_NUMBER), text


def test_a_unit_in_the_cell_is_told_and_kept() -> None:
    assert column(VALUE, ["40 ton"]) == [Outcome(40.0, Row.UNIT_IN_NUMBER, "", True)]


def test_an_area_in_acres_is_not_taken_for_hectares() -> None:
    area = field("Quarry", "area")
    assert column(area, ["4,5 ha", "4 acres"]) == [Outcome(4.5), Outcome(None, Row.BAD_NUMBER, "", True)]


def test_a_currency_can_be_told_from_an_amount() -> None:
    assert [currency_of(t) for t in ("€ 5", "Rs. 5", "5 INR", "$5", "5")] == ["EUR", "INR", "INR", "USD", ""]


def test_people_are_counted_as_one_figure_or_a_range() -> None:
    texts = ["40", "20-60", "20 tot 60", "tussen 20 en 60", "1.200", "1,200 workers", "40.0"]
    assert values(PEOPLE, texts) == ["40", "20-60", "20-60", "20-60", "1200", "1200", "40"]
    assert codes(PEOPLE, ["12,5", "40 huishoudens", "60-20", "40 %"]) == [Row.BAD_NUMBER] * 4


# -- shares and grades ------------------------------------------------------------------------------


def test_percentages_become_shares_of_one() -> None:
    assert values(SHARE, ["80%", "12,5 %", "80 procent", "40", "0 %"]) == [0.8, 0.125, 0.8, 0.4, 0.0]


def test_a_column_of_fractions_is_read_as_fractions() -> None:
    assert column(SHARE, ["0.8", "1", "0,4"]) == [Outcome(0.8), Outcome(1.0), Outcome(0.4)]


def test_a_small_figure_among_percentages_is_read_as_one_with_a_remark() -> None:
    assert column(SHARE, ["45", "0.8"]) == [Outcome(0.45), Outcome(0.008, Row.SHARE_TINY, "0.8 %")]
    assert column(SHARE, ["0", "1"]) == [Outcome(0.0), Outcome(0.01, Row.SHARE_TINY, "1 %")]
    assert column(SHARE, ["1 %"]) == [Outcome(0.01)]


def test_a_share_outside_0_and_100_is_not_kept_as_a_value() -> None:
    assert codes(SHARE, ["120 %", "-3", "20-60"]) == [Row.SHARE_OUTSIDE, Row.SHARE_OUTSIDE, Row.RANGE]
    assert column(SHARE, ["100"]) == [Outcome(1.0)]


def test_grades_are_words_fractions_or_percentages() -> None:
    assert values(ELSEWHERE, ["nee, nergens", "moeilijk", "sometimes", "high", "0.3", "30%"]) == [
        0.0,
        0.3,
        0.6,
        0.9,
        0.3,
        0.3,
    ]


def test_a_grade_on_an_unknown_scale_is_not_guessed() -> None:
    assert codes(ELSEWHERE, ["1", "2", "3"]) == [Row.SCALE_UNKNOWN] * 3
    assert codes(ELSEWHERE, ["3/5", "80"]) == [Row.SCALE_UNKNOWN] * 2
    assert codes(ELSEWHERE, ["1"]) == [Row.SCALE_UNKNOWN]


def test_one_two_three_are_grades_of_harm_unless_the_column_goes_further() -> None:
    assert values(HOW_BAD, ["1", "2.0", "zeer ernstig", "low"]) == [1, 2, 3, 1]
    assert codes(HOW_BAD, ["1", "5", "ernstig"]) == [Row.SCALE_UNKNOWN, Row.SCALE_UNKNOWN, ""]


# -- dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2021", "2021"),
        ("2021.0", "2021"),
        ("2021-03", "2021-03"),
        ("3/2021", "2021-03"),
        ("2021-03-14T10:00", "2021-03-14"),
        ("2021/3/4", "2021-03-04"),
        ("20210314", "2021-03-14"),
        ("14-03-2021", "2021-03-14"),
        ("14/3/2021 00:00:00", "2021-03-14"),
        ("3/14/2021", "2021-03-14"),
        ("5-5-2021", "2021-05-05"),
        ("Mar 25, 2015", "2015-03-25"),
        ("25 maart 2015", "2015-03-25"),
        ("25-Mar-2015", "2015-03-25"),
        ("wo 25 mrt. 2015", "2015-03-25"),
        ("maart 2021", "2021-03"),
        ("mrt-21", "2021-03"),
        ("Q1 2021", "2021-01/2021-03"),
        ("4e kwartaal 2021", "2021-10/2021-12"),
        ("2021-Q3", "2021-07/2021-09"),
        ("1e helft 2021", "2021-01/2021-06"),
        ("lente 2021", "2021-21"),
        ("voorjaar 2021", "2021-21"),
        ("spring 2021", "2021-21"),
        ("zomer 2021", "2021-22"),
        ("najaar 2021", "2021-23"),
        ("winter 2021", "2021-24"),
        ("2019-2021", "2019/2021"),
        ("van 2019 tot 2021", "2019/2021"),
        ("sinds 2019", "2019/.."),
        ("vanaf maart 2019", "2019-03/.."),
        ("t/m 2020", "../2020"),
        ("ca. 2019", "2019~"),
        ("2019/..", "2019/.."),
        ("199x", "199X"),
    ],
)
def test_dates_as_people_write_them(text: str, edtf: str) -> None:
    assert column(PERIOD, [text]) == [Outcome(edtf)]


def test_day_and_month_are_decided_by_the_column() -> None:
    assert values(PERIOD, ["01-02-2021", "14-03-2021"]) == ["2021-02-01", "2021-03-14"]
    assert values(PERIOD, ["01/02/2021", "3/14/2021"]) == ["2021-01-02", "2021-03-14"]


def test_an_ambiguous_date_waits_for_an_answer() -> None:
    assert codes(PERIOD, ["01-02-2021"]) == [Row.AMBIGUOUS_DATE]
    assert values(PERIOD, ["01-02-2021"], lang="nl") == ["2021-02-01"]
    assert values(PERIOD, ["01-02-2021"], dates="mdy") == ["2021-01-02"]
    assert values(PERIOD, ["01-02-2021"], dates="dmy") == ["2021-02-01"]


def test_a_column_that_contradicts_itself_leaves_only_the_ambiguous_ones_open() -> None:
    texts = ["14-03-2021", "3-14-2021", "01-02-2021"]
    assert values(PERIOD, texts) == ["2021-03-14", "2021-03-14", None]
    assert codes(PERIOD, texts, lang="nl") == ["", "", Row.AMBIGUOUS_DATE]


def test_serial_numbers_count_only_where_the_whole_column_is_such_numbers() -> None:
    # 44256 days after 30 December 1899 is 1 March 2021.
    assert date(1899, 12, 30) + timedelta(days=44256) == date(2021, 3, 1)
    assert values(PERIOD, ["44256", "44257.5", ""]) == ["2021-03-01", "2021-03-02", None]
    assert codes(PERIOD, ["44256", "2021"]) == [Row.BAD_DATE, ""]


def test_a_day_that_does_not_exist_is_told_as_such() -> None:
    (outcome,) = column(PERIOD, ["31-02-2021"])
    assert outcome == Outcome(None, Row.IMPOSSIBLE_DATE, "2021-02-28", True)
    said = row_sentence(outcome.code, "en", value="31-02-2021", suggestion=outcome.suggestion)
    assert "there is no 31-02-2021" in said
    assert column(PERIOD, ["2024-02-30"])[0].suggestion == "2024-02-29"


@pytest.mark.parametrize(
    "text", ["binnenkort", "32-01-2021", "2021-13-01", "45", "2022/2019", "00-00-2021", "2021-99"]
)
def test_what_is_no_date_is_kept_as_written(text: str) -> None:
    assert column(PERIOD, [text]) == [Outcome(None, Row.BAD_DATE, "", True)]


def test_vague_dates_and_short_years_come_with_a_remark() -> None:
    assert column(PERIOD, ["begin 2021"]) == [Outcome("2021", Row.ROUGH_DATE, "2021")]
    assert column(PERIOD, ["14-03-21"]) == [Outcome("2021-03-14", Row.SHORT_YEAR, "2021-03-14")]
    assert column(PERIOD, ["14-03-85"])[0].value == "1985-03-14"
    assert column(PERIOD, ["2019-21"]) == [Outcome("2019-21", Row.SEASON_OR_YEARS, "2019/2021")]
    assert column(PERIOD, ["FY 2020-21"])[0].value == "2020/2021"


def test_a_date_that_is_still_to_come_is_noted_unless_it_may_be() -> None:
    assert codes(PERIOD, ["2027", "2026-11-24", "2026-11-23", "2026"]) == [
        Row.FUTURE_DATE,
        Row.FUTURE_DATE,
        "",
        "",
    ]
    assert codes(field("COMMITS_TO", "due"), ["2027"]) == [""]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_alike_in_each_spelling(day: date) -> None:
    spellings = [
        day.isoformat(),
        f"{day:%d-%m-%Y}",
        f"{day.day}/{day.month}/{day.year:04}",
        f"{day:%d %B %Y}",
    ]
    for text in spellings:
        assert (
            read_value(PERIOD, text, decide(PERIOD, [text], dates="dmy", today="9999-12-31")).value
            == day.isoformat()
        )


@given(st.dates(min_value=date(1000, 1, 1)))
def test_month_first_is_the_mirror_of_day_first(day: date) -> None:
    reading = decide(PERIOD, [], dates="mdy", today="9999-12-31")
    assert read_value(PERIOD, f"{day:%m/%d/%Y}", reading).value == day.isoformat()


def test_what_is_read_as_a_date_has_the_days_that_were_meant() -> None:
    (value,) = values(PERIOD, ["Q1 2021"])
    first, after = (date.fromordinal(day) for day in interval(value))
    assert (first, after) == (date(2021, 1, 1), date(2021, 4, 1))


# -- places -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("India / Rajasthan / Kota", "IN / Rajasthan / Kota"),
        ("Kota, Rajasthan, India", "IN / Rajasthan / Kota"),
        ("Kota, Rajastan", "IN / Rajasthan / Kota"),
        ("Kota (India)", "IN / Kota"),
        ("Nederland", "NL"),
        ("Netherlands", "NL"),
        ("NLD", "NL"),
        ("VS", "US"),
        ("VK", "GB"),
        ("Holland", "NL"),
        ("China PR", "CN"),
        ("Zuid-Afrika", "ZA"),
        ("NA", "NA"),
        ("Vlaanderen", "BE / Vlaanderen"),
        ("Telengana", "IN / Telangana"),
        ("Punjab, India", "IN / Punjab"),
    ],
)
def test_places_are_paths_from_the_country_down(text: str, path: str) -> None:
    place = field("NGO", "place")
    assert column(place, [text]) == [Outcome(path)]


def test_a_place_whose_country_is_not_certain_is_kept_as_written() -> None:
    place = field("NGO", "place")
    assert codes(place, ["Kota", "Punjab", "Limburg"]) == [Row.NO_COUNTRY] * 3
    assert column(place, ["Chinna"]) == [Outcome(None, Row.UNKNOWN_COUNTRY, "China", True)]
    assert codes(place, ["25.18, 75.83", "175.8, 25.1"]) == [Row.COORDINATES, Row.COORDINATES_SWAPPED]


def test_a_voice_may_speak_for_several_places() -> None:
    places = field("REPRESENTS", "places")
    (outcome,) = column(places, ["Kota, Rajasthan, India; India / Goa"])
    assert outcome == Outcome(["IN / Goa", "IN / Rajasthan / Kota"])
    assert codes(places, ["India; Kota"]) == [Row.NO_COUNTRY]


def test_a_word_in_small_letters_is_no_country_code() -> None:
    assert [country_of(t) for t in ("in", "no", "IN", "NO", "Kota")] == ["", "", "IN", "NO", ""]
    assert read_country("Inda") == Outcome(None, Row.UNKNOWN_COUNTRY, "India", True)


def test_a_row_gives_one_path_from_its_country_region_and_place() -> None:
    assert place_of("India", "rajasthan", "Kota") == "IN / Rajasthan / Kota"
    assert place_of("India", "Rajasthan", "Kota, Rajasthan, India") == "IN / Rajasthan / Kota"
    assert place_of("", "Rajasthan", "Bundi") == "IN / Rajasthan / Bundi"
    assert place_of("NL", "", "Dordrecht") == "NL / Dordrecht"
    assert place_of("Atlantis", "", "Kota") == ""


# -- register numbers -------------------------------------------------------------------------------


def test_every_scheme_knows_its_own_example() -> None:
    for scheme in SCHEMES.values():
        assert read_id(scheme.example, scheme.name) == Outcome(f"{scheme.name}:{scheme.example}")


def test_the_zero_that_a_spreadsheet_took_off_is_restored() -> None:
    assert read_id("1234567.0", "kvk") == Outcome("kvk:01234567", Row.ZERO_RESTORED, "01234567")


def test_a_number_says_its_register_in_many_ways() -> None:
    texts = ("kvk:01234567", "KvK 01234567", "KvK-nummer: 01234567", "NL-KVK-01234567")
    assert {read_id(text).value for text in texts} == {"kvk:01234567"}
    assert read_id("12345678").code == Row.UNKNOWN_SCHEME


@pytest.mark.parametrize("scheme", ["kbo", "lei"])
def test_one_changed_digit_breaks_the_check(scheme: str) -> None:
    sound = SCHEMES[scheme].example
    for at in range(2, len(sound)):
        if sound[at].isdigit():
            broken = sound[:at] + str((int(sound[at]) + 1) % 10) + sound[at + 1 :]
            assert read_id(broken, scheme).code == Row.BAD_CHECK_DIGIT, broken


def test_several_numbers_in_one_cell_are_several_ids() -> None:
    assert read_ids("kvk:01234567 | Q42").value == ["kvk:01234567", "wikidata:Q42"]
    assert read_ids("kvk:123; Q42") == Outcome(["wikidata:Q42"], Row.BAD_ID, "01234567", True)


# -- names and texts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("  Groeve  Twee ", Outcome("Groeve Twee")),
        ("=Acme", Outcome("=Acme", Row.FORMULA_START)),
        ("@home", Outcome("@home", Row.FORMULA_START)),
        ("a\u202eb", Outcome("ab", Row.DIRECTION_SIGNS)),
        ("राजस्थान पत्थर", Outcome("राजस्थान पत्थर")),
        ("شركة الحجر", Outcome("شركة الحجر")),
        ("x" * 201, Outcome("x" * 201, Row.LONG_TEXT)),
        ("x" * 10_000, Outcome(None, Row.NAME_TOO_LONG, "", True)),
        ("onbekend", Outcome(None, Row.NAMES_NOBODY, "", True)),
        ("#N/A", Outcome(None, Row.ERROR_CELL, "", True)),
        ("a\x00b", Outcome(None, Row.UNUSABLE_TEXT, "", True)),
        ("", Outcome()),
    ],
)
def test_names(text: str, outcome: Outcome) -> None:
    assert read_name(text) == outcome


def test_a_long_text_is_kept_whole_and_told() -> None:
    assert column(NOTES, ["x" * 3000]) == [Outcome("x" * 3000, Row.LONG_TEXT)]


def test_a_comma_parts_texts_only_where_nothing_else_does_and_never_names() -> None:
    languages, aliases = field("NGO", "languages"), field("NGO", "aliases")
    assert values(languages, ["Hindi, Engels en Mewari", "Hindi|Engels, oud"]) == [
        ["Engels", "Hindi", "Mewari"],
        ["Engels, oud", "Hindi"],
    ]
    assert values(aliases, ["Acme Stones, Pvt Ltd", "A; B"]) == [["Acme Stones, Pvt Ltd"], ["A", "B"]]


# -- codes ------------------------------------------------------------------------------------------


def test_every_row_code_is_declared_once_and_has_its_sentences() -> None:
    assert [code.code for code in ROW_CODES] == [code.value for code in Row]
    for code in ROW_CODES:
        assert code.severity in ("error", "warning", "note")
        for lang in ("en", "nl"):
            said = row_sentence(code.code, lang, value="VALUE", suggestion="OTHER", column="COLUMN")
            assert said[0].isupper() and said.endswith((".", "?"))


def test_a_sentence_asks_after_its_suggestion_and_shortens_what_is_long() -> None:
    assert row_sentence(Row.UNKNOWN_WORD, value="suplier", suggestion="supplier").endswith(
        'Did you mean "supplier"?'
    )
    assert "Did you mean" not in row_sentence(Row.UNKNOWN_WORD, value="x")
    assert "y" * 58 not in row_sentence(Row.UNKNOWN_WORD, value="y" * 10_000)
