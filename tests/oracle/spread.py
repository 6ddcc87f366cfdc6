"""Gini, blocs and degree by plain loops.  Imports nothing of ours."""

from __future__ import annotations

from collections.abc import Sequence


def gini(x: Sequence[float]) -> float | None:
    """The mean difference between two people, over twice the mean."""
    total = sum(x)
    if total <= 0:
        return None
    differences = sum(abs(a - b) for i, a in enumerate(x) for b in x[i + 1 :])
    return differences / (len(x) * total)


def effective_blocs(weight: Sequence[float], bloc: Sequence[int]) -> float | None:
    """One over the chance that two draws, by weight, are of one bloc."""
    total = sum(weight)
    if total <= 0:
        return None
    parts: dict[int, float] = {}
    for one, of in zip(weight, bloc, strict=True):
        parts[of] = parts.get(of, 0.0) + one / total
    return 1 / sum(part * part for part in parts.values())
