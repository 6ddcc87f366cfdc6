"""What every command shares: its options, and how an error of ours becomes an exit.

An option may stand before or behind its command: `aantafel --lang nl check`, `aantafel check --lang nl`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

import cli_complete
from cli_asked import asked_of, trouble
from graph.errors import AantafelError
from graph.terms import Level
from graph.words import LANGUAGES

FORMATS = ("table", "csv", "json", "md")
if TYPE_CHECKING:
    ParamType = click.ParamType[Any, Any]
else:
    ParamType = click.ParamType  # an older click gives it no types
F = TypeVar("F", bound=Callable[..., Any])


class Suggesting(click.Group):
    """A group of commands that suggests the nearest one for a slip."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), 1)
            hint = f"Did you mean '{near[0]}'?" if near else f"See: {ctx.command_path} --help"
            raise click.UsageError(f"No such command '{args[0]}'. {hint}", ctx) from error


class Filled(ParamType):
    """Text that is not blank: a blank is mostly a variable of a script that was never set."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).strip():
            self.fail("it is blank; fill it in, or leave the option out.", param, ctx)
        return str(value)


class Day(Filled):
    """A date as the graph knows it: a year, a month, a day, a season."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from graph.dates import is_date

        text = super().convert(value, param, ctx)
        if not is_date(text):
            self.fail(f"write a year, a month or a day, such as 2026-03-14; got '{text}'.", param, ctx)
        return text


FILLED, DAY = Filled(), Day()


LANG = click.option("--lang", type=click.Choice(LANGUAGES), help="Speak English or Dutch.")
QUIET = click.option("--quiet", is_flag=True, help="Print the answer only: no first line, no remarks.")
STORE = click.option(
    "--store",
    "store_at",
    metavar="PATH",
    help="Use this graph; default: aantafel.db beside the nearest settings file, or here.",
)
WITHOUT = click.option(
    "--without-source",
    type=FILLED,
    multiple=True,
    metavar="ID",
    shell_complete=cli_complete.sources,
    help="Answer as if this source had never been loaded; may be repeated.",
)
AS_OF = click.option(
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="Count what held on this date; default: the date of the newest source.",
)
SENSITIVE = click.option(
    "--include-sensitive", is_flag=True, help="Show fears and safety answers too (level team only)."
)
FORMAT = click.option(
    "--format",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="Print a table for people, or CSV, JSON or Markdown for other programs.",
)


def optioned(command: F, *options: Callable[[F], F]) -> F:
    """The command with these options, in this order in its help."""
    for option in reversed(options):
        command = option(command)
    return command


def level_option(usual: Level) -> Callable[[F], F]:
    """`--level`, with the level that counts where nobody says."""
    return click.option(
        "--level",
        type=click.Choice([str(level) for level in Level]),
        default=str(usual),
        show_default=True,
        help="Show what these people may see.",
    )


def shared(
    *, stores: bool = True, formats: bool = False, reads: Level | None = None, sensitive: bool = False
) -> Callable[[F], F]:
    """The options that commands share, gathered into one `asked`; errors of ours become exits.

    A command that `reads` a network has a level, which is this one where nobody says.
    """
    options = [*([STORE] if stores else []), LANG, QUIET]
    options += [level_option(reads), WITHOUT, AS_OF] if reads else []
    options += [*([SENSITIVE] if sensitive else []), *([FORMAT] if formats else [])]
    names = ("store_at", "lang", "quiet", "level", "without_source", "as_of", "include_sensitive", "format")

    def decorate(command: F) -> F:
        def run(*args: Any, **kwargs: Any) -> Any:
            ctx = click.get_current_context()
            asked = ctx.meta["aantafel.asked"] = asked_of(ctx)
            for name in names:
                kwargs.pop(name, None)
            try:
                return command(*args, asked=asked, **kwargs)
            except AantafelError as error:
                raise trouble(error, asked.speaks) from error

        run.__name__, run.__doc__ = command.__name__, command.__doc__
        theirs: Any = optioned(lambda: None, *options)  # behind the command's own, in its help
        own = getattr(command, "__click_params__", [])
        run.__click_params__ = [*theirs.__click_params__, *own]  # type: ignore[attr-defined]
        return run  # type: ignore[return-value]

    return decorate
