"""How sure dependence, power over others and concentration are: against all worlds, and by hand."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records import source
from graph.settings import Settings
from queries.concentration import concentrations
from queries.dependence import dependence, power_over
from queries.question import Brief
from queries.sides import Interval
from queries.sure import sureness
from tests.oracle import worlds as oracle
from tests.oracle.structural_holes import Ego
from tests.queries.small import net, node

NAMES = "ABCD"
DRAWS = 4000
NEAR = 0.04
CERTAIN = dict.fromkeys(("documented", "stated", "claimed", "inferred"), 1.0)
PARTIES = [f"Supplier {name} IN" for name in NAMES]


def brief_of(
    *ties: str, parties: Sequence[str] = PARTIES, certain: bool = True, draws: int = DRAWS, **more: object
) -> Brief:
    told = Settings(draws=draws, confidence=CERTAIN if certain else Settings().confidence)
    return Brief(net(parties, *ties, settings=told, **more))  # type: ignore[arg-type]


def drawn(brief: Brief, i: str, j: str) -> np.ndarray:
    sure = sureness(brief, "dependence")
    return sure.values[sure.row[node(brief.net, i), node(brief.net, j)]]


def ends(values: np.ndarray) -> tuple[float, float]:
    return float(values.min()), float(values.max())


# -- against every world -------------------------------------------------------------------------

NEEDS = st.lists(
    st.tuples(
        st.sampled_from("AB"), st.sampled_from("BCD"), st.sampled_from([None, None, 0.2, 0.5]),
        st.sampled_from([None, 0.0, 0.3]), st.sampled_from([0.3, 0.75, 1.0]),
    ).filter(lambda one: one[0] != one[1]),
    min_size=1, max_size=5, unique_by=lambda one: one[:2],
)  # fmt: skip


def line(need: oracle.Need) -> str:
    who, whom, share, out, chance = need
    told = [] if share is None else [f"share_of_credit={share}"]
    told += [] if out is None else [f"debtor_alternatives={out}"]
    return " ".join([f"{whom} ADVANCES_CREDIT_TO {who} confidence={chance}", *told])


@settings(max_examples=25)
@given(NEEDS)
def test_draws_have_the_mean_of_every_world_there_can_be(needs: list[oracle.Need]) -> None:
    brief = brief_of(*map(line, needs), certain=False)
    sure = sureness(brief, "dependence")
    for who, whom, *_ in needs:
        pair = node(brief.net, who), node(brief.net, whom)
        expected = oracle.mean_dependence(needs, who, whom)
        if pair in sure.row:  # a pair of which nothing is known but the tie is left out
            assert sure.values[sure.row[pair]].mean() == pytest.approx(expected, abs=NEAR)
    power = sureness(brief, "power_over")
    for whom in {need[1] for need in needs}:
        expected = sum(oracle.mean_dependence(needs, *need[:2]) for need in needs if need[1] == whom)
        assert power.values[power.row[node(brief.net, whom)]].mean() == pytest.approx(expected, abs=2 * NEAR)


KNOWN = st.lists(
    st.tuples(st.sampled_from([0.1, 0.3, 0.5]), st.sampled_from([0.3, 0.75, 1.0])), min_size=3, max_size=3
)


@given(KNOWN)
@settings(max_examples=25)
def test_concentration_has_the_distribution_of_every_world_there_can_be(
    told: list[tuple[float, float]],
) -> None:
    ties = [line(("A", whom, share, 0.0, p)) for whom, (share, p) in zip("BCD", told, strict=True)]
    brief = brief_of(*ties, certain=False)
    sure = sureness(brief, "concentration")
    values = sure.values[sure.row[node(brief.net, "A"), "credit"]]
    known = values[~np.isnan(values)]
    chances = [[p] for _, p in told]
    there = oracle.chance_that(chances, any)
    assert len(known) / DRAWS == pytest.approx(there, abs=NEAR)

    def rest_alone(world: list[bool]) -> tuple[float, float]:
        shares = [share for (share, _), is_there in zip(told, world, strict=True) if is_there]
        return oracle.squares(shares), max(0.0, 1 - sum(shares)) ** 2

    # what is not accounted for: anything from countless others to one, in even parts: mean of u^2 is 1/3
    def mean(world: list[bool]) -> float:
        least, rest = rest_alone(world)
        return (least + rest / 3) * any(world)

    assert known.mean() == pytest.approx(oracle.chance_that(chances, mean) / there, abs=NEAR)
    least = min(rest_alone(world)[0] for _, world in oracle.every_world(chances) if any(world))
    most = max(sum(rest_alone(world)) for _, world in oracle.every_world(chances) if any(world))
    assert least - 1e-9 <= known.min() and known.max() <= most + 1e-9


# -- each thing that is missing, by itself ----------------------------------------------------------


def test_where_all_is_certain_and_nothing_is_missing_nothing_moves() -> None:
    brief = brief_of(
        "A SUPPLIES B share_of_seller=0.6 seller_alternatives=hard share_of_buyer=1 buyer_alternatives=easy",
        "A SUPPLIES C share_of_seller=0.4 seller_alternatives=none share_of_buyer=1 buyer_alternatives=0.2",
    )
    for measure in ("dependence", "power_over", "concentration", "constraint"):
        sure = sureness(brief, measure)
        assert len(sure.items) > 0
        assert np.ptp(sure.values, axis=1) == pytest.approx(0, abs=1e-12)
        assert sure.values[:, 0] == pytest.approx(sure.ends[:, 0])
        assert sure.ends[:, 0] == pytest.approx(sure.ends[:, 1])


def test_a_claim_that_is_not_certain_widens_it_down_to_nothing() -> None:
    told = "A SUPPLIES B share_of_seller=0.6 seller_alternatives=none"
    assert ends(drawn(brief_of(told), "A", "B")) == pytest.approx((0.6, 0.6))
    values = drawn(brief_of(f"{told} confidence=stated", certain=False), "A", "B")
    assert set(values.round(9)) == {0.0, 0.6}
    assert (values > 0).mean() == pytest.approx(0.75, abs=NEAR)


def test_a_way_out_that_nobody_states_is_even_between_its_ends() -> None:
    brief = brief_of("A SUPPLIES B share_of_seller=0.8")
    values = drawn(brief, "A", "B")
    assert dependence(brief)[node(brief.net, "A"), node(brief.net, "B")] == (0.0, 0.8)
    assert ends(values) == pytest.approx((0.0, 0.8), abs=0.01)
    assert (values < 0.4).mean() == pytest.approx(0.5, abs=NEAR)


@pytest.mark.parametrize("partners", ["C", "CD"])
def test_a_share_that_nobody_states_comes_near_both_its_ends(partners: str) -> None:
    """One partner evenly; two so that the point of both is even, each from 0 to all that is left."""
    ties = [f"A SUPPLIES {one} seller_alternatives=none" for one in partners]
    brief = brief_of("A SUPPLIES B share_of_seller=0.6", *ties)
    told = dependence(brief)[node(brief.net, "A"), node(brief.net, "C")]
    assert told == pytest.approx((0.0, 0.4))
    values = drawn(brief, "A", "C")
    assert ends(values) == pytest.approx(told, abs=0.02)
    half = {"C": 0.5, "CD": 0.75}[partners]  # 1 - (1 - .5) ** k
    assert (values < 0.2).mean() == pytest.approx(half, abs=NEAR)


def test_the_shares_of_a_side_never_pass_the_whole() -> None:
    ties = ["A SUPPLIES B share_of_seller=0.6", "A SUPPLIES C", "A SUPPLIES D"]
    brief = brief_of(*(f"{tie} seller_alternatives=none" for tie in ties), certain=False)
    whole = sum(drawn(brief, "A", one) for one in "BCD")
    assert whole.max() <= 1 + 1e-12
    # where the stated one is not there, the others may take all of it
    gone = drawn(brief, "A", "B") == 0
    assert drawn(brief, "A", "C")[gone].max() > 0.85
    assert drawn(brief, "A", "C")[~gone].max() <= 0.4


def test_a_partner_that_is_not_there_takes_nothing() -> None:
    brief = brief_of(
        "A SUPPLIES C seller_alternatives=hard confidence=inferred", "A SUPPLIES B", certain=False
    )
    assert (drawn(brief, "A", "C") == 0).mean() == pytest.approx(0.7, abs=NEAR)


def test_two_roots_that_state_another_share_widen_it() -> None:
    one, other = (f"A SUPPLIES B share_of_seller={share} seller_alternatives=none" for share in (0.6, 0.3))
    brief = brief_of(one, f"{other} source=t confidence=inferred")
    assert ends(drawn(brief, "A", "B")) == pytest.approx((0.3, 0.6))
    copy = [source("t", date="2023", derived_from="s")]
    brief = brief_of(one, f"{other} source=t confidence=inferred", sources=copy)
    assert np.ptp(drawn(brief, "A", "B")) == 0


def test_two_roots_that_state_another_way_out_widen_it() -> None:
    one, other = (f"A SUPPLIES B share_of_seller=1 seller_alternatives={out}" for out in (0.2, 0.6))
    brief = brief_of(one, f"{other} source=t confidence=inferred")
    assert ends(drawn(brief, "A", "B")) == pytest.approx((0.4, 0.8))


def test_a_permit_that_nobody_is_sure_of_may_be_anything() -> None:
    parties = [*PARTIES, "GovernmentBody G IN"]
    values = drawn(brief_of("G REGULATES A permit=yes", parties=parties), "A", "G")
    assert ends(values) == (1, 1)
    brief = brief_of(
        "G REGULATES A permit=unknown", "A SUPPLIES G share_of_seller=0.5 seller_alternatives=none",
        parties=parties,
    )  # fmt: skip
    assert ends(drawn(brief, "A", "G")) == pytest.approx((0.5, 1.0), abs=0.01)


def test_the_most_critical_means_counts_in_each_world() -> None:
    brief = brief_of(
        "B ADVANCES_CREDIT_TO A share_of_credit=0.9 debtor_alternatives=none confidence=claimed",
        "A SUPPLIES B share_of_seller=0.4 seller_alternatives=none confidence=1",
        certain=False,
    )
    values = drawn(brief, "A", "B")
    assert set(values.round(9)) == {0.4, 0.9}


def test_products_stand_or_fall_for_themselves() -> None:
    brief = brief_of(
        "A SUPPLIES B product=slabs share_of_seller=0.5 seller_alternatives=none confidence=claimed",
        "A SUPPLIES B product=cobbles share_of_seller=0.3 seller_alternatives=0.5 confidence=1",
        certain=False,
    )
    assert set(drawn(brief, "A", "B").round(9)) == {0.15, 0.65}


def test_a_product_without_a_share_takes_from_what_is_left_while_it_is_there() -> None:
    brief = brief_of(
        "A SUPPLIES B product=slabs share_of_seller=0.5 seller_alternatives=none confidence=1",
        "A SUPPLIES B product=cobbles seller_alternatives=none confidence=claimed",
        certain=False,
    )
    values = drawn(brief, "A", "B")
    assert (values == 0.5).mean() == pytest.approx(0.5, abs=NEAR)
    assert values.max() == pytest.approx(1.0, abs=0.01)


def test_shares_out_of_values_are_of_those_who_are_there() -> None:
    brief = brief_of(
        "A SUPPLIES B value=60 seller_alternatives=none confidence=1",
        "A SUPPLIES C value=40 seller_alternatives=none confidence=claimed",
        certain=False,
    )
    assert set(drawn(brief, "A", "B").round(9)) == {0.6, 1.0}


# -- concentration ---------------------------------------------------------------------------------


def hhi(brief: Brief, who: str, means: str) -> np.ndarray:
    sure = sureness(brief, "concentration")
    return sure.values[sure.row[node(brief.net, who), means]]


def test_what_is_not_accounted_for_lies_between_the_ends_that_are_told() -> None:
    brief = brief_of("A SUPPLIES B share_of_seller=0.5", "A SUPPLIES C share_of_seller=0.3")
    (told,) = [one.hhi for one in concentrations(brief) if one.total.means == "sales"]
    assert told == pytest.approx((0.34, 0.38))  # .2 through countless others, or through one
    assert ends(hhi(brief, "A", "sales")) == pytest.approx((0.34, 0.38), abs=0.001)


def test_a_missing_share_comes_near_the_ends_that_are_told() -> None:
    brief = brief_of("A SUPPLIES B share_of_seller=0.5", "A SUPPLIES C")
    (told,) = [one.hhi for one in concentrations(brief) if one.total.means == "sales"]
    assert told == pytest.approx((0.25, 0.5))
    assert ends(hhi(brief, "A", "sales")) == pytest.approx((0.25, 0.5), abs=0.05)
    assert hhi(brief, "A", "sales").min() >= 0.25 and hhi(brief, "A", "sales").max() <= 0.5


def test_a_partner_that_stands_for_several_may_be_one_or_countless() -> None:
    parties = ["Quarry A IN", "Supplier B IN", "Supplier C IN extent=several"]
    brief = brief_of("A SUPPLIES B share_of_seller=0.6", "A SUPPLIES C share_of_seller=0.4", parties=parties)
    assert ends(hhi(brief, "A", "sales")) == pytest.approx((0.36, 0.52), abs=0.001)


def test_shares_that_pass_the_whole_are_scaled_down() -> None:
    brief = brief_of("A SUPPLIES B share_of_seller=0.9", "A SUPPLIES C share_of_seller=0.6")
    assert ends(hhi(brief, "A", "sales")) == pytest.approx((0.52, 0.52))  # .6 and .4 of the whole


def test_sides_are_put_in_order_with_their_like_only() -> None:
    brief = brief_of(
        "A SUPPLIES B share_of_seller=0.9 share_of_buyer=0.2",
        "C SUPPLIES B share_of_seller=0.5 share_of_buyer=0.8",
    )
    sure = sureness(brief, "concentration")
    rank = {(brief.name(who), means): sure.rank((who, means)) for who, means in sure.items}
    assert rank["A", "sales"] == (1, 1) and rank["C", "sales"] == (2, 2)
    assert rank["B", "purchases"] == (1, 1)


# -- power over others ----------------------------------------------------------------------------


def test_power_over_others_adds_up_their_dependence_in_each_world() -> None:
    brief = brief_of(
        "A SUPPLIES C share_of_seller=0.8", "B SUPPLIES C share_of_seller=0.5 seller_alternatives=none",
        certain=False,
    )  # fmt: skip
    power = sureness(brief, "power_over")
    row = power.row[node(brief.net, "C")]
    assert power.values[row] == pytest.approx(drawn(brief, "A", "C") + drawn(brief, "B", "C"))


def test_power_is_not_worked_out_where_more_than_half_is_missing() -> None:
    one = "A SUPPLIES D share_of_seller=0.8 seller_alternatives=none"
    brief = brief_of(one, "B SUPPLIES D")
    sure = sureness(brief, "power_over")
    assert sure.ends[sure.row[node(brief.net, "D")]] == pytest.approx((0.8, 1.8))
    assert power_over(brief)[node(brief.net, "D")] == pytest.approx((0.8, 1.8))
    sure = sureness(brief_of(one, "B SUPPLIES D", "C SUPPLIES D"), "power_over")
    assert np.isnan(sure.ends[sure.row[node(brief.net, "D")]]).all()


# -- constraint -------------------------------------------------------------------------------------


def constraints(told: Sequence[tuple[str, str, float]], there: Sequence[bool]) -> list[float | None]:
    """By Burt's formula, of each of the four."""
    w = [[0.0] * 4 for _ in NAMES]
    for (a, b, share), is_there in zip(told, there, strict=True):
        w[NAMES.index(a)][NAMES.index(b)] = share if is_there else 0.0
    return [Ego(w, i).constraint() for i in range(4)]


