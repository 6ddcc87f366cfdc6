"""The kinds of store there are, each ready to make empty ones: what the contract and the laws run on.

A further kind of store adds a class here and a line in `KINDS`, and nothing else.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from graph.neo4j_link import link
from graph.neo4j_store import Neo4jStore
from graph.sqlite_store import SqliteStore
from graph.store import Store
from tests.neo4j_server.this_run import servers


class Stores(Protocol):
    """Makes stores of one kind, and opens them again."""

    def new(self) -> Store:
        """An empty store, apart from all others."""
        ...

    def again(self, store: Store) -> Store:
        """The same store, closed and opened anew."""
        ...

    def close(self) -> None:
        """Close all that were made."""
        ...


class SqliteFiles:
    """Real files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: list[SqliteStore] = []

    def new(self) -> SqliteStore:
        """An empty store in a file of its own."""
        return self._open(self.folder / f"store-{len(self.made)}.db", create=True)

    def again(self, store: Store) -> SqliteStore:
        """The same file, opened anew."""
        assert isinstance(store, SqliteStore)
        store.close()
        return self._open(store.path, create=False)

    def close(self) -> None:
        """Close all that were opened."""
        for store in self.made:
            store.close()

    def _open(self, path: Path, *, create: bool) -> SqliteStore:
        self.made.append(SqliteStore(path, create=create))
        return self.made[-1]


class Neo4jServers:
    """Graphs on real servers, emptied for every test; each store there is at once has a server."""

    def __init__(self, folder: Path) -> None:
        self.made: list[Neo4jStore] = []

    def new(self) -> Neo4jStore:
        """An empty graph on the next server."""
        server = servers(len(self.made) + 1)[-1]
        server.empty()
        self.made.append(Neo4jStore(link(server.address, password=server.password), create=True))
        return self.made[-1]

    def again(self, store: Store) -> Neo4jStore:
        """The same graph, opened anew."""
        assert isinstance(store, Neo4jStore)
        at = self.made.index(store)
        store.close()
        server = servers(at + 1)[-1]
        self.made[at] = Neo4jStore(link(server.address, password=server.password))
        return self.made[at]

    def close(self) -> None:
        """Close all that were opened, and leave the servers empty."""
        for store in self.made:
            store.close()
        for server in servers(len(self.made)):
            server.empty()


KINDS: dict[str, type[SqliteFiles] | type[Neo4jServers]] = {"sqlite": SqliteFiles, "neo4j": Neo4jServers}


@contextmanager
def stores_of(kind: str) -> Iterator[Stores]:
    """Stores of one kind, gone afterwards: for laws, which need new ones for every example."""
    memory = Path("/dev/shm")  # where there is one, no disk has to turn
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        stores = KINDS[kind](Path(folder))
        try:
            yield stores
        finally:
            stores.close()
