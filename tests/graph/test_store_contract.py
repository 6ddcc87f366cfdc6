"""What every store does, on every kind of store there is."""

from pathlib import Path
from typing import Any

import pytest

from graph.columns import OF_THE_CLAIM
from graph.errors import BadValue, Contradiction, Refused
from graph.kinds import KINDS
from graph.records import Decision, Mention, Source, Tie, apart, canonical, mention, source, tie
from graph.relations import RELATIONS
from graph.store import Store, file_name
from graph.terms import Field, Type
from graph.values import decoded
from tests.stores import Stores


def said(name: str, of: str = "ngo", at: str = "", **more: Any) -> Mention:
    return mention(of, "Supplier", name, at=at or f"row {name}", **more)


def supplies(a: Mention, b: Mention, at: str = "row 9", **more: Any) -> Tie:
    return tie(a.source, "SUPPLIES", a.key, b.key, at=at, **more)


NGO, REGISTER = source("ngo", title="Report", date="2021"), source("register")
A, B, C, D, E = (said(name) for name in "ABCDE")
AB = supplies(A, B, fields={"share_of_seller": 0.4, "product": "cobbles"})


def names(store: Store) -> list[str]:
    return sorted(m.name for m in store.claims().mentions)


def held(store: Store) -> list[str]:
    return [file.name for file in store.files()]


# -- loading -----------------------------------------------------------------------------


def test_a_new_store_holds_nothing(store: Store) -> None:
    assert (store.files(), store.sources(), store.journal()) == ((), (), ())
    claims = store.claims()
    assert (claims.mentions, claims.ties, claims.decisions, claims.sources) == ((), (), (), ())


def test_what_was_loaded_comes_back_with_its_file_and_place(store: Store) -> None:
    store.load("parties.csv", [NGO], [A, B], [AB])
    claims = store.claims()
    assert set(claims.mentions) == {one._replace(file="parties.csv") for one in (A, B)}
    assert claims.ties == (AB._replace(file="parties.csv"),)
    assert claims.sources == (NGO._replace(file="parties.csv"),)
    assert claims.ties[0].at == "row 9"


def test_every_field_of_every_record_survives(stores: Stores) -> None:
    card = source(
        "स्रोत", title="=1+1", published_by="o'Neill", commissioned_by='"', informant="ä", position=";",
        date="2021-03", url="https://example.org/?a=b", licence="CC BY", derived_from="x", level="public",
    )  # fmt: skip
    one = mention(
        "स्रोत", "Quarry", "شركة", country="IN", ids=["kvk:1", "lei:2"], confidence="0.7", said_on="2021/2022",
        level="team", fields={"aliases": ["b", "a"], "as_written": {"Naam\n": "–"}}, at="blad 'x'!A1",
    )  # fmt: skip
    loop = tie(
        "स्रोत", "AFFECTED_BY", one.key, one.key, holds="no", confidence="stated", said_on="2020",
        since="2019", until="2021", level="public", fields={"scale": 2, "place": "IN / Rajasthan"}, at="p. 3",
    )  # fmt: skip
    store = stores.new()
    store.load("f.csv", [card], [one], [loop])
    claims = stores.again(store).claims()
    assert claims.sources == (card._replace(file="f.csv"),)
    assert claims.mentions == (one._replace(file="f.csv"),)
    assert claims.ties == (loop._replace(file="f.csv"),)


VALUES: dict[Type, Any] = {
    Type.SHARE: 1.0, Type.DEGREE: 0.5, Type.NUMBER: 3.0, Type.LEVEL: 1, Type.COUNT: "20-60",
    Type.DATE: "2021", Type.PLACE: "IN / Rajasthan", Type.PLACES: ["IN / Kota"], Type.TEXT: "text",
    Type.TEXTS: ["a", "b"], Type.IDS: ["kvk:1"],
}  # fmt: skip


def something(field: Field) -> Any:
    """A value that the field may have."""
    if field.type is Type.WORDS:
        return [field.words[0].value] if field.words else ["water"] if field.name == "risks" else ["Quarry"]
    return field.words[0].value if field.type is Type.WORD else VALUES[field.type]


