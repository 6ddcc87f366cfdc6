"""Which part of somebody's total runs through whom, on chains small enough to draw."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.records import source
from queries.question import Brief
from queries.shares import shares
from queries.sides import Interval, Share, current
from tests.queries.small import net, node

CHAIN = ["Quarry Q IN", "Supplier Y IN", "Supplier Z IN"]


def share(brief: Brief, means: str, holder: str, partner: str) -> Share:
    found = shares(brief).pair(means, node(brief.net, holder), node(brief.net, partner))
    assert found is not None
    return found


def test_a_stated_share_is_of_that_sides_own_total() -> None:
    brief = Brief(net(CHAIN, "Q SUPPLIES Y share_of_seller=0.8 share_of_buyer=0.1"))
    assert share(brief, "sales", "Q", "Y").share == (0.8, 0.8)
    assert share(brief, "purchases", "Y", "Q").share == (0.1, 0.1)
    assert shares(brief).pair("sales", node(brief.net, "Y"), node(brief.net, "Q")) is None


def test_shares_are_summed_over_products() -> None:
    brief = Brief(
        net(
            CHAIN,
            *(f"Q SUPPLIES Y product={p} share_of_seller={s}" for p, s in [("slabs", 0.5), ("cobbles", 0.2)]),
        )
    )
    assert share(brief, "sales", "Q", "Y").share == pytest.approx((0.7, 0.7))


def test_shares_are_never_summed_over_sources() -> None:
    brief = Brief(net(
        CHAIN,
        "Q SUPPLIES Y product=slabs share_of_seller=0.5",
        "Q SUPPLIES Y product=cobbles share_of_seller=0.2 source=t confidence=stated",
    ))  # fmt: skip
    one = share(brief, "sales", "Q", "Y")
    assert one.share == (0.2, 0.2)  # t is surer than s
    assert one.others == (("s", 0.5),)


def test_shares_are_never_summed_over_periods_and_the_newest_that_covers_the_date_counts() -> None:
    ties = [
        f"Q SUPPLIES Y product=slabs period={year} share_of_seller={s}"
        for year, s in [("2022", 0.5), ("2023", 0.3), ("2030", 0.9)]
    ]
    small = net(CHAIN, *ties)
    assert share(Brief(small, as_of="2023-06"), "sales", "Q", "Y").share == (0.3, 0.3)
    assert share(Brief(small, as_of="2022"), "sales", "Q", "Y").share == (0.5, 0.5)
    assert share(Brief(small, as_of="2025"), "sales", "Q", "Y").share == (0.3, 0.3)  # nothing decays
    assert share(Brief(small, as_of="2020"), "sales", "Q", "Y").share == (0.0, 1.0)  # nothing had begun


@pytest.mark.parametrize(("periods", "as_of", "chosen"), [
    ({"2021", "2022"}, "2022", "2022"),
    ({"2020/2024", "2021"}, "2023", "2020/2024"),
    ({"", "2021"}, "2023", ""),       # a blank is open: it covers the date
    ({"", "2023"}, "2023", "2023"),
    ({"2021", "2022"}, "", "2022"),
    ({"2030"}, "2023", None),
    (set(), "2023", None),
])  # fmt: skip
def test_one_period_counts(periods: set[str], as_of: str, chosen: str | None) -> None:
    assert current(periods, as_of) == chosen


def test_a_figure_without_a_product_is_the_whole_and_holds_the_products() -> None:
    brief = Brief(
        net(CHAIN, "Q SUPPLIES Y share_of_seller=0.8", "Q SUPPLIES Y product=slabs share_of_seller=0.5")
    )
    assert share(brief, "sales", "Q", "Y").share == (0.8, 0.8)


def test_a_missing_share_lies_within_what_the_others_leave() -> None:
    brief = Brief(net(CHAIN, "Q SUPPLIES Y share_of_seller=0.7", "Q SUPPLIES Z"))
    assert share(brief, "sales", "Q", "Z").share == pytest.approx((0.0, 0.3))
    assert share(brief, "purchases", "Z", "Q").share == (0.0, 1.0)


def test_a_product_without_a_share_leaves_the_sum_open() -> None:
    brief = Brief(
        net(
            CHAIN,
            "Q SUPPLIES Y product=slabs share_of_seller=0.4",
            "Q SUPPLIES Y product=cobbles",
            "Q SUPPLIES Z share_of_seller=0.1",
        )
    )
    assert share(brief, "sales", "Q", "Y").share == pytest.approx((0.4, 0.9))  # 1 - .1 of Z


def test_dont_know_is_not_zero() -> None:
    brief = Brief(net(CHAIN, "Q SUPPLIES Y share_of_seller=unknown"))
    assert share(brief, "sales", "Q", "Y").share == (0.0, 1.0)


def test_shares_come_from_values_where_all_ties_of_the_side_have_them() -> None:
    ties = [
        "Q SUPPLIES Y value=300 currency=EUR period=2023",
        "Q SUPPLIES Z value=100 currency=EUR period=2023",
    ]
    brief = Brief(net(CHAIN, *ties))
    one = share(brief, "sales", "Q", "Y")
    assert (one.share, one.said) == ((0.75, 0.75), "values")
    assert share(brief, "purchases", "Y", "Q").share == (1.0, 1.0)


@pytest.mark.parametrize("other", [
    "Q SUPPLIES Z period=2023",                                    # no value
    "Q SUPPLIES Z value=100 currency=INR period=2023",             # another currency
    "Q SUPPLIES Z value=100 currency=EUR period=2022",             # another year
    "Q SUPPLIES Z value=100 currency=EUR period=2022/2023",        # longer than a year
    "Q SUPPLIES Z value=100 currency=EUR period=2023 source=t",    # another source
])  # fmt: skip
def test_values_that_are_not_alike_give_no_share(other: str) -> None:
    brief = Brief(net(CHAIN, "Q SUPPLIES Y value=300 currency=EUR period=2023", other))
    assert share(brief, "sales", "Q", "Y").share == (0.0, 1.0)


def test_quarters_of_one_year_are_added() -> None:
    quarters = [f"Q SUPPLIES Y value=50 currency=EUR period=2023-0{m}" for m in (1, 4)]
    brief = Brief(net(CHAIN, *quarters, "Q SUPPLIES Z value=100 currency=EUR period=2023"))
    assert share(brief, "sales", "Q", "Y").share == (0.5, 0.5)


def test_products_that_add_up_to_more_than_all_are_cut_and_remembered() -> None:
    brief = Brief(
        net(
            CHAIN,
            "Q SUPPLIES Y product=slabs share_of_seller=0.8",
            "Q SUPPLIES Y product=cobbles share_of_seller=0.6",
        )
    )
    one = share(brief, "sales", "Q", "Y")
    assert one.share == (1.0, 1.0)
    assert one.summed == pytest.approx(1.4)
    (total,) = shares(brief).of(node(brief.net, "Q"))
    assert total.over == pytest.approx(1.4)


def test_partners_that_add_up_to_more_than_all_are_remembered() -> None:
    brief = Brief(net(CHAIN, "Q SUPPLIES Y share_of_seller=0.8", "Q SUPPLIES Z share_of_seller=0.6"))
    (total,) = shares(brief).of(node(brief.net, "Q"))
    assert (total.over, total.unaccounted) == (pytest.approx(1.4), 0.0)


def test_a_whole_of_exactly_100_percent_is_fine() -> None:
    brief = Brief(net(CHAIN, "Q SUPPLIES Y share_of_seller=0.7", "Q SUPPLIES Z share_of_seller=0.3"))
    (total,) = shares(brief).of(node(brief.net, "Q"))
    assert (total.over, total.missing) == (0.0, ())


def test_what_is_denied_counts_for_nothing() -> None:
    brief = Brief(net(CHAIN, "Q SUPPLIES Y share_of_seller=0.7 holds=no"))
    assert list(shares(brief)) == []


def test_a_copy_of_a_source_is_another_voice_but_no_other_sum() -> None:
    cards = [source("s", date="2024"), source("copy", date="2024", derived_from="s")]
    ties = [
        "Q SUPPLIES Y product=slabs share_of_seller=0.4",
        "Q SUPPLIES Y product=slabs share_of_seller=0.4 source=copy",
    ]
    brief = Brief(net(CHAIN, *ties, sources=cards))
    assert share(brief, "sales", "Q", "Y").share == Interval(0.4, 0.4)


VALUES = st.lists(st.integers(1, 1000), min_size=1, max_size=5)


@given(VALUES, st.sampled_from([0.01, 3, 1000]))
def test_scaling_all_values_changes_no_share(values: list[int], by: float) -> None:
    def of(scale: float) -> list[float]:
        parties = ["Quarry Q IN", *(f"Supplier P{i} IN" for i in range(len(values)))]
        ties = [f"Q SUPPLIES P{i} value={v * scale:.4f} currency=EUR" for i, v in enumerate(values)]
        brief = Brief(net(parties, *ties))
        return [share(brief, "sales", "Q", f"P{i}").share.low for i in range(len(values))]

    assert of(by) == pytest.approx(of(1))
    assert of(1) == pytest.approx([value / sum(values) for value in values])


def test_somebody_without_ties_changes_nothing() -> None:
    ties = ("Q SUPPLIES Y share_of_seller=0.7", "Q SUPPLIES Z")
    few, more = Brief(net(CHAIN, *ties)), Brief(net([*CHAIN, "NGO alone IN"], *ties))
    assert [one.share for one in shares(few)] == [one.share for one in shares(more)]
