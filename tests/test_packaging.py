"""The wheel, built from this tree and installed where nothing else is, does what the README promises.

No network: the libraries come from the environment that runs the tests, but only those that `pyproject.toml`
declares, with what they need in turn. A library that we use and do not declare is missing here, as it would
be for a newcomer.
"""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import OURS, PROJECT, SHIPPED

ROOT = Path(__file__).parents[1]
ROOMS = [name for name in SHIPPED if not name.endswith(".py")]
OWNERS = "import json; from importlib.metadata import packages_distributions as of; print(json.dumps(of()))"


class Place:
    """A virtual environment of its own, without pip, that sees the declared libraries and nothing else."""

    def __init__(self, folder: Path, libraries: Path) -> None:
        venv.create(folder, symlinks=True)
        inside = {"base": str(folder), "platbase": str(folder)}
        self.bin = Path(sysconfig.get_path("scripts", "venv", inside))
        self.packages = Path(sysconfig.get_path("purelib", "venv", inside))
        (self.packages / "libraries.pth").write_text(f"{libraries}\n", "utf-8")

    def install(self, wheel: Path) -> None:
        pip = [sys.executable, "-m", "pip", "--python", str(self.bin / "python"), "install", "--quiet"]
        subprocess.run([*pip, "--no-index", "--no-deps", str(wheel)], check=True)

    def run(self, *command: str, cwd: Path) -> str:
        program, *arguments = command
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run([self.bin / program, *arguments], cwd=cwd, env=environment, capture_output=True)
        output = done.stdout.decode("utf-8")
        assert done.returncode == 0, output + done.stderr.decode("utf-8")
        return output

    def owners(self, package: str, cwd: Path) -> list[str]:
        """The distributions that have files in a top-level package, by name."""
        found: list[str] = json.loads(self.run("python", "-I", "-c", OWNERS, cwd=cwd)).get(package, [])
        return sorted(found)


def needed(requirements: list[str], extra: str = "") -> set[str]:
    """Every distribution that these requirements bring along, in turn, on this machine."""
    found: set[str] = set()
    waiting = [Requirement(text) for text in requirements]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in found and (not requirement.marker or requirement.marker.evaluate({"extra": extra})):
            found.add(name)
            waiting += [Requirement(text) for text in distribution(name).requires or ()]
    return found


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with links to the declared libraries, so that nothing else of this environment leaks in."""
    folder = tmp_path_factory.mktemp("libraries")
    for name in needed(PROJECT["project"]["dependencies"]):
        files = distribution(name).files or ()
        for top in {file.parts[0] for file in files} - {"..", "__pycache__"}:
            (folder / top).symlink_to(Path(str(distribution(name).locate_file(top))))
    return folder


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("aantafel-*.whl")
    return built


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, libraries: Path, wheel: Path) -> Place:
    made = Place(tmp_path_factory.mktemp("place"), libraries)
    made.install(wheel)
    return made


def test_the_wheel_holds_every_file_of_the_rooms(wheel: Path) -> None:
    assert {"graph", "ingest", "queries", "cli.py", "aantafel.py"} <= set(SHIPPED)
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.*") if file.suffix != ".pyc"]
    expected = {file.relative_to(ROOT).as_posix() for file in files} | (set(SHIPPED) - set(ROOMS))
    held = set(zipfile.ZipFile(wheel).namelist())
    assert expected - held == set()
    assert {name for name in held if ".dist-info/" not in name} - expected == set()


@pytest.mark.parametrize(
    "pattern",
    [
        "graph/py.typed",
        "ingest/py.typed",
        "queries/py.typed",
        "graph/words/en/*.toml",
        "graph/words/nl/*.toml",
        "ingest/examples/natural_stone/documented/*.csv",
        "ingest/examples/natural_stone/documented/*.toml",
        "ingest/examples/natural_stone/illustrative/*.csv",
        "ingest/examples/natural_stone/illustrative/*.toml",
        "queries/pages/templates/*",
        "aantafel-*.dist-info/licenses/LICENSE",
    ],
)
def test_the_wheel_holds_more_than_python(wheel: Path, pattern: str) -> None:
    assert [name for name in zipfile.ZipFile(wheel).namelist() if Path(name).match(pattern)]


def test_what_is_imported_comes_from_the_wheel(place: Place, tmp_path: Path) -> None:
    for name in OURS:
        file = place.run("python", "-I", "-c", f"import {name}; print({name}.__file__)", cwd=tmp_path)
        assert Path(file.strip()).is_relative_to(place.packages)


def test_the_demo_runs_from_any_folder(place: Place, tmp_path: Path) -> None:
    shown = place.run("aantafel", "demo", cwd=tmp_path)
    assert "map.html" in shown
    assert [file.name for file in tmp_path.iterdir()] == ["aantafel-demo"]
    assert (tmp_path / "aantafel-demo" / "map.html").stat().st_size > 10_000


def test_the_packages_are_ours_alone(place: Place, tmp_path: Path) -> None:
    assert {name: place.owners(name, tmp_path) for name in OURS} == {name: ["aantafel"] for name in OURS}


def test_another_owner_of_queries_is_seen(tmp_path: Path, libraries: Path, wheel: Path) -> None:
    """A distribution called queries exists, and pip writes one over the other without a word."""
    other = tmp_path / "queries-2.1.1-py3-none-any.whl"
    about = "queries-2.1.1.dist-info"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("queries/__init__.py", "")
        archive.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: queries\nVersion: 2.1.1\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", f"queries/__init__.py,,\n{about}/METADATA,,\n{about}/WHEEL,,\n")
    crowded = Place(tmp_path / "place", libraries)
    crowded.install(wheel)
    crowded.install(other)
    assert crowded.owners("queries", tmp_path) == ["aantafel", "queries"]
    assert crowded.owners("graph", tmp_path) == ["aantafel"]
