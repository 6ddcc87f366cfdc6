"""In which order rows about stakeholders stand: never people by what they have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph.schema import PEOPLE
from queries.concentration import NOT_ONE
from queries.question import Brief

REMARKS = ("", "several", "people", "not_computed")


def remark(brief: Brief, node: str, *, computed: bool) -> str:
    """Why somebody stands by name: "not_computed", "several", "people"; "" for who stands by value."""
    if not computed:
        return "not_computed"
    if brief.net.nodes[node].get("extent") in NOT_ONE:
        return "several"
    return "people" if brief.kind(node) in PEOPLE or brief.kind(node) == "Person" else ""


def by_value(brief: Brief, rows: Iterable[Mapping[str, Any]], column: str) -> list[Any]:
    """Organisations by `column`, the most first; people, several and what is not worked out by name."""

    def place(row: Mapping[str, Any]) -> tuple[Any, ...]:
        rank, value = REMARKS.index(row["remark"]), row[column]
        much = value if isinstance(value, tuple) else (value,)
        return (
            rank,
            tuple(-round(one, 9) for one in much) if not rank else (),
            brief.name(row["node"]),
            row["node"],
        )

    return sorted(rows, key=place)
