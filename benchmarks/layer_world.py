"""Worlds to time layers on, from five sources that overlap.

mixed: all relations that a layer reads.  Of a hundred facts about ten are claimed by a second source as
well, mostly with another figure; of the supplies a quarter comes in two products, and a fifth gives a
value in money and no share.  contested: the same, but a second source claims every fact.  values: as a
customs register, nothing but supplies with their value.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from graph.records import Mention, Source, Tie, mention, source, tie

FILES = 5
WORLDS = ("mixed", "contested", "values")
MIX = (
    ("SUPPLIES", 40), ("KNOWS", 20), ("EMPLOYS", 10), ("INFLUENCES", 10), ("FUNDS", 5), ("OWNS", 5),
    ("REGULATES", 5), ("INSPECTS", 3), ("CERTIFIES", 2),
)  # fmt: skip
KINDS = ("Quarry", "Supplier", "Importer", "WorkerGroup", "GovernmentBody", "NGO")
Carried = tuple[str, list[Source], list[Mention], list[Tie]]


def files(stakeholders: int, ties: int, world: str = "mixed") -> Iterator[Carried]:
    """Five files, a source each, which speak mostly of parties of their own; the same every time."""
    rng = random.Random(11)
    sources = [f"source-{f}" for f in range(FILES)]
    shared = stakeholders // 20
    own = [[*range(shared), *range(shared + f, stakeholders, FILES)] for f in range(FILES)]
    mentioned = [{n: _mention(of, n) for n in mine} for of, mine in zip(sources, own, strict=True)]
    made: list[list[Tie]] = [[] for _ in sources]
    relations = [name for name, share in MIX for _ in range(share)] if world != "values" else ["SUPPLIES"]
    twice = {"mixed": 0.1, "contested": 1.0, "values": 0.0}[world]
    while sum(map(len, made)) < ties:
        first, relation = rng.randrange(FILES), rng.choice(relations)
        a, b = rng.choice(own[first]), rng.choice(own[first])
        tellers = [first, (first + 1) % FILES] if rng.random() < twice else [first]
        for f in tellers:
            ends = [mentioned[f].setdefault(n, _mention(sources[f], n)) for n in (a, b)]
            for told in _fields(relation, rng, only_values=world == "values"):
                made[f].append(tie(
                    sources[f], relation, *(m.key for m in ends), fields=told, since=rng.choice(("", "2020")),
                    confidence=rng.choice(("documented", "claimed")), at=f"row {len(made[f]) + 2}",
                ))  # fmt: skip
    for of, mine, stand in zip(sources, mentioned, made, strict=True):
        yield f"{of}.csv", [source(of, date="2023")], list(mine.values()), stand


def _mention(of: str, n: int) -> Mention:
    return mention(
        of, KINDS[n % len(KINDS)], f"Stakeholder {n}", country=("IN", "NL", "CN")[n % 3], said_on="2022"
    )


def _fields(relation: str, rng: random.Random, *, only_values: bool) -> list[dict[str, Any]]:
    share = rng.randint(1, 60) / 100
    match relation:
        case "SUPPLIES":
            what = {
                "product": rng.choice(("slabs", "cobbles", "kerbs")),
                "period": rng.choice(("2021", "2022")),
            }
            if only_values or rng.random() < 0.2:
                return [{**what, "value": float(rng.randint(1, 900)), "currency": "EUR"}]
            told = {**what, "share_of_seller": share, "seller_alternatives": rng.choice(("hard", "easy"))}
            if rng.random() < 0.25:
                return [told, {**told, "product": "dust", "share_of_buyer": share / 2}]
            return [told]
        case "KNOWS":
            return [{"trust": rng.choice(("low", "medium", "high", "unknown"))}]
        case "EMPLOYS":
            return [{"share_of_income": share, "share_of_workforce": share / 3}]
        case "INFLUENCES":
            return [{"strength": rng.choice(("low", "high"))} if rng.random() < 0.8 else {}]
        case "FUNDS":
            return [{"share_of_budget": share, "amount": share * 1e6, "currency": "EUR"}]
        case "OWNS":
            return [{"share": share}]
    return [{}]
