"""A first load past the loader: `export neo4j-admin`, the server's own import, and what comes after.

Starts a server of the tests (1 GB heap) by itself.  Run:
`python benchmarks/bench_export.py [STAKEHOLDERS TIES]`.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bench_store import files  # noqa: E402
from measure import ROOT, command, machine  # noqa: E402

sys.path.insert(0, str(ROOT))

from graph.neo4j_export import SCRIPT  # noqa: E402
from graph.neo4j_link import link  # noqa: E402
from graph.neo4j_store import Neo4jStore  # noqa: E402
from graph.sqlite_store import SqliteStore  # noqa: E402
from tests.neo4j_server.server import Server  # noqa: E402

ALL = ("--level", "team", "--include-sensitive")


def said(what: str, began: tuple[float, float]) -> None:
    """Wall seconds since then, and processor seconds of what was started meanwhile."""
    wall, cpu = (now - then for now, then in zip(clock(), began, strict=True))
    print(f"{what:<40}{wall:>8.1f} s{cpu:>8.1f} s cpu", flush=True)


def clock() -> tuple[float, float]:
    """Now: wall time, and processor time of this process and of those that have ended."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(use.ru_utime + use.ru_stime for use in uses)


def timed(what: str, work: Callable[[], object]) -> None:
    """Do it, and say what it took."""
    began = clock()
    work()
    said(what, began)


def export(folder: Path, *options: str) -> Path:
    """Export the graph of the folder in a process of its own; the folder of files."""
    out = folder / f"csv{len(options)}"
    words = (sys.executable, "-m", "cli", "export", "neo4j-admin", str(out), "--store", str(folder / "a.db"))
    os.environ["PYTHONPATH"] = str(ROOT)
    cost = command((*words, "--quiet", *options), runs=1)
    size = sum(one.stat().st_size for one in out.iterdir()) / 1e6
    what = f"export {' '.join(options) or '(for participants)'}"
    print(
        f"{what:<40}{cost.wall:>8.1f} s{cost.cpu:>8.1f} s cpu, peak {cost.peak:.0f} MB, {size:.0f} MB of CSV"
    )
    return out


def imported(server: Server, out: Path) -> None:
    """Give the command to the server's own tool."""
    (server.home / "conf").mkdir()
    (server.home / "conf" / "neo4j.conf").touch()
    words = (out / SCRIPT).read_text("utf-8").splitlines()[-1].split()[2:]
    tool = [server.java, "-Xmx1g", "-cp", f"{server.jars}/*", "org.neo4j.cli.AdminTool"]
    env = os.environ | {"NEO4J_HOME": str(server.home), "NEO4J_CONF": str(server.home / "conf")}
    subprocess.run([*tool, *words], cwd=out, env=env, check=True, stdout=subprocess.DEVNULL)


def main(stakeholders: int = 100_000, ties: int = 500_000) -> None:
    """Load a file, export it at two levels, import the whole of it, open it, read it back."""
    print(f"{stakeholders:,} stakeholders, {ties:,} ties; {machine()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with SqliteStore(folder / "a.db", create=True) as store:
            for one in files(stakeholders, ties):
                store.load(*one)
        export(folder)
        out = export(folder, *ALL)
        server = Server(heap="1g", quick=False)
        try:
            timed("neo4j-admin database import full", lambda: imported(server, out))
            timed("the server starts", server.start)
            address = link(server.address, password=server.password)
            timed("opened first, constraints made", lambda: Neo4jStore(address).close())
            with Neo4jStore(link(server.address, password=server.password)) as there:
                timed("all is read back and checked", lambda: print(there.verify() or "all is well"))
        finally:
            server.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
