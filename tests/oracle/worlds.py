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


Need = tuple[str, str, float | None, float | None, float]
"""Who, on whom, share or None, way out or None, and the chance that the tie is there."""


def mean_dependence(needs: Sequence[Need], who: str, whom: str) -> float:
    """The mean of share x (1 - way out) over all worlds, of one means, at most one tie for each pair.

    A share that nobody states is an even point among the ways to divide what the stated ones leave: of
    k that are there each has on average one part in k + 1.  A way out that nobody states is 1/2.
    """

    def value(there: list[bool]) -> float:
        own = [need for need, is_there in zip(needs, there, strict=True) if is_there and need[0] == who]
        found = [need for need in own if need[1] == whom]
        if not found:
            return 0.0
        ((_, _, share, out, _),) = found
        left = max(0.0, 1.0 - sum(need[2] for need in own if need[2] is not None))
        unstated = sum(need[2] is None for need in own)
        mean = share if share is not None else left / (unstated + 1)
        return mean * (1 - (0.5 if out is None else out))

    return chance_that([[need[4]] for need in needs], value)


def squares(shares: Sequence[float]) -> float:
    """The sum of squares of shares, scaled down where they pass the whole."""
    whole = max(1.0, sum(shares))
    return sum((share / whole) ** 2 for share in shares)
