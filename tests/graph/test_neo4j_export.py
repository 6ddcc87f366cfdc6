"""A first load past our own loader: the server's own tool imports the files, and it is the same graph."""

from __future__ import annotations

import csv
import os
import shlex
import subprocess
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from graph.errors import Refused
from graph.neo4j_csv import PREFERRED
from graph.neo4j_export import SCRIPT, Written, write_import
from graph.neo4j_link import link
from graph.neo4j_store import Neo4jStore
from graph.records import Claims, mention
from graph.schema import KIND, RELATION, kind_field, tie_field
from graph.sqlite_store import SqliteStore
from graph.terms import UNKNOWN, Type
from graph.values import decoded
from tests.case.reading import batch, files, gathered
from tests.graph.odd_claims import many, odd
from tests.graph.server_view import seen, to_be_seen
from tests.neo4j_server.jars import Missing
from tests.neo4j_server.server import Server


def everything() -> Claims:
    """The case, what is odd, and many random files."""
    every = gathered(batch(path) for path in files()), odd(), many()
    return Claims(
        tuple(m for one in every for m in one.mentions),
        tuple(t for one in every for t in one.ties),
        tuple(d for one in every for d in one.decisions),
        tuple(card for one in every for card in one.sources),
    )


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    """The same claims in a file, loaded as ever."""
    claims = everything()
    with SqliteStore(tmp_path_factory.mktemp("embedded") / "a.db", create=True) as store:
        for name in sorted({m.file for m in claims.mentions}):
            some = ([one for one in part if one.file == name] for part in (claims.sources, claims.mentions))
            store.load(name, *some, [t for t in claims.ties if t.file == name])
        store.decide(*claims.decisions)
        yield store


@pytest.fixture(scope="module")
def written(embedded: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written]:
    """The folder that they were exported to, and what was said of it."""
    folder = tmp_path_factory.mktemp("csv") / "first load"
    return folder, write_import(embedded.claims(), folder)


