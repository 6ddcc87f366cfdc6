"""How long it takes to say hello: `aantafel --help`, goal under 0.2 s."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import command, machine, table  # noqa: E402

if __name__ == "__main__":
    rows = []
    for args in (["--version"], ["--help"], ["check", "--help"]):
        figure = command([str(Path(sys.executable).with_name("aantafel")), *args], runs=9)
        rows.append((f"`aantafel {' '.join(args)}`", f"{figure.wall:.3f} s", f"{figure.peak:.0f} MB"))
    print(machine())  # noqa: T201
    print(table(("command", "median of 9", "peak"), rows))  # noqa: T201