@pytest.mark.parametrize("unknown", [True, False])
def test_every_declared_field_of_every_kind_and_relation_survives(stores: Stores, unknown: bool) -> None:
    def full(fields: tuple[Field, ...]) -> dict[str, Any]:
        return {field.name: "unknown" if unknown else something(field) for field in fields}

    everyone = [mention("ngo", kind.label, kind.label, fields=full(kind.fields)) for kind in KINDS]
    stand = [
        tie("ngo", relation.label, everyone[0].key, everyone[1].key, fields=full(relation.fields))
        for relation in RELATIONS
    ]
    alone = [  # and each field on its own: one that is silent must not lend its place to another
        tie("ngo", relation.label, everyone[0].key, everyone[1].key, fields=full((field,)))
        for relation in RELATIONS
        for field in relation.fields
    ]
    store = stores.new()
    store.load("f.csv", [NGO], everyone, [*stand, *alone])
    store = stores.again(store)
    claims = store.claims()
    assert set(claims.mentions) == {m._replace(file="f.csv") for m in everyone}
    assert set(claims.ties) == {t._replace(file="f.csv") for t in (*stand, *alone)}
    for relation in RELATIONS:
        names = [field.name for field in relation.fields]
        told = store.columns(relation.label, *names)
        said = [
            {n: v for n, v in zip(names, row, strict=True) if v is not None}
            for row in zip(*told.values, strict=True)
        ]
        wanted = [dict(decoded(t.fields)) for t in {*stand, *alone} if t.relation == relation.label]
        assert sorted(map(canonical, said)) == sorted(map(canonical, wanted))


def test_a_change_says_what_was_done(store: Store) -> None:
    first = store.load("f.csv", [NGO], [A, B, C], [AB])
    assert (first.file, first.what, first.mentions, first.ties, first.gone) == ("f.csv", "loaded", 3, 1, 0)
    second = store.load("f.csv", [NGO], [A, B, D], [])
    assert (second.what, second.mentions, second.ties, second.gone) == ("replaced", 3, 0, 2)  # C and AB went


def test_loading_the_same_again_writes_nothing(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B], [AB])
    before = store.files(), store.journal()
    again = store.load("f.csv", [NGO, NGO], [B, A, B], [AB])
    assert (again.what, again.mentions, again.ties) == ("unchanged", 2, 1)
    assert (store.files(), store.journal()) == before


@pytest.mark.parametrize("other", [NGO._replace(title="Other"), NGO._replace(at="row 3")])
def test_a_changed_source_card_is_a_change(store: Store, other: Any) -> None:
    store.load("f.csv", [NGO], [A], [])
    assert store.load("f.csv", [other], [A], []).what == "replaced"
    assert store.sources() == (other._replace(file="f.csv"),)


def test_a_row_that_moved_is_a_change(store: Store) -> None:
    store.load("f.csv", [NGO], [A], [])
    assert store.load("f.csv", [NGO], [A._replace(at="row 7")], []).what == "replaced"
    assert [m.at for m in store.claims().mentions] == ["row 7"]


def test_a_claim_in_two_rows_keeps_both_places_and_counts_once(store: Store) -> None:
    change = store.load("f.csv", [NGO], [A, A._replace(at="row 8")], [])
    assert change.mentions == store.files()[0].mentions == 1
    assert {m.at for m in store.claims().mentions} == {"row A", "row 8"}


def test_a_claim_lives_while_one_of_its_files_does(store: Store) -> None:
    store.load("one.csv", [NGO], [A, B], [AB])
    store.load("two.csv", [NGO], [A, B], [AB])
    store.remove_file("one.csv")
    assert {t.file for t in store.claims().ties} == {"two.csv"}
    store.remove_file("two.csv")
    assert store.claims().ties == ()


def test_a_file_in_which_nothing_stands_is_not_held(store: Store) -> None:
    assert store.load("empty.csv", [], [], []).what == "loaded"
    assert (store.files(), store.journal()) == ((), ())


def test_a_file_without_a_name_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match="Give the file a name"):
        store.load("  ", [NGO], [A], [])


# -- ties need ends ------------------------------------------------------------------------


def test_a_tie_to_nobody_is_refused_and_nothing_is_loaded(store: Store) -> None:
    with pytest.raises(Refused, match="row 9") as refused:
        store.load("f.csv", [NGO], [A], [AB])
    assert refused.value.key == "store.unmentioned_end"
    assert held(store) == names(store) == []


def test_a_tie_between_names_that_only_another_source_mentions_is_refused(store: Store) -> None:
    with pytest.raises(Refused):
        store.load("f.csv", [NGO, REGISTER], [A, said("B", "register")], [AB])


def test_a_tie_whose_end_stands_in_another_file_is_refused(store: Store) -> None:
    store.load("b.csv", [NGO], [B], [])
    with pytest.raises(Refused):
        store.load("f.csv", [NGO], [A], [AB])


