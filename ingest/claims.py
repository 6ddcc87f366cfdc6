"""One row into claims: what a form says about a row is written with the words of `Line`.

Every cell a form takes is marked as used; what it leaves is kept as written on the row's first
claim.  The ends of a tie are always mentioned by the same source, here, so that no tie dangles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from graph import records, schema
from graph.fields import CONFIDENCE, HOLDS, LEVEL, PLACE, SAID_ON, SINCE, UNTIL
from graph.records import AS_WRITTEN, Mention, Tie
from graph.risks import RISKS
from graph.terms import UNKNOWN, Field, Type
from ingest.cells import ERRORS
from ingest.claim_codes import Load
from ingest.codes import Row as Told
from ingest.count import Count
from ingest.gathered import Gathered
from ingest.grid import Row
from ingest.mapped import Fate, Mapped
from ingest.outcome import NOTHING
from ingest.own_rows import Own
from ingest.places import place_of, read_country
from ingest.taken import Cells
from ingest.wording import is_dont_know, read_risk

RISK = Field("risks", "Which risk.", "risk", "risico", Type.WORDS, RISKS)
_ENDS = re.compile(r"\s*[|\n]\s*")
_KEPT_APART = {"yes", "no"}


class Line(Cells):
    """One row of a table while a form turns it into claims.

    `end`, `targets`, `risks`, `mention` and `tie` make claims, beside what `Cells` does.
    """

    def __init__(self, sheet: Mapped, row: Row, gathered: Gathered, at: str) -> None:
        super().__init__(sheet, row)
        self.gathered, self.at = gathered, at
        self.drafts: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = []
        self.ends: list[tuple[Own, str]] = []
        self.account = Count()
        self.repeats = ""  # the row that said the same, where a form knows that itself
        self._source = ""
        self._card: dict[str, str] | None = None
        self._place: str | None = None

    # -- who says so -------------------------------------------------------------------

    def spoke_on(self) -> str:
        """When this row's source said it, "" where it does not say."""
        card = self.gathered.sources.get(self.source)
        return self.card()["said_on"] or (card.date if card else "")

    @property
    def source(self) -> str:
        """The id of the source of this row."""
        if not self._source:
            self._source, remark = self.gathered.source_for(
                self.text("source"), sensitive=self.sheet.form.sensitive
            )
            if remark:
                self.tell(remark, "source", self.text("source"))
        return self._source

    def card(self) -> dict[str, str]:
        """What every claim of this row carries: confidence, said_on, level."""
        if self._card is None:
            answers = self.gathered.card
            if not self.sheet.carded:
                self._card = self.gathered.usual
                return self._card
            sure = self.value("confidence", CONFIDENCE)
            said = self.value("said_on", SAID_ON)
            level = self.value("level", LEVEL)
            self._card = {
                "confidence": sure if sure not in (None, UNKNOWN) else answers.confidence or "claimed",
                "said_on": said if said not in (None, UNKNOWN) else "",
                "level": level if level not in (None, UNKNOWN) else answers.level,
            }
        return self._card

    # -- claims ------------------------------------------------------------------------

    def place(self) -> str:
        """Where the row's party is, from its country, region and place columns; "" where nobody says."""
        if self._place is None:
            self._place = self._read_place()
        return self._place

    def _read_place(self) -> str:
        country, region = self.peek("country"), self.peek("region")
        outcome = read_country(country) if country and not is_dont_know(country) else NOTHING
        if outcome.code:
            self.tell_outcome(outcome, "country")
            self.not_understood("country")
            country = ""
        elif country:
            self.text("country")
        known = bool(country and outcome.value) or bool(region)
        if known and (path := place_of(str(outcome.value or ""), region, self.peek("place"))):
            for name in ("region", "place"):
                self.text(name)
            return path
        found = self.value("place", PLACE)
        return "" if found in (None, UNKNOWN) else str(found)

    def mention(self, own: Own, fields: Mapping[str, Any] | None = None) -> str:
        """Claim that `own` exists and has these fields; its key."""
        content = {"country": own.country, "ids": own.ids, "fields": dict(fields or {})}
        self.drafts.append((records.mention, (self.source, own.kind, own.name), content))
        return own.key

    def end(self, name: str, kinds: frozenset[str], column: str = "") -> Own:
        """Whom a name means at the end of a tie; it will be mentioned by this row's source."""
        name = self._named(name, column)
        if self.gathered.own.is_left_out(name):
            self.skip(Told.PERSON_ROW, column, name)
        meant = self.gathered.meant(name, kinds)
        own = meant.own
        if kinds == _DIALOGUES and own.kind != "Dialogue":
            own = Own("Dialogue", name)
        if meant.found == 0:
            self.gathered.note_end(name, self.sheet, self.row.number, column)
        elif meant.found > 1:
            self.tell(Told.AMBIGUOUS_END, column, name)
        return self.known(own)

    def targets(self, name: str, kinds: frozenset[str]) -> list[Own]:
        """Whom or what the cell of an end names: parties, dialogues or risks; the row cannot do without."""
        if not self.has(name):
            self.need(name)
        if kinds == _RISKS:
            return [self.known(own) for own, _ in self.risks(name)]
        text = self.text(name)
        several = "|" in text or "\n" in text
        return [self.end(part, kinds, name) for part in (_ENDS.split(text) if several else (text,)) if part]

    def known(self, own: Own) -> Own:
        """See to it that this row's source mentions `own`."""
        self.ends.append((own, self.card()["level"]))
        return own

    def risks(self, name: str) -> list[tuple[Own, str]]:
        """The risks in a cell with the word each was written with; one that is not listed is another risk."""
        column = self.column(name)
        found: dict[Own, str] = {}
        for part in self.names(name):
            outcome = column.outcome(RISK, part)
            if outcome.value is None or outcome.value == UNKNOWN:
                outcome = read_risk(part)
                found[Own("Risk", str(outcome.value or "other"))] = part
            else:
                found |= {Own("Risk", risk): "" for risk in outcome.value}
            self.tell_outcome(outcome, name, part)
        return list(found.items())

    def tie(
        self,
        relation: str,
        a: Own,
        b: Own,
        fields: Mapping[str, Any] | None = None,
        *,
        dated: bool = True,
        **content: str,
    ) -> None:
        """Claim that `a` stands in this relation to `b`.

        `since`, `until` and `holds` come from the row's columns, unless given or not `dated`.
        """
        declared = schema.RELATION[relation]
        if a.key == b.key:
            self.skip(Told.SELF_RELATION, "", a.name)
        if not declared.joins(a.kind, b.kind):
            self.tell(Told.END_OF_OTHER_KIND, "", f"{a.name} – {b.name}")
        told: dict[str, Any] = self._dates() if dated else {}
        told |= {name: text for name, text in content.items() if text}
        told["fields"] = dict(fields or {})
        self.drafts.append((records.tie, (self.source, relation, a.key, b.key), told))

    def _dates(self) -> dict[str, str]:
        if not self.sheet.dated:
            return {}
        since, until, holds = (
            self.value("since", SINCE),
            self.value("until", UNTIL),
            self.value("holds", HOLDS),
        )
        found = {
            "since": since if since not in (None, UNKNOWN) else "",
            "until": until if until not in (None, UNKNOWN) else "",
        }
        if found["since"] and found["until"] and _before(found["until"], found["since"]):
            self.tell(Told.END_BEFORE_START, "until", found["until"], found["since"])
        return {**found, "holds": holds if holds in _KEPT_APART else "yes"}

    # -- the end of the row ------------------------------------------------------------

    def finish(self) -> list[Mention | Tie]:
        """The claims of the row, its cells counted; what no claim took is kept as written on the first."""
        if not self.drafts:
            self._settle()
            return []
        card = {**self.card(), "file": self.gathered.file, "at": self.at}  # first: it uses cells of the row
        if left := self._settle():
            self.drafts[0][2]["fields"][AS_WRITTEN] = left
        return [make(*what, **{**card, **content}) for make, what, content in self.drafts]

    def _settle(self) -> dict[str, str]:
        """Count every filled cell by its fate; the cells that no claim took, by header.

        Of a sensitive sheet nothing is kept as written: what no claim took is left out, and told.
        """
        left, fates, count = self.written, self.fate, self.account
        for column in self.sheet.columns:
            text = self.cells[column.index]
            if not text:
                continue
            fate = fates.get(column.index)
            if fate is Fate.USED:
                count.used += 1
            elif column.fate is Fate.DROPPED:
                count.dropped += 1
            elif fate is Fate.NOT_UNDERSTOOD or text in ERRORS:
                count.not_understood += 1
            elif fate is Fate.KEPT and not self.sheet.form.sensitive:
                count.kept += 1
                left[_free(left, column.header)] = text
            elif self.sheet.form.sensitive:
                count.dropped += 1
                self.tell(Load.DROPPED_CELL, column.name, text)
            else:
                count.kept += 1
                left[_free(left, column.header)] = text
                if column.fate is Fate.USED:
                    self.tell(Told.WRONG_KIND_COLUMN, column.name, text)
        return left


_RISKS = frozenset({"Risk"})
_DIALOGUES = frozenset({"Dialogue"})


def _free(taken: Mapping[str, str], header: str) -> str:
    name, n = header, 1
    while name in taken:
        n += 1
        name = f"{header} ({n})"
    return name


def _before(a: str, b: str) -> bool:
    from graph.dates import interval

    return interval(a)[1] <= interval(b)[0]
