"""What is read from a graph on a server: claims, columns, files and the journal, while nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from graph import neo4j_reading as reading
from graph import schema
from graph.bulk import many_records
from graph.columns import Columns, check_columns
from graph.errors import BadValue, Refused
from graph.neo4j_columns import read_columns
from graph.neo4j_doctor import examine
from graph.neo4j_layout import open_graph, state_of
from graph.neo4j_placing import decisions
from graph.neo4j_query import query
from graph.neo4j_writing import BATCH, Writer
from graph.records import Claims, Source
from graph.selection import EVERYTHING, Selection
from graph.store import Entry, Held, Rows, Trouble

if TYPE_CHECKING:
    import neo4j

    from graph.neo4j_link import Link

T = TypeVar("T")
_FILES = (
    "MATCH (f:File) RETURN f.name, f.digest, f.sources, f.mentions, f.ties, f.loading IS NOT NULL"
    " ORDER BY f.name"
)
_JOURNAL = "MATCH (j:Journal) RETURN j.moment, j.what, j.name, j.note ORDER BY j.n"
TRIES = 5


class Neo4jReader:
    """The reading half of `Neo4jStore`."""

    language = "Cypher"

    def __init__(
        self,
        link: Link,
        *,
        create: bool = False,
        readonly: bool = False,
        stale: float = 20,
        patience: float = 30,
        batch: int = BATCH,
    ) -> None:
        """Open the graph behind `link`, or with `create` make one in an empty database.

        Raises `Refused` where the database holds something else, nothing, or a newer layout; then
        nothing in it is touched, and the link is closed.  `stale` and `patience`: see `Writer`; `batch`:
        so many rows at most in one transaction.
        """
        self.link = link
        self.where = link.where
        self.folder: Path | None = None
        self.remarks: tuple[Trouble, ...] = ()
        self.readonly = readonly
        self._writer = Writer(link, stale=stale, patience=patience)
        self._batch = batch
        try:
            open_graph(link, create=create and not readonly)
        except BaseException:
            link.close()
            raise

    def files(self) -> tuple[Held, ...]:
        """See `Store.files`; a file whose load is not finished has a blank digest."""
        rows = self.link.read(lambda tx: tx.run(_FILES).values())
        return tuple(
            Held(name, "" if loading else digest, tuple(sources), mentions, ties)
            for name, digest, sources, mentions, ties, loading in rows
        )

    def sources(self) -> tuple[Source, ...]:
        """See `Store.sources`."""
        return self._snapshot(lambda tx: tuple(reading.cards(tx)))

    def journal(self) -> tuple[Entry, ...]:
        """See `Store.journal`."""
        return tuple(Entry(*row) for row in self.link.read(lambda tx: tx.run(_JOURNAL).values()))

    def claims(self, relations: Iterable[str] | None = None, *, only: Selection = EVERYTHING) -> Claims:
        """See `Store.claims`; `Refused` while a load is not finished."""
        wanted = list(schema.RELATION) if relations is None else sorted(set(relations))
        for one in wanted:
            if one not in schema.RELATION:
                raise BadValue("relation", one)
        with many_records():
            return self._snapshot(
                lambda tx: Claims(
                    tuple(reading.mentions(tx)),
                    tuple(reading.ties(tx, wanted, only)),
                    decisions(tx),
                    tuple(reading.cards(tx)),
                )
            )

    def columns(self, relation: str, *fields: str, only: Selection = EVERYTHING) -> Columns:
        """See `Store.columns`; `Refused` while a load is not finished."""
        return self.columns_of({relation: fields}, only=only)[0]

    def columns_of(
        self, wanted: Mapping[str, Sequence[str]], *, only: Selection = EVERYTHING
    ) -> tuple[Columns, ...]:
        """See `Store.columns_of`; `Refused` while a load is not finished."""
        for relation, fields in wanted.items():
            check_columns(relation, fields)
        with many_records():
            return self._snapshot(lambda tx: read_columns(tx, wanted, only))

    def query(self, text: str, *, limit: int = 1000, seconds: float = 30) -> Rows:
        """See `Store.query`; `Refused` while a load is not finished."""
        return self._snapshot(lambda tx: query(tx, text, limit=limit, seconds=seconds), seconds)

    def place(self) -> str:
        """See `Store.place`; an address by another name leads to the same place."""
        return str(self.link.read(lambda tx: tx.run("CALL db.info() YIELD id, name").values()))

    def verify(self) -> tuple[Trouble, ...]:
        """See `Store.verify`; also what people see, against what it should be."""
        with many_records():
            return self.link.read(lambda tx: tuple(examine(tx, self.where)))

    def close(self) -> None:
        """See `Store.close`."""
        self.link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    # -- inside ----------------------------------------------------------------------------

    def _snapshot(self, work: Callable[[neo4j.ManagedTransaction], T], seconds: float | None = None) -> T:
        """What `work` reads, while nothing changed: the server shows every statement the newest state."""

        def once_over(tx: neo4j.ManagedTransaction) -> tuple[bool, Any]:
            before = state_of(tx)
            if before.loading:
                raise before.refusal(self.where, self._writer.stale)
            found = work(tx)
            return state_of(tx).same(before), found

        for _ in range(TRIES):
            calm, found = self.link.read(once_over, seconds=seconds)
            if calm:
                return found  # type: ignore[no-any-return]
        raise Refused.of("store.neo4j_restless", where=self.where)
