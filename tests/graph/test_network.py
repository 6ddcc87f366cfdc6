"""From claims to a network, and what a level hides: drawn on three or four nodes."""

import random
from collections.abc import Sequence
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.facts import Facts, newest_date
from graph.network import network
from graph.records import Claims, Decision, Mention, Source, Tie, mention, source, tie
from graph.settings import Settings
from graph.terms import Level

S = source("s", date="2024")


def claims(
    mentions: Sequence[Mention], ties: Sequence[Tie] = (), *cards: Source, decided: tuple[Decision, ...] = ()
) -> Claims:
    return Claims(tuple(mentions), tuple(ties), decided, cards or (S,))


def names(net: nx.MultiDiGraph) -> set[str]:
    return {name for _, name in net.nodes(data="name")}


QUARRY = mention("s", "Quarry", "Quarry A", country="IN", file="f.csv", at="2")
YARD = mention("s", "Supplier", "Yard B", country="IN", file="f.csv", at="3")
WORKERS = mention(
    "s", "WorkerGroup", "Cutters", country="IN", fields={"headcount": "40", "place": "IN / Rajasthan / Kota"}
)
SUPPLIES = tie("s", "SUPPLIES", QUARRY.key, YARD.key, fields={"share_of_seller": 0.8}, file="t.csv", at="2")


def test_an_edge_is_a_claim_with_its_fields_and_its_places() -> None:
    again = SUPPLIES._replace(file="u.csv", at="9")
    net = network(claims([QUARRY, YARD], [SUPPLIES, again]))
    ((a, b, key, edge),) = net.edges(keys=True, data=True)
    assert (net.nodes[a]["name"], net.nodes[b]["name"], key) == ("Quarry A", "Yard B", SUPPLIES.id)
    assert (edge["relation"], edge["share_of_seller"]) == ("SUPPLIES", 0.8)
    assert edge["at"] == (("t.csv", "2"), ("u.csv", "9"))


def test_two_sources_that_say_the_same_are_two_edges_and_one_fact() -> None:
    theirs = [m._replace(source="t") for m in (QUARRY, YARD)]
    net = network(claims([QUARRY, YARD, *theirs], [SUPPLIES, SUPPLIES._replace(source="t")], S, source("t")))
    assert net.number_of_edges() == 2
    (fact,) = Facts(net).of("SUPPLIES")
    assert fact.exists == pytest.approx(1 - (1 - 0.5) * (1 - 0.5))
    assert fact.roots == {"s", "t"}


def test_what_stands_is_found_once_and_anew_where_a_source_is_left_out() -> None:
    """Asked for every row of an answer: looking at every tie each time would take hours on a large map."""
    theirs = [m._replace(source="t") for m in (QUARRY, YARD)]
    no = SUPPLIES._replace(source="t", holds="no", confidence="documented")
    facts = Facts(network(claims([QUARRY, YARD, *theirs], [SUPPLIES, no], S, source("t"))))
    assert facts.of("SUPPLIES") == () and facts.of("SUPPLIES") is facts.of("SUPPLIES")
    (left,) = facts.without("t").of("SUPPLIES")
    assert left.roots == {"s"}
    assert facts.without("t").of("SUPPLIES", "KNOWS") == (left,)
    assert facts.of("SUPPLIES") == ()


def test_a_copy_does_not_count_twice() -> None:
    theirs = [m._replace(source="copy") for m in (QUARRY, YARD)]
    copy = source("copy", derived_from="s")
    net = network(claims([QUARRY, YARD, *theirs], [SUPPLIES, SUPPLIES._replace(source="copy")], S, copy))
    (fact,) = Facts(net).of("SUPPLIES")
    assert (fact.exists, fact.roots) == (0.5, {"s"})


def test_a_copy_counts_as_its_root_even_when_the_root_is_left_out() -> None:
    theirs = [m._replace(source=one) for one in ("copy", "other") for m in (QUARRY, YARD)]
    ties = [SUPPLIES._replace(source=one) for one in ("copy", "other")]
    both = claims(theirs, ties, S, source("copy", derived_from="s"), source("other", derived_from="s"))
    (fact,) = Facts(network(both.without(["s"]))).of("SUPPLIES")
    assert fact.exists == 0.5


