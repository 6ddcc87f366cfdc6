"""Cores: how far in the dense middle one stands, or out at the edge.

Seidman (1983), "Network structure and minimum degree", Social Networks 5(3).  The k-core is what is left
when all with fewer than k contacts are taken out, again and again.  Found by taking out shell after
shell (Batagelj and Zaversnik 2003, "An O(m) algorithm for cores decomposition of networks").
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from queries.measures.layer import narrow, rows, ties

Ids = NDArray[np.int64]
FEW = 200
"""Up to so many nodes are taken out one by one, more all at once: a chain must not cost a round a node."""


def core_number(w: csr_array) -> Ids:
    """The largest k for which each row is in the k-core: 0 (no ties) to the number of its contacts.

    `w` (n x n) is a layer.  Contacts are tied in either direction and count once; what weighs 0 is no
    tie; loops are left out.  Raises `AantafelError` where `w` is no layer.  Time grows with ties.

    A triangle with one more hanging on:

    >>> core_number(csr_array([[0.0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0]])).tolist()
    [2, 2, 2, 1]
    """
    shells = _Shells(_contacts(w))
    rest = np.arange(len(shells.core))
    while len(rest):
        left = shells.left[rest]
        k = int(left.min())
        shells.take_out(rest[left <= k], k)
        rest = rest[shells.inside[rest]]
    return shells.core


class _Shells:
    """Who is still inside, with how many contacts that are, and the core number of who is not."""

    def __init__(self, tied: csr_array) -> None:
        self.tied, self.left = tied, np.diff(tied.indptr).astype(np.int64)
        self.core = np.zeros(len(self.left), dtype=np.int64)
        self.inside = np.ones(len(self.left), dtype=bool)
        self._last = np.empty_like(self.core)

    def take_out(self, shell: Ids, k: int) -> None:
        """These nodes, and whoever is left with at most k contacts when they go."""
        self.inside[shell], self.core[shell] = False, k
        while len(shell):
            shell = self._all_at_once(shell, k) if len(shell) > FEW else self._one_by_one(shell, k)

    def _all_at_once(self, shell: Ids, k: int) -> Ids:
        """The contacts of the shell lose one each time; who has to go next."""
        met = self.tied[shell].indices
        met = met[self.inside[met]].astype(np.int64)  # numpy is much slower with any other
        np.subtract.at(self.left, met, 1)
        after = met[self.left[met] <= k]
        order = np.arange(len(after))
        self._last[after] = order  # of one who is met more than once the last time stays
        after = after[self._last[after] == order]
        self.inside[after], self.core[after] = False, k
        return np.asarray(after)

    def _one_by_one(self, shell: Ids, k: int) -> Ids:
        """The same for a few, on and on, until there are none or many; plain views are fastest for that."""
        start, contact, left = self.tied.indptr.data, self.tied.indices.data, self.left.data
        inside, core = self.inside.data, self.core.data
        going = shell.tolist()
        while 0 < len(going) <= FEW:
            node = going.pop()
            for met in contact[start[node] : start[node + 1]]:
                left[met] -= 1
                if inside[met] and left[met] <= k:
                    inside[met], core[met] = False, k
                    going.append(met)
        return np.array(going, dtype=np.int64)


def _contacts(w: csr_array) -> csr_array:
    """The contacts of each node: each once, in either direction, no loops."""
    w = narrow(ties(w))
    row = rows(w)
    apart = row != w.indices
    if not apart.all():
        w = csr_array((w.data[apart], (row[apart], w.indices[apart])), w.shape)
    tied = csr_array((np.ones(w.nnz, np.int8), w.indices, w.indptr), w.shape)
    return csr_array(tied + tied.T)
