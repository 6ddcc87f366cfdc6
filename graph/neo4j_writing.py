"""One writer at a time on a server, and changes as steps: each a transaction, or all of them one.

Every transaction first sets `beat` on the one node `(:Aantafel)`, which takes its lock, and then looks
whether it is still the writer.  A writer that has been silent for `stale` seconds may be relieved.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from graph.errors import AantafelError, Refused

if TYPE_CHECKING:
    import neo4j

    from graph.neo4j_link import Link

Step = Callable[["neo4j.ManagedTransaction"], bool]
"""Something to do in a transaction; True where there is more of it to do."""

T = TypeVar("T")
BATCH = 10_000
PAUSE = 0.2

# what is set before WHERE takes the lock, so that the writer is read as it was last written
_ENTER = (
    "MATCH (x:Aantafel {one: 1}) SET x.lock = true WITH x"
    " WHERE x.writer IS NULL OR x.writer = $me OR x.beat < timestamp() - $stale"
    " SET x.writer = $me, x.what = $what, x.since = timestamp(), x.beat = timestamp() RETURN x.one"
)
_HOLD = "MATCH (x:Aantafel {one: 1}) SET x.beat = timestamp() WITH x WHERE x.writer = $me RETURN x.one"
_LEAVE = (
    "MATCH (x:Aantafel {one: 1}) SET x.lock = true WITH x WHERE x.writer = $me"
    " REMOVE x.writer, x.what, x.since"
)
_WHO = "MATCH (x:Aantafel {one: 1}) RETURN coalesce(x.what, ''), coalesce(x.since, timestamp())"
_NOTE = (
    "MATCH (x:Aantafel {one: 1}) SET x.lines = coalesce(x.lines, 0) + 1"
    " CREATE (:Journal {n: x.lines, moment: $moment, what: $what, name: $name, note: $note})"
)
_TURN = "MATCH (x:Aantafel {one: 1}) SET x.version = x.version + 1"


class Writer:
    """The right to change one graph, while it is held."""

    def __init__(self, link: Link, *, stale: float = 20.0, patience: float = 30.0) -> None:
        """`stale`: seconds of silence after which a writer counts as gone; `patience`: how long to wait."""
        self.link, self.stale, self.patience = link, stale, patience
        self.me = secrets.token_hex(8)

    @contextmanager
    def writing(self, what: str) -> Iterator[Writer]:
        """Hold the right to write; `Refused`, with who has it, where it is not free in time."""
        self._enter(what)
        try:
            yield self
        except BaseException:
            with suppress(AantafelError):  # what went wrong first is what counts
                self._leave()
            raise
        self._leave()

    def read(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Read while nobody else writes."""
        return self.link.read(work)

    def run(self, steps: Iterable[Step], *, whole: bool) -> None:
        """Take the steps in order: all of them one transaction (`whole`), or each one of its own."""
        for step in [together(*steps)] if whole else one_ahead(steps):
            while self.link.write(lambda tx, step=step: self._held(tx) and step(tx)):  # type: ignore[misc]
                pass

    def _held(self, tx: neo4j.ManagedTransaction) -> bool:
        if tx.run(_HOLD, me=self.me).single() is None:
            raise Refused.of("store.neo4j_relieved", where=self.link.where)
        return True

    def _enter(self, what: str) -> None:
        until = time.monotonic() + self.patience
        asked: dict[str, Any] = {"me": self.me, "what": what, "stale": round(self.stale * 1000)}
        while not self.link.write(lambda tx: tx.run(_ENTER, **asked).single()):
            if time.monotonic() > until:
                ((doing, since),) = self.link.read(lambda tx: tx.run(_WHO).values())
                clock = datetime.fromtimestamp(since / 1000).strftime("%H:%M")
                raise Refused.of("store.neo4j_busy", where=self.link.where, what=doing, since=clock)
            time.sleep(PAUSE)

    def _leave(self) -> None:
        self.link.write(lambda tx: tx.run(_LEAVE, me=self.me).consume())


def one_ahead(steps: Iterable[Step]) -> Iterator[Step]:
    """The same steps: while the server does one, the rows of the next are made in a thread of their own.

    So no step may be made from what the ones before it did to the graph.
    """
    left = iter(steps)
    with ThreadPoolExecutor(1) as maker:
        made = maker.submit(next, left, None)
        while (step := made.result()) is not None:
            made = maker.submit(next, left, None)
            yield step


def batches(text: str, rows: Iterable[Any], size: int = BATCH, **values: Any) -> Iterator[Step]:
    """A statement over `$rows`, so many at a time; the rows of a batch are made shortly before its turn."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield once(text, rows=some, **values)


def once(text: str, **values: Any) -> Step:
    """One statement."""

    def step(tx: neo4j.ManagedTransaction) -> bool:
        tx.run(text, **values).consume()
        return False

    return step


def together(*steps: Step) -> Step:
    """Some steps as one: all of them are done, or none."""

    def step(tx: neo4j.ManagedTransaction) -> bool:
        for part in steps:
            while part(tx):
                pass
        return False

    return step


def until_none(text: str, **values: Any) -> Step:
    """A statement that says how many it changed, until it changes none."""

    def step(tx: neo4j.ManagedTransaction) -> bool:
        found = tx.run(text, **values).single()
        return bool(found and found[0])

    return step


def note(what: str, name: str, remark: str = "") -> Step:
    """A line in the journal."""
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    return once(_NOTE, moment=moment, what=what, name=name, note=remark)


def turn() -> Step:
    """A new version: readers that began before it read again."""
    return once(_TURN)
