"""Commands that ask: check, voices, influence, power, chain, bridges, gaps, show."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import cli_complete
from cli_asked import FINDINGS, Asked, harmless, opened, tell
from cli_options import FILLED, optioned, shared
from graph.errors import AantafelError
from graph.settings import MOST_DRAWS
from graph.terms import Level
from graph.words import say

if TYPE_CHECKING:
    from graph.workspace import Workspace
    from queries.question import Answer, Brief

SEVERITIES = ("stop", "high", "medium", "note")
PAINT = {"stop": "red", "high": "magenta", "medium": "yellow", "note": "cyan"}
DIALOGUE = click.option(
    "--dialogue",
    type=FILLED,
    metavar="TITLE",
    shell_complete=cli_complete.dialogues,
    help="Take the guest list of this dialogue; default: of the one that is planned.",
)
LIST = click.option(
    "--list",
    "guest_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take a guest list of your own: a file with one name a line.",
)
ALL = click.option("--all", "everything", is_flag=True, help="Print every row, not only the first.")
FAIL_ON = click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    help="End with exit code 1 where a finding is this severe, or worse.",
)
DRAWS = click.option(
    "--draws",
    type=click.IntRange(0, MOST_DRAWS),
    metavar="N",
    help="Draw so many times how sure it is, 0 for not at all; default: 1000, fewer on a large map.",
)
SEED = click.option(
    "--seed", type=click.IntRange(0), metavar="N", help="Draw with this seed; the same seed, the same draws."
)
ABOUT = {
    "check": "Check a guest list and the map, worst first.",
    "voices": "Say who is touched by what, and who can speak for them.",
    "influence": "Say who can move things, and along which ties.",
    "power": "Say who depends on whom, and how one-sided it is.",
    "chain": "Say what lies behind a direct supplier, at any tier.",
    "bridges": "Say who connects groups, and as what.",
    "gaps": "Say what the map does not know.",
}

ABOUT_GUESTS = ("check", "voices")
"""These look at a guest list and have findings; the others look at the map."""

DRAWN = ("voices", "influence", "power")
"""These say how sure they are."""
ABOUT_ONE = ("chain",)
"""These can be asked about one stakeholder."""
NAME = click.argument("name", required=False, type=FILLED, shell_complete=cli_complete.names)


def asked_brief(
    asked: Asked,
    space: Workspace,
    store: Any,
    question: str,
    *,
    dialogue: str | None = None,
    guest_file: Path | None = None,
    about: str | None = None,
) -> tuple[Brief, Answer]:
    """The network under what was asked, and the answer to a question about it."""
    from queries.register import QUESTIONS, brief

    names = guest_names(guest_file) if guest_file else None
    net = space.read(store, level=asked.level, without=asked.without)
    made = brief(
        net, dialogue=dialogue or "", names=names, as_of=space.settings.as_of, about=about or ""
    )
    return made, QUESTIONS[question].ask(made)


def guest_names(path: Path) -> list[str]:
    """A guest list of one's own: a name a line, or the first column of a table."""
    from ingest.tables import read_tables

    names = [row.cells[0] for table in read_tables(path, header=0)[:1] for row in table.rows if row.cells]
    if not any(name.strip() for name in names):
        raise AantafelError.of("console.empty_list", file=path.name)
    return [name for name in names if name.strip()]


def question_command(question: str) -> click.Command:
    """Make the command of one question: the same options, the same ways to print."""

    def run(
        everything: bool,
        dialogue: str | None = None,
        guest_file: Path | None = None,
        fail_on: str | None = None,
        draws: int | None = None,
        seed: int | None = None,
        name: str | None = None,
        *,
        asked: Asked,
    ) -> None:
        space = drawing(asked.workspace(), draws, seed)
        with opened(space, asked) as store:
            brief, answer = asked_brief(
                asked, space, store, question, dialogue=dialogue, guest_file=guest_file, about=name
            )
        put(asked, space, brief, answer, everything=everything)
        bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on else ()
        if any(one.severity in bad for one in answer.findings):
            sys.exit(FINDINGS)

    run.__name__, run.__doc__ = question, ABOUT[question]
    options = (DIALOGUE, LIST, ALL, FAIL_ON) if question in ABOUT_GUESTS else (ALL,)
    own = (NAME, *options) if question in ABOUT_ONE else options
    drawn = (DRAWS, SEED) if question in DRAWN else ()
    return click.command(question)(optioned(shared(reads=Level.TEAM, formats=True)(run), *own, *drawn))


