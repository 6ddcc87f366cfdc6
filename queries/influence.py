"""Who can move things: total influence, directly and through others, and which ties carry it.

Total influence is Bonacich's with beta > 0 on the influence layer (`queries.measures.influence`), with
how sure it is (`queries.sure`).  It describes what the map holds; it is no ranking of people and no
measure of importance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from queries.draws.influence import computed
from queries.measures.influence import attenuation, carried, total_influence
from queries.measures.layer import Array
from queries.ordering import by_value, remark
from queries.project import Layer, influence
from queries.question import Answer, Brief, Column, Question, Unknown, evidence_of
from queries.sure import sureness
from queries.sure_said import BETWEEN, IF_MISSING, RANK, TOP, cells, cells_if_missing, first_three, orders
from queries.sure_said import used as drawn

MOST_CARRYING = 3

COLUMNS = (
    Column("node", "node"),
    Column("kind", "kind"),
    Column("influence", "number"),
    BETWEEN,
    RANK,
    TOP,
    *IF_MISSING,
    Column("direct", "number"),
    Column("carried_by", "nodes"),
    Column("remark", "word"),
    Column("missing", "number"),
    Column("lacks", "inputs"),
    Column("roots", "number"),
    Column("evidence", "evidence"),
)


def ask(brief: Brief) -> Answer:
    """One row for each stakeholder with a tie that moves something.

    `influence` and `direct` are 0 or more and have no unit: what the map says, as if every claim were
    true and what nobody states were nothing; None where inputs are missing for more than half of its
    ties.  `between` are the 5 % and 95 % points over the draws, in which each claim counts by its
    confidence and what nobody states is drawn; `rank` likewise, 1 for the most, `top3` how often it is
    among the first three (0 to 1), `rank_5` and `rank_15` its rank if so many per cent of ties are missing;
    None for people and names that stand for several, who have no place.  `carried_by` are the ties that
    carry most of it, `missing` and `lacks` what nobody states, `roots` how many independent sources these
    numbers rest on.  Organisations stand first, those with most influence before others; people, and names
    that stand for several, follow by name.
    """
    layer, sure = influence(brief), sureness(brief, "influence")
    b = attenuation(layer.ties)
    rows = _rows(brief, layer, b)
    lacking = tuple(row["node"] for row in rows if row["remark"] == "not_computed")
    single = sum(row["roots"] == 1 and row["influence"] is not None for row in rows)
    known = len(rows) - len(lacking)
    summary: list[tuple[str, Mapping[str, object]]] = [
        ("influence.counted", {"ties": layer.ties.nnz, "n": known, "missing": len(layer.missing)}),
        *first_three(brief, sure, "influence"),
        *orders(brief, sure),
    ]
    if single:
        summary.append(("influence.one_source", {"n": single, "all": known}))
    return Answer(
        "influence",
        COLUMNS,
        rows,
        summary=tuple(summary),
        unknown=_unknown(rows, lacking),
        cannot_tell=("influence.cannot_power", "influence.cannot_absent"),
        used=(*layer.used, ("used.total", {"share": f"{100 * b:.3g}"}), *drawn(sure)),
    )


QUESTION = Question("influence", "Who can move things, and which ties carry it.", ("influence",), ask)


def _unknown(rows: tuple[Mapping[str, Any], ...], lacking: tuple[str, ...]) -> tuple[Unknown, ...]:
    if not lacking:
        return ()
    inputs = sorted({one for row in rows if row["node"] in lacking for one in row["lacks"]})
    return (
        Unknown("influence", lacking, "influence.not_computed", {"n": len(lacking), "inputs": tuple(inputs)}),
    )


def _rows(brief: Brief, layer: Layer, b: float) -> tuple[Mapping[str, Any], ...]:
    total = total_influence(layer.ties, b)
    direct = np.asarray(layer.ties.sum(axis=1), dtype=float)
    strength = carried(layer.ties, b, total)
    outgoing: dict[str, list[str]] = defaultdict(list)
    for one, other in layer.rests_on:
        outgoing[one].append(other)
    known, sure = computed(brief), sureness(brief, "influence")
    rows = []
    for node, others in outgoing.items():
        i = layer.index[node]
        lacking = [j for j in others if (node, j) in layer.missing and (node, j) not in layer.weights]
        facts = [fact for j in others for fact in layer.rests_on[node, j]]
        rows.append({
            "node": node,
            "kind": brief.kind(node),
            "influence": float(total[i]) if known[node] else None,
            **(cells(sure, node) if known[node] else {"between": None, "rank": None, "top3": None}),
            **cells_if_missing(brief, "influence", node),
            "direct": float(direct[i]) if known[node] else None,
            "carried_by": _carrying(layer, i, strength),
            "remark": remark(brief, node, computed=known[node]),
            "missing": len(lacking),
            "lacks": tuple(sorted({rule for j in lacking for rule in layer.missing[node, j]})),
            "roots": len({root for fact in facts for root in fact.roots}),
            "evidence": evidence_of(facts),
        })  # fmt: skip
    return tuple(by_value(brief, rows, "influence"))


def _carrying(layer: Layer, i: int, strength: Array) -> tuple[str, ...]:
    """The partners through whom most of somebody's influence runs."""
    ties = range(layer.ties.indptr[i], layer.ties.indptr[i + 1])
    best = sorted(ties, key=lambda at: (-strength[at], layer.nodes[layer.ties.indices[at]]))
    return tuple(layer.nodes[layer.ties.indices[at]] for at in best[:MOST_CARRYING])
