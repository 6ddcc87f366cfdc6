"""A name that really exists touches documented claims only, and two such names are enough."""

import re
import subprocess
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

from graph.records import Mention
from ingest.examples import CASE
from ingest.names import proposals
from tests.case.reading import INVENTED, STUDY, every_row, files, node, rows

ROOT = Path(__file__).parents[2]
THE_TWO = ("TruStone", "SER")
PUBLISHED_ELSEWHERE = (
    *("Arisa", "Aravali", "Manjari", "Brachot", "IndustriALL", "BNSA", "Febenat"),
    *("Hardscape", "WNCB", "KU Leuven", "RVO", "FNV", "Carving Change"),
)
"""Who is published to have taken part, or to have studied it: none of them belongs in the example."""
SHOWN_FROM = 75
"""From this score on `aantafel names` asks about a pair."""
TABLES = [path.relative_to(CASE).as_posix() for path in sorted(CASE.rglob("*")) if path.is_file()]


def words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", re.IGNORECASE if len(name) > 3 else 0)


@cache
def outside_the_tests() -> dict[str, str]:
    """The text of every tracked file but the tests, which may list a name to say that it stays out."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {
        name: (ROOT / name).read_bytes().decode("utf-8", errors="replace")
        for name in listed.split("\0")
        if name and not name.startswith("tests/") and (ROOT / name).is_file()
    }


def test_there_are_tables_and_cards_to_look_at() -> None:
    assert len(TABLES) == 2 * len(files()) >= 26
    assert "graph/schema.py" in outside_the_tests()
    assert all(f"ingest/examples/natural_stone/{table}" in outside_the_tests() for table in TABLES)


@pytest.mark.parametrize("name", THE_TWO)
def test_nothing_that_was_invented_holds_the_real_name(name: str) -> None:
    for table in TABLES:
        if table.startswith("illustrative/"):
            assert not words(name).search((CASE / table).read_text("utf-8")), table


@pytest.mark.parametrize("name", THE_TWO)
def test_the_case_study_does_hold_the_real_name(name: str) -> None:
    found = [table for table in TABLES if words(name).search((CASE / table).read_text("utf-8"))]
    assert found
    assert all(table.startswith("documented/") for table in found)


@pytest.mark.parametrize("name", THE_TWO)
def test_only_documented_claims_touch_whom_the_real_name_names(name: str, whole: nx.MultiDiGraph) -> None:
    for one, attributes in whole.nodes(data=True):
        if words(name).search(f"{attributes['name']} {attributes.get('aliases', '')}"):
            claims = [said.claim for said in attributes["said"]]
            claims += [tie["claim"] for _, _, tie in whole.in_edges(one, data=True)]
            claims += [tie["claim"] for _, _, tie in whole.out_edges(one, data=True)]
            assert {(claim.source, claim.confidence) for claim in claims} == {(STUDY, "documented")}
    for _, _, tie in whole.edges(data=True):
        if words(name).search(str(tie["claim"].fields)):
            assert tie["source"] == STUDY


def test_the_initiative_is_the_only_real_name_among_the_stakeholders(whole: nx.MultiDiGraph) -> None:
    assert whole.nodes[node(whole, "TruStone Initiative")]["kind"] == "Initiative"
    named = [name for _, name in whole.nodes(data="name") if any(words(n).search(str(name)) for n in THE_TWO)]
    assert named == ["TruStone Initiative"]


@pytest.mark.parametrize("name", PUBLISHED_ELSEWHERE)
def test_nowhere_in_what_ships_or_explains_it_is(name: str) -> None:
    assert [file for file, text in outside_the_tests().items() if words(name).search(text)] == []


def test_what_was_invented_is_described_by_its_kind_and_a_number_or_a_letter() -> None:
    """After the first word no capitals but NGO, where from, and the letter or number that tells it apart."""
    usual = {"NGO", "NGOs"}
    for row in rows(CASE, "illustrative/parties.csv"):
        first, *rest = row["name"].replace("'", "").split()
        assert first[0].isupper()
        named = {word for word in rest if not word.islower() and not re.fullmatch(r"[A-Z]?\d?", word)}
        assert named <= usual, row["name"]


def test_what_was_invented_says_so_in_every_row_and_on_every_card() -> None:
    for part, source in (("documented", STUDY), ("illustrative", INVENTED)):
        for path in sorted((CASE / part).glob("*.csv")):
            assert {row["source"] for row in rows(CASE / part, path.name)} == {source}
            card = path.with_name(f"{path.name}.card.toml").read_text("utf-8")
            assert f'id = "{source}"' in card
            if part == "illustrative":
                assert "Nothing here is about a real organisation" in card
    assert len(every_row(CASE, "parties.csv")) > 50


def test_no_invented_name_is_proposed_as_the_same_as_one_of_the_case_study(whole: nx.MultiDiGraph) -> None:
    """`aantafel names` would ask, and a yes would tie what was invented to what is documented."""
    told: list[Mention] = [one.claim for _, said in whole.nodes(data="said") for one in said]
    source = {claim.key: claim.source for claim in told}
    found = [one for one in proposals(told, (), whole.graph["who"]) if one.score >= SHOWN_FROM]
    assert found  # some names of one part do look alike
    assert [one for one in found if source[one.a_key] != source[one.b_key]] == []
