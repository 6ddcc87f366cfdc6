"""The cells of one row while a form takes them: each is marked, and each remark has its column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NoReturn

from graph.terms import Field
from ingest.cells import ERRORS
from ingest.codes import Row as Told
from ingest.grid import Row
from ingest.mapped import Column, Fate, Mapped, Remark
from ingest.outcome import Outcome
from ingest.values import read_name
from ingest.wording import is_blank, is_dont_know, plain

_read_name = lru_cache(maxsize=1 << 18)(read_name)
_NOBODY = frozenset(
    ["geen", "none", "niemand", "nobody", "no one", "nee", "no", "niets", "nothing", "niet bekend"]
)
_SEVERAL = re.compile(r"\s*[|;\n]\s*")


class SkipRow(Exception):  # noqa: N818 -- not an error: how a form gives a row up
    """The row cannot be loaded; what is wrong has been told."""


class Cells:
    """The cells of one row.

    `text`, `value`, `name`, `names` and `fields` take cells; `tell` adds a remark; `skip` gives the
    row up.  What was taken is used; what was not understood is kept as written and counted so.
    """

    def __init__(self, sheet: Mapped, row: Row) -> None:
        self.sheet, self.row = sheet, row
        self.cells = row.cells
        self.fate: dict[int, Fate] = {}
        self.remarks: list[Remark] = []
        self.written: dict[str, str] = {}

    # -- taking cells ------------------------------------------------------------------

    def has(self, name: str) -> bool:
        """Whether the cell of this column is filled, with something else than a formula's error."""
        return self._cell(name) != ""

    def text(self, name: str) -> str:
        """The text of a cell, taken; "" where it is blank."""
        text = self._cell(name)
        if text:
            self.fate[self.sheet.by_name[name].index] = Fate.USED
        return text

    def need(self, name: str) -> str:
        """The text of a cell that the row cannot do without."""
        text = self.text(name)
        if not text:
            self.skip(Told.EMPTY_REQUIRED, name)
        return text

    def name(self, name: str) -> str:
        """The name in a cell that the row cannot do without."""
        return self._named(self.need(name), name)

    def _named(self, text: str, column: str) -> str:
        outcome = _read_name(text)
        if outcome.value is None:
            self.skip(outcome.code or Told.EMPTY_REQUIRED, column, text)
        if outcome.code:
            self.tell(outcome.code, column, text, outcome.suggestion)
        return str(outcome.value)

    def value(self, name: str, declared: Field | None = None) -> Any:
        """What a cell means in a field (the column's own, unless given), or None; told when it is nothing."""
        column = self.sheet.by_name.get(name)
        if column is None or not (text := self.cells[column.index]):
            return None
        field = declared or column.field
        assert field is not None
        return self._read(column, field, text)

    def names(self, name: str) -> list[str]:
        """The names in a cell that may hold several, parted by ;, | or a new line.

        "None" and "don't know" name nobody; a cell that holds no more is kept as written.
        """
        parts = self.several(self.peek(name))
        named = [part for part in parts if not _names_nobody(part)]
        if named:
            self.text(name)
        elif parts:
            self.fate[self.column(name).index] = Fate.KEPT
        return named

    def several(self, text: str) -> list[str]:
        """Several names in a text, parted like the names in a cell."""
        return [part for part in _SEVERAL.split(text) if part]

    def fields(
        self, key: str, declared: Iterable[Field], also: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """The declared fields that this row fills; `key` stands for this choice of fields."""
        found: dict[str, Any] = {}
        for name, field, column in self.sheet.plan(key, declared, also or {}):
            if text := self.cells[column.index]:
                value = self._read(column, field, text)
                if value is not None:
                    found[name] = value
        return found

    def column(self, name: str) -> Column:
        """The column of that name, which this table has."""
        return self.sheet.by_name[name]

    def peek(self, name: str) -> str:
        """The text of a cell, not taken."""
        return self._cell(name)

    def keep(self, name: str) -> None:
        """Give a cell back that was taken: it is kept as written."""
        del self.fate[self.column(name).index]

    def not_understood(self, name: str) -> None:
        """Say that nothing came of a cell; its words are kept as written."""
        column = self.column(name)
        self.fate[column.index] = Fate.NOT_UNDERSTOOD
        self.write_down(column)

    def write_down(self, column: Column | str) -> None:
        """Keep the words of a cell beside what was read from it; never of a sensitive sheet."""
        if isinstance(column, str):
            column = self.column(column)
        if not self.sheet.form.sensitive:
            self.written[column.header] = self.cells[column.index]

    def _cell(self, name: str) -> str:
        column = self.sheet.by_name.get(name)
        if column is None:
            return ""
        text = self.cells[column.index]
        return "" if text in ERRORS else text

    def _read(self, column: Column, field: Field, text: str) -> Any:
        outcome = column.outcome(field, text)
        if outcome.code:
            self.tell(outcome.code, column.name, text, outcome.suggestion)
        if outcome.kept:
            self.write_down(column)
        if outcome.value is None and outcome.code:
            self.fate[column.index] = Fate.NOT_UNDERSTOOD
            return None
        self.fate[column.index] = Fate.USED
        return outcome.value

    # -- remarks -----------------------------------------------------------------------

    def tell(self, code: str, name: str = "", value: str = "", suggestion: str = "") -> None:
        """Add a remark about the column called `name` (or about the row)."""
        column = self.sheet.by_name.get(name)
        header = column.header if column else ""
        if name and not column:
            header = next((c.said("en") for c in self.sheet.form.every if c.name == name), name)
        remark = Remark(code, header, value, suggestion)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def tell_outcome(self, outcome: Outcome, name: str, text: str = "") -> None:
        """Add what reading the cell of a column gave to tell, and keep its words where it says so."""
        if outcome.code:
            self.tell(outcome.code, name, text or self.peek(name), outcome.suggestion)
        if outcome.kept:
            self.write_down(self.column(name))

    def skip(self, code: str, name: str = "", value: str = "", suggestion: str = "") -> NoReturn:
        """Give the row up: nothing of it is loaded."""
        self.tell(code, name, value, suggestion)
        raise SkipRow


def _names_nobody(text: str) -> bool:
    return is_blank(text) or is_dont_know(text) or plain(text) in _NOBODY
