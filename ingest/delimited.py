"""CSV, TSV and other text with one record per line: which encoding, which delimiter, which rows.

Encoding: byte-order mark, then UTF-16 when every other byte is NUL, then UTF-8, then Windows-1252
(what Excel in Western Europe writes).  Nothing is guessed from letter statistics.

Delimiter: the text is parsed with each of ``; , tab |``; of those that part the rows evenly, the
one that does so from the earliest row on wins, and then the most even and widest.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ingest.cells import ERRORS, is_plain, tidier
from ingest.grid import Grid, Row, note, unreadable

DELIMITERS = (";", ",", "\t", "|")
MAX_COLUMNS = 4096

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_DIRECTIVE = re.compile(r"sep=(.)\n", re.IGNORECASE)
_UTF8_LETTER = re.compile(rb"[\xc3\xc4\xc5][\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]")
_SAMPLE_RECORDS = 400
_TITLES = 20  # records that may stand above the table
_ENOUGH = 0.2  # below this no delimiter parts the rows evenly: one column


def read_delimited(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> Grid:
    """The filled records of a text file, numbered by the line on which each starts.

    `Grid.delimiter` is "" when the text has one column.  Raises `Unreadable` when the bytes fit no
    encoding, hold many NULs, hold no text, or a quotation mark is never closed.
    """
    grid = Grid(sheet="")
    text = _decode(path.name, path.read_bytes(), encoding, grid)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise unreadable("nothing", file=path.name)
    first_line = 1
    if directive := _DIRECTIVE.match(text):
        text = text[directive.end() :]
        first_line = 2
        delimiter = delimiter or directive[1]
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise unreadable("bad_delimiter", delimiter=delimiter)
    chosen = delimiter if delimiter is not None else best_delimiter(text)
    grid.delimiter = chosen
    _fill(grid, path.name, text, chosen or _absent_from(text), first_line)
    return grid


def best_delimiter(text: str) -> str:
    """Which of `DELIMITERS` gives rows of the most even width; "" when none parts them.

    >>> best_delimiter("naam;aandeel\\nGroeve 1;12,5\\nGroeve 2;7,5\\n")
    ';'
    >>> best_delimiter("naam\\nGroeve 1\\n")
    ''
    """
    votes = [_vote(text, candidate) for candidate in DELIMITERS if candidate in text]
    likely = [vote for vote in votes if vote.evenness >= _ENOUGH]
    # Decimal commas, lists in cells: the wrong delimiter parts the data and not the header.
    return min(likely, key=lambda vote: (vote.start, -vote.evenness)).delimiter if likely else ""


class _Vote(NamedTuple):
    """How evenly a delimiter parts the records, 0 to 1, and the first record of a run so parted."""

    delimiter: str
    evenness: float
    start: int


def _vote(text: str, delimiter: str) -> _Vote:
    """For the best width, with trailing blanks or without: how many records have it."""
    _allow_long_cells()
    reader = csv.reader(_lines(text), delimiter=delimiter)
    records = [record for record in islice(reader, _SAMPLE_RECORDS) if any(map(str.strip, record))]
    whole = [len(record) for record in records]
    filled = [max(at for at, cell in enumerate(record, start=1) if cell.strip()) for record in records]
    votes = [_Vote(delimiter, *_evenness(widths)) for widths in (whole, filled)]
    return max(votes, key=lambda vote: vote.evenness)


def _evenness(widths: list[int]) -> tuple[float, int]:
    """For the best width: the share of records that have it, squared, weighted by how wide that is.

    Counted from the first such record on, since titles come first; and where a run of them starts.
    """
    best = (0.0, 0)
    for width, count in Counter(widths).items():
        if width > 1:
            titles = min(widths.index(width), len(widths) // 2, _TITLES)
            evenness = (count / (len(widths) - titles)) ** 2 * (1 - 1 / width)
            best = max(best, (evenness, _run(widths, width)), key=lambda each: each[0])
    return best


def _run(widths: list[int], width: int) -> int:
    pairs = (at for at in range(len(widths) - 1) if widths[at] == widths[at + 1] == width)
    return next(pairs, widths.index(width))


def _fill(grid: Grid, file: str, text: str, delimiter: str, first_line: int) -> None:
    tidy = tidier(grid, careful=not is_plain(text))
    shows_errors = "#" in text or "Err:" in text
    same: dict[str, str] = {}
    last = 0
    for number, record in _records(grid, file, text, delimiter, first_line):
        cells = tidy(number, record)
        if not any(cells):
            grid.blank.append(number)
            continue
        last = max(last, len(cells))
        if shows_errors:
            grid.errors.extend((number, at, cell) for at, cell in enumerate(cells) if cell in ERRORS)
        grid.rows.append(Row(number, tuple([same.setdefault(cell, cell) for cell in cells])))
    if last > MAX_COLUMNS:
        raise unreadable("too_many_columns", file=file, columns=last, limit=MAX_COLUMNS)


def _records(
    grid: Grid, file: str, text: str, delimiter: str, first_line: int
) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts on; a note when a quotation mark stands askew."""
    _allow_long_cells()
    reader = csv.reader(_lines(text), delimiter=delimiter)
    first = end = 0
    on_more_lines: list[tuple[int, int]] = []
    for record in reader:
        first, end = end + 1, reader.line_num
        if end > first:
            on_more_lines.append((first, end))
        yield first + first_line - 1, record
    suspects = on_more_lines if end > first else [*on_more_lines, (first, end)]
    _look_at_quotes(grid, file, text, delimiter, suspects, first_line - 1)


