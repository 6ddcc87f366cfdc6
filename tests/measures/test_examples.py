"""The examples in the docstrings of the measures and of what feeds them are true."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

MEASURES = sorted((Path(__file__).parents[2] / "queries" / "measures").glob("*.py"))
ON_GRAPHS = ("backend_info", "centrality", "door", "exchange", "holes", "routes")
MODULES = (
    *(f"measures.{file.stem}" for file in MEASURES if file.stem != "__init__"),
    *(f"on_graphs.{name}" for name in ON_GRAPHS),
    "answers_json",
    "sides",
)


def test_there_are_measures() -> None:
    assert {"measures.influence", "measures.betweenness", "measures.routes"} <= set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_every_example_is_true(name: str) -> None:
    result = doctest.testmod(import_module(f"queries.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
