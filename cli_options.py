"""What every command shares: its options, how it opens a graph, how it says what went wrong.

Exit codes: 0 fine, 1 findings at or above --fail-on, 2 usage, 3 data or store trouble.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from graph.errors import AantafelError
from graph.terms import Level
from graph.words import LANGUAGES, say

if TYPE_CHECKING:
    from graph.workspace import Workspace

FORMATS = ("table", "csv", "json", "md")
FINDINGS, USAGE, TROUBLE, STOPPED = 1, 2, 3, 130
F = TypeVar("F", bound=Callable[..., Any])
USAGE_KEYS = frozenset(
    {
        "console.no_such_name",
        "console.many_such_names",
        "console.no_such_finding",
        "store.no_such_source",
        "settings.no_such_language",
    }
)


class Trouble(click.ClickException):
    """An error of ours, said in the language that was asked for."""

    exit_code = TROUBLE

    def __init__(self, error: AantafelError, lang: str) -> None:
        super().__init__(error.sentence(lang))

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.message, file=file or sys.stderr)


class Misasked(Trouble):
    """A name, a source or a language that is not there: a question of usage."""

    exit_code = USAGE


@dataclass(frozen=True, slots=True)
class Asked:
    """What every command was asked beside its own question."""

    store: str
    lang: str
    level: str
    without: tuple[str, ...]
    format: str
    quiet: bool
    as_of: str = ""
    sensitive: bool = False

    def workspace(self) -> Workspace:
        from graph.workspace import workspace

        return workspace(store=self.store, lang=self.lang, as_of=self.as_of)

    @property
    def speaks(self) -> str:
        """The language for an error, also where the settings themselves are at fault."""
        try:
            return self.workspace().lang
        except AantafelError:
            return self.lang if self.lang in LANGUAGES else "en"


def shared(*, formats: bool = True, reads: bool = True) -> Callable[[F], F]:
    """The options that every command takes, gathered into one `asked`."""

    def decorate(command: F) -> F:
        def run(*args: Any, **kwargs: Any) -> Any:
            asked = Asked(
                kwargs.pop("store_at", "") or "",
                kwargs.pop("lang", "") or "",
                kwargs.pop("level", "") or "",
                tuple(kwargs.pop("without_source", ())),
                kwargs.pop("format", "table"),
                kwargs.pop("quiet", False),
                kwargs.pop("as_of", "") or "",
                kwargs.pop("include_sensitive", False),
            )
            try:
                return command(*args, asked=asked, **kwargs)
            except AantafelError as error:
                raise (Misasked if error.key in USAGE_KEYS else Trouble)(error, asked.speaks) from error
            except KeyboardInterrupt:
                click.echo(say("console.stopped", asked.speaks), err=True)
                sys.exit(STOPPED)

        run.__name__, run.__doc__ = command.__name__, command.__doc__
        run.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
        options = [
            click.option(
                "--store",
                "store_at",
                metavar="PATH",
                help="The graph to use; default: aantafel.db here or above.",
            ),
            click.option("--lang", type=click.Choice(LANGUAGES), help="Language of sentences: en or nl."),
            click.option("--quiet", is_flag=True, help="Leave out the first line and remarks."),
        ]
        if reads:
            options += [
                click.option(
                    "--level",
                    type=click.Choice([str(level) for level in Level]),
                    help="Who may see it; default: team on screen, participants in files.",
                ),
                click.option(
                    "--without-source",
                    multiple=True,
                    metavar="ID",
                    help="As if this source had never been loaded; may be repeated.",
                ),
                click.option(
                    "--as-of",
                    metavar="DATE",
                    help="What held on this day; default: the newest source's date.",
                ),
                click.option(
                    "--include-sensitive", is_flag=True, help="Show fears and safety answers too (team only)."
                ),
            ]
        if formats:
            options.append(
                click.option(
                    "--format",
                    type=click.Choice(FORMATS),
                    default="table",
                    show_default=True,
                    help="How to print.",
                )
            )
        for option in reversed(options):
            run = option(run)
        return run  # type: ignore[return-value]

    return decorate


@contextmanager
def opened(space: Workspace, *, create: bool = False, writes: bool = False) -> Iterator[Any]:
    """The store, closed afterwards."""
    store = space.open(create=create, readonly=not (create or writes))
    try:
        yield store
    finally:
        store.close()
