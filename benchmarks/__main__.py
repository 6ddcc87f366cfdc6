"""`make bench`: every benchmark, one after the other; `python -m benchmarks start store` runs some."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(wanted: list[str]) -> int:
    """Run the benchmarks named, or all; the first exit code that is not 0."""
    scripts = sorted(HERE.glob("bench_*.py"))
    known = {path.stem.removeprefix("bench_"): path for path in scripts}
    if unknown := [name for name in wanted if name not in known]:
        print(f"No benchmark called {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)  # noqa: T201
        return 2
    for name in wanted or known:
        print(f"\n## {name}\n", flush=True)  # noqa: T201
        done = subprocess.run([sys.executable, str(known[name])], cwd=HERE.parent, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
