"""The words of the vocabulary as people write them: Dutch, English, plural, abbreviated, misspelled.

A near miss is never taken for the word: it is suggested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from graph.records import folded
from graph.risks import RISKS
from graph.schema import KIND, RELATION, STAKEHOLDER
from graph.terms import Field, Type
from ingest.codes import Row
from ingest.outcome import NOTHING, Outcome, as_written
from ingest.synonyms import table

_NEAR = 78.0
_SIGNS = re.compile(r"[\W_]+")
_DONT_KNOW = frozenset(table("words")["dont_know"])
_FIRST_LETTERS = frozenset({"?"} | {said[0] for said in _DONT_KNOW})
_SPLITTERS = tuple(
    re.compile(p) for p in (r"\s*[|;\n]\s*", r"\s*,\s*", r"\s*/\s*", r"\s+(?:en|and|&|\+|plus)\s+|\s*\+\s*")
)


def plain(text: str) -> str:
    """Text without case, accents and signs, for comparing words."""
    return _SIGNS.sub(" ", folded(text)).strip()


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: blank, or a dash."""
    return not text.strip(" \t\n-–—/.")


def is_dont_know(text: str) -> bool:
    """Whether a cell says that somebody was asked and does not know.

    >>> is_dont_know("Weet niet"), is_dont_know("?"), is_dont_know("n.v.t."), is_dont_know("none")
    (True, True, True, False)
    """
    bare = text.strip()
    if len(bare) > 30 or bare[:1].lower() not in _FIRST_LETTERS:
        return False
    return plain(bare) in _DONT_KNOW or (bare.startswith("?") and not bare.strip("? "))


@dataclass(frozen=True, slots=True)
class Spellings:
    """Which word each spelling means, and how that spelling is shown when suggested."""

    means: Mapping[str, Any]
    shown: Mapping[str, str]

    @classmethod
    def of(cls, spellings: Iterable[tuple[str, Any]]) -> Spellings:
        """From (spelling, word) pairs; where two words share a spelling the first has it."""
        means: dict[str, Any] = {}
        shown: dict[str, str] = {}
        pairs = list(spellings)
        for spelling, word in pairs:
            means.setdefault(plain(spelling), word)
            shown.setdefault(plain(spelling), spelling)
        stems: dict[str, set[Any]] = {}
        for spelling, word in pairs:
            stems.setdefault(_stem(plain(spelling)), set()).add(word)
        for stem, words in stems.items():
            if len(words) == 1:
                means.setdefault(stem, next(iter(words)))
        return cls(means, shown)

    def meaning(self, text: str) -> Any | None:
        """The word that `text` means, or None."""
        said = plain(text)
        found = self.means.get(said)
        return found if found is not None else self.means.get(_stem(said))

    def near(self, text: str) -> str:
        """The spelling that `text` may be a slip of, or ""."""
        from rapidfuzz import fuzz, process

        found = process.extractOne(plain(text), list(self.shown), scorer=fuzz.ratio, score_cutoff=_NEAR)
        return self.shown[found[0]] if found and len(plain(text)) > 2 else ""


def _stem(said: str) -> str:
    """Without a plural's end: werknemers and werknemer, women's and women, are one."""
    for end in (" s", "en", "es", "s", "n", "e"):
        if said.endswith(end) and len(said) - len(end) >= 4:
            return said[: -len(end)]
    return said


def spellings_of(field: Field) -> Spellings:
    """How people write the words of `field`; its declared words come first."""
    return _spellings(field.name, field.type, field.words)


@lru_cache(maxsize=512)
def _spellings(name: str, kind: Type, words: tuple[Any, ...]) -> Spellings:
    pairs: list[tuple[str, Any]] = []
    if name == "risks":
        return risk_spellings()
    if name == "also":
        return _kinds()
    key = "alternatives" if name.endswith("_alternatives") else name
    by_value = kind in (Type.DEGREE, Type.LEVEL)
    meaning = {word.value: word.number if by_value else word.value for word in words}
    for word in words:
        pairs += [(said, meaning[word.value]) for said in (word.en, word.nl, word.value.replace("_", " "))]
    for word in words:
        also = table("words")["words"].get(key, {}).get(word.value, ())
        pairs += [(said, meaning[word.value]) for said in also]
    pairs += [(said, value) for value, said in _common(kind, {word.value for word in words})]
    return Spellings.of(pairs)


def _common(kind: Type, values: set[str]) -> Iterable[tuple[Any, str]]:
    """Spellings of yes, no and of grades, for the fields that have them."""
    if kind in (Type.WORD, Type.WORDS):
        for value in values & {"yes", "no"}:
            yield from ((value, said) for said in table("words")[value])
    if kind is Type.DEGREE:
        yield from ((float(n), said) for n, line in table("words")["grades"].items() for said in line)
    if kind is Type.LEVEL:
        yield from ((int(n), said) for n, line in table("words")["three"].items() for said in line)


def read_word(field: Field, text: str) -> Outcome:
    """The one word of `field` that a cell means."""
    known = spellings_of(field)
    if (word := known.meaning(text)) is not None:
        return Outcome(word)
    words, unknown = _several(known, text)
    if len(words) > 1 and not unknown:
        return as_written(Row.ONE_WORD_ONLY)
    return as_written(Row.UNKNOWN_WORD, known.near(text))


