"""One relation as columns: what a large graph is read as, in place of a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.records import Decision, Mention


@dataclass(frozen=True, slots=True)
class Columns:
    """The ties of one relation that are claimed to hold, as columns, from one snapshot.

    `mentions` and `decisions` tell who is who; of a mention only source, kind, name, country and
    ids are filled in.  A claim carried by several files or rows stands here once.
    """

    relation: str
    fields: tuple[str, ...]
    mentions: tuple[Mention, ...]
    keys: Sequence[str]  # of the mentions, in their order
    decisions: tuple[Decision, ...]
    source: Sequence[str]
    a: Sequence[str]
    b: Sequence[str]
    values: tuple[Sequence[Any], ...]  # one per field; None where the claim does not say
