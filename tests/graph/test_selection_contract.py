"""What a selection leaves of a small graph, on every kind of store there is.

pit (quarry, IN / Rajasthan) ──> yard (supplier, IN / Rajputana) ──> shop (importer, NL)
crew (workers, in a part of Rajasthan), harmed by the dust; yard and shop take part in the table
"""

import pytest

from graph.errors import BadValue
from graph.records import Decision, Mention, Tie, mention, source, tie
from graph.selection import Selection
from graph.store import Store

PIT = mention("ngo", "Quarry", "pit", country="IN", fields={"place": "IN / Rajasthan"})
YARD = mention("ngo", "Supplier", "yard", country="IN", fields={"place": "IN / Rajputana"})
SHOP = mention("ngo", "Importer", "shop", country="NL")
CREW = mention("ngo", "WorkerGroup", "crew", country="IN", fields={"place": "IN / Rajasthan / Kota"})
DUST = mention("ngo", "Risk", "dust")
TABLE = mention("ngo", "Dialogue", "table")


def ties_of(relation: str, a: Mention, b: Mention, **more: str) -> Tie:
    return tie("ngo", relation, a.key, b.key, at=f"{a.name} {b.name}", **more)


TIES = [
    ties_of("SUPPLIES", PIT, YARD, since="2019", until="2022"),
    ties_of("SUPPLIES", YARD, SHOP, since="2021"),
    ties_of("AFFECTED_BY", CREW, DUST),
    ties_of("TAKES_PART_IN", YARD, TABLE),
    ties_of("TAKES_PART_IN", SHOP, TABLE),
]
EVERY = "pit yard, yard shop, crew dust, yard table, shop table"
CASES = {
    "nothing": (Selection(), EVERY),
    "kinds, of both ends": (Selection(kinds=("Quarry", "Supplier")), "pit yard, yard table"),
    "kinds, where one end does not fit": (Selection(kinds=("Importer",)), "shop table"),
    "a place and what lies within": (Selection(places=("IN / Rajasthan",)), "crew dust"),
    "no place that only begins alike": (Selection(places=("IN / Raj",)), ""),
    "a country, for who has no finer place": (Selection(places=("NL",)), "shop table"),
    "places, one or the other": (Selection(places=("IN", "NL")), EVERY),
    "kinds and places": (Selection(kinds=("Supplier",), places=("IN",)), "yard table"),
    "a date when one tie is over": (Selection(as_of="2022"), "yard shop, crew dust, yard table, shop table"),
    "a date when one has not begun": (Selection(as_of="2020"), "pit yard, crew dust, yard table, shop table"),
    "a source nobody is": (Selection(sources=("register",)), ""),
}  # fmt: skip


def left(store: Store, only: Selection) -> set[str]:
    return {t.at for t in store.claims(only=only).ties}


@pytest.fixture
def drawn(store: Store) -> Store:
    store.load("f.csv", [source("ngo")], [PIT, YARD, SHOP, CREW, DUST, TABLE], TIES)
    return store


@pytest.mark.parametrize("name", CASES)
def test_what_is_left(drawn: Store, name: str) -> None:
    only, wanted = CASES[name]
    assert left(drawn, only) == {one for one in wanted.split(", ") if one}
    assert len(drawn.claims(only=only).mentions) == 6  # they tell who is who


@pytest.mark.parametrize("name", CASES)
def test_columns_hold_the_same_ties(drawn: Store, name: str) -> None:
    only, wanted = CASES[name]
    names = {m.key: m.name for m in (PIT, YARD, SHOP, CREW, DUST, TABLE)}
    found = drawn.columns_of({"SUPPLIES": (), "AFFECTED_BY": (), "TAKES_PART_IN": ()}, only=only)
    ties = {f"{names[a]} {names[b]}" for part in found for a, b in zip(part.a, part.b, strict=True)}
    assert ties == {one for one in wanted.split(", ") if one}


def test_what_anybody_says_of_an_end_counts_for_who_it_is(drawn: Store) -> None:
    """The kind from one source, the place from another: they speak of one and the same."""
    pit = mention("register", "Supplier", "The Pit", country="NL")
    drawn.load("r.csv", [source("register")], [pit], [])
    assert left(drawn, Selection(kinds=("Supplier",))) == {"yard table"}
    drawn.decide(Decision(*sorted((PIT.key, pit.key)), "same"))
    assert left(drawn, Selection(kinds=("Supplier",))) == {"pit yard", "yard table"}
    assert left(drawn, Selection(kinds=("Quarry",), places=("NL",))) == set()
    assert left(drawn, Selection(kinds=("Supplier", "Quarry"), places=("IN",))) == {"pit yard", "yard table"}


def test_the_sources_chosen_are_those_of_the_ties(drawn: Store) -> None:
    again = [m._replace(source="register") for m in (PIT, YARD)]
    more = tie("register", "SUPPLIES", again[0].key, again[1].key, at="register")
    drawn.load("r.csv", [source("register")], again, [more])
    assert left(drawn, Selection(sources=("register",))) == {"register"}
    assert left(drawn, Selection(sources=("register", "ngo"), kinds=("Quarry", "Supplier"))) == {
        "pit yard",
        "yard table",
        "register",
    }


@pytest.mark.parametrize("wrong", [{"kinds": ("Mine",)}, {"as_of": "soon"}])
def test_a_kind_or_date_that_is_none_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(BadValue, match="Mine|soon"):
        Selection(**wrong)  # type: ignore[arg-type]
