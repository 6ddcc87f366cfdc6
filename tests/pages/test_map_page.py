"""The map page in a real browser, offline: what is drawn, what the switches do, what a click tells."""

import json
from collections import Counter
from math import cos, pi, sin
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from queries.pages.seats import from_answer
from queries.pages.spec import Mark, visual_spec
from queries.question import Answer, Brief
from queries.voices import QUESTION as VOICES
from tests.pages.conftest import OpenPage, Write
from tests.pages.stone import Told, concern, stone

PINK = (0xD4, 0x00, 0x6A)
LAYER = {  # which switch shows which tie, told once more
    "SUPPLIES": "goods", "EMPLOYS": "work", "RECRUITS": "work", "ADVANCES_CREDIT_TO": "work", "FUNDS": "work",
    "REPRESENTS": "voice", "REGULATES": "say", "INSPECTS": "say", "CERTIFIES": "say", "INFLUENCES": "say",
    "OWNS": "say", "KNOWS": "contact", "MEMBER_OF": "belongs", "IN_CONFLICT_WITH": "conflict",
    "FEARS_REPRISAL_FROM": "fear", "RELATED_TO": "other",
}  # fmt: skip


def small() -> Told:
    told = Told()
    told.party("Quarry", "Quarry A", "IN / Rajasthan")
    told.party("Importer", "Importer B", "NL")
    told.party("WorkerGroup", "Cutters", "IN / Rajasthan", headcount="40")
    told.party("TradeUnion", "Cutters' union", "IN / Rajasthan")
    told.says("Quarry A", "SUPPLIES", "Importer B")
    told.says("Quarry A", "EMPLOYS", "Cutters")
    for_what = {"basis": "elected", "risks": ["dust_silicosis"], "places": ["IN / Rajasthan"]}
    told.says("Cutters' union", "REPRESENTS", "Cutters", **for_what)
    told.harmed("Cutters", "dust_silicosis", "IN / Rajasthan", scale=3)
    return told


def mark_called(name: str, brief: Brief, voices: Answer | None) -> Mark:
    spec = visual_spec(brief, from_answer(brief, voices) if voices else None)
    return next(mark for mark in spec.marks if mark.name == name)


def pixels(page: Page, places: list[tuple[float, float]]) -> list[tuple[int, ...]]:
    """The colours at some places of the drawing."""
    found = page.evaluate(
        """places => {
            const canvas = document.querySelector('#map canvas'), dense = canvas.width / canvas.clientWidth;
            const all = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return places.map(([x, y]) => {
                const at = aantafel.at(x, y);
                const i = 4 * (Math.round(at.y * dense) * all.width + Math.round(at.x * dense));
                return [...all.data.slice(i, i + 3)];
            });
        }""",
        places,
    )
    return [tuple(one) for one in found]


def pink_around(page: Page, mark: Mark) -> int:
    """In how many of sixteen directions the ring's colour is found, at the ring's distance from a mark."""
    reach = mark.radius + 7
    places = [(mark.x + reach * cos(k * pi / 8), mark.y + reach * sin(k * pi / 8)) for k in range(16)]
    return sum(all(abs(a - b) < 40 for a, b in zip(one, PINK, strict=True)) for one in pixels(page, places))


def colours(page: Page) -> int:
    return int(
        page.evaluate(
            """() => {
                const c = document.querySelector('#map canvas'), seen = new Set();
                const all = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
                for (const one of new Uint32Array(all.buffer)) seen.add(one);
                return seen.size;
            }"""
        )
    )


def test_a_missing_voice_has_a_pink_ring_and_loses_it_when_the_voice_gets_a_seat(
    open_page: OpenPage, write: Write
) -> None:
    told = small()
    for guests, missing in ((["Importer B"], True), (["Importer B", "Cutters' union"], False)):
        brief = told.brief(guests)
        voices = VOICES.ask(brief)
        page = open_page(write(brief, voices))
        found = pink_around(page, mark_called("Cutters", brief, voices))
        assert (found >= 14) if missing else (found == 0)
        assert page.locator(".big").inner_text() == ("1 of 1" if missing else "0 of 1")
        said = page.locator("tr", has=page.get_by_role("rowheader", name="Cutters", exact=True)).inner_text()
        assert ("a voice exists, but is not invited" in said) == missing


