"""Small worlds for layers: few parties, much said about the same pairs, so that claims meet and clash.

At most 4 names, 4 sources of which two are copies, products, periods and years, values in money, numbers
that are unknown, claims that deny, dates that begin and end, dialogues and risks where none belong, levels,
decisions that join and part.  `test_columns.py` counts how often each of these happens.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from graph.decisions import check_decisions
from graph.errors import Contradiction
from graph.records import Claims, Decision, Mention, Tie, apart, mention, source, tie
from graph.settings import Settings

NAMES = ("A", "B", "C", "D")
KINDS = ("Supplier", "Supplier", "Supplier", "Quarry", "WorkerGroup", "", "Dialogue", "Risk")
PLACED = ("Supplier", "Quarry", "WorkerGroup")
PLACES = ("IN / Rajasthan", "IN / Rajasthan / Kota", "IN / Karnataka")
SOURCES = ("ngo", "copy", "register", "lost")  # nobody has a card of "lost"
DATES = ("", "2021", "2022-03", "2023")
SURE = ("claimed", "documented", "0.5")
SHARE = st.sampled_from((None, "unknown", 0.0, 0.1, 0.25, 0.3, 0.45, 0.7, 1.0))
KNOWN = st.sampled_from((0.2, 0.3, 0.7, 0.9, 1.0))
WORTH = st.sampled_from((None, "unknown", 0.0, 1.0, 3.0, 0.1, 0.2, 700.0, -2.0))
WORD = st.sampled_from((None, "unknown", 0.0, 0.3, 0.6, 0.9, 1.0))
PRODUCT = st.sampled_from((None, "slabs", "cobbles", "unknown"))
PERIOD = st.sampled_from((None, None, "2021", "2022", "2022-02", "2021/2022", "2030", "unknown"))
MONEY = st.sampled_from((None, "EUR", "EUR", "INR"))
EVERYTHING = st.fixed_dictionaries({
    "product": PRODUCT, "hs_code": st.sampled_from((None, None, "6801")), "period": PERIOD,
    "share_of_seller": SHARE, "share_of_buyer": SHARE, "value": WORTH, "currency": MONEY,
    "seller_alternatives": WORD, "notes": st.sampled_from((None, "seen")),
})  # fmt: skip
WHOLE = st.fixed_dictionaries({"product": PRODUCT, "share_of_seller": KNOWN, "share_of_buyer": SHARE})
PRODUCTS = st.fixed_dictionaries({
    "product": st.sampled_from(("slabs", "cobbles")),
    "share_of_seller": st.sampled_from((None, 0.3, 0.45, 0.7, 0.9)),
})  # fmt: skip
VALUES = st.fixed_dictionaries({"product": PRODUCT, "value": st.sampled_from((1.0, 2.0, 0.1, 0.7))})
SOLD = st.one_of(EVERYTHING, WHOLE, PRODUCTS, VALUES)

FIELDS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "SUPPLIES": SOLD,
    "EMPLOYS": st.fixed_dictionaries({"share_of_income": SHARE, "share_of_workforce": SHARE}),
    "ADVANCES_CREDIT_TO": st.fixed_dictionaries(
        {"share_of_credit": SHARE, "amount": WORTH, "currency": MONEY}
    ),
    "RECRUITS": st.fixed_dictionaries({"share_of_jobs": SHARE}),
    "FUNDS": st.fixed_dictionaries({"share_of_budget": SHARE, "amount": WORTH, "currency": MONEY}),
    "OWNS": st.fixed_dictionaries({"share": SHARE}),
    "INFLUENCES": st.fixed_dictionaries({"strength": WORD}),
    "REGULATES": st.fixed_dictionaries({"permit": st.sampled_from((None, "yes"))}),
    "INSPECTS": st.just({}),
    "CERTIFIES": st.just({}),
    "KNOWS": st.fixed_dictionaries({"trust": WORD, "safe": st.sampled_from((None, "no"))}),
}  # fmt: skip
RELATIONS = (*["SUPPLIES"] * 6, *["KNOWS"] * 3, *FIELDS)


@dataclass(frozen=True)
class LayerWorld:
    """Claims and what is asked of them."""

    claims: Claims
    settings: Settings
    as_of: str


def one_in(n: int) -> st.SearchStrategy[bool]:
    """True once in about n times."""
    return st.sampled_from((*(False,) * (n - 1), True))


@st.composite
def trades(draw: st.DrawFn) -> LayerWorld:
    """One or two sources on what three parties sell one another: products, shares, values, no more."""
    told = SOURCES[: draw(st.sampled_from((1, 1, 2)))]
    how = draw(st.sampled_from((SOLD, WHOLE, PRODUCTS, PRODUCTS, VALUES)))
    said = {(of, name): mention(of, "Supplier", name, country="IN") for of in told for name in "ABC"}
    sold = [
        (of, a, b, *more)
        for of, (a, b), *more in draw(
            st.lists(st.tuples(st.sampled_from(told), st.sampled_from((("A", "B"), ("A", "B"), ("A", "C"))),
                               st.sampled_from(SURE), how), min_size=2, max_size=6)
        )
    ]  # fmt: skip
    ties = tuple(
        tie(of, "SUPPLIES", said[of, a].key, said[of, b].key, confidence=sure, fields=fields)
        for of, a, b, sure, fields in sold
    )
    cards = tuple(source(of, date="2022") for of in told)
    return LayerWorld(Claims(tuple(said.values()), ties, (), cards), Settings(), "")


@st.composite
def any_worlds(draw: st.DrawFn) -> LayerWorld:
    """A few parties and up to a dozen ties of one to three relations, half of them about one pair."""
    told = tuple(draw(st.permutations(SOURCES)))[: draw(st.integers(1, 4))]
    parties = dict.fromkeys(NAMES[: draw(st.integers(2, 4))], "Supplier")
    for name in parties:
        if draw(one_in(5)):
            parties[name] = draw(st.sampled_from(KINDS))
    relations = draw(st.lists(st.sampled_from(RELATIONS), min_size=1, max_size=3))
    pairs = [("A", "B")] * 4 + [(a, b) for a in parties for b in parties if a != b or draw(one_in(4))]
    mentions: list[Mention] = []
    ties: list[Tie] = []
    for _ in range(draw(st.sampled_from((1, 2, 3, 4, 5, 6, 8, 10)))):
        of = draw(st.sampled_from(told))
        a, b = (_mention(draw, of, name, parties[name]) for name in draw(st.sampled_from(pairs)))
        mentions += [a, b]
        ties.append(_tie(draw, draw(st.sampled_from(relations)), a, b))
        if draw(one_in(2)):  # the same source once more, or another, about the same, in other words or not
            of = draw(st.sampled_from((of, of, *told)))
            a, b = (m._replace(source=of) for m in (a, b))
            mentions += [a, b]
            again = ties[-1]._replace(source=of)
            ties.append(again if draw(one_in(4)) else _tie(draw, again.relation, a, b))
    decisions = _decisions(draw, sorted({m.key for m in mentions})) if draw(one_in(2)) else ()
    cards = [
        source("ngo", date="2022"),
        source("copy", date="2022", derived_from="ngo"),
        source("register", date="2023", derived_from=draw(st.sampled_from(("", "elsewhere")))),
    ]
    claims = Claims(tuple(mentions), tuple(ties), decisions, tuple(c for c in cards if c.id in told))
    sure = {**Settings().confidence, "claimed": draw(st.sampled_from((0.5, 0.5, 0.99)))}
    assumed = {**Settings().assumptions, "INSPECTS": draw(st.sampled_from((0.3, 0.0, 0.6)))}
    settings = Settings(confidence=sure, assumptions=assumed, as_of=draw(st.sampled_from(("", "", "2022"))))
    return LayerWorld(claims, settings, draw(st.sampled_from(("", "", "", "2021", "2022-06"))))


@st.composite
def plain_worlds(draw: st.DrawFn) -> LayerWorld:
    """Worlds in which everybody is a supplier as it stands: nobody to join, to part or to leave out."""
    said = {(of, name): mention(of, "Supplier", name, country="IN") for of in SOURCES for name in "ABC"}
    relations = draw(st.lists(st.sampled_from(RELATIONS), min_size=1, max_size=3))
    ties = []
    for _ in range(draw(st.sampled_from((1, 2, 3, 4, 6, 8)))):
        of, (a, b) = (
            draw(st.sampled_from(SOURCES)),
            draw(st.sampled_from(("AB", "AB", "AB", "BA", "AC", "AA"))),
        )
        ties.append(_tie(draw, draw(st.sampled_from(relations)), said[of, a], said[of, b]))
    cards = (source("ngo", date="2022"), source("copy", date="2022-03"), source("register", date="2021"))
    as_of = draw(st.sampled_from(("2023", "2022-06", "2021")))
    return LayerWorld(Claims(tuple(said.values()), tuple(ties), (), cards), Settings(), as_of)


def layer_worlds() -> st.SearchStrategy[LayerWorld]:
    """Worlds of every sort; a third are about trade alone, where most is added up."""
    return st.one_of(any_worlds(), any_worlds(), trades())


def _mention(draw: st.DrawFn, of: str, name: str, kind: str) -> Mention:
    if draw(one_in(8)):
        kind = draw(st.sampled_from(KINDS))
    return mention(
        of, kind, name, country="" if draw(one_in(6)) else "IN", ids=("kvk:1",) if draw(one_in(12)) else (),
        confidence=draw(st.sampled_from(SURE)), said_on=draw(st.sampled_from(DATES)),
        level="team" if draw(one_in(8)) else "",
        fields={"place": draw(st.sampled_from(PLACES))} if kind in PLACED and draw(one_in(6)) else {},
    )  # fmt: skip


def _tie(draw: st.DrawFn, relation: str, a: Mention, b: Mention) -> Tie:
    since, until = (draw(st.sampled_from(DATES)) if draw(one_in(5)) else "" for _ in range(2))
    return tie(
        a.source, relation, a.key, b.key, fields=draw(FIELDS[relation]),
        holds="no" if draw(one_in(6)) else "yes",
        confidence=draw(st.sampled_from(SURE)), said_on=draw(st.sampled_from(DATES)),
        since=since, until=until, at=draw(st.sampled_from(("row 2", "row 3"))),
        level=draw(st.sampled_from(("participants", "participants", "team", "public"))),
    )  # fmt: skip


def _decisions(draw: st.DrawFn, keys: list[str]) -> tuple[Decision, ...]:
    """A few verdicts that do not contradict one another."""
    pairs = list(combinations(keys, 2))
    made: tuple[Decision, ...] = ()
    for _ in range(draw(st.integers(0, 2))):
        if pairs and draw(st.booleans()):
            a, b = draw(st.sampled_from(pairs))
            one = Decision(a, b, draw(st.sampled_from(("same", "same", "different", "part_of"))))
        else:  # parted: what two sources mean by one key
            key = draw(st.sampled_from(keys))
            one = Decision(apart(key, "ngo"), apart(key, "register"), "different")
        try:
            check_decisions([*made, one])
        except Contradiction:
            continue
        if one.pair not in {other.pair for other in made}:
            made = (*made, one)
    return made
