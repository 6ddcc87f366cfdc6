"""The examples in docstrings are true, and every measure has one."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def named(file: Path) -> str:
    """The module that a file of the project is."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


FILES = [file for room in ("graph", "ingest", "queries") for file in sorted((ROOT / room).rglob("*.py"))]
WITH_EXAMPLES = [named(file) for file in [*FILES, ROOT / "aantafel.py"] if ">>> " in file.read_text("utf-8")]
MEASURES = [named(file) for file in FILES if file.parent.name == "measures" and file.stem != "__init__"]


def test_every_measure_has_an_example() -> None:
    assert {"queries.measures.influence", "queries.measures.betweenness"} <= set(MEASURES)
    assert set(MEASURES) - set(WITH_EXAMPLES) == set()


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_every_example_is_true(name: str) -> None:
    result = doctest.testmod(import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
