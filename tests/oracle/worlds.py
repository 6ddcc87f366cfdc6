"""Every world there can be, one by one, with its chance; imports nothing of ours.

A fact is given by the chances of its root sources' claims; it is there where one of them is.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

Chances = Sequence[Sequence[float]]


def every_world(chances: Chances) -> Iterator[tuple[float, list[bool]]]:
    """(chance, which facts are there) for each combination of claims that are true or not."""
    claims = [(fact, chance) for fact, own in enumerate(chances) for chance in own]
    for truths in product([True, False], repeat=len(claims)):
        chance, there = 1.0, [False] * len(chances)
        for (fact, p), true in zip(claims, truths, strict=True):
            chance *= p if true else 1 - p
            there[fact] = there[fact] or true
        if chance > 0:
            yield chance, there


def chance_that(chances: Chances, holds: Callable[[list[bool]], float]) -> float:
    """The chance that something holds, or the mean of a number, over all worlds."""
    return sum(chance * float(holds(there)) for chance, there in every_world(chances))


def quantile(chances: Chances, value: Callable[[list[bool]], float], q: float) -> float:
    """The smallest value that a part q of the worlds does not pass."""
    told = sorted((value(there), chance) for chance, there in every_world(chances))
    passed = 0.0
    for found, chance in told:
        passed += chance
        if passed >= q - 1e-12:
            return found
    return told[-1][0]


def ranks(values: Sequence[float]) -> list[float]:
    """1 for the largest; equals share the mean of their places."""
    found = []
    for one in values:
        above = sum(other > one + 1e-9 * max(abs(one), abs(other)) for other in values)
        equal = sum(abs(other - one) <= 1e-9 * max(abs(one), abs(other)) for other in values)
        found.append(above + (equal + 1) / 2)
    return found


def among_first(values: Sequence[float], k: int) -> list[float]:
    """The chance of each to be among the first k, where lots are drawn between equals."""
    found = []
    for one in values:
        above = sum(other > one + 1e-9 * max(abs(one), abs(other)) for other in values)
        equal = sum(abs(other - one) <= 1e-9 * max(abs(one), abs(other)) for other in values)
        found.append(min(1.0, max(0.0, (k - above) / equal)))
    return found


def tau(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Kendall's tau-b, pair by pair; None where a side is all equal."""
    agree = differ = ties_one = ties_other = pairs = 0
    for i in range(len(one)):
        for j in range(i):
            pairs += 1
            a, b = one[i] - one[j], other[i] - other[j]
            ties_one += a == 0
            ties_other += b == 0
            agree += a * b > 0
            differ += a * b < 0
    size = ((pairs - ties_one) * (pairs - ties_other)) ** 0.5
    return (agree - differ) / size if size else None
