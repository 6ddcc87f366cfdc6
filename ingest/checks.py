"""What only shows over several rows: shares that sum to too much, one number for two names, and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graph import records, schema
from graph.records import folded
from graph.terms import UNKNOWN, Type
from ingest.claim_codes import Load
from ingest.codes import Row as Told
from ingest.mapped import Mapped, Remark
from ingest.own_rows import Own

if TYPE_CHECKING:
    from ingest.claims import Line
    from ingest.gathered import Gathered

Place = tuple[Mapped, int]
_COMPARED = 200_000  # comparisons of names for suggestions; names after that get none
_SHARES = frozenset(
    field.name
    for relation in schema.RELATION.values()
    for field in relation.fields
    if field.type is Type.SHARE
)
_BY_FIRST = frozenset({"share_of_seller", "share_of_workforce"})
_SLACK = 1e-9


class Checks:
    """Looks at the claims as they come and says at the end what does not fit together."""

    def __init__(self, gathered: Gathered) -> None:
        self.gathered = gathered
        self._shares: dict[tuple[str, ...], tuple[float, Place]] = {}
        self._names: dict[str, dict[str, Place]] = {}
        self._ids: dict[str, tuple[str, Place]] = {}
        self._told: list[tuple[Mapped, int, Remark]] = []
        self._rows: dict[tuple[str, str, str], int] = {}

    def look(self, line: Line) -> None:
        """Take in what one row claims."""
        place = (line.sheet, line.row.number)
        for make, what, content in line.drafts:
            if make is records.tie:
                if content.get("holds", "yes") == "yes":
                    self._look_at_shares(place, what, content["fields"])
            elif what[1] not in ("Risk", "Dialogue"):
                self._look_at_name(place, what[0], Own(what[1], what[2], "", content["ids"]))

    def _look_at_shares(self, place: Place, tie: tuple[str, ...], fields: Mapping[str, Any]) -> None:
        source, relation, a, b = tie
        for name in fields.keys() & _SHARES:
            if fields[name] != UNKNOWN:
                side = a if name in _BY_FIRST else b
                what = (source, relation, name, side, str(fields.get("period", "")))
                summed, first = self._shares.get(what, (0.0, place))
                self._shares[what] = (summed + float(fields[name]), first)

    def _look_at_name(self, place: Place, source: str, claim: Own) -> None:
        sheet, number = place
        kinds = self._names.setdefault(folded(claim.name), {})
        if claim.kind and claim.kind not in kinds:
            for _, first in kinds.values():
                remark = Remark(Told.NAME_WITH_TWO_KINDS, "", claim.name, str(first))
                self._told.append((sheet, number, remark))
                break
            kinds[claim.kind] = place
        first_row = self._rows.setdefault((source, claim.kind, folded(claim.name)), place[1])
        if first_row != place[1] and sheet.form.own is not None:
            self._told.append((sheet, number, Remark(Told.DUPLICATE_NAME, "", claim.name, str(first_row))))
        for one in claim.ids:
            name, (_, first) = self._ids.setdefault(one, (claim.name, place))
            if folded(name) != folded(claim.name):
                self._told.append((sheet, number, Remark(Told.DUPLICATE_ID, "", one, str(first))))

    def remarks(self) -> Iterator[tuple[Mapped, int, Remark]]:
        """What to tell, with the table and the row it is about."""
        yield from self._told
        for (_, _, name, _, _), (summed, (sheet, number)) in self._shares.items():
            if summed > 1 + _SLACK:
                column = sheet.by_name.get(name)
                remark = Remark(
                    Told.SHARES_SUM, column.header if column else name, f"{round(summed * 100, 1):g} %"
                )
                yield sheet, number, remark
        yield from self._only_ends()

    def _only_ends(self) -> Iterator[tuple[Mapped, int, Remark]]:
        """Names that no row describes; one note for all, where the file describes nobody at all."""
        ends = self.gathered.only_ends
        known = self.gathered.own.names()
        if not ends:
            return
        if not known:
            sheet, _, _ = next(iter(ends.values())).at[0]
            yield sheet, 0, Remark(Load.NO_OWN_ROWS, "", str(len(ends)))
            return
        from ingest.names import suggest

        for n, end in enumerate(ends.values()):
            near = suggest(end.name, known) if n * len(known) < _COMPARED else None
            for sheet, number, name in end.at:
                column = sheet.by_name.get(name)
                remark = Remark(
                    Told.UNKNOWN_END, column.header if column else "", end.name, near[0] if near else ""
                )
                yield sheet, number, remark
