"""Whom everything has to pass: on graphs to draw, against leaving each node out, and as NetworkX has it."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.gates import behind, counts_behind, one_gate
from tests.oracle import gates as oracle

Arcs = set[tuple[int, int]]


def layer(n: int, arcs: Arcs) -> csr_array:
    a, b = zip(*sorted(arcs), strict=True) if arcs else ((), ())
    return csr_array((np.full(len(arcs), 0.5), (np.array(a, int), np.array(b, int))), (n, n))


# The example of Lengauer and Tarjan (1979), fig. 1: R A B C D E F G H I J K L are 0 to 12.
FLOW = {
    *((0, 1), (0, 2), (0, 3), (1, 4), (2, 1), (2, 4), (2, 5), (3, 6), (3, 7), (4, 12), (5, 8), (6, 9)),
    *((7, 9), (7, 10), (8, 5), (8, 11), (9, 11), (10, 9), (11, 9), (11, 0), (12, 8)),
}


def test_the_flowgraph_of_lengauer_and_tarjan() -> None:
    """Their fig. 2: R is the gate of I, K, C, H, E, A, D, B; C of F and G; G of J; D of L."""
    expected = [-1, 0, 0, 0, 0, 0, 3, 3, 0, 0, 7, 0, 4]
    assert one_gate(layer(13, FLOW), 0).tolist() == expected


def test_a_chain_passes_everybody_on_it() -> None:
    found = one_gate(layer(4, {(0, 1), (1, 2), (2, 3)}), 0)
    assert found.tolist() == [-1, 0, 1, 2]
    assert behind(found, 1).tolist() == [2, 3]
    assert counts_behind(found).tolist() == [3, 2, 1, 0]


def test_a_second_way_opens_the_gate() -> None:
    """0 gets from 1 and 2, both from 3: nobody but 0 is a gate; without 2, all passes 1."""
    both = {(0, 1), (0, 2), (1, 3), (2, 3)}
    assert one_gate(layer(4, both), 0).tolist() == [-1, 0, 0, 0]
    assert one_gate(layer(4, both - {(2, 3)}), 0)[3] == 1


def test_direction_counts() -> None:
    assert one_gate(layer(3, {(1, 0), (2, 1)}), 0).tolist() == [-1, -1, -1]


def test_loops_circles_and_who_cannot_be_reached() -> None:
    found = one_gate(layer(5, {(0, 0), (0, 1), (1, 2), (2, 1), (2, 2), (2, 0), (3, 1), (4, 4)}), 0)
    assert found.tolist() == [-1, 0, 1, -1, -1]
    assert counts_behind(found).tolist() == [2, 1, 0, 0, 0]


def test_a_tie_of_weight_zero_is_no_step() -> None:
    zero = csr_array((np.array([0.0, 1.0]), (np.array([0, 1]), np.array([1, 0]))), (2, 2))
    assert one_gate(zero, 0).tolist() == [-1, -1]
    assert zero.nnz == 2  # and the caller's matrix stays as it is


def test_one_node_alone() -> None:
    assert one_gate(layer(1, set()), 0).tolist() == [-1]
    assert counts_behind(one_gate(layer(1, set()), 0)).tolist() == [0]


@pytest.mark.parametrize(
    ("s", "start"), [(csr_array((2, 3)), 0), (csr_array((2, 2)), 2), (csr_array((0, 0)), 0)]
)
def test_what_has_no_answer_is_refused_in_a_sentence(s: csr_array, start: int) -> None:
    with pytest.raises(AantafelError):
        one_gate(s, start)


graphs = st.integers(1, 8).flatmap(
    lambda n: st.tuples(
        st.just(n), st.sets(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=3 * n)
    )
)


@settings(max_examples=400)
@given(drawn=graphs, start=st.integers(0, 7))
def test_it_is_what_leaving_each_node_out_shows(drawn: tuple[int, Arcs], start: int) -> None:
    n, arcs = drawn
    start %= n
    found = one_gate(layer(n, arcs), start)
    assert found.tolist() == oracle.gates(n, arcs, start)
    every = oracle.dominators(n, arcs, start)
    for node in range(n):
        assert behind(found, node).tolist() == [one for one in range(n) if node in every[one]]
        assert counts_behind(found)[node] == sum(node in doms for doms in every)


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), n=st.integers(20, 300))
def test_larger_graphs_are_as_networkx_has_them(seed: int, n: int) -> None:
    g = nx.gnp_random_graph(n, 2.0 / n, seed=seed, directed=True)
    found = one_gate(layer(n, set(g.edges)), 0)
    wanted = {node: gate for node, gate in nx.immediate_dominators(g, 0).items() if node != 0}
    assert {node: int(gate) for node, gate in enumerate(found) if gate >= 0} == wanted


@given(drawn=graphs, names=st.permutations(range(8)))
def test_names_do_not_matter(drawn: tuple[int, Arcs], names: list[int]) -> None:
    n, arcs = drawn
    new = [one for one in names if one < n]
    found = one_gate(layer(n, arcs), 0)
    renamed = one_gate(layer(n, {(new[a], new[b]) for a, b in arcs}), new[0])
    assert [renamed[new[node]] for node in range(n)] == [new[gate] if gate >= 0 else -1 for gate in found]
