"""Multi-tier dependence by dense algebra, and by following every way back.  Imports nothing of ours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Rows = Sequence[Sequence[float]]


def by_inverse(s: Rows) -> list[list[float]]:
    a = np.array(s, float)
    one = np.eye(len(a))
    return (np.linalg.inv(one - a) - one).tolist()


def by_ways(s: Rows, buyer: int) -> list[float]:
    """The parts of all ways back from the buyer, added up; only for networks without circles."""
    found = [0.0] * len(s)

    def follow(node: int, part: float) -> None:
        for supplier, share in enumerate(s[node]):
            if share:
                found[supplier] += part * share
                follow(supplier, part * share)

    follow(buyer, 1.0)
    return found


def reached(s: Rows, start: int) -> set[int]:
    """The start and everybody behind it."""
    found, todo = {start}, [start]
    while todo:
        node = todo.pop()
        for supplier, share in enumerate(s[node]):
            if share and supplier not in found:
                found.add(supplier)
                todo.append(supplier)
    return found


def closed(s: Rows) -> list[set[int]]:
    """The sets of nodes that all reach each other and get everything (a sum of 1) from within."""
    found: list[set[int]] = []
    behind = [reached(s, node) for node in range(len(s))]
    for node in range(len(s)):
        circle = {other for other in behind[node] if node in behind[other]}
        if circle not in found and all(sum(s[one][j] for j in circle) > 1 - 1e-9 for one in circle):
            found.append(circle)
    return found
