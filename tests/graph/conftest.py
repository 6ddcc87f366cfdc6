"""Stores to test: each test that asks for one runs on every kind there is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store
from tests.stores import KINDS, Stores


@pytest.fixture(params=sorted(KINDS))
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    made = KINDS[request.param](tmp_path)
    yield made
    made.close()


@pytest.fixture
def store(stores: Stores) -> Store:
    return stores.new()
