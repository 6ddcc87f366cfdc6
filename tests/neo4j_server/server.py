"""A real Neo4j server for the tests: started as a process of ours, or one that somebody offers."""

from __future__ import annotations

import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from tests.neo4j_server.jars import cache, jars, java, one_at_a_time

UP_WITHIN = 180  # after a crash in the middle of a big load a server replays its log
OPENED = ("java.nio", "java.io", "sun.nio.ch")
CONFIG = {
    "server.default_listen_address": "127.0.0.1",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.usage_report.enabled": "false",
    "dbms.security.auth_enabled": "true",
    "server.memory.pagecache.size": "128m",
    "db.tx_log.preallocate": "false",
    "db.tx_log.rotation.size": "32m",
    "db.tx_log.rotation.retention_policy": "1 files",
}


class Reached:
    """A server at an address: `uri` for a driver, `address` as a user of aantafel would name it."""

    def __init__(self, uri: str, user: str, password: str, database: str = "neo4j") -> None:
        self.uri, self.user, self.password, self.database = uri, user, password, database
        self._driver: neo4j.Driver | None = None

    @property
    def address(self) -> str:
        """What a user of aantafel gives as the store."""
        scheme, _, host = self.uri.partition("://")
        return f"{scheme}://{self.user}@{host}/{self.database}"

    @property
    def driver(self) -> neo4j.Driver:
        """One for the tests' own use, open until the end; never the one of the code that is tested."""
        if self._driver is None:
            auth = (self.user, self.password)
            self._driver = neo4j.GraphDatabase.driver(
                self.uri, auth=auth, notifications_min_severity="OFF", connection_timeout=5
            )
        return self._driver

    def run(self, cypher: str, **values: object) -> list[neo4j.Record]:
        """What a statement gives, asked past our own code."""
        return self.driver.execute_query(cypher, values, database_=self.database).records

    def empty(self) -> None:
        """Delete every tie and every node; constraints and indexes stay, for the next test."""
        for one in ("MATCH ()-[one]->()", "MATCH (one)"):
            while self.run(f"{one} WITH one LIMIT 20000 DELETE one RETURN count(*) AS n")[0]["n"] == 20000:
                pass

    def bare(self) -> None:
        """Delete every tie, node, constraint and index."""
        self.empty()
        for kind, name in self.schema():
            self.run(f"DROP {kind} `{name}` IF EXISTS")

    def schema(self) -> list[tuple[str, str]]:
        """The constraints and indexes that somebody made."""
        constraints = [("CONSTRAINT", one["name"]) for one in self.run("SHOW CONSTRAINTS YIELD name")]
        indexes = self.run("SHOW INDEXES YIELD name, type, owningConstraint")
        return constraints + [
            ("INDEX", one["name"])
            for one in indexes
            if one["type"] != "LOOKUP" and one["owningConstraint"] is None
        ]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all, neither nodes nor a schema."""
        return not self.run("MATCH (one) RETURN 1 LIMIT 1") and not self.schema()

    def close(self) -> None:
        """Close our driver."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None


def warmed_up() -> Path:
    """The server's classes as Java keeps them after a run: with it a start takes half the time.

    Made once, by a server that is started for nothing else; without it servers start all the same.
    """
    there = cache() / f"{jars().name}.jsa"
    if not there.exists():
        with one_at_a_time():
            if not there.exists():
                made = there.with_suffix(".new")
                with Server(options=[f"-XX:ArchiveClassesAtExit={made}"]) as server:
                    server.run("CREATE (one {n: 1})-[:TO]->(:Other) WITH one MATCH (one)-[t]->() DELETE t")
                    server.stop()
                if made.exists():
                    made.rename(there)
    return there


