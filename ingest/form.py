"""The shape of a form: which columns a table of this sort has, and how one of its rows becomes claims.

A sheet of the workbook and a register are both forms; `ingest.forms` gathers them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph import schema
from graph.fields import CONFIDENCE, HOLDS, IDS, LEVEL, NAME, NOTES, PLACE, SAID_ON, SINCE, SOURCE, UNTIL
from graph.terms import Field, Relation, Type, Word

if TYPE_CHECKING:
    from ingest.claims import Line
    from ingest.own_rows import Own


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: its name in our code, and the field that says how it is headed and read."""

    name: str
    field: Field
    required: bool = False
    also_called: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()  # a header may begin so and go on with a name

    def said(self, lang: str) -> str:
        """The header in `lang`, as the workbook writes it."""
        return self.field.said(lang) + ("*" if self.required else "")


@dataclass(frozen=True, slots=True)
class Form:
    """A sort of table: its columns, those it also knows, and one row -> claims.

    `own` says which stakeholder a row describes, where it describes one.  The forms of a file are
    read by `rank`, so that sources and own rows come before the ties that name them.  Of a
    `sensitive` form nothing is kept as written: what has no field is dropped, and said.  A register
    is `about` one kind, and may need one of some columns to be told from another.
    """

    name: str
    en: str
    nl: str
    columns: tuple[FormColumn, ...]
    claims: Callable[[Line], None]
    own: Callable[[Line], Own | None] | None = None
    also: tuple[FormColumn, ...] = ()
    rank: int = 3
    sensitive: bool = False
    needs_one_of: tuple[str, ...] = ()
    about: str = ""

    @property
    def every(self) -> tuple[FormColumn, ...]:
        """The columns it shows, then those it also knows; one per name."""
        seen: dict[str, FormColumn] = {}
        for column in (*self.columns, *self.also):
            seen.setdefault(column.name, column)
        return tuple(seen.values())

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the columns a table must have; a source can also be told beside the table."""
        return tuple(c.name for c in self.columns if c.required and c.name != "source")

    def said(self, lang: str) -> str:
        """The name of the sheet in `lang`."""
        return self.nl if lang == "nl" else self.en


def column(
    name: str,
    en: str,
    nl: str,
    field: Field | None = None,
    *,
    required: bool = False,
    type: Type | None = None,
    words: Iterable[Word] | None = None,
    also_called: tuple[str, ...] = (),
    begins: tuple[str, ...] = (),
) -> FormColumn:
    """A column with a header of its own, read like `field`, or as text."""
    base = field or Field(name, "", en, nl)
    made = replace(base, en=en, nl=nl, type=type or base.type, words=tuple(words or base.words))
    return FormColumn(name, made, required, also_called, begins)


def known(*fields: Field) -> tuple[FormColumn, ...]:
    """Columns that are called and read like the vocabulary's own fields."""
    return tuple(FormColumn(field.name, field) for field in fields)


LISTS = "(ignore) lists"
"""The hidden sheet of a workbook's drop-downs; a sheet so named is passed over when a file is read."""

KIND_WORDS = tuple(Word(kind.label, kind.en, kind.nl) for kind in schema.STAKEHOLDER.values())
NAME_COLUMN = FormColumn("name", NAME, required=True)
SOURCE_COLUMN = FormColumn("source", SOURCE, required=True)
SURE_COLUMN = FormColumn("confidence", CONFIDENCE)
PLACE_COLUMN = FormColumn("place", PLACE)
COUNTRY_COLUMN = column("country", "country", "land")
REGION_COLUMN = column("region", "region", "regio")
KVK_COLUMN = column("kvk", "KvK number", "KvK-nummer")
WHERE = (COUNTRY_COLUMN, REGION_COLUMN, PLACE_COLUMN)
NUMBERS = (
    KVK_COLUMN,
    column("lei", "LEI", "LEI"),
    column("os_id", "OS ID", "OS ID"),
    column("iec", "IEC", "IEC"),
    *known(IDS),
)
ABOUT_THE_ROW = (SOURCE_COLUMN, SURE_COLUMN, *known(SAID_ON, LEVEL))
ABOUT_THE_TIE = known(SINCE, UNTIL, HOLDS, NOTES)


def offered(*labels: str) -> tuple[Word, ...]:
    """The words of a drop-down for these relations."""
    return tuple(Word(label, schema.RELATION[label].en, schema.RELATION[label].nl) for label in labels)


def kind_fields(*labels: str) -> tuple[FormColumn, ...]:
    """The declared fields of these kinds (all stakeholders', when none is named), but for safety."""
    seen: dict[str, Field] = {}
    for label in labels or schema.STAKEHOLDER:
        for field in schema.KIND[label].fields:
            if not field.sensitive:
                seen.setdefault(field.name, field)
    return known(*seen.values())


def tie_fields(relations: Iterable[Relation]) -> tuple[FormColumn, ...]:
    """The declared fields of these relations, one per name."""
    seen: dict[str, Field] = {}
    for relation in relations:
        for field in relation.fields:
            seen.setdefault(field.name, field)
    return known(*seen.values())
