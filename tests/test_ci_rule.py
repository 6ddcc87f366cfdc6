"""With CI set, a run that leaves a test out fails: tried on small runs of pytest of their own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
ON_WORKERS = ("-p", "xdist.plugin", "-n", "2", "--dist", "loadfile")
PASSES = "def test_fine():\n    assert True\n"

LEFT_OUT = {
    "skipped": "import pytest\n@pytest.mark.skip\ndef test_left(): pass\n",
    "skipped inside": "import pytest\ndef test_left(): pytest.skip('no browser')\n",
    "skipped by a fixture": "import pytest\n@pytest.fixture\ndef a(): pytest.skip()\ndef test_b(a): pass\n",
    "skipped as a file": "import pytest\npytest.skip('no browser', allow_module_level=True)\n",
    "skipped for want of a library": "import pytest\npytest.importorskip('a_library_nobody_has')\n",
    "xfailed": "import pytest\n@pytest.mark.xfail\ndef test_left(): assert False\n",
    "xfailed inside": "import pytest\ndef test_left(): pytest.xfail('later')\n",
    "xpassed": "import pytest\n@pytest.mark.xfail\ndef test_left(): pass\n",
    "no test collected": "def check_it(): pass\n",
}


def run(folder: Path, *arguments: str, ci: str | None) -> subprocess.CompletedProcess[str]:
    """Run pytest on a folder that has our conftest and nothing else of ours."""
    shutil.copy(CONFTEST, folder / "tests" / "conftest.py")
    (folder / "pytest.ini").write_text("[pytest]\ntestpaths = tests\n")
    environment = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_ADDOPTS")}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # starts in half the time
    if ci is not None:
        environment["CI"] = ci
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_fine.py").write_text(PASSES)
    return tmp_path


def test_a_run_that_leaves_nothing_out_passes_with_ci_set(folder: Path) -> None:
    done = run(folder, ci="1")
    assert done.returncode == 0, done.stdout
    assert "left out" not in done.stdout


@pytest.mark.parametrize("how", LEFT_OUT)
def test_a_test_left_out_fails_the_run_with_ci_set(folder: Path, how: str) -> None:
    (folder / "tests" / "test_left.py").write_text(LEFT_OUT[how])
    done = run(folder, ci="true")
    assert done.returncode == 1, done.stdout
    what = "no test collected" if how == "no test collected" else how.split()[0]
    assert f"{what}: tests/test_left.py" in done.stdout


@pytest.mark.parametrize("ci", ["", "false", None])
def test_tests_may_be_left_out_without_ci(folder: Path, ci: str | None) -> None:
    for number, text in enumerate(LEFT_OUT.values()):
        (folder / "tests" / f"test_left_{number}.py").write_text(text)
    done = run(folder, "-k", "not inside", "--deselect", "tests/test_left_0.py::test_left", ci=ci)
    assert done.returncode == 0, done.stdout
    assert "CI is set" not in done.stdout


@pytest.mark.parametrize("arguments", [("-k", "fine"), ("--deselect", "tests/test_left.py::test_left")])
def test_a_deselected_test_fails_the_run_with_ci_set(folder: Path, arguments: tuple[str, str]) -> None:
    (folder / "tests" / "test_left.py").write_text("def test_left(): pass\n")
    done = run(folder, *arguments, ci="1")
    assert done.returncode == 1, done.stdout
    assert "deselected: tests/test_left.py::test_left" in done.stdout


def test_an_ignored_file_fails_the_run_with_ci_set(folder: Path) -> None:
    (folder / "tests" / "test_left.py").write_text("def test_left(): pass\n")
    done = run(folder, "--ignore=tests/test_left.py", ci="1")
    assert done.returncode == 1, done.stdout
    assert "no test collected: tests/test_left.py" in done.stdout


@pytest.mark.parametrize("ci", ["1", None])
def test_a_run_without_any_test_fails_everywhere(folder: Path, ci: str | None) -> None:
    (folder / "tests" / "test_fine.py").unlink()
    assert run(folder, ci=ci).returncode == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_failure_stays_a_failure_with_ci_set(folder: Path) -> None:
    (folder / "tests" / "test_left.py").write_text("def test_left(): assert False\n")
    done = run(folder, ci="1")
    assert done.returncode == 1, done.stdout
    assert "left out" not in done.stdout


def test_a_run_on_workers_that_leaves_nothing_out_passes_with_ci_set(folder: Path) -> None:
    done = run(folder, *ON_WORKERS, ci="1")
    assert done.returncode == 0, done.stdout
    assert "left out" not in done.stdout


def test_what_workers_leave_out_is_told_once_and_fails_the_run(folder: Path) -> None:
    for number, text in enumerate(LEFT_OUT.values()):
        (folder / "tests" / f"test_left_{number}.py").write_text(text)
    (folder / "tests" / "test_dropped.py").write_text("def test_left(): pass\n")
    dropped = "tests/test_dropped.py::test_left"
    done = run(folder, *ON_WORKERS, "--deselect", dropped, ci="1")
    assert done.returncode == 1, done.stdout
    for number, how in enumerate(LEFT_OUT):
        what = "no test collected" if how == "no test collected" else how.split()[0]
        assert done.stdout.count(f"{what}: tests/test_left_{number}.py") == 1, done.stdout
    assert done.stdout.count(f"deselected: {dropped}") == 1, done.stdout


def test_only_a_file_that_no_worker_saw_a_test_in_fails_the_run(folder: Path) -> None:
    (folder / "tests" / "test_left.py").write_text("def check_it(): pass\n")
    done = run(folder, *ON_WORKERS, ci="1")
    assert done.returncode == 1, done.stdout
    assert done.stdout.count("no test collected") == 1, done.stdout
