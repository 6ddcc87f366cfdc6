"""Numbers in public registers, as scheme:value: kvk:01234567, lei:…, wikidata:Q….

Sources: KvK (8 digits); KBO (10 digits, last two 97 minus the rest modulo 97); LEI, ISO 17442 (20
characters, modulo 97 as in ISO 7064); D-U-N-S (9 digits); CIN (Indian Ministry of Corporate Affairs,
21 characters); IEC (Indian importer-exporter code, 10 characters); OS ID (Open Supply Hub, 15 characters).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from graph.records import folded
from ingest.codes import Row
from ingest.outcome import NOTHING, Outcome, as_written


def _always(_: str) -> bool:
    return True


def _kbo_fits(digits: str) -> bool:
    return 97 - int(digits[:8]) % 97 == int(digits[8:])


def _lei_fits(text: str) -> bool:
    return int("".join(str(int(sign, 36)) for sign in text)) % 97 == 1


@dataclass(frozen=True, slots=True)
class Scheme:
    """One register: how it is called, the form of its numbers, an example, and its check digits."""

    name: str
    also: tuple[str, ...]
    form: re.Pattern[str]
    example: str
    fits: Callable[[str], bool] = _always
    digits: int = 0


_ALL = (
    Scheme("kvk", ("nl kvk", "kamer van koophandel"), re.compile(r"\d{8}"), "01234567", digits=8),
    Scheme(
        "kbo",
        ("bce", "be bce kbo", "ondernemingsnummer"),
        re.compile(r"[01]\d{9}"),
        "0123456749",
        _kbo_fits,
        10,
    ),
    Scheme("lei", ("xi lei",), re.compile(r"[A-Z0-9]{18}\d\d"), "0000AANTAFELDEMO0144", _lei_fits),
    Scheme("os_id", ("osh", "os hub", "oar id"), re.compile(r"[A-Z]{2}\d{7}[A-Z0-9]{6}"), "IN2021250D1DTN7"),
    Scheme("iec", ("in iec", "iec code"), re.compile(r"\d{10}|[A-Z]{5}\d{4}[A-Z]"), "0512345678"),
    Scheme(
        "cin",
        ("in mca", "mca", "in cin"),
        re.compile(r"[LUF]\d{5}[A-Z]{2}\d{4}[A-Z]{3}\d{6}"),
        "U14101RJ2005PTC012345",
    ),
    Scheme("duns", ("d u n s", "duns number"), re.compile(r"\d{9}"), "123456789", digits=9),
    Scheme("wikidata", ("wd", "qid"), re.compile(r"Q[1-9]\d{0,11}"), "Q42"),
)
SCHEMES: dict[str, Scheme] = {scheme.name: scheme for scheme in _ALL}
_ALSO = {also: s.name for s in _ALL for also in (s.name.replace("_", " "), *s.also)}
_ORG_ID = re.compile(r"\s*(NL-KVK|BE-BCE_KBO|IN-MCA|XI-LEI)-(\S+)\s*", re.IGNORECASE)  # org-id.guide
_PREFIXED = re.compile(r"\s*([A-Za-z][A-Za-z _.-]*?)\s*(?:nr\.?|no\.?|nummer|number|#)?\s*[:=#\s]\s*(\S.*)")


def read_id(text: str, scheme: str = "") -> Outcome:
    """One register number as "scheme:value"; `scheme` is the column's, where it has one.

    >>> read_id("1234567", "kvk").value, read_id("LEI 0000AANTAFELDEMO0144").value
    ('kvk:01234567', 'lei:0000AANTAFELDEMO0144')
    """
    written = text.strip()
    if not written.strip("-– "):
        return NOTHING
    match = _ORG_ID.fullmatch(written) or _PREFIXED.fullmatch(written)
    named = _ALSO.get(_plain(match[1])) if match else None
    if match and named:
        scheme, written = named, match[2]
    known = SCHEMES.get(scheme) or _told_by_form(written)
    if known is None:
        return as_written(Row.UNKNOWN_SCHEME)
    return _checked(known, re.sub(r"\.0+$", "", written))


def read_ids(text: str) -> Outcome:
    """Several register numbers in one cell, as a list of "scheme:value"."""
    parts = [read_id(part) for part in re.split(r"[|;,\n]", text) if part.strip()]
    values = [part.value for part in parts if part.value]
    remark = next((part for part in parts if part.kept), None) or next((p for p in parts if p.code), NOTHING)
    return Outcome(values or None, remark.code, remark.suggestion, remark.kept)


def _plain(text: str) -> str:
    return " ".join(re.split(r"[\W_]+", folded(text))).strip()


def _told_by_form(text: str) -> Scheme | None:
    """The register that a number without a name can only come from."""
    bare = re.sub(r"[\s.-]", "", text).upper()
    telling = (SCHEMES[name] for name in ("lei", "wikidata", "cin", "os_id"))
    fitting = [scheme for scheme in telling if scheme.form.fullmatch(bare)]
    return fitting[0] if len(fitting) == 1 else None


def _checked(scheme: Scheme, written: str) -> Outcome:
    value = re.sub(r"[\s.\-]", "", written).upper()
    if scheme.name == "kbo":
        value = value.removeprefix("BE")
    short = scheme.digits and value.isdecimal() and len(value) == scheme.digits - 1
    if short:
        value = f"0{value}"
    if not value.isascii() or not scheme.form.fullmatch(value):
        return as_written(Row.BAD_ID, scheme.example)
    if not scheme.fits(value):
        return as_written(Row.BAD_CHECK_DIGIT)
    made = f"{scheme.name}:{value}"
    return Outcome(made, Row.ZERO_RESTORED, value) if short else Outcome(made)
