"""How many facts each source tells, and which part of them was invented to show the tool."""

from __future__ import annotations

from collections import Counter

import networkx as nx

ILLUSTRATIVE = "illustrative"


def illustrative_share(net: nx.MultiDiGraph) -> float | None:
    """The part of the facts, 0 to 1, whose source is `illustrative`; None where no fact is."""
    count = facts_by_source(net)
    invented = count.get(ILLUSTRATIVE, 0)
    return invented / sum(count.values()) if invented else None


def facts_by_source(net: nx.MultiDiGraph) -> Counter[str]:
    """How many facts each source tells: its ties, and the stakeholders and dialogues it describes."""
    count = Counter(str(source) for _, _, source in net.edges(data="source") if source)
    for _, attributes in net.nodes(data=True):
        if attributes.get("kind") != "Risk":
            count.update({one.claim.source for one in attributes.get("said", ()) if one.claim.kind})
    return count
