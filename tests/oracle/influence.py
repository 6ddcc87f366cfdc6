"""Total influence by adding up walks, one by one; imports nothing of ours."""

from collections.abc import Sequence

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


def on_a_circle(w: Matrix) -> list[list[int]]:
    """The sets of two or more nodes (or one with a loop) that reach each other, by Warshall's closure."""
    n = len(w)
    reach = [[w[i][j] > 0 for j in range(n)] for i in range(n)]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                reach[i][j] = reach[i][j] or (reach[i][k] and reach[k][j])
    found = {tuple(j for j in range(n) if reach[i][j] and reach[j][i]) for i in range(n)}
    return [list(one) for one in sorted(found) if one]


def largest_growth(w: Matrix, length: int = 3000) -> float:
    """The largest eigenvalue: how fast (w + 1) grows on each circle, by plain repetition; 0 for a chain."""
    best = 0.0
    for circle in on_a_circle(w):
        x = dict.fromkeys(circle, 1.0)
        rate = 1.0
        for _ in range(length):
            y = {i: x[i] + sum(w[i][j] * x[j] for j in circle) for i in circle}
            rate = max(y.values())
            x = {i: value / rate for i, value in y.items()}
        best = max(best, rate - 1.0)
    return best
