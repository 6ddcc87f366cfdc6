"""The case on a real Neo4j server: every question answers as it does on the file, finding by finding."""

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

from graph.network import network
from graph.store import Store
from ingest.examples import copy_case
from ingest.load import load_file
from queries.answers_json import as_json_text
from queries.register import QUESTIONS, brief
from tests.graph.server_view import seen, to_be_seen
from tests.neo4j_server.this_run import servers
from tests.stores import stores_of


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """The case on a file and on a server, from the same folder."""
    folder = tmp_path_factory.mktemp("case") / "case"
    files = copy_case(folder)
    with stores_of("sqlite") as lite, stores_of("neo4j") as neo:
        made = lite.new(), neo.new()
        for store in made:
            store.folder = folder
            for file in files:
                load_file(store, Path(file))
        yield made


def nets(both: tuple[Store, Store], level: str) -> tuple[nx.MultiDiGraph, nx.MultiDiGraph]:
    file, server = (network(store.claims(), level=level, sensitive=level == "team") for store in both)
    return file, server


def test_the_server_holds_what_the_file_holds(both: tuple[Store, Store]) -> None:
    file, server = both
    assert len(server.files()) > 10
    for look in (Store.files, Store.sources, Store.claims):
        assert getattr(server, look.__name__)() == getattr(file, look.__name__)()
    assert server.verify() == ()


def test_check_finds_the_same_id_by_id(both: tuple[Store, Store]) -> None:
    file, server = (QUESTIONS["check"].ask(brief(net)).findings for net in nets(both, "team"))
    assert [one.id for one in server] == [one.id for one in file]
    assert len({one.id for one in file}) > 20


@pytest.mark.parametrize("level", ["team", "participants"])
@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_every_question_answers_the_same_to_the_last_number(
    both: tuple[Store, Store], question: str, level: str
) -> None:
    file, server = (
        as_json_text(QUESTIONS[question].ask(made), made, store="x", level=level, lang="nl")
        for made in (brief(net) for net in nets(both, level))
    )
    assert server == file


def test_a_browser_sees_what_the_claims_say(both: tuple[Store, Store]) -> None:
    (server,) = servers(1)
    assert seen(server) == to_be_seen(both[0].claims())
