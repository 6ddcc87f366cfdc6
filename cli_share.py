"""Commands that start and share: demo, init, page; and what bare `aantafel` says."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli_ask import DIALOGUE, asked_brief, tell_lines
from cli_asked import Asked, asked_of, opened, tell, trouble
from cli_options import Suggesting, shared
from graph.errors import AantafelError
from graph.terms import Level
from graph.words import LANGUAGES, say

if TYPE_CHECKING:
    from graph.workspace import Workspace


def next_step(ctx: click.Context) -> None:
    """Say the next sensible thing to do: start, fill in, load, ask."""
    asked = asked_of(ctx)
    try:
        space = asked.workspace()
        if space.path is None or space.path.exists():
            with opened(space, asked) as kept:
                files = len(kept.files())
            key = "console.next_check" if files else "console.next_load"
            tell(say(key, space.lang, store=space.store_name, n=files))
        elif workbook := workbook_in(space.folder):
            tell(say("console.next_fill_in", space.lang, workbook=workbook.name))
        else:
            tell(say("console.next_start", space.lang))
    except AantafelError as error:
        raise trouble(error, asked.speaks) from error
    tell(say("console.all_commands", space.lang))


def workbook_in(folder: Path) -> Path | None:
    """The workbook that `init` wrote, in whichever language."""
    every = (folder / say("start.workbook_name", lang) for lang in LANGUAGES)
    return next((path for path in every if path.is_file()), None)


@click.command()
@click.argument("folder", default="aantafel-demo", type=click.Path(path_type=Path))
@shared(stores=False)
def demo(folder: Path, *, asked: Asked) -> None:
    """Load and check the natural-stone case, in a FOLDER of its own."""
    from graph.workspace import STORE_NAME
    from ingest.examples import copy_case
    from ingest.load import load_file
    from ingest.start import start_folder
    from queries.screen import first_screen

    lang = asked.speaks
    files = copy_case(folder)
    if not asked.quiet:
        tell(say("console.demo_head", lang, folder=folder.as_posix()) + "\n")
    start_folder(folder, lang)
    at = replace(asked, store=str(folder / STORE_NAME), lang=lang)
    space = at.workspace(folder.resolve())
    store = space.open(create=True)
    try:
        for file in files:
            load_file(store, file, lang=lang)
        brief, answer = asked_brief(at, space, store, "check")
        write_map(replace(at, level=Level.PARTICIPANTS), space, store, folder / "map.html")
    finally:
        store.close()
    tell_lines(first_screen(brief, answer, lang, folder.as_posix(), program_from(folder)), lang)
    if os.environ.get("AANTAFEL_STORE"):
        tell(say("console.demo_elsewhere", lang, store=STORE_NAME))


def program_from(folder: Path) -> str:
    """How to call this program from `folder`: by its name where the shell finds it, else by its path."""
    called = Path(sys.argv[0])
    if shutil.which("aantafel") or called.stem != "aantafel":
        return "aantafel"
    return Path(os.path.relpath(called.absolute(), folder.absolute())).as_posix()


@click.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path))
@shared(stores=False)
def init(folder: Path, *, asked: Asked) -> None:
    """Write an empty workbook, a safety sheet apart, and a settings file into FOLDER."""
    from ingest.start import start_folder

    lang = asked.workspace().lang
    for path in start_folder(folder, lang):
        if not asked.quiet:
            tell(say("console.written", lang, path=path.as_posix()))
    if not asked.quiet:
        tell(say("console.fill_in", lang))


@click.group(cls=Suggesting)
@shared()
def page(*, asked: Asked) -> None:
    """Write one offline file for others to open: the map."""


@page.command("map")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    default="map.html",
    show_default=True,
    help="Write it here.",
)
@DIALOGUE
@shared(reads=Level.PARTICIPANTS, sensitive=True)
def page_map(out: Path, dialogue: str | None, *, asked: Asked) -> None:
    """Draw the map: from quarry to customer, who speaks for whom, who is missing."""
    if out.is_dir():
        raise AantafelError.of("console.out_is_folder", path=out.as_posix())
    if not out.parent.is_dir():
        raise AantafelError.of("console.no_out_folder", folder=out.parent.as_posix(), file=out.name)
    space = asked.workspace()
    with opened(space, asked) as store:
        write_map(asked, space, store, out, dialogue or "")
    if not asked.quiet:
        level = say(f"console.level_{asked.level}", space.lang)
        tell(say("console.page_written", space.lang, path=out.as_posix(), level=level))


def write_map(asked: Asked, space: Workspace, store: Any, out: Path, dialogue: str = "") -> None:
    """Make the map at its level and write it, or nothing."""
    from queries.pages.making import make_map

    claims = store.claims()
    everything = space.network(claims, without=asked.without)
    shown = space.network(claims, level=asked.level, sensitive=asked.sensitive, without=asked.without)
    about = {"dialogue": dialogue, "as_of": space.settings.as_of}
    make_map(out, everything, shown, lang=space.lang, store=space.store_name, **about)
