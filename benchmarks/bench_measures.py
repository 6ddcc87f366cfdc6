"""Measures side by side in one run: ours, NetworkX, igraph (networkit for Katz), each from its own graph.

Every figure is of a process of its own: processor seconds (median of up to five runs, after half a second)
and peak memory above the graph as it was read.  What a library builds for itself in a first call and then
keeps is counted.  From a NetworkX graph the way to ours is shown apart.  The others are left out
where the size before says that one run would take over `--cap` seconds.  networkit is no part of
`.[dev]`: `pip install networkit` first.

Run: `python benchmarks/bench_measures.py [SIZE ...] [--cap 60] [--only WORD] [--save]`; sizes 1k, 10k,
100k, 1M; `--only` for the measures that have the word in their name.
`--save` writes `benchmarks/measures.json`, from which `make docs` makes the table in docs/performance.md.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from measure import ROOT, machine  # noqa: E402

SAVED = Path(__file__).with_name("measures.json")
SIZES = {
    "1k": (1_000, 5_000),
    "10k": (10_000, 50_000),
    "100k": (100_000, 500_000),
    "1M": (1_000_000, 5_000_000),
}
RUNS, WARM = 5, 0.5  # short runs take up to twice as long in the first tenths of a second
LIBRARIES = ("ours", "networkx", "igraph", "networkit")

GRAPH = """
import sys; sys.path[:0] = [{root!r}, {root!r} + "/benchmarks"]
import numpy as np
from graphs import arcs, groups
n = {nodes}
a, b, w = arcs(n, {ties})
"""
READ = {
    "ours": """
from scipy.sparse import csr_array
W = csr_array((w, (a, b)), (n, n)); W.sort_indices()
S = csr_array(W.multiply(1 / np.maximum(np.asarray(W.sum(axis=1)), 1e-300)[:, None]) * 0.9)
""",
    "networkx": """
import networkx as nx
G = nx.DiGraph(); G.add_nodes_from(range(n))
G.add_weighted_edges_from(zip(a.tolist(), b.tolist(), w.tolist()))
""",
    "igraph": """
import igraph
G = igraph.Graph(n=n, edges=list(zip(a.tolist(), b.tolist())), directed=True)
G.es["weight"] = w.tolist()
""",
    "networkit": """
import networkit
networkit.setNumberOfThreads(1)
G = networkit.GraphFromCoo((w, (a, b)), n, weighted=True, directed=True)
""",
}
AROUND = """
import gc, json, resource, time
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
gc.collect(); before, took, began = peak(), [], time.process_time()
def spent(): return time.process_time() - began
def runs(enough):
    while not took or not enough():
        at = time.process_time()
        {code}
        took.append(time.process_time() - at)
