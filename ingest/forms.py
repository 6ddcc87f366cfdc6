"""Every sort of table that can be read, and which of them a table is.

To add a register: write `ingest/registers/NAME.py` beside the others and name it here
(`docs/registers.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import AantafelError
from ingest.cards import Card
from ingest.columns import DROP, looks_like_header
from ingest.form import Form
from ingest.form_headers import bare, labels_of, match_form
from ingest.registers import government, importers, ngos, quarries, suppliers
from ingest.sheets import dialogues, guests, harmed, parties, safety, sources, ties, trade, voices
from ingest.tables import Table

WORKBOOK: tuple[Form, ...] = tuple(
    sheet.FORM for sheet in (sources, parties, trade, harmed, voices, dialogues, guests)
)
SAFETY: Form = safety.FORM
REGISTERS: tuple[Form, ...] = tuple(
    register.FORM for register in (importers, suppliers, quarries, ngos, government)
)
FORMS: dict[str, Form] = {form.name: form for form in (*WORKBOOK, SAFETY, ties.FORM, *REGISTERS)}

_ALIKE = frozenset({"trade", "voices", "ties"})  # read by the same hand: which of them it is matters little
_CLEAR = 0.1  # how much better the best must be than the next


@dataclass(frozen=True, slots=True)
class Choice:
    """What sort of table this is; `how` is "given", "sheet", "file", "columns" or "unclear"."""

    form: Form | None
    how: str
    likely: tuple[str, ...] = ()


def form_named(name: str) -> Form:
    """The form of that name in either language; raises `AantafelError` with the names there are."""
    wanted = bare(name)
    for form in FORMS.values():
        if wanted in _names(form):
            return form
    raise AantafelError.of("ingest.no_such_form", name=name, known=", ".join(FORMS))


def choose(table: Table, card: Card) -> Choice:
    """What sort of table this is: as told, by the name of its sheet or file, or by its columns."""
    if card.as_form:
        return Choice(form_named(card.as_form), "given")
    for how, name in (("sheet", table.sheet), ("file", table.file.rpartition(".")[0])):
        for form in FORMS.values():
            if bare(name) in _names(form) and _score(table.header, form, card, whole=False) > 0:
                return Choice(form, how)
    scored = sorted(
        ((_score(table.header, form, card), name) for name, form in FORMS.items()), key=_best_first
    )
    (best, name), (second, other) = scored[:2]
    likely = tuple(each for score, each in scored if score > 0)[:2] or _nearest(table, card)
    if best == 0:
        return Choice(None, "unclear", likely)
    if name in _ALIKE and other in _ALIKE:
        return Choice(FORMS[name if best > second else "ties"], "columns", likely)
    if best - second < _CLEAR:
        return Choice(None, "unclear", likely)
    return Choice(FORMS[name], "columns", likely)


def known_share(cells: Sequence[str]) -> float:
    """The share of some cells that are headers we know, 0 to 1: is this the row of headers?"""
    filled = [cell for cell in cells if cell]
    if not filled:
        return 0.0
    ours = frozenset[str]().union(*(labels_of(form) for form in FORMS.values()))
    return sum(bare(cell) in ours or looks_like_header([cell]) > 0 for cell in filled) / len(filled)


def _names(form: Form) -> frozenset[str]:
    return frozenset(bare(name) for name in (form.name, form.en, form.nl))


def _best_first(scored: tuple[float, str]) -> float:
    return -scored[0]


def _nearest(table: Table, card: Card) -> tuple[str, ...]:
    """The two forms that read most of the header, although a column that they need is missing."""
    scored = ((_score(table.header, form, card, whole=False), name) for name, form in FORMS.items())
    return tuple(name for score, name in sorted(scored, key=_best_first)[:2] if score > 0)


def _score(header: Sequence[str], form: Form, card: Card, *, whole: bool = True) -> float:
    """How much of the header the form reads, 0 to 1; if `whole`, 0 where it misses what it needs."""
    every = _every(form)
    given = {text: name for text, name in card.columns.items() if name in every or name == DROP}
    matches, _ = match_form(header, form, given)
    found = {match.field for match in matches if match.field}
    needs = set(form.required) <= found and (not form.needs_one_of or found & set(form.needs_one_of))
    if whole and not needs:
        return 0.0
    shown = {column.name for column in form.columns}
    named = sum(bool(name) for name in header)
    weight = sum(1.0 if name in shown else 0.5 for name in found if name in every)
    return min(weight / named, 1.0) if named else 0.0


def _every(form: Form) -> frozenset[str]:
    return frozenset(column.name for column in form.every)
