"""One relation as a sparse matrix, straight from columns: for graphs too large to hold as a network."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array

from graph import schema
from graph.bulk import many_records
from graph.columns import Columns
from graph.errors import BadValue
from graph.numbering import Numbering


def layer(columns: Columns, field: str = "") -> tuple[csr_array, tuple[str, ...]]:
    """The ties of one relation between stakeholders: who does how much to whom.

    Returns a square matrix, rows the first ends and columns the second, and the stakeholders (keys)
    that its rows and columns stand for: everybody mentioned, sorted, so that the layers of one
    snapshot fit on one another.  Cells hold the sum of `field` over parallel ties, or the number of
    ties where no field is named; a tie that does not say, or says "unknown", adds nothing.  What a tie
    of somebody to itself says stands on the diagonal.  A relation without direction gives a symmetric
    matrix.

    Raises `BadValue` for a field that was not read, or that holds words instead of numbers, and
    `Contradiction` where decisions contradict one another.  Linear in the ties.
    """
    with many_records():
        return _layer(columns, field)


def _layer(columns: Columns, field: str) -> tuple[csr_array, tuple[str, ...]]:
    everybody = Numbering(columns)
    nodes = everybody.nodes
    rows, cols = everybody.ends(columns)
    values = _numbers(columns, field)
    said = ~np.isnan(values)
    rows, cols, values = rows[said], cols[said], values[said]
    if not schema.RELATION[columns.relation].directed:
        apart = rows != cols
        rows, cols = np.r_[rows, cols[apart]], np.r_[cols, rows[apart]]
        values = np.r_[values, values[apart]]
    return coo_array((values, (rows, cols)), shape=(len(nodes), len(nodes))).tocsr(), nodes


def _numbers(columns: Columns, field: str) -> npt.NDArray[np.float64]:
    """One number per tie, not-a-number where it says none."""
    if not field:
        return np.ones(len(columns.source))
    if field not in columns.fields:
        raise BadValue("field", field)
    said = columns.values[columns.fields.index(field)]
    known = [value if value != "unknown" else None for value in said]
    if any(isinstance(value, str | list) for value in known):
        raise BadValue("field", field)
    return np.array(known, dtype=float)