@pytest.mark.parametrize("answered", [True, False])
def test_silence_gives_no_ring(answered: bool, open_page: OpenPage, write: Write) -> None:
    told = small()
    brief = told.brief(["Importer B"])
    voices = told.answer(Cutters=[concern("dust_silicosis", "unknown", "unknown")]) if answered else None
    page = open_page(write(brief, voices))
    assert pink_around(page, mark_called("Cutters", brief, voices)) == 0
    assert page.get_by_text("of 1", exact=True).count() == 0


def test_only_the_missing_voice_is_ringed(open_page: OpenPage, write: Write) -> None:
    told = small()
    brief = told.brief(["Importer B"])
    voices = told.answer(Cutters=[concern("dust_silicosis", "not_heard", "unseen")])
    page = open_page(write(brief, voices))
    others = ["Quarry A", "Importer B", "Cutters' union"]
    assert [pink_around(page, mark_called(name, brief, voices)) for name in others] == [0, 0, 0]


def test_each_switch_draws_as_many_ties_as_were_told(
    open_page: OpenPage, stone_pages: dict[str, Path]
) -> None:
    told, _, _ = stone()
    pairs = {(LAYER[t.relation], frozenset((t.a, t.b))) for t in told.ties if t.relation in LAYER}
    expected = Counter(layer for layer, _ in pairs)  # in this case no two parties have ties both ways
    page = open_page(stone_pages["en"])
    assert page.evaluate("aantafel.drawn()") == expected["goods"] + expected["voice"]
    boxes = page.locator("[data-layer]")
    assert {box.get_attribute("data-layer") for box in boxes.all()} == set(expected)
    for box in boxes.all():
        box.uncheck()
    assert page.evaluate("aantafel.drawn()") == 0
    for box in boxes.all():
        box.check()
        layer = box.get_attribute("data-layer") or ""
        assert page.evaluate("aantafel.drawn()") == expected[layer], layer
        assert box.locator("xpath=..").inner_text().endswith(f" {expected[layer]}")
        box.uncheck()


def test_a_switch_changes_the_picture(open_page: OpenPage, write: Write) -> None:
    told = small()
    brief = told.brief(["Importer B"])
    page = open_page(write(brief))
    spec = visual_spec(brief, None)
    goods = next(line for line in spec.lines if line.layer == "goods")
    at = {mark.id: (mark.x, mark.y) for mark in spec.marks}
    (ax, ay), (bx, by) = at[goods.a], at[goods.b]
    third = (ax + (bx - ax) / 3, ay + (by - ay) / 3)
    blank = (255, 255, 255)
    near = [(third[0] + dx, third[1] + dy) for dx in range(-8, 9, 2) for dy in range(-4, 5)]
    assert any(colour != blank for colour in pixels(page, near))
    page.locator("[data-layer=goods]").uncheck()
    page.wait_for_timeout(100)
    assert pixels(page, near) == [blank] * len(near)


@pytest.mark.parametrize("name", ["Herders' hamlet", "Importer Delta", "Quarry workers Kota"])
def test_search_selects_exactly_that_stakeholder(
    name: str, open_page: OpenPage, stone_pages: dict[str, Path]
) -> None:
    page = open_page(stone_pages["en"])
    box = page.get_by_label("Find a stakeholder")
    box.fill(name)
    box.press("Enter")
    chosen = page.evaluate("aantafel.chosen()")
    row = page.locator(f"tr[data-mark={chosen[0]}] th")
    assert len(chosen) == 1 and row.inner_text() == name
    expect(page.locator("#panel h2")).to_have_text(name)


def test_a_few_letters_and_enter_find_the_first_name_with_them(
    open_page: OpenPage, stone_pages: dict[str, Path]
) -> None:
    page = open_page(stone_pages["en"])
    page.locator("#find").fill("hamlet")
    assert page.evaluate("aantafel.chosen()") == []
    page.locator("#find").press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Herders' hamlet")