@pytest.fixture(scope="module")
def imported(written: tuple[Path, Written], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, started on what `import.sh` gave to the server's own tool."""
    try:
        server = Server()
    except Missing as missing:
        pytest.skip(str(missing))
    try:
        (server.home / "conf").mkdir()
        (server.home / "conf" / "neo4j.conf").touch()
        tools = tmp_path_factory.mktemp("tools")
        java = [server.java, "-Xmx512m", "-XX:+UseSerialGC", *server.options, "-cp", f"{server.jars}/*"]
        tool = shlex.join([*java, "org.neo4j.cli.AdminTool"])
        (tools / "neo4j-admin").write_text(f'#!/bin/sh\nexec {tool} "$@"\n', "utf-8")
        (tools / "neo4j-admin").chmod(0o755)
        home = {"NEO4J_HOME": str(server.home), "NEO4J_CONF": str(server.home / "conf")}
        env = os.environ | home | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
        done = subprocess.run([written[0] / SCRIPT], cwd=tools, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "IMPORT DONE" in done.stdout
        server.start()
        yield server
    finally:
        server.close()


def test_an_import_is_the_graph_that_loading_would_have_made(imported: Server, embedded: SqliteStore) -> None:
    """Looked at before anybody who may write has opened it."""
    with Neo4jStore(
        link(imported.address, password=imported.password, readonly=True), readonly=True
    ) as store:
        assert store.claims() == embedded.claims()
        assert store.files() == embedded.files()
        assert store.sources() == embedded.sources()
        assert store.verify() == ()
        for relation, field in (("SUPPLIES", "share_of_seller"), ("REPRESENTS", "risks")):
            assert store.columns(relation, field) == embedded.columns(relation, field)
    assert seen(imported) == to_be_seen(embedded.claims())
    assert imported.schema() == []


def test_afterwards_it_is_a_graph_like_any_other(imported: Server, embedded: SqliteStore) -> None:
    with Neo4jStore(link(imported.address, password=imported.password)) as store:
        assert len(imported.schema()) == 7  # six constraints and an index: made by the first that may write
        assert [line.what for line in store.journal()] == ["loaded"] * len(store.files())
        one = next(file for file in store.files() if file.name == "odd/b.csv")
        claims = embedded.claims()
        some = [
            [x for x in part if x.file == one.name] for part in (claims.sources, claims.mentions, claims.ties)
        ]
        assert store.load(one.name, *some).what == "unchanged"  # type: ignore[arg-type]
        store.rebuild()
        assert seen(imported) == to_be_seen(claims)
        store.remove_file("odd/b.csv")
        assert store.load(one.name, *some).what == "loaded"  # type: ignore[arg-type]
        assert store.claims() == claims
        assert seen(imported) == to_be_seen(claims)
    with Neo4jStore(link(imported.address, password=imported.password)) as store:
        assert store.verify() == ()


# -- the files themselves --------------------------------------------------------------------------------


def test_a_column_holds_one_type_and_no_row_is_lost(tmp_path: Path) -> None:
    """A share is a number or unknown; risks are a list or unknown."""
    command = write_import(odd(), tmp_path).command
    pages = sorted(tmp_path.glob("ties*.csv"))
    assert {f"--relationships={page.name}" for page in pages} <= set(command)
    rows = [row for page in pages for row in rows_of(page)]
    assert len(rows) == len(odd().ties) + 1  # and a part that rests on a decision
    heads = {head for row in rows for head in row if head.startswith(("share_of_seller", "risks"))}
    assert heads == {
        "share_of_seller:double",
        "share_of_seller:string",
        "risks:string[]",
        "risks:string",
    }


def rows_of(page: Path) -> list[dict[str, str]]:
    with page.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_claim_is_in_a_file_and_every_file_says_how_many_rows(
    embedded: SqliteStore, written: tuple[Path, Written]
) -> None:
    folder, said = written
    claims = embedded.claims()
    assert {path.name for path in folder.iterdir()} - {"import.report"} == {*said.rows, SCRIPT}
    assert {name: len(rows_of(folder / name)) for name in said.rows} == said.rows
    table = Counter[str]()
    for name, n in said.rows.items():
        table[name.removesuffix(".csv").partition("-")[0]] += n
    asleep_or_inside = sum(d.verdict == "part_of" for d in claims.decisions)
    assert len(claims.ties) < table["ties"] <= len(claims.ties) + asleep_or_inside
    assert (table["mentions"], table["cards"]) == (len(claims.mentions), len(claims.sources))
    assert table["decisions"] == said.decisions == len(claims.decisions)
    assert table["files"] == table["journal"] == said.files == len(embedded.files())
    assert said.mentions == len({m.id for m in claims.mentions}) < len(claims.mentions)
    assert said.ties == len({t.id for t in claims.ties}) < len(claims.ties)


def test_every_kind_every_relation_and_every_type_of_field_are_tried(embedded: SqliteStore) -> None:
    claims = embedded.claims()
    assert {m.kind for m in claims.mentions} == {"", *KIND}
    assert {t.relation for t in claims.ties} == set(RELATION)
    fields = {(kind_field(m.kind, name), value) for m in claims.mentions for name, value in plain(m.fields)}
    fields |= {(tie_field(t.relation, name), value) for t in claims.ties for name, value in plain(t.fields)}
    both = {field.type for field, value in fields if field and value != UNKNOWN}
    assert both & {field.type for field, value in fields if field and value == UNKNOWN} == set(Type) - {
        Type.IDS
    }


def plain(fields: str) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in decoded(fields).items()]


def test_the_command_names_every_file_and_the_script_gives_it(written: tuple[Path, Written]) -> None:
    folder, said = written
    named = [word.partition("=")[2] for word in said.command if word.startswith(("--node", "--rel"))]
    assert sorted(named) == sorted(said.rows)
    assert shlex.split((folder / SCRIPT).read_text("utf-8").splitlines()[-1]) == ["exec", *said.command]


def test_what_stands_between_the_texts_of_a_list_is_in_none_of_them(tmp_path: Path) -> None:
    def between(*texts: str) -> str:
        one = mention("s", "Supplier", "A", fields={"aliases": texts}, file="a.csv")
        command = write_import(Claims((one,)), tmp_path, replace=True).command
        return next(word for word in command if word.startswith("--array-delimiter"))

    assert between("a;b") == "--array-delimiter=U+001F"
    assert between("a \x1f b") == "--array-delimiter=U+001E"
    assert between(*(f"a{sign}b" for sign in PREFERRED)) == "--array-delimiter=U+0021"
    assert between(*(f"a{sign}b" for sign in PREFERRED), 'a!"#b') == "--array-delimiter=U+0024"
    every = "".join(map(chr, chain(range(1, 0xD800), range(0xE000, 0xFFFF))))
    assert between(every) == "--array-delimiter=U+0340"  # composed text never holds it


def test_an_empty_graph_can_be_written(tmp_path: Path) -> None:
    command = write_import(Claims(), tmp_path).command
    assert sorted(one.name for one in tmp_path.iterdir()) == ["aantafel.csv", SCRIPT]
    assert command[-1] == "--nodes=aantafel.csv"


# -- the folder ------------------------------------------------------------------------------------------


def test_a_folder_is_made_and_gone_again_where_it_breaks_off(tmp_path: Path) -> None:
    def stopped(done: int, total: int, what: str) -> None:
        raise KeyboardInterrupt

    claims = Claims(tuple(mention("s", "NGO", f"N{n}", file="a.csv") for n in range(5_001)))
    new = tmp_path / "a" / "b"
    with pytest.raises(KeyboardInterrupt):
        write_import(claims, new, progress=stopped)
    assert list((tmp_path / "a").iterdir()) == []
    told: list[tuple[int, int, str]] = []
    rows = write_import(claims, new, progress=lambda *one: told.append(one)).rows
    assert rows["mentions.csv"] == 5_001
    assert told == [(10_000, 2 * sum(rows.values()), ""), (20_000, 2 * sum(rows.values()), "")]
    before = {path.name: path.read_bytes() for path in new.iterdir()}
    with pytest.raises(KeyboardInterrupt):
        write_import(claims, new, replace=True, progress=stopped)
    assert {path.name: path.read_bytes() for path in new.iterdir()} == before


def test_only_an_earlier_export_is_replaced_and_all_of_it(tmp_path: Path) -> None:
    write_import(odd(), tmp_path)
    assert (tmp_path / "ties-SUPPLIES-string.csv").exists()
    with pytest.raises(Refused, match="--replace"):
        write_import(Claims(), tmp_path)
    (tmp_path / "unfinished-x1").mkdir()  # left by one that was killed
    (tmp_path / "unfinished-x1" / "ties.csv").touch()
    write_import(Claims(), tmp_path, replace=True)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["aantafel.csv", SCRIPT]


@pytest.mark.parametrize("name", ["parties.csv", "ties.csv.bak", "my-ties.csv", ".hidden"])
def test_what_no_export_wrote_is_never_touched(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("my work", "utf-8")
    with pytest.raises(Refused, match=name):
        write_import(Claims(), tmp_path, replace=True)
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_folder_called_like_a_file_of_ours_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "ties.csv").mkdir()
    with pytest.raises(Refused, match="no export wrote"):
        write_import(Claims(), tmp_path, replace=True)


@pytest.mark.parametrize("name", ["system", "System2", "--verbose", "a b", "a", "1st", "x;ls", "", "é123"])
def test_no_database_can_be_called_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="3 to 63"):
        write_import(Claims(), tmp_path / "new", database=name)
    assert list(tmp_path.iterdir()) == []
