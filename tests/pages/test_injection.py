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
    "</script></title></style><script>window.ran=1</script>",
    "<svg onload=window.ran=1>",
    '"><b onmouseover=window.ran=1>href</b>',
    "{{ 7*7 }}{% raw %}${window.ran=1}`",
)


ALL = " ".join(PAYLOADS)


def laden() -> Told:
    """A network with every payload in every field that takes text."""
    card = source("s", title="title " + ALL, informant="informant " + ALL, date="2024", level="public")
    told = Told(card, " at " + ALL)
    told.party("Dialogue", "dialogue " + ALL)
    for payload in PAYLOADS:
        quarry = told.party(
            "Quarry", "quarry " + payload, "IN / place " + payload, ids=["kvk:" + payload],
            stone=["stone " + payload], permit="permit " + payload, notes="notes " + payload,
            aliases=["alias " + payload], as_written={"column " + payload: "cell " + payload},
        )  # fmt: skip
        workers = told.party("WorkerGroup", "workers " + payload, headcount="40")
        told.says(quarry, "EMPLOYS", workers, notes="tie notes " + payload)
        told.says(quarry, "INFLUENCES", workers, channel="channel " + payload)
        told.says(quarry, "TAKES_PART_IN", "dialogue " + ALL, role="participant", concern="fear " + payload)
        told.harmed(workers, "wages", "IN / harm " + payload)
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


def test_payloads_in_every_field_are_shown_as_text(open_page: OpenPage, write: Write) -> None:
    told = laden()
    brief = told.brief([f"quarry {payload}" for payload in PAYLOADS], title="dialogue " + ALL)
    voices = told.answer(
        **{f"workers {payload}": [concern("wages", "not_heard", "unseen")] for payload in PAYLOADS}
    )
    page = open_page(write(brief, voices, title="Map " + ALL, store="store " + ALL, made_on="on " + ALL))
    text = everything_opened(page)
    parts = [
        part + payload
        for part in (
            *(
                "quarry ",
                "workers ",
                "stone ",
                "permit ",
                "notes ",
                "alias ",
                "column ",
                "cell ",
                "tie notes ",
            ),
            *("channel ", "fear ", "kvk:"),
        )
        for payload in PAYLOADS
    ]
    parts += [as_place(f"IN / {where} {payload}") for where in ("place", "harm") for payload in PAYLOADS]
    parts += [part + ALL for part in ("Map ", "dialogue ", "store ", "on ", "title ", "parties.csv at ")]
    parts += [f"Parties 3 at {ALL}", f"ties.csv at {ALL}", f"Ties 2 at {ALL}"]
    assert [part for part in parts if part not in text] == []
    assert page.title() == "Map " + ALL
    assert page.evaluate("window.ran") is None
    assert page.evaluate("aantafel.marks()") == 2 * len(PAYLOADS)


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
    script_src = lock.partition("script-src ")[2].partition(";")[0]
    assert all(part.startswith("'sha256-") for part in script_src.split())
    assert "default-src 'none'" in lock and "sourceMappingURL" not in head


def test_the_policy_is_the_hash_of_what_was_written() -> None:
    # echo -n 'alert(1)' | openssl dgst -sha256 -binary | base64
    assert "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='" in policy(["alert(1)"])


def test_the_page_stays_under_nine_hundred_kilobytes(stone_pages: dict[str, Path]) -> None:
    assert max(path.stat().st_size for path in stone_pages.values()) < 900_000
