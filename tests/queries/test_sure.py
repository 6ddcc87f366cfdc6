"""How sure: draws against every world there can be, what may be said, and one source less."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.records import Source, source
from graph.settings import Settings
from queries.draws import Worlds
from queries.question import Brief
from queries.sure import MEASURES, Sure, sureness
from tests.oracle import worlds as oracle
from tests.oracle.influence import by_walks, largest_growth
from tests.queries.small import net, node

NAMES = "ABCDE"
CHANCE = {"documented": 0.95, "stated": 0.75, "claimed": 0.5, "inferred": 0.3, "1": 1.0}
DRAWS = 4000
NEAR = 0.04  # five times the standard error of a share over so many draws
CERTAIN = dict.fromkeys(("documented", "stated", "claimed", "inferred"), 1.0)


def brief_of(
    *ties: str,
    parties: Sequence[str] = tuple(f"NGO {name} IN" for name in NAMES),
    draws: int = DRAWS,
    seed: int = 1,
    sources: Sequence[Source] = (),
    **more: Any,
) -> Brief:
    """A map of some parties; `draws` and `seed` are the settings'."""
    told = Settings(draws=draws, seed=seed, **more)
    return Brief(net(parties, *ties, settings=told, sources=sources))


def by_name(brief: Brief, sure: Sure) -> Mapping[str, int]:
    return {brief.name(item): at for item, at in sure.row.items()}


# -- against every world -----------------------------------------------------------------

Told = tuple[str, str, str, tuple[str, ...]]
TIE = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(["low", "medium", "high"]),
    st.lists(st.sampled_from(list(CHANCE)), min_size=1, max_size=2).map(tuple),
)  # fmt: skip
TIES = st.lists(TIE, min_size=1, max_size=5, unique_by=lambda one: one[:2]).map(
    lambda ties: [one for one in ties if one[0] != one[1]]
)


def line_of(tie: Told) -> list[str]:
    """A line for each root source that claims the tie, each with its own confidence."""
    a, b, strength, sure = tie
    return [
        f"{a} INFLUENCES {b} strength={strength} confidence={word} source=s{at}"
        for at, word in enumerate(sure)
    ]


def values_in(
    ties: Sequence[Told], there: Sequence[bool], who: Sequence[str], steps: int = 60
) -> list[float]:
    """Total influence of some in one world, walk by walk; b is that of the map, where all is there."""
    growth = largest_growth(matrix(ties, [True] * len(ties)), 3 * steps)
    total = by_walks(matrix(ties, there), 0.5 / max(growth, 1.0), steps)
    return [round(total[NAMES.index(one)], 9) for one in who]


def matrix(ties: Sequence[Told], there: Sequence[bool]) -> list[list[float]]:
    size = {"low": 0.3, "medium": 0.6, "high": 0.9}
    w = [[0.0] * len(NAMES) for _ in NAMES]
    for (a, b, strength, _), is_there in zip(ties, there, strict=True):
        w[NAMES.index(a)][NAMES.index(b)] = size[strength] if is_there else 0.0
    return w


@settings(max_examples=15)
@given(TIES.filter(bool))
def test_draws_agree_with_every_world_there_can_be(ties: list[Told]) -> None:
    brief = brief_of(*(line for tie in ties for line in line_of(tie)))
    sure = sureness(brief, "influence")
    rows = by_name(brief, sure)
    who = sorted(rows)
    assert set(who) == {a for a, *_ in ties}
    chances = [[CHANCE[word] for word in sure_] for *_, sure_ in ties]
    told = [(chance, values_in(ties, there, who)) for chance, there in oracle.every_world(chances)]
    for at, name in enumerate(who):
        item = sure.items[rows[name]]
        drawn = sure.values[rows[name]]
        mean = sum(chance * values[at] for chance, values in told)
        assert drawn.mean() == pytest.approx(mean, abs=NEAR * max(drawn.max(), 1.0))
        for bar in {values[at] for _, values in told}:
            below = sum(chance for chance, values in told if values[at] <= bar + 1e-9)
            assert (drawn <= bar + 1e-6).mean() == pytest.approx(below, abs=NEAR)
        for k in (1, 3):
            expected = sum(chance * oracle.among_first(values, k)[at] for chance, values in told)
            assert sure.top(item, k) == pytest.approx(expected, abs=NEAR)
        ends = sure.rank(item)
        assert ends is not None
        for end, q in zip(ends, (0.05, 0.95), strict=True):
            below = sum(chance for chance, values in told if oracle.ranks(values)[at] < end)
            up_to = sum(chance for chance, values in told if oracle.ranks(values)[at] <= end)
            assert below <= q + NEAR and up_to >= q - NEAR
        for other_at, other in enumerate(who):
            expected = sum(chance * (values[at] > values[other_at] + 1e-7) for chance, values in told)
            assert sure.more(item, sure.items[rows[other]]) == pytest.approx(expected, abs=NEAR)


