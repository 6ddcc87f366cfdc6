"""Burt's measures straight from their formulas, node by node in plain loops; imports nothing of ours.

None where a measure is not defined.
"""

from collections.abc import Sequence
from math import log

Matrix = Sequence[Sequence[float]]


class Ego:
    """One node and its contacts."""

    def __init__(self, w: Matrix, i: int) -> None:
        self.w, self.i, self.everybody = w, i, range(len(w))
        self.contacts = [j for j in self.everybody if j != i and self.shared(i, j) > 0]

    def shared(self, i: int, j: int) -> float:
        return self.w[i][j] + self.w[j][i]

    def p(self, i: int, j: int) -> float:
        return self.shared(i, j) / sum(self.shared(i, k) for k in self.everybody if k != i)

    def m(self, j: int, q: int) -> float:
        return self.shared(j, q) / max(self.shared(j, k) for k in self.everybody if k != j)

    def others(self, j: int) -> list[int]:
        """Who may stand between i and j: those i is tied to, since p_iq is 0 for all others."""
        return [q for q in self.contacts if q != j]

    def c(self, j: int) -> float:
        return (self.p(self.i, j) + sum(self.p(self.i, q) * self.p(q, j) for q in self.others(j))) ** 2

    def constraint(self) -> float | None:
        return sum(self.c(j) for j in self.contacts) if self.contacts else None

    def effective_size(self) -> float | None:
        if not self.contacts:
            return None
        return sum(1 - sum(self.p(self.i, q) * self.m(j, q) for q in self.others(j)) for j in self.contacts)

    def efficiency(self) -> float | None:
        size = self.effective_size()
        return None if size is None else size / len(self.contacts)

    def hierarchy(self) -> float | None:
        number = len(self.contacts)
        if number < 2:
            return None
        every = [self.c(j) for j in self.contacts]
        ratios = [c / (sum(every) / number) for c in every]
        return sum(r * log(r) for r in ratios) / (number * log(number))
