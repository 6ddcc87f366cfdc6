"""Commands that bring facts in: inspect, ingest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

import cli_complete
from cli_asked import Asked, opened, password_for, tell, trouble
from cli_options import FILLED, shared
from cli_progress import progress, writing
from cli_reading import Answers, reading
from graph.errors import AantafelError, Refused, Unreadable
from graph.records import folded
from graph.words import say

if TYPE_CHECKING:
    from graph.store import Change
    from graph.workspace import Workspace
    from ingest.cards import Card
    from ingest.load import Batch
    from ingest.report import Report


FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.command()
@FILES
@click.option("--save", is_flag=True, help="Keep the answers beside the file, for ingest to read.")
@shared(stores=False)
@reading
def inspect(files: tuple[Path, ...], save: bool, *, answers: Answers, asked: Asked) -> None:
    """Say how FILES would be read, and write nothing.

    What is unclear is said with the option that answers it.
    """
    from ingest.inspect import inspect as look

    lang = asked.workspace().lang

    def one(file: Path) -> None:
        seen = look(file, told(file, answers))
        check_headers(file, answers, [column.header for sheet in seen.sheets for column in sheet.columns])
        for line in seen.lines(lang):
            tell(line)
        if save:
            with writing(file):
                card = seen.card.write(file)
            if not asked.quiet:
                tell(say("console.written", lang, path=card.as_posix()))

    each(files, one, lang)


@click.command()
@FILES
@click.option("--strict", is_flag=True, help="Load nothing of a file with a row that cannot be loaded.")
@click.option("--persons", is_flag=True, help="Load rows about single persons too; only the team sees them.")
@click.option(
    "--replaces",
    type=FILLED,
    metavar="NAME",
    shell_complete=cli_complete.files,
    help="Put this file in the place of that one.",
)
@click.option("--as-new", is_flag=True, help="Keep what was loaded under the same name before, too.")
@click.option(
    "--checked/--no-checked",
    default=True,
    show_default=True,
    help="Write FILE_checked.xlsx where something needs a look.",
)
@click.option("--all", "everything", is_flag=True, help="Print every remark, not the first of each sort.")
@shared()
@reading
def ingest(
    files: tuple[Path, ...], strict: bool, persons: bool, replaces: str | None, as_new: bool,
    checked: bool, everything: bool, *, answers: Answers, asked: Asked,
) -> None:  # fmt: skip
    """Load FILES; account for every row and column.

    A file replaces what was loaded under its name before.
    """
    if replaces and (as_new or len(files) > 1):
        raise click.UsageError("--replaces takes one file, without --as-new: choose one of the two.")
    from ingest.load import read_file, write

    space = asked.workspace()
    if not space.path:
        password_for(space.where, space.lang)  # asked before files are read, and before a bar is drawn
    if not asked.quiet:
        tell(graph_line(space))

    def one(file: Path) -> None:
        card = told(file, answers)
        name, done = space.file_name(file), Loading()
        with progress(file.name, space.lang, asked.quiet) as tick:
            batch = read_file(file, card=card, lang=space.lang, persons=persons, progress=tick, name=name)
            check_headers(file, answers, [name for table in batch.tables for name in table.header])
            if tick:
                tick(0, 0, "console.writing")
            with done, opened(space, asked, create=True) as store:
                write(store, batch, strict=strict, replaces=replaces or "", as_new=as_new)
        tell_report(batch.report, space.lang, everything=everything, quiet=asked.quiet)
        if checked and any(found.severity != "note" for found in batch.report.findings):
            checked_copy(file, batch, space.lang, asked.quiet)
        if done.refused:
            raise done.refused

    each(files, one, space.lang)
    if not asked.quiet:
        tell(say("console.next_after_load", space.lang))


def check_headers(file: Path, answers: Answers, headers: list[str]) -> None:
    """Refuse a --column about a column that the file does not have, which is mostly a slip."""
    known = {folded(header) for header in headers}
    for theirs in answers["columns"]:
        if known and folded(theirs) not in known:
            there = ", ".join(header for header in dict.fromkeys(headers) if header)
            raise AantafelError.of("console.no_such_header", name=theirs, file=file.name, known=there)


def told(file: Path, answers: Answers) -> Card:
    """What the card beside the file says, and what was said now."""
    from ingest.cards import card_for

    if file.is_dir():  # "." has no name, and so no card beside it
        raise Unreadable.of("tables.folder", file=file.as_posix())
    return card_for(file).told(**answers)


def each(files: tuple[Path, ...], one: Callable[[Path], None], lang: str) -> None:
    """Take the files in turn; what is wrong with one is said, and the next is taken all the same."""
    worst = 0
    for file in dict.fromkeys(files):
        try:
            one(file)
        except AantafelError as error:
            if isinstance(error, Refused) and error.key.startswith("store.") and error.key not in ONE_FILE:
                raise
            said = trouble(error, lang)
            said.show()
            worst = max(worst, said.exit_code)
    if worst:
        sys.exit(worst)


ONE_FILE = frozenset({"store.other_content", "store.unmentioned_end", "store.nameless_file"})
"""Refusals about one file: the next one may still be loaded.  Every other is about the graph."""


class Loading:
    """Holds on to a refusal until the report has been told; use as a context."""

    refused: AantafelError | None = None

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        self.refused = error if isinstance(error, AantafelError) else None
        return self.refused is not None


def tell_report(report: Report, lang: str, *, everything: bool, quiet: bool) -> None:
    """What became of the file; with `quiet` only what needs a look."""
    if quiet:
        lines = [group.line(lang) for group in report.groups() if group.finding.severity != "note"]
    else:
        lines = report.lines(lang, everything=everything)
        if report.change:
            lines += change_lines(report.change, lang)
    for line in lines:
        tell(line)


def change_lines(change: Change, lang: str) -> Iterator[str]:
    """What a load changed, where that is not what one would think."""
    if change.what == "unchanged":
        yield say("console.unchanged", lang, file=change.file)
    elif change.what == "replaced":
        yield say("console.replaced", lang, file=change.file, n=change.gone)
    if change.like:
        yield say("console.alike", lang, file=change.file, like=change.like)


def checked_copy(file: Path, batch: Batch, lang: str, quiet: bool) -> None:
    """Write the checked copy; that it cannot be written is no reason to fail."""
    from ingest.checked import checked_path, write_checked

    path = checked_path(file)
    try:
        with path.open("ab"):  # refused here and not halfway, where openpyxl complains at length
            pass
        write_checked(path, batch.tables, batch.report, lang)
    except OSError as error:
        tell(say("console.no_checked", lang, path=path.as_posix(), why=error.strerror or error), err=True)
    else:
        if not quiet:
            tell(say("console.written", lang, path=path.as_posix()))


def graph_line(space: Workspace) -> str:
    """Which graph this goes into."""
    new = space.path is not None and not space.path.exists()
    return say("console.into_new" if new else "console.into", space.lang, store=space.store_name)
