"""The questions in Cypher: how they are written, what their twins answer, and that a server says the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import event, given, reject, settings
from hypothesis import strategies as st

from graph import schema
from graph.decisions import check_decisions
from graph.errors import Contradiction
from graph.network import network
from graph.records import Claims, Decision, Mention, Tie, mention, source, tie
from graph.store import Store
from queries.named import named, parsed
from queries.twins import TWINS
from tests.case.reading import batch, files, gathered
from tests.queries.small import net
from tests.stores import stores_of

FOLDER = Path(__file__).parents[2] / "queries" / "cypher"
ALL = sorted(named())


# -- how they are written --------------------------------------------------------------------------------


def test_there_are_six() -> None:
    assert sorted(TWINS) == ALL
    assert len(ALL) == 6
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.cypher" for name in ALL}


@pytest.mark.parametrize("name", ALL)
def test_each_says_what_it_answers_and_what_it_cannot_tell(name: str) -> None:
    one = named()[name]
    for said in (one.title, one.answers, one.cannot_tell):
        assert set(said) == {"en", "nl"}
        assert said["en"] != said["nl"]
    for lang in ("en", "nl"):
        assert not one.title[lang].endswith(".")
        assert one.answers[lang].endswith(".") and one.cannot_tell[lang].endswith(".")


@pytest.mark.parametrize("part", ["title", "answers", "cannot_tell"])
def test_no_two_say_the_same(part: str) -> None:
    assert len({getattr(one, part)["en"] for one in named().values()}) == len(ALL)


def head(**changed: str) -> str:
    lines = {
        "title": "T",
        "titel": "T",
        "answers": "A.",
        "antwoordt": "A.",
        "cannot tell": "C.",
        "zegt niet": "Z.",
    }
    return "\n".join(f"// {key}: {said}" for key, said in (lines | changed).items() if said)


def test_a_form_that_is_kept_can_be_read() -> None:
    one = parsed("x", f"{head(answers='One.')}\n//   Two.\n\nRETURN 1\n")
    assert (one.name, one.title["en"], one.answers["en"]) == ("x", "T", "One.")
    assert one.cannot_tell["nl"] == "Z. Two."
    assert one.text.endswith("RETURN 1\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "RETURN 1",
        head(),
        f"{head()}\n\n",
        f"{head()}\nRETURN 1",
        f"{head(titel='')}\n\nRETURN 1",
        f"// titel: T\n{head(titel='')}\n\nRETURN 1",
        f"// why: because\n{head()}\n\nRETURN 1",
        f"{head()}\n// more\n\nRETURN 1",
    ],
)
def test_a_form_that_is_not_kept_is_seen(text: str) -> None:
    with pytest.raises(ValueError, match="above the text"):
        parsed("x", text)


@pytest.mark.parametrize("name", ALL)
def test_the_words_in_the_text_are_words_of_the_vocabulary(name: str) -> None:
    text = re.sub(r"//.*", "", named()[name].text)
    labels = set(re.findall(r"\(\w*:(\w+)", text)) - {"Stakeholder", "Source"}
    relations = {one for some in re.findall(r"\[\w*:([A-Z_|]+)", text) for one in some.split("|")}
    assert labels <= set(schema.KIND)
    assert relations <= set(schema.RELATION)
    assert relations or name == "one-source"
    undirected = {one.label for one in schema.RELATION.values() if not one.directed}
    if name == "one-source":
        assert set(re.findall(r"'([A-Z_]{3,})'", text)) == undirected
    for relation in relations:
        both_ways = re.search(rf"-\[\w*:{relation}\b[^\]]*\]-\(", text)
        assert bool(both_ways) == (relation in undirected)


# -- what the twins answer -------------------------------------------------------------------------------


def rows(name: str, small: nx.MultiDiGraph) -> list[tuple[Any, ...]]:
    found = TWINS[name].ask(small)
    assert all(len(row) == len(TWINS[name].columns) for row in found)
    return found


def test_who_is_affected_and_who_speaks_for_them() -> None:
    """Cutters: dust and wages.  The union speaks on dust, the NGO does not say on what, the club says no."""
    small = net(
        ["WorkerGroup cutters", "TradeUnion union", "NGO ngo", "NGO club", "Community village"],
        "cutters AFFECTED_BY dust_silicosis", "cutters AFFECTED_BY dust_silicosis source=other",
        "cutters AFFECTED_BY wages", "village AFFECTED_BY water", "village AFFECTED_BY wages holds=no",
        "union REPRESENTS cutters risks=dust_silicosis|child_labour basis=elected",
        "union REPRESENTS cutters risks=dust_silicosis basis=advocate source=other",
        "ngo REPRESENTS cutters",
        "club REPRESENTS cutters risks=wages holds=no",
    )  # fmt: skip
    assert rows("affected", small) == [
        ("cutters", "WorkerGroup", "dust_silicosis", "ngo", []),
        ("cutters", "WorkerGroup", "dust_silicosis", "union", ["advocate", "elected"]),
        ("cutters", "WorkerGroup", "wages", "ngo", []),
        ("village", "Community", "water", None, []),
    ]


def test_who_can_be_reached_through_one_party_only() -> None:
    """A - B - C, B - D twice, and D does not know A after all; E knows only itself."""
    small = net(
        ["NGO a", "NGO b", "NGO c", "WorkerGroup d", "NGO e"],
        "a KNOWS b", "b KNOWS c", "d KNOWS b", "b KNOWS d source=other", "d KNOWS a holds=no", "e KNOWS e",
    )  # fmt: skip
    assert rows("single-doors", small) == [
        ("a", "NGO", "b", "NGO", 1),
        ("c", "NGO", "b", "NGO", 1),
        ("d", "WorkerGroup", "b", "NGO", 2),
    ]


def test_who_depends_on_one_buyer() -> None:
    """Quarry: one buyer, share unknown.  Mill: two, one takes .6 (another source: .4).  Yard: two halves."""
    small = net(
        ["Quarry quarry", "Supplier mill", "Supplier yard", "Importer i", "Importer j"],
        "quarry SUPPLIES i share_of_seller=unknown seller_alternatives=unknown",
        "quarry SUPPLIES j holds=no", "quarry SUPPLIES quarry",
        "mill SUPPLIES i share_of_seller=0.6 seller_alternatives=0.7",
        "mill SUPPLIES i share_of_seller=0.4 seller_alternatives=0.3 source=other", "mill SUPPLIES j",
        "yard SUPPLIES i share_of_seller=0.5", "yard SUPPLIES j share_of_seller=0.5",
    )  # fmt: skip
    assert rows("one-buyer", small) == [
        ("mill", "Supplier", "i", 0.6, 0.3, 2),
        ("quarry", "Quarry", "i", None, None, 1),
    ]


def test_who_was_invited_and_did_not_attend() -> None:
    """Of the talk that was held: A declined, B accepted and came, C was only considered, D interpreted."""
    small = net(
        ["Dialogue talk held=2025-03", "Dialogue plan", "Dialogue rumour held=unknown"]
        + [f"NGO {name}" for name in "abcde"],
        "a TAKES_PART_IN talk status=invited role=participant",
        "a TAKES_PART_IN talk status=declined said_on=2025",
        "b TAKES_PART_IN talk status=accepted", "b TAKES_PART_IN talk status=attended source=other",
        "c TAKES_PART_IN talk status=considered", "d TAKES_PART_IN talk status=invited role=interpreter",
        "e TAKES_PART_IN talk status=invited holds=no", "e TAKES_PART_IN talk",
        "a TAKES_PART_IN plan status=invited", "a TAKES_PART_IN rumour status=invited",
    )  # fmt: skip
    assert rows("not-attended", small) == [("talk", "2025-03", "a", "NGO", ["declined", "invited"])]


def test_what_rests_on_one_source() -> None:
    """Copy and report are one original, which was never loaded; this and that copy each other."""
    cards = [
        source("copy", derived_from="report"), source("report", derived_from="original"), source("own"),
        source("this", derived_from="that"), source("that", derived_from="this"),
    ]  # fmt: skip
    small = net(
        ["Quarry a source=own", "Importer b source=own", "NGO c source=own"],
        "a SUPPLIES b source=copy said_on=2021", "a SUPPLIES b source=report said_on=2019",
        "b SUPPLIES a source=copy", "b SUPPLIES a source=own", "b SUPPLIES a source=own holds=no",
        "a KNOWS b source=this", "b KNOWS a source=that", "a KNOWS c source=own holds=no",
        sources=cards, decisions=[],
    )  # fmt: skip
    assert rows("one-source", small) == [
        ("a", "SUPPLIES", "b", "original", ["copy", "report"], "2021"),
        *[(x, "KNOWS", y, "that", ["that", "this"], "") for x, y in (known_ends(small),)],
    ]


def known_ends(small: nx.MultiDiGraph) -> tuple[str, str]:
    """A and B in the order of their keys."""
    called = dict(small.nodes(data="name"))
    a, b = sorted(one for one in called if called[one] in ("a", "b"))
    return called[a], called[b]


def test_what_lies_behind_a_supplier() -> None:
    """p -> q -> s -> importer, p -> s too, s -> q closes a circle; r does not sell to q; t to no importer."""
    small = net(
        ["Quarry p IN/Rajasthan", "Supplier q", "Supplier s", "Quarry r", "Supplier t", "Importer i"],
        "s SUPPLIES i", "q SUPPLIES s", "p SUPPLIES q", "p SUPPLIES s", "s SUPPLIES q",
        "r SUPPLIES q holds=no", "p SUPPLIES t", "p CAUSES wages", "p LINKED_TO wages",
        "p LINKED_TO water source=other",
        "q CONTRIBUTES_TO water holds=no",
    )  # fmt: skip
    assert rows("behind-a-supplier", small) == [
        ("s", "p", "Quarry", "IN / Rajasthan", 1, ["wages", "water"]),
        ("s", "q", "Supplier", None, 1, []),
    ]


def test_a_chain_is_followed_eight_steps_and_no_further() -> None:
    line = [f"Supplier s{n}" for n in range(10)]
    small = net([*line, "Importer i"], "s0 SUPPLIES i", *(f"s{n + 1} SUPPLIES s{n}" for n in range(9)))
    assert [(row[1], row[4]) for row in rows("behind-a-supplier", small)] == [
        (f"s{n}", n) for n in range(1, 9)
    ]


def test_parties_of_one_name_are_not_taken_for_one() -> None:
    small = network(twins_of_a_name())
    assert rows("single-doors", small) == [("Mill", "Supplier", "Buyer", "Importer", 1)] * 2


def twins_of_a_name() -> Claims:
    here, there = (mention("s", "Supplier", "Mill", country=country) for country in ("IN", "NL"))
    buyer = mention("s", "Importer", "Buyer")
    known = tuple(tie("s", "KNOWS", one.key, buyer.key) for one in (here, there))
    return Claims((here, there, buyer), known, (), (source("s"),))


# -- and that a server answers the same ------------------------------------------------------------------


def asked(store: Store, name: str) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    found = store.query(named()[name].text, limit=100_000, seconds=60)
    assert not found.cut
    return found.columns, sorted(found.rows, key=lambda row: [(cell is None, cell) for cell in row])


def test_on_the_case_a_server_answers_the_same_and_it_is_something() -> None:
    claims = gathered(batch(path) for path in files())
    small = network(claims)
    with stores_of("neo4j") as stores:
        store = stores.new()
        store.load("the case", claims.sources, claims.mentions, claims.ties)
        for name in ALL:
            wanted = TWINS[name].ask(small)
            assert wanted, f"{name}: the case shows nothing of it"
            assert asked(store, name) == (TWINS[name].columns, wanted)


KINDS = ("Importer", "Quarry", "Supplier", "Importer", "WorkerGroup", "")
RELATIONS = ("SUPPLIES", "SUPPLIES", "TAKES_PART_IN", "AFFECTED_BY", "CAUSES", "REPRESENTS", "KNOWS")
FIELDS: dict[str, tuple[dict[str, Any], ...]] = {
    "SUPPLIES": (
        {}, {"share_of_seller": 0.6}, {"share_of_seller": 0.4, "seller_alternatives": 0.3},
        {"share_of_seller": "unknown", "seller_alternatives": "unknown"}, {"seller_alternatives": 0.7},
    ),
    "AFFECTED_BY": ({}, {"scale": 2}),
    "CAUSES": ({},),
    "REPRESENTS": (
        {}, {"basis": "elected"}, {"basis": "advocate", "risks": ["water"]}, {"risks": ["wages", "water"]},
        {"risks": "unknown"}, {"basis": "unknown", "risks": ["wages"]},
    ),
    "KNOWS": ({}, {"trust": 0.6}),
    "TAKES_PART_IN": (
        {"status": "invited"}, {"status": "attended"}, {"status": "declined", "role": "participant"},
        {"status": "did_not_come"}, {"status": "accepted", "role": "host"}, {"role": "participant"},
    ),
}  # fmt: skip
WITH = {"AFFECTED_BY": "Risk", "CAUSES": "Risk", "TAKES_PART_IN": "Dialogue"}


@st.composite
def graphs(draw: st.DrawFn) -> Claims:
    """Up to three sources, which may be copies, about a few parties, risks and dialogues; and decisions."""
    ids = draw(st.lists(st.sampled_from(("x", "y", "z")), min_size=1, max_size=3, unique=True))
    origins = st.sampled_from(("", "", "x", "y", "z", "elsewhere"))
    cards = [source(one, date="2024", derived_from=draw(origins), file="f", at="card") for one in ids]
    said: list[Mention] = []
    ties: list[Tie] = []
    for who in ids:
        own = [mention(who, "Risk", "water", file="f"), mention(who, "Risk", "wages", file="f")]
        held = draw(st.sampled_from(({"held": "2025-03"}, {"held": "2025-03"}, {"held": "unknown"}, {})))
        own += [mention(who, "Dialogue", name, fields=held, file="f") for name in ("talk", "plan")]
        for name in draw(st.lists(st.sampled_from("ABCDEF"), min_size=2, max_size=6, unique=True)):
            own.append(mention(who, draw(st.sampled_from(KINDS)), name, file="f", at=name))
        for at in range(draw(st.integers(4, 16))):
            relation = draw(st.sampled_from(RELATIONS))
            others = [one for one in own if one.kind == WITH[relation]] if relation in WITH else own[4:]
            a, b = draw(st.sampled_from(own[4:])), draw(st.sampled_from(others))
            fields = draw(st.sampled_from(FIELDS[relation]))
            holds = draw(st.sampled_from(("yes", "yes", "yes", "no")))
            on = draw(st.sampled_from(("", "2021", "2023-05")))
            ties.append(
                tie(who, relation, a.key, b.key, holds=holds, said_on=on, fields=fields, file="f", at=f"{at}")
            )
        said += own
    keys = sorted({one.key for one in said if one.kind not in ("Risk", "Dialogue")})
    pairs = draw(st.lists(st.tuples(*[st.sampled_from(keys)] * 2), max_size=3))
    verdicts = st.sampled_from(("same", "part_of", "different"))
    decided = {one.pair: one for a, b in pairs if a != b for one in [Decision(a, b, draw(verdicts))]}
    return Claims(tuple(said), tuple(ties), tuple(decided.values()), tuple(cards))


@settings(max_examples=40)
@given(claims=graphs())
def test_on_any_graph_a_server_answers_the_same(claims: Claims) -> None:
    try:
        check_decisions(claims.decisions)
    except Contradiction:
        reject()
    small = network(claims)
    with stores_of("neo4j") as stores:
        store = stores.new()
        store.load("f", claims.sources, claims.mentions, claims.ties)
        store.decide(*claims.decisions)
        for name in ALL:
            wanted = TWINS[name].ask(small)
            event(f"{name}: {'something' if wanted else 'nothing'}")
            assert asked(store, name) == (TWINS[name].columns, wanted)
