"""What may be given away at a level: no more than a network shows there, and all of that."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import networkx as nx
import pytest
from hypothesis import event, given, reject, settings
from hypothesis import strategies as st

from graph import schema
from graph.blot import Blotter
from graph.carried import Carried
from graph.decisions import check_decisions
from graph.errors import Contradiction
from graph.network import network
from graph.records import Claims, Decision, Mention, Source, Tie, apart, canonical, mention, source, tie
from graph.shown import LeftOut, shown
from graph.terms import Level
from graph.values import decoded

NGO, DIARY = source("ngo", file="f"), source("diary", level="team", file="f")


def said(name: str, kind: str = "Supplier", of: str = "ngo", file: str = "f", **more: Any) -> Mention:
    return mention(of, kind, name, file=file, at=f"row {len(name)}", **more)


def claims(*given: Mention | Tie | Source | Decision) -> Claims:
    return Claims(
        *(tuple(one for one in given if isinstance(one, kind)) for kind in (Mention, Tie, Decision, Source))
    )


def at(level: str, *given: Mention | Tie | Source | Decision, sensitive: bool = False) -> Claims:
    return shown(claims(*given), level=level, sensitive=sensitive).claims


def names(given: Claims) -> list[str]:
    return sorted(m.name for m in given.mentions)


# -- what goes -------------------------------------------------------------------------------------------


def test_the_team_with_what_is_sensitive_has_everything_as_it_is() -> None:
    a, b = said("A", level="team"), said("B", "Person")
    everything = claims(NGO, DIARY, a, b, tie("ngo", "FEARS_REPRISAL_FROM", a.key, b.key, file="f"))
    assert shown(everything, level="team", sensitive=True).claims is everything
    assert shown(everything, level="team", sensitive=True).left_out == LeftOut()


def test_what_is_sensitive_needs_more_than_level_team() -> None:
    a, b = said("A", "WorkerGroup", fields={"safe_to_invite": "no"}), said("B")
    fear, knows = (tie("ngo", kind, a.key, b.key, file="f") for kind in ("FEARS_REPRISAL_FROM", "KNOWS"))
    given = at("team", NGO, a, b, fear, knows)
    assert [t.relation for t in given.ties] == ["KNOWS"]
    assert decoded(given.mentions[0].fields) == {}


@pytest.mark.parametrize(
    ("level", "there"), [("public", ["A"]), ("participants", ["A", "B"]), ("team", ["A", "B", "C"])]
)
def test_a_party_above_the_level_goes_with_its_ties(level: str, there: list[str]) -> None:
    a, b, c = said("A", level="public"), said("B"), said("C", level="team")
    ties = [
        tie("ngo", "SUPPLIES", x.key, y.key, level="public", file="f") for x, y in ((a, b), (b, c), (a, a))
    ]
    given = at(level, source("ngo", level="public", file="f"), a, b, c, *ties)
    assert names(given) == there
    assert len(given.ties) == {"public": 1, "participants": 2, "team": 3}[level]


def test_one_strict_claim_hides_a_party_from_every_source() -> None:
    assert names(at("participants", NGO, said("A"), said("A", of="other", level="team"), said("B"))) == ["B"]


def test_a_person_is_for_the_team() -> None:
    assert names(at("participants", NGO, said("A"), said("Anna", "Person"))) == ["A"]


def test_a_secret_source_goes_with_all_it_says_and_its_card() -> None:
    a, b, c = said("A"), said("B"), said("C", of="diary")
    told = tie("diary", "SUPPLIES", said("A", of="diary").key, c.key, file="f")
    given = at("participants", NGO, DIARY, a, b, c, said("A", of="diary"), told)
    assert (names(given), given.ties, [card.id for card in given.sources]) == (["A", "B"], (), ["ngo"])


def test_a_source_of_which_every_claim_is_hidden_is_not_named() -> None:
    given = at("participants", NGO, source("other", file="f"), said("A"), said("B", of="other", level="team"))
    assert [card.id for card in given.sources] == ["ngo"]


def test_a_hidden_original_keeps_its_copies_together_without_its_name() -> None:
    """Two copies of the diary rest on one original still, and a copy of a copy; nobody reads its name."""
    cards = [DIARY._replace(derived_from="attic"), source("attic", level="team", file="f")]
    cards += [source(name, derived_from="diary", file="f") for name in ("one", "two")]
    cards += [
        source("three", derived_from="one", file="f"),
        source("four", derived_from="never-loaded", file="f"),
    ]
    given = at(
        "participants",
        *cards,
        *(said("A", of=of) for of in ("diary", "attic", "one", "two", "three", "four")),
    )
    of = {card.id: card.derived_from for card in given.sources}
    assert of == {"one": "not shown 1", "two": "not shown 1", "three": "one", "four": "never-loaded"}


def test_notes_and_the_words_of_the_user_are_for_the_team() -> None:
    a = said("A", fields={"notes": "drinks", "can_join": ["phone"], "as_written": {"Naam": "a"}})
    assert decoded(at("participants", NGO, a).mentions[0].fields) == {"can_join": ["phone"]}
    assert decoded(at("team", NGO, a).mentions[0].fields) == decoded(a.fields)


def test_fields_of_a_tie_go_by_their_own_level() -> None:
    a, b = said("A"), said("B")
    knows = tie("ngo", "KNOWS", a.key, b.key, fields={"trust": 0.5, "safe": "no"}, file="f")
    assert decoded(at("participants", NGO, a, b, knows).ties[0].fields) == {"trust": 0.5}


# -- small groups ----------------------------------------------------------------------------------------

SMALL = said(
    "Cutters of Budhpura", "WorkerGroup", country="IN", ids=["kvk:1"],
    fields={
        "headcount": "4", "place": "IN / Rajasthan / Kota", "gender": "women", "languages": ["hi"],
        "aliases": ["Silai"],
    },
)  # fmt: skip


def test_a_small_group_has_a_number_for_a_name_and_keeps_its_region() -> None:
    mill = said("Mill")
    given = at("participants", NGO, SMALL, mill, tie("ngo", "EMPLOYS", mill.key, SMALL.key, file="f"))
    group = next(m for m in given.mentions if m.kind == "WorkerGroup")
    assert (group.name, group.country, group.ids, group.at) == ("WorkerGroup 1", "IN", (), SMALL.at)
    assert decoded(group.fields) == {"place": "IN / Rajasthan", "gender": "women"}
    assert given.ties[0].b == group.key


def test_all_that_sources_say_of_a_small_group_stays_together() -> None:
    other = said(
        "Cutters of Budhpura", "WorkerGroup", of="other", country="IN", fields={"employment": "casual"}
    )
    another = said("Spinners", "WorkerGroup")
    given = at("participants", NGO, SMALL, other, another)
    assert Counter(names(given)) == {"WorkerGroup 1": 2, "WorkerGroup 2": 1} or Counter(names(given)) == {
        "WorkerGroup 1": 1,
        "WorkerGroup 2": 2,
    }
    assert len(network(given)) == 2


def test_a_number_that_somebody_is_called_by_is_passed_over() -> None:
    big = said("Workergroup  1", "WorkerGroup", fields={"headcount": "40"})
    assert names(at("participants", NGO, big, SMALL)) == ["WorkerGroup 2", "Workergroup  1"]


@pytest.mark.parametrize(
    ("headcount", "named"), [("9", False), ("10", True), ("5-50", False), ("10-50", True), ("", False)]
)
def test_ten_people_are_enough(headcount: str, named: bool) -> None:
    group = said("Cutters", "WorkerGroup", fields={"headcount": headcount})
    assert (names(at("participants", NGO, group)) == ["Cutters"]) is named
    assert names(at("team", NGO, group)) == ["Cutters"]


# -- ends, names in texts, decisions ---------------------------------------------------------------------


def test_an_end_that_only_a_hidden_claim_names_is_named_as_others_do() -> None:
    """Years ago the mill was called by a name for the team; today everybody may know the mill."""
    mill, b = said("Mill", said_on="2024"), said("B")
    secret = said("Mill of the mayor", level="team", said_on="2019")
    later = said("Mill of the mayor", said_on="2023", level="participants", fields={"can_join": ["phone"]})
    assert secret.key == later.key
    sells = tie("ngo", "SUPPLIES", secret.key, b.key, file="g", at="row 7")
    hidden = secret._replace(file="g")
    same = Decision(
        mill.key, secret.key, "same", by="Ann", reason="they told me", a_name="Mill", b_name="the mayor's"
    )
    given = at("participants", NGO, mill, b, b._replace(file="g"), hidden, sells, same)
    (bare,) = [m for m in given.mentions if (m.file, m.name) == ("g", "Mill")]
    assert (bare.source, bare.confidence, bare.fields, bare.at) == ("ngo", "0", "{}", "row 7")
    assert given.ties[0].a == mill.key
    assert "mayor" not in repr(given)


def test_hidden_names_are_blotted_out_of_free_text() -> None:
    anna = said("Anna de Wit", "Person")
    a = said("A", fields={"aliases": ["Anna de Wit", "A1"], "safe_channel": "x"}, level="public")
    talk = said("Talk", "Dialogue", fields={"goal": "Reach ANNA  de Wit through A", "mandate": "inform"})
    part = tie(
        "ngo",
        "TAKES_PART_IN",
        a.key,
        talk.key,
        fields={"through": "Anna de Wit"},
        file="f",
        at="Anna de Wit 3",
    )
    card = source("ngo", title="Visit with Anna de Wit", file="f", at="")
    given = at("participants", card, anna, a, talk, part)
    told = {m.name: decoded(m.fields) for m in given.mentions}
    assert told["A"]["aliases"] == ["A1"]
    assert told["Talk"] == {"goal": "Reach … through A", "mandate": "inform"}
    assert (given.ties[0].fields, given.ties[0].at) == ("{}", "… 3")
    assert given.sources[0].title == "Visit with …"


def test_a_hidden_name_inside_a_longer_one_that_is_shown_stays() -> None:
    blotter = Blotter(["Balaji", "Stone Union"], ["Balaji Stones", "Union"])
    assert (
        blotter.text("Balaji Stones, Balaji's, the Stone Union, Union, balajis")
        == "Balaji Stones, …'s, the …, Union, balajis"
    )


def test_a_decision_stays_where_both_names_are_shown_without_who_and_why() -> None:
    a, b, c = said("A"), said("B"), said("C", level="team")
    same = Decision(
        a.key, b.key, "unsure", by="Ann", on="2024-01-02", reason="C told me", a_name="a!", b_name="b!"
    )
    hidden = Decision(a.key, c.key, "different", by="Ann")
    asleep = Decision(b.key, "0" * 16, "different", a_name="B", b_name="Gone")
    given = shown(claims(NGO, a, b, c, same, hidden, asleep), level="participants")
    assert given.claims.decisions == (
        Decision(a.key, b.key, "unsure", on="2024-01-02", a_name="A", b_name="B"),
    )
    assert given.left_out == LeftOut(mentions=1, decisions=2)
    assert set(at("team", NGO, a, b, c, same, hidden, asleep).decisions) == {same, hidden, asleep}


def test_who_is_who_stays_where_only_a_hidden_name_told() -> None:
    """A = C and C = B, and nobody may read C: A and B are one still."""
    a, b, c = said("A"), said("B"), said("C", said_on="2019", level="team")
    joined = [Decision(a.key, c.key, "same", by="Ann"), Decision(c.key, b.key, "same", by="Ann")]
    c_open = said("C of the river", said_on="2023")
    assert len(network(at("participants", NGO, a, b, c, *joined))) == 0  # one strict claim hides them all
    joined.append(Decision(c.key, c_open.key, "same"))
    everything = claims(NGO, a._replace(said_on="2024"), b._replace(said_on="2024"), c, c_open, *joined)
    given = shown(everything, level="participants").claims
    assert len(network(given)) == len(network(everything, level="participants"))


def test_a_part_is_a_part_still_where_only_a_hidden_claim_names_the_whole() -> None:
    a, whole, hidden = (
        said("A"),
        said("Works", said_on="2024"),
        said("Works of X", said_on="2019", level="team"),
    )
    again = said("Works of X", said_on="2020", fields={"can_join": ["phone"]}, level="participants")
    same, part = Decision(whole.key, hidden.key, "same"), Decision(a.key, hidden.key, "part_of", by="Ann")
    given = at("participants", NGO, a, whole, hidden, again, same, part)
    parts = [(x, y) for x, y, one in network(given).edges(data="relation") if one == "PART_OF"]
    assert len(parts) == 1
    asleep = Decision(a.key, "0" * 16, "part_of")
    assert at("participants", NGO, a, asleep).decisions == ()


def test_parties_that_only_a_hidden_one_kept_apart_stay_apart() -> None:
    """A Mill in India, one in the Netherlands, and one of which nobody says where: which of the two?"""
    here, there, blank = said("Mill", country="IN"), said("Mill", country="NL", level="team"), said("Mill")
    given = at("participants", NGO, here, there, blank)
    assert len(network(claims(NGO, here, blank))) == 1  # they would be one
    assert len(network(given)) == 2
    assert [one.verdict for one in given.decisions] == ["different"]


def test_what_was_left_out_is_counted_once_each() -> None:
    a, b, c = said("A", fields={"notes": "x"}), said("B"), said("C", level="team")
    twice = [c, c._replace(file="g")]
    ties = [tie("ngo", "SUPPLIES", a.key, c.key, file=file) for file in ("f", "g")]
    found = shown(claims(NGO, a, a._replace(file="g"), b, *twice, *ties, SMALL), level="participants")
    assert found.left_out == LeftOut(mentions=1, ties=1, nameless=1, trimmed=1)


# -- the law ---------------------------------------------------------------------------------------------

NAMES = ("Alpha", "Beta", "Gamma", "Delta")
LEVELS = ("public", "participants", "team")
FIELDS: tuple[dict[str, Any], ...] = (
    {}, {"notes": "seen", "can_join": ["phone"]}, {"safe_to_invite": "no"}, {"place": "IN / Rajasthan"},
    {"headcount": "4"}, {"headcount": "40"}, {"headcount": "40", "place": "IN / Rajasthan / Kota"},
    {"gender": "women", "place": "IN / Rajasthan / Kota"},
)  # fmt: skip
TIED: dict[str, tuple[dict[str, Any], ...]] = {
    "SUPPLIES": ({}, {"share_of_seller": 0.4}), "KNOWS": ({}, {"trust": 0.5, "safe": "no"}),
    "FEARS_REPRISAL_FROM": ({},), "EMPLOYS": ({}, {"headcount": "4"}),
}  # fmt: skip


@st.composite
def mentions(draw: st.DrawFn, who: str, file: str, name: str) -> Mention:
    kind = draw(st.sampled_from(("Supplier", "WorkerGroup", "WorkerGroup", "Person", "")))
    return mention(
        who, kind, name, file=file, at="row 2",
        country=draw(st.sampled_from(("", "IN", "NL"))),
        level=draw(st.sampled_from((*LEVELS, "public", "participants"))),
        said_on=draw(st.sampled_from(("", "2019", "2025"))),
        fields=draw(st.sampled_from(FIELDS if kind == "WorkerGroup" else FIELDS[:4])),
        ids=draw(st.sampled_from(((), (), ("kvk:1",)))),
    )  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn) -> Claims:
    """Two files, three sources, few names, of any level; and decisions about them."""
    strict = st.sampled_from(("participants", "participants", "public", "team"))
    origin = st.sampled_from(("", "x", "y"))
    cards = [
        source(one, level=draw(strict), date="2024", derived_from=draw(origin), file=file, at="card")
        for one in ("x", "y", "z")
        for file in ("f", "g")
    ]
    every: list[Mention] = []
    ties: list[Tie] = []
    for who in ("x", "y", "z"):
        for file in ("f", "g"):
            own = [
                draw(mentions(who, file, name)) for name in draw(st.lists(st.sampled_from(NAMES), max_size=2))
            ]
            for number in range(draw(st.integers(0, 3)) if own else 0):
                relation = draw(st.sampled_from(sorted(TIED)))
                a, b = draw(st.sampled_from(own)), draw(st.sampled_from(own))
                fields, level = draw(st.sampled_from(TIED[relation])), draw(st.sampled_from(LEVELS))
                ties.append(
                    tie(who, relation, a.key, b.key, level=level, fields=fields, file=file, at=f"{number}")
                )
            every += own
    keys = sorted({one.key for one in every} | {apart(one.key, one.source) for one in every}) or ["0" * 16]
    pairs = draw(st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), min_size=1, max_size=3))
    verdicts = st.sampled_from(("same", "different", "part_of"))
    decided = {}
    for a, b in pairs:
        verdict = draw(verdicts)
        if a != b and ("@" not in a + b or verdict == "different"):
            decided[min(a, b), max(a, b)] = Decision(a, b, verdict, by="Ann", reason="told")
    return Claims(tuple(every), tuple(ties), tuple(decided.values()), tuple(cards))


def look(net: nx.MultiDiGraph, called: dict[str, str]) -> tuple[Counter[str], dict[str, set[Any]]]:
    """Parties, and ties with their places, in a form that can be compared whatever the keys of small groups.

    What one source says of one small group under two names is one claim once the names are gone.
    """

    def about(node: str) -> str:
        values = {k: v for k, v in net.nodes[node].items() if k not in ("said", "lost", "blurred", "ids")}
        return canonical({**values, "name": called.get(node, values["name"])})

    ties: dict[str, set[Any]] = defaultdict(set)
    for a, b, edge in net.edges(data=True):
        rest = {k: v for k, v in edge.items() if k not in ("claim", "at")}
        ends = (
            [about(a), about(b)]
            if schema.RELATION[edge["relation"]].directed
            else sorted([about(a), about(b)])
        )
        ties[canonical([*ends, rest])] |= set(edge["at"]) if edge["source"] else set()
    return Counter(about(node) for node in net), dict(ties)


@settings(max_examples=100)
@given(everything=worlds(), level=st.sampled_from((*LEVELS, "participants")), sensitive=st.booleans())
def test_it_is_what_a_network_at_that_level_shows(everything: Claims, level: str, sensitive: bool) -> None:
    try:
        check_decisions(everything.decisions)
    except Contradiction:
        reject()
    sensitive = sensitive and level == Level.TEAM
    wanted = network(everything, level=level, sensitive=sensitive)
    given = shown(everything, level=level, sensitive=sensitive).claims
    found = network(given)
    small = {node: "" for node, one in found.nodes(data=True) if one["name"].startswith("WorkerGroup ")}
    event(f"{level}: {'small groups' if small else 'none small'}")
    event(f"{'some' if wanted.number_of_edges() else 'no'} ties")
    event(f"{'some' if given.decisions else 'no'} decisions")
    assert look(found, small) == look(wanted, {})


@settings(max_examples=100)
@given(everything=worlds(), level=st.sampled_from(LEVELS))
def test_every_file_of_it_can_be_loaded_and_no_hidden_name_is_in_it(everything: Claims, level: str) -> None:
    try:
        check_decisions(everything.decisions)
    except Contradiction:
        reject()
    given = shown(everything, level=level).claims
    for file in ("f", "g"):
        some = (
            [one for one in part if one.file == file] for part in (given.sources, given.mentions, given.ties)
        )
        Carried(*some)  # refuses a tie whose end its source does not mention
    check_decisions(given.decisions)
    net = network(everything, level=level, sensitive=False)
    open_names = {one["name"] for _, one in net.nodes(data=True)} | {
        said.claim.name for _, one in net.nodes(data=True) for said in one["said"]
    }
    assert [name for name in NAMES if name not in open_names and name in repr(given)] == []
    assert level == "team" or not any(word in repr(given) for word in ("Ann", "told", "seen"))
