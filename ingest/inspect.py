"""How a file would be read, told before anything is written: sheet, header, columns, and what is unclear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.schema import RELATION
from graph.words import say
from ingest.cards import Card, card_for
from ingest.forms import Choice, choose, known_share
from ingest.gathered import Gathered
from ingest.load import Batch, batch_of
from ingest.mapped import Fate, Mapped, mapped
from ingest.report import Group, NotLoaded, Report
from ingest.tables import Table, read_tables

SAMPLES = 10


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """One column: how the user calls it, what it is read as ("" kept or left out), how that was found.

    `reading` says what was decided for all its cells: the order of dates, the decimal sign.
    """

    header: str
    name: str
    how: str
    fate: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Something that the user can settle, and the option that does."""

    option: str
    key: str
    value: str = ""
    suggestion: str = ""

    def sentence(self, lang: str = "en") -> str:
        """One sentence that names the option."""
        return say(f"inspect.{self.key}", lang, value=self.value, suggestion=self.suggestion)


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """One table as it would be read."""

    sheet: str
    header_row: int
    encoding: str
    delimiter: str
    form: str
    why: str
    likely: tuple[str, ...]
    rows: int
    columns: tuple[ColumnSeen, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """All of a file as it would be read; `card` holds the answers so far, and can be written beside it."""

    file: str
    sheets: tuple[SheetSeen, ...]
    unclear: tuple[Unclear, ...]
    report: Report
    samples: tuple[Group, ...]
    card: Card

    def lines(self, lang: str = "en") -> list[str]:
        """What was recognised, line by line, then what is unclear, then the first remarks."""
        lines = [line for sheet in self.sheets for line in _sheet_lines(sheet, self.file, lang)]
        lines += self.report.account(lang)
        lines += [f"{one.option}: {one.sentence(lang)}" for one in self.unclear]
        return lines + [group.line(lang) for group in self.samples]


def inspect(
    path: Path | str, card: Card | None = None, *, persons: bool = False, now: str = ""
) -> Inspection:
    """How `path` would be read under the answers of `card` (default: the card beside it).

    Nothing is written.  Raises `Unreadable` when the file cannot be read at all, and `AantafelError`
    for an answer that does not fit.
    """
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
    seen, unclear = [], []
    for table in tables:
        choice = choose(table, answers)
        sheet = mapped(table, choice.form, answers, now) if choice.form else None
        seen.append(_seen(table, choice, sheet))
        unclear += _unclear(table, choice, sheet, answers)
    report, sourceless = _tried(tables, path.name, answers, persons, now)
    if sourceless:
        unclear.append(Unclear("--source", "source", Gathered(path.name, answers).default))
    unique = tuple(dict.fromkeys(unclear))
    return Inspection(path.name, tuple(seen), unique, report, report.groups()[:SAMPLES], answers)


def _tried(tables: Sequence[Table], name: str, card: Card, persons: bool, now: str) -> tuple[Report, bool]:
    """The report that loading would give, and whether a source has to be made up."""
    try:
        batch: Batch = batch_of(tables, name, card, persons=persons, now=now)
    except NotLoaded as refused:
        return refused.report, False
    return batch.report, any(finding.code == "L04" for finding in batch.report.findings)


def _seen(table: Table, choice: Choice, sheet: Mapped | None) -> SheetSeen:
    columns = tuple(
        ColumnSeen(c.header, c.name, c.how, c.fate.name.lower(), _reading(sheet, c.name))
        for c in (sheet.columns if sheet else ())
    )
    return SheetSeen(
        table.sheet,
        table.header_row,
        table.encoding,
        table.delimiter,
        choice.form.name if choice.form else "",
        choice.how,
        choice.likely,
        len(table.rows),
        columns,
        sheet.missing if sheet else (),
    )


def _reading(sheet: Mapped | None, name: str) -> str:
    column = sheet.by_name.get(name) if sheet else None
    if column is None or column.reading is None or column.field is None:
        return ""
    if column.field.type.value == "date":
        return column.reading.dates
    return column.reading.decimal


def _unclear(table: Table, choice: Choice, sheet: Mapped | None, card: Card) -> list[Unclear]:
    found: list[Unclear] = []
    if choice.form is None or sheet is None:
        return [Unclear("--as", "form", table.sheet or table.file, " / ".join(choice.likely))]
    for name in sheet.missing:
        field = next(column.field for column in choice.form.every if column.name == name)
        found.append(Unclear("--column", "column", f"{field.en} / {field.nl}", name))
    for column in sheet.columns:
        if column.reading is not None and column.reading.dates == "unclear":
            found.append(Unclear("--dates", "dates", column.header))
        if column.fate is Fate.USED and column.how == "similar":
            found.append(Unclear("--column", "similar", column.header, column.name))
    if choice.form.name == "suppliers" and not card.whose and "supplies_to" not in sheet.by_name:
        found.append(Unclear("--whose", "whose", RELATION["SUPPLIES"].en))
    return found


def _sheet_lines(sheet: SheetSeen, file: str, lang: str) -> list[str]:
    where = f'{file}, "{sheet.sheet}"' if sheet.sheet else file
    lines = [
        say(
            "inspect.sheet",
            lang,
            where=where,
            form=sheet.form or "?",
            why=say(f"inspect.how.{sheet.why}", lang),
            row=sheet.header_row,
            rows=sheet.rows,
        )
    ]
    if sheet.encoding:
        sign = {"\t": "tab"}.get(sheet.delimiter, sheet.delimiter)
        lines.append(say("inspect.text", lang, encoding=sheet.encoding, delimiter=sign))
    for column in sheet.columns:
        kept = say(f"inspect.fate.{column.fate}", lang)
        reading = f" ({column.reading})" if column.reading else ""
        lines.append(f"  {column.header} → {column.name or kept}{reading}")
    return lines