def test_namesakes_can_each_be_found(open_page: OpenPage, write: Write) -> None:
    told = Told()
    told.party("Quarry", "Stone Works", "IN / Rajasthan")
    told.mentions["other"] = told.mentions["Stone Works"]._replace(kind="Importer", country="NL", fields="{}")
    page = open_page(write(told.brief()))
    found = []
    for typed in ("Stone Works", "Stone Works (2)"):
        page.locator("#find").fill(typed)
        page.locator("#find").press("Enter")
        found += page.evaluate("aantafel.chosen()")
    assert len(set(found)) == 2


def test_a_name_nobody_has_selects_nothing_and_says_so(
    open_page: OpenPage, stone_pages: dict[str, Path]
) -> None:
    page = open_page(stone_pages["en"])
    page.locator("#find").fill("Nobody at all")
    page.locator("#find").press("Enter")
    assert page.evaluate("aantafel.chosen()") == []
    assert "Nobody at all" in page.get_by_role("status").inner_text()


def test_a_name_in_devanagari_is_drawn_and_found(open_page: OpenPage, write: Write) -> None:
    told = Told()
    name = told.party("WorkerGroup", "कोटा के खदान मज़दूर", "IN / Rajasthan", headcount="40")
    page = open_page(write(told.brief()))
    page.locator("#find").fill(name)
    page.locator("#find").press("Enter")
    assert len(page.evaluate("aantafel.chosen()")) == 1
    assert page.locator("tbody th").all_inner_texts() == [name]


def test_a_click_shows_what_is_known_and_who_says_so(
    open_page: OpenPage, stone_pages: dict[str, Path]
) -> None:
    told, guests, voices = stone()
    mark = mark_called("Quarry workers Kota", told.brief(guests, planned=True), voices)
    page = open_page(stone_pages["en"])
    at = page.evaluate("([x, y]) => aantafel.at(x, y)", [mark.x, mark.y])
    page.locator("#map").click(position={"x": at["x"], "y": at["y"]})
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Quarry workers Kota")
    for summary in panel.locator("summary").all():
        summary.click()
    text = panel.inner_text()
    mention = told.mentions["Quarry workers Kota"]
    for part in (
        "dust and silicosis", "not heard: the voice depends on those who cause the harm",
        "how bad: very serious",
        "Mine workers' union Rajasthan speaks for Quarry workers Kota", "on what basis: elected by them",
        "Illustrative case · claimed", f"parties.csv · {mention.at}", "ties.csv · Ties", "200-400",
    ):  # fmt: skip
        assert part in text, part


def test_a_tie_in_the_details_leads_to_its_other_end(
    open_page: OpenPage, stone_pages: dict[str, Path]
) -> None:
    page = open_page(stone_pages["en"])
    page.locator("#find").fill("Quarry workers Kota")
    page.locator("#find").press("Enter")
    page.get_by_role("button", name="Mine workers' union Rajasthan speaks for Quarry workers Kota").click()
    expect(page.locator("#panel h2")).to_have_text("Mine workers' union Rajasthan")
    page.get_by_role("button", name="Back to the legend").click()
    assert page.evaluate("aantafel.chosen()") == []
    expect(page.locator("#legend")).to_be_visible()


def test_the_keyboard_reaches_everybody(open_page: OpenPage, write: Write) -> None:
    told = small()
    page = open_page(write(told.brief(["Importer B"])))
    page.locator("#map").focus()
    seen = set()
    for _ in range(4):
        page.keyboard.press("n")
        seen.add(page.get_by_role("status").inner_text().split(",")[0])
    assert seen == {"Quarry A", "Importer B", "Cutters", "Cutters' union"}
    page.locator("#find").fill("Quarry A")
    page.locator("#find").press("Enter")
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("status").inner_text() == "Importer B, importer, at the table"
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#map")).to_be_focused()


def test_the_table_has_a_row_for_every_stakeholder_most_affected_first(
    open_page: OpenPage, stone_pages: dict[str, Path]
) -> None:
    told, _, voices = stone()
    parties = {name for name, m in told.mentions.items() if m.kind not in ("Risk", "Dialogue")}
    page = open_page(stone_pages["en"])
    names = page.locator("tbody th").all_inner_texts()
    assert len(names) == len(parties) == 63 and set(names) == parties
    weight: dict[str, float] = {}
    for row in voices.rows:
        weight[row["group"]] = max(weight.get(row["group"], 0), row["weight"])
    by_name = {name: weight.get(told.node(name), 0) for name in parties}
    assert [by_name[name] for name in names] == sorted(by_name.values(), reverse=True)


