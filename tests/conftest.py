"""What holds for every test: with CI set, nothing may be left out.

On a laptop a test may be skipped (no browser, say) or deselected (`make test ARGS="-k voices"`). A run with
`CI` in the environment that skips, xfails, xpasses or deselects a test, or passes over a test file, fails and
says what it was.

`make test` runs on several cores (pytest-xdist): what a worker left out is told to the run that started it.
"""

import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.neo4j_server import this_run
from tests.neo4j_server.server import Reached

hypothesis.settings.register_profile(  # a busy machine is slow, which is no reason to fail
    "aantafel", deadline=None, print_blob=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("aantafel")


def pytest_configure(config: pytest.Config) -> None:
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in what a shell runs in the background
        signal.signal(signal.SIGINT, signal.default_int_handler)  # else no test could press Ctrl-C
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        config.pluginmanager.register(NothingLeftOut(config), "nothing-left-out")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Workers of `-n auto`: a few, since each starts its own servers, or one where a server is offered."""
    return 1 if os.environ.get("AANTAFEL_TEST_NEO4J_URI") else min(os.cpu_count() or 1, 4)


def pytest_unconfigure() -> None:
    this_run.end()


@pytest.fixture(scope="session")
def neo4j_server() -> Reached:
    """The Neo4j server of this run, as the test before left it: `empty()` it first."""
    return this_run.the_server()


class NothingLeftOut:
    """Notes every test that did not run to an ordinary end, and fails the run if there is one."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.left_out: list[str] = []
        self.collected: set[Path] = set()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.left_out.append(f"skipped: {report.nodeid}, the whole file")

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        self.collected.add(item.path)

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        self.left_out += [f"deselected: {item.nodeid}" for item in items]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        expected_to_fail = hasattr(report, "wasxfail")
        if report.skipped:
            self.left_out.append(f"{'xfailed' if expected_to_fail else 'skipped'}: {report.nodeid}")
        elif expected_to_fail and report.when == "call":
            self.left_out.append(f"xpassed: {report.nodeid}")

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a worker left out that no report of a test tells of."""
        said = getattr(node, "workeroutput", {})  # a worker that crashed says nothing, and fails the run
        self.left_out += [one for one in said.get("left_out", ()) if one not in self.left_out]
        self.collected.update(map(Path, said.get("collected", ())))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(self.config, "workeroutput"):
            told = {"left_out": self.left_out, "collected": [str(file) for file in self.collected]}
            self.config.workeroutput.update(told)
            return
        self.left_out += [f"no test collected: {file}" for file in self._files_passed_over()]
        if self.left_out and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.left_out:
            terminalreporter.section("CI is set, and these tests were left out", red=True)
            for line in self.left_out:
                terminalreporter.line(line)

    def _files_passed_over(self) -> list[Path]:
        """Test files below `testpaths` that gave no test; only a run of everything can tell."""
        if self.config.args_source != pytest.Config.ArgsSource.TESTPATHS:
            return []
        roots = [self.config.rootpath / name for name in self.config.getini("testpaths")]
        found = {file for root in roots for file in root.rglob("test_*.py")}
        return sorted(file.relative_to(self.config.rootpath) for file in found - self.collected)
