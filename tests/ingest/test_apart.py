"""Work in a process of its own: its answer, its errors and its death come back."""

from __future__ import annotations

import operator
import os
from pathlib import Path

import pytest

from graph.errors import Unreadable
from ingest.apart import GaveUpError, apart
from ingest.tables import read_tables


def test_the_answer_comes_back() -> None:
    assert apart(operator.add, [1], ["é"]) == [1, "é"]


def test_an_error_of_ours_comes_back_with_its_code_and_both_sentences(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        apart(read_tables, tmp_path / "weg.csv")
    assert caught.value.code == "F01"
    assert caught.value.sentence("nl") == "Controleer de naam: er is geen bestand weg.csv."


def test_an_error_of_the_system_comes_back() -> None:
    with pytest.raises(FileNotFoundError):
        apart(os.listdir, "/there is no such folder")


def test_a_process_that_dies_gives_up_and_ours_goes_on() -> None:
    with pytest.raises(GaveUpError):
        apart(os.abort)


def test_a_process_that_wants_too_much_memory_gives_up() -> None:
    with pytest.raises(GaveUpError):
        apart(operator.mul, b"x" * 1000, 6_000_000)  # 6 GB
