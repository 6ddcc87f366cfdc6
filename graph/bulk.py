"""Making very many records at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def many_records() -> Iterator[None]:
    """Python's search for circles of garbage rests meanwhile: records make none, and there are very many.

    It searches all that lives each time a quarter was added, which costs up to half of reading a large
    store.  Nothing happens where it already rests.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
