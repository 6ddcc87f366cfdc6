"""From one store to another: every file and every decision, at a level, with a look whether it arrived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.carried import Carried, OneFile, by_file, file_digest
from graph.errors import Refused
from graph.records import Decision
from graph.settings import Settings
from graph.shown import LeftOut, shown
from graph.store import Store
from graph.terms import Level


@dataclass(frozen=True, slots=True)
class Copied:
    """What was moved, each claim counted once, and what was left out because of the level."""

    files: int
    mentions: int
    ties: int
    decisions: int
    left_out: LeftOut


def copy(
    here: Store,
    there: Store,
    *,
    level: Level | str,
    sensitive: bool = False,
    replace: bool = False,
    settings: Settings | None = None,
) -> Copied:
    """Bring `there` to hold what `here` shows at a level: files under their names, and decisions.

    Afterwards everything is read back from `there` and its digests are compared with those of what was
    sent.  What was done to `here`, its journal, stays there.  Each file and each step is whole or not at
    all, the copy is not: where it breaks off, it is made again with `replace`.

    Raises `Refused` where both are one store, where `there` is not empty and `replace` is not set (with it,
    what is there goes), and where what arrived is not what was sent.
    """
    if here.place() == there.place():
        raise Refused.of("store.copy_itself", where=here.where)
    _must_be_empty(there, replace)
    given = shown(here.claims(), settings, level=level, sensitive=sensitive)
    files = by_file(given.claims)
    sent = {name: _digest(name, one) for name, one in files.items()}
    had = {one.name for one in there.files()}
    for name in sorted(had - set(files)):
        there.remove_file(name)
    for name, one in sorted(files.items()):
        there.load(name, *one, replaces=name if name in had else "")
    decisions = frozenset(given.claims.decisions)
    _decide(there, decisions)
    counted = Copied(
        len(files),
        len({m.id for m in given.claims.mentions}),
        len({t.id for t in given.claims.ties}),
        len(decisions),
        given.left_out,
    )
    del given, files  # what arrived takes as much room again
    _compare(there, sent, decisions)
    return counted


def _digest(name: str, one: OneFile) -> str:
    return file_digest(name, Carried(*one).content)


def _must_be_empty(there: Store, replace: bool) -> None:
    if replace:
        return
    files = there.files()
    decisions = 0 if files else len(there.claims(()).decisions)
    if files or decisions:
        raise Refused.of("store.copy_not_empty", where=there.where, files=len(files), decisions=decisions)


def _decide(there: Store, wanted: frozenset[Decision]) -> None:
    """Take back what was decided there and is not wanted; then decide what is, all at once."""
    had = there.claims(()).decisions
    for one in sorted(set(had) - wanted):
        there.undecide(one.a, one.b)
    if missing := sorted(wanted - set(had)):
        there.decide(*missing)


def _compare(there: Store, sent: Mapping[str, str], decisions: frozenset[Decision]) -> None:
    """Raise `Refused` where what is read back is not what was sent."""
    arrived = there.claims()
    found = {name: _digest(name, one) for name, one in by_file(arrived).items()}
    stored = {one.name: one.digest for one in there.files()}
    wrong = [
        name for name in sorted({*sent, *found}) if not sent.get(name) == found.get(name) == stored.get(name)
    ]
    if wrong or frozenset(arrived.decisions) != decisions:
        raise Refused.of("store.copy_differs", where=there.where, files=", ".join(wrong) or "–")
