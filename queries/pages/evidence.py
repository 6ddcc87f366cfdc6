"""What stands behind a stakeholder, in words: fields, concerns, ties, and every claim with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graph import schema
from graph.facts import Fact
from graph.fields import CONFIDENCE
from graph.network import Place, Said
from graph.records import AS_WRITTEN, Mention, Tie
from graph.terms import Field, Fold, Type
from graph.values import decoded
from graph.words import say
from queries.pages.seats import ConcernState, VoiceState
from queries.pages.spec import Mark, Spec
from queries.question import Brief

Panel = dict[str, Any]
_NOT_FIELDS = frozenset({"name", "kind", "level", "said", "lost", "blurred", "place"})
_HIDDEN_FIELDS = frozenset({"level", "holds", "since", "until"})


class Evidence:
    """The panels of a page, in one language; claims are numbered, so that each is written once."""

    def __init__(self, brief: Brief, spec: Spec, lang: str) -> None:
        self.brief, self.lang = brief, lang
        self.mark_of = spec.mark_of
        self.claims: list[dict[str, str]] = []
        self._number: dict[str, int] = {}
        self._touching: dict[str, list[Fact]] = {}
        for fact in brief.facts.every():
            if fact.holds:
                for end in {fact.a, fact.b}:
                    self._touching.setdefault(end, []).append(fact)

    def panel(self, node: str, mark: Mark, state: VoiceState | None) -> Panel:
        """Everything that the map may say of one stakeholder."""
        attributes = self.brief.net.nodes[node]
        ties = [fact for fact in self._touching.get(node, ()) if fact.relation != "AFFECTED_BY"]
        return {
            "name": mark.name,
            "kind": schema.kind_said(mark.kind, self.lang),
            "place": str(attributes.get("place", "")),
            "fields": self.fields(attributes),
            "concerns": self.concerns(self.harms(node), state),
            "ties": [self.tie(fact, node) for fact in ties],
            "claims": [self.number(said) for said in attributes.get("said", ())],
        }

    def harms(self, node: str) -> list[Fact]:
        """The facts that say what touches a stakeholder."""
        return [fact for fact in self._touching.get(node, ()) if fact.relation == "AFFECTED_BY"]

    def fields(self, attributes: Mapping[str, Any]) -> list[list[str]]:
        """Label and value of every field that is known, in the order in which fields are declared."""
        kind = attributes.get("kind", "")
        declared = schema.KIND[kind].fields if kind in schema.KIND else ()
        known = {field.name: field for field in declared}
        for name in attributes:
            field = schema.any_kind_field(name)
            if name not in known and name not in _NOT_FIELDS and field:
                known[name] = field
        shown = [
            [field.said(self.lang), self.value(field, attributes[name])]
            for name, field in known.items()
            if attributes.get(name) not in (None, "", ()) and name not in _NOT_FIELDS
        ]
        return shown + ([["ids", ", ".join(attributes["ids"])]] if attributes.get("ids") else [])

    def value(self, field: Field, value: Any) -> str:
        """A folded value in words; a perception with the source that holds it."""
        if field.fold is Fold.EACH and isinstance(value, tuple | list):
            return "; ".join(
                f"{self.said_by(source, word_said(field, one, self.lang))}" for source, one in value
            )
        return word_said(field, value, self.lang)

    def said_by(self, source: str, text: str) -> str:
        """A perception and whose it is."""
        return f"{text} ({self.source(source)})"

    def concerns(self, harms: Iterable[Fact], state: VoiceState | None) -> list[Panel]:
        """What touches a group, how badly, and whether somebody at the table speaks for it on that."""
        found = []
        for fact in harms:
            words = [
                f"{field.said(self.lang)}: {word_said(field, fact.get(field.name), self.lang)}"
                for field in schema.RELATION["AFFECTED_BY"].fields
                if fact.get(field.name) not in (None, "", ())
                and field.name not in (*_HIDDEN_FIELDS, "place", "notes")
            ]
            risk, place = self.brief.name(fact.b), str(fact.get("place", "") or "")
            found.append(
                {
                    "risk": self.brief.label(fact.b, self.lang),
                    "place": place,
                    "how": words,
                    "voice": concern_said(_concern(state, risk, place), self.lang),
                    "claims": [self.number(said) for said in fact.claims],
                }
            )
        return found

    def tie(self, fact: Fact, node: str) -> Panel:
        """One tie as a sentence, with the mark at its other end."""
        other = fact.b if fact.a == node else fact.a
        mark = self.mark_of.get(other)
        details = [
            f"{field.said(self.lang)}: {self.value(field, fact.get(field.name))}"
            for field in schema.RELATION[fact.relation].fields
            if fact.get(field.name) not in (None, "", ()) and field.name not in _HIDDEN_FIELDS
        ]
        return {
            "from": self.end(fact.a),
            "verb": schema.RELATION[fact.relation].said(self.lang),
            "to": self.end(fact.b),
            "other": mark.id if mark else "",
            "details": details,
            "disputed": fact.disputed,
            "claims": [self.number(said) for said in fact.claims],
        }

    def end(self, node: str) -> dict[str, str]:
        """One end of a tie: the mark that stands for it, or its name where it has none of its own."""
        mark = self.mark_of.get(node)
        return {"mark": mark.id} if mark else {"name": self.brief.label(node, self.lang)}

    def number(self, said: Said) -> int:
        """The number of a claim in `claims`, which gets it if it is new."""
        if said.claim.id not in self._number:
            self._number[said.claim.id] = len(self.claims)
            self.claims.append(self.claim(said))
        return self._number[said.claim.id]

    def claim(self, said: Said) -> dict[str, str]:
        """What a claim says, who says so, how sure, when, and in which file and row."""
        claim = said.claim
        return {
            "says": self.mention_said(claim) if isinstance(claim, Mention) else self.tie_said(claim),
            "source": self.source(claim.source),
            "sure": CONFIDENCE.value_said(claim.confidence, self.lang),
            "date": claim.said_on,
            "where": "; ".join(place_said(place) for place in said.at),
        }

    def mention_said(self, claim: Mention) -> str:
        """The name and fields that one source gives."""
        parts = [claim.name, *([schema.kind_said(claim.kind, self.lang)] if claim.kind else []), *claim.ids]
        parts += [claim.country] if claim.country else []
        return " · ".join(parts + self._written(claim, lambda name: schema.kind_field(claim.kind, name)))

    def tie_said(self, claim: Tie) -> str:
        """What one source says about a tie: that it is so or not, and its fields."""
        relation = schema.RELATION[claim.relation]
        verb = relation.said(self.lang)
        if claim.holds != "yes":
            verb = say("pages.panel.denied", self.lang, what=verb)
        dates = [f"{claim.since} – {claim.until}"] if claim.since or claim.until else []
        return " · ".join(
            [verb, *dates, *self._written(claim, lambda name: schema.tie_field(claim.relation, name))]
        )

    def _written(self, claim: Mention | Tie, declared: Any) -> list[str]:
        parts = []
        for name, value in decoded(claim.fields).items():
            field = declared(name)
            if name == AS_WRITTEN:
                parts += [f"{column}: “{text}”" for column, text in value.items()]
            elif field:
                parts.append(f"{field.said(self.lang)}: {word_said(field, value, self.lang)}")
        return parts

    def source(self, id: str) -> str:
        """The title of a source, or its id; a decision is nobody's source but our own."""
        if not id:
            return say("pages.panel.decision", self.lang)
        card = self.brief.net.graph["sources"].get(id)
        return card.title if card and card.title else id


