"""How a layer is stored so that it is multiplied and turned round fastest: it stays the same layer."""

import numpy as np
import pytest
from hypothesis import given
from scipy.sparse import csc_array, csr_array

from queries.measures.layer import narrow, widest_first
from tests.measures.layers import LAYERS, Layer, csr


@given(LAYERS)
def test_the_widest_rows_come_first_and_rows_and_columns_keep_their_names(w: Layer) -> None:
    m = csr(w)
    ordered, order = widest_first(csc_array(m))
    assert sorted(order.tolist()) == list(range(len(w)))
    assert ordered.toarray().tolist() == [[w[i][j] for j in order] for i in order]
    widths = np.diff(ordered.indptr).tolist()
    assert widths == sorted(np.diff(m.indptr).tolist(), reverse=True)


def test_one_row_with_more_entries_than_16_bits_can_count_comes_first() -> None:
    many = 1 << 16
    rows, columns = [1] * many + [2], [*range(many), 0]
    m = csc_array((np.ones(many + 1), (rows, columns)), shape=(many, many))
    assert widest_first(m)[1][:2].tolist() == [1, 2]


@pytest.mark.parametrize(("last", "size"), [(10, 4), (70_000, 4), (2**31 - 2, 4), (2**31, 8), (2**40, 8)])
def test_positions_take_as_many_bytes_as_the_last_one_needs(last: int, size: int) -> None:
    wide = csr_array((np.ones(1), np.array([last]), np.array([0, 1], np.int64)), shape=(1, last + 1))
    found = narrow(wide)
    assert wide.indices.itemsize == 8
    assert (found.indices.itemsize, found.indptr.itemsize) == (size, size)
    assert found.indices.tolist() == [last]
    assert np.shares_memory(found.data, wide.data)
    assert narrow(found) is found
