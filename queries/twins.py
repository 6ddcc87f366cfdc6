"""The twins of the questions in `queries/cypher`: the same columns and rows, from a network.

They read claims as the text in Cypher does: a tie counts where at least one source says that it holds,
whatever others say and whenever it was.  What sources weigh against each other is for `queries.voices`,
`queries.power` and their kin.  Linear in ties, but for `behind_a_supplier`: suppliers times what lies behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import networkx as nx

from graph import schema
from graph.fold import roots
from graph.terms import UNKNOWN

FARTHEST = 8
"""So many steps up a chain is looked, at most."""

_INVITED = frozenset({"invited", "hesitates", "accepted", "declined", "did_not_come"})
_HARMS = ("CAUSES", "CONTRIBUTES_TO", "LINKED_TO")

Row = tuple[Any, ...]


class Twin(NamedTuple):
    """The columns of a question, and its rows out of a network."""

    columns: tuple[str, ...]
    rows: Callable[[nx.MultiDiGraph], Iterator[Row]]

    def ask(self, net: nx.MultiDiGraph) -> list[Row]:
        """The rows in one order: by their cells, blanks last."""
        return sorted(self.rows(net), key=lambda row: [(cell is None, cell) for cell in row])


def affected(net: nx.MultiDiGraph) -> Iterator[Row]:
    """Who a risk touches, and who speaks for them about it; without a voice where there is none."""
    speaking: dict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
    for voice, party, said in _ties(net, "REPRESENTS"):
        speaking[party].append((voice, said))
    touched = {(a, b) for a, b, _ in _ties(net, "AFFECTED_BY") if net.nodes[b]["kind"] == "Risk"}
    for party, risk in touched:
        name = net.nodes[risk]["name"]
        bases: dict[str, set[str]] = defaultdict(set)
        for voice, said in speaking[party]:
            risks = said.get("risks")
            if risks is None or risks == UNKNOWN or name in risks:
                bases[voice] |= {said["basis"]} if "basis" in said else set()
        for voice in bases or ("",):
            spoken = net.nodes[voice]["name"] if voice else None
            yield net.nodes[party]["name"], _kind(net, party), name, spoken, sorted(bases.get(voice, ()))


def single_doors(net: nx.MultiDiGraph) -> Iterator[Row]:
    """Whom exactly one other party is known to know."""
    doors: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for a, b, said in _ties(net, "KNOWS"):
        if a != b:
            doors[a][b].add(said["source"])
            doors[b][a].add(said["source"])
    for party, found in doors.items():
        if len(found) == 1:
            ((door, sources),) = found.items()
            yield _name(net, party), _kind(net, party), _name(net, door), _kind(net, door), len(sources)


def one_buyer(net: nx.MultiDiGraph) -> Iterator[Row]:
    """Who sells to one known buyer, or more than half to one."""
    sales: dict[str, dict[str, list[Mapping[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for seller, buyer, said in _ties(net, "SUPPLIES"):
        if seller != buyer:
            sales[seller][buyer].append(said)
    for seller, buyers in sales.items():
        for buyer, claims in buyers.items():
            share = max(_numbers(claims, "share_of_seller"), default=None)
            elsewhere = min(_numbers(claims, "seller_alternatives"), default=None)
            if len(buyers) == 1 or (share is not None and share > 0.5):
                yield _name(net, seller), _kind(net, seller), _name(net, buyer), share, elsewhere, len(buyers)


def not_attended(net: nx.MultiDiGraph) -> Iterator[Row]:
    """Who was invited to a dialogue that was held, and is nowhere said to have been there."""
    said_of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for party, dialogue, said in _ties(net, "TAKES_PART_IN"):
        if net.nodes[dialogue]["kind"] == "Dialogue" and said.get("role", "participant") == "participant":
            said_of[dialogue, party] |= {said["status"]} if "status" in said else set()
    for (dialogue, party), statuses in said_of.items():
        held = net.nodes[dialogue].get("held", UNKNOWN)
        if held != UNKNOWN and statuses & _INVITED and "attended" not in statuses:
            yield _name(net, dialogue), held, _name(net, party), _kind(net, party), sorted(statuses)


def one_source(net: nx.MultiDiGraph) -> Iterator[Row]:
    """Ties that come from one original, however many copies of it say so."""
    root = roots(net.graph["all_sources"])
    told: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for a, b, said in net.edges(data=True):
        if said["holds"] == "yes" and said["source"]:
            turn = not schema.RELATION[said["relation"]].directed and b < a
            told[(b, a, said["relation"]) if turn else (a, b, said["relation"])].append(said)
    for (a, b, relation), claims in told.items():
        sources = {said["source"] for said in claims}
        originals = {root(one) for one in sources}
        if len(originals) == 1:
            last = max(said["said_on"] for said in claims)
            yield _name(net, a), relation, _name(net, b), originals.pop(), sorted(sources), last


def behind_a_supplier(net: nx.MultiDiGraph) -> Iterator[Row]:
    """What lies up the chain of whoever supplies an importer, and what harm is said of it."""
    sellers: dict[str, set[str]] = defaultdict(set)
    for seller, buyer, _ in _ties(net, "SUPPLIES"):
        sellers[buyer].add(seller)
    harms: dict[str, set[str]] = defaultdict(set)
    for relation in _HARMS:
        for party, risk, _ in _ties(net, relation):
            if net.nodes[risk]["kind"] == "Risk":
                harms[party].add(_name(net, risk))
    for supplier in {one for buyer in sellers for one in sellers[buyer] if _kind(net, buyer) == "Importer"}:
        for behind, steps in _up(sellers, supplier):
            place = net.nodes[behind].get("place")
            kind = _kind(net, behind)
            yield _name(net, supplier), _name(net, behind), kind, place, steps, sorted(harms.get(behind, ()))


def _up(sellers: Mapping[str, set[str]], supplier: str) -> Iterator[tuple[str, int]]:
    """Everybody up the chain, nearest first, with how many steps it takes."""
    seen, edge = {supplier}, {supplier}
    for steps in range(1, FARTHEST + 1):
        edge = {one for buyer in edge for one in sellers.get(buyer, ())} - seen
        seen |= edge
        yield from ((one, steps) for one in edge)


def _ties(net: nx.MultiDiGraph, relation: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The ties of a relation of which somebody says that they hold; none that rests on a decision alone."""
    for a, b, said in net.edges(data=True):
        if said["relation"] == relation and said["holds"] == "yes" and said["source"]:
            yield a, b, said


def _name(net: nx.MultiDiGraph, node: str) -> str:
    return str(net.nodes[node]["name"])


def _kind(net: nx.MultiDiGraph, node: str) -> str | None:
    return net.nodes[node]["kind"] or None


def _numbers(claims: list[Mapping[str, Any]], field: str) -> list[float]:
    return [float(said[field]) for said in claims if isinstance(said.get(field), int | float)]


TWINS: Mapping[str, Twin] = MappingProxyType(
    {
        "affected": Twin(("party", "kind", "risk", "voice", "basis"), affected),
        "behind-a-supplier": Twin(
            ("supplier", "behind", "kind", "place", "steps", "risks"), behind_a_supplier
        ),
        "not-attended": Twin(("dialogue", "held", "party", "kind", "said"), not_attended),
        "one-buyer": Twin(("seller", "kind", "buyer", "share", "elsewhere", "buyers"), one_buyer),
        "one-source": Twin(("party", "relation", "other", "original", "told_by", "said_on"), one_source),
        "single-doors": Twin(("party", "kind", "door", "door_kind", "sources"), single_doors),
    }
)
