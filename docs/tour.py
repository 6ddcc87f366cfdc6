"""Run the commands that the docs show, and hand cog what they print.

Each page has its own `Tour`, in a folder of its own: its commands are run one after another, as a reader
would, and each must end well.  So what stands in the docs is what the program says.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAM = Path(sysconfig.get_path("scripts")) / "aantafel"
LEFT_OUT = "…"


class Tour:
    """A reader with an empty folder, who types what the page says."""

    def __init__(self) -> None:
        self.folder = TemporaryDirectory()
        self.here = Path(self.folder.name)

    def step(self, *commands: str, show: tuple[str, ...] = ()) -> str:
        """The commands as a block to copy and, below, the lines of the last one's output that hold `show`.

        Lines in between are replaced by an ellipsis.  Raises where a command fails, or prints no such line.
        """
        printed = [self.run(command) for command in commands][-1]
        block = ["```sh", *commands, "```"]
        if show:
            block += ["", "```text", *chosen(printed.splitlines(), show), "```"]
        return "\n".join([*block, ""])

    def run(self, command: str) -> str:
        """What a command prints; `cd FOLDER` goes there."""
        program, *arguments = shlex.split(command)
        if program == "cd":
            self.here = (self.here / arguments[0]).resolve(strict=True)
            return ""
        if program != "aantafel":
            raise ValueError(f"the tour knows cd and aantafel, not {command!r}")
        clean = {name: value for name, value in os.environ.items() if not name.startswith("AANTAFEL")}
        done = subprocess.run(
            [PROGRAM, *arguments], cwd=self.here, env=clean, capture_output=True, encoding="utf-8"
        )
        if done.returncode:
            raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def file(self, name: str, text: str) -> str:
        """Write a file that the reader makes by hand; the block that shows what is in it."""
        (self.here / name).write_text(text + "\n", encoding="utf-8", newline="\n")
        return "\n".join([f"`{name}`:", "", "```text", text, "```", ""])


def chosen(lines: list[str], show: tuple[str, ...]) -> list[str]:
    """The first line that holds each text of `show`, as they come; an ellipsis for what is left out."""
    places = set()
    for text in show:
        at = next((n for n, line in enumerate(lines) if text in line), None)
        if at is None:
            raise LookupError(f"no line with {text!r} in:\n" + "\n".join(lines))
        places.add(at)
    found: list[str] = []
    last = min(places) - 1
    for at in sorted(places):
        found += [LEFT_OUT] * (at > last + 1) + [lines[at].rstrip()]
        last = at
    return found + [LEFT_OUT] * (last < len(lines) - 1)
