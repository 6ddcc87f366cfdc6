"""Layers: direction, weight and parallel ties, on networks small enough to draw."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.settings import Settings
from queries.measures.influence import total_influence
from queries.project import Layer, contact, exchange, influence
from queries.question import Brief
from tests.queries.small import net, node

PARTIES = [
    "Quarry Q IN", "Supplier Y IN", "Importer Z NL", "WorkerGroup W IN", "GovernmentBody G IN",
    "Initiative T NL", "NGO N IN", "Dialogue talk",
]  # fmt: skip


def weights(layer: Layer, brief: Brief) -> dict[tuple[str, str], float]:
    return {(brief.name(i), brief.name(j)): w for (i, j), w in layer.weights.items()}


def influence_of(*ties: str, settings: Settings | None = None) -> dict[tuple[str, str], float]:
    brief = Brief(net(PARTIES, *ties, settings=settings))
    return weights(influence(brief), brief)


@pytest.mark.parametrize(("tie", "who", "whom", "weight"), [
    ("Z INFLUENCES Y strength=high", "Z", "Y", 0.9),
    ("Z OWNS Y share=0.4", "Z", "Y", 0.4),
    ("Z FUNDS N share_of_budget=0.7", "Z", "N", 0.7),
    ("Q SUPPLIES Y share_of_seller=0.8 share_of_buyer=0.1", "Y", "Q", 0.8),  # the buyer moves the seller
    ("Y EMPLOYS W share_of_income=0.5", "Y", "W", 0.5),
    ("G REGULATES Q", "G", "Q", 0.6),
    ("T INSPECTS Q", "T", "Q", 0.3),
    ("T CERTIFIES Q", "T", "Q", 0.3),
])  # fmt: skip
def test_each_tie_moves_in_one_direction(tie: str, who: str, whom: str, weight: float) -> None:
    assert influence_of(tie) == {(who, whom): weight}


@pytest.mark.parametrize("tie", [
    "Y ADVANCES_CREDIT_TO W share_of_credit=0.9",
    "Y RECRUITS W share_of_jobs=0.9",
    "Z KNOWS Y trust=high",
    "Z FUNDS talk share_of_budget=1",
    "Z INFLUENCES Z strength=high",
    "Z INFLUENCES Y strength=0",
    "Z INFLUENCES Y strength=high holds=no",
])  # fmt: skip
def test_other_ties_move_nobody(tie: str) -> None:
    assert influence_of(tie) == {}


def test_of_several_ties_the_largest_counts_and_they_are_never_added() -> None:
    ties = ("Z OWNS Y share=0.4", "Y SUPPLIES Z share_of_seller=0.7", "Z INSPECTS Y")
    assert influence_of(*ties) == {("Z", "Y"): 0.7}


def test_what_somebody_states_replaces_what_is_worked_out() -> None:
    assert influence_of("Z OWNS Y share=1", "Z INFLUENCES Y strength=low") == {("Z", "Y"): 0.3}


def test_a_stated_influence_without_a_strength_replaces_nothing() -> None:
    assert influence_of("Z OWNS Y share=1", "Z INFLUENCES Y") == {("Z", "Y"): 1.0}


def test_assumptions_come_from_the_settings_and_only_those_used_are_told() -> None:
    settings = Settings(assumptions={"REGULATES": 0.5, "INSPECTS": 0.1, "CERTIFIES": 0.2})
    brief = Brief(
        net(PARTIES, "G REGULATES Q", "T CERTIFIES Q", "Z INFLUENCES T strength=low", settings=settings)
    )
    layer = influence(brief)
    assert weights(layer, brief)["G", "Q"] == 0.5
    told = dict(layer.used)
    assert told["used.REGULATES"] == {"n": 1, "share": 50}
    assert told["used.CERTIFIES"] == {"n": 1, "share": 20}
    assert "used.INSPECTS" not in told


def test_the_rules_are_told_also_those_of_shares_values_and_the_date() -> None:
    ties = ("Q SUPPLIES Y value=3 currency=EUR", "Q SUPPLIES Z value=1 currency=EUR", "Z KNOWS Y trust=high")
    brief = Brief(net(PARTIES, *ties), as_of="2024")
    date = ("used.as_of", {"date": "2024"})
    four = ("used.values", {"n": 4})  # of sales two, of purchases two: each buyer has one seller
    assert exchange(brief).used == (("used.exchange", {}), four, date)
    assert exchange(brief, "sales").used == (("used.exchange", {}), ("used.values", {"n": 2}), date)
    assert influence(brief).used == (
        ("used.influence", {}), ("used.exchange", {}), ("used.values", {"n": 2}), date
    )  # fmt: skip
    assert contact(brief).used == (("used.contact", {}), date)
    assert influence(Brief(net(PARTIES, "Z OWNS Y"), as_of="2024")).used == (("used.influence", {}), date)


@pytest.mark.parametrize("tie", [
    "talk FUNDS Z share_of_budget=0.9",
    "Q SUPPLIES talk share_of_seller=0.9 share_of_buyer=0.9",
    "Z OWNS talk share=0.9",
    "N KNOWS talk trust=high",
    "water REGULATES Q",
    "Z INFLUENCES water strength=high",
])  # fmt: skip
def test_a_tie_with_an_end_that_is_no_stakeholder_is_in_no_layer(tie: str) -> None:
    """An end of another kind than its relation has is a finding, never an error."""
    brief = Brief(net(PARTIES, tie))
    for layer in (influence(brief), exchange(brief), contact(brief)):
        assert (layer.weights, layer.missing, layer.rests_on) == ({}, {}, {})


def test_an_assumption_that_lost_is_not_told() -> None:
    brief = Brief(net(PARTIES, "G REGULATES Q", "G INFLUENCES Q strength=high"))
    assert "used.REGULATES" not in dict(influence(brief).used)


def test_what_is_missing_is_named_and_rests_on_its_facts() -> None:
    brief = Brief(net(PARTIES, "Z OWNS Y", "Q SUPPLIES Y"))
    layer = influence(brief)
    y, z, q = (node(brief.net, name) for name in "YZQ")
    assert layer.missing == {(z, y): ("OWNS.share",), (y, q): ("SUPPLIES.share_of_seller",)}
    assert [fact.relation for fact in layer.rests_on[z, y]] == ["OWNS"]
    assert layer.ties.nnz == 0


def test_exchange_takes_the_largest_known_share_of_one_side() -> None:
    ties = (
        "Y EMPLOYS W share_of_income=0.6",
        "Y ADVANCES_CREDIT_TO W share_of_credit=0.9",
        "Q SUPPLIES Y share_of_buyer=0.2",
    )
    brief = Brief(net(PARTIES, *ties))
    assert weights(exchange(brief), brief) == {("W", "Y"): 0.9, ("Y", "Q"): 0.2}
    assert weights(exchange(brief, "income"), brief) == {("W", "Y"): 0.6}


def test_contact_goes_both_ways_and_unknown_trust_is_a_way_without_quality() -> None:
    brief = Brief(net(PARTIES, "N KNOWS W trust=high", "N KNOWS Y"))
    layer = contact(brief)
    n, w, y = (node(brief.net, name) for name in "NWY")
    assert layer.weights == {(n, w): 0.9, (w, n): 0.9}
    assert set(layer.missing) == {(n, y), (y, n)}
    assert {fact.b for fact in layer.rests_on[n, y]} | {fact.a for fact in layer.rests_on[n, y]} == {n, y}


def test_risks_and_dialogues_are_in_no_layer() -> None:
    brief = Brief(net(PARTIES, "W AFFECTED_BY water scale=3"))
    assert len(influence(brief).nodes) == len(PARTIES) - 1
    assert influence(brief).ties.shape == (7, 7)


def test_an_empty_map_has_an_empty_layer() -> None:
    for layer in (influence(Brief(net([]))), exchange(Brief(net([]))), contact(Brief(net([])))):
        assert (layer.nodes, layer.ties.shape, layer.weights) == ((), (0, 0), {})


NAMES = list("ABCDE")
TIES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(["low", "medium", "high"])),
    max_size=8, unique_by=lambda one: one[:2],
)  # fmt: skip


@given(TIES, st.permutations(NAMES))
def test_names_and_order_do_not_matter(ties: list[tuple[str, str, str]], other: list[str]) -> None:
    """Total influence of everybody is the same when all names are swapped and all lines turned round."""
    called = dict(zip(NAMES, other, strict=True))

    def totals(names: dict[str, str], lines: list[tuple[str, str, str]]) -> dict[str, float]:
        parties = [f"NGO {names[name]} IN" for name in NAMES]
        brief = Brief(net(parties, *(f"{names[a]} INFLUENCES {names[b]} strength={s}" for a, b, s in lines)))
        layer = influence(brief)
        found = total_influence(layer.ties)
        return {name: found[layer.index[node(brief.net, names[name])]] for name in NAMES}

    assert totals(called, ties[::-1]) == pytest.approx(totals({n: n for n in NAMES}, ties))


@given(TIES)
def test_a_layer_has_no_loops_and_no_stored_zeros(ties: list[tuple[str, str, str]]) -> None:
    brief = Brief(
        net([f"NGO {n} IN" for n in NAMES], *(f"{a} INFLUENCES {b} strength={s}" for a, b, s in ties))
    )
    matrix = influence(brief).ties
    assert not matrix.diagonal().any()
    assert (matrix.data > 0).all() and np.isfinite(matrix.data).all()
