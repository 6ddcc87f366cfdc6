"""Either kind of store gives the second entrance to layers the columns that it needs."""

from __future__ import annotations

import pytest

from graph.settings import Settings
from queries.columns import project, wanted
from queries.ways import WAYS
from tests.queries.layer_worlds import LayerWorld
from tests.queries.small import claims
from tests.queries.two_entrances import assert_equal
from tests.stores import KINDS, stores_of

PARTIES = ["Quarry Q IN", "Supplier Y IN", "Importer M NL", "WorkerGroup W IN", "NGO N IN"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_store_of_either_kind_gives_the_layers_also_after_a_source_was_taken_back(kind: str) -> None:
    """Q sells 80 % to Y, says s; a file of t, sure, says 30 %, and is taken back."""
    sells = "Q SUPPLIES Y share_of_seller"
    first = claims(PARTIES, f"{sells}=0.8", "Y EMPLOYS W share_of_income=0.5", "N KNOWS W trust=high")
    second = claims(PARTIES, f"{sells}=0.3 source=t confidence=stated", "Y SUPPLIES M value=2 source=t")
    with stores_of(kind) as stores:
        store = stores.new()
        for name, said in (("s.csv", first), ("t.csv", second)):
            store.load(name, said.sources, said.mentions, said.ties)

        def sales() -> list[float]:
            held = LayerWorld(store.claims(), Settings(), "")
            for layer in WAYS:
                assert_equal(held, layer, store.columns_of(wanted(layer)))
            made = project("exchange", store.columns_of(wanted("exchange", "sales")), None, "sales")
            return sorted(made.weights.values())

        assert sales() == [0.3, 1.0]
        store.remove_source("t")
        assert sales() == [0.8]
