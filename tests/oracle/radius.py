"""The largest eigenvalue by dense linear algebra; imports nothing of ours."""

from collections.abc import Sequence

import numpy as np

Matrix = Sequence[Sequence[float]]


def circles(w: Matrix) -> list[list[int]]:
    """The sets of nodes that all reach each other, or one with a loop, by Warshall's closure."""
    n = len(w)
    reach = [[w[i][j] > 0 for j in range(n)] for i in range(n)]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                reach[i][j] = reach[i][j] or (reach[i][k] and reach[k][j])
    found = {tuple(j for j in range(n) if reach[i][j] and reach[j][i]) for i in range(n)}
    return [list(one) for one in sorted(found) if one]


def largest(w: Matrix, nodes: Sequence[int]) -> float:
    """The largest absolute eigenvalue of the rows and columns of `nodes`."""
    dense = np.array(w, dtype=float)[np.ix_(nodes, nodes)]
    return float(np.abs(np.linalg.eigvals(dense)).max())
