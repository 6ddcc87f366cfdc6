"""Wrong calls, one a line: how each ends, and the words that name the way out.  No two say the same."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest

from tests.cli.running import Said, call, shell, table

USAGE, TROUBLE = 2, 3


@dataclass(frozen=True, eq=False)
class Wrong:
    """A call in a copy of the small case, what to make there first, and what it must say."""

    args: str | tuple[str, ...]
    code: int
    way_out: str
    make: Callable[[Path], object] | None = None
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.args.split()) if isinstance(self.args, str) else self.args

    @property
    def name(self) -> str:
        made = self.make.__name__ if self.make else ""
        return " ".join(filter(None, (*self.words, made, *self.env.values())))[:70].strip() or "nothing"


def bytes_at(name: str, content: bytes) -> Callable[[Path], object]:
    def make(folder: Path) -> object:
        return (folder / name).write_bytes(content)

    make.__name__ = f"with-{name}"
    return make


def text_at(name: str, content: str) -> Callable[[Path], object]:
    return bytes_at(name, content.encode())


def rows_at(name: str, *rows: tuple[str, ...]) -> Callable[[Path], object]:
    def make(folder: Path) -> object:
        return table(folder / name, *rows)

    make.__name__ = f"with-{name}"
    return make


def a_folder(name: str) -> Callable[[Path], object]:
    def make(folder: Path) -> object:
        return (folder / name / "within").mkdir(parents=True)

    make.__name__ = f"with-folder-{name}"
    return make


def two_sheets(folder: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Wat anders"
    book.active.append(["aap", "noot", "mies"])
    book.active.append(["1", "2", "3"])
    book.save(folder / "book.xlsx")


def cut_off(folder: Path) -> None:
    two_sheets(folder)
    whole = (folder / "book.xlsx").read_bytes()
    (folder / "cut.xlsx").write_bytes(whole[: len(whole) // 2])


def encrypted(folder: Path) -> None:
    """The first kilobytes of what Excel makes of a workbook with a password: an OLE file with two streams."""
    names = ["Root Entry", "EncryptionInfo", "EncryptedPackage"]
    entries = b""
    for at, name in enumerate(names):
        raw = name.encode("utf-16-le")
        kind = 5 if at == 0 else 2
        child = 1 if at == 0 else 0xFFFFFFFF
        right = 2 if at == 1 else 0xFFFFFFFF
        entries += raw.ljust(64, b"\0") + (len(raw) + 2).to_bytes(2, "little") + bytes([kind, 1])
        entries += (0xFFFFFFFF).to_bytes(4, "little") + right.to_bytes(4, "little")
        entries += child.to_bytes(4, "little") + bytes(36) + (0xFFFFFFFE).to_bytes(4, "little") + bytes(8)
    head = (
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(16)
        + bytes.fromhex("3e000300feff0900")
        + b"\x06"
        + bytes(11)
    )
    head += (1).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4) + (4096).to_bytes(4, "little")
    head += (0xFFFFFFFE).to_bytes(4, "little") + bytes(4) + (0xFFFFFFFE).to_bytes(4, "little") + bytes(4)
    head += bytes(4) + b"\xff\xff\xff\xff" * 108
    fat = b"\xfd\xff\xff\xff" + b"\xfe\xff\xff\xff" + b"\xff\xff\xff\xff" * 126
    (folder / "secret.xlsx").write_bytes(head.ljust(512, b"\0") + fat + entries.ljust(512, b"\0"))


def a_bomb(folder: Path) -> None:
    with zipfile.ZipFile(folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<x/>")
        made.writestr("xl/workbook.xml", bytes(1_500_000_000 // 8))
        for number in range(8):
            made.writestr(f"xl/worksheets/sheet{number}.xml", bytes(190_000_000))


def other_content(folder: Path) -> None:
    table(
        folder / "parties.csv",
        ("name", "kind", "place", "source"),
        ("Wholly Other 1", "ngo", "India", "field-2026"),
        ("Wholly Other 2", "ngo", "India", "field-2026"),
    )


def changed_outside(folder: Path) -> None:
    whole = (folder / "aantafel.db").read_bytes()
    (folder / "aantafel.db").write_bytes(whole[:3000])


def a_decision(folder: Path) -> None:
    assert call("names", "decide", "Balaji Stone", "different", "Balaji Stones", cwd=folder).code == 0
    assert call("names", "decide", "Local NGO 1", "same", "Balaji Stone", cwd=folder).code == 0


def no_names(folder: Path) -> None:
    (folder / "empty.txt").write_text("\n\n\n")


PARTY = ("name", "kind", "source")
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + bytes(200)

WRONG = [
    # -- the words of the call itself
    Wrong("chekc", USAGE, "Did you mean 'check'?"),
    Wrong("frobnicate", USAGE, "See: aantafel --help"),
    Wrong("names decied A same B", USAGE, "Did you mean 'decide'?"),
    Wrong("page figure", USAGE, "See: aantafel page --help"),
    Wrong("check --frobnicate", USAGE, "--frobnicate"),
    Wrong("check --formt csv", USAGE, "--format"),
    Wrong("check --format xml", USAGE, "'table', 'csv', 'json', 'md'"),
    Wrong("check --fail-on severe", USAGE, "'stop', 'high', 'medium', 'note'"),
    Wrong("check --level secret", USAGE, "'public', 'participants', 'team'"),
    Wrong("check --lang de", USAGE, "'en', 'nl'"),
    Wrong("check extra words", USAGE, "unexpected extra argument"),
    Wrong("ingest", USAGE, "Missing argument 'FILES...'"),
    Wrong("inspect --header", USAGE, "'--header' requires an argument"),
    Wrong("show", USAGE, "Missing argument 'WHAT'"),
    Wrong("names decide Cutters", USAGE, "Missing argument"),
    Wrong("names decide Cutters likes Importer", USAGE, "'same', 'part_of', 'different', 'unsure'"),
    Wrong("names undo Cutters", USAGE, "Missing argument 'B'"),
    Wrong("sources remove", USAGE, "Missing argument 'NAME'"),
    Wrong("check --as-of yesterday", USAGE, "such as 2026-03-14"),
    Wrong("check --as-of 2026-02-31", USAGE, "got '2026-02-31'"),
    Wrong(("check", "--dialogue", " "), USAGE, "fill it in, or leave the option out"),
    Wrong("show Cutters --level participants --include-sensitive", USAGE, "Leave out --include-sensitive"),
    # -- answers to how a file is to be read
    Wrong("ingest parties.csv --as vendors", USAGE, "Choose another sort of table than 'vendors': sources"),
    Wrong("inspect parties.csv --as partys --lang nl", USAGE, "Kies een andere soort"),
    Wrong("ingest parties.csv --column name", USAGE, 'write it as "THEIRS=OURS"'),
    Wrong("inspect parties.csv --column =name", USAGE, "got '=name'"),
    Wrong("ingest parties.csv --column name=naem", USAGE, "these names exist here"),
    Wrong("inspect parties.csv --column Naam=name", USAGE, "There are: name, kind, place"),
    Wrong("ingest parties.csv --column name=name --column place=name", USAGE, "to one column only"),
    Wrong("inspect parties.csv --header 400", USAGE, "Choose another row with --header"),
    Wrong("inspect parties.csv --header -1", USAGE, "x>=0"),
    Wrong("inspect parties.csv --header one", USAGE, "not a valid integer"),
    Wrong("inspect book.xlsx --sheet Partijen", USAGE, "Choose one of the sheets", two_sheets),
    Wrong("inspect parties.csv --dates ymd", USAGE, "'dmy', 'mdy'"),
    Wrong("inspect parties.csv --confidence 7", USAGE, "a number from 0 to 1; got '7'"),
    Wrong("ingest parties.csv --confidence sure", USAGE, "documented, stated, claimed, inferred"),
    Wrong(("ingest", "parties.csv", "--source", ""), USAGE, "Invalid value for '--source'"),
    Wrong("ingest parties.csv trade.csv --replaces x.csv", USAGE, "--replaces takes one file"),
    Wrong("ingest parties.csv --replaces nothing.csv", USAGE, "Choose a file that was loaded"),
    # -- files
    Wrong("ingest nowhere.csv", TROUBLE, "Check the name: there is no file nowhere.csv"),
    Wrong("inspect .", TROUBLE, "Name a file:"),
    Wrong("ingest empty.csv", TROUBLE, "Save the file again: empty.csv", bytes_at("empty.csv", b"")),
    Wrong("ingest photo.xls", TROUBLE, "it is really a JPEG picture", bytes_at("photo.xls", JPEG)),
    Wrong("ingest cut.xlsx", TROUBLE, "Ask for a new copy: cut.xlsx", cut_off),
    Wrong("ingest secret.xlsx", TROUBLE, "Remove the password first", encrypted),
    Wrong("ingest notes.docm", TROUBLE, "Save notes.docm as one of", text_at("notes.docm", "a,b\n1,2\n")),
    Wrong(
        "ingest bytes.csv",
        TROUBLE,
        "Ask for a new copy: bytes.csv",
        bytes_at("bytes.csv", b"a,b\n" + bytes(90)),
    ),
    Wrong(
        "ingest quote.csv",
        TROUBLE,
        "Close the quotation mark",
        text_at("quote.csv", 'name,kind\n"A,ngo\nB,ngo\n'),
    ),
    Wrong("ingest blank.csv", TROUBLE, "blank.csv holds no text", text_at("blank.csv", "\n \n\n")),
    Wrong("ingest head.csv", TROUBLE, "no filled row below", text_at("head.csv", "name,kind,source\n")),
    Wrong("ingest book.xlsx", TROUBLE, "for example with --as", two_sheets),
    Wrong(
        "ingest half.csv --as parties",
        TROUBLE,
        "none could be loaded",
        rows_at("half.csv", ("kind", "source"), ("ngo", "S")),
    ),
    Wrong(
        "ingest strict.csv --strict",
        TROUBLE,
        "you asked for all or nothing",
        rows_at("strict.csv", PARTY, ("A", "ngo", "S"), ("", "ngo", "S")),
    ),
    Wrong("ingest parties.csv", TROUBLE, '--replaces "parties.csv"', other_content),
    Wrong(
        "ingest card.csv",
        TROUBLE,
        "Mend the card",
        lambda folder: (
            table(folder / "card.csv", PARTY, ("A", "ngo", "S")),
            (folder / "card.csv.card.toml").write_text("as = "),
        ),
    ),
    Wrong(
        "ingest key.csv",
        TROUBLE,
        "in the card key.csv.card.toml",
        lambda folder: (
            table(folder / "key.csv", PARTY, ("A", "ngo", "S")),
            (folder / "key.csv.card.toml").write_text('sort = "parties"'),
        ),
    ),
    Wrong(
        "ingest few.csv",
        TROUBLE,
        "Check whether few.csv is complete",
        lambda folder: (
            table(folder / "few.csv", PARTY, ("A", "ngo", "S")),
            (folder / "few.csv.card.toml").write_text("[expects]\nrows = 20"),
        ),
    ),
    # -- guest lists
    Wrong("check --list nobody.txt", TROUBLE, "there is no file nobody.txt"),
    Wrong("check --list guests.txt", USAGE, "Near it: Local NGO 1", text_at("guests.txt", "Lokal NGO 1\n")),
    Wrong("check --list empty.txt", TROUBLE, "empty.txt", no_names),
    Wrong(("check", "--dialogue", "Round tabel"), USAGE, "Near it: Round table"),
    # -- names, sources, findings
    Wrong(("show", "Cutter"), USAGE, "nothing here is called 'Cutter'. Near it: Cutters"),
    Wrong(("show", "Stone Union"), USAGE, "by the code behind the name: Stone Union (trade union,"),
    Wrong("show V009-fff", USAGE, "V009-fff"),
    Wrong("check --without-source feild-2026", USAGE, "There are: desk-2026, field-2026"),
    Wrong(("names", "decide", "Cuters", "same", "Importer 1"), USAGE, "called 'Cuters'"),
    Wrong(
        ("names", "decide", "Cutters @ desk-2026", "same", "Importer 1"),
        USAGE,
        "Choose a source that mentions",
    ),
    Wrong(("names", "decide", "Cutters", "same", "Cutters"), USAGE, '"Cutters @ SOURCE"'),
    Wrong(
        ("names", "decide", "Local NGO 1", "same", "Balaji Stones"),
        TROUBLE,
        "Take back an earlier decision first",
        a_decision,
    ),
    Wrong(("names", "undo", "Cutters", "Importer 1"), USAGE, "See what was decided with: aantafel names"),
    Wrong("sources remove felt-2026", USAGE, "'felt-2026' is not"),
    Wrong("sources remove other.csv --file", USAGE, "Loaded: desk.csv"),
    Wrong("store forget Cutters", USAGE, "Add --yes"),
    Wrong("store forget Cuters --yes", USAGE, "so nothing was forgotten"),
    # -- graphs
    Wrong("check --store nowhere.db", TROUBLE, "Make a graph first"),
    Wrong("ingest desk.csv --store there/is/none.db", TROUBLE, "Make the folder"),
    Wrong("check --store within", TROUBLE, "Name a file, not a folder", a_folder("within")),
    Wrong("store doctor --store parties.csv", TROUBLE, "Choose another file: parties.csv is not a graph"),
    Wrong("sources --store nil.db", TROUBLE, "Remove nil.db or choose another name", bytes_at("nil.db", b"")),
    Wrong(("names", "--store", ""), USAGE, "Name a file for the graph"),
    Wrong("gaps --store neo4j://ann:s3cret@example.org", USAGE, "Leave the password out of the address"),
    Wrong("gaps --store bolt://", USAGE, "Write the address as bolt://user@host/database"),
    Wrong("gaps --store neo4j://host/system", USAGE, "Name another database"),
    Wrong("gaps --store neo4j://ann@localhost:1", TROUBLE, "Give the password for neo4j://localhost:1/neo4j"),
    Wrong(
        "ingest desk.csv --store neo4j://ann@localhost:1",
        TROUBLE,
        "nobody answers at neo4j://localhost:1/neo4j",
        env={"NEO4J_PASSWORD": "s3cret"},
    ),
    Wrong("power --store ftp://example.org/x.db", USAGE, "addresses that start with ftp://"),
    Wrong("influence", TROUBLE, "this one is damaged", changed_outside),
    # -- settings
    Wrong("voices", TROUBLE, "Mend the settings file", text_at("aantafel.toml", "lang = ")),
    Wrong("check", TROUBLE, "Remove or correct 'colour'", text_at("aantafel.toml", 'colour = "red"')),
    Wrong("check", TROUBLE, "write 0–1", text_at("aantafel.toml", "tau = 2")),
    Wrong("check", TROUBLE, "Correct 'as_of'", text_at("aantafel.toml", 'as_of = "gisteren"')),
    Wrong("check", TROUBLE, "Choose another language than 'fy'", text_at("aantafel.toml", 'lang = "fy"')),
    Wrong("store history", TROUBLE, "Choose another language than 'xx'", env={"AANTAFEL_LANG": "xx"}),
    # -- places to write
    Wrong("demo taken", TROUBLE, "Choose another folder", a_folder("taken")),
    Wrong("init .", TROUBLE, "may hold your work", text_at("workbook.xlsx", "mine")),
    Wrong("init parties.csv", TROUBLE, "Choose another place: parties.csv cannot be written"),
    Wrong("page map --out parties", USAGE, "such as parties/map.html", a_folder("parties")),
    Wrong("page map --out nowhere/map.html", TROUBLE, "Make the folder nowhere first, or choose another"),
    Wrong("page map --out /dev/null/map.html", TROUBLE, "Make the folder /dev/null first"),
    Wrong(("page", "map", "--out", f"{'x' * 300}.html"), TROUBLE, "Check the disk, the folder"),
]


@pytest.fixture(scope="module")
def said(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Wrong, Said]:
    """Every wrong call, once, each in a copy of the case of its own."""
    folder, found = tmp_path_factory.mktemp("wrong"), {}
    for number, wrong in enumerate(WRONG):
        place = Path(shutil.copytree(loaded, folder / str(number)))
        if wrong.make:
            wrong.make(place)
        found[wrong] = call(*wrong.words, cwd=place, env=wrong.env)
    return found


def sentence(one: Said) -> str:
    """What it says is wrong, without click's usage lines."""
    lines = [line for line in one.err.splitlines() if line and not line.startswith(("Usage:", "Try '"))]
    return "\n".join(lines)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.name)
