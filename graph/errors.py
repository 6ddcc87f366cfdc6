"""What can go wrong in a way that the user can put right.

Every error carries one plain sentence: what happened, where, and the way out.  A sentence that
comes from a catalogue can be said again in the other language:

>>> trouble = Unreadable.of("tables.missing", code="F01", file="parties.csv")
>>> str(trouble) == trouble.sentence("en") != trouble.sentence("nl")
True

Only ``cli.py`` turns these into exits.
"""

from __future__ import annotations

# ruff: noqa: N818 -- an error is named after what went wrong, as the people we write for would
from typing import Self

from graph.words import say


class AantafelError(Exception):
    """Something a user did, or a file holds, that cannot go on; ``str()`` is the English sentence."""

    code: str = ""
    key: str = ""
    values: dict[str, object]

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.values = {}

    @classmethod
    def of(cls, key: str, /, *, code: str = "", **values: object) -> Self:
        """The error whose sentence stands in the catalogues under ``key`` ("area.name").

        Raises `KeyError` when the catalogue has no such sentence or a value for it is missing.
        """
        error = cls(say(key, "en", **values))
        error.code, error.key, error.values = code, key, dict(values)
        return error

    def sentence(self, lang: str = "en") -> str:
        """The sentence in this language; as it was given, when it came from no catalogue."""
        return say(self.key, lang, **self.values) if self.key else str(self)


class Unreadable(AantafelError):
    """A file that cannot be read at all; `code` is one of the file codes of ``ingest/codes.py``."""


class Contradiction(AantafelError):
    """A decision that contradicts the decisions already taken."""


class Refused(AantafelError):
    """Something that we could do but will not: it would lose, leak or overwrite."""


class BadValue(AantafelError):
    """A value that its field cannot hold: `field` names the field, `value` is what was given."""

    def __init__(self, field: str, value: object) -> None:
        super().__init__(say("graph.bad_value", field=field, value=_short(value)))
        self.key, self.values = "graph.bad_value", {"field": field, "value": _short(value)}
        self.field, self.value = field, value


def _short(value: object) -> str:
    shown = value if isinstance(value, str) else repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
