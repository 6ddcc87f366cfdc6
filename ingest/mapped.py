"""A table seen as a form: which column is which, how each is read, and what became of every cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as field_with
from enum import IntEnum
from typing import NamedTuple

from graph.terms import Field
from ingest.cards import Card
from ingest.codes import Row as Told
from ingest.columns import DROP, PERSONAL, Matched
from ingest.form import Form
from ingest.form_headers import match_form
from ingest.grid import letters
from ingest.tables import Table
from ingest.values import Outcome, Reading, decide, read_value


class Fate(IntEnum):
    """What became of a column or a cell."""

    PENDING = 0
    USED = 1
    KEPT = 2
    DROPPED = 3
    NOT_UNDERSTOOD = 4


class Remark(NamedTuple):
    """Something to tell about a column or a cell; where it stands is added by who collects it."""

    code: str
    column: str = ""
    value: str = ""
    suggestion: str = ""


@dataclass(slots=True)
class Column:
    """One column of a table: where, how the user calls it, which logical column it is ("" none)."""

    index: int
    header: str
    name: str
    how: str
    fate: Fate
    field: Field | None = None
    reading: Reading | None = None
    read: dict[tuple[int, str], Outcome] = field_with(default_factory=dict)

    def outcome(self, declared: Field, text: str) -> Outcome:
        """What `text` means in `declared`; each distinct text is read once."""
        # Fields of one name may differ in their words: a role of a supplier, a role of an expert.
        key = (id(declared), text)
        known = self.read.get(key)
        if known is None:
            assert self.reading is not None
            known = self.read[key] = read_value(declared, text, self.reading)
        return known


@dataclass(slots=True)
class Mapped:
    """A table with its form and columns; the remarks are about columns."""

    table: Table
    form: Form
    columns: list[Column]
    by_name: dict[str, Column]
    remarks: list[Remark]
    missing: tuple[str, ...] = ()
    lang: str = ""
    plans: dict[str, list[tuple[str, Field, Column]]] = field_with(default_factory=dict)

    dated: bool = False  # has columns that say since when, until when, or that it is not so
    carded: bool = False  # has columns that say how sure, said on, or who may see it

    @property
    def filled(self) -> dict[Fate, int]:
        """How many columns were used, kept and dropped."""
        return dict(Counter(column.fate for column in self.columns))

    def plan(
        self, key: str, declared: Iterable[Field], also: Mapping[str, str]
    ) -> list[tuple[str, Field, Column]]:
        """For each declared field the column of its own name, else the one that `also` names."""
        known = self.plans.get(key)
        if known is None:
            known = self.plans[key] = []
            for each in declared:
                column = self.by_name.get(each.name) or self.by_name.get(also.get(each.name, ""))
                if column is not None:
                    known.append((each.name, each, column))
        return known


def mapped(table: Table, form: Form, card: Card, today: str = "") -> Mapped:
    """The columns of `table` as `form` reads them, under the answers of `card`."""
    matches, lang = match_form(table.header, form, card.columns)
    fields = {column.name: column.field for column in form.every}
    lang = card.language or lang
    columns: list[Column] = []
    made = Mapped(table, form, columns, {}, [], lang=lang)
    for match in matches:
        texts = [cells[match.index] for row in table.rows if (cells := row.cells)[match.index]]
        if not match.header and not texts:
            continue
        column = _column(made, match, fields)
        columns.append(column)
        if column.fate is Fate.USED:
            column.field = fields[column.name]
            column.reading = decide(
                column.field,
                list(dict.fromkeys(texts)),
                lang=lang,
                dates=card.dates,
                decimal=card.decimal,
                today=today,
            )
            made.by_name[column.name] = column
    made.dated = bool(made.by_name.keys() & {"since", "until", "holds"})
    made.carded = bool(made.by_name.keys() & {"confidence", "said_on", "level"})
    made.missing = tuple(name for name in form.required if name not in made.by_name)
    return made


def _column(made: Mapped, match: Matched, fields: Mapping[str, Field]) -> Column:
    header = match.header or letters(match.index)
    name = match.field or ""
    if name in (PERSONAL, DROP):
        code = match.code or (Told.PERSONAL_COLUMN if name == PERSONAL else Told.COLUMN_DROPPED)
        made.remarks.append(Remark(code, header))
        return Column(match.index, header, "", match.how, Fate.DROPPED)
    if name in fields and name not in made.by_name:
        if match.how == "similar":
            made.remarks.append(
                Remark(match.code or Told.COLUMN_SIMILAR, header, fields[name].said(made.lang or "en"))
            )
        return Column(match.index, header, name, match.how, Fate.USED)
    if made.form.sensitive:
        made.remarks.append(Remark(Told.SENSITIVE_COLUMN, header))
        return Column(match.index, header, "", "none", Fate.DROPPED)
    code = match.code or (Told.COLUMN_TAKEN if name else Told.COLUMN_KEPT)
    other = fields[name].said(made.lang or "en") if name in fields else match.suggestion
    made.remarks.append(Remark(code, header, other))
    return Column(match.index, header, "", "none", Fate.KEPT)
