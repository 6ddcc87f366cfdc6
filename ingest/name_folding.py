"""Names folded for comparing: legal forms off, Indian and Dutch spellings in one way, words weighed.

The tables stand in `ingest/synonyms/names.toml`; the rules are measured on pairs labelled by hand
(`tests/ingest/name_pairs.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.records import folded
from ingest.synonyms import table

_GENERIC_WEIGHT, _NUMBERED = (
    0.3,
    frozenset({"block", "plot", "quarry", "unit", "phase", "mine", "blok", "site"}),
)
_IN_BRACKETS = re.compile(r"\(([^()]{2,})\)")
_SIGNS = re.compile(r"[^\w&]+|_+")
_FOLDS = (
    *((re.compile("ksh|ks"), "x"), (re.compile("ph"), "f"), (re.compile("(?<=[tdbgkcs])h"), "")),
    *((re.compile("ee|ie|y"), "i"), (re.compile("oo|ou"), "u"), (re.compile("w"), "v")),
    *((re.compile("aa"), "a"), (re.compile(r"(.)\1"), r"\1")),
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "vi": "6"}


@dataclass(frozen=True, slots=True)
class Folded:
    """A name as it is compared: its words in one spelling, its numbers, and what was done to get there."""

    raw: tuple[str, ...]
    words: tuple[str, ...]
    numbers: frozenset[str]
    whole: str
    acronyms: frozenset[str]
    initials: str
    stripped: bool

    def weight(self, word: str) -> float:
        """How much a word says: one that many names share says little."""
        return _GENERIC_WEIGHT if word in _generic() else 1.0


@lru_cache(maxsize=65536)
def fold_name(name: str) -> Folded:
    """The name as it is compared.

    >>> fold_name("Shree Laxmi Granites Pvt. Ltd.").words
    ('sri', 'laxmi', 'granite')
    """
    said = folded(name)
    acronyms = {re.sub(r"\W", "", inner) for inner in _IN_BRACKETS.findall(said) if " " not in inner.strip()}
    words = _said_in_one_way(_SIGNS.sub(" ", re.sub(r"'s\b", "s", said).replace("&", " and ")).split())
    bare = _without_legal_forms(words)
    kept = [
        word for word in bare if word not in _words("empty") or (len(word) == 1 and _is_letter(word, bare))
    ]
    numbers = frozenset(_numbers(kept))
    letters = [w for w in kept if not w.isdecimal() and w not in acronyms and not _is_letter(w, kept)]
    spelled = tuple(fold_word(word) for word in letters)
    alone = "".join(kept) if len(kept) == 1 and 3 <= len(kept[0]) <= 6 and name.strip().isupper() else ""
    return Folded(
        tuple(letters),
        spelled,
        numbers,
        "".join(spelled) + "|" + "|".join(sorted(numbers)),
        frozenset(acronyms | ({alone} if alone else set())),
        "".join(word[0] for word in letters),
        len(bare) < len(words),
    )


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """One word in one spelling: Lakshmi and Laxmi, Shree and Sri, singular and plural, are one."""
    word = "sri" if word in ("shri", "shree", "sree") else word
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        word = word.removesuffix("s")
    for pattern, to in _FOLDS:
        word = pattern.sub(to, word)
    return word


def skeleton(word: str) -> str:
    """The consonants of a word."""
    return re.sub(r"[aeiou]", "", word)


def block_keys(name: Folded) -> Iterator[str]:
    """Under which keys a name is filed, so that names worth comparing share one."""
    words = [word for word in name.words if name.weight(word) == 1.0] or list(name.words)
    pairs = ["".join(pair) for pair in zip(name.words, name.words[1:], strict=False)]
    for word in (*words, *pairs):
        yield word[:1] + skeleton(word[1:])[:2]
    yield from (f"#{acronym}" for acronym in name.acronyms)
    if len(name.initials) > 2:
        yield f"#{name.initials}"


# -- the steps --------------------------------------------------------------------------------


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("names")[name])


@cache
def _generic() -> frozenset[str]:
    return frozenset(fold_word(word) for line in ("generic", "honorific") for word in table("names")[line])


@cache
def _same() -> dict[tuple[str, ...], str]:
    return {tuple(said.split()): one for one, line in table("names")["same"].items() for said in line}


@cache
def _legal() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(form.split()) for form in table("names")["legal"])


def _said_in_one_way(words: list[str]) -> list[str]:
    """With abbreviations written out and other words for one thing replaced."""
    made: list[str] = []
    at = 0
    while at < len(words):
        for length in (2, 1):
            if one := _same().get(tuple(words[at : at + length])):
                made.append(one)
                at += length
                break
        else:
            made.append(words[at])
            at += 1
    return [w for w, before in zip(made, ["", *made], strict=False) if w != "van" or before not in _OFFICES]


_OFFICES = frozenset({"ministry", "department", "municipality"})


def _without_legal_forms(words: list[str]) -> list[str]:
    """Without legal forms, unless nothing else is left."""
    made: list[str] = []
    at = 0
    while at < len(words):
        length = next((n for n in (4, 3, 2, 1) if tuple(words[at : at + n]) in _legal()), 0)
        if not length:
            made.append(words[at])
        at += length or 1
    return made or words


def _is_letter(word: str, words: list[str]) -> bool:
    """Whether a word is a number in letters: the B of Block B, the II of Quarry II."""
    at = words.index(word)
    return at > 0 and words[at - 1] in _NUMBERED and (len(word) == 1 or word in _ROMAN)


def _numbers(words: list[str]) -> Iterator[str]:
    for word in words:
        if _is_letter(word, words):
            yield _ROMAN.get(word, word)
        else:
            yield from (number.lstrip("0") for number in re.findall(r"\d+", word))
