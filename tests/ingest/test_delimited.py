"""Text files: encoding, delimiter, and which line a record starts on."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from graph.errors import Unreadable
from ingest.delimited import best_delimiter, read_delimited
from ingest.grid import Grid

TEXT = "naam;land\nRené Müller – €;België\n"


def read(tmp_path: Path, content: str | bytes, **given: str) -> Grid:
    path = tmp_path / "a.csv"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return read_delimited(path, encoding=given.get("encoding"), delimiter=given.get("delimiter"))


def cells(grid: Grid) -> list[tuple[str, ...]]:
    return [row.cells for row in grid.rows]


def numbers(grid: Grid) -> list[int]:
    return [row.number for row in grid.rows]


def codes(grid: Grid) -> list[str]:
    return [note.code for note in grid.notes]


def refusal(tmp_path: Path, content: str | bytes, **given: str) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, content, **given)
    return caught.value


# -- encoding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("cp1252"), "cp1252"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_every_usual_encoding_gives_the_same_cells(tmp_path: Path, raw: bytes, encoding: str) -> None:
    grid = read(tmp_path, raw)
    assert cells(grid) == [("naam", "land"), ("René Müller – €", "België")]
    assert grid.encoding == encoding
    assert grid.notes == []


def test_the_user_may_name_the_encoding(tmp_path: Path) -> None:
    raw = "naam;land\nŁódź;PL\n".encode("cp1250")
    assert cells(read(tmp_path, raw, encoding="cp1250"))[1] == ("Łódź", "PL")


def test_an_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"naam\nRen\xe9\n", encoding="utf-8").code == "F20"


def test_an_encoding_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "naam\nx\n", encoding="klingon").code == "F21"


def test_bytes_that_neither_encoding_has_are_refused(tmp_path: Path) -> None:
    # 0x81 stands for nothing in Windows-1252, and 0xE9 0x3B is no UTF-8.
    assert refusal(tmp_path, b"naam;land\n\x81\xe9;NL\n").code == "F20"


def test_two_encodings_in_one_file_are_noted_with_the_line(tmp_path: Path) -> None:
    grid = read(tmp_path, b"naam;land\nRen\xe9;NL\nRen\xc3\xa9;NL\n")
    assert [(note.code, note.row, note.value) for note in grid.notes] == [("T13", 3, "é")]


def test_a_file_cut_off_inside_a_letter_is_read_and_noted(tmp_path: Path) -> None:
    grid = read(tmp_path, "naam;land\nकोटा;IN\nजयपुर".encode()[:-1])
    assert cells(grid)[1:] == [("कोटा", "IN"), ("जयपु",)]
    assert codes(grid) == ["T14"]


def test_a_few_nul_bytes_are_removed_and_counted(tmp_path: Path) -> None:
    grid = read(tmp_path, "naam;land\nSte\0en;NL\n")
    assert cells(grid)[1] == ("Steen", "NL")
    assert grid.without_nul == {0: [1, 2]}


def test_many_nul_bytes_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"naam;land\n" + b"\0" * 200).code == "F16"


def test_a_text_of_blanks_holds_nothing(tmp_path: Path) -> None:
    assert refusal(tmp_path, " \n\n\t\n").code == "F23"


# -- delimiter --------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_each_delimiter_is_recognised(tmp_path: Path, delimiter: str) -> None:
    lines = [("naam", "land", "aandeel"), ("Groeve 1", "IN", "12"), ("Groeve 2", "BE", "7")]
    grid = read(tmp_path, "\n".join(delimiter.join(line) for line in lines))
    assert cells(grid) == lines
    assert grid.delimiter == delimiter


def test_decimal_commas_do_not_part_columns() -> None:
    assert best_delimiter("naam;a;b\n" + "Groeve;12,5;7,5\n" * 5) == ";"


def test_commas_in_names_do_not_part_the_only_column(tmp_path: Path) -> None:
    grid = read(tmp_path, "naam\nSteen, zand en grind\nGroeve 1\nGroeve 2\nGroeve 3\n")
    assert cells(grid)[1] == ("Steen, zand en grind",)
    assert grid.delimiter == ""


def test_delimiters_inside_quotes_do_not_count() -> None:
    assert best_delimiter('naam,adres\nA,"x; y; z"\nB,"x; y; z"\n') == ","


def test_titles_above_the_table_do_not_outvote_it() -> None:
    assert best_delimiter("Register, 2021\n\n" + "naam;land;soort\n" + "A;IN;x\n" * 8) == ";"


def test_a_title_with_a_comma_does_not_help_decimal_commas_to_win() -> None:
    # Commas part the title and every row of data in two, but not the header between them.
    assert best_delimiter("Register, 2021\nnaam;aandeel\nA;12,5\nB;7,5\nC;1,5\n") == ";"


def test_a_list_in_every_cell_does_not_part_columns() -> None:
    assert best_delimiter("naam,stenen\n" + "A,graniet; leisteen; marmer; basalt\n" * 9) == ","


def test_a_short_table_under_a_title_is_parted() -> None:
    assert best_delimiter("Register\n\nnaam;land\nA;IN\n") == ";"


def test_of_two_even_delimiters_the_one_that_parts_the_header_wins() -> None:
    assert best_delimiter("naam\taandeel\nA\t12,5\nB\t7,5\n") == "\t"


def test_one_comma_in_the_last_name_does_not_part_the_only_column() -> None:
    assert best_delimiter("naam\nA\nB, C\n") == ""


def test_the_line_that_excel_writes_for_itself_is_obeyed_and_not_read(tmp_path: Path) -> None:
    grid = read(tmp_path, "sep=|\nnaam|land\nA|IN\n")
    assert cells(grid) == [("naam", "land"), ("A", "IN")]
    assert numbers(grid) == [2, 3]


def test_the_user_may_name_the_delimiter(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "naam:land\nA:IN\n", delimiter=":")) == [("naam", "land"), ("A", "IN")]


@pytest.mark.parametrize("delimiter", ["", ";;", '"', "\n"])
def test_what_cannot_part_columns_is_refused(tmp_path: Path, delimiter: str) -> None:
    assert refusal(tmp_path, "naam;land\nA;IN\n", delimiter=delimiter).code == "F22"


def test_thousands_of_columns_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, ";".join("a" for _ in range(5000)) + "\n").code == "F24"


# -- records and lines ------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_record_has_the_number_of_the_line_it_starts_on(tmp_path: Path, end: str) -> None:
    # Lines: 1 header, 2-4 the record on three lines, 5 blank, 6 delimiters alone, 7 the last.
    lines = ["naam;adres", 'A;"x', "y", 'z"', "", ";", "B;w"]
    grid = read(tmp_path, end.join(lines) + end)
    assert [(row.number, row.cells) for row in grid.rows] == [
        (1, ("naam", "adres")),
        (2, ("A", "x\ny\nz")),
        (7, ("B", "w")),
    ]
    assert grid.blank == [5, 6]


def test_1221_records_on_3812_lines_keep_their_numbers(tmp_path: Path) -> None:
    # 149 records of 4 lines, 1,072 of 3 lines: 596 + 3,216 = 3,812 lines; the header is the first record.
    sizes = [4] * 149 + [3] * 1072
    records = [f'{n};"' + "\n".join(["x"] * size) + '"' for n, size in enumerate(sizes)]
    text = "\n".join(records) + "\n"
    assert text.count("\n") == 3812
    grid = read(tmp_path, text, delimiter=";")
    assert len(grid.rows) == 1221
    assert numbers(grid)[:3] == [1, 5, 9]
    assert grid.rows[-1].number == 3812 - 2


def test_a_quote_that_is_never_closed_is_refused_with_its_line(tmp_path: Path) -> None:
    wrong = refusal(tmp_path, 'naam;land\nA;IN\n"B;BE\nC;NL\n')
    assert wrong.code == "F17"
    assert "line 3 " in str(wrong)


def test_a_quote_that_is_never_closed_on_the_last_line_is_refused(tmp_path: Path) -> None:
    assert "line 2 " in str(refusal(tmp_path, 'naam;land\n"A;IN'))


def test_a_quote_closed_on_a_later_row_is_noted(tmp_path: Path) -> None:
    grid = read(tmp_path, 'naam;land\n"A;IN\n"B";"BE"\nC;NL\n')
    assert [(note.code, note.row) for note in grid.notes] == [("T15", 2)]


def test_a_quote_inside_a_cell_is_a_sign_like_any_other(tmp_path: Path) -> None:
    assert cells(read(tmp_path, 'naam;maat\nplaat;12"\n'))[1] == ("plaat", '12"')


def test_a_cell_of_200_000_signs_is_read_whole(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "naam;land\n" + "x" * 200_000 + ";NL\n"))[1] == ("x" * 200_000, "NL")


# -- what is tidied ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Steen \t", "Steen"),
        ("Steen\u00a0", "Steen"),
        ("Van\u00a0Dijk", "Van Dijk"),
        ("\ufeffSteen\u200b", "Steen"),
        ("A\u200bBB", "ABB"),
        ("\u202aSteen\u202c", "Steen"),
        ("\u200dSteen\u200d", "Steen"),
        ("\u0995\u09cd\u200d\u09b7", "\u0995\u09cd\u200d\u09b7"),  # a joiner inside a word is spelling
        ("\u0d28\u0d4d\u200d", "\u0d28\u0d4d\u200d"),  # and after a virama also at the end
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("A &amp; B &#47; C&nbsp;", "A & B / C"),
        ("R&D; AT&T", "R&D; AT&T"),
    ],
)
def test_blanks_and_signs_that_show_nothing_are_removed(tmp_path: Path, written: str, kept: str) -> None:
    grid = read(tmp_path, f"naam|land\n{written}|NL\n")
    assert cells(grid)[1] == (kept, "NL")


def test_what_was_tidied_is_counted_by_column_with_the_first_row(tmp_path: Path) -> None:
    grid = read(tmp_path, "naam|land\nA|NL\n B|N&amp;L\nC\u00a0|NL\n")
    assert grid.trimmed == {0: [2, 3]}
    assert grid.unescaped == {1: [1, 3]}


def test_plain_text_is_not_counted_as_tidied(tmp_path: Path) -> None:
    grid = read(tmp_path, 'naam|land\r\n"A\r\nB"|NL\r\n | \r\n')
    assert (grid.trimmed, grid.unescaped, grid.without_nul) == ({}, {}, {})


def test_names_keep_what_might_look_like_a_formula_or_a_blank(tmp_path: Path) -> None:
    grid = read(tmp_path, "naam;land;kvk\n=SOM(A1);NA;01234567\n")
    assert cells(grid)[1] == ("=SOM(A1)", "NA", "01234567")
