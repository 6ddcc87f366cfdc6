"""One relation out of a server as columns: a few long lists in place of a record per tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph import schema
from graph.columns import Columns
from graph.errors import BadValue
from graph.neo4j_placing import decisions
from graph.records import Mention

if TYPE_CHECKING:
    import neo4j

_WHO = (
    "MATCH (:Source)-[m:MENTIONS]->(:Stakeholder) RETURN m.source, m.file,"
    " collect(m.key), collect(m.kind), collect(m.name), collect(m.country), collect(m.ids)"
)
_TIES = (
    "MATCH (:Stakeholder)-[t:{type}]->(:Stakeholder) WHERE t.file <> '' AND t.holds = 'yes'"
    " RETURN t.source, t.file, collect(t.id), collect(t.at), collect(t.a), collect(t.b){more}"
)
_SILENT = ""
"""Stands for a blank: `collect` leaves nulls out, which would shift the column; no field holds ""."""


def read_columns(tx: neo4j.ManagedTransaction, relation: str, fields: tuple[str, ...]) -> Columns:
    """The ties of one relation that are claimed to hold, each claim once, in the order of every store."""
    for name in fields:
        if schema.tie_field(relation, name) is None:
            raise BadValue("field", name)
    more = "".join(f", collect(coalesce(t.`{name}`, ''))" for name in fields)
    rows: list[tuple[Any, ...]] = []
    for source, file, *lists in tx.run(_TIES.format(type=relation, more=more)):
        size = len(lists[0])
        rows += zip([file] * size, [source] * size, *lists, strict=True)
    rows.sort(key=lambda row: row[:4])
    once: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        once.setdefault(row[2], row)
    columns = list(zip(*once.values(), strict=True)) or [()] * (6 + len(fields))
    values = tuple(tuple(None if v == _SILENT else v for v in column) for column in columns[6:])
    mentions, keys = _who(tx)
    return Columns(
        relation, fields, mentions, keys, decisions(tx), columns[1], columns[4], columns[5], values
    )


def _who(tx: neo4j.ManagedTransaction) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    """The mentions, stripped, and their keys: one per source and key, however it is spelled."""
    rows: list[tuple[Any, ...]] = []
    for source, file, *lists in tx.run(_WHO):
        size = len(lists[0])
        rows += zip([file] * size, [source] * size, *lists, strict=True)
    rows.sort(key=lambda row: row[:3])
    once: dict[tuple[str, str], Mention] = {}
    for _, source, key, kind, name, country, ids in rows:
        once.setdefault((source, key), Mention(source, kind, name, country, tuple(ids)))
    return tuple(once.values()), tuple(key for _, key in once)
