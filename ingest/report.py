"""What became of a file: every row, column and cell accounted for, and every remark with its place.

Each number is counted where the thing happens, never by subtraction:

- rows read = loaded + repeated + skipped
- columns = used + kept as written + dropped
- cells = used + kept as written + dropped + not understood
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.errors import Refused
from graph.store import Change
from graph.words import say
from ingest.claim_codes import sentence_of
from ingest.count import Count

SEVERITIES = ("error", "warning", "note")
CAP = 20


class RowFinding(NamedTuple):
    """One remark: how heavy, where (`row` as a spreadsheet shows it, 0 for a whole table), and what."""

    severity: str
    file: str
    sheet: str
    row: int
    column: str
    value: str
    code: str
    suggestion: str = ""

    def sentence(self, lang: str = "en") -> str:
        """The sentence in `lang`, without the place."""
        return sentence_of(self.code, lang, value=self.value, suggestion=self.suggestion, column=self.column)

    def place(self, lang: str = "en") -> str:
        """File, sheet, row and column, as far as they are known."""
        parts = [self.file]
        if self.sheet:
            parts.append(say("ingest.place.sheet", lang, sheet=self.sheet))
        if self.row:
            parts.append(say("ingest.place.row", lang, row=self.row))
        if self.column:
            parts.append(say("ingest.place.column", lang, column=self.column))
        return ", ".join(parts)


@dataclass(slots=True)
class SheetReport:
    """One table: what it was read as, and what became of its rows, columns and cells."""

    sheet: str
    form: str
    header_row: int
    loaded: int = 0
    repeated: int = 0
    skipped: int = 0
    examples: int = 0
    columns: Count = field(default_factory=Count)
    cells: Count = field(default_factory=Count)

    @property
    def read(self) -> int:
        """Rows with a filled cell, below the header, not the marked example."""
        return self.loaded + self.repeated + self.skipped


class Group(NamedTuple):
    """Equal remarks, and the rows they stand in."""

    finding: RowFinding
    rows: tuple[int, ...]

    def line(self, lang: str = "en") -> str:
        """One line: the place (up to twenty rows), then the sentence."""
        first = self.finding
        if len(self.rows) <= 1:
            return f"{first.place(lang)}: {first.sentence(lang)}"
        shown = ", ".join(str(row) for row in self.rows[:CAP])
        if len(self.rows) > CAP:
            shown = say("ingest.place.and_more", lang, rows=shown, more=len(self.rows) - CAP)
        where = first._replace(row=0).place(lang)
        return (
            say("ingest.place.rows", lang, where=where, n=len(self.rows), rows=shown)
            + " "
            + first.sentence(lang)
        )


@dataclass(slots=True)
class Report:
    """What became of one file; `change` is what the store says it did, None while nothing is written."""

    file: str
    sheets: list[SheetReport] = field(default_factory=list)
    findings: list[RowFinding] = field(default_factory=list)
    sources: int = 0
    mentions: int = 0
    ties: int = 0
    change: Change | None = None

    @property
    def read(self) -> int:
        """Rows read."""
        return sum(sheet.read for sheet in self.sheets)

    @property
    def loaded(self) -> int:
        """Rows that gave something new."""
        return sum(sheet.loaded for sheet in self.sheets)

    @property
    def repeated(self) -> int:
        """Rows that say what earlier rows of the file say."""
        return sum(sheet.repeated for sheet in self.sheets)

    @property
    def skipped(self) -> int:
        """Rows that could not be loaded."""
        return sum(sheet.skipped for sheet in self.sheets)

    @property
    def columns(self) -> Count:
        """Columns over all sheets."""
        return sum((sheet.columns for sheet in self.sheets), Count())

    @property
    def cells(self) -> Count:
        """Filled cells of the rows read, over all sheets."""
        return sum((sheet.cells for sheet in self.sheets), Count())

    @property
    def errors(self) -> int:
        """How many remarks are errors."""
        return sum(finding.severity == "error" for finding in self.findings)

    def groups(self) -> tuple[Group, ...]:
        """Equal remarks as one, the heaviest first, then in the order of the file."""
        rows: dict[RowFinding, list[int]] = {}
        for finding in self.findings:
            rows.setdefault(finding._replace(row=0), []).append(finding.row)
        made = [Group(what._replace(row=at[0]), tuple(dict.fromkeys(at))) for what, at in rows.items()]
        return tuple(sorted(made, key=lambda group: SEVERITIES.index(group.finding.severity)))

    def lines(self, lang: str = "en", *, everything: bool = False) -> list[str]:
        """The report for people: the account, then the remarks; at most twenty of one code, unless asked."""
        lines = self.account(lang)
        by_code: dict[str, list[Group]] = {}
        for group in self.groups():
            by_code.setdefault(group.finding.code, []).append(group)
        for groups in by_code.values():
            severity = say(f"ingest.severity.{groups[0].finding.severity}", lang)
            shown = groups if everything else groups[:CAP]
            lines += [f"{severity} {group.finding.code}  {group.line(lang)}" for group in shown]
            if len(groups) > len(shown):
                more = len(groups) - len(shown)
                lines.append(say("ingest.report.more_like_it", lang, n=more, code=groups[0].finding.code))
        return lines

    def account(self, lang: str = "en") -> list[str]:
        """Rows, columns and cells, each with what became of them."""
        columns, cells = self.columns, self.cells
        return [
            say(
                "ingest.report.rows",
                lang,
                file=self.file,
                read=self.read,
                loaded=self.loaded,
                repeated=self.repeated,
                skipped=self.skipped,
            ),
            say("ingest.report.columns", lang, n=columns.total, **_parts(columns)),
            say("ingest.report.cells", lang, n=cells.total, unclear=cells.not_understood, **_parts(cells)),
        ]

    def as_json(self) -> Mapping[str, Any]:
        """The report as plain data: the counts, and every remark with its sentence in both languages."""
        return {
            "file": self.file,
            "rows": {
                "read": self.read,
                "loaded": self.loaded,
                "repeated": self.repeated,
                "skipped": self.skipped,
            },
            "columns": _counts(self.columns),
            "cells": {**_counts(self.cells), "not_understood": self.cells.not_understood},
            "claims": {"sources": self.sources, "mentions": self.mentions, "ties": self.ties},
            "sheets": [
                {"sheet": s.sheet, "form": s.form, "header_row": s.header_row, "read": s.read}
                for s in self.sheets
            ],
            "findings": [
                {**f._asdict(), "sentence": {"en": f.sentence("en"), "nl": f.sentence("nl")}}
                for f in self.findings
            ],
            "change": self.change.what if self.change else None,
        }


class NotLoaded(Refused):
    """Nothing of the file was written; `report` says what was seen."""

    report: Report
    first: RowFinding | None = None

    def sentence(self, lang: str = "en") -> str:
        """The sentence in this language, with the first remark where it is about one."""
        if self.first is not None:
            self.values |= {"where": self.first.place(lang), "sentence": self.first.sentence(lang)}
        return super().sentence(lang)

    @classmethod
    def because(cls, key: str, report: Report, **values: object) -> NotLoaded:
        """The refusal whose sentence stands under `key`, with the report of what was read."""
        made = cls.of(key, code="", file=report.file, **values)
        made.report = report
        return made


def _parts(count: Count) -> dict[str, int]:
    return {"used": count.used, "kept": count.kept, "dropped": count.dropped}


def _counts(count: Count) -> dict[str, int]:
    return {"total": count.total, **_parts(count)}