def test_a_no_keeps_a_fact_out_and_is_reported_apart() -> None:
    no = tie(
        "s",
        "SUPPLIES",
        QUARRY.key,
        YARD.key,
        holds="no",
        confidence="documented",
        fields={"share_of_seller": 0.8},
    )
    facts = Facts(network(claims([QUARRY, YARD], [SUPPLIES, no])))
    assert facts.of("SUPPLIES") == ()
    (denied,) = facts.denied("SUPPLIES")
    assert denied.disputed and not denied.holds


@pytest.mark.parametrize(("since", "until", "as_of", "there"), [
    ("", "", "2020", True),
    ("2021", "", "2020", False),
    ("2021", "", "2021", True),
    ("", "2020", "2021", False),
    ("", "2021", "2020", True),
    ("2019", "2021", "2020-06", True),
    ("", "2021-03-14", "2021-03-14", False),
    ("", "2021-03-15", "2021-03-14", True),
    ("2021-03-14", "", "2021-03-14", True),
])  # fmt: skip
def test_a_state_holds_from_since_until_before_until(since: str, until: str, as_of: str, there: bool) -> None:
    one = tie("s", "SUPPLIES", QUARRY.key, YARD.key, since=since, until=until)
    assert bool(Facts(network(claims([QUARRY, YARD], [one])), as_of).of("SUPPLIES")) is there


def test_an_event_is_never_filtered_by_date() -> None:
    talk = mention("s", "Dialogue", "Talk")
    came = tie("s", "TAKES_PART_IN", QUARRY.key, talk.key, since="2030", fields={"role": "participant"})
    assert Facts(network(claims([QUARRY, talk], [came])), "2020").of("TAKES_PART_IN")


def test_as_of_looks_at_no_source_that_claims_nothing_here() -> None:
    theirs = mention("new", "NGO", "NGO C")
    both = claims(
        [QUARRY, theirs],
        [],
        source("s", date="2021"),
        source("new", date="2024"),
        source("idle", date="2026"),
    )
    assert newest_date(network(both)) == "2024"
    assert newest_date(network(both.without(["new"]))) == "2021"


def test_as_of_is_the_newest_source_date() -> None:
    cards = source("s", date="2021"), source("t", date="2024-05")
    net = network(claims([QUARRY, QUARRY._replace(source="t")], [], *cards))
    assert newest_date(net) == "2024-05"


def test_a_tie_without_direction_is_one_fact_from_either_side() -> None:
    facts = Facts(
        network(
            claims(
                [QUARRY, YARD],
                [tie("s", "KNOWS", YARD.key, QUARRY.key), tie("s", "KNOWS", QUARRY.key, YARD.key)],
            )
        )
    )
    (fact,) = facts.of("KNOWS")
    assert facts.out("KNOWS", fact.a) == facts.out("KNOWS", fact.b) == facts.into("KNOWS", fact.a) == (fact,)


def test_same_makes_a_loop_and_part_of_makes_a_tie() -> None:
    same = Decision(QUARRY.key, YARD.key, "same")
    net = network(claims([QUARRY, YARD], [SUPPLIES], decided=(same,)))
    assert (len(net), [a == b for a, b in net.edges()]) == (1, [True])
    part = Decision(YARD.key, QUARRY.key, "part_of", by="R")
    net = network(claims([QUARRY, YARD], decided=(part,)))
    ((a, b, relation),) = net.edges(data="relation")
    assert (net.nodes[a]["name"], relation, net.nodes[b]["name"]) == ("Yard B", "PART_OF", "Quarry A")


# -- levels ----------------------------------------------------------------------------


def test_below_team_a_person_a_note_and_their_ties_do_not_exist() -> None:
    person = mention("s", "Person", "Somebody")
    noted = mention("s", "NGO", "NGO C", fields={"notes": "secret"})
    net = network(
        claims([person, noted, QUARRY], [tie("s", "KNOWS", person.key, noted.key)]), level="participants"
    )
    assert names(net) == {"NGO C", "Quarry A"}
    assert net.number_of_edges() == 0
    assert "secret" not in repr(list(net.nodes(data=True)))


def test_a_stakeholder_is_hidden_by_its_strictest_claim() -> None:
    net = network(
        claims([QUARRY, QUARRY._replace(source="t", level="team")], [], S, source("t")), level="participants"
    )
    assert len(net) == 0


def test_a_source_for_the_team_is_silent_below_it() -> None:
    theirs = mention("t", "Quarry", "Quarry A", country="IN", fields={"permit": "P-1"})
    net = network(claims([QUARRY, theirs], [], S, source("t", level="team")), level="participants")
    ((_, attributes),) = net.nodes(data=True)
    assert attributes["name"] == "Quarry A" and "permit" not in attributes
    assert set(net.graph["sources"]) == {"s"}


