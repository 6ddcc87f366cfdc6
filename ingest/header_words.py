"""What column headers mean, one by one: the vocabulary's names, synonyms, personal data.

The tables stand in `ingest/synonyms`: `columns.toml` and `personal.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from graph import fields
from graph.records import folded
from graph.schema import KIND, RELATION, SOURCE_FIELDS
from graph.terms import Field
from ingest.synonyms import table

_RATIO, _SHORTEST = 88.0, 5
_EXACT, _SYNONYM, _OWN = 100.0, 98.0, 96.0
_SENSITIVE = frozenset({field.name for field in fields.SAFETY if field.sensitive} | {"fears"})
_OF_EVERY_ROW = (
    *(fields.NAME, fields.KIND, fields.IDS, fields.SOURCE, fields.CONFIDENCE, fields.SAID_ON),
    *(fields.LEVEL, fields.SINCE, fields.UNTIL, fields.HOLDS, fields.NOTES),
)
_HAS_ANOTHER_NAME = {("COMMITS_TO", "status")}  # commitment_status: two statuses on one row
PARTS = " / "  # between the two rows of a header
_IN_BRACKETS = re.compile(r"\s*[(\[{].*?[)\]}]\s*")
_SIGNS = re.compile(r"[^\w%]+|_+")


def normal(header: str) -> str:
    """A header for comparing: without case, accents, signs but %, and stray blanks."""
    return " ".join(_SIGNS.sub(" ", folded(header).replace("%", " % ")).split())


def variants(header: str) -> list[tuple[str, float]]:
    """The spellings to compare and what each costs: whole, without brackets, the lower half."""
    made = [(header, 0.0), (_IN_BRACKETS.sub(" ", header), 0.5)]
    top, parted, sub = header.rpartition(PARTS)
    if parted:
        made += [(f"{sub} {top}", 0.2), (sub, 1.0), (_IN_BRACKETS.sub(" ", sub), 1.5)]
        if normal(sub) in ("naam", "name"):
            made.append((top, 0.9))
    seen: dict[str, float] = {}
    for text, cost in made:
        if key := normal(text):
            seen.setdefault(key, cost)
    return list(seen.items())


def is_known(header: str) -> bool:
    """Whether a header is the name of a column that some form has."""
    every = spellings("")
    return any(key.replace(" ", "") in every for key, _ in variants(header))


def is_own_word(header: str, about: str) -> bool:
    """Whether a header is a word for the kind that a register is about."""
    return normal(header) in table("columns")["own"].get(about, ())


def is_sensitive(header: str) -> bool:
    """Whether a header is a column of the safety sheet, and of nothing else."""
    every = spellings("")
    for key, _ in variants(header):
        names = {name for name, _, _ in every.get(key.replace(" ", ""), ())}
        if names:
            return names <= _SENSITIVE
    return False


@lru_cache(maxsize=4096)
def is_personal(header: str) -> bool:
    """Whether a header announces data about human beings: e-mail, phone, contact person, address.

    >>> is_personal("E-mailadres"), is_personal("Telefoonnr. kantoor"), is_personal("Website")
    (True, True, False)
    """
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA

    lists = table("personal")
    said = normal(_IN_BRACKETS.sub(" ", header)) or normal(header)
    if said in lists["not"] or not said:
        return False
    padded = f" {said} "
    if said in lists["whole"] or any(f" {phrase} " in padded for phrase in lists["phrases"]):
        return True
    words = said.split()
    if any(word in lists["words"] or word.startswith(lists["beginnings"]) for word in words):
        return True
    if is_known(header):
        return False
    long = [word for word in lists["words"] if len(word) >= _SHORTEST]
    return any(
        process.extractOne(word, long, scorer=fuzz.ratio, score_cutoff=_RATIO)
        or any(OSA.distance(word, known, score_cutoff=1) <= 1 for known in long)
        for word in words
        if len(word) >= _SHORTEST
    )


@cache
def spellings(about: str) -> Mapping[str, tuple[tuple[str, float, str], ...]]:
    """spelling without blanks -> (name, score, how); the earlier a spelling is listed, the better."""
    found: dict[str, dict[str, tuple[float, str]]] = {}

    def add(spelling: str, name: str, score: float, how: str) -> None:
        known = found.setdefault(normal(spelling).replace(" ", ""), {})
        known[name] = max(known.get(name, (0.0, "")), (score, how))

    for field in _declared():
        for said in (field.name, field.en, field.nl):
            add(said, field.name, _EXACT, "exact")
    for name, lines in table("columns").items():
        if name != "own":
            add(name, name, _EXACT, "exact")
            for place, said in enumerate(lines):
                add(said, name, _SYNONYM - place / 100, "synonym")
    for label, lines in table("columns")["own"].items():
        best = _SYNONYM + 1 if label == about else _OWN
        for place, said in enumerate(lines):
            for form in (said, f"naam {said}", f"{said} naam", f"{said} name", f"name of {said}"):
                add(form, "title" if label == "Dialogue" else "name", best - place / 100, "synonym")
    return {key: tuple((n, *score) for n, score in names.items()) for key, names in found.items()}


@lru_cache(maxsize=64)
def keys(wanted: tuple[str, ...], about: str) -> dict[str, frozenset[str]]:
    """The spellings of the wanted names, with blanks, and the names that each can mean."""
    found: dict[str, set[str]] = {}
    for field in _declared():
        for said in (field.name, field.en, field.nl):
            found.setdefault(normal(said), set()).add(field.name)
    for name, lines in table("columns").items():
        if name != "own":
            for said in (name, *lines):
                found.setdefault(normal(said), set()).add(name)
    for label, lines in table("columns")["own"].items():
        if label == about:
            for said in lines:
                found[normal(said)] = {"name"}
    only = {key: frozenset(names & set(wanted)) for key, names in found.items()}
    return {key: names for key, names in only.items() if names}


@cache
def _declared() -> tuple[Field, ...]:
    """Every field that the vocabulary declares and a column may be called after."""
    kinds = [field for kind in KIND.values() for field in kind.fields]
    ties = [
        field
        for relation in RELATION.values()
        for field in relation.fields
        if (relation.label, field.name) not in _HAS_ANOTHER_NAME
    ]
    return tuple(dict.fromkeys((*kinds, *ties, *SOURCE_FIELDS, *_OF_EVERY_ROW)))
