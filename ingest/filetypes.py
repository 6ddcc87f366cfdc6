"""What a file really is, whatever its name says, and whether it is safe to open.

A look at the first bytes, and for containers (zip, OLE) at their table of contents.  A zip file is
unpacked once without keeping anything, so that a damaged one or a bomb is known before a reader
of spreadsheets gets it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from graph.errors import Unreadable
from graph.words import say
from ingest.grid import unreadable
from ingest.xls_records import DamagedError, ole_streams

TEXT_EXTENSIONS = (".csv", ".tsv", ".tab", ".txt")
SHEET_EXTENSIONS = dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), "xlsx") | {
    ".xls": "xls",
    ".xlt": "xls",
    ".ods": "ods",
}
SHOWN_EXTENSIONS = ".csv, .tsv, .txt, .xlsx, .xlsm, .xls, .ods"
FILE_LIMIT_MB = 250
UNPACKED_LIMIT_MB = 500
_MB = 1_000_000
_SUSPECT_MB, _SUSPECT_RATIO = 50, 200

_MAGIC = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n", "png"),
    (b"GIF8", "gif"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"PAR1", "parquet"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"Rar!", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"BZh", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
)
_PICTURE = re.compile(rb"BM.{4}\0{4}|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif)", re.DOTALL)
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def really(path: Path) -> str:
    """"text", "xlsx", "xls" or "ods": what this file holds.

    Raises `Unreadable`, naming what it really is, when it is something else; also when it is
    protected, damaged, too large, or would unpack to an absurd size.
    """
    size = path.stat().st_size
    if size > FILE_LIMIT_MB * _MB:
        raise unreadable("text_too_large", file=path.name, size=size // _MB, limit=FILE_LIMIT_MB)
    with path.open("rb") as stream:
        head = stream.read(4096)
    if path.name.startswith("~$") and size < 1000:
        raise _wrong(path, "lock")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(path)
    if head.startswith(_OLE):
        return _in_ole(path)
    if kind := _by_first_bytes(head):
        raise _wrong(path, kind)
    if path.suffix.lower() in SHEET_EXTENSIONS and not _could_be_text(head):
        raise unreadable("corrupt", file=path.name, reason="not a workbook")
    return "text"


def kind_of(name: str, lang: str = "en") -> str:
    """A kind of file in words, as in "a JPEG picture"."""
    return say(f"tables.kind.{name}", lang)


def _wrong(path: Path, kind: str) -> Unreadable:
    return unreadable("wrong_type", file=path.name, kind=kind_of(kind))


def _by_first_bytes(head: bytes) -> str:
    for magic, kind in _MAGIC:
        # Two letters are not enough: "BM" and "MZ" may begin a text.
        if head.startswith(magic) and (len(magic) > 2 or b"\0" in head[:64]):
            return kind
    if _PICTURE.match(head):
        return "picture"
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").removeprefix(b"\xff\xfe")
    if _PAGE.match(text):
        return "html"
    if text.lstrip().startswith(b"<?xml"):
        if b"<html" in text.lower():
            return "html"
        return "excel_2003_xml" if b"Excel.Sheet" in text or b":spreadsheet" in text else "xml"
    return ""


def _could_be_text(head: bytes) -> bool:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return wide or not any(byte < 9 or 13 < byte < 32 for byte in head)


# -- containers -------------------------------------------------------------------------------


def _in_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as container:
            _refuse_a_bomb(path, container)
            return _kind_of_zip(path, container)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as wrong:
        raise unreadable("corrupt", file=path.name, reason=str(wrong) or type(wrong).__name__) from wrong
    except RuntimeError as wrong:  # zipfile's word for a password
        raise unreadable("encrypted", file=path.name) from wrong


def _kind_of_zip(path: Path, container: zipfile.ZipFile) -> str:
    names = set(container.namelist())
    if "xl/workbook.xml" in {name.lower() for name in names}:
        return "xlsx"
    if "mimetype" in names:
        mimetype = container.read("mimetype")
        if b"spreadsheet" in mimetype:
            manifest = "META-INF/manifest.xml"
            if manifest in names and b"encryption-data" in container.read(manifest):
                raise unreadable("encrypted", file=path.name)
            return "ods"
        if b"opendocument" in mimetype:
            raise _wrong(path, "odt")
    for kind, part in (("docx", "word/"), ("pptx", "ppt/"), ("xlsb", "xl/workbook.bin")):
        if any(name.startswith(part) for name in names):
            raise _wrong(path, kind)
    raise _wrong(path, "zip")


def _refuse_a_bomb(path: Path, container: zipfile.ZipFile) -> None:
    """First by what the directory says, then by unpacking: a directory may lie."""
    packed = path.stat().st_size
    limit = UNPACKED_LIMIT_MB * _MB
    said = sum(entry.file_size for entry in container.infolist())
    bomb = unreadable("zip_bomb", file=path.name, limit=UNPACKED_LIMIT_MB)

    def absurd(size: int) -> bool:
        return size > limit or (size > _SUSPECT_MB * _MB and size > _SUSPECT_RATIO * packed)

    if absurd(said):
        raise bomb
    unpacked = 0
    for entry in container.infolist():
        entry.file_size = limit + 1  # else unpacking stops, content, where the directory says it ends
        with container.open(entry) as stream:
            while chunk := stream.read(1 << 20):
                unpacked += len(chunk)
                if absurd(unpacked):
                    raise bomb


def _in_ole(path: Path) -> str:
    try:
        names = set(ole_streams(path.read_bytes(), ()))
    except DamagedError as wrong:
        raise unreadable("corrupt", file=path.name, reason=str(wrong)) from wrong
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        raise unreadable("encrypted", file=path.name)
    if names & {"Workbook", "Book"}:
        return "xls"
    raise _wrong(path, "doc" if "WordDocument" in names else "ole")
