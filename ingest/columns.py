"""Which column is which: from the headers that people write to the logical columns of a form.

A header is compared whole, then without what stands in brackets, then by its lower half where two
header rows were joined ("Top / Sub").  The vocabulary's own names come first, then synonyms
(`ingest/synonyms/columns.toml`), then what is one slip away from either.  A name is given once:
to the header that fits best.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.errors import AantafelError
from ingest.codes import Row
from ingest.header_words import (
    PARTS,
    is_known,
    is_own_word,
    is_personal,
    is_sensitive,
    keys,
    normal,
    spellings,
    variants,
)

PERSONAL = "personal"
"""What a column of personal data is matched to: nothing of it is read."""
DROP = "-"
"""What a user answers for a column that is to be left out; also for one that may not stand here."""

_RATIO, _MARGIN, _SHORTEST = 88.0, 3.0, 5
_DROPPED = {DROP: Row.COLUMN_DROPPED}
_OF_ANOTHER = frozenset(
    {"to", "supplies_to", "supplied_by", "quarries", "member_of", "initiative", "represents", "funded_by"}
    | {"regulates", "owner", "lessee", "operator", "inspected_by", "certified_by", "permit_by", "employs"}
)


@dataclass(frozen=True, slots=True)
class Matched:
    """One column: its place and header, the logical column it is (None: kept as written), and how.

    `field` may also be `PERSONAL` or `DROP`.  `how` is "given", "exact", "synonym", "similar" or
    "none"; `code` is a row code where there is something to tell, and `suggestion` what it is about.
    """

    index: int
    header: str
    field: str | None
    how: str
    suggestion: str = ""
    code: str = ""


class _Candidate(NamedTuple):
    score: float
    name: str
    how: str


def match_headers(
    header: Sequence[str], wanted: Sequence[str], given: Mapping[str, str] | None = None, *, about: str = ""
) -> tuple[Matched, ...]:
    """One `Matched` per header, in order; `wanted` are the logical columns of the form.

    `given` maps headers to names and wins; one that names no wanted column raises `AantafelError`
    with the names there are.  `about` is the kind that the table is a register of: "Leverancier"
    is then the name column of a register of suppliers.

    >>> [m.field for m in match_headers(["Naam", "% van verkoop", "E-mail"], ["name", "share_of_seller"])]
    ['name', 'share_of_seller', 'personal']
    """
    answers = _answered(header, wanted, given or {})
    open_names = [name for name in wanted if name not in answers.values()]
    found = {
        index: list(_candidates(text, tuple(open_names), about))
        for index, text in enumerate(header)
        if index not in answers and text.strip()
    }
    chosen = _chosen(found, open_names)
    return tuple(
        Matched(index, text, answers[index], "given", "", _DROPPED.get(answers[index], ""))
        if index in answers
        else _matched(index, text, chosen, found.get(index, []))
        for index, text in enumerate(header)
    )


def looks_like_header(cells: Sequence[str]) -> float:
    """Which share of the filled cells, 0 to 1, are column names that we know.

    >>> looks_like_header(["Naam", "Land", "Soort"]), looks_like_header(["Acme", "India", "12"])
    (1.0, 0.0)
    """
    filled = [cell for cell in cells if cell.strip()]
    known = sum(is_known(cell) or is_personal(cell) for cell in filled)
    return known / len(filled) if filled else 0.0


# -- what a header may be ---------------------------------------------------------------------


def _candidates(header: str, wanted: tuple[str, ...], about: str) -> Iterator[_Candidate]:
    """The wanted names that a header may mean, with a score of at most 100."""
    known = spellings(about)
    found = False
    for key, cost in variants(header):
        for name, score, how in known.get(key.replace(" ", ""), ()):
            if name in wanted and not (cost >= 1 and _is_about_another(header, name, wanted, about)):
                found = True
                yield _Candidate(score - cost, name, how)
    if not found and not is_known(header) and not is_personal(header):
        yield from _similar(header, wanted, about)


def _is_about_another(header: str, name: str, wanted: tuple[str, ...], about: str) -> bool:
    """Whether the upper half of a header names another party: "Afnemer / Land" is not this row's country."""
    top, parted, _ = header.rpartition(PARTS)
    if not parted or not about or name in _OF_ANOTHER or is_own_word(top, about):
        return False
    others = {one for one, *_ in spellings(about).get(normal(top).replace(" ", ""), ())}
    return bool(others & _OF_ANOTHER & set(wanted))


