"""What people decided about who is who, judged on keys alone: a store asks this before it remembers one."""

from __future__ import annotations

from collections.abc import Iterable

from graph.errors import Contradiction
from graph.records import Decision
from graph.words import say

KEEP_APART = ("different", "part_of")


class Joined:
    """Disjoint sets of keys; the smallest key names a set."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, key: str) -> str:
        """The name of the set that `key` is in; a key never joined is its own."""
        above = self._above
        top = key
        while (up := above.get(top, top)) != top:
            top = up
        while key != top:
            above[key], key = top, above.get(key, key)
        return top

    def join(self, a: str, b: str) -> None:
        """From now on `a` and `b` are in one set."""
        a, b = self.root(a), self.root(b)
        if a != b:
            self._above[max(a, b)] = min(a, b)


def check_decisions(decisions: Iterable[Decision]) -> None:
    """Raise `Contradiction` where a pair is kept apart that other decisions make the same.

    Judged on keys alone, living or not, so that the answer never depends on what is loaded.
    """
    decisions = list(decisions)
    same = Joined()
    for one in decisions:
        if one.verdict == "same":
            same.join(one.a, one.b)
    for one in sorted(decisions):
        if one.verdict in KEEP_APART and same.root(one.a) == same.root(one.b):
            raise Contradiction.of(
                "graph.contradiction",
                a=one.a_name or one.a,
                b=one.b_name or one.b,
                verdict=say(f"graph.{one.verdict}"),
            )
