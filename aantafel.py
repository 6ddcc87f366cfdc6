"""aantafel for notebooks and scripts: open a graph, load into it, ask it, make a page.

>>> import aantafel
>>> store = aantafel.open("stone.db", create=True)                           # doctest: +SKIP
>>> aantafel.load(store, "parties.csv")                                      # doctest: +SKIP
>>> aantafel.voices(aantafel.network(store)).table                           # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graph.settings import Settings
    from graph.store import Store
    from ingest.report import Report
    from queries.question import Answer


def open(where: str | Path, *, create: bool = False) -> Store:  # noqa: A001
    """The store at a path; with `create` a new one where there is none."""
    from graph.connect import connect

    return connect(where, create=create)


def load(store: Store, what: Path | str | pd.DataFrame, **how: Any) -> Report:
    """Load a file or a DataFrame (then `as_form` and `source` are needed); see `ingest.load`."""
    from ingest.load import load_file, load_frame

    return load_file(store, what, **how) if isinstance(what, str | Path) else load_frame(store, what, **how)


def network(
    store: Store, settings: Settings | None = None, *, without: Iterable[str] = (), level: str = "team"
) -> nx.MultiDiGraph:
    """The graph as NetworkX knows it, keyed by claim; see `graph.network`."""
    from graph.network import network as made

    return made(store.claims().without(without), settings, level=level)


def ask(question: str, net: nx.MultiDiGraph, *, dialogue: str = "", as_of: str = "") -> Answer:
    """Any question by its name, about a network and a dialogue's guest list (default: the planned one)."""
    from queries.register import QUESTIONS, brief

    return QUESTIONS[question].ask(brief(net, dialogue=dialogue, as_of=as_of))


def __getattr__(name: str) -> Any:
    """Each question under its own name: `aantafel.voices(net)`, `aantafel.power(net)`, …"""
    from functools import partial

    from queries.register import QUESTIONS

    if name in QUESTIONS:
        return partial(ask, name)
    raise AttributeError(f"aantafel has no {name!r}; it has {', '.join(sorted(QUESTIONS))}")
