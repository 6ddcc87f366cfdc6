"""The ties that a register implies: "member of", "owner", "supplied by", each a column with a name in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from graph import schema
from graph.fields import HOLDS
from graph.terms import UNKNOWN
from ingest.claim_codes import Load
from ingest.claims import Line
from ingest.form import FormColumn, column
from ingest.form_headers import bare
from ingest.own_rows import Own
from ingest.party import party, place_and_fields
from ingest.wording import spellings_of


@dataclass(frozen=True, slots=True)
class Implied:
    """A column that names others: the relation, whether they are its first end, and the fields beside it."""

    column: FormColumn
    relation: str
    they_come_first: bool = False
    beside: tuple[str, ...] = ()
    always: dict[str, str] = field(default_factory=dict)

    @property
    def kinds(self) -> frozenset[str]:
        """What those named may be."""
        declared = schema.RELATION[self.relation]
        return declared.from_kinds if self.they_come_first else declared.to_kinds


MEMBER_OF = ("lid van", "is lid van", "member of", "is a member of", "signatory of", "ondertekenaar van")
_TRADE = tuple(f.name for f in schema.RELATION["SUPPLIES"].fields if f.name != "notes")
IMPLIED: dict[str, Implied] = {
    one.column.name: one
    for one in (
        Implied(column("member_of", "member of", "lid van", begins=MEMBER_OF), "MEMBER_OF"),
        Implied(column("initiative", "initiative", "initiatief"), "MEMBER_OF"),
        Implied(column("owner", "owner", "eigenaar"), "OWNS", True, ("share",)),
        Implied(column("lessee", "leased by", "gepacht door"), "OWNS", True),
        Implied(column("supplies_to", "supplies to", "levert aan"), "SUPPLIES", False, _TRADE),
        Implied(column("supplied_by", "supplied by", "geleverd door"), "SUPPLIES", True),
        Implied(column("quarries", "from quarry", "uit groeve"), "SUPPLIES", True),
        Implied(
            column("represents", "speaks for", "spreekt voor"),
            "REPRESENTS",
            False,
            ("basis", "risks", "places"),
        ),
        Implied(
            column("funded_by", "funded by", "gefinancierd door"),
            "FUNDS",
            True,
            ("amount", "currency", "share_of_budget"),
        ),
        Implied(column("works_with", "works with", "werkt samen met"), "KNOWS"),
        Implied(column("regulates", "supervises", "houdt toezicht op"), "REGULATES"),
        Implied(
            column("permits", "gives permits to", "geeft vergunning aan"),
            "REGULATES",
            always={"permit": "yes"},
        ),
        Implied(
            column("permit_by", "permit given by", "vergunning van"),
            "REGULATES",
            True,
            always={"permit": "yes"},
        ),
        Implied(column("inspects", "inspects", "controleert"), "INSPECTS"),
        Implied(column("inspected_by", "inspected by", "gecontroleerd door"), "INSPECTS", True),
        Implied(column("certified_by", "certified by", "gecertificeerd door"), "CERTIFIES", True),
        Implied(column("employs", "employs", "geeft werk aan"), "EMPLOYS"),
        Implied(column("ministry", "falls under", "valt onder"), "PART_OF"),
    )
}
MEMBER_SINCE = column("member_since", "member since", "lid sinds", schema.RELATION["SUPPLIES"].fields[2])


def described_by(line: Line, kind: str) -> Own:
    """Claim the stakeholder that a register's row describes, with the fields of its kind; returns it."""
    own = party(line, kind)
    line.mention(own, place_and_fields(line, kind))
    return own


def implied_ties(line: Line, own: Own, *, without: Iterable[str] = ()) -> None:
    """The ties that the row's columns imply for `own`."""
    for name, one in IMPLIED.items():
        if name not in without and line.has(name):
            _ties(line, own, one)


def _ties(line: Line, own: Own, one: Implied) -> None:
    others = named_or_yes(line, one.column.name, one.kinds)
    fields: dict[str, Any] = dict(one.always)
    since = ""
    if len(others) == 1:  # one share or amount cannot be that of several
        declared = [f for f in schema.RELATION[one.relation].fields if f.name in one.beside]
        fields |= line.fields(f"beside {one.column.name}", declared)
    if one.relation == "MEMBER_OF" and (found := line.value("member_since")) not in (None, UNKNOWN):
        since = str(found)
    for other, holds in others:
        a, b = (other, own) if one.they_come_first else (own, other)
        line.tie(one.relation, a, b, fields, dated=False, holds=holds, since=since if holds == "yes" else "")


def named_or_yes(line: Line, name: str, kinds: frozenset[str]) -> list[tuple[Own, str]]:
    """Whom a cell names, with "yes"; or whom the header names, where the cell only says yes or no.

    "Lid van Initiatief X" above "ja" and "nee" is a membership, and a documented "no".
    """
    text = line.peek(name)
    answer = yes_or_no(text)
    if not answer:
        return [(line.end(other, kinds, name), "yes") for other in line.names(name)]
    header = _LEADING.sub("", line.column(name).header).strip(" ?:*")
    if bare(header) in _NOBODY or bare(header) == bare(line.column(name).header):
        line.tell(Load.YES_WITHOUT_NAME, name, text)
        return []
    line.text(name)
    return [(line.end(header, kinds, name), answer)]


def yes_or_no(text: str) -> str:
    """ "yes", "no", or "" where a cell says something else."""
    return str(spellings_of(HOLDS).meaning(text) or "") if text else ""


_LEADING = re.compile(
    r"^(?:is\s+)?(?:een\s+|a\s+)?(?:lid\s+van|member\s+of|signatory\s+of|ondertekenaar\s+van|supplies|levert\s+aan)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset({"", "initiatief", "initiative", "initiatives", "initiatieven", "us", "ons", "to", "aan"})
