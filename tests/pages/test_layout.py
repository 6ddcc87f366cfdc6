"""Where marks stand: the column from kind, role and ties; no two in one place; lines apart from marks."""

from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.pages.layout import (
    ANYWHERE,
    LANES,
    LINE,
    SLOT_WIDTH,
    TIERS,
    Layout,
    Spot,
    lane_of,
    layout,
    own_tier,
    tiers,
)

QUARRY, PROCESSING, EXPORT, IMPORT, CUSTOMER = range(5)
CHAIN, PEOPLE = LANES.index("chain"), LANES.index("people")


@pytest.mark.parametrize(
    ("kind", "roles", "tier"),
    [
        ("Quarry", (), QUARRY),
        ("Supplier", (), PROCESSING),
        ("Supplier", ("factory",), PROCESSING),
        ("Supplier", ("exporter",), EXPORT),
        ("Supplier", ("factory", "exporter"), EXPORT),
        ("Supplier", ("trader",), EXPORT),
        ("Supplier", ("labour_contractor",), None),
        ("Importer", (), IMPORT),
        ("Customer", ("retailer",), CUSTOMER),
        ("WorkerGroup", (), None),
        ("", (), None),
    ],
)
def test_kind_and_role_say_the_column(kind: str, roles: tuple[str, ...], tier: int | None) -> None:
    assert own_tier(kind, roles) == tier


@pytest.mark.parametrize(
    ("kind", "lane"),
    [
        ("GovernmentBody", "state"),
        ("Financier", "state"),
        ("Customer", "chain"),
        ("Community", "people"),
        ("IndustryAssociation", "voice"),
        ("Initiative", "process"),
        ("Person", "process"),
        ("", "process"),
    ],
)
def test_the_sphere_says_the_lane(kind: str, lane: str) -> None:
    assert LANES[lane_of(kind)] == lane


def test_workers_stand_where_most_of_their_ties_are() -> None:
    own = {"q": QUARRY, "f1": PROCESSING, "f2": PROCESSING, "workers": None}
    assert tiers(own, [("q", "workers"), ("f1", "workers"), ("f2", "workers")])["workers"] == PROCESSING


def test_a_union_stands_near_its_workers() -> None:
    own = {"importer": IMPORT, "workers": None, "union": None}
    placed = tiers(own, [("importer", "workers"), ("union", "workers")])
    assert (placed["workers"], placed["union"]) == (IMPORT, IMPORT)


def test_with_as_many_ties_to_two_columns_the_one_nearer_to_the_quarry() -> None:
    own = {"q": QUARRY, "i": IMPORT, "ngo": None}
    assert tiers(own, [("i", "ngo"), ("q", "ngo")])["ngo"] == QUARRY


def test_who_has_no_tie_has_no_fixed_place() -> None:
    assert tiers({"q": QUARRY, "a": None, "b": None}, [("a", "b")]) == {
        "q": QUARRY,
        "a": ANYWHERE,
        "b": ANYWHERE,
    }


spots = st.lists(
    st.tuples(st.integers(0, ANYWHERE), st.integers(0, len(LANES) - 1), st.integers(0, 3), st.floats(10, 26)),
    max_size=40,
).map(lambda rows: [Spot(f"s{i}", *row) for i, row in enumerate(rows)])


@settings(max_examples=40)
@given(spots, st.data())
def test_no_mark_or_label_covers_another_and_each_stands_in_its_column_and_lane(
    all_spots: list[Spot], data: st.DataObject
) -> None:
    names = st.sampled_from([spot.name for spot in all_spots] or [""])
    links = data.draw(st.lists(st.tuples(names, names), max_size=30))
    drawing = layout(all_spots, links)
    columns = {band.index: band for band in drawing.columns}
    lanes = {band.index: band for band in drawing.lanes}
    boxes = []
    for spot in all_spots:
        x, y = drawing.at[spot.name]
        box = (x - SLOT_WIDTH / 2, y - spot.radius, x + SLOT_WIDTH / 2, y + spot.radius + spot.lines * LINE)
        assert columns[spot.tier].start <= box[0] and box[2] <= columns[spot.tier].end
        assert lanes[spot.lane].start <= box[1] and box[3] <= lanes[spot.lane].end
        boxes.append(box)
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in drawing.at.values())


@settings(max_examples=20)
@given(spots)
def test_the_same_spots_are_drawn_the_same_way(all_spots: list[Spot]) -> None:
    links = [(a.name, b.name) for a, b in zip(all_spots, all_spots[1:], strict=False)]
    assert layout(all_spots, links) == layout(list(all_spots), list(links))


def chain_of(quarries: int, factories: int) -> list[Spot]:
    return [Spot(f"q{i}", QUARRY, CHAIN) for i in range(quarries)] + [
        Spot(f"f{i}", PROCESSING, CHAIN) for i in range(factories)
    ]


def crossings(drawing: Layout, links: list[tuple[str, str]]) -> int:
    """How many pairs of lines between the two columns cross."""
    found = 0
    for (a, b), (c, d) in combinations(links, 2):
        left = drawing.at[a][1] - drawing.at[c][1]
        right = drawing.at[b][1] - drawing.at[d][1]
        found += left * right < 0
    return found


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_lines_of_pairs_do_not_cross(order: tuple[int, ...]) -> None:
    links = [(f"q{i}", f"f{k}") for i, k in enumerate(order)]
    assert crossings(layout(chain_of(4, 4), links), links) == 0


def test_a_mark_without_lines_makes_way_for_a_line() -> None:
    # Two importers make two rows.  The factory, who has no tie, would stand first in its column, right
    # between the quarry and the exporter; it moves to the other row.
    spots_here = [
        Spot("quarry", QUARRY, CHAIN),
        Spot("factory", PROCESSING, CHAIN),
        Spot("exporter", EXPORT, CHAIN),
        Spot("importer 1", IMPORT, CHAIN),
        Spot("importer 2", IMPORT, CHAIN),
    ]
    links = [("quarry", "exporter"), ("exporter", "importer 1")]
    at = layout(spots_here, links).at
    assert at["quarry"][1] == at["exporter"][1] != at["factory"][1]
    blind = layout(spots_here, links, tidy=False).at
    assert blind["quarry"][1] == blind["exporter"][1] == blind["factory"][1]


def test_few_stakeholders_stand_in_one_file_per_column() -> None:
    assert layout(chain_of(4, 4), []).width == 5 * SLOT_WIDTH + 4 * 12


def test_sixty_stakeholders_are_at_most_nine_places_across() -> None:
    counts = {(CHAIN, 0): 7, (CHAIN, 1): 6, (CHAIN, 2): 5, (PEOPLE, 0): 7, (PEOPLE, 1): 4, (CHAIN, 4): 5}
    all_spots = [Spot(f"{key}{i}", key[1], key[0]) for key, count in counts.items() for i in range(count)]
    assert layout(all_spots, []).width <= 9 * SLOT_WIDTH + 4 * 12


def test_columns_and_people_are_shown_also_when_nobody_stands_there() -> None:
    drawing = layout([], [])
    assert [TIERS[band.index] for band in drawing.columns] == [
        "quarry",
        "processing",
        "export",
        "import",
        "customer",
    ]
    assert [LANES[band.index] for band in drawing.lanes] == ["people", "chain"]
