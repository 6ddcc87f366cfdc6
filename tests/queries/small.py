"""Networks small enough to draw, from a few lines of text.

A party is a line "Kind name place field=value …", a tie a line "name RELATION name field=value …":

>>> small = net(
...     ["WorkerGroup cutters IN/Rajasthan gender=women", "TradeUnion union IN/Rajasthan"],
...     "cutters AFFECTED_BY water scale=3 state=actual",
...     "union REPRESENTS cutters basis=elected risks=water|wages places=IN/Rajasthan confidence=documented",
... )
>>> small.nodes[node(small, "cutters")]["place"]
'IN / Rajasthan'

Several values stand apart by "|", blanks inside a value are written "_".  `source`, `confidence`,
`said_on`, `since`, `until`, `holds` and `level` are those of the claim.  Risks need no line of their
own; a dialogue does: "Dialogue talk list_complete=yes".  Parties stand in parties.csv from row 2 on,
ties in ties.csv.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx

from graph import schema
from graph.network import network
from graph.records import Claims, Decision, Mention, Source, Tie, mention, source, tie
from graph.settings import Settings
from graph.terms import Field, Type
from queries.question import Brief, Guests

OF_THE_CLAIM = ("source", "confidence", "said_on", "since", "until", "holds", "level")
SEVERAL = (Type.TEXTS, Type.WORDS, Type.IDS, Type.PLACES)
FIGURES = (Type.SHARE, Type.DEGREE, Type.NUMBER)


def claims(
    parties: Iterable[str], *ties: str, sources: Sequence[Source] = (), decisions: Sequence[Decision] = ()
) -> Claims:
    """The claims that the lines make; a source that nobody describes gets a card dated 2024."""
    mentions = {m.name: m for at, line in enumerate(parties, 2) for m in (_party(line, f"{at}"),)}
    said: list[Tie] = []
    every = dict.fromkeys(mentions.values())
    for at, line in enumerate(ties, 2):
        one, ends = _tie(line, mentions, f"{at}")
        said.append(one)
        every.update(dict.fromkeys(ends))
    cards = {card.id: card for card in sources}
    for who in (*(m.source for m in every), *(t.source for t in said)):
        cards.setdefault(who, source(who, date="2024"))
    return Claims(tuple(every), tuple(said), tuple(decisions), tuple(cards.values()))


def net(
    parties: Iterable[str],
    *ties: str,
    sources: Sequence[Source] = (),
    decisions: Sequence[Decision] = (),
    settings: Settings | None = None,
    level: str = "team",
    sensitive: bool = True,
) -> nx.MultiDiGraph:
    """The network of these lines."""
    told = claims(parties, *ties, sources=sources, decisions=decisions)
    return network(told, settings or Settings(), level=level, sensitive=sensitive)


def node(small: nx.MultiDiGraph, name: str) -> str:
    """The node of the one thing that is called so."""
    (found,) = [one for one, called in small.nodes(data="name") if called == name]
    return str(found)


def brief(
    small: nx.MultiDiGraph,
    guests: Iterable[str] | None = None,
    *,
    helpers: Iterable[str] = (),
    complete: bool = True,
    planned: bool = True,
    dialogue: str = "",
    as_of: str = "",
) -> Brief:
    """The network with a guest list, by name; `guests` None is no list at all."""
    if guests is None:
        return Brief(small, as_of=as_of)
    listed, doors = (tuple(node(small, name) for name in names) for names in (guests, helpers))
    talk = node(small, dialogue) if dialogue else ""
    return Brief(small, Guests(talk, dialogue or "list", listed, doors, complete, planned), as_of)


def _party(line: str, at: str) -> Mention:
    kind, *words = line.split()
    plain = [word for word in words if "=" not in word]
    place = plain.pop() if len(plain) > 1 and _is_place(plain[-1]) else ""
    claim, fields = _told([word for word in words if "=" in word], lambda name: schema.kind_field(kind, name))
    if place:
        fields["place"] = _place(place)
    return mention(
        claim.pop("source", "s"), kind if kind != "?" else "", " ".join(plain), country=place[:2],
        fields=fields, file="parties.csv", at=at, **claim,
    )  # fmt: skip


def _tie(line: str, mentions: dict[str, Mention], at: str) -> tuple[Tie, tuple[Mention, Mention]]:
    words = line.split()
    middle = next(i for i, word in enumerate(words) if word in schema.RELATION)
    relation = words[middle]
    after = [word for word in words[middle + 1 :] if "=" not in word]
    claim, fields = _told([w for w in words if "=" in w], lambda name: schema.tie_field(relation, name))
    who = claim.pop("source", "s")
    a, b = (_end(" ".join(name), mentions, who, at) for name in (words[:middle], after))
    made = tie(who, relation, a.key, b.key, fields=fields, file="ties.csv", at=at, **claim)
    return made, (a, b)


def _end(name: str, mentions: dict[str, Mention], who: str, at: str) -> Mention:
    """The party as this source mentions it: its own words where it spoke first, else only the name."""
    if name in mentions and mentions[name].source == who:
        return mentions[name]
    if name in mentions:
        known = mentions[name]
        return mention(
            who, known.kind, name, country=known.country, level=known.level, file="ties.csv", at=at
        )
    if name in schema.RISK:
        return mention(who, "Risk", name, level="public", file="ties.csv")
    raise ValueError(f"nobody here is called {name!r}")


def _told(words: Iterable[str], declared: Any) -> tuple[dict[str, str], dict[str, Any]]:
    claim: dict[str, str] = {}
    fields: dict[str, Any] = {}
    for word in words:
        name, _, text = word.partition("=")
        field: Field | None = declared(name)
        if field is None and name not in OF_THE_CLAIM:
            raise ValueError(f"no field {name!r}")
        if field is None:
            claim[name] = text
        else:
            fields[name] = _value(field, text)
    return claim, fields


def _value(field: Field, text: str) -> Any:
    if text == "unknown":
        return text
    if field.name == "places":
        return [_place(part) for part in text.split("|")]
    if field.type in SEVERAL:
        in_words = field.words or field.name in ("risks", "also")
        return [part if in_words else _spoken(part) for part in text.split("|")]
    if field.type is Type.PLACE:
        return _place(text)
    if field.type is Type.LEVEL:
        return int(text)
    if field.type in FIGURES and text.lstrip(".")[0].isdigit():
        return float(text)
    return text if field.words else _spoken(text)


def _spoken(text: str) -> str:
    return text.replace("_", " ")


def _place(text: str) -> str:
    return " / ".join(_spoken(step) for step in text.split("/"))


def _is_place(word: str) -> bool:
    return word[:2].isupper() and (len(word) == 2 or word[2] == "/")
