"""The sentences that people read, in Dutch and in English.

One catalogue per area and language: ``graph/words/<language>/<area>.toml``.  A key is
"area.name"; tables inside a catalogue make longer keys ("area.table.name").  Both languages have
the same keys and the same placeholders, which a test holds for every catalogue there is.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LANGUAGES: tuple[str, ...] = ("en", "nl")


def say(key: str, lang: str = "en", /, **values: object) -> str:
    """The sentence for ``key`` with the values filled in.

    Raises `KeyError` for an unknown language, area or name, and for a placeholder without value.

    >>> say("tables.missing", "nl", file="partijen.csv").startswith("Controleer")
    True
    """
    area, _, name = key.partition(".")
    sentences = catalogue(lang, area)
    if name not in sentences:
        raise KeyError(f"no sentence {key!r} in language {lang!r}")
    return sentences[name].format(**values)


@cache
def catalogue(lang: str, area: str) -> Mapping[str, str]:
    """Every sentence of one area, by name, placeholders unfilled; read-only.

    Raises `KeyError` when there is no such language or area.
    """
    if lang not in LANGUAGES:
        raise KeyError(f"no language {lang!r}; choose from {', '.join(LANGUAGES)}")
    page = files("graph") / "words" / lang / f"{area}.toml"
    if not page.is_file():
        raise KeyError(f"no catalogue {area!r} in language {lang!r}")
    return MappingProxyType(dict(_flat(tomllib.loads(page.read_text(encoding="utf-8")))))


def areas(lang: str) -> tuple[str, ...]:
    """The areas that have a catalogue in this language, sorted."""
    folder = files("graph") / "words" / lang
    return tuple(sorted(p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml")))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        elif isinstance(value, str):
            yield f"{prefix}{name}", value
        else:
            raise TypeError(f"sentence {prefix}{name} is not text")
