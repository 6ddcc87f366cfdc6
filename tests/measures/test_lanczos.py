"""The space of a start: its eigenvalue and its solutions, beside dense matrices."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.sparse import csr_array

from queries.measures.lanczos import KEPT, Space
from tests.measures.layers import awkward, csr

STEPS = np.linspace(0.5, 1.5, 399)
LINE = csr_array(np.diag(STEPS, 1) + np.diag(STEPS, -1))


def spaces() -> list[tuple[np.ndarray, np.ndarray]]:
    """Symmetric layers with ties, and a start that has a bit of every node with ties."""
    both = [(np.array(w) + np.array(w).T) for w in awkward(300)]
    return [(r, r.sum(axis=1)) for r in both if r.any()]


def test_the_largest_eigenvalue_is_that_of_the_dense_matrix() -> None:
    for r, start in spaces():
        space, found = Space(csr(r), start), None
        while not space.is_whole and (found is None or found.rest > 1e-13 * found.value):
            space.grow(1)
            found = space.largest()
        assert found and found.rest <= 1e-9 * found.value
        assert found.value == pytest.approx(np.linalg.eigvalsh(r)[-1], rel=1e-12)
        values = np.linalg.eigvalsh(r)[:-1]
        assert len(space) == 1 or abs(values - found.second).min() < 1e-3 * found.value
        x = space.combined(found.along)
        assert r @ x == pytest.approx(found.value * x, abs=1e-11 * found.value)
        assert np.linalg.norm(x) == pytest.approx(1)


def test_what_is_left_is_as_long_as_it_says_while_it_grows() -> None:
    for r, start in spaces():
        space, c, beta = Space(csr(r), start), start, -0.7 / np.linalg.eigvalsh(r)[-1]
        for _ in range(3):
            space.grow(1)
            value, _, along, rest = space.largest()
            x = space.combined(along)
            assert np.linalg.norm(r @ x - value * x) == pytest.approx(rest, abs=1e-11 * value)
            along, rest = space.solved(beta)
            x = space.combined(along)
            assert np.linalg.norm(c + beta * r @ x - x) == pytest.approx(
                rest * np.linalg.norm(c), abs=1e-11 * np.linalg.norm(c)
            )


@pytest.mark.parametrize("kappa", [-0.9, 0.0, 0.3, 0.9])
def test_a_solution_is_that_of_the_dense_matrix(kappa: float) -> None:
    for r, c in spaces():
        beta = -kappa / np.linalg.eigvalsh(r)[-1]
        space = Space(csr(r), c)
        space.grow(40)
        expected = np.linalg.solve(np.eye(len(r)) - beta * r, c)
        assert space.combined(space.solved(beta).along) == pytest.approx(expected, abs=1e-10 * c.max())


def test_somebody_whom_the_start_does_not_reach_has_nothing() -> None:
    # 0 - 1, and apart from them 2 - 3 with more; from 0 the radius is that of 0 - 1
    r = csr([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 5], [0, 0, 5, 0]])
    space = Space(r, np.array([1.0, 0, 0, 0]))
    space.grow(4)
    assert (len(space), space.largest().value) == (2, pytest.approx(1))
    assert space.combined(space.largest().along) == pytest.approx([0.5**0.5, 0.5**0.5, 0, 0])


def test_it_grows_to_no_more_dimensions_than_there_are() -> None:
    for r, start in spaces():
        space = Space(csr(r), start)
        space.grow(40)
        assert space.is_whole
        assert len(space) <= len(r)


def test_one_product_has_no_second_eigenvalue() -> None:
    space = Space(csr([[3.0]]), np.ones(1))
    space.grow(1)
    value, second, along, rest = space.largest()
    assert (value, second, along.tolist(), rest) == (3.0, -math.inf, [1.0], 0.0)


@pytest.mark.parametrize("scale", [1e-290, 1e-120, 1e120, 1e290])
def test_very_small_and_very_large_weights_are_only_scaled(scale: float) -> None:
    r = np.array([[0, 1.0, 2], [1, 0, 3], [2, 3, 0]])
    space, plain = Space(csr(r * scale), np.ones(3) * scale), Space(csr(r), np.ones(3))
    for one in (space, plain):
        one.grow(9)
    value, second, along, _ = space.largest()
    assert (value / scale, second / scale) == (
        pytest.approx(plain.largest().value),
        pytest.approx(plain.largest().second),
    )
    assert space.combined(along) == pytest.approx(plain.combined(plain.largest().along))
    beta = -0.5 / value
    assert space.combined(space.solved(beta).along) / scale == pytest.approx(
        np.linalg.solve(np.eye(3) - beta * scale * r, np.ones(3))
    )


def test_a_space_with_more_products_than_it_keeps() -> None:
    # a line of 400, whose ties become stronger: nobody is told apart by a few products
    space, c = Space(LINE, np.ones(400)), np.ones(400)
    space.grow(KEPT - 1)
    assert not space.is_full
    space.grow(1)
    assert space.is_full and not space.is_whole
    early = space.solved(-0.32)
    space.grow(300)
    assert len(space) > KEPT
    assert space.largest().value == pytest.approx(np.linalg.eigvalsh(LINE.toarray())[-1], rel=1e-9)
    late = space.solved(-0.32)
    assert late.along.tolist() == early.along.tolist()
    x = space.combined(late.along)
    assert np.linalg.norm(c - 0.32 * LINE @ x - x) == pytest.approx(late.rest * 20, rel=1e-3)
