"""A page made and written in one go, guarded: what the command line and the front door share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import networkx as nx

from graph.words import say
from queries.pages.map import page_map
from queries.pages.writing import hidden_names, write_page
from queries.register import QUESTIONS, brief
from queries.told_by import illustrative_share


def make_map(
    path: Path,
    everything: nx.MultiDiGraph,
    shown: nx.MultiDiGraph,
    *,
    lang: str = "en",
    store: str = "",
    dialogue: str = "",
    as_of: str = "",
) -> Path:
    """Write the map of `shown`, the network at its level, and return where it is.

    `everything` is the same network with nothing hidden: a name in it that `shown` does not have may
    not be readable on the page, else `Refused` and nothing is written.
    """
    about = brief(shown, dialogue=dialogue, as_of=as_of)
    html = page_map(
        about,
        QUESTIONS["voices"].ask(about),
        lang=lang,
        level=shown.graph["level"],
        title=say("console.map_title", lang),
        store=store,
        illustrative=illustrative_share(shown),
        made_on=date.today().isoformat(),
    )
    write_page(path, html, hidden_names(everything, shown), (about.label(node, lang) for node in shown))
    return path
