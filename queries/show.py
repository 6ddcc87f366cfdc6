"""Everything behind a stakeholder, a tie, a finding or the number between two: who says so, and where.

`show(brief, "Local NGO 1")`, `show(brief, "3fa9…")` (a tie), `show(brief, "V002-3c8")` (a finding),
`show(brief, "Quarry A > Exporter 1")` (how much the one depends on the other, moves it, and gets from it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from graph.naming import NameNotFoundError, find
from graph.schema import RELATION
from queries import sums_sure
from queries.behind import Row, of_a_finding, of_a_pair, of_a_stakeholder, of_a_tie
from queries.question import Answer, Brief, Column, Finding
from queries.sums import of_a_bridge, of_a_chain

FINDING = re.compile(r"[A-Z]\d{3}(-[0-9a-f]*)?", re.IGNORECASE)
TIE = re.compile(r"[0-9a-f]{4,16}")
BETWEEN = re.compile(r"\s*(?:->|→|>)\s*")

COLUMNS = (
    Column("part", "word"),
    Column("what", "field"),
    Column("about", "nodes"),
    Column("value"),
    Column("counts", "word"),
    Column("sure"),
    Column("source"),
    Column("file"),
    Column("at"),
)


def show(brief: Brief, text: str, *, sensitive: bool = False) -> Answer:
    """What is behind `text`: one row for each claim or number, with source, file and place.

    `part` is field, tie, number, gap or finding; `counts` says whether a claim is what counts, or lost.
    Fears, safety answers and reasons are there only with `sensitive`, and only if the network was read
    with them.  Raises `NameNotFoundError` with the nearest names, or the candidates, where nothing or
    more than one thing is called so.
    """
    findings: tuple[Finding, ...] = ()
    pair = _pair(brief, text)
    if FINDING.fullmatch(text.strip()):
        finding = _finding(brief, text.strip())
        findings, rows = (finding,), of_a_finding(finding)
    elif pair:
        sums = (*of_a_chain(brief, *pair), *of_a_chain(brief, *reversed(pair)))
        rows = chain(of_a_pair(brief, *pair, sensitive=sensitive), sums_sure.of_a_pair(brief, *pair), sums)
    elif claim := _tie(brief, text, sensitive=sensitive):
        rows = of_a_tie(brief, claim, sensitive=sensitive)
    else:
        node = find(brief.net, text)
        findings = _findings_about(brief, node, sensitive=sensitive)
        about = of_a_stakeholder(brief, node, findings, sensitive=sensitive)
        rows = chain(about, sums_sure.of_a_stakeholder(brief, node), of_a_bridge(brief, node))
    found = tuple(_as_mapping(row) for row in rows)
    told = (("show.counted", {"n": len(found)}),) if found else (("show.nobody_else", {}),)
    return Answer(
        "show", COLUMNS, found, findings, summary=told, used=(("show.folded", {}), ("show.cautious", {}))
    )


def _as_mapping(row: Row) -> Mapping[str, Any]:
    return {column.name: getattr(row, column.name) for column in COLUMNS}


def _pair(brief: Brief, text: str) -> tuple[str, str] | None:
    """The two ends of "A > B"; None where the text is a name itself, or no such pair."""
    ends = BETWEEN.split(text, maxsplit=1)
    if len(ends) != 2 or not all(ends):
        return None
    try:
        find(brief.net, text)
    except NameNotFoundError:
        return find(brief.net, ends[0]), find(brief.net, ends[1])
    return None


def _tie(brief: Brief, text: str, *, sensitive: bool) -> str:
    """The id of the one tie that starts so; "" where none does, or a stakeholder is called so."""
    wanted = text.strip()
    if not TIE.fullmatch(wanted) or any(node.startswith(wanted) for node in brief.net):
        return ""
    found = {
        key
        for _, _, key, relation in brief.net.edges(keys=True, data="relation")
        if key.startswith(wanted) and (sensitive or not RELATION[relation].sensitive)
    }
    return found.pop() if len(found) == 1 else ""


def _finding(brief: Brief, text: str) -> Finding:
    from queries.check import ask, resolve

    return resolve(ask(brief), text)


def _findings_about(brief: Brief, node: str, *, sensitive: bool) -> tuple[Finding, ...]:
    """The findings that name a stakeholder; those about safety only with the sensitive view."""
    from queries.check import ask

    return tuple(_about(ask(brief).findings, node, sensitive=sensitive))


def _about(findings: tuple[Finding, ...], node: str, *, sensitive: bool) -> Iterator[Finding]:
    for one in findings:
        named = {n for nodes in one.nodes.values() for n in ((nodes,) if isinstance(nodes, str) else nodes)}
        if node in named and (sensitive or not one.code.startswith("S")):
            yield one
