"""All questions by name, and how a brief is made for them: the one place that knows every question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

import networkx as nx

from queries.question import Brief, Question

NAMES = ("voices", "influence", "power", "chain", "bridges", "gaps", "check")


class _Questions(Mapping[str, Question]):
    """Each question's module is read when somebody asks it."""

    def __getitem__(self, name: str) -> Question:
        if name not in NAMES:
            raise KeyError(name)
        question: Question = import_module(f"queries.{name}").QUESTION
        return question

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


QUESTIONS: Mapping[str, Question] = _Questions()


def brief(
    net: nx.MultiDiGraph,
    *,
    dialogue: str = "",
    names: Sequence[str] | None = None,
    as_of: str = "",
    about: str = "",
) -> Brief:
    """What a question is asked about: the network, with the guests named or drafted for a dialogue.

    `names` is a guest list of one's own; else the dialogue's, else that of the one planned dialogue.
    `about` narrows it to one stakeholder, where a question can be narrowed.  Raises `NameNotFoundError`
    for a name that fits nothing, or more than one thing.
    """
    from graph.naming import find
    from queries.guests import STAKEHOLDERS, draft_list, list_from

    guests = draft_list(net, dialogue) if names is None else list_from(net, names)
    narrowed = (find(net, about, kinds=STAKEHOLDERS),) if about else ()
    return Brief(net, guests, as_of, about=narrowed)
