"""A Neo4j server: loading beside a bare `UNWIND … MERGE` loop, and what reading, replacing and removing cost.

Starts the server of the tests (1 GB heap) by itself.  Both sides write the same nodes, MENTIONS and ties,
under the same constraints, in batches of the same size, in one run.  Truth is a load of its own, without
the steps that keep the folded view.  Both start from the same records.  A server gets quicker as it
compiles what it runs: the loop runs before ours and after it, and the quicker one counts.
Run: `python benchmarks/bench_neo4j.py [--json] [--small | --large] [--save]`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from bench_store import files  # noqa: E402
from measure import ROOT, machine, table  # noqa: E402

sys.path.insert(0, str(ROOT))

from graph import neo4j_loading  # noqa: E402
from graph.identity import identity  # noqa: E402
from graph.layers import layer  # noqa: E402
from graph.neo4j_layout import SCHEMA  # noqa: E402
from graph.neo4j_link import link  # noqa: E402
from graph.neo4j_rows import mention_properties, tie_properties  # noqa: E402
from graph.neo4j_store import Neo4jStore  # noqa: E402
from graph.selection import Selection  # noqa: E402
from tests.neo4j_server.server import Server  # noqa: E402

SIZES = ((2_000, 10_000), (10_000, 50_000), (100_000, 500_000))
SAVED = Path(__file__).with_name("neo4j.json")
BATCH = 10_000
PART = Selection(kinds=("Quarry", "Supplier"), places=("IN / Rajasthan",), as_of="2024")
GOALS = {"truth": 1.3, "truth and view": 2.0}  # times what the bare loop takes
NODES = "UNWIND $rows AS r MERGE (n:Stakeholder {id: r.id})"
SOURCES = "UNWIND $rows AS r MERGE (s:Source {id: r})"
MENTIONS = (
    "UNWIND $rows AS r MATCH (s:Source {id: r.s}) MATCH (n:Stakeholder {id: r.n})"
    " MERGE (s)-[m:MENTIONS {id: r.p.id}]->(n) SET m += r.p"
)
TIES = (
    "UNWIND $rows AS r MATCH (a:Stakeholder {{id: r.a}}) MATCH (b:Stakeholder {{id: r.b}})"
    " MERGE (a)-[t:{type} {{id: r.p.id}}]->(b) SET t += r.p"
)


def bare(server: Server, carried: list[Any]) -> tuple[float, float]:
    """Seconds for the loop of the driver's manual: a statement per type, batches, managed transactions.

    From the same records as ours; and how much of it is making rows of them.
    """
    start = time.perf_counter()
    rows = list(_rows(carried))
    making = time.perf_counter() - start
    with server.driver.session(database=server.database) as session:
        for statement in SCHEMA:
            session.run(statement).consume()
        began = time.perf_counter()
        for text, part in rows:
            for start in range(0, len(part), BATCH):
                some = part[start : start + BATCH]
                session.execute_write(lambda tx, text=text, some=some: tx.run(text, rows=some).consume())
        return making + time.perf_counter() - began, making


def _rows(carried: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    who = identity([m for _, _, mentions, _ in carried for m in mentions])
    for file, cards, mentions, ties in carried:
        yield SOURCES, [card.id for card in cards]
        keyed = [(m, m.key) for m in mentions]
        yield NODES, [{"id": who.of(m.source, key)} for m, key in keyed]
        yield (
            MENTIONS,
            [
                {"s": m.source, "n": who.of(m.source, key), "p": mention_properties(m, m.id, key, file)}
                for m, key in keyed
            ],
        )
        for relation in sorted({t.relation for t in ties}):
            yield (
                TIES.format(type=relation),
                [
                    {
                        "a": who.of(t.source, t.a),
                        "b": who.of(t.source, t.b),
                        "p": tie_properties(t, t.id, file),
                    }
                    for t in ties
                    if t.relation == relation
                ],
            )


def measured(server: Server, stakeholders: int, ties: int) -> dict[str, float]:
    """Seconds of every step, and the client's extra memory in MB."""
    carried = list(files(stakeholders, ties))
    found: dict[str, float] = {}
    server.bare()
    first = bare(server, carried)
    found["bare loop"], found["making its rows"] = first
    server.bare()
    found["client's extra MB"] = _extra(server, stakeholders, ties)
    server.bare()
    with truth_alone():
        store = Neo4jStore(link(server.address, password=server.password), create=True)
        found["truth"] = timed(lambda: [store.load(*one) for one in carried])
        store.close()
    server.bare()
    store = Neo4jStore(link(server.address, password=server.password), create=True)
    found["truth and view"] = timed(lambda: [store.load(*one) for one in carried])
    found["load unchanged"] = timed(lambda: store.load(*carried[0]))
    name, cards, said, stand = carried[1]
    found["replace, one tie gone"] = timed(lambda: store.load(name, cards, said, stand[:-1]))
    found["claims()"] = timed(store.claims)
    found["one layer to CSR"] = timed(
        lambda: layer(store.columns("SUPPLIES", "share_of_seller"), "share_of_seller")
    )
    found["part of that layer to CSR"] = timed(
        lambda: layer(store.columns("SUPPLIES", "share_of_seller", only=PART), "share_of_seller")
    )
    found["claims() of a part"] = timed(lambda: store.claims(only=PART))
    found["claims() of one source"] = timed(lambda: store.claims(only=Selection(sources=("source-1",))))
    found["remove 1 of 5"] = timed(lambda: store.remove_file("source-2.csv"))
    store.close()
    server.bare()
    found["bare loop"], found["making its rows"] = min(first, bare(server, carried))
    server.bare()
    return found


