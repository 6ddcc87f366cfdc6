"""The forms in which the vocabulary is declared: a word, a field, a kind, a relation.

Only shapes live here; what the graph may contain is declared with them in `graph.fields`,
`graph.kinds` and `graph.relations`, and gathered in `graph.schema`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

UNKNOWN = "unknown"
"""What any field may hold when somebody was asked and does not know.  Blank means: not asked."""


class Type(StrEnum):
    """How the value of a field is written in a claim."""

    TEXT = "text"
    TEXTS = "texts"  # several, a tuple of text
    WORD = "word"  # one of the field's words
    WORDS = "words"  # several of the field's words
    SHARE = "share"  # 0 to 1; people write 80 %
    DEGREE = "degree"  # 0 to 1; people write low, medium, high or the field's own words
    NUMBER = "number"
    LEVEL = "level3"  # 1, 2 or 3
    COUNT = "count"  # "40" or "20-60": people
    DATE = "date"  # EDTF, levels 0 and 1
    PLACE = "place"  # "IN / Rajasthan / Kota"
    PLACES = "places"  # several of them
    IDS = "ids"  # several, "scheme:value"


class Fold(StrEnum):
    """How several claims about one field become one value (`graph.fold`)."""

    SURE = "sure"  # highest confidence, then newest, then source, then the value itself
    NEWEST = "newest"
    CAUTIOUS = "cautious"  # newest of each source, then the strictest over the sources
    UNION = "union"
    EACH = "each"  # kept per source, never folded: perceptions


class Level(StrEnum):
    """Who may see a claim, from widest to strictest."""

    PUBLIC = "public"
    PARTICIPANTS = "participants"
    TEAM = "team"

    @property
    def rank(self) -> int:
        """0 for public, 1 for participants, 2 for team."""
        return _LEVELS.index(self)

    def shows(self, other: Level | str) -> bool:
        """Whether somebody reading at this level may see what is marked `other`."""
        return Level(other).rank <= self.rank


_LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True)
class Word:
    """One value a field may take, with how people say it in English and in Dutch."""

    value: str
    en: str
    nl: str
    number: float | None = None

    def said(self, lang: str) -> str:
        """The word in `lang`, "en" or "nl"."""
        return self.nl if lang == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Field:
    """One thing we may know about a stakeholder, a dialogue or a tie.

    In a `cautious` field the words stand from the mildest to the strictest.
    """

    name: str
    about: str
    en: str
    nl: str
    type: Type = Type.TEXT
    words: tuple[Word, ...] = ()
    fold: Fold = Fold.SURE
    level: Level = Level.PUBLIC
    sensitive: bool = False

    def said(self, lang: str) -> str:
        """The field's name in `lang`, as a table or a form shows it."""
        return self.nl if lang == "nl" else self.en

    def word(self, value: object) -> Word | None:
        """The declared word for `value`, or None."""
        text = str(value) if isinstance(value, int) else value
        return next((word for word in self.words if word.value == text), None)

    def value_said(self, value: object, lang: str) -> str:
        """`value` as a person reads it: words translated, shares as a percentage."""
        if value is None or value == "":
            return ""
        if value == UNKNOWN:
            return "weet niet" if lang == "nl" else "don't know"
        if isinstance(value, list | tuple):
            return ", ".join(self.value_said(v, lang) for v in value)
        if word := self.word(value):
            return word.said(lang)
        if self.type is Type.SHARE and isinstance(value, int | float):
            return f"{round(value * 100, 1):g} %"
        if self.type is Type.DEGREE:
            near = next((w for w in self.words if w.number == value), None)
            return near.said(lang) if near else f"{value:g}" if isinstance(value, int | float) else str(value)
        if self.type is Type.NUMBER and isinstance(value, int | float):
            return f"{value:g}"
        return str(value)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing the graph speaks of: a stakeholder, a risk or a dialogue."""

    label: str
    about: str
    en: str
    nl: str
    sphere: str
    bloc: str
    fields: tuple[Field, ...] = ()
    level: Level = Level.PUBLIC
    stakeholder: bool = True

    def said(self, lang: str) -> str:
        """The kind's name in `lang`."""
        return self.nl if lang == "nl" else self.en


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of tie: what A does to B, who A and B may be, and which fields say which fact is meant."""

    label: str
    about: str
    en: str
    nl: str
    layer: str
    from_kinds: frozenset[str]
    to_kinds: frozenset[str]
    fields: tuple[Field, ...] = ()
    subject: tuple[str, ...] = ()
    directed: bool = True
    level: Level = Level.PUBLIC
    sensitive: bool = False
    event: bool = False

    def said(self, lang: str) -> str:
        """What A does to B, in `lang`: "supplies", "levert aan"."""
        return self.nl if lang == "nl" else self.en

    def joins(self, a: str, b: str) -> bool:
        """Whether A may be of kind `a` and B of kind `b`; a blank kind fits anywhere."""
        return (not a or a in self.from_kinds) and (not b or b in self.to_kinds)
