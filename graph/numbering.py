"""Stakeholders as numbers: who is who in columns, and the rows that the ends of ties stand for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.columns import Columns
from graph.identity import Identity, identity

Ints = npt.NDArray[np.int64]


class Numbering:
    """Everybody mentioned in columns of one snapshot, sorted; `nodes` are keys, a row each.

    Raises `Contradiction` where decisions contradict one another.  Linear in the mentions.
    """

    def __init__(self, columns: Columns) -> None:
        self.who: Identity = identity(columns.mentions, columns.decisions, columns.keys)
        meant: dict[Any, str]
        if self.who.parts:  # one key may mean two, to two sources
            said = self._said(columns.keys, [m.source for m in columns.mentions])
            meant = {(source, key): self.who.of(source, key) for source, key in set(said)}
        else:
            said = columns.keys
            meant = {key: self.who.resolve(key) for key in set(said)}
        self.nodes: tuple[str, ...] = tuple(sorted(set(meant.values())))
        row = {node: at for at, node in enumerate(self.nodes)}
        self._row = {one: row[node] for one, node in meant.items()}
        self.rows = self._rows(said)
        """The row of each mention."""

    def ends(self, columns: Columns) -> tuple[Ints, Ints]:
        """The rows of the first and second end of each tie."""
        a, b = (self._rows(self._said(side, columns.source)) for side in (columns.a, columns.b))
        return a, b

    def _said(self, keys: Sequence[str], sources: Sequence[str]) -> Sequence[Any]:
        return list(zip(sources, keys, strict=True)) if self.who.parts else keys

    def _rows(self, said: Sequence[Any]) -> Ints:
        return np.fromiter(map(self._row.__getitem__, said), np.int64, len(said))
