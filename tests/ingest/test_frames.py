"""A DataFrame gives the claims that the same table in a file gives."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from graph.errors import AantafelError
from graph.sqlite_store import SqliteStore
from ingest.cards import Card
from ingest.frames import load_frame, shown, table_of
from ingest.load import load_file
from tests.ingest.small_files import csv_file


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (pd.NA, ""),
        (5.0, "5"),
        (np.float64(5.0), "5"),
        (np.int64(5), "5"),
        (0.1, "0.1"),
        (1e300, "1e+300"),
        (True, "TRUE"),
        (np.bool_(False), "FALSE"),
        (pd.Timestamp("2021-03-01"), "2021-03-01"),
        (datetime(2021, 3, 1, 13, 5), "2021-03-01T13:05:00"),
        (date(2021, 3, 1), "2021-03-01"),
        (" A ", "A"),
        ("NA", "NA"),
        (["a", 2.0], "a | 2"),
        ("0123", "0123"),
    ],
)
def test_a_value_becomes_the_text_that_a_person_would_type(value: object, text: str) -> None:
    assert shown(value) == text


def test_rows_are_numbered_by_position_and_blank_ones_left_out() -> None:
    table = table_of(pd.DataFrame({"a": ["x", None, "y"], ("b", "c"): [1.0, None, None]}, index=[9, 9, 9]))
    assert table.header == ("a", "b / c")
    assert [(row.number, row.cells) for row in table.rows] == [(1, ("x", "1")), (3, ("y", ""))]
    assert table.blank_rows == 1


def test_a_frame_loads_like_the_same_table_in_a_file(tmp_path: Path) -> None:
    rows = [["Pit", "quarry", "India", 4.5], ["Yard", "supplier", None, None]]
    frame = pd.DataFrame(rows, columns=["name", "kind", "place", "area"])
    one, other = (SqliteStore(tmp_path / name, create=True) for name in ("a.db", "b.db"))
    report = load_frame(one, frame, "parties", source="S", name="parties.csv")
    path = csv_file(
        tmp_path, "parties.csv", list(frame.columns), *[["" if c is None else c for c in r] for r in rows]
    )
    load_file(other, path, card=Card(as_form="parties", source={"id": "S"}))
    claims = [sorted(m[:-1] for m in store.claims().mentions) for store in (one, other)]
    assert claims[0] == claims[1]
    assert (report.read, report.loaded, report.cells.total) == (2, 2, 6)


def test_a_frame_without_columns_is_refused(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "a.db", create=True)
    with pytest.raises(AantafelError, match="has none"):
        load_frame(store, pd.DataFrame(), "parties")
