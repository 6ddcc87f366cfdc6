"""The options that say how a file is to be read: `inspect` and `ingest` share them."""

from __future__ import annotations

from typing import Any

import click

import cli_complete
from cli_options import FILLED, F, ParamType, optioned
from graph.errors import BadValue

Answers = dict[str, Any]


class Pair(ParamType):
    """THEIRS=OURS: what one of their columns is."""

    name = "pair"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, tuple):
            return value
        theirs, mark, ours = str(value).rpartition("=")
        if not mark or not theirs.strip():
            self.fail(f'write it as "THEIRS=OURS", for example "Naam=name"; got \'{value}\'.', param, ctx)
        return theirs.strip(), ours.strip()


class Confidence(ParamType):
    """A word for how sure a claim is, or a number from 0 to 1."""

    name = "confidence"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from graph.schema import CONFIDENCE
        from graph.values import checked_confidence

        try:
            return checked_confidence(str(value))
        except BadValue:
            self.fail(f"write {', '.join(CONFIDENCE)}, or a number from 0 to 1; got '{value}'.", param, ctx)


READING = (
    click.option(
        "--as",
        "as_form",
        type=FILLED,
        metavar="FORM",
        shell_complete=cli_complete.forms,
        help="Say what the table is: parties, trade, suppliers, ngos …",
    ),
    click.option("--sheet", type=FILLED, metavar="NAME", help="Read this sheet only."),
    click.option(
        "--header",
        type=click.IntRange(0),
        metavar="ROW",
        help="Say in which row the names of the columns stand; 0 for none.",
    ),
    click.option(
        "--column",
        "columns",
        type=Pair(),
        multiple=True,
        metavar='"THEIRS=OURS"',
        help="Say what a column is; nothing behind the = leaves it out.  May be repeated.",
    ),
    click.option(
        "--source", type=FILLED, metavar="ID", help="Say who claims it, where the file does not say."
    ),
    click.option("--whose", type=FILLED, metavar="NAME", help="Say whose list of suppliers it is."),
    click.option(
        "--dates", type=click.Choice(("dmy", "mdy")), help="Say whether the day or the month comes first."
    ),
    click.option(
        "--confidence",
        type=Confidence(),
        metavar="WORD",
        help="Say how sure it is: documented, stated, claimed, inferred, or a number from 0 to 1.",
    ),
)


def reading(command: F) -> F:
    """The options that say how a file is to be read, gathered into `answers`."""

    def run(*args: Any, **kwargs: Any) -> Any:
        names = ("as_form", "sheet", "header", "columns", "source", "whose", "dates", "confidence")
        answers = {name: kwargs.pop(name) for name in names}
        answers["columns"] = dict(answers["columns"])
        answers["source"] = {"id": answers["source"]} if answers["source"] else {}
        if answers["as_form"]:
            from ingest.forms import form_named

            answers["as_form"] = form_named(answers["as_form"]).name
        return command(*args, answers=answers, **kwargs)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    return optioned(run, *READING)  # type: ignore[return-value]
