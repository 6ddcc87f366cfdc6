"""From rows of a matrix to a pandas Series by node, and from a graph to the matrix of one attribute."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from queries.on_graphs.ties import Ties


def measured(
    name: str, kernel: Callable[[csr_array], NDArray[Any]], G: Any, weight: str | None, parallel: str
) -> Any:
    """What a kernel gives for the ties of a graph, as a Series of this name."""
    ties = Ties(G, named(weight))
    return by_node(name, ties, kernel(ties.matrix(weight, parallel)))


def by_node(name: str, ties: Ties, values: NDArray[Any]) -> Any:
    """One value for each row as a Series by node."""
    import pandas as pd

    values = np.asarray(values)
    return pd.Series(values, index=index(ties.nodes), name=name, dtype=values.dtype)


def by_pair(name: str, ties: Ties, values: csr_array) -> Any:
    """The entries of a matrix as a Series by two nodes, those in order."""
    import pandas as pd

    rows = np.repeat(np.arange(len(ties)), np.diff(values.indptr))
    return pd.Series(values.data, index=pairs(ties, of=rows, on=values.indices), name=name)


def pairs(ties: Ties, **rows: NDArray[Any]) -> Any:
    """Nodes side by side as an index, one level for each name, from their rows."""
    import pandas as pd

    sides = [index(ties.nodes[row] for row in each.tolist()) for each in rows.values()]
    return pd.MultiIndex.from_arrays(sides, names=list(rows))


def index(nodes: Iterable[Any]) -> Any:
    """Nodes as an index, also where they are tuples, which pandas would take apart."""
    import pandas as pd

    return pd.Index(list(nodes), tupleize_cols=False)


def named(weight: str | None) -> tuple[str, ...]:
    """The attributes to be read."""
    return () if weight is None else (weight,)