def read_words(field: Field, text: str) -> Outcome:
    """The words of `field` that a cell means, however they are parted; the unknown ones are kept."""
    known = spellings_of(field)
    words, unknown = _several(known, text)
    if not unknown:
        return Outcome(words)
    return Outcome(words or None, Row.UNKNOWN_WORD, known.near(unknown[0]), True)


def _several(known: Spellings, text: str) -> tuple[list[Any], list[str]]:
    """The words in `text`, sorted, and the pieces that are none; "injuries and heat" stays whole."""
    if is_blank(text):
        return [], []
    if (word := known.meaning(text)) is not None:
        return [word], []
    for splitter in _SPLITTERS:
        parts = [part for part in splitter.split(text.strip()) if part]
        if len(parts) > 1:
            found = [_several(known, part) for part in parts]
            words = sorted({word for words, _ in found for word in words})
            return words, [piece for _, unknown in found for piece in unknown]
    return [], [text.strip()]


# -- kinds ------------------------------------------------------------------------------------


@cache
def _kinds() -> Spellings:
    return Spellings.of((said, label) for said, label, _ in _kind_spellings())


@cache
def _implied() -> dict[str, dict[str, Any]]:
    return {plain(said): more for said, _, more in _kind_spellings() if more}


@cache
def _kind_spellings() -> tuple[tuple[str, str, dict[str, Any]], ...]:
    """(spelling, kind, what else it says), the declared words first, then roles, then synonyms."""
    found: list[tuple[str, str, dict[str, Any]]] = []
    for kind in STAKEHOLDER.values():
        found += [(said, kind.label, {}) for said in (kind.en, kind.nl, kind.label)]
    for kind in STAKEHOLDER.values():
        for field in kind.fields:
            if field.name in ("role", "form", "who"):
                for word in field.words:
                    if word.value != "other":
                        more = {field.name: _as_typed(field, word.value)}
                        found += [(said, kind.label, more) for said in (word.en, word.nl)]
    for label, line in table("words")["kinds"].items():
        for spelling in line:
            said, _, more_text = spelling.partition(" > ")
            name, _, value = more_text.partition(": ")
            field_ = next((field for field in KIND[label].fields if field.name == name), None)
            found.append((said, label, {name: _as_typed(field_, value)} if field_ else {}))
    return tuple(found)


def _as_typed(field: Field, value: str) -> Any:
    return [value] if field.type is Type.WORDS else value


def read_kind(text: str) -> Outcome:
    """The kind of stakeholder that a cell names; `OtherOrganisation` with a code where it names none.

    >>> read_kind("exporteur").value, read_kind("vakbonden").value, read_kind("suplier").suggestion
    ('Supplier', 'TradeUnion', 'supplier')
    """
    if is_blank(text) or is_dont_know(text):
        return NOTHING
    known = _kinds()
    if (label := known.meaning(text)) is not None:
        return Outcome(label)
    return Outcome("OtherOrganisation", Row.UNKNOWN_KIND, known.near(text), True)


def implied_by_kind(text: str) -> dict[str, Any]:
    """What a word for a kind says beside the kind, as fields: an exporter is a supplier with that role.

    >>> implied_by_kind("exporteur"), implied_by_kind("leverancier")
    ({'role': ['exporter']}, {})
    """
    return dict(_implied().get(plain(text), {}))


# -- relations and risks ----------------------------------------------------------------------


@cache
def _relations() -> Spellings:
    pairs: list[tuple[str, tuple[str, bool]]] = []
    for relation in RELATION.values():
        said = (relation.en, relation.nl, relation.label.replace("_", " "))
        pairs += [(each, (relation.label, False)) for each in said]
    for label, line in table("words")["relations"].items():
        pairs += [(each.lstrip("<"), (label, each.startswith("<"))) for each in line]
    return Spellings.of(pairs)


def read_relation(text: str) -> Outcome:
    """The relation that a cell names; `RELATED_TO` with a code where it names none.

    >>> read_relation("levert aan").value, read_relation("suplies").suggestion
    ('SUPPLIES', 'supplies')
    """
    if is_blank(text) or is_dont_know(text):
        return NOTHING
    known = _relations()
    if (found := known.meaning(text)) is not None:
        return Outcome(found[0])
    return Outcome("RELATED_TO", Row.UNKNOWN_RELATION, known.near(text), True)


def is_reversed(text: str) -> bool:
    """Whether a word for a relation is said from the other side: "buys from" is "supplies" turned round."""
    found = _relations().meaning(text)
    return bool(found and found[1])


@cache
def risk_spellings() -> Spellings:
    """How people write the risks of the list."""
    pairs = [(said, r.value) for r in RISKS for said in (r.en, r.nl, r.value.replace("_", " "))]
    pairs += [(each, value) for value, line in table("words")["risks"].items() for each in line]
    return Spellings.of(pairs)


def read_risk(text: str) -> Outcome:
    """The risk on the list that a cell names; "other" with a code where it names none.

    >>> read_risk("Silicose").value, read_risk("kinderarbied").suggestion
    ('dust_silicosis', 'kinderarbeid')
    """
    if is_blank(text) or is_dont_know(text):
        return NOTHING
    known = risk_spellings()
    if (value := known.meaning(text)) is not None:
        return Outcome(value)
    return Outcome("other", Row.UNKNOWN_RISK, known.near(text), True)
