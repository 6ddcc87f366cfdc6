"""What is kept in the repository reads well anywhere: no machine's paths, nothing put off, nothing hushed."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BINARY = {".png", ".jpg", ".jpeg", ".gif", ".ico", ".pdf", ".xls", ".xlsx", ".ods", ".zip", ".db", ".woff2"}

# Written so that this file does not match itself.
UNWANTED = {
    "a path of somebody's machine": re.compile(r"(?<![\w.~-])/(?:root|work|home|Users)/|[A-Z]:\\Users\\"),
    "something put off": re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X]|HAC[K])\b|\braise NotImplement[e]d"),
    "a complaint hushed without its name": re.compile(r"#\s*noqa(?!: [A-Z]+\d+)|#\s*type: ignore(?!\[)"),
    "the address of a package index": re.compile(
        r"--(?:extra-)?index-url|https?://\S+/simple\b|pythonhosted\.org"
    ),
    "a conflict left in": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
}


def tracked() -> list[Path]:
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [file for name in listed.split("\0") if name and (file := ROOT / name).is_file()]


def text_of(file: Path) -> str | None:
    """The text of a file, if it holds any; whatever its encoding, the ASCII in it can be read."""
    return None if file.suffix.lower() in BINARY else file.read_bytes().decode("utf-8", errors="replace")


def test_there_are_files_to_look_at() -> None:
    names = {file.relative_to(ROOT).as_posix() for file in tracked()}
    assert {"pyproject.toml", "graph/schema.py", "tests/test_hygiene.py"} <= names


@pytest.mark.parametrize("what", UNWANTED)
def test_no_tracked_file_holds(what: str) -> None:
    found = [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in tracked()
        if (text := text_of(file)) is not None
        for match in UNWANTED[what].finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a path of somebody's machine", "see /ro" + "ot/x"),
        ("a path of somebody's machine", "open('/ho" + "me/ann/x.csv')"),
        ("a path of somebody's machine", "cd '/wo" + "rk/main'"),
        ("something put off", "# TO" + "DO: later"),
        ("something put off", "raise NotImple" + "mentedError"),
        ("a complaint hushed without its name", "x = 1  # no" + "qa"),
        ("a complaint hushed without its name", "x = 1  # type: ig" + "nore"),
        ("the address of a package index", "pip install --index-" + "url=x"),
        ("a conflict left in", "a\n<<<<" + "<<< HEAD\n"),
    ],
)
def test_the_watch_sees(what: str, text: str) -> None:
    assert UNWANTED[what].search(text)


@pytest.mark.parametrize("text", ["https://a.org/work/", "a/home/b", "~/home/", "x  # noqa: E501"])
def test_the_watch_lets_pass(text: str) -> None:
    assert [what for what, pattern in UNWANTED.items() if pattern.search(text)] == []


def broad_excepts(text: str) -> list[int]:
    """The lines of `except:` and `except Exception`, which hide the fault that nobody thought of.

    One that only tidies up and ends by raising the fault again hides nothing.
    """
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler) and not _raises_again(node):
            caught = {part.id for part in ast.walk(node.type or node) if isinstance(part, ast.Name)}
            if node.type is None or caught & {"Exception", "BaseException"}:
                found.append(node.lineno)
    return found


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    leaves = (ast.Return, ast.Break, ast.Continue)
    early = any(isinstance(node, leaves) for step in handler.body for node in ast.walk(step))
    return handler.type is not None and isinstance(last, ast.Raise) and last.exc is None and not early


def test_no_python_file_swallows_every_fault() -> None:
    files = [file for file in tracked() if file.suffix == ".py"]
    assert [f"{file}:{line}" for file in files for line in broad_excepts(file.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("caught", "lines"),
    [("", [3]), (" Exception", [3]), (" (OSError, BaseException) as e", [3]), (" OSError", [])],
)
def test_a_broad_except_is_seen(caught: str, lines: list[int]) -> None:
    assert broad_excepts(f"try:\n    X = 1\nexcept{caught}:\n    Y = Exception\n") == lines


@pytest.mark.parametrize(
    ("body", "lines"), [("X = 2\n    raise", []), ("raise\n    X = 2", [3]), ("if X: break\n    raise", [3])]
)
def test_a_broad_except_may_tidy_up_and_raise_again(body: str, lines: list[int]) -> None:
    text = f"try:\n    X = 1\nexcept BaseException:\n    {body}\n"
    assert broad_excepts(text) == lines


def test_no_generated_or_personal_file_is_tracked() -> None:
    unwanted = re.compile(r"(^|/)(__pycache__|\.venv|\.hypothesis|aantafel-demo|\.DS_Store)(/|$)|\.(pyc|db)$")
    assert [name for file in tracked() if unwanted.search(name := file.relative_to(ROOT).as_posix())] == []
