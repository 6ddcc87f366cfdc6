"""How sure: draws and sources left out, on the case and on invented chains, in processor seconds.

Run: `python benchmarks/bench_sure.py [STAKEHOLDERS TIES ...] [--save]`.  Each measure in a process of its
own, from a network that has been folded; "ranks" are the intervals of value and rank and the first three.
The last table is kernels alone, from a layer: 200 layers with each tie kept by its confidence, for
constraint with one list of triangles (goal at 5,000 / 20,000: under 1 s each).  `--save` writes
`benchmarks/sure.json`, from which `make docs` makes the table in docs/performance.md.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from measure import Figure, machine, measure, table  # noqa: E402

from graph.network import network  # noqa: E402
from graph.records import Claims, mention, source, tie  # noqa: E402
from queries.question import Brief  # noqa: E402

SIZES = ((60, 200), (1_000, 4_000), (5_000, 20_000))
MEASURES = ("influence", "dependence", "power_over", "concentration", "constraint")
GOAL_SECONDS = 1.0
SAVED = Path(__file__).with_name("sure.json")
SURE = """
sure = sureness(asked, {name!r})
item = sure.items[0]
(sure.between(item), sure.rank(item), sure.top(item), sure.tau())
"""
LAYERS = """
import numpy as np
from scipy.sparse import csr_array
from queries.measures.pagerank import pagerank
from queries.measures.structural_holes import constraint
from queries.measures.triangles import Triangles
rng = np.random.default_rng(1)
ends = rng.integers(0, {nodes}, (2, {ties}))
w = csr_array((rng.random({ties}), ends), ({nodes}, {nodes}))
w.setdiag(0)
w.eliminate_zeros()
w.sum_duplicates()
chance = rng.choice([0.3, 0.5, 0.75, 0.95], w.nnz)
"""
DRAW = """
{before}
for _ in range(200):
    drawn = csr_array((w.data * (rng.random(w.nnz) < chance), w.indices, w.indptr), w.shape)
    {call}
"""
ALONE = {
    "constraint": DRAW.format(before="triangles = Triangles(w)", call="constraint(drawn, triangles)"),
    "PageRank": DRAW.format(before="", call="pagerank(drawn)"),
}


def chain(stakeholders: int, ties: int, seed: int = 7) -> Brief:
    """An invented chain of three sources: shares of both sides, one in five of them not stated."""
    rng = random.Random(seed)
    kinds = ("Quarry", "Supplier", "Supplier", "Importer", "WorkerGroup", "NGO", "GovernmentBody")
    names = [mention("s0", rng.choice(kinds), f"P{n}", country="IN", at=str(n)) for n in range(stakeholders)]
    trade = [one for one in names if one.kind in ("Quarry", "Supplier", "Importer")]
    workers = [one for one in names if one.kind == "WorkerGroup"]
    made = {}
    while len(made) < ties:
        relation = rng.choices(("SUPPLIES", "EMPLOYS", "INFLUENCES"), (6, 2, 2))[0]
        ends = {"SUPPLIES": (trade, trade), "EMPLOYS": (trade, workers), "INFLUENCES": (names, trade)}
        a, b = (rng.choice(side) for side in ends[relation])
        said = {
            "SUPPLIES": ("share_of_seller", "share_of_buyer", "seller_alternatives", "buyer_alternatives"),
            "EMPLOYS": ("share_of_income", "worker_alternatives"),
            "INFLUENCES": ("strength",),
        }[relation]
        fields = {name: round(rng.random() / 4, 3) for name in said if rng.random() < 0.8}
        if a != b:
            made[relation, a.key, b.key] = tie(
                rng.choice(("s0", "s1", "s2")), relation, a.key, b.key, fields=fields,
                confidence=rng.choice(("documented", "stated", "claimed")), at=str(len(made)),
            )  # fmt: skip
    every = {(t.source, key) for t in made.values() for key in (t.a, t.b)}
    by_key = {one.key: one for one in names}
    also = [by_key[key]._replace(source=who) for who, key in sorted(every) if who != "s0"]
    cards = tuple(source(f"s{n}", date="2026") for n in range(3))
    return Brief(network(Claims((*names, *also), tuple(made.values()), (), cards)))


def main(sizes: list[tuple[int, int]], *, save: bool = False) -> int:
    """Print the tables; 1 when a goal is missed."""
    print(machine())
    questions = []
    for stakeholders, ties in sizes:
        setup = (
            "sys.path.insert(0, 'benchmarks')\nfrom bench_sure import chain\n"
            "from queries.dependence import dependencies\nfrom queries.sure import sureness\n"
            f"asked = chain({stakeholders}, {ties})\ndependencies(asked)\n"
        )
        for name in MEASURES:
            figure = measure(SURE.format(name=name), setup=setup, runs=3)
            questions.append(line(f"{stakeholders:,} / {ties:,}", name, figure))
    head = ("stakeholders / ties", "measure", "draws, ranks, each source left out", "peak")
    print(table(head, [shown(one) for one in questions]))
    nodes, ties = 5_000, 20_000
    setup = LAYERS.format(nodes=nodes, ties=ties)
    kernels = [
        line(f"{nodes:,} / {ties:,}", name, measure(code, setup=setup, runs=5))
        for name, code in ALONE.items()
    ]
    head = ("nodes / ties", "kernel", f"200 layers (goal {GOAL_SECONDS:g} s)", "peak")
    print("\n" + table(head, [shown(one) for one in kernels]))
    if save:
        told = {"machine": machine(), "cores": os.cpu_count(), "questions": questions, "kernels": kernels}
        SAVED.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    return 0 if all(one["seconds"] < GOAL_SECONDS for one in kernels) else 1


def line(size: str, name: str, figure: Figure) -> dict[str, Any]:
    """One figure, as it is written down."""
    return {"size": size, "measure": name, "seconds": round(figure.cpu, 3), "peak_mb": round(figure.peak)}


def shown(one: dict[str, Any]) -> tuple[str, ...]:
    """One figure, as a row."""
    return one["size"], one["measure"], f"{one['seconds']:.2f} s", f"{one['peak_mb']} MB"


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:] if text != "--save"]
    found = list(zip(given[::2], given[1::2], strict=True))
    sys.exit(main(found or list(SIZES), save="--save" in sys.argv))
