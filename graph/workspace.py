"""Where somebody works: which settings count, which store, which language.

Order: what is asked for, then the environment, then the nearest settings file upwards, then the
built-in values (`product.md` 2.1).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import AantafelError
from graph.settings import Settings, find_settings, read_settings
from graph.terms import Level
from graph.words import LANGUAGES

if TYPE_CHECKING:
    import networkx as nx

    from graph.store import Store

STORE_NAME = "aantafel.db"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with its settings: knows where the store is and in which language to speak."""

    folder: Path
    settings: Settings
    where: str
    lang: str

    def open(self, *, create: bool = False, readonly: bool = True) -> Store:
        """The store; raises an error with the way out where there is none and none may be made."""
        from graph.connect import connect

        return connect(self.where, create=create, readonly=readonly and not create)

    def file_name(self, path: Path) -> str:
        """The name a file has in this graph: its path from the store's folder, else its own."""
        from graph.store import file_name

        return file_name(path, Path(self.where).resolve().parent if "://" not in self.where else None)

    def read(
        self, store: Store, *, level: str = Level.TEAM, sensitive: bool = True, without: Iterable[str] = ()
    ) -> nx.MultiDiGraph:
        """The network at a level, without some sources; refuses a source that the store does not know."""
        from graph.network import network

        claims = store.claims()
        without = tuple(without)
        known = {m.source for m in claims.mentions} | {card.id for card in claims.sources}
        for one in without:
            if one not in known:
                raise AantafelError.of(
                    "store.no_such_source", source=one, known=", ".join(sorted(known)) or "–"
                )
        return network(claims.without(without), self.settings, level=level, sensitive=sensitive)


def workspace(
    *,
    store: str = "",
    lang: str = "",
    as_of: str = "",
    start: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> Workspace:
    """The workspace around `start` (the current folder), under what was asked for.

    A store path in the settings file is read from that file's folder; a path that was asked for,
    or that the environment names, from the current one.
    """
    env = os.environ if environ is None else environ
    start = start or Path.cwd()
    found = find_settings(start)
    settings = read_settings(found) if found else Settings()
    folder = found.parent if found else start
    where = store or env.get("AANTAFEL_STORE", "")
    if not where:
        named = settings.store or STORE_NAME
        where = named if "://" in named else str(folder / named)
    speaks = lang or env.get("AANTAFEL_LANG", "") or settings.lang or "en"
    if speaks not in LANGUAGES:
        raise AantafelError.of("settings.no_such_language", language=speaks, known=", ".join(LANGUAGES))
    return Workspace(folder, replace(settings, as_of=as_of or settings.as_of), where, speaks)
