"""Work done in a process of its own, for readers that may not survive a damaged file.

Calamine is written in Rust: on some damaged workbooks it asks for more memory than there is and
ends the whole process, or spins over four billion blank rows.  In a process apart that ends the
reading and nothing else.
"""

from __future__ import annotations

import importlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from graph.errors import AantafelError

_MEMORY_BYTES = 4 << 30


class GaveUpError(Exception):
    """The process ended without an answer."""


def apart(work: Callable[..., Any], *given: Any) -> Any:
    """What ``work(*given)`` returns, or the `AantafelError` or `OSError` it raises.

    `work` is a function at the top of one of our modules; what it gets and gives must pickle.
    Raises `GaveUpError` when the process dies, for example of a lack of memory.
    """
    known = os.pathsep.join(place for place in sys.path if place)
    done = subprocess.run(
        [sys.executable, "-P", "-c", "from ingest.apart import answer; answer()"],
        input=pickle.dumps((work.__module__, work.__name__, given)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": known},
        check=False,
    )
    if done.returncode != 0:
        raise GaveUpError(f"ended with {done.returncode}")
    result = pickle.loads(done.stdout)
    if isinstance(result, AantafelError | OSError):
        raise result
    return result


def answer() -> None:
    """The other side: do the work asked for on standard input, answer on standard output."""
    _bound_memory()
    module, name, given = pickle.load(sys.stdin.buffer)
    try:
        result = getattr(importlib.import_module(module), name)(*given)
    except (AantafelError, OSError) as wrong:
        result = wrong
    pickle.dump(result, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


def _bound_memory() -> None:
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        bound = _MEMORY_BYTES if most == resource.RLIM_INFINITY else min(most, _MEMORY_BYTES)
        resource.setrlimit(resource.RLIMIT_AS, (bound, most))
