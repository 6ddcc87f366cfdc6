"""Our code keeps the rules of the house (`house.py`), and each rule sees the fault it is there for."""

import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.house import (
    LIBRARY_ONLY_IN,
    LONGEST_FILE,
    OURS,
    PROJECT,
    ROOMS,
    SHIPPED,
    TABLES,
    House,
    circles,
    copyleft_libraries,
    doors_that_are_closed,
    files_too_long,
    functions_too_long,
    libraries_out_of_place,
    measures_with_other_libraries,
    modules_without_a_room,
    relative_imports,
    room_of,
    tables_with_logic,
)

ROOT = Path(__file__).parents[1]
NOT_SHIPPED = {"benchmarks", "docs", "notebooks", "tests"}
Rule = Callable[[House], list[str]]

# Each rule with a file that breaks it and nothing else.
LONG_FUNCTION = "def long() -> int:\n" + "    int()\n" * 60 + "    return 1\n"
RULES: list[tuple[Rule, str, str]] = [
    (modules_without_a_room, "graph/utils.py", "X = 1\n"),
    (relative_imports, "graph/records.py", "from . import terms\n"),
    (relative_imports, "queries/pages/map.py", "from ..question import Answer\n"),
    (doors_that_are_closed, "graph/terms.py", "import graph.records\n"),
    (doors_that_are_closed, "graph/records.py", "from graph.identity import who\n"),
    (doors_that_are_closed, "graph/identity.py", "from graph.fold import fold\n"),
    (doors_that_are_closed, "graph/network.py", "from graph.store import Store\n"),
    (doors_that_are_closed, "graph/fold.py", "def f() -> None:\n    from graph import sqlite_store\n"),
    (doors_that_are_closed, "graph/sqlite_store.py", "from graph.network import network\n"),
    (doors_that_are_closed, "graph/records.py", "from ingest.tables import Table\n"),
    (doors_that_are_closed, "ingest/load.py", "from queries.question import Answer\n"),
    (doors_that_are_closed, "queries/voices.py", "from ingest.tables import Table\n"),
    (doors_that_are_closed, "queries/voices.py", "from graph.store import Store\n"),
    (doors_that_are_closed, "queries/voices.py", "from graph.connect import connect\n"),
    (doors_that_are_closed, "queries/gaps.py", "import importlib\nimportlib.import_module('cli')\n"),
    (doors_that_are_closed, "queries/pages/map.py", "from queries.measures.power import power\n"),
    (doors_that_are_closed, "queries/measures/power.py", "from graph.network import Network\n"),
    (doors_that_are_closed, "queries/measures/power.py", "from queries.question import Answer\n"),
    (doors_that_are_closed, "ingest/ngos.py", "import aantafel\n"),
    (circles, "graph/terms.py", "import graph.words\nfrom graph.schema import KINDS\n"),
    (circles, "graph/terms.py", "def late() -> None:\n    import graph.schema\n"),
    (libraries_out_of_place, "queries/voices.py", "import sqlite3\n"),
    (libraries_out_of_place, "ingest/load.py", "def f() -> None:\n    import click\n"),
    (libraries_out_of_place, "queries/pages/table.py", "from pyvis.network import Network\n"),
    (libraries_out_of_place, "ingest/tables.py", "from python_calamine import load_workbook\n"),
    (libraries_out_of_place, "queries/voices.py", "import jinja2.sandbox\n"),
    (measures_with_other_libraries, "queries/measures/power.py", "import numpy\nimport networkx as nx\n"),
    (copyleft_libraries, "queries/voices.py", "def f() -> None:\n    import igraph\n"),
    (files_too_long, "queries/voices.py", "X = 1\n" * 301),
    (functions_too_long, "queries/voices.py", LONG_FUNCTION),
    (tables_with_logic, "graph/kinds.py", "for x in ():\n    pass\n"),
]
SOUND = {
    "cli.py": "import click\nimport aantafel\nfrom queries.pages.map import draw\n",
    "aantafel.py": "import graph.connect\nimport ingest.load\nimport queries.voices\n",
    "graph/terms.py": "if TYPE_CHECKING:\n    import graph.schema\n",
    "graph/schema.py": "import graph.terms\nKINDS = ()\n",
    "graph/words.py": "import graph.schema\n",
    "graph/network.py": "import networkx\nfrom graph.identity import who\n",
    "graph/identity.py": "who = 1\n",
    "graph/records.py": "Mention = 1\n",
    "graph/sqlite_store.py": "import sqlite3\nimport graph.store\n",
    "graph/store.py": "import graph.records\n",
    "graph/connect.py": "def f() -> None:\n    import graph.sqlite_store\n",
    "ingest/load.py": "import graph.store\n",
    "ingest/spreadsheets.py": "import python_calamine\n",
    "queries/voices.py": "import graph.network\nfrom queries.measures.power import power\n",
    "queries/measures/power.py": "import numpy\nfrom graph.errors import Refused\n",
    "queries/pages/map.py": "import pyvis\nimport jinja2\nimport queries.voices\n",
}
ALL_RULES = list(dict.fromkeys(rule for rule, _, _ in RULES))


