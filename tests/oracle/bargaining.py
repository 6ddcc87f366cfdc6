"""Bonacich's power by dense linear algebra; imports nothing of ours."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = Sequence[Sequence[float]]


def power(s: Matrix, kappa: float) -> NDArray[np.float64]:
    """a (I - beta R)^-1 R 1, beta = -kappa / the largest eigenvalue of R; nan where there are no ties."""
    n = len(s)
    dense = np.array(s, dtype=float).reshape(n, n)
    r = (dense + dense.T) / 2
    tied = r.sum(axis=1) > 0
    if not tied.any():
        return np.full(n, np.nan)
    beta = -kappa / np.linalg.eigvalsh(r)[-1]
    c = np.linalg.solve(np.eye(n) - beta * r, r @ np.ones(n))
    return np.where(tied, c * np.sqrt(tied.sum() / (c @ c)), np.nan)
