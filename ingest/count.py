"""A count of columns or cells, by what became of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Count:
    """How many of something, by what became of them."""

    used: int = 0
    kept: int = 0
    dropped: int = 0
    not_understood: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.used + self.kept + self.dropped + self.not_understood

    def __iadd__(self, other: Count) -> Count:
        self.used += other.used
        self.kept += other.kept
        self.dropped += other.dropped
        self.not_understood += other.not_understood
        return self

    def __add__(self, other: Count) -> Count:
        return Count(
            self.used + other.used,
            self.kept + other.kept,
            self.dropped + other.dropped,
            self.not_understood + other.not_understood,
        )
