"""Who can safely be invited, as far as somebody asked: unsafe, only apart, or not asked.

Unknown is not safe.  An answer given by an employer, buyer, recruiter, lender or official counts as not
asked; whoever fears somebody is unsafe until a safe way to them is known.  Source: `docs/definitions.md`;
reasons in `docs/definitions.md` (UN Working Group 2021; IFC and IDB Invest 2021).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from graph.dates import interval
from graph.fold import Folder
from graph.network import Said
from graph.records import Mention, folded
from graph.schema import KIND, PEOPLE
from graph.terms import UNKNOWN, Level
from graph.values import decoded
from queries.guests import by_name, named, parts
from queries.question import Brief

ANSWERS = ("yes", "only_apart", "no")
NEVER = frozenset(folded(word) for word in ("yes", "ja", "nobody", "niemand", "never", "nooit"))
ASKED_HELPERS = frozenset({"door_opener", "interpreter"})
OVER_SOMEBODY = ("EMPLOYS", "RECRUITS", "ADVANCES_CREDIT_TO")


class Safety:
    """What is known of the safety of everybody in a network."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.folder: Folder = brief.facts.folder
        self._answers: dict[str, str] = {}
        self._unsafe: dict[str, bool] = {}

    @cached_property
    def visible(self) -> bool:
        """Whether safety answers may be seen at all here; where not, nobody is called unsafe or not asked."""
        graph = self.brief.net.graph
        return bool(graph["level"] == Level.TEAM and graph.get("sensitive", True))

    def answer(self, node: str) -> str:
        """What counts as their answer: "yes", "only_apart", "no", or "" where nobody fit to ask did."""
        if node not in self._answers:
            self._answers[node] = self._answer(node)
        return self._answers[node]

    def unsafe(self, node: str) -> bool:
        """Whether they may not be invited or contacted: they said no, or fear somebody and no way is safe."""
        if node not in self._unsafe:
            self._unsafe[node] = self.visible and self._is_unsafe(node)
        return self._unsafe[node]

    def to_ask(self) -> tuple[str, ...]:
        """Guests, door-openers and interpreters who are to be asked first, since nobody has."""
        guests = self.brief.guests
        if guests is None or not self.visible:
            return ()
        told = parts(self.brief.facts, guests.dialogue)
        doors = self._doors(guests.dialogue)
        helpers = [
            one
            for one in guests.helpers
            if one in doors or any(fact.get("role") in ASKED_HELPERS for fact in told.get(one, ()))
        ]
        wanted = [one for one in guests.members if self._is_to_be_asked(one)]
        return tuple(
            one for one in dict.fromkeys((*wanted, *helpers)) if not self.answer(one) and not self.unsafe(one)
        )

    def outdated(self, node: str) -> bool:
        """Whether the answer is older, at the date asked about, than the months the settings allow."""
        asked, today = self.brief.net.nodes[node].get("asked_on"), self.brief.facts.as_of
        if not self.visible or not self.answer(node) or not asked or asked == UNKNOWN or not today:
            return False
        then, now = (date.fromordinal(interval(text)[1] - 1) for text in (str(asked), today))
        months = (now.year - then.year) * 12 + now.month - then.month
        return months > self.brief.settings.safety_months

    def sheet(self, node: str) -> tuple[Said, ...]:
        """The claims that carry safety answers about a party."""
        told: Iterable[Said] = self.brief.net.nodes[node].get("said", ())
        return tuple(one for one in told if "safe_to_invite" in decoded(one.claim.fields))

    def _doors(self, dialogue: str) -> frozenset[str]:
        told = parts(self.brief.facts, dialogue).values()
        through = {str(fact.get("through")) for facts in told for fact in facts if fact.get("through")}
        return frozenset(named(self._names, one) for one in through)

    def _is_to_be_asked(self, node: str) -> bool:
        """People, those who speak for them, and defenders; companies that speak for companies are not."""
        kind = KIND.get(self.brief.kind(node))
        if kind is None or kind.label in PEOPLE:
            return kind is not None
        defends = self.brief.net.nodes[node].get("defender") == "yes"
        return defends or (kind.sphere == "voice" and kind.bloc != "company")

    def _answer(self, node: str) -> str:
        if self.brief.net.nodes[node].get("safe_to_invite") in (None, "", UNKNOWN):
            return ""
        claims = [one.claim for one in self.sheet(node) if isinstance(one.claim, Mention)]
        fit = [claim for claim in claims if not self._has_power(decoded(claim.fields).get("asked_by"), node)]
        answer = self.folder.mentions(fit).values.get("safe_to_invite") if fit else ""
        return str(answer) if answer in ANSWERS else ""

    def _has_power(self, asked_by: object, node: str) -> bool:
        """Whether who asked employs, recruits, buys from, lends to or governs them, or their people."""
        asker = named(self._names, asked_by)
        if not asker:
            return False
        if self.brief.kind(asker) == "GovernmentBody":
            return True
        facts = self.brief.facts
        about = {node} | {fact.b for fact in facts.out("REPRESENTS", node)}
        about |= {fact.a for fact in facts.into("MEMBER_OF", node)}
        over = {fact.a for one in about for relation in OVER_SOMEBODY for fact in facts.into(relation, one)}
        buyers = {fact.b for one in about for fact in facts.out("SUPPLIES", one)}
        return asker in over | buyers

    def _is_unsafe(self, node: str) -> bool:
        answer = self.answer(node)
        about = self.brief.net.nodes[node]
        if answer == "no" or folded(str(about.get("do_not_contact") or "")) in NEVER:
            return True
        if not self.brief.facts.out("FEARS_REPRISAL_FROM", node):
            return False
        return not (answer and about.get("safe_channel")) and node not in self._safely_reached

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        return dict(by_name(self.brief.net))

    @cached_property
    def _safely_reached(self) -> frozenset[str]:
        """Everybody to whom a route leads from us in which every tie is said to be safe."""
        facts = self.brief.facts
        reached = set(us(self.brief, self._names))
        rest = deque(sorted(reached))
        while rest:
            here = rest.popleft()
            for fact in facts.out("KNOWS", here):
                other = fact.b if fact.a == here else fact.a
                if fact.get("safe") == "yes" and other not in reached:
                    reached.add(other)
                    rest.append(other)
        return frozenset(reached)


def us(brief: Brief, names: dict[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    """Where our trust paths start: the plan's `us`, else the convener of the dialogue; () where unknown."""
    guests = brief.guests
    if guests is None:
        return ()
    plan = brief.settings.plans.get(guests.title)
    if plan and plan.us:
        found = named(names if names is not None else by_name(brief.net), plan.us)
        return (found,) if found else ()
    told = parts(brief.facts, guests.dialogue)
    return tuple(
        sorted(one for one, facts in told.items() if any(f.get("role") == "convener" for f in facts))
    )
