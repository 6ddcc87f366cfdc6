"""Small networks to find routes in: nodes, and ties with a number that may run side by side.

`ties` are (a, b, value), from a to b; as a matrix every tie is stored, also one of value 0 and one that runs
beside another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

import numpy as np
from hypothesis import strategies as st
from scipy.sparse import csr_array

from tests.oracle.routes import Tie


@dataclass(frozen=True)
class Network:
    n: int
    ties: tuple[Tie, ...] = ()

    @property
    def matrix(self) -> csr_array:
        """Each tie an entry of its own, in the order of `ties`: nothing is added up, nothing dropped."""
        order = sorted(range(len(self.ties)), key=lambda at: self.ties[at][0])
        tails = np.array([a for a, _, _ in self.ties], dtype=int)
        start = np.r_[0, np.cumsum(np.bincount(tails, minlength=self.n))]
        data = np.array([self.ties[at][2] for at in order], dtype=float)
        to = np.array([self.ties[at][1] for at in order], dtype=np.int32)
        return csr_array((data, to, start.astype(np.int32)), shape=(self.n, self.n))

    def in_order(self, order: Sequence[int], random: Random | None = None) -> "Network":
        """Node `order[i]` becomes node i; the ties are shuffled too, given what to shuffle with."""
        place = {node: at for at, node in enumerate(order)}
        ties = [(place[a], place[b], value) for a, b, value in self.ties]
        if random:
            random.shuffle(ties)
        return Network(self.n, tuple(ties))

    def both_ways(self) -> "Network":
        return Network(self.n, self.ties + tuple((b, a, value) for a, b, value in self.ties))


def chain(n: int, value: float = 1.0) -> Network:
    return Network(n, tuple((a, b, value) for a, b in pairwise(range(n))))


def drawn(random: Random, values: Sequence[float], most: int = 6) -> Network:
    """A random network: thin or dense, with loops or not, whole or in pieces, acyclic or not; ties may run
    side by side.
    """
    n = random.randint(1, most)
    count = random.randint(0, random.choice((n, 2 * n, 3 * n)))
    loops, forward = random.random() < 0.3, random.random() < 0.3
    ties = []
    for _ in range(count):
        a, b = random.randrange(n), random.randrange(n)
        if a != b or loops:
            ties.append((min(a, b), max(a, b)) if forward else (a, b))
    return Network(n, tuple((a, b, random.choice(values)) for a, b in ties))


def many(count: int, values: Sequence[float], *, most: int = 6, seed: int = 1) -> Iterator[Network]:
    yield from (drawn(Random(f"{seed} {at}"), values, most) for at in range(count))


def networks(*values: float) -> st.SearchStrategy[Network]:
    """Any such network, for laws."""
    return st.integers(0, 1 << 40).map(lambda seed: drawn(Random(seed), values))
