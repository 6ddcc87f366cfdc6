"""The natural-stone case as it ships: text files, what is documented and what is invented apart."""

from __future__ import annotations

import shutil
from pathlib import Path

from graph.errors import Refused

CASE = Path(__file__).parent / "natural_stone"
PARTS = ("documented", "illustrative")
ILLUSTRATIVE = "illustrative"
"""The source of everything that was invented to show the tool."""


def copy_case(folder: Path, case: Path = CASE) -> tuple[Path, ...]:
    """Copy the case into a new folder; the tables in it, in the order in which they are loaded.

    Raises `Refused` where the folder is there already and holds something: nothing is overwritten.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused.of("console.demo_exists", folder=folder.as_posix())
    try:
        for part in PARTS:
            shutil.copytree(case / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    except OSError as wrong:
        raise Refused.of(
            "console.cannot_write", path=folder.as_posix(), why=wrong.strerror or wrong
        ) from wrong
    return tuple(path for part in PARTS for path in sorted((folder / part).glob("*.csv")))
