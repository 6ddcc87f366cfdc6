"""Findings together: collected from the rules, said as one where they are alike, ordered, and named.

A finding's name is its rule's code and as many digits as make it the only one, at least three.
"""

from __future__ import annotations

import pkgutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from os.path import commonprefix
from typing import Any

import queries.rules
from graph.errors import AantafelError
from graph.terms import Level
from queries.hearing import Hearing
from queries.question import SEVERITIES, Answer, Finding

FEWEST_DIGITS = 3


def rules(told: Hearing, families: Sequence[str] = ()) -> Iterator[Finding]:
    """The findings of every rule module, or of some, that may be seen at the network's level."""
    level = told.brief.net.graph["level"]
    for module in sorted(found.name for found in pkgutil.iter_modules(queries.rules.__path__)):
        if not families or module in families:
            yield from shown(import_module(f"queries.rules.{module}").findings(told), level)


def shown(findings: Iterable[Finding], level: str) -> Iterator[Finding]:
    """The findings that somebody reading at this level may see."""
    return (one for one in findings if Level(level).shows(one.level))


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that say the same of one group said as one, and the worst first."""
    return tuple(sorted(together(findings), key=_order))


def together(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of one rule that differ only in the risk, each group said as one with all its risks."""
    alike: dict[tuple[Any, ...], list[Finding]] = defaultdict(list)
    for one in findings:
        names = tuple(sorted((name, nodes) for name, nodes in one.nodes.items() if name != "risk"))
        alike[one.code, one.variant, one.severity, names, tuple(sorted(one.values.items()))].append(one)
    return tuple(_as_one(sorted(same, key=_order)) for same in alike.values())


def short_ids(findings: Iterable[Finding]) -> Mapping[str, str]:
    """The shortest name of each finding, and of each said within it: at least three digits, unique here.

    >>> list(short_ids([Finding("V002", "high", ("a",))]).values())[0][:5]
    'V002-'
    """
    every = sorted({one.id for one in _all(findings)})
    beside = [0, *(len(commonprefix(pair)) for pair in pairwise(every)), 0]
    return {
        one: one[: max(beside[at], beside[at + 1], one.index("-") + FEWEST_DIGITS) + 1]
        for at, one in enumerate(every)
    }


def resolve(answer: Answer, text: str) -> Finding:
    """The finding that a name, or any unique start of one, means; with or without the rule's code.

    Raises `AantafelError` where nothing starts so, or more than one finding does.
    """
    wanted = text.strip().casefold()
    named = {}
    for one in reversed(list(_all(answer.findings))):
        named[one.id] = one
    for one in answer.findings:  # a group goes by its first
        named[one.id] = one
    found = [i for i in sorted(named) if i.casefold().startswith(wanted) or i[5:].startswith(wanted)]
    if wanted and len(found) == 1:
        return named[found[0]]
    short = short_ids(answer.findings)
    if wanted and found:
        raise AantafelError.of("answers.check.many", id=text, ids=", ".join(short[i] for i in found))
    raise AantafelError.of("answers.check.none", id=text)


def _as_one(same: list[Finding]) -> Finding:
    first = same[0]
    if len(same) == 1:
        return first
    risks = tuple(dict.fromkeys(one.nodes["risk"] for one in same if "risk" in one.nodes))
    nodes = {**first.nodes, "risk": tuple(str(risk) for risk in risks)} if risks else first.nodes
    return replace(
        first,
        nodes=nodes,
        level=max((one.level for one in same), key=lambda level: Level(level).rank),
        evidence=tuple(sorted({place for one in same for place in one.evidence})),
        group=tuple(same),
    )


def _order(one: Finding) -> tuple[Any, ...]:
    first = 0 if one.code.startswith("S") else 1 if one.code == "V006" else 2
    return first, SEVERITIES.index(one.severity), -one.weight, one.code, one.variant, one.id


def _all(findings: Iterable[Finding]) -> Iterator[Finding]:
    for one in findings:
        yield one
        yield from one.group
