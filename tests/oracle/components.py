"""Who reaches whom, by adding steps until nothing is added; imports nothing of ours."""

from collections.abc import Sequence

Matrix = Sequence[Sequence[float]]


def pieces(w: Matrix, *, strong: bool) -> set[frozenset[int]]:
    """The sets of nodes that reach each other: along ties, or whichever way they point."""
    n = range(len(w))
    reach = {(i, j) for i in n for j in n if i == j or w[i][j] > 0 or (not strong and w[j][i] > 0)}
    while True:
        further = {(i, k) for i, j in reach for k in n if (j, k) in reach} - reach
        if not further:
            return {frozenset(j for j in n if (i, j) in reach and (j, i) in reach) for i in n}
        reach |= further
