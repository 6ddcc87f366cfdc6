"""Shares and dependences of pairs, in plain loops; imports nothing of ours."""

from collections.abc import Sequence

Matrix = Sequence[Sequence[float]]


def shares(w: Matrix) -> list[list[float]]:
    """Each row as parts of its sum."""
    return [[one / sum(row) if sum(row) else 0.0 for one in row] for row in w]


def turned(w: Matrix) -> list[list[float]]:
    """Rows as columns."""
    return [[w[j][i] for j in range(len(w))] for i in range(len(w))]


def dependence(s: Matrix, elsewhere: Matrix) -> list[list[float]]:
    """s (1 - alt), cell by cell."""
    n = len(s)
    return [[s[i][j] * (1 - elsewhere[i][j]) for j in range(n)] for i in range(n)]


def concentration(row: Sequence[float]) -> tuple[float, float | None, float, int] | None:
    """HHI, normalised HHI, the largest share and the number of partners of one row; None without partners."""
    total, partners = sum(row), sum(one > 0 for one in row)
    if not total:
        return None
    hhi = sum((one / total) ** 2 for one in row)
    normalised = None if partners < 2 else (hhi - 1 / partners) / (1 - 1 / partners)
    return hhi, normalised, max(row) / total, partners
