"""Layers the slow way: `docs/definitions.md` read off the page, claim by claim, pair by pair.

For ties whose ends are stakeholders as they stand (nobody is joined or parted).  Imports nothing of ours but
records.  `Asked` holds what is set: the chance behind each word of confidence, the date of each source, the
date asked about, and what supervising, inspecting and certifying are assumed to weigh.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph.records import Tie

SUBJECT = {"SUPPLIES": ("product", "hs_code", "period")}
SIDES = {  # side: relation, whose total it is, the share, its worth in money
    "sales": ("SUPPLIES", "a", "share_of_seller", "value"),
    "purchases": ("SUPPLIES", "b", "share_of_buyer", "value"),
    "income": ("EMPLOYS", "b", "share_of_income", ""),
    "workforce": ("EMPLOYS", "a", "share_of_workforce", ""),
    "credit": ("ADVANCES_CREDIT_TO", "b", "share_of_credit", "amount"),
    "jobs": ("RECRUITS", "b", "share_of_jobs", ""),
    "budget": ("FUNDS", "b", "share_of_budget", "amount"),
}
MOVES = ("sales", "income", "budget")  # the partner moves whose total it is
DAY = timedelta(days=1)
Pair = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    chance: Mapping[str, float]
    dated: Mapping[str, str]
    assumed: Mapping[str, float]
    as_of: str


def span(text: str) -> tuple[date, date]:
    """The first day of a year, a month or years from/to, and the day after the last."""
    if "/" in text:
        left, right = text.split("/")
        return span(left)[0], span(right)[1]
    year, _, month = text.partition("-")
    if not month:
        return date(int(year), 1, 1), date(int(year) + 1, 1, 1)
    after = date(int(year) + (month == "12"), int(month) % 12 + 1, 1)
    return date(int(year), int(month), 1), after


def newness(text: str) -> tuple[int, int]:
    return (span(text)[1].toordinal(), span(text)[0].toordinal()) if text else (0, 0)


def strength(t: Tie, asked: Asked) -> tuple[float, tuple[int, int], str]:
    chance = asked.chance[t.confidence] if t.confidence in asked.chance else float(t.confidence)
    return chance, newness(t.said_on or asked.dated.get(t.source, "")), t.source


def fold(said: Iterable[tuple[Tie, Any]], asked: Asked) -> Any:
    """Of several values: who knows before who does not, the surer, the newer, the source, the value."""
    told = [(value != "unknown", strength(t, asked), json.dumps(value), value) for t, value in said]
    return max(told, key=lambda one: one[:3])[3] if told else None


def number(value: Any) -> float | None:
    return None if value is None or isinstance(value, str) else float(value)


def facts(ties: Iterable[Tie], relation: str, asked: Asked) -> list[tuple[str, str, list[Tie]]]:
    """The facts of a relation that hold on the date: their ends, and every claim about them."""
    about: dict[tuple[Any, ...], list[Tie]] = {}
    for t in {t[:-2]: t for t in ties}.values():
        if t.relation == relation:
            ends = tuple(sorted((t.a, t.b))) if relation == "KNOWS" else (t.a, t.b)
            subject = tuple(json.loads(t.fields).get(name) for name in SUBJECT.get(relation, ()))
            about.setdefault((*ends, *subject), []).append(t)
    found = []
    last = span(asked.as_of)[1] - DAY
    for what, claims in about.items():
        since = fold([(t, t.since) for t in claims if t.since], asked)
        until = fold([(t, t.until) for t in claims if t.until], asked)
        begun = not since or span(since)[0] <= last
        over = bool(until) and span(until)[0] <= last
        if fold([(t, t.holds) for t in claims], asked) == "yes" and begun and not over:
            found.append((what[0], what[1], claims))
    return found


def folded(claims: Iterable[Tie], field: str, asked: Asked) -> float | None:
    said = [(t, json.loads(t.fields)[field]) for t in claims if field in json.loads(t.fields)]
    return number(fold(said, asked))


def contact(ties: Iterable[Tie], asked: Asked) -> tuple[dict[Pair, float], set[Pair]]:
    """What each pair's trust is, where somebody states it; and the pairs of whom nobody does."""
    weights: dict[Pair, float] = {}
    silent: set[Pair] = set()
    for a, b, claims in facts(ties, "KNOWS", asked):
        trust = folded(claims, "trust", asked)
        for pair in ((a, b), (b, a)):
            if a != b and trust is None:
                silent.add(pair)
            elif a != b and trust:
                weights[pair] = trust
    return weights, silent


def influence(ties: Iterable[Tie], asked: Asked) -> tuple[dict[Pair, float], set[Pair]]:
    """How far each moves each; and the pairs of which some weight is not stated."""
    ways: dict[Pair, list[float | None]] = {}
    for a, b, claims in facts(ties, "OWNS", asked):
        ways.setdefault((a, b), []).append(folded(claims, "share", asked))
    for side in MOVES:
        for (holder, partner), share in shares(ties, side, asked).items():
            ways.setdefault((partner, holder), []).append(share)
    for relation, weight in asked.assumed.items():
        for a, b, _ in facts(ties, relation, asked):
            ways.setdefault((a, b), []).append(weight)
    for a, b, claims in facts(ties, "INFLUENCES", asked):
        stated = folded(claims, "strength", asked)
        if stated is None:
            ways.setdefault((a, b), []).append(None)
        else:
            ways[a, b] = [stated]
    return largest(ways)


