"""What a store does: it keeps claims and decisions, and replaces what a file carried as a whole.

Two stores are equal when their files, digests and decisions are.  Identity, fold and network are
functions of what a store returns; no store knows of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, Self, TypeAlias

from graph.columns import Columns
from graph.records import Claims, Decision, Mention, Source, Tie
from graph.selection import EVERYTHING, Selection


@dataclass(frozen=True, slots=True)
class Change:
    """What a load or a removal did: nothing, where the store already held exactly this."""

    file: str  # the file; the source, where a source was removed
    what: str  # "loaded", "replaced", "unchanged", "removed"
    mentions: int = 0  # claims that the file carries now
    ties: int = 0
    gone: int = 0  # claims that it carried and carries no more
    like: str = ""  # another file with at least four fifths of the same claims


class Held(NamedTuple):
    """A file that the store holds something of, and the digest of what it holds."""

    name: str
    digest: str
    sources: tuple[str, ...]
    mentions: int
    ties: int


class Entry(NamedTuple):
    """A line of the journal: when (UTC), what, of which file, source or pair, and a remark."""

    moment: str
    what: str  # "loaded", "replaced", "removed", "decided", "undecided", "forgot"
    name: str
    note: str


Value: TypeAlias = "None | bool | int | float | str | list[Value] | dict[str, Value]"
"""What may stand in a row: nothing that JSON has no word for."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a query gives: the names of its columns, the first rows, and whether there were more."""

    columns: tuple[str, ...]  # two may have one name
    rows: tuple[tuple[Value, ...], ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong with a store: where, and a sentence's key with its values."""

    where: str
    key: str
    values: dict[str, object]


def file_name(path: str | Path, folder: Path | None) -> str:
    """The name under which a store knows a file: its path from the store's folder, else its base name.

    In Unicode's composed form, with "/" on every system.

    >>> file_name("/data/project/in/parties.csv", Path("/data/project"))
    'in/parties.csv'
    >>> file_name("/elsewhere/parties.csv", Path("/data/project"))
    'parties.csv'
    """
    path = Path(path)
    name = path.name
    if folder is not None:
        place = path.parent.resolve() / path.name
        if place.is_relative_to(folder.resolve()):
            name = place.relative_to(folder.resolve()).as_posix()
    return unicodedata.normalize("NFC", name)


class Store(Protocol):
    """The one interface; `tests/graph/test_store_contract.py` is its contract."""

    where: str
    """The file name, or the address without its user."""

    folder: Path | None
    """Where the names of files start from (`file_name`); None for a server until a project says where."""

    language: str
    """What `query` understands: "SQL" or "Cypher"."""

    remarks: tuple[Trouble, ...]
    """What a user should know about how this store could be opened; mostly nothing."""

    def load(
        self,
        file: str,
        sources: Iterable[Source],
        mentions: Iterable[Mention],
        ties: Iterable[Tie],
        *,
        replaces: str = "",
        as_new: bool = False,
    ) -> Change:
        """Replace what `file` carried by these claims; an equal digest writes nothing.

        All-or-nothing.  Every end of a tie must be mentioned by its source among `mentions`, else
        `Refused` (key "store.unmentioned_end").  When less than half of the facts (a mention's key;
        a tie's relation and ends) that the same name carried before are still there, `Refused` (key
        "store.other_content") unless `replaces` names the file (this or another, whose claims go)
        or `as_new` is set (the claims are added beside the old ones under a name of their own:
        `name (2)`).  The `file` of the claims themselves is not looked at.
        """
        ...

    def remove_file(self, name: str) -> Change:
        """As if the file had never been loaded; `Refused` names the files there are."""
        ...

    def remove_source(self, source: str) -> Change:
        """As if no file had carried the source; loading such a file again brings it back.

        `Refused` names the sources there are.
        """
        ...

    def decide(self, *decisions: Decision) -> None:
        """Remember verdicts on pairs, each replacing an earlier one, all of them or none.

        `Contradiction` where they, with the decisions taken before, rule one another out.
        """
        ...

    def undecide(self, a: str, b: str) -> bool:
        """Forget the verdict on a pair; False where there was none."""
        ...

    def files(self) -> tuple[Held, ...]:
        """The files held, by name."""
        ...

    def sources(self) -> tuple[Source, ...]:
        """The source cards that each file carries, by source."""
        ...

    def journal(self) -> tuple[Entry, ...]:
        """What was done to this store, oldest first."""
        ...

    def claims(self, relations: Iterable[str] | None = None, *, only: Selection = EVERYTHING) -> Claims:
        """Everything, or the ties that are wanted only, from one snapshot, in one order.

        All mentions come, whatever is wanted: they tell who is who.
        """
        ...

    def columns(self, relation: str, *fields: str, only: Selection = EVERYTHING) -> Columns:
        """The ties of one relation as columns, each claim once, from one snapshot; see `Columns`.

        A field is one that the relation declares, or one of every claim: holds, confidence, said_on,
        since, until, level; its column says None where the claim does not.  Claims that something is not
        so are left out, unless "holds" is asked for.  What the store holds decides the order of rows and
        mentions, never the order of loading.  `BadValue` for an undeclared relation or field.
        """
        ...

    def columns_of(
        self, wanted: Mapping[str, Sequence[str]], *, only: Selection = EVERYTHING
    ) -> tuple[Columns, ...]:
        """The `columns` of several relations with their fields, in that order, all from one snapshot.

        Who is who is read once: all of them have the same mentions, decisions and cards.
        """
        ...

    def place(self) -> str:
        """Where it really lies: equal for two stores exactly where they are one, whatever they are called."""
        ...

    def verify(self) -> tuple[Trouble, ...]:
        """What is damaged: digests recomputed from what is read back; empty when all is well."""
        ...

    def query(self, text: str, *, limit: int = 1000, seconds: float = 30) -> Rows:
        """The first `limit` rows that a text in this store's `language` gives; it can only read this store.

        `Refused` for a text that would do more than read (key "store.query_not_reading"), that gives
        no rows, or that is not ready in time; `AantafelError` (key "store.query_wrong") for one
        that the store does not understand.  Nothing is hidden: the rows are for the team.
        """
        ...

    def rebuild(self) -> None:
        """Make what other programs see (views, labels, folded fields) anew from the claims and decisions."""
        ...

    def forget(self, name: str) -> int:
        """Remove every mention of a folded name for good, with its ties and the decisions about it.

        Where the name stands in the free text of another claim, it is blotted out.  Returns how many
        claims went; 0 where nobody of that name is mentioned.  Risks keep their names.
        """
        ...

    def close(self) -> None:
        """Let go of the file or the connection."""
        ...

    def __enter__(self) -> Self:
        """The store itself: `with connect(path) as store`."""
        ...

    def __exit__(self, *error: object) -> None:
        """Close."""
        ...
