"""A query in Cypher can read the graph on the server and nothing else: no file, no address, no change."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from neo4j.exceptions import ClientError

from graph.errors import AantafelError, Refused
from graph.neo4j_link import Link, link
from graph.neo4j_plan import check
from graph.neo4j_query import query
from graph.neo4j_store import Neo4jStore
from graph.records import mention, source
from graph.store import Rows
from tests.neo4j_server.server import Reached, Server

FOREVER = "UNWIND range(1, 2000000000) AS a UNWIND range(1, 2000000000) AS b"


@pytest.fixture(scope="module")
def server(neo4j_server: Reached) -> Reached:
    """Two quarries and a supplier, one tie each; no test here may change them."""
    neo4j_server.empty()
    neo4j_server.run(
        "CREATE (a:Stakeholder:Quarry {id: 'a', name: 'A'})-[:SUPPLIES {id: 't', share_of_seller: 0.5}]->"
        "(c:Stakeholder:Supplier {id: 'c', name: 'C'})<-[:SUPPLIES {id: 'u'}]-"
        "(b:Stakeholder:Quarry {id: 'b', name: 'B', aliases: ['x', 'y']})"
    )
    return neo4j_server


@pytest.fixture(scope="module")
def linked(neo4j_server: Reached) -> Iterator[Link]:
    made = link(neo4j_server.address, password=neo4j_server.password, readonly=True)
    yield made
    made.close()


Asking = Callable[..., Rows]
Refusing = Callable[..., str]


@pytest.fixture
def asked(linked: Link, server: Reached) -> Asking:
    """Ask the server, through a connection like that of a store."""

    def ask(text: str, limit: int = 1000, seconds: float = 60) -> Rows:
        return linked.read(lambda tx: query(tx, text, limit=limit, seconds=seconds), seconds=seconds)

    return ask


@pytest.fixture
def key(asked: Asking) -> Refusing:
    """The key of the sentence that refuses a text."""

    def refusal(text: str, **more: Any) -> str:
        with pytest.raises(AantafelError) as refused:
            asked(text, **more)
        return refused.value.key

    return refusal


# -- reading ---------------------------------------------------------------------------------------------


def test_a_pattern_can_be_asked_for(asked: Asking) -> None:
    text = (
        "MATCH (a:Quarry)-[t:SUPPLIES]->(b) RETURN a.name AS a, t.share_of_seller AS share, b.name ORDER BY a"
    )
    assert asked(text) == Rows(("a", "share", "b.name"), (("A", 0.5, "C"), ("B", None, "C")))


def test_nodes_ties_and_paths_come_with_all_they_hold(asked: Asking) -> None:
    text = "MATCH p = (a:Quarry {id: 'a'})-[t]->(b) RETURN a, t, p"
    a = {"labels": ["Quarry", "Stakeholder"], "id": "a", "name": "A"}
    t = {"type": "SUPPLIES", "id": "t", "share_of_seller": 0.5}
    c = {"labels": ["Stakeholder", "Supplier"], "id": "c", "name": "C"}
    assert asked(text).rows == ((a, t, [a, t, c]),)


def test_dates_places_and_odd_numbers_come_as_text(asked: Asking) -> None:
    text = "RETURN date('2021-03-14') AS d, duration('P1D'), 1.0 / 0 AS f, point({x: 1, y: 2}), [1, null]"
    assert asked(text).rows == (("2021-03-14", "P1D", "inf", "CartesianPoint(1.0, 2.0)", [1, None]),)


READING = [
    "MATCH (n) WHERE EXISTS { (n)-->() } RETURN n.name",
    "MATCH (n) WHERE NOT EXISTS { MATCH (n)-->(m) WHERE m.name = 'C' } RETURN n.name",
    "MATCH (n) RETURN n.name, COUNT { (n)--() } AS ties",
    "MATCH (n) RETURN n.name, COLLECT { MATCH (n)-->(m) RETURN m.name } AS to",
    "MATCH (n) RETURN [(n)-->(m) | m.name] AS to",
    "MATCH p = SHORTEST 1 (a:Quarry)-[t:SUPPLIES WHERE t.share_of_seller > 0.1]->+(b) RETURN length(p)",
    "MATCH p = (a:Quarry) ((x)-[t:SUPPLIES]->(y)){1,3} (b) RETURN b.name",
    "MATCH p = shortestPath((a:Quarry)-[*..3]-(b:Supplier)) RETURN length(p)",
    "MATCH (a)-[:SUPPLIES*1..3]->(b) RETURN DISTINCT b.name ORDER BY b.name DESC SKIP 0 LIMIT 2",
    "MATCH (n:Quarry) CALL (n) { MATCH (n)-->(m) RETURN count(m) AS ties } RETURN n.name, ties",
    "MATCH (n:Stakeholder {id: 'a'}) OPTIONAL MATCH (n)<--(m) RETURN n.name, m.name",
    "MATCH (n:Quarry) RETURN n.name UNION MATCH (n:Supplier) RETURN n.name",
    "MATCH (a:Quarry), (b:Supplier) WHERE a.name < b.name RETURN a.name, b.name",
    "MATCH (n) RETURN labels(n), count(*), collect(n.name), avg(size(n.name))",
    "UNWIND [1, 2] AS x RETURN reduce(s = 0, y IN range(1, x) | s + y)",
    "WITH point({x: 1, y: 1}) AS p RETURN date.truncate('month', date('2021-03-14')), point.distance(p, p)",
    "CALL db.labels() YIELD label RETURN label",
    "CALL db.schema.visualization()",
    "SHOW INDEXES YIELD name, type",
    "CYPHER runtime = slotted MATCH (n) RETURN n.name",
    "// who is there\nMATCH (n) RETURN n.name",
]  # fmt: skip


@pytest.mark.parametrize("text", READING)
def test_what_only_reads_is_answered(asked: Asking, text: str) -> None:
    assert asked(text).rows


# -- and nothing else ------------------------------------------------------------------------------------


class Listener:
    """Whoever calls this address is noted, and gets a line of a table."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/x.csv"
        self.calls: list[bytes] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:  # closed: the test is over
                return
            with caller:
                self.calls.append(caller.recv(1000))
                caller.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\na,b\n")

    def close(self) -> None:
        self.socket.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    with closing(Listener()) as made:
        yield made


