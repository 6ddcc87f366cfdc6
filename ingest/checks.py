"""What only shows over several rows: shares that sum to too much, one number for two names, and the like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph import schema
from graph.records import Mention, Tie, folded
from graph.terms import UNKNOWN, Type
from graph.values import decoded
from ingest.claim_codes import Load
from ingest.codes import Row as Told
from ingest.mapped import Mapped, Remark

if TYPE_CHECKING:
    from ingest.gathered import Gathered

Place = tuple[Mapped, int]
_COMPARED = 200_000  # comparisons of names for suggestions; names after that get none
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
        self._keys: dict[str, str] = {}

    def look(self, sheet: Mapped, number: int, claims: list[Mention | Tie]) -> None:
        """Take in the claims of one row."""
        for claim in claims:
            if isinstance(claim, Tie):
                if claim.fields != "{}" and claim.holds == "yes":
                    self._look_at_shares(sheet, number, claim)
            elif claim.kind not in ("Risk", "Dialogue"):
                self._look_at_name(sheet, number, claim)

    def _look_at_shares(self, sheet: Mapped, number: int, claim: Tie) -> None:
        fields = decoded(claim.fields)
        for name, value in fields.items():
            field = schema.tie_field(claim.relation, name)
            if field is None or field.type is not Type.SHARE or value == UNKNOWN:
                continue
            side = claim.a if name in _BY_FIRST else claim.b
            what = (claim.source, claim.relation, name, side, str(fields.get("period", "")))
            summed, place = self._shares.get(what, (0.0, (sheet, number)))
            self._shares[what] = (summed + float(value), place)

    def _look_at_name(self, sheet: Mapped, number: int, claim: Mention) -> None:
        kinds = self._names.setdefault(folded(claim.name), {})
        if claim.kind and claim.kind not in kinds:
            for _, first in kinds.values():
                remark = Remark(Told.NAME_WITH_TWO_KINDS, "", claim.name, str(first))
                self._told.append((sheet, number, remark))
                break
            kinds[claim.kind] = (sheet, number)
        for one in claim.ids:
            name, (_, first) = self._ids.setdefault(one, (claim.name, (sheet, number)))
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
