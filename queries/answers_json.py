"""An answer as one JSON object, and the JSON Schema of each question's object.

Codes are free of language; sentences are said in the language asked for; unknown is null.  A
stakeholder is `{"id", "name"}`: its key at level team, its place in the network below it, since keys
are made from names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from graph.terms import Level
from graph.words import say
from queries.question import SEVERITIES, Answer, Brief, Column, Evidence, Finding, said_line
from queries.told_by import illustrative_share

VERSION = 1
SURE = ("documented", "stated", "claimed", "inferred", "disputed", "unknown")


def as_json(answer: Answer, brief: Brief, *, store: str, level: str, lang: str) -> dict[str, Any]:
    """The answer as plain values: what `schema(answer.question)` describes, in one order.

    `store` is named by its file, or its address without user and password.  Linear in rows.
    """
    plain = _Plain(brief, level, lang)
    findings = [plain.finding(one) for one in answer.findings]
    rows = findings if answer.question == "check" else [plain.row(answer.columns, row) for row in answer.rows]
    return {
        "version": VERSION,
        "question": answer.question,
        "store": store_name(store),
        "as_of": brief.facts.as_of or None,
        "level": str(level),
        "settings": brief.settings.digest(),
        "list": plain.list(),
        "illustrative": illustrative_share(brief.net),
        "coverage": plain.value(answer.coverage),
        "rows": rows,
        "findings": findings,
        "unknown": [
            {"what": one.what, "ids": [plain.ref(node) for node in one.ids], "why": one.why}
            for one in answer.unknown
        ],
        "cannot_tell": [{"code": key, "sentence": say(f"answers.{key}", lang)} for key in answer.cannot_tell],
        "used": [{"code": key, "sentence": said_line(key, values, lang)} for key, values in answer.used],
    }


def as_json_text(answer: Answer, brief: Brief, *, store: str, level: str, lang: str) -> str:
    """The same as text, indented, in Unicode; never NaN or Infinity."""
    plain = as_json(answer, brief, store=store, level=level, lang=lang)
    return json.dumps(plain, ensure_ascii=False, indent=2, allow_nan=False)


def store_name(where: str) -> str:
    """A file's own name; an address without who logs in.

    >>> store_name("neo4j://me:secret@graphs.example:7687/stone?x=1")
    'neo4j://graphs.example:7687/stone'
    """
    if "://" not in where:
        return PurePath(where).name
    parts = urlsplit(where)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class _Plain:
    """Values of one answer without anything that JSON or the reader's level cannot have."""

    def __init__(self, brief: Brief, level: str, lang: str) -> None:
        self.brief, self.lang = brief, lang
        self.ordinal: Mapping[str, str] = {}
        if level != Level.TEAM:
            self.ordinal = {node: f"#{at}" for at, node in enumerate(brief.net, 1)}

    def ref(self, node: str) -> str:
        return self.ordinal.get(node, node)

    def node(self, node: str) -> dict[str, Any]:
        return {"id": self.ref(node), "name": self.brief.label(node, self.lang) or None}

    def row(self, columns: Iterable[Column], row: Mapping[str, Any]) -> dict[str, Any]:
        kinds = {column.name: column.kind for column in columns}
        return {name: self.cell(value, kinds.get(name, "")) for name, value in row.items()}

    def cell(self, value: Any, kind: str) -> Any:
        if kind in ("node", "risk"):
            return self.node(value) if value else None
        if kind == "nodes":
            return [self.node(node) for node in value or ()]
        if kind == "evidence":
            return self.evidence(value or ())
        if kind in ("words", "inputs"):
            return list(value or ())
        return None if value == "" else self.value(value)

    def value(self, value: Any) -> Any:
        """Plain values all the way down; what is a node's key becomes what may be shown of it."""
        if isinstance(value, Mapping):
            return {self.ref(str(key)): self.value(one) for key, one in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [
                self.value(one) for one in (sorted(value) if isinstance(value, set | frozenset) else value)
            ]
        if isinstance(value, str):
            return self.ref(value)
        return value.item() if hasattr(value, "item") else value

    def evidence(self, evidence: Iterable[Evidence]) -> list[dict[str, str]]:
        return [{"source": one.source, "file": one.file, "at": one.at} for one in evidence]

    def finding(self, one: Finding) -> dict[str, Any]:
        return {
            "code": one.code,
            "id": one.id,
            "severity": one.severity,
            "sentence": one.sentence(self.brief, self.lang),
            "repair": one.repair(self.brief, self.lang),
            "sure": one.sure,
            "held": one.held,
            "level": str(one.level),
            "evidence": self.evidence(one.evidence),
        }

    def list(self) -> dict[str, Any] | None:
        guests = self.brief.guests
        if guests is None:
            return None
        return {
            "dialogue": self.ref(guests.dialogue) if guests.dialogue else None,
            "title": guests.title,
            "guests": len(guests.members),
            "complete": guests.complete,
            "planned": guests.planned,
        }


# -- schemas ---------------------------------------------------------------------------

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
NUMBER_OR_NULL: Schema = {"type": ["number", "null"]}
SHARE_OR_NULL: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
NODE: Schema = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": TEXT, "name": TEXT_OR_NULL},
    "additionalProperties": False,
}
EVIDENCE: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["source", "file", "at"],
        "properties": {"source": TEXT, "file": TEXT, "at": TEXT},
        "additionalProperties": False,
    },
}
CELL: Mapping[str, Schema] = {
    "node": {"anyOf": [NODE, {"type": "null"}]},
    "risk": {"anyOf": [NODE, {"type": "null"}]},
    "nodes": {"type": "array", "items": NODE},
    "number": NUMBER_OR_NULL,
    "share": SHARE_OR_NULL,
    "interval": {"type": ["array", "null"], "items": NUMBER_OR_NULL, "minItems": 2, "maxItems": 2},
    "words": {"type": "array", "items": TEXT},
    "inputs": {"type": "array", "items": TEXT},
    "evidence": EVIDENCE,
}


