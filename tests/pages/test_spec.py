"""The one visual spec: seats, rings, lines, sizes and labels; colours that everybody can tell apart."""

import doctest
import math
from itertools import combinations

import numpy as np
import pytest

import queries.pages.layout
import queries.pages.palette
import queries.pages.spec
import queries.pages.writing
from graph.errors import Refused
from graph.schema import KIND, RELATION, STAKEHOLDER
from graph.words import say
from queries.pages.grouped import grouped
from queries.pages.map import page_map
from queries.pages.palette import (
    ALERT_TEXT,
    COLOURS,
    INK,
    LAYER_OF,
    LAYERS,
    RING,
    SEATS,
    SHAPES,
    UNSURE,
    look,
    sphere_of,
)
from queries.pages.seats import VoiceState, from_answer, seats
from queries.pages.spec import LABEL_LINES, Spec, radii, ring_of, visual_spec, wrapped
from queries.question import Brief
from tests.pages.stone import Told, concern

# Machado, Oliveira and Fernandes 2009, table of severity 1.0, in linear RGB.
SEES = {
    name: np.array(numbers).reshape(3, 3)
    for name, numbers in {
        "normal": [1, 0, 0, 0, 1, 0, 0, 0, 1],
        "protan": [
            *(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216),
            *(-0.003882, -0.048116, 1.051998),
        ],
        "deutan": [
            *(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413),
            *(-0.011820, 0.042940, 0.968881),
        ],
        "tritan": [
            *(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602),
            *(0.004733, 0.691367, 0.303900),
        ],
    }.items()
}
TO_XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]


def linear(colour: str) -> np.ndarray:
    c = np.array(list(bytes.fromhex(colour[1:]))) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    """CIE L*a*b*, white of D65."""
    x = np.array(TO_XYZ) @ np.clip(rgb, 0, 1) / np.array([0.9505, 1, 1.089])
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(a: str, b: str, eyes: str) -> float:
    seen = SEES[eyes]
    return float(np.linalg.norm(lab(seen @ linear(a)) - lab(seen @ linear(b))))