LOAD = "LOAD CSV FROM 'ADDRESS' AS row RETURN row"
LEAVING = [
    LOAD,
    "load csv with headers from 'ADDRESS' as row return row",
    "LOAD /* x */ CSV FROM 'ADDRESS' AS row RETURN row",
    "WITH 'ADDRESS' AS place LOAD CSV FROM place AS row RETURN row",
    f"CALL {{ {LOAD} }} RETURN row",
    f"UNWIND [1, 2] AS x CALL (x) {{ {LOAD} }} RETURN row",
    f"CALL {{ {LOAD} }} IN TRANSACTIONS RETURN row",
    f"MATCH (n) RETURN n.name AS x UNION {LOAD.replace('RETURN row', 'RETURN row[0] AS x')}",
    f"RETURN COLLECT {{ {LOAD} }} AS rows",
    f"MATCH (n) WHERE EXISTS {{ {LOAD} }} RETURN n",
    f"MATCH (n) WHERE EXISTS {{ {LOAD} }} OR n.name = 'A' RETURN n",
    f"RETURN [x IN [1] | COLLECT {{ {LOAD} }}] AS rows",
    f"RETURN CASE WHEN true THEN COUNT {{ {LOAD} }} ELSE 1 END AS n",
    f"RETURN all(x IN [1] WHERE EXISTS {{ {LOAD} }}) AS ok",
    f"RETURN reduce(s = 0, x IN [1] | s + COUNT {{ {LOAD} }}) AS n",
    f"MATCH (n) RETURN n {{ .name, rows: [x IN [1] | COUNT {{ {LOAD} }}] }} AS n",
    f"MATCH (n) WHERE any(x IN [1] WHERE EXISTS {{ {LOAD} }}) RETURN n",
    f"MATCH (n) RETURN n.name ORDER BY [x IN [1] | COUNT {{ {LOAD} }}]",
    f"MATCH (a)-[t:SUPPLIES WHERE t.id IN [x IN [1] | COUNT {{ {LOAD} }}]]->(b) RETURN a",
    f"MATCH p = SHORTEST 1 (a)-[t:SUPPLIES WHERE t.id IN [x IN [1] | COUNT {{ {LOAD} }}]]->+(b) RETURN a",
    f"MATCH (n:Stakeholder {{id: toString([x IN [1] | COUNT {{ {LOAD} }}][0])}}) RETURN n",
    f"UNWIND [x IN [1] | COUNT {{ {LOAD} }}] AS n RETURN n",
    f"MATCH (n) RETURN count([x IN [1] | COUNT {{ {LOAD} }}]) AS n",
    f"CALL db.index.fulltext.queryNodes('x', toString(COUNT {{ {LOAD} }})) YIELD node RETURN node",
    f"RETURN [x IN [1] | COUNT {{ {LOAD} }}] AS ` COUNT {{`",
]  # fmt: skip