def _object(properties: Mapping[str, Schema], *, more: bool = False) -> Schema:
    return {
        "type": "object",
        "required": list(properties),
        "properties": dict(properties),
        "additionalProperties": more,
    }


FINDING: Schema = _object({
    "code": {"type": "string", "pattern": "^[A-Z][0-9]{3}$"},
    "id": {"type": "string", "pattern": "^[A-Z][0-9]{3}-[0-9a-f]{8}$"},
    "severity": {"enum": list(SEVERITIES)},
    "sentence": TEXT,
    "repair": TEXT,
    "sure": {"enum": list(SURE)},
    "held": SHARE_OR_NULL,
    "level": {"enum": [str(level) for level in Level]},
    "evidence": EVIDENCE,
})  # fmt: skip
CODED: Schema = {"type": "array", "items": _object({"code": TEXT, "sentence": TEXT})}
LIST: Schema = {
    "anyOf": [
        {"type": "null"},
        _object({
            "dialogue": TEXT_OR_NULL,
            "title": TEXT,
            "guests": {"type": "integer", "minimum": 0},
            "complete": {"type": "boolean"},
            "planned": {"type": "boolean"},
        }),
    ]
}  # fmt: skip


def schema(question: str) -> Schema:
    """The JSON Schema (2020-12) of the object that a question answers with.

    Raises `KeyError` for a question that there is not.
    """
    from queries.register import NAMES

    if question not in (*NAMES, "show"):
        raise KeyError(question)
    columns: tuple[Column, ...] = import_module(f"queries.{question}").COLUMNS
    row = {column.name: CELL.get(column.kind, TEXT_OR_NULL) for column in columns}
    rows = FINDING if question == "check" else _object(row, more=True)
    unknown = _object({"what": TEXT, "ids": {"type": "array", "items": TEXT}, "why": TEXT})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"aantafel {question}",
        **_object({
            "version": {"const": VERSION},
            "question": {"const": question},
            "store": TEXT,
            "as_of": TEXT_OR_NULL,
            "level": {"enum": [str(level) for level in Level]},
            "settings": {"type": "string", "pattern": "^[0-9a-f]{8}$"},
            "list": LIST,
            "illustrative": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
            "coverage": {"type": ["object", "null"]},
            "rows": {"type": "array", "items": rows},
            "findings": {"type": "array", "items": FINDING},
            "unknown": {"type": "array", "items": unknown},
            "cannot_tell": CODED,
            "used": CODED,
        }),
    }  # fmt: skip
