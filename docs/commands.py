"""Every command's help as Markdown: what `docs/commands.md` is made from (`make docs`)."""

from __future__ import annotations

from collections.abc import Iterator

import click

from cli import GROUPS, main

WIDTH = 96


def overview() -> str:
    """What `aantafel --help` prints."""
    return _block("aantafel --help", main, ("aantafel",))


def heading(name: str) -> str:
    """The help of every command under a heading of the overview, its own commands behind it."""
    names = next(names for title, names in GROUPS if title == name)
    return "\n".join(_pages(main, ("aantafel",), names))


def _pages(group: click.Group, path: tuple[str, ...], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        command, where = group.commands[name], (*path, name)
        yield f"### {' '.join(where)}\n"
        yield _block(f"{' '.join(where)} --help", command, where)
        if isinstance(command, click.Group):
            yield from _pages(command, where, tuple(command.commands))


def _block(call: str, command: click.Command, path: tuple[str, ...]) -> str:
    ctx: click.Context | None = None
    for word in path[:-1]:
        ctx = click.Context(main, info_name=word, parent=ctx)
    ctx = click.Context(
        command, info_name=path[-1], parent=ctx, terminal_width=WIDTH, help_option_names=["-h", "--help"]
    )
    return f"```console\n$ {call}\n{command.get_help(ctx)}\n```\n"
