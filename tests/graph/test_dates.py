"""EDTF as written, read as days.  Examples after the Library of Congress' EDTF specification."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import FIRST, LAST, interval, is_date, newest
from graph.errors import BadValue


def days(text: str) -> tuple[str, str]:
    start, end = interval(text)
    return date.fromordinal(start).isoformat(), date.fromordinal(end).isoformat()


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2021", "2021-01-01", "2022-01-01"),
        ("2021-03", "2021-03-01", "2021-04-01"),
        ("2021-12", "2021-12-01", "2022-01-01"),
        ("2021-03-14", "2021-03-14", "2021-03-15"),
        ("2020-02-29", "2020-02-29", "2020-03-01"),
        ("2021-21", "2021-03-01", "2021-06-01"),
        ("2021-24", "2021-12-01", "2022-03-01"),
        ("2019/2021", "2019-01-01", "2022-01-01"),
        ("201X", "2010-01-01", "2020-01-01"),
        ("19XX", "1900-01-01", "2000-01-01"),
        ("2021-XX", "2021-01-01", "2022-01-01"),
        ("2021-03-XX", "2021-03-01", "2021-04-01"),
        ("2021?", "2021-01-01", "2022-01-01"),
    ],
)
def test_a_date_is_the_days_it_covers(text: str, first: str, after: str) -> None:
    assert days(text) == (first, after)


def test_an_open_side_reaches_to_the_end_of_the_calendar() -> None:
    assert interval("2019/..") == (date(2019, 1, 1).toordinal(), LAST)
    assert interval("../2019") == (FIRST, date(2020, 1, 1).toordinal())


@pytest.mark.parametrize(
    "text",
    [
        "2021-02-31",
        "2021-13",
        "2021-25",
        "31-12-2021",
        "spring",
        "",
        "2022/2021",
        "../..",
        "2021-3",
        "9999-99",
        "a/b/c",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert not is_date(text)
    with pytest.raises(BadValue):
        interval(text)


def test_newest_is_the_latest_end_then_the_latest_start() -> None:
    assert sorted(["2021", "", "2021-06", "2020", "2021-12"], key=newest) == [
        "",
        "2020",
        "2021-06",
        "2021",
        "2021-12",
    ]


@given(st.dates(), st.dates())
def test_an_interval_of_two_days_covers_both_or_is_refused(a: date, b: date) -> None:
    text = f"{a.isoformat()}/{b.isoformat()}"
    assert is_date(text) == (b >= a and b < date.max or a <= b)
    if is_date(text):
        start, end = interval(text)
        assert start <= a.toordinal() and b.toordinal() <= end
