"""The kinds of store there are, each ready to make empty ones: what the contract and the laws run on.

A further kind of store adds a class here and a line in `KINDS`, and nothing else.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from graph.sqlite_store import SqliteStore
from graph.store import Store


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


KINDS: dict[str, type[SqliteFiles]] = {"sqlite": SqliteFiles}


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
