"""What NetworkX reads about our backend whenever it is imported: quick to load, and nothing else in it."""

from __future__ import annotations

from typing import Any

FUNCTIONS = {
    "betweenness_centrality": "Lengths that differ by one part in 1e10 are equal; declines lengths of 0.",
    "closeness_centrality": "",
    "connected_components": "",
    "constraint": "Declines graphs with loops; right for every node, also one that only receives.",
    "core_number": "Declines directed graphs and graphs with loops.",
    "effective_size": "Declines graphs with loops; right where weights or directions count.",
    "eigenvector_centrality": "Declines what has no single answer: no circle, or equally strong pieces.",
    "katz_centrality": "Exact; declines `nstart`, a dict for `beta`, and an alpha that means nothing.",
    "number_connected_components": "",
    "number_strongly_connected_components": "",
    "number_weakly_connected_components": "",
    "pagerank": "Exact to 1e-12 in all; declines `personalization`, `nstart` and `dangling`.",
    "weakly_connected_components": "",
}
"""The functions of NetworkX that we have, and what is to be said about each."""


def info() -> dict[str, Any]:
    """Our entry in `networkx.utils.backends.backend_info`.

    >>> sorted(info()["functions"])[:2]
    ['betweenness_centrality', 'closeness_centrality']
    """
    return {
        "backend_name": "aantafel",
        "project": "aantafel",
        "package": "queries.on_graphs",
        "short_summary": "Structural holes and centralities on numpy and scipy alone.",
        "functions": {name: {"additional_docs": docs} for name, docs in FUNCTIONS.items()},
    }
