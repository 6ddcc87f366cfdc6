"""Which file a load is about, and whether it may take the place of what is there: judged without a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.carried import Fact, file_digest, still_the_same
from graph.errors import Refused


def names_of(
    name: str, content: str, held: Mapping[str, str], *, replaces: str, as_new: bool
) -> tuple[str, tuple[str, ...]]:
    """The name under which content is kept, and the files whose claims go for it.

    `held` maps the files there are to their digests.  With `as_new` the name is the first of `name`,
    `name (2)`, `name (3)` … that is free or holds exactly this.  Raises `Refused` where `replaces`
    names no file.
    """
    if as_new:
        name = _free_name(name, content, held)
    if replaces:
        must_hold(replaces, held)
    return name, tuple(dict.fromkeys(one for one in (name, replaces) if one in held))


def is_held(name: str, content: str, held: Mapping[str, str], had: tuple[str, ...]) -> bool:
    """Whether exactly this stands there already, and nothing else has to go."""
    return had == (name,) and held[name] == file_digest(name, content)


def must_hold(name: str, held: Iterable[str]) -> None:
    """Raise `Refused`, naming the files there are, where `name` is none of them."""
    if name not in held:
        raise Refused.of("store.no_such_file", file=name, known=", ".join(sorted(held)) or "–")


def must_know(source: str, known: Iterable[str]) -> None:
    """Raise `Refused`, naming the sources there are, where `source` is none of them."""
    if source not in known:
        raise Refused.of("store.no_such_source", source=source, known=", ".join(sorted(known)) or "–")


def must_agree(name: str, before: set[Fact], now: set[Fact]) -> None:
    """Raise `Refused`, with the ways out, where less than half of the facts are still there."""
    if not still_the_same(before, now):
        raise Refused.of("store.other_content", file=name, kept=len(before & now), before=len(before))


def _free_name(name: str, content: str, held: Mapping[str, str]) -> str:
    tried, number = name, 1
    while tried in held and held[tried] != file_digest(tried, content):
        number += 1
        tried = f"{name} ({number})"
    return tried
