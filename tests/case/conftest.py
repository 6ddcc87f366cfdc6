"""The case, read once; a copy to change; and what `aantafel demo` prints about it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

from ingest.examples import CASE
from queries.question import Answer, Brief
from queries.register import QUESTIONS, brief
from tests.case.reading import INVENTED, read

Run = Callable[..., str]


@pytest.fixture(scope="session")
def whole() -> nx.MultiDiGraph:
    """The case as it ships."""
    return read()


@pytest.fixture(scope="session")
def documented() -> nx.MultiDiGraph:
    """The case without what was invented: `--without-source illustrative`."""
    return read(without=[INVENTED])


@pytest.fixture(scope="session")
def planned(whole: nx.MultiDiGraph) -> Brief:
    """The case with the draft list of its one planned dialogue."""
    return brief(whole)


@pytest.fixture(scope="session")
def checked(planned: Brief) -> Answer:
    """What `check` says of that list."""
    return QUESTIONS["check"].ask(planned)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the case, to change."""
    return Path(shutil.copytree(CASE, tmp_path / "case"))


@pytest.fixture(scope="session")
def run() -> Run:
    """A command of `aantafel` and what it prints; it may only end well."""
    from cli import main

    def go(*words: str | Path) -> str:
        result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    return go


@pytest.fixture(scope="session")
def demo(run: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """What `aantafel demo` made and printed, by language."""
    made = {}
    for lang in ("en", "nl"):
        folder = tmp_path_factory.mktemp(lang) / "case"
        made[lang] = (folder, run("demo", folder, "--lang", lang))
    return made
