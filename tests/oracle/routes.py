"""Routes, one by one: every simple path of a small network is walked.  Imports nothing of ours.

A network is `n` nodes, 0 to n - 1, and ties (a, b, value) that run from a to b; parallel ones and loops
are allowed.  `ways(…)` turns it into who can step where, `both` ways or as the ties run.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import inf, prod

Tie = tuple[int, int, float]
Ways = list[dict[int, float]]


def ways(n: int, ties: Sequence[Tie], best: Callable[[float, float], float], both: bool = False) -> Ways:
    """For each node where it leads and what that is worth, the `best` of parallel ties; no loops."""
    found: Ways = [{} for _ in range(n)]
    for a, b, value in [*ties, *((b, a, value) for a, b, value in ties if both)]:
        if a != b:
            found[a][b] = best(found[a][b], value) if b in found[a] else value
    return found


def simple_paths(ways: Ways, a: int, b: int) -> Iterator[list[int]]:
    """Every path from a to b that visits nobody twice."""
    waiting = [[a]]
    while waiting:
        path = waiting.pop()
        if path[-1] == b:
            yield path
        else:
            waiting += [[*path, step] for step in ways[path[-1]] if step not in path]


def length(ways: Ways, path: Sequence[int]) -> Fraction:
    """The sum along a path, exactly (0.1 + 0.2 is 0.3)."""
    steps = zip(path, path[1:], strict=False)
    return sum((Fraction(str(ways[a][b])) for a, b in steps), Fraction(0))


def shortest(ways: Ways, a: int, b: int) -> list[list[int]]:
    """All shortest paths from a to b."""
    paths = list(simple_paths(ways, a, b))
    least = min((length(ways, path) for path in paths), default=Fraction(0))
    return [path for path in paths if length(ways, path) == least]


def betweenness(ways: Ways, sources: Sequence[int] | None = None) -> list[Fraction]:
    """For each v: the sum over s and t, other than v, of the part of the shortest s-t paths through v."""
    n = len(ways)
    total = [Fraction(0)] * n
    for s in range(n) if sources is None else sources:
        for t in range(n):
            found = shortest(ways, s, t) if s != t else []
            for path in found:
                for v in path[1:-1]:
                    total[v] += Fraction(1, len(found))
    return total


def scaled(total: list[Fraction], directed: bool) -> list[float]:
    """Freeman's normalisation: by the pairs of others, ordered or not."""
    n = len(total)
    if n < 3:
        return [0.0] * n
    pairs = (n - 1) * (n - 2) if directed else (n - 1) * (n - 2) / 2
    return [float(one if directed else one / 2) / pairs for one in total]


def breadth_first(ways: Ways, a: int) -> dict[int, int]:
    """How many steps it takes from a to each node that can be reached."""
    found, waiting = {a: 0}, deque([a])
    while waiting:
        here = waiting.popleft()
        for step in ways[here]:
            if step not in found:
                found[step] = found[here] + 1
                waiting.append(step)
    return found


def distances(ways: Ways, a: int) -> dict[int, float]:
    """The length of the shortest path from a to each node that can be reached, of all there are."""
    return {
        b: float(length(ways, shortest(ways, a, b)[0]))
        for b in range(len(ways))
        if next(simple_paths(ways, a, b), None)
    }


def closeness(far: list[dict[int, float]], scale: bool = True) -> list[float]:
    """From the distances from each node: r / S, and r / (n - 1) of it, for the r others that reach v."""
    n, found = len(far), []
    for v in range(n):
        to = [far[u][v] for u in range(n) if u != v and v in far[u]]
        value = len(to) / sum(to) if sum(to) > 0 else 0.0
        found.append(value * len(to) / (n - 1) if scale and n > 1 else value)
    return found


def best_product(ways: Ways, sources: Sequence[int], b: int) -> float:
    """The largest product of trust along any path from a source to b; 0 where there is none."""
    paths = [path for a in sources for path in simple_paths(ways, a, b)]
    return max((prod(ways[x][y] for x, y in zip(p, p[1:], strict=False)) for p in paths), default=0.0)


def fewest_unknown(ways: Ways, sources: Sequence[int], b: int) -> tuple[int, float] | None:
    """The fewest ties of unknown trust (nan) on any path to b, and the best known product of such a path."""
    best = (inf, 0.0)
    for path in (path for a in sources for path in simple_paths(ways, a, b)):
        trust = [ways[x][y] for x, y in zip(path, path[1:], strict=False)]
        known = [one for one in trust if one == one]
        best = min(best, (len(trust) - len(known), -prod(known)))
    return (int(best[0]), -best[1]) if best[0] < inf else None


def disjoint(ways: Ways, a: int, b: int) -> int:
    """The largest set of paths from a to b that share no node between: by trying all sets."""
    inner = [frozenset(path[1:-1]) for path in simple_paths(ways, a, b)]
    straight = int(b in ways[a])
    inner = list({one for one in inner if one})
    for count in range(len(inner), 0, -1):
        for some in combinations(inner, count):
            if len(frozenset().union(*some)) == sum(map(len, some)):
                return count + straight
    return straight
