"""A page as a file: locked against outside requests, searched for hidden names, written whole or not."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from html import unescape
from pathlib import Path

import networkx as nx

from graph import schema
from graph.errors import AantafelError, Refused
from graph.fields import CONFIDENCE_WORDS, LEVELS
from graph.records import folded
from graph.terms import Kind, Relation
from graph.words import catalogue

_CODE = re.compile(
    r"<style\b.*?</style>|<script(?![^>]*application/json)\b.*?</script>|<meta\b[^>]*>", re.S | re.I
)
_TAG = re.compile(r"<[^>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def policy(scripts: Iterable[str]) -> str:
    """The content security policy of a page that may run these scripts, written by us, and nothing else.

    >>> policy(["x"]).split("; ")[:2]
    ["default-src 'none'", "script-src 'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='"]
    """
    hashes = " ".join(f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'" for code in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def hidden_names(everything: nx.MultiDiGraph, shown: nx.MultiDiGraph) -> frozenset[str]:
    """Names in `everything` that `shown`, the same network at its level, does not have.

    Other names, names that single sources use, and titles and informants of sources count as well.
    """
    return frozenset(_names(everything)) - frozenset(_names(shown))


def write_page(path: Path, html: str, hidden: Iterable[str] = (), shown: Iterable[str] = ()) -> None:
    """Write a page as UTF-8, whole or not at all.

    Raises `Refused` where a hidden name can be read in it: as words of its own, in any case, in text or
    data.  Inside a longer name of `shown`, or made of words that every page has, it gives nothing away.
    Raises `AantafelError` where the file cannot be written.
    """
    if leaked := leaks(html, hidden, shown):
        raise Refused.of("pages.leak", file=path.name, names=", ".join(f"“{name}”" for name in leaked))
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(html, encoding="utf-8", newline="\n")
        os.replace(part, path)
    except OSError as wrong:
        raise AantafelError.of("pages.unwritable", file=path.name, why=wrong.strerror or wrong) from wrong
    finally:
        with suppress(OSError):
            part.unlink()


def leaks(html: str, hidden: Iterable[str], shown: Iterable[str] = ()) -> list[str]:
    """The hidden names that can be read in a page, sorted."""
    text = readable(html)
    secret = {name: folded(name) for name in hidden if not _stands_in(folded(name), _own_words())}
    for longer in sorted({folded(name) for name in shown}, key=len, reverse=True):
        if any(name != longer and _stands_in(name, longer) for name in secret.values()):
            text = text.replace(longer, "\n")
    return sorted(name for name, same in secret.items() if _stands_in(same, text))


def readable(html: str) -> str:
    """All that a reader of a page or of its source finds: text, data, attributes; folded, without code."""
    plain = _CODE.sub("\n", html)
    attributes = " \n ".join(re.findall(r'="([^"]*)"', plain))
    text = unescape(f"{_TAG.sub(' ', plain)} \n {attributes}")
    text = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), text)
    return folded(text.replace("\\n", " ").replace("\\t", " "))


def _stands_in(name: str, text: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


@cache
def _own_words() -> str:
    """Every word that the vocabulary and the pages use, whatever the data."""
    words = [text for lang in ("en", "nl") for text in catalogue(lang, "pages").values()]
    declarations: tuple[Kind | Relation, ...] = (*schema.KIND.values(), *schema.RELATION.values())
    for declared in declarations:
        words += [declared.en, declared.nl]
        for field in declared.fields:
            words += [field.en, field.nl, *(said for word in field.words for said in (word.en, word.nl))]
    for word in (*schema.RISK.values(), *CONFIDENCE_WORDS, *LEVELS):
        words += [word.en, word.nl]
    return folded(" \n ".join(words))


def _names(net: nx.MultiDiGraph) -> Iterable[str]:
    for _, attributes in net.nodes(data=True):
        if attributes.get("kind") == "Risk":
            continue
        found = {str(attributes.get("name", "")), *attributes.get("aliases", ())}
        found |= {said.claim.name for said in attributes.get("said", ())}
        yield from (name for name in found if name)
    for card in net.graph["sources"].values():
        yield from (name for name in (card.title, card.informant) if name)
