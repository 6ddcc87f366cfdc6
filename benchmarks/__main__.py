"""`make bench`: every benchmark, one by one, some 80 minutes; `make bench ARGS="start sure"` runs two.

With `--save` those that can write their figures down do, for docs/performance.md.  The exit code is 1 where
a goal was missed; the others go on, and it is said at the end.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(args: list[str]) -> int:
    """Run the benchmarks named, or all; 0 if all came to an end, and met the goals that they check."""
    scripts = sorted(HERE.glob("bench_*.py"))
    known = {path.stem.removeprefix("bench_"): path for path in scripts}
    wanted = [name for name in args if name != "--save"]
    if unknown := [name for name in wanted if name not in known]:
        print(f"No benchmark called {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)  # noqa: T201
        return 2
    missed = []
    for name in wanted or known:
        print(f"\n## {name}\n", flush=True)  # noqa: T201
        saves = ["--save"] if "--save" in args and "--save" in known[name].read_text("utf-8") else []
        done = subprocess.run([sys.executable, str(known[name]), *saves], cwd=HERE.parent, check=False)
        if done.returncode:
            missed.append(name)
    if missed:
        print(f"\nNot as it should be: {', '.join(missed)}.", file=sys.stderr)  # noqa: T201
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
