"""Figures as people type them: 1.250,75 and 12,5 %, ca. 40, 20-60, Rs 12,00,000.

What a lone dot or comma before three digits parts cannot be told from one cell: `decimal_sign`
looks at the whole column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.records import folded

UNCLEAR = "unclear"

_BLANKS = re.compile(r"(?<=\d)[ '’](?=\d{3}(?!\d))")
_PERCENT = re.compile(r"%|\b(?:procent|percent|per cent|pct)\b")
_CURRENCY = re.compile(r"€|\$|£|₹|\b(?:eur|euros?|usd|dollars?|gbp|pounds?|inr|rupees?|roepies?)\b|\brs\b\.?")
_CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "₹": "INR", "r": "INR", "i": "INR"} | {
    "e": "EUR",
    "u": "USD",
    "d": "USD",
    "g": "GBP",
    "p": "GBP",
}
_ROUGH = re.compile(
    r"^(?:ca\b\.?|circa\b|±|\+/-|~|≈|plusminus\b|ongeveer\b|about\b|approx\b\.?|approximately\b|around\b"
    r"|rond\b|zo'?n\b|bijna\b|nearly\b|almost\b|ruim\b|[<>]=?|≥|≤|meer dan\b|more than\b|over\b|minder dan\b"
    r"|less than\b|fewer than\b|at least\b|minstens\b|ten minste\b|minimaal\b|min\b\.?|at most\b|hooguit\b"
    r"|maximaal\b|max\b\.?|up to\b|tot\b)\s*"
)
_OR_MORE = re.compile(r"\s*(?:\+|\bof meer|\bor more)$")
_BETWEEN = re.compile(r"^(?:tussen|between|van|from)\s+(.+?)\s+(?:en|and|tot|to)\s+(.+)$")
_ROUND_SUM = re.compile(r"(?<=\d)([.,])\s*[-–]+(?!\d)")  # € 1.250,-
_TOKEN = r"\d[\d.,]*"
_ONLY_TOKEN = re.compile(_TOKEN, re.ASCII)
_FIGURE = re.compile(
    rf"(?P<low>{_TOKEN})"
    rf"(?:\s*(?P<to>-|–|—|tot en met|t/m|tot|to|à|(?<=\d )a(?= \d))\s*(?P<high>{_TOKEN}))?"
    r"(?:\s*(?P<times>k|duizend|thousand|mln\.?|miljoen|million|lakhs?|lacs?|crores?|cr\.?)(?![a-z]))?"
    r"(?:\s*(?P<unit>[^\W\d_][^\d]*))?"
)
_TIMES = {"k": 1e3, "d": 1e3, "t": 1e3, "m": 1e6, "l": 1e5, "c": 1e7}
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e[+-]?\d{1,2}")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, or a range where `low` and `high` differ; `rough` for an estimate or a bound."""

    low: float
    high: float
    rough: bool = False
    percent: bool = False
    unit: str = ""
    currency: str = ""

    @property
    def is_range(self) -> bool:
        """Whether two different figures were named."""
        return self.low != self.high


