"""The docs are true: what they tell a reader to type can be typed, and does what they say.

Whether the parts that cog writes are fresh is for `make lint`; here pages are read as a reader reads them.
"""

import ast
import contextlib
import dataclasses
import doctest
import io
import os
import re
import shlex
import struct
import subprocess
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cli import main
from graph.settings import Settings
from queries.on_graphs import measures
from queries.on_graphs.backend_info import FUNCTIONS
from queries.register import QUESTIONS

ROOT = Path(__file__).parents[1]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in sorted((*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))
}
TOURS = ("README.md", "docs/guide.md", "docs/snel-beginnen.md")
LARGEST_PICTURE = 250_000
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
FILE = re.compile(r"^`([\w.-]+)`:$", re.M)
SPAN = re.compile(r"`([^`\n]+)`")


def bare(page: str) -> str:
    """A page without its comments, which nobody sees and where cog keeps its code."""
    return re.sub(r"<!--.*?-->", "", page, flags=re.S)


def spans(page: str) -> list[str]:
    """What stands between backticks in running text."""
    return SPAN.findall(FENCE.sub("", bare(page)))


def ours(lines: Iterable[str]) -> list[str]:
    """The lines that call our program, also by its path in an environment."""
    lines = (re.sub(r"^\.venv(/bin/|\\Scripts\\)|\s(\||>|&&)\s.*", "", line.strip()) for line in lines)
    return [line for line in lines if line == "aantafel" or line.startswith("aantafel ")]


def typed(page: str) -> list[str]:
    """Every `aantafel …` in a fenced or an indented block: what a reader is told to type."""
    text = bare(page)
    fenced = [
        line for language, block in FENCE.findall(text) if language == "sh" for line in block.splitlines()
    ]
    return ours([*fenced, *(line for line in FENCE.sub("", text).splitlines() if line.startswith("    "))])


def mentioned(page: str) -> list[str]:
    """Every `aantafel …` in running text; some name a command, some are commands in full."""
    return [command for command in ours(spans(page)) if command not in TREE]


def parsed(command: str) -> str:
    """Let click read a command without running it; the command's path. Raises what click raises."""
    node: click.Command = main
    path, words = "aantafel", shlex.split(command)[1:]
    while True:
        context = click.Context(node, info_name=path)
        if not isinstance(node, click.Group) or {"--help", "--version"} & set(words):
            with contextlib.suppress(click.exceptions.Exit), contextlib.redirect_stdout(io.StringIO()):
                node.make_context(path, words)
            return path
        _, words, _ = node.make_parser(context).parse_args(words)
        if not words:
            return path
        inner = node.get_command(context, words[0])
        if inner is None:
            raise click.UsageError(f"no command {words[0]!r}", context)
        node, path, words = inner, f"{path} {words[0]}", words[1:]


def tree(node: click.Command = main, path: str = "aantafel") -> Iterator[tuple[str, click.Command]]:
    """Every command there is, with the words that call it."""
    yield path, node
    if isinstance(node, click.Group):
        for name, inner in node.commands.items():
            yield from tree(inner, f"{path} {name}")


TREE = dict(tree())
LEAVES = [path for path, node in TREE.items() if not isinstance(node, click.Group)]
NAMES = {
    (*one.opts, *one.secondary_opts) for node in TREE.values() for one in node.params if one.opts[0][0] == "-"
}
OPTIONS = {"-h", "--help", *(name for names in NAMES for name in names)}


def test_there_are_pages_to_read() -> None:
    assert {*TOURS, "docs/questions.md", "docs/where-data-lives.md", "docs/notebooks.md"} <= set(PAGES)


@pytest.mark.parametrize("page", TOURS)
def test_a_tour_holds_commands(page: str) -> None:
    assert len(typed(PAGES[page])) >= 10


