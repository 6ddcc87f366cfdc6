"""Countries by any name: Dutch, English, ISO codes and what people say.

The names that we meet daily stand here; the rest is asked of `countrynames`, which takes a while to
load and is therefore only loaded when one of them is missing.
"""

from __future__ import annotations

import re
from functools import lru_cache

from graph.records import folded

_DAILY = """
    AE VAE|UAE|verenigde arabische emiraten|united arab emirates
    AF afghanistan
    AO angola
    AT oostenrijk|austria
    AU australie|australia
    BD bangladesh
    BE belgie|belgium|belgique|koninkrijk belgie
    BR brazilie|brazil|brasil
    CH zwitserland|switzerland
    CN china|china pr|pr china|volksrepubliek china|people s republic of china|prc
    CZ tsjechie|czechia|czech republic
    DE duitsland|germany|deutschland
    DK denemarken|denmark
    EG egypte|egypt
    ES spanje|spain
    ET ethiopie|ethiopia
    FI finland
    FR frankrijk|france
    GB vk|uk|u k|verenigd koninkrijk|united kingdom|groot brittannie|great britain|engeland|england
    GB schotland|scotland|wales
    GR griekenland|greece
    ID indonesie|indonesia
    IE ierland|ireland
    IN india|bharat|republic of india|indie
    IR iran
    IT italie|italy
    JO jordanie|jordan
    KE kenia|kenya
    LK sri lanka
    MA marokko|morocco
    MG madagaskar|madagascar
    NA namibie|namibia
    NL nederland|netherlands|the netherlands|holland|koninkrijk der nederlanden|pays bas|niederlande
    NO noorwegen|norway
    NP nepal
    PK pakistan
    PL polen|poland
    PT portugal
    RU rusland|russia
    SE zweden|sweden
    TR turkije|turkey|turkiye
    UA oekraine|ukraine
    US vs|v s|usa|u s a|us|u s|verenigde staten|united states|amerika|america
    VN vietnam|viet nam
    ZA zuid afrika|south africa
    ZW zimbabwe
"""
_CODE = {
    folded(name): line.split()[0]
    for line in _DAILY.strip().splitlines()
    for name in line.split(maxsplit=1)[1].split("|")
}
_CODES = frozenset(_CODE.values())
_NO_LETTERS = re.compile(r"[\W\d_]+")


@lru_cache(maxsize=65536)
def country_of(text: str) -> str:
    """The ISO 3166 code of two letters for a country by any name, or "" where it is none.

    Two letters count as a code only in capitals: "IN" is India, "in" is a word.

    >>> country_of("Nederland"), country_of("IND"), country_of("VS"), country_of("Kota")
    ('NL', 'IN', 'US', '')
    """
    name = _NO_LETTERS.sub(" ", folded(text)).strip()
    if not name:
        return ""
    if code := _CODE.get(name):
        return code
    if len(name) < 4 and (not text.strip().isupper() or len(name) < 2):
        return ""
    if text.strip() in _CODES:
        return text.strip()
    code = _looked_up(text) or _looked_up(name)
    return code if re.fullmatch("[A-Z]{2}", code) and code != "EU" else ""


def _looked_up(text: str) -> str:
    import warnings

    from countrynames import to_code

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for PyICU, which only other alphabets need
        return to_code(text) or ""


@lru_cache(maxsize=4096)
def country_like(text: str) -> str:
    """The name of the country that `text` may be a misspelling of, or ""."""
    from rapidfuzz import fuzz, process

    name = _NO_LETTERS.sub(" ", folded(text)).strip()
    names = [known for known in _CODE if len(known) > 3]
    found = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=80) if len(name) > 3 else None
    return found[0].title() if found else ""
