"""What the reader of workbooks does not tell about cells: errors, percentages, formulas, reach.

Calamine gives a blank for a cell that shows #N/A and for a formula that was never calculated, 0.25
for a cell that shows 25%, and asks for memory for the whole rectangle up to the farthest cell.  So
the XML of .xlsx and .ods is looked at here; nothing else of it is read.  Sources: ECMA-376 part 1,
18.3.1.4 (cell) and 18.8.30 (number formats); OpenDocument 1.3 part 3, 19.385 (value type).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree

At = tuple[int, int]  # row from 1 as Excel shows it, column from 0


@dataclass(slots=True)
class Marks:
    """What one sheet shows besides its values, and the farthest filled cell."""

    errors: dict[At, str] = field(default_factory=dict)
    unvalued: dict[At, str] = field(default_factory=dict)
    percent: set[At] = field(default_factory=set)
    far: At = (0, 0)


_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*(?<!/)>')
_LETTERS = re.compile(rb'\br="([A-Z]{1,3})\d')
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_LOW_ROW = re.compile(rb'\br="[A-Z]{1,3}(\d{6,})"')
_NAMELESS_SIGN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_SMALL = 20_000_000  # cells up to which the exact reach does not matter


def is_percent_format(code: str) -> bool:
    """Whether a number format shows percentages.

    >>> is_percent_format("0.0%"), is_percent_format('0.0" %"')
    (True, False)
    """
    return "%" in _NAMELESS_SIGN.sub("", code)


# -- .xlsx ------------------------------------------------------------------------------------


def marks_of_xlsx(container: zipfile.ZipFile) -> dict[str, Marks]:
    """The marks of each sheet by its name.  Raises `ParseError` or `KeyError` if damaged."""
    percent = _percent_styles(container)
    return {name: _marks_of_part(container.read(part), percent) for name, part in _parts(container)}


def _parts(container: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and XML part of each worksheet."""
    names = {name.lower(): name for name in container.namelist()}
    book = names["xl/workbook.xml"]
    targets: dict[str, str] = {}
    for relation in _elements(container, names["xl/_rels/workbook.xml.rels"], "Relationship"):
        target = relation.get("Target", "")
        whole = posixpath.join("/", posixpath.dirname(book), target)
        if relation.get("Type", "").endswith("/worksheet"):
            targets[relation.get("Id", "")] = posixpath.normpath(whole).lstrip("/")
    for sheet in _elements(container, book, "sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        if part := names.get(targets.get(key, "").lower()):
            yield sheet.get("name", ""), part


def _percent_styles(container: zipfile.ZipFile) -> set[str]:
    """The cell styles, by number, that show percentages."""
    part = next((name for name in container.namelist() if name.lower() == "xl/styles.xml"), None)
    if part is None:
        return set()
    codes = {"9": "0%", "10": "0.00%"}
    for own in _elements(container, part, "numFmt"):
        codes[own.get("numFmtId", "")] = own.get("formatCode", "")
    styles = next(iter(_elements(container, part, "cellXfs")), None)
    used = [] if styles is None else [style.get("numFmtId", "") for style in styles]
    return {str(at) for at, code in enumerate(used) if is_percent_format(codes.get(code, ""))}


def _elements(container: zipfile.ZipFile, part: str, name: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(container.read(part))
    return [element for element in root.iter() if _local(element.tag) == name]


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _marks_of_part(xml: bytes, percent: set[str]) -> Marks:
    marks = Marks(far=_reach(xml))
    styled = percent and set(re.findall(rb'\bs="(\d+)"', xml)) & {style.encode() for style in percent}
    if not (styled or b't="e"' in xml or b"<f" in xml or b":f>" in xml or b":f " in xml):
        return marks
    row = column = 0
    for event, element in ElementTree.iterparse(io.BytesIO(xml), ("start", "end")):
        tag = _local(element.tag)
        if event == "start":
            if tag == "row":
                row, column = int(element.get("r", row + 1)), -1
            elif tag == "c":
                row, column = _place(element.get("r"), row, column + 1)
        elif tag == "c":
            _mark(marks, element, (row, column), percent)
        elif tag == "row":
            element.clear()
    return marks


def _place(reference: str | None, row: int, column: int) -> At:
    found = re.fullmatch(r"([A-Z]{1,3})(\d+)", reference or "")
    return (int(found[2]), _number(found[1])) if found else (row, column)


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _mark(marks: Marks, cell: ElementTree.Element, at: At, percent: set[str]) -> None:
    value = formula = None
    for part in cell:
        tag = _local(part.tag)
        if tag == "v":
            value = part.text
        elif tag == "f":
            formula = part.text or ""
    if cell.get("t") == "e":
        marks.errors[at] = value or "#N/A"
    elif formula is not None and value is None and cell.get("t") != "str":
        marks.unvalued[at] = f"={formula}"
    elif cell.get("s") in percent and cell.get("t", "n") == "n":
        marks.percent.add(at)


def _reach(xml: bytes) -> At:
    """The last row and the last column that hold something; a bound on them when that is small."""
    width = max((_number(name.decode()) for name in set(_LETTERS.findall(xml))), default=0)
    height = max((int(row) for row in _ROW.findall(xml)), default=0)
    height = max([height, *map(int, _LOW_ROW.findall(xml))])
    if height * (width + 1) <= _SMALL:
        return height, width
    height = width = 0
    for found in _CELL.finditer(xml):
        width, height = max(width, _number(found[1].decode())), max(height, int(found[2]))
    return height, width


# -- .ods -------------------------------------------------------------------------------------


def marks_of_ods(content: IO[bytes]) -> dict[str, Marks]:
    """The marks of each sheet by its name.  Raises `ElementTree.ParseError` if damaged."""
    sheets: dict[str, Marks] = {}
    marks = Marks()
    row = column = 0
    for event, element in ElementTree.iterparse(content, ("start", "end")):
        tag = _local(element.tag)
        if event == "start":
            if tag == "table":
                marks = sheets.setdefault(_attribute(element, "name"), Marks())
                row = 0
            elif tag == "table-row":
                row, column = row + 1, 0
        elif tag in ("table-cell", "covered-table-cell"):
            times = int(_attribute(element, "number-columns-repeated") or 1)
            _mark_ods(marks, element, row, column, times)
            column += times
        elif tag == "table-row":
            times = int(_attribute(element, "number-rows-repeated") or 1)
            row += times - 1
            if marks.far[0] == row - times + 1:
                marks.far = (row, marks.far[1])
            element.clear()
    return sheets


def _mark_ods(marks: Marks, cell: ElementTree.Element, row: int, column: int, times: int) -> None:
    kind, text = _attribute(cell, "value-type"), "\n".join(_shown(cell))
    formula = _attribute(cell, "formula")
    if not (kind or text or formula):
        return
    marks.far = (row, max(marks.far[1], column + times - 1))
    for at in range(column, column + min(times, 1000)):
        if text.startswith(("#", "Err:")) and formula:
            marks.errors[row, at] = text
        elif formula and not kind and not text:
            marks.unvalued[row, at] = formula
        elif kind == "percentage":
            marks.percent.add((row, at))


def _shown(cell: ElementTree.Element) -> Iterator[str]:
    return ("".join(part.itertext()) for part in cell if _local(part.tag) == "p")


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _local(key) == name), "")
