"""Take the pictures in docs/img: the map page of the example, as a real browser draws it, in both languages.

    .venv/bin/python docs/picture.py

Needs Chromium or Chrome, and the `dev` extra (playwright drives the browser; it downloads nothing).
The case is made anew in a temporary folder; the browser is offline.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

WIDTH, HEIGHT, SCALE = 1400, 1120, 0.68
LARGEST = 250_000
PICTURES = {"en": "map.png", "nl": "kaart.png"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def demo_page(folder: Path, lang: str) -> Path:
    """The map that `aantafel demo` writes in a language."""
    from cli import main

    made = CliRunner().invoke(main, ["demo", str(folder), "--lang", lang])
    if made.exit_code:
        sys.exit(made.output)
    return folder / "map.html"


def take(browser: Browser, page: Path, picture: Path) -> None:
    """One screenshot of the top of a page; refused where it would be heavy to load."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        device_scale_factor=SCALE,
        offline=True,
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.locator("canvas").wait_for()
    tab.wait_for_timeout(1500)
    tab.screenshot(path=picture)
    context.close()
    if picture.stat().st_size > LARGEST:
        sys.exit(f"{picture.name} is {picture.stat().st_size} bytes; keep it under {LARGEST}.")


def main() -> None:
    """Both pictures."""
    chrome = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), None)
    if chrome is None:
        sys.exit("Install Chromium first: the pictures are taken by a real browser.")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome, args=FLAGS)
        for lang, name in PICTURES.items():
            take(browser, demo_page(Path(folder) / lang, lang), HERE / "img" / name)
        browser.close()


if __name__ == "__main__":
    main()
