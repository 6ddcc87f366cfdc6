"""Brokerage: who stands between two that are not tied, and whose groups are they of?

Gould and Fernandez (1989), "Structures of mediation", Sociological Methodology 19.  An open two-path
a -> v -> c, where a and c are different and a -> c is missing, makes v a broker, in one of five roles:

    coordinator     A -> A -> A   all in one group
    itinerant       B -> A -> B   two of another group (UCINET: consultant)
    gatekeeper      B -> A -> A   from outside into v's own group
    representative  A -> A -> B   from v's own group to the outside
    liaison         B -> A -> C   three groups

Use the names: the manual of R's sna swaps the letters of gatekeeper and representative.  Weights only say
that there is a tie (above 0); loops are left out.  A group is a number from 0 up or a word; who has no
known group should be left out or be one alone, never be put together with others.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array, csr_array

from graph.errors import AantafelError
from queries.measures.layer import checked
from queries.measures.triangles import BLOCK, Triangles

Array = NDArray[np.float64]
Ids = NDArray[np.int64]

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
_ROLE = np.array([4, 3, 2, 0, 1, 0, 0, 0])
"""Column of ROLES by (a like v) + 2 (v like c) + 4 (a like c); of two that hold, the third does too."""


def roles(w: csr_array, group: ArrayLike, partial: bool = False, triangles: Triangles | None = None) -> Array:
    """How many open two-paths each node brokers, in each of ROLES (n x 5); rows sum to all it brokers.

    `w` (n x n) is a layer, `group` a label for each row.  0 for who brokers nothing, as with no ties.
    With `partial`, as in UCINET, each of b brokers between the same a and c is credited 1/b: columns
    then sum to pairs that somebody brokers.  `triangles`: those of this layer, if they are known.
    Raises `AantafelError` where `w` is no layer or `group` does not fit.

    Time grows with ties and triangles; with `partial` it grows with `two_paths(w)`, which hubs make
    many.  Memory: the ties, and blocks.

    1 brings 0 of its own group together with 2 of another:

    >>> w = csr_array([[0.0, 1, 0], [0, 0, 1], [0, 0, 0]])
    >>> dict(zip(ROLES, roles(w, ["rights", "rights", "state"])[1].tolist()))["representative"]
    1.0
    """
    w = checked(w)
    of = _groups(group, w.shape[0])
    if partial:
        return _credited(w, of)
    triangles = Triangles(w) if triangles is None else triangles
    both = triangles.weights(w) > 0
    return np.asarray(_passing(triangles, both, of) - _closed(triangles, both, of), dtype=float)


def two_paths(w: csr_array) -> int:
    """How many a -> v -> c there are, a and c different, open or closed: what `partial` has to look at.

    >>> two_paths(csr_array([[0.0, 1, 0], [1, 0, 1], [0, 0, 0]]))  # 0 -> 1 -> 2; 0 -> 1 -> 0 leads nowhere
    1
    """
    n, (source, target) = w.shape[0], _arcs(checked(w))
    pair = np.sort(np.minimum(source, target) * n + np.maximum(source, target))
    there_and_back = 2 * int((pair[1:] == pair[:-1]).sum())
    return int(np.bincount(source, minlength=n) @ np.bincount(target, minlength=n)) - there_and_back


def density(w: csr_array) -> float:
    """Ties divided by possible ties, n (n - 1): 0 to 1; 0 for fewer than two nodes.

    >>> density(csr_array([[0.0, 5, 0], [0, 0, 1], [0, 0, 0]]))
    0.3333333333333333
    """
    w = checked(w)
    n = w.shape[0]
    return len(_arcs(w)[0]) / (n * (n - 1)) if n > 1 else 0.0


def expected(group: ArrayLike, density: float | csr_array) -> Array:
    """How many each node would broker in each of ROLES if ties fell at random (n x 5).

    Every tie is there with chance `density` (0 to 1; of a layer, its own), independent of all others:
    each pair that could be brokered then is with chance d^2 (1 - d).  Raises `AantafelError` where
    `group` or `density` does not fit.

    >>> expected([0, 0, 0, 1], 0.5)[0].tolist()
    [0.25, 0.0, 0.25, 0.25, 0.0]
    """
    of, d = _null(group, density)
    pairs, _ = _pairs(of)
    return pairs * d**2 * (1 - d)


def deviation(group: ArrayLike, density: float | csr_array) -> Array:
    """The standard deviation of `expected`, under the same chances (n x 5).

    Two pairs that v may broker depend on each other where they share a tie to v, or from v:

        var = P q (1 - q) + S d^3 (1 - d)^3,  q = d^2 (1 - d)

    for P pairs, of which S (ordered) twos share one end.  It agrees with R's sna by node.  Counts are
    skewed where few are expected: three deviations are not a chance of 1 in 1,000.  For the total of
    the roles put all in one group and take the coordinator.  Raises as `expected` does.

    >>> deviation([0, 0, 0, 1], 0.5)[0].round(4).tolist()
    [0.4677, 0.0, 0.5, 0.5, 0.0]
    """
    of, d = _null(group, density)
    pairs, sharing = _pairs(of)
    q = d**2 * (1 - d)
    return np.sqrt(pairs * q * (1 - q) + sharing * (d * (1 - d)) ** 3)


def _groups(group: ArrayLike, n: int) -> Ids:
    labels = np.asarray(group)
    if labels.size == 0:
        labels = labels.astype(int)
    if (
        labels.shape != (n,)
        or labels.dtype.kind not in "biuUS"
        or (labels.dtype.kind == "i" and (labels < 0).any())
    ):
        raise AantafelError.of("measures.group", nodes=n)
    return np.unique(labels, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _null(group: ArrayLike, d: float | csr_array) -> tuple[Ids, float]:
    if isinstance(d, csr_array):
        of, chance = _groups(group, d.shape[0]), density(d)
    else:
        of, chance = _groups(group, np.size(group)), float(d)
    if not 0 <= chance <= 1:
        raise AantafelError.of("measures.density", density=chance)
    return of, chance


def _arcs(w: csr_array) -> tuple[Ids, Ids]:
    """Both ends of each tie, by source; no loops, nothing that weighs 0."""
    source = np.repeat(np.arange(w.shape[0]), np.diff(w.indptr))
    there = (w.data > 0) & (source != w.indices)
    return source[there], w.indices[there].astype(np.int64)


def _among(numbers: Ids, rising: Ids) -> NDArray[np.bool_]:
    """Which of the numbers are among those, which are sorted."""
    at = np.searchsorted(rising, numbers)
    return np.asarray(np.append(rising, -1)[at] == numbers)


def _role(a: Ids, v: Ids, c: Ids) -> Ids:
    """The column of ROLES for the groups of a, v and c."""
    return np.asarray(_ROLE[(a == v) + 2 * (v == c) + 4 * (a == c)])


def _passing(t: Triangles, both: NDArray[np.bool_], of: Ids) -> Ids:
    """All two-paths through each node by role, open or closed, from what comes in and what goes out."""
    up, down = both
    two_way = np.logical_and(up, down)
    own = of[t.low] == of[t.high]

    def degree(at_low: NDArray[np.bool_], at_high: NDArray[np.bool_]) -> Ids:
        return np.bincount(t.low[at_low], minlength=t.n) + np.bincount(t.high[at_high], minlength=t.n)

    out, out_own = degree(up, down), degree(up & own, down & own)
    into, into_own = degree(down, up), degree(down & own, up & own)
    back, back_own = degree(two_way, two_way), degree(two_way & own, two_way & own)
    alike = _alike(t, up & ~own, down & ~own, of)
    abroad = (into - into_own) * (out - out_own)
    every = into_own * out_own - back_own, alike - (back - back_own), (into - into_own) * out_own
    return np.stack([*every, into_own * (out - out_own), abroad - alike], axis=1)


def _alike(t: Triangles, up: NDArray[np.bool_], down: NDArray[np.bool_], of: Ids) -> Ids:
    """For each node, in from a group times out to the same group, added up over the groups."""

    def to_groups(at_low: NDArray[np.bool_], at_high: NDArray[np.bool_]) -> csr_array:
        node = np.concatenate([t.low[at_low], t.high[at_high]])
        other = of[np.concatenate([t.high[at_low], t.low[at_high]])]
        shape = t.n, int(of.max(initial=-1)) + 1
        return csr_array(coo_array((np.ones(len(node), dtype=np.int64), (node, other)), shape=shape))

    return np.asarray(to_groups(down, up).multiply(to_groups(up, down)).sum(axis=1), dtype=np.int64)


def _closed(t: Triangles, both: NDArray[np.bool_], of: Ids) -> Ids:
    """The two-paths a -> v -> c through each node, by role, for which a -> c is there."""
    up, down = both
    count = np.zeros(len(ROLES) * t.n, dtype=np.int64)
    for ab, ac, bc in t:
        a, b, c = t.low[ab], t.high[ab], t.high[ac]
        a_b, b_a, a_c, c_a, b_c, c_b = up[ab], down[ab], up[ac], down[ac], up[bc], down[bc]
        for first, through, last, closed in (
            (a, b, c, a_b & b_c & a_c),
            (a, c, b, a_c & c_b & a_b),
            (b, a, c, b_a & a_c & b_c),
            (b, c, a, b_c & c_a & b_a),
            (c, a, b, c_a & a_b & c_b),
            (c, b, a, c_b & b_a & c_a),
        ):
            v = through[closed]
            column = _role(of[first[closed]], of[v], of[last[closed]])
            count += np.bincount(v * len(ROLES) + column, minlength=len(count))
    return count.reshape(t.n, len(ROLES))


def _credited(w: csr_array, of: Ids) -> Array:
    n, (source, target) = len(of), _arcs(w)
    tied = source * n + target
    credit = np.zeros(len(ROLES) * n)
    for a, v, c in _walks(source, target, n):
        pair, which, brokers = np.unique(a * n + c, return_inverse=True, return_counts=True)
        share = np.where(_among(pair, tied), 0.0, 1.0 / brokers)[which.reshape(-1)]
        credit += np.bincount(v * len(ROLES) + _role(of[a], of[v], of[c]), share, len(credit))
    return credit.reshape(n, len(ROLES))


def _walks(source: Ids, target: Ids, n: int, block: int = BLOCK) -> Iterator[tuple[Ids, Ids, Ids]]:
    """Every a -> v -> c, a and c different, in blocks that hold all of the same a."""
    start = np.searchsorted(source, np.arange(n + 1))
    many = np.diff(start)[target]  # how many ways each tie goes on
    done = np.concatenate([[0], np.cumsum(many)])
    upto = done[start]  # by node: walks of all nodes before it
    node = 0
    while node < n:
        after = max(int(np.searchsorted(upto, upto[node] + block, side="right")) - 1, node + 1)
        ties = np.arange(start[node], start[after])
        first = np.repeat(ties, many[ties])
        second = np.arange(upto[node], upto[after]) - done[first] + start[target[first]]
        a, v, c = source[first], target[first], target[second]
        apart = a != c
        yield a[apart], v[apart], c[apart]
        node = after


def _pairs(of: Ids) -> tuple[Array, Array]:
    """For each node and role: the pairs it could broker, and of those the ordered twos that share an end.

    Nodes whose groups are equally large are alike, and different sizes are few: at most sqrt(2 n).
    """
    groups = np.bincount(of)
    size, which, number = np.unique(groups, return_inverse=True, return_counts=True)
    size = size.astype(float)
    own, outside = size - 1, len(of) - size
    within = own * (own - 1), 2 * own * (own - 1) * (own - 2)
    across = own * outside, own * outside * (own + outside - 2)
    # the other groups h, by size: a and c both of h, or a of h and c of another that is not v's
    h = size[None, :]
    others = number[None, :] - np.eye(len(size))
    rest = outside[:, None] - h
    alike = (others * h * (h - 1)).sum(axis=1), 2 * (others * h * (h - 1) * (h - 2)).sum(axis=1)
    apart = (others * h * rest).sum(axis=1), 2 * (others * h * rest * (rest - 1)).sum(axis=1)
    of_size = which.reshape(-1)[of]
    pairs, sharing = (
        np.stack([role[kind] for role in (within, alike, across, across, apart)], axis=1) for kind in (0, 1)
    )
    return pairs[of_size], sharing[of_size]
