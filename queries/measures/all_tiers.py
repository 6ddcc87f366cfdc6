"""Multi-tier dependence of every row at once: T = S + S T, worked out from the last supplier up.

Each row is finished once those of its suppliers are; those who all supply each other are solved together.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.layer import Array, Nodes, entries_of, parts, rows
from queries.measures.tiers import closed, shares

MOST = 50_000_000
"""So many pairs of buyer and supplier at any tier are kept, 12 bytes each."""
LARGEST = 2_000
"""Up to so many who all supply each other are solved together."""
BLOCK = 20_000_000


def all_tiers(s: csr_array, *, most: int = MOST) -> csr_array:
    """T = (I - S)^-1 - I, n x n: `queries.measures.tiers.multi_tier` of every row, what is not 0 stored.

    Raises `AantafelError` as `multi_tier` does, and where there are more than `most` pairs of buyer and
    supplier at any tier, or more than 2,000 parties all supply each other.  Cost: for each tie, the number
    of suppliers at any tier of whom it leads to; and about a millisecond a tier.

    >>> all_tiers(csr_array([[0, 0.5, 0], [0, 0, 0.5], [0, 0, 0]])).toarray().tolist()
    [[0.0, 0.5, 0.25], [0.0, 0.0, 0.5], [0.0, 0.0, 0.0]]
    """
    s = shares(s)
    if len(circle := closed(s)):
        raise AantafelError.of("measures.closed_circle", n=len(circle))
    done = _Rows(s.shape[0], most)
    for level, is_circle in _from_the_last(s):
        if is_circle:
            done.add(level, _together(s, level, done))
            continue
        for block in _blocks(s, level, done):
            own = csr_array(s[block])
            done.add(block, csr_array(own + done.through(own)))
    return done.in_order()


class _Rows:
    """The rows that are finished, in the order in which they were."""

    def __init__(self, n: int, most: int) -> None:
        self.n, self.most, self.place, self.count = n, most, np.full(n, -1, np.int32), 0
        self.start = np.zeros(n + 1, np.int64)
        self.to, self.value = np.empty(1024, np.int32), np.empty(1024)

    def add(self, nodes: Nodes, block: csr_array) -> None:
        first, more = int(self.start[self.count]), block.nnz
        if first + more > self.most:
            raise AantafelError.of("measures.too_many_pairs", most=self.most)
        if first + more > len(self.to):
            room = max(len(self.to), more)
            self.to = np.concatenate([self.to, np.empty(room, np.int32)])
            self.value = np.concatenate([self.value, np.empty(room)])
        self.to[first : first + more], self.value[first : first + more] = block.indices, block.data
        end = self.count + len(nodes)
        self.start[self.count + 1 : end + 1] = first + block.indptr[1:]
        self.place[nodes] = np.arange(self.count, end)
        self.count = end

    def length(self) -> Nodes:
        """How many entries the finished row of each node has."""
        found = np.zeros(self.n, np.int64)
        known = np.flatnonzero(self.place >= 0)
        at = self.place[known]
        found[known] = self.start[at + 1] - self.start[at]
        return found

    def through(self, own: csr_array) -> csr_array:
        """own T, for rows whose suppliers are all finished."""
        used, at = np.unique(self.place[own.indices].astype(np.int64), return_inverse=True)
        ties = csr_array(
            (own.data, at.reshape(-1).astype(np.int32), own.indptr), shape=(own.shape[0], len(used))
        )
        return csr_array(ties @ self._rows(used))

    def in_order(self) -> csr_array:
        found = self._rows(self.place.astype(np.int64))
        found.sort_indices()
        return found

    def _rows(self, chosen: Nodes) -> csr_array:
        at = entries_of(self.start, chosen)
        start = np.concatenate([[0], np.cumsum(self.start[chosen + 1] - self.start[chosen])]).astype(np.int32)
        return csr_array((self.value[at], self.to[at], start), shape=(len(chosen), self.n))


def _from_the_last(s: csr_array) -> Iterator[tuple[Nodes, bool]]:
    """Rows whose suppliers have all come before: those on no circle together, then circle by circle."""
    label, size, inside = parts(s)
    row = rows(s)
    on_circle = np.zeros(len(size), np.bool_)
    on_circle[label[row[inside]]] = True
    lead = csr_array(  # from each part to those it supplies, a tie for each
        (np.ones((~inside).sum(), np.int32), (label[s.indices[~inside]], label[row[~inside]])),
        shape=(len(size),) * 2,
    )
    waits = np.bincount(lead.indices, lead.data, len(size)).astype(np.int64)
    members = np.argsort(label, kind="stable")
    first = np.concatenate([[0], np.cumsum(size)])
    ready = np.flatnonzero(waits == 0)
    while len(ready):
        alone = ready[~on_circle[ready]]
        if len(alone):
            yield members[first[alone]], False
        for one in ready[on_circle[ready]]:
            yield members[first[one] : first[one + 1]], True
        led = csr_array(lead[ready])
        next_ = np.unique(led.indices)
        np.subtract.at(waits, led.indices, led.data)
        ready = next_[waits[next_] == 0]


def _blocks(s: csr_array, level: Nodes, done: _Rows) -> Iterator[Nodes]:
    """Some rows at a time, so that no product takes too much memory."""
    own = csr_array(s[level])
    work = np.bincount(rows(own), done.length()[own.indices], len(level)).cumsum()
    cuts = np.searchsorted(work, np.arange(BLOCK, work[-1], BLOCK), side="right")
    yield from (block for block in np.split(level, np.unique(cuts)) if len(block))


def _together(s: csr_array, circle: Nodes, done: _Rows) -> csr_array:
    """(I - S_cc)^-1 (S_c + S_c,others T_others) for those who all supply each other."""
    if len(circle) > LARGEST:
        raise AantafelError.of("measures.large_circle", n=len(circle), most=LARGEST)
    own = csr_array(s[circle])
    inner = own[:, circle].toarray()
    others = own.copy()
    others.data[done.place[own.indices] < 0] = 0.0
    others.eliminate_zeros()
    through: Array = np.linalg.inv(np.eye(len(circle)) - inner)
    return csr_array(csr_array(through) @ (own + done.through(others)))
