"""aantafel for notebooks and scripts: open a graph, load into it, ask it, make a page, measure any graph.

>>> import aantafel
>>> store = aantafel.open("stone.db", create=True); aantafel.load(store, "parties.csv")  # doctest: +SKIP
>>> aantafel.voices(aantafel.network(store)).table                                       # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from graph.connect import connect as open  # noqa: A004
from graph.settings import Settings
from queries.on_graphs.door import measure as __getattr__  # noqa: F401

__all__ = ["ask", "layer", "load", "network", "open", "page"]


def load(store: Any, what: Any, **how: Any) -> Any:
    """Load a file (`ingest.load.load_file`) or a DataFrame (`ingest.frames.load_frame`); a `Report`."""
    from ingest.frames import load_frame
    from ingest.load import load_file

    return load_file(store, what, **how) if isinstance(what, str | Path) else load_frame(store, what, **how)


def network(store: Any, settings: Settings | None = None, *, without: Iterable[str] = (), **how: Any) -> Any:
    """The graph as an `nx.MultiDiGraph`, keyed by claim, without some sources; see `graph.network`."""
    from graph.network import network as made

    return made(store.claims().without(without), settings, **how)


def layer(
    store: Any, what: str, field: str = "", *, settings: Settings | None = None, as_of: str = ""
) -> Any:
    """A layer out of a store, or of the store at a path, without making a network.

    "influence", "contact" or "exchange" (all sides, or one: `field="sales"`): a `ColumnsLayer`, equal to
    what questions measure on (`queries.columns.project`).  The name of a tie: the sum of a field of it as
    a matrix, and its stakeholders (`graph.layers.layer`).  It holds all that the team may see.
    """
    from graph.layers import layer as made
    from queries.columns import WAYS, project, wanted

    if isinstance(store, str | Path):
        with open(store, readonly=True) as opened:
            return layer(opened, what, field, settings=settings, as_of=as_of)
    some = (field,) if field else ()
    if what in WAYS:
        return project(what, store.columns_of(wanted(what, *some)), settings, *some, as_of=as_of)
    return made(store.columns(what, *some), field)


def page(store: Any, path: str | Path = "map.html", *, level: str = "participants", **how: Any) -> Path:
    """Write the map, for participants unless told otherwise; see `queries.pages.making`."""
    from queries.pages.making import make_map

    return make_map(Path(path), network(store), network(store, level=level, sensitive=False), **how)


def ask(question: str, net: Any, about: str = "", *, dialogue: str = "", as_of: str = "") -> Any:
    """An `Answer` to a question, about a dialogue's guest list (default: that of the planned one)."""
    from queries.register import QUESTIONS, brief

    return QUESTIONS[question].ask(brief(net, dialogue=dialogue, as_of=as_of, about=about))


voices, influence, power, chain, bridges, gaps, check = (
    partial(ask, name) for name in ("voices", "influence", "power", "chain", "bridges", "gaps", "check")
)
