"""What if ties are missing: against every tie that could be added, one by one."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pytest

from graph.settings import Settings
from queries.question import Brief
from queries.sure import RATES, WITH_MORE, if_missing, sureness
from tests.oracle.influence import by_walks, largest_growth
from tests.queries.small import net, node

NEAR = 0.08


def brief_of(*ties: str, parties: Sequence[str], seed: int = 1) -> Brief:
    return Brief(net(parties, *ties, settings=Settings(draws=1000, seed=seed)))


def test_influence_has_the_mean_over_every_tie_that_could_be_added() -> None:
    parties = [f"NGO {name} IN" for name in "ABC"] + [f"Supplier {name} IN" for name in "XY"]
    brief = brief_of("A INFLUENCES X strength=0.6", parties=parties)
    items = sureness(brief, "influence").items
    assert [brief.name(item) for item in items] == ["A"]
    sure = if_missing(brief, "influence", 1.0)  # one tie, so one more in each world
    totals = []
    for i, j in product(range(3), (3, 4)):  # an NGO moves a supplier, as A does X
        if (i, j) != (0, 3):
            w = [[0.0] * 5 for _ in range(5)]
            w[0][3] = w[i][j] = 0.6
            totals.append(by_walks(w, 0.5 / max(largest_growth(w, 50), 1.0), 20)[0])
    assert sure.values[0].mean() == pytest.approx(np.mean(totals), abs=NEAR)
    assert set(sure.values[0].round(6)) == {round(total, 6) for total in totals}


def test_who_is_said_not_to_move_somebody_is_not_made_to() -> None:
    parties = ["NGO A IN", "Supplier X IN", "Supplier Y IN"]
    ties = ("A INFLUENCES X strength=0.6", "A INFLUENCES Y strength=0.6 holds=no")
    assert np.ptp(if_missing(brief_of(*ties, parties=parties), "influence", 1.0).values) == 0


def test_who_is_tied_with_an_unknown_size_is_tied() -> None:
    parties = ["NGO A IN", "Supplier X IN", "Supplier Y IN"]
    ties = ("A INFLUENCES X strength=0.6", "A INFLUENCES Y")
    assert np.ptp(if_missing(brief_of(*ties, parties=parties), "influence", 1.0).values) == 0


CHAIN = [*(f"Quarry {name} IN" for name in "QR"), *(f"Supplier {name} IN" for name in "XY")]


def test_a_seller_whose_sales_are_all_accounted_for_has_no_further_buyer() -> None:
    full = ("Q SUPPLIES X share_of_seller=1", "R SUPPLIES X share_of_seller=0.7")
    brief = brief_of(*full, parties=CHAIN)
    sure = if_missing(brief, "influence", 1.0)  # of four pairs only R -> Y is left, with .3 at most
    y = sure.row.get(node(brief.net, "Y"))
    assert y is None  # Y moves nobody on the map, so it is no item
    assert sure.values[0] == pytest.approx(np.full(200, 1.7))
    brief = brief_of(*full, "Y OWNS X share=0.1", parties=CHAIN)
    sure = if_missing(brief, "influence", 0.5)
    # in every world Y also buys the last .3 of R's sales, beside owning .1 of X, who moves 1.7
    values = sure.values[sure.row[node(brief.net, "Y")]]
    assert values.min() == pytest.approx(0.3 + 0.1 * (1 + 0.5 * 1.7))


def test_power_over_others_grows_by_what_is_added() -> None:
    told = "share_of_seller=0.5 seller_alternatives=none share_of_buyer=1 buyer_alternatives=1"
    brief = brief_of(f"Q SUPPLIES X {told}", parties=CHAIN)
    sure = if_missing(brief, "power_over", 1.0)
    values = sure.values[sure.row[node(brief.net, "X")]]
    # one more of sales: Q - Y, R - X or R - Y for .5; X gains in one world of three
    assert set(values.round(9)) == {0.5, 1.0}
    assert (values == 1.0).mean() == pytest.approx(1 / 3, abs=NEAR)


@pytest.mark.parametrize("measure", WITH_MORE)
def test_the_two_scenarios_stand_apart_from_the_draws(measure: str) -> None:
    told = "share_of_seller=0.2 seller_alternatives=none share_of_buyer=0.1 buyer_alternatives=hard"
    ties = [f"{a} SUPPLIES {b} {told}" for a, b in ("QX", "RX", "QY", "XY")]
    brief = brief_of(*ties, parties=[*CHAIN, "Quarry S IN"])
    before = sureness(brief, measure).values.copy()
    few, many = (if_missing(brief, measure, rate) for rate in RATES)
    assert (few.without, few.draws) == ({}, 200)
    base = few.ends.mean(axis=1, keepdims=True)  # what the map says
    changed = [(~np.isclose(sure.values, base)).any(axis=0).mean() for sure in (few, many)]
    assert 0 < changed[0] < changed[1]
    assert np.array_equal(sureness(brief, measure).values, before, equal_nan=True)
    same = if_missing(brief_of(*ties, parties=[*CHAIN, "Quarry S IN"]), measure, RATES[0])
    other = if_missing(brief_of(*ties, parties=[*CHAIN, "Quarry S IN"], seed=9), measure, RATES[0])
    assert np.array_equal(same.values, few.values, equal_nan=True)
    assert not np.array_equal(other.values, few.values, equal_nan=True)


@pytest.mark.parametrize("measure", WITH_MORE)
def test_an_empty_map_answers(measure: str) -> None:
    assert if_missing(brief_of(parties=[]), measure, 0.15).items == ()
