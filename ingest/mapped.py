"""A table seen as a form: which column is which, how each is read, and what became of every cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as field_with
from enum import IntEnum
from typing import NamedTuple

from graph.records import folded
from graph.terms import Field
from ingest.cards import Card
from ingest.codes import Row as Told
from ingest.columns import DROP, PERSONAL, Matched, match_headers
from ingest.form import Form, FormColumn
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


def match_form(
    header: Iterable[str], form: Form, given: Mapping[str, str]
) -> tuple[tuple[Matched, ...], str]:
    """Each header with the form's column, and the language that most of them are in ("" unknown).

    What the user answered comes first, then the form's own words, then the synonyms of everybody.
    """
    headers = tuple(header)
    labels = _labels(form)
    votes: Counter[str] = Counter()
    answered = {bare(header) for header in given}
    taken = set(given.values())
    own: dict[int, str] = {}
    for index, text in enumerate(headers):
        name, lang = labels.get(bare(text), ("", ""))
        if name and name not in taken and bare(text) not in answered:
            own[index] = name
            taken.add(name)
            votes[lang] += bool(lang)
    wanted = [column.name for column in form.every if column.name not in own.values()]
    rest = match_headers(
        [("" if i in own else text) for i, text in enumerate(headers)], wanted, given, about=form.about
    )
    matches = tuple(
        Matched(i, headers[i], own[i], "exact", "") if i in own else one for i, one in enumerate(rest)
    )
    best = votes.most_common(2)
    lang = best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else ""
    return matches, lang


def bare(header: str) -> str:
    """A header for comparing: folded, without the star and the question mark, blanks in one way."""
    return folded(header.replace("*", " ").replace("_", " ").strip().rstrip("?:. "))


def _labels(form: Form) -> dict[str, tuple[str, str]]:
    """What the form's columns are called in both languages -> name and language ("" in both)."""
    found = _LABELS.get(form.name)
    if found is None:
        found = _LABELS[form.name] = {}
        for column in form.every:
            for label, lang in _said(column):
                found.setdefault(bare(label), (column.name, lang))
        for column in form.every:
            found.setdefault(bare(column.name), (column.name, ""))
    return found


def _said(column: FormColumn) -> list[tuple[str, str]]:
    en, nl = column.field.en, column.field.nl
    return [
        *([(en, "")] if en == nl else [(en, "en"), (nl, "nl")]),
        *((also, "") for also in column.also_called),
    ]


_LABELS: dict[str, dict[str, tuple[str, str]]] = {}