@settings(max_examples=10)
@given(TIES.filter(bool))
def test_tau_agrees_with_every_world_there_can_be(ties: list[Told]) -> None:
    brief = brief_of(*(line for tie in ties for line in line_of(tie)))
    sure = sureness(brief, "influence")
    who = sorted(by_name(brief, sure))
    point = values_in(ties, [True] * len(ties), who)
    chances = [[CHANCE[word] for word in sure_] for *_, sure_ in ties]
    told = [
        (oracle.tau(point, values_in(ties, there, who)), chance)
        for chance, there in oracle.every_world(chances)
    ]
    known = sorted((tau, chance) for tau, chance in told if tau is not None)
    if not known:
        assert sure.tau() is None
        return
    assert sure.tau() is not None
    whole = sum(chance for _, chance in known)
    for end, q in ((sure.tau()[0], 0.5), (sure.tau()[1].low, 0.05), (sure.tau()[1].high, 0.95)):
        below = sum(chance for tau, chance in known if tau < end - 1e-9) / whole
        up_to = sum(chance for tau, chance in known if tau <= end + 1e-9) / whole
        few = 5 * (0.25 / (DRAWS * whole)) ** 0.5  # so many draws have an order at all
        assert below <= q + few and up_to >= q - few


def test_ten_uncertain_ties() -> None:
    """A star of three and a chain: 2^10 worlds, by plain loops."""
    ends = ["AB", "AC", "AD", "BC", "BD", "CD", "DE", "EA", "CE", "BA"]
    ties: list[Told] = [
        (a, b, "medium", ("claimed" if at % 2 else "stated",)) for at, (a, b) in enumerate(ends)
    ]
    brief = brief_of(*(line for tie in ties for line in line_of(tie)))
    sure = sureness(brief, "influence")
    rows = by_name(brief, sure)
    first = [0.0] * 5
    mean = [0.0] * 5
    for chance, there in oracle.every_world([[CHANCE[one[0]]] for *_, one in ties]):
        values = values_in(ties, there, NAMES, 15)
        for at, credit in enumerate(oracle.among_first(values, 3)):
            first[at] += chance * credit
            mean[at] += chance * values[at]
    for at, name in enumerate(NAMES):
        assert sure.values[rows[name]].mean() == pytest.approx(mean[at], abs=NEAR * 2)
        assert sure.top(sure.items[rows[name]]) == pytest.approx(first[at], abs=NEAR)


# -- each uncertainty by itself -------------------------------------------------------------


def width(brief: Brief, name: str = "A", measure: str = "influence") -> float:
    sure = sureness(brief, measure)
    ends = sure.between(node(brief.net, name))
    assert ends is not None
    return ends.high - ends.low


TIE_AB = "A INFLUENCES B strength=high"


def test_where_all_is_certain_and_nothing_is_missing_nothing_moves() -> None:
    ties = ("A INFLUENCES B strength=high", "B INFLUENCES C strength=low", "C OWNS A share=0.4")
    brief = brief_of(*ties, confidence=CERTAIN)
    sure = sureness(brief, "influence")
    assert (sure.values == sure.values[:, :1]).all()
    assert sure.values[:, 0] == pytest.approx(sure.ends[:, 0], rel=1e-9)
    assert [sure.between(item) for item in sure.items] == [(value, value) for value in sure.values[:, 0]]
    assert sure.tau() is not None and sure.tau()[0] == 1