def build(root: Path, files: dict[str, str]) -> House:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return House(root)


@pytest.fixture(scope="module")
def house() -> House:
    return House(ROOT)


def test_there_is_a_house_to_look_at(house: House) -> None:
    assert {name.split(".")[0] for name in house.modules} == set(OURS)
    here = {path.relative_to(ROOT).parts[0] for path in (*ROOT.glob("*.py"), *ROOT.glob("[a-z]*/**/*.py"))}
    assert here - NOT_SHIPPED == set(SHIPPED)
    assert {"graph/schema.py", "graph/records.py"} <= set(house.trees)
    assert sum(len(list(house.imports(path))) for path in house.trees) > 50


@pytest.mark.parametrize("rule", ALL_RULES)
def test_our_house_keeps_the_rule(house: House, rule: Rule) -> None:
    assert rule(house) == []


@pytest.mark.parametrize("rule", ALL_RULES)
def test_a_sound_house_breaks_no_rule(tmp_path: Path, rule: Rule) -> None:
    assert rule(build(tmp_path, SOUND)) == []


@pytest.mark.parametrize(("rule", "path", "text"), RULES)
def test_a_fault_breaks_its_rule_and_no_other(tmp_path: Path, rule: Rule, path: str, text: str) -> None:
    house = build(tmp_path, SOUND | {path: text})
    assert [each for each in ALL_RULES if each(house)] == [rule]
    (finding,) = rule(house)
    assert path in finding or rule is circles


def test_every_row_of_the_tables_is_in_use(house: House) -> None:
    used = {name.split(".")[0] for path in house.trees for _, name in house.imports(path)}
    assert set(LIBRARY_ONLY_IN) - used == set()
    assert set(ROOMS) == {room_of(name) for name in house.modules}
    assert [path for path in TABLES if house.lines[path] <= LONGEST_FILE] == []


def test_every_library_is_declared_and_every_declared_one_is_used(house: House) -> None:
    declared = {Requirement(text).name for text in PROJECT["project"]["dependencies"]}
    of = packages_distributions()
    imported = {name.split(".")[0] for path in house.trees for _, name in house.imports(path)}
    imported -= {*OURS, *sys.stdlib_module_names}
    declared -= {"normality"}  # not ours to import: only held below a version
    assert {of.get(name, [name])[0].lower().replace("_", "-") for name in imported} == declared


def test_the_command_line_starts_without_heavy_libraries() -> None:
    heavy = {
        "jinja2",
        "networkx",
        "numpy",
        "openpyxl",
        "pandas",
        "python_calamine",
        "pyvis",
        "rapidfuzz",
        "scipy",
    }
    command = [sys.executable, "-c", "import sys, cli; print(*sys.modules)"]
    loaded = set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())
    assert "cli" in loaded
    assert loaded & (heavy | {"neo4j", "rapidfuzz", "rich", "scipy", "sqlite3"}) == set()
