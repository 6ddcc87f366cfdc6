"""Core numbers from the definition: the best of all groups a node can be in; imports nothing of ours."""

from collections.abc import Sequence

Matrix = Sequence[Sequence[float]]


def core_numbers(w: Matrix) -> list[int]:
    """For each node the most contacts that everybody has at least, in any group of nodes that it is in."""
    n = len(w)
    tied = [{j for j in range(n) if j != i and (w[i][j] > 0 or w[j][i] > 0)} for i in range(n)]
    best = [0] * n
    for bits in range(1, 1 << n):
        group = {i for i in range(n) if bits >> i & 1}
        least = min(len(tied[i] & group) for i in group)
        for i in group:
            best[i] = max(best[i], least)
    return best
