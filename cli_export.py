"""Commands that write for other tools: export neo4j-admin."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from cli_asked import Asked, opened, tell
from cli_options import Suggesting, level_option, shared
from cli_progress import progress, writing
from graph.terms import Level
from graph.words import say


@click.group(cls=Suggesting)
@shared()
def export(*, asked: Asked) -> None:
    """Write the graph for other tools, and say what was left out."""


@export.command("neo4j-admin")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--database", default="neo4j", show_default=True, metavar="NAME", help="Import it as this database."
)
@click.option("--replace", is_flag=True, help="Put it in the place of an earlier export in DIR.")
@level_option(Level.PARTICIPANTS)
@shared(sensitive=True)
def export_neo4j_admin(folder: Path, database: str, replace: bool, *, asked: Asked) -> None:
    """Write CSV into DIR for a first load of millions, and the one command that imports it.

    What is above the level is left out, and names of those who are left out are blotted out of texts; all
    of it comes with --level team --include-sensitive.
    """
    from graph.neo4j_export import SCRIPT, checked_target, write_import
    from graph.shown import shown

    space = asked.workspace()
    lang = space.lang
    checked_target(folder, database=database, replace=replace)
    with progress(folder.name, lang, asked.quiet) as tick:
        with opened(space, asked) as store:
            given = shown(store.claims(), space.settings, level=asked.level, sensitive=asked.sensitive)
        with writing(folder):
            done = write_import(
                given.claims, folder, database=database, replace=replace, lang=lang, progress=tick
            )
    if not asked.quiet:
        level = say(f"console.level_{asked.level}", lang)
        counts = {name: getattr(done, name) for name in ("files", "mentions", "ties", "decisions")}
        tell(say("console.exported", lang, path=folder.as_posix(), level=level, **counts))
        for file, n in done.rows.items():
            tell(say("console.exported_rows", lang, file=file, n=n))
        if any(given.left_out):
            tell(say("console.copy_left_out", lang, **given.left_out._asdict()))
        tell(say("console.export_next", lang, script=SCRIPT))
    tell(shlex.join(done.command))
    if not asked.quiet:
        tell(say("console.export_then", lang))
