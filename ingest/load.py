"""A file, or a DataFrame, into a store: read whole, then written at once, or not at all."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph.records import Mention, Source, Tie
from graph.store import Store, file_name
from ingest.cards import Card, Expects, card_for
from ingest.claim_codes import Load, severity_of
from ingest.codes import Row as Told
from ingest.form import LISTS
from ingest.forms import FORMS, choose, known_share
from ingest.gathered import Gathered
from ingest.mapped import Mapped, mapped
from ingest.report import NotLoaded, Report, RowFinding
from ingest.rows import Progress, read_rows, skip_table
from ingest.tables import Table, read_tables

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Batch:
    """What one file gives: its claims, and the report of how it was read."""

    file: str
    sources: tuple[Source, ...]
    mentions: tuple[Mention, ...]
    ties: tuple[Tie, ...]
    report: Report
    tables: tuple[Table, ...] = ()
    expects: Expects = Expects()


def load_file(
    store: Store,
    path: Path | str,
    *,
    card: Card | None = None,
    lang: str = "en",
    strict: bool = False,
    persons: bool = False,
    replaces: str = "",
    as_new: bool = False,
    progress: Progress | None = None,
    now: str = "",
) -> Report:
    """Load a file into a store and say what became of every row, column and cell.

    The file replaces what a file of its name carried before.  `card` holds the answers of the user,
    by default those of the card beside the file.  With `strict` one row that cannot be loaded stops
    the file.  People (rows of kind Person) are loaded only with `persons`.  `progress(done, total, what)`
    is called now and then.  `now` is today's date in ISO form, for telling what is yet to come.

    Nothing is written unless the whole file was read.  Raises `Unreadable` when it cannot be read,
    `ingest.report.NotLoaded` (with its report) when nothing in it can be loaded, or not as expected,
    and `Refused` when the store does not take it.
    """
    path = Path(path)
    batch = read_file(
        path, card=card, lang=lang, persons=persons, progress=progress, now=now, name=name_in(store, path)
    )
    return write(store, batch, strict=strict, replaces=replaces, as_new=as_new)


def read_file(
    path: Path | str,
    *,
    card: Card | None = None,
    lang: str = "en",
    persons: bool = False,
    progress: Progress | None = None,
    now: str = "",
    name: str = "",
) -> Batch:
    """The claims of a file as `name` (default: its base name), and the report; nothing is written."""
    path = Path(path)
    answers = card_for(path) if card is None else card
    tables = read_tables(
        path,
        sheet=answers.sheet or None,
        header=answers.header,
        looks_like_header=known_share,
        encoding=answers.encoding or None,
        delimiter=answers.delimiter or None,
    )
    return batch_of(
        tables, name or _composed(path.name), answers, persons=persons, progress=progress, now=now
    )


def batch_of(
    tables: Sequence[Table],
    name: str,
    card: Card,
    *,
    persons: bool = False,
    progress: Progress | None = None,
    now: str = "",
) -> Batch:
    """The claims of some tables, as one file called `name`."""
    today = now or date.today().isoformat()
    report = Report(name)
    gathered = Gathered(name, card, persons=persons, today=today)
    sheets = _as_forms(tables, card, report, today)
    read_rows(sheets, gathered, report, progress)
    if code := gathered.fallback_code():
        report.findings.append(_of_file(tables[0], code, gathered.default))
    mentions = [claim for claim in gathered.claims if isinstance(claim, Mention)]
    ties = [claim for claim in gathered.claims if isinstance(claim, Tie)]
    mentions += gathered.bare_mentions()
    sources = tuple(gathered.sources.values())
    report.sources, report.mentions, report.ties = len(sources), len(mentions), len(ties)
    return Batch(name, sources, tuple(mentions), tuple(ties), report, tuple(tables), card.expects)


def write(
    store: Store, batch: Batch, *, strict: bool = False, replaces: str = "", as_new: bool = False
) -> Report:
    """Write what was read; refuses a batch that holds nothing, or an error where `strict`."""
    report = batch.report
    worst = next((f for f in report.findings if f.severity == "error" and f.code != Told.PERSON_ROW), None)
    if strict and worst is not None:
        refused = NotLoaded.because(
            "ingest.strict", report, n=report.errors, where=worst.place("en"), sentence=worst.sentence("en")
        )
        refused.first = worst
        raise refused
    _expected(batch)
    if not report.loaded:
        raise NotLoaded.because("ingest.nothing_loaded", report, read=report.read, skipped=report.skipped)
    report.change = store.load(
        batch.file, batch.sources, batch.mentions, batch.ties, replaces=replaces, as_new=as_new
    )
    return report


def _expected(batch: Batch) -> None:
    """Refuse a file that gives less than its card expects: half a file should be noticed."""
    kinds = Counter(kind for kind, _ in {(m.kind, m.key) for m in batch.mentions})
    rows = batch.report.loaded + batch.report.repeated
    if rows < batch.expects.rows:
        raise NotLoaded.because("ingest.too_few_rows", batch.report, want=batch.expects.rows, found=rows)
    for kind, want in batch.expects.kinds.items():
        if kinds[kind] < want:
            raise NotLoaded.because("ingest.too_few", batch.report, want=want, kind=kind, found=kinds[kind])


def name_in(store: Store, path: Path) -> str:
    """The name of a file in a store: its path from the store's folder, where it lies there; else its own."""
    return file_name(path, store.folder)


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _as_forms(tables: Sequence[Table], card: Card, report: Report, today: str) -> list[Mapped]:
    """Each table as the form it is; what is none is accounted for, or refused where it is the only one."""
    sheets: list[Mapped] = []
    for table in tables:
        _tell_notes(table, report)
        choice = choose(table, card)
        if choice.form is None:
            code = Load.FORM_UNCLEAR if len(tables) == 1 else Load.OTHER_SHEET
            report.findings.append(
                _of_file(table, code, table.sheet or table.file, " / ".join(choice.likely))
            )
            skip_table(table.sheet, report, table.header, table.rows)
            continue
        sheet = mapped(table, choice.form, card, today)
        for name in sheet.missing:
            field = next(column.field for column in sheet.form.every if column.name == name)
            seen = ", ".join(header for header in table.header if header)
            report.findings.append(_of_file(table, Told.REQUIRED_COLUMN, field.said("en"), seen))
        sheets.append(sheet)
    if not sheets:
        table = tables[0]
        likely = choose(table, card).likely or tuple(FORMS)
        raise NotLoaded.because("ingest.form_unclear", report, likely=" / ".join(likely), first=likely[0])
    return sheets


def _tell_notes(table: Table, report: Report) -> None:
    for note in table.notes:
        if note.value == LISTS:
            continue  # our own drop-downs
        report.findings.append(
            RowFinding(
                note.severity,
                table.file,
                table.sheet,
                note.row or 0,
                note.column or "",
                note.value,
                note.code,
            )
        )


def _of_file(table: Table, code: str, value: str, suggestion: str = "") -> RowFinding:
    return RowFinding(severity_of(code), table.file, table.sheet, 0, "", value, str(code), suggestion)
