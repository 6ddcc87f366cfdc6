"""The question `check`: all findings about a guest list and the map, worst first.

A finding is a linter's: a code, one sentence, what it rests on, and a repair.  The rules are the modules
of `queries.rules`, collected and put in order by `queries.findings`: safety, then the worst unheard harm,
then severity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from queries.blocs import bloc_of
from queries.coverage import counts, coverage
from queries.findings import ordered, resolve, rules, short_ids
from queries.hearing import hearing
from queries.question import Answer, Brief, Column, Finding, Question
from queries.voices import cannot_tell, summary, unknown, used

COLUMNS = (
    Column("code"),
    Column("id"),
    Column("severity", "word"),
    Column("sure", "word"),
    Column("held", "share"),
    Column("level", "word"),
    Column("evidence", "evidence"),
)


def ask(brief: Brief) -> Answer:
    """Every finding, alike ones said as one, worst first; rows are the findings."""
    told = hearing(brief)
    found = ordered(rules(told))
    return Answer(
        "check",
        COLUMNS,
        tuple(_row(one) for one in found),
        findings=found,
        summary=summary(told),
        coverage=coverage(told),
        unknown=unknown(told),
        cannot_tell=cannot_tell(told),
        used=used(brief),
    )


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures of the first lines.

    `guests` is None without a guest list; `concerns` has the counts of `queries.coverage.counts`;
    `coverage` the two ends of the share that is heard, 0 to 1, or None.
    """

    title: str
    complete: bool
    planned: bool
    guests: int | None
    blocs: tuple[tuple[str, int], ...]  # the largest first
    rights_seats: int
    rights_maybe: int  # seats that may be theirs, and nobody knows
    concerns: Mapping[str, int]
    coverage: Mapping[str, float] | None
    stakeholders: int


def headline(brief: Brief) -> Headline:
    """Guests by bloc, rights-holder seats and concerns by state, for the first lines of a screen."""
    told, guests = hearing(brief), brief.guests
    sure, maybe = told.rights_seats
    blocs = Counter(bloc_of(brief, one) for one in guests.members) if guests else Counter()
    return Headline(
        title=guests.title if guests else "",
        complete=bool(guests and guests.complete),
        planned=bool(guests and guests.planned),
        guests=len(guests.members) if guests else None,
        blocs=tuple(sorted(blocs.items(), key=lambda one: (-one[1], one[0]))),
        rights_seats=len(sure),
        rights_maybe=len(maybe),
        concerns=counts(told.cells),
        coverage=coverage(told)["total"],
        stakeholders=len(brief.stakeholders()),
    )


def _row(one: Finding) -> dict[str, Any]:
    return {
        "code": one.code,
        "id": one.id,
        "severity": one.severity,
        "sure": one.sure,
        "held": one.held,
        "level": str(one.level),
        "evidence": one.evidence,
    }


__all__ = ["QUESTION", "Headline", "ask", "headline", "resolve", "short_ids"]
QUESTION = Question(
    "check", "every finding about a guest list and the map", ("harm", "voice", "exchange"), ask
)
