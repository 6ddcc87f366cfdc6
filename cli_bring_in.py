"""Commands that bring facts in: inspect, ingest, names, sources."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from cli_options import TROUBLE, Asked, F, opened, shared
from graph.errors import AantafelError
from graph.words import say

READING = (
    click.option(
        "--as", "as_form", metavar="FORM", help="What the table is: parties, trade, suppliers, ngos …"
    ),
    click.option("--sheet", metavar="NAME", help="Read this sheet only."),
    click.option(
        "--header", type=click.IntRange(0), metavar="ROW", help="The row the headers stand in; 0 for none."
    ),
    click.option(
        "--column",
        "columns",
        multiple=True,
        metavar='"THEIRS=OURS"',
        help="What a column is; may be repeated.",
    ),
    click.option("--source", metavar="ID", help="Who claims it, where the file does not say."),
    click.option("--whose", metavar="NAME", help="Whose list of suppliers it is."),
    click.option(
        "--dates", type=click.Choice(("dmy", "mdy")), help="Whether the day or the month comes first."
    ),
    click.option(
        "--confidence", metavar="WORD", help="documented, stated, claimed, inferred, or a number from 0 to 1."
    ),
)
Answers = dict[str, Any]


def reading(command: F) -> F:
    """The options that say how a file is to be read, gathered into `answers`."""

    def run(*args: Any, **kwargs: Any) -> Any:
        names = ("as_form", "sheet", "header", "columns", "source", "whose", "dates", "confidence")
        answers = {name: kwargs.pop(name) for name in names}
        answers["columns"] = dict(_theirs_ours(pair) for pair in answers["columns"])
        answers["source"] = {"id": answers["source"]} if answers["source"] else {}
        return command(*args, answers=answers, **kwargs)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    made: Any = run
    made.__click_params__ = getattr(command, "__click_params__", [])
    for option in reversed(READING):
        made = option(made)
    return made  # type: ignore[no-any-return]


def _theirs_ours(pair: str) -> tuple[str, str]:
    theirs, mark, ours = pair.rpartition("=")
    if not mark or not theirs.strip():
        raise click.BadParameter(
            f'write it as "THEIRS=OURS", for example "Naam=name"; got \'{pair}\'', param_hint="--column"
        )
    return theirs.strip(), ours.strip()


FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.command()
@FILES
@click.option("--save", is_flag=True, help="Keep the answers beside the file, for ingest to read.")
@reading
@shared(formats=False, reads=False)
def inspect(files: tuple[Path, ...], save: bool, *, answers: Answers, asked: Asked) -> None:
    """How files would be read; writes nothing."""
    from ingest.cards import card_for
    from ingest.inspect import inspect as look

    lang = asked.workspace().lang
    for file in files:
        card = card_for(file).told(**answers)
        seen = look(file, card)
        for line in seen.lines(lang):
            click.echo(line)
        if save:
            click.echo(say("console.written", lang, path=seen.card.write(file).as_posix()))


@click.command()
@FILES
@click.option("--strict", is_flag=True, help="Stop at the first row that cannot be loaded.")
@click.option("--persons", is_flag=True, help="Load rows about single persons too (team only).")
@click.option("--replaces", metavar="NAME", help="This file takes the place of that one.")
@click.option("--as-new", is_flag=True, help="Keep what the name carried before, too.")
@click.option(
    "--checked/--no-checked", default=True, help="Write FILE_checked.xlsx where something needs a look."
)
@click.option("--all", "everything", is_flag=True, help="Every finding, not the first of each sort.")
@reading
@shared(formats=False, reads=False)
def ingest(
    files: tuple[Path, ...], strict: bool, persons: bool, replaces: str | None, as_new: bool,
    checked: bool, everything: bool, *, answers: Answers, asked: Asked,
) -> None:  # fmt: skip
    """Load files; account for every row and column."""
    from ingest.cards import card_for
    from ingest.load import read_file, write
    from ingest.report import NotLoaded

    space, failed = asked.workspace(), False
    for file in files:
        card = card_for(file).told(**answers)
        with progress(file.name, asked.quiet) as tick:
            name = space.file_name(file)
            batch = read_file(file, card=card, lang=space.lang, persons=persons, progress=tick, name=name)
        try:
            with opened(space, create=True) as store:
                write(store, batch, strict=strict, replaces=replaces or "", as_new=as_new)
        except NotLoaded as error:
            failed = True
            click.echo(error.sentence(space.lang), err=True)
        for line in batch.report.lines(space.lang, everything=everything):
            click.echo(line)
        if checked and any(one.severity != "note" for one in batch.report.findings):
            from ingest.checked import checked_path, write_checked

            path = write_checked(checked_path(file), batch.tables, batch.report, space.lang)
            click.echo(say("console.written", space.lang, path=path.as_posix()))
    if failed:
        sys.exit(TROUBLE)


@contextmanager
def progress(name: str, quiet: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    """A bar on the terminal for anything longer than a second; nothing in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    import time

    from rich.console import Console
    from rich.progress import Progress

    began = time.monotonic()
    with Progress(console=Console(stderr=True), transient=True, disable=False) as bar:
        tasks: dict[str, Any] = {}

        def tick(done: int, total: int, what: str) -> None:
            if time.monotonic() - began > 1:
                if what not in tasks:
                    tasks[what] = bar.add_task(f"{name}: {what}", total=total)
                bar.update(tasks[what], completed=done, total=total)

        yield tick


