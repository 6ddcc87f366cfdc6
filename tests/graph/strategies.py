"""Small worlds for the laws: few names, kinds and places, so that claims meet, clash and contradict.

At most 4 names, 3 kinds (blank included), 2 countries, 2 ids, 3 sources and 3 files.
`test_store_laws.py` counts how many worlds join something, are ambiguous, or contradict themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

from hypothesis import strategies as st

from graph.records import Claims, Decision, Mention, Source, Tie, mention, source, tie

NAMES = ("Café Één", "CAFE EEN", "Beta", "Gamma")  # the first two are one name, folded
KINDS = ("", "Quarry", "Supplier")
COUNTRIES = ("", "IN", "NL")
IDS = ("kvk:1", "kvk:2")
SOURCES = ("ngo", "register", "visit")
FILES = ("parties.csv", "register/quarries.xlsx", "visit.xlsx")
RELATIONS = ("SUPPLIES", "KNOWS")
PLACES = ("row 2", "row 3", "row 4")
CONFIDENCE = ("documented", "claimed")
DATES = ("", "2021", "2023-05")


@dataclass(frozen=True)
class Carried:
    """What one file carries."""

    file: str
    sources: tuple[Source, ...]
    mentions: tuple[Mention, ...]
    ties: tuple[Tie, ...]

    def without(self, gone: str) -> Carried:
        """As if the file had never carried the source."""
        return Carried(
            self.file,
            tuple(card for card in self.sources if card.id != gone),
            tuple(m for m in self.mentions if m.source != gone),
            tuple(t for t in self.ties if t.source != gone),
        )


@dataclass(frozen=True)
class World:
    """Files, each under a name of its own, and decisions, which may contradict one another."""

    files: tuple[Carried, ...]
    decisions: tuple[Decision, ...]

    def claims(self) -> Claims:
        """All of it as claims, without a store; of two verdicts on a pair the later counts."""
        return Claims(
            tuple(m for one in self.files for m in one.mentions),
            tuple(t for one in self.files for t in one.ties),
            tuple({d.pair: d for d in self.decisions}.values()),
            tuple(card for one in self.files for card in one.sources),
        )


def mentions(sources: tuple[str, ...] = SOURCES, file: str = "") -> st.SearchStrategy[Mention]:
    """One mention, of which much may be blank."""
    return st.builds(
        mention,
        st.sampled_from(sources),
        st.sampled_from(KINDS),
        st.sampled_from(NAMES),
        country=st.sampled_from(COUNTRIES),
        ids=st.sampled_from(((), (), (), (), *((one,) for one in IDS), IDS)),
        confidence=st.sampled_from(CONFIDENCE),
        said_on=st.sampled_from(DATES),
        fields=st.sampled_from(({}, {"notes": "seen"}, {"can_join": "phone"}, {"extent": "several"})),
        file=st.just(file),
        at=st.sampled_from(PLACES),
    )


@st.composite
def ties(draw: st.DrawFn, among: list[Mention], file: str = "") -> Tie:
    """One tie between two of these mentions by one source; perhaps from a stakeholder to itself."""
    a = draw(st.sampled_from(among))
    b = draw(st.sampled_from([m for m in among if m.source == a.source]))
    relation = draw(st.sampled_from(RELATIONS))
    own: tuple[dict[str, Any], ...] = ({}, {"product": "cobbles"}, {"share_of_seller": 0.4})
    return tie(
        a.source,
        relation,
        a.key,
        b.key,
        holds=draw(st.sampled_from(("yes", "yes", "no"))),
        confidence=draw(st.sampled_from(CONFIDENCE)),
        since=draw(st.sampled_from(DATES)),
        fields=draw(st.sampled_from(own if relation == "SUPPLIES" else ({}, {"trust": 0.6}))),
        file=file,
        at=draw(st.sampled_from(PLACES)),
    )


@st.composite
def carried(draw: st.DrawFn, file: str) -> Carried:
    """A file with one to three sources; every tie's ends are mentioned by its source."""
    ids = draw(st.lists(st.sampled_from(SOURCES), min_size=1, max_size=3, unique=True))
    titles = st.sampled_from(("", "Register", "Visit report"))
    cards = tuple(source(i, title=draw(titles), date="2022", file=file, at="card") for i in ids)
    said = draw(st.lists(mentions(tuple(ids), file), min_size=2, max_size=5))
    stand = tuple(draw(st.lists(ties(said, file), max_size=4)))
    return Carried(file, cards, tuple(said), stand)


@st.composite
def decisions(draw: st.DrawFn, among: list[str]) -> list[Decision]:
    """Verdicts on the pairs of three of these keys, which need not agree; some pairs get two or none."""
    few = draw(st.permutations(among))[:3]
    pairs = list(combinations(few, 2))
    wanted = draw(st.sampled_from((len(pairs), 0, len(pairs) + 1, 1, len(pairs))))
    made = []
    for i in range(wanted if pairs else 0):
        a, b = draw(st.permutations(pairs[i % len(pairs)]))
        verdict = draw(st.sampled_from(("same", "different", "same", "part_of", "same", "unsure")))
        reason = draw(st.sampled_from(("", "telephoned")))
        made.append(Decision(a, b, verdict, by="analyst", on="2024-01-02", reason=reason))
    return draw(st.permutations(made))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """One to three files and some decisions about the keys in them."""
    names = draw(st.lists(st.sampled_from(FILES), min_size=1, max_size=3, unique=True))
    files = tuple(draw(carried(name)) for name in names)
    keys = sorted({m.key for m in chain.from_iterable(one.mentions for one in files)})
    return World(files, tuple(draw(decisions(keys))))
