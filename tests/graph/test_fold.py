"""Each fold rule on two or three claims, and the laws that all of them keep."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.fold import Folder, folded_sources, roots, subject_of
from graph.records import Mention, Tie, mention, source, tie
from graph.settings import Settings

OLD, NEW = source("old", date="2019"), source("new", date="2024")


def said(
    by: str, confidence: str = "claimed", said_on: str = "", kind: str = "NGO", **fields: Any
) -> Mention:
    return mention(by, kind, "Alpha", country="IN", confidence=confidence, said_on=said_on, fields=fields)


def fold(*claims: Mention) -> dict[str, Any]:
    return dict(Folder(Settings(), (OLD, NEW)).mentions(claims).values)


def lost(*claims: Mention) -> dict[str, list[str]]:
    folded = Folder(Settings(), (OLD, NEW)).mentions(claims)
    return {name: [one.value for one in beaten] for name, beaten in folded.lost.items()}


# -- sure ------------------------------------------------------------------------------


def test_the_more_confident_claim_wins_even_when_older() -> None:
    claims = said("old", "documented", reach="local"), said("new", "claimed", reach="national")
    assert fold(*claims)["reach"] == "local"
    assert lost(*claims)["reach"] == ['"national"']


def test_of_equally_sure_claims_the_newer_wins() -> None:
    assert fold(said("old", reach="local"), said("new", reach="national"))["reach"] == "national"


def test_a_claims_own_date_goes_before_its_sources_date() -> None:
    assert fold(said("old", said_on="2025", reach="local"), said("new", reach="national"))["reach"] == "local"


def test_the_sources_name_then_the_value_break_what_is_left() -> None:
    assert fold(said("a", reach="local"), said("b", reach="national"))["reach"] == "national"
    assert fold(said("a", reach="local"), said("a", reach="national"))["reach"] == "national"


def test_a_number_from_0_to_1_counts_as_confidence() -> None:
    assert (
        fold(said("a", "0.96", reach="local"), said("b", "documented", reach="national"))["reach"] == "local"
    )


def test_dont_know_never_beats_somebody_who_knows_and_is_no_disagreement() -> None:
    claims = said("old", "inferred", reach="local"), said("new", "documented", reach="unknown")
    assert fold(*claims)["reach"] == "local"
    assert "reach" not in lost(*claims)
    assert fold(said("new", reach="unknown"))["reach"] == "unknown"


# -- newest ----------------------------------------------------------------------------


def test_newest_goes_before_sure() -> None:
    claims = (
        said("old", "documented", safe_channel="by phone"),
        said("new", "inferred", safe_channel="through the NGO"),
    )
    assert fold(*claims)["safe_channel"] == "through the NGO"


# -- cautious --------------------------------------------------------------------------


def test_the_strictest_of_the_sources_wins_whoever_is_newer_or_surer() -> None:
    assert (
        fold(said("old", "inferred", safe_to_invite="no"), said("new", "documented", safe_to_invite="yes"))[
            "safe_to_invite"
        ]
        == "no"
    )


def test_a_warning_holds_until_that_source_withdraws_it() -> None:
    warned = said("old", said_on="2020", safe_to_invite="no")
    withdrawn = said("old", said_on="2023", safe_to_invite="yes")
    assert fold(warned, withdrawn)["safe_to_invite"] == "yes"
    assert fold(warned, said("new", said_on="2023", safe_to_invite="yes"))["safe_to_invite"] == "no"


def test_dont_know_withdraws_no_warning() -> None:
    warned = said("old", said_on="2020", safe_to_invite="only_apart")
    assert (
        fold(warned, said("old", said_on="2023", safe_to_invite="unknown"))["safe_to_invite"] == "only_apart"
    )


def test_of_one_source_on_one_day_the_stricter_counts() -> None:
    assert fold(said("a", safe_to_invite="yes"), said("a", safe_to_invite="no"))["safe_to_invite"] == "no"


def test_the_strictest_level_wins() -> None:
    public = mention("old", "NGO", "Alpha", level="public")
    team = mention("new", "NGO", "Alpha", level="team")
    assert Folder(Settings()).mentions([public, team]).values["level"] == "team"


# -- union and each --------------------------------------------------------------------


def test_union_keeps_all_of_them_once() -> None:
    claims = said("a", aliases=["B", "C"]), said("b", aliases=["C", "D"])
    assert fold(*claims)["aliases"] == ("B", "C", "D")
    assert "aliases" not in lost(*claims)


def test_perceptions_are_kept_per_source() -> None:
    claims = said("b", judged_influence=0.9), said("a", judged_influence="low")
    assert fold(*claims)["judged_influence"] == (("a", 0.3), ("b", 0.9))


# -- kinds, names, ties ----------------------------------------------------------------


def test_the_kind_is_folded_too_and_the_other_kind_is_shown() -> None:
    claims = said("old", "documented", kind="NGO"), said("new", kind="Expert")
    assert fold(*claims)["kind"] == "NGO"
    assert lost(*claims)["kind"] == ['"Expert"']


def test_a_name_spelled_with_other_capitals_is_no_disagreement() -> None:
    assert "name" not in lost(mention("a", "NGO", "Alpha"), mention("b", "NGO", "ALPHA"))


def test_country_alone_is_a_place_until_somebody_is_more_exact() -> None:
    assert fold(said("new"))["place"] == "IN"


def test_a_place_that_only_says_less_loses_to_the_exact_one_however_new() -> None:
    exact = mention("old", "NGO", "Alpha", country="IN", fields={"place": "IN / Rajasthan / Kota"})
    assert fold(exact, said("new", "documented"))["place"] == "IN / Rajasthan / Kota"
    assert "place" not in lost(exact, said("new", "documented"))


def test_two_places_that_exclude_each_other_are_a_disagreement() -> None:
    one = mention("old", "NGO", "Alpha", country="IN", fields={"place": "IN / Rajasthan / Kota"})
    two = mention("new", "NGO", "Alpha", country="IN", fields={"place": "IN / Rajasthan / Bundi"})
    assert fold(one, two)["place"] == "IN / Rajasthan / Bundi"
    assert lost(one, two)["place"] == ['"IN / Rajasthan / Kota"']


def test_a_tie_is_folded_field_by_field() -> None:
    one = tie("old", "SUPPLIES", "a", "b", confidence="documented", fields={"share_of_seller": 0.8})
    two = tie("new", "SUPPLIES", "a", "b", fields={"share_of_seller": 0.5, "volume": 10})
    folded = Folder(Settings(), (OLD, NEW)).ties([one, two])
    assert folded.values["share_of_seller"] == 0.8
    assert folded.values["volume"] == 10.0
    assert [one.value for one in folded.lost["share_of_seller"]] == ["0.5"]


def test_a_no_by_a_surer_source_decides_and_the_yes_is_reported() -> None:
    folded = Folder(Settings()).ties(
        [tie("a", "KNOWS", "x", "y"), tie("b", "KNOWS", "x", "y", holds="no", confidence="documented")]
    )
    assert folded.values["holds"] == "no"
    assert [one.value for one in folded.lost["holds"]] == ['"yes"']


def test_other_products_and_years_are_other_facts() -> None:
    def supplies(**fields: Any) -> Tie:
        return tie("a", "SUPPLIES", "x", "y", fields=fields)

    assert subject_of(supplies(product="slabs", volume=1)) == subject_of(supplies(product="slabs", volume=2))
    assert subject_of(supplies(product="slabs")) != subject_of(supplies(product="cobbles"))
    assert subject_of(supplies(period="2024")) != subject_of(supplies(period="2025"))
    assert subject_of(tie("a", "KNOWS", "x", "y", fields={"trust": "low"})) == ()


# -- sources ---------------------------------------------------------------------------


def test_one_source_in_two_files_is_one_card_with_the_strictest_level() -> None:
    (card,) = folded_sources([source("a", title="T", level="public"), source("a", date="2020", level="team")])
    assert (card.title, card.date, card.level) == ("T", "2020", "team")


def test_copies_of_one_original_have_its_root_loaded_or_not() -> None:
    cards = {
        card.id: card
        for card in (source("copy", derived_from="middle"), source("middle", derived_from="never-loaded"))
    }
    root = roots(cards)
    assert root("copy") == root("middle") == root("never-loaded") == "never-loaded"
    assert root("other") == "other"


def test_a_ring_of_copies_has_one_root() -> None:
    cards = {
        c.id: c
        for c in (source("a", derived_from="b"), source("b", derived_from="a"), source("c", derived_from="b"))
    }
    assert {roots(cards)(one) for one in "abc"} == {"a"}


# -- laws ------------------------------------------------------------------------------

claims = st.builds(
    said,
    st.sampled_from(["old", "new", "third"]),
    st.sampled_from(["documented", "claimed", "0.7"]),
    st.sampled_from(["", "2019", "2024-05"]),
    kind=st.sampled_from(["", "NGO", "Expert"]),
    aliases=st.lists(st.sampled_from("BCD"), max_size=2),
    safe_to_invite=st.sampled_from(["yes", "only_apart", "no", "unknown"]),
    languages=st.lists(st.sampled_from(["Hindi", "Dutch"]), max_size=2),
    judged_influence=st.sampled_from([0.3, 0.9]),
    safe_channel=st.sampled_from(["phone", "friend"]),
)


@given(st.lists(claims, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(some: list[Mention], rnd: random.Random) -> None:
    folder = Folder(Settings(), (OLD, NEW))
    first = folder.mentions(some)
    again = folder.mentions(rnd.sample(some, len(some)) + [rnd.choice(some)])
    assert first == again


@given(st.lists(claims, min_size=1, max_size=6))
def test_what_wins_and_what_loses_was_said(some: list[Mention]) -> None:
    folded = Folder(Settings(), (OLD, NEW)).mentions(some)
    assert set(folded.lost) <= set(folded.values)
    for beaten in folded.lost.values():
        assert all(one.source in {m.source for m in some} for one in beaten)


route = st.fixed_dictionaries({}, optional={
    "trust": st.sampled_from([0.3, "unknown"]), "language": st.lists(st.sampled_from(["Hindi", "Dutch"])),
    "notes": st.just("n"), "as_written": st.just({"trust": "some"}),
})  # fmt: skip
seat = st.fixed_dictionaries({}, optional={
    "role": st.just("host"), "expects": st.just("learn"), "concern": st.sampled_from(["dust", "unknown"]),
})  # fmt: skip
dates, levels = st.sampled_from(["", "2020"]), st.sampled_from(["public", "team"])


def alone(relation: str, fields: dict[str, Any], holds: str, since: str, until: str, level: str) -> Tie:
    return tie("old", relation, "a", "b", holds=holds, since=since, until=until, level=level, fields=fields)


@given(st.one_of(
    st.builds(alone, st.just(relation), fields, st.sampled_from(["yes", "no"]), dates, dates, levels)
    for relation, fields in (("KNOWS", route), ("TAKES_PART_IN", seat))
))  # fmt: skip
def test_a_claim_that_stands_alone_says_what_it_would_say_twice(one: Tie) -> None:
    """A single claim takes a short way round the fold, which must lead to the same place."""
    folder = Folder(Settings(), (OLD, NEW))
    short, long = folder.ties([one]), folder.ties([one, one._replace(at="elsewhere")])
    assert (list(short.values.items()), short.lost) == (list(long.values.items()), long.lost)


def test_settings_change_what_a_confidence_word_is_worth() -> None:
    upside_down = Settings(confidence={"documented": 0.1, "claimed": 0.9})
    claims = [said("a", "documented", reach="local"), said("b", "claimed", reach="national")]
    assert Folder(upside_down).mentions(claims).values["reach"] == "national"
    assert Folder(Settings()).mentions(claims).values["reach"] == "local"


def test_an_unknown_confidence_word_is_refused_when_the_record_is_made() -> None:
    with pytest.raises(Exception, match="confidence"):
        said("a", "certain")
