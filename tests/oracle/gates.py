"""Dominators by leaving each node out in turn and walking what is left.  Imports nothing of ours."""

from __future__ import annotations

Arcs = set[tuple[int, int]]


def reached(n: int, arcs: Arcs, start: int, without: int = -1) -> set[int]:
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        for a, b in arcs:
            if a == node and b not in seen and b != without:
                seen.add(b)
                waiting.append(b)
    return seen


def dominators(n: int, arcs: Arcs, start: int) -> list[set[int]]:
    """For each node those (not itself) without whom it cannot be reached; empty where it never can."""
    all_of_them = reached(n, arcs, start)
    found: list[set[int]] = []
    for node in range(n):
        if node not in all_of_them or node == start:
            found.append(set())
            continue
        others = {d for d in all_of_them - {node, start} if node not in reached(n, arcs, start, d)}
        found.append(others | {start})
    return found


def gates(n: int, arcs: Arcs, start: int) -> list[int]:
    """The nearest of them: the one that all others of them come before."""
    every = dominators(n, arcs, start)
    return [max(doms, key=lambda d: len(every[d]), default=-1) for doms in every]