# -- is it still the same file? --------------------------------------------------------------


def test_half_of_what_was_there_is_enough(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B, C, D], [])
    assert store.load("f.csv", [NGO], [A, B, E], []).what == "replaced"  # 2 of 4 are still there


def test_less_than_half_is_refused_and_nothing_changes(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B, C], [])
    with pytest.raises(Refused, match="only 1 of 3 facts") as refused:
        store.load("f.csv", [NGO], [A, D, E], [])
    assert refused.value.key == "store.other_content"
    assert names(store) == ["A", "B", "C"]


def test_a_corrected_field_leaves_the_fact_what_it_was(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B], [AB])
    corrected = [m._replace(confidence="stated", fields='{"notes":"x"}') for m in (A, B)]
    assert store.load("f.csv", [NGO], corrected, [AB._replace(since="2020")]).what == "replaced"


def test_ties_count_by_their_ends(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B], [AB, supplies(B, A), supplies(A, A)])  # 2 mentions and 3 ties
    with pytest.raises(Refused, match="only 2 of 5"):
        store.load("f.csv", [NGO], [A, B], [supplies(B, B)])


def test_other_content_can_replace_what_was_there(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B, C], [])
    assert store.load("f.csv", [NGO], [D], [], replaces="f.csv").what == "replaced"
    assert names(store) == ["D"]


def test_other_content_can_stand_beside_it_under_a_name_of_its_own(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B, C], [])
    assert store.load("f.csv", [NGO], [D], [], as_new=True).file == "f.csv (2)"
    assert store.load("f.csv", [NGO], [E], [], as_new=True).file == "f.csv (3)"
    assert names(store) == ["A", "B", "C", "D", "E"]
    assert store.load("f.csv", [NGO], [D], [], as_new=True).what == "unchanged"
    assert held(store) == ["f.csv", "f.csv (2)", "f.csv (3)"]


def test_a_renamed_file_can_replace_the_one_it_was(store: Store) -> None:
    store.load("old.csv", [NGO], [A, B], [AB])
    change = store.load("new.csv", [NGO], [A, B], [AB], replaces="old.csv")
    assert (change.what, change.gone) == ("replaced", 0)
    assert held(store) == ["new.csv"]


def test_only_a_file_that_is_there_can_be_replaced(store: Store) -> None:
    store.load("f.csv", [NGO], [A], [])
    with pytest.raises(Refused, match=r"'g\.csv' was not\. Loaded: f\.csv"):
        store.load("h.csv", [NGO], [A], [], replaces="g.csv")


def test_four_fifths_of_another_file_is_noted(store: Store) -> None:
    store.load("old.csv", [NGO], [A, B, C, D], [])
    assert store.load("new.csv", [NGO], [A, B, C, D, E], []).like == "old.csv"


def test_less_than_four_fifths_is_not(store: Store) -> None:
    store.load("old.csv", [NGO], [A, B, C], [])
    assert store.load("new.csv", [NGO], [A, B, C, D], []).like == ""


# -- removing ------------------------------------------------------------------------------


def test_a_removed_file_is_gone_with_all_it_carried(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B], [AB])
    change = store.remove_file("f.csv")
    assert (change.what, change.gone) == ("removed", 3)
    assert (held(store), names(store), store.sources()) == ([], [], ())


def test_removing_what_is_not_there_says_what_is(store: Store) -> None:
    store.load("f.csv", [NGO], [A], [])
    with pytest.raises(Refused, match=r"Loaded: f\.csv"):
        store.remove_file("g.csv")
    with pytest.raises(Refused, match="There are: ngo"):
        store.remove_source("register")


def test_a_removed_source_leaves_the_others_of_its_file(store: Store) -> None:
    store.load("f.csv", [NGO, REGISTER], [A, said("B", "register")], [])
    store.load("g.csv", [NGO], [A], [])
    change = store.remove_source("ngo")
    assert (change.file, change.what, change.gone) == ("ngo", "removed", 1)
    assert held(store) == ["f.csv"]
    assert names(store) == ["B"]
    assert [card.id for card in store.sources()] == ["register"]


def test_a_removed_source_comes_back_when_its_file_is_loaded_again(store: Store) -> None:
    everything: tuple[list[Source], list[Mention], list[Tie]]
    everything = [NGO, REGISTER], [A, said("B", "register")], []
    store.load("f.csv", *everything)
    before = store.files(), store.claims()
    store.remove_source("ngo")
    assert store.files()[0].digest != before[0][0].digest
    assert store.load("f.csv", *everything).what == "replaced"
    assert (store.files(), store.claims()) == before