@click.group(invoke_without_command=True)
@shared(formats=False, reads=False)
@click.pass_context
def names(ctx: click.Context, *, asked: Asked) -> None:
    """Who is who: what to ask, what you decided, what sleeps."""
    ctx.obj = asked
    if ctx.invoked_subcommand is None:
        list_names(asked, most=20)


@names.command("list")
@click.option("--all", "everything", is_flag=True, help="Every proposal, the doubtful ones too.")
@shared(formats=False, reads=False)
def names_list(everything: bool, *, asked: Asked) -> None:
    """Proposals, open questions, decisions, and decisions that sleep."""
    list_names(asked, most=0 if everything else 20)


def list_names(asked: Asked, *, most: int) -> None:
    from ingest.names import proposals
    from queries.screen import name_lines

    space = asked.workspace()
    with opened(space) as store:
        net = space.read(store)
        claims = store.claims(())
    found = proposals(claims.mentions, claims.decisions, net.graph["who"])
    for line in name_lines(net, found, space.lang, most=most):
        click.echo(line)


@names.command("decide")
@click.argument("a")
@click.argument("verdict", type=click.Choice(("same", "part_of", "different", "unsure")))
@click.argument("b")
@click.option("--by", default="", help="Who decides.")
@click.option("--reason", default="", help="Why.")
@shared(formats=False, reads=False)
def names_decide(a: str, verdict: str, b: str, by: str, reason: str, *, asked: Asked) -> None:
    """Remember that A is the same as, part of, or different from B ("NAME @ SOURCE" for one source's)."""
    from datetime import date

    from graph.naming import key_for
    from graph.records import Decision

    space = asked.workspace()
    with opened(space, writes=True) as store:
        net = space.read(store)
        (a_key, a_name), (b_key, b_name) = key_for(net, a), key_for(net, b)
        if a_key == b_key:
            raise AantafelError.of("console.one_key", name=a_name)
        store.decide(Decision(a_key, b_key, verdict, by, date.today().isoformat(), reason, a_name, b_name))
    click.echo(
        say("console.decided", space.lang, a=a_name, b=b_name, verdict=say(f"graph.{verdict}", space.lang))
    )


@names.command("undo")
@click.argument("a")
@click.argument("b")
@shared(formats=False, reads=False)
def names_undo(a: str, b: str, *, asked: Asked) -> None:
    """Take back what was decided about A and B, by name or key, also while they sleep."""
    from graph.naming import decided_pair

    space = asked.workspace()
    with opened(space, writes=True) as store:
        one = decided_pair(store.claims(()).decisions, a, b)
        if one is None:
            raise AantafelError.of("console.nothing_decided", a=a, b=b)
        store.undecide(one.a, one.b)
    click.echo(say("console.undone", space.lang, a=a, b=b))


@click.group(invoke_without_command=True)
@shared(formats=False, reads=False)
@click.pass_context
def sources(ctx: click.Context, *, asked: Asked) -> None:
    """Files and sources: list them, or remove one."""
    ctx.obj = asked
    if ctx.invoked_subcommand is None:
        list_sources(asked)


@sources.command("list")
@shared(formats=False, reads=False)
def sources_list(*, asked: Asked) -> None:
    """Files, with who says what in them."""
    list_sources(asked)


def list_sources(asked: Asked) -> None:
    from queries.screen import source_lines

    space = asked.workspace()
    with opened(space) as store:
        for line in source_lines(store.files(), store.sources(), space.lang):
            click.echo(line)


@sources.command("remove")
@click.argument("name")
@click.option("--file", "as_file", is_flag=True, help="NAME is a file, not a source.")
@shared(formats=False, reads=False)
def sources_remove(name: str, as_file: bool, *, asked: Asked) -> None:
    """As if it had never been loaded; loading it again brings it back."""
    space = asked.workspace()
    with opened(space, writes=True) as store:
        change = store.remove_file(name) if as_file else store.remove_source(name)
    click.echo(say("console.removed", space.lang, name=name, n=change.gone))
