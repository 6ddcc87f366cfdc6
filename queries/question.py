"""A question, its answer and its findings: one form for Python, the command line and the pages.

A question gets a `Brief` (a network, the settings and perhaps a guest list), never a store.  It gives
an `Answer`: rows, findings, what is unknown and what it cannot tell.  Codes and rows are free of
language; sentences are said from the catalogue when somebody asks in Dutch or English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx

from graph import schema
from graph.facts import Fact, Facts
from graph.network import Said
from graph.records import digest
from graph.settings import Settings
from graph.terms import Level
from graph.words import say

if TYPE_CHECKING:
    import pandas as pd

SEVERITIES = ("stop", "high", "medium", "note")


class Evidence(NamedTuple):
    """One place that a finding or a row rests on."""

    source: str
    file: str
    at: str


@dataclass(frozen=True, slots=True)
class Guests:
    """A guest list: the dialogue it belongs to, who is on it, and whether it is known in full."""

    dialogue: str  # node id of the dialogue; "" for a list from a file
    title: str
    members: tuple[str, ...]  # node ids: those with a seat (role participant, not refused)
    helpers: tuple[str, ...] = ()  # node ids: door-openers, interpreters, facilitators, hosts
    complete: bool = False
    planned: bool = True


@dataclass(frozen=True, slots=True)
class Brief:
    """What a question is asked about; `facts` are folded once and shared between questions.

    `about` are the node ids that a question is narrowed to, where it can be; () for all.
    """

    net: nx.MultiDiGraph
    guests: Guests | None = None
    as_of: str = ""
    about: tuple[str, ...] = field(default=(), kw_only=True)
    facts: Facts = field(default=None)  # type: ignore[assignment]  # made below when not given

    def __post_init__(self) -> None:
        if self.facts is None:
            object.__setattr__(self, "facts", Facts(self.net, self.as_of or self.settings.as_of))

    @property
    def settings(self) -> Settings:
        """The settings the network was read with."""
        settings: Settings = self.net.graph["settings"]
        return settings

    def name(self, node: str) -> str:
        """What people call a node; a risk by its word is `label`'s matter."""
        return str(self.net.nodes[node].get("name", "")) if node in self.net else ""

    def label(self, node: str, lang: str) -> str:
        """What people call a node in `lang`: a name, a risk's word, or else kind and region."""
        attributes = self.net.nodes[node] if node in self.net else {}
        kind, name = attributes.get("kind", ""), attributes.get("name", "")
        if kind == "Risk":
            return schema.risk_said(name, lang)
        if name:
            return str(name)
        place = str(attributes.get("place", "")).split(" / ")[-1]
        return f"{schema.kind_said(kind, lang)} ({place})" if place else schema.kind_said(kind, lang)

    def kind(self, node: str) -> str:
        """The kind of a node, "" where nobody says."""
        return str(self.net.nodes[node].get("kind", "")) if node in self.net else ""

    def stakeholders(self) -> tuple[str, ...]:
        """All nodes that are stakeholders (no risk, no dialogue), in the network's order."""
        return tuple(n for n, kind in self.net.nodes(data="kind") if kind not in ("Risk", "Dialogue"))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to do something about: a rule's code and the one sentence it says here.

    `about` are node ids and other language-free parts that make this instance this instance; the
    sentence is `rules.CODE.sentence` in the catalogue `findings`, filled with `values`; a value
    that is a node id is given in `nodes` and said by its label.
    """

    code: str
    severity: str
    about: tuple[str, ...]
    nodes: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)  # placeholder -> node id(s)
    values: Mapping[str, object] = field(default_factory=dict)  # placeholder -> number or word
    variant: str = ""  # which of a rule's sentences, where it has several
    sure: str = "unknown"  # documented, stated, claimed, inferred, disputed, unknown
    held: float | None = None
    level: str = Level.PARTICIPANTS
    evidence: tuple[Evidence, ...] = ()
    weight: float = 0.0  # order within a severity: the weight of the concern it is about
    group: tuple[Finding, ...] = ()  # equal findings said as one

    @property
    def hash(self) -> str:
        """Eight digits over the sorted keys: with the code, the name of this instance."""
        return digest(self.code, self.variant, *sorted(self.about))[:8]

    @property
    def id(self) -> str:
        """`V002-3c81f0a2`; any unique prefix of the part behind the dash resolves."""
        return f"{self.code}-{self.hash}"

    def sentence(self, brief: Brief, lang: str) -> str:
        """What to do and about whom: verb first, at most one number."""
        return self._say("sentence", brief, lang)

    def repair(self, brief: Brief, lang: str) -> str:
        """How it can be put right."""
        return self._say("repair", brief, lang)

    def _say(self, part: str, brief: Brief, lang: str) -> str:
        said: dict[str, object] = dict(self.values)
        for name, nodes in self.nodes.items():
            one_or_more = (nodes,) if isinstance(nodes, str) else nodes
            said[name] = listed([brief.label(node, lang) for node in one_or_more], lang)
        for name, value in list(said.items()):
            if isinstance(value, str) and value.startswith("@"):
                said[name] = say(f"findings.{value[1:]}", lang)
        rule = f"{self.code}.{self.variant}" if self.variant else self.code
        return say(f"findings.{rule}.{part}", lang, **said)


@dataclass(frozen=True, slots=True)
class Unknown:
    """What could not be told, about whom, and why (a key of the catalogue `unknown`)."""

    what: str
    ids: tuple[str, ...]
    why: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer's rows: its name in JSON, its heading's key, and how to show it."""

    name: str
    kind: str = "text"  # text, node, nodes, number, share, words, evidence


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question says: rows, sentences, findings, and its own limits."""

    question: str
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...]
    findings: tuple[Finding, ...] = ()
    summary: tuple[tuple[str, Mapping[str, object]], ...] = ()  # keys of the catalogue `answers`, with values
    coverage: Mapping[str, Any] | None = None
    unknown: tuple[Unknown, ...] = ()
    cannot_tell: tuple[str, ...] = ()  # keys of the catalogue `answers`
    used: tuple[
        tuple[str, Mapping[str, object]], ...
    ] = ()  # how claims were combined, printed with the answer

    @property
    def table(self) -> pd.DataFrame:
        """The rows as a pandas table, columns in order."""
        import pandas as pd

        return pd.DataFrame([dict(row) for row in self.rows], columns=[c.name for c in self.columns])

    def sentences(self, lang: str = "en") -> list[str]:
        """The summary in Dutch or English."""
        return [said_line(key, values, lang) for key, values in self.summary]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its name, what it answers, which layers it reads, and how it is answered."""

    name: str
    about: str
    layers: tuple[str, ...]
    ask: Callable[[Brief], Answer]


