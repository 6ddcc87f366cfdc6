"""What forgetting a name takes: which claims go, and what is blotted out of the others.  Needs no store."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from graph import schema
from graph.records import AS_WRITTEN, Decision, Mention, Source, Tie, canonical, folded
from graph.terms import Field, Type
from graph.values import decoded

BLOT = "…"
_FREE_TEXT = (Type.TEXT, Type.TEXTS)
Claim = TypeVar("Claim", Mention, Tie)


def gone_with(name: str, everyone: Iterable[Mention]) -> Gone:
    """What goes with a name, among all that is mentioned; risks keep their names."""
    named = {m for m in everyone if m.kind != "Risk" and folded(m.name) == folded(name)}
    return Gone({name, *(m.name for m in named)}, {m.key for m in named})


class Gone:
    """The spellings and keys that have to go."""

    def __init__(self, spellings: Iterable[str], keys: set[str]) -> None:
        self.keys = keys
        self._names = {folded(one) for one in spellings}
        ways = "|".join(r"\s+".join(map(re.escape, one.split())) for one in sorted(spellings, reverse=True))
        self._pattern = re.compile(rf"(?<!\w)(?:{ways})(?!\w)", re.IGNORECASE)

    def is_in(self, *texts: str) -> bool:
        """Whether one of these texts holds the name as a word of its own."""
        return any(self._pattern.search(text) for text in texts)

    def blot(self, text: str) -> str:
        """The text with a blot in place of the name."""
        return self._pattern.sub(BLOT, text)

    def claim(self, claim: Claim) -> Claim:
        """The claim without the name in its free text; a text that was only the name goes."""
        if not self.is_in(claim.fields, claim.at):
            return claim
        kept = {
            name: value
            for name, said in decoded(claim.fields).items()
            if (value := self._value(name, said, _field(claim, name))) not in (BLOT, [], {})
        }
        return claim._replace(fields=canonical(kept), at=self.blot(claim.at))

    def card(self, card: Source) -> Source:
        """The source card without the name in its free text; its id stays."""
        return Source._make(
            (card.id, *(self.blot(text) for text in card[1:-2]), card.file, self.blot(card.at))
        )

    def decision(self, one: Decision) -> Decision | None:
        """The decision without the name; None where it is about one of the keys or spellings."""
        keys = {one.a.split("@", 1)[0], one.b.split("@", 1)[0]}
        names = {folded(one.a_name), folded(one.b_name)}
        if keys & self.keys or names & self._names:
            return None
        return one._replace(by=self.blot(one.by), reason=self.blot(one.reason))

    def kept(
        self, cards: list[Source], mentions: list[Mention], ties: list[Tie]
    ) -> tuple[list[Source], list[Mention], list[Tie]]:
        """What stays of a file, without the name in it."""
        return (
            [self.card(card) for card in cards],
            [self.claim(m) for m in mentions if m.key not in self.keys],
            [self.claim(t) for t in ties if not {t.a, t.b} & self.keys],
        )

    def went(self, mentions: Iterable[Mention], ties: Iterable[Tie]) -> set[str]:
        """The claims, by id, that go."""
        return {m.id for m in mentions if m.key in self.keys} | {t.id for t in ties if {t.a, t.b} & self.keys}

    def _value(self, name: str, said: Any, field: Field | None) -> Any:
        if name == AS_WRITTEN:
            blotted = {column: self.blot(words) for column, words in said.items()}
            return {column: words for column, words in blotted.items() if words != BLOT}
        if field is None or field.type not in _FREE_TEXT:
            return said
        if isinstance(said, str):
            return self.blot(said)
        return [words for words in map(self.blot, said) if words != BLOT]


def _field(claim: Mention | Tie, name: str) -> Field | None:
    if isinstance(claim, Tie):
        return schema.tie_field(claim.relation, name)
    return schema.kind_field(claim.kind, name)
