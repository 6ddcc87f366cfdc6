"""Is what a database holds a graph of ours, is a load unfinished, and how a new graph is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph.errors import Refused
from graph.neo4j_rows import FORMAT

if TYPE_CHECKING:
    import neo4j

    from graph.neo4j_link import Link

SCHEMA = (
    "CREATE CONSTRAINT aantafel_one IF NOT EXISTS FOR (x:Aantafel) REQUIRE x.one IS UNIQUE",
    "CREATE CONSTRAINT aantafel_stakeholder IF NOT EXISTS FOR (n:Stakeholder) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT aantafel_source IF NOT EXISTS FOR (s:Source) REQUIRE s.id IS UNIQUE",
    "CREATE CONSTRAINT aantafel_file IF NOT EXISTS FOR (f:File) REQUIRE f.name IS UNIQUE",
    "CREATE CONSTRAINT aantafel_pair IF NOT EXISTS FOR (d:Decision) REQUIRE (d.lo, d.hi) IS UNIQUE",
    "CREATE CONSTRAINT aantafel_line IF NOT EXISTS FOR (j:Journal) REQUIRE j.n IS UNIQUE",
    "CREATE INDEX aantafel_name IF NOT EXISTS FOR (n:Stakeholder) ON (n.name)",
)
"""None per kind, and none on relationships: they cost a third of loading and serve nobody."""

_LOOK = (
    "OPTIONAL MATCH (x:Aantafel) WITH x LIMIT 1 RETURN x.format AS format, x IS NOT NULL AS ours,"
    " EXISTS { MATCH (n) } AS something, x.bare IS NOT NULL AS bare"
)
_CLAD = "MATCH (x:Aantafel {one: 1}) REMOVE x.bare"
_MAKE = "MERGE (x:Aantafel {one: 1}) ON CREATE SET x.format = $format, x.version = 0, x.made = $made"
_STATE = (
    "MATCH (x:Aantafel {one: 1}) OPTIONAL MATCH (f:File) WHERE f.loading IS NOT NULL"
    " RETURN x.version, collect(f.name), x.writer IS NOT NULL, timestamp() - coalesce(x.beat, 0),"
    " coalesce(x.since, timestamp())"
)


@dataclass(frozen=True, slots=True)
class State:
    """A moment of a graph: which version, and which files are being loaded."""

    version: int
    loading: tuple[str, ...]
    written: bool
    silent: int  # milliseconds since the writer was heard
    since: int

    def same(self, other: State) -> bool:
        """Whether nothing changed between two looks."""
        return (self.version, self.loading) == (other.version, other.loading)

    def refusal(self, where: str, stale: float) -> Refused:
        """Why nothing can be read: somebody is loading, or a load broke off."""
        names = ", ".join(sorted(self.loading))
        if self.written and self.silent < stale * 1000:
            clock = datetime.fromtimestamp(self.since / 1000).strftime("%H:%M")
            return Refused.of("store.neo4j_loading", where=where, file=names, since=clock)
        return Refused.of("store.neo4j_unfinished", where=where, file=names)


def state_of(tx: neo4j.ManagedTransaction) -> State:
    """The state of the graph as this statement sees it."""
    version, loading, written, silent, since = tx.run(_STATE).values()[0]
    return State(version, tuple(sorted(loading)), written, silent, since)


def open_graph(link: Link, *, create: bool) -> None:
    """Make sure that there is a graph of ours in the database; nothing else is ever touched.

    A graph that was imported (`graph.neo4j_export`) has no constraints yet: who may write makes them.
    """
    form, ours, something, bare = link.read(lambda tx: tx.run(_LOOK).values())[0]
    if ours:
        if form != FORMAT:
            raise Refused.of("store.neo4j_newer", where=link.where)
        if bare and not link.readonly:
            link.schema(*SCHEMA)
            link.write(lambda tx: tx.run(_CLAD).consume())
        return
    if something:
        raise Refused.of("store.neo4j_foreign", where=link.where)
    if not create:
        raise Refused.of("store.neo4j_empty", where=link.where)
    link.schema(*SCHEMA)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    link.write(lambda tx: tx.run(_MAKE, format=FORMAT, made=made).consume())
