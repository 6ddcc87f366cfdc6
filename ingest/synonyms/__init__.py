"""Other spellings, as tables that anybody can add a line to: `words.toml`, `columns.toml`.

A value is a line of spellings parted by commas.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """The table `name`, "words" or "columns", with every line split into its spellings.

    >>> "ja" in table("words")["yes"]
    True
    """
    page = files("ingest") / "synonyms" / f"{name}.toml"
    return _split(tomllib.loads(page.read_text(encoding="utf-8")))


def _split(lines: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else _split(value)
        for key, value in lines.items()
    }
