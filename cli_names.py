"""Commands about who is who and who says so: names, sources."""

from __future__ import annotations

from datetime import date

import click

import cli_complete
from cli_asked import Asked, opened, tell
from cli_options import FILLED, Suggesting, shared
from graph.errors import AantafelError
from graph.terms import Level
from graph.words import say


@click.group(cls=Suggesting, invoke_without_command=True)
@shared()
def names(*, asked: Asked) -> None:
    """Say which names to ask about; remember what you decide.

    Without a command: names list.
    """
    if click.get_current_context().invoked_subcommand is None:
        list_names(asked, most=20)


@names.command("list")
@click.option("--all", "everything", is_flag=True, help="Print every proposal, the doubtful ones too.")
@shared()
def names_list(everything: bool, *, asked: Asked) -> None:
    """List names that may be one, what you decided, and decisions that sleep."""
    list_names(asked, most=0 if everything else 20)


def list_names(asked: Asked, *, most: int) -> None:
    from ingest.names import proposals
    from queries.register import brief
    from queries.screen import first_line, name_lines

    space = asked.workspace()
    with opened(space, asked) as store:
        claims = store.claims()
    net = space.network(claims)
    if not asked.quiet:
        tell(first_line(brief(net, names=()), space.store_name, Level.TEAM, space.lang))
    found = proposals(claims.mentions, claims.decisions, net.graph["who"])
    for line in name_lines(net, found, space.lang, most=most):
        tell(line)


@names.command("decide")
@click.argument("a", shell_complete=cli_complete.names)
@click.argument("verdict", type=click.Choice(("same", "part_of", "different", "unsure")))
@click.argument("b", shell_complete=cli_complete.names)
@click.option("--by", type=FILLED, metavar="WHO", help="Say who decides.")
@click.option("--reason", type=FILLED, metavar="WHY", help="Say why.")
@shared()
def names_decide(a: str, verdict: str, b: str, by: str | None, reason: str | None, *, asked: Asked) -> None:
    """Remember that A is the same as, part of, or different from B.

    A and B are names, aliases or the starts of keys.  "NAME @ SOURCE" is what that source calls so.
    """
    from itertools import product

    from graph.naming import keys_for, own_keys
    from graph.records import Decision

    space, today = asked.workspace(), date.today().isoformat()
    with opened(space, asked, writes=True) as store:
        net = space.read(store)
        some, others = (keys_for(net, text, part=verdict == "different") for text in (a, b))
        if {key for key, _ in some} & {key for key, _ in others}:
            raise AantafelError.of("console.one_key", name=some[0][1])
        decisions = [
            Decision(a_key, b_key, verdict, by or "", today, reason or "", a_name, b_name)
            for (a_key, a_name), (b_key, b_name) in product(some, others)
        ]
        for keys in (some, others):
            decisions += own_keys(keys, by=by or "", on=today)
        store.decide(*decisions)
    if not asked.quiet:
        said = say(f"graph.{verdict}", space.lang)
        tell(say("console.decided", space.lang, a=some[0][1], b=others[0][1], verdict=said))


@names.command("undo")
@click.argument("a", shell_complete=cli_complete.decided)
@click.argument("b", shell_complete=cli_complete.decided)
@shared()
def names_undo(a: str, b: str, *, asked: Asked) -> None:
    """Take back what was decided about A and B, by name or key, also while they sleep."""
    from graph.naming import decided, following

    space = asked.workspace()
    with opened(space, asked, writes=True) as store:
        decisions = store.claims(()).decisions
        found = decided(decisions, a, b)
        if not found:
            raise AantafelError.of("console.nothing_decided", a=a, b=b)
        for one in (*found, *following(decisions, found)):
            store.undecide(one.a, one.b)
    if not asked.quiet:
        tell(say("console.undone", space.lang, a=found[0].a_name or a, b=found[0].b_name or b))


@click.group(cls=Suggesting, invoke_without_command=True)
@shared()
def sources(*, asked: Asked) -> None:
    """List files and sources, or remove one.

    Without a command: sources list.
    """
    if click.get_current_context().invoked_subcommand is None:
        list_sources(asked)


@sources.command("list")
@shared()
def sources_list(*, asked: Asked) -> None:
    """List the files that were loaded, and who says what in them."""
    list_sources(asked)


def list_sources(asked: Asked) -> None:
    from queries.screen import source_lines, store_line

    space = asked.workspace()
    with opened(space, asked) as store:
        files, cards = store.files(), store.sources()
    if not asked.quiet:
        tell(store_line(files, space.store_name, space.lang))
    for line in source_lines(files, cards, space.lang):
        tell(line)


@sources.command("remove")
@click.argument("name", shell_complete=cli_complete.removable)
@click.option("--file", "as_file", is_flag=True, help="Take NAME for a file where a source is called so too.")
@shared()
def sources_remove(name: str, as_file: bool, *, asked: Asked) -> None:
    """Remove a source or a file, as if it had never been loaded; loading it again brings it back."""
    space = asked.workspace()
    with opened(space, asked, writes=True) as store:
        held = store.files()
        is_source = any(name in one.sources for one in held)
        if as_file or (not is_source and any(name == one.name for one in held)):
            change = store.remove_file(name)
        else:
            change = store.remove_source(name)
    if not asked.quiet:
        tell(say("console.removed", space.lang, name=name, n=change.gone))
