"""Addresses of servers: what may stand in one, and what of it may be said aloud.

Nothing here needs the driver, so that a command that only names its store starts as fast as ever.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from graph.errors import Refused

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
PORT = 7687
USER = DATABASE = "neo4j"
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*)://")
_PLACE = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([\w.-]+))(?::([0-9]{1,5}))?(?:/([\w.-]*)/?)?")


@dataclass(frozen=True, slots=True)
class Address:
    """A database on a server, and as whom to go there."""

    scheme: str
    user: str
    host: str
    port: int
    database: str

    @property
    def uri(self) -> str:
        """The server alone, as the driver wants it."""
        return f"{self.scheme}://{self._host}:{self.port}"

    @property
    def where(self) -> str:
        """The database, without the user: what to call it.

        >>> parsed("bolt://ann@[::1]").where
        'bolt://[::1]:7687/neo4j'
        """
        return f"{self.uri}/{self.database}"

    @property
    def direct(self) -> str:
        """The same server without asking it for others of its cluster."""
        return self.uri.replace("neo4j", "bolt", 1) if self.scheme.startswith("neo4j") else self.uri

    @property
    def _host(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


def scheme_of(where: str) -> str:
    """What stands before "://", in small letters; blank for a path."""
    found = _SCHEME.match(where)
    return found[1].lower() if found else ""


def parsed(address: str) -> Address:
    """The parts of `neo4j://user@host:port/database`; user, port and database may be left out.

    Raises `Refused` for anything else, and for a password in it.  The sentence repeats nothing of the
    address but its scheme.

    >>> parsed("neo4j+s://ann@graphs.example/stone")
    Address(scheme='neo4j+s', user='ann', host='graphs.example', port=7687, database='stone')
    """
    scheme = scheme_of(address)
    if scheme not in SCHEMES:
        raise Refused.of("store.unknown_address", scheme=scheme)
    user, _, place = address.strip()[len(scheme) + 3 :].rpartition("@")
    if ":" in user:
        raise Refused.of("store.neo4j_password_in_address", scheme=scheme)
    found = _PLACE.fullmatch(place)
    name = unquote(user)
    port = int(found[3]) if found and found[3] else PORT
    if not found or not 0 < port < 65536 or not name.isprintable():
        raise Refused.of("store.neo4j_address", scheme=scheme)
    database = found[4] or DATABASE
    if database.lower() == "system":
        raise Refused.of("store.neo4j_system")
    return Address(scheme, name or USER, found[1] or found[2], port, database)
