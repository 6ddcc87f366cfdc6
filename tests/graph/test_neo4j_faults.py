"""Servers and clients killed in mid-load, cut networks, two at once: afterwards all is there, once."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from graph.errors import AantafelError, Refused
from graph.neo4j_link import link
from graph.neo4j_store import Neo4jStore
from graph.records import Claims
from graph.sqlite_store import SqliteStore
from graph.store import Held
from tests.graph import dying_loader
from tests.graph.dying_loader import FILE, YEARS, load
from tests.neo4j_server.server import Server

KILLS, MID_LOAD = 10, 8
BROKEN = {"store.neo4j_lost", "store.neo4j_unsure"}
Content = tuple[tuple[Held, ...], Claims]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Content]:
    """What one undisturbed load of each edition leaves, in a file."""
    with SqliteStore(tmp_path_factory.mktemp("clean") / "one.db", create=True) as store:
        found = {}
        for year in YEARS:
            load(store, year)
            found[year] = store.files(), store.claims()
    return found


@pytest.fixture(scope="module")
def alone() -> Iterator[Server]:
    """A server of our own, which may be killed."""
    server = Server()
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture
def server(alone: Server) -> Server:
    """The same, with an older edition in it."""
    alone.empty()
    with opened(alone, create=True) as store:
        load(store, YEARS[0])
    return alone


def opened(server: Server, where: str = "", *, create: bool = False, stale: float = 1) -> Neo4jStore:
    """A client that soon gives up on a server, and on others who are silent."""
    there = link(where or server.address, password=server.password, trying_again=1)
    return Neo4jStore(there, create=create, stale=stale)


def whole(server: Server) -> Content:
    """All that is there; its seals and its view are right."""
    with opened(server) as store:
        assert store.verify() == ()
        return store.files(), store.claims()


class Doing:
    """Something done meanwhile, and the error of ours that it ended in."""

    def __init__(self, what: Callable[[], object]) -> None:
        self.what, self.error = what, ""
        self.thread = Thread(target=self._do)
        self.thread.start()

    def _do(self) -> None:
        try:
            self.what()
        except AantafelError as error:
            self.error = error.key

    def ended_in(self) -> str:
        """Wait for the end; the key of the error, blank where there was none."""
        self.thread.join()
        return self.error


def loading(server: Server, year: int, where: str = "") -> Doing:
    """A client that loads meanwhile."""

    def one_load() -> None:
        with opened(server, where) as store:
            load(store, year)

    return Doing(one_load)


def until_it_loads(server: Server, alive: Callable[[], bool]) -> None:
    """Wait until the file is marked as being loaded."""
    while alive() and not server.run("MATCH (f:File) WHERE f.loading IS NOT NULL RETURN f"):
        time.sleep(0.01)


# -- killed ----------------------------------------------------------------------------------------


def test_a_server_killed_ten_times_in_mid_load_ends_with_one_clean_load(
    server: Server, clean: dict[int, Content]
) -> None:
    rng = random.Random(4)
    began = time.monotonic()
    with opened(server) as store:
        load(store, YEARS[1])
    longest = 0.6 * (time.monotonic() - began)
    left: Counter[str] = Counter()
    for n in range(KILLS):
        client = loading(server, YEARS[n % 2])
        until_it_loads(server, client.thread.is_alive)
        time.sleep(rng.uniform(0, longest))
        server.stop(signal.SIGKILL)
        assert client.ended_in() in {"", *BROKEN}
        server.start()
        with opened(server) as store:
            (held,) = store.files()
            left["unfinished" if not held.digest else "whole"] += 1
            if held.digest:
                assert (store.files(), store.claims()) in clean.values()
                continue
            with pytest.raises(Refused) as refused:
                store.claims()
            assert refused.value.key == "store.neo4j_unfinished"
    assert left["unfinished"] >= MID_LOAD
    with opened(server) as store:
        load(store, YEARS[1])
    assert whole(server) == clean[YEARS[1]]


def test_a_client_killed_in_mid_load(server: Server, clean: dict[int, Content]) -> None:
    command = [sys.executable, dying_loader.__file__, server.address, str(YEARS[1])]
    client = subprocess.Popen(command, env={**os.environ, "NEO4J_PASSWORD": server.password})
    until_it_loads(server, lambda: client.poll() is None)
    time.sleep(0.1)
    client.kill()
    assert client.wait() == -signal.SIGKILL
    with opened(server) as store:
        with pytest.raises(Refused):
            store.claims()
        load(store, YEARS[1])
    assert whole(server) == clean[YEARS[1]]


# -- the network -----------------------------------------------------------------------------------


class Cable:
    """A way to a server that can be cut, and mended."""

    def __init__(self, port: int) -> None:
        self.far = port
        self.ends: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        Thread(target=self._lead, args=(self.listener,), daemon=True).start()

    def _lead(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self.far))
                self.ends += [near, far]
                for pair in ((near, far), (far, near)):
                    Thread(target=self._carry, args=pair, daemon=True).start()

    @staticmethod
    def _carry(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while part := one.recv(1 << 16):
                other.sendall(part)
        with suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)

    def break_off(self) -> None:
        """End every conversation; new ones may be begun."""
        while self.ends:
            with suppress(OSError), self.ends.pop() as end:
                end.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """End every conversation, and let none be begun."""
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.break_off()


@pytest.fixture
def cable(server: Server) -> Iterator[Cable]:
    laid = Cable(server.port)
    yield laid
    laid.cut()


def test_a_network_cut_in_mid_load(server: Server, clean: dict[int, Content], cable: Cable) -> None:
    client = loading(server, YEARS[1], f"bolt://neo4j@127.0.0.1:{cable.port}")
    until_it_loads(server, client.thread.is_alive)
    cable.cut()
    assert client.ended_in() in BROKEN
    with opened(server) as store:
        load(store, YEARS[1])
    assert whole(server) == clean[YEARS[1]]


def test_a_network_that_is_gone_for_a_moment_is_outlived(
    server: Server, clean: dict[int, Content], cable: Cable
) -> None:
    client = loading(server, YEARS[1], f"bolt://neo4j@127.0.0.1:{cable.port}")
    until_it_loads(server, client.thread.is_alive)
    cable.break_off()
    if client.ended_in():  # only where it was cut while a step was made final
        assert client.error == "store.neo4j_unsure"
        with opened(server) as store:
            load(store, YEARS[1])
    assert whole(server) == clean[YEARS[1]]


# -- at once ---------------------------------------------------------------------------------------


def test_two_clients_that_load_at_once(server: Server, tmp_path: Path) -> None:
    """Two files of their own, and then both the same one: whatever was not refused is there, once."""

    def one_load(file: str, name: str) -> None:
        there = link(server.address, password=server.password)
        with Neo4jStore(there) as store:
            load(store, YEARS[1], file, name)

    pairs = [(("one.csv", "Yard"), ("two.csv", "Mill")), ((FILE, "Yard"), (FILE, "Yard"))]
    with SqliteStore(tmp_path / "one.db", create=True) as store:
        load(store, YEARS[0])
        for pair in pairs:
            clients = [Doing(lambda one=one: one_load(*one)) for one in pair]  # type: ignore[misc]
            for client, one in zip(clients, pair, strict=True):
                if not client.ended_in():
                    load(store, YEARS[1], *one)
                assert client.error in {"", "store.neo4j_busy"}
            assert whole(server) == (store.files(), store.claims())


def test_a_reader_meanwhile_sees_a_finished_state_or_is_told(
    server: Server, clean: dict[int, Content]
) -> None:
    client = loading(server, YEARS[1])
    heard: Counter[str] = Counter()
    with opened(server, stale=60) as store:
        while client.thread.is_alive():
            try:
                assert store.claims() in [claims for _, claims in clean.values()]
                heard["claims"] += 1
            except Refused as refused:
                heard[refused.key] += 1
    assert client.ended_in() == ""
    assert set(heard) <= {"claims", "store.neo4j_loading", "store.neo4j_restless"}
    assert heard["store.neo4j_loading"]
    assert whole(server) == clean[YEARS[1]]


# -- too little ------------------------------------------------------------------------------------


def test_a_server_with_too_little_memory_for_a_batch(server: Server, clean: dict[int, Content]) -> None:
    server.stop(signal.SIGKILL)
    server.config["db.memory.transaction.max"] = "12m"
    server.start()
    client = loading(server, YEARS[1])
    assert client.ended_in() == "store.neo4j_memory"
    del server.config["db.memory.transaction.max"]
    server.stop(signal.SIGKILL)
    server.start()
    with opened(server) as store:
        load(store, YEARS[1])
    assert whole(server) == clean[YEARS[1]]
