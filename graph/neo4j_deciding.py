"""Decisions on a server: they and what they move are one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.forgetting import BLOT, Gone
from graph.neo4j_loading import Before
from graph.neo4j_placing import moves, moving, who_is_who
from graph.neo4j_view import settled
from graph.neo4j_writing import Step, batches, note, once, turn
from graph.records import Decision

Pair = tuple[str, str]

_UNDECIDE = "UNWIND $rows AS r MATCH (d:Decision {lo: r.lo, hi: r.hi}) DELETE d"
_DECIDE = "UNWIND $rows AS r CREATE (d:Decision) SET d = r"
_BLOT = "UNWIND $rows AS r MATCH (j:Journal {n: r.n}) SET j.name = r.name, j.note = r.note"


def redecided(
    before: Before, verdicts: Mapping[Pair, Decision], changed: Iterable[Pair], notes: Iterable[Step]
) -> list[Step]:
    """The steps from what was decided before to these verdicts; `changed` are the pairs that differ."""
    decided = tuple(verdicts.values())
    who = who_is_who(before.seated, (), decided)
    pairs = [{"lo": lo, "hi": hi} for lo, hi in dict.fromkeys(changed)]
    rows = [
        verdicts[one["lo"], one["hi"]]._asdict() | one for one in pairs if (one["lo"], one["hi"]) in verdicts
    ]
    return [
        once(_UNDECIDE, rows=pairs),
        once(_DECIDE, rows=rows),
        *moving(list(moves(before.seated, who))),
        *settled(who, decided, before.cards),
        *notes,
        turn(),
    ]


def noted(what: str, one: Decision) -> Step:
    """The line in the journal for a decision."""
    who = f"{one.a_name or one.a} – {one.b_name or one.b}"
    return note(what, who, f"{one.verdict}, {one.by}" if one.by and what == "decided" else one.verdict)


def blotted(before: Before, lines: Iterable[Iterable[object]], gone: Gone) -> list[Step]:
    """The steps that take a name out of the decisions and the journal; `lines` are n, name and note."""
    verdicts = {one.pair: kept for one in before.decided if (kept := gone.decision(one))}
    changed = [one.pair for one in before.decided if verdicts.get(one.pair) != one]
    rows = [
        {"n": n, "name": gone.blot(str(name)), "note": gone.blot(str(remark))}
        for n, name, remark in lines
        if gone.is_in(str(name), str(remark))
    ]
    return redecided(before, verdicts, changed, [*batches(_BLOT, rows), note("forgot", BLOT)])
