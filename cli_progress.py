"""While something takes long: a bar on the terminal; and what the system says about a file, as a sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cli_asked import harmless
from graph.errors import Refused
from graph.words import say

Tick = Callable[[int, int, str], None]


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns what the system says about a file into a sentence with a way out."""
    try:
        yield
    except OSError as error:
        why = error.strerror or error
        raise Refused.of("console.cannot_write", path=path.as_posix(), why=why) from error


@contextmanager
def progress(name: str, lang: str, quiet: bool) -> Iterator[Tick | None]:
    """A bar on the terminal for anything longer than a second; nothing in a pipe.

    A tick with a total of 0 says that what is done now cannot be counted.
    """
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from threading import Timer

    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(escape(harmless(name)), total=None, visible=False)
        timer = Timer(1, lambda: bar.update(task, visible=True))
        timer.daemon = True
        timer.start()

        def tick(done: int, total: int, what: str) -> None:
            if total:
                bar.update(task, completed=done, total=total)
            else:
                bar.update(task, description=escape(harmless(say(what, lang, file=name))))

        try:
            yield tick
        finally:
            timer.cancel()
