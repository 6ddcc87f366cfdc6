"""Small files for the tests of loading, written as a user would save them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from graph.records import Mention, Tie
from ingest.cards import Card
from ingest.load import Batch, read_file

Rows = Iterable[Sequence[object]]


def csv_file(folder: Path, name: str, *rows: Sequence[object], delimiter: str = ",") -> Path:
    """A CSV file of these rows, the first being the header."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return path


def read_rows_as(folder: Path, form: str, *rows: Sequence[object], **card: Any) -> Batch:
    """What a file of these rows gives, read as `form`, said by source S."""
    path = csv_file(folder, f"{form}_file.csv", *rows)
    answers = Card(as_form=form, source={"id": "S"}).told(**card)
    return read_file(path, card=answers, now="2026-11-23")


def named(batch: Batch) -> dict[str, Mention]:
    """The mentions by name; a name must be mentioned once."""
    found = {mention.name: mention for mention in batch.mentions}
    assert len(found) == len(batch.mentions), [mention.name for mention in batch.mentions]
    return found


def said(batch: Batch) -> list[tuple[str, str, str, dict[str, Any]]]:
    """The ties as (who, does, to whom, fields), in order."""
    names = {mention.key: mention.name for mention in batch.mentions}
    return [(names[t.a], t.relation, names[t.b], fields(t)) for t in batch.ties]


def fields(claim: Mention | Tie) -> dict[str, Any]:
    """The fields of a claim."""
    found: dict[str, Any] = json.loads(claim.fields)
    return found


def codes(batch: Batch) -> list[str]:
    """The codes of all remarks, in order."""
    return [finding.code for finding in batch.report.findings]
