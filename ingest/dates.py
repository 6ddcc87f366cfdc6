"""Dates as people type them, made into EDTF: 14-03-2021, 25 maart 2015, Q1 2021, sinds 2019.

Which of two numbers is the day cannot be told from one cell: `order_of` looks at the column.
The result is EDTF, levels 0 and 1 (ISO 8601-2:2019), as `graph.dates` reads it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from graph.dates import is_date
from graph.records import folded
from ingest.codes import Row
from ingest.outcome import Outcome, as_written

_MONTHS = (
    "jan januari january",
    "feb februari february febr",
    "mrt maart mar march mrch",
    "apr april",
    "mei may",
    "jun juni june",
    "jul juli july",
    "aug augustus august",
    "sep sept september",
    "okt oktober oct october",
    "nov november",
    "dec december",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_SEASON = {
    **dict.fromkeys(("spring", "lente", "voorjaar"), 21),
    **dict.fromkeys(("summer", "zomer"), 22),
    **dict.fromkeys(("autumn", "fall", "herfst", "najaar"), 23),
    "winter": 24,
}
_FIRST_SERIAL, _LAST_SERIAL = 20000, 60000  # 1954 to 2064
_DAY_ZERO = date(1899, 12, 30)  # of Excel's calendar, from 1 March 1900 on

_SEPARATED = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?:[t ,]+\d{1,2}:\d\d.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[t ]+\d{1,2}:\d\d.*)?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_YEAR_MONTH = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})|(\d{1,2})\s*[-/.]\s*(\d{4})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_YEARS = re.compile(
    r"(?:van |from |tussen |between )?(\d{4})\s*(?:-|–|—|/|tot en met|t/m|tot|to|en|and)\s*(\d{4})"
)
_SHORT_YEARS = re.compile(r"(?:fy\s*)?(\d{4})\s*[-–/]\s*(\d\d)")
_WEEKDAY = r"(?:(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th|e|ste|de)?[\s.-]*(?:of )?([a-z]+)\.?,?[\s'’-]*(\d{{4}}|\d\d)"
)
_MONTH_DAY = re.compile(rf"{_WEEKDAY}([a-z]+)\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})")
_NAME_YEAR = re.compile(r"([a-z]+)\.?(?:\s+(?:of|van))?[\s'’,-]*(\d{4}|\d\d)")
_PART = re.compile(
    r"(?:(?P<q>q|k|h)\s*(?P<n>[1-4])|(?P<m>[12]|[1-4])\s*(?:e|ste|de|st|nd|rd|th)?\s*(?P<w>kwartaal|quarter|helft|half))"
    r"(?:\s+(?:of|van))?\s*[-/ ]?\s*(?P<y>\d{4})"
)
_YEAR_PART = re.compile(r"(\d{4})\s*[-/ ]?\s*([qkh])\s*([1-4])")
_OPEN = re.compile(r"(?:sinds|since|vanaf|from|as of|per)\s+(.+)")
_UNTIL = re.compile(r"(?:tot en met|t/m|tot|until|till|up to)\s+(.+)")
_ABOUT = re.compile(r"(?:ca\b\.?|circa\b|ongeveer\b|omstreeks\b|rond\b|about\b|around\b|±|~)\s*(.+)")
_VAGUE = re.compile(
    r"(?:begin(?:ning)?|early|start|eind(?:e)?|end|late|mid|midden|medio|halverwege|fy)(?:\s+of|\s+van)?[\s-]*(.+)"
)


def order_of(texts: Collection[str], lang: str = "") -> str:
    """How one column writes its dates: "iso", "dmy", "mdy", "serial" or "unclear".

    A first number above 12 shows that the day comes first, a second one that the month does; in a
    Dutch file (`lang` "nl") the day comes first.  Serial numbers of a spreadsheet only count where
    the whole column is such numbers.

    >>> order_of(["01-02-2021", "14-03-2021"]), order_of(["01-02-2021"]), order_of(["44256"])
    ('dmy', 'unclear', 'serial')
    """
    if texts and all(_is_serial(text.strip()) for text in texts):
        return "serial"
    pairs = list(_pairs(texts))
    shown = {"dmy" for a, b in pairs if a > 12 >= b} | {"mdy" for a, b in pairs if b > 12 >= a}
    if lang == "nl":
        shown.add("dmy")
    if len(shown) == 1 and pairs:
        return shown.pop()
    open_ = any(a <= 12 and b <= 12 and a != b for a, b in pairs)
    return "unclear" if open_ or len(shown) > 1 and pairs else "iso"


def read_date(text: str, order: str = "iso") -> Outcome:
    """The date in `text` as EDTF, where the column writes its dates in this `order`.

    A date that can be read in two ways, that does not exist or is not understood has no value.

    >>> read_date("25 maart 2015").value, read_date("Q1 2021").value, read_date("vanaf 2019").value
    ('2015-03-25', '2021-01/2021-03', '2019/..')
    """
    said = folded(text)
    if match := re.fullmatch(r"(\d{4})\.0+", said):
        return Outcome(match[1])
    if match := _SHORT_YEARS.fullmatch(said):
        return _short_years(match)
    if re.fullmatch(r"\d{4}.*", said) and is_date(said.upper()) and "/" not in said:
        return Outcome(said.upper())
    if order == "serial" and _is_serial(said):
        return Outcome((_DAY_ZERO + timedelta(days=int(float(said)))).isoformat())
    if (exact := _exact(said, order)) is not None:
        return exact
    if value := _period(said):
        return Outcome(value)
    return _worded(said, order)


def _is_serial(text: str) -> bool:
    match = _SERIAL.fullmatch(text)
    return bool(match) and _FIRST_SERIAL <= int(match[1]) <= _LAST_SERIAL if match else False


def _pairs(texts: Collection[str]) -> Iterator[tuple[int, int]]:
    for text in texts:
        if match := _SEPARATED.fullmatch(folded(text)):
            yield int(match[1]), int(match[3])


def _exact(said: str, order: str) -> Outcome | None:
    """One day, or None where `said` does not look like one."""
    if match := _YEAR_FIRST.fullmatch(said):
        return _day(int(match[1]), int(match[3]), int(match[4]), said)
    if match := _COMPACT.fullmatch(said):
        return _day(int(match[1]), int(match[2]), int(match[3]), said)
    if match := _SEPARATED.fullmatch(said):
        a, b, year = int(match[1]), int(match[3]), match[4]
        if a <= 12 and b <= 12 and a != b and order not in ("dmy", "mdy"):
            return as_written(Row.AMBIGUOUS_DATE)
        month_first = b > 12 or (a <= 12 and order == "mdy")
        day, month = (b, a) if month_first else (a, b)
        return _day(_full_year(year), month, day, said, short=len(year) == 2)
    if (match := _DAY_MONTH.fullmatch(said)) and match[2] in _MONTH:
        year = match[3]
        return _day(_full_year(year), _MONTH[match[2]], int(match[1]), said, short=len(year) == 2)
    if (match := _MONTH_DAY.fullmatch(said)) and match[1] in _MONTH:
        return _day(int(match[3]), _MONTH[match[1]], int(match[2]), said)
    return None


def _day(year: int, month: int, day: int, said: str, *, short: bool = False) -> Outcome:
    if not (1 <= month <= 12 and 1 <= day <= 31 and year >= 1):
        return as_written(Row.BAD_DATE)
    last = monthrange(year, month)[1]
    if day > last:
        return as_written(Row.IMPOSSIBLE_DATE, f"{year:04}-{month:02}-{last:02}")
    value = f"{year:04}-{month:02}-{day:02}"
    return Outcome(value, Row.SHORT_YEAR, value) if short else Outcome(value)


def _full_year(digits: str) -> int:
    """Two digits are a year from 1950 to 2049."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 50 else 1900)