def _extra(server: Server, stakeholders: int, ties: int) -> float:
    """MB that loading takes on top of the records, in a process of its own."""
    code = f"""
import resource, sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "benchmarks")!r}]
from bench_store import files
from graph.neo4j_link import link
from graph.neo4j_store import Neo4jStore
carried = list(files({stakeholders}, {ties}))
store = Neo4jStore(link({server.address!r}, password=input()), create=True)
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before = peak()
for one in carried: store.load(*one)
store.close()
print(peak() - before)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], input=server.password, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


@contextmanager
def truth_alone() -> Iterator[None]:
    """Loading without the steps that keep what people see in a browser."""
    settled = neo4j_loading.settled
    neo4j_loading.settled = lambda *given: iter(())  # type: ignore[assignment]
    try:
        yield
    finally:
        neo4j_loading.settled = settled


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main(args: list[str]) -> int:
    """Print a table per size, or with --json a line; what is over its goal is named, never failed.

    `--save` writes `benchmarks/neo4j.json`, beside what was written before of the other sizes.
    """
    client = f"{'with' if _has_rust() else 'without'} neo4j-rust-ext"
    print(f"{machine()}, {client}", file=sys.stderr)
    told = []
    with Server(heap="1g", quick=False) as server:
        measured(server, 500, 2_000)  # the server compiles what it runs often: warm it up
        sizes = SIZES[:2] if "--small" in args else SIZES[2:] if "--large" in args else SIZES
        for stakeholders, ties in sizes:
            found = measured(server, stakeholders, ties)
            extra = found.pop("client's extra MB")
            line = {
                "stakeholders": stakeholders,
                "ties": ties,
                "client": client,
                "extra_mb": extra,
                "seconds": found,
            }
            told.append(line)
            if "--json" in args:
                print(json.dumps(line))
                continue
            print(
                f"\n{stakeholders:,} stakeholders, {ties:,} ties in 5 files, {client}, {extra:.0f} MB more\n"
            )
            rows = [
                (
                    name,
                    f"{value:.2f}",
                    f"{value / found['bare loop']:.2f}" if name in GOALS else "",
                    GOALS.get(name, ""),
                )
                for name, value in found.items()
            ]
            print(table(("what", "seconds", "times the bare loop", "goal"), rows))
    if "--save" in args:
        same = {(one["ties"], one["client"]) for one in told}
        before = json.loads(SAVED.read_text("utf-8"))["sizes"] if SAVED.exists() else []
        kept = [one for one in before if (one["ties"], one["client"]) not in same]
        told = sorted(kept + told, key=lambda one: (one["client"], one["ties"]))
        SAVED.write_text(json.dumps({"machine": machine(), "sizes": told}, indent=1) + "\n", "utf-8")
    return 0


def _has_rust() -> bool:
    from importlib.util import find_spec

    return find_spec("neo4j._rust") is not None or find_spec("neo4j._codec.packstream._rust") is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
