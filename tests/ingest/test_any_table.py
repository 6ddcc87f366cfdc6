"""Whatever a table holds: its claims can be stored and its cells counted, or one sentence says why not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import AantafelError
from graph.schema import RELATION
from ingest.cards import Card
from ingest.form import Form
from ingest.forms import FORMS
from ingest.grid import Row
from ingest.load import Batch, batch_of
from ingest.tables import Table

ODD = [
    "",
    "-",
    "?",
    "weet niet",
    "#N/A",
    "=1",
    "0",
    "1",
    "2021",
    "31-02-2021",
    "80 %",
    "120",
    "a | b",
    "x;y",
    "\u0641",
    "☃",
]
NAMES = ["A", "B", "a", "Nobody's", "Example: no", "geen"]


def words_of(form: Form) -> list[str]:
    said = {word.en for column in form.every for word in column.field.words}
    return sorted(said | {relation.nl for relation in RELATION.values()})[:60]


@st.composite
def drawn(draw: st.DrawFn, form: Form) -> Table:
    labels = [label for column in form.every for label in (column.field.en, column.field.nl)]
    header = [column.field.en for column in form.columns if column.required]
    header += draw(st.lists(st.sampled_from([*labels, "kleur", "e-mail", ""]), max_size=6))
    cell = st.sampled_from([*ODD, *NAMES, *words_of(form)]) | st.text(max_size=4)
    rows = draw(st.lists(st.tuples(*(cell for _ in header)), min_size=1, max_size=4))
    kept = [Row(at, tuple(text.strip() for text in row)) for at, row in enumerate(rows, start=2)]
    return Table("t.csv", "", tuple(header), 1, tuple(row for row in kept if any(row.cells)), "", "", (), 0)


def holds(batch: Batch, table: Table) -> None:
    mentioned = {(mention.source, mention.key) for mention in batch.mentions}
    for tie in batch.ties:
        assert {(tie.source, tie.a), (tie.source, tie.b)} <= mentioned
    assert {claim.source for claim in (*batch.mentions, *batch.ties)} <= {
        source.id for source in batch.sources
    }
    report = batch.report
    examples = sum(sheet.examples for sheet in report.sheets)
    assert report.read + examples == len(table.rows)
    if not examples:
        assert report.cells.total == sum(cell != "" for row in table.rows for cell in row.cells)
    for finding in report.findings:
        assert finding.sentence("en")
        assert finding.sentence("nl")


@pytest.mark.parametrize("name", FORMS)
def test_any_table_gives_claims_that_can_be_stored_or_one_sentence(name: str) -> None:
    @given(table=drawn(FORMS[name]), whose=st.sampled_from(["", "A", "Us"]), persons=st.booleans())
    @settings(max_examples=25, deadline=None)
    def law(table: Table, whose: str, persons: bool) -> None:
        if not table.rows:
            return
        card = Card(as_form=name, whose=whose)
        try:
            batch = batch_of([table], "t.csv", card, persons=persons, now="2026-11-23")
        except AantafelError as said:
            assert said.sentence("nl")
            return
        holds(batch, table)

    law()
