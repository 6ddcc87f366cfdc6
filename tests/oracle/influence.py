"""Total influence by adding up walks, one by one; imports nothing of ours but oracles."""

from collections.abc import Sequence

from tests.oracle.radius import circles

Matrix = Sequence[Sequence[float]]


def by_walks(w: Matrix, b: float, length: int = 400) -> list[float]:
    """sum over k of b^(k-1) times the weight of all walks of k ties that start at i."""
    n = len(w)
    total, ending = [0.0] * n, [1.0] * n
    for k in range(1, length + 1):
        ending = [sum(w[i][j] * ending[j] for j in range(n)) for i in range(n)]
        for i in range(n):
            total[i] += b ** (k - 1) * ending[i]
    return total


def largest_growth(w: Matrix, length: int = 3000) -> float:
    """The largest eigenvalue: how fast (w + 1) grows on each circle, by plain repetition; 0 for a chain."""
    best = 0.0
    for circle in circles(w):
        x = dict.fromkeys(circle, 1.0)
        rate = 1.0
        for _ in range(length):
            y = {i: x[i] + sum(w[i][j] * x[j] for j in circle) for i in circle}
            rate = max(y.values())
            x = {i: value / rate for i, value in y.items()}
        best = max(best, rate - 1.0)
    return best
