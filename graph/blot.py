"""Names that may not be read, blotted out of free text: whole words, whatever their case and accents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from graph import schema
from graph.forgetting import BLOT
from graph.records import AS_WRITTEN, Mention, Source, Tie, canonical, folded
from graph.terms import Type
from graph.values import decoded

C = TypeVar("C", Mention, Tie)
_WORD = re.compile(r"\w+")
_FREE = (Type.TEXT, Type.TEXTS)


class Blotter:
    """Knows the names that are hidden, and those that are shown: what is part of a longer one of these stays.

    Linear in the text, however many names there are.

    >>> hidden = ["Balaji", "Anna de Wit"]
    >>> Blotter(hidden, ["Balaji Stones"]).text("Balaji Stones, says ANNA  de Wit of Balaji")
    'Balaji Stones, says … of …'
    """

    def __init__(self, hidden: Iterable[str], shown: Iterable[str]) -> None:
        self._from: dict[str, list[tuple[tuple[str, ...], bool]]] = defaultdict(list)
        open_names = {_words(name) for name in shown}
        names = {_words(name): True for name in hidden} | dict.fromkeys(open_names, False)
        for words, is_hidden in names.items():
            if words:
                self._from[words[0]].append((words, is_hidden))
        for some in self._from.values():
            some.sort(key=lambda one: -len(one[0]))  # the longest that fits counts

    def text(self, text: str) -> str:
        """The text with a blot in the place of every hidden name."""
        found = [(word.start(), word.end(), folded(word[0])) for word in _WORD.finditer(text)]
        kept, done, at = [], 0, 0
        while at < len(found):
            words, is_hidden = self._at([word for _, _, word in found[at : at + 12]])
            if is_hidden:
                kept += [text[done : found[at][0]], BLOT]
                done = found[at + words - 1][1]
            at += words
        return "".join(kept) + text[done:] if kept else text

    def claim(self, claim: C) -> C:
        """The claim, its free text and its place blotted; a text that was only a name goes."""
        at = self.text(claim.at)
        said = decoded(claim.fields)
        kept = {name: self._value(claim, name, value) for name, value in said.items()}
        if kept == said and at == claim.at:
            return claim
        fields = {name: value for name, value in kept.items() if value not in (BLOT, [], {})}
        return claim._replace(fields=canonical(fields) if fields else "{}", at=at)

    def card(self, card: Source) -> Source:
        """The card of a source; its id, date, link and level stay."""
        free = ("title", "published_by", "commissioned_by", "informant", "position", "licence", "at")
        return card._replace(**{name: self.text(getattr(card, name)) for name in free})

    def _at(self, words: list[str]) -> tuple[int, bool]:
        """How many words the longest name takes that begins here, at least 1, and whether it is hidden."""
        for name, is_hidden in self._from.get(words[0], ()):
            if tuple(words[: len(name)]) == name:
                return len(name), is_hidden
        return 1, False

    def _value(self, claim: Mention | Tie, name: str, value: object) -> object:
        if isinstance(claim, Tie):
            field = schema.tie_field(claim.relation, name)
        else:
            field = schema.kind_field(claim.kind, name)
        if name == AS_WRITTEN and isinstance(value, dict):
            return {column: self.text(str(words)) for column, words in value.items()}
        if field is None or field.type not in _FREE:
            return value
        if isinstance(value, list):
            return [words for words in (self.text(str(one)) for one in value) if words != BLOT]
        return self.text(value) if isinstance(value, str) else value


def _words(name: str) -> tuple[str, ...]:
    return tuple(folded(word) for word in _WORD.findall(name))
