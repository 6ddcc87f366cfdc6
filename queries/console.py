"""An answer as text: a table for a terminal or a pipe, CSV, or Markdown; JSON is `queries.answers_json`.

Words stand in the catalogues; nothing here decides anything.  Cells that start like a formula get
an apostrophe in CSV, since people open it in a spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from graph.words import say
from queries.question import Answer, Brief, Column, Evidence, listed

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
    if column.kind == "word":
        return say(f"words.{value}", lang)
    if column.kind == "words":
        return ", ".join(say(f"words.{one}", lang) for one in value)
    if column.kind == "evidence":
        return places(value)
    return str(value)


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


def rows_as_text(answer: Answer, brief: Brief, lang: str) -> list[list[str]]:
    """Every row as text, column by column."""
    return [[cell(row.get(c.name), c, brief, lang) for c in answer.columns] for row in answer.rows]


def as_csv(answer: Answer, brief: Brief, lang: str) -> str:
    """The rows as CSV with a heading row; safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([heading(c, lang) for c in answer.columns])
    writer.writerows([unformula(one) for one in row] for row in rows_as_text(answer, brief, lang))
    return out.getvalue()


def unformula(text: str) -> str:
    """`text` so that a spreadsheet takes it for text."""
    return f"'{text}" if text.startswith(FORMULA) else text


def as_markdown(answer: Answer, brief: Brief, lang: str) -> str:
    """The sentences and the rows as Markdown."""
    head = [heading(c, lang) for c in answer.columns]
    lines = [*(f"- {sentence}" for sentence in answer.sentences(lang)), ""]
    if answer.rows:
        lines += [_line(head), _line(["---"] * len(head))]
        lines += [_line(row) for row in rows_as_text(answer, brief, lang)]
    return "\n".join([*lines, "", *(f"> {one}" for one in limits(answer, lang))]) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(one.replace("|", "\\|").replace("\n", " ") for one in cells) + " |"


def limits(answer: Answer, lang: str) -> list[str]:
    """How claims were combined, what is unknown, and what the answer cannot tell."""
    lines = [say(f"answers.{key}", lang, **values) for key, values in answer.used]
    for one in answer.unknown:
        lines.append(say(f"answers.{one.why}", lang, **{"what": one.what, **dict(one.values)}))
    return lines + [say(f"answers.{key}", lang) for key in answer.cannot_tell]


def print_answer(
    answer: Answer, brief: Brief, lang: str, out: IO[str], *, color: bool, width: int, most: int
) -> None:
    """The answer for a terminal or a pipe: sentences, a table, limits."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out, width=width, no_color=not color, highlight=False, emoji=False, markup=False)
    for sentence in answer.sentences(lang):
        console.print(Text(sentence))
    if answer.rows:
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for column in answer.columns:
            right = column.kind in ("number", "share", "interval")
            table.add_column(
                Text(heading(column, lang)), justify="right" if right else "left", overflow="fold"
            )
        text = rows_as_text(answer, brief, lang)
        for row in text[: most or None]:
            table.add_row(*(Text(one) for one in row))
        console.print(table)
        if most and len(text) > most:
            console.print(Text(say("console.more_rows", lang, n=len(text) - most)))
    for one in limits(answer, lang):
        console.print(Text(one))


def findings_as_rows(findings: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Findings of the JSON form as plain rows: severity, id, sentence, repair."""
    return [[str(one[name]) for name in ("severity", "id", "sentence", "repair")] for one in findings]
