"""All rows of a file into claims, with the account of every row, column and cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from graph.errors import BadValue
from graph.records import Mention, Tie
from ingest.checks import Checks
from ingest.claim_codes import Load, severity_of
from ingest.claims import Line
from ingest.codes import Row as Told
from ingest.gathered import Gathered
from ingest.grid import Row
from ingest.mapped import Fate, Mapped, Remark
from ingest.report import Report, RowFinding, SheetReport
from ingest.taken import SkipRow

Progress = Callable[[int, int, str], None]
EXAMPLE = ("voorbeeld:", "example:")
_TOLD_EVERY = 1000


def read_rows(
    sheets: Sequence[Mapped], gathered: Gathered, report: Report, progress: Progress | None = None
) -> None:
    """Turn the rows of these tables into claims; the account and the remarks go to `report`."""
    total = sum(len(sheet.table.rows) for sheet in sheets)
    done = 0
    ordered = sorted(sheets, key=lambda sheet: sheet.form.rank)
    for sheet in ordered:
        if sheet.form.own is not None and not sheet.missing:
            _find_own_rows(sheet, gathered)
    checks = Checks(gathered)
    for sheet in ordered:
        account = _account_of(sheet, report)
        for row in sheet.table.rows:
            if is_example(sheet, row):
                account.examples += 1
                _tell(report, sheet, row.number, [Remark(Load.EXAMPLE)])
                continue
            _read_row(sheet, row, gathered, account, report, checks)
            done += 1
            if progress is not None and done % _TOLD_EVERY == 0:
                progress(done, total, sheet.table.sheet or sheet.table.file)
        _count_columns(sheet, account)
    for sheet, number, remark in checks.remarks():
        _tell(report, sheet, number, [remark])
    if progress is not None:
        progress(total, total, "")


def is_example(sheet: Mapped, row: Row) -> bool:
    """Whether this is the example row of the workbook: marked in the cell of the form's first column."""
    first = sheet.by_name.get(sheet.form.columns[0].name)
    cell = row.cells[first.index] if first else next((cell for cell in row.cells if cell), "")
    return cell.casefold().startswith(EXAMPLE)


def skip_table(sheet: str, report: Report, header: Sequence[str], rows: Sequence[Row]) -> None:
    """Account for a table that is not loaded at all: every row skipped, every column and cell dropped."""
    account = SheetReport(sheet, "", 0, skipped=len(rows))
    account.cells.dropped = sum(cell != "" for row in rows for cell in row.cells)
    filled = {index for row in rows for index, cell in enumerate(row.cells) if cell}
    account.columns.dropped = sum(bool(name) or index in filled for index, name in enumerate(header))
    report.sheets.append(account)


def _account_of(sheet: Mapped, report: Report) -> SheetReport:
    account = SheetReport(sheet.table.sheet, sheet.form.name, sheet.table.header_row)
    report.sheets.append(account)
    _tell(report, sheet, sheet.table.header_row, sheet.remarks)
    return account


def _find_own_rows(sheet: Mapped, gathered: Gathered) -> None:
    """Whom the rows describe, before any tie is read: a name may be used above its own row."""
    assert sheet.form.own is not None
    for row in sheet.table.rows:
        if is_example(sheet, row) or len(row.cells) > len(sheet.table.header):
            continue
        line = Line(sheet, row, gathered, "")
        try:
            own = sheet.form.own(line)
        except SkipRow:
            continue
        if own is not None and own.kind == "Person" and not gathered.persons:
            gathered.own.leave_out(own.name)
        elif own is not None:
            gathered.own.add(own)


def _read_row(
    sheet: Mapped, row: Row, gathered: Gathered, account: SheetReport, report: Report, checks: Checks
) -> None:
    line = Line(sheet, row, gathered, f"{sheet.table.sheet} {row.number}".strip())
    try:
        if sheet.missing or len(row.cells) > len(sheet.table.header):
            raise SkipRow
        sheet.form.claims(line)
        claims = line.finish()
        if not claims and sheet.form.name != "sources":
            line.skip(Load.NOTHING_SAID)
    except (SkipRow, BadValue) as wrong:
        if isinstance(wrong, BadValue):
            line.tell(Told.UNUSABLE_TEXT, "", str(wrong.value))
        account.skipped += 1
        account.cells.dropped += sum(cell != "" for cell in row.cells)
        _tell(report, sheet, row.number, line.remarks)
        return
    earlier = _keep(line, claims, gathered)
    if earlier:
        account.repeated += 1
        line.tell(Told.DUPLICATE_ROW, "", "", earlier)
    else:
        account.loaded += 1
        checks.look(line)
    account.cells += line.account
    _tell(report, sheet, row.number, line.remarks)


def _keep(line: Line, claims: list[Mention | Tie], gathered: Gathered) -> str:
    """Keep the claims of a row; the number of the earlier row that says the same, or ""."""
    if line.repeats:
        return line.repeats
    return gathered.add(line, claims).rpartition(" ")[2]


def _count_columns(sheet: Mapped, account: SheetReport) -> None:
    for column in sheet.columns:
        if column.fate is Fate.USED:
            account.columns.used += 1
        elif column.fate is Fate.KEPT:
            account.columns.kept += 1
        else:
            account.columns.dropped += 1


def _tell(report: Report, sheet: Mapped, number: int, remarks: Sequence[Remark]) -> None:
    table = sheet.table
    for code, column, value, suggestion in remarks:
        report.findings.append(
            RowFinding(
                severity_of(code), table.file, table.sheet, number, column, value, str(code), suggestion
            )
        )
