"""Which names may mean one stakeholder: proposals, with the reasons; nothing is ever joined here.

The score goes from 0 to 100.  Different numbers, kinds, places, or a distinctive word on each side
that the other does not have, count against a pair.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from graph.identity import Identity
from graph.records import Decision, Mention, folded
from ingest.name_folding import Folded, block_keys, fold_name, fold_word, skeleton

PROPOSE, MAYBE = 75.0, 62.0
_MANY, _BLOCK = 3000, 120
_OTHER_NUMBER, _ONE_NUMBER, _OTHER_WORDS, _OTHER_KIND, _OTHER_PLACE = 40.0, 15.0, 15.0, 12.0, 15.0
_ACRONYM = 88.0
_NAMES_COMPARED = 6


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two stakeholders that may be one ("same") or part and whole ("part_of": a is part of b).

    `why` holds names in the catalogue `names.why`; `preticked` where folded name, kind and country agree.
    """

    a_key: str
    b_key: str
    a_name: str
    b_name: str
    score: float
    verdict: str
    why: tuple[str, ...]
    preticked: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are, 0 to 100; `part` is "a" or "b" where that one holds the other and more."""

    score: float
    part: str = ""
    why: tuple[str, ...] = ()


def alike(a: str, b: str) -> Likeness:
    """How alike two names are, whatever else is known of them.

    >>> alike("Shree Laxmi Granites Pvt Ltd", "Sri Lakshmi Granite").score
    100.0
    >>> alike("Buitenlandse Zaken", "Binnenlandse Zaken").score < 50
    True
    """
    one, other = fold_name(a), fold_name(b)
    why = ["legal_form"] if one.stripped or other.stripped else []
    if one.whole == other.whole:
        return Likeness(100.0, "", tuple(["equal", *why] if folded(a) != folded(b) else ["equal"]))
    if _is_acronym(one, other) or _is_acronym(other, one):
        return Likeness(_ACRONYM, "", ("acronym",))
    return _by_words(one, other, why)


def suggest(name: str, known: Sequence[str], *, cutoff: float = 78.0) -> tuple[str, float] | None:
    """The one of `known` that `name` may be a slip of, with a score of at most 100; None below `cutoff`.

    Names with different numbers are never suggested for one another.

    >>> suggest("Balaji Stnoes", ["Bundi Exports", "Balaji Stones"])
    ('Balaji Stones', 96.1)
    """
    from rapidfuzz import fuzz, process

    plain = folded(name)
    near = process.extract(
        plain, [folded(one) for one in known], scorer=fuzz.WRatio, limit=8, score_cutoff=60
    )
    best: tuple[float, str] | None = None
    for text, _, index in near:
        if fold_name(name).numbers != fold_name(known[index]).numbers or text == plain:
            continue
        score = max(alike(name, known[index]).score, fuzz.ratio(plain, text))
        if score >= cutoff and (best is None or (score, known[index]) > best):
            best = (score, known[index])
    return (best[1], round(best[0], 1)) if best else None


def proposals(
    mentions: Iterable[Mention],
    decisions: Iterable[Decision],
    who: Identity,
    *,
    cutoff: float = PROPOSE,
) -> tuple[Proposal, ...]:
    """Pairs of stakeholders that a person should look at, the likeliest first.

    `who` says which mentions are one already; pairs that somebody decided on, whatever the verdict, are
    left out.  A risk is never proposed, a dialogue only beside a dialogue.  `cutoff` may go down to
    `MAYBE` for a longer list.
    """
    parties = _parties(mentions, who)
    decided = {frozenset((who.resolve(one.a), who.resolve(one.b))) for one in decisions}
    found = []
    for a, b in sorted(_worth_comparing(parties)):
        if frozenset((a, b)) in decided or not _may_meet(parties[a], parties[b]):
            continue
        proposal = _proposed(parties[a], parties[b])
        if proposal.score >= cutoff:
            found.append(proposal)
    return tuple(sorted(found, key=lambda p: (-p.score, p.a_name, p.b_name, p.a_key, p.b_key)))


# -- two names --------------------------------------------------------------------------------


def _is_acronym(short: Folded, long: Folded) -> bool:
    if not short.acronyms or short.numbers != long.numbers:
        return False
    return bool(short.acronyms & (long.acronyms | {long.initials})) and len(short.words) <= 1


def _by_words(one: Folded, other: Folded, why: list[str]) -> Likeness:
    left, right = _joined(one, other), _joined(other, one)
    matched, spelled = 0.0, False
    rest = list(right)
    alone = []
    for word in left:
        best = max(((_sameness(word, each), each) for each in rest), default=(0.0, ""))
        if best[0] > 0:
            matched += best[0] * (one.weight(word) + other.weight(best[1])) / 2
            spelled = spelled or best[0] < 1
            rest.remove(best[1])
        else:
            alone.append(word)
    total = sum(map(one.weight, left)) + sum(map(other.weight, right))
    score = 200 * matched / total if total else 0.0
    mine, theirs = (any(one.weight(word) == 1 for word in words) for words in (alone, rest))
    score -= _OTHER_WORDS * (mine and theirs) + _number_penalty(one, other)
    part = "b" if theirs and not mine and matched else "a" if mine and not theirs and matched else ""
    why = [*why, *(["spelling"] if spelled else []), *(["word_left_out"] if alone or rest else [])]
    return Likeness(max(round(score, 1), 0.0), part, tuple(why))


def _number_penalty(one: Folded, other: Folded) -> float:
    if one.numbers == other.numbers:
        return 0.0
    return _OTHER_NUMBER if one.numbers and other.numbers else _ONE_NUMBER


def _joined(one: Folded, other: Folded) -> list[str]:
    """The words of `one`, with neighbours joined where `other` writes them as one: Sand Stone, Sandstone."""
    made: list[str] = []
    at = 0
    while at < len(one.raw):
        for length in (3, 2, 1):
            word = fold_word("".join(one.raw[at : at + length]))
            if length == 1 or (at + length <= len(one.raw) and word in other.words):
                made.append(word)
                at += length
                break
    return made


def _sameness(a: str, b: str) -> float:
    """1 for equal words, .9 for a slip or another spelling, 0 for different ones."""
    if a == b:
        return 1.0
    shorter = min(len(a), len(b))
    if shorter < 4 or a[0] != b[0]:
        return 0.0
    from rapidfuzz.distance import OSA

    distance = OSA.distance(a, b, score_cutoff=2)
    if distance <= 2 and skeleton(a) == skeleton(b):
        return 0.9
    # In a short word another consonant is another word: Anand and Anant.
    slip = len(a) != len(b) or sorted(a) == sorted(b) or shorter >= 8
    return 0.9 if distance == 1 and shorter >= 5 and slip else 0.0


# -- parties ----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Party:
    """One stakeholder as its mentions describe it."""

    key: str
    keys: dict[str, str] = field(default_factory=dict)  # name -> a key that bears it
    kinds: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)
    ids: dict[str, str] = field(default_factory=dict)

    def add(self, mention: Mention) -> None:
        fields = json.loads(mention.fields)
        key = mention.key
        aliases = fields.get("aliases", ())
        for name in (mention.name, *(aliases if isinstance(aliases, list) else ())):
            self.keys[name] = min(key, self.keys.get(name, key))
        place = fields.get("place", "")
        steps = place.split(" / ") if isinstance(place, str) and place != "unknown" else []
        self.kinds |= {mention.kind} - {""}
        self.countries |= {mention.country or (steps[0] if steps else "")} - {""}
        self.regions |= set(steps[1:2])
        self.ids |= dict(one.split(":", 1) for one in mention.ids if ":" in one)


def _parties(mentions: Iterable[Mention], who: Identity) -> dict[str, _Party]:
    found: dict[str, _Party] = {}
    for mention in mentions:
        if mention.kind != "Risk":
            root = who.of(mention.source, mention.key)
            found.setdefault(root, _Party(root)).add(mention)
    return found


def _worth_comparing(parties: Mapping[str, _Party]) -> set[tuple[str, str]]:
    """Pairs that share a block; with many names, only blocks that few share."""
    blocks: dict[str, set[str]] = defaultdict(set)
    for root, party in parties.items():
        for name in party.keys:
            for key in block_keys(fold_name(name)):
                blocks[key].add(root)
    many = len(parties) > _MANY
    return {
        pair
        for roots in blocks.values()
        if not many or len(roots) <= _BLOCK
        for pair in combinations(sorted(roots), 2)
    }


def _may_meet(a: _Party, b: _Party) -> bool:
    """Not where one is a dialogue and the other is none, or two numbers of one register would meet."""
    if ("Dialogue" in a.kinds) != ("Dialogue" in b.kinds):
        return False
    return all(b.ids.get(scheme, value) == value for scheme, value in a.ids.items())


def _proposed(a: _Party, b: _Party) -> Proposal:
    pairs = product(sorted(a.keys)[:_NAMES_COMPARED], sorted(b.keys)[:_NAMES_COMPARED])
    likeness, x, y = max(
        ((alike(x, y), x, y) for x, y in pairs), key=lambda found: (found[0].score, found[1], found[2])
    )
    score, why = likeness.score, list(likeness.why)
    if a.kinds and b.kinds and not a.kinds & b.kinds:
        score -= _OTHER_KIND
        why.append("other_kind")
    if _elsewhere(a, b):
        score -= _OTHER_PLACE
        why.append("other_place")
    known = a.kinds and a.countries and a.kinds == b.kinds and a.countries == b.countries
    same = bool(known) and likeness.score == 100 and score == 100
    verdict = "part_of" if likeness.part else "same"
    if likeness.part == "a":  # the longer name is the part: "imec - UGent" of "UGent"
        return Proposal(a.keys[x], b.keys[y], x, y, score, verdict, (*why, "part"), False)
    if likeness.part == "b":
        return Proposal(b.keys[y], a.keys[x], y, x, score, verdict, (*why, "part"), False)
    return Proposal(a.keys[x], b.keys[y], x, y, score, verdict, tuple(why), same)


def _elsewhere(a: _Party, b: _Party) -> bool:
    if a.countries and b.countries and not a.countries & b.countries:
        return True
    return bool(a.regions and b.regions and not a.regions & b.regions)
