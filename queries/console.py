"""An answer as text: a table for a terminal or a pipe, CSV, or Markdown; JSON is `queries.answers_json`.

Words stand in the catalogues; nothing here decides anything.  Cells that start like a formula get
an apostrophe in CSV, since people open it in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from graph import schema
from graph.terms import Field, Kind, Relation
from graph.words import catalogue, say
from queries.question import Answer, Brief, Column, Evidence, listed, said_input, said_line

SAID = ("word", "kind", "relation", "field", "risk")
"""Columns whose values are codes: of our words, or of the vocabulary."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any, column: Column, brief: Brief, lang: str) -> str:
    """One value as a person reads it; a blank for what is not known."""
    if value is None or value == "" or value == () or value == []:
        return ""
    if column.kind == "node":
        return brief.label(str(value), lang)
    if column.kind == "nodes":
        return listed([brief.label(str(node), lang) for node in value], lang)
    if column.kind == "share":
        return f"{round(float(value) * 100):d} %"
    if column.kind == "interval":
        return interval(value, lang)
    if column.kind == "number":
        return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    if column.kind in SAID or column.name == "sure":
        return _said(column.kind, str(value), lang)
    if column.kind == "words":
        return ", ".join(_said("word", str(one), lang) for one in value)
    if column.kind == "inputs":
        return listed([said_input(str(one), lang) for one in value], lang)
    if column.kind == "evidence":
        return places(value)
    return str(value)


def _said(kind: str, value: str, lang: str) -> str:
    """A code as people say it; a code that nobody gave a word stays as it is."""
    if kind == "kind":
        return schema.kind_said(value, lang)
    if kind == "risk":
        return schema.risk_said(value, lang)
    if kind == "relation":
        return schema.RELATION[value].said(lang) if value in schema.RELATION else value
    if kind == "field":
        if value in schema.RELATION:
            return schema.RELATION[value].said(lang)
        if value in (fields := _fields()):
            return fields[value].said(lang)
        if f"field_{value}" in (own := catalogue(lang, "console")):
            return own[f"field_{value}"]
    return catalogue(lang, "words").get(value, value)


@cache
def _fields() -> dict[str, Field]:
    """Every declared field by its name."""
    owners: tuple[Kind | Relation, ...] = (*schema.KIND.values(), *schema.RELATION.values())
    return {field.name: field for owner in owners for field in owner.fields}


def interval(value: Any, lang: str) -> str:
    """Two ends as people write them: "0.4", or "0.2 to 0.9" where it is not known exactly."""
    low, high = value
    if low is None and high is None:
        return ""
    ends = ["?" if one is None else f"{one:.2f}".rstrip("0").rstrip(".") for one in (low, high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} {'tot' if lang == 'nl' else 'to'} {ends[1]}"


def places(evidence: Iterable[Evidence], most: int = 3) -> str:
    """Where something stands: file and row, the first few."""
    found = [f"{one.file} {one.at}".strip() for one in evidence if one.file or one.at]
    shown = "; ".join(found[:most])
    return f"{shown} (+{len(found) - most})" if len(found) > most else shown


def heading(column: Column, lang: str) -> str:
    """A column's heading."""
    return say(f"columns.{column.name}", lang)


def table_of(answer: Answer, brief: Brief, lang: str) -> tuple[list[str], list[list[str]]]:
    """The headings, and every row as text; findings with what to do and how it is put right."""
    head = [heading(c, lang) for c in answer.columns]
    rows = [[cell(row.get(c.name), c, brief, lang) for c in answer.columns] for row in answer.rows]
    if answer.question == "check":
        head += [say("console.to_do", lang), say("console.repair", lang)]
        for row, one in zip(rows, answer.findings, strict=True):
            row += [one.sentence(brief, lang), one.repair(brief, lang)]
    return head, rows


def as_csv(answer: Answer, brief: Brief, lang: str) -> str:
    """The rows as CSV with a heading row; safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    head, rows = table_of(answer, brief, lang)
    writer.writerow(head)
    writer.writerows([unformula(one) for one in row] for row in rows)
    return out.getvalue()


def unformula(text: str) -> str:
    """`text` so that a spreadsheet takes it for text."""
    return f"'{text}" if text.startswith(FORMULA) else text


def as_markdown(answer: Answer, brief: Brief, lang: str, *, remarks: bool = True) -> str:
    """The sentences and the rows as Markdown; with `remarks` also the limits of the answer."""
    lines = [f"- {plain(sentence)}" for sentence in answer.sentences(lang)]
    head, rows = table_of(answer, brief, lang)
    if rows:
        lines += [
            "",
            markdown_row(head),
            markdown_row(["---"] * len(head)),
            *(markdown_row(row) for row in rows),
        ]
    if remarks and (told := limits(answer, lang)):
        lines += ["", *"\n>\n".join(f"> {plain(one)}" for one in told).split("\n")]
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """Text that Markdown takes for text, in one line."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>|#" else sign for sign in " ".join(text.split()))


