"""What a store does: it keeps claims and decisions, and replaces what a file carried as a whole.

Two stores are equal when their files, digests and decisions are.  Identity, fold and network are
functions of what a store returns; no store knows of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from graph.records import Claims, Decision, Mention, Source, Tie


@dataclass(frozen=True, slots=True)
class Change:
    """What a load did: nothing, where the store already held exactly this."""

    file: str
    what: str  # "loaded", "replaced", "unchanged", "removed"
    mentions: int = 0
    ties: int = 0
    gone: int = 0
    like: str = ""  # another file with at least four fifths of the same claims


class Held(NamedTuple):
    """A file that the store holds, and the digest of what it holds of it."""

    name: str
    digest: str
    sources: tuple[str, ...]
    mentions: int
    ties: int


class Entry(NamedTuple):
    """A line of the journal: when, what, of which file or source, by whom."""

    moment: str
    what: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Columns:
    """One relation as columns, with the mentions that tell who is who, from one snapshot."""

    mentions: tuple[Mention, ...]
    decisions: tuple[Decision, ...]
    source: Sequence[str]
    a: Sequence[str]
    b: Sequence[str]
    values: tuple[Sequence[Any], ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something `verify` found: where, and a sentence's key with its values."""

    where: str
    key: str
    values: dict[str, object]


class Store(Protocol):
    """The one interface; `tests/graph/test_store_contract.py` is its contract."""

    where: str
    """The file name, or the address without its user."""

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
        `Refused`.  When less than half of the facts that the same name carried before are still
        there, `Refused` (key "store.other_content") unless `replaces` names the file (this or
        another, whose claims go) or `as_new` is set (the claims are added beside the old ones under
        a name of their own: `name (2)`).
        """
        ...

    def remove_file(self, name: str) -> Change:
        """As if the file had never been loaded; `Refused` names the files there are."""
        ...

    def remove_source(self, source: str) -> Change:
        """As if no file had carried the source; loading such a file again brings it back."""
        ...

    def decide(self, decision: Decision) -> None:
        """Remember a verdict on a pair, replacing an earlier one; `Contradiction` where others rule it out."""
        ...

    def undecide(self, a: str, b: str) -> bool:
        """Forget the verdict on a pair; False where there was none."""
        ...

    def files(self) -> tuple[Held, ...]:
        """The files held, by name."""
        ...

    def sources(self) -> tuple[Source, ...]:
        """The source cards, one per file and source."""
        ...

    def journal(self) -> tuple[Entry, ...]:
        """What was done to this store, oldest first."""
        ...

    def claims(self, relations: Iterable[str] | None = None) -> Claims:
        """Everything, or the ties of some relations only, from one snapshot, in one order."""
        ...

    def columns(self, relation: str, *fields: str) -> Columns:
        """The ties of one relation as columns."""
        ...

    def verify(self) -> tuple[Trouble, ...]:
        """What is damaged: digests recomputed from what is read back; empty when all is well."""
        ...

    def forget(self, name: str) -> int:
        """Remove every mention of a folded name, its ties and decisions, for good; how many claims went."""
        ...

    def close(self) -> None:
        """Let go of the file or the connection."""
        ...
