"""How often and from where on is drawn how sure an answer is: asked for, set in the file, or built in."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import call

ASK = ("influence", "power")


def answer(folder: Path, *args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(call(*args, "--format", "json", cwd=folder).out)
    return found


def drawn(told: dict[str, Any]) -> tuple[str, str] | None:
    """How many draws and which seed an answer names."""
    (sentence,) = [one["sentence"] for one in told["used"] if one["code"].startswith("sure.drawn")] or [""]
    found = re.search(r"Drawn (\d+) times \(seed (\d+)\)", sentence)
    return (found[1], found[2]) if found else None


@pytest.mark.parametrize("question", ASK)
def test_the_same_seed_prints_the_same_and_another_seed_another(question: str, loaded: Path) -> None:
    one, same, other = (
        call(question, "--draws", "30", "--seed", seed, "--format", "json", cwd=loaded).out for seed in "337"
    )
    assert one == same
    assert json.loads(one)["rows"] != json.loads(other)["rows"]
    assert json.loads(one)["settings"] != json.loads(other)["settings"]


@pytest.mark.parametrize("question", ASK)
def test_what_was_drawn_is_told(question: str, loaded: Path) -> None:
    assert drawn(answer(loaded, question)) == ("1000", "1")
    assert drawn(answer(loaded, question, "--draws", "30", "--seed", "5")) == ("30", "5")


def test_what_is_asked_for_goes_before_the_file(case: Path) -> None:
    (case / "aantafel.toml").write_text("draws = 20\nseed = 4\n", encoding="utf-8")
    assert drawn(answer(case, "influence")) == ("20", "4")
    assert drawn(answer(case, "influence", "--seed", "6")) == ("20", "6")


@pytest.mark.parametrize("question", ASK)
def test_without_draws_the_values_stand_alone(question: str, loaded: Path) -> None:
    told = answer(loaded, question, "--draws", "0")
    assert drawn(told) is None
    assert [one["code"] for one in told["used"] if one["code"].startswith("sure")] == ["sure.not_drawn"]
    for column in ("between", "rank", "top3", "rank_5", "rank_15"):
        assert {row[column] for row in told["rows"]} == {None}


def test_coverage_is_drawn_too(loaded: Path) -> None:
    told = answer(loaded, "voices", "--draws", "40", "--seed", "2")["coverage"]["drawn"]
    assert (told["draws"], told["seed"]) == (40, 2)
    assert 0 <= told["surely"][0] <= told["surely"][1] <= 1
    assert answer(loaded, "voices", "--draws", "0")["coverage"]["drawn"] is None


@pytest.mark.parametrize("draws", ["-1", "many", "100001"])
def test_draws_that_cannot_be_are_refused(draws: str, loaded: Path) -> None:
    said = call("influence", "--draws", draws, cwd=loaded)
    assert said.code == 2 and "--draws" in said.err
