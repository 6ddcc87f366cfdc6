"""Claims that a file of CSV could trip over: signs that mean something there, and values of every type."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from graph.errors import Contradiction
from graph.identity import identity
from graph.records import Claims, Decision, Mention, Tie, apart, mention, source, tie
from graph.schema import KIND, RELATION
from graph.terms import UNKNOWN, Field, Type

FILES = 30
SIGNS = (
    *('"', '""', ",", ";", "|", "\n", "\r\n", "\r", "\t", "\\", '\\"', "'", "\x1f", "\x1e", "\x85", "\u2028"),
    *("\ufeff", " ", "é", "स्रोत", "𐍈", "0", "1.5", "true", "null", UNKNOWN, "=1+1", "#", "//", ":ID"),
)
TEXTS = st.lists(st.one_of(st.sampled_from(SIGNS), st.sampled_from("abcXYZ")), max_size=6).map("".join)
FILLED = TEXTS.map(lambda text: text.strip() or "x")
NUMBERS = st.sampled_from((0, 1, 0.5, 1e-7, 0.1, 1 / 3))
VALUES: dict[Type, st.SearchStrategy[Any]] = {
    Type.TEXT: TEXTS,
    Type.TEXTS: st.lists(TEXTS, max_size=3),
    Type.SHARE: NUMBERS,
    Type.DEGREE: NUMBERS,
    Type.NUMBER: st.floats(-1e18, 1e18) | st.sampled_from((-0.0, 5e-324, 123456789.0)),
    Type.LEVEL: st.sampled_from((1, 2, 3)),
    Type.COUNT: st.sampled_from(("40", "20-60")),
    Type.DATE: st.sampled_from(("", "2024", "2024-05-06", "2021-23", "1984?")),
    Type.PLACE: st.just("IN / Rajasthan / Kota"),
    Type.PLACES: st.just(["IN / Rajasthan", "NL"]),
    Type.IDS: st.lists(TEXTS.map("kvk:{}".format), max_size=2),
}


def odd() -> Claims:
    """Texts that CSV could trip over, fields of two sorts, unknowns, blanks, a claim in two files, a key
    that means somebody else to another source."""
    nasty = 'A "quoted", \\ back\\slash\\\nsecond line;\r\n|\ttab é स्रोत \x1f = 1+1'
    lists = {"aliases": ["with ; in it", "with \x1f in it", 'with "', "x,y"], "languages": ["hi"]}
    card = source('odd, "one"', title=nasty, date="2024", file="odd/a.csv", at="")
    bare = source("no card", file="odd/b.csv")._replace(id="no card")
    a = mention(card.id, "Supplier", "A", country="IN", ids=["kvk:1", "lei:2"], file="odd/a.csv",
                fields={"notes": nasty, **lists}, at='sheet "x"')  # fmt: skip
    b = mention(card.id, "Supplier", "B, Ltd.", file="odd/a.csv", at="row 3",
                fields={"as_written": {"Naam": nasty, "": "x"}})  # fmt: skip
    c = mention(card.id, "", "unkind", file="odd/a.csv", at="row 4")
    shares = [1, 0.5, "unknown", 1e-7, 0]
    sold = [
        tie(card.id, "SUPPLIES", a.key, b.key, fields={"share_of_seller": share, "product": f"p{n}"},
            since="2019", file="odd/a.csv", at=f"row {n}")
        for n, share in enumerate(shares)
    ]  # fmt: skip
    voice = [
        tie(card.id, "REPRESENTS", b.key, c.key, fields={"risks": risks}, file="odd/a.csv", at="row 9")
        for risks in (["water", "wages"], "unknown")
    ]
    loop = tie(card.id, "KNOWS", a.key, a.key, holds="no", file="odd/a.csv", at="row 10")
    again = [one._replace(file="odd/b.csv", at="row 2") for one in (a, b)]
    other = mention(bare.id, "Supplier", "A", file="odd/b.csv", at="")
    copied = sold[1]._replace(file="odd/b.csv", at="row 2")
    twin = mention(bare.id, "Supplier", "A", country="IN", file="odd/b.csv", at="row 3")
    swapped = [
        tie(bare.id, "SUPPLIES", *ends, file="odd/b.csv", at="row 4")
        for ends in ((twin.key, other.key), (other.key, twin.key))
    ]
    parted = Decision(a.key, apart(twin.key, bare.id), "different")
    part = Decision(b.key, c.key, "part_of", by="Ann", on="2024", reason=nasty, b_name='"')
    asleep = Decision(a.key, "0" * 16, "part_of")
    same = Decision(c.key, other.key, "same")
    mentions = (a, b, c, *again, other, twin)
    return Claims(mentions, (*sold, *voice, loop, copied, *swapped), (part, parted, asleep, same), (card,))


def value(field: Field) -> st.SearchStrategy[Any]:
    """What a field may hold, or that nobody knows."""
    words = [word.value for word in field.words]
    if words and field.type in (Type.WORD, Type.WORDS):
        some = st.sampled_from(words)
        known: st.SearchStrategy[Any] = st.lists(some, max_size=2) if field.type is Type.WORDS else some
    else:
        known = VALUES.get(field.type, st.just(UNKNOWN))
    return st.one_of(known, known, st.just(UNKNOWN))


@st.composite
def said(draw: st.DrawFn, fields: tuple[Field, ...], every: bool) -> dict[str, Any]:
    """Up to four of these fields, or every one."""
    if every or not fields:
        return {field.name: draw(value(field)) for field in fields}
    few = draw(st.lists(st.sampled_from(fields), max_size=4, unique_by=lambda one: one.name))
    return {field.name: draw(value(field)) for field in few}


@st.composite
def one_file(draw: st.DrawFn, mark: int) -> Claims:
    """Two to five mentions by one or two sources in one file, ties between them, and decisions on them.

    The file's number says which kind and which relation come first there, with every field they may have.
    """
    file = f"{mark} {draw(FILLED)}.csv"
    ids = [f"{draw(FILLED)} {mark} {n}" for n in range(draw(st.integers(1, 2)))]
    titles, at = TEXTS.map(str.strip), TEXTS
    card = source(ids[0], title=draw(titles), informant=draw(titles), file=file, at=draw(at))
    names = st.one_of(st.just("Shared"), FILLED.map(lambda text: f"{text} {mark}"))
    mentions: list[Mention] = []
    for n in range(draw(st.integers(2, 5))):
        kind = draw(st.sampled_from(("", *KIND))) if n else list(KIND)[mark % len(KIND)]
        fields = draw(said(KIND[kind].fields, not n)) if kind else {"notes": draw(TEXTS)}
        if draw(st.booleans()):
            fields["as_written"] = {draw(FILLED): draw(TEXTS)}
        mentions.append(
            mention(
                draw(st.sampled_from(ids)), kind, draw(names), fields=fields, file=file, at=draw(at),
                country=draw(st.sampled_from(("", "IN", "NL"))), ids=draw(st.lists(FILLED, max_size=2)),
                confidence=draw(st.sampled_from(("documented", "0.35"))),
                said_on=draw(st.sampled_from(("", "2023"))), level=draw(st.sampled_from(("", "team"))),
            )
        )  # fmt: skip
    ties: list[Tie] = []
    for n in range(draw(st.integers(1, 6))):
        a = draw(st.sampled_from(mentions))
        b = draw(st.sampled_from([m for m in mentions if m.source == a.source]))
        relation = draw(st.sampled_from(list(RELATION))) if n else list(RELATION)[mark % len(RELATION)]
        fields = draw(said(RELATION[relation].fields, not n))
        ties.append(tie(a.source, relation, a.key, b.key, fields=fields, file=file, at=draw(at)))
    decided: dict[Any, Decision] = {}
    own = sorted({m.key for m in mentions if m.name != "Shared"})
    for _ in range(draw(st.integers(0, 2)) if len(own) > 1 else 0):
        a_key, b_key = draw(st.permutations(own))[:2]
        verdict = draw(st.sampled_from(("same", "different", "part_of", "unsure")))
        one = Decision(a_key, b_key, verdict, by=draw(TEXTS), reason=draw(TEXTS), a_name=draw(TEXTS))
        decided[one.pair] = one
    return Claims(tuple(mentions), tuple(ties), tuple(decided.values()), (card,))


def many(number: int = FILES) -> Claims:
    """So many such files gathered in one graph, with those decisions that contradict no other."""
    found = [drawn(one_file(mark), mark) for mark in range(number)]
    mentions = tuple(m for one in found for m in one.mentions)
    kept: dict[Any, Decision] = {}
    for one in (d for some in found for d in some.decisions):
        with suppress(Contradiction):
            identity(mentions, {**kept, one.pair: one}.values())
            kept[one.pair] = one
    ties = tuple(t for one in found for t in one.ties)
    return Claims(mentions, ties, tuple(kept.values()), tuple(c for one in found for c in one.sources))


def drawn(strategy: st.SearchStrategy[Claims], with_seed: int) -> Claims:
    """One that is not the simplest."""
    found: list[Claims] = []

    @seed(with_seed)
    @settings(
        max_examples=2, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        deadline=None,
    )  # fmt: skip
    @given(strategy)
    def gather(one: Claims) -> None:
        found.append(one)

    gather()
    return max(found, key=lambda one: (len(one.ties), len(one.mentions)))
