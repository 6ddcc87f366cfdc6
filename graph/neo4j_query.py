"""One question in Cypher to a server, which can do nothing but read the graph there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, islice
from math import isfinite
from typing import TYPE_CHECKING

from neo4j.exceptions import Neo4jError
from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time

from graph.errors import AantafelError, Refused
from graph.neo4j_plan import check
from graph.store import Rows, Value

if TYPE_CHECKING:
    import neo4j

_TOO_LONG = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration")
_TOO_MUCH = ("MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError", "OutOfMemoryError")
_PLACE = re.compile(r"\(line (\d+), column (\d+).*")


def query(transaction: neo4j.ManagedTransaction, text: str, *, limit: int, seconds: float) -> Rows:
    """The first `limit` rows of what a text in Cypher gives; see `Store.query` for what is raised.

    The transaction must be one for reading, which the server ends after so many `seconds`.
    """
    if not text.strip():
        raise Refused.of("store.query_empty", language="Cypher")
    try:
        return _rows(transaction, text, limit)
    except Neo4jError as error:
        if (why := _sentence(error, seconds)) is None:
            raise
        raise why from error
    except UnicodeEncodeError as error:
        raise AantafelError.of("store.query_wrong", language="Neo4j", why="not a text") from error


def _rows(transaction: neo4j.ManagedTransaction, text: str, limit: int) -> Rows:
    """Look at the plan, and only then let the server do it."""
    summary = transaction.run(f"EXPLAIN\n{text}").consume()
    check(summary.plan or {"operatorType": "no plan"}, summary.query_type or "")
    result = transaction.run(text)
    if not result.keys():
        raise Refused.of("store.query_empty", language="Cypher")
    read = [tuple(map(value, record.values())) for record in islice(result, limit + 1)]
    return Rows(tuple(result.keys()), tuple(read[:limit]), len(read) > limit)


def value(found: object) -> Value:
    """What the server gave as something that JSON has a word for; nodes and ties with all they hold."""
    match found:
        case None | bool() | int() | str():
            return found
        case float():
            return found if isfinite(found) else str(found)
        case bytes() | bytearray():
            return found.hex()
        case dict():
            return _all(found.items())
        case Node():
            return {"labels": list[Value](sorted(found.labels)), **_all(found.items())}
        case Relationship():
            return {"type": found.type, **_all(found.items())}
        case Path():
            ties = zip(found.relationships, found.nodes[1:], strict=True)
            return [value(one) for one in (found.nodes[0], *chain.from_iterable(ties))]
        case list():
            return [value(one) for one in found]
        case Date() | Time() | DateTime() | Duration():
            return found.iso_format()
        case _:
            return str(found)


def _all(items: Iterable[tuple[str, object]]) -> dict[str, Value]:
    return {name: value(one) for name, one in sorted(items)}


def _sentence(error: Neo4jError, seconds: float) -> AantafelError | None:
    """What was wrong with the text; None where it is the connection or the server that is wrong."""
    _, kind, area, title = f"{error.code or ''}....".split(".")[:4]
    if title in _TOO_LONG:
        return Refused.of("store.query_too_long", seconds=f"{seconds:g}")
    if title in _TOO_MUCH:
        return Refused.of("store.query_too_much")
    if title in ("AccessMode", "ReadOnly"):
        return Refused.of("store.query_not_reading", language="Cypher", why=title)
    if kind == "ClientError" and area in ("Statement", "Procedure"):
        return AantafelError.of("store.query_wrong", language="Neo4j", why=_reason(error))
    return None


def _reason(error: Neo4jError) -> str:
    """The server's words in one line, with the place as it is in the text, without our own first line."""
    said = " ".join((error.message or "").split("\n", 1)[0].split())
    return _PLACE.sub(lambda at: f"(line {int(at[1]) - 1}, column {at[2]})", said).rstrip(". ")