# -- deciding ------------------------------------------------------------------------------


def test_a_decision_is_kept_as_it_was_taken(stores: Stores) -> None:
    store = stores.new()
    taken = Decision(max(A.key, B.key), min(A.key, B.key), "part_of", "Ann", "2024-01-02", "seen", "B", "A")
    split = Decision(apart(C.key, "ngo"), apart(C.key, "register"), "different")
    store.decide(taken, split)
    assert set(stores.again(store).claims().decisions) == {taken, split}


def test_a_later_verdict_on_a_pair_replaces_the_earlier(store: Store) -> None:
    store.decide(Decision(A.key, B.key, "same"))
    store.decide(Decision(B.key, A.key, "different"))
    assert store.claims().decisions == (Decision(B.key, A.key, "different"),)


def test_a_decision_that_contradicts_the_others_is_refused_with_all_that_came_along(store: Store) -> None:
    store.decide(Decision(A.key, B.key, "same"), Decision(B.key, C.key, "same"))
    before = store.claims().decisions, store.journal()
    with pytest.raises(Contradiction):
        store.decide(Decision(D.key, E.key, "same"), Decision(A.key, C.key, "different"))
    assert (store.claims().decisions, store.journal()) == before


def test_a_decision_taken_twice_is_written_once(store: Store) -> None:
    store.decide(Decision(A.key, B.key, "same", "Ann"))
    store.decide(Decision(A.key, B.key, "same", "Ann"))
    assert len(store.journal()) == 1


def test_a_decision_can_be_taken_back_from_either_end(store: Store) -> None:
    store.decide(Decision(A.key, B.key, "same"))
    assert store.undecide(B.key, A.key) is True
    assert store.claims().decisions == ()
    assert store.undecide(B.key, A.key) is False


def test_decisions_outlive_the_names_they_are_about(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B], [])
    store.decide(Decision(A.key, B.key, "same"))
    store.remove_file("f.csv")
    assert store.claims().decisions == (Decision(A.key, B.key, "same"),)


# -- reading -------------------------------------------------------------------------------


def test_files_are_listed_with_what_they_carry(store: Store) -> None:
    store.load("two.csv", [NGO, REGISTER], [A], [])
    store.load("one.csv", [NGO], [A, B], [AB])
    assert [(f.name, f.sources, f.mentions, f.ties) for f in store.files()] == [
        ("one.csv", ("ngo",), 2, 1),
        ("two.csv", ("ngo", "register"), 1, 0),
    ]


def test_the_ties_of_some_relations_can_be_read_alone(store: Store) -> None:
    knows = tie("ngo", "KNOWS", A.key, B.key)
    store.load("f.csv", [NGO], [A, B], [AB, knows])
    assert [t.relation for t in store.claims(["KNOWS"]).ties] == ["KNOWS"]
    assert store.claims([]).ties == ()
    assert len(store.claims(["KNOWS"]).mentions) == 2
    with pytest.raises(BadValue):
        store.claims(["LOVES"])


def test_columns_say_what_the_claims_say(store: Store) -> None:
    unsaid, unknown = supplies(A, B, fields={"product": "unknown"}), supplies(B, A, fields={"volume": 3.0})
    store.load("f.csv", [NGO], [A, B], [AB, unsaid, unknown])
    columns = store.columns("SUPPLIES", "share_of_seller", "product", "volume")
    assert (columns.relation, columns.fields) == ("SUPPLIES", ("share_of_seller", "product", "volume"))
    assert set(zip(columns.source, columns.a, columns.b, *columns.values, strict=True)) == {
        ("ngo", A.key, B.key, 0.4, "cobbles", None),
        ("ngo", A.key, B.key, None, "unknown", None),
        ("ngo", B.key, A.key, None, None, 3.0),
    }
    assert dict(zip(columns.keys, (m.name for m in columns.mentions), strict=True)) == {
        A.key: "A",
        B.key: "B",
    }


def test_a_field_of_several_values_stays_several_in_columns(store: Store) -> None:
    voice = tie("ngo", "REPRESENTS", A.key, B.key, fields={"risks": ["water", "wages"]})
    store.load("f.csv", [NGO], [A, B], [voice])
    assert store.columns("REPRESENTS", "risks").values == ((["wages", "water"],),)


def test_a_claim_carried_twice_is_one_in_columns(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B], [AB, AB._replace(at="row 10")])
    store.load("g.csv", [NGO], [A, B], [AB])
    assert len(store.columns("SUPPLIES").a) == 1


