"""Which row holds the column names.

Registers begin with a logo, a title, a date; their names may stand on two rows, a group above a
detail.  Most cells of the table stand under a name; names are words and no numbers, and hardly
repeat; when the caller knows which words are names, those decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.grid import Row, Span, letters

SEARCHED = 20  # filled rows in which a header is looked for
_LOOKED_AT = 60  # filled rows below a header that are looked at
_LONGEST = 80  # signs in a name; more is a sentence
_LETTER = re.compile(r"[^\W\d_]")
_YEAR = re.compile(r"(?:19|20)\d\d")

Known = Callable[[Sequence[str]], float]


@dataclass(frozen=True, slots=True)
class Header:
    """The column names and where they stand; `body` is the index of the first row below them."""

    names: tuple[str, ...]
    row: int
    body: int
    joined: bool = False


def find_header(
    rows: Sequence[Row], merged: Sequence[Span] = (), known: Known | None = None
) -> Header | None:
    """The header among the first filled rows, or None when no row looks like one.

    `known` tells which share of some cells are names that the caller knows, 0 to 1.
    """
    best: Header | None = None
    best_score = 0.0
    for header, score in _scored(rows, merged, known):
        # A later row must be clearly better: rows of data resemble their header.
        if score > 0 and (best is None or score > best_score + 0.25):
            best, best_score = header, score
    return best


def header_at(rows: Sequence[Row], number: int, merged: Sequence[Span] = ()) -> Header | None:
    """The header on this row, with the group row above it if there is one; None if it is blank."""
    for index, row in enumerate(rows):
        if row.number == number:
            above = index - 1
            if above >= 0 and _is_group_row(rows[above], row, merged, None):
                return _pair(rows, above, merged)
            return Header(row.cells, number, index + 1)
    return None


def no_header(rows: Sequence[Row]) -> Header:
    """Columns named as a spreadsheet names them, A, B, …; every row is data."""
    return Header(tuple(letters(column) for column in range(max(len(row.cells) for row in rows))), 0, 0)


def _scored(
    rows: Sequence[Row], merged: Sequence[Span], known: Known | None
) -> Iterator[tuple[Header, float]]:
    options = list(_options(rows, merged, known))
    coverages = [_coverage(header, rows) for header in options]
    widest = max(coverages, default=0.0)
    for header, coverage in zip(options, coverages, strict=True):
        fits = coverage >= max(0.6 * widest, 0.3) and _reads_as_names(header, rows)
        share = known([name for name in header.names if name]) if known is not None else 0.0
        if header.joined and known is not None:
            share = max(share, known([name for name in rows[header.body - 1].cells if name]))
        yield header, 0.5 * fits + share * coverage / (widest or 1.0)


def _options(rows: Sequence[Row], merged: Sequence[Span], known: Known | None) -> Iterator[Header]:
    for index, row in enumerate(rows[:SEARCHED]):
        below = rows[index + 1] if index + 1 < len(rows) else None
        if below is not None and _is_group_row(row, below, merged, known):
            yield _pair(rows, index, merged)
        yield Header(row.cells, row.number, index + 1)


def _coverage(header: Header, rows: Sequence[Row]) -> float:
    """Share of the filled cells below that stand under a name."""
    named = _filled(header.names)
    below = [_filled(row.cells) for row in rows[header.body : header.body + _LOOKED_AT]]
    cells = sum(map(len, below))
    return sum(len(named & each) for each in below) / cells if cells else 1.0


def _reads_as_names(header: Header, rows: Sequence[Row]) -> bool:
    names = [name for name in header.names if name]
    if not any(_LETTER.search(name) for name in names):
        return False
    below = rows[header.body : header.body + _LOOKED_AT]
    wider = any(len(_filled(row.cells)) > 1 for row in below)
    if len(names) == 1 and below and (wider or below[0].number > header.row + 1):
        return False  # a title: above something wider, or above a gap
    words = sum(_is_wordy(name) for name in names)
    return words >= 0.7 * len(names) and len({name.casefold() for name in names}) >= 0.5 * len(names)


def _is_wordy(name: str) -> bool:
    return len(name) <= _LONGEST and bool(_LETTER.search(name) or _YEAR.fullmatch(name))


def _filled(cells: Sequence[str]) -> set[int]:
    return {column for column, cell in enumerate(cells) if cell}


# -- two rows of names ------------------------------------------------------------------------


def _is_group_row(top: Row, sub: Row, merged: Sequence[Span], known: Known | None) -> bool:
    """Whether `top` holds groups over the names in `sub`: sparse, right above, and words too."""
    groups, names = _filled(top.cells), _filled(sub.cells)
    words = [cell for cell in (*top.cells, *sub.cells) if cell]
    if sub.number != top.number + 1 or not all(_is_wordy(cell) for cell in words):
        return False
    if any(cell.endswith(":") for cell in top.cells) or len(names) < 2:
        return False
    below_group = [sub.cells[c].casefold() for c in sorted(names)]
    spans = [span for span in _spans(top, merged) if span[1] > span[0]]
    if spans:
        alone = len(groups) == 1 and spans[0][0] == min(groups | names)
        under = {c for first, last in spans for c in names if first <= c <= last}
        beside = (groups & names) - under  # names over data, where only one header cell is merged
        return not alone and len(under) >= 2 and not beside
    gaps = {c for c in names - groups if c > min(groups)}
    sparse = len(groups) <= 0.6 * len(groups | names)
    if known is not None and known([cell for cell in sub.cells if cell]) == 0:
        return False
    return len(groups) >= 2 and bool(gaps) and sparse and len(set(below_group)) > 0.5 * len(below_group)


def _spans(top: Row, merged: Sequence[Span]) -> list[tuple[int, int]]:
    """First and last column of every merged range that starts on this row."""
    return [(first[1], last[1]) for first, last in merged if first[0] == top.number]


def _pair(rows: Sequence[Row], index: int, merged: Sequence[Span]) -> Header:
    top, sub = rows[index], rows[index + 1]
    width = max(len(top.cells), len(sub.cells))
    groups = [*top.cells, *[""] * (width - len(top.cells))]
    names = [*sub.cells, *[""] * (width - len(sub.cells))]
    carried = _carried(top, groups, names, merged)
    joined = tuple(_joined(group, name) for group, name in zip(carried, names, strict=True))
    return Header(joined, sub.number, index + 2, joined=True)


def _carried(top: Row, groups: list[str], names: list[str], merged: Sequence[Span]) -> list[str]:
    """The group over each column: as far as it is merged, else up to the next group."""
    carried = list(groups)
    spans = [span for span in _spans(top, merged) if span[1] > span[0]]
    for first, last in spans:
        carried[first : last + 1] = [groups[first]] * len(carried[first : last + 1])
    if not spans:
        for column in range(1, len(carried)):
            if not groups[column] and names[column] and names[column - 1]:
                carried[column] = carried[column - 1]
    return carried


def _joined(group: str, name: str) -> str:
    if group and name and group.casefold() != name.casefold():
        return f"{group} / {name}"
    return name or group
