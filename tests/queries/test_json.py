"""An answer as JSON: what its schema says, nothing that the level forbids, no language in codes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.answers_json import as_json, as_json_text, schema, store_name
from queries.question import Answer, Brief, Column
from queries.register import NAMES, QUESTIONS
from queries.show import show
from tests.queries.small import brief, net, node

PARTIES = [
    "Quarry Q IN/Rajasthan", "Supplier Y IN/Rajasthan level=team", "WorkerGroup W IN/Rajasthan headcount=40",
    "TradeUnion U IN/Rajasthan", "Importer M NL", "Dialogue talk list_complete=yes",
]  # fmt: skip
TIES = (
    "Q SUPPLIES M share_of_seller=0.8 seller_alternatives=none share_of_buyer=0.1 buyer_alternatives=easy",
    "Q SUPPLIES Y",
    "Q EMPLOYS W share_of_income=0.9",
    "W AFFECTED_BY water scale=3 state=actual",
    "U REPRESENTS W basis=elected risks=water places=IN/Rajasthan",
    "M INFLUENCES Q strength=high",
    "W FEARS_REPRISAL_FROM Q",
)
QUESTION_NAMES = (*NAMES, "show")


def answer(question: str, about: Brief) -> Answer:
    return show(about, "Q") if question == "show" else QUESTIONS[question].ask(about)


def plain(question: str, about: Brief, lang: str = "en") -> dict[str, Any]:
    level = about.net.graph["level"]
    return as_json(answer(question, about), about, store="/srv/data/stone.db", level=level, lang=lang)


@pytest.mark.parametrize("question", QUESTION_NAMES)
@pytest.mark.parametrize("level", ["team", "participants"])
@pytest.mark.parametrize("listed", [True, False])
def test_every_answer_is_what_its_schema_says(question: str, level: str, listed: bool) -> None:
    small = net(PARTIES, *TIES, level=level)
    about = brief(small, ["M", "U"] if listed else None, dialogue="talk" if listed else "")
    found = plain(question, about)
    jsonschema.Draft202012Validator(schema(question)).validate(json.loads(json.dumps(found)))


@pytest.mark.parametrize("question", QUESTION_NAMES)
def test_each_schema_is_a_schema_and_refuses_another_questions_answer(question: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(question))
    other = plain("gaps" if question != "gaps" else "power", Brief(net(PARTIES, *TIES)))
    assert list(jsonschema.Draft202012Validator(schema(question)).iter_errors(other))


def test_there_is_no_schema_for_what_is_no_question() -> None:
    with pytest.raises(KeyError):
        schema("question")


def test_the_object_has_the_agreed_keys_in_order() -> None:
    found = plain("power", Brief(net(PARTIES, *TIES), as_of="2024-06"))
    agreed = [
        "version",
        "question",
        "store",
        "as_of",
        "level",
        "settings",
        "list",
        "illustrative",
        "coverage",
        "rows",
        "findings",
    ]
    assert list(found) == [*agreed, "unknown", "cannot_tell", "used"]
    assert (found["version"], found["store"], found["as_of"], found["list"]) == (
        1,
        "stone.db",
        "2024-06",
        None,
    )


def test_the_rows_of_check_are_its_findings() -> None:
    found = plain("check", Brief(net(PARTIES, *TIES)))
    assert found["rows"] == found["findings"] != []
    assert list(found["rows"][0]) == [
        "code", "id", "severity", "sentence", "repair", "sure", "held", "level", "evidence",
    ]  # fmt: skip


def test_unknown_is_null_and_known_is_a_pair_of_ends() -> None:
    rows = plain("power", Brief(net(PARTIES, "Q SUPPLIES M share_of_seller=0.8 seller_alternatives=none")))[
        "rows"
    ]
    (row,) = [one for one in rows if one["table"] == "dependence"]
    assert (row["value"], row["back"], row["partners"]) == ([0.8, 0.8], [0.0, 1.0], None)


def test_codes_are_the_same_in_every_language() -> None:
    about = Brief(net(PARTIES, *TIES))
    both = [plain("check", about, lang) for lang in ("en", "nl")]
    for name in ("code", "id", "severity", "sure", "level"):
        assert [row[name] for row in both[0]["rows"]] == [row[name] for row in both[1]["rows"]]
    assert both[0]["rows"][0]["sentence"] != both[1]["rows"][0]["sentence"]


def strings(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for key, one in value.items():
                yield from (key, *strings(one))
        case list():
            for one in value:
                yield from strings(one)
        case str():
            yield value


@pytest.mark.parametrize("question", QUESTION_NAMES)
def test_below_the_team_no_key_leaves_and_no_hidden_name(question: str) -> None:
    about = Brief(net(PARTIES, *TIES, level="participants"))
    found = set(strings(plain(question, about)))
    assert not [one for one in about.net if one in found]
    assert "Y" not in found and not [one for one in found if "FEARS" in one]


def test_at_team_a_row_names_the_key_that_others_can_store() -> None:
    about = Brief(net(PARTIES, *TIES))
    row = plain("influence", about)["rows"][0]
    assert row["node"]["id"] == node(about.net, row["node"]["name"])


def test_a_guest_list_is_told() -> None:
    about = brief(net(PARTIES, *TIES), ["M", "U"], dialogue="talk")
    told = plain("voices", about)["list"]
    assert (told["title"], told["guests"], told["complete"]) == ("talk", 2, True)


@pytest.mark.parametrize(("where", "shown"), [
    ("/srv/data/My case/stone.db", "stone.db"),
    ("neo4j://me:secret@graphs.example/stone", "neo4j://graphs.example/stone"),
    ("neo4j+s://graphs.example:7687", "neo4j+s://graphs.example:7687"),
])  # fmt: skip
def test_a_store_is_named_without_folder_or_password(where: str, shown: str) -> None:
    assert store_name(where) == shown


@given(st.text(max_size=20), st.floats(0, 1), st.integers())
def test_any_text_and_number_survives(text: str, share: float, n: int) -> None:
    about = Brief(net(["NGO N IN"]))
    made = Answer("gaps", (Column("what"), Column("share", "share"), Column("n", "number")),
                  ({"what": text, "share": share, "n": n},))  # fmt: skip
    back = json.loads(as_json_text(made, about, store="x.db", level="team", lang="en"))
    assert back["rows"] == [{"what": text or None, "share": share, "n": n}]


def test_the_docs_show_every_schema() -> None:
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
    for question in QUESTION_NAMES:
        assert f"aantafel {question}" in page