@settings(max_examples=8)
@given(st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from([0.1, 0.25, 0.5])),
    min_size=1, max_size=6, unique_by=lambda one: one[:2],
).map(lambda told: [one for one in told if one[0] != one[1]]).filter(bool))  # fmt: skip
def test_constraint_has_the_distribution_of_every_world(told: list[tuple[str, str, float]]) -> None:
    chances = [0.5 if at % 2 else 0.75 for at in range(len(told))]
    brief = brief_of(
        *(line((a, b, share, 0.0, p)) for (a, b, share), p in zip(told, chances, strict=True)),
        certain=False,
        draws=1000,
    )
    sure = sureness(brief, "constraint")
    every = [(p, constraints(told, there)) for p, there in oracle.every_world([[p] for p in chances])]
    for item in sure.items:
        at, values = NAMES.index(brief.name(item)), sure.values[sure.row[item]]
        assert np.isnan(values).mean() == pytest.approx(
            sum(p for p, found in every if found[at] is None), abs=2 * NEAR
        )
        for bar in {round(found[at], 6) for _, found in every if found[at] is not None}:  # type: ignore[call-overload]
            below = sum(p for p, found in every if found[at] is not None and found[at] <= bar + 1e-5)
            assert (values <= bar + 1e-5).mean() == pytest.approx(below, abs=2 * NEAR)