def test_a_claim_that_is_not_certain_widens_it() -> None:
    assert width(brief_of(TIE_AB, confidence=CERTAIN)) == 0
    assert width(brief_of(TIE_AB)) == pytest.approx(0.9)  # claimed: there in half of the worlds


def test_a_strength_that_nobody_states_widens_it() -> None:
    brief = brief_of(TIE_AB, "A INFLUENCES C", confidence=CERTAIN)
    ends = sureness(brief, "influence").between(node(brief.net, "A"))
    assert ends == pytest.approx((0.95, 1.85), abs=0.03)  # .9, and anything from 0 to 1


CHAIN = [f"Supplier {name} IN" for name in NAMES]


def test_a_share_that_nobody_states_is_drawn_within_what_is_left() -> None:
    ties = ("B SUPPLIES A", "B SUPPLIES C share_of_seller=0.6")
    brief = brief_of(*ties, "A INFLUENCES D strength=low", parties=CHAIN, confidence=CERTAIN)
    ends = sureness(brief, "influence").between(node(brief.net, "A"))
    assert ends == pytest.approx((0.32, 0.68), abs=0.02)  # .3, and anything from 0 to .4


def test_two_roots_that_differ_widen_it() -> None:
    two = (TIE_AB, "A INFLUENCES B strength=low source=t confidence=inferred")
    assert width(brief_of(*two, confidence=CERTAIN)) == pytest.approx(0.6, abs=0.01)  # .3 to .9
    copy = [source("t", date="2024", derived_from="s")]
    assert width(brief_of(*two, confidence=CERTAIN, sources=copy)) == 0  # one original


def test_a_documented_no_is_in_no_world() -> None:
    ties = ("A INFLUENCES B strength=low", "A INFLUENCES C strength=high")
    no = "A INFLUENCES C strength=high holds=no source=t confidence=documented"
    brief = brief_of(*ties, no, confidence={**CERTAIN, "claimed": 0.5})
    sure = sureness(brief, "influence")
    assert set(sure.values[0]) == {0.0, 0.3}  # the fold says no to A -> C


def test_a_tie_that_is_disputed_stands_for_what_those_say_who_say_yes() -> None:
    ties = ("A INFLUENCES B strength=high confidence=stated", "A INFLUENCES B holds=no source=t")
    sure = sureness(brief_of(*ties), "influence")
    assert (sure.values[0] > 0).mean() == pytest.approx(0.75, abs=NEAR)


# -- seeds and orders ------------------------------------------------------------------------

SEVERAL = (
    "A INFLUENCES B strength=high", "B INFLUENCES C", "C OWNS A", "D INFLUENCES A strength=low source=t",
    "D INFLUENCES A strength=high confidence=stated",
)  # fmt: skip


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    one, same, other = (sureness(brief_of(*SEVERAL, seed=seed), "influence") for seed in (7, 7, 8))
    assert np.array_equal(one.values, same.values)
    assert not np.array_equal(one.values, other.values)
    assert one.values.mean(axis=1) == pytest.approx(other.values.mean(axis=1), abs=0.1)


def test_the_order_of_claims_and_parties_changes_nothing() -> None:
    one = sureness(brief_of(*SEVERAL), "influence")
    two = sureness(
        brief_of(*SEVERAL[::-1], parties=[f"NGO {name} IN" for name in reversed(NAMES)]), "influence"
    )
    assert one.items == two.items
    assert np.array_equal(one.values, two.values)


@pytest.mark.parametrize("measure", MEASURES)
def test_worlds_drawn_a_few_at_a_time_are_the_same(measure: str) -> None:
    brief = brief_of(*SEVERAL, draws=50)
    whole, drawn = sureness(brief, measure), MEASURES[measure]
    few = drawn.drawn(brief, whole.items, Worlds(brief, drawn.RELATIONS, 50, 1, batch=40))
    assert np.allclose(few, whole.values, rtol=1e-12, equal_nan=True)


def test_without_draws_there_is_the_value_and_no_interval() -> None:
    sure = sureness(brief_of(*SEVERAL, draws=0), "influence")
    assert sure.draws == 0 and np.isfinite(sure.ends).any()
    item = sure.items[0]
    assert (sure.between(item), sure.rank(item), sure.top(item), sure.tau()) == (None, None, None, None)
    assert sure.may_say(item, sure.items[-1]) == "no"


