"""Who alone holds a component together: by hand, and by leaving each node out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.cut_nodes import Part, cut_nodes
from tests.oracle.cut_nodes import Pair, parts_without

NODES = range(7)
PAIRS = st.sets(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=10)
GROUPS = st.lists(st.integers(0, 2), min_size=7, max_size=7)


def matrix(pairs: set[Pair], n: int = 7) -> csr_array:
    dense = np.zeros((n, n))
    for a, b in pairs:
        dense[a, b] = 0.5
    return csr_array(dense)


def test_a_bow_tie_falls_apart_without_its_knot() -> None:
    """Two triangles, 0 1 2 and 2 3 4, share node 2: without it two parts of two."""
    found = cut_nodes(matrix({(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2)}, 5))
    assert [(part.node, part.counts) for part in found] == [(2, (2,)), (2, (2,))]
    assert {part.first for part in found} in ({0, 3}, {0, 4}, {1, 3}, {1, 4})


def test_a_square_has_none() -> None:
    assert cut_nodes(matrix({(0, 1), (1, 2), (2, 3), (3, 0)}, 4)) == []


def test_parts_are_counted_by_group() -> None:
    """0 and 1 of one group on one side of 2, 3 of another on the other side."""
    found = cut_nodes(matrix({(0, 1), (0, 2), (1, 2), (2, 3)}, 4), np.array([0, 0, 2, 1]))
    assert sorted(part.counts for part in found) == [(0, 1, 0), (2, 0, 0)]


@pytest.mark.parametrize("n", [0, 1, 3])
def test_who_has_no_ties_holds_nothing_together(n: int) -> None:
    assert cut_nodes(csr_array((n, n))) == []


def test_a_long_line_is_no_trouble() -> None:
    n = 5000
    line = csr_array((np.ones(n - 1), (np.arange(n - 1), np.arange(1, n))), (n, n))
    found = cut_nodes(line)
    assert len(found) == 2 * (n - 2)
    assert found[0] == Part(1, 0, (1,))
    assert all(
        first.counts[0] + second.counts[0] == n - 1
        for first, second in zip(found[::2], found[1::2], strict=True)
    )


@pytest.mark.parametrize(("w", "group"), [
    (csr_array((2, 3)), None), (csr_array((2, 2)), np.array([0])), (csr_array((2, 2)), np.array([0, -1])),
])  # fmt: skip
def test_what_does_not_fit_is_refused(w: csr_array, group: np.ndarray | None) -> None:
    with pytest.raises(AantafelError):
        cut_nodes(w, group)


@given(PAIRS, GROUPS)
def test_it_is_what_leaving_each_node_out_gives(pairs: set[Pair], group: list[int]) -> None:
    expected = {
        node: sorted(tuple(sum(group[i] == g for i in part) for g in range(max(group) + 1)) for part in parts)
        for node, parts in parts_without(NODES, pairs).items()
    }
    found: dict[int, list[tuple[int, ...]]] = {}
    for part in cut_nodes(matrix(pairs), np.array(group)):
        found.setdefault(part.node, []).append(part.counts)
        assert (part.node, part.first) in pairs or (part.first, part.node) in pairs
    assert {node: sorted(counts) for node, counts in found.items()} == expected


@given(PAIRS)
def test_the_neighbour_that_is_named_lies_in_the_part(pairs: set[Pair]) -> None:
    parts = parts_without(NODES, pairs)
    for part in cut_nodes(matrix(pairs)):
        (there,) = [one for one in parts[part.node] if part.first in one]
        assert len(there) == part.counts[0]


@given(PAIRS, st.permutations(NODES))
def test_the_order_of_nodes_and_the_direction_of_ties_do_not_matter(
    pairs: set[Pair], order: list[int]
) -> None:
    moved = {(order[b], order[a]) for a, b in pairs}
    there = sorted((part.node, part.counts) for part in cut_nodes(matrix(moved)))
    assert there == sorted((order[part.node], part.counts) for part in cut_nodes(matrix(pairs)))
