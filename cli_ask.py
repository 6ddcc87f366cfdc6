"""Commands that ask: check, voices, influence, power, gaps, show."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli_options import FINDINGS, Asked, opened, shared
from graph.terms import Level

if TYPE_CHECKING:
    from graph.workspace import Workspace
    from queries.question import Answer, Brief

SEVERITIES = ("stop", "high", "medium", "note")


def asked_brief(
    asked: Asked,
    space: Workspace,
    store: Any,
    question: str,
    *,
    dialogue: str = "",
    guest_file: Path | None = None,
) -> tuple[Brief, Answer]:
    """The network under what was asked, and the answer to a question about it."""
    from queries.register import QUESTIONS, brief

    net = space.read(store, level=asked.level or Level.TEAM, without=asked.without)
    names = guest_names(guest_file) if guest_file else None
    made = brief(net, dialogue=dialogue, names=names, as_of=space.settings.as_of)
    return made, QUESTIONS[question].ask(made)


def guest_names(path: Path) -> list[str]:
    """A guest list of one's own: a name a line, or the first column of a table."""
    from ingest.tables import read_tables

    table = read_tables(path, header=0)[0]
    return [row.cells[0] for row in table.rows if row.cells and row.cells[0]]


LIST = (
    click.option(
        "--dialogue", default="", metavar="TITLE", help="Whose guest list; default: the planned dialogue's."
    ),
    click.option(
        "--list",
        "guest_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A guest list of your own: a name a line.",
    ),
    click.option("--all", "everything", is_flag=True, help="Every row, not the first."),
    click.option(
        "--fail-on",
        type=click.Choice(SEVERITIES),
        help="Exit with 1 where a finding is this severe or worse.",
    ),
)
ABOUT = {
    "check": "Lint a guest list and the map, worst first.",
    "voices": "Who is touched by what, and who can speak for them.",
    "influence": "Who can move things, and which ties carry it.",
    "power": "Who depends on whom, and how one-sided it is.",
    "gaps": "What the map does not know.",
}


def question_command(name: str) -> click.Command:
    """Make the command of one question: the same options, the same ways to print."""

    def run(
        dialogue: str, guest_file: Path | None, everything: bool, fail_on: str | None, *, asked: Asked
    ) -> None:
        space = asked.workspace()
        with opened(space) as store:
            brief, answer = asked_brief(asked, space, store, name, dialogue=dialogue, guest_file=guest_file)
        put(asked, space, brief, answer, everything=everything)
        if fail_on and any(
            SEVERITIES.index(one.severity) <= SEVERITIES.index(fail_on) for one in answer.findings
        ):
            sys.exit(FINDINGS)

    run.__name__, run.__doc__ = name, ABOUT[name]
    command: Any = shared()(run)
    for option in reversed(LIST):
        command = option(command)
    made: click.Command = click.command(name)(command)
    return made


QUESTIONS = tuple(question_command(name) for name in ABOUT)


@click.command()
@click.argument("what")
@click.option("--all", "everything", is_flag=True, help="Every row, not the first.")
@shared()
def show(what: str, everything: bool, *, asked: Asked) -> None:
    """Everything behind a stakeholder, a tie, a number or a finding."""
    from queries.show import show as everything_behind

    from queries.register import brief

    space = asked.workspace()
    with opened(space) as store:
        net = space.read(store, level=asked.level or Level.TEAM, sensitive=True, without=asked.without)
        made = brief(net, as_of=space.settings.as_of)
        answer = everything_behind(made, what, sensitive=asked.sensitive)
    put(asked, space, made, answer, everything=everything)


def put(asked: Asked, space: Workspace, brief: Brief, answer: Answer, *, everything: bool) -> None:
    """Print an answer in the format that was asked for; the first line says which graph."""
    from queries import console, screen

    level = asked.level or str(Level.TEAM)
    first = screen.first_line(brief, space.where, level, space.lang)
    if asked.format == "json":
        from queries.answers_json import as_json_text

        click.echo(as_json_text(answer, brief, store=space.where, level=level, lang=space.lang))
        return
    if not asked.quiet:
        click.echo(first, err=asked.format == "csv")
    if asked.format == "csv":
        click.echo(console.as_csv(answer, brief, space.lang), nl=False)
    elif asked.format == "md":
        click.echo(console.as_markdown(answer, brief, space.lang), nl=False)
    elif answer.question == "check":
        for line in screen.check_lines(brief, answer, space.lang, most=0 if everything else 10):
            click.echo(line)
    else:
        terminal = sys.stdout.isatty()
        console.print_answer(
            answer, brief, space.lang, sys.stdout,
            color=terminal and "NO_COLOR" not in os.environ,
            width=terminal_width() if terminal else 200,
            most=0 if everything or not terminal else 30,
        )  # fmt: skip


def terminal_width() -> int:
    import shutil

    return shutil.get_terminal_size().columns