def test_a_wrong_call_names_the_way_out(said: dict[Wrong, Said], wrong: Wrong) -> None:
    one = said[wrong]
    assert (one.code, wrong.way_out in sentence(one)) == (wrong.code, True), one.all


def test_there_are_enough_wrong_calls_and_no_two_say_the_same(said: dict[Wrong, Said]) -> None:
    sentences = [sentence(one) for one in said.values()]
    assert len(WRONG) >= 60
    assert sorted(one for one in set(sentences) if sentences.count(one) > 1) == []
    assert "" not in sentences


def test_every_sentence_of_ours_begins_with_something_to_do(said: dict[Wrong, Said]) -> None:
    """Of the parser's own English this is not asked."""
    first = re.compile(r"(?:Error: .*|[A-Z][a-z]+ )")
    assert [text for text in map(sentence, said.values()) if not first.match(text)] == []


@pytest.mark.parametrize("wrong", WRONG[::9], ids=lambda wrong: wrong.name)
def test_a_process_of_its_own_ends_and_says_the_same(
    loaded: Path, tmp_path: Path, said: dict[Wrong, Said], wrong: Wrong
) -> None:
    place = Path(shutil.copytree(loaded, tmp_path / "case"))
    if wrong.make:
        wrong.make(place)
    one = shell(*wrong.words, cwd=place, **wrong.env)
    assert (one.code, sentence(one)) == (wrong.code, sentence(said[wrong]))
