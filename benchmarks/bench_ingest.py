"""How long a CSV of ties takes from file to store, and how much memory: 10k, 100k and 1M rows.

Each size in a process of its own.  Run: `python benchmarks/bench_ingest.py [rows ...]`.
Goals: 100,000 rows under 10 s and 500 MB; time linear from 10k to 1M.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (10_000, 100_000, 1_000_000)
GOAL_SECONDS, GOAL_MB = 10.0, 500.0
_ROOT = Path(__file__).parents[1]


def write_ties(path: Path, rows: int, seed: int = 7) -> None:
    """A CSV of ties between rows/20 parties, as a trade register would have it."""
    rng = random.Random(seed)
    parties = [f"Party {n}" for n in range(max(rows // 20, 10))]
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, delimiter=";")
        out.writerow(
            ["wie", "doet", "aan wie", "product", "% van verkoop", "% van inkoop", "jaar", "hoe zeker"]
        )
        for n in range(rows):
            a, b = rng.sample(parties, 2)
            share = f"{rng.randint(1, 90)},5 %"
            out.writerow([a, "levert aan", b, f"stone {n % 40}", share, "", 2015 + n % 10, "verklaard"])


def measure(rows: int) -> dict[str, float]:
    """Seconds for reading and for storing, and peak memory in MB, of this process."""
    from graph.sqlite_store import SqliteStore
    from ingest.cards import Card
    from ingest.load import read_file, write

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ties.csv"
        write_ties(path, rows)
        start, busy = time.perf_counter(), time.process_time()
        batch = read_file(path, card=Card(as_form="trade", source={"id": "bench"}))
        read = time.perf_counter() - start
        store = SqliteStore(Path(folder) / "bench.db", create=True)
        start = time.perf_counter()
        report = write(store, batch)
        stored = time.perf_counter() - start
        used = time.process_time() - busy
        store.close()
        assert report.read == rows == report.loaded + report.repeated
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    return {
        "rows": rows,
        "read": read,
        "store": stored,
        "cpu": used,
        "peak_mb": peak / (1024 if sys.platform == "darwin" else 1),
    }


def main(sizes: list[int]) -> int:
    """Print one line per size (µs per row of CPU time); 1 when 100,000 rows miss a goal."""
    print(
        f"{'rows':>9} {'read s':>8} {'store s':>8} {'total s':>8} {'CPU s':>8} {'µs/row':>8} {'peak MB':>8}"
    )
    missed = False
    for rows in sizes:
        command = [sys.executable, __file__, "--one", str(rows)]
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
        one = json.loads(done.stdout)
        total = one["read"] + one["store"]
        print(
            f"{rows:>9,} {one['read']:>8.2f} {one['store']:>8.2f} {total:>8.2f} "
            f"{one['cpu']:>8.2f} {one['cpu'] / rows * 1e6:>8.1f} {one['peak_mb']:>8.0f}"
        )
        missed |= rows == 100_000 and (total > GOAL_SECONDS or one["peak_mb"] > GOAL_MB)
    return int(missed)


if __name__ == "__main__":
    sys.path.insert(0, str(_ROOT))
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