def exchange(ties: Iterable[Tie], asked: Asked) -> tuple[dict[Pair, float], set[Pair]]:
    """Which part of each one's whole runs through each; and the pairs of which some share is not known."""
    ways: dict[Pair, list[float | None]] = {}
    for side in SIDES:
        for pair, share in shares(ties, side, asked).items():
            ways.setdefault(pair, []).append(share)
    return largest(ways)


def largest(ways: Mapping[Pair, list[float | None]]) -> tuple[dict[Pair, float], set[Pair]]:
    """The largest weight of two who are not one, where it is above 0; and the pairs that lack one."""
    apart = {pair: said for pair, said in ways.items() if pair[0] != pair[1]}
    most = {pair: max((one for one in said if one is not None), default=0.0) for pair, said in apart.items()}
    return {p: w for p, w in most.items() if w > 0}, {p for p, said in apart.items() if None in said}


def shares(ties: Iterable[Tie], side: str, asked: Asked) -> dict[Pair, float | None]:
    """(holder, partner) -> its share of the holder's whole; None where that is not known."""
    relation, end, field, worth = SIDES[side]
    said: dict[str, dict[str, list[Tie]]] = {}
    for a, b, claims in facts(ties, relation, asked):
        holder, partner = (a, b) if end == "a" else (b, a)
        if holder != partner:
            yes = [t for t in claims if t.holds == "yes"]
            said.setdefault(holder, {}).setdefault(partner, []).extend(yes)
    found: dict[Pair, float | None] = {}
    for holder, partners in said.items():
        told = {partner: stated(claims, field, asked) for partner, claims in partners.items()}
        if worth and all(one is None for one in told.values()):
            for partner, value in valued(partners, worth, asked).items():
                told[partner] = (value, True)
        known = sum(one[0] for one in told.values() if one)
        for partner, one in told.items():
            if one and (one[1] or one[0] >= 1 - 1e-9):
                found[holder, partner] = one[0]
            else:  # between what is known of it and what the others leave
                nothing_left = 1 - known <= 1e-9
                found[holder, partner] = (one[0] if one else 0.0) if nothing_left else None
    return found


def stated(claims: list[Tie], field: str, asked: Asked) -> tuple[float, bool] | None:
    """The share by the source that knows it best, and whether that is all of it."""
    best = []
    for source in sorted({t.source for t in claims}):
        own = [t for t in claims if t.source == source]
        figures = [(t, json.loads(t.fields)) for t in own]
        period = period_of(
            {words(told, "period") for _, told in figures if number(told.get(field)) is not None}, asked
        )
        if period is None:
            continue
        by_product: dict[str, tuple[Any, ...]] = {}
        for t, told in figures:
            if words(told, "period") == period:
                share = number(told.get(field))
                one = (share is not None, strength(t, asked), share or 0.0)
                what = " ".join(filter(None, (words(told, "product"), words(told, "hs_code"))))
                by_product[what] = max(by_product.get(what, one), one)
        whole = by_product.pop("", (False,))
        parts = [one for one in by_product.values() if one[0]]
        if whole[0] and whole[2] + 1e-9 >= sum(one[2] for one in parts):
            parts, complete = [whole], True
        else:
            complete = len(parts) == len(by_product)
        best.append((complete, min(one[1] for one in parts), sum(one[2] for one in parts)))
    if not best:
        return None
    complete, _, share = max(best)
    return min(share, 1.0), complete


def words(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    return value if value and value != "unknown" else ""


def period_of(periods: set[str], asked: Asked) -> str | None:
    """The newest that covers the date; a blank covers all; else the newest that has begun."""
    last = span(asked.as_of)[1] - DAY
    begun = [p for p in periods if not p or span(p)[0] <= last]
    covering = [p for p in begun if not p or last < span(p)[1]]
    return max(covering or begun, key=newness, default=None)


def valued(partners: Mapping[str, list[Tie]], worth: str, asked: Asked) -> dict[str, float]:
    """Shares out of values, where one source gives all of them, in one currency, for one year; the newest."""
    sums: dict[tuple[Any, ...], dict[str, float]] = {}
    for partner, claims in partners.items():
        single: dict[tuple[str, str, str], dict[str, tuple[Any, ...]]] = {}
        for t in claims:
            told = json.loads(t.fields)
            value = number(told.get(worth))
            if value is not None and value >= 0:
                group = single.setdefault((t.source, words(told, "period"), words(told, "currency")), {})
                what = " ".join(filter(None, (words(told, "product"), words(told, "hs_code"))))
                one = (strength(t, asked), value)
                group[what] = max(group.get(what, one), one)
        for (source, period, currency), products in single.items():
            year = year_of(period)
            if year is None or period_of({year}, asked) is None:
                continue
            whole = products.pop("", (None, 0.0))[1]
            total = max(whole, sum(value for _, value in products.values()))
            given = sums.setdefault((newness(year), source, currency), {})
            given[partner] = given.get(partner, 0.0) + total
    for what in sorted(sums, reverse=True):
        if len(sums[what]) == len(partners) and sum(sums[what].values()) > 0:
            return {partner: value / sum(sums[what].values()) for partner, value in sums[what].items()}
    return {}


def year_of(period: str) -> str | None:
    if not period:
        return ""
    start, end = span(period)
    year = f"{start.year}"
    return year if end <= span(year)[1] else None
