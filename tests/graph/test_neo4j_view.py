"""The truth and the view on a real server, after any sequence of loads, removals and decisions."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from graph.errors import Contradiction, Refused
from graph.neo4j_store import Neo4jStore
from graph.records import Decision
from graph.store import Store
from tests.graph.server_view import seen, to_be_seen
from tests.graph.strategies import FILES, SOURCES, Carried, worlds
from tests.graph.test_store_laws import look
from tests.neo4j_server.this_run import servers
from tests.stores import stores_of


@st.composite
def operations(draw: st.DrawFn) -> list[tuple[str, object]]:
    """Eight to twelve things to do to a graph: two editions of files, removals, verdicts, second thoughts."""
    one, two = draw(worlds()), draw(worlds())
    files = [*one.files, *two.files]
    verdicts = [*one.decisions, *two.decisions]
    kinds = ["load", "load", "load", "remove file", "remove source"]
    kinds += ["decide", "decide", "undecide"] if verdicts else []
    made: list[tuple[str, object]] = [("load", one.files[0])]
    for kind in draw(st.lists(st.sampled_from(kinds), min_size=7, max_size=11)):
        if kind == "load":
            made.append((kind, draw(st.sampled_from(files))))
        elif kind == "remove file":
            made.append((kind, draw(st.sampled_from(FILES))))
        elif kind == "remove source":
            made.append((kind, draw(st.sampled_from(SOURCES))))
        else:
            made.append((kind, draw(st.sampled_from(verdicts))))
    return made


def do(store: Store, kind: str, what: object) -> None:
    """One of them; what contradicts or is not there is refused, and changes nothing."""
    with suppress(Contradiction, Refused):
        if isinstance(what, Carried):
            replaces = what.file if what.file in {one.name for one in store.files()} else ""
            store.load(what.file, what.sources, what.mentions, what.ties, replaces=replaces)
        elif isinstance(what, Decision):
            store.decide(what) if kind == "decide" else store.undecide(what.b, what.a)
        elif kind == "remove file":
            store.remove_file(str(what))
        else:
            store.remove_source(str(what))


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(todo=operations(), small=st.booleans())
def test_after_any_sequence_the_server_is_the_file_and_the_view_is_one_built_anew(
    todo: list[tuple[str, object]], small: bool
) -> None:
    """Also where two rows are all that one transaction takes."""
    assert len(todo) >= 8
    with stores_of("sqlite") as files, stores_of("neo4j") as graphs:
        lite, opened = files.new(), graphs.new()
        assert isinstance(opened, Neo4jStore)
        (server,) = servers(1)
        neo = Neo4jStore(opened.link, batch=2) if small else opened
        for kind, what in todo:
            do(lite, kind, what)
            do(neo, kind, what)
            event(kind)
        assert look(neo) == look(lite)
        assert [line[1:] for line in neo.journal()] == [line[1:] for line in lite.journal()]
        now = seen(server)
        assert now == to_be_seen(lite.claims())
        assert neo.verify() == ()
        neo.rebuild()
        assert seen(server) == now
