"""The two entrances to a layer side by side: from the network of claims, and from columns.

Both start from the same store.  Every run has a process of its own: processor seconds of reading and of
making the layer, and the peak of memory of the whole process; five runs, medians, raw numbers.  Both
entrances must come to the same layer, to the last digit, or the run fails.  A network is left out where
the size before says that one run would take over `--cap` seconds.

Run: `python benchmarks/bench_layers.py [SIZE ...] [--cap 120] [--only WORLD] [--save]`; sizes 1k, 10k, 100k.
`--save` writes `benchmarks/layers.json`, from which `make docs` makes the table in docs/performance.md.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from measure import ROOT, machine  # noqa: E402

SAVED = Path(__file__).with_name("layers.json")
SIZES = {"1k": (1_000, 5_000), "10k": (10_000, 50_000), "100k": (100_000, 500_000)}
CASES = (  # world (`layer_world`), layer
    ("mixed", "exchange"), ("mixed", "influence"), ("mixed", "contact"),
    ("contested", "exchange"), ("values", "exchange"),
)  # fmt: skip
RUNS = 5
FILL = """
import sys; sys.path[:0] = [{root!r}, {root!r} + "/benchmarks"]
from pathlib import Path
from layer_world import files
from graph.sqlite_store import SqliteStore
with SqliteStore(Path({store!r}), create=True) as store:
    for one in files({stakeholders}, {ties}, {world!r}):
        store.load(*one)
"""
RUN = """
import sys; sys.path.insert(0, {root!r})
import hashlib, json, resource, time
from pathlib import Path
from graph.network import network
from graph.sqlite_store import SqliteStore
from queries import project as from_network
from queries.columns import project, wanted
from queries.question import Brief
store = SqliteStore(Path({store!r}))
began = time.process_time()
{read}
have = time.process_time()
{make}
done = time.process_time()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
t = made.ties
same = hashlib.sha256(repr((made.nodes, made.used, made.missing)).encode())
for part in (t.indptr, t.indices, t.data):
    same.update(repr(part.tolist()).encode())
print(json.dumps([have - began, done - have, peak, t.nnz, same.hexdigest()]))
"""
ENTRANCES = {
    "network": ("claims = store.claims()", "made = from_network.{layer}(Brief(network(claims)))"),
    "columns": ("columns = store.columns_of(wanted({layer!r}))", "made = project({layer!r}, columns)"),
}


def fill(store: Path, size: str, world: str) -> None:
    """Make the store, in a process of its own: what it needs must not count as a reader's peak."""
    stakeholders, ties = SIZES[size]
    text = FILL.format(root=str(ROOT), store=str(store), stakeholders=stakeholders, ties=ties, world=world)
    subprocess.run([sys.executable, "-c", text], check=True)


def figure(store: Path, layer: str, entrance: str, cap: float) -> dict[str, Any]:
    """Processor seconds of every run, the largest peak in MB, and a digest of the layer.

    Five runs, fewer where together they would take over `cap` seconds.
    """
    read, make = (code.format(layer=layer) for code in ENTRANCES[entrance])
    text = RUN.format(root=str(ROOT), store=str(store), read=read, make=make)
    runs = []
    for _ in range(RUNS):
        done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout))
        if sum(read + made for read, made, *_ in runs) * (len(runs) + 1) / len(runs) > cap:
            break
    reads, makes, peaks, cells, digests = (list(column) for column in zip(*runs, strict=True))
    if len(set(digests)) > 1:
        raise SystemExit(f"{layer} from {entrance}: two runs made two layers")
    return {
        "read": statistics.median(reads), "made": statistics.median(makes), "peak_mb": round(max(peaks), 1),
        "reads": [round(one, 4) for one in reads], "makes": [round(one, 4) for one in makes],
        "peaks_mb": [round(one, 1) for one in peaks], "cells": cells[0], "digest": digests[0][:16],
    }  # fmt: skip


def measured(sizes: list[str], cap: float, only: str = "") -> Iterator[dict[str, Any]]:
    """A line for each size, world, layer and entrance; also of what was left out, and why."""
    last: dict[tuple[str, str], float] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            for world, layer in (one for one in CASES if only in one[0]):
                store = Path(folder) / f"{world}.db"
                if not store.exists():
                    fill(store, size, world)
                digests = set()
                for entrance in ENTRANCES:
                    line: dict[str, Any] = {
                        "size": size,
                        "world": world,
                        "layer": layer,
                        "entrance": entrance,
                    }
                    guess = last.get((world + layer, entrance), 0.0) * 12
                    if entrance == "network" and guess > cap:
                        yield line | {"left_out": round(guess, 1)}
                        continue
                    found = figure(store, layer, entrance, cap)
                    digests.add(found["digest"])
                    last[world + layer, entrance] = found["read"] + found["made"]
                    yield line | found
                if len(digests) > 1:
                    raise SystemExit(f"{size} {world}: the two entrances made two {layer} layers")


def saved() -> dict[str, Any]:
    """What was written down last time."""
    found: dict[str, Any] = {"figures": []}
    return json.loads(SAVED.read_text("utf-8")) if SAVED.exists() else found


def main(args: list[str]) -> int:
    """Print a line per figure; with --save also write them down."""
    cap = float(args[args.index("--cap") + 1]) if "--cap" in args else 120.0
    only = args[args.index("--only") + 1] if "--only" in args else ""
    sizes = [size for size in SIZES if size in args] or list(SIZES)
    versions = {name: version(name) for name in ("numpy", "scipy", "networkx")}
    print(machine(), versions, file=sys.stderr)
    kept = [one for one in saved()["figures"] if one["size"] not in sizes or only not in one["world"]]
    told = {"machine": machine(), "cores": os.cpu_count(), "versions": versions}
    for line in measured(sizes, cap, only):
        kept.append(line)
        name = f"{line['size']:>5} {line['world']:10} {line['layer']:10} {line['entrance']:8}"
        if "read" in line:
            print(
                f"{name} read {line['read']:.3f} s, made {line['made']:.3f} s, {line['peak_mb']:.0f} MB",
                flush=True,
            )
        else:
            print(f"{name} left out: one run would take {line['left_out']:.0f} s", flush=True)
        if "--save" in args:
            SAVED.write_text(json.dumps(told | {"figures": kept}, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
