"""Commands that start and share: demo, init, page, store."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli_options import TROUBLE, Asked, opened, shared
from graph.errors import AantafelError
from graph.terms import Level
from graph.words import say

if TYPE_CHECKING:
    from graph.workspace import Workspace


@click.command()
@click.argument("folder", default="aantafel-demo", type=click.Path(path_type=Path))
@shared(formats=False, reads=False)
def demo(folder: Path, *, asked: Asked) -> None:
    """The natural-stone case, loaded and checked, in a folder of its own."""
    from cli_ask import asked_brief
    from graph.connect import connect
    from graph.workspace import STORE_NAME
    from ingest.examples import copy_case
    from ingest.load import load_file
    from ingest.start import start_folder

    lang = asked.workspace().lang
    click.echo(say("console.demo_head", lang, folder=folder.as_posix()) + "\n")
    files = copy_case(folder)
    store = connect(folder / STORE_NAME, create=True)
    try:
        for file in files:
            load_file(store, file, lang=lang)
        space = replace(asked, store=str(folder / STORE_NAME)).workspace()
        brief, answer = asked_brief(replace(asked, lang=lang), space, store, "check")
        start_folder(folder, lang, settings=False)
        path = folder / "map.html"
        write_map(replace(asked, lang=lang), space, store, path)
    finally:
        store.close()
    from queries.screen import first_screen

    for line in first_screen(brief, answer, lang, folder.as_posix()):
        click.echo(line)


@click.command()
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path))
@shared(formats=False, reads=False)
def init(folder: Path, *, asked: Asked) -> None:
    """An empty workbook, a safety sheet apart, and a settings file."""
    from ingest.start import start_folder

    lang = asked.workspace().lang
    for path in start_folder(folder, lang):
        click.echo(say("console.written", lang, path=path.as_posix()))
    click.echo(say("console.fill_in", lang))


@click.group()
def page() -> None:
    """One offline file: the map."""


@page.command("map")
@click.option(
    "--out",
    "-o",
    type=click.Path(dir_okay=False, path_type=Path),
    default="map.html",
    show_default=True,
    help="Where to write it.",
)
@click.option(
    "--dialogue", default="", metavar="TITLE", help="Whose guest list; default: the planned dialogue's."
)
@shared(formats=False)
def page_map(out: Path, dialogue: str, *, asked: Asked) -> None:
    """From quarry to customer, who speaks for whom, who is missing."""
    space = asked.workspace()
    with opened(space) as store:
        write_map(asked, space, store, out, dialogue)
    click.echo(
        say("console.page_written", space.lang, path=out.as_posix(), level=asked.level or Level.PARTICIPANTS)
    )


def write_map(asked: Asked, space: Workspace, store: Any, out: Path, dialogue: str = "") -> None:
    """Make the map at its level and write it, or nothing."""
    from queries.pages.map import page_map as made
    from queries.pages.writing import hidden_names, write_page
    from queries.register import QUESTIONS, brief
    from queries.screen import illustrative_share

    level = asked.level or str(Level.PARTICIPANTS)
    everything = space.read(store, without=asked.without)
    shown = space.read(store, level=level, sensitive=asked.sensitive, without=asked.without)
    about = brief(shown, dialogue=dialogue, as_of=space.settings.as_of)
    html = made(
        about,
        QUESTIONS["voices"].ask(about),
        lang=space.lang,
        level=level,
        title=say("console.map_title", space.lang),
        store=Path(space.where).name,
        illustrative=illustrative_share(shown),
        made_on=date.today().isoformat(),
    )
    names = (about.label(node, space.lang) for node in shown)
    write_page(out, html, hidden_names(everything, shown), names)


@click.group()
def store() -> None:
    """The file that holds the graph: its health, its history, forgetting."""


@store.command("doctor")
@shared(formats=False, reads=False)
def store_doctor(*, asked: Asked) -> None:
    """Read everything back and recompute every digest."""
    space = asked.workspace()
    with opened(space) as kept:
        found = kept.verify()
    for one in found:
        click.echo(f"{one.where}: {say(one.key, space.lang, **one.values)}")
    if found:
        sys.exit(TROUBLE)
    click.echo(say("console.healthy", space.lang))


@store.command("history")
@shared(formats=False, reads=False)
def store_history(*, asked: Asked) -> None:
    """What was done to this graph, oldest first."""
    space = asked.workspace()
    with opened(space) as kept:
        for entry in kept.journal():
            click.echo(f"{entry.moment}  {entry.what:<12} {entry.name}  {entry.note}".rstrip())


@store.command("forget")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Really: this cannot be undone.")
@shared(formats=False, reads=False)
def store_forget(name: str, yes: bool, *, asked: Asked) -> None:
    """Remove a name for good: its mentions, ties and decisions, from the file's bytes too."""
    space = asked.workspace()
    if not yes:
        raise AantafelError.of("console.forget_sure", name=name)
    with opened(space, writes=True) as kept:
        gone = kept.forget(name)
    if not gone:
        raise AantafelError.of("console.nothing_to_forget", name=name)
    click.echo(say("console.forgotten", space.lang, name=name, n=gone))
