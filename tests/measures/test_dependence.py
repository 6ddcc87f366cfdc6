"""Dependence, imbalance and power over others, on matrices, against plain loops."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from queries.measures.dependence import dependence, imbalance, mutual, power_over

SQUARES = st.integers(0, 5).flatmap(
    lambda n: st.lists(
        st.lists(st.sampled_from([0.0, 0.2, 0.5, 1.0]), min_size=n, max_size=n), min_size=n, max_size=n
    )
)


def csr(rows: list[list[float]]) -> csr_array:
    return csr_array(np.array(rows, dtype=float).reshape(len(rows), len(rows)))


def test_needing_much_and_having_no_other_way_is_dependence() -> None:
    assert dependence(0.8, 0.0) == 0.8
    assert dependence(0.8, 1.0) == 0.0
    assert dependence(np.array([0.5, 1.0]), np.array([0.5, 0.0])).tolist() == [0.25, 1.0]


@given(SQUARES)
def test_each_pair_is_compared_both_ways(rows: list[list[float]]) -> None:
    apart, bound = imbalance(csr(rows)).toarray(), mutual(csr(rows)).toarray()
    for i in range(len(rows)):
        for j in range(len(rows)):
            assert apart[i][j] == pytest.approx(rows[i][j] - rows[j][i])
            assert bound[i][j] == pytest.approx(rows[i][j] + rows[j][i])


@given(SQUARES)
def test_power_over_others_is_what_their_dependence_adds_up_to(rows: list[list[float]]) -> None:
    n = len(rows)
    assert power_over(csr(rows)) == pytest.approx([sum(rows[i][j] for i in range(n)) for j in range(n)])
