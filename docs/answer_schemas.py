"""The schemas of the answers, for docs/json.md; `make docs` writes them there."""

import json

from queries.answers_json import FINDING, schema
from queries.register import NAMES


def rows() -> str:
    """What a row of each question holds, and the whole schema behind it."""
    parts = []
    for question in (*NAMES, "show"):
        whole = schema(question)
        parts += [
            f"### {question}\n",
            "A row:\n",
            _code(_short(whole["properties"]["rows"]["items"], question)),
        ]
    return "\n".join(parts)


def whole() -> str:
    """One schema in full."""
    return _code(schema("gaps"))


def finding() -> str:
    """The schema of a finding."""
    return _code(FINDING)


def _short(row: dict[str, object], question: str) -> dict[str, object]:
    return {"title": f"aantafel {question}", "row": "a finding" if question == "check" else row["properties"]}


def _code(value: object) -> str:
    return f"```json\n{json.dumps(value, indent=1, ensure_ascii=False)}\n```\n"
