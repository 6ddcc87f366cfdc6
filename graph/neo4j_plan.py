"""What a text in Cypher would do, judged by the plan that the server makes of it before anything is done.

A transaction opened for reading refuses changes, but it lets LOAD CSV read the server's files and call
any address, and it calls procedures.  So only operators that read the graph pass, by name: what a newer
server may learn to do is refused until somebody has looked at it.

A plan has one blind spot.  EXISTS, COUNT and COLLECT with braces are mostly planned like everything else,
but deep inside an expression they stand in the plan as words only, and so does a LOAD CSV within them
(tried on 5.26: it called the address).  There they are refused.  Functions stand in words as well; those
that come with the server read nothing else, those of a plugin may run any text, and are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from graph.errors import Refused

PROCEDURES = frozenset(
    {
        "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships",
        "db.labels",
        "db.propertyKeys",
        "db.relationshipTypes",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "db.schema.visualization",
    }
)
"""What may be called: they say what this database holds."""

_OWN_FUNCTIONS = frozenset({"date", "datetime", "duration", "localdatetime", "localtime"}) | frozenset(
    {"point", "time", "vector"}
)
_APPLY = r"(Let)?(Select(Or))?(Anti)?(Semi|Conditional|RollUp)?Apply"
_READS = re.compile(
    rf"{_APPLY}|\w*(Scan|Seek|SeekByRange|FromCountStore)|\w*HashJoin|(Optional|VarLength)?Expand|"
    r"(Bidirectional)?Repeat|(Stateful)?ShortestPath|Triadic\w+|(Ordered|Eager)?Aggregation|"
    r"(Ordered)?(Distinct|Union)|(Partial)?(Sort|Top)|Top1WithTies|(Exhaustive)?Limit|(Partitioned)?Unwind|"
    r"Argument|ArgumentTracker|AssertSame\w+|CacheProperties|CartesianProduct|Eager|EmptyResult|EmptyRow|"
    r"Filter|NullifyMetadata|Optional|PathPropagatingBFS|PreserveOrder|ProduceResults|ProjectEndpoints|"
    r"Projection|RemoteBatchProperties|ShowConstraints|ShowIndexes|Skip"
)
_CALLED = re.compile(r"[\w.`]+")
_NESTED = re.compile(r"\b(EXISTS|COUNT|COLLECT)\s*\{", re.I)
_NAMED_CALL = re.compile(r"(?<![\w.])(\w+)((?:\.\w+)+)\(")


def check(plan: Mapping[str, Any], kind: str) -> None:
    """Raise `Refused` where a plan, of a query of this kind ("r" reads), does more than read the graph."""
    for name, details in _operators(plan):
        if name.endswith("ProcedureCall"):
            called = _CALLED.match(details)
            if called is None or called[0] not in PROCEDURES:
                raise _refusal(f"CALL {called[0] if called else '?'}")
            details = details[called.end() :]
        elif not _READS.fullmatch(name):
            raise _refusal(name)
        if nested := _NESTED.search(details):
            raise Refused.of("store.query_hidden", word=nested[1].upper())
        for function in _NAMED_CALL.finditer(details.replace("`", "")):
            if function[1].lower() not in _OWN_FUNCTIONS:
                raise _refusal(f"{function[1]}{function[2]}()")
    if kind != "r":
        raise _refusal({"w": "write", "rw": "write", "s": "schema"}.get(kind, kind))


def _refusal(why: str) -> Refused:
    return Refused.of("store.query_not_reading", language="Cypher", why=why)


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every operator of a plan, without its server and its variant, and what it says of itself."""
    waiting = [plan]
    while waiting:
        one = waiting.pop()
        name = str(one["operatorType"]).partition("@")[0]
        yield name.partition("(")[0], str(one.get("args", {}).get("Details", ""))
        waiting += one.get("children", ())