@pytest.mark.parametrize("text", [LOAD, f"RETURN [x IN [1] | COLLECT {{ {LOAD} }}] AS row"])
def test_the_server_itself_would_call_an_address_and_read_a_file(
    server: Reached, listener: Listener, text: str
) -> None:
    """Else the tests below would prove nothing; it does so from deep inside an expression, too."""
    if isinstance(server, Server):  # somebody else's may stand on another machine
        (server.home / "secret.csv").write_text("not for you\n")
        assert server.run(text.replace("ADDRESS", listener.address))
        assert server.run(text.replace("ADDRESS", f"file://{server.home}/secret.csv"))
        assert len(listener.calls) == 1


@pytest.mark.parametrize("text", LEAVING)
def test_no_address_is_called(key: Refusing, listener: Listener, text: str) -> None:
    refused = key(text.replace("ADDRESS", listener.address))
    assert refused in ("store.query_not_reading", "store.query_hidden")
    assert listener.calls == []


@pytest.mark.parametrize("place", ["file:///etc/hostname", "file:///x.csv", "ftp://127.0.0.1/x.csv"])
def test_no_file_of_the_server_is_read(key: Refusing, place: str) -> None:
    assert key(LOAD.replace("ADDRESS", place)) == "store.query_not_reading"


CHANGING = [
    "CREATE (:Planted)",
    "MERGE (:Planted)",
    "MATCH (n) SET n.name = 'x'",
    "MATCH (n) SET n:Planted",
    "MATCH (n) REMOVE n.name",
    "MATCH (n) DETACH DELETE n",
    "MATCH ()-[t]->() DELETE t",
    "FOREACH (x IN [1] | CREATE (:Planted))",
    "UNWIND [1] AS x CALL (x) { CREATE (n:Planted) RETURN n } RETURN n",
    "CALL { CREATE (n:Planted) RETURN n } IN TRANSACTIONS RETURN n",
    "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1 ROW",
    "CREATE INDEX planted FOR (n:Stakeholder) ON (n.planted)",
    "CREATE CONSTRAINT planted FOR (n:Stakeholder) REQUIRE n.planted IS UNIQUE",
    "DROP INDEX planted IF EXISTS",
    "CALL db.createLabel('Planted')",
    "CALL db.createProperty('planted')",
    "CALL db.clearQueryCaches()",
    "CALL `db`.`clearQueryCaches`()",
    "CALL db.prepareForReplanning()",
    "CALL dbms.listConfig('')",
    "CALL dbms.listConnections()",
    "CALL dbms.killConnection('bolt-1')",
    "CALL tx.setMetaData({a: 1})",
    "CALL dbms.queryJmx('java.lang:type=Runtime')",
    "SHOW SETTINGS",
    "SHOW TRANSACTIONS",
    "SHOW USERS",
    "SHOW DATABASES",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'planted-it'",
    "CREATE USER planted SET PASSWORD 'planted-it'",
    "RETURN [x IN [1] | COLLECT { CALL dbms.listConfig('') YIELD name RETURN name }] AS x",
]


def everything(server: Reached) -> tuple[list[Any], list[Any], list[Any]]:
    """Every node, every tie, and the schema."""
    nodes = server.run("MATCH (n) RETURN labels(n) AS l, properties(n) AS p ORDER BY n.id")
    ties = server.run("MATCH (a)-[t]->(b) RETURN a.id, type(t), properties(t), b.id ORDER BY t.id")
    return [one.values() for one in nodes], [one.values() for one in ties], server.schema()


@pytest.mark.parametrize("text", CHANGING)
def test_a_text_that_would_do_more_than_read_is_refused(key: Refusing, server: Reached, text: str) -> None:
    before = everything(server)
    assert key(text) in ("store.query_not_reading", "store.query_hidden")
    assert everything(server) == before
    assert [u["user"] for u in server.driver.execute_query("SHOW USERS", database_="system").records] == [
        "neo4j"
    ]


def test_the_server_refuses_a_change_too_if_the_look_at_the_plan_should_fail(server: Reached) -> None:
    """The second wall: a plan that says nothing of what it does, and a server that is only asked to read."""
    with (
        server.driver.session(database=server.database, default_access_mode="READ") as session,
        pytest.raises(ClientError, match="read access mode"),
    ):
        session.run("CREATE (:Planted)").consume()


def plan(operator: str, details: str = "", *children: dict[str, Any]) -> dict[str, Any]:
    return {"operatorType": operator, "args": {"Details": details}, "children": list(children)}