@pytest.mark.parametrize(
    ("page", "command"),
    [(page, command) for page, text in PAGES.items() for command in (*typed(text), *mentioned(text))],
)
def test_click_can_read_every_command_in_the_docs(page: str, command: str) -> None:
    with contextlib.redirect_stderr(io.StringIO()):
        assert parsed(command).startswith("aantafel"), page


@pytest.mark.parametrize(
    "command",
    [
        "aantafel chek",
        "aantafel check --no-such",
        "aantafel page mop",
        "aantafel show",
        "aantafel check --level all",
    ],
)
def test_a_wrong_command_in_the_docs_would_be_seen(command: str) -> None:
    with pytest.raises(click.UsageError):
        parsed(command)


@pytest.mark.parametrize("page", PAGES)
def test_every_option_in_the_docs_exists(page: str) -> None:
    found = {word for span in spans(PAGES[page]) for word in span.split()[:1] if word.startswith("--")}
    assert found - OPTIONS == set()


@pytest.mark.parametrize("path", LEAVES)
def test_every_command_is_in_the_docs(path: str) -> None:
    told = [command for text in PAGES.values() for command in (*typed(text), *ours(spans(text)))]
    assert any(f"{command} ".startswith(f"{path} ") for command in told)


@pytest.mark.parametrize("names", sorted(NAMES), ids=" ".join)
def test_every_option_is_in_the_docs(names: tuple[str, ...]) -> None:
    words = {word for text in PAGES.values() for word in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", bare(text))}
    assert words & set(names)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_a_section(question: str) -> None:
    assert f"\n## {question}\n" in PAGES["docs/questions.md"]
    assert f"`aantafel {question}`" in PAGES["README.md"]


def test_every_finding_that_a_rule_gives_is_in_the_docs() -> None:
    files = sorted((ROOT / "queries" / "rules").glob("*.py"))
    strings = {
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    codes = {text for text in strings if re.fullmatch(r"[A-Z]\d{3}", text)}
    assert len(codes) > 20
    assert {code for code in codes if f"| `{code}` |" not in PAGES["docs/questions.md"]} == set()


def test_every_setting_is_in_the_docs() -> None:
    page = PAGES["docs/where-data-lives.md"]
    assert [field.name for field in dataclasses.fields(Settings) if f"`{field.name}`" not in page] == []


# -- the tours, walked -----------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Step:
    """One thing to do on a page: a file to make, or commands with the lines that they are said to print."""

    file: str = ""
    text: str = ""
    commands: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()


def steps(page: str) -> list[Step]:
    """A page as things to do, in order."""
    text = re.sub(r"\n{2,}", "\n\n", bare(page))
    found: list[Step] = []
    end = 0
    for match in FENCE.finditer(text):
        language, block = match.groups()
        before = text[end : match.start()].strip()
        if language == "sh":
            found.append(Step(commands=tuple(block.splitlines())))
        elif language == "text" and (named := FILE.search(before.rpartition("\n")[2])):
            found.append(Step(file=named[1], text=block))
        elif language == "text" and not before:
            lines = tuple(line for line in block.splitlines() if line != "…")
            found[-1] = dataclasses.replace(found[-1], printed=lines)
        end = match.end()
    return found


def by_hand(command: str, folder: Path) -> str:
    """Run the installed program, in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AANTAFEL")}
    program = Path(sysconfig.get_path("scripts")) / "aantafel"
    done = subprocess.run(
        [program, *shlex.split(command)[1:]], cwd=folder, env=clean, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def here(command: str, folder: Path) -> str:
    """Run the program in this process, which is faster."""
    with contextlib.chdir(folder):
        done = CliRunner(env={"AANTAFEL_STORE": None, "AANTAFEL_LANG": None}).invoke(
            main, shlex.split(command)[1:]
        )
    assert done.exit_code == 0, f"{command}\n{done.output}"
    return done.stdout


def walk(page: str, folder: Path, run: object) -> int:
    """Do all that a page says; how many commands were run."""
    count = 0
    assert callable(run)
    for step in steps(PAGES[page]):
        if step.file:
            (folder / step.file).write_text(step.text, encoding="utf-8")
        said = ""
        for command in step.commands:
            if command.startswith("cd "):
                folder = (folder / command.removeprefix("cd ")).resolve(strict=True)
            else:
                said = run(command, folder)
                count += 1
        lines = [line.rstrip() for line in said.splitlines()]
        assert [line for line in step.printed if line not in lines] == [], step.commands
    return count


def test_a_new_user_can_walk_the_tour_of_the_readme(tmp_path: Path) -> None:
    assert walk("README.md", tmp_path, by_hand) >= 10
    assert {path.name for path in tmp_path.iterdir()} == {"aantafel-demo", "my-case"}


@pytest.mark.parametrize("page", ["docs/guide.md", "docs/snel-beginnen.md"])
def test_a_reader_can_do_what_the_page_says(page: str, tmp_path: Path) -> None:
    assert walk(page, tmp_path, here) >= 10


def test_a_page_that_shows_what_is_not_printed_would_be_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PAGES, "made up", "```sh\naantafel init x\n```\n\n```text\nWritten: nothing\n```\n")
    with pytest.raises(AssertionError):
        walk("made up", tmp_path, here)


def test_the_notebook_page_runs(tmp_path: Path) -> None:
    blocks = [block for language, block in FENCE.findall(PAGES["docs/notebooks.md"]) if language == "python"]
    assert len(blocks) >= 2
    (tmp_path / "parties.csv").write_text("name;kind\nSteenimport;importer\n", encoding="utf-8")
    names: dict[str, object] = {}
    with contextlib.chdir(tmp_path):
        for block in blocks:
            exec(compile(block, "docs/notebooks.md", "exec"), names)  # noqa: S102
        assert names["store"].close() is None  # type: ignore[attr-defined]
    assert list(names["answer"].table.columns)  # type: ignore[attr-defined]


def test_the_page_for_users_of_networkx_shows_what_is_printed() -> None:
    result = doctest.testfile(str(ROOT / "docs" / "networkx.md"), module_relative=False, encoding="utf-8")
    assert result.attempted > 15
    assert result.failed == 0


def test_every_measure_and_every_function_of_the_backend_is_on_that_page() -> None:
    words = set(spans(PAGES["docs/networkx.md"]))
    assert {*measures.__all__, *FUNCTIONS} - words == set()


# -- links and pictures ----------------------------------------------------------------------------------


def links(page: str) -> list[str]:
    """Where the links and pictures of a page lead, those to elsewhere left out."""
    return [to for to in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", bare(PAGES[page]))) if "://" not in to]


def anchors(text: str) -> set[str]:
    """The names that headings get, as GitHub and GitLab make them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", bare(text)), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(("page", "to"), [(page, to) for page in PAGES for to in links(page)])
def test_a_link_leads_somewhere(page: str, to: str) -> None:
    path, _, anchor = to.partition("#")
    target = (ROOT / page).parent / path if path else ROOT / page
    assert target.exists()
    if anchor:
        assert anchor in anchors(target.read_text("utf-8"))


def test_there_are_links_to_follow() -> None:
    assert len(links("README.md")) > 5


def test_each_language_shows_its_own_picture() -> None:
    assert "docs/img/map.png" in links("README.md")
    assert "img/kaart.png" in links("docs/snel-beginnen.md")


@pytest.mark.parametrize("picture", ["map.png", "kaart.png"])
def test_a_picture_is_a_picture_and_quick_to_load(picture: str) -> None:
    content = (ROOT / "docs" / "img" / picture).read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    assert width > 800 and height > 500
    assert len(content) <= LARGEST_PICTURE


def test_real_names_touch_what_is_documented_only() -> None:
    """The example's names are descriptions; the pages name two real bodies, as the case study's."""
    for page in ("README.md", "docs/snel-beginnen.md"):
        around = [p for p in re.split(r"\n\s*\n", bare(PAGES[page])) if "TruStone" in p]
        assert around
        assert all("SER" in paragraph for paragraph in around), page
