"""Who depends on whom, tie by tie in plain loops; imports nothing of ours.

A tie is (who needs, whom, for what, share or None, way out or None); at most one for each three.
"""

from collections.abc import Sequence

Need = tuple[str, str, str, float | None, float | None]


def ends(needs: Sequence[Need]) -> dict[tuple[str, str], tuple[float, float]]:
    """For each pair the least and most that the dependence can be, over all that is not said."""
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for who, whom, means, share, out in needs:
        said = sum(s for w, _, m, s, _ in needs if w == who and m == means and s is not None)
        shares = (share, share) if share is not None else (0.0, max(0.0, 1 - said))
        outs = (out, out) if out is not None else (0.0, 1.0)
        every = [s * (1 - o) for s in shares for o in outs]
        low, high = found.get((who, whom), (0.0, 0.0))
        found[who, whom] = (max(low, min(every)), max(high, max(every)))
    return found