def contrast(a: str, b: str = "#FFFFFF") -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted(
        (float(np.array([0.2126, 0.7152, 0.0722]) @ linear(c)) for c in (a, b)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_knows_black_on_white() -> None:
    assert contrast("#000000") == pytest.approx(21)


@pytest.mark.parametrize("eyes", SEES)
def test_kinds_of_one_shape_have_colours_that_all_eyes_tell_apart(eyes: str) -> None:
    close = {
        (a, b): round(distance(COLOURS[a], COLOURS[b], eyes))
        for a, b in combinations(STAKEHOLDER, 2)
        if SHAPES[sphere_of(a)] == SHAPES[sphere_of(b)] and distance(COLOURS[a], COLOURS[b], eyes) < 20
    }
    assert close == {}


@pytest.mark.parametrize("eyes", SEES)
def test_the_lines_that_are_always_listed_have_colours_that_all_eyes_tell_apart(eyes: str) -> None:
    always = [layer for layer in LAYERS if layer.always]
    assert {
        (a.name, b.name) for a, b in combinations(always, 2) if distance(a.colour, b.colour, eyes) < 18
    } == set()


@pytest.mark.parametrize("eyes", SEES)
def test_the_ring_of_a_missing_voice_stands_out_from_the_people_inside_it(eyes: str) -> None:
    for kind in ("WorkerGroup", "Community"):
        assert distance(RING, COLOURS[kind], eyes) >= 12
    assert distance(RING, UNSURE, eyes) >= 20


def test_outlines_and_lines_have_enough_contrast_and_text_more() -> None:
    weak = {kind: contrast(colour) for kind, colour in COLOURS.items() if contrast(colour) < 3}
    weak |= {layer.name: contrast(layer.colour) for layer in LAYERS if contrast(layer.colour) < 3}
    assert weak == {} and contrast(RING) >= 3 and contrast(UNSURE) >= 3
    lanes = ("#FFFFFF", "#F1F3F5", "#FFF4EA", "#F6F1F9", "#EEF6F4")
    assert min(contrast(text, lane) for text in (INK, ALERT_TEXT, "#4A4A4A") for lane in lanes) >= 4.5


def test_every_sphere_has_a_shape_of_its_own_and_every_kind_a_colour() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert {kind.sphere for kind in STAKEHOLDER.values()} == set(SHAPES)
    assert set(COLOURS) == {*STAKEHOLDER, ""}


def test_the_fuller_the_more_present() -> None:
    light = [
        float(linear(look("Importer", seat).fill).sum())
        for seat in ("table", "represented", "invited", "absent")
    ]
    assert light == sorted(light) and len(set(light)) == 4
    assert look("Importer", "unknown").sign == "?" and all(not look("Importer", s).sign for s in SEATS[:-1])


@pytest.mark.parametrize("kind", [*STAKEHOLDER, ""])
def test_every_seat_looks_different_for_every_kind(kind: str) -> None:
    assert len({look(kind, seat) for seat in SEATS}) == len(SEATS)


def test_every_tie_between_stakeholders_belongs_to_one_layer() -> None:
    people = set(STAKEHOLDER)
    between = {r.label for r in RELATION.values() if r.from_kinds & people and r.to_kinds & people}
    assert set(LAYER_OF) == between - {"TAKES_PART_IN", "COMMITS_TO"}
    assert len(LAYER_OF) == sum(len(layer.relations) for layer in LAYERS)


# -- seats -------------------------------------------------------------------------------


def seat_of(brief: Brief, name: str, states: dict[str, VoiceState] | None = None) -> str:
    found = seats(brief, states or {})
    return next(found[node] for node in found if brief.name(node) == name)


def table() -> Told:
    told = Told()
    for kind, name in (
        ("Importer", "Importer"),
        ("TradeUnion", "Union"),
        ("TradeUnion", "Federation"),
        ("NGO", "NGO"),
    ):
        told.party(kind, name)
    told.party("WorkerGroup", "Workers", headcount="40")
    return told


def test_without_a_list_every_seat_is_unknown() -> None:
    assert set(seats(table().brief(), {}).values()) == {"unknown"}


def test_on_a_complete_list_the_others_are_absent_and_else_unknown() -> None:
    told = table()
    assert seat_of(told.brief(["Importer"]), "NGO") == "absent"
    assert seat_of(told.brief(["Importer"], complete=False), "NGO") == "unknown"
    assert seat_of(told.brief(["Importer"], complete=False), "Importer") == "table"


@pytest.mark.parametrize(
    ("status", "seat"),
    [
        ("invited", "invited"),
        ("considered", "invited"),
        ("accepted", "table"),
        ("attended", "table"),
        ("", "invited"),
    ],
)
def test_a_planned_seat_is_taken_once_the_guest_says_so(status: str, seat: str) -> None:
    told = table()
    told.party("Dialogue", "Follow-up")
    told.says(
        "Importer", "TAKES_PART_IN", "Follow-up", role="participant", **({"status": status} if status else {})
    )
    assert seat_of(told.brief(["Importer"], planned=True), "Importer") == seat


def test_the_newest_word_about_a_planned_seat_counts() -> None:
    told = table()
    told.party("Dialogue", "Follow-up")
    for status, on in (("accepted", "2024-01"), ("hesitates", "2024-02")):
        told.says("Importer", "TAKES_PART_IN", "Follow-up", role="participant", status=status)
        told.ties[-1] = told.ties[-1]._replace(said_on=on)
    assert seat_of(told.brief(["Importer"], planned=True), "Importer") == "invited"


@pytest.mark.parametrize(
    ("basis", "seat"), [("mandated", "represented"), ("employer_appointed", "absent"), ("", "absent")]
)
def test_who_a_guest_may_speak_for_is_represented(basis: str, seat: str) -> None:
    told = table()
    told.says("Union", "REPRESENTS", "Federation", **({"basis": basis} if basis else {}))
    assert seat_of(told.brief(["Union"]), "Federation") == seat


@pytest.mark.parametrize(
    ("statuses", "seat", "ring"),
    [
        (["heard"], "represented", ""),
        (["heard", "not_heard"], "represented", "partly"),
        (["not_heard", "not_heard"], "absent", "missing"),
        (["not_heard", "unknown"], "unknown", "partly"),
        (["unknown"], "unknown", "unknown"),
        (["heard", "unknown"], "represented", "unknown"),
    ],
)
def test_people_are_represented_by_who_is_heard_for_them(statuses: list[str], seat: str, ring: str) -> None:
    told = table()
    state = VoiceState(tuple(concern("wages", status) for status in statuses))
    brief = told.brief(["Importer"])
    assert seat_of(brief, "Workers", {told.node("Workers"): state}) == seat
    assert ring_of(state) == ring


def test_people_of_whom_nobody_asked_are_unknown_even_on_a_complete_list() -> None:
    assert seat_of(table().brief(["Importer"]), "Workers") == "unknown"


def test_below_level_team_nobody_is_called_unsafe() -> None:
    told = table()
    voices = told.answer(Workers=[concern("wages", "not_heard", "unsafe", "uninvited")])
    for level, gaps in (("team", ("unsafe", "uninvited")), ("participants", ("uninvited",))):
        assert from_answer(told.brief(level=level), voices)[told.node("Workers")].gaps == gaps


# -- lines, sizes, labels ----------------------------------------------------------------


def spec_of(told: Told) -> Spec:
    return visual_spec(told.brief(), None)


def test_facts_of_one_layer_between_two_are_one_line_with_a_direction() -> None:
    told = table()
    told.says("NGO", "INFLUENCES", "Importer")
    told.says("NGO", "INSPECTS", "Importer")
    told.says("Importer", "INFLUENCES", "NGO")
    told.says("NGO", "KNOWS", "Importer")
    assert sorted((line.layer, len(line.facts)) for line in spec_of(told).lines) == [
        ("contact", 1), ("say", 1), ("say", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sure", "dashed"), [("claimed", True), ("inferred", True), ("stated", False), ("documented", False)]
)
def test_what_is_only_claimed_is_dashed(sure: str, dashed: bool) -> None:
    told = table()
    told.says("NGO", "KNOWS", "Importer", sure)
    assert [line.dashed for line in spec_of(told).lines] == [dashed]


def test_a_tie_that_somebody_denies_is_not_drawn() -> None:
    told = table()
    told.says("NGO", "KNOWS", "Importer")
    told.ties[-1] = told.ties[-1]._replace(holds="no")
    assert spec_of(told).lines == ()


def test_without_sizes_all_marks_are_equal_and_with_sizes_areas_grow_from_a_smallest() -> None:
    assert len(set(radii(["a", "b"], None).values())) == 1
    found = radii(["none", "half", "most", "not told"], {"none": 0, "half": 5, "most": 10})
    areas = {name: math.pi * r**2 for name, r in found.items()}
    assert found["none"] == found["not told"] == 10 and found["most"] == 26
    assert areas["half"] == pytest.approx((areas["none"] + areas["most"]) / 2)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("NGO", ["NGO"]),
        ("Stone exporters' association", ["Stone exporters'", "association"]),
        ("Arbeidsomstandighedeninspectie", ["Arbeidsomstan-", "dighedeninspec-", "tie"]),
        (
            "one two three four five six seven eight nine ten eleven twelve",
            ["one two three", "four five six", "seven eight…"],
        ),
    ],
)
def test_labels_fit_in_three_lines(name: str, lines: list[str]) -> None:
    assert wrapped(name) == lines and len(lines) <= LABEL_LINES


def test_of_more_than_eighty_only_the_missing_and_the_best_tied_have_labels() -> None:
    told = Told()
    for i in range(81):
        told.party("Quarry", f"Quarry {i:02}")
    told.party("WorkerGroup", "Cutters", headcount="40")
    told.party("WorkerGroup", "Haulers", headcount="40")
    for i in range(31):
        told.says(f"Quarry {i:02}", "KNOWS", f"Quarry {i + 31:02}")
    state = VoiceState((concern("wages", "not_heard", "unseen"),))
    spec = visual_spec(told.brief(["Quarry 00"]), {told.node("Cutters"): state})
    labelled = {mark.name for mark in spec.marks if mark.label}
    assert len(labelled) == 31 and "Cutters" in labelled and "Haulers" not in labelled
    assert "Quarry 80" not in labelled  # it has no tie


def test_a_crowd_is_grouped_by_kind_place_in_the_chain_and_region() -> None:
    told = Told()
    for i in range(6):
        told.party("Quarry", f"Quarry {i}", "IN / Rajasthan / Kota" if i < 4 else "IN / Gujarat")
    told.party("Importer", "Importer", "NL")
    for i in range(6):
        told.says(f"Quarry {i}", "SUPPLIES", "Importer")
    told.party("WorkerGroup", "Cutters", "IN / Gujarat", headcount="40")
    brief = told.brief(["Importer"])
    states = {told.node("Cutters"): VoiceState((concern("wages", "not_heard", "unseen"),))}
    crowd = grouped(brief, visual_spec(brief, states), "en")
    assert {(mark.name, len(mark.nodes), mark.ring) for mark in crowd.marks} == {
        ("quarry × 4 (Rajasthan)", 4, ""),
        ("quarry × 2 (Gujarat)", 2, ""),
        ("importer × 1 (NL)", 1, ""),
        ("workers × 1 (Gujarat)", 1, "missing"),
    }
    assert sorted(len(line.facts) for line in crowd.lines) == [2, 4]


def test_three_thousand_is_too_many_and_the_way_out_is_named() -> None:
    told = Told()
    for i in range(3001):
        told.party("Quarry", f"Quarry {i}")
    with pytest.raises(Refused) as refused:
        page_map(told.brief(), None, lang="en", level="team", title="", store="")
    assert "table" in str(refused.value) and "3001" in str(refused.value)


def test_a_network_read_for_the_team_makes_no_page_for_participants() -> None:
    with pytest.raises(Refused, match="participants"):
        page_map(table().brief(), None, lang="en", level="participants", title="", store="")


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_seat_ring_layer_column_and_lane_has_words(lang: str) -> None:
    keys = [f"seat.{s}" for s in SEATS] + [f"layer.{layer.name}" for layer in LAYERS]
    keys += [f"ring.{r}" for r in ("missing", "partly", "unknown")]
    assert all(say(f"pages.{key}", lang) for key in keys)
    assert set(KIND) > set(STAKEHOLDER)


@pytest.mark.parametrize("name", ["layout", "palette", "spec", "writing"])
def test_the_examples_in_the_docstrings_hold(name: str) -> None:
    result = doctest.testmod(getattr(queries.pages, name))
    assert result.attempted and not result.failed