@pytest.mark.parametrize(
    ("lang", "big", "sentence"),
    [
        ("en", "6 of 11", "groups have nobody at this table who counts as their voice"),
        ("nl", "6 van 11", "groepen hebben aan deze tafel niemand die als hun stem telt"),
    ],
)
def test_the_headline_counts_groups_nobody_speaks_for(
    lang: str, big: str, sentence: str, open_page: OpenPage, stone_pages: dict[str, Path]
) -> None:
    # Six of the eleven have only concerns that are not heard: quarry workers Kota, migrants, cobble women,
    # factory workers Khammam, families, herders.
    page = open_page(stone_pages[lang])
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator(".big").inner_text() == big
    assert sentence in page.locator("#headline").inner_text()


def test_without_a_guest_list_nobody_is_said_to_sit_or_to_be_absent(
    open_page: OpenPage, write: Write
) -> None:
    page = open_page(write(small().brief()))
    assert page.locator(".big").inner_text() == "No guest list"
    assert set(page.locator("tbody td:nth-child(5)").all_inner_texts()) == {"unknown"}


def test_the_footer_says_for_whom_from_what_and_how_much_is_invented(
    open_page: OpenPage, stone_pages: dict[str, Path]
) -> None:
    text = open_page(stone_pages["en"]).locator("footer").inner_text()
    for part in ("team only", "2026-01-31", "stone.db", "84 %", "made with aantafel"):
        assert part in text


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_picture_is_not_blank(lang: str, open_page: OpenPage, stone_pages: dict[str, Path]) -> None:
    assert colours(open_page(stone_pages[lang])) > 20


def test_labels_are_at_least_fourteen_pixels_high(open_page: OpenPage, stone_pages: dict[str, Path]) -> None:
    page = open_page(stone_pages["en"])
    assert 16 * page.evaluate("aantafel.scale()") >= 14


def test_the_picture_that_is_saved_shows_the_whole_map_on_white(
    open_page: OpenPage, stone_pages: dict[str, Path], tmp_path: Path
) -> None:
    page = open_page(stone_pages["en"])
    with page.expect_download() as started:
        page.get_by_role("button", name="Save as picture").click()
    started.value.save_as(tmp_path / "map.png")
    data = (tmp_path / "map.png").read_bytes()
    wide, high = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    assert data[:8] == b"\x89PNG\r\n\x1a\n" and wide > 2000 and high > 2000
    assert len(data) > 100_000


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_axe_finds_nothing_to_complain_about(
    lang: str, open_page: OpenPage, stone_pages: dict[str, Path]
) -> None:
    page = open_page(stone_pages[lang])
    assert Axe().run(page).response["violations"] == []
    page.locator("#map").focus()
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    assert Axe().run(page).response["violations"] == []


def test_many_stakeholders_are_drawn_as_groups_and_all_stand_in_the_table(
    open_page: OpenPage, write: Write
) -> None:
    told = Told()
    for i in range(401):
        told.party("Quarry", f"Quarry {i}", "IN / Rajasthan" if i % 2 else "IN / Gujarat")
    page = open_page(write(told.brief()))
    assert page.evaluate("aantafel.marks()") == 2
    assert page.locator("tbody tr").count() == 401
    page.locator("#find").fill("quarry × 200 (Rajasthan)")
    page.locator("#find").press("Enter")
    assert "Quarry 7" in page.locator("#panel li").all_inner_texts()


def test_the_data_on_the_page_is_plain_json(stone_pages: dict[str, Path]) -> None:
    html = stone_pages["en"].read_text(encoding="utf-8")
    start = html.index('id="marks">') + len('id="marks">')
    marks = json.loads(html[start : html.index("</script>", start)])
    assert [mark["id"] for mark in marks] == [f"n{i}" for i in range(1, 64)]