@pytest.mark.parametrize(
    ("worse", "kind", "why"),
    [
        (plan("LoadParquet@neo4j"), "r", "LoadParquet"),  # what a newer server may learn
        (plan("Projection@neo4j", "apoc.cypher.runFirstColumnSingle($autostring_0, {}) AS x"), "r", "apoc"),
        (plan("Filter@neo4j", "`apoc`.`load`.json(n.x) = 1"), "r", "apoc.load.json"),
        (
            plan("Eager ProcedureCall@neo4j", "apoc.load.json($a) :: (value :: MAP)"),
            "r",
            "CALL apoc.load.json",
        ),
        (plan("ProcedureCall@neo4j", "db.labels(apoc.x.y()) :: (label :: STRING)"), "r", "apoc.x.y"),
        (plan("ProcedureCall@neo4j", "db.labelsAndMore() :: ()"), "r", "CALL db.labelsAndMore"),
        (plan("RunQueryAt@system", "SHOW USERS"), "r", "RunQueryAt"),
        (plan("Projection@neo4j", "1 AS x"), "rw", "write"),
        (plan("Projection@neo4j", "1 AS x"), "", ""),
    ],
)
@pytest.mark.parametrize("deep", [0, 3])
def test_what_a_plan_may_not_hold(worse: dict[str, Any], kind: str, why: str, deep: int) -> None:
    for _ in range(deep):
        worse = plan("Apply@neo4j", "", plan("AllNodesScan@neo4j", "n"), worse)
    with pytest.raises(Refused) as refused:
        check(worse, kind)
    assert refused.value.key == "store.query_not_reading"
    assert why in str(refused.value.values["why"])


# -- no statement, two statements, no sense --------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "  \n", "FINISH"])
def test_a_text_without_rows_is_refused(key: Refusing, text: str) -> None:
    assert key(text) == "store.query_empty"


@pytest.mark.parametrize(
    "text",
    [
        "RETURN 1; RETURN 2",
        "RETURN 1; CREATE (:Planted)",
        "; CREATE (:Planted)",
        "PROFILE CREATE (:Planted)",
        "RETUR 1",
        "MATCH (n) RETURN m",
        "RETURN nothing(1)",
        "RETURN $x",
        "RETURN 1 / 0 AS x",
        "CALL nothing.at.all()",
        "USE system SHOW USERS",
        ":help",
        "// a remark",
        "RETURN '\udcff'",
    ],
)
def test_a_text_without_sense_gets_a_sentence(key: Refusing, server: Reached, text: str) -> None:
    assert key(text) == "store.query_wrong"
    assert not server.run("MATCH (n:Planted) RETURN n")


def test_the_place_of_a_mistake_is_that_in_the_text(asked: Asking) -> None:
    with pytest.raises(AantafelError, match=r"Variable `m` not defined \(line 2, column 8\)"):
        asked("MATCH (n)\nRETURN m")


# -- so much and no more ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("there", "cut"), [(4, False), (5, False), (6, True)])
def test_the_rows_are_counted_and_it_is_said_when_there_were_more(
    asked: Asking, there: int, cut: bool
) -> None:
    found = asked(f"UNWIND range(1, {there}) AS i RETURN i", limit=5)
    assert found.rows == tuple((i,) for i in range(1, min(there, 5) + 1))
    assert found.cut is cut


def test_rows_without_end_are_cut(asked: Asking) -> None:
    assert len(asked(f"{FOREVER} RETURN a").rows) == 1000


def test_a_question_without_end_is_stopped(key: Refusing, asked: Asking, server: Reached) -> None:
    assert key(f"{FOREVER} RETURN count(*) AS n", seconds=1) == "store.query_too_long"
    assert asked("RETURN 1 AS n").rows == ((1,),)
    running = server.run(
        "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS '2000000000' RETURN currentQuery"
    )
    assert [r for r in running if "SHOW TRANSACTIONS" not in r["currentQuery"]] == []


def test_a_question_that_needs_more_memory_than_there_is_gets_a_sentence(key: Refusing) -> None:
    text = "UNWIND range(1, 100000000) AS i RETURN collect(toString(i) + 'xxxxxxxxxxxxxxxxxxxxxxxx') AS all"
    assert key(text) in ("store.query_too_much", "store.query_too_long")


# -- while somebody loads --------------------------------------------------------------------------------


def test_a_graph_that_is_half_loaded_is_not_asked(neo4j_server: Reached) -> None:
    neo4j_server.empty()
    with Neo4jStore(link(neo4j_server.address, password=neo4j_server.password), create=True) as store:
        store.load("f.csv", [source("ngo")], [mention("ngo", "Quarry", "A", at="row 2")], [])
        assert store.query("MATCH (n:Quarry) RETURN n.name AS name").rows == (("A",),)
        neo4j_server.run("MATCH (f:File) SET f.loading = 'f.csv'")
        with pytest.raises(Refused, match=r"f\.csv"):
            store.query("MATCH (n:Quarry) RETURN n.name AS name")
