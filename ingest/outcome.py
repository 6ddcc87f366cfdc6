"""What was decided for one column, and what one of its cells became."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one cell.

    `value` is as `graph.values.checked` wants it, or None.  `code` (`ingest.codes.Row`) is a remark
    beside a value, or the reason why there is none; blank when all is well.  `suggestion` fills
    the sentence of the code.  With `kept`, the cell's own words belong in the claim as written.
    """

    value: Any | None = None
    code: str = ""
    suggestion: str = ""
    kept: bool = False


NOTHING = Outcome()


def as_written(code: str, suggestion: str = "") -> Outcome:
    """No value: the cell's own words are kept, and `code` says why."""
    return Outcome(None, code, suggestion, True)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was decided for one column.

    `dates`: "iso", "dmy", "mdy", "serial" or "unclear"; `decimal`: ".", "," or blank where the column
    does not show it; `scale`: "percent", "fraction" or "unclear" for shares and grades; `today`: the
    day after which a date lies ahead.
    """

    dates: str = "iso"
    decimal: str = ""
    scale: str = ""
    today: str = ""
