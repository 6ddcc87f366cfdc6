"""Tables as files of CSV, typed as the server's own import tool reads them.

In a file of CSV all values of a column are of one type, while a field may hold a number here and "unknown"
there: rows that differ so go to files of their own.  So do kinds and relations, which have fields of their
own.  Every text stands in quotes, so that "" is a blank text and nothing is nothing; an empty list cannot be
said and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from graph.neo4j_tables import LABEL, TYPE, Row, Table

PREFERRED = "\x1f\x1e\x1d\x1c;|"
AT_ONCE = 20_000
"""So many rows are kept before they are appended to their files: there may be more than can be open."""

Shape = tuple[tuple[str, str], ...]
"""The columns that a row fills, each with the type of its value."""

_TYPES = {bool: "boolean", int: "long", float: "double", str: "string", list: "string[]", type(None): ""}


class Sheets:
    """The files that one table becomes.  Everything is known after `survey`; then `write` may be called."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns: dict[str, dict[str, list[str]]] = {}  # of each group: the types of each column

    def survey(self, signs: set[str]) -> Iterator[None]:
        """Look at every row once, a step for each; add every sign in the texts of lists to `signs`."""
        shapes: dict[str, dict[Shape, None]] = defaultdict(dict)
        for row in self.table.rows():
            shapes[_group(row)][tuple([(name, _TYPES[type(value)]) for name, value in row.items()])] = None
            for value in row.values():
                if type(value) is list:
                    signs.update(*value)
            yield
        for group in sorted(shapes):
            types: dict[str, set[str]] = defaultdict(set)
            for name, type_ in chain.from_iterable(shapes[group]):
                types[name].add(type_)
            self.columns[group] = {name: sorted(some - {""}) for name, some in types.items() if some != {""}}

    def write(self, folder: Path, separator: str, files: dict[str, int]) -> Iterator[None]:
        """Write every row into its file, a step for each; `files` becomes every file with its rows."""
        waiting: dict[str, list[str]] = defaultdict(list)
        for number, row in enumerate(self.table.rows(), 1):
            group = _group(row)
            columns = self.columns[group]
            sort = tuple([self._type(row, name, some) for name, some in columns.items() if len(some) > 1])
            file = self._file(group, sort)
            if file not in files:
                files[file] = 0
                waiting[file].append(",".join(self._heads(columns, iter(sort))))
            files[file] += 1
            waiting[file].append(",".join([_cell(row.get(name), separator) for name in columns]))
            if number % AT_ONCE == 0:
                _append(folder, waiting)
            yield
        _append(folder, waiting)

    def _file(self, group: str, sort: tuple[str, ...]) -> str:
        """Named after its rows, such as "ties-SUPPLIES-string.csv" where a share is unknown."""
        ending = [one.replace("[]", "s") for one in sort]
        return "-".join([self.table.name, *([group] if group else []), *ending]) + ".csv"

    @staticmethod
    def _type(row: Row, name: str, types: list[str]) -> str:
        """The type of a column that may have several; a row without it stands among the first."""
        return _TYPES[type(row.get(name))] or types[0]

    def _heads(self, columns: Mapping[str, list[str]], sort: Iterator[str]) -> Iterator[str]:
        for name, types in columns.items():
            type_ = types[0] if len(types) == 1 else next(sort)
            if name.startswith(":"):
                yield name
            elif name == self.table.id:
                yield f"{name}:ID({self.table.group})"
            else:
                yield f"{name}:{type_}"


def separator(used: set[str]) -> str:
    """A sign to stand between the texts of a list: the first that is in none of them.

    There always is one: text of ours is composed (NFC), and some signs, such as U+0340, are in no such text.

    >>> separator({"a", ";"}) == chr(0x1F)
    True
    """
    plain = (chr(code) for code in range(0x21, 0xD800) if chr(code) not in '",\\')
    return next(one for one in chain(PREFERRED, plain) if one not in used)


def _group(row: Row) -> str:
    """What rows of one file have in common: the type of a relationship, the kind of a stakeholder."""
    relation = row.get(TYPE)
    if relation is not None:
        return str(relation) if relation not in ("MENTIONS", "CARD") else ""
    labels = row[LABEL]
    return str(labels[1]) if len(labels) > 1 else ""


def _cell(value: Any, between: str) -> str:
    if value is None:
        return ""
    kind = type(value)
    if kind is bool:
        return "true" if value else "false"
    if kind is int or kind is float:
        return repr(value)
    text: str = between.join(value) if kind is list else value
    return '"' + text.replace('"', '""') + '"'


def _append(folder: Path, waiting: dict[str, list[str]]) -> None:
    for file, lines in waiting.items():
        with (folder / file).open("a", encoding="utf-8", newline="") as page:
            page.write("\n".join(lines) + "\n")
    waiting.clear()
