"""Cut nodes: without whom a component falls apart, and into which parts.

Hopcroft and Tarjan (1973), "Algorithm 447: efficient algorithms for graph manipulation",
Communications of the ACM 16(6): one walk through the graph, each branch remembering how far back it
can get by a way of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.layer import square

Counts = NDArray[np.int64]


class Part(NamedTuple):
    """One of the parts that are left of a component without `node`.

    `first` is a neighbour of `node` in it, `counts` how many nodes of each group it holds.
    """

    node: int
    first: int
    counts: tuple[int, ...]


def cut_nodes(w: csr_array, group: Counts | None = None) -> list[Part]:
    """All parts that every cut node alone holds together: two or more for each, in the order of rows.

    `w` (n x n): a stored entry that is not 0 joins two nodes, both ways; loops do not count.  `group`
    (n), from 0 up, tells the nodes of a part apart; without it all are counted together.  A node whose
    loss leaves its component whole is not there: neither is an isolate, nor the end of a line.

    Raises `AantafelError` where `w` is not square, or `group` is not of its length or below 0.  Linear
    in ties.

    A line of three, 0 - 1 - 2: without 1 the ends are apart.

    >>> cut_nodes(csr_array([[0, 1, 0], [0, 0, 1], [0, 0, 0]]))
    [Part(node=1, first=0, counts=(1,)), Part(node=1, first=2, counts=(1,))]
    """
    ties = _both_ways(w)
    n = ties.shape[0]
    member = np.zeros(n, np.int64) if group is None else np.asarray(group, np.int64)
    if len(member) != n or (member < 0).any():
        raise AantafelError.of("measures.cut_groups", n=n)
    own = (member[:, None] == np.arange(int(member.max(initial=0)) + 1)).astype(np.int64)
    walk = _Walk(ties, own)
    return sorted(part for root in range(n) for part in walk.parts(root))


class _Walk:
    """A depth-first walk; `number`: when a node was met, -1 before; `back`: the earliest it gets round to."""

    def __init__(self, ties: csr_array, own: Counts) -> None:
        self.starts, self.others = ties.indptr.tolist(), ties.indices.tolist()
        n = len(self.starts) - 1
        self.number, self.back, self.above = [-1] * n, [0] * n, [-1] * n
        self.own, self.below = own, own.copy()
        self.count, self.next = 0, self.starts.copy()

    def parts(self, root: int) -> Iterator[Part]:
        """The parts of the component that is first met in `root`; none where it was met before."""
        if self.number[root] >= 0:
            return
        order = self._walked(root)
        apart: dict[int, list[int]] = {}
        for node in reversed(order[1:]):
            over = self.above[node]
            self.below[over] += self.below[node]
            self.back[over] = min(self.back[over], self.back[node])
            if self.back[node] >= self.number[over]:
                apart.setdefault(over, []).append(node)
        for node, branches in apart.items():
            told = [(branch, self.below[branch]) for branch in branches]
            rest = self.below[root] - self.own[node] - sum(counts for _, counts in told)
            if node != root:
                told.append((self.above[node], rest))
            if len(told) > 1:
                yield from (Part(node, first, tuple(counts.tolist())) for first, counts in told)

    def _walked(self, root: int) -> list[int]:
        """The nodes of a component in the order in which they are met."""
        self._meet(root)
        order, branch = [root], [root]
        while branch:
            node = branch[-1]
            if self.next[node] == self.starts[node + 1]:
                branch.pop()
                continue
            other = self.others[self.next[node]]
            self.next[node] += 1
            if self.number[other] < 0:
                self.above[other] = node
                self._meet(other)
                order.append(other)
                branch.append(other)
            elif other != self.above[node]:
                self.back[node] = min(self.back[node], self.number[other])
        return order

    def _meet(self, node: int) -> None:
        self.number[node] = self.back[node] = self.count
        self.count += 1


def _both_ways(w: csr_array) -> csr_array:
    square(w)
    rows = np.repeat(np.arange(w.shape[0]), np.diff(w.indptr))
    joins = (w.data != 0) & (rows != w.indices)
    ends = rows[joins], w.indices[joins]
    pairs = np.concatenate(ends), np.concatenate(ends[::-1])
    ties = csr_array((np.ones(len(pairs[0])), pairs), w.shape)
    ties.sum_duplicates()
    return ties
