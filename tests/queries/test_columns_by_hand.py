"""Each rule of a layer by hand, out of columns; the network says the same each time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.errors import BadValue
from graph.network import network
from graph.records import Claims, Decision, mention
from graph.settings import Settings
from queries.columns import project, wanted
from queries.question import Brief
from queries.ways import WAYS
from tests.queries.layer_worlds import LayerWorld
from tests.queries.small import claims
from tests.queries.two_entrances import assert_equal, columns_of

LAYERS = tuple(WAYS)
PARTIES = [
    "Quarry Q IN", "Supplier Y IN", "Supplier Z IN", "Importer M NL", "WorkerGroup W IN", "NGO N IN",
    "GovernmentBody G IN", "Dialogue talk",
]  # fmt: skip
Told = dict[tuple[str, str], float]


def told(layer: str, *ties: str, means: str = "", **how: Any) -> tuple[Told, dict[tuple[str, str], str]]:
    """The weights and what is missing, by name; and the network says the same."""
    asked = {name: how.pop(name) for name in ("settings", "as_of") if name in how}
    said = claims(how.pop("parties", PARTIES), *ties, **how)
    world = LayerWorld(said, asked.get("settings", Settings()), asked.get("as_of", ""))
    brief = Brief(network(said, world.settings), as_of=world.as_of)
    only = (means,) if means else ()
    made = project(layer, columns_of(said, wanted(layer, *only)), world.settings, *only, as_of=world.as_of)
    if not means:
        assert_equal(world, layer, columns_of(said, wanted(layer)))

    def named(pair: tuple[str, str]) -> tuple[str, str]:
        return brief.name(pair[0]), brief.name(pair[1])

    return (
        {named(pair): weight for pair, weight in made.weights.items()},
        {named(pair): " ".join(rules) for pair, rules in made.missing.items()},
    )


def weights(layer: str, *ties: str, **how: Any) -> Told:
    return told(layer, *ties, **how)[0]


def test_a_share_stands_with_its_holder_and_moves_it_the_other_way() -> None:
    """The trap of a transposed matrix: in exchange the quarry hangs on the factory, which so moves it."""
    tie = "Q SUPPLIES Y share_of_seller=0.8 share_of_buyer=0.1"
    assert weights("exchange", tie) == {("Q", "Y"): 0.8, ("Y", "Q"): 0.1}
    assert weights("influence", tie) == {("Y", "Q"): 0.8}
    assert weights("influence", "Y EMPLOYS W share_of_income=0.5") == {("Y", "W"): 0.5}
    assert weights("influence", "Z OWNS Y share=0.4") == {("Z", "Y"): 0.4}
    assert weights("exchange", "Z OWNS Y share=0.4", "Z INFLUENCES Y strength=high") == {}


def test_two_sources_are_never_added_up() -> None:
    """.5 and .2 by two sources are .2 by the surer one, not .7."""
    ties = ("Q SUPPLIES Y share_of_seller=0.5", "Q SUPPLIES Y share_of_seller=0.2 source=t confidence=stated")
    assert weights("exchange", *ties, means="sales") == {("Q", "Y"): 0.2}
    assert weights("influence", *ties) == {("Y", "Q"): 0.2}
    assert weights("influence", "Z OWNS Y share=0.5", "Z OWNS Y share=0.2 source=t confidence=stated") == {
        ("Z", "Y"): 0.2
    }


def test_trust_told_twice_is_not_added_up() -> None:
    """The trap of a sparse matrix: it sums cells that come twice (.3 + .6); here the surer counts."""
    ties = ("N KNOWS W trust=low confidence=documented", "W KNOWS N trust=medium source=t")
    assert weights("contact", *ties) == {("N", "W"): 0.3, ("W", "N"): 0.3}


def test_of_several_ways_the_largest_counts_and_none_is_added() -> None:
    ties = ("Z OWNS Y share=0.4", "Y SUPPLIES Z share_of_seller=0.7", "Z REGULATES Y")
    assert weights("influence", *ties) == {("Z", "Y"): 0.7}
    both = ("Y EMPLOYS W share_of_income=0.6", "Y ADVANCES_CREDIT_TO W share_of_credit=0.9")
    assert weights("exchange", *both) == {("W", "Y"): 0.9}
    assert weights("exchange", *both, means="income") == {("W", "Y"): 0.6}


def test_what_somebody_states_replaces_what_is_worked_out() -> None:
    own = "Z OWNS Y share=1"
    assert weights("influence", own, "Z INFLUENCES Y strength=low") == {("Z", "Y"): 0.3}
    assert weights("influence", own, "Z INFLUENCES Y strength=0") == {}
    assert told("influence", own, "Z INFLUENCES Y") == (
        {("Z", "Y"): 1.0}, {("Z", "Y"): "INFLUENCES.strength"}
    )  # fmt: skip
    assert told("influence", "Z OWNS Y", "Z INFLUENCES Y strength=low")[1] == {}


def test_products_of_one_source_and_period_are_added_and_cut_at_the_whole() -> None:
    def sold(product: str, share: float, more: str = "") -> str:
        return f"Q SUPPLIES Y product={product} share_of_seller={share} {more}"

    def sales(*ties: str, **how: Any) -> Told:
        return weights("exchange", *ties, means="sales", **how)

    assert sales(sold("slabs", 0.5), sold("kerbs", 0.25)) == {("Q", "Y"): 0.75}
    assert sales(sold("slabs", 0.8), sold("kerbs", 0.6)) == {("Q", "Y"): 1.0}
    assert sales(sold("slabs", 0.5), sold("kerbs", 0.25, "source=t")) == {("Q", "Y"): 0.25}  # t: later name
    years = (sold("slabs", 0.5, "period=2021"), sold("kerbs", 0.25, "period=2022"))
    assert sales(*years, as_of="2022-06") == {("Q", "Y"): 0.25}
    assert sales(*years, as_of="2021-06") == {("Q", "Y"): 0.5}
    assert sales(*years, as_of="2020") == {}
    assert sales(years[0], as_of="2020") == {}
    assert sales(sold("slabs", 0.5), "Q SUPPLIES Y share_of_seller=0.75") == {("Q", "Y"): 0.75}
    denied = sold("slabs", 0.5, "holds=no source=t confidence=stated")  # one product, not the other
    assert sales(sold("slabs", 0.5), denied, sold("kerbs", 0.25)) == {("Q", "Y"): 0.25}


def test_what_nobody_states_is_missing_unless_nothing_is_left_for_it() -> None:
    seven, three = "Q SUPPLIES Y share_of_seller=0.7", "Q SUPPLIES Z share_of_seller=0.3"
    assert told("exchange", seven, "Q SUPPLIES M share_of_seller=unknown", means="sales") == (
        {("Q", "Y"): 0.7}, {("Q", "M"): "SUPPLIES.share_of_seller"}
    )  # fmt: skip
    assert told("exchange", seven, three, "Q SUPPLIES M", means="sales") == (
        {("Q", "Y"): 0.7, ("Q", "Z"): 0.3}, {}
    )  # fmt: skip
    open_sum = ("Q SUPPLIES Y product=slabs share_of_seller=0.4", "Q SUPPLIES Y product=kerbs")
    assert told("exchange", *open_sum, means="sales") == ({}, {("Q", "Y"): "SUPPLIES.share_of_seller"})
    assert told("exchange", "Y EMPLOYS W share_of_income=0")[1] == {("Y", "W"): "EMPLOYS.share_of_workforce"}


def test_values_count_where_one_source_has_all_of_them() -> None:
    three, one = (f"Q SUPPLIES {to} value={v} currency=EUR period=2023" for to, v in (("Y", 300), ("Z", 100)))
    assert weights("exchange", three, one, means="sales") == {("Q", "Y"): 0.75, ("Q", "Z"): 0.25}
    for other in ("Q SUPPLIES Z period=2023", one.replace("EUR", "INR"), f"{one} source=t",
                  one.replace("2023", "2022"), f"{one} share_of_seller=0.1"):  # fmt: skip
        assert ("Q", "Y") not in weights("exchange", three, other, means="sales")
    quarters = [f"Q SUPPLIES Y value=50 currency=EUR period=2023-0{m}" for m in (1, 4)]
    assert weights("exchange", *quarters, one, means="sales") == {("Q", "Y"): 0.5, ("Q", "Z"): 0.5}


def test_a_value_below_zero_is_none() -> None:
    said = claims(PARTIES, "Q SUPPLIES Y value=300 period=2023", "Q SUPPLIES Z value=100 period=2023")
    three, one = said.ties
    below = replace(said, ties=(three, one._replace(fields=one.fields.replace("100", "-100"))))
    assert_equal(LayerWorld(below, Settings(), ""), "exchange", columns_of(below, wanted("exchange")))
    for claimed, ties in ((said, 2), (below, 0)):
        read = columns_of(claimed, wanted("exchange", "sales"))
        assert project("exchange", read, None, "sales").ties.nnz == ties


def test_a_tie_counts_while_it_holds() -> None:
    own = "Z OWNS Y share=0.4"
    assert weights("influence", f"{own} since=2020 until=2023", as_of="2022") == {("Z", "Y"): 0.4}
    assert weights("influence", f"{own} since=2023", as_of="2022") == {}
    assert weights("influence", f"{own} until=2022", as_of="2022") == {}
    assert weights("influence", f"{own} until=2022", settings=Settings(as_of="2021")) == {("Z", "Y"): 0.4}
    assert weights("influence", f"{own} since=2025") == {}  # as of the newest source: 2024
    # who is surer about the end decides
    assert weights("influence", f"{own} until=2022", f"{own} until=2024 source=t confidence=stated",
                   as_of="2023") == {("Z", "Y"): 0.4}  # fmt: skip


def test_what_is_denied_counts_for_nothing_and_the_surer_decides() -> None:
    own = "Z OWNS Y share=0.4"
    assert told("influence", f"{own} holds=no") == ({}, {})
    assert told("influence", own, f"{own} holds=no source=t confidence=stated") == ({}, {})
    assert weights("influence", f"{own} confidence=stated", "Z OWNS Y holds=no source=t") == {("Z", "Y"): 0.4}
    doubted = Settings(confidence={**Settings().confidence, "stated": 0.1})
    assert weights("influence", f"{own} confidence=stated", "Z OWNS Y holds=no source=t",
                   settings=doubted) == {}  # fmt: skip
    # a "no" is no figure: it speaks of nothing that could be added
    sells = "Q SUPPLIES Y share_of_seller"
    ties = (f"{sells}=0.3 confidence=stated", f"{sells}=0.9 holds=no source=t")
    assert weights("exchange", *ties, means="sales") == {("Q", "Y"): 0.3}
    ties = ("Q SUPPLIES Y confidence=stated", f"{sells}=0.9 holds=no source=t")
    assert weights("exchange", *ties, means="sales") == {}


def test_who_is_decided_to_be_one_has_no_tie_to_itself() -> None:
    parties = ["Supplier Y IN", "Supplier Z IN", "NGO N IN"]
    y, z = (mention("s", "Supplier", name, country="IN").key for name in "YZ")
    ties = ("Y SUPPLIES Z share_of_seller=0.9", "Y KNOWS Z trust=high", "Y INFLUENCES Z strength=high")
    for layer in LAYERS:
        assert told(layer, *ties, parties=parties)[0]
        assert told(layer, *ties, parties=parties, decisions=[Decision(y, z, "same")]) == ({}, {})
    # two ties to N become one, and the surer claim counts; they are not added
    both = ("Y KNOWS N trust=low", "Z KNOWS N trust=medium confidence=stated")
    found = weights("contact", *both, parties=parties, decisions=[Decision(y, z, "same")])
    assert sorted(found.values()) == [0.6, 0.6]


def test_namesakes_that_two_sources_part_are_two() -> None:
    y = mention("s", "Supplier", "Y", country="IN").key
    ties = ("Z OWNS Y share=0.4", "Z OWNS Y share=0.9 source=t")
    said = claims(PARTIES, *ties, decisions=[Decision(f"{y}@s", f"{y}@t", "different")])
    made = project("influence", columns_of(said, wanted("influence")))
    assert {b.partition("@")[2]: w for (_, b), w in made.weights.items()} == {"s": 0.4, "t": 0.9}
    assert_equal(LayerWorld(said, Settings(), ""), "influence", columns_of(said, wanted("influence")))


def test_only_stakeholders_have_a_row_and_the_surer_says_what_somebody_is() -> None:
    made = project("contact", columns_of(claims(PARTIES), wanted("contact")))
    assert len(made.nodes) == len(PARTIES) - 1  # the dialogue
    assert told("influence", "talk FUNDS Z share_of_budget=0.9", "Z OWNS talk share=0.9") == ({}, {})
    two = [
        mention("s", "NGO", "X", ids=["a:1"]),
        mention("t", "Dialogue", "X", ids=["a:1"], confidence="stated"),
    ]
    for chance, rows in ((0.9, 0), (0.1, 1)):
        sure = Settings(confidence={**Settings().confidence, "stated": chance})
        said = Claims(tuple(two))
        assert len(project("contact", columns_of(said, wanted("contact")), sure).nodes) == rows
        assert_equal(LayerWorld(said, sure, ""), "contact", columns_of(said, wanted("contact")))


def test_assumptions_come_from_the_settings() -> None:
    settings = Settings(assumptions={"REGULATES": 0.5, "INSPECTS": 0.0, "CERTIFIES": 0.2})
    ties = ("G REGULATES Q", "G INSPECTS Q", "G INSPECTS Y", "G CERTIFIES Z")
    assert weights("influence", *ties, settings=settings) == {("G", "Q"): 0.5, ("G", "Z"): 0.2}


def test_nothing_makes_an_empty_layer() -> None:
    for layer in LAYERS:
        made = project(layer, columns_of(Claims(), wanted(layer)))
        assert (made.nodes, made.ties.shape, made.weights, made.missing) == ((), (0, 0), {}, {})


def test_what_is_behind_a_pair_can_be_asked() -> None:
    ties = (
        "Z OWNS Y share=0.4",
        "Z OWNS Y share=0.9 source=t said_on=2025",
        "Y SUPPLIES Z share_of_seller=0.2",
    )
    said = claims(PARTIES, *ties)
    made = project("influence", columns_of(said, wanted("influence")))
    (z, y), brief = next(iter(made.weights)), Brief(network(said))
    owns, sells = made.behind(z, y)
    assert (owns.relation, owns.get("share"), sorted(owns.roots)) == ("OWNS", 0.9, ["s", "t"])
    assert owns.exists == 0.75  # 1 - .5 x .5
    assert [one.claim.content for one in owns.claims] == [
        one.claim.content for one in brief.facts.of("OWNS")[0].claims
    ]
    assert (sells.relation, sells.a, sells.b) == ("SUPPLIES", y, z)
    assert made.behind(y, z) == made.behind("nobody", z) == ()


def test_a_layer_is_refused_where_it_is_not_one_or_was_not_read() -> None:
    read = columns_of(claims(PARTIES), wanted("contact"))
    with pytest.raises(BadValue, match="layer.*friendship"):
        wanted("friendship")
    with pytest.raises(BadValue, match="side.*friends"):
        wanted("exchange", "friends")
    with pytest.raises(BadValue, match="side.*sales"):
        wanted("influence", "sales")
    for some in (read, ()):
        with pytest.raises(BadValue, match="columns"):
            project("influence", some)