def evidence_of(facts: Iterable[Fact | Said]) -> tuple[Evidence, ...]:
    """Every place that some facts or mentions rest on, sorted, once each."""
    claims = [one for fact in facts for one in (fact.claims if isinstance(fact, Fact) else (fact,))]
    return tuple(sorted({Evidence(one.claim.source, *place) for one in claims for place in one.at}))


def strictest_level(facts: Iterable[Fact | Said]) -> str:
    """The strictest level among the claims that something rests on; participants where there are none."""
    ranks = [Level.PARTICIPANTS]
    for fact in facts:
        for one in fact.claims if isinstance(fact, Fact) else (fact,):
            ranks.append(Level(one.claim.level))
    return str(max(ranks, key=lambda level: level.rank))


def how_sure(facts: Sequence[Fact], settings: Settings) -> str:
    """The confidence word of the weakest fact that a finding rests on; "disputed" where claims differ."""
    if not facts:
        return "unknown"
    if any(fact.disputed for fact in facts):
        return "disputed"
    weakest = min(fact.exists for fact in facts)
    words = sorted(settings.confidence.items(), key=lambda one: one[1])
    return next((word for word, chance in reversed(words) if chance <= weakest + 1e-9), words[0][0])


def grouped(findings: Iterable[Finding], code: str, *, most: int = 1) -> tuple[Finding, ...]:
    """Findings of one rule as they are, or said as one where there are more than `most`."""
    same = [one for one in findings if one.code == code]
    if len(same) <= most:
        return tuple(same)
    first = max(same, key=lambda one: one.weight)
    return (replace(first, group=tuple(same)),)


def said_line(key: str, values: Mapping[str, object], lang: str) -> str:
    """A sentence of the catalogue `answers`; a value that is several names or inputs is listed.

    >>> said_line("influence.first", {"names": ("Yard", "Quarry")}, "en")[-16:]
    'Yard and Quarry.'
    """
    told = {
        name: listed([said_input(one, lang) for one in value], lang) if isinstance(value, tuple) else value
        for name, value in values.items()
    }
    return say(f"answers.{key}", lang, **told)


def said_input(text: str, lang: str) -> str:
    """What people call an input such as "SUPPLIES.share_of_seller"; any other text as it is."""
    relation, _, name = text.partition(".")
    field = schema.tie_field(relation, name) if relation in schema.RELATION and name else None
    return f"{field.said(lang)} ({schema.RELATION[relation].said(lang)})" if field else text


def listed(names: Sequence[str], lang: str) -> str:
    """Names as people write them: "a, b and c"; in quotes where a name holds an "and" itself."""
    if len(names) <= 1:
        return "".join(names)
    if any(f" {word} " in name for name in names for word in ("and", "en")):
        names = [f"“{name}”" for name in names]
    return f"{', '.join(names[:-1])} {'en' if lang == 'nl' else 'and'} {names[-1]}"