def _look_at_quotes(
    grid: Grid, file: str, text: str, delimiter: str, suspects: list[tuple[int, int]], offset: int
) -> None:
    """Read these records again, strictly; a mark that is never closed swallows all that follows it.

    The suspects are the last record and all that stand on more than one line.
    """
    lines = _lines(text)
    at = 0
    for first, last in suspects:
        piece = list(islice(lines, first - 1 - at, last - at))
        at = last
        try:
            list(csv.reader(piece, delimiter=delimiter, strict=True))
        except csv.Error as wrong:
            if "unexpected end of data" in str(wrong):
                raise unreadable("unclosed_quote", file=file, row=first + offset) from wrong
            grid.notes.append(note("stray_quote", row=first + offset))


def _lines(text: str) -> Iterator[str]:
    return (found[0] for found in _LINE.finditer(text))


def _absent_from(text: str) -> str:
    return next((sign for sign in ("\t", "|", ";", "\x1f") if sign not in text), "\x1e")


def _allow_long_cells() -> None:
    if csv.field_size_limit() < 2**31 - 1:
        csv.field_size_limit(2**31 - 1)


# -- encoding ---------------------------------------------------------------------------------


def _decode(file: str, raw: bytes, encoding: str | None, grid: Grid) -> str:
    if encoding is not None:
        return _decode_as(file, raw, encoding, grid)
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return _decode_as(file, raw, name, grid)
    if wide := _utf16_without_bom(raw):
        return _decode_as(file, raw, wide, grid)
    _refuse_many_nuls(file, raw)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        stops_early = wrong.reason == "unexpected end of data" and wrong.end == len(raw)
        if stops_early and not raw[: wrong.start].isascii():
            grid.notes.append(note("cut_off"))
            grid.encoding = "utf-8"
            return raw[: wrong.start].decode("utf-8")
        _note_mixture(raw, grid)
        return _decode_as(file, raw, "cp1252", grid)
    grid.encoding = "utf-8"
    return text


def _decode_as(file: str, raw: bytes, encoding: str, grid: Grid) -> str:
    try:
        grid.encoding = codecs.lookup(encoding).name
        text = raw.decode(encoding)
    except (LookupError, ValueError) as wrong:
        if isinstance(wrong, UnicodeError):
            raise unreadable("bad_encoding", file=file, encoding=encoding) from wrong
        raise unreadable("unknown_encoding", encoding=encoding) from wrong
    return text.removeprefix("\ufeff")


def _utf16_without_bom(raw: bytes) -> str:
    """The byte order, when NULs stand on one side of nearly every pair and never on the other."""
    sample = raw[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(raw) % 2 or len(sample) < 4:
        return ""
    if odd > len(sample) * 0.3 and even < odd / 20:
        return "utf-16-le"
    if even > len(sample) * 0.3 and odd < even / 20:
        return "utf-16-be"
    return ""


def _refuse_many_nuls(file: str, raw: bytes) -> None:
    nuls = raw.count(0)
    if nuls > 3 and nuls > len(raw) / 1000:
        raise unreadable("nul_bytes", file=file, position=raw.index(0) + 1)


def _note_mixture(raw: bytes, grid: Grid) -> None:
    """A note when a text that is not UTF-8 as a whole has letters written in UTF-8 all the same."""
    if found := _UTF8_LETTER.search(raw):
        line = raw.count(b"\n", 0, found.start()) + 1
        grid.notes.append(note("mixed_encoding", row=line, value=found[0].decode("utf-8", errors="replace")))
