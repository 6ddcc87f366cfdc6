"""Whom everything has to pass: on graphs to draw, against leaving each node out, and as NetworkX has it."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.errors import AantafelError
from queries.measures.gates import behind, counts_behind, gates_on_the_way, one_gate
from tests.measures.layers import LAYERS, Layer, csr, with_one_alone
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


def test_all_gates_on_the_way_are_told_nearest_to_the_supplier_first() -> None:
    # 0 -> 1 -> (2 or 3) -> 4 -> 5
    found = one_gate(layer(6, {(0, 1), (1, 2), (1, 3), (2, 4), (3, 4), (4, 5)}), 0)
    assert gates_on_the_way(found, 5).tolist() == [4, 1]
    assert gates_on_the_way(found, 1).tolist() == gates_on_the_way(found, 0).tolist() == []


@given(drawn=graphs, start=st.integers(0, 7))
def test_the_gates_on_the_way_are_those_without_whom_one_is_cut_off(
    drawn: tuple[int, Arcs], start: int
) -> None:
    n, arcs = drawn
    start %= n
    found, every = one_gate(layer(n, arcs), start), oracle.dominators(n, arcs, start)
    for node in range(n):
        assert set(gates_on_the_way(found, node).tolist()) == every[node] - {start}


@given(LAYERS)
def test_somebody_without_ties_changes_nothing(w: Layer) -> None:
    assert one_gate(csr(with_one_alone(w)), 0).tolist() == [*one_gate(csr(w), 0).tolist(), -1]


@given(LAYERS)
def test_one_more_way_opens_gates_and_closes_none(w: Layer) -> None:
    before = one_gate(csr(w), 0)
    more = [row[:] for row in w]
    more[0][-1] = 1.0
    after = one_gate(csr(more), 0)
    for node in np.flatnonzero(before >= 0).tolist():
        assert set(gates_on_the_way(after, node).tolist()) <= set(gates_on_the_way(before, node).tolist())


def test_how_much_is_supplied_makes_no_gate() -> None:
    w = [[0, 0.999, 0.001, 0], [0, 0, 0, 1.0], [0, 0, 0, 1.0], [0, 0, 0, 0]]
    assert one_gate(csr(w), 0)[3] == 0


def test_somebody_with_very_many_suppliers_makes_no_difference() -> None:
    # 0 buys from 1 … 3000, each of whom buys from the next; all of them buy from 3001, which buys from 3002
    many = 3_000
    i = np.concatenate([np.zeros(many, int), np.arange(1, many), np.arange(1, many + 1), [many + 1]])
    j = np.concatenate([np.arange(1, many + 1), np.arange(2, many + 1), np.full(many, many + 1), [many + 2]])
    gate = one_gate(csr_array((np.ones(len(i)), (i, j)), shape=(many + 3, many + 3)), 0)
    assert set(gate[1 : many + 2].tolist()) == {0}
    assert gate[many + 2] == many + 1


def test_in_a_chain_however_long_everybody_is_a_gate() -> None:
    n = 20_000
    order = np.random.default_rng(1).permutation(n)
    gate = one_gate(csr_array((np.ones(n - 1), (order[:-1], order[1:])), shape=(n, n)), int(order[0]))
    assert (gate[order[1:]] == order[:-1]).all()
    assert counts_behind(gate)[order].tolist() == list(range(n - 1, -1, -1))
    assert len(gates_on_the_way(gate, int(order[-1]))) == n - 2
    assert len(behind(gate, int(order[1]))) == n - 2
