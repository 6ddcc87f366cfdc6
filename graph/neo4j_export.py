"""A graph as files for `neo4j-admin database import full`: how millions of ties get to a server first."""

from __future__ import annotations

import re
import shlex
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graph.bulk import many_records
from graph.errors import Refused
from graph.neo4j_csv import Sheets, separator
from graph.neo4j_tables import Layout
from graph.records import Claims
from graph.words import say

SCRIPT = "import.sh"
Progress = Callable[[int, int, str], None]

_WORKING = "unfinished-"
_WORK = re.compile(rf"{_WORKING}\w+")
_TABLES = "stakeholders|sources|files|decisions|journal|aantafel|cards|mentions|ties"
_FILE = re.compile(rf"(?:{_TABLES})(?:-\w+)*\.csv|{re.escape(SCRIPT)}|import\.report")  # a report of the tool
_DATABASE = re.compile(r"(?!system)[a-z][a-z0-9.-]{2,62}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """The one command, word by word, to be given in the folder; every file with its rows; each claim once."""

    command: list[str]
    rows: Mapping[str, int]
    files: int
    mentions: int
    ties: int
    decisions: int


def write_import(
    claims: Claims,
    folder: Path,
    *,
    database: str = "neo4j",
    replace: bool = False,
    lang: str = "en",
    progress: Progress | None = None,
) -> Written:
    """Write the files into a folder, and the command that imports them, which stands in `import.sh` too.

    The folder is made where it is not there.  All files appear in it at the end, or none: where it breaks
    off, what was there is as it was.  What is there of an earlier export goes, with `replace`; anything else
    that is there is `Refused`, and so is a name that no database can have.  `progress(done, total, "")` is
    told about rows.

    Raises `OSError` where a file cannot be written, `Contradiction` where decisions contradict one another.
    Goes through all claims twice and keeps them all in memory with their sorted rows: linear in claims.
    """
    checked_target(folder, database=database, replace=replace)
    with many_records():
        layout = Layout(claims)
        made = not folder.is_dir()
        folder.mkdir(parents=True, exist_ok=True)
        working = Path(tempfile.mkdtemp(prefix=_WORKING, dir=folder))
        try:
            rows, arguments = _written(layout, working, progress)
            command = ["neo4j-admin", "database", "import", "full", database, *arguments]
            _write_script(working / SCRIPT, command, lang)
            _move(working, folder)
        finally:
            shutil.rmtree(working, ignore_errors=True)
            if made and not any(folder.iterdir()):
                folder.rmdir()
    return Written(command, rows, len(layout.carried), *layout.counts, len(claims.decisions))


def checked_target(folder: Path, *, database: str, replace: bool) -> None:
    """Raises `Refused` where nothing can be written there, or something would be lost."""
    if not _DATABASE.fullmatch(database):
        raise Refused.of("store.export_database", name=database)
    if folder.exists() and not folder.is_dir():
        raise Refused.of("store.export_file", path=folder.as_posix())
    there = sorted(folder.iterdir()) if folder.is_dir() else []
    for one in there:
        ours = _WORK if one.is_dir() else _FILE
        if not ours.fullmatch(one.name):
            raise Refused.of("store.export_foreign", path=folder.as_posix(), name=one.name)
    if there and not replace:
        raise Refused.of("store.export_not_empty", path=folder.as_posix(), files=len(there))


def _written(layout: Layout, folder: Path, progress: Progress | None) -> tuple[dict[str, int], list[str]]:
    """Write every table; every file with its rows, and what the tool must be told."""
    tables = layout.tables()
    sheets = [Sheets(table) for table in tables]
    counter = _Counter(2 * sum(table.size for table in tables), progress)
    signs: set[str] = set()
    for one in sheets:
        counter.count(one.survey(signs))
    between = separator(signs)
    nodes: dict[str, int] = {}
    ties: dict[str, int] = {}
    for one in sheets:
        counter.count(one.write(folder, between, nodes if one.table.nodes else ties))
    return nodes | ties, [
        *("--overwrite-destination", "--id-type=string", "--multiline-fields=true", "--bad-tolerance=0"),
        f"--array-delimiter=U+{ord(between):04X}",
        *(f"--nodes={one}" for one in nodes),
        *(f"--relationships={one}" for one in ties),
    ]


class _Counter:
    """Counts rows, and tells of each ten thousand."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.done, self.total, self.progress = 0, total, progress

    def count(self, rows: Iterable[None]) -> None:
        for _ in rows:
            self.done += 1
            if self.progress is not None and self.done % 10_000 == 0:
                self.progress(self.done, self.total, "")


def _write_script(path: Path, command: list[str], lang: str) -> None:
    about = say("store.export_script", lang)
    lines = ("#!/bin/sh", f"# {about}", 'cd "$(dirname "$0")" || exit 1', f"exec {shlex.join(command)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    path.chmod(path.stat().st_mode | 0o111)


def _move(working: Path, folder: Path) -> None:
    """Put what is finished in the place of an earlier export."""
    for old in folder.iterdir():
        if old.is_dir() and old != working:
            shutil.rmtree(old)
        elif old != working:
            old.unlink()
    for new in sorted(working.iterdir()):
        new.replace(folder / new.name)
