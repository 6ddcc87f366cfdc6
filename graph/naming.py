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
    """Nothing is called so, or more than one thing is."""


def find(net: nx.MultiDiGraph, text: str, *, kinds: frozenset[str] | None = None) -> str:
    """The one node that `text` means: its name, an alias, a risk's word, its key or a unique start of it.

    Raises `NameNotFoundError` with the nearest names, or with the candidates and their keys.
    """
    candidates = [node for node in net if kinds is None or net.nodes[node].get("kind", "") in kinds]
    wanted = folded(text)
    found = [node for node in candidates if wanted and wanted in names_of(net, node)]
    if not found and len(text) >= SHORTEST_KEY:
        found = [node for node in candidates if node.startswith(text) or _resolved(net, text) == node]
    if len(found) == 1:
        return found[0]
    if found:
        listed = "; ".join(
            f"{net.nodes[node]['name']} ({kind_said(net.nodes[node]['kind'], 'en')}, {node[:6]})"
            for node in found
        )
        raise NameNotFoundError.of("console.many_such_names", name=text, candidates=listed)
    names = sorted({str(net.nodes[node].get("name", "")) for node in candidates} - {""})
    near = get_close_matches(text, names, 3, 0.6)
    raise NameNotFoundError.of("console.no_such_name", name=text, near=" / ".join(near) or "–")


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


def key_for(net: nx.MultiDiGraph, text: str) -> tuple[str, str]:
    """The key, and the name as written, to decide about; `NAME @ SOURCE` narrows it to one source.

    Of the keys a stakeholder is known by, the fullest one that bears the typed name is taken.
    """
    text, _, source = (part.strip() for part in text.partition(" @ "))
    node = find(net, text)
    said = [one.claim for one in net.nodes[node]["said"] if not source or one.claim.source == source]
    if not said:
        raise NameNotFoundError.of("console.not_in_source", name=text, source=source)
    wanted = folded(text)
    best = min(said, key=lambda m: (folded(m.name) != wanted, -len(m.ids), not m.kind, not m.country, m.key))
    return (apart(best.key, source) if source else best.key), best.name


def _resolved(net: nx.MultiDiGraph, text: str) -> str:
    return str(net.graph["who"].resolve(text))


def decided_pair(decisions: Iterable[Decision], a: str, b: str) -> Decision | None:
    """The decision about two names as written, or keys; also one that sleeps.  None where there is none."""
    for one in sorted(decisions):
        left = {one.a, folded(one.a_name)}
        right = {one.b, folded(one.b_name)}
        for x, y in ((a, b), (b, a)):
            if (x in left or folded(x) in left) and (y in right or folded(y) in right):
                return one
    return None