def test_fears_and_safety_answers_need_team_and_a_word_more() -> None:
    unsafe = mention("s", "TradeUnion", "Union U", fields={"safe_to_invite": "no"}, level="participants")
    fears = tie("s", "FEARS_REPRISAL_FROM", unsafe.key, QUARRY.key)
    for level, sensitive, seen in [
        ("team", True, True),
        ("team", False, False),
        ("participants", True, False),
    ]:
        net = network(claims([unsafe, QUARRY], [fears]), level=level, sensitive=sensitive)
        assert (net.number_of_edges() == 1) is seen
        assert any("safe_to_invite" in data for _, data in net.nodes(data=True)) is seen
        assert ("safe_to_invite" in repr(list(net.nodes(data=True)))) is seen


@pytest.mark.parametrize(
    ("headcount", "named"),
    [("40", True), ("10", True), ("9", False), ("5-40", False), ("", False), ("unknown", False)],
)
def test_a_small_group_or_one_of_unknown_size_shows_its_region_only_below_team(
    headcount: str, named: bool
) -> None:
    fields: dict[str, Any] = {
        "place": "IN / Rajasthan / Kota",
        **({"headcount": headcount} if headcount else {}),
    }
    group = mention("s", "WorkerGroup", "Cutters", country="IN", fields=fields)
    ((_, low),) = network(claims([group]), level="participants").nodes(data=True)
    ((_, team),) = network(claims([group]), level="team").nodes(data=True)
    assert (low["name"] == "Cutters") is named
    assert low["place"] == ("IN / Rajasthan / Kota" if named else "IN / Rajasthan")
    assert named or "Kota" not in repr(low) and "Cutters" not in repr(low)
    assert (team["name"], team["place"]) == ("Cutters", "IN / Rajasthan / Kota")


def test_words_kept_as_written_stay_with_the_team() -> None:
    kept = mention("s", "Quarry", "Quarry A", fields={"as_written": {"Foreman": "Somebody"}})
    assert "Somebody" in repr(list(network(claims([kept])).nodes(data=True)))
    assert "Somebody" not in repr(list(network(claims([kept]), level="participants").nodes(data=True)))


# -- laws ------------------------------------------------------------------------------

some = st.builds(
    lambda by, kind, name, level, head: mention(
        by, kind, name, country="IN", level=level, fields={"notes": head} if head else None
    ),
    st.sampled_from(["s", "t"]),
    st.sampled_from(["Quarry", "NGO", ""]),
    st.sampled_from("ABC"),
    st.sampled_from(["public", "participants", "team"]),
    st.sampled_from(["", "secret"]),
)


@given(st.lists(some, max_size=6), st.data())
def test_the_same_claims_in_any_order_give_the_same_network_in_the_same_order(
    mentions: list[Mention], data: st.DataObject
) -> None:
    pairs = st.tuples(st.sampled_from(mentions), st.sampled_from(mentions)) if mentions else st.nothing()
    ties = [
        tie(a.source, "KNOWS", a.key, b.key)
        for a, b in (data.draw(st.lists(pairs, max_size=4)) if mentions else [])
        if a.source == b.source
    ]
    rnd = random.Random(data.draw(st.integers(0, 99)))
    one = network(claims(mentions, ties, S, source("t")))
    two = network(claims(rnd.sample(mentions, len(mentions)), rnd.sample(ties, len(ties)), source("t"), S))
    assert list(one.nodes(data=True)) == list(two.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(two.edges(keys=True, data=True))


@given(st.lists(some, max_size=6))
def test_a_lower_level_only_ever_shows_less(mentions: list[Mention]) -> None:
    seen = [set(network(claims(mentions, [], S, source("t")), level=level)) for level in Level]
    assert seen[0] <= seen[1] <= seen[2]


@given(st.lists(some, max_size=6), st.sampled_from(["s", "t"]))
def test_without_a_source_is_as_if_it_had_never_been_loaded(mentions: list[Mention], gone: str) -> None:
    left = [m for m in mentions if m.source != gone]
    assert list(network(claims(mentions).without([gone])).nodes(data=True)) == list(
        network(claims(left)).nodes(data=True)
    )


def test_settings_are_carried_along() -> None:
    settings = Settings(tau=0.7)
    assert network(claims([QUARRY]), settings).graph["settings"] is settings
