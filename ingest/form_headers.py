"""The headers of a table as a form's columns: the form's own words first, then everybody's synonyms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from graph.records import folded
from ingest.codes import Row as Told
from ingest.columns import Matched, match_headers
from ingest.form import Form, FormColumn

_SHORTEST = 5  # letters of a label that may have one wrong


def match_form(
    header: Iterable[str], form: Form, given: Mapping[str, str]
) -> tuple[tuple[Matched, ...], str]:
    """Each header with the form's column, and the language that most of them are in ("" unknown).

    What the user answered comes first, then the form's own words (whole, or below a group in two header
    rows), then the synonyms of everybody, then the form's own words with one letter wrong.
    """
    headers = tuple(header)
    own, lang = _own_words(headers, form, given)
    wanted = [column.name for column in form.every if column.name not in own.values()]
    rest = match_headers(
        [("" if i in own else text) for i, text in enumerate(headers)], wanted, given, about=form.about
    )
    taken = {*own.values(), *(one.field for one in rest if one.field)}
    matches = []
    for index, (text, one) in enumerate(zip(headers, rest, strict=True)):
        if index in own:
            one = Matched(index, text, own[index], "exact")
        elif one.field is None and text and (name := _nearly(text, form, taken)):
            taken.add(name)
            one = Matched(index, text, name, "similar", "", Told.COLUMN_SIMILAR)
        matches.append(one)
    return tuple(matches), lang


def bare(header: str) -> str:
    """A header for comparing: folded, without the star and the question mark, blanks in one way."""
    return folded(header.replace("*", " ").replace("_", " ").strip().rstrip("?:. "))


def _own_words(headers: tuple[str, ...], form: Form, given: Mapping[str, str]) -> tuple[dict[int, str], str]:
    """The columns whose header is one of the form's own words, and the language of most of them."""
    labels = labels_of(form)
    answered = {bare(header) for header in given}
    taken = set(given.values())
    votes: Counter[str] = Counter()
    own: dict[int, str] = {}
    for of in (bare, _lower, _named_in_it(form)):
        for index, text in enumerate(headers):
            name, lang = labels.get(of(text), ("", ""))
            if name and index not in own and name not in taken and bare(text) not in answered:
                own[index] = name
                taken.add(name)
                votes[lang] += bool(lang)
    best = votes.most_common(2)
    return own, best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else ""


def _lower(header: str) -> str:
    """The detail of "Group / Detail"."""
    return bare(header.rpartition(" / ")[2]) if " / " in header else ""


def _named_in_it(form: Form) -> Callable[[str], str]:
    """A function: "Lid van Initiatief Z" -> "lid van", where the form has a column that names somebody so."""
    begins = [bare(word) for column in form.every for word in column.begins]

    def start(header: str) -> str:
        text = bare(header)
        return next((word for word in begins if text.startswith(word + " ")), "")

    return start


def _nearly(header: str, form: Form, taken: set[str]) -> str:
    """The column whose own word this header is but for one letter; "" where there is none, or more."""
    from rapidfuzz.distance import OSA

    found = set()
    needed = set(form.required)
    for text in (bare(header), _lower(header)):
        for label, (name, _) in labels_of(form).items():
            shortest = 3 if name in needed else _SHORTEST
            if (
                name not in taken
                and min(len(label), len(text)) >= shortest
                and OSA.distance(label, text) == 1
            ):
                found.add(name)
    return found.pop() if len(found) == 1 else ""


def labels_of(form: Form) -> dict[str, tuple[str, str]]:
    """What the form's columns are called, bare -> the column's name and the language ("" in both)."""
    found = _LABELS.get(form.name)
    if found is None:
        found = _LABELS[form.name] = {}
        for column in form.every:
            for label, lang in _said(column):
                found.setdefault(bare(label), (column.name, lang))
        for column in form.every:
            found.setdefault(bare(column.name), (column.name, ""))
    return found


def _said(column: FormColumn) -> Iterator[tuple[str, str]]:
    en, nl = column.field.en, column.field.nl
    yield from [(en, "")] if en == nl else [(en, "en"), (nl, "nl")]
    yield from ((also, "") for also in (*column.also_called, *column.begins))


_LABELS: dict[str, dict[str, tuple[str, str]]] = {}
