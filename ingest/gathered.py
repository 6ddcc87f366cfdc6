"""What one file has given so far: sources, own rows, claims, and who still has to be mentioned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph import records
from graph.records import Mention, Source, Tie, folded, strictest
from ingest.cards import Card
from ingest.claim_codes import Load
from ingest.codes import Row as Told
from ingest.own_rows import Meant, Own, OwnRows

if TYPE_CHECKING:
    from ingest.claims import Line
    from ingest.mapped import Mapped

Claim = Mention | Tie
SHOWN = 20  # places that are told of a name that occurs again and again


class OnlyEnd(NamedTuple):
    """A name that no row of the file describes, and the first places that use it."""

    name: str
    at: list[tuple[Mapped, int, str]]


class Gathered:
    """The claims of a file while it is read."""

    def __init__(self, file: str, card: Card, *, persons: bool = False, today: str = "") -> None:
        self.file, self.card, self.persons, self.today = file, card, persons, today
        self.own = OwnRows()
        self.usual = {"confidence": card.confidence or "claimed", "said_on": "", "level": card.level}
        self.sources: dict[str, Source] = {}
        self.undescribed: set[str] = set()
        self.claims: list[Claim] = []
        self.said: dict[tuple[object, ...], str] = {}  # content -> the place that said it first
        self.only_ends: dict[str, OnlyEnd] = {}
        self._needed: dict[tuple[str, str], tuple[Own, str, str]] = {}
        self._mentioned: set[tuple[str, str]] = set()
        self._by_title: dict[str, str] = {}
        self._meant: dict[tuple[str, frozenset[str]], Meant] = {}
        self.default = card.source.get("id", "") or file.rpartition("/")[2].rpartition(".")[0] or file
        self.fell_back = False
        if (own_card := card.source_card(file)) is not None:
            self.add_source(own_card)

    # -- sources -----------------------------------------------------------------------

    def add_source(self, source: Source) -> bool:
        """Keep a source card; whether it says something else than an earlier one of the same id."""
        known = self.sources.get(source.id)
        if known is None or source.id in self.undescribed:
            self.sources[source.id] = source
            self.undescribed.discard(source.id)
            for name in (source.id, source.title):
                if name:
                    self._by_title.setdefault(folded(name), source.id)
            return False
        return known._replace(at="") != source._replace(at="")

    def source_for(self, text: str, *, sensitive: bool = False) -> tuple[str, str]:
        """The id of the source that a cell names (blank: the file's own), and the code of a remark.

        A safety sheet that names no source of its own is one that only the team may see.
        """
        if not text:
            if self.default not in self.sources:
                self.fell_back = True
                level = "team" if sensitive else "participants"
                self.sources[self.default] = records.source(self.default, level=level, file=self.file)
            return self.default, ""
        known = text if text in self.sources else self._by_title.get(folded(text), "")
        if known:
            return known, Told.UNKNOWN_SOURCE if known in self.undescribed else ""
        self.add_source(records.source(text, file=self.file))
        self.undescribed.add(text)
        return text, Told.UNKNOWN_SOURCE

    # -- names -------------------------------------------------------------------------

    def meant(self, name: str, kinds: frozenset[str]) -> Meant:
        """The own row that a name means at an end of these kinds; asked once per name."""
        known = self._meant.get((name, kinds))
        if known is None:
            known = self._meant[name, kinds] = self.own.meant(name, kinds)
        return known

    def note_end(self, name: str, sheet: Mapped, row: int, column: str) -> None:
        """Remember that a name occurs only as an end, and where."""
        known = self.only_ends.get(name)
        if known is None:
            known = self.only_ends[name] = OnlyEnd(name, [])
        if len(known.at) < SHOWN:
            known.at.append((sheet, row, column))

    # -- claims ------------------------------------------------------------------------

    def add(self, line: Line, claims: list[Claim]) -> str:
        """Keep the claims of a row; the place of the earlier row that says all of it, else ""."""
        earlier = [self.said.get(claim[:-2]) for claim in claims]
        for claim in claims:
            self.said.setdefault(claim[:-2], line.at)
            if isinstance(claim, Mention):
                self._mentioned.add((claim.source, claim.key))
        self.claims += claims
        for own, level in dict.fromkeys(line.ends):
            needed = self._needed.get((line.source, own.key))
            if needed is None:
                self._needed[line.source, own.key] = (own, level, line.at)
            elif level and needed[1] != level:
                self._needed[line.source, own.key] = (own, _mildest(level, needed[1]), needed[2])
        return earlier[0] or "" if claims and all(earlier) else ""

    def bare_mentions(self) -> list[Mention]:
        """A mention for every end that its source does not mention otherwise."""
        made = []
        for (source, key), (own, level, at) in self._needed.items():
            if (source, key) not in self._mentioned:
                made.append(
                    records.mention(
                        source,
                        own.kind,
                        own.name,
                        country=own.country,
                        ids=own.ids,
                        level=level,
                        confidence=self.card.confidence or "claimed",
                        file=self.file,
                        at=at,
                    )
                )
        return made

    def fallback_code(self) -> str:
        """The code of the note that no source was named, where that is so."""
        return Load.NO_SOURCE if self.fell_back else ""


def _mildest(a: str, b: str) -> str:
    """The milder of two levels, blank being participants: naming somebody openly once is open."""
    a, b = a or "participants", b or "participants"
    return b if strictest(a, b) == a else a
