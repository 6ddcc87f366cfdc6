"""What was asked, the graph it was asked of, and how it is said what went wrong.

Exit codes: 0 fine, 1 findings at or above --fail-on, 2 usage, 3 data or store trouble, 130 stopped by Ctrl-C,
141 where nobody read on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from graph.errors import AantafelError
from graph.terms import Level
from graph.words import LANGUAGES, say

if TYPE_CHECKING:
    from graph.workspace import Workspace

FINDINGS, USAGE, TROUBLE, STOPPED, UNREAD = 1, 2, 3, 130, 141
USAGE_KEYS = frozenset(
    {
        "answers.check.many",
        "answers.check.none",
        "console.forget_sure",
        "console.many_such_names",
        "console.no_name_like_it",
        "console.no_such_header",
        "console.no_such_name",
        "console.no_such_question",
        "console.not_in_source",
        "console.nothing_decided",
        "console.nothing_to_forget",
        "console.one_key",
        "console.out_is_folder",
        "console.team_only",
        "ingest.no_such_form",
        "rows.column_twice",
        "rows.no_such_column",
        "store.copy_itself",
        "store.copy_not_empty",
        "store.export_database",
        "store.export_file",
        "store.export_foreign",
        "store.export_not_empty",
        "store.neo4j_address",
        "store.neo4j_password_in_address",
        "store.neo4j_system",
        "store.no_path",
        "store.no_such_file",
        "store.no_such_source",
        "store.query_empty",
        "store.query_hidden",
        "store.query_not_reading",
        "store.query_wrong",
        "store.unknown_address",
        "tables.no_sheet",
        "tables.no_such_header_row",
    }
)
"""Errors about what was typed; every other error is about files and graphs."""


class Trouble(click.ClickException):
    """An error of ours, said in the language that was asked for."""

    exit_code = TROUBLE

    def __init__(self, error: AantafelError, lang: str) -> None:
        super().__init__(error.sentence(lang))

    def show(self, file: IO[Any] | None = None) -> None:
        tell(self.message, err=True)


class Misasked(Trouble):
    """An error about what was typed."""

    exit_code = USAGE


def trouble(error: AantafelError, lang: str) -> Trouble:
    """The error as the exit that it makes."""
    return (Misasked if error.key in USAGE_KEYS else Trouble)(error, lang)


def tell(text: str, *, err: bool = False, end: str = "\n") -> None:
    """Print text that cannot steer a terminal."""
    click.echo(harmless(text) + end, nl=False, err=err)


def harmless(text: str) -> str:
    """The text with every sign that would steer a terminal replaced by a mark."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if sign not in "\n\t" and _steers(sign) else sign for sign in text)


def _steers(sign: str) -> bool:
    return sign < " " or "\x7f" <= sign < "\xa0"


@dataclass(frozen=True, slots=True)
class Asked:
    """What every command was asked beside its own question."""

    store: str | None = None
    lang: str = ""
    level: str = Level.TEAM
    without: tuple[str, ...] = ()
    format: str = "table"
    quiet: bool = False
    as_of: str = ""
    sensitive: bool = False

    def workspace(self, start: Path | None = None) -> Workspace:
        """Where we are; raises `AantafelError` where the settings cannot be read."""
        from graph.workspace import workspace

        return workspace(store=self.store, lang=self.lang, as_of=self.as_of, start=start)

    @property
    def speaks(self) -> str:
        """The language for an error, also where the settings themselves are at fault."""
        try:
            return self.workspace().lang
        except (AantafelError, OSError):
            spoken = self.lang or os.environ.get("AANTAFEL_LANG", "")
            return spoken if spoken in LANGUAGES else "en"


def asked_of(ctx: click.Context) -> Asked:
    """What was asked, of the command itself or of one it stands behind; the nearest counts."""
    asked = Asked(
        store=_told(ctx, "store_at", None),
        lang=_told(ctx, "lang", ""),
        level=_told(ctx, "level", ctx.params.get("level") or Level.TEAM),
        without=tuple(_told(ctx, "without_source", ())),
        format=_told(ctx, "format", "table"),
        quiet=_told(ctx, "quiet", False),
        as_of=_told(ctx, "as_of", ""),
        sensitive=_told(ctx, "include_sensitive", False),
    )
    if asked.sensitive and asked.level != Level.TEAM:
        raise trouble(AantafelError.of("console.team_only"), asked.speaks)
    return asked


def _told(ctx: click.Context, name: str, default: Any) -> Any:
    where: click.Context | None = ctx
    while where is not None:
        if where.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            return where.params[name]
        where = where.parent
    return default


def password_for(address: str, lang: str) -> str | None:
    """The password at hand for a server, else what is typed blindly at a terminal; None without one.

    Who loads three files is asked once.  Raises `Refused` for an address that is none.
    """
    from graph.neo4j_address import parsed
    from graph.neo4j_password import password_at_hand

    name = parsed(address).where
    at_hand = password_at_hand()
    if at_hand is not None or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return at_hand
    typed: dict[str, str] = click.get_current_context().meta  # of this call, for all it stands behind
    if name not in typed:
        ask = say("console.password", lang, store=name)
        typed[name] = click.prompt(ask, hide_input=True, err=True)
    return typed[name]


@contextmanager
def opened(
    space: Workspace, asked: Asked | None = None, *, create: bool = False, writes: bool = False
) -> Iterator[Any]:
    """The store, closed afterwards.  One that was made for this, and got nothing, is taken away again."""
    path = space.path
    new = create and path is not None and not path.exists()
    password = None if path else password_for(space.where, space.lang)
    store = space.open(create=create, readonly=not (create or writes), password=password)
    try:
        for remark in store.remarks if asked and not asked.quiet else ():
            tell(say(remark.key, space.lang, **remark.values), err=True)
        yield store
    finally:
        left_over = path if new and not store.files() and not store.journal() else None
        store.close()
        if left_over is not None:
            for ending in ("", "-wal", "-shm", "-writer"):
                left_over.with_name(left_over.name + ending).unlink(missing_ok=True)
