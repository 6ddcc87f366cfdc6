"""Is the graph on a server still what was written, and is what people see what it should be?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.carried import Carried, file_digest
from graph.errors import AantafelError
from graph.neo4j_layout import state_of
from graph.neo4j_placing import decisions, moves, seats, who_is_who
from graph.neo4j_reading import by_file
from graph.neo4j_view import misplaced
from graph.schema import RELATION
from graph.store import Trouble

if TYPE_CHECKING:
    import neo4j

_DIGESTS = "MATCH (f:File) RETURN f.name, f.digest"
_STALE = "MATCH (n:Stale) RETURN count(n)"


def examine(tx: neo4j.ManagedTransaction, where: str) -> Iterator[Trouble]:
    """All that is wrong; nothing where all is well.  Reads everything, once."""
    loading = state_of(tx).loading
    for name in loading:
        yield Trouble(name, "store.neo4j_broke_off", {"name": name, "where": where})
    if loading:
        return  # what is there is neither as before nor as after
    held = by_file(tx)
    digests = dict(tx.run(_DIGESTS).values())
    for name in sorted(held.keys() | digests.keys()):
        try:
            holds = file_digest(name, Carried(*held[name]).content) == digests[name]
        except (AantafelError, KeyError):  # an end that nobody mentions, nothing left, or no such file
            holds = False
        if not holds:
            yield Trouble(name, "store.neo4j_changed_file", {"name": name, "where": where})
    seated = seats(tx)
    who = who_is_who(seated, (), decisions(tx))
    wrong = sum(1 for _ in moves(seated, who))
    wrong += sum(1 for relation in RELATION for _ in misplaced(tx, relation, who))
    wrong += tx.run(_STALE).values()[0][0]
    if wrong:
        yield Trouble(where, "store.neo4j_changed_view", {"where": where, "n": wrong})
