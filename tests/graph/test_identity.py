"""Who is who: each rule on graphs small enough to draw, then by brute force against the page."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import Contradiction
from graph.identity import identity
from graph.records import Decision, Mention, apart, mention
from tests.oracle.identity import partition


def said(kind: str, name: str, country: str = "", ids: str = "", source: str = "s") -> Mention:
    return mention(source, kind, name, country=country, ids=ids.split())


def groups(mentions: list[Mention], decisions: tuple[Decision, ...] = ()) -> set[frozenset[Mention]]:
    """The mentions, stakeholder by stakeholder."""
    who = identity(mentions, decisions)
    found: dict[str, set[Mention]] = {}
    for m in mentions:
        found.setdefault(who.of(m.source, m.key), set()).add(m)
    return {frozenset(group) for group in found.values()}


def together(*mentions: Mention, decisions: tuple[Decision, ...] = ()) -> bool:
    return len(groups(list(mentions), decisions)) == 1


def decided(a: Mention, verdict: str, b: Mention) -> Decision:
    return Decision(a.key, b.key, verdict, a_name=a.name, b_name=b.name)


# -- rule 1: ids -----------------------------------------------------------------------


def test_mentions_that_share_an_id_are_one_whatever_they_are_called() -> None:
    assert together(said("Importer", "Alpha", "NL", "kvk:1"), said("Supplier", "Beta", "IN", "kvk:1"))


def test_equal_numbers_of_two_schemes_are_not_an_id_in_common() -> None:
    assert not together(said("Importer", "Alpha", "NL", "kvk:1"), said("Importer", "Beta", "NL", "lei:1"))


# -- rule 2: names ---------------------------------------------------------------------


def test_case_accents_and_blanks_do_not_part_a_name() -> None:
    assert together(said("NGO", "Café  Bleu", "NL"), said("NGO", "CAFE BLEU", "NL"))


def test_two_kinds_or_two_countries_part_namesakes() -> None:
    assert not together(said("Quarry", "Alpha", "IN"), said("Supplier", "Alpha", "IN"))
    assert not together(said("Quarry", "Alpha", "IN"), said("Quarry", "Alpha", "BR"))


def test_a_bare_name_joins_the_only_complete_namesake() -> None:
    assert together(said("Quarry", "Alpha", "IN"), said("", "Alpha"))


def test_a_bare_name_joins_nobody_where_two_could_be_meant_and_a_question_is_asked() -> None:
    one, two, bare = said("Quarry", "Alpha", "IN"), said("Supplier", "Alpha", "IN"), said("", "Alpha")
    assert len(groups([one, two, bare])) == 3
    (question,) = identity([one, two, bare]).questions
    assert question.keys == tuple(sorted((one.key, two.key, bare.key)))


def test_a_kind_can_tell_which_of_two_is_meant() -> None:
    one, two, kind_only = (
        said("Quarry", "Alpha", "IN"),
        said("Supplier", "Alpha", "IN"),
        said("Quarry", "Alpha"),
    )
    assert groups([one, two, kind_only]) == {frozenset({one, kind_only}), frozenset({two})}


def test_without_a_complete_one_compatible_bare_names_join() -> None:
    assert together(said("Quarry", "Alpha"), said("", "Alpha", "IN"), said("", "Alpha"))


def test_without_a_complete_one_a_clash_keeps_all_apart() -> None:
    assert len(groups([said("Quarry", "Alpha"), said("Supplier", "Alpha"), said("", "Alpha", "IN")])) == 3


def test_an_incomplete_name_that_clashes_with_the_complete_one_stays_alone() -> None:
    assert not together(said("Quarry", "Alpha", "IN"), said("NGO", "Alpha"))


# -- rule 3: ids and names -------------------------------------------------------------


def test_a_mention_with_an_id_joins_its_namesake_without_one() -> None:
    assert together(said("Importer", "Alpha", "NL", "kvk:1"), said("Importer", "Alpha", "NL"))


def test_two_values_of_one_scheme_never_meet_by_name_and_the_one_without_stays_between() -> None:
    mentions = [
        said("Importer", "Alpha", "NL", "kvk:1"),
        said("Importer", "Alpha", "NL", "kvk:2"),
        said("Importer", "Alpha", "NL"),
    ]
    assert len(groups(mentions)) == 3
    assert identity(mentions).questions


def test_two_values_of_one_scheme_never_meet_through_a_third_name() -> None:
    # kvk:1 is Alpha; lei:5 is Alpha and Beta; kvk:2 is Beta: both names together would bring 1 and 2 together
    one, two = said("Importer", "Alpha", "NL", "kvk:1"), said("Importer", "Beta", "NL", "kvk:2")
    bridge_a, bridge_b = said("Importer", "Alpha", "NL", "lei:5"), said("Importer", "Beta", "NL", "lei:5")
    assert groups([one, two, bridge_a, bridge_b]) == {
        frozenset({one}),
        frozenset({two}),
        frozenset({bridge_a, bridge_b}),
    }


# -- decisions -------------------------------------------------------------------------


def test_same_joins_what_no_rule_would() -> None:
    a, b = said("NGO", "Alpha", "NL"), said("NGO", "Beta", "IN")
    assert together(a, b, decisions=(decided(a, "same", b),))


@pytest.mark.parametrize("verdict", ["different", "part_of"])
def test_different_and_part_of_part_what_a_rule_joins(verdict: str) -> None:
    a, b = said("Quarry", "Alpha", "IN"), said("", "Alpha")
    assert not together(a, b, decisions=(decided(a, verdict, b),))


def test_parting_one_namesake_leaves_the_others_where_they_were() -> None:
    whole, bare, kind_only = said("Quarry", "Alpha", "IN"), said("", "Alpha"), said("Quarry", "Alpha")
    parted = (decided(whole, "different", bare),)
    assert groups([whole, bare, kind_only], parted) == {frozenset({whole, kind_only}), frozenset({bare})}


def test_unsure_changes_nothing() -> None:
    a, b = said("Quarry", "Alpha", "IN"), said("", "Alpha")
    assert together(a, b, decisions=(decided(a, "unsure", b),))


def test_different_parts_even_those_with_one_id() -> None:
    a, b = said("Importer", "Alpha", "NL", "kvk:1"), said("Importer", "Beta", "NL", "kvk:1")
    assert not together(a, b, decisions=(decided(a, "different", b),))


def test_different_can_part_one_sources_namesake() -> None:
    ours, theirs = said("NGO", "Alpha", "IN", source="s"), said("NGO", "Alpha", "IN", source="t")
    assert together(ours, theirs)
    parted = Decision(ours.key, apart(theirs.key, "t"), "different")
    assert not together(ours, theirs, decisions=(parted,))
    assert not identity([ours, theirs], (parted,)).questions


def test_a_contradiction_is_refused_and_names_both() -> None:
    a, b, c = said("NGO", "Alpha", "IN"), said("NGO", "Beta", "IN"), said("NGO", "Gamma", "IN")
    with pytest.raises(Contradiction, match="'Alpha' and 'Gamma'"):
        identity([a, b, c], (decided(a, "same", b), decided(b, "same", c), decided(a, "different", c)))


def test_a_contradiction_is_judged_on_keys_alone_even_when_nobody_mentions_them() -> None:
    with pytest.raises(Contradiction):
        identity([], (Decision("x", "y", "same"), Decision("y", "x", "different")))


def test_a_decision_sleeps_while_nobody_mentions_a_key_and_still_resolves() -> None:
    a, gone = said("NGO", "Alpha", "IN"), said("NGO", "Gone", "IN")
    decision = decided(a, "same", gone)
    who = identity([a], (decision,))
    assert who.sleeping == (decision,)
    assert who.resolve(gone.key) == who.of("s", a.key) == a.key


def test_a_question_is_closed_by_deciding() -> None:
    one, two, bare = said("Quarry", "Alpha", "IN"), said("Supplier", "Alpha", "IN"), said("", "Alpha")
    settled = (decided(bare, "different", one), decided(bare, "same", two))
    assert not identity([one, two, bare], settled).questions
    assert groups([one, two, bare], settled) == {frozenset({one}), frozenset({two, bare})}


# -- sets only -------------------------------------------------------------------------

EIGHT = [
    said("Quarry", "Alpha", "IN"),
    said("Supplier", "Alpha", "IN"),
    said("", "Alpha"),
    said("Quarry", "Alpha"),
    said("", "Alpha", "IN", "kvk:1"),
    said("Quarry", "Alpha", "IN", "kvk:2"),
    said("Supplier", "Beta", "IN", "kvk:1"),
    said("", "Beta"),
]


def test_identity_depends_on_sets_only_over_all_subsets_of_eight_keys() -> None:
    shuffled = random.Random(8)
    for size in range(len(EIGHT) + 1):
        for subset in combinations(EIGHT, size):
            seen = groups(list(subset))
            expected = partition({m[1:5] for m in subset})
            assert {frozenset(m[1:5] for m in group) for group in seen} == expected, subset
            assert groups(shuffled.sample(subset, size) * 2) == seen


few = st.builds(
    said,
    st.sampled_from(["", "Quarry", "Supplier"]),
    st.sampled_from(["Alpha", "Beta", "Gamma"]),
    st.sampled_from(["", "IN", "NL"]),
    st.sampled_from(["", "", "kvk:1", "kvk:2", "lei:5", "kvk:1 lei:5"]),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(few, max_size=9))
def test_identity_is_what_the_rules_on_the_page_say(mentions: list[Mention]) -> None:
    seen = {frozenset(m[1:5] for m in group) for group in groups(mentions)}
    assert seen == partition({m[1:5] for m in mentions})


@settings(max_examples=200, deadline=None)
@given(st.lists(few, min_size=2, max_size=8), st.randoms(use_true_random=False), st.data())
def test_the_order_of_mentions_and_decisions_does_not_matter(
    mentions: list[Mention], rnd: random.Random, data: st.DataObject
) -> None:
    pair = st.tuples(
        st.sampled_from(mentions),
        st.sampled_from(["same", "different", "part_of", "unsure"]),
        st.sampled_from(mentions),
    )
    decisions = {
        decided(a, v, b).pair: decided(a, v, b)
        for a, v, b in data.draw(st.lists(pair, max_size=4))
        if a.key != b.key
    }
    ordered = tuple(decisions.values())
    try:
        seen = groups(mentions, ordered)
    except Contradiction:
        with pytest.raises(Contradiction):
            groups(mentions, ordered[::-1])
        return
    assert groups(rnd.sample(mentions, len(mentions)), tuple(rnd.sample(ordered, len(ordered)))) == seen
    who = identity(mentions, ordered)
    for one in ordered:
        a, b = who.resolve(one.a), who.resolve(one.b)
        if one.verdict == "same":
            assert a == b
        elif one.verdict in ("different", "part_of"):
            assert a != b
