"""The measures by name, loaded when one is asked for, so that `import aantafel` stays quick."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any


def measure(name: str) -> Callable[..., Any]:
    """The function of `queries.on_graphs.measures` with this name.

    It stands in `aantafel` as its `__getattr__`; raises `AttributeError` where there is none.

    >>> measure("constraint").__module__
    'queries.on_graphs.holes'
    """
    if not name.startswith("_"):
        measures = import_module("queries.on_graphs.measures")
        if name in measures.__all__:
            found: Callable[..., Any] = getattr(measures, name)
            return found
    raise AttributeError(f"aantafel has no {name!r}; see docs/notebooks.md for what there is")
