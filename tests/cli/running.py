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


def offered(*words: str, cwd: Path, env: Mapping[str, str | None] | None = None) -> list[str]:
    """What Tab offers behind these words; the last one is half typed."""
    typed = " ".join(["aantafel", *words])
    asked = {"COMP_WORDS": typed, "COMP_CWORD": str(len(words)), "_AANTAFEL_COMPLETE": "zsh_complete"}
    lines = call(cwd=cwd, env={**asked, **(env or {})}).out.splitlines()
    return [value for kind, value in zip(lines[::3], lines[1::3], strict=False) if kind == "plain"]


def on_a_terminal(*args: str, cwd: Path, asked: str = "", typed: str = "", **env: str) -> tuple[int, str]:
    """A call with a terminal for input, output and errors; its exit code, and all that it showed.

    Each time that `asked` is shown, `typed` is typed, with the key Enter.
    """
    import pty  # there is none on Windows

    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(cwd)
        os.execve(
            COMMAND[0], [*COMMAND, *args], environment(**{"TERM": "xterm-256color", "COLUMNS": "100", **env})
        )
    shown, answered = b"", 0
    while True:
        try:
            part = os.read(fd, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
        if asked and shown.count(asked.encode()) > answered:
            answered += 1
            os.write(fd, f"{typed}\n".encode())
    _, status = os.waitpid(pid, 0)
    os.close(fd)
    return os.waitstatus_to_exitcode(status), shown.decode("utf-8")


def table(path: Path, *rows: Sequence[str]) -> Path:
    """A CSV file of these rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path
