"""The rules of `check`: each module here has `findings(hearing)`, and is found by being here.

A rule looks at a network and a guest list and says what to do, with the facts it rests on.  To add one:
a function in the module of its family, its sentences in ``graph/words/{en,nl}/findings.toml``, and a pair
of networks that differ in one fact, the finding there and gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graph.facts import Fact
from graph.network import Said
from graph.records import strictest
from queries.question import Brief, Evidence, Finding, evidence_of, how_sure, strictest_level


def resting(brief: Brief, finding: Finding, facts: Iterable[Fact], said: Iterable[Said] = ()) -> Finding:
    """The finding with the evidence, the confidence and the level of the facts that it rests on.

    Its level is the strictest among the facts and the parties it names; a finding made stricter stays so.
    """
    told = tuple({id(fact): fact for fact in facts}.values())
    claims = tuple(said)
    named = [n for nodes in finding.nodes.values() for n in ((nodes,) if isinstance(nodes, str) else nodes)]
    levels = [str(brief.net.nodes[node].get("level", finding.level)) for node in named if node in brief.net]
    evidence: tuple[Evidence, ...] = tuple(sorted({*evidence_of(told), *evidence_of(claims)}))
    return replace(
        finding,
        sure=how_sure(told, brief.settings),
        level=strictest(finding.level, strictest_level((*told, *claims)), *levels),
        evidence=evidence,
    )
