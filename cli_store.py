"""Commands that look after the graph: store query, copy, doctor, history, forget."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from typing import Any

import click

import cli_complete
from cli_ask import tell_lines, width
from cli_asked import TROUBLE, Asked, opened, tell
from cli_options import FILLED, Suggesting, level_option, shared
from graph.errors import AantafelError
from graph.terms import Level
from graph.words import say


@click.group(cls=Suggesting)
@shared()
def store(*, asked: Asked) -> None:
    """Look after the graph itself: ask it, copy it, its health, its history, forgetting."""


@store.command("query")
@click.argument("query", default="", shell_complete=cli_complete.named)
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000_000),
    default=1000,
    show_default=True,
    metavar="ROWS",
    help="Give no more rows than this, and say when there are more.",
)
@click.option(
    "--seconds",
    type=click.IntRange(1, 86_400),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="Stop after this time.",
)
@shared(formats=True)
def store_query(query: str, limit: int, seconds: int, *, asked: Asked) -> None:
    """Ask a question by its name, or in the graph's own language; it can only read.

    QUERY is a name, or a text in SQL for a graph in a file, in Cypher for one on a server.
    Without QUERY: the questions that have a name.
    """
    from queries.named import named
    from queries.twins import TWINS

    space = asked.workspace()
    known = named()
    if not query.strip():
        list_named(asked, space.lang)
        return
    if query not in known and len(query.split()) == 1:
        raise AantafelError.of("console.no_such_question", name=query, known=", ".join(known))
    with opened(space, asked) as kept:
        if query in known and kept.language != "Cypher":
            columns, rows = TWINS[query].columns, TWINS[query].ask(space.read(kept))
            rows, cut = rows[:limit], len(rows) > limit
        else:
            text = known[query].text if query in known else query
            found = kept.query(text, limit=limit, seconds=seconds)
            columns, rows, cut = found.columns, found.rows, found.cut
    put_rows(asked, columns, rows, lang=space.lang, store=space.store_name, name=query, cut=cut)


def list_named(asked: Asked, lang: str) -> None:
    """Every question that has a name, with what it answers and what it cannot tell."""
    from queries import rows
    from queries.named import named

    columns = [say(f"console.query_{one}", lang) for one in ("name", "title", "answers", "cannot_tell")]
    told = [[one.name, one.title[lang], one.answers[lang], one.cannot_tell[lang]] for one in named().values()]
    if asked.format == "json":
        tell(rows.as_json(columns, told, store="", question=None, cut=False))
    elif asked.format == "csv":
        tell(rows.as_csv(columns, told), end="")
    elif asked.format == "md":
        tell(rows.as_markdown(columns, told), end="")
    else:
        for name, title, answers, cannot_tell in told:
            tell_lines([f"{name}  {title}", f"  {answers}", f"  {columns[3]}: {cannot_tell}", ""], lang)
        tell(say("console.query_next", lang))


def put_rows(
    asked: Asked, columns: Sequence[str], rows: Sequence[Any], *, lang: str, store: str, name: str, cut: bool
) -> None:
    """Print rows in the format that was asked for; that there were more is always said."""
    from queries import rows as told
    from queries.named import named

    one = named().get(name)
    more = say("console.query_cut", lang, n=len(rows)) if cut else ""
    if asked.format == "json":
        tell(told.as_json(columns, rows, store=store, question=one.name if one else None, cut=cut))
        return
    first = say("console.into", lang, store=store)
    if not asked.quiet:
        tell(first, err=True) if asked.format == "csv" else tell_lines([first], lang)
    if asked.format == "csv":
        tell(told.as_csv(columns, rows), end="")
    elif asked.format == "md":
        tell(told.as_markdown(columns, rows), end="")
    else:
        above = [one.title[lang], ""] if one and not asked.quiet else []
        below = (
            ["", f"{say('console.query_cannot_tell', lang)}: {one.cannot_tell[lang]}"]
            if above and one
            else []
        )
        none = [] if rows or asked.quiet else [say("console.query_none", lang)]
        tell_lines([*above, *told.as_lines(columns, rows, width()), *none, *below], lang)
    if more:
        tell(more, err=True)


@store.command("copy")
@click.argument("here", metavar="FROM", type=FILLED)
@click.argument("there", metavar="TO", type=FILLED)
@click.option("--replace", is_flag=True, help="Put the copy in the place of all that TO holds.")
@level_option(Level.PARTICIPANTS)
@shared(stores=False, sensitive=True)
def store_copy(here: str, there: str, replace: bool, *, asked: Asked) -> None:
    """Copy a graph to another file or server, and check that it arrived.

    FROM and TO are files or addresses.  What is above the level stays behind, and names of those who are
    left out are blotted out of texts; all of it is copied with --level team --include-sensitive.
    """
    from graph.copying import copy

    source, target = (dataclasses.replace(asked, store=one).workspace() for one in (here, there))
    lang = source.lang
    with opened(source, asked) as one, opened(target, asked, create=True) as other:
        done = copy(
            one,
            other,
            level=asked.level,
            sensitive=asked.sensitive,
            replace=replace,
            settings=source.settings,
        )
    if asked.quiet:
        return
    names, left = {"here": source.store_name, "there": target.store_name}, done.left_out
    counts = {"files": done.files, "mentions": done.mentions, "ties": done.ties, "decisions": done.decisions}
    level = say(f"console.level_{asked.level}", lang)
    tell(say("console.copied", lang, level=level, **names, **counts))
    if any(left):
        tell(say("console.copy_left_out", lang, **left._asdict()))
    tell(say("console.copy_checked", lang))
    if target.path is None:
        tell(say("console.copy_on_server", lang, there=target.store_name))


@store.command("doctor")
@click.option("--rebuild", is_flag=True, help="First make what other programs see of it anew.")
@shared()
def store_doctor(rebuild: bool, *, asked: Asked) -> None:
    """Read everything back, and check that it is what was stored."""
    space = asked.workspace()
    with opened(space, asked, writes=rebuild) as kept:
        if rebuild:
            kept.rebuild()
        found = kept.verify()
    for one in found:
        tell(f"{one.where}: {say(one.key, space.lang, **one.values)}")
    if found:
        sys.exit(TROUBLE)
    if not asked.quiet:
        tell(say("console.healthy", space.lang, store=space.store_name))


@store.command("history")
@shared()
def store_history(*, asked: Asked) -> None:
    """Say what was done to this graph, oldest first."""
    from queries.screen import history_lines, store_line

    space = asked.workspace()
    with opened(space, asked) as kept:
        files, journal = kept.files(), kept.journal()
    if not asked.quiet:
        tell(store_line(files, space.store_name, space.lang))
    for line in history_lines(journal, space.lang):
        tell(line)


@store.command("forget")
@click.argument("name", shell_complete=cli_complete.names)
@click.option("--yes", is_flag=True, help="Say that you are sure: this cannot be undone.")
@shared()
def store_forget(name: str, yes: bool, *, asked: Asked) -> None:
    """Forget NAME for good: its facts and the decisions about it, from the file's bytes too."""
    space = asked.workspace()
    with opened(space, asked, writes=yes) as kept:
        if not yes:
            raise AantafelError.of("console.forget_sure", name=name)
        gone = kept.forget(name)
    if not gone:
        raise AantafelError.of("console.nothing_to_forget", name=name)
    if not asked.quiet:
        tell(say("console.forgotten", space.lang, name=name, n=gone))
