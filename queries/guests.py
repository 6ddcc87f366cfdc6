"""Who is on a guest list: drafted from what is claimed about a dialogue, or named by the user.

Source: `docs/definitions.md`: the draft is the `TAKES_PART_IN` claims of the dialogue; of several dated
statuses the newest counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import networkx as nx

from graph import schema
from graph.dates import newest
from graph.facts import Fact, Facts
from graph.naming import find, names_of
from graph.records import folded
from graph.settings import Settings
from graph.terms import UNKNOWN
from queries.question import Brief, Guests

REFUSED = frozenset({"declined", "did_not_come", "deliberately_not_asked"})
HELPS = frozenset({"door_opener", "interpreter", "facilitator", "host"})
STAKEHOLDERS = frozenset(schema.STAKEHOLDER) | {""}
DIALOGUES = frozenset({"Dialogue"})
_ORDER = {word.value: at for at, word in enumerate(schema.RELATION["TAKES_PART_IN"].fields[1].words)}


def draft_list(net: nx.MultiDiGraph, dialogue: str = "") -> Guests | None:
    """The guest list of a dialogue, by name or key; without one that of the only planned dialogue.

    None where nothing is planned, or more than one thing is and none was named.  `complete` is what
    the dialogue itself says of its list.  Raises `NameNotFoundError` for a name that fits nothing.
    """
    settings: Settings = net.graph["settings"]
    facts = Facts(net, settings.as_of)
    if wanted := dialogue or settings.dialogue:
        return _guests(net, facts, find(net, wanted, kinds=DIALOGUES))
    planned = [one for one in _planned(net) if facts.into("TAKES_PART_IN", one)]
    return _guests(net, facts, planned[0]) if len(planned) == 1 else None


def list_from(net: nx.MultiDiGraph, names: Iterable[str], dialogue: str = "") -> Guests:
    """A list of one's own, taken as complete; each name once.

    With a `dialogue` it stands for that dialogue's list.  Raises `NameNotFoundError` for a name that
    fits nobody, or more than one.
    """
    members = tuple(dict.fromkeys(find(net, name, kinds=STAKEHOLDERS) for name in names))
    if not dialogue:
        return Guests("", "", members, (), complete=True)
    talk = find(net, dialogue, kinds=DIALOGUES)
    drafted = _guests(net, Facts(net), talk)
    helpers = tuple(one for one in drafted.helpers if one not in members)
    return Guests(talk, drafted.title, members, helpers, True, drafted.planned)


def parts(facts: Facts, dialogue: str) -> Mapping[str, tuple[Fact, ...]]:
    """What everybody has to do with a dialogue: the facts about their role and status, by party."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts.into("TAKES_PART_IN", dialogue) if dialogue else ():
        found[fact.a].append(fact)
    return {party: tuple(told) for party, told in found.items()}


def together(brief: Brief) -> Iterator[tuple[str, str]]:
    """Pairs of guests who are in one session, each pair once; a blank session is every session."""
    if brief.guests is None:
        return
    told = parts(brief.facts, brief.guests.dialogue)
    sat = {guest: _sessions(told.get(guest, ())) for guest in brief.guests.members}
    members = brief.guests.members
    for at, one in enumerate(members):
        for other in members[at + 1 :]:
            if not sat[one] or not sat[other] or sat[one] & sat[other]:
                yield one, other


def by_name(net: nx.MultiDiGraph) -> Mapping[str, tuple[str, ...]]:
    """All stakeholders by every folded name they go by."""
    found: dict[str, list[str]] = defaultdict(list)
    for node, kind in net.nodes(data="kind"):
        if kind in STAKEHOLDERS:
            for name in names_of(net, node):
                found[name].append(node)
    return {name: tuple(nodes) for name, nodes in found.items()}


def named(names: Mapping[str, tuple[str, ...]], text: object) -> str:
    """The one stakeholder called so, or "" where none or several are."""
    found = names.get(folded(str(text or "")), ())
    return found[0] if len(found) == 1 else ""


def _planned(net: nx.MultiDiGraph) -> list[str]:
    return [
        node
        for node, attributes in net.nodes(data=True)
        if attributes.get("kind") == "Dialogue" and not attributes.get("held")
    ]


def _guests(net: nx.MultiDiGraph, facts: Facts, dialogue: str) -> Guests:
    about = net.nodes[dialogue]
    members, helpers = [], []
    names = by_name(net)
    for party, told in sorted(parts(facts, dialogue).items()):
        if _has_seat(facts, told):
            members.append(party)
        elif any(fact.get("role") in HELPS and fact.get("status") not in REFUSED for fact in told):
            helpers.append(party)
        helpers += [door for fact in told if (door := named(names, fact.get("through")))]
    return Guests(
        dialogue,
        str(about.get("name", "")),
        tuple(members),
        tuple(one for one in dict.fromkeys(sorted(helpers)) if one not in members),
        complete=about.get("list_complete") == "yes",
        planned=not about.get("held"),
    )


def _has_seat(facts: Facts, told: Iterable[Fact]) -> bool:
    """Whether the newest that is said of somebody as a guest is no refusal."""
    asked = [fact for fact in told if _as_guest(fact)]
    if not asked:
        return False
    last = max(asked, key=lambda fact: (_said_on(facts, fact), _ORDER.get(str(fact.get("status")), -1)))
    return last.get("status") not in REFUSED


def _as_guest(fact: Fact) -> bool:
    role = fact.get("role")
    return role == "participant" or (not role and fact.get("status") in _ORDER)


def _said_on(facts: Facts, fact: Fact) -> tuple[int, int]:
    cards = facts.folder.cards
    claims = [one.claim for one in fact.claims]
    dates = [c.said_on or (cards[c.source].date if c.source in cards else "") for c in claims]
    return max(newest(date) for date in dates)


def _sessions(told: Iterable[Fact]) -> frozenset[str]:
    """The sessions somebody is in; empty where any of it names none."""
    said = [str(fact.get("session") or "") for fact in told if _as_guest(fact)]
    return frozenset(said) if all(one and one != UNKNOWN for one in said) else frozenset()
