"""One relation as a matrix, on three stakeholders: every cell worked out by hand."""

from typing import Any

import numpy as np
import pytest

from graph.columns import Columns
from graph.errors import BadValue
from graph.layers import layer
from graph.records import Decision, Mention, mention


def said(name: str, of: str = "s") -> Mention:
    return mention(of, "Supplier", name, country="IN")


A, B, C = sorted((said(name) for name in "ABC"), key=lambda m: m.key)
A2 = said(A.name, "t")


def columns(
    relation: str, ties: list[tuple[Mention, Mention, Any]], *decisions: Decision, field: str = "strength"
) -> Columns:
    """Ties from a to b that say a value, read with the mentions of A, B and C."""
    everyone = (A, B, C, A2)
    source, a, b, values = zip(*((x.source, x.key, y.key, value) for x, y, value in ties), strict=True)
    keys = tuple(m.key for m in everyone)
    return Columns(relation, (field,), everyone, keys, decisions, source, a, b, (values,))


def cells(read: Columns, field: str = "strength") -> list[list[float]]:
    matrix, nodes = layer(read, field)
    assert matrix.shape == (len(nodes), len(nodes))
    dense: list[list[float]] = np.round(matrix.toarray(), 9).tolist()
    return dense


def test_rows_are_the_first_ends_and_columns_the_second() -> None:
    assert cells(columns("INFLUENCES", [(A, B, 0.3), (B, C, 0.6)])) == [[0, 0.3, 0], [0, 0, 0.6], [0, 0, 0]]


def test_everybody_mentioned_has_a_row_in_the_order_of_the_keys() -> None:
    _, nodes = layer(columns("INFLUENCES", [(B, C, 0.3)]), "strength")
    assert nodes == (A.key, B.key, C.key)


def test_parallel_ties_are_summed_also_of_two_sources() -> None:
    read = columns("INFLUENCES", [(A, B, 0.3), (A, B, 0.2), (A2, A2, 0.1), (A, A, 0.1)])
    assert cells(read) == [[0.2, 0.5, 0], [0, 0, 0], [0, 0, 0]]


def test_without_a_field_ties_are_counted() -> None:
    assert cells(columns("INFLUENCES", [(A, B, None), (A, B, 0.2)]), "") == [[0, 2, 0], [0, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize("value", [None, "unknown"])
def test_what_a_tie_does_not_say_adds_nothing(value: Any) -> None:
    matrix, _ = layer(columns("INFLUENCES", [(A, B, value), (B, C, 0.5)]), "strength")
    assert matrix.nnz == 1


def test_a_relation_without_direction_gives_a_symmetric_matrix() -> None:
    read = columns("KNOWS", [(A, B, 0.3), (C, C, 0.6)], field="trust")
    assert cells(read, "trust") == [[0, 0.3, 0], [0.3, 0, 0], [0, 0, 0.6]]


def test_a_loop_stays_on_the_diagonal_once() -> None:
    assert cells(columns("INFLUENCES", [(A, A, 0.4)]))[0][0] == 0.4


def test_who_is_decided_to_be_the_same_shares_a_row() -> None:
    read = columns("INFLUENCES", [(A, C, 0.3), (B, C, 0.2), (A, B, 0.1)], Decision(A.key, B.key, "same"))
    assert cells(read) == [[0.1, 0.5], [0, 0]]


def test_namesakes_that_were_parted_have_a_row_each() -> None:
    parted = Decision(f"{A.key}@s", f"{A.key}@t", "different")
    matrix, nodes = layer(columns("INFLUENCES", [(A, B, 0.3)], parted), "strength")
    assert len(nodes) == 4
    rows, cols = matrix.nonzero()
    assert (nodes[rows[0]], nodes[cols[0]]) == (f"{A.key}@s", B.key)


def test_a_field_that_was_not_read_or_holds_words_is_refused() -> None:
    with pytest.raises(BadValue, match="share"):
        layer(columns("INFLUENCES", [(A, B, 0.3)]), "share")
    with pytest.raises(BadValue, match="channel"):
        layer(columns("INFLUENCES", [(A, B, "letters")], field="channel"), "channel")
