"""Calls of the command line for tests: in this process, or as a user's shell would do it."""

from __future__ import annotations

import contextlib
import csv
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from cli import main

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "cli")


@dataclass(frozen=True, slots=True)
class Said:
    """What a call said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def all(self) -> str:
        return self.out + self.err


def call(*args: str, cwd: Path, env: Mapping[str, str | None] | None = None) -> Said:
    """A call in this process; anything but an ordinary end is an error of the test."""
    settings = ("AANTAFEL_STORE", "AANTAFEL_LANG", "NEO4J_PASSWORD", "NEO4J_PASSWORD_FILE")
    clean = {**dict.fromkeys(settings), **(env or {})}
    with contextlib.chdir(cwd):
        done = CliRunner(env=clean).invoke(main, list(args), prog_name="aantafel")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Said(done.exit_code, done.stdout, done.stderr)


def environment(**more: str) -> dict[str, str]:
    """The environment of a fresh process: ours, without what would change what is said."""
    gone = ("AANTAFEL_", "NEO4J_", "PYTHON", "LC_", "LANG", "NO_COLOR", "COLUMNS", "TERM")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(gone)}
    return {**kept, "PYTHONPATH": str(ROOT), **more}


def shell(*args: str, cwd: Path, **env: str) -> Said:
    """A call in a process of its own, its output in pipes."""
    done = subprocess.run(
        [*COMMAND, *args], cwd=cwd, env=environment(**env), capture_output=True, timeout=120
    )
    return Said(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def table(path: Path, *rows: Sequence[str]) -> Path:
    """A CSV file of these rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path
