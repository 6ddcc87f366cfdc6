"""What the Neo4j driver and server say, as sentences with a way out.

Nothing they say is repeated: it may hold what somebody wrote.  Only a code of Neo4j's own is.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from neo4j.exceptions import DriverError, IncompleteCommit, Neo4jError, ServiceUnavailable, SessionExpired
from neo4j.exceptions import UnsupportedServerProduct as NotNeo4j

from graph.errors import AantafelError, Refused, Unreadable

OLDEST = (5, 26)

CODES: Mapping[str, str] = MappingProxyType(
    {
        "Security.Unauthorized": "neo4j_wrong_password",
        "Security.AuthenticationRateLimit": "neo4j_too_many_tries",
        "Security.CredentialsExpired": "neo4j_new_password",
        "Security.Forbidden": "neo4j_forbidden",
        "Database.DatabaseNotFound": "neo4j_no_database",
        "General.WriteOnReadOnlyAccessDatabase": "neo4j_readonly",
        "General.ForbiddenOnReadOnlyDatabase": "neo4j_readonly",
        "Cluster.NotALeader": "neo4j_readonly",
        "Statement.AccessMode": "neo4j_only_reading",
        "General.DatabaseUnavailable": "neo4j_starting",
        "Database.DatabaseUnavailable": "neo4j_starting",
        "General.MemoryPoolOutOfMemoryError": "neo4j_memory",
        "General.TransactionOutOfMemoryError": "neo4j_memory",
        "General.OutOfMemoryError": "neo4j_memory",
        "General.StackOverFlowError": "neo4j_memory",
        "Transaction.TransactionLogError": "neo4j_full",
        "Transaction.TransactionCommitFailed": "neo4j_full",
        "Transaction.DeadlockDetected": "neo4j_in_each_others_way",
        "Transaction.LockAcquisitionTimeout": "neo4j_in_each_others_way",
        "Transaction.LockClientStopped": "neo4j_ended",
        "Transaction.Terminated": "neo4j_ended",
        "Transaction.TransactionTimedOut": "neo4j_ended",
        "Transaction.TransactionTimedOutClientConfiguration": "neo4j_ended",
    }
)
"""Per code of the server, without "Neo.ClientError." and the like, the sentence for it."""

_HOPELESS = ("store.neo4j_memory", "store.neo4j_full")
_OUT_OF_REACH = ("neo4j_starting", "neo4j_full", "neo4j_memory", "neo4j_other")


@contextmanager
def saying(where: str, *, arriving: bool = False) -> Iterator[None]:
    """Turns what the driver raises into `Refused` or `Unreadable` about the database at `where`.

    `arriving`: at first contact, where not to be answered means something else than in mid-work.
    """
    try:
        yield
    except (Neo4jError, DriverError, OSError, ssl.SSLError) as error:
        raise sentence(error, where, arriving=arriving) from error


def sentence(error: Exception, where: str, *, arriving: bool = False) -> AantafelError:
    """The error of ours for one of the driver's."""
    if isinstance(error, Neo4jError):
        return _of_the_server(error, where)
    causes = list(_causes(error))
    if isinstance(error, IncompleteCommit):
        return Unreadable.of("store.neo4j_unsure", where=where)
    if isinstance(error, NotNeo4j):
        return Refused.of("store.neo4j_not_neo4j", where=where)
    if isinstance(error, ServiceUnavailable | SessionExpired | OSError) or "Timeout" in type(error).__name__:
        key = _of_the_way(causes) if arriving else "store.neo4j_lost"
        return Unreadable.of(key, where=where)
    return Unreadable.of("store.neo4j_other", where=where, error_code=type(error).__name__)


def is_hopeless(error: Exception) -> bool:
    """Whether trying again cannot help, although the driver would."""
    return sentence(error, "").key in _HOPELESS


def checked_version(components: Iterable[Mapping[str, object]]) -> str:
    """The server's version, out of what `dbms.components()` answers (rows with `name` and `versions`).

    Raises `Refused` where it is older than 5.26, or no version can be found.

    >>> checked_version([{"name": "Neo4j Kernel", "versions": ["2025.04.0"]}])
    '2025.04.0'
    """
    for one in components:
        if one["name"] == "Neo4j Kernel" and isinstance(one["versions"], list) and one["versions"]:
            version = str(one["versions"][0])
            numbers = version.split("-")[0].split(".")
            if len(numbers) >= 2 and all(number.isdecimal() for number in numbers[:2]):
                if (int(numbers[0]), int(numbers[1])) < OLDEST:
                    raise Refused.of("store.neo4j_old", version=version)
                return version
    raise Refused.of("store.neo4j_no_version")


def _of_the_server(error: Neo4jError, where: str) -> AantafelError:
    code = str(error.code or "")
    key = CODES.get(code.split(".", 2)[-1], "neo4j_other")
    if "needs to be restarted" in str(error.message):  # said ever after, once it could not write
        key = "neo4j_full"
    values = {"error_code": code} if key == "neo4j_other" else {}
    kind = Unreadable if key in _OUT_OF_REACH else Refused
    return kind.of(f"store.{key}", where=where, **values)


def _of_the_way(causes: list[BaseException]) -> str:
    """What was in the way of reaching the server at all."""
    for cause, key in (
        (socket.gaierror, "neo4j_unknown_host"),
        (ssl.SSLCertVerificationError, "neo4j_certificate"),
        (TimeoutError, "neo4j_silent"),
        (ssl.SSLError, "neo4j_not_encrypted"),
        (ConnectionRefusedError, "neo4j_closed"),
    ):
        if any(isinstance(one, cause) for one in causes):
            return f"store.{key}"
    return "store.neo4j_hung_up"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it, all the way down."""
    left, seen = [error], set()
    while left:
        one = left.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        left += [cause for cause in (one.__cause__, one.__context__) if cause is not None]
        left += one.exceptions if isinstance(one, BaseExceptionGroup) else ()
