"""What a drawing's lines cost: their length, and a fine for every mark or label that one passes through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]

LABEL_BELOW = 34.0  # from the middle of a mark to the middle of its label


class LineCost:
    """The length of all lines, and a fine for each mark that a line passes through."""

    NEAR, FINE, GAIN = 24.0, 120.0, 1.0

    def __init__(self, at: Points, ends: npt.NDArray[np.int64], tidy: bool) -> None:
        self.at, self.ends, self.tidy = at.reshape(-1, 2), ends, tidy
        self.lines_of = [np.flatnonzero((ends == i).any(axis=1)) for i in range(len(self.at))]

    def move(self, moves: Mapping[int, tuple[float, float]]) -> bool:
        """Move some marks if that costs less; whether they were moved."""
        marks = list(moves)
        lines = np.unique(np.concatenate([self.lines_of[i] for i in marks]))
        if not len(lines) and not self.tidy:
            return False
        before, old = self._of(marks, lines), self.at[marks].copy()
        self.at[marks] = [moves[i] for i in marks]
        if self._of(marks, lines) < before - self.GAIN:
            return True
        self.at[marks] = old
        return False

    def _of(self, marks: Sequence[int], lines: npt.NDArray[np.int64]) -> float:
        a, b = self.at[self.ends[lines, 0]], self.at[self.ends[lines, 1]]
        length = float(np.hypot(*(b - a).T).sum()) if len(lines) else 0.0
        # A pull to the upper left, too weak to matter where there are lines, keeps lonely marks in order.
        length += 0.01 * float(self.at[marks].sum())
        if not self.tidy:
            return length
        passed = _passed(self.at, self.ends, lines, range(len(self.at)), self.NEAR)
        others = np.setdiff1d(np.arange(len(self.ends)), lines)
        return length + self.FINE * (passed + _passed(self.at, self.ends, others, marks, self.NEAR))


def _passed(
    at: Points, ends: npt.NDArray[np.int64], lines: npt.NDArray[np.int64], marks: Sequence[int], near: float
) -> int:
    """How many times one of these lines passes near one of these marks, its own ends apart."""
    if not len(lines) or not len(marks):
        return 0
    chosen = np.asarray(marks)
    a, b = at[ends[lines, 0]][:, None, :], at[ends[lines, 1]][:, None, :]
    own = (ends[lines][:, :, None] == chosen[None, None, :]).any(axis=1)
    found = 0
    along = b - a
    for below in (0.0, LABEL_BELOW):  # the mark itself, and its label
        points = at[chosen][None, :, :] + np.array([0.0, below])
        share = ((points - a) * along).sum(axis=2) / np.maximum((along**2).sum(axis=2), 1e-9)
        nearest = a + np.clip(share, 0.0, 1.0)[:, :, None] * along
        found += int(((np.hypot(*np.moveaxis(points - nearest, 2, 0)) < near) & ~own).sum())
    return found