@pytest.mark.parametrize("measure", MEASURES)
def test_an_empty_map_answers(measure: str) -> None:
    sure = sureness(brief_of(), measure)
    assert sure.items == () and sure.tau() is None


# -- what may be said ---------------------------------------------------------------------------


def verdict(*ties: str, a: str = "A", b: str = "B", **more: Any) -> str:
    brief = brief_of(*ties, draws=1000, **more)
    return sureness(brief, "influence").may_say(node(brief.net, a), node(brief.net, b))


def of(who: str, strength: str, source: str, confidence: str = "documented") -> str:
    return f"{who} INFLUENCES E strength={strength} source={source} confidence={confidence}"


def test_what_holds_in_the_draws_and_without_any_source_may_be_said() -> None:
    ties = [of(who, size, src) for who, size in (("A", "high"), ("B", "low")) for src in ("s", "t")]
    assert verdict(*ties) == "yes"
    assert verdict(*ties, a="B", b="A") == "no"


def test_what_rests_on_one_source_is_said_to() -> None:
    ties = [of("A", "high", "s", "1"), of("B", "low", "s", "1")]
    assert verdict(*ties) == "one_source"
    # a second source that speaks of others is no second source for these two
    assert verdict(*ties, of("C", "low", "t", "1")) == "one_source"
    # a copy is none either
    again = [of("A", "high", "t", "1"), of("B", "low", "t", "1")]
    assert verdict(*ties, *again, sources=[source("t", date="2024", derived_from="s")]) == "one_source"
    assert verdict(*ties, *again) == "yes"


def test_one_source_without_which_it_is_not_so_forbids_it() -> None:
    # without s, A has .3 and B .6
    ties = (of("A", "high", "s"), "A INFLUENCES D strength=low source=t confidence=documented",
            of("B", "medium", "t"), of("B", "medium", "s"))  # fmt: skip
    assert verdict(*ties, confidence=CERTAIN) == "no"


def test_nine_draws_in_ten_are_needed() -> None:
    def both(chance: str) -> list[str]:
        return [of("A", "high", "s", chance), of("B", "low", "s", "1"), of("B", "low", "t", "1"),
                "A INFLUENCES D strength=high source=t confidence=1 holds=no"]  # fmt: skip

    assert verdict(*both("0.8")) == "no"
    assert verdict(*both("0.97")) == "yes"  # without t: A .9, B .3


def test_equals_are_never_more() -> None:
    ties = [of(who, "high", src, "1") for who in "AB" for src in ("s", "t")]
    assert verdict(*ties) == "no"
    assert verdict(*ties, a="B", b="A") == "no"


def test_somebody_of_whom_nothing_is_known_is_not_compared() -> None:
    assert verdict(of("A", "high", "s"), b="D") == "no"


def test_the_first_three_are_named_where_draws_and_sources_allow_it() -> None:
    sizes = {"A": "0.9", "B": "0.8", "C": "0.7", "D": "0.1"}
    ties = [of(who, size, src, "1") for who, size in sizes.items() for src in ("s", "t")]
    brief = brief_of(*ties, draws=1000)
    sure = sureness(brief, "influence")
    found = {name: sure.in_top(node(brief.net, name)) for name in "ABCD"}
    assert found == {"A": "yes", "B": "yes", "C": "yes", "D": "no"}
    alone = brief_of(*(tie for tie in ties if "source=s" in tie), draws=1000)
    assert sureness(alone, "influence").in_top(node(alone.net, "A")) == "one_source"


def test_among_three_nobody_is_among_the_first_three() -> None:
    ties = [of(who, "high", src, "1") for who in "ABC" for src in ("s", "t")]
    brief = brief_of(*ties, draws=1000)
    assert sureness(brief, "influence").in_top(node(brief.net, "A")) == "no"


