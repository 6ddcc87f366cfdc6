"""The questions in Cypher that come with the program, for Neo4j Browser, Bloom and `store query NAME`.

Each is one file in `queries/cypher/`: above its text stands, in English and Dutch, its title, what it
answers and what it cannot tell.  `queries.twins` gives the same rows from a network, for a graph that is
not on a server; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

_HEADS = MappingProxyType(
    {
        "title": ("title", "en"),
        "titel": ("title", "nl"),
        "answers": ("answers", "en"),
        "antwoordt": ("answers", "nl"),
        "cannot tell": ("cannot_tell", "en"),
        "zegt niet": ("cannot_tell", "nl"),
    }
)
_HEAD = re.compile(rf"// ({'|'.join(_HEADS)}): (.+)")
_MORE = re.compile(r"//   (\S.*)")


@dataclass(frozen=True, slots=True)
class Named:
    """A question by its name; what is said about it, by language; and its text, remarks included."""

    name: str
    title: Mapping[str, str]
    answers: Mapping[str, str]
    cannot_tell: Mapping[str, str]
    text: str


@cache
def named() -> Mapping[str, Named]:
    """All of them by name, sorted.

    >>> list(named())[:2]
    ['affected', 'behind-a-supplier']
    """
    folder = files("queries") / "cypher"
    texts = {page.name: page.read_text("utf-8") for page in folder.iterdir()}
    found = {name.removesuffix(".cypher"): text for name, text in sorted(texts.items())}
    return MappingProxyType({name: parsed(name, text) for name, text in found.items()})


def parsed(name: str, text: str) -> Named:
    """A question as it stands in its file.

    Raises `ValueError` where what is said above the text is not in its form: the six heads, once each and in
    their order, each with its lines below it, then a blank line.

    >>> parsed("x", "RETURN 1")
    Traceback (most recent call last):
    ...
    ValueError: x: say title, titel, answers, antwoordt, cannot tell, zegt niet above the text
    """
    above, _, body = text.partition("\n\n")
    said: dict[tuple[str, str], str] = {}
    last = None
    for line in above.splitlines():
        if head := _HEAD.fullmatch(line):
            last = _HEADS[head[1]]
            said[last] = head[2]
        elif last and (more := _MORE.fullmatch(line)):
            said[last] += f" {more[1]}"
        else:
            last, said = None, {}
            break
    if list(said) != list(_HEADS.values()) or not body.strip():
        raise ValueError(f"{name}: say {', '.join(_HEADS)} above the text")

    def of(part: str) -> Mapping[str, str]:
        return MappingProxyType({lang: text for (one, lang), text in said.items() if one == part})

    return Named(name, of("title"), of("answers"), of("cannot_tell"), text)