def test_a_missing_share_moves_constraint_and_who_has_too_many_has_none() -> None:
    brief = brief_of("A SUPPLIES B share_of_seller=0.5", "A SUPPLIES C", draws=1000)
    sure = sureness(brief, "constraint")
    a, c = (sure.row[node(brief.net, name)] for name in "AC")
    assert sure.ends[a].tolist() == [1.0, 1.0]  # of two contacts one is known: it is all there is
    assert np.isnan(sure.ends[c]).all()  # nothing is known of the only one
    # two contacts who do not know each other: p^2 + (1 - p)^2, half at least
    assert 0.5 <= sure.values[a].min() < 0.51 and np.ptp(sure.values[a]) > 0.3


# -- what may be said ----------------------------------------------------------------------------


def test_one_sidedness_may_be_said_where_it_holds_whatever_is_missing() -> None:
    both = ["A SUPPLIES B share_of_seller=0.8 seller_alternatives=none share_of_buyer=0.1"]
    again = [f"{tie} source=t" for tie in both]
    brief = brief_of(*both, *again)
    a, b = (node(brief.net, name) for name in "AB")
    sure = sureness(brief, "dependence")
    assert sure.may_say((a, b), (b, a)) == "yes"  # .8 against at most .1
    assert sure.may_say((b, a), (a, b)) == "no"
    sure = sureness(brief_of(*both), "dependence")
    assert sure.may_say((a, b), (b, a)) == "one_source"


def test_one_sidedness_is_not_said_where_what_is_missing_may_turn_it() -> None:
    brief = brief_of(*(f"A SUPPLIES B share_of_seller=0.5 seller_alternatives=none source={s}" for s in "st"))
    a, b = (node(brief.net, name) for name in "AB")
    assert sureness(brief, "dependence").may_say((a, b), (b, a)) == "no"


def test_how_often_something_held_is_asked_of_the_draws() -> None:
    brief = brief_of("A SUPPLIES B share_of_seller=0.8")
    pair = node(brief.net, "A"), node(brief.net, "B")
    sure = sureness(brief, "dependence")
    # evenly between 0 and .8: above .2 in three of four
    assert sure.share(lambda value: value[pair] > 0.2, pair) == pytest.approx(0.75, abs=NEAR)
    assert sure.share(lambda value: value[pair] > 0.2, pair, ("no", "body")) == 0
    assert isinstance(sure.between(pair), Interval)
