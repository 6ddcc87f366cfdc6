"""The one Neo4j server of a test run: started when the first test asks, ended when the run ends.

`AANTAFEL_TEST_NEO4J_URI` (`neo4j://user@host:port/database`, password in `AANTAFEL_TEST_NEO4J_PASSWORD`)
names a server of one's own to use instead; it must be empty, and is left empty.
"""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit

import pytest

from tests.neo4j_server.jars import Missing
from tests.neo4j_server.server import Reached, Server

_there: list[Reached] = []
_missing: list[str] = []


def the_server() -> Reached:
    """The server of this run, as the last test left it; without Java or Maven the test is skipped.

    With `CI` set the test fails instead.
    """
    if not _there and not _missing:
        uri = os.environ.get("AANTAFEL_TEST_NEO4J_URI")
        try:
            _there.append(_theirs(uri) if uri else _ours())
        except Missing as missing:
            _missing.append(str(missing))
    if _missing:
        pytest.skip(_missing[0])
    return _there[0]


def servers(number: int) -> tuple[Reached, ...]:
    """So many servers, each with a database of its own: that of this run, and more of ours beside it."""
    if number:
        the_server()
    while len(_there) < number:
        _there.append(_ours())
    return tuple(_there[:number])


def end() -> None:
    """End the server of this run, or leave somebody else's as empty as it was."""
    while _there:
        one = _there.pop()
        if not isinstance(one, Server):
            one.bare()
        one.close()


def _ours() -> Server:
    server = Server()
    try:
        server.start()
    except BaseException:
        server.close()
        raise
    return server


def _theirs(address: str) -> Reached:
    parts = urlsplit(address)
    user, _, host = parts.netloc.rpartition("@")
    server = Reached(
        f"{parts.scheme}://{host}",
        unquote(user) or "neo4j",
        os.environ.get("AANTAFEL_TEST_NEO4J_PASSWORD", ""),
        parts.path.strip("/") or "neo4j",
    )
    try:
        if server.is_empty:
            return server
    except BaseException:
        server.close()
        raise
    server.close()
    pytest.exit(
        "AANTAFEL_TEST_NEO4J_URI names a database that is not empty; nothing in it was touched. "
        "Tests delete what is there: give them an empty one.",
        returncode=pytest.ExitCode.USAGE_ERROR,
    )
