"""Small layers to measure: all kinds of awkward random ones, and a strategy for laws.

A layer is a list of rows, w[i][j] the weight of the tie from i to j.
"""

from collections.abc import Iterator, Sequence
from random import Random

import networkx as nx
import numpy as np
from hypothesis import strategies as st
from scipy.sparse import coo_array, csr_array

Layer = list[list[float]]
ONES = (1.0,)
WEIGHTS = (0.2, 0.5, 1.0, 3.0, 40.0)


def csr(w: Sequence[Sequence[float]]) -> csr_array:
    return csr_array(np.array(w, dtype=float).reshape(len(w), len(w)))


def ties(n: int, *pairs: tuple[int, int] | tuple[int, int, float], undirected: bool = False) -> csr_array:
    """n nodes and these ties, of weight 1 where none is given; parallel ones are added."""
    every = [(i, j, weight[0] if weight else 1.0) for i, j, *weight in pairs]
    every += [(j, i, weight) for i, j, weight in every if undirected]
    i, j, weights = zip(*every, strict=True) if every else ((), (), ())
    at = np.array(i, dtype=int), np.array(j, dtype=int)
    return csr_array(coo_array((np.array(weights, dtype=float), at), shape=(n, n)))


def awkward(count: int, *, most: int = 9, seed: int = 1) -> Iterator[Layer]:
    """So many random layers: sparse to dense, weighted or not, directed or not, acyclic or not, with loops or
    not, in one piece or several, with or without a node that has no ties, parallel ties added.
    """
    yield from (one(Random(f"{seed} {at}"), most) for at in range(count))


def one(draw: Random, most: int) -> Layer:
    n = draw.randint(1, most)
    chance, weights = draw.choice((0.15, 0.3, 0.5, 0.8, 1.0)), draw.choice((ONES, WEIGHTS))
    symmetric, acyclic, loops, pieces, alone = (draw.random() < 0.3 for _ in range(5))
    w = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            apart = (pieces and (i % 2 != j % 2)) or (alone and n - 1 in (i, j))
            barred = (acyclic and i > j) or (i == j and not loops) or apart
            parallel = draw.choice((1, 1, 1, 2)) if draw.random() < chance else 0
            weight = sum(draw.choice(weights) for _ in range(parallel))
            w[i][j] = 0.0 if barred else weight
    if symmetric:
        w = [[w[min(i, j)][max(i, j)] for j in range(n)] for i in range(n)]
    return in_order(w, draw.sample(range(n), n))


def without_loops(w: Layer) -> Layer:
    return [[0.0 if i == j else one for j, one in enumerate(row)] for i, row in enumerate(w)]


def in_order(w: Layer, order: Sequence[int]) -> Layer:
    return [[w[i][j] for j in order] for i in order]


def with_one_alone(w: Layer) -> Layer:
    return [[*row, 0.0] for row in w] + [[0.0] * (len(w) + 1)]


def directed(w: Layer) -> "nx.DiGraph[int]":
    return nx.from_numpy_array(np.array(w), create_using=nx.DiGraph)


LAYERS = st.integers(0, 1 << 40).map(lambda seed: one(Random(seed), 7))
"""Any such layer, for laws."""
