"""Where the column names are: under logos and titles, on two rows, in the second column."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ingest.grid import Row
from ingest.headers import SEARCHED, Header, find_header, header_at, no_header

KNOWN = {"naam", "land", "plaats", "soort", "hoog", "laag"}


def known(cells: Sequence[str]) -> float:
    return sum(cell.casefold() in KNOWN for cell in cells) / len(cells) if cells else 0.0


def rows(*lines: str) -> list[Row]:
    """One row per line, cells parted by |, numbered from 1; lines without text are left out."""
    cells = [tuple(cell.strip() for cell in line.split("|")) for line in lines]
    return [Row(number, row) for number, row in enumerate(cells, start=1) if any(row)]


def found(*lines: str) -> Header:
    header = find_header(rows(*lines))
    assert header is not None
    return header


def test_the_first_row_is_the_header_of_a_plain_table() -> None:
    header = found("naam|land|aandeel", "Groeve 1|IN|12", "Groeve 2|BE|7")
    assert header == Header(("naam", "land", "aandeel"), 1, 1)


def test_a_title_and_a_date_above_the_header_are_passed_over() -> None:
    header = found("Register of quarries|||", "date|2021-03-01||", "|||", "name|country|stone|area",
                   "Quarry 1|IN|granite|3", "Quarry 2|BE|slate|4")  # fmt: skip
    assert (header.row, header.names) == (4, ("name", "country", "stone", "area"))


def test_a_header_in_row_six_under_a_logo_is_found() -> None:
    header = found("", "Register|||", "", "", "", "name|country|stone|area", "Quarry 1|IN|granite|3")
    assert header.row == 6


def test_an_empty_first_column_stays_so_that_columns_keep_their_place() -> None:
    header = found("|name|country", "|Quarry 1|IN", "|Quarry 2|BE")
    assert header.names == ("", "name", "country")


def test_a_nameless_column_does_not_hide_the_header() -> None:
    header = found("name|country||note", "Quarry 1|IN|x|text", "Quarry 2|BE|y|words")
    assert (header.row, header.names) == (1, ("name", "country", "", "note"))


def test_names_that_are_known_win_from_a_row_that_only_looks_like_names() -> None:
    # "bedrijf | Steen BV" fills two of three columns and holds words; only the words tell.
    lines = ("bedrijf|Steen BV|x", "naam|land|soort", "Groeve 1|IN|groeve")
    assert find_header(rows(*lines), known=known) == Header(("naam", "land", "soort"), 2, 2)
    assert found(*lines).row == 1


def test_a_row_of_data_that_holds_a_known_word_does_not_become_the_header() -> None:
    # One of five names is known, and two of the five cells of the last row happen to be known words.
    lines = ("naam|kleur|maat|merk|vorm", "Groeve 1|rood|klein|x|rond", "soort|land|rood|y|plat")
    header = find_header(rows(*lines), known=known)
    assert header is not None and header.row == 1


def test_a_table_of_numbers_has_no_header() -> None:
    assert find_header(rows("1|2|3", "4|5|6", "7|8|9")) is None


def test_years_as_names_are_names_when_a_word_stands_beside_them() -> None:
    assert found("name|2019|2020|2021", "Quarry 1|3|4|5").row == 1


def test_names_of_one_column_may_stand_under_a_title_and_a_gap() -> None:
    assert found("All members", "", "name", "Importer 1", "Importer 2").row == 3


@pytest.mark.parametrize("blank_rows", [0, 40])
def test_the_header_is_looked_for_in_the_first_filled_rows(blank_rows: int) -> None:
    numbers = ["1|2|3"] * (SEARCHED - 1)
    assert found(*[""] * blank_rows, *numbers, "a|b|c", "4|5|6").row == blank_rows + SEARCHED
    assert find_header(rows(*[""] * blank_rows, *numbers, "7|8|9", "a|b|c", "4|5|6")) is None


# -- two rows ---------------------------------------------------------------------------------


def test_a_group_row_is_joined_to_the_names_below_it() -> None:
    header = found("contact|||rating||", "name|place|phone|interest|power|trust", "A|x|1|2|3|4")
    assert header == Header(
        ("contact / name", "contact / place", "contact / phone",
         "rating / interest", "rating / power", "rating / trust"), 2, 2, joined=True,
    )  # fmt: skip


def test_names_that_stand_on_the_group_row_alone_are_kept() -> None:
    # What a register looks like when "name" and "note" are merged downwards and saved as CSV.
    header = found("name|rating|||note", "|interest|power|trust|", "A|1|2|3|x", "B|4|5|6|y")
    assert header.names == ("name", "rating / interest", "rating / power", "rating / trust", "note")
    assert (header.row, header.body) == (2, 2)


def test_merged_cells_say_how_far_a_group_reaches() -> None:
    table = rows("name|rating|||note", "|interest|power|trust|", "A|1|2|3|x")
    merged = [((1, 1), (1, 2)), ((1, 0), (2, 0))]
    header = find_header(table, merged)
    assert header is not None
    assert header.names == ("name", "rating / interest", "rating / power", "trust", "note")


def test_a_title_merged_over_part_of_the_table_is_not_a_group() -> None:
    table = rows("Register 2021|||", "name|country|stone|area", "A|IN|granite|3")
    header = find_header(table, [((1, 0), (1, 2))])
    assert header == Header(("name", "country", "stone", "area"), 2, 2)


def test_one_name_merged_over_two_columns_of_data_is_no_group() -> None:
    table = rows("name|address||country", "A|High Street|Ghent|BE", "B|Low Street|Delft|NL")
    header = find_header(table, [((1, 1), (1, 2))])
    assert header == Header(("name", "address", "", "country"), 1, 1)


def test_a_header_with_two_nameless_columns_is_not_joined_with_its_data_when_names_are_known() -> None:
    header = find_header(rows("naam|||land", "A|b|c|IN", "B|d|e|BE"), known=known)
    assert header is not None and header.names == ("naam", "", "", "land")


# -- what the user says -----------------------------------------------------------------------


def test_the_user_may_point_at_the_row() -> None:
    table = rows("title|||", "a|b|c|d", "1|2|3|4")
    assert header_at(table, 3) == Header(("1", "2", "3", "4"), 3, 3)


def test_pointing_at_the_second_of_two_rows_joins_the_first() -> None:
    table = rows("contact|||rating||", "name|place|phone|interest|power|trust", "A|x|1|2|3|4")
    header = header_at(table, 2)
    assert header is not None and header.names[3] == "rating / interest"


def test_pointing_at_a_blank_row_finds_nothing() -> None:
    assert header_at(rows("a|b", "", "1|2"), 2) is None


def test_without_header_columns_are_called_as_in_a_spreadsheet() -> None:
    assert no_header(rows("x|y|z", "1|2|3")) == Header(("A", "B", "C"), 0, 0)
