"""What passes through whom, by following every piece step by step; imports nothing of ours.

A supply is {(buyer, supplier): part}; what nobody accounts for leaves the map.  `open_` are the suppliers
who may deliver what their buyer's known parts leave.
"""

from collections.abc import Iterator, Mapping, Set
from itertools import product

import numpy as np

Pair = tuple[int, int]


def passes(parts: Mapping[Pair, float], start: int, target: int, n: int = 4, squarings: int = 14) -> float:
    """The part of what `start` gets that comes by `target` at least once, within 2^squarings steps.

    Whatever arrives stays: row n is "has come by the target".
    """
    step = np.zeros((n + 1, n + 1))
    for (buyer, supplier), part in parts.items():
        step[buyer, n if supplier == target else supplier] += part
    step[n, n] = 1.0
    for _ in range(squarings):
        step = step @ step
    return float(step[start, n])


def visits(parts: Mapping[Pair, float], start: int, target: int, length: int = 400) -> float:
    """The same, each time it comes by counted: row `start` of S + S^2 + S^3 + …"""
    walking, counted = {start: 1.0}, 0.0
    for _ in range(length):
        then: dict[int, float] = {}
        for (buyer, supplier), part in parts.items():
            then[supplier] = then.get(supplier, 0.0) + walking.get(buyer, 0.0) * part
        walking = then
        counted += walking.get(target, 0.0)
    return counted


def divisions(known: Mapping[Pair, float], open_: Set[Pair], pieces: int = 2) -> Iterator[dict[Pair, float]]:
    """Every way to hand out what the known parts leave, in equal pieces, to open suppliers or away."""
    buyers = sorted({buyer for buyer, _ in open_})
    ways = []
    for buyer in buyers:
        left = max(0.0, 1.0 - sum(part for (b, _), part in known.items() if b == buyer))
        takers = [pair for pair in sorted(open_) if pair[0] == buyer]
        ways.append([
            {pair: left * given.count(at) / pieces for at, pair in enumerate(takers)}
            for given in product(range(len(takers) + 1), repeat=pieces)
        ])  # fmt: skip
    for chosen in product(*ways):
        parts = dict(known)
        for more in chosen:
            for pair, part in more.items():
                parts[pair] = parts.get(pair, 0.0) + part
        yield parts
