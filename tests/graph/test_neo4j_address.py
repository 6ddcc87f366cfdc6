"""Addresses of servers and their passwords: what is taken, what is refused, and that none is repeated."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.errors import Refused
from graph.neo4j_address import Address, parsed
from graph.neo4j_link import link
from graph.neo4j_password import password_at_hand
from graph.words import LANGUAGES


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("neo4j://host", ("neo4j", "neo4j", "host", 7687, "neo4j")),
        ("neo4j://ann@host:1234/stone", ("neo4j", "ann", "host", 1234, "stone")),
        ("  BOLT+S://ann@Host/  ", ("bolt+s", "ann", "Host", 7687, "neo4j")),
        ("neo4j+ssc://host/stone/", ("neo4j+ssc", "neo4j", "host", 7687, "stone")),
        ("bolt://ann@example.org@host", ("bolt", "ann@example.org", "host", 7687, "neo4j")),
        ("bolt://ann%3Ab%40c@host", ("bolt", "ann:b@c", "host", 7687, "neo4j")),
        ("neo4j://[2001:db8::1]:99/a.b-c", ("neo4j", "neo4j", "2001:db8::1", 99, "a.b-c")),
        ("neo4j://[::1]", ("neo4j", "neo4j", "::1", 7687, "neo4j")),
        ("neo4j://gräph.example", ("neo4j", "neo4j", "gräph.example", 7687, "neo4j")),
    ],
)
def test_an_address_has_parts_that_may_be_left_out(address: str, parts: tuple[object, ...]) -> None:
    assert parsed(address) == Address(*parts)  # type: ignore[arg-type]


def test_an_address_is_called_by_its_place_and_never_by_its_user() -> None:
    ours = parsed("neo4j+s://ann@[::1]/stone")
    assert ours.where == "neo4j+s://[::1]:7687/stone"
    assert (ours.uri, ours.direct) == ("neo4j+s://[::1]:7687", "bolt+s://[::1]:7687")
    assert parsed("bolt+ssc://h").direct == "bolt+ssc://h:7687"


@pytest.mark.parametrize(
    "address",
    [
        "neo4j://", "neo4j:///stone", "neo4j://ann@", "neo4j://host:0", "neo4j://host:65536",
        "neo4j://host:x", "neo4j://host:", "neo4j://host/a/b", "neo4j://host?policy=eu",
        "neo4j://host/stone#top", "bolt://ho st", "bolt://::1", "bolt://[::1", "bolt://h\x1b[2J",
        "bolt://a\x00b@h", "bolt://a%00b@h", "bolt://h,i",
    ],
)  # fmt: skip
def test_an_odd_address_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(Refused, match="Write the address as (neo4j|bolt)://user@host/database"):
        parsed(address)


@pytest.mark.parametrize("scheme", ["neo4j", "neo4j+s", "bolt", "BOLT"])
@pytest.mark.parametrize(
    "rest", ["ann:s3cret@host:7687", ":s3cret@host", "ann:s3@cr/e#t@host/db", "a:s3cret@"]
)
def test_a_password_in_an_address_is_refused_and_not_repeated(scheme: str, rest: str) -> None:
    with pytest.raises(Refused, match="Leave the password out") as refused:
        link(f"{scheme}://{rest}")
    for lang in LANGUAGES:
        said = refused.value.sentence(lang)
        assert not {"s3", "ann", "secret"} & set(said.replace(":", " ").split())
        assert "s3" not in said


def test_accounts_are_no_place_for_a_graph() -> None:
    with pytest.raises(Refused, match="keeps its own accounts"):
        parsed("neo4j://host/System")


# -- the password --------------------------------------------------------------------------------


def a_file(folder: Path, text: bytes, mode: int = 0o600) -> dict[str, str]:
    path = folder / "password"
    path.write_bytes(text)
    path.chmod(mode)
    return {"NEO4J_PASSWORD_FILE": str(path)}


def test_the_password_stands_in_the_environment_or_in_a_file(tmp_path: Path) -> None:
    assert password_at_hand({}) is None
    assert password_at_hand({"NEO4J_PASSWORD": ""}) is None
    assert password_at_hand({"NEO4J_PASSWORD": " né w "}) == " né w "
    named = a_file(tmp_path, " né w \r\nsecond line\n".encode())
    assert password_at_hand(named) == " né w "
    assert password_at_hand(named | {"NEO4J_PASSWORD": "this one"}) == "this one"
    assert password_at_hand(a_file(tmp_path, b"\xef\xbb\xbfs3cret", 0o400)) == "s3cret"


@pytest.mark.skipif(os.name != "posix", reason="who may read a file is said elsewhere")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o620, 0o610, 0o777])
def test_a_file_that_others_can_open_is_refused_with_what_to_do(tmp_path: Path, mode: int) -> None:
    with pytest.raises(Refused, match="chmod 600") as refused:
        password_at_hand(a_file(tmp_path, b"s3cret\n", mode))
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("text", [b"", b"\n", b"\r\ns3cret", b"\xff\xfes3cret"])
def test_a_file_without_a_password_is_refused(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(Refused, match="on the first line") as refused:
        password_at_hand(a_file(tmp_path, text))
    assert "s3cret" not in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere", "/\0"):
        with pytest.raises(Refused, match="on the first line"):
            password_at_hand({"NEO4J_PASSWORD_FILE": str(place)})


def test_an_empty_password_is_not_tried() -> None:
    with pytest.raises(Refused, match="Give the password for neo4j://localhost:1/neo4j"):
        link("neo4j://ann@localhost:1", password="")