def test_people_and_several_have_no_place_in_an_order() -> None:
    parties = ["NGO A IN", "WorkerGroup B IN", "NGO C IN extent=several", "Person D IN", "NGO E IN"]
    ties = [of(who, "high", "s", "1") for who in "ABCD"]
    brief = brief_of(*ties, parties=parties, draws=100)
    sure = sureness(brief, "influence")
    placed = {name: sure.rank(node(brief.net, name)) for name in "ABCD"}
    assert placed == {"A": (1, 1), "B": None, "C": None, "D": None}
    assert sure.top(node(brief.net, "B")) is None
    assert sure.between(node(brief.net, "B")) is not None


def test_leaving_a_source_out_is_the_map_without_it() -> None:
    two = [source("s", date="2024"), source("t", date="2024"), source("copy", date="2024", derived_from="t")]
    ties = (of("A", "high", "s"), of("A", "low", "t"), of("B", "low", "copy"), "B INFLUENCES A strength=low")
    brief = brief_of(*ties, sources=two)
    sure = sureness(brief, "influence")
    assert list(sure.without) == ["s", "t"]
    rows = by_name(brief, sure)
    # without s only t is left: A .3 on E; B only .3 on E
    assert [sure.without["s"][rows[n], 0] for n in "AB"] == pytest.approx([0.3, 0.3])
    # without t and its copy: A .9 on E, B .3 on A and half of what A moves
    assert [sure.without["t"][rows[n], 0] for n in "AB"] == pytest.approx([0.9, 0.3 * 1.45])


FIELDS = {
    "SUPPLIES": ("share_of_seller", "share_of_buyer", "seller_alternatives", "product"),
    "EMPLOYS": ("share_of_income", "worker_alternatives"),
    "INFLUENCES": ("strength",),
    "OWNS": ("share",),
    "REGULATES": ("permit",),
}
VALUES = {"product": ("slabs", "cobbles"), "permit": ("yes", "no", "unknown")}


def random_ties(dice: random.Random) -> list[str]:
    """A dozen ties of three sources, some of them denied, dated, without figures or told twice."""
    ties = []
    for _ in range(12):
        a, b = dice.sample(NAMES, 2)
        relation = dice.choice(list(FIELDS))
        told = [f"{name}={dice.choice(VALUES.get(name, ('0.1', '0.3', '0.6')))}"
                for name in FIELDS[relation] if dice.random() < 0.7]  # fmt: skip
        told += ["holds=no"] * (dice.random() < 0.15) + ["until=2020"] * (dice.random() < 0.1)
        told += [f"confidence={dice.choice(list(CHANCE))}", f"source={dice.choice('stu')}"]
        ties.append(" ".join([a, relation, b, *told]))
    return ties


@pytest.mark.parametrize("seed", range(12))
def test_leaving_a_source_out_gives_what_there_is_without_it(seed: int) -> None:
    """Against a map that was never told what that source says; `t` has a copy, which goes with it."""
    dice = random.Random(seed)
    cards = [source("s", date="2024"), source("t", date="2024"), source("u", date="2024", derived_from="t")]
    ties = random_ties(dice)
    brief = brief_of(*ties, parties=CHAIN, sources=cards, draws=10)
    for measure in ("influence", "dependence", "power_over", "concentration", "constraint"):
        sure = sureness(brief, measure)
        for root, gone in (("s", "s"), ("t", "tu")):
            left = [tie for tie in ties if tie[-1] not in gone]
            alone = Brief(net(CHAIN, *left, sources=cards), as_of=brief.facts.as_of)
            expected = MEASURES[measure].standing(alone)
            found = sure.without.get(root, sure.ends)
            for item, at in sure.row.items():
                assert tuple(found[at]) == pytest.approx(expected.get(item, (np.nan, np.nan)), nan_ok=True), (
                    measure,
                    root,
                    item,
                )


def test_a_source_that_says_no_may_be_left_out_too() -> None:
    ties = (
        of("A", "high", "s", "claimed"),
        f"{of('A', 'high', 't')} holds=no",
        "A INFLUENCES D strength=low source=s",
    )
    brief = brief_of(*ties)
    sure = sureness(brief, "influence")
    assert sure.ends[:, 0].tolist() == pytest.approx([0.3])
    assert sure.without["t"][:, 0].tolist() == pytest.approx([1.2])
