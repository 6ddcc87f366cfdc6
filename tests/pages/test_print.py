"""On paper: A4 lying down, with every name, the legend and the whole map."""

import subprocess
from pathlib import Path

import pytest

from tests.pages.conftest import OpenPage
from tests.pages.stone import stone


def pdf_of(page_file: Path, open_page: OpenPage, to: Path) -> Path:
    page = open_page(page_file)
    page.pdf(path=to, prefer_css_page_size=True, print_background=True)
    return to


def words_of(pdf: Path) -> str:
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, check=True, text=True).stdout
    return " ".join(text.split())


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_printed_map_holds_every_name_the_legend_and_the_limits(
    lang: str, open_page: OpenPage, stone_pages: dict[str, Path], tmp_path: Path
) -> None:
    words = words_of(pdf_of(stone_pages[lang], open_page, tmp_path / "map.pdf"))
    told, _, _ = stone()
    names = [name for name, one in told.mentions.items() if one.kind not in ("Risk", "Dialogue")]
    assert [name for name in names if name not in words] == []
    legend = {
        "en": (
            "nobody at the table counts as their voice",
            "not on the list",
            "Goods go to",
            "What this map does not know",
        ),
        "nl": (
            "niemand aan tafel telt als hun stem",
            "niet op de lijst",
            "Goederen gaan naar",
            "Wat deze kaart niet weet",
        ),
    }
    assert [part for part in (*legend[lang], "84 %") if part not in words] == []
    assert "Know each other" not in words and "Kennen elkaar" not in words  # lines that are not shown


def test_the_paper_lies_down_and_the_map_is_on_it(
    open_page: OpenPage, stone_pages: dict[str, Path], tmp_path: Path
) -> None:
    pdf = pdf_of(stone_pages["en"], open_page, tmp_path / "map.pdf")
    about = subprocess.run(["pdfinfo", pdf], capture_output=True, check=True, text=True).stdout
    assert "841.92 x 594.96" in about or "842 x 595" in about
    listed = subprocess.run(["pdfimages", "-list", pdf], capture_output=True, check=True, text=True).stdout
    wide = [int(line.split()[3]) for line in listed.splitlines()[2:] if line.split()[2] == "image"]
    assert len(wide) >= 2 and min(wide) > 2000
