"""From what people type to what the graph knows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.naming import NameNotFoundError, decided, find, following, follows, keys_for, own_keys
from graph.network import network
from graph.records import Claims, Decision, apart, key_of, mention
from tests.queries.small import net, node

SMALL = net(
    [
        "Quarry pit IN/Rajasthan aliases=the_Pit|Khadan",
        "NGO Sathi IN/Rajasthan",
        "NGO sathi NL",
        "WorkerGroup cutters IN/Rajasthan",
    ],
    "cutters AFFECTED_BY dust_silicosis scale=3 state=actual",
)


@pytest.mark.parametrize("text", ["pit", "PIT", " pit ", "the Pit", "khadan", "KHADAN"])
def test_a_name_or_an_alias_is_found_in_any_case(text: str) -> None:
    assert find(SMALL, text) == node(SMALL, "pit")


def test_a_key_and_every_unique_start_of_it_is_found() -> None:
    key = node(SMALL, "pit")
    assert {find(SMALL, key[:length]) for length in range(4, len(key) + 1)} == {key}


@pytest.mark.parametrize("text", ["", " ", "pi", "nobody", "-", "*"])
def test_what_nobody_is_called_is_not_found(text: str) -> None:
    with pytest.raises(NameNotFoundError) as told:
        find(SMALL, text)
    assert told.value.key == ("console.no_such_name" if text == "pi" else "console.no_name_like_it")


def test_a_name_that_nothing_looks_like_gets_a_way_to_see_all_names() -> None:
    with pytest.raises(NameNotFoundError, match="'zzyzx', or nearly so.*page map"):
        find(SMALL, "zzyzx")


def test_a_slip_gets_the_nearest_name() -> None:
    with pytest.raises(NameNotFoundError, match="Near it: cutters"):
        find(SMALL, "cuters")


def test_two_of_one_name_are_both_offered_with_kind_and_key() -> None:
    with pytest.raises(NameNotFoundError) as told:
        find(SMALL, "Sathi")
    assert told.value.key == "console.many_such_names"
    keys = [name[:6] for name, about in SMALL.nodes(data=True) if about["name"] in ("Sathi", "sathi")]
    assert len(keys) == 2
    assert all(key in str(told.value) for key in keys)


def test_a_risk_is_found_by_its_code_and_its_words_in_either_language() -> None:
    assert {find(SMALL, text) for text in ("dust_silicosis", "dust and silicosis", "stof en silicose")} == {
        node(SMALL, "dust_silicosis")
    }


def test_a_kind_narrows_where_is_looked() -> None:
    with pytest.raises(NameNotFoundError):
        find(SMALL, "pit", kinds=frozenset({"NGO"}))


def two_sources() -> tuple[Claims, Callable[..., str]]:
    """Field calls it a quarry in India, and once only by name; desk calls it a quarry in India."""
    claims = Claims(
        (
            mention("field", "Quarry", "Pit", country="IN"),
            mention("field", "", "Pit"),
            mention("desk", "Quarry", "Pit", country="IN"),
        )
    )
    return claims, lambda kind, country: key_of(kind, "Pit", country)


def test_the_fullest_key_is_decided_about() -> None:
    claims, key = two_sources()
    found = network(claims)
    assert keys_for(found, "pit") == ((key("Quarry", "IN"), "Pit"),)
    assert keys_for(found, "pit @ field") == ((key("Quarry", "IN"), "Pit"),)


def test_to_part_a_source_takes_every_key_that_it_knows_it_by() -> None:
    claims, key = two_sources()
    found = network(claims)
    assert keys_for(found, "Pit @ field", part=True) == (
        (apart(key("Quarry", "IN"), "field"), "Pit"),
        (apart(key("", ""), "field"), "Pit"),
    )
    assert keys_for(found, "Pit @ desk", part=True) == ((apart(key("Quarry", "IN"), "desk"), "Pit"),)
    with pytest.raises(NameNotFoundError, match="Choose a source"):
        keys_for(found, "Pit @ nobody", part=True)


def test_what_is_parted_stays_one_on_each_side() -> None:
    """One stakeholder before, two after: field's two mentions, and desk's."""
    claims, _ = two_sources()
    before = network(claims)
    assert len(before) == 1
    some, others = (keys_for(before, f"Pit @ {source}", part=True) for source in ("field", "desk"))
    parting = [Decision(a, b, "different", a_name="Pit", b_name="Pit") for a, _ in some for b, _ in others]
    after = network(Claims(claims.mentions, (), (*parting, *own_keys(some), *own_keys(others))))
    assert sorted(len(about["said"]) for _, about in after.nodes(data=True)) == [1, 2]
    assert len(network(Claims(claims.mentions, (), tuple(parting)))) == 3, "without what follows"


def test_what_follows_goes_with_the_last_decision_that_it_follows_from() -> None:
    first = Decision("a@S", "x@T", "different")
    second = Decision("b@S", "x@T", "different")
    joins = Decision("a@S", "b@S", "same")
    other = Decision("c", "d", "same")
    everything = (first, second, joins, other)
    assert [one for one in everything if follows(one)] == [joins]
    assert following(everything, [first, second]) == (joins,)
    assert following(everything, [first]) == ()
    assert following(everything, [other]) == ()


@pytest.mark.parametrize(
    ("a", "b"),
    [("Pit", "Mine"), ("mine", "PIT"), ("0123456789abcdef", "Mine"), ("0123", "fedc"), ("Pit @ S", "Mine")],
)
def test_a_decision_is_found_by_names_and_keys_in_either_order(a: str, b: str) -> None:
    one = Decision("0123456789abcdef@S", "fedcba9876543210", "same", a_name="Pit", b_name="Mine")
    assert decided([one], a, b) == (one,)


@pytest.mark.parametrize(("a", "b"), [("Pit", "Pit"), ("Pit", ""), ("012", "fedc"), ("Pit @ T", "Mine")])
def test_another_pair_finds_no_decision(a: str, b: str) -> None:
    one = Decision("0123456789abcdef@S", "fedcba9876543210", "same", a_name="Pit", b_name="Mine")
    assert decided([one], a, b) == ()
