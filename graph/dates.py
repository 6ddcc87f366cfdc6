"""Dates as people know them: EDTF levels 0 and 1, kept as written, read as an interval of days.

Source: Extended Date/Time Format, ISO 8601-2:2019, Annex A; the profile of the Library of Congress.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from graph.errors import BadValue

FIRST, LAST = date.min.toordinal(), date.max.toordinal()
_SEASON = {21: (3, 0), 22: (6, 0), 23: (9, 0), 24: (12, 0)}
_ONE = re.compile(r"(\d{2}\d{2}|\d{3}X|\d{2}XX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[?~%]?")


@lru_cache(maxsize=65536)
def interval(text: str) -> tuple[int, int]:
    """First day and the day after the last, as ordinals of the proleptic Gregorian calendar.

    >>> [date.fromordinal(day).isoformat() for day in interval("2021-21")]   # spring
    ['2021-03-01', '2021-06-01']

    An open side of an interval (`2019/..`) reaches to the end of the calendar.  Raises `BadValue`
    for anything that is no date.
    """
    if text.count("/") == 1:
        left, right = (part.strip() for part in text.split("/"))
        if not left.strip(".") and not right.strip("."):
            raise BadValue("date", text)
        start = FIRST if not left.strip(".") else _one(left, text)[0]
        end = LAST if not right.strip(".") else _one(right, text)[1]
        if end <= start:
            raise BadValue("date_order", text)
        return start, end
    return _one(text.strip(), text)


def is_date(text: str) -> bool:
    """Whether `text` is a date that `interval` can read."""
    try:
        interval(text)
    except BadValue:
        return False
    return True


def counts_on(date: str, since: str, until: str) -> bool:
    """Whether a state holds on a date: since <= date < until, a blank is open.

    >>> counts_on("2024", "2019", "2024-06"), counts_on("2024", "2025", "")
    (False, False)

    Of a date that is longer than a day, the last day counts.
    """
    day = interval(date)[1] - 1
    return not (since and interval(since)[0] > day) and not (until and interval(until)[0] <= day)


def newest(text: str) -> tuple[int, int]:
    """A sort key: latest end, then latest start; a blank is older than everything."""
    if not text:
        return (0, 0)
    start, end = interval(text)
    return end, start


def _one(text: str, whole: str) -> tuple[int, int]:
    match = _ONE.fullmatch(text)
    if not match:
        raise BadValue("date", whole)
    year, month, day = match.groups()
    try:
        if "X" in year:
            low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
            return date(max(low, 1), 1, 1).toordinal(), _january(high + 1)
        if month is None or month == "XX":
            return date(int(year), 1, 1).toordinal(), _january(int(year) + 1)
        if int(month) in _SEASON and day is None:
            first = _SEASON[int(month)][0]
            return date(int(year), first, 1).toordinal(), _month_after(int(year), first + 2)
        if day is None or day == "XX":
            return date(int(year), int(month), 1).toordinal(), _month_after(int(year), int(month))
        exact = date(int(year), int(month), int(day)).toordinal()
    except ValueError as wrong:
        raise BadValue("date", whole) from wrong
    return exact, min(exact + 1, LAST)


def _january(year: int) -> int:
    return LAST if year > date.max.year else date(year, 1, 1).toordinal()


def _month_after(year: int, month: int) -> int:
    years, months = divmod(month, 12)
    return LAST if year + years > date.max.year else date(year + years, months + 1, 1).toordinal()
