"""Tied pairs and triangles by looking at all pairs and all threes; imports nothing of ours."""

from collections.abc import Sequence
from itertools import combinations

Matrix = Sequence[Sequence[float]]


def tied(w: Matrix) -> set[frozenset[int]]:
    """The pairs with a tie in either direction."""
    return {
        frozenset(pair)
        for pair in combinations(range(len(w)), 2)
        if w[pair[0]][pair[1]] or w[pair[1]][pair[0]]
    }


def triangles(w: Matrix) -> set[frozenset[int]]:
    """The threes of which every two are tied."""
    pairs = tied(w)
    return {
        frozenset(three)
        for three in combinations(range(len(w)), 3)
        if all(frozenset(two) in pairs for two in combinations(three, 2))
    }
