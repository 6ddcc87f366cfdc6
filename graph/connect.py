"""From a path or an address to the store behind it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import Refused

if TYPE_CHECKING:
    from graph.store import Store

SERVERS = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def connect(where: str | Path, *, create: bool = False, readonly: bool = False) -> Store:
    """The store at a path, which stays open until it is closed.

    Raises `Refused` where there is none (unless `create`), where the file is not a store of ours or
    may not be written (unless `readonly`), and for addresses; `Unreadable` where it is damaged.
    """
    if isinstance(where, str) and (address := re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", where)):
        scheme = address[1].lower()  # never the address itself: it may hold a password
        raise Refused.of("store.server" if scheme in SERVERS else "store.unknown_address", scheme=scheme)
    if not str(where).strip():
        raise Refused.of("store.no_path")
    from graph.sqlite_store import SqliteStore

    return SqliteStore(Path(where).expanduser(), create=create, readonly=readonly)
