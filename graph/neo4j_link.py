"""The connection to a database on a Neo4j server: who is asked, how long, and what is said when it fails."""

from __future__ import annotations

import logging
import random
import socket
import threading
import time
from collections.abc import Callable
from typing import TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.errors import Refused, Unreadable
from graph.neo4j_address import Address, parsed
from graph.neo4j_password import password_at_hand
from graph.neo4j_said import checked_version, is_hopeless, saying

T = TypeVar("T")

CONNECTING = 3.0
"""Seconds to wait for a server that does not answer; 4 for a connection that can be used."""
TRYING_AGAIN = 20.0
"""Seconds in which a step is begun anew after a deadlock or a lost connection."""
PAUSE, LONGEST_PAUSE = 0.2, 3.0
ROWS_AT_ONCE = 5000

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # it would speak in the middle of our output


class Link:
    """An open connection to one database.  Use from one thread; close it afterwards.

    A step given to `read` or `write` may be done more than once, and must then do the same.
    """

    def __init__(
        self, driver: neo4j.Driver, address: Address, *, readonly: bool, trying_again: float
    ) -> None:
        self.where = address.where
        self.readonly = readonly
        self._trying_again = trying_again
        self._driver, self._database = driver, address.database
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()  # in a cluster we see what we wrote

    def __repr__(self) -> str:
        return f"<Link to {self.where}>"

    def read(self, work: Callable[[neo4j.ManagedTransaction], T], *, seconds: float | None = None) -> T:
        """What `work` returns, of one transaction in which the server refuses to write.

        The server ends it after so many `seconds`; where none are given, when its own settings say.

        Raises `Unreadable` or `Refused` where the server does not come to an answer.
        """
        with saying(self.where), self._session(neo4j.READ_ACCESS) as session:
            return self._done(session.execute_read, neo4j.unit_of_work(timeout=seconds)(work))

    def write(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """What `work` returns, of one transaction: all of it was written, or nothing.

        Raises as `read`; `Refused` at once where the connection is for reading only.
        """
        if self.readonly:
            raise Refused.of("store.readonly", file=self.where)
        with saying(self.where), self._session(neo4j.WRITE_ACCESS) as session:
            return self._done(session.execute_write, work)

    def schema(self, *statements: str) -> None:
        """Run statements that change the schema, each in a transaction of its own."""
        for statement in statements:

            def change(tx: neo4j.ManagedTransaction, text: str = statement) -> None:
                tx.run(text).consume()

            self.write(change)

    def close(self) -> None:
        """End the connection; may be done twice."""
        self._driver.close()

    def _session(self, mode: str) -> neo4j.Session:
        return self._driver.session(
            database=self._database,
            default_access_mode=mode,
            fetch_size=ROWS_AT_ONCE,
            bookmark_manager=self._bookmarks,
        )

    def _done(
        self,
        take: Callable[[Callable[[neo4j.ManagedTransaction], T]], T],
        work: Callable[[neo4j.ManagedTransaction], T],
    ) -> T:
        """What `take` makes of `work`, begun anew after what passes: the driver alone would also begin
        anew what can never fit into the server's memory.
        """
        until, pause = 0.0, PAUSE
        while True:
            try:
                return take(work)
            except (Neo4jError, DriverError) as error:
                now = time.monotonic()
                until = until or now + self._trying_again
                if now > until or not error.is_retryable() or is_hopeless(error):
                    raise
            time.sleep(pause * random.uniform(0.5, 1.5))  # or two that met would meet again
            pause = min(2 * pause, LONGEST_PAUSE)


def link(
    address: str, *, password: str | None = None, readonly: bool = False, trying_again: float = TRYING_AGAIN
) -> Link:
    """Connect to `neo4j://user@host/database` and see that it answers, within about five seconds.

    Without a password the one at hand is taken (`graph.neo4j_password`).  Nothing is written.  Raises
    `Refused` or `Unreadable` with a sentence for whatever is in the way.
    """
    there = parsed(address)
    if password is None:
        password = password_at_hand()
    if not password:
        raise Refused.of("store.neo4j_no_password", where=there.where)
    _look_up(there)
    auth = (there.user, password)
    with saying(there.where, arriving=True):
        with _driver(there.direct, auth) as first:  # behind neo4j:// every reason is "no routing"
            first.verify_connectivity()
        driver = _driver(there.uri, auth)
        try:
            with driver.session(database=there.database, default_access_mode=neo4j.READ_ACCESS) as session:
                rows = session.run("CALL dbms.components() YIELD name, versions").data()
            checked_version(rows)
        except BaseException:
            driver.close()
            raise
    return Link(driver, there, readonly=readonly, trying_again=trying_again)


def _driver(uri: str, auth: tuple[str, str]) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        uri,
        auth=auth,
        connection_timeout=CONNECTING,
        connection_acquisition_timeout=CONNECTING + 1,
        max_transaction_retry_time=0,
        notifications_min_severity="OFF",
        telemetry_disabled=True,
        user_agent="aantafel",
    )


def _look_up(there: Address) -> None:
    """See that the host has a number; a name server that does not answer is not waited for."""
    found: list[bool] = []

    def ask() -> None:
        try:
            found.append(bool(socket.getaddrinfo(there.host, there.port, type=socket.SOCK_STREAM)))
        except (OSError, UnicodeError):
            found.append(False)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(CONNECTING)
    if not (found and found[0]):
        raise Unreadable.of("store.neo4j_unknown_host", where=there.where)