class Server(Reached):
    """A server of our own: its files in a folder of its own, gone when it is closed.

    `config` adds to or overrides what stands in `neo4j.conf`, `options` are Java's own.  It can be stopped
    with any signal, and started again on the same port with the same data.

    >>> with Server() as server:              # doctest: +SKIP
    ...     server.stop(signal.SIGKILL)
    ...     server.start()
    """

    def __init__(
        self,
        *,
        config: Mapping[str, str] | None = None,
        heap: str = "768m",
        scheme: str = "neo4j",
        quick: bool = True,
        options: Sequence[str] = (),
    ) -> None:
        """`quick` compiles little: right for many small steps, a third slower in long work."""
        self.java, self.jars = java(), jars()
        self.options = [*(options or [f"-XX:SharedArchiveFile={warmed_up()}"])]
        self.options += ["-XX:TieredStopAtLevel=1"] if quick else []
        self.config, self.heap, self.scheme = CONFIG | dict(config or {}), heap, scheme
        self.home = Path(tempfile.mkdtemp(prefix="aantafel-neo4j-"))
        self.process: subprocess.Popen[bytes] | None = None
        self._guard: subprocess.Popen[bytes] | None = None
        super().__init__("", "neo4j", secrets.token_urlsafe(12))
        self._take_a_port()
        self._knows_us = False

    def _take_a_port(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.uri = f"{self.scheme}://127.0.0.1:{self.port}"

    def start(self) -> float:
        """Start it and wait until it answers; returns how many seconds that took."""
        began = time.monotonic()
        for _ in range(3):
            self._launch()
            if self._answers():
                return time.monotonic() - began
            if self._knows_us or "already in use" not in self.log():
                break
            self._take_a_port()  # somebody else took it between our look and the start
        log = self.log()
        self.stop(signal.SIGKILL)
        raise AssertionError(f"Neo4j did not start:\n{log}")

    def _launch(self) -> None:
        bolt = f"127.0.0.1:{self.port}"
        config = {"server.bolt.listen_address": bolt, "server.bolt.advertised_address": bolt} | self.config
        (self.home / "conf").mkdir(exist_ok=True)
        lines = [f"{key}={value}\n" for key, value in config.items()]
        (self.home / "conf" / "neo4j.conf").write_text("".join(lines), "utf-8")
        opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPENED]
        with (self.home / "console.log").open("wb") as log:
            self.process = subprocess.Popen(
                [
                    self.java, f"-Xmx{self.heap}", "-XX:+UseSerialGC", *self.options, *opened,
                    "-cp", f"{self.jars}/*",
                    "org.neo4j.server.CommunityEntryPoint",
                    f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}",
                ],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        guard = Path(__file__).with_name("guard.py")
        self._guard = subprocess.Popen(
            [sys.executable, str(guard), str(self.process.pid), str(self.home)],
            stdin=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def _answers(self) -> bool:
        assert self.process is not None
        until = time.monotonic() + UP_WITHIN
        while time.monotonic() < until and self.process.poll() is None:
            if self._listens() and self._lets_us_in():
                return True
            time.sleep(0.1)
        return False

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def _lets_us_in(self) -> bool:
        """Whether the database answers us; the first time the password of a new server is set."""
        try:
            if not self._knows_us:
                with neo4j.GraphDatabase.driver(self.uri, auth=(self.user, "neo4j")) as first:
                    change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new"
                    first.execute_query(change, new=self.password, database_="system")
                self._knows_us = True
            with self.driver.session(database=self.database) as session:  # which, unlike `run`, never retries
                session.run("RETURN 1").consume()
        except (Neo4jError, DriverError):
            return False
        return True

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> None:
        """End the server's own process and wait for it; its data stay until `close`."""
        Reached.close(self)
        if self.process is not None:
            if self.process.poll() is None:
                self.process.send_signal(with_signal)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None
        if self._guard is not None:
            self._guard.kill()
            self._guard.communicate()
            self._guard = None

    def log(self) -> str:
        """What the server said, on its console since it was started last and in its own logs."""
        files = [self.home / name for name in ("console.log", "logs/neo4j.log", "logs/debug.log")]
        return "\n".join(file.read_text("utf-8", "replace")[-3000:] for file in files if file.exists())

    def close(self) -> None:
        """End it and remove its files."""
        self.stop(signal.SIGKILL)
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
