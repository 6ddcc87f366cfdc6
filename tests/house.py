"""The map of the house: ingest -> graph <- queries, with cli and aantafel on top; and its rules.

Each rule is a function from the code to what breaks it. `test_architecture.py` holds our code to them, and
tries each of them on small houses with one fault built in.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))
SHIPPED: list[str] = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
OURS = tuple(name.removesuffix(".py") for name in SHIPPED)

# Every module stands in one room; the first row that fits decides.
ROOMS = {
    "vocabulary": (
        "graph",
        *(f"graph.{name}" for name in ("dates", "errors", "fields", "kinds", "relations", "risks")),
        *(f"graph.{name}" for name in ("schema", "terms", "values", "words")),
    ),
    "records": ("graph.records", "graph.bulk", "graph.columns", "graph.decisions", "graph.settings"),
    "who is who": tuple(
        f"graph.{name}"
        for name in ("names", "naming", "identity", "fold", "network", "facts", "layers", "numbering")
    )
    + ("graph.levels", "graph.selection"),
    "stores": ("graph.store", "graph.carried", "graph.loading", "graph.forgetting", "graph.sqlite_*"),
    "server": ("graph.neo4j_*",),
    "connect": ("graph.connect",),
    "workspace": ("graph.workspace", "graph.blot", "graph.copying", "graph.shown"),
    "ingest": ("ingest", "ingest.*"),
    "measures": ("queries.measures", "queries.measures.*"),
    "on graphs": ("queries.on_graphs", "queries.on_graphs.*"),
    "pages": ("queries.pages", "queries.pages.*"),
    "questions": ("queries", "queries.*"),
    "top": ("aantafel", "cli", "cli_*"),
}

# A room may always enter itself. A store never folds, who-is-who never reads a store, a question never sees
# one, ingest and queries never meet, and nobody enters the top.
MAY_ENTER = {
    "vocabulary": (),
    "records": ("vocabulary",),
    "who is who": ("vocabulary", "records"),
    "stores": ("vocabulary", "records"),
    "server": ("vocabulary", "records", "who is who", "stores"),  # it shows people a folded view, too
    "connect": ("vocabulary", "records", "stores", "server"),
    "workspace": ("vocabulary", "records", "who is who", "stores", "connect", "server"),
    "ingest": ("vocabulary", "records", "who is who", "stores", "connect"),
    "measures": (),
    "on graphs": ("measures",),
    "pages": ("vocabulary", "records", "who is who", "questions"),
    "questions": ("vocabulary", "records", "who is who", "measures"),
    "top": tuple(ROOMS),
}

ALSO = {
    ("queries.measures.*", "graph.errors"),
    ("queries.on_graphs.*", "graph.errors"),
    *((who, "graph.selection") for who in ("graph.store", "graph.sqlite_store")),  # by claims, without a fold
}
NOT_EVEN = {("graph.identity", "graph.fold"), ("graph.fold", "graph.identity")}

# A library that would be felt all over the house stays behind one door.
LIBRARY_ONLY_IN = {
    "sqlite3": ("graph/sqlite_*.py",),
    "click": ("cli*.py",),
    "countrynames": ("ingest/countries.py",),
    "jinja2": ("queries/pages/*.py",),
    "neo4j": ("graph/neo4j_*.py",),
    "openpyxl": ("ingest/workbook*.py", "ingest/checked.py"),
    "python_calamine": ("ingest/spreadsheets.py",),
    "pyvis": ("queries/pages/map.py",),
    "rapidfuzz": ("graph/names.py", "ingest/*.py"),
    "rich": ("cli*.py", "queries/console.py"),
}
MEASURES_USE = {"numpy", "scipy"}
NEVER_SHIPPED = {"igraph"}  # GPL: for tests and benchmarks

LONGEST_FILE, LONGEST_FUNCTION = 300, 60
TABLES = ("graph/kinds.py", "graph/relations.py")  # vocabulary: one entry after another, no logic


class House:
    """The Python files we ship, parsed."""

    def __init__(self, root: Path) -> None:
        files = [file for name in OURS for file in (root / f"{name}.py", *(root / name).rglob("*.py"))]
        self.trees = {
            file.relative_to(root).as_posix(): ast.parse(file.read_text("utf-8"))
            for file in files
            if file.is_file()
        }
        self.lines = {path: (root / path).read_text("utf-8").count("\n") for path in self.trees}
        self.modules = {module_of(path): path for path in self.trees}

    def nodes(self) -> Iterator[tuple[str, ast.AST]]:
        for path, tree in self.trees.items():
            yield from ((path, node) for node in ast.walk(tree))

    def imports(self, path: str, *, for_types: bool = True) -> Iterator[tuple[int, str]]:
        """Every module that a file imports, with its line, also inside functions; "." if it is relative.

        `for_types=False` leaves out what only a type checker imports, below `if TYPE_CHECKING`.
        """
        left_out = set() if for_types else set(only_for_types(self.trees[path]))
        for node in set(ast.walk(self.trees[path])) - left_out:
            match node:
                case ast.Import():
                    yield from ((node.lineno, alias.name) for alias in node.names)
                case ast.ImportFrom(module=None) | ast.ImportFrom(level=1 | 2 | 3):
                    yield node.lineno, "."
                case ast.ImportFrom(module=str(module)):
                    for alias in node.names:
                        inner = f"{module}.{alias.name}"
                        yield node.lineno, inner if inner in self.modules else module
                case ast.Call(
                    func=ast.Attribute(attr="import_module") | ast.Name(id="import_module" | "__import__"),
                    args=[ast.Constant(value=str(module)), *_],
                ):
                    yield node.lineno, module


def only_for_types(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                yield from (inner for each in node.body for inner in ast.walk(each))


def module_of(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def fits(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def room_of(module: str) -> str | None:
    return next((room for room, patterns in ROOMS.items() if fits(module, patterns)), None)


def modules_without_a_room(house: House) -> list[str]:
    return [f"{path}: give it a place in ROOMS" for name, path in house.modules.items() if not room_of(name)]


def relative_imports(house: House) -> list[str]:
    return [f"{path}:{line}" for path in house.trees for line, name in house.imports(path) if name == "."]


def doors_that_are_closed(house: House) -> list[str]:
    found = []
    for path in house.trees:
        importer = module_of(path)
        here = room_of(importer) or "nowhere"
        for line, name in house.imports(path):
            there = room_of(name) if name.split(".")[0] in OURS else None
            if there is None or any(fits(importer, (a,)) and name == b for a, b in ALSO):
                continue
            is_open = there == here or there in MAY_ENTER.get(here, ())
            if not is_open or (importer, name) in NOT_EVEN:
                found.append(f"{path}:{line} imports {name}")
    return found


def circles(house: House) -> list[str]:
    needs = {
        module: {n for _, n in house.imports(path, for_types=False) if n in house.modules} - {module}
        for module, path in house.modules.items()
    }
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return [" <- ".join(error.args[1])]
    return []


def libraries_out_of_place(house: House) -> list[str]:
    return [
        f"{path}:{line} imports {name}"
        for path in house.trees
        for line, name in house.imports(path)
        if (library := name.split(".")[0]) in LIBRARY_ONLY_IN and not fits(path, LIBRARY_ONLY_IN[library])
    ]


def measures_with_other_libraries(house: House) -> list[str]:
    allowed = MEASURES_USE | set(sys.stdlib_module_names) | set(OURS)
    return [
        f"{path}:{line} imports {name}"
        for path in house.trees
        if path.startswith("queries/measures/")
        for line, name in house.imports(path)
        if name.split(".")[0] not in allowed
    ]


def copyleft_libraries(house: House) -> list[str]:
    return [
        f"{path}:{line} imports {name}"
        for path in house.trees
        for line, name in house.imports(path)
        if name.split(".")[0] in NEVER_SHIPPED
    ]


def files_too_long(house: House) -> list[str]:
    long = {path: lines for path, lines in house.lines.items() if lines > LONGEST_FILE}
    return [f"{path}: {lines} lines" for path, lines in long.items() if path not in TABLES]


def functions_too_long(house: House) -> list[str]:
    """Functions of more lines than fit a screen, their docstring apart."""
    found = []
    for path, node in house.nodes():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = length(node) - (length(node.body[0]) if ast.get_docstring(node) else 0)
            if lines > LONGEST_FUNCTION:
                found.append(f"{path}:{node.lineno} {node.name}: {lines} lines")
    return found


def length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def tables_with_logic(house: House) -> list[str]:
    """A file may be long because it is a table; then it holds no loops, branches or classes."""
    logic = ast.For | ast.While | ast.If | ast.Try | ast.With | ast.ClassDef
    found = [
        (path, node.lineno) for path, node in house.nodes() if path in TABLES and isinstance(node, logic)
    ]
    return [f"{path}:{line}" for path, line in found]


def rooms_of_graph() -> str:
    """The rooms inside `graph` as a Markdown table, for CONTRIBUTING.md."""
    lines = ["| room | files | may import |", "|---|---|---|"]
    for room, patterns in ROOMS.items():
        files = sorted(name.removeprefix("graph.") for name in patterns if name.startswith("graph."))
        if files:
            others = ", ".join(MAY_ENTER[room]) or "nothing of ours"
            lines.append(f"| {room} | `{' '.join(files)}` | {others} |")
    return "\n".join(lines) + "\n"