def test_what_is_denied_is_not_in_columns(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B], [AB._replace(holds="no")])
    assert len(store.columns("SUPPLIES").a) == 0


def test_what_is_denied_is_in_columns_where_holds_is_asked_for(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B], [AB, supplies(B, A, holds="no", fields={"product": "slabs"})])
    columns = store.columns("SUPPLIES", "product", "holds")
    assert set(zip(columns.a, *columns.values, strict=True)) == {
        (A.key, "cobbles", "yes"),
        (B.key, "slabs", "no"),
    }


def test_columns_say_what_every_claim_has(store: Store) -> None:
    full = supplies(
        A, B, confidence="0.7", said_on="2020", since="2019", until="2021/2022", level="public", at="row 3"
    )
    store.load("f.csv", [NGO], [A, B], [full, AB])
    columns = store.columns("SUPPLIES", "until", "share_of_seller", *OF_THE_CLAIM)
    assert columns.fields == ("until", "share_of_seller", *OF_THE_CLAIM)
    assert set(zip(*columns.values, strict=True)) == {
        ("2021/2022", None, "yes", "0.7", "2020", "2019", "2021/2022", "public"),
        (None, 0.4, "yes", "claimed", None, None, None, "participants"),  # a blank is None
    }
    assert columns.column("share_of_seller") == columns.values[1]
    with pytest.raises(BadValue, match="product"):
        columns.column("product")


def test_columns_give_numbers_to_the_last_digit(store: Store) -> None:
    exact = [0.1 + 0.2, 1 / 3, 5e-324, 123456789.123456789, 9e18]
    store.load("f.csv", [NGO], [A, B], [supplies(A, B, fields={"volume": number}) for number in exact])
    assert sorted(store.columns("SUPPLIES", "volume").values[0]) == sorted(exact)


def test_of_mentions_columns_tell_apart_what_makes_one_stronger(store: Store) -> None:
    """Confidence and date decide whose kind counts; notes and level do not."""
    surer, later = said("A", confidence="stated"), said("A", said_on="2023")
    again = [said("A", fields={"notes": "seen"}), said("a", level="public")]
    store.load("f.csv", [NGO], [A, surer, later, *again], [])
    columns = store.columns("SUPPLIES")
    told = [(m.source, key, m.kind, m.confidence, m.said_on)
            for m, key in zip(columns.mentions, columns.keys, strict=True)]  # fmt: skip
    assert sorted(told) == [
        ("ngo", A.key, "Supplier", "claimed", ""),
        ("ngo", A.key, "Supplier", "claimed", "2023"),
        ("ngo", A.key, "Supplier", "stated", ""),
    ]
    assert {(m.fields, m.file, m.at) for m in columns.mentions} == {("{}", "", "")}


def test_columns_have_the_decisions_and_the_cards_of_each_file(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B], [AB])
    store.load("g.csv", [REGISTER, NGO._replace(date="2022")], [said("C", "register"), A], [])
    store.decide(Decision(A.key, B.key, "different"))
    columns = store.columns("KNOWS")
    assert columns.decisions == store.claims().decisions
    assert columns.cards == store.sources()
    assert len(columns.cards) == 3


def test_columns_of_several_relations_come_together(store: Store) -> None:
    knows = tie("ngo", "KNOWS", A.key, B.key, fields={"trust": "high"})
    store.load("f.csv", [NGO], [A, B], [AB, knows])
    wanted = {"KNOWS": ("trust", "holds"), "OWNS": (), "SUPPLIES": ("product",)}
    read = store.columns_of(wanted)
    assert [one.relation for one in read] == list(wanted)
    assert read == tuple(store.columns(relation, *fields) for relation, fields in wanted.items())
    assert [one.values for one in read] == [((0.9,), ("yes",)), (), (("cobbles",),)]
    assert store.columns_of({}) == ()
    with pytest.raises(BadValue, match="colour"):
        store.columns_of({"KNOWS": ("trust",), "SUPPLIES": ("colour",)})


def test_columns_of_something_undeclared_are_refused(store: Store) -> None:
    with pytest.raises(BadValue, match="LOVES"):
        store.columns("LOVES")
    with pytest.raises(BadValue, match="colour"):
        store.columns("SUPPLIES", "colour")