def word_said(field: Field, value: Any, lang: str) -> str:
    """A value in words; a grade from 1 to 3 by its word."""
    return field.value_said(str(value) if field.type is Type.LEVEL else value, lang)


def place_said(place: Place) -> str:
    """A file and where in it."""
    return " · ".join(part for part in place if part)


def concern_said(concern: ConcernState | None, lang: str) -> str:
    """Whether a concern is heard, in words, with what stands in the way."""
    if concern is None:
        return say("pages.voice.not_asked", lang)
    words = [say(f"pages.voice.{concern.status}", lang)]
    return ": ".join(
        words + [", ".join(say(f"pages.gap.{gap}", lang) for gap in concern.gaps)] * bool(concern.gaps)
    )


def state_said(state: VoiceState | None, lang: str) -> str:
    """Whether a group is heard on all that touches it, in words."""
    if state is None:
        return ""
    words = [say(f"pages.voice.{state.status}", lang)]
    return ": ".join(
        words + [", ".join(say(f"pages.gap.{gap}", lang) for gap in state.gaps)] * bool(state.gaps)
    )


def _concern(state: VoiceState | None, risk: str, place: str) -> ConcernState | None:
    """The concern about this risk at this place, or where none is so exact the first about the risk."""
    about = [concern for concern in (state.concerns if state else ()) if concern.risk == risk]
    same = [concern for concern in about if concern.place == place]
    return next(iter(same or about), None)
