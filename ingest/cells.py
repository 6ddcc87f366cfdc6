"""The text of a cell, tidied: what is removed, and nothing else.

- blanks around the text, also no-break ones; inside, a no-break blank becomes a plain one;
- signs that show nothing (zero-width space, word joiner, byte-order mark), everywhere; direction
  marks around the text.  Joiners (ZWJ, ZWNJ) belong to the spelling of Indic and Persian words and
  stay, except where they stand alone at an edge;
- HTML entities (`&#47;`, `&amp;`) become the character they stand for;
- NUL bytes; line ends inside a cell become a plain line feed.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Sequence

from ingest.grid import Grid

ERRORS = frozenset(
    """
    #N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #FIELD! #BLOCKED! #GETTING_DATA
    #N/B #VERW! #WAARDE! #DEEL/0! #NAAM? #LEEG! #GETAL! Err:502 Err:504 Err:508 Err:509 Err:522
    """.split()  # noqa: SIM905
)

_MARKS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_JOINERS = "\u200c\u200d"
_ODD = re.compile(f"[\x00\r\u00a0\u2007\u202f\u200b\ufeff\u2060{_JOINERS}{_MARKS}]")
_SHOWS_NOTHING = dict.fromkeys(map(ord, "\u200b\ufeff\u2060"))
_NO_BREAK = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def tidier(grid: Grid, *, careful: bool = True) -> Callable[[int, Sequence[str]], list[str]]:
    """A function (row number, cells) -> tidied cells that counts in `grid` what it changed.

    With `careful` false only blanks around the text are looked for; say so when `is_plain` holds
    for the whole text, which is twice as fast.
    """

    def plain(number: int, cells: Sequence[str]) -> list[str]:
        tidied = [cell.strip() for cell in cells]
        if tidied != cells:
            for column, (before, after) in enumerate(zip(cells, tidied, strict=True)):
                if before != after and after:
                    _count(grid.trimmed, column, number)
        return tidied

    def thorough(number: int, cells: Sequence[str]) -> list[str]:
        if not _is_odd("\n".join(cells)):
            return plain(number, cells)
        return [_tidied(grid, number, column, cell) for column, cell in enumerate(cells)]

    return thorough if careful else plain


def is_plain(text: str) -> bool:
    """Whether no cell of this text can need more than its blanks stripped."""
    return not _is_odd(text)


def _is_odd(text: str) -> bool:
    return _ODD.search(text) is not None or ("&" in text and _ENTITY.search(text) is not None)


def _tidied(grid: Grid, number: int, column: int, cell: str) -> str:
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        text = text.replace("\x00", "")
        _count(grid.without_nul, column, number)
    if "&" in text:
        escaped, text = text, _ENTITY.sub(lambda found: html.unescape(found[0]), text)
        if escaped != text:
            _count(grid.unescaped, column, number)
    before, text = text, _bare(text.translate(_SHOWS_NOTHING).translate(_NO_BREAK))
    if before != text and text:
        _count(grid.trimmed, column, number)
    return text


def _bare(text: str) -> str:
    """Without blanks and marks at the edges; a joiner stays at the end only after a virama."""
    while True:
        text, before = text.strip().strip(_MARKS).lstrip(_JOINERS), text
        while text and text[-1] in _JOINERS and (len(text) < 2 or unicodedata.combining(text[-2]) != 9):
            text = text[:-1]
        if text == before:
            return text


def _count(counts: dict[int, list[int]], column: int, number: int) -> None:
    counts.setdefault(column, [0, number])[0] += 1
