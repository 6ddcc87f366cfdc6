"""Places as a path from country to village: IN / Rajasthan / Kota, however it was written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.records import folded
from ingest.codes import Row
from ingest.countries import country_like, country_of
from ingest.outcome import NOTHING, Outcome, as_written

_REGIONS = """
    IN Andhra Pradesh|andra pradesh|andhrapradesh|a p
    IN Arunachal Pradesh
    IN Assam
    IN Bihar
    IN Chhattisgarh|chattisgarh|chhatisgarh
    IN Delhi|new delhi|nct of delhi
    IN Goa
    IN Gujarat|gujrat
    IN Haryana
    IN Himachal Pradesh
    IN Jharkhand
    IN Karnataka|karnatka|carnataka
    IN Kerala
    IN Madhya Pradesh|madhyapradesh|m p
    IN Maharashtra|maharastra
    IN Odisha|orissa|odissa
    IN Punjab
    IN Rajasthan|rajastan|rajasthaan|radjastan|radjasthan
    IN Tamil Nadu|tamilnadu|tamil nad
    IN Telangana|telengana|telanghana|telangana state
    IN Uttar Pradesh|uttarpradesh|u p
    IN Uttarakhand|uttaranchal
    IN West Bengal|westbengalen|west bengalen
    NL Drenthe
    NL Flevoland
    NL Friesland|fryslan
    NL Gelderland
    NL Groningen
    NL Limburg
    NL Noord-Brabant|north brabant
    NL Noord-Holland|north holland
    NL Overijssel
    NL Utrecht
    NL Zeeland
    NL Zuid-Holland|south holland
    BE Vlaanderen|flanders|vlaams gewest|flandre
    BE Wallonië|wallonia|wallonie
    BE Brussel|brussels|bruxelles|brussels hoofdstedelijk gewest
    BE Limburg
    CN Fujian|fukien
    CN Shandong
    CN Guangdong
    PK Punjab
    TR Afyon|afyonkarahisar
    TR Muğla|mugla
    VN Thanh Hoa
    VN Binh Dinh
    VN Nghe An
    DE Bayern|bavaria|beieren
    ZA North West
    ZA Limpopo
"""


def _words(text: str) -> str:
    return " ".join(re.split(r"[\W_]+", folded(text))).strip()


_REGION: dict[str, dict[str, str]] = {}
for _line in _REGIONS.strip().splitlines():
    _country, _, _names = _line.strip().partition(" ")
    for _name in _names.split("|"):
        _REGION.setdefault(_words(_name), {})[_country] = _names.split("|")[0]

_STEP = re.compile(r"\s*(?:/|>|\||;|\n)\s*")
_BY_COMMA = re.compile(r"\s*,\s*|\s+[-–]\s+")
_IN_BRACKETS = re.compile(r"([^()]+)\(([^()]+)\)\s*")
_COORDINATES = re.compile(r"(-?\d{1,3}[.,]\d+)\s*°?\s*[NnSs]?\s*[,;/ ]\s*(-?\d{1,3}[.,]\d+)\s*°?\s*[EeWwOo]?")


def read_place(text: str) -> Outcome:
    """The path of a place, from country to village, or the reason why there is none.

    >>> read_place("Kota, Rajastan, India").value, read_place("Vlaanderen").value
    ('IN / Rajasthan / Kota', 'BE / Vlaanderen')
    """
    if not text.strip(" -–/"):
        return NOTHING
    if match := _COORDINATES.fullmatch(text.strip()):
        return _coordinates(match)
    steps = _steps(text)
    if len(steps) > 1 and not _starts_above(steps[0]) and _starts_above(steps[-1]):
        steps.reverse()
    code = country_of(steps[0])
    if code:
        return Outcome(_path(code, steps[1:]))
    if country := _country_of_region(steps[0]):
        return Outcome(_path(country, steps))
    if near := country_like(steps[-1]) or country_like(steps[0]):
        return as_written(Row.UNKNOWN_COUNTRY, near)
    return as_written(Row.NO_COUNTRY)


def read_country(text: str) -> Outcome:
    """The code of two letters of a country, or the reason why there is none.

    >>> read_country("Nederland").value, read_country("Inda").suggestion
    ('NL', 'India')
    """
    if not text.strip(" -–/"):
        return NOTHING
    code = country_of(text)
    return Outcome(code) if code else as_written(Row.UNKNOWN_COUNTRY, country_like(text))


def place_of(country: str = "", region: str = "", place: str = "") -> str:
    """One path from the cells of a row: its country, its region, and its place, each as written.

    The place may be a whole path itself.  Blank where the country cannot be told.

    >>> place_of("India", "rajasthan", "Kota"), place_of("", "", "Kota")
    ('IN / Rajasthan / Kota', '')
    """
    alone = read_place(place).value if place.strip() else None
    if not country.strip() and not region.strip():
        return str(alone or "")
    code = country_of(country) if country.strip() else _country_of_region(region)
    if not code:
        return ""
    if alone and str(alone).split(" / ")[0] == code:
        inner = str(alone).split(" / ")[1:]
    else:
        inner = list(reversed(_BY_COMMA.split(place.strip()))) if "/" not in place else _steps(place)
    first = [region.strip()] if region.strip() else []
    if first and inner and _region(code, first[0]) == _region(code, inner[0]):
        first = []
    return _path(code, [*first, *inner])


def _steps(text: str) -> list[str]:
    if match := _IN_BRACKETS.fullmatch(text):
        return [match[1].strip(), match[2].strip()]
    parts = [part for part in _STEP.split(text.strip()) if part]
    if len(parts) == 1:
        parts = [part for part in _BY_COMMA.split(parts[0]) if part]
    return parts or [text.strip()]


def _starts_above(step: str) -> bool:
    """Whether a step is a country, or a region whose country is certain."""
    return bool(country_of(step) or _country_of_region(step))


def _country_of_region(text: str) -> str:
    countries = _REGION.get(_words(text), {})
    return next(iter(countries)) if len(countries) == 1 else ""


def _region(country: str, text: str) -> str:
    return _REGION.get(_words(text), {}).get(country, text.strip())


def _path(country: str, steps: Sequence[str]) -> str:
    inner = [step.strip() for step in steps if step.strip() and country_of(step) != country]
    named = [_region(country, inner[0]), *inner[1:]] if inner else []
    return " / ".join([country, *(step.replace("/", "-") for step in named)])


def _coordinates(match: re.Match[str]) -> Outcome:
    first, second = (float(part.replace(",", ".")) for part in match.groups())
    if abs(first) <= 90 and abs(second) <= 180:
        return as_written(Row.COORDINATES)
    return as_written(Row.COORDINATES_SWAPPED)