def figure(text: str, decimal: str = "", *, whole: bool = False) -> Figure | str:
    """The figure in `text`; "" where there is none, `UNCLEAR` where a dot or comma decides.

    `decimal` is the column's decimal sign, "." or ",", or blank.  With `whole`, a dot before three
    digits parts thousands, as in 1.200 people.

    >>> figure("€ 1.250,75").low, figure("Rs 12,00,000").low, figure("20 tot 60").high
    (1250.75, 1200000.0, 60.0)
    """
    if _ONLY_TOKEN.fullmatch(text):
        value = _amount(text, decimal, whole)
        return value if isinstance(value, str) else Figure(value, value)
    plain = _plain(text)
    if _SCIENTIFIC.fullmatch(plain):
        return Figure(float(plain), float(plain))
    currency = _currency(plain)
    percent = bool(_PERCENT.search(plain))
    rest = _CURRENCY.sub(" ", _PERCENT.sub(" ", plain)).strip()
    rest, bounds = _ROUGH.subn("", rest)
    rest, ors = _OR_MORE.subn("", rest)
    sign, rest = (-1, rest[1:].strip()) if re.match(r"-\s*\d", rest) else (1, rest)
    match = _FIGURE.fullmatch(" ".join(_BETWEEN.sub(r"\1-\2", rest).split()))
    if not match:
        return ""
    ends = [_amount(token, decimal, whole) for token in (match["low"], match["high"] or match["low"])]
    if UNCLEAR in ends:
        return UNCLEAR
    low, high = ends
    if isinstance(low, str) or isinstance(high, str):
        return ""
    times = _TIMES[match["times"][0]] if match["times"] else 1
    unit = (match["unit"] or "").strip()
    return Figure(sign * low * times, sign * high * times, bool(bounds or ors), percent, unit, currency)


def currency_of(text: str) -> str:
    """The currency that `text` names, as EUR, USD, GBP or INR, or blank."""
    return _currency(folded(text))


def decimal_sign(texts: Iterable[str]) -> str:
    """What the figures of one column show to be their decimal sign: ".", "," or blank.

    Blank where nothing shows it, or where some show one sign and some the other.
    """
    seen: set[str] = set()
    for text in texts:
        seen.update(_signs(text))
        if len(seen) > 1:
            return ""
    return seen.pop() if seen else ""


def _plain(text: str) -> str:
    """Folded, without blanks between thousands, and with cents where a dash stands for them."""
    return _ROUND_SUM.sub(r"\g<1>00", _BLANKS.sub("", folded(text).replace("−", "-")))


def _currency(plain: str) -> str:
    found = _CURRENCY.search(plain)
    return _CURRENCIES[found[0][0]] if found else ""


def _signs(text: str) -> Iterable[str]:
    if "." not in text and "," not in text:
        return
    for token in [text] if _ONLY_TOKEN.fullmatch(text) else re.findall(_TOKEN, _plain(text)):
        token = token.rstrip(".,")
        separators = re.findall(r"[.,]", token)
        if not separators or isinstance(_amount(token, "", False), str):
            continue
        last = separators[-1]
        grouping = len(separators) > 1 and separators.count(last) == len(separators)
        yield {".": ",", ",": "."}[last] if grouping else last


def _amount(token: str, decimal: str, whole: bool) -> float | str:
    """The number a token of digits, dots and commas stands for; "" for none, or `UNCLEAR`."""
    token = token.rstrip(".,")
    dots, commas = token.count("."), token.count(",")
    if not dots and not commas:
        return float(token)
    if dots and commas:
        sign = token[max(token.rfind("."), token.rfind(","))]
        other = "," if sign == "." else "."
        head, _, tail = token.rpartition(sign)
        return _number(head, other, tail) if sign not in head else ""
    sign = "." if dots else ","
    if dots + commas > 1:
        return _number(token, sign, "")
    head, _, tail = token.partition(sign)
    if len(tail) != 3 or len(head) > 3 or head == "0":
        return float(f"{head}.{tail}")
    if whole or decimal not in ("", sign):
        return float(head + tail)
    return float(f"{head}.{tail}") if decimal else UNCLEAR


def _number(head: str, separator: str, tail: str) -> float | str:
    """Digits grouped by threes, or as in India by twos before the last three; "" where they are not."""
    groups = head.split(separator)
    sizes = [len(group) for group in groups]
    by_three = sizes[0] <= 3 and all(size == 3 for size in sizes[1:])
    as_in_india = sizes[-1] == 3 and sizes[0] <= 2 and all(size == 2 for size in sizes[1:-1])
    if len(groups) > 1 and not (sizes[0] and (by_three or as_in_india)):
        return ""
    return float(f"{''.join(groups)}.{tail or 0}")
