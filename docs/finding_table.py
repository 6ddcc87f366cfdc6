"""The table of findings in docs/questions.md, from the sentences that people read.  For cog."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.words import catalogue

FAMILIES = (
    ("S", "Safety", "Before anything else."),
    ("V", "Voices", "Who is heard, and who could be."),
    ("P", "Power in the room", "Who sits at one table with whom they depend on."),
    ("C", "Concentration", "Who hangs on few others, directly or further back in the chain."),
    ("B", "Bridges", "What hangs on a single way. For the team only."),
    ("D", "The dialogue", "What is promised, offered and still owed."),
    ("G", "The map", "What is not known, or thinly."),
)


def sentences() -> dict[str, tuple[str, str]]:
    """For each code what it says and how it is put right, in the plainest of its wordings."""
    told: dict[str, tuple[str, str]] = {}
    for key, sentence in catalogue("en", "findings").items():
        code, _, rest = key.partition(".")
        if rest.endswith("sentence") and code not in told:
            repair = catalogue("en", "findings")[key.removesuffix("sentence") + "repair"]
            told[code] = (sentence, repair)
    return told


def findings() -> str:
    """A table for each family; raises where a code belongs to none."""
    told = sentences()
    if strays := [code for code in told if code[0] not in {letter for letter, _, _ in FAMILIES}]:
        raise LookupError(f"give these findings a family: {strays}")
    return "\n".join(_family(told, *family) for family in FAMILIES)


def _family(told: Mapping[str, tuple[str, str]], letter: str, title: str, about: str) -> str:
    rows: list[Any] = [
        f"\n### {title}\n\n{about}\n",
        "| code | what it says | what may put it right |",
        "|---|---|---|",
    ]
    for code in sorted(code for code in told if code[0] == letter):
        sentence, repair = (_plain(text) for text in told[code])
        rows.append(f"| `{code}` | {sentence} | {repair} |")
    return "\n".join(rows)


def _plain(text: str) -> str:
    """Placeholders as people write them: *group* for {group}, *X* for {X}."""
    return text.replace("{", "*").replace("}", "*").replace("|", "\\|")
