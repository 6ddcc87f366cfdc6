"""The command line: arguments in, text out.  `cli_*.py` hold the commands, heading by heading."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any

import click

import cli_ask
import cli_bring_in
import cli_export
import cli_names
import cli_share
import cli_store
from cli_asked import STOPPED, TROUBLE, UNREAD, Asked, asked_of, tell
from cli_options import LANG, QUIET, STORE, Suggesting
from graph.words import say

GROUPS = (
    ("Start", ("demo", "init")),
    ("Bring in", ("inspect", "ingest", "names", "sources")),
    ("Ask", ("check", "show", "voices", "influence", "power", "chain", "bridges", "gaps")),
    ("Share", ("page", "export", "store")),
)


class Grouped(Suggesting):
    """Commands in the order somebody meets them, under headings; whatever happens ends in a sentence."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, names in GROUPS:
            with formatter.section(heading):
                commands = [(name, self.get_command(ctx, name)) for name in names]
                formatter.write_dl([(name, c.get_short_help_str(90)) for name, c in commands if c])

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for _, names in GROUPS for name in names]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            tell("\n" + say("console.stopped", _asked_deepest(ctx).speaks), err=True)
            sys.exit(STOPPED)
        except BrokenPipeError:  # `| head`: the reader has seen enough
            _let_go()
            sys.exit(UNREAD)
        return done

    def main(self, *args: Any, **kwargs: Any) -> Any:
        _speak_utf8()
        if len(args) < 2:
            kwargs["prog_name"] = kwargs.get("prog_name") or "aantafel"
        try:
            return super().main(*args, **kwargs)
        except OSError as error:  # what no command could foresee: a full disk, a folder that went away
            _let_go()
            lang = Asked(lang=os.environ.get("AANTAFEL_LANG", "")).speaks
            why = error.strerror or str(error)
            where = f"{error.filename}: {why}" if error.filename else why
            tell(say("console.system_says", lang, why=where), err=True)
            sys.exit(TROUBLE)


def _asked_deepest(ctx: click.Context) -> Asked:
    """The language may be asked for behind the command, which the group knows nothing of."""
    return ctx.meta.get("aantafel.asked") or asked_of(ctx)


def _speak_utf8() -> None:
    """On any locale: what the terminal cannot show becomes a question mark, never a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _let_go() -> None:
    """Point standard output elsewhere, so that nothing fails again when Python ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    "aantafel",
    cls=Grouped,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@STORE
@LANG
@QUIET
@click.version_option(package_name="aantafel", message="aantafel %(version)s", help="Show the version.")
@click.pass_context
def main(ctx: click.Context, /, **_: Any) -> None:
    """Who has influence, whose voice is missing, where power is out of balance:
    seen before the invitations go out."""
    if ctx.invoked_subcommand is None:
        cli_share.next_step(ctx)


for _command in (
    cli_share.demo,
    cli_share.init,
    cli_bring_in.inspect,
    cli_bring_in.ingest,
    cli_names.names,
    cli_names.sources,
    *cli_ask.QUESTIONS,
    cli_ask.show,
    cli_share.page,
    cli_export.export,
    cli_store.store,
):
    main.add_command(_command)


if __name__ == "__main__":
    main()
