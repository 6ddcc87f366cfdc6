"""Who can move things: total influence, directly and through others, and which ties carry it.

Total influence is Bonacich's with beta > 0 on the influence layer (`queries.measures.influence`).  It
describes what the map holds; it is no ranking of people and no measure of importance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from graph.schema import PEOPLE
from queries.measures.influence import Array, attenuation, carried, total_influence
from queries.project import Layer, influence
from queries.question import Answer, Brief, Column, Question, Unknown, evidence_of

MOST_CARRYING = 3
NOT_ONE = ("several", "unspecified")

COLUMNS = (
    Column("node", "node"),
    Column("kind", "kind"),
    Column("influence", "number"),
    Column("direct", "number"),
    Column("carried_by", "nodes"),
    Column("remark", "word"),
    Column("missing", "number"),
    Column("roots", "number"),
    Column("evidence", "evidence"),
)


def ask(brief: Brief) -> Answer:
    """One row for each stakeholder with a tie that moves something.

    `influence` and `direct` are 0 or more and have no unit; None where inputs are missing for more than
    half of its ties.  `carried_by` are the ties that carry most of it, `roots` how many independent
    sources these numbers rest on.  Organisations stand first, those with most influence before others;
    people, and names that stand for several, follow by name.
    """
    layer = influence(brief)
    rows = _rows(brief, layer)
    lacking = tuple(row["node"] for row in rows if row["remark"] == "not_computed")
    single = sum(row["roots"] == 1 and row["influence"] is not None for row in rows)
    computed = len(rows) - len(lacking)
    summary: list[tuple[str, Mapping[str, object]]] = [
        ("influence.counted", {"ties": layer.ties.nnz, "n": computed, "missing": len(layer.missing)})
    ]
    if single:
        summary.append(("influence.one_source", {"n": single, "all": computed}))
    unknown = (
        (Unknown("influence", lacking, "influence.not_computed", {"n": len(lacking)}),) if lacking else ()
    )
    cannot = ("influence.cannot_power", "influence.cannot_absent")
    return Answer(
        "influence",
        COLUMNS,
        rows,
        summary=tuple(summary),
        unknown=unknown,
        cannot_tell=cannot,
        used=layer.used,
    )


QUESTION = Question("influence", "Who can move things, and which ties carry it.", ("influence",), ask)


def _rows(brief: Brief, layer: Layer) -> tuple[Mapping[str, Any], ...]:
    b = attenuation(layer.ties)
    total = total_influence(layer.ties, b)
    direct = np.asarray(layer.ties.sum(axis=1), dtype=float)
    strength = carried(layer.ties, b, total)
    outgoing: dict[str, list[str]] = defaultdict(list)
    for one, other in layer.rests_on:
        outgoing[one].append(other)
    rows = []
    for node, others in outgoing.items():
        i = layer.index[node]
        lacking = [j for j in others if (node, j) in layer.missing and (node, j) not in layer.weights]
        computed = 2 * len(lacking) <= len(others)
        facts = [fact for j in others for fact in layer.rests_on[node, j]]
        rows.append({
            "node": node,
            "kind": brief.kind(node),
            "influence": float(total[i]) if computed else None,
            "direct": float(direct[i]) if computed else None,
            "carried_by": _carrying(layer, i, strength),
            "remark": _remark(brief, node, computed),
            "missing": len(lacking),
            "roots": len({root for fact in facts for root in fact.roots}),
            "evidence": evidence_of(facts),
        })  # fmt: skip
    return tuple(sorted(rows, key=lambda row: _order(brief, row)))


def _carrying(layer: Layer, i: int, strength: Array) -> tuple[str, ...]:
    """The partners through whom most of somebody's influence runs."""
    ties = range(layer.ties.indptr[i], layer.ties.indptr[i + 1])
    best = sorted(ties, key=lambda at: (-strength[at], layer.nodes[layer.ties.indices[at]]))
    return tuple(layer.nodes[layer.ties.indices[at]] for at in best[:MOST_CARRYING])


def _remark(brief: Brief, node: str, computed: bool) -> str:
    if not computed:
        return "not_computed"
    if brief.net.nodes[node].get("extent") in NOT_ONE:
        return "several"
    return "people" if brief.kind(node) in PEOPLE or brief.kind(node) == "Person" else ""


def _order(brief: Brief, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Organisations by what they move; people, several and what was not computed by name."""
    rank = ("", "several", "people", "not_computed").index(row["remark"])
    return (rank, -round(row["influence"], 9) if not rank else 0, brief.name(row["node"]), row["node"])
