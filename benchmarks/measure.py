"""Time and peak memory of a piece of Python in a process of its own."""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
_AROUND = """
import json, resource, sys, time
sys.path.insert(0, {root!r})
{setup}
_wall, _cpu = time.perf_counter(), time.process_time()
{code}
_took = time.perf_counter() - _wall, time.process_time() - _cpu
_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print("\\n" + json.dumps([*_took, _peak]))
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """Median seconds of wall and processor time, and the largest peak in MB, over some runs."""

    wall: float
    cpu: float
    peak: float


def measure(code: str, *, setup: str = "", runs: int = 3) -> Figure:
    """Run `code` after `setup` (not timed) in a fresh interpreter, `runs` times."""
    found = []
    for _ in range(runs):
        text = _AROUND.format(root=str(ROOT), setup=setup, code=code)
        done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
        found.append(json.loads(done.stdout.strip().splitlines()[-1]))
    walls, cpus, peaks = zip(*found, strict=True)
    return Figure(statistics.median(walls), statistics.median(cpus), max(peaks))


def command(args: Sequence[str], *, runs: int = 5) -> Figure:
    """A whole command, cold: wall and processor seconds with everything it starts, peak MB."""
    around = (
        "import resource, subprocess, time; w = time.perf_counter();"
        f"subprocess.run({list(args)!r}, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "w = time.perf_counter() - w; r = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(w, r.ru_utime + r.ru_stime, r.ru_maxrss / 1024)"
    )
    found = []
    for _ in range(runs):
        done = subprocess.run([sys.executable, "-c", around], capture_output=True, text=True, check=True)
        found.append([float(part) for part in done.stdout.split()])
    walls, cpus, peaks = zip(*found, strict=True)
    return Figure(statistics.median(walls), statistics.median(cpus), max(peaks))


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows as a Markdown table."""
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in (head, *rows)]
    return "\n".join([lines[0], "|" + "---|" * len(head), *lines[1:]])


def machine() -> str:
    """What it was measured on."""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
