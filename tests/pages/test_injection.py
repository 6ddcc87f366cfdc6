"""Whatever a file holds is text on the page: nothing in it runs, nothing in it is lost."""

import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from graph.records import source
from queries.pages.map import page_map
from queries.pages.spec import visual_spec
from queries.pages.writing import policy
from tests.pages.conftest import OpenPage, Write
from tests.pages.stone import Told, concern

PAYLOADS = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    "</script><script>window.ran=1</script>",
    "<svg onload=window.ran=1>",
    '"><b onmouseover=window.ran=1>href</b>',
    "{{ 7*7 }}{% raw %}${window.ran=1}`",
)


def laden(payload: str) -> Told:
    """A network with the payload in every field that takes text."""
    card = source(
        "s", title="title " + payload, informant="informant " + payload, date="2024", level="public"
    )
    told = Told(card, " at " + payload)
    told.party(
        "Quarry", "quarry " + payload, "IN / place " + payload, ids=["kvk:" + payload],
        stone=["stone " + payload], permit="permit " + payload,
        notes="notes " + payload, aliases=["alias " + payload],
        as_written={"column " + payload: "cell " + payload},
    )  # fmt: skip
    told.party("WorkerGroup", "workers " + payload, headcount="40")
    told.party("Dialogue", "dialogue " + payload)
    told.says("quarry " + payload, "EMPLOYS", "workers " + payload, notes="tie notes " + payload)
    told.says("quarry " + payload, "INFLUENCES", "workers " + payload, channel="channel " + payload)
    told.harmed("workers " + payload, "wages", "IN / harm " + payload)
    guest = {"role": "participant", "concern": "fear " + payload}
    told.says("quarry " + payload, "TAKES_PART_IN", "dialogue " + payload, **guest)
    return told


def as_place(text: str) -> str:
    """A place as it is kept: steps with blanks around the stroke."""
    return " / ".join(step.strip() for step in text.split("/"))


def everything_opened(page: Page) -> str:
    """All text of the page with the details of every mark opened."""
    text = page.locator("body").inner_text()
    for row in page.locator("tbody tr").all():
        page.evaluate("document.getElementById('find').value = ''")
        page.locator("#find").fill(row.locator("th").inner_text())
        page.locator("#find").press("Enter")
        for summary in page.locator("#panel summary").all():
            summary.click()
        text += page.locator("#panel").inner_text()
    return text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_in_every_field_is_shown_as_text(payload: str, open_page: OpenPage, write: Write) -> None:
    told = laden(payload)
    brief = told.brief(["quarry " + payload], title="dialogue " + payload)
    voices = told.answer(**{"workers " + payload: [concern("wages", "not_heard", "unseen")]})
    page = open_page(
        write(brief, voices, title="Map " + payload, store="store " + payload, made_on="on " + payload)
    )
    text = everything_opened(page)
    for part in (
        "Map ", "dialogue ", "store ", "on ", "quarry ", "workers ", "stone ", "permit ", "notes ", "alias ",
        "column ", "cell ", "tie notes ", "channel ", "fear ", "title ", "parties.csv at ", "Parties 2 at ",
        "ties.csv at ", "Ties 2 at ", "kvk:",
    ):  # fmt: skip
        assert part + payload in text, part
    assert as_place("IN / place " + payload) in text and as_place("IN / harm " + payload) in text
    assert page.evaluate("window.ran") is None
    assert page.evaluate("aantafel.marks()") == 2


def test_the_tooltip_shows_a_name_as_text(open_page: OpenPage, write: Write) -> None:
    payload = "<img src=x onerror=window.ran=1> href"
    told = Told()
    told.party("Quarry", payload)
    page = open_page(write(told.brief()))
    mark = visual_spec(told.brief(), None).marks[0]
    place = page.evaluate("([x, y]) => aantafel.at(x, y)", [mark.x, mark.y])
    box = page.locator("#map").bounding_box()
    assert box
    for shift in (0, 1):
        page.mouse.move(box["x"] + place["x"] + shift, box["y"] + place["y"])
    page.wait_for_selector("div.vis-tooltip", state="visible")
    assert page.locator("div.vis-tooltip").inner_text() == payload
    assert page.evaluate("window.ran") is None


def simple() -> str:
    told = Told()
    told.party("Quarry", "Quarry A")
    return page_map(told.brief(), None, lang="en", level="team", title="A map", store="a.db")


@pytest.mark.parametrize("code", ["<script>window.ran=1</script>", "<img src=x onerror=window.ran=1>"])
def test_the_lock_holds_when_code_gets_into_the_finished_page(
    code: str, chrome: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "broken.html"
    path.write_text(simple().replace("<footer>", f"{code}<footer>"), encoding="utf-8")
    page = chrome.new_page()
    page.goto(path.as_uri())
    assert page.evaluate("aantafel.marks()") == 1
    assert page.evaluate("window.ran") is None
    page.close()


def test_the_page_names_no_other_address_and_hashes_only_two_scripts() -> None:
    head, body = (unescape(part) for part in simple().split("</head>"))
    assert re.findall(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//""", body) == []
    lock = head.partition('<meta name="viewport"')[0]
    assert len(re.findall(r"'sha256-[^']+'", lock)) == 2 and "unsafe-eval" not in lock
    assert "default-src 'none'" in lock and "sourceMappingURL" not in head


def test_the_policy_is_the_hash_of_what_was_written() -> None:
    # echo -n 'alert(1)' | openssl dgst -sha256 -binary | base64
    assert "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='" in policy(["alert(1)"])


def test_the_page_stays_under_nine_hundred_kilobytes(stone_pages: dict[str, Path]) -> None:
    assert max(path.stat().st_size for path in stone_pages.values()) < 900_000
