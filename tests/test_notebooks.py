"""Every notebook runs from top to bottom, in its own folder, as a reader runs it; none keeps its outputs."""

from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
STONE = Path(__file__).parents[1] / "notebooks" / "natural_stone.ipynb"


def read(path: Path) -> NotebookNode:
    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


@cache
def run(path: Path) -> NotebookNode:
    """The notebook with what its cells show; raises where one of them fails."""
    notebook = read(path)
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    return notebook


def shown(notebook: NotebookNode, kind: str) -> str:
    """What the cells put on the page, of one media type."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return "\n".join(output.data.get(kind, "") for output in outputs if "data" in output)


def test_there_are_notebooks_to_run() -> None:
    assert STONE in NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_kept_without_what_it_showed(path: Path) -> None:
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert cells
    assert [cell.outputs for cell in cells] == [[]] * len(cells)
    assert [cell.execution_count for cell in cells] == [None] * len(cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_in_its_own_folder(path: Path) -> None:
    assert run(path).cells


def test_the_stone_notebook_shows_who_is_not_heard_who_depends_the_chain_and_the_map() -> None:
    said = shown(run(STONE), "text/plain")
    assert "not heard" in said and "Contact is known of" in said
    page, _, frame = shown(run(STONE), "text/html").partition("<iframe srcdoc=")
    tables = page.split("<table")[1:]
    heard, depends, behind = tables
    assert all("Migrant quarry workers B" in table for table in (heard, depends))
    assert "Sandstone quarry cluster A" in behind
    assert "Migrant quarry workers B" in frame
    assert 'sandbox="allow-scripts"' in frame  # shut off: it cannot reach the notebook
