"""Connecting to a real server, and everything that may be in the way: each gets a sentence of its own."""

from __future__ import annotations

import logging
import resource
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import neo4j
import pytest

from graph.connect import connect
from graph.errors import AantafelError, Refused, Unreadable
from graph.neo4j_link import Link, link
from graph.neo4j_said import checked_version
from graph.words import LANGUAGES
from tests.neo4j_server.server import Reached, Server

SECRET = "s3cret-s3cret"
NOBODY = "nobody-of-ours"


@pytest.fixture
def server(neo4j_server: Reached) -> Reached:
    neo4j_server.empty()
    return neo4j_server


@pytest.fixture(scope="module")
def special(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a certificate that nobody signed, and little memory for a transaction."""
    policy = "dbms.ssl.policy.bolt"
    made = Server(
        heap="300m",
        config={
            f"{policy}.enabled": "true",
            f"{policy}.base_directory": "certificates/bolt",
            f"{policy}.private_key": "private.key",
            f"{policy}.public_certificate": "public.crt",
            "server.bolt.tls_level": "OPTIONAL",
            "db.memory.transaction.max": "12m",
        },
    )
    certificates = made.home / "certificates" / "bolt"
    certificates.mkdir(parents=True)
    sign = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "9",
        "-subj",
        "/CN=localhost",
    ]
    sign += ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "private.key", "-out"]
    subprocess.run([*sign, "public.crt"], cwd=certificates, check=True, capture_output=True)
    try:
        made.start()
        yield made
    finally:
        made.close()


def address(server: Reached, scheme: str, rest: str = "neo4j") -> str:
    return f"{scheme}://{server.user}@{server.uri.partition('://')[2]}/{rest}"


def in_the_way(
    where: str, password: str = SECRET, work: Callable[[Link], object] = lambda opened: None
) -> AantafelError:
    """What is said instead of connecting and doing this; in no language does it tell who or with what."""
    with pytest.raises((Refused, Unreadable)) as caught:  # noqa: PT012
        opened = link(where, password=password, trying_again=1)
        try:
            work(opened)
        finally:
            opened.close()
    told: BaseException | None = caught.value
    while told is not None:
        assert password not in f"{told} {told!r}"
        told = told.__cause__
    for lang in LANGUAGES:
        assert f"{where.split('@')[0].rpartition('/')[2]}@" not in caught.value.sentence(lang)
    return caught.value


def create(opened: Link) -> object:
    return opened.write(lambda tx: tx.run("CREATE (:One)").consume())


# -- it works ------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_what_is_written_is_read(server: Reached, scheme: str) -> None:
    opened = link(address(server, scheme), password=server.password)
    try:
        opened.schema("CREATE INDEX one IF NOT EXISTS FOR (o:One) ON (o.n)")
        opened.write(lambda tx: tx.run("UNWIND range(1, 12000) AS n CREATE (:One {n: n})").consume())
        rows = opened.read(lambda tx: tx.run("MATCH (o:One) RETURN o.n ORDER BY o.n").values())
        assert [n for (n,) in rows] == list(range(1, 12_001))
        assert opened.where == f"{scheme}://{server.uri.partition('://')[2]}/{server.database}"
        assert repr(opened) == f"<Link to {opened.where}>"
    finally:
        opened.close()
        server.run("DROP INDEX one IF EXISTS")


def test_work_that_fails_leaves_nothing(server: Reached) -> None:
    def halfway(tx: neo4j.ManagedTransaction) -> None:
        tx.run("CREATE (:One)").consume()
        raise KeyError("ours")

    opened = link(server.address, password=server.password)
    try:
        with pytest.raises(KeyError, match="ours"):
            opened.write(halfway)
        assert opened.read(lambda tx: tx.run("MATCH (o:One) RETURN count(o)").values()) == [[0]]
    finally:
        opened.close()


def test_two_that_take_the_same_in_another_order_both_get_it(server: Reached) -> None:
    server.run("CREATE (:One {n: 0}), (:Two {n: 0})")

    def both(first: str, second: str) -> None:
        opened = link(server.address, password=server.password)
        try:
            for _ in range(20):
                opened.write(
                    lambda tx: [tx.run(f"MATCH (o:{o}) SET o.n = o.n + 1").consume() for o in (first, second)]
                )
        finally:
            opened.close()

    threads = [Thread(target=both, args=pair) for pair in (("One", "Two"), ("Two", "One"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [row.values() for row in server.run("MATCH (o) RETURN o.n")] == [[40], [40]]


def test_neither_reading_nor_a_link_for_reading_writes(server: Reached) -> None:
    opened = link(server.address, password=server.password, readonly=True)
    try:
        with pytest.raises(Refused, match="with permission to write"):
            create(opened)
        with pytest.raises(Refused, match="opened for reading only"):
            opened.read(lambda tx: tx.run("CREATE (:One)").consume())
    finally:
        opened.close()
    assert server.run("MATCH (o) RETURN o") == []


def test_the_password_is_in_no_log(server: Reached, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "neo4j"):
        link(server.address, password=server.password).close()
        in_the_way(f"neo4j://{NOBODY}@{server.uri.partition('://')[2]}")
    assert "neo4j" in caplog.text
    assert server.password not in caplog.text
    assert SECRET not in caplog.text


# -- nobody there --------------------------------------------------------------------------------


@contextmanager
def listening(answer: bytes | None) -> Iterator[int]:
    """A port where somebody listens; who answers hangs up after that."""

    class Answer(BaseHTTPRequestHandler):
        def handle(self) -> None:
            self.request.recv(100)
            self.request.sendall(answer or b"")

    with HTTPServer(("127.0.0.1", 0), Answer) as there:
        if answer is not None:
            Thread(target=there.serve_forever, daemon=True).start()
        try:
            yield there.server_port
        finally:
            if answer is not None:
                there.shutdown()


def a_closed_port() -> int:
    with socket.socket() as gone:
        gone.bind(("127.0.0.1", 0))
        return int(gone.getsockname()[1])


@pytest.mark.parametrize("scheme", ["neo4j", "bolt", "neo4j+s", "bolt+ssc"])
def test_a_closed_port(scheme: str) -> None:
    port = a_closed_port()
    said = in_the_way(f"{scheme}://ann@127.0.0.1:{port}")
    assert str(said).startswith(
        f"Start the server, or check the address: nobody answers at {scheme}://127.0.0.1:{port}/neo4j"
    )


@pytest.mark.parametrize("scheme", ["neo4j", "bolt+s"])
def test_an_unknown_host(scheme: str) -> None:
    assert in_the_way(f"{scheme}://ann@nowhere.invalid").key == "store.neo4j_unknown_host"
    assert in_the_way(f"{scheme}://ann@{'x' * 70}.example").key == "store.neo4j_unknown_host"


@pytest.mark.parametrize("scheme", ["neo4j", "bolt+s"])
def test_somebody_who_says_nothing(scheme: str) -> None:
    with listening(None) as port:
        assert in_the_way(f"{scheme}://ann@127.0.0.1:{port}").key == "store.neo4j_silent"


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x00\x00\x00\x00"])
def test_somebody_who_is_no_neo4j(answer: bytes) -> None:
    with listening(answer) as port:
        said = in_the_way(f"neo4j://ann@127.0.0.1:{port}")
    assert said.key in {"store.neo4j_hung_up", "store.neo4j_not_neo4j"}


# -- not let in ----------------------------------------------------------------------------------


def test_a_wrong_password_and_too_many_of_them(special: Server) -> None:
    make = "CREATE USER slow IF NOT EXISTS SET PASSWORD $one CHANGE NOT REQUIRED"
    special.driver.execute_query(make, one=f"another {SECRET}", database_="system")
    for scheme in ("neo4j", "bolt"):
        for where in (f"{scheme}://{NOBODY}@127.0.0.1:{special.port}", special.address):
            assert str(in_the_way(where)).startswith("Check the user and the password")
    said = [in_the_way(f"neo4j://slow@127.0.0.1:{special.port}").key for _ in range(4)]
    assert said == ["store.neo4j_wrong_password"] * 3 + ["store.neo4j_too_many_tries"]


def test_a_password_that_has_to_be_changed_first(special: Server) -> None:
    make = "CREATE USER fresh IF NOT EXISTS SET PASSWORD $one CHANGE REQUIRED"
    special.driver.execute_query(make, one=SECRET, database_="system")
    assert in_the_way(f"bolt://fresh@127.0.0.1:{special.port}").key == "store.neo4j_new_password"


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_no_such_database(server: Reached, scheme: str) -> None:
    said = in_the_way(address(server, scheme, "elsewhere"), server.password)
    assert said.key == "store.neo4j_no_database"
    assert "/elsewhere there is none" in str(said)


# -- certificates --------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_a_certificate_that_nobody_signed(
    special: Server, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = in_the_way(address(special, f"{scheme}+s"), special.password)
    assert said.key == "store.neo4j_certificate"
    assert "neo4j+ssc://" in str(said)
    link(address(special, f"{scheme}+ssc"), password=special.password).close()
    monkeypatch.setenv("SSL_CERT_FILE", str(special.home / "certificates" / "bolt" / "public.crt"))
    link(address(special, f"{scheme}+s"), password=special.password).close()  # trusted by this computer now


def test_a_server_that_does_not_speak_encrypted(server: Reached) -> None:
    assert in_the_way(address(server, "neo4j+s"), server.password).key == "store.neo4j_not_encrypted"


# -- versions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "kept"),
    [
        ("5.26.0", True),
        ("5.27-aura", True),
        ("2025.04.0", True),
        ("5.25.1", False),
        ("4.4.40", False),
        ("5", False),
    ],
)
def test_a_server_is_new_enough(version: str, kept: bool) -> None:
    answer = [{"name": "Cypher", "versions": ["5"]}, {"name": "Neo4j Kernel", "versions": [version]}]
    if kept:
        assert checked_version(answer) == version
    else:
        with pytest.raises(Refused, match="Neo4j (5.26 or newer|server of version 5.26)"):
            checked_version(answer)


@pytest.mark.parametrize(
    "answer", [[], [{"name": "Memgraph", "versions": ["9.9"]}], [{"name": "Neo4j Kernel", "versions": []}]]
)
def test_a_server_that_does_not_say_its_version_is_refused(answer: list[dict[str, object]]) -> None:
    with pytest.raises(Refused, match="does not say that it is one"):
        checked_version(answer)


# -- a server in trouble -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "big",
    [
        "UNWIND range(1, 2000000) AS n WITH collect(n) AS every RETURN size(every)",
        "UNWIND range(1, 60000) AS n CREATE (:One {n: n})",  # too much for the statement
        "UNWIND range(1, 9000) AS n CREATE (:One {n: n})",  # and for the commit alone
    ],
)
def test_too_little_memory_for_one_transaction_is_said_at_once(special: Server, big: str) -> None:
    tries = []

    def once(tx: neo4j.ManagedTransaction) -> None:
        tries.append(big)
        tx.run(big).consume()

    said = in_the_way(address(special, "neo4j"), special.password, lambda to: to.write(once))
    assert said.key == "store.neo4j_memory"
    assert tries == [big]
    assert special.run("MATCH (o:One) RETURN o LIMIT 1") == []


def test_a_transaction_that_somebody_ends(server: Reached) -> None:
    def long(tx: neo4j.ManagedTransaction) -> object:
        show = "SHOW TRANSACTIONS YIELD transactionId AS id, currentQuery AS q"
        show += " WHERE q STARTS WITH 'SHOW' RETURN id"
        ours = tx.run(show).single(strict=True)
        server.driver.execute_query("TERMINATE TRANSACTION $one", one=ours["id"])
        return tx.run("RETURN 1").consume()

    assert in_the_way(server.address, server.password, lambda to: to.read(long)).key == "store.neo4j_ended"


def test_a_disk_on_which_nothing_can_be_written(special: Server) -> None:
    """The server's process may make no file larger than what it has: that is how a full disk looks to it."""
    assert special.process
    limit = 3_000_000
    resource.prlimit(special.process.pid, resource.RLIMIT_FSIZE, (limit, limit))

    few = "UNWIND range(1, 2000) AS n CREATE (:One {n: 'some twenty letters ' + n})"

    def fill(opened: Link) -> None:
        for _ in range(40):
            opened.write(lambda tx: tx.run(few).consume())

    try:
        assert in_the_way(address(special, "neo4j"), special.password, fill).key == "store.neo4j_full"
        assert in_the_way(address(special, "bolt"), special.password).key == "store.neo4j_full"
    finally:
        special.stop(signal.SIGKILL)
        special.start()
        with special.driver.session(database="neo4j") as session:
            session.run("MATCH (o:One) CALL (o) { DELETE o } IN TRANSACTIONS OF 500 ROWS").consume()
    link(special.address, password=special.password).close()


def test_a_database_that_may_only_be_read(special: Server) -> None:
    special.stop(signal.SIGKILL)
    special.config |= {"server.databases.read_only": "neo4j"}
    special.start()
    try:
        for scheme in ("neo4j+ssc", "bolt"):
            said = in_the_way(address(special, scheme), special.password, create)
            assert str(said).startswith("Ask whoever keeps the server, or copy the graph elsewhere")
        said = in_the_way(
            special.address, special.password, lambda to: to.schema("CREATE INDEX x FOR (n:X) ON (n.x)")
        )
        assert said.key == "store.neo4j_readonly"
        with pytest.raises(Refused) as refused:
            connect(special.address, create=True, password=special.password)
        assert refused.value.key == "store.neo4j_readonly"
    finally:
        del special.config["server.databases.read_only"]
        special.stop(signal.SIGKILL)
        special.start()


def test_a_server_that_stops_in_the_middle_and_one_that_is_not_back_yet(special: Server) -> None:
    def cut(tx: neo4j.ManagedTransaction) -> None:
        tx.run("CREATE (:One)").consume()
        special.stop(signal.SIGKILL)
        tx.run("CREATE (:One)").consume()

    said = in_the_way(special.address, special.password, lambda to: to.write(cut))
    assert said.key == "store.neo4j_lost"
    heard = set()
    starting = Thread(target=special.start)
    starting.start()
    while starting.is_alive():
        try:
            link(special.address, password=special.password).close()
        except AantafelError as error:
            heard.add(error.key)
    starting.join()
    assert heard <= {"store.neo4j_closed", "store.neo4j_starting", "store.neo4j_hung_up"}
    assert heard
    assert special.run("MATCH (o:One) RETURN o") == []
