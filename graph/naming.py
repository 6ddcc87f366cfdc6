"""From what people type to what the graph knows: a name, an alias, a key or the start of one.

Below its level a name does not exist, since the network that is asked does not hold it.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import networkx as nx

from graph.errors import AantafelError
from graph.records import Decision, apart, folded
from graph.schema import RISK, kind_said

SHORTEST_KEY = 4


class NameNotFoundError(AantafelError):
    """Nothing is called so, or more than one thing is: then `candidates` are name, kind and key of each."""

    candidates: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def between(cls, text: str, candidates: Iterable[tuple[str, str, str]]) -> NameNotFoundError:
        """That `text` may be any of these."""
        found = tuple(candidates)
        made = cls.of("console.many_such_names", name=text, candidates=_listed(found, "en"))
        made.candidates = found
        return made

    def sentence(self, lang: str = "en") -> str:
        """The sentence in this language, kinds included."""
        if self.candidates:
            self.values["candidates"] = _listed(self.candidates, lang)
        return super().sentence(lang)


def _listed(candidates: Iterable[tuple[str, str, str]], lang: str) -> str:
    return "; ".join(f"{name} ({kind_said(kind, lang)}, {key[:6]})" for name, kind, key in candidates)


def find(net: nx.MultiDiGraph, text: str, *, kinds: frozenset[str] | None = None) -> str:
    """The one node that `text` means: its name, an alias, a risk's word, its key or a unique start of it.

    Raises `NameNotFoundError` with the nearest names, or with the candidates and their keys.
    """
    candidates: list[str] = [
        node for node in net if kinds is None or net.nodes[node].get("kind", "") in kinds
    ]
    wanted = folded(text)
    found = [node for node in candidates if wanted and wanted in names_of(net, node)]
    if not found and len(text) >= SHORTEST_KEY:
        found = [node for node in candidates if node.startswith(text) or _resolved(net, text) == node]
    if len(found) == 1:
        return found[0]
    if found:
        about = ((net.nodes[node]["name"], net.nodes[node].get("kind", ""), node) for node in found)
        raise NameNotFoundError.between(text, about)
    names = sorted({str(net.nodes[node].get("name", "")) for node in candidates} - {""})
    near = get_close_matches(text, names, 3, 0.6)
    if not near:
        raise NameNotFoundError.of("console.no_name_like_it", name=text)
    raise NameNotFoundError.of("console.no_such_name", name=text, near=" / ".join(near))


def names_of(net: nx.MultiDiGraph, node: str) -> frozenset[str]:
    """Every folded name a node goes by: its claims' names, aliases, and a risk's words."""
    attributes = net.nodes[node]
    names = {folded(str(attributes.get("name", "")))} - {""}
    names |= {folded(said.claim.name) for said in attributes.get("said", ())}
    names |= {
        folded(alias)
        for alias in attributes.get("aliases", ())
        if isinstance(attributes.get("aliases"), tuple)
    }
    if attributes.get("kind") == "Risk" and attributes.get("name") in RISK:
        risk = RISK[attributes["name"]]
        names |= {folded(risk.en), folded(risk.nl)}
    return frozenset(names)


def keys_for(net: nx.MultiDiGraph, text: str, *, part: bool = False) -> tuple[tuple[str, str], ...]:
    """The keys, each with its name as written, to decide about; the fullest first.

    `NAME @ SOURCE` is what that source calls so.  To `part` it from what others call so, every key
    that the source knows it by counts, as that source's own; else the fullest one that bears the name.
    """
    text, at, source = (one.strip() for one in text.partition(" @ "))
    node = find(net, text)
    said = [one.claim for one in net.nodes[node]["said"] if not at or one.claim.source == source]
    if not said:
        raise NameNotFoundError.of("console.not_in_source", name=text, source=source)
    wanted = folded(text)
    said.sort(key=lambda m: (folded(m.name) != wanted, -len(m.ids), not m.kind, not m.country, m.key, m.name))
    if not (part and at):
        return ((said[0].key, said[0].name),)
    named = {claim.key: claim.name for claim in reversed(said)}
    return tuple((apart(key, source), named[key]) for key in dict.fromkeys(claim.key for claim in said))


def _resolved(net: nx.MultiDiGraph, text: str) -> str:
    return str(net.graph["who"].resolve(text))


def decided(decisions: Iterable[Decision], a: str, b: str) -> tuple[Decision, ...]:
    """The decisions about two names as written, or keys; also those that sleep."""
    return tuple(
        one
        for one in sorted(decisions)
        if any(_meant(x, one.a, one.a_name) and _meant(y, one.b, one.b_name) for x, y in ((a, b), (b, a)))
    )


def own_keys(keys: Iterable[tuple[str, str]], *, by: str = "", on: str = "") -> tuple[Decision, ...]:
    """What follows from parting a name of one source: all keys that it knows it by stay one."""
    (first, name), *rest = keys
    return tuple(Decision(key, first, "same", by, on, "", other, name) for key, other in rest)


def follows(one: Decision) -> bool:
    """Whether a decision only follows from another: it joins two keys of one source."""
    return one.verdict == "same" and bool(source := one.a.partition("@")[2]) and one.b.endswith(f"@{source}")


def following(decisions: Iterable[Decision], gone: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that follow from those that are `gone`, and from none that stays."""
    decisions, gone = frozenset(decisions), frozenset(gone)
    needed = {key for one in decisions - gone if not follows(one) for key in (one.a, one.b)}
    freed = {key for one in gone for key in (one.a, one.b)} - needed
    return tuple(one for one in sorted(decisions - gone) if follows(one) and {one.a, one.b} <= freed)


def _meant(text: str, key: str, name: str) -> bool:
    """Whether `text` is this name, or this key or the start of it; with " @ SOURCE" only of that source."""
    text, at, source = (one.strip() for one in text.partition(" @ "))
    if at and key.partition("@")[2] != source:
        return False
    return folded(text) == folded(name) or (len(text) >= SHORTEST_KEY and key.startswith(text))
