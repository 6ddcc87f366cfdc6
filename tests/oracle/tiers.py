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
