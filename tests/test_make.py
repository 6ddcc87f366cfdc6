"""`make demo` and `make test` make what they need, once, in any folder.

A stand-in for uv notes what it is asked and lays down a .venv that borrows the Python of the tests. Tried
here is when the Makefile installs, not that installing works: a fresh clone shows that.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

UV = f"""#!/bin/sh
echo "$@" >> asked.txt
[ ! -e no-network ] || {{ echo "no network" >&2; exit 2; }}
[ "$1" = venv ] || exit 0
mkdir -p .venv/bin
printf '#!/bin/sh\\nexec "{sys.executable}" "$@"\\n' > .venv/bin/python
printf '#!/bin/sh\\necho "aantafel $*"\\n' > .venv/bin/aantafel
chmod +x .venv/bin/*
"""


class Clone:
    """A clone as the Makefile sees it: itself, .ci, pyproject.toml and one test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder.parent / "programs"
        (folder / "tests").mkdir(parents=True)
        shutil.copy(ROOT / "Makefile", folder)
        shutil.copytree(ROOT / ".ci", folder / ".ci")
        (folder / "pyproject.toml").write_text("")
        (folder / "tests" / "test_one.py").write_text("def test_one(): pass\n")
        self.add_program("uv", UV)

    def add_program(self, name: str, text: str) -> None:
        self.programs.mkdir(exist_ok=True)
        (self.programs / name).write_text(text)
        (self.programs / name).chmod(0o755)

    def make(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        inherited = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
        path = os.pathsep.join([str(self.programs), str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = inherited | {"PATH": path} | variables
        return subprocess.run(
            ["make", *arguments], cwd=self.folder, env=environment, capture_output=True, text=True, timeout=60
        )

    def asked(self) -> list[str]:
        """What uv was asked since the last time, one line each, without the interpreter's path."""
        notes = self.folder / "asked.txt"
        lines = notes.read_text().splitlines() if notes.exists() else []
        notes.unlink(missing_ok=True)
        return ["venv" if line.startswith("venv") else line.split()[-1] for line in lines]


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "a folder with spaces" / "clone")


def test_make_alone_lists_every_command(clone: Clone) -> None:
    shown = clone.make()
    assert shown.returncode == 0
    phony = next(line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith(".PHONY"))
    assert [line.split()[0] for line in shown.stdout.splitlines()[1:]] == phony.split()[1:]
    assert clone.asked() == []


def test_the_first_demo_makes_a_venv_and_the_second_finds_it(clone: Clone) -> None:
    first, asked = clone.make("demo"), clone.asked()
    assert (first.returncode, asked) == (0, ["venv", "."]), first.stderr
    assert first.stdout.splitlines()[-1] == "aantafel demo"
    second = clone.make("demo", "ARGS=--lang nl")
    assert (second.returncode, clone.asked()) == (0, [])
    assert second.stdout.splitlines() == ["aantafel demo --lang nl"]


def test_the_first_test_run_installs_the_development_tools(clone: Clone) -> None:
    done = clone.make("test", "ARGS=-p no:cacheprovider")
    assert (done.returncode, clone.asked()) == (0, ["venv", ".[dev]"]), done.stdout + done.stderr
    assert "1 passed" in done.stdout.splitlines()[-1]


def test_a_failing_test_fails_the_command(clone: Clone) -> None:
    (clone.folder / "tests" / "test_one.py").write_text("def test_one(): assert False\n")
    assert clone.make("test", "ARGS=-p no:cacheprovider").returncode == 2


def test_test_after_demo_adds_the_tools_and_demo_after_test_adds_nothing(clone: Clone) -> None:
    clone.make("demo")
    assert clone.asked() == ["venv", "."]
    clone.make("test")
    assert clone.asked() == [".[dev]"]
    clone.make("demo")
    assert clone.asked() == []


def test_a_changed_pyproject_installs_again_into_the_same_venv(clone: Clone) -> None:
    clone.make("test")
    clone.asked()
    later = (clone.folder / ".venv" / "develops").stat().st_mtime + 2
    os.utime(clone.folder / "pyproject.toml", (later, later))
    clone.make("demo")
    assert clone.asked() == [".[dev]"]


def test_a_folder_that_moved_gets_a_new_venv(clone: Clone) -> None:
    clone.make("demo")
    clone.asked()
    clone.folder = clone.folder.rename(clone.folder.with_name("moved"))
    clone.make("demo")
    assert clone.asked() == ["venv", "."]
    clone.make("demo")
    assert clone.asked() == []


def test_an_installation_that_failed_is_tried_again(clone: Clone) -> None:
    (clone.folder / "no-network").touch()
    failed = clone.make("demo")
    assert failed.returncode == 2
    assert "aantafel demo" not in failed.stdout
    (clone.folder / "no-network").unlink()
    clone.asked()
    assert clone.make("demo").returncode == 0
    assert clone.asked() == ["venv", "."]


def test_a_broken_venv_is_made_again(clone: Clone) -> None:
    clone.make("demo")
    clone.asked()
    (clone.folder / ".venv" / "bin" / "python").unlink()
    os.utime(clone.folder / "pyproject.toml")
    (clone.folder / ".venv" / "runs").unlink()
    assert clone.make("demo").returncode == 0
    assert clone.asked() == ["venv", "."]


def test_the_python_asked_for_is_the_one_taken(clone: Clone) -> None:
    clone.add_program("mypython", f'#!/bin/sh\necho taken > taken.txt\nexec "{sys.executable}" "$@"\n')
    assert clone.make("demo", PYTHON="mypython").returncode == 0
    assert (clone.folder / "taken.txt").exists()


def test_a_python_that_is_too_old_is_named_and_nothing_is_made(clone: Clone) -> None:
    clone.add_program("python2.7", "#!/bin/sh\nexit 1\n")
    done = clone.make("demo", PYTHON="python2.7")
    assert done.returncode == 2
    assert "PYTHON=python2.7 is not a Python 3.11 or newer" in done.stderr
    assert not (clone.folder / ".venv").exists()


def test_without_any_python_a_sentence_says_what_to_do(clone: Clone) -> None:
    for name in ("python", "python3", *(f"python3.{minor}" for minor in range(11, 20))):
        clone.add_program(name, "#!/bin/sh\nexit 1\n")
    done = clone.make("test")
    assert done.returncode == 2
    assert "Aantafel needs Python 3.11 or newer" in done.stderr
    assert not (clone.folder / ".venv").exists()


def test_clean_leaves_the_data_of_the_user(clone: Clone) -> None:
    clone.make("demo")
    kept = [clone.folder / "aantafel-demo" / "aantafel.db", clone.folder / "tests" / "test_one.py"]
    kept[0].parent.mkdir()
    kept[0].touch()
    assert clone.make("clean").returncode == 0
    assert not (clone.folder / ".venv").exists()
    assert all(file.exists() for file in kept)
