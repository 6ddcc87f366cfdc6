"""dep(i on j) = s (1 - alt), by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.dependence import dependence, dependencies, imbalance, mutual, power_over
from queries.question import Brief
from queries.sides import Interval
from tests.oracle.dependence import Need, ends
from tests.queries.small import net, node

PARTIES = [
    "Quarry Q IN", "Supplier Y IN", "Supplier Z IN", "WorkerGroup W IN", "Financier B IN",
    "GovernmentBody G IN", "NGO N IN",
]  # fmt: skip


def dep(brief: Brief, i: str, j: str) -> Interval | None:
    return dependence(brief).get((node(brief.net, i), node(brief.net, j)))


def test_dependence_is_the_share_times_the_lack_of_another_way() -> None:
    brief = Brief(
        net(
            PARTIES,
            "Q SUPPLIES Y share_of_seller=0.8 seller_alternatives=hard"
            " share_of_buyer=0.1 buyer_alternatives=easy",
        )
    )
    assert dep(brief, "Q", "Y") == pytest.approx((0.56, 0.56))  # .8 x (1 - .3)
    assert dep(brief, "Y", "Q") == pytest.approx((0.01, 0.01))  # .1 x (1 - .9)


def test_a_missing_alternative_gives_an_interval() -> None:
    brief = Brief(net(PARTIES, "Q SUPPLIES Y share_of_seller=0.8"))
    assert dep(brief, "Q", "Y") == (0.0, 0.8)
    assert dep(brief, "Y", "Q") == (0.0, 1.0)


def test_a_missing_share_gives_an_interval_within_what_is_left() -> None:
    brief = Brief(
        net(
            PARTIES,
            "Q SUPPLIES Y share_of_seller=0.6 seller_alternatives=none",
            "Q SUPPLIES Z seller_alternatives=hard",
        )
    )
    assert dep(brief, "Q", "Z") == pytest.approx((0.0, 0.28))  # at most .4 x (1 - .3)


def test_nowhere_else_to_go_is_dependence_in_full_and_easily_is_little() -> None:
    brief = Brief(
        net(
            PARTIES,
            "Y EMPLOYS W share_of_income=0.9 worker_alternatives=none"
            " share_of_workforce=0.5 employer_alternatives=1",
        )
    )
    assert dep(brief, "W", "Y") == pytest.approx((0.9, 0.9))
    assert dep(brief, "Y", "W") == (0.0, 0.0)


@pytest.mark.parametrize(("tie", "means"), [
    ("Y EMPLOYS W share_of_income=0.5 worker_alternatives=none", "income"),
    ("Y ADVANCES_CREDIT_TO W share_of_credit=0.5 debtor_alternatives=none", "credit"),
    ("Y RECRUITS W share_of_jobs=0.5 worker_alternatives=none", "jobs"),
    ("Y FUNDS N share_of_budget=0.5 receiver_alternatives=none", "budget"),
])  # fmt: skip
def test_the_second_end_depends_on_the_first_for(tie: str, means: str) -> None:
    brief = Brief(net(PARTIES, tie))
    who = "N" if "FUNDS" in tie else "W"
    assert dep(brief, who, "Y") == (0.5, 0.5)
    assert dependencies(brief)[node(brief.net, who), node(brief.net, "Y")].worst.means == means


def test_a_permit_is_what_one_cannot_do_without() -> None:
    brief = Brief(
        net(
            PARTIES,
            "G REGULATES Q permit=yes",
            "G REGULATES Y permit=no",
            "G REGULATES Z",
            "G REGULATES W permit=unknown",
        )
    )
    assert dep(brief, "Q", "G") == (1.0, 1.0)
    assert (dep(brief, "Y", "G"), dep(brief, "Z", "G")) == (None, None)
    assert dep(brief, "W", "G") == (0.0, 1.0)


def test_the_most_critical_tie_counts_and_ties_are_not_added() -> None:
    brief = Brief(net(
        PARTIES,
        "Y EMPLOYS W share_of_income=0.6 worker_alternatives=none",
        "Y ADVANCES_CREDIT_TO W share_of_credit=0.9 debtor_alternatives=hard",
    ))  # fmt: skip
    assert dep(brief, "W", "Y") == pytest.approx((0.63, 0.63))  # .9 x .7 beats .6; never 1.23
    assert dependencies(brief)[node(brief.net, "W"), node(brief.net, "Y")].worst.means == "credit"


def test_what_is_missing_beside_a_known_tie_can_only_make_it_worse() -> None:
    brief = Brief(net(
        PARTIES,
        "Y EMPLOYS W share_of_income=0.6 worker_alternatives=none",
        "Y ADVANCES_CREDIT_TO W share_of_credit=0.9",
    ))  # fmt: skip
    assert dep(brief, "W", "Y") == pytest.approx((0.6, 0.9))


def test_an_alternative_belongs_to_its_product() -> None:
    brief = Brief(net(
        PARTIES,
        "Q SUPPLIES Y product=slabs share_of_seller=0.5 seller_alternatives=none",
        "Q SUPPLIES Y product=cobbles share_of_seller=0.3 seller_alternatives=1",
    ))  # fmt: skip
    assert dep(brief, "Q", "Y") == pytest.approx((0.5, 0.5))  # .5 x 1 + .3 x 0


def test_what_one_source_says_of_the_way_out_meets_what_another_says_of_the_share() -> None:
    brief = Brief(
        net(
            PARTIES,
            "Q SUPPLIES Y product=slabs share_of_seller=0.5",
            "Q SUPPLIES Y seller_alternatives=none source=ngo",
        )
    )
    assert dep(brief, "Q", "Y") == (0.5, 0.5)


def test_a_pair_that_no_tie_joins_is_not_known() -> None:
    brief = Brief(net(PARTIES, "Q SUPPLIES Y"))
    assert dep(brief, "Q", "Z") is None
    assert dependence(Brief(net([]))) == {}


def test_one_is_never_dependent_on_oneself() -> None:
    assert dependence(Brief(net(PARTIES, "Q SUPPLIES Q share_of_seller=1 seller_alternatives=none"))) == {}


def test_imbalance_and_mutual_dependence_are_intervals_too() -> None:
    there, back = Interval(0.5, 0.8), Interval(0.1, 0.2)
    assert imbalance(there, back) == pytest.approx((0.3, 0.7))
    assert mutual(there, back) == pytest.approx((0.6, 1.0))


def test_power_over_others_adds_up_their_dependence() -> None:
    brief = Brief(net(
        PARTIES,
        "Q SUPPLIES Y share_of_seller=0.8 seller_alternatives=none",
        "Y EMPLOYS W share_of_income=0.5 worker_alternatives=none",
    ))  # fmt: skip
    assert power_over(brief)[node(brief.net, "Y")] == pytest.approx((1.3, 1.3))  # .8 + .5


SHARES = st.sampled_from([None, 0.1, 0.25, 0.5, 1.0])
OUT = st.sampled_from([None, 0.0, 0.3, 0.9])
WHO = st.sampled_from("ABCD")
NEEDS = st.lists(
    st.tuples(WHO, WHO, st.sampled_from(["sales", "credit"]), SHARES, OUT),
    max_size=10,
    unique_by=lambda one: one[:3],
)  # fmt: skip


def line(who: str, whom: str, means: str, share: float | None, out: float | None) -> str:
    ends = f"{who} SUPPLIES {whom}" if means == "sales" else f"{whom} ADVANCES_CREDIT_TO {who}"
    names = (
        ("share_of_seller", "seller_alternatives")
        if means == "sales"
        else ("share_of_credit", "debtor_alternatives")
    )
    told = [f"{name}={value}" for name, value in zip(names, (share, out), strict=True) if value is not None]
    return " ".join([ends, *told])


@given(NEEDS)
def test_it_is_what_plain_loops_find(needs: list[Need]) -> None:
    needs = [one for one in needs if one[0] != one[1]]
    brief = Brief(net([f"Supplier {name} IN" for name in "ABCD"], *(line(*one) for one in needs)))
    asked = {(who, whom) for who, whom, *_ in needs}
    found = {(brief.name(i), brief.name(j)): tuple(told) for (i, j), told in dependence(brief).items()}
    expected = ends(needs)
    # a supplier is also needed by its buyer, of which these ties say nothing: anything from 0 to 1
    back = {(j, i) for i, j, means, *_ in needs if means == "sales"}
    for pair in asked:
        low, high = expected[pair]
        assert found[pair] == pytest.approx((low, 1.0 if pair in back else high))
    assert set(found) == asked | back


@given(NEEDS)
def test_it_lies_between_nothing_and_everything(needs: list[Need]) -> None:
    brief = Brief(net([f"Supplier {name} IN" for name in "ABCD"], *(line(*one) for one in needs)))
    for low, high in dependence(brief).values():
        assert 0 <= low <= high <= 1


@given(NEEDS, st.permutations("ABCD"))
def test_names_and_order_do_not_matter(needs: list[Need], other: list[str]) -> None:
    called = dict(zip("ABCD", other, strict=True))
    parties = [f"Supplier {name} IN" for name in "ABCD"]
    one = Brief(net(parties, *(line(*need) for need in needs)))
    two = Brief(net(parties[::-1], *(line(called[i], called[j], *rest) for i, j, *rest in needs[::-1])))
    plain = {(called[one.name(i)], called[one.name(j)]): told for (i, j), told in dependence(one).items()}
    turned = {(two.name(i), two.name(j)): told for (i, j), told in dependence(two).items()}
    assert set(turned) == set(plain)
    for pair, told in turned.items():
        assert told == pytest.approx(plain[pair])
