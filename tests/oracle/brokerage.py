"""Who brokers between whom, by trying all threes, and what chance would give; imports nothing of ours."""

from collections.abc import Iterator, Sequence
from itertools import permutations, product

Matrix = Sequence[Sequence[float]]
Roles = dict[str, float]


def role(a: object, v: object, c: object) -> str:
    """The name of v's role by the groups of a, v and c, read off Gould and Fernandez' five pictures."""
    match (a == v, v == c, a == c):
        case (True, True, True):
            return "coordinator"
        case (False, False, True):
            return "itinerant"
        case (False, True, False):
            return "gatekeeper"
        case (True, False, False):
            return "representative"
        case _:
            return "liaison"


def open_two_paths(w: Matrix) -> Iterator[tuple[int, int, int]]:
    for a, v, c in permutations(range(len(w)), 3):
        if w[a][v] > 0 and w[v][c] > 0 and not w[a][c] > 0:
            yield a, v, c


def roles(w: Matrix, group: Sequence[object], *, partial: bool = False) -> list[Roles]:
    found: list[Roles] = [{} for _ in w]
    every = list(open_two_paths(w))
    for a, v, c in every:
        brokers = sum((x, z) == (a, c) for x, _, z in every)
        name = role(group[a], group[v], group[c])
        found[v][name] = found[v].get(name, 0.0) + (1 / brokers if partial else 1.0)
    return found


def by_chance(
    group: Sequence[object], chances: Sequence[float]
) -> list[list[dict[str, tuple[float, float]]]]:
    """For each chance of a tie, node and role: mean and variance over all 2^(n (n-1)) directed graphs."""
    n = len(group)
    arcs = list(permutations(range(n), 2))
    sums: dict[
        tuple[int, str, int], list[int]
    ] = {}  # by node, role and number of ties: sum and sum of squares
    for there in product((0, 1), repeat=len(arcs)):
        tied = dict(zip(arcs, there, strict=True))
        seen: dict[tuple[int, str], int] = {}
        for a, v, c in permutations(range(n), 3):
            if tied[a, v] and tied[v, c] and not tied[a, c]:
                key = v, role(group[a], group[v], group[c])
                seen[key] = seen.get(key, 0) + 1
        for (v, name), count in seen.items():
            both = sums.setdefault((v, name, sum(there)), [0, 0])
            both[0] += count
            both[1] += count**2
    answers = []
    for d in chances:
        nodes: list[dict[str, tuple[float, float]]] = [{} for _ in group]
        for v in range(n):
            for name in {name for node, name, _ in sums if node == v}:
                weighted = [
                    (d**m * (1 - d) ** (len(arcs) - m), both)
                    for (node, its, m), both in sums.items()
                    if (node, its) == (v, name)
                ]
                mean = sum(chance * both[0] for chance, both in weighted)
                nodes[v][name] = mean, sum(chance * both[1] for chance, both in weighted) - mean**2
        answers.append(nodes)
    return answers
