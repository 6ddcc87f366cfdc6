"""The order in which a layer is multiplied fastest: another order, the same layer."""

import numpy as np
from hypothesis import given
from scipy.sparse import csc_array

from queries.measures.layer import widest_first
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
