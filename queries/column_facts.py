"""The facts of a network, out of columns: the same ones, without a record for each claim.

Claims that agree fold to what they agree on, whatever the rule and whoever is surer, so most facts need
no fold.  Where claims about one fact differ in something a layer asks, that one fact is made by
`graph.facts`, as a network makes it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph import schema
from graph.columns import OF_THE_CLAIM, Columns
from graph.errors import BadValue
from graph.facts import Fact, counts, fact_of, newest_of
from graph.fold import Folder, folded_sources, roots, subject_of
from graph.network import Said
from graph.numbering import Numbering
from graph.records import Mention, Tie, canonical
from graph.settings import Settings
from queries.layer import Floats, Ints
from queries.sides import number

Flags = NDArray[np.bool_]


class ColumnFacts:
    """The facts in columns of one snapshot, by relation, as of a date.

    `nodes` are all that somebody mentions, risks and dialogues too; `kinds` what they are, "" unknown.
    `as_of` is the date asked about, else that of the settings, else the newest of a source that claims
    something here.
    """

    def __init__(self, columns: Iterable[Columns], settings: Settings, as_of: str = "") -> None:
        self._read = {one.relation: one for one in columns}
        if not self._read:
            raise BadValue("columns", ())
        snapshot = next(iter(self._read.values()))
        cards = {card.id: card for card in folded_sources(snapshot.cards)}
        self.settings = settings
        self.folder, self.root = Folder(settings, cards.values()), roots(cards)
        self.numbering = Numbering(snapshot)
        self.nodes = self.numbering.nodes
        self.kinds = self._kinds(snapshot.mentions)
        present = {m.source for m in snapshot.mentions}
        self.as_of = as_of or settings.as_of or newest_of(cards[one].date for one in present if one in cards)
        self._told: dict[str, Told] = {}

    def of(self, relation: str) -> Told:
        """The facts of one relation."""
        if relation not in self._told:
            if relation not in self._read:
                raise BadValue("columns", tuple(self._read))
            self._told[relation] = Told(self, self._read[relation])
        return self._told[relation]

    def _kinds(self, mentions: Sequence[Mention]) -> list[str]:
        kinds = [""] * len(self.nodes)
        differ: dict[int, list[Mention]] = {}
        rows = self.numbering.rows.tolist()
        for row, m in zip(rows, mentions, strict=True):
            if m.kind and m.kind != kinds[row]:
                if kinds[row]:
                    differ[row] = []
                kinds[row] = m.kind
        if differ:
            for row, m in zip(rows, mentions, strict=True):
                if row in differ:
                    differ[row].append(m)
            for row, said in differ.items():
                kinds[row] = self.folder.mentions(said).values["kind"]
        return kinds


class Told:
    """What the claims of one relation tell: a row for each claim, and the facts that rows speak of.

    `a`, `b` and `fact` are by claim; facts are numbered by ends, and without direction the smaller end
    comes first.
    """

    def __init__(self, facts: ColumnFacts, read: Columns) -> None:
        self.facts, self.read, self.relation = facts, read, read.relation
        declared = schema.RELATION[self.relation]
        a, b = facts.numbering.ends(read)
        self.a: Ints = a if declared.directed else np.minimum(a, b)
        self.b: Ints = b if declared.directed else np.maximum(a, b)
        pairs, fact = np.unique(self.a * len(facts.nodes) + self.b, return_inverse=True)
        if declared.subject:
            subject, words = coded(list(zip(*map(read.column, declared.subject), strict=True)))
            pairs, fact = np.unique(fact * max(len(words), 1) + subject, return_inverse=True)
        self.fact: Ints = fact
        self.size: Ints = np.bincount(fact, minlength=len(pairs))
        self._made: dict[int, Fact] = {}
        self._said: dict[str, Floats] = {}

    @cached_property
    def yes(self) -> Flags:
        """Whether each claim says that it is so."""
        said = self.read.column("holds")
        return np.fromiter(map("yes".__eq__, said), bool, len(said))

    @cached_property
    def first(self) -> Ints:
        """Of each fact the row of a claim."""
        rows = np.empty(len(self.size), np.int64)
        rows[self.fact[::-1]] = np.arange(len(self.fact))[::-1]
        return rows

    @cached_property
    def stands(self) -> Flags:
        """Of each fact whether it holds, as the fold says, as of the date."""
        if schema.RELATION[self.relation].event or not self.facts.as_of:
            since = until = np.full(len(self.fact), -1)
            words: list[str | None] = []
        else:
            both, words = coded([*self.read.column("since"), *self.read.column("until")])
            blank = words.index(None) if None in words else -1
            both[both == blank] = -1
            since, until = np.split(both, 2)
        holds, differ = self._agreed(self.yes.astype(np.int64))
        spans = []
        for dates in (since, until):
            span, others = self._agreed(dates)
            spans.append(span)
            differ |= others
        found = (holds == 1) & self._counted(spans[0], spans[1], words)
        for at in np.flatnonzero(differ).tolist():
            one, as_of = self.made(at), self.facts.as_of
            found[at] = one.holds and counts(self.relation, one.get("since"), one.get("until"), as_of)
        return np.asarray(found, bool)

    def _counted(self, since: Ints, until: Ints, words: Sequence[str | None]) -> Flags:
        date, some = [None, *words], len(words) + 1
        spans, at = np.unique((since + 1) * some + until + 1, return_inverse=True)
        as_of = self.facts.as_of
        found = [
            counts(self.relation, date[span // some], date[span % some], as_of) for span in spans.tolist()
        ]
        return np.array(found, bool)[at]

    def _agreed(self, said: Ints) -> tuple[Ints, Flags]:
        """What the claims of each fact say, -1 where all are silent; and where they do not agree."""
        most = np.full(len(self.size), -1)
        np.maximum.at(most, self.fact, said)
        least = np.full(len(self.size), np.iinfo(np.int64).max)
        speaks = said >= 0
        np.minimum.at(least, self.fact[speaks], said[speaks])
        return most, (most >= 0) & (least != most)

    def said(self, field: str) -> Floats:
        """The number that each claim says in a field, nan where it says none."""
        if field not in self._said:
            said = self.read.column(field)
            told = (one if one is None or type(one) is float else number(one) for one in said)
            numbers = (math.nan if one is None else one for one in told)
            self._said[field] = np.fromiter(numbers, float, len(said))
        return self._said[field]

    def folded(self, field: str) -> Floats:
        """The number that each fact comes to in a field, nan where nobody says one."""
        said = self.said(field)
        known = ~np.isnan(said)
        most, least = np.full(len(self.size), -np.inf), np.full(len(self.size), np.inf)
        np.maximum.at(most, self.fact[known], said[known])
        np.minimum.at(least, self.fact[known], said[known])
        found = np.where(np.isfinite(most), most, np.nan)
        for at in np.flatnonzero(np.isfinite(most) & (most != least) & self.stands).tolist():
            found[at] = number(self.made(at).get(field))
        return found

    @cached_property
    def _rows(self) -> tuple[Ints, Ints]:
        return np.argsort(self.fact, kind="stable"), np.concatenate([[0], np.cumsum(self.size)])

    def made(self, at: int) -> Fact:
        """One fact as a network has it, of the fields that were read; its claims without their places."""
        if at not in self._made:
            order, start = self._rows
            claims = [self._claim(row) for row in order[start[at] : start[at + 1]].tolist()]
            row, nodes = self.first[at], self.facts.nodes
            what = (nodes[self.a[row]], nodes[self.b[row]], subject_of(claims[0]))
            said = [Said(claim, ()) for claim in claims]
            self._made[at] = fact_of(self.relation, what, said, self.facts.folder, self.facts.root)
        return self._made[at]

    def between(self, a: int, b: int) -> tuple[Fact, ...]:
        """The facts of two rows, in this direction, that stand; sorted by subject."""
        if not schema.RELATION[self.relation].directed:
            a, b = min(a, b), max(a, b)
        facts = np.unique(self.fact[(self.a == a) & (self.b == b)])
        return tuple(
            sorted((self.made(at) for at in facts[self.stands[facts]].tolist()), key=lambda one: one.subject)
        )

    def told(self, row: int) -> dict[str, Any]:
        """The fields that one claim fills, of those that were read."""
        own = {name: self._own[name][row] for name in self._own}
        return {name: value for name, value in own.items() if value is not None}

    @cached_property
    def _own(self) -> Mapping[str, Sequence[Any]]:
        return {name: self.read.column(name) for name in self.read.fields if name not in OF_THE_CLAIM}

    def rank(self, row: int) -> tuple[float, tuple[int, int], str]:
        """How strong one claim is."""
        return self.facts.folder.rank(self.read.source[row], self._confidence[row], self._said_on[row] or "")

    @cached_property
    def _confidence(self) -> Sequence[str]:
        return self.read.column("confidence")

    @cached_property
    def _said_on(self) -> Sequence[str | None]:
        return self.read.column("said_on")

    def _claim(self, row: int) -> Tie:
        read = self.read
        own = (str(read.column(name)[row] or "") for name in OF_THE_CLAIM)
        ends = read.source[row], self.relation, read.a[row], read.b[row]
        return Tie._make((*ends, *own, canonical(self.told(row)), "", ""))


def coded(said: Sequence[Any]) -> tuple[Ints, list[Any]]:
    """Each distinct value as a number, in the order of appearance, and the values."""
    known = {one: at for at, one in enumerate(dict.fromkeys(said))}
    return np.fromiter(map(known.__getitem__, said), np.int64, len(said)), list(known)
