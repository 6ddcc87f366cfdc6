"""How sure coverage is: against every world there can be, judged the slow way."""

import random
from typing import Any

import numpy as np
import pytest

from graph.settings import Settings
from queries.coverage import coverage, fragile
from queries.draws.coverage import MAY_BE, SURELY
from queries.hearing import Hearing
from queries.question import Brief
from queries.sure import Sure, sureness
from tests.oracle.voices import judge
from tests.oracle.worlds import every_world
from tests.queries.small import brief, net
from tests.queries.voice_cases import SPEAKERS, drawn, lines

DRAWS = 2000
NEAR = 0.06

PARTIES = ["WorkerGroup cutters IN/R", "TradeUnion union IN", "NGO helpers IN", "Importer buyer NL"]
HARM = "cutters AFFECTED_BY water scale=3 scope=1 irremediability=1 state=actual"
SPEAKS = "union REPRESENTS cutters basis=elected risks=water places=IN/R"


def asked(*ties: str, guests: tuple[str, ...] = ("union",), seed: int = 1, draws: int = DRAWS) -> Brief:
    return brief(net(PARTIES, *ties, settings=Settings(draws=draws, seed=seed)), guests)


def values(sure: Sure, item: str = SURELY) -> np.ndarray:
    return sure.values[sure.row[item]]


def worlds_of(case: dict[str, Any]) -> list[tuple[float, float | None, float | None]]:
    """(chance, surely heard, may be heard) for every world; None where nobody is touched."""
    sure = [0.5] * len(case["affected"]) + [0.95 if one[-1] else 0.5 for one in case["speaks"]]
    found = []
    for chance, there in every_world([[p] for p in sure]):
        harms = [one for one, is_there in zip(case["affected"], there, strict=False) if is_there]
        voices = [
            one
            for one, is_there in zip(case["speaks"], there[len(case["affected"]) :], strict=True)
            if is_there
        ]
        told = list(judge(case | {"affected": harms, "speaks": voices}).values())
        whole = sum(low for low, *_ in told)
        heard = sum(low for low, _, status, *_ in told if status == "heard")
        may_be = sum(low for low, _, status, *_ in told if status != "not_heard")
        found.append((chance, heard / whole if whole else None, may_be / whole if whole else None))
    return found


def test_draws_agree_with_every_world_there_can_be() -> None:
    dice, seen = random.Random(20260103), set()
    for _ in range(40):
        case = drawn(dice) | {"guests": dice.sample(SPEAKERS, 3)}
        case["affected"] = [
            (g, r, p, (1 + dice.randrange(3), 1, 1), "actual", 0) for g, r, p, *_ in case["affected"]
        ]
        case["speaks"] = case["speaks"][:5]
        parties, ties = lines(case)
        told = brief(
            net(parties, *ties, settings=Settings(draws=DRAWS)), case["guests"], complete=case["complete"]
        )
        sure = sureness(told, "coverage")
        expected = worlds_of(case)
        for item, at in ((SURELY, 1), (MAY_BE, 2)):
            found = values(sure, item)
            none = sum(world[0] for world in expected if world[at] is None)
            assert np.isnan(found).mean() == pytest.approx(none, abs=NEAR)
            for bar in (0.0, 0.3, 0.5, 0.7, 0.99):
                below = sum(
                    world[0] for world in expected if world[at] is not None and world[at] <= bar + 1e-9
                )
                assert (found <= bar + 1e-9).mean() == pytest.approx(below, abs=NEAR), (case, item, bar)
            seen.add(round(float(np.nanmean(found)), 1))
    assert len(seen) > 5  # the cases differ


def test_where_all_is_certain_and_graded_nothing_moves() -> None:
    ties = (HARM, "cutters AFFECTED_BY wages scale=2 scope=1 irremediability=1 state=actual", SPEAKS)
    told = asked(*(f"{tie} confidence=1" for tie in ties))
    sure = sureness(told, "coverage")
    assert set(values(sure)) == {0.6}  # 9 of 15
    assert sure.between(SURELY) == (0.6, 0.6)
    assert sure.ends[sure.row[SURELY]].tolist() == [0.6, 0.6]


