"""A page is written whole or not at all, and never with a name that may not be seen at its level."""

import os
import stat
from html import escape
from pathlib import Path

import pytest

from graph.errors import AantafelError, Refused
from graph.network import network
from queries.pages.map import page_map
from queries.pages.writing import hidden_names, leaks, write_page
from tests.pages.stone import Told, concern


def with_a_secret() -> Told:
    """A quarry that all may see, with a person and a small group that only the team may see."""
    told = Told()
    told.party("Quarry", "Quarry A", "IN / Rajasthan")
    told.party("Person", "A. Sharma", "IN / Rajasthan")
    told.party("WorkerGroup", "Six cutters of Kota", "IN / Rajasthan / Kota", headcount="6")
    told.party("WorkerGroup", "Cutters of the district", "IN / Rajasthan", headcount="400")
    told.says("A. Sharma", "INFLUENCES", "Quarry A")
    told.says("Quarry A", "EMPLOYS", "Six cutters of Kota")
    return told


def hidden(told: Told, level: str = "participants") -> frozenset[str]:
    claims = told.claims()
    return hidden_names(network(claims), network(claims, level=level))


def test_what_is_hidden_is_what_the_team_sees_and_the_level_does_not() -> None:
    assert hidden(with_a_secret()) == {"A. Sharma", "Six cutters of Kota"}
    assert hidden(with_a_secret(), "team") == set()


def test_other_names_and_secret_sources_count_as_well() -> None:
    told = Told(Told().card._replace(id="s", title="Letter of a whistleblower", level="team"))
    told.party("Quarry", "Quarry A", aliases=["The old pit"])
    assert hidden(told) == {"Quarry A", "The old pit", "Letter of a whistleblower"}


def test_a_map_for_participants_does_not_hold_what_is_hidden(tmp_path: Path) -> None:
    told = with_a_secret()
    voices = told.answer(**{"Six cutters of Kota": [concern("wages", "not_heard", "unseen")]})
    brief = told.brief(["Quarry A"], level="participants")
    html = page_map(brief, voices, lang="en", level="participants", title="A map", store="a.db")
    write_page(tmp_path / "map.html", html, hidden(told))
    text = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "Quarry A" in text and "workers (Rajasthan)" in text
    assert "Sharma" not in text and "Six cutters" not in text


@pytest.mark.parametrize(
    "place",
    [
        "<p>Ask {} first</p>",
        "<p>ask a.  SHARMA first</p>",
        '<td title="{}">x</td>',
        '<script type="application/json">{{"a":"with {}"}}</script>',
        '<script type="application/json">{{"a":"\\u0041. Sharma"}}</script>',
        "<p>A.&nbsp;Sharma</p>",
        "<p>&#65;. Sharma</p>",
    ],
)
def test_a_page_with_a_hidden_name_is_refused_and_not_written(place: str, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    with pytest.raises(Refused, match=r"A\. Sharma"):
        write_page(path, place.format(escape("A. Sharma")), ["A. Sharma"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("html", "secret", "shown"),
    [
        ("<p>Sharmann and Sharmas</p>", "Sharma", []),  # part of another word
        ("<script>const sharma = 1;</script><style>.sharma{}</style>", "Sharma", []),  # code of ours
        ("<p>Workers and communities</p>", "workers", []),  # a word that every page has
        ("<p>Local NGO 1</p>", "Local NGO", ["Local NGO 1"]),  # part of a longer name that is shown
    ],
)
def test_what_gives_nothing_away_is_not_refused(html: str, secret: str, shown: list[str]) -> None:
    assert leaks(html, [secret], shown) == []


def test_a_hidden_name_beside_a_longer_one_that_is_shown_is_found() -> None:
    assert leaks("<p>Local NGO 1 asked Local NGO</p>", ["Local NGO"], ["Local NGO 1", "Local"]) == [
        "Local NGO"
    ]


def test_a_page_is_utf8_with_plain_line_ends_and_readable_as_other_files_are(tmp_path: Path) -> None:
    path, other = tmp_path / "map.html", tmp_path / "other"
    write_page(path, "कोटा\nñ\n")
    other.write_text("x", encoding="utf-8")
    assert path.read_bytes() == "कोटा\nñ\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_a_page_that_cannot_be_written_leaves_the_old_one_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    write_page(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_page(path, "half a letter \ud800")
    assert path.read_text(encoding="utf-8") == "old" and os.listdir(tmp_path) == ["map.html"]


def test_a_folder_that_is_not_there_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(AantafelError, match=r"map\.html cannot be written"):
        write_page(tmp_path / "nowhere" / "map.html", "x")
