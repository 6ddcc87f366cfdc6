"""The examples in the docstrings of the measures and of what feeds them are true."""

import doctest
from importlib import import_module

import pytest

MODULES = (
    "measures.influence",
    "measures.dependence",
    "measures.concentration",
    "measures.structural_holes",
    "measures.triangles",
    "sides",
    "answers_json",
)


@pytest.mark.parametrize("name", MODULES)
def test_every_example_is_true(name: str) -> None:
    result = doctest.testmod(import_module(f"queries.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
