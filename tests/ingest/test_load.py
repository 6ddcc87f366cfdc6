"""A file into a store: every row, column and cell accounted for, and all or nothing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import AantafelError, Refused
from graph.records import Claims
from graph.sqlite_store import SqliteStore
from ingest.cards import Card, Expects
from ingest.codes import Row
from ingest.load import load_file, name_in, read_file
from ingest.report import NotLoaded
from tests.ingest.small_files import codes, csv_file, named, read_rows_as, said

PARTIES = (
    ["name", "kind", "place", "source"],
    ["Quarry 1", "quarry", "India / Rajasthan", "S"],
    ["Yard 1", "supplier", "India", "S"],
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "aantafel.db", create=True)
    yield opened
    opened.close()


def held(store: SqliteStore) -> Claims:
    return store.claims()


# -- the account --------------------------------------------------------------------------------

HEADERS = [
    "who",
    "does",
    "to whom",
    "product",
    "% of seller's sales",
    "year",
    "trust",
    "e-mail",
    "colour",
    "",
]
CELLS = {
    "who": ["A", "B", "a", "?", "", "=1+1", "A|B"],
    "does": ["supplies", "knows", "leent aan", "zwaait naar", "", "weet niet"],
    "to whom": ["B", "C", "", "n.v.t.", "A"],
    "product": ["", "stone", "#N/A", "-"],
    "% of seller's sales": ["", "80 %", "120 %", "0,5", "veel", "weet niet"],
    "year": ["", "2021", "31-02-2021", "01-02-2021", "soon"],
    "trust": ["", "high", "vertrouwd", "0.4"],
    "e-mail": ["", "x@y.test"],
    "colour": ["", "red", "#REF!"],
    "": ["", "loose"],
}


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    header = ["who", "does", "to whom", *draw(st.lists(st.sampled_from(HEADERS[3:]), max_size=6))]
    header = draw(st.permutations(header))
    rows = draw(
        st.lists(st.tuples(*(st.sampled_from(CELLS[name]) for name in header)), min_size=1, max_size=8)
    )
    wide = [list(row) + ["one more"] * draw(st.sampled_from([0, 0, 0, 1])) for row in rows]
    return [header, *wide]


def counted(path: Path) -> tuple[int, int, int]:
    """Rows, columns and cells of a file, by a loop of its own: filled rows, headed or filled columns."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as stream:
            lines = list(csv.reader(stream))
    else:
        sheet = openpyxl.load_workbook(path).worksheets[0]
        lines = [
            ["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)
        ]
    header, *body = [line for line in lines if any(cell.strip() for cell in line)]
    columns = sum(
        bool(name.strip()) or any(len(line) > at and line[at].strip() for line in body)
        for at, name in enumerate(header)
    )
    return len(body), columns, sum(bool(cell.strip()) for line in body for cell in line)


@given(table=tables(), ending=st.sampled_from([".csv", ".xlsx"]))
@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_columns_and_cells_are_all_accounted_for(
    tmp_path: Path, table: list[list[str]], ending: str
) -> None:
    path = tmp_path / f"drawn{ending}"
    width = len(table[0])
    if ending == ".csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(table)
    else:
        table = [row[:width] for row in table]  # in a sheet a wider row is a nameless column
        book = openpyxl.Workbook()
        for at, row in enumerate(table, start=1):
            for column, text in enumerate(row, start=1):
                cell = book.worksheets[0].cell(at, column, text or None)
                cell.data_type = "s" if text else cell.data_type
        book.save(path)
    rows, columns, cells = counted(path)
    card = Card(as_form="ties", header=1, delimiter="," if ending == ".csv" else "")
    if not rows:
        with pytest.raises(AantafelError):
            read_file(path, card=card)
        return
    report = read_file(path, card=card).report
    assert report.read == report.loaded + report.repeated + report.skipped == rows
    if ending == ".csv":
        # a nameless column at the end counts when it is filled; so does the oracle
        assert report.columns.total == columns
    assert report.cells.total == cells
    refused = {f.row for f in report.findings if f.severity == "error" and f.row > 1}
    assert len(refused) == report.skipped
    assert report.cells.dropped >= report.skipped  # a row that is skipped has at least one cell


def test_a_repeated_row_is_counted_and_says_which_row_it_repeats(tmp_path: Path) -> None:
    row = ["A", "knows", "B"]
    batch = read_rows_as(tmp_path, "ties", ["who", "does", "to whom"], row, ["A", "knows", "C"], row)
    assert (batch.report.loaded, batch.report.repeated) == (2, 1)
    (finding,) = [f for f in batch.report.findings if f.code == Row.DUPLICATE_ROW]
    assert (finding.row, finding.suggestion) == (4, "2")
    assert [(tie.at, tie.content == batch.ties[0].content) for tie in batch.ties] == [
        ("2", True),
        ("3", False),
        ("4", True),
    ]


def test_a_row_that_says_one_thing_more_is_no_repetition(tmp_path: Path) -> None:
    header = ["group", "risk", "place", "by whom", "how"]
    rows = (["G", "water", "India", "", ""], ["G", "water", "India", "Pit", "causes"])
    batch = read_rows_as(tmp_path, "harmed", header, *rows)
    assert (batch.report.loaded, batch.report.repeated) == (2, 0)
    assert [tie.relation for tie in batch.ties] == ["AFFECTED_BY", "AFFECTED_BY", "CAUSES"]


def test_a_row_with_one_value_more_than_headers_is_skipped_and_all_its_cells_are_counted(
    tmp_path: Path,
) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("who,does,to whom\nA,knows,B,one more\nA,knows,C\n", "utf-8")
    report = read_file(path, card=Card(as_form="ties", delimiter=",", source={"id": "S"})).report
    assert (report.loaded, report.skipped) == (1, 1)
    assert (report.cells.used, report.cells.dropped) == (3, 4)


# -- who is meant -------------------------------------------------------------------------------


def workbook(path: Path, **sheets: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_name_means_the_files_own_row_wherever_the_sheet_stands(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "w.xlsx",
        Trade=[["who", "does", "to whom", "source"], ["quarry 1", "supplies", "Yard 1", "T"]],
        Parties=[list(row) for row in PARTIES],
    )
    batch = read_file(path, card=Card())
    own = {m.name: m for m in batch.mentions if m.source == "S"}
    bare = {m.name: m for m in batch.mentions if m.source == "T"}
    assert {name: m.key for name, m in own.items()} == {name: m.key for name, m in bare.items()}
    assert bare["Quarry 1"][1:4] == ("Quarry", "Quarry 1", "IN")
    assert bare["Quarry 1"].fields == "{}"
    assert (batch.ties[0].a, batch.ties[0].b) == (own["Quarry 1"].key, own["Yard 1"].key)


def test_the_same_source_mentions_its_own_row_once(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "w.xlsx",
        Parties=[list(row) for row in PARTIES],
        Trade=[["who", "does", "to whom", "source"], ["Quarry 1", "supplies", "Yard 1", "S"]],
    )
    assert sorted(named(read_file(path, card=Card()))) == ["Quarry 1", "Yard 1"]


def test_another_name_that_a_row_gives_itself_means_that_row(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "w.xlsx",
        Parties=[["name", "kind", "other names", "source"], ["Quarry 1", "quarry", "the old pit", "S"]],
        Ties=[["who", "does", "to whom", "source"], ["The Old Pit", "knows", "B", "S"]],
    )
    assert sorted(named(read_file(path, card=Card()))) == ["B", "Quarry 1"]


def test_two_rows_of_one_name_are_told_apart_by_what_the_tie_can_join(tmp_path: Path) -> None:
    kota = [["Kota", "community", "S"], ["Kota", "government body", "S"], ["Pit", "quarry", "S"]]
    path = workbook(
        tmp_path / "w.xlsx",
        Parties=[["name", "kind", "source"], *kota],
        Ties=[
            ["who", "does", "to whom", "source"],
            ["Kota", "supervises", "Pit", "S"],
            ["Kota", "knows", "Pit", "S"],
        ],
    )
    batch = read_file(path, card=Card())
    kinds = {m.key: m.kind for m in batch.mentions}
    assert [(t.relation, sorted((kinds[t.a], kinds[t.b]))) for t in batch.ties] == [
        ("REGULATES", ["GovernmentBody", "Quarry"]),
        ("KNOWS", ["", "Quarry"]),
    ]
    assert codes(batch).count(Row.AMBIGUOUS_END) == 1


def test_a_slip_in_a_name_is_a_note_with_a_suggestion(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "w.xlsx",
        Parties=[["name", "kind", "source"], ["Balaji Stones", "supplier", "S"]],
        Ties=[["who", "does", "to whom", "source"], ["Balaji Stnoes", "knows", "Elsewhere Ltd", "S"]],
    )
    batch = read_file(path, card=Card())
    found = [(f.severity, f.value, f.suggestion) for f in batch.report.findings if f.code == Row.UNKNOWN_END]
    assert found == [("note", "Balaji Stnoes", "Balaji Stones"), ("note", "Elsewhere Ltd", "")]
    assert batch.report.skipped == 0


# -- persons ------------------------------------------------------------------------------------

PERSON = [["name", "kind", "source"], ["Somebody", "person", "S"], ["Yard 1", "supplier", "S"]]
NAMES_PERSON = [["who", "does", "to whom", "source"], ["Somebody", "knows", "Yard 1", "S"]]


def test_a_person_is_left_out_with_every_tie_that_names_them(tmp_path: Path) -> None:
    path = workbook(tmp_path / "w.xlsx", Parties=PERSON, Ties=NAMES_PERSON)
    batch = read_file(path, card=Card())
    assert (list(named(batch)), batch.ties) == (["Yard 1"], ())
    assert codes(batch).count(Row.PERSON_ROW) == 2
    assert (batch.report.loaded, batch.report.skipped) == (1, 2)


def test_a_person_is_loaded_for_the_team_when_asked_for(tmp_path: Path) -> None:
    path = workbook(tmp_path / "w.xlsx", Parties=PERSON, Ties=NAMES_PERSON)
    batch = read_file(path, card=Card(), persons=True)
    assert named(batch)["Somebody"].level == "team"
    assert len(batch.ties) == 1


# -- sources ------------------------------------------------------------------------------------


def test_a_source_without_a_card_gets_one_and_a_note(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "t.csv", ["who", "does", "to whom", "source"], ["A", "knows", "B", "field-1"])
    batch = read_file(path, card=Card())
    assert [source.id for source in batch.sources] == ["field-1"]
    assert Row.UNKNOWN_SOURCE in codes(batch)


def test_a_file_without_any_source_is_its_own_source(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "visit 2026.csv", ["who", "does", "to whom"], ["A", "knows", "B"])
    batch = read_file(path, card=Card())
    assert [source.id for source in batch.sources] == ["visit 2026"]
    assert "L04" in codes(batch)


def test_a_source_may_be_named_by_its_title(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "w.xlsx",
        Sources=[["code", "title", "who says so", "date"], ["f1", "Field visit", "NGO", "2026"]],
        Ties=[["who", "does", "to whom", "source"], ["A", "knows", "B", "field  VISIT"]],
    )
    batch = read_file(path, card=Card())
    assert {tie.source for tie in batch.ties} == {"f1"}
    assert batch.sources[0][:2] == ("f1", "Field visit")


# -- what does not fit together -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "header", "rows", "code"),
    [
        ("ties", "who,does,to whom", ["A,knows,A"], Row.SELF_RELATION),
        ("ties", "who,does,to whom", ["A,waves at,B"], Row.UNKNOWN_RELATION),
        ("ties", "who,does,to whom", ["A,,B"], Row.EMPTY_REQUIRED),
        ("ties", "who,does,to whom", ["A,knows,n.v.t."], Row.NAMES_NOBODY),
        ("ties", "who,does,to whom,since,until", ["A,knows,B,2021,2019"], Row.END_BEFORE_START),
        ("parties", "name,kind", ["X,wizard"], Row.UNKNOWN_KIND),
        ("parties", "name,kind", ["X,"], "L06"),
        ("parties", "name,kind", ["X,quarry", "x,supplier"], Row.NAME_WITH_TWO_KINDS),
        ("parties", "name,kind,kvk", ["X,importer,01234567", "Y,importer,01234567"], Row.DUPLICATE_ID),
        ("parties", "name,kind,country", ["X,quarry,Inda"], Row.UNKNOWN_COUNTRY),
        ("parties", "name,kind", [f"{'x' * 10_000},quarry"], Row.NAME_TOO_LONG),
        ("parties", "name,kind", ["=cmd,quarry"], Row.FORMULA_START),
        ("parties", "name,kind", ["#N/A,quarry"], Row.EMPTY_REQUIRED),
        ("trade", "who,does,to whom,% of seller's sales", ["A,supplies,B,120 %"], Row.SHARE_OUTSIDE),
        (
            "trade",
            "who,does,to whom,% of seller's sales,year",
            ["A,supplies,B,80 %,2024", "A,supplies,C,60 %,2024"],
            Row.SHARES_SUM,
        ),
        ("trade", "who,does,to whom,year", ["A,supplies,B,31-02-2021"], Row.IMPOSSIBLE_DATE),
        ("trade", "who,does,to whom,product", ["A,knows,B,stone"], Row.WRONG_KIND_COLUMN),
        ("harmed", "group,risk,place", ["G,dragons,India"], Row.UNKNOWN_RISK),
        ("harmed", "group,risk,place,by whom", ["G,water,India,A"], "L11"),
        ("harmed", "group,risk,place", ["G,water,"], "L12"),
    ],
)
def test_bad_input_gets_its_code(tmp_path: Path, form: str, header: str, rows: list[str], code: str) -> None:
    batch = read_rows_as(tmp_path, form, header.split(","), *(row.split(",") for row in rows))
    found = [f for f in batch.report.findings if f.code == code]
    assert len(found) == 1
    assert found[0].row > 1
    assert found[0].sentence("nl") != found[0].sentence("en")
    skipped = found[0].severity == "error"
    assert batch.report.skipped == skipped


def test_shares_of_different_years_are_not_summed(tmp_path: Path) -> None:
    header = ["who", "does", "to whom", "% of seller's sales", "year"]
    rows = (["A", "supplies", "B", "80 %", "2024"], ["A", "supplies", "C", "60 %", "2023"])
    assert Row.SHARES_SUM not in codes(read_rows_as(tmp_path, "trade", header, *rows))


def test_ends_of_kinds_that_a_relation_does_not_join_are_told_and_loaded(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "w.xlsx",
        Parties=[["name", "kind", "source"], ["Bank 1", "financier", "S"], ["Yard 1", "supplier", "S"]],
        Ties=[["who", "does", "to whom", "source"], ["Bank 1", "employs", "Yard 1", "S"]],
    )
    batch = read_file(path, card=Card())
    assert said(batch) == [("Bank 1", "EMPLOYS", "Yard 1", {})]
    assert Row.END_OF_OTHER_KIND in codes(batch)


@pytest.mark.parametrize("name", ["مجموعة العمال", "खनिक समूह", "Групп а", "O'Neill & zonen «X»"])
def test_a_name_in_any_script_is_loaded_as_it_is(tmp_path: Path, name: str) -> None:
    batch = read_rows_as(tmp_path, "parties", ["name", "kind"], [name, "workers"])
    assert list(named(batch)) == [name]
    assert batch.report.cells.not_understood == 0


def test_a_missing_required_column_is_named_with_the_columns_there_are(tmp_path: Path) -> None:
    batch = read_rows_as(tmp_path, "parties", ["naam", "kleur"], ["X", "rood"])
    (finding,) = [f for f in batch.report.findings if f.code == Row.REQUIRED_COLUMN]
    assert "kleur" in finding.suggestion
    assert batch.report.skipped == batch.report.read == 1


def test_an_unclear_table_is_refused_with_the_two_likeliest_and_the_option(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "list.csv", ["naam", "land", "plaats"], ["X", "India", "Kota"])
    with pytest.raises(NotLoaded, match="--as") as caught:
        read_file(path, card=Card())
    assert caught.value.report.read == 1


def test_a_sheet_that_is_no_table_is_told_and_counted(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "w.xlsx",
        Parties=[list(row) for row in PARTIES],
        Colours=[["colour", "hex"], ["red", "f00"], ["blue", "00f"]],
    )
    report = read_file(path, card=Card()).report
    assert (report.read, report.loaded, report.skipped) == (4, 2, 2)
    assert [f.value for f in report.findings if f.code == "L02"] == ["Colours"]


# -- all or nothing -----------------------------------------------------------------------------


def test_loading_writes_what_was_read_and_loading_again_changes_nothing(
    tmp_path: Path, store: SqliteStore
) -> None:
    path = csv_file(tmp_path, "parties.csv", *PARTIES)
    report = load_file(store, path)
    assert report.change is not None
    assert report.change.what == "loaded"
    before = held(store)
    assert {m.name for m in before.mentions} == {"Quarry 1", "Yard 1"}
    again = load_file(store, path)
    assert again.change is not None
    assert again.change.what == "unchanged"
    assert held(store) == before


def test_a_corrected_file_replaces_what_it_carried(tmp_path: Path, store: SqliteStore) -> None:
    load_file(store, csv_file(tmp_path, "parties.csv", *PARTIES, ["Yrad 2", "supplier", "", "S"]))
    load_file(store, csv_file(tmp_path, "parties.csv", *PARTIES, ["Yard 2", "supplier", "", "S"]))
    assert {m.name for m in held(store).mentions} == {"Quarry 1", "Yard 1", "Yard 2"}


def test_stopping_in_mid_load_leaves_the_store_as_it_was(tmp_path: Path, store: SqliteStore) -> None:
    load_file(store, csv_file(tmp_path, "parties.csv", *PARTIES))
    before = held(store)
    rows = [["A", "knows", f"B{n}"] for n in range(3000)]
    path = csv_file(tmp_path, "ties.csv", ["who", "does", "to whom"], *rows)
    seen: list[int] = []

    def pressed(done: int, total: int, what: str) -> None:
        seen.append(done)
        if done >= 2000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_file(store, path, progress=pressed)
    assert seen == [1000, 2000]
    assert held(store) == before
    assert [file.name for file in store.files()] == ["parties.csv"]


def test_strict_stops_at_one_row_that_cannot_be_loaded(tmp_path: Path, store: SqliteStore) -> None:
    path = csv_file(tmp_path, "parties.csv", *PARTIES, ["", "quarry", "", "S"])
    with pytest.raises(NotLoaded, match="row 4") as caught:
        load_file(store, path, strict=True)
    assert caught.value.report.loaded == 2
    assert held(store).mentions == ()
    assert load_file(store, path).skipped == 1


def test_a_file_in_which_no_row_can_be_loaded_writes_nothing(tmp_path: Path, store: SqliteStore) -> None:
    load_file(store, csv_file(tmp_path, "parties.csv", *PARTIES))
    before = held(store)
    with pytest.raises(NotLoaded, match="nothing was written"):
        load_file(store, csv_file(tmp_path, "parties.csv", PARTIES[0], ["", "quarry", "", "S"]))
    assert held(store) == before


def test_a_file_that_gives_less_than_its_card_expects_is_refused(tmp_path: Path, store: SqliteStore) -> None:
    path = csv_file(tmp_path, "parties.csv", *PARTIES)
    for expects in (Expects(rows=3), Expects(kinds={"Quarry": 2})):
        with pytest.raises(NotLoaded, match="expects at least"):
            load_file(store, path, card=Card(expects=expects))
    assert held(store).mentions == ()
    assert load_file(store, path, card=Card(expects=Expects(2, {"Quarry": 1}))).loaded == 2


def test_another_table_under_the_same_name_is_refused_with_the_ways_out(
    tmp_path: Path, store: SqliteStore
) -> None:
    load_file(store, csv_file(tmp_path, "parties.csv", *PARTIES))
    other = [[f"Other {n}", "NGO", "", "S"] for n in range(4)]
    path = csv_file(tmp_path, "parties.csv", PARTIES[0], *other)
    with pytest.raises(Refused):
        load_file(store, path)
    load_file(store, path, replaces="parties.csv")
    assert {m.name for m in held(store).mentions} == {f"Other {n}" for n in range(4)}


def test_a_file_is_named_by_its_path_from_the_stores_folder(tmp_path: Path, store: SqliteStore) -> None:
    inner = tmp_path / "map" / "parties.csv"
    assert name_in(store, inner) == "map/parties.csv"
    assert name_in(store, tmp_path.parent / "elsewhere.csv") == "elsewhere.csv"
