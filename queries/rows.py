"""The rows of a query as text: a table for a terminal or a pipe, CSV, Markdown or JSON.

The names of columns are those that the query gave; two may be equal, so rows are lists everywhere.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from queries.console import fitted, markdown_row, unformula

Rows = Sequence[Sequence[Any]]


def cell(value: Any) -> str:
    """One value as a person reads it: a blank for what is not there, texts of a list after one another.

    >>> [cell(one) for one in (None, True, 0.5, ["a", "b"], {"a": [1, None]})]
    ['', 'true', '0.5', 'a, b', '{"a": [1, null]}']
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)


def as_lines(columns: Sequence[str], rows: Rows, wide: int) -> list[str]:
    """A table that fits in `wide` signs (0: any), else each row as a paragraph; nothing without rows."""
    if not rows:
        return []
    right = [
        all(row[at] is None or (isinstance(row[at], int | float) and row[at] is not True) for row in rows)
        for at in range(len(columns))
    ]
    return fitted(columns, _told(rows), right, wide)


def as_csv(columns: Sequence[str], rows: Rows) -> str:
    """CSV with a heading row; safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([unformula(one) for one in columns])
    writer.writerows([unformula(text) for text in row] for row in _told(rows))
    return out.getvalue()


def as_markdown(columns: Sequence[str], rows: Rows) -> str:
    """A table in Markdown."""
    lines = [markdown_row(columns), markdown_row(["---"] * len(columns)), *map(markdown_row, _told(rows))]
    return "\n".join(lines) + "\n"


def as_json(columns: Sequence[str], rows: Rows, *, store: str, question: str | None, cut: bool) -> str:
    """One object: `version`, `question` (the name of one that has a name, else null), `store`, `level`,
    `columns`, `rows` in the order of the columns, and `cut`: whether there were more.
    """
    head = {"version": 1, "question": question, "store": store, "level": "team"}
    said = {**head, "columns": list(columns), "rows": [list(row) for row in rows], "cut": cut}
    return json.dumps(said, ensure_ascii=False, indent=2, allow_nan=False)


def _told(rows: Rows) -> list[list[str]]:
    return [[cell(value) for value in row] for row in rows]
