"""What `check` says of the example's draft list, for the page that tells its story."""

from __future__ import annotations

from functools import cache

from graph.network import network
from graph.records import Claims
from ingest.examples import CASE
from ingest.load import read_file
from queries.question import Answer, Brief
from queries.register import QUESTIONS, brief


def said(code: str, name: str = "") -> str:
    """The sentence of the one finding of a rule that names `name`, as a quotation.

    Raises `LookupError` where there is none, or more than one: then the page tells another story.
    """
    about, answer = _checked()
    found = [one.sentence(about, "en") for one in answer.findings if one.code == code]
    found = [sentence for sentence in found if name in sentence]
    if len(found) != 1:
        raise LookupError(f"{len(found)} findings {code} name {name!r}: {found}")
    return f"> {found[0]}"


@cache
def _checked() -> tuple[Brief, Answer]:
    batches = [read_file(path) for path in sorted(CASE.glob("*/*.csv"))]
    claims = Claims(
        tuple(one for batch in batches for one in batch.mentions),
        tuple(one for batch in batches for one in batch.ties),
        (),
        tuple(one for batch in batches for one in batch.sources),
    )
    about = brief(network(claims))
    return about, QUESTIONS["check"].ask(about)
