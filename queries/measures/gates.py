"""Gates: whom everything that comes from further on has to pass.

A node d dominates v from a start where every way from the start to v leads through d; the nearest such d is
the immediate dominator of v (Lowry and Medlock 1969; Lengauer and Tarjan 1979, "A fast algorithm for
finding dominators in a flowgraph", ACM TOPLAS 1(1)).  Worked out with the simple variant of it by
Georgiadis, Tarjan and Werneck (2006), "Finding dominators in practice", J. Graph Algorithms Appl. 10(1).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.errors import AantafelError

Nodes = NDArray[np.int64]
NOBODY = -1


def one_gate(s: csr_array, start: int) -> Nodes:
    """For each node the last one that every way from `start` to it has to pass, -1 where there is none.

    `s` (n x n): every entry that is not 0 is a step, whatever its weight.  What can be reached from the
    start in more than one way, with nobody in common, has the start itself.  The start, and what cannot be
    reached from it, have -1.  Raises `AantafelError` where `s` is not square or `start` is no row of it.
    Nearly linear in the ties.

    All that 3 gives to 0 passes 1 or 2; all that 4 gives passes 3.

    >>> s = csr_array([[0, 1, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]])
    >>> one_gate(s, 0).tolist()
    [-1, 0, 0, 0, 3]
    """
    n = s.shape[0]
    if s.ndim != 2 or s.shape[1] != n:
        raise AantafelError.of("measures.shape", shape=" x ".join(map(str, s.shape)))
    if not 0 <= start < n:
        raise AantafelError.of("measures.no_row", rows=start, n=n)
    steps = csr_array(s != 0)
    order, parent = _walked(steps, int(start))
    gates = np.full(n, NOBODY, np.int64)
    nearest = _dominators(parent, _before(steps, order))
    gates[order[1:]] = order[np.asarray(nearest[1:], np.int64)]
    return gates


def behind(gates: Nodes, node: int) -> Nodes:
    """Everybody whom the start of `one_gate` reaches through `node` alone, sorted; without itself.

    >>> behind(np.array([-1, 0, 0, 0, 3]), 3).tolist()
    [4]
    """
    inner = {int(node)}
    children: dict[int, list[int]] = {}
    for one, gate in enumerate(gates.tolist()):
        children.setdefault(gate, []).append(one)
    waiting = [int(node)]
    while waiting:
        found = children.get(waiting.pop(), [])
        inner.update(found)
        waiting += found
    return np.array(sorted(inner - {int(node)}), np.int64)


def counts_behind(gates: Nodes) -> Nodes:
    """How many are reached through each node alone, 0 to n - 1; of the start, all that it reaches.

    >>> counts_behind(np.array([-1, 0, 0, 0, 3])).tolist()
    [4, 0, 0, 1, 0]
    """
    total, left = np.zeros(len(gates), np.int64), np.bincount(gates[gates >= 0], minlength=len(gates))
    ready = [node for node in np.flatnonzero(left == 0).tolist() if gates[node] >= 0]
    above = gates.tolist()
    while ready:
        node = ready.pop()
        gate = above[node]
        total[gate] += total[node] + 1
        left[gate] -= 1
        if not left[gate] and above[gate] >= 0:
            ready.append(gate)
    return total


def _walked(steps: csr_array, start: int) -> tuple[Nodes, list[int]]:
    """The nodes in the order in which a walk into the depth meets them, and the place of whence."""
    indptr, indices = steps.indptr.tolist(), steps.indices.tolist()
    place = [NOBODY] * steps.shape[0]
    place[start] = 0
    order, parent, at = [start], [0], {start: indptr[start]}
    path = [start]
    while path:
        node = path[-1]
        look, end = at[node], indptr[node + 1]
        while look < end and place[indices[look]] >= 0:
            look += 1
        if look == end:
            path.pop()
            continue
        new = indices[look]
        at[node] = look + 1
        place[new] = len(order)
        parent.append(place[node])
        order.append(new)
        at[new] = indptr[new]
        path.append(new)
    return np.array(order, np.int64), parent


def _before(steps: csr_array, order: Nodes) -> tuple[list[int], list[int]]:
    """Whence each node can be reached in one step, all as places in the walk: bounds and places."""
    inner = csr_array(steps[order][:, order].T)
    return inner.indptr.tolist(), inner.indices.tolist()


def _dominators(parent: list[int], before: tuple[list[int], list[int]]) -> list[int]:
    """The place of the immediate dominator of each place; of the first, itself."""
    n = len(parent)
    indptr, indices = before
    semi, best, above = list(range(n)), list(range(n)), [NOBODY] * n

    def least(node: int) -> int:
        """The smallest semidominator on the finished path above a node, which gets shorter on the way."""
        path = []
        while above[node] != NOBODY and above[above[node]] != NOBODY:
            path.append(node)
            node = above[node]
        root = node
        for one in reversed(path):
            upper = above[one]
            if semi[best[upper]] < semi[best[one]]:
                best[one] = best[upper]
            above[one] = above[root] if above[root] != NOBODY else root
        return semi[best[path[0] if path else node]]

    for node in range(n - 1, 0, -1):
        lowest = semi[node]
        for one in indices[indptr[node] : indptr[node + 1]]:
            found = one if one < node else least(one)
            if found < lowest:
                lowest = found
        semi[node] = lowest
        above[node] = parent[node]
    gates = parent
    for node in range(1, n):
        gate = gates[node]
        while gate > semi[node]:
            gate = gates[gate]
        gates[node] = gate
    return gates
