"""The tables in docs/performance.md, from what `make bench` wrote down.  For cog."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000, "1M": 1_000_000}
ENTRANCES = ("network", "columns")
LIBRARIES = ("ours", "networkx", "igraph")
IN_ITS_PLACE = {"networkit": "igraph"}
"""What stands in for a library that has no such measure."""


def saved(name: str) -> dict[str, Any]:
    """One file of figures."""
    found: dict[str, Any] = json.loads((BENCHMARKS / f"{name}.json").read_text("utf-8"))
    return found


def measured_on() -> str:
    """The machine and the versions."""
    told = saved("measures")
    versions = ", ".join(f"{name} {number}" for name, number in told["versions"].items())
    return f"{told['machine']}, {told['cores']} cores; {versions}."


def measures() -> str:
    """A row for each measure: processor seconds at each size, side by side, and how ours grows."""
    figures = {
        (one["measure"], one["size"], IN_ITS_PLACE.get(one["library"], one["library"])): one
        for one in saved("measures")["figures"]
    }
    names = list(dict.fromkeys(measure for measure, _, _ in figures))
    head = ["measure", *SIZES, "times NetworkX", "times igraph", "growth", "memory"]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for name in names:
        cells = [" · ".join(_cell(figures.get((name, size, one))) for one in LIBRARIES) for size in SIZES]
        ratios = [_ratio(figures, name, other) for other in ("networkx", "igraph")]
        lines.append(
            "| " + " | ".join([name, *cells, *ratios, _growth(figures, name), _peak(figures, name)]) + " |"
        )
    return "\n".join(lines)


def _cell(one: dict[str, Any] | None) -> str:
    if one is None:
        return "–"
    if "failed" in one:
        return "✗"
    return _seconds(one["seconds"]) if "seconds" in one else "…"


def _seconds(seconds: float) -> str:
    return f"{seconds:.4f}" if seconds < 0.01 else f"{seconds:.2f}" if seconds < 10 else f"{seconds:.0f}"


def _ratio(figures: dict[Any, Any], name: str, other: str) -> str:
    """How many times as long the other takes, at the largest size that both were measured at."""
    for size in reversed(SIZES):
        ours, theirs = figures.get((name, size, "ours"), {}), figures.get((name, size, other), {})
        if "seconds" in ours and "seconds" in theirs:
            return f"{theirs['seconds'] / max(ours['seconds'], 1e-6):.1f} ({size})"
    return "–"


def _growth(figures: dict[Any, Any], name: str) -> str:
    """The slope from the 10k to the largest size on logarithmic axes: 1 is linear in the ties."""
    sizes = [size for size in SIZES if "seconds" in figures.get((name, size, "ours"), {}) and size != "1k"]
    if len(sizes) < 2:
        return "–"
    small, large = (figures[name, size, "ours"]["seconds"] for size in (sizes[0], sizes[-1]))
    steps = math.log10(SIZES[sizes[-1]] / SIZES[sizes[0]])
    return f"{math.log10(max(large, 1e-6) / max(small, 1e-6)) / steps:.2f}"


def _peak(figures: dict[Any, Any], name: str) -> str:
    known = [size for size in SIZES if "peak_mb" in figures.get((name, size, "ours"), {})]
    return f"{figures[name, known[-1], 'ours']['peak_mb']:.0f} MB ({known[-1]})" if known else "–"


def layers() -> str:
    """What a layer takes, from the network of claims and from columns: read + made, side by side."""
    told = saved("layers")
    figures = {(f["world"], f["layer"], f["size"], f["entrance"]): f for f in told["figures"]}
    sizes = [size for size in SIZES if any(key[2] == size for key in figures)]
    head = ["world", "layer", *sizes, "network / columns", "memory"]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for world, layer in dict.fromkeys(key[:2] for key in figures):
        by = {size: [figures.get((world, layer, size, one), {}) for one in ENTRANCES] for size in sizes}
        cells = [" · ".join(map(_both, by[size])) for size in sizes]
        size = next(size for size in reversed(sizes) if all("read" in one for one in by[size]))
        network, columns = (one["read"] + one["made"] for one in by[size])
        peaks = " · ".join(f"{one['peak_mb']:.0f}" for one in by[size])
        more = [f"{network / max(columns, 1e-6):.1f} ({size})", f"{peaks} MB ({size})"]
        lines.append("| " + " | ".join([world, layer, *cells, *more]) + " |")
    versions = ", ".join(f"{name} {number}" for name, number in told["versions"].items())
    return "\n".join([*lines, "", f"Measured on {told['machine']}, {told['cores']} cores; {versions}."])


def _both(one: dict[str, Any]) -> str:
    if not one:
        return "–"
    return f"{_seconds(one['read'])} + {_seconds(one['made'])}" if "read" in one else "…"


def sure() -> str:
    """What it takes to say how sure: a row for each measure, a column for each size; then kernels alone."""
    told = saved("sure")
    sizes = list(dict.fromkeys(one["size"] for one in told["questions"]))
    lines = ["| measure | " + " | ".join(sizes) + " |", "|" + "---|" * (len(sizes) + 1)]
    for name in dict.fromkeys(one["measure"] for one in told["questions"]):
        cells = [_took(one) for one in told["questions"] if one["measure"] == name]
        lines.append("| " + " | ".join([name.replace("_", " "), *cells]) + " |")
    alone = "; ".join(
        f"{one['measure']}, 200 layers of {one['size']}: {one['seconds']:.2f} s" for one in told["kernels"]
    )
    return "\n".join([*lines, "", f"The kernels alone: {alone}."])


def _took(one: dict[str, Any]) -> str:
    return f"{one['seconds']:.2f} s, {one['peak_mb']} MB"


def server() -> str:
    """What a Neo4j server takes, size by size."""
    told = saved("neo4j")
    lines = []
    for one in told["sizes"]:
        bare = one["seconds"]["bare loop"]
        lines += [
            f"{one['stakeholders']:,} stakeholders, {one['ties']:,} ties in 5 files, {one['client']}:",
            "",
        ]
        lines += ["| what | seconds | times the bare loop |", "|---|---|---|"]
        lines += [
            f"| {name} | {value:.2f} | {value / bare:.2f} |"
            if name.startswith("truth")
            else f"| {name} | {value:.2f} | |"
            for name, value in one["seconds"].items()
        ]
        lines += ["", f"The client needed {one['extra_mb']:.0f} MB more than the records themselves.", ""]
    return "\n".join(lines)
