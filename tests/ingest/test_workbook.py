"""The workbook: written, filled in as people would, and read back to exactly the claims expected."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from graph.errors import Refused
from graph.terms import UNKNOWN
from graph.words import LANGUAGES, catalogue
from ingest.cards import Card
from ingest.form import LISTS
from ingest.forms import SAFETY, WORKBOOK, choose
from ingest.load import Batch, read_file
from ingest.mapped import mapped
from ingest.report import NotLoaded
from ingest.tables import read_tables
from ingest.workbook import choices_of, write_safety_sheet, write_workbook
from tests.ingest.small_files import codes, fields

FORMS = {form.name: form for form in (*WORKBOOK, SAFETY)}
LAST = {"en": "don't know", "nl": "weet niet"}


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, lang: str) -> Path:
    made = tmp_path_factory.mktemp(lang)
    write_workbook(made / "map.xlsx", lang)
    write_safety_sheet(made / "safety.xlsx", lang)
    return made


def test_there_are_seven_sheets_and_a_hidden_one_of_lists(folder: Path, lang: str) -> None:
    book = openpyxl.load_workbook(folder / "map.xlsx")
    assert book.sheetnames == [*(form.said(lang) for form in WORKBOOK), LISTS]
    assert [sheet.sheet_state for sheet in book] == [*["visible"] * 7, "hidden"]
    assert openpyxl.load_workbook(folder / "safety.xlsx").sheetnames == [SAFETY.said(lang), LISTS]


@pytest.mark.parametrize("name", FORMS)
def test_every_header_has_a_note_and_every_list_ends_with_not_knowing(
    folder: Path, lang: str, name: str
) -> None:
    form = FORMS[name]
    book = openpyxl.load_workbook(folder / ("safety.xlsx" if name == "safety" else "map.xlsx"))
    sheet, lists = book[form.said(lang)], book[LISTS]
    heads = {cell.value: cell for cell in sheet[1]}
    assert list(heads) == [column.said(lang) for column in form.columns]
    assert all(cell.comment and len(cell.comment.text) > 10 for cell in heads.values())
    rules = {str(rule.sqref).split("2:")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    for column in form.columns:
        letter = heads[column.said(lang)].column_letter
        choices = choices_of(column, lang)
        assert (letter in rules) == bool(choices)
        if choices:
            area = rules[letter].partition("!")[2].replace("$", "")
            assert [cell.value for (cell,) in lists[area]] == choices
            assert LAST[lang] == choices[-1]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")


@pytest.mark.parametrize("name", FORMS)
def test_nothing_asks_for_a_code_an_id_or_a_number_from_0_to_1(name: str) -> None:
    for column in FORMS[name].columns:
        for lang in LANGUAGES:
            assert not {"id", "ids", "0–1", "uuid"} & set(column.said(lang).lower().split())


def test_every_column_of_every_sheet_has_a_note_and_an_example_and_no_other() -> None:
    keys = set(catalogue("en", "workbook"))
    wanted = {
        f"{what}.{form.name}.{column.name}"
        for what in ("note", "example")
        for form in FORMS.values()
        for column in form.columns
    }
    assert {key for key in keys if "." in key} == wanted


@pytest.mark.parametrize("file", ["map.xlsx", "safety.xlsx"])
def test_the_sheets_and_columns_are_known_again_without_being_told(folder: Path, file: str) -> None:
    for table in read_tables(folder / file):
        choice = choose(table, Card())
        assert choice.how == "sheet"
        assert choice.form is not None
        seen = mapped(table, choice.form, Card())
        assert (list(seen.by_name), seen.remarks) == ([column.name for column in choice.form.columns], [])


def filled(folder: Path, file: str, rows: dict[str, list[dict[str, str]]], lang: str) -> Path:
    """The workbook with these rows (column name -> text) below the example."""
    book = openpyxl.load_workbook(folder / file)
    for name, given in rows.items():
        form = FORMS[name]
        names = [column.name for column in form.columns]
        for at, row in enumerate(given, start=3):
            for column, text in row.items():
                book[form.said(lang)].cell(at, names.index(column) + 1, text)
    path = folder / f"filled_{file}"
    book.save(path)
    return path


def test_the_example_rows_are_never_loaded(folder: Path) -> None:
    with pytest.raises(NotLoaded):
        from graph.sqlite_store import SqliteStore
        from ingest.load import load_file

        load_file(SqliteStore(folder / "s.db", create=True), folder / "map.xlsx")
    report = read_file(folder / "map.xlsx").report
    assert (report.read, sum(sheet.examples for sheet in report.sheets)) == (0, 7)


def test_an_example_row_that_was_edited_moved_and_reordered_is_still_known(folder: Path, lang: str) -> None:
    book = openpyxl.load_workbook(folder / "map.xlsx")
    sheet = book[FORMS["parties"].said(lang)]
    sheet.move_range("A2:K2", rows=3)
    sheet["C5"] = "India"
    sheet["A3"], sheet["B3"] = "Yard 1", FORMS["parties"].columns[1].field.words[0].said(lang)
    sheet.insert_cols(1)
    sheet["A1"], sheet["A5"] = "colour", "red"
    book.save(folder / "edited.xlsx")
    batch = read_file(folder / "edited.xlsx", card=Card(source={"id": "S"}))
    assert [mention.name for mention in batch.mentions] == ["Yard 1"]


def test_the_examples_themselves_can_be_read_without_a_remark(folder: Path, lang: str) -> None:
    for file in ("map.xlsx", "safety.xlsx"):
        book = openpyxl.load_workbook(folder / file)
        for sheet in book.worksheets[:-1]:
            sheet["A2"] = str(sheet["A2"].value).partition(": ")[2]
        book.save(folder / "examples.xlsx")
        report = read_file(folder / "examples.xlsx", card=Card()).report
        assert {f.code for f in report.findings} <= {"R70", "L04", "L07"}  # names without a row, no source
        assert (report.skipped, report.cells.kept, report.cells.not_understood) == (0, 0, 0)


WORDS = {
    "en": {
        "quarry": "quarry",
        "workers": "workers",
        "ngo": "NGO",
        "low": "low",
        "phone": "phone",
        "supplies": "supplies",
        "employs": "employs",
        "nowhere": "no, nowhere",
        "stated": "stated",
        "dust": "dust and silicosis",
        "very": "very serious",
        "many": "many",
        "no": "no",
        "happening": "happening",
        "contributes": "contributes to",
        "speaks": "speaks for",
        "works": "works with them",
        "knows": "knows",
        "high": "high",
        "online": "online",
        "guest": "guest",
        "invited": "invited",
        "learn": "to learn",
        "open": "open",
        "know": "don't know",
        "apart": "only apart",
        "yes": "yes",
        "rather": "rather not say",
        "team": "team only",
        "importer": "importer",
    },
    "nl": {
        "quarry": "groeve",
        "workers": "werknemers",
        "ngo": "ngo",
        "low": "laag",
        "phone": "telefoon",
        "supplies": "levert aan",
        "employs": "geeft werk aan",
        "nowhere": "nee, nergens",
        "stated": "verklaard",
        "dust": "stof en silicose",
        "very": "zeer ernstig",
        "many": "veel",
        "no": "nee",
        "happening": "gebeurt",
        "contributes": "draagt bij aan",
        "speaks": "spreekt voor",
        "works": "werkt met hen",
        "knows": "kent",
        "high": "hoog",
        "online": "online",
        "guest": "gast",
        "invited": "uitgenodigd",
        "learn": "leren",
        "open": "open",
        "know": "weet niet",
        "apart": "alleen apart",
        "yes": "ja",
        "rather": "zegt het liever niet",
        "team": "alleen team",
        "importer": "importeur",
    },
}


def case(lang: str) -> dict[str, list[dict[str, str]]]:
    w = WORDS[lang]
    return {
        "sources": [
            {"code": "f1", "title": "Visit", "informant": "NGO 1", "date": "2026-03", "level": w["team"]},
        ],
        "parties": [
            {"name": "Pit", "kind": w["quarry"], "place": "India / Rajasthan", "source": "f1"},
            {
                "name": "Cutters",
                "kind": w["workers"],
                "judged_influence": w["low"],
                "can_join": w["phone"],
                "headcount": "20-60",
                "source": "f1",
            },
            {"name": "NGO 1", "kind": w["ngo"], "source": "f1"},
            {"name": "Buyer", "kind": w["importer"], "languages": "Hindi; English", "source": "f1"},
        ],
        "trade": [
            {
                "from": "Pit",
                "relation": w["supplies"],
                "to": "Buyer",
                "product": "stone",
                "share_of_seller": "80%",
                "buyer_alternatives": w["know"],
                "seller_alternatives": w["nowhere"],
                "period": "2025",
                "confidence": w["stated"],
                "source": "f1",
            },
            {
                "from": "Pit",
                "relation": w["employs"],
                "to": "Cutters",
                "share_of_seller": "90 %",
                "share_of_buyer": "70 %",
                "period": "2019",
                "source": "f1",
            },
        ],
        "harmed": [
            {
                "group": "Cutters",
                "risk": w["dust"],
                "place": "India / Rajasthan",
                "scale": w["very"],
                "headcount": w["many"],
                "repairable": w["no"],
                "state": w["happening"],
                "by_whom": "Pit; Buyer",
                "how": w["contributes"],
                "source": "f1",
            },
        ],
        "voices": [
            {
                "from": "NGO 1",
                "relation": w["speaks"],
                "to": "Cutters",
                "basis": w["works"],
                "risks": w["dust"],
                "places": "India / Rajasthan",
                "source": "f1",
            },
            {"from": "NGO 1", "relation": w["knows"], "to": "Buyer", "trust": w["high"], "source": "f1"},
        ],
        "dialogues": [
            {"title": "Talk", "date": "2026-02", "mode": w["online"], "risks": w["dust"], "source": "f1"}
        ],
        "guests": [
            {
                "dialogue": "Talk",
                "party": "NGO 1",
                "role": w["guest"],
                "status": w["invited"],
                "seats": "1",
                "expects": w["learn"],
                "commitment": "Send the list",
                "commitment_status": w["open"],
                "due": "2026-06",
                "said_on": "2026-01-15",
                "source": "f1",
            },
        ],
    }


def ties_of(batch: Batch) -> list[tuple[object, ...]]:
    names = {mention.key: mention.name for mention in batch.mentions}
    return [
        (names[t.a], t.relation, names[t.b], fields(t), t.confidence, t.said_on, t.since, t.level)
        for t in batch.ties
    ]


def test_a_filled_workbook_gives_exactly_these_claims(folder: Path, lang: str) -> None:
    batch = read_file(filled(folder, "map.xlsx", case(lang), lang), card=Card(), now="2026-11-23")
    assert set(codes(batch)) == {"L03"}  # the example rows
    assert [(s.id, s.title, s.informant, s.date, s.level) for s in batch.sources] == [
        ("f1", "Visit", "NGO 1", "2026-03", "team")
    ]
    assert [(m.kind, m.name, m.country, fields(m)) for m in batch.mentions] == [
        ("Quarry", "Pit", "IN", {"place": "IN / Rajasthan"}),
        (
            "WorkerGroup",
            "Cutters",
            "",
            {"can_join": ["phone"], "headcount": "20-60", "judged_influence": 0.3},
        ),
        ("NGO", "NGO 1", "", {}),
        ("Importer", "Buyer", "", {"languages": ["English", "Hindi"]}),
        ("Dialogue", "Talk", "", {"held": "2026-02", "mode": "online", "risks": ["dust_silicosis"]}),
        ("Risk", "dust_silicosis", "", {}),
    ]
    plain = ("claimed", "", "", "participants")
    where = {"place": "IN / Rajasthan"}
    trade = {
        "product": "stone",
        "share_of_seller": 0.8,
        "seller_alternatives": 0.0,
        "buyer_alternatives": UNKNOWN,
        "period": "2025",
    }
    work = {"share_of_workforce": 0.9, "share_of_income": 0.7}
    harm = {**where, "scale": 3, "scope": 2, "irremediability": 3, "state": "actual"}
    voice = {"basis": "field_contact", "risks": ["dust_silicosis"], "places": ["IN / Rajasthan"]}
    part = {"role": "participant", "status": "invited", "seats": 1.0, "expects": "learn"}
    promise = {"commitment": "Send the list", "due": "2026-06", "status": "open"}
    assert ties_of(batch) == [
        ("Pit", "SUPPLIES", "Buyer", trade, "stated", "", "", "participants"),
        ("Pit", "EMPLOYS", "Cutters", work, "claimed", "", "2019", "participants"),
        ("Cutters", "AFFECTED_BY", "dust_silicosis", harm, *plain),
        ("Pit", "CONTRIBUTES_TO", "dust_silicosis", where, *plain),
        ("Buyer", "CONTRIBUTES_TO", "dust_silicosis", where, *plain),
        ("NGO 1", "REPRESENTS", "Cutters", voice, *plain),
        *[tie for tie in ties_of(batch) if tie[1] == "KNOWS"],
        ("NGO 1", "TAKES_PART_IN", "Talk", part, "claimed", "2026-01-15", "", "participants"),
        ("NGO 1", "COMMITS_TO", "Talk", promise, "claimed", "2026-01-15", "", "participants"),
    ]
    ((a, _, b, trust, *_),) = [tie for tie in ties_of(batch) if tie[1] == "KNOWS"]
    assert ({a, b}, trust) == ({"NGO 1", "Buyer"}, {"trust": 0.9})


def test_a_filled_safety_sheet_gives_exactly_these_claims(folder: Path, lang: str) -> None:
    w = WORDS[lang]
    row = {
        "party": "Cutters",
        "may_harm": w["yes"],
        "do_not_contact": "the foreman",
        "fears": "Pit; Buyer",
        "safe_channel": "NGO 1",
        "helpers_safe": w["know"],
        "status": w["yes"],
        "consent_name": w["no"],
        "consent_voice": w["rather"],
        "needs": w["rather"],
        "concern": "names",
        "asked_by": "NGO 1",
        "asked_on": "2026-03-14",
        "asked_for": "Talk",
        "asked_place": "Kota",
        "safe_to_invite": w["apart"],
    }
    batch = read_file(filled(folder, "safety.xlsx", {"safety": [row]}, lang), card=Card(source={"id": "f2"}))
    found = {mention.name: fields(mention) for mention in batch.mentions}
    assert found == {
        "Cutters": {
            "asked_by": "NGO 1",
            "asked_for": "Talk; Kota",
            "asked_on": "2026-03-14",
            "consent": f"9a: {w['no']}; 9c: {w['rather']}",
            "do_not_contact": f"1: {w['yes']}; the foreman",
            "helpers_safe": UNKNOWN,
            "needs": UNKNOWN,
            "safe_channel": "NGO 1",
            "safe_to_invite": "only_apart",
        },
        "Pit": {},
        "Buyer": {},
        "Talk": {},
    }
    part = {"status": "accepted", "concern": "names"}
    assert ties_of(batch) == [
        ("Cutters", "FEARS_REPRISAL_FROM", "Pit", {}, "claimed", "", "", "team"),
        ("Cutters", "FEARS_REPRISAL_FROM", "Buyer", {}, "claimed", "", "", "team"),
        ("Cutters", "TAKES_PART_IN", "Talk", part, "claimed", "", "", "team"),
    ]


def test_of_a_safety_sheet_nothing_is_kept_as_written(folder: Path, lang: str) -> None:
    book = openpyxl.load_workbook(folder / "safety.xlsx")
    sheet = book[SAFETY.said(lang)]
    at = sheet.max_column + 1
    sheet.cell(1, at, "what we heard")
    sheet.cell(3, 1, "Cutters")
    sheet.cell(3, at, "a secret")
    names = [column.name for column in SAFETY.columns]
    sheet.cell(3, names.index("status") + 1, WORDS[lang]["yes"])  # without a list it has no place
    book.save(folder / "more.xlsx")
    batch = read_file(folder / "more.xlsx", card=Card(source={"id": "f2"}))
    assert "secret" not in str(batch.mentions) + str(batch.ties)
    assert batch.report.columns.dropped == 1
    assert batch.report.cells.dropped == 2
    assert {"R05", "L14", "L15"} <= set(codes(batch))


def test_harm_without_an_outcome_is_read_as_not_safe(folder: Path, lang: str) -> None:
    rows = [{"party": "A", "may_harm": WORDS[lang]["yes"]}, {"party": "B", "may_harm": WORDS[lang]["no"]}]
    batch = read_file(filled(folder, "safety.xlsx", {"safety": rows}, lang), card=Card(source={"id": "f2"}))
    assert {m.name: fields(m).get("safe_to_invite") for m in batch.mentions} == {"A": "no", "B": None}


def test_a_safety_sheet_without_a_source_is_for_the_team(folder: Path, lang: str) -> None:
    path = filled(folder, "safety.xlsx", {"safety": [{"party": "A"}]}, lang)
    assert [(s.id, s.level) for s in read_file(path, card=Card()).sources] == [("filled_safety", "team")]


def test_a_workbook_is_not_written_over_somebodys_work(folder: Path) -> None:
    with pytest.raises(Refused, match=r"map\.xlsx"):
        write_workbook(folder / "map.xlsx")


def test_a_date_to_come_makes_a_dialogue_planned(folder: Path, lang: str) -> None:
    rows = {
        "sources": [{"code": "f1", "title": "T", "informant": "I", "date": "2026-03"}],
        "dialogues": [
            {"title": "Next", "date": "2026-09", "source": "f1"},
            {"title": "Now", "date": "2026-03", "source": "f1"},
        ],
    }
    batch = read_file(filled(folder, "map.xlsx", rows, lang), card=Card(), now="2027-01-01")
    assert [fields(m).get("held") for m in batch.mentions] == [None, "2026-03"]
    assert codes(batch).count("L10") == 1