def drawing(space: Workspace, draws: int | None, seed: int | None) -> Workspace:
    """The workspace with other draws, where they were asked for."""
    told = space.settings
    told = replace(
        told, draws=told.draws if draws is None else draws, seed=told.seed if seed is None else seed
    )
    return replace(space, settings=told)


QUESTIONS = tuple(question_command(name) for name in ABOUT)


@click.command()
@click.argument("what", shell_complete=cli_complete.shown)
@ALL
@shared(reads=Level.TEAM, formats=True, sensitive=True)
def show(what: str, everything: bool, *, asked: Asked) -> None:
    """Show everything behind a stakeholder, a tie, a number or a finding.

    WHAT is a name, the code of a finding, the start of a key, or "A > B" for what is between two.
    """
    from queries.register import brief
    from queries.show import show as everything_behind

    space = asked.workspace()
    with opened(space, asked) as store:
        net = space.read(store, level=asked.level, without=asked.without)
    made = brief(net, as_of=space.settings.as_of)
    answer = everything_behind(made, what, sensitive=asked.sensitive)
    put(asked, space, made, answer, everything=everything)


def put(asked: Asked, space: Workspace, brief: Brief, answer: Answer, *, everything: bool) -> None:
    """Print an answer in the format that was asked for; the first line says which graph."""
    from queries import console, screen

    lang = space.lang
    if asked.format == "json":
        from queries.answers_json import as_json_text

        tell(as_json_text(answer, brief, store=space.store_name, level=asked.level, lang=lang))
        return
    first = screen.first_line(brief, space.store_name, asked.level, lang)
    if not asked.quiet:
        tell(first, err=True) if asked.format == "csv" else tell_lines([first], lang)
    if asked.format == "csv":
        tell(console.as_csv(answer, brief, lang), end="")
    elif asked.format == "md":
        tell(console.as_markdown(answer, brief, lang, remarks=not asked.quiet), end="")
    elif answer.question == "check":
        tell_lines(
            screen.check_lines(brief, answer, lang, most=0 if everything else 10, remarks=not asked.quiet),
            lang,
        )
    else:
        wide = width()
        most = 0 if everything or not wide else 30
        lines = console.answer_lines(answer, brief, lang, wide, most=most, remarks=not asked.quiet)
        tell_lines(lines, lang)


def width() -> int:
    """How many signs a line of the terminal holds; 0 where standard output is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0


def tell_lines(lines: Sequence[str], lang: str) -> None:
    """Print lines as they are; on a terminal wrapped between words, severities in colour."""
    wide = width()
    painted = {say(f"console.{one}", lang).upper(): colour for one, colour in PAINT.items()}
    colours = painted if wide and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" else {}
    for line in lines:
        for part in wrapped(line, wide) if wide else [line]:
            text = harmless(part)
            first = text.split(" ", 1)[0]
            if first in colours:
                text = click.style(first, fg=colours[first], bold=True) + text[len(first) :]
            click.echo(text, color=bool(colours))


def wrapped(line: str, wide: int) -> list[str]:
    """A line in parts that fit, the later ones below where its text began."""
    label = re.match(r" {2,}\S.*? {2,}(?=\S)|[A-Z]+ +\S+  | *", line)
    indent = label.end() if label else 0
    if len(line) <= wide or indent > wide // 2:
        return [line]
    return textwrap.wrap(
        line, wide, subsequent_indent=" " * indent, drop_whitespace=True,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
