"""The jars of a Neo4j Community server, fetched once from Maven Central into a cache outside git."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
INSTALL = "install Java 17 and Maven (Debian: apt-get install openjdk-17-jre-headless maven)"
OR_YOURS = "or set AANTAFEL_TEST_NEO4J_URI to an empty server of your own"


class Missing(Exception):  # noqa: N818 -- said as it is
    """What has to be installed before a server can be started."""


def version() -> str:
    """The version of the server, as `pom.xml` names it."""
    name = {"m": "http://maven.apache.org/POM/4.0.0"}
    return ET.parse(POM).getroot().findtext(".//m:dependency/m:version", "", name)


def cache() -> Path:
    """Where fetched jars are kept: `AANTAFEL_TEST_CACHE`, else a folder of ours in the user's cache."""
    return Path(os.environ.get("AANTAFEL_TEST_CACHE") or Path.home() / ".cache" / "aantafel-tests")


def java() -> str:
    """The Java to run the server with; raises `Missing` where there is none of version 17 or newer."""
    found = shutil.which("java")
    if found:
        said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
        number = re.search(r'version "(\d+)', said)
        if number and int(number[1]) >= 17:
            return found
    raise Missing(f"To test on Neo4j {INSTALL}, {OR_YOURS}: no Java 17 or newer was found.")


def jars() -> Path:
    """The folder with every jar of the server; fetched when it is not there yet (about a minute).

    It appears at once and whole, also when several test runs start together: one fetches, the others wait.
    Raises `Missing` where Maven is, or cannot reach what it needs.
    """
    there = cache() / f"neo4j-{version()}"
    if not there.is_dir():
        with one_at_a_time():
            if not there.is_dir():
                _fetch(there)
    return there


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Only one test run at once is in here: the others wait."""
    cache().mkdir(parents=True, exist_ok=True)
    with (cache() / f"neo4j-{version()}.lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:  # Windows: two first runs at once would both fetch, and one of them fail
            pass
        else:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
        yield


def _fetch(there: Path) -> None:
    maven = shutil.which("mvn")
    if not maven:
        raise Missing(f"To test on Neo4j {INSTALL}, {OR_YOURS}: no Maven was found.")
    with tempfile.TemporaryDirectory(dir=there.parent, prefix=f"{there.name}-") as folder:
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={folder}/jars", "-DincludeScope=runtime"]
        told = subprocess.run(
            [maven, "-q", "-B", "-f", str(POM), *goal],
            capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if told.returncode:
            raise Missing(f"Maven could not fetch Neo4j; {OR_YOURS}. It said:\n{told.stdout}{told.stderr}")
        (Path(folder) / "jars").rename(there)
