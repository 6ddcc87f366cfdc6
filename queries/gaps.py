"""What the map does not know: seats, names, groups without facts, figures, disagreements, thin evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from queries.question import Answer, Brief, Column, Question, evidence_of
from queries.unknowns import Gap, gaps

MOST_NAMED = 5
COLUMNS = (
    Column("what", "word"),
    Column("about", "nodes"),
    Column("relation", "relation"),
    Column("field", "field"),
    Column("n", "number"),
    Column("of", "number"),
    Column("said"),
    Column("evidence", "evidence"),
)


def ask(brief: Brief) -> Answer:
    """One row for each thing the map does not know.

    `what` is seats (nobody says the list of a dialogue is complete), name (may be one or several),
    asleep (a decision about names nobody mentions), silent (a group of people without facts), kind,
    ends (a tie between kinds it does not join), over (shares above 100 %), differ (sources disagree),
    missing (nobody was asked), dont_know (somebody was, and does not know) or one_source.  `about` names
    the first few, `ids` has them all; `n` counts, of `of` in all.
    """
    found = gaps(brief)
    facts = [gap for gap in found if gap.what == "one_source"]
    single, every = sum(gap.n for gap in facts), sum(len(brief.facts.of(gap.relation)) for gap in facts)
    rest = len(found) - len(facts)
    summary: list[tuple[str, Mapping[str, object]]] = [("gaps.counted", {"n": rest})]
    if facts:
        summary.append(("gaps.one_source", {"n": single, "all": every}))
    rows = tuple(_row(gap) for gap in found)
    return Answer("gaps", COLUMNS, rows, summary=tuple(summary), cannot_tell=("gaps.cannot_see",))


QUESTION = Question("gaps", "What the map does not know.", ("exchange", "influence", "contact", "voice"), ask)


def _row(gap: Gap) -> Mapping[str, Any]:
    return {
        "what": gap.what,
        "about": () if gap.what == "one_source" else gap.nodes[:MOST_NAMED],
        "relation": gap.relation,
        "field": gap.field,
        "n": gap.n,
        "of": gap.of,
        "said": said(gap),
        "evidence": evidence_of((*gap.facts, *gap.mentions)),
        "ids": gap.nodes,
    }


def said(gap: Gap) -> str:
    """What is said, what counts first: "0.8 / 0.3 (ngo)"."""
    return " / ".join(
        f"{_value(value)} ({source})" if source else _value(value) for source, value in gap.said
    )


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
