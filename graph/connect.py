"""From a path or an address to the store behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import Refused
from graph.neo4j_address import SCHEMES, scheme_of

if TYPE_CHECKING:
    from graph.store import Store


def connect(
    where: str | Path, *, create: bool = False, readonly: bool = False, password: str | None = None
) -> Store:
    """The store at a path or an address, which stays open until it is closed.

    Without a password a server gets the one at hand (`graph.neo4j_password`).  Raises `Refused` where
    there is no store (unless `create`), where it is not one of ours or may not be written (unless
    `readonly`), and for addresses of another kind; `Unreadable` where it is damaged or out of reach.
    """
    if isinstance(where, str) and (scheme := scheme_of(where)):
        if scheme not in SCHEMES:  # never the address itself: it may hold a password
            raise Refused.of("store.unknown_address", scheme=scheme)
        return _on_a_server(where, create=create, readonly=readonly, password=password)
    if not str(where).strip():
        raise Refused.of("store.no_path")
    from graph.sqlite_store import SqliteStore

    return SqliteStore(Path(where).expanduser(), create=create, readonly=readonly)


def _on_a_server(address: str, *, create: bool, readonly: bool, password: str | None) -> Store:
    from graph.neo4j_link import link
    from graph.neo4j_store import Neo4jStore

    open_link = link(address, password=password, readonly=readonly)
    try:
        return Neo4jStore(open_link, create=create, readonly=readonly)
    except BaseException:
        open_link.close()
        raise
