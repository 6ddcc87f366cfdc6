"""Which stakeholder a name in a file means: the file's own row, if exactly one fits.

Nothing is looked up outside the file, so that a row means the same whatever else is in the graph.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from graph.records import folded, key_of


class Own(NamedTuple):
    """A stakeholder or dialogue as one row of the file describes it."""

    kind: str
    name: str
    country: str = ""
    ids: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of its mention."""
        return _key(self)


@lru_cache(maxsize=1 << 18)
def _key(own: Own) -> str:
    return key_of(own.kind, own.name, own.country, own.ids)


class Meant(NamedTuple):
    """What a name means here: the own row (or a bare name), and how many rows it could have been."""

    own: Own
    found: int


class OwnRows:
    """The file's own rows, by folded name and by the other names they give themselves."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Own]] = {}
        self._by_alias: dict[str, list[Own]] = {}
        self._left_out: set[str] = set()

    def add(self, own: Own) -> None:
        """Remember a row; equal rows count once."""
        rows = self._by_name.setdefault(folded(own.name), [])
        if own not in rows:
            rows.append(own)
        for alias in own.aliases:
            others = self._by_alias.setdefault(folded(alias), [])
            if own not in others:
                others.append(own)

    def leave_out(self, name: str) -> None:
        """Remember that this is a person who is not loaded: no row may name them."""
        self._left_out.add(folded(name))

    def is_left_out(self, name: str) -> bool:
        """Whether the name is only that of a person who is not loaded."""
        known = folded(name)
        return known in self._left_out and known not in self._by_name

    def meant(self, name: str, kinds: frozenset[str] | None = None) -> Meant:
        """The own row that `name` means where one of `kinds` is wanted.

        Rows that can be one (a blank kind or country fits any) count as one, the fullest; among
        rows that cannot, those of a wanted kind; when more than one is left, the name alone.
        """
        known = folded(name)
        rows = self._by_name.get(known) or self._by_alias.get(known) or []
        if not rows:
            return Meant(Own("", name), 0)
        groups = list(_together(rows))
        if len(groups) > 1 and kinds is not None:
            groups = [group for group in groups if group.kind in kinds] or groups
        return Meant(groups[0], 1) if len(groups) == 1 else Meant(Own("", name), len(groups))

    def names(self) -> tuple[str, ...]:
        """Every name that a row gives itself, in the order of the file."""
        return tuple(rows[0].name for rows in self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)


def _together(rows: Iterable[Own]) -> Iterable[Own]:
    """One row for those that can be one: each joins the first that it does not clash with, fullest first."""
    kept: list[Own] = []
    for row in sorted(rows, key=_fullness):
        if not any(_fits(row, one) for one in kept):
            kept.append(row)
    return kept


def _fullness(own: Own) -> tuple[int, int, int, Own]:
    return (-bool(own.kind), -bool(own.country), -len(own.ids), own)


def _fits(a: Own, b: Own) -> bool:
    if (a.kind and b.kind and a.kind != b.kind) or (a.country and b.country and a.country != b.country):
        return False
    schemes = {one.partition(":")[0]: one for one in b.ids}
    return all(schemes.get(one.partition(":")[0], one) == one for one in a.ids)