def _similar(header: str, wanted: tuple[str, ...], about: str) -> Iterator[_Candidate]:
    """Names that are one slip away, unless two different ones are nearly as near."""
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA

    known = keys(wanted, about)
    for key, cost in variants(header):
        near = process.extract(key, list(known), scorer=fuzz.ratio, limit=8, score_cutoff=75)
        close = [
            (text, ratio)
            for text, ratio, _ in near
            if ratio >= _RATIO or (min(len(text), len(key)) >= _SHORTEST and OSA.distance(text, key) == 1)
        ]
        if not close:
            continue
        best = known[close[0][0]]
        rivals = [
            text for text, ratio in close[1:] if ratio > close[0][1] - _MARGIN and not known[text] & best
        ]
        if not rivals:
            yield from (_Candidate(close[0][1] - 10 - cost, name, "similar") for name in sorted(best))
        return


# -- who gets which name ----------------------------------------------------------------------


def _answered(header: Sequence[str], wanted: Sequence[str], given: Mapping[str, str]) -> dict[int, str]:
    """The user's own answers, by column; one about a header that is not here waits for another sheet."""
    answers: dict[int, str] = {}
    by_name: dict[str, str] = {}
    for said, name in given.items():
        index = next((i for i, text in enumerate(header) if text == said), None)
        if index is None:
            index = next((i for i, text in enumerate(header) if text and normal(text) == normal(said)), None)
        if index is None:
            continue
        if name != DROP and name not in wanted:
            known = ", ".join(sorted({*wanted, DROP}))
            raise AantafelError.of("rows.no_such_column", header=said, name=name, known=known)
        if name != DROP and name in by_name:
            raise AantafelError.of("rows.column_twice", header=by_name[name], other=said, name=name)
        answers[index] = name
        by_name[name] = said
    return answers


def _chosen(found: Mapping[int, Sequence[_Candidate]], wanted: Sequence[str]) -> dict[int, _Candidate]:
    """For each column the name it gets: the best fit first, each name once."""
    chosen = _greedy(found, wanted)
    for need in ("name", "title"):
        if need in wanted and need not in (one.name for one in chosen.values()):
            # The form cannot do without: a column that could also be something else gives it.
            raised = {
                i: [c._replace(score=c.score + 100 * (c.name == need)) for c in all_]
                for i, all_ in found.items()
            }
            chosen = _greedy(raised, wanted)
    return chosen


def _greedy(found: Mapping[int, Sequence[_Candidate]], wanted: Sequence[str]) -> dict[int, _Candidate]:
    place = {name: at for at, name in enumerate(wanted)}
    offers = sorted(
        ((candidate, index) for index, all_ in found.items() for candidate in all_),
        key=lambda offer: (-offer[0].score, place[offer[0].name], offer[1]),
    )
    chosen: dict[int, _Candidate] = {}
    taken: set[str] = set()
    for candidate, index in offers:
        if index not in chosen and candidate.name not in taken:
            chosen[index] = candidate
            taken.add(candidate.name)
    return chosen


def _matched(
    index: int, header: str, chosen: Mapping[int, _Candidate], candidates: Sequence[_Candidate]
) -> Matched:
    if (got := chosen.get(index)) is not None:
        similar = got.how == "similar"
        return Matched(index, header, got.name, got.how, "", Row.COLUMN_SIMILAR if similar else "")
    if not header.strip():
        return Matched(index, header, None, "none")
    if candidates:
        best = max(candidates)
        return Matched(index, header, None, "none", best.name, Row.COLUMN_TAKEN)
    if is_personal(header):
        return Matched(index, header, PERSONAL, "none", "", Row.PERSONAL_COLUMN)
    if is_sensitive(header):
        return Matched(index, header, DROP, "none", "", Row.SENSITIVE_COLUMN)
    return Matched(index, header, None, "none", "", Row.COLUMN_KEPT)
