"""The command line: arguments in, text out.  `cli_*.py` hold the commands, heading by heading."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

import cli_ask
import cli_bring_in
import cli_share
from cli_options import Asked, Trouble
from graph.errors import AantafelError
from graph.words import say

GROUPS = (
    ("Start", ("demo", "init")),
    ("Bring in", ("inspect", "ingest", "names", "sources")),
    ("Ask", ("check", "show", "voices", "influence", "power", "gaps")),
    ("Share", ("page", "store")),
)


class Grouped(click.Group):
    """Commands in the order somebody meets them, under headings; near misses are suggested."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, names in GROUPS:
            with formatter.section(heading):
                commands = [(name, self.get_command(ctx, name)) for name in names]
                formatter.write_dl([(name, c.get_short_help_str(90)) for name, c in commands if c])

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for _, names in GROUPS for name in names]

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), 1)
            hint = f" Did you mean '{near[0]}'?" if near else " See: aantafel --help"
            raise click.UsageError(error.message.rstrip(".") + "." + hint, ctx) from error


@click.group(
    cls=Grouped,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="aantafel", message="aantafel %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Who has influence, whose voice is missing, where power is out of balance:
    seen before the invitations go out."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if ctx.invoked_subcommand is None:
        next_step()


def next_step() -> None:
    """Bare `aantafel`: the next sensible thing to do."""
    asked = Asked("", "", "", (), "table", False)
    try:
        space = asked.workspace()
        key = (
            "console.next_check"
            if "://" in space.where or Path(space.where).exists()
            else "console.next_start"
        )
        click.echo(say(key, space.lang, store=Path(space.where).name))
    except AantafelError as error:
        raise Trouble(error, asked.speaks) from error


for _command in (
    cli_share.demo,
    cli_share.init,
    cli_bring_in.inspect,
    cli_bring_in.ingest,
    cli_bring_in.names,
    cli_bring_in.sources,
    *cli_ask.QUESTIONS,
    cli_ask.show,
    cli_share.page,
    cli_share.store,
):
    main.add_command(_command)


if __name__ == "__main__":
    main()
