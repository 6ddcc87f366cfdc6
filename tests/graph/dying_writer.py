"""A writer that is killed: run as a process, told on its standard input where to die, says where it died.

`python dying_writer.py STORE` reads lines "inside SECONDS", "commit SECONDS" or "interrupt SECONDS".
For each it forks a child that loads the other edition of `cut.csv`; SECONDS after the child says that
it is inside its transaction (or its COMMIT), the child is killed with signal 9 (or interrupted).  Then
it prints how far the child had come: "inside" (its COMMIT had not begun), "commit" (begun, not
returned) or "done".
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from graph.records import Mention, Source, Tie, mention, source, tie  # noqa: E402
from graph.sqlite_store import SqliteStore  # noqa: E402

Edition = tuple[list[Source], list[Mention], list[Tie]]
FILE = "cut.csv"


def edition(year: int) -> Edition:
    """Equal facts, another date: 400 mentions and 800 ties."""
    said = [mention("s", "Supplier", f"Yard {n}", said_on=str(year), at=f"row {n}") for n in range(400)]
    keys = [m.key for m in said]
    stand = [
        tie("s", "SUPPLIES", keys[n % 400], keys[n * 7 % 400], since=str(year), at=f"row {n}")
        for n in range(800)
    ]
    return [source("s", date=str(year))], said, stand


EDITIONS = edition(2020), edition(2021)


def write(path: str, pipe: int) -> None:
    """In the child: load the edition that is not there, and say how far it has come."""
    store = SqliteStore(path)
    there = store.sources()[0].date

    def say(statement: str) -> None:
        if statement.startswith("INSERT INTO mention"):
            os.write(pipe, b"i")
        elif statement == "COMMIT":
            os.write(pipe, b"c")

    store._db.set_trace_callback(say)
    store.load(FILE, *EDITIONS[there == "2020"])
    os.write(pipe, b"d")


def die(path: str, where: str, after: float) -> str:
    """Fork a child, kill it, and say how far it had come."""
    read, pipe = os.pipe()
    child = os.fork()
    if not child:
        try:
            write(path, pipe)
        finally:
            os._exit(0)
    os.close(pipe)
    seen = b""
    wanted = b"c" if where == "commit" else b"i"
    while wanted not in seen and (more := os.read(read, 4096)):
        seen += more
    time.sleep(after)
    os.kill(child, signal.SIGINT if where == "interrupt" else signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(read, 4096):
        seen += more
    os.close(read)
    return "done" if b"d" in seen else "commit" if b"c" in seen else "inside"


def main() -> None:
    """Do as told until nothing more is asked."""
    for line in sys.stdin:
        where, after = line.split()
        print(die(sys.argv[1], where, float(after)), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