runs(lambda: spent() > {warm})
first = len(took)
if spent() < {enough}: runs(lambda: len(took) == first + {runs} or spent() > {enough})
print(json.dumps([took[first:] or took[-1:], peak() - before]))
"""
UNDIRECTED = {
    "networkx": "G = nx.Graph(G)",
    "igraph": "G = G.as_undirected(mode='collapse', combine_edges='sum')",
}


class Case(NamedTuple):
    """One measure: what each library calls it, and how much slower than ours it should at least be."""

    name: str
    ours: str
    networkx: str = ""
    igraph: str = ""
    networkit: str = ""
    undirected: bool = False  # the other libraries work on the undirected reading
    most: str = "1M"  # the largest size that is tried; 10k: from every node to every other
    setup: str = ""  # of ours


def kernel(module: str, call: str, *names: str) -> tuple[str, str]:
    """The statement and its import."""
    return call, f"from queries.measures.{module} import {', '.join(names) or call.split('(')[0]}"


def case(name: str, module: str, call: str, *others: str, **more: Any) -> Case:
    """A case whose kernel is the first word of `call`."""
    code, imported = kernel(module, call)
    return Case(name, code, *others, setup=imported, **more)


EIGEN = "nx.eigenvector_centrality(G, max_iter=10000, tol=1e-10 / n, weight='weight')"
PAGERANK = "nx.pagerank(G, tol=1e-10 / n, max_iter=1000)"
CASES = (
    case("PageRank", "pagerank", "pagerank(W)", PAGERANK, "G.pagerank(weights='weight')"),
    case("eigenvector", "eigenvector", "eigenvector(U)", EIGEN,
         "G.eigenvector_centrality(weights='weight')", undirected=True),
    case("Katz", "katz", "katz(W, 0.05)",
         "nx.katz_centrality(G, 0.05, tol=1e-10 / n, max_iter=10000, weight='weight')",
         networkit="networkit.centrality.KatzCentrality(G, 0.05, 1.0, 1e-10).run()"),
    case("total influence", "influence", "total_influence(W)"),
    case("Bonacich power, beta < 0", "bargaining", "bargaining_power(S)"),
    case("constraint", "structural_holes", "constraint(W)", "nx.constraint(G, weight='weight')",
         "G.constraint(weights='weight')"),
    case("effective size", "structural_holes", "effective_size(W)", "nx.effective_size(G, weight='weight')"),
    case("brokerage, five roles", "brokerage", "roles(W, groups(n))"),
    case("dependence, per tie", "dependence", "both_sides(W)"),
    case("imbalance, per pair", "dependence", "imbalance(S)"),
    case("HHI", "concentration", "hhi(W)"),
    case("multi-tier dependence, one buyer", "tiers", "multi_tier(S, [0])"),
    case("one gate, one buyer", "gates", "one_gate(S, 0)", "nx.immediate_dominators(G, 0)",
         "G.dominator(0)"),
    case("core number", "cores", "core_number(W)", "nx.core_number(G)", "G.coreness()", undirected=True),
    case("components", "components", "components(W)", "list(nx.weakly_connected_components(G))",
         "G.connected_components(mode='weak')"),
    case("trust routes, 20 sources", "routes", "best_routes(W, range(20))",
         "nx.multi_source_dijkstra(G, set(range(20)), weight=lambda a, b, d: -math.log(d['weight']))",
         "G.distances(source=list(range(20)), weights=lengths)"),
    case("closeness", "closeness", "closeness(W)", "nx.closeness_centrality(G)",
         "G.closeness(mode='in')", most="10k"),
    case("betweenness, 200 pivots", "betweenness", "betweenness(W, pivots=200)",
         "nx.betweenness_centrality(G, k=200, seed=1)", most="100k"),
    case("betweenness, exact", "betweenness", "betweenness(W)", "nx.betweenness_centrality(G)",
         "G.betweenness()", most="10k"),
)  # fmt: skip
EXTRA = {"networkx": "import math", "igraph": "lengths = (-np.log(w)).tolist()"}


def figure(library: str, case: Case, size: str, cap: float) -> dict[str, Any]:
    """Processor seconds of every run, and peak MB, of one measure in one library."""
    nodes, ties = SIZES[size]
    code: str = getattr(case, library)
    setup = GRAPH.format(root=str(ROOT), nodes=nodes, ties=ties) + READ[library]
    if library == "ours":
        setup += case.setup + "\nU = csr_array(W + W.T)\n"
    else:
        setup += EXTRA.get(library, "") + "\n" + (UNDIRECTED[library] if case.undirected else "") + "\n"
    text = setup + AROUND.format(runs=RUNS, warm=WARM, code=code, enough=cap)
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1][:200]}
    runs, peak = json.loads(done.stdout.strip().splitlines()[-1])
    return {"seconds": statistics.median(runs), "runs": runs, "peak_mb": round(peak, 1)}


def conversion(size: str) -> dict[str, Any]:
    """What it takes to come from a NetworkX graph to a layer."""
    nodes, ties = SIZES[size]
    setup = GRAPH.format(root=str(ROOT), nodes=nodes, ties=ties) + READ["networkx"]
    code = "nx.to_scipy_sparse_array(G, weight='weight', dtype=float, format='csr')"
    text = setup + AROUND.format(runs=RUNS, warm=WARM, code=code, enough=30)
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    runs, peak = json.loads(done.stdout.strip().splitlines()[-1])
    return {"seconds": statistics.median(runs), "runs": runs, "peak_mb": round(peak, 1)}


def measured(sizes: list[str], cap: float, only: str = "") -> Iterator[dict[str, Any]]:
    """A line for each measure, size and library; also of what was left out, and why."""
    last: dict[tuple[str, str], float] = {}
    for size in sizes:
        if size != "1M" and not only:
            yield {"measure": "NetworkX to a layer", "size": size, "library": "ours", **conversion(size)}
        for one in (case for case in CASES if only in case.name):
            for library in LIBRARIES:
                if library != "ours" and not getattr(one, library):
                    continue
                line: dict[str, Any] = {"measure": one.name, "size": size, "library": library}
                too_large = list(SIZES).index(size) > list(SIZES).index(one.most)
                guess = last.get((one.name, library), 0.0) * (300 if one.most == "10k" else 12)
                if too_large or guess > cap or (size == "1M" and library == "networkx"):
                    yield line | {"left_out": round(guess, 1) or "one run would take minutes"}
                    continue
                found = figure(library, one, size, cap)
                last[one.name, library] = found.get("seconds", cap)
                yield line | found


def _place(line: dict[str, Any]) -> tuple[int, int]:
    """Figures stand by size, then in the order of the measures."""
    names = ["NetworkX to a layer", *(one.name for one in CASES)]
    return list(SIZES).index(line["size"]), names.index(line["measure"])


def versions() -> dict[str, str]:
    """What was measured."""
    found = {}
    for name in ("numpy", "scipy", "networkx", "igraph", "networkit"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def saved() -> dict[str, Any]:
    """What was written down last time."""
    found: dict[str, Any] = {"figures": []}
    return json.loads(SAVED.read_text("utf-8")) if SAVED.exists() else found


def main(args: list[str]) -> int:
    """Print a line per figure; with --save also write them down."""
    cap = float(args[args.index("--cap") + 1]) if "--cap" in args else 60.0
    only = args[args.index("--only") + 1] if "--only" in args else ""
    sizes = [one for one in args if one in SIZES] or list(SIZES)
    print(machine(), versions(), file=sys.stderr)
    kept = [one for one in saved()["figures"] if one["size"] not in sizes or only not in one["measure"]]
    told = {"machine": machine(), "cores": os.cpu_count(), "versions": versions()}
    for line in measured(sizes, cap, only):
        kept.append(line)
        shown = f"{line['seconds']:.4f} s, {line['peak_mb']:.0f} MB" if "seconds" in line else str(line)
        print(f"{line['size']:>5} {line['measure']:34} {line['library']:9} {shown}", flush=True)
        if "--save" in args:
            figures = sorted(kept, key=_place)
            SAVED.write_text(json.dumps(told | {"figures": figures}, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
