"""The password for a server: from the environment, or from a file that only its owner may read.

Never from a command line or a settings file, which others can see.  Whoever sits at a terminal is asked.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from graph.errors import Refused

VARIABLE = "NEO4J_PASSWORD"
FILE_VARIABLE = "NEO4J_PASSWORD_FILE"
LONGEST = 4096


def password_at_hand(environ: Mapping[str, str] | None = None) -> str | None:
    """What `NEO4J_PASSWORD` holds, else the first line of the file that `NEO4J_PASSWORD_FILE` names.

    None where neither is set.  Raises `Refused` where the file cannot be read, is no text, or may be
    read by others than its owner.
    """
    env = os.environ if environ is None else environ
    if password := env.get(VARIABLE):
        return password
    named = env.get(FILE_VARIABLE)
    return _first_line(Path(named).expanduser()) if named else None


def _first_line(path: Path) -> str:
    try:
        with path.open("rb") as file:
            if os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise Refused.of("store.neo4j_password_file_open", file=str(path))
            text = file.read(LONGEST).decode("utf-8").removeprefix("\ufeff")
    except (OSError, ValueError):
        raise Refused.of("store.neo4j_password_file", file=str(path)) from None
    line = (text.splitlines() or [""])[0]
    if not line:
        raise Refused.of("store.neo4j_password_file", file=str(path))
    return line