def test_a_voice_that_is_only_claimed_may_not_be_there() -> None:
    sure = sureness(asked(f"{HARM} confidence=1", f"{SPEAKS} confidence=stated"), "coverage")
    assert (values(sure) == 1).mean() == pytest.approx(0.75, abs=NEAR)


def test_a_concern_that_is_only_claimed_may_not_be_there() -> None:
    wages = "cutters AFFECTED_BY wages scale=2 scope=1 irremediability=1 state=actual confidence=inferred"
    sure = sureness(asked(f"{HARM} confidence=1", f"{SPEAKS} confidence=1", wages), "coverage")
    assert set(values(sure).round(9)) == {0.6, 1.0}
    assert (values(sure) < 1).mean() == pytest.approx(0.3, abs=NEAR)


def test_a_weight_that_nobody_graded_is_drawn_between_its_ends() -> None:
    ties = (HARM, SPEAKS, "cutters AFFECTED_BY wages")
    found = values(sureness(asked(*(f"{tie} confidence=1" for tie in ties)), "coverage"))
    # water 9, heard; wages anything from 1 to 9: half of the draws above 9 / (9 + 5)
    assert found.min() == pytest.approx(0.5, abs=0.01) and found.max() == pytest.approx(0.9, abs=0.01)
    assert (found > 9 / 14).mean() == pytest.approx(0.5, abs=NEAR)


def test_where_the_finer_place_is_not_there_the_coarser_one_counts() -> None:
    parties = ["WorkerGroup cutters IN/R/K", "TradeUnion union IN"]
    graded = "scope=1 irremediability=1 state=actual"
    ties = (
        f"cutters AFFECTED_BY water place=IN/R scale=3 {graded} confidence=1",
        f"cutters AFFECTED_BY water place=IN/R/K scale=1 {graded} confidence=claimed",
        f"cutters AFFECTED_BY wages scale=1 {graded} confidence=1",
        "union REPRESENTS cutters basis=elected risks=water places=IN/R/K confidence=1",
    )
    told = brief(net(parties, *ties, settings=Settings(draws=DRAWS)), ["union"])
    # Kota there: 3 heard of 3 + 3; else Rajasthan as a whole, 9, of which Kota's voice is none
    assert set(values(sureness(told, "coverage")).round(9)) == {0.0, 0.5}


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    one, same, other = (values(sureness(asked(HARM, SPEAKS, seed=seed), "coverage")) for seed in (1, 1, 2))
    assert np.array_equal(one, same, equal_nan=True)
    assert not np.array_equal(one, other, equal_nan=True)


def test_each_guest_list_has_its_own() -> None:
    told = asked(HARM, SPEAKS)
    assert np.nanmax(values(sureness(told, "coverage"))) == 1
    other = Brief(told.net, brief(told.net, ["helpers"]).guests, facts=told.facts)
    assert np.nanmax(values(sureness(other, "coverage"))) == 0


def test_without_a_list_or_concerns_there_is_nothing_to_share_out() -> None:
    for told in (Brief(net(PARTIES, HARM, SPEAKS)), asked(SPEAKS)):
        assert sureness(told, "coverage").items == ()
        assert sureness(told, "coverage").between(SURELY) is None


def test_what_hangs_on_a_claim_that_is_not_firm_is_fragile() -> None:
    def found(*ties: str) -> dict[str, float]:
        told = Hearing(asked(HARM, *ties))
        assert len(fragile(told)) == coverage(told)["fragile"]["concerns"]
        fragile_: dict[str, float] = coverage(told)["fragile"]
        return fragile_

    assert found(SPEAKS) == {"concerns": 1, "low": 9.0, "high": 9.0}
    assert found(f"{SPEAKS} confidence=stated")["concerns"] == 0
    # two roots that claim it: 1 - .5 x .5 = .75, and two ways, one of them firm
    assert found(SPEAKS, f"{SPEAKS} source=t")["concerns"] == 0
    assert found(SPEAKS, f"{SPEAKS.replace('elected', 'mandated')} source=t confidence=.6")["concerns"] == 0
    assert found("helpers REPRESENTS cutters basis=advocate")["concerns"] == 0  # it is not heard at all


def test_without_a_list_nothing_is_fragile() -> None:
    assert coverage(Hearing(Brief(net(PARTIES, HARM, SPEAKS))))["fragile"] is None
