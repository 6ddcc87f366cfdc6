"""The case loads without a complaint, in any order and any number of times, and lets go of a part."""

import random
from collections.abc import Iterable
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.connect import connect
from graph.network import Said, network
from ingest.examples import copy_case
from ingest.load import Batch, load_file
from tests.case.reading import INVENTED, batch, called, files, gathered


@pytest.mark.parametrize("path", files(), ids=called)
def test_a_file_of_the_case_loads_whole_with_nothing_but_the_note_on_names(path: Path) -> None:
    report = batch(path).report
    assert (report.skipped, report.repeated) == (0, 0)
    assert report.loaded == report.read > 0
    assert {finding.code for finding in report.findings} <= {"L07"}
    assert {finding.severity for finding in report.findings} <= {"note"}


def told(net: nx.MultiDiGraph) -> object:
    """All that a network says, in its order: what is claimed, of what, and every place that carries it."""
    return (
        [(one, {**about, "said": _said(about["said"])}) for one, about in net.nodes(data=True)],
        [(*ends, {**tie, "claim": tie["claim"][:-2]}) for *ends, tie in net.edges(data=True, keys=True)],
        [one._replace(file="", at="") for one in net.graph["sources"].values()],
    )


def _said(claims: Iterable[Said]) -> list[object]:
    return [(one.claim[:-2], one.at) for one in claims]


@pytest.mark.parametrize("seed", range(3))
def test_files_loaded_into_a_store_in_any_order_and_twice_give_the_same_network(
    seed: int, tmp_path: Path, whole: nx.MultiDiGraph
) -> None:
    folder = tmp_path / "case"
    order = list(copy_case(folder)) * 2
    random.Random(seed).shuffle(order)
    store = connect(folder / "case.db", create=True)
    try:
        for path in order:
            load_file(store, path)
        stored = network(store.claims())
    finally:
        store.close()
    assert told(stored) == told(whole)


@settings(max_examples=20)
@given(order=st.permutations([batch(path) for path in files()]))
def test_files_read_in_any_order_give_the_same_network(order: list[Batch], whole: nx.MultiDiGraph) -> None:
    assert told(network(gathered(order))) == told(whole)


def test_the_case_read_twice_over_is_the_case_once(whole: nx.MultiDiGraph) -> None:
    assert told(network(gathered([batch(path) for path in files()] * 2))) == told(whole)


def test_a_removed_part_is_as_if_it_had_never_been_loaded(
    tmp_path: Path, documented: nx.MultiDiGraph
) -> None:
    folder = tmp_path / "case"
    store = connect(_made(folder) / "case.db", create=True)
    try:
        for path in sorted(folder.glob("*/*.csv")):
            load_file(store, path)
        store.remove_source(INVENTED)
        left = network(store.claims())
    finally:
        store.close()
    assert told(left)[:2] == told(documented)[:2]  # type: ignore[index]


def _made(folder: Path) -> Path:
    copy_case(folder)
    return folder


def test_no_two_names_of_the_case_may_be_one(whole: nx.MultiDiGraph) -> None:
    assert not whole.graph["who"].questions
