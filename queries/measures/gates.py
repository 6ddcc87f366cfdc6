"""One gate: whom everything that comes from a supplier passes on its way to the buyer.

A party that stands on every way from the buyer back to a supplier is a dominator of that supplier in the
direction of supply (Prosser 1959), the nearest one its immediate dominator; these form a tree with the buyer
at its root (Lowry and Medlock 1969).  Found by semidominators in a search in depth and the nearest common
ancestor in the tree (Lengauer and Tarjan 1979, ACM TOPLAS 1(1); Georgiadis 2005, "SEMI-NCA").
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.layer import Nodes, depth_first, rows, ties

NOBODY = -1


def one_gate(s: csr_array, buyer: int) -> Nodes:
    """For each row, the nearest row that everything from it passes on its way to `buyer`, by any way.

    `s` (n x n): s[i, j] above 0 where j supplies i, whatever the amount; 0 is no tie.  The gate of a direct
    supplier, and of anyone whose ways share no other node, is the buyer itself; -1 for the buyer and for
    those who do not supply it.  This is the dominator tree: the gate of the gate is the next one, up to the
    buyer.  Raises `AantafelError` where there is no such buyer or `s` is no layer.  Nearly linear in ties.

    0 buys from 1 and 2, both buy from 3, and 3 from 4: everything from 4 passes 3, nothing else is a gate.

    >>> s = csr_array(np.array([[0, 1, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1], [0] * 5]))
    >>> one_gate(s, 0).tolist()
    [-1, 0, 0, 0, 3]
    """
    s = ties(s)
    n = s.shape[0]
    if not 0 <= buyer < n:
        raise AantafelError.of("measures.no_row", rows=buyer, n=n)
    order, before = depth_first(s, buyer)
    place = np.full(n, NOBODY, np.int64)
    place[order] = np.arange(len(order))
    i, j = place[rows(s)], place[s.indices]
    semi = np.arange(len(order))
    forward = (i >= 0) & (i < j)
    np.minimum.at(semi, j[forward], i[forward])
    gate = _nearest(_semidominators(semi, before, i[i > j], j[i > j]), before)
    found = np.full(n, NOBODY, np.int64)
    found[order[1:]] = order[gate[1:]]
    return found


def behind(gates: Nodes, node: int) -> Nodes:
    """The rows, rising, of which everything passes `node` on its way to the buyer; without itself.

    `gates` is what `one_gate` gives.

    >>> behind(np.array([-1, 0, 0, 0, 3]), 3).tolist()
    [4]
    """
    is_behind = np.zeros(len(gates), np.bool_)
    for row in _outermost_first(gates)[::-1].tolist():
        is_behind[row] = gates[row] >= 0 and (gates[row] == node or bool(is_behind[gates[row]]))
    return np.flatnonzero(is_behind)


def counts_behind(gates: Nodes) -> Nodes:
    """How many stand behind each row: all that they deliver to the buyer passes it.  0 for who is no gate.

    The buyer has the number of all its suppliers, direct and further back.

    >>> counts_behind(np.array([-1, 0, 0, 0, 3])).tolist()
    [4, 0, 0, 1, 0]
    """
    count = np.zeros(len(gates), np.int64)
    for row in _outermost_first(gates).tolist():
        if gates[row] >= 0:
            count[gates[row]] += count[row] + 1
    return count


def gates_on_the_way(gates: Nodes, supplier: int) -> Nodes:
    """Every gate between `supplier` and the buyer, nearest to the supplier first; neither end is one.

    >>> gates_on_the_way(np.array([-1, 0, 0, 0, 3]), 4).tolist()
    [3]
    """
    found = []
    at = int(gates[supplier])
    while at >= 0 and gates[at] >= 0:
        found.append(at)
        at = int(gates[at])
    return np.array(found, dtype=np.int64)


def _outermost_first(gates: Nodes) -> Nodes:
    """Rows in such an order that each comes before its gate."""
    up = np.where(gates >= 0, gates, np.arange(len(gates)))
    depth = (gates >= 0).astype(np.int64)
    while depth[up].any():  # twice as far up each time
        depth, up = depth + depth[up], up[up]
    return np.argsort(-depth, kind="stable")


def _semidominators(semi: Nodes, before: Nodes, i: Nodes, j: Nodes) -> list[int]:
    """For each place, the first place from which a way leads there through later places only.

    `semi`: as far as ties from earlier places go.  `i`, `j`: the ties from a later place i to an earlier j.
    """
    by_end = np.argsort(j, kind="stable")
    start = np.searchsorted(j[by_end], np.arange(len(semi) + 1)).tolist()
    later: list[int] = i[by_end].tolist()
    up: list[int] = before.tolist()
    found: list[int] = semi.tolist()
    best = found[:]  # the least on the way up, as far as `up` has been drawn together
    for place in range(len(found) - 1, 0, -1):
        least = found[place]
        for at in later[start[place] : start[place + 1]]:
            path = []
            while up[at] > place:
                path.append(at)
                at = up[at]
            value, top = best[at], up[at]
            for node in reversed(path):
                if best[node] > value:
                    best[node] = value
                else:
                    value = best[node]
                up[node] = top
            if value < least:
                least = value
        found[place] = best[place] = least
    return found


def _nearest(semi: list[int], before: Nodes) -> Nodes:
    """The immediate dominator of each place: from the one before it, up to where the semidominator stands."""
    gate = before.tolist()
    for place in range(1, len(gate)):
        at = gate[place]
        while at > semi[place]:
            at = gate[at]
        gate[place] = at
    return np.array(gate, dtype=np.int64)
