"""What the shell offers on Tab: forms, sources, files, names, dialogues.  Nothing above its level.

A shell asks in the middle of a line, so a graph that cannot be read offers nothing and says nothing; nor
does a server that is not read within two seconds, or whose password would have to be typed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from cli_asked import asked_of
from graph.errors import AantafelError

if TYPE_CHECKING:
    import networkx as nx

    from graph.store import Store

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]
PATIENCE = 2.0
"""Seconds."""


def _offering(choices: Callable[[click.Context], Iterable[str]]) -> Completer:
    """A completer out of a function that gives everything there is to choose from."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        start, found = incomplete.casefold(), list[str]()

        def look() -> None:
            with suppress(AantafelError, OSError):
                found.extend(choices(ctx))

        looking = Thread(target=look, daemon=True)
        looking.start()
        looking.join(None if _is_here(ctx) else PATIENCE)
        return [CompletionItem(one) for one in sorted(set(found)) if one.casefold().startswith(start)]

    return complete


def _is_here(ctx: click.Context) -> bool:
    """Whether the graph is a file, which is read however long that takes."""
    try:
        return asked_of(ctx).workspace().path is not None
    except (AantafelError, OSError):
        return True


@contextmanager
def _opened(ctx: click.Context) -> Iterator[Store]:
    """The store, without asking for a password: that would happen in the middle of a line."""
    store = asked_of(ctx).workspace().open()
    try:
        yield store
    finally:
        store.close()


def _net(ctx: click.Context) -> nx.MultiDiGraph:
    """The network as this command may show it."""
    asked = asked_of(ctx)
    space = asked.workspace()
    with _opened(ctx) as store:
        return space.read(store, level=asked.level, sensitive=False)


def _forms(ctx: click.Context) -> Iterable[str]:
    from ingest.forms import FORMS

    return FORMS


def _sources(ctx: click.Context) -> Iterable[str]:
    from graph.workspace import sources_in

    return sources_in(_net(ctx))


def _files(ctx: click.Context) -> Iterable[str]:
    with _opened(ctx) as store:
        return [held.name for held in store.files()]


def _removable(ctx: click.Context) -> Iterable[str]:
    return [*_sources(ctx), *_files(ctx)]


def _names(ctx: click.Context) -> Iterable[str]:
    from graph.schema import STAKEHOLDER

    kinds = {*STAKEHOLDER, ""}
    return [a["name"] for _, a in _net(ctx).nodes(data=True) if a.get("kind", "") in kinds and a.get("name")]


def _dialogues(ctx: click.Context) -> Iterable[str]:
    return [a["name"] for _, a in _net(ctx).nodes(data=True) if a.get("kind") == "Dialogue"]


def _spoken(ctx: click.Context) -> Iterable[str]:
    """Names, but only of what somebody decided about."""
    with _opened(ctx) as store:
        decisions = store.claims(()).decisions
    return [name for one in decisions for name in (one.a_name, one.b_name) if name]


def _shown(ctx: click.Context) -> Iterable[str]:
    return [a["name"] for _, a in _net(ctx).nodes(data=True) if a.get("kind") != "Risk" and a.get("name")]


def _named(ctx: click.Context) -> Iterable[str]:
    from queries.named import named

    return named()


forms = _offering(_forms)
sources = _offering(_sources)
files = _offering(_files)
removable = _offering(_removable)
names = _offering(_names)
named = _offering(_named)
shown = _offering(_shown)
dialogues = _offering(_dialogues)
decided = _offering(_spoken)


class BashWithBlanks(BashComplete):
    """Bash, for which a name of two words has to be one: "Local\\ NGO", unless a quote was opened."""

    def format_completion(self, item: CompletionItem) -> str:
        typed = os.environ.get("COMP_WORDS", "").rpartition(" ")[2]
        if not typed.startswith(("'", '"')):
            marked = "".join(f"\\{sign}" if sign in BLANKS else sign for sign in item.value)
            item.value = marked.replace("\\", "\\\\")  # click's script reads it once more
        return super().format_completion(item)


BLANKS = frozenset(" \t'\"\\$&|;<>()*?[]#~`!{}")
"""What a shell would not take for a letter."""
add_completion_class(BashWithBlanks)