def markdown_row(cells: Sequence[str]) -> str:
    """A line of a table in Markdown."""
    return "| " + " | ".join(one if one == "---" else plain(one) for one in cells) + " |"


def limits(answer: Answer, lang: str) -> list[str]:
    """How claims were combined, what is unknown, and what the answer cannot tell."""
    lines = [said_line(key, values, lang) for key, values in answer.used]
    for one in answer.unknown:
        lines.append(said_line(one.why, {"what": one.what, **dict(one.values)}, lang))
    return lines + [say(f"answers.{key}", lang) for key in answer.cannot_tell]


def answer_lines(
    answer: Answer, brief: Brief, lang: str, wide: int, *, most: int = 0, remarks: bool = True
) -> list[str]:
    """The answer as lines: sentences, a table of the first `most` rows (0: all), and the limits.

    A table that does not fit in `wide` signs is told row by row; with 0 each row stands on one line,
    however long.
    """
    head, rows = table_of(answer, brief, lang)
    shown = rows[: most or None]
    lines = [*answer.sentences(lang), *([""] if shown else [])]
    right = [column.kind in ("number", "share", "interval") for column in answer.columns]
    used = [at for at in range(len(head)) if any(row[at] for row in shown)]
    if shown:
        names, cells = [head[at] for at in used], [[row[at] for at in used] for row in shown]
        lines += fitted(names, cells, [right[at] for at in used], wide)
    if len(rows) > len(shown):
        lines.append(say("console.more_rows", lang, n=len(rows) - len(shown)))
    if remarks and (told := limits(answer, lang)):
        lines += ["", *told]
    return lines


def fitted(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], wide: int) -> list[str]:
    """A table that fits in `wide` signs (0: any), else each row as a paragraph."""
    table = drawn(head, rows, right)
    fits = not wide or max(map(_columns_of, table)) <= wide
    return table if fits else paragraphs(head, rows)


def drawn(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> list[str]:
    """A table of text, a line under its headings; the columns that are `right` stand to the right."""
    flat = [[" ".join(cell.split()) for cell in row] for row in (head, *rows)]
    sizes = [max(_columns_of(row[at]) for row in flat) for at in range(len(head))]
    lines = ["  ".join(map(_padded, row, sizes, right)).rstrip() for row in flat]
    return [lines[0], "─" * max(map(_columns_of, lines)), *lines[1:]]


def _padded(text: str, size: int, right: bool) -> str:
    fill = " " * (size - _columns_of(text))
    return fill + text if right else text + fill


def paragraphs(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Each row as a paragraph: its first cell, then the others by name."""
    size = max(map(_columns_of, head))
    lines: list[str] = []
    for row in rows:
        named = [(_padded(name, size, False), cell) for name, cell in zip(head, row, strict=True) if cell]
        first = named[0][1] if named else ""
        lines += [first, *(f"  {name}  {cell}" for name, cell in named[1:]), ""]
    return lines[:-1]


def _columns_of(text: str) -> int:
    """How many columns of a terminal a text takes: wide signs take two, combining ones none."""
    from rich.cells import cell_len

    return cell_len(text)
