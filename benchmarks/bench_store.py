"""The store and what is read from it: load, reload, remove, claims, network, one layer.

Each measure in a process of its own.  Run: `python benchmarks/bench_store.py [--json] [--small]`.
The goals are what a first sketch of the store took; what is over is named, never failed.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import ROOT, Figure, machine, measure, table  # noqa: E402

sys.path.insert(0, str(ROOT))

from graph.records import Mention, Source, Tie, mention, source, tie  # noqa: E402

SIZES = ((1_000, 4_000), (100_000, 500_000))
FILES = 5
RELATIONS = ("SUPPLIES", "INFLUENCES", "KNOWS", "REGULATES")
GOALS = {  # seconds at the two sizes
    "load 5 sources": (0.03, 5.3),
    "reload all, unchanged": (None, 3.1),
    "remove 1 of 5": (0.002, 0.33),
    "claims()": (None, 2.3),
    "claims() and network()": (0.07, 12.3),
    "one layer to CSR": (0.01, 0.53),
    "verify()": (None, None),
}
PEAK_MB = 1100.0


def files(stakeholders: int, ties: int) -> Iterator[tuple[str, list[Source], list[Mention], list[Tie]]]:
    """Five files, a source each, that share a twentieth of their stakeholders; the same every time."""
    rng = random.Random(7)
    shared = stakeholders // 20
    for f in range(FILES):
        of = f"source-{f}"
        start, stop = (shared + part * (stakeholders - shared) // FILES for part in (f, f + 1))
        said = [
            mention(
                of,
                ("Quarry", "Supplier", "Importer", "NGO")[n % 4],
                f"Stakeholder {n}",
                country=("IN", "NL", "CN", "")[n % 7 % 4],
                fields={"place": "IN / Rajasthan / Kota", "notes": f"note {n}"} if n % 3 else None,
                said_on="2021",
                at=f"row {n}",
            )
            for n in (*range(shared), *range(start, stop))
        ]
        keys = [m.key for m in said]
        stand = []
        for n in range(ties // FILES):
            relation = RELATIONS[n % 4]
            share = {"share_of_seller": rng.randint(0, 100) / 100, "product": "cobbles"}
            own = {"SUPPLIES": share, "INFLUENCES": {"strength": 0.6}, "KNOWS": {"trust": 0.3}}
            a, b = rng.choice(keys), rng.choice(keys)
            stand.append(tie(of, relation, a, b, fields=own.get(relation), since="2020", at=f"row {n}"))
        yield f"{of}.csv", [source(of, date="2021")], said, stand


SETUP = "from benchmarks.bench_store import files; from graph.sqlite_store import SqliteStore; "


def measures(stakeholders: int, ties: int, folder: Path) -> dict[str, tuple[Figure, str]]:
    """Every measure once: its figure, and a remark."""
    made, scratch = folder / "bench.db", folder / "scratch.db"
    made.unlink(missing_ok=True)
    claims = f"carried = list(files({stakeholders}, {ties})); "
    load = "for one in carried: store.load(*one)\nstore.close()"
    found = {
        "load 5 sources": measure(
            load, setup=f"{SETUP}{claims} store = SqliteStore({str(made)!r}, create=True)", runs=1
        )
    }
    shutil.copy(made, scratch)
    opened = f"{SETUP} store = SqliteStore({str(made)!r}); "
    found["reload all, unchanged"] = measure(load, setup=f"{opened}{claims}", runs=1)
    found["remove 1 of 5"] = measure(
        "store.remove_file('source-2.csv')", setup=f"{SETUP} store = SqliteStore({str(scratch)!r})", runs=1
    )
    found["claims()"] = measure("claims = store.claims()", setup=opened)
    found["claims() and network()"] = measure(
        "net = network(store.claims())",
        setup=f"{opened}\nfrom graph.network import network",
        runs=1 if ties > 10_000 else 3,
    )
    found["one layer to CSR"] = measure(
        "matrix, nodes = layer(store.columns('SUPPLIES', 'share_of_seller'), 'share_of_seller')",
        setup=f"{opened}\nfrom graph.layers import layer",
    )
    found["verify()"] = measure("assert store.verify() == ()", setup=opened, runs=1)
    size = f"{made.stat().st_size / 1e6:.0f} MB"
    return {name: (figure, size if name.startswith("load") else "") for name, figure in found.items()}


def main(args: list[str]) -> int:
    """Print a table beside the goals, or with --json a line per size; what is missed is named, not failed."""
    print(machine(), file=sys.stderr)
    for at, (stakeholders, ties) in enumerate(SIZES[:1] if "--small" in args else SIZES):
        with tempfile.TemporaryDirectory() as folder:
            found = measures(stakeholders, ties, Path(folder))
        if "--json" in args:
            figures = {
                name: {"seconds": f.wall, "processor": f.cpu, "peak_mb": f.peak}
                for name, (f, _) in found.items()
            }
            print(json.dumps({"stakeholders": stakeholders, "ties": ties, **figures}))
        else:
            print(f"\n{stakeholders:,} stakeholders, {ties:,} ties in {FILES} files\n")
            rows = [
                (
                    name,
                    f"{f.wall:.3f} s",
                    f"{f.cpu:.3f} s",
                    f"{GOALS[name][at] or '–'}",
                    f"{f.peak:.0f} MB",
                    remark,
                )
                for name, (f, remark) in found.items()
            ]
            print(table(("measure", "seconds", "processor", "goal", "peak", "file"), rows))
            missed = [name for name, (f, _) in found.items() if f.wall > (GOALS[name][at] or f.wall)]
            print(f"\nOver the goal: {', '.join(missed) or 'nothing'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
