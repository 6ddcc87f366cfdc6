"""The vocabulary as Markdown: what `docs/vocabulary.md` is made from (`make docs`)."""

from __future__ import annotations

from collections.abc import Iterable

from graph.fields import EVERY_STAKEHOLDER, EVERY_TIE
from graph.kinds import KINDS
from graph.relations import RELATIONS
from graph.risks import RISKS
from graph.terms import Field


def kinds() -> str:
    """One row a kind, with the fields of its own."""
    rows = [("kind", "is", "English", "Nederlands", "side", "its own fields")]
    for kind in KINDS:
        own = [field for field in kind.fields if field not in EVERY_STAKEHOLDER or not kind.stakeholder]
        rows.append((f"`{kind.label}`", kind.about, kind.en, kind.nl, kind.bloc or "–", _names(own)))
    return table(rows)


def relations() -> str:
    """One row a relation: who, to whom, what is known of it, and what makes it another fact."""
    rows = [("tie", "means", "English", "Nederlands", "its own fields", "another fact when")]
    for tie in RELATIONS:
        own = [field for field in tie.fields if field not in EVERY_TIE]
        arrow = "→" if tie.directed else "–"
        ends = f"{_ends(tie.from_kinds)} {arrow} {_ends(tie.to_kinds)}"
        rows.append(
            (
                f"`{tie.label}`",
                f"{tie.about} {ends}",
                tie.en,
                tie.nl,
                _names(own),
                ", ".join(tie.subject) or "–",
            )
        )
    return table(rows)


def fields(owners: Iterable[Field]) -> str:
    """One row a field: what it is, its words, how it is folded, and who may see it."""
    rows = [("field", "is", "English", "Nederlands", "words", "fold", "level")]
    for field in owners:
        words = ", ".join(f"{word.value} ({word.nl})" for word in field.words)
        level = f"{field.level}{', sensitive' if field.sensitive else ''}"
        rows.append(
            (
                f"`{field.name}`",
                field.about,
                field.en,
                field.nl,
                words or str(field.type),
                str(field.fold),
                level,
            )
        )
    return table(rows)


def every_field() -> str:
    """Fields that every stakeholder may have."""
    return fields(EVERY_STAKEHOLDER)


def own_fields() -> str:
    """Fields that only some kinds or ties have, each once, under the first that has it."""
    seen = {field.name: field for field in (*EVERY_STAKEHOLDER, *EVERY_TIE)}
    found: dict[str, Field] = {}
    for owner in (*KINDS, *RELATIONS):
        for field in owner.fields:
            if field.name not in seen:
                found.setdefault(field.name, field)
    return fields(found[name] for name in sorted(found))


def risks() -> str:
    """The fixed list of risks."""
    return table(
        [("risk", "English", "Nederlands"), *((f"`{risk.value}`", risk.en, risk.nl) for risk in RISKS)]
    )


def table(rows: list[tuple[str, ...]]) -> str:
    """Rows as a Markdown table; the first is its head."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def _names(own: Iterable[Field]) -> str:
    return ", ".join(f"`{field.name}`" for field in own) or "–"


def _ends(kinds_: frozenset[str]) -> str:
    return "any" if len(kinds_) >= 12 else ", ".join(sorted(kinds_))
