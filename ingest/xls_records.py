"""What the reader of old .xls workbooks does not tell: errors, percentages, protection.

Calamine gives a blank for a cell that shows #N/A, and 0.25 for one that shows 25%.  The records of
the file say it.  They do not say whether a blank result was calculated, so nothing is said of
formulas without a value.  Sources: [MS-CFB] for the container, [MS-XLS] 2.3 and 2.4 for the records.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator

from ingest.formula_cells import Marks, is_percent_format

_ERROR = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_FORMULA, _EOF, _FILEPASS, _MULRK, _XF, _NUMBER, _BOOLERR = 0x06, 0x0A, 0x2F, 0xBD, 0xE0, 0x203, 0x205
_RK, _FORMAT, _BOUNDSHEET, _BOF = 0x27E, 0x41E, 0x85, 0x809
_END = 0xFFFFFFFA  # sector numbers from here on are marks, such as "end of chain"


class DamagedError(ValueError):
    """The container or its records are cut off or point outside the file."""


class ProtectedError(ValueError):
    """The workbook is protected by a password."""


def marks_of_xls(data: bytes) -> dict[str, Marks]:
    """Errors and percentages of each sheet by its name.

    Raises `DamagedError` or `ProtectedError`.
    """
    streams = ole_streams(data, ("Workbook", "Book"))
    book = streams.get("Workbook") or streams.get("Book") or b""
    starts: dict[str, int] = {}
    custom: set[int] = set()
    formats: list[int] = []
    for kind, body in _records(book, 0):
        if kind == _FILEPASS:
            raise ProtectedError
        if kind == _BOUNDSHEET and len(body) >= 8:
            starts[_sheet_name(body, old="Workbook" not in streams)] = struct.unpack_from("<I", body)[0]
        elif kind == _FORMAT and is_percent_format(body[2:].replace(b"\0", b"").decode("latin-1")):
            custom.add(struct.unpack_from("<H", body)[0])
        elif kind == _XF and len(body) >= 4:
            formats.append(struct.unpack_from("<H", body, 2)[0])
    percent = {at for at, format_ in enumerate(formats) if format_ in (9, 10) or format_ in custom}
    return {name: _marks(_records(book, start), percent) for name, start in starts.items()}


def _sheet_name(body: bytes, *, old: bool) -> str:
    if old:  # Excel 5 and 95
        return body[7 : 7 + body[6]].decode("cp1252", "replace")
    return body[8:].decode("utf-16-le" if body[7] & 1 else "latin-1", "replace")


def _marks(records: Iterator[tuple[int, bytes]], percent: set[int]) -> Marks:
    marks = Marks()
    for kind, body in records:
        if kind not in (_FORMULA, _NUMBER, _RK, _MULRK, _BOOLERR) or len(body) < 8:
            continue
        row, column, style = struct.unpack_from("<HHH", body)
        at = (row + 1, column)
        if kind == _BOOLERR:
            if body[7]:
                marks.errors[at] = _ERROR.get(body[6], "#N/A")
        elif kind == _FORMULA and body[12:14] == b"\xff\xff":
            if body[6] == 2:
                marks.errors[at] = _ERROR.get(body[8], "#N/A")
        elif kind == _MULRK:
            styles = [struct.unpack_from("<H", body, 4 + 6 * i)[0] for i in range((len(body) - 6) // 6)]
            marks.percent.update((row + 1, column + i) for i, each in enumerate(styles) if each in percent)
        elif style in percent:
            marks.percent.add(at)
    return marks


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record of one substream; charts inside a sheet are stepped over."""
    depth = 0
    while at + 4 <= len(book):
        kind, size = struct.unpack_from("<HH", book, at)
        body = book[at + 4 : at + 4 + size]
        at += 4 + size
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, body
        if depth <= 0:
            return


# -- the container ----------------------------------------------------------------------------


def ole_streams(data: bytes, wanted: Collection[str]) -> dict[str, bytes]:
    """The names of all streams in an OLE container; the bytes of those wanted, b"" for the others.

    Raises `DamagedError` when the container is cut off.
    """
    if len(data) < 512:
        raise DamagedError("cut off in the header")
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise DamagedError("unknown sector size")
    box = _Container(data, shift)
    directory = box.chain(struct.unpack_from("<I", data, 48)[0], box.fat)
    cutoff, first_mini = struct.unpack_from("<I", data, 56)[0], struct.unpack_from("<I", data, 60)[0]
    entries = [_entry(directory, at) for at in range(0, len(directory) - 127, 128)]
    root = next((entry for entry in entries if entry[1] == 5), None)
    streams = {name: b"" for name, kind, _, _ in entries if kind == 2}
    for name, kind, start, size in entries:
        if kind != 2 or name not in wanted:
            continue
        if size >= cutoff or root is None:
            content = box.chain(start, box.fat)
        else:
            table = box.chain(first_mini, box.fat)
            mini_fat = list(struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4]))
            content = _Container(b"\0" * 64 + box.chain(root[2], box.fat), 6, mini_fat).chain(start, mini_fat)
        if len(content) < size:
            raise DamagedError("cut off")
        streams[name] = content[:size]
    return streams


def _entry(directory: bytes, at: int) -> tuple[str, int, int, int]:
    """Name, kind (2 stream, 5 root), first sector and size of a directory entry."""
    length, kind = struct.unpack_from("<HB", directory, at + 64)
    name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    start, size = struct.unpack_from("<II", directory, at + 116)
    return name, kind, start, size


class _Container:
    """Sectors and the table that chains them."""

    def __init__(self, data: bytes, shift: int, fat: list[int] | None = None) -> None:
        self.data, self.size = data, 1 << shift
        self.fat = self._read_fat() if fat is None else fat

    def sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        if start >= len(self.data):
            raise DamagedError("cut off")
        return self.data[start : start + self.size]

    def chain(self, first: int, fat: list[int]) -> bytes:
        pieces: list[bytes] = []
        while first < _END:
            if first >= len(fat) or len(pieces) > len(fat):
                raise DamagedError("cut off")
            pieces.append(self.sector(first))
            first = fat[first]
        return b"".join(pieces)

    def _read_fat(self) -> list[int]:
        places = list(struct.unpack_from("<109I", self.data, 76))
        more, seen = struct.unpack_from("<I", self.data, 68)[0], 0
        while more < _END and seen <= len(self.data) // self.size:
            table = self.sector(more).ljust(self.size, b"\xff")
            *further, more = struct.unpack(f"<{self.size // 4}I", table)
            places += further
            seen += 1
        fat: list[int] = []
        for place in places:
            if place < _END:
                table = self.sector(place).ljust(self.size, b"\xff")
                fat += struct.unpack(f"<{self.size // 4}I", table)
        return fat