def test_the_journal_says_what_was_done_in_order(store: Store) -> None:
    store.load("f.csv", [NGO], [A, B], [])
    store.load("g.csv", [NGO], [A, B], [], replaces="f.csv")
    store.decide(Decision(A.key, B.key, "same", by="Ann", a_name="A", b_name="B"))
    store.undecide(A.key, B.key)
    store.remove_source("ngo")
    assert [(e.what, e.name, e.note) for e in store.journal()] == [
        ("loaded", "f.csv", ""),
        ("replaced", "g.csv", "f.csv"),
        ("decided", "A – B", "same, Ann"),
        ("undecided", "A – B", "same"),
        ("removed", "ngo", ""),
    ]
    assert all(e.moment.endswith("+00:00") for e in store.journal())


def test_all_is_there_when_opened_again_and_all_is_well(stores: Stores) -> None:
    store = stores.new()
    store.load("f.csv", [NGO], [A, B], [AB])
    store.decide(Decision(A.key, B.key, "different"))
    before = store.files(), store.claims(), store.journal()
    again = stores.again(store)
    assert (again.files(), again.claims(), again.journal()) == before
    assert again.verify() == ()


def test_what_other_programs_see_can_be_made_anew_and_no_claim_changes(stores: Stores) -> None:
    store = stores.new()
    store.load("f.csv", [NGO], [A, B], [AB])
    before = store.files(), store.claims(), store.journal()
    store.rebuild()
    again = stores.again(store)
    assert (again.files(), again.claims(), again.journal()) == before
    assert again.verify() == ()


# -- forgetting ----------------------------------------------------------------------------


def test_a_forgotten_name_takes_its_ties_and_decisions_along(store: Store) -> None:
    person = said("Ann  ÉLAN")
    store.load("f.csv", [NGO], [A, B, person], [AB, supplies(A, person)])
    store.decide(Decision(A.key, person.key, "different"), Decision(A.key, B.key, "different"))
    assert store.forget("ann elan") == 2  # the mention and the tie
    assert names(store) == ["A", "B"]
    assert store.claims().ties == (AB._replace(file="f.csv"),)
    assert store.claims().decisions == (Decision(A.key, B.key, "different"),)
    assert store.verify() == ()


def test_a_forgotten_name_is_blotted_out_where_others_wrote_it_down(store: Store) -> None:
    card = source("ngo", informant="Ann Elan, at home")
    noted = said("A", fields={"notes": "ask ANN  elan first", "as_written": {"wie": "Ann Elan", "wat": "x"}})
    store.load("f.csv", [card], [noted, said("Ann Elan")], [])
    store.decide(Decision(A.key, B.key, "same", by="Ann Elan", reason="Ann Elan said so"))
    store.forget("Ann Elan")
    (kept,) = store.claims().mentions
    assert kept.fields == '{"as_written":{"wat":"x"},"notes":"ask … first"}'
    assert store.sources()[0].informant == "…, at home"
    assert store.claims().decisions == (Decision(A.key, B.key, "same", by="…", reason="… said so"),)
    assert store.verify() == ()


def test_a_name_inside_another_word_is_left_alone(store: Store) -> None:
    store.load("f.csv", [NGO], [said("Hann", fields={"notes": "Anna"}), said("Ann")], [])
    assert store.forget("ann") == 1
    assert store.claims().mentions[0].fields == '{"notes":"Anna"}'


def test_forgetting_a_name_nobody_mentions_changes_no_claim(store: Store) -> None:
    store.load("f.csv", [NGO], [A], [])
    assert store.forget("Nobody") == 0
    assert names(store) == ["A"]


def test_a_risk_keeps_its_name(store: Store) -> None:
    store.load("f.csv", [NGO], [mention("ngo", "Risk", "water")], [])
    assert store.forget("water") == 0
    assert names(store) == ["water"]


# -- names of files ------------------------------------------------------------------------


def test_a_file_is_known_by_its_path_from_the_store(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert file_name(tmp_path / "in" / "a.csv", tmp_path) == "in/a.csv"
    assert file_name(tmp_path / "in" / ".." / "a.csv", tmp_path) == "a.csv"


def test_a_file_elsewhere_is_known_by_its_base_name(tmp_path: Path) -> None:
    assert file_name(tmp_path / "a.csv", tmp_path / "project") == "a.csv"
    assert file_name(tmp_path / "in" / "a.csv", None) == "a.csv"


def test_a_file_name_is_composed_unicode() -> None:
    assert file_name("cafe\u0301.csv", None) == "caf\u00e9.csv"


def test_a_relative_path_is_read_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert file_name("a.csv", tmp_path) == file_name("a.csv", Path()) == "a.csv"
