"""What a map page tells beside the drawing: headline, limits, legend, table, details, footer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from graph import schema
from graph.fields import LEVEL
from graph.words import catalogue, say
from queries.pages.evidence import Evidence, Panel, state_said
from queries.pages.layout import ANYWHERE, LANES, TIERS
from queries.pages.palette import INK, LANE_FILLS, LAYERS, PAPER, RING, SEATS, UNSURE, Look, look, sphere_of
from queries.pages.seats import NOT_HEARD, PARTLY, UNKNOWN, VoiceState
from queries.pages.spec import Mark, Spec
from queries.question import Brief


class Told:
    """Everything on the page, in one language."""

    def __init__(
        self,
        brief: Brief,
        single: Spec,
        spec: Spec,
        states: Mapping[str, VoiceState] | None,
        lang: str,
        level: str,
    ) -> None:
        """`single` has a mark for every stakeholder; `spec` is what is drawn, which may be groups."""
        self.brief, self.single, self.spec, self.lang, self.level = brief, single, spec, lang, level
        self.asked, self.states = states is not None, states or {}
        self.evidence = Evidence(brief, spec, lang)

    def say(self, key: str, **values: object) -> str:
        """A sentence of the pages' catalogue."""
        return say(f"pages.{key}", self.lang, **values)

    def words(
        self, title: str, store: str, illustrative: float | None, made_on: str, sized: bool
    ) -> dict[str, Any]:
        """Everything that the template and its code say or look up."""
        return {
            "lang": self.lang,
            "title": title,
            "ui": {
                key: text
                for key, text in catalogue(self.lang, "pages").items()
                if key.startswith(("map.", "panel.", "table.", "unknown.heading"))
            },
            "alt": self.say("map.alt", count=len(self.single.marks), lines=len(self.spec.lines)),
            "list": self.guest_list(),
            "headline": self.headline(),
            "unknown": self.unknown(),
            "legend": self.legend(sized),
            "layers": self.layers(),
            "drawing": self.drawing(),
            "footer": self.footer(store, illustrative, made_on),
            "caption": self.say("map.table_caption", count=len(self.single.marks)),
            "names": self.names(),
            "panels": {mark.id: self.panel(mark) for mark in self.spec.marks},
            "claims": self.evidence.claims,
            "sized": sized,
        }

    def guest_list(self) -> str:
        guests = self.brief.guests
        if guests is None or not guests.title:
            return ""
        return self.say("map.list_planned" if guests.planned else "map.list", title=guests.title)

    def headline(self) -> dict[str, Any]:
        """The number at the top, its sentence, and a second sentence where there is one."""
        if self.brief.guests is None:
            return {
                "big": self.say("headline.no_list"),
                "text": self.say("headline.no_list_text"),
                "more": "",
            }
        if not self.asked:
            return {
                "big": self.say("headline.not_asked"),
                "text": self.say("headline.not_asked_text"),
                "more": "",
            }
        if not self.states:
            return {
                "big": self.say("headline.no_groups"),
                "text": self.say("headline.no_groups_text"),
                "more": "",
            }
        found = Counter(state.status for state in self.states.values())
        more = self.say("headline.partly", n=found[PARTLY]) if found[PARTLY] else ""
        return {
            "big": self.say("headline.count", n=found[NOT_HEARD], m=len(self.states)),
            "text": self.say("headline.text"),
            "more": more,
        }

    def unknown(self) -> list[str]:
        """What the map cannot tell, one sentence each."""
        nodes = self.brief.stakeholders()
        found = []
        others = [node for node in nodes if sphere_of(self.brief.kind(node)) != "people"]
        seatless = sum(self.single.seats[node] == UNKNOWN for node in others)
        if self.brief.guests is not None and seatless:
            found.append(self.say("unknown.seats", n=seatless, m=len(others)))
        unsure = sum(state.status == UNKNOWN for state in self.states.values())
        if unsure:
            found.append(self.say("unknown.voices", n=unsure, m=len(self.states)))
        for key, count in (
            ("no_ties", sum(self.single.tier[node] == ANYWHERE for node in nodes)),
            ("kinds", sum(not self.brief.kind(node) for node in nodes)),
        ):
            if count:
                found.append(self.say(f"unknown.{key}", n=count, m=len(nodes)))
        blurred = sum(bool(self.brief.net.nodes[node].get("blurred")) for node in nodes)
        if blurred:
            found.append(
                self.say("unknown.blurred", n=blurred, level=LEVEL.value_said(self.level, self.lang))
            )
        return [*found, self.say("unknown.silence")]

    def legend(self, sized: bool) -> dict[str, Any]:
        """Marks with their meaning and, for seats and rings, how many there are."""
        seats = Counter(self.single.seats[node] for node in self.brief.stakeholders())
        rings = Counter(mark.ring for mark in self.single.marks)
        kinds = Counter(mark.kind for mark in self.single.marks)
        return {
            "seats": [
                {
                    "look": _legend_look(look("Importer", seat)),
                    "text": self.say(f"seat.{seat}"),
                    "n": seats[seat],
                }
                for seat in SEATS
            ],
            "rings": [
                {"ring": ring, "text": self.say(f"ring.{ring}"), "n": rings[ring]}
                for ring in ("missing", "partly", "unknown")
                if self.asked
            ],
            "kinds": [
                {
                    "look": _legend_look(look(kind, "table")),
                    "text": schema.kind_said(kind, self.lang),
                    "n": kinds[kind],
                }
                for kind in (*schema.STAKEHOLDER, "")
                if kinds[kind]
            ],
            "sized": self.say("map.size_note") if sized else "",
        }

    def layers(self) -> list[dict[str, Any]]:
        return [
            {
                "name": layer.name,
                "text": self.say(f"layer.{layer.name}"),
                "colour": layer.colour,
                "arrow": layer.arrow,
                "shown": layer.shown,
                "n": self.spec.count(layer.name),
            }
            for layer in LAYERS
            if layer.always or self.spec.count(layer.name)
        ]

    def drawing(self) -> dict[str, Any]:
        """Columns and lanes with their words, and the size, for the code that paints behind the marks."""
        drawing = self.spec.layout
        filled = {mark.lane for mark in self.spec.marks}
        return {
            "colours": {"ring": RING, "unsure": UNSURE, "ink": INK, "paper": PAPER},
            "width": drawing.width,
            "height": drawing.height,
            "columns": [
                {"from": band.start, "to": band.end, "text": self.say(f"tier.{TIERS[band.index]}")}
                for band in drawing.columns
            ],
            "lanes": [
                {
                    "fill": LANE_FILLS[LANES[band.index]],
                    "from": band.start,
                    "to": band.end,
                    "text": self.say(f"lane.{LANES[band.index]}"),
                    "empty": "" if band.index in filled else self.say("map.nobody"),
                }
                for band in drawing.lanes
            ],
        }

    def footer(self, store: str, illustrative: float | None, made_on: str) -> list[str]:
        found = [self.say("footer.level", level=LEVEL.value_said(self.level, self.lang))]
        if made_on:
            found.append(self.say("footer.made_on", date=made_on))
        if self.brief.facts.as_of:
            found.append(self.say("footer.as_of", date=self.brief.facts.as_of))
        if store:
            found.append(self.say("footer.store", store=store))
        if illustrative is not None:
            found.append(self.say("footer.illustrative", share=round(illustrative * 100)))
        return [*found, self.say("footer.made_with")]

    def names(self) -> list[list[str]]:
        """What can be typed in the search box, and the mark it finds; equal names are numbered."""
        seen: Counter[str] = Counter()
        found = []
        for mark in self.spec.marks:
            seen[mark.name] += 1
            number = f" ({seen[mark.name]})" if seen[mark.name] > 1 else ""
            found.append([f"{mark.name}{number}", mark.id])
        return found

    def panel(self, mark: Mark) -> Panel:
        """What a click on a mark tells."""
        if len(mark.nodes) > 1:
            members = [self.brief.label(node, self.lang) for node in mark.nodes]
            return {"name": mark.name, "kind": schema.kind_said(mark.kind, self.lang), "members": members}
        node = mark.nodes[0]
        facts = self.evidence.panel(node, mark, self.states.get(node))
        return facts | {
            "seat": self.seat_said(node),
            "voice": state_said(self.states.get(node), self.lang),
            "chain": self.say(f"tier.{TIERS[mark.tier]}"),
        }

    def seat_said(self, node: str) -> str:
        """The seat in words; nobody says of people that they are not on a list."""
        seat = self.single.seats[node]
        if seat == "absent" and sphere_of(self.brief.kind(node)) == "people":
            return self.say("seat_people.absent")
        return self.say(f"seat.{seat}")

    def rows(self, sizes: Mapping[str, float] | None) -> list[dict[str, Any]]:
        """One row for every stakeholder, those most affected first."""
        mark_of = self.spec.mark_of
        touched = {node: self.evidence.harms(node) for node in self.brief.stakeholders()}

        def first(mark: Mark) -> tuple[Any, ...]:
            node = mark.nodes[0]
            state = self.states.get(node)
            not_heard = {NOT_HEARD: 0, PARTLY: 1, UNKNOWN: 2}.get(state.status if state else "", 3)
            return (-(state.weight if state else 0.0), not_heard, -len(touched[node]))

        return [
            {
                "id": mark_of[mark.nodes[0]].id,
                "name": mark.name,
                "kind": schema.kind_said(mark.kind, self.lang),
                "tier": self.say(f"tier.{TIERS[mark.tier]}"),
                "place": str(self.brief.net.nodes[mark.nodes[0]].get("place", "")),
                "seat": self.seat_said(mark.nodes[0]),
                "concerns": ", ".join(
                    _once(self.brief.label(f.b, self.lang) for f in touched[mark.nodes[0]])
                ),
                "voice": state_said(self.states.get(mark.nodes[0]), self.lang),
                "alert": mark.ring in ("missing", "partly"),
                "size": f"{sizes.get(mark.nodes[0], 0.0):.2f}" if sizes else "",
            }
            for mark in sorted(self.single.marks, key=first)
        ]


def _legend_look(one: Look) -> dict[str, Any]:
    return {
        "shape": one.shape,
        "fill": one.fill,
        "border": one.border,
        "dashes": " ".join(map(str, one.dashes)),
        "sign": one.sign,
    }


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
