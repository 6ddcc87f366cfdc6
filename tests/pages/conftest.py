"""A real browser without a network, and pages to look at; one that complains or asks for anything fails."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from queries.pages.map import page_map
from queries.question import Answer, Brief
from tests.pages.stone import stone

CHROME = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

OpenPage = Callable[[Path], Page]
Write = Callable[..., Path]


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    if not CHROME:
        if os.environ.get("CI"):
            pytest.fail("no chromium: install it (apt-get install chromium) for the tests of the pages")
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROME, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chrome: Browser) -> Iterator[OpenPage]:
    context = chrome.new_context(
        offline=True, reduced_motion="reduce", viewport={"width": 1500, "height": 900}
    )
    bad: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            bad.append(message.text)

    def request(asked: Request) -> None:
        if not asked.url.startswith(("file:", "data:", "blob:")):
            bad.append(asked.url)

    def go(path: Path) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: bad.append(str(error)))
        page.on("console", console)
        page.on("request", request)
        page.goto(path.resolve().as_uri())
        return page

    yield go
    context.close()
    assert bad == []


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A page of a brief, as a file."""

    def made(brief: Brief, voices: Answer | None = None, **options: object) -> Path:
        given: dict[str, object] = {
            "lang": "en",
            "level": "team",
            "title": "A map",
            "store": "a.db",
            **options,
        }
        path = tmp_path / f"map{len(list(tmp_path.iterdir()))}.html"
        path.write_text(page_map(brief, voices, **given), encoding="utf-8")  # type: ignore[arg-type]
        return path

    return made


@pytest.fixture(scope="session")
def stone_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The large invented case, in both languages."""
    told, guests, voices = stone()
    folder, pages = tmp_path_factory.mktemp("stone"), {}
    for lang, title in (
        ("en", "Natural stone: who is at the table?"),
        ("nl", "Natuursteen: wie zit aan tafel?"),
    ):
        html = page_map(
            told.brief(guests, planned=True), voices, lang=lang, level="team", title=title, store="stone.db",
            illustrative=0.84, made_on="2026-01-31",
        )  # fmt: skip
        pages[lang] = folder / f"{lang}.html"
        pages[lang].write_text(html, encoding="utf-8")
    return pages
