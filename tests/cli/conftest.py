"""A small case of two sources and a secret one, loaded once by the command line itself."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import call, table

FIELD, DESK = "field-2026", "desk-2026"


def write_case(folder: Path) -> list[Path]:
    """Twelve parties, who harms and hears whom, and a planned dialogue, in six files.

    Two unions share a name and differ in country; "Balaji Stones" and "Balaji Stone" look alike; one
    party and one source are for the team only; one group fears somebody.
    """
    parties = table(
        folder / "parties.csv",
        ("name", "kind", "place", "who may see it", "source"),
        ("Quarry A", "quarry", "India / Rajasthan", "", FIELD),
        ("Balaji Stones", "supplier", "India / Rajasthan", "", FIELD),
        ("Importer 1", "importer", "Netherlands", "", FIELD),
        ("Cutters", "workers", "India / Rajasthan", "", FIELD),
        ("Stone Union", "trade union", "India / Rajasthan", "", FIELD),
        ("Stone Union", "trade union", "Netherlands", "", FIELD),
        ("Local NGO 1", "ngo", "India / Rajasthan", "", FIELD),
        ("Whistle House", "ngo", "India / Rajasthan", "team", FIELD),
    )
    trade = table(
        folder / "trade.csv",
        ("who", "does", "to whom", "% of seller's sales", "source"),
        ("Quarry A", "supplies", "Balaji Stones", "80 %", FIELD),
        ("Balaji Stones", "supplies", "Importer 1", "60 %", FIELD),
        ("Quarry A", "employs", "Cutters", "", FIELD),
    )
    harmed = table(
        folder / "harmed.csv",
        ("group", "risk", "place", "how bad", "happening or possible", "by whom", "how", "source"),
        (
            "Cutters",
            "dust and silicosis",
            "India / Rajasthan",
            "serious",
            "happening",
            "Quarry A",
            "causes",
            FIELD,
        ),
    )
    dialogues = table(
        folder / "dialogues.csv",
        ("title", "guest list complete", "source"),
        ("Round table", "yes", FIELD),
    )
    guests = table(
        folder / "guests.csv",
        ("dialogue", "party", "role", "status", "date", "source"),
        ("Round table", "Importer 1", "guest", "considered", "2026-05", FIELD),
        ("Round table", "Balaji Stones", "guest", "considered", "2026-05", FIELD),
    )
    safety = table(
        folder / "safety.csv",
        ("party", "safe to invite?", "afraid of", "safe way", "asked by", "asked on", "asked for", "source"),
        ("Cutters", "no", "Quarry A", "", "Local NGO 1", "2026-04", "Round table", FIELD),
    )
    desk = table(
        folder / "desk.csv",
        ("name", "kind", "place", "source"),
        ("Balaji Stone", "supplier", "India / Rajasthan", DESK),
        ("Quarry A", "quarry", "India / Rajasthan", DESK),
    )
    hidden = table(
        folder / "hidden.csv",
        ("name", "kind", "place", "who may see it", "source"),
        ("Secret Source Mill", "supplier", "India / Rajasthan", "team", "whisper-7"),
    )
    return [parties, trade, harmed, dialogues, guests, safety, desk, hidden]


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small case and its graph; look, but leave it as it is."""
    folder = tmp_path_factory.mktemp("small")
    files = [path.name for path in write_case(folder)]
    said = call("ingest", "--no-checked", *files, cwd=folder)
    assert said.code == 0, said.all
    return folder


@pytest.fixture
def case(loaded: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to do with as you like."""
    return Path(shutil.copytree(loaded, tmp_path / "case"))
