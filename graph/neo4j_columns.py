"""Relations out of a server as columns: a few long lists in place of a record per tie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph.columns import Columns
from graph.neo4j_placing import decisions
from graph.neo4j_reading import cards
from graph.neo4j_selecting import Wanted
from graph.records import Mention
from graph.selection import EVERYTHING, Selection

if TYPE_CHECKING:
    import neo4j

_WHO = (
    "MATCH (:Source)-[m:MENTIONS]->(:Stakeholder) RETURN m.source, m.file, collect(m.key), collect(m.id),"
    " collect(m.kind), collect(m.name), collect(m.country), collect(coalesce(m.ids, [])),"
    " collect(m.confidence), collect(m.said_on)"
)
_TIES = (
    "MATCH (a:Stakeholder)-[t:{type}]->(b:Stakeholder) WHERE t.file <> ''{only}"
    " RETURN t.source, t.file, collect(t.id), collect(t.at), collect(t.a), collect(t.b){more}"
)
_SILENT = ""
"""Stands for a blank: `collect` leaves nulls out, which would shift the column; no field holds ""."""


def read_columns(
    tx: neo4j.ManagedTransaction, wanted: Mapping[str, Sequence[str]], selection: Selection = EVERYTHING
) -> tuple[Columns, ...]:
    """The relations asked for, in that order, each claim once, in the order of every store."""
    mentions, keys = _who(tx)
    decided, card = decisions(tx), tuple(cards(tx))
    selected = Wanted(tx, selection)
    found = []
    for relation, fields in wanted.items():
        source, a, b, *values = _columns(tx, relation, fields, selected)
        found.append(
            Columns(relation, tuple(fields), mentions, keys, decided, source, a, b, tuple(values), card)
        )
    return tuple(found)


def _columns(
    tx: neo4j.ManagedTransaction, relation: str, fields: Sequence[str], selected: Wanted
) -> list[tuple[Any, ...]]:
    """Source, ends and fields of the ties of one relation; of a claim in several places, the first."""
    asked = list(dict.fromkeys(fields))
    more = "".join(f", collect(coalesce(t.`{name}`, ''))" for name in asked)
    only = "" if "holds" in fields else " AND t.holds = 'yes'"
    narrower, told = selected.conditions(relation)
    rows: list[tuple[Any, ...]] = []
    for source, file, *lists in tx.run(_TIES.format(type=relation, only=only + narrower, more=more), **told):
        size = len(lists[0])
        rows += zip([file] * size, [source] * size, *lists, strict=True)
    rows.sort(key=lambda row: row[:4])
    once: dict[str, tuple[Any, ...]] = {}
    for row in rows:
        once.setdefault(row[2], row)
    columns = list(zip(*once.values(), strict=True)) or [()] * (6 + len(asked))
    values = [tuple(None if v == _SILENT else v for v in column) for column in columns[6:]]
    return [columns[1], columns[4], columns[5], *(values[asked.index(name)] for name in fields)]


def _who(tx: neo4j.ManagedTransaction) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    """The mentions, stripped, and their keys: one for each source, key, confidence and date."""
    rows: list[tuple[Any, ...]] = []
    for source, file, *lists in tx.run(_WHO):
        size = len(lists[0])
        rows += zip([file] * size, [source] * size, *lists, strict=True)
    rows.sort(key=lambda row: row[:4])
    once: dict[tuple[str, str, str, str], Mention] = {}
    for _, source, key, _, kind, name, country, ids, confidence, said_on in rows:
        what = source, key, confidence, said_on
        once.setdefault(what, Mention(source, kind, name, country, tuple(ids), confidence, said_on))
    return tuple(once.values()), tuple(key for _, key, *_ in once)
