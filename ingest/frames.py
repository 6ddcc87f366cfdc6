"""A pandas DataFrame the same way as a file: its cells as text, then read by the same hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from graph.errors import AantafelError
from ingest.cards import Card
from ingest.grid import Row
from ingest.load import batch_of, write
from ingest.report import Report
from ingest.rows import Progress
from ingest.tables import Table

if TYPE_CHECKING:
    from graph.store import Store


def load_frame(
    store: Store,
    frame: pd.DataFrame,
    as_form: str = "",
    *,
    source: str = "",
    name: str = "frame",
    card: Card | None = None,
    strict: bool = False,
    persons: bool = False,
    replaces: str = "",
    as_new: bool = False,
    progress: Progress | None = None,
    now: str = "",
) -> Report:
    """Load a DataFrame as a file called `name`; returns the report, as `ingest.load.load_file` does.

    `as_form` says what sort of table it is ("parties", "trade", "suppliers"…); `source` who says so.
    Rows are numbered from 1, by position; the index is not read (`reset_index()` makes it a column).
    Raises as `load_file` does, and `AantafelError` for a frame without columns.
    """
    answers = (card or Card()).told(as_form=as_form, source={"id": source} if source else {})
    batch = batch_of([table_of(frame, name)], name, answers, persons=persons, progress=progress, now=now)
    return write(store, batch, strict=strict, replaces=replaces, as_new=as_new)


def table_of(frame: pd.DataFrame, name: str = "frame") -> Table:
    """The cells of a frame as text, in a table called `name`; rows that are all blank are left out.

    None, NaN, NaT and NA are blank; 5.0 is "5"; a Timestamp at midnight is its date, in ISO form.

    >>> table_of(pd.DataFrame({"name": ["A", None], "n": [5.0, None]})).rows
    (Row(number=1, cells=('A', '5')),)
    """
    if not len(frame.columns):
        raise AantafelError.of("ingest.frame_empty", name=name)
    header = tuple(_head(column) for column in frame.columns)
    columns = [[shown(value) for value in frame.iloc[:, at].astype(object)] for at in range(len(header))]
    rows = tuple(
        Row(number, cells) for number, cells in enumerate(zip(*columns, strict=True), start=1) if any(cells)
    )
    return Table(name, "", header, 0, rows, "", "", (), len(frame) - len(rows))


def shown(value: Any) -> str:
    """The text of one value; lists are parted by a bar."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | tuple | set | frozenset):
        parts = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return " | ".join(shown(part) for part in parts)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {shown(part)}" for key, part in value.items())
    if value is None or pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    return _typed(value)


def _typed(value: Any) -> str:
    if pd.api.types.is_bool(value):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        whole = value.replace(microsecond=0)
        return whole.date().isoformat() if whole.time() == time() else whole.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) or type(value).__name__.startswith("float"):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    return str(value).strip()


def _head(column: Any) -> str:
    parts = [shown(part) for part in (column if isinstance(column, tuple) else (column,))]
    return " / ".join(part for part in parts if part)
