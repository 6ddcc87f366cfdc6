"""Where somebody works: which settings count, which store, which language.

Order: what is asked for, then the environment, then the nearest settings file upwards, then the
built-in values (`docs/definitions.md`).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.dates import is_date
from graph.errors import AantafelError, Refused
from graph.neo4j_address import parsed, scheme_of
from graph.settings import Settings, find_settings, read_settings
from graph.terms import Level
from graph.words import LANGUAGES

if TYPE_CHECKING:
    import networkx as nx

    from graph.records import Claims
    from graph.store import Store

STORE_NAME = "aantafel.db"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with its settings: knows where the store is and in which language to speak.

    `found` says whether a settings file was found; `folder` is where it lies, else where we started.
    """

    folder: Path
    settings: Settings
    where: str
    lang: str
    found: bool = False

    @property
    def path(self) -> Path | None:
        """The file of the store, which need not be there; None for an address."""
        if scheme_of(self.where):
            return None
        path = Path(os.path.expanduser(self.where))
        return Path.cwd() / path if str(path).startswith("~") else path

    @property
    def store_name(self) -> str:
        """What to call the store: its file name, or the address without its user."""
        if not self.path:
            try:
                return parsed(self.where).where
            except Refused:
                return f"{scheme_of(self.where)}://"  # nothing of it: it may hold a password
        return self.path.name.encode("utf-8", "replace").decode("utf-8")  # a name on disk may be no text

    def open(self, *, create: bool = False, readonly: bool = True, password: str | None = None) -> Store:
        """The store; raises an error with the way out where there is none and none may be made."""
        from graph.connect import connect

        where = self.path if self.path and self.where.strip() else self.where
        store = connect(where, create=create, readonly=readonly and not create, password=password)
        if store.folder is None:
            store.folder = self.folder
        return store

    def file_name(self, path: Path) -> str:
        """The name a file has in this graph: its path from the store's folder, else its own.

        On a server, where people of one project each have their own copy of its folder, names start from
        the folder of the settings.
        """
        from graph.store import file_name

        return file_name(path, self.path.resolve().parent if self.path else self.folder)

    def read(
        self, store: Store, *, level: str = Level.TEAM, sensitive: bool = True, without: Iterable[str] = ()
    ) -> nx.MultiDiGraph:
        """The network at a level, without some sources; refuses a source that this level does not know."""
        return self.network(store.claims(), level=level, sensitive=sensitive, without=without)

    def network(
        self, claims: Claims, *, level: str = Level.TEAM, sensitive: bool = True, without: Iterable[str] = ()
    ) -> nx.MultiDiGraph:
        """As `read`, of claims that were read before."""
        from graph.network import network

        without = tuple(without)
        if without:
            known = sources_in(network(claims, self.settings, level=level, sensitive=sensitive))
            for one in without:
                if one not in known:
                    there = ", ".join(sorted(known)) or "–"
                    raise AantafelError.of("store.no_such_source", source=one, known=there)
        return network(claims.without(without), self.settings, level=level, sensitive=sensitive)


def sources_in(net: nx.MultiDiGraph) -> frozenset[str]:
    """The sources that may be named at a network's level: those that say something in it.

    For the team also those of which there is only a card.
    """
    said = {one.claim.source for _, about in net.nodes(data=True) for one in about.get("said", ())}
    tied = {str(source) for _, _, source in net.edges(data="source")}
    cards = net.graph["sources"] if net.graph["level"] == Level.TEAM else ()
    return frozenset({*cards, *said, *tied} - {""})


def workspace(
    *,
    store: str | None = None,
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
    if found and settings.as_of and not is_date(settings.as_of):
        raise AantafelError.of(
            "settings.bad_value", file=found.name, setting="as_of", value=settings.as_of, want='"2026-03-14"'
        )
    folder = found.parent if found else start
    where = store if store is not None else env.get("AANTAFEL_STORE", "")
    if not where and store is None:
        named = settings.store or STORE_NAME
        where = named if scheme_of(named) else str(folder / Path(named).expanduser())
    speaks = lang or env.get("AANTAFEL_LANG", "") or settings.lang or "en"
    if speaks not in LANGUAGES:
        raise AantafelError.of("settings.no_such_language", language=speaks, known=", ".join(LANGUAGES))
    settings = replace(settings, as_of=as_of or settings.as_of)
    return Workspace(folder, settings, where, speaks, found is not None)