def _short_years(match: re.Match[str]) -> Outcome:
    """2021-03 is a month, 2019-20 two years; 2021-21 a season, and 2019-21 may be either."""
    year, end = int(match[1]), int(match[2])
    if 1 <= end <= 12 and not match[0].startswith("fy"):
        return Outcome(f"{year:04}-{end:02}")
    years = f"{year}/{year // 100 * 100 + end}"
    if not 0 < end - year % 100 <= 30 and not 21 <= end <= 24:
        return as_written(Row.BAD_DATE)
    if 21 <= end <= 24 and not match[0].startswith("fy"):
        value = f"{year:04}-{end}"
        return Outcome(value, Row.SEASON_OR_YEARS, years) if end > year % 100 else Outcome(value)
    return Outcome(years, Row.ROUGH_DATE, years)


def _period(said: str) -> str:
    """A month, a quarter, a season, a stretch of years; "" where `said` is none."""
    value = ""
    if match := _YEAR_MONTH.fullmatch(said):
        value = f"{match[1] or match[4]}-{int(match[2] or match[3]):02}"
    elif match := _YEARS.fullmatch(said):
        value = f"{match[1]}/{match[2]}"
    elif match := _PART.fullmatch(said):
        kind = match["q"] or ("h" if match["w"].startswith("hal") or match["w"] == "helft" else "q")
        value = _part(kind, int(match["n"] or match["m"]), match["y"])
    elif match := _YEAR_PART.fullmatch(said):
        value = _part(match[2], int(match[3]), match[1])
    elif match := _NAME_YEAR.fullmatch(said):
        number = _MONTH.get(match[1]) or _SEASON.get(match[1])
        value = f"{_full_year(match[2])}-{number:02}" if number else ""
    elif "/" in said or said.endswith("x"):
        value = said.upper()
    return value if value and is_date(value) else ""


def _part(kind: str, number: int, year: str) -> str:
    """A quarter (q, k) or half (h) of a year, as two months."""
    months = 6 if kind == "h" else 3
    first = months * (number - 1) + 1
    return f"{year}-{first:02}/{year}-{first + months - 1:02}" if first + months <= 13 else ""


def _worded(said: str, order: str) -> Outcome:
    """Since, until, about or early something."""
    for pattern, made in ((_OPEN, "{}/.."), (_UNTIL, "../{}"), (_ABOUT, "{}~"), (_VAGUE, "{}")):
        match = pattern.fullmatch(said)
        if not match:
            continue
        inner = read_date(match[1], order)
        if inner.value is None:
            return inner
        value = made.format(inner.value)
        if not is_date(value):
            return as_written(Row.BAD_DATE)
        if pattern is _VAGUE:
            return Outcome(value, Row.ROUGH_DATE, value)
        return Outcome(value, inner.code, inner.suggestion)
    return as_written(Row.BAD_DATE)
