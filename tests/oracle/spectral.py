"""PageRank, Katz and eigenvector centrality by dense linear algebra.  Imports nothing of ours."""

from __future__ import annotations

import numpy as np


def pagerank(w: np.ndarray, damping: float) -> np.ndarray:
    """The one solution of r = d (P' r + what stands still / n) + (1 - d) / n."""
    n = len(w)
    total = w.sum(axis=1)
    onward = np.where(total[:, None] > 0, w / np.where(total > 0, total, 1.0)[:, None], 1 / n)
    return np.linalg.solve(np.eye(n) - damping * onward.T, np.full(n, (1 - damping) / n))


def katz(w: np.ndarray, alpha: float) -> np.ndarray:
    return np.linalg.solve(np.eye(len(w)) - alpha * w.T, np.ones(len(w)))


def radius(w: np.ndarray) -> float:
    return float(np.abs(np.linalg.eigvals(w)).max(initial=0.0))
