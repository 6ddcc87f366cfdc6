"""A file too large for one transaction, in two editions; run as a process, it loads one to be killed at it.

`python dying_loader.py ADDRESS 2020` loads that edition, with the password in `NEO4J_PASSWORD`.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from graph.connect import connect  # noqa: E402
from graph.records import Mention, Source, Tie, mention, source, tie  # noqa: E402
from graph.store import Store  # noqa: E402

Edition = tuple[list[Source], list[Mention], list[Tie]]
FILE, YEARS = "cut.csv", (2020, 2021)
YARDS, TIES = 1500, 4500


def edition(year: int, name: str = "Yard") -> Edition:
    """1500 mentions and 4500 ties, the same in each year but for their dates: one in place of the other
    is 12,000 changes, which is more than one transaction takes.
    """
    said = [mention("s", "Supplier", f"{name} {n}", said_on=str(year), at=f"row {n}") for n in range(YARDS)]
    keys = [m.key for m in said]
    pairs = [(n % YARDS, (n * 7 + 2 * (n // YARDS)) % YARDS - 1) for n in range(TIES // 2)]
    stand = [
        tie("s", relation, keys[a], keys[b], since=str(year), at=f"row {n}")
        for relation in ("SUPPLIES", "OWNS")
        for n, (a, b) in enumerate(pairs)
    ]
    return [source("s", date=str(year))], said, stand


def load(store: Store, year: int, file: str = FILE, name: str = "Yard") -> None:
    """Load an edition in place of whichever is there."""
    there = {held.name for held in store.files()}
    store.load(file, *edition(year, name), replaces=file if file in there else "")


if __name__ == "__main__":
    with connect(sys.argv[1]) as to:  # type: ignore[attr-defined]
        load(to, int(sys.argv[2]))
